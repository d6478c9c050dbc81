"""A story laid out for the extractors: its passages, and which figures and facts stand in each.

In: page, article and source. Out: one `Story` that every `extract_*` file reads. Nothing is judged
here beyond what a sentence is about.
"""

import re
from bisect import bisect_left

from pipeline.embedded.lexicons import (
    BENEFIT,
    HARM,
    LIMIT,
    MARKET,
    REGULATORY,
    SOFT_HARM,
    TRIAL,
    UNVERIFIED,
)
from schemas.article import EDITORIAL, Article, SegmentKind
from schemas.base import Value
from schemas.draft import Topic
from schemas.record import Passage
from schemas.source import Fact, Role, Source
from schemas.text import Evidence, Span

SHORT_DOUBT = 24
"""Words: a longer sentence on something unconfirmed speaks of a thing of its own."""
NEWS = frozenset({SegmentKind.STANDFIRST, SegmentKind.BODY, SegmentKind.TABLE, SegmentKind.FAQ})
"""Where facts are stated; headlines and headings only name them."""


class Story(Value):
    """One article with its source and its sentences."""

    article: Article
    source: Source
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The source's text, all offsets into it."""
        return self.source.text


def lay_out(article: Article, source: Source) -> Story:
    """The story's passages in reading order: sentences cut at the bounds of their segments."""
    passages: list[Passage] = []
    segments = [segment for segment in article.segments if segment.kind in EDITORIAL]
    starts = [sentence.start for sentence in source.sentences]
    for segment in sorted(segments, key=lambda item: item.span.start):
        opinion = segment.opinion
        first = max(0, bisect_left(starts, segment.span.start) - 1)
        for sentence in source.sentences[first:]:
            if sentence.start >= segment.span.end:
                break
            span = _trim(source.text, sentence, segment.span)
            if span is None:
                continue
            text = span.cut(source.text)
            evidence = Evidence(source_id=source.id, span=span, text=text)
            topics = find_topics(text) if segment.kind in NEWS else ()
            own = bool(_FIRST_PERSON.search(_unquoted(text)))
            opinion = opinion or (own and bool(_VIEW.search(text)))
            kind = SegmentKind.CAPTION if is_note(text, source.text) else segment.kind
            passages.append(
                Passage(evidence=evidence, kind=kind, opinion=opinion or own, topics=topics)
            )
    return Story(article=article, source=source, passages=tuple(passages))


_NOTED = re.compile(r"^(?:(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹†‡§])|(?P<plain>[1-9])(?= [A-Z][a-z]))")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def is_note(text: str, source: str) -> bool:
    """Is it a note to a mark of the article, which explains a word and tells no news?

    `2 Not adjusted for multiplicity` is one where `²` stands behind a word or a number.
    """
    mark = _NOTED.match(text)
    if mark is None:
        return False
    raised = mark["raised"] or _RAISED[int(mark["plain"])]
    return re.search(rf"[\w)%.]{raised}", source) is not None


_FIRST_PERSON = re.compile(
    r"(?<!Class )(?<!class )(?<!Phase )(?<!phase )(?<!Type )(?<!type )(?<!Stage )(?<!stage )"
    r"(?<!Grade )(?<!Part )(?<!Group )(?<!Factor )(?<!factor )(?<!Level )(?<!level )(?<!and )"
    r"\bI\b(?![./-])|(?<=\band )I (?=[a-z])|\b(?:I’m|I'm|my|me|mine)\b(?!\.)"
)
"""`Class I`, `Phase I/II`, `type I`: there it is a Roman numeral."""


_VIEW = re.compile(
    r"\b(?:I|I'[dm]|I’[dm]) (?:\w+ )?(?:think|believe|would|will|suspect|doubt|expect|like|prefer|"
    r"have been|am|own|remain|hold|bet|guess)\b|\b[Mm]y (?:own )?(?:reading|view|take|guess|"
    r"opinion|verdict|call|conclusion)\b|\b(?:I['’][dm])\b"
)
"""Who says so goes on to say what follows: the rest of the paragraph is opinion too. `I asked`
only tells what the writer did."""


def _unquoted(text: str) -> str:
    """The text without what is in quotation marks: there somebody else says `I`."""
    return re.sub(r"“[^”]*”?|\"[^\"]*\"?", "", text)


def _trim(text: str, sentence: Span, segment: Span) -> Span | None:
    """The part of the sentence inside the segment, without blanks at its ends."""
    start, end = max(sentence.start, segment.start), min(sentence.end, segment.end)
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    return Span(start=start, end=end) if start < end else None


def find_topics(text: str) -> tuple[Topic, ...]:
    """What a sentence is about, the weightiest topic first; empty where it is about none."""
    digits = bool(re.search(r"\d|\b(?:no|none|half|tripled|doubled)\b", text, re.IGNORECASE))
    found = (
        (Topic.HARM, bool(HARM.search(text)) or bool(SOFT_HARM.search(text))),
        (Topic.BENEFIT, digits and bool(BENEFIT.search(text))),
        (Topic.LIMIT, bool(UNVERIFIED.search(text)) or bool(LIMIT.search(text))),
        (Topic.REGULATORY, bool(REGULATORY.search(text))),
        (Topic.MARKET, bool(MARKET.search(text))),
        (Topic.CONTEXT, bool(TRIAL.search(text))),
    )
    return tuple(topic for topic, holds in found if holds)


def is_doubt(passage: Passage) -> bool:
    """Is it a short sentence which says of the one before it that nobody confirms it?

    It must point back (`That claim …`) and print no figure: `A rumoured bid at $9 is unconfirmed`
    speaks of itself.
    """
    text = passage.evidence.text
    back = bool(_POINTS_BACK.search(text)) and not re.search(r"\d", text)
    return back and bool(UNVERIFIED.search(text)) and len(text.split()) < SHORT_DOUBT


_POINTS_BACK = re.compile(
    r"^(?:(?:This|That|These|Those)(?= (?:is|are|was|were|has|have|had|can|cannot|remains?)\b)|"
    r"(?:It|Neither|Both)\b)|\b(?:the|this|that|these|those)"
    r" (?:numbers?|figures?|claims?|results?|rates?|reports?|posts?|data)\b",
    re.IGNORECASE,
)


def find_mentions(source: Source, span: Span) -> tuple[int, ...]:
    """Indexes of the figures inside `span`, in reading order."""
    first, last = (
        bisect_left(source.figures, place, key=lambda figure: figure.span.start)
        for place in (span.start, span.end)
    )
    return tuple(index for index in range(first, last) if span.covers(source.figures[index].span))


def index_facts(source: Source) -> dict[int, Fact]:
    """The fact of every figure, by the figure's index."""
    return {mention: fact for fact in source.facts for mention in fact.mentions}


def find_passage(story: Story, mention: int) -> Passage | None:
    """The passage a figure stands in; `None` where it stands in no editorial sentence."""
    span = story.source.figures[mention].span
    return next((item for item in story.passages if item.evidence.span.covers(span)), None)


def role_of(source: Source, mention: int) -> Role:
    """The role of one figure; an empty role where the reader gave none."""
    return source.roles[mention] if mention < len(source.roles) else Role()


def quote(source: Source, start: int, end: int) -> Evidence:
    """The source's words from `start` to `end` as evidence."""
    return Evidence(
        source_id=source.id, span=Span(start=start, end=end), text=source.text[start:end]
    )
