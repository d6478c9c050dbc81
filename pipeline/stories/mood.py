"""The mood that a page prints beside a story, the one thing of a widget that is read.

In: a story of a page. Out: where its sentiment label and score stand. What else a widget holds,
such as prices that change by the minute, is no part of the story.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from schemas.article import Article, SegmentKind

_MOOD = re.compile(
    r"Overall Sentiment\s*:?\s*(?P<label>[A-Za-z ]+?)\s*(?:\n|"
    r"$)(?:\s*Sentiment Score\s*:?\s*(?P<score>[-+]?\d+(?:\.\d+)?))?"
    r"|Sentiment(?: Score)?\s*:?\s*(?P<only>[-+]?\d+(?:\.\d+)?)",
    re.IGNORECASE,
)


def find_moods(article: Article, page_text: str) -> Iterator[re.Match[str]]:
    """Each mood printed in a widget of the story, with its `label` and its `score` or `only`.

    A widget may be cut into several segments: they are read as one as far as nothing parts them.
    """
    for is_widget, run in groupby(article.segments, lambda s: s.kind is SegmentKind.WIDGET):
        if is_widget:
            spans = [segment.span for segment in run]
            yield from _MOOD.finditer(page_text, spans[0].start, spans[-1].end)
