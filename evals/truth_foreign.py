"""Names beside a figure that its story does not know. In: a text as read; out: faults.

A figure that is right but told of a drug, a company or a comparator that neither the article nor
its labels have is told of the wrong thing. Names count within a sentence, where a capital tells
them; words of the article in other forms, months and bodies that are known by their letters do not.
"""

import re

from evals.truth_idle import Printed
from schemas.eval import JudgedFigure, Truth
from schemas.figure import Kind
from schemas.source import Source
from schemas.text import Span

COMPARATORS = re.compile(
    r"\b(?:placebo|sham|standard[- ](?:of[- ])?(?:care|treatment|therapy)|best supportive care|"
    r"historical (?:controls?|data)|observation|usual care|no treatment|dummy)\b",
    re.IGNORECASE,
)
"""What a figure can be set against; told for another, it changes what is compared."""

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b")
_TIMES = frozenset(
    "january february march april august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday christmas easter".split()
)
_BODIES = frozenset(
    "american agency administration america americans association australia australian austria "
    "british britain canada canadian chinese china committee congress danish denmark dutch "
    "england english europe european federal france french german germany grade health india "
    "indian institute ireland irish italian italy japan japanese kingdom korea medicare medicines "
    "nasdaq national norway phase scotland spain spanish states swedish sweden swiss switzerland "
    "united university wales street cohort table annex class world".split()
)
"""Places and public bodies, which a brief may write out or adjust."""
_BEGINNING = 5
"""Letters that tell a word in another form: `Danish` of `Denmark` is not told by them."""


def find_foreign(read: Source, story: Printed) -> list[JudgedFigure]:
    """Names and comparators beside a figure that the story does not have."""
    own = story.text.lower()
    found = []
    for span in read.sentences:
        valued = [one for one in read.figures if span.covers(one.span) and one.values]
        if not valued:
            continue
        sentence = span.cut(read.text)
        for match in (*_NAME.finditer(sentence), *COMPARATORS.finditer(sentence)):
            place = Span(start=span.start + match.start(), end=span.start + match.end())
            if not _is_known(match[0].lower(), own):
                found.append(_foreign(place, read.text))
    return found


def _is_known(word: str, own: str) -> bool:
    if word in _TIMES | _BODIES:
        return True
    return word.replace("-", " ") in own.replace("-", " ") or (
        " " not in word and re.search(rf"\b{re.escape(word[:_BEGINNING])}", own) is not None
    )


def _foreign(span: Span, text: str) -> JudgedFigure:
    return JudgedFigure(
        start=span.start,
        end=span.end,
        text=span.cut(text),
        kind=Kind.NUMBER,
        truth=Truth.ABSENT,
        why="The story does not know it, and a figure stands beside it.",
    )
