"""The result that a story must not be told without: what its trial set out to measure.

In: a story's passages and its source. Out: the passage that gives the primary result, and the facts
of it; and the facts that the story's own headline gives. CONSORT for Abstracts asks for the primary
outcome with the result of each group (read 2026-11-21); nothing here judges whether it is good.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.balance.lookup import find_figures_of
from schemas.article import SegmentKind
from schemas.figure import Kind
from schemas.record import Passage
from schemas.source import Source

_TOLD_IN = frozenset({SegmentKind.STANDFIRST, SegmentKind.BODY, SegmentKind.FAQ})
PRIMARY = re.compile(
    r"\b(?:co-)?primary (?:(?:composite|efficacy|study|clinical) )?(?:end[- ]?points?|outcomes?|"
    r"goals?|aims?|objectives?|measures?)\b|\bmain (?:goals?|aims?|end[- ]?points?|outcomes?)\b",
    re.IGNORECASE,
)
"""The words for what a trial set out to measure."""
_OTHER = re.compile(
    r"\b(?:secondary|exploratory|tertiary|post[- ]hoc|subgroups?|alone|safety|adverse|"
    r"side[- ]effects?|toler\w+)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|would|is to be|plans?|planned|designed|powered|assum\w+|expect\w+|target\w*|due|"
    r"null|hypothes\w+|thresholds?|margins?)\b",
    re.IGNORECASE,
)
_RESULTS = frozenset(
    {Kind.PERCENT, Kind.PROPORTION, Kind.POINTS, Kind.RATIO, Kind.DURATION, Kind.NOT_REACHED}
)
_EFFECTS = frozenset({Kind.RATIO, Kind.INTERVAL, Kind.P_VALUE, Kind.POINTS})
_BESIDE = re.compile(
    r"\b(?:placebo|controls?|sham|comparator|observation|standard (?:of )?care|usual care|"
    r"versus|vs\.?|compared (?:with|to)|against)\b",
    re.IGNORECASE,
)
_FOLLOWING = 3
"""Sentences behind the one that names the primary endpoint in which its result may stand."""


def find_primary(passages: Sequence[Passage], source: Source) -> Passage | None:
    """The sentence that gives the primary result; `None` where the story names or gives none.

    That is one that names the primary endpoint beside a rate, a time or an effect; or one of the
    three sentences behind it that sets two groups side by side and gives an effect.
    """
    news = [item for item in passages if item.kind in _TOLD_IN and not item.opinion]
    for at, passage in enumerate(news):
        text = passage.evidence.text
        if not PRIMARY.search(text):
            continue
        if not _OTHER.search(text) and not _NOT_YET.search(text) and _gives(passage, source):
            return passage
        for later in news[at + 1 : at + 1 + _FOLLOWING]:
            if _compares(later, source):
                return later
    return None


def find_primary_facts(passages: Sequence[Passage], source: Source) -> frozenset[str]:
    """The facts of the primary result no brief can do without: its rates, else its effect."""
    passage = find_primary(passages, source)
    if passage is None:
        return frozenset()
    kinds = frozenset({Kind.PERCENT, Kind.PROPORTION})
    return _facts(passage, source, kinds) or _facts(passage, source, _RESULTS)


def find_headline_facts(passages: Sequence[Passage], source: Source) -> frozenset[str]:
    """The facts of the headline that the story itself tells again: a rate, a sum or a multiple."""
    heads = [item for item in passages if item.kind is SegmentKind.HEADLINE]
    told = [item for item in passages if item.kind in _TOLD_IN and not item.opinion]
    kinds = frozenset({Kind.PERCENT, Kind.MONEY, Kind.PROPORTION, Kind.POINTS, Kind.MULTIPLE})
    body = frozenset(fact for item in told for fact in _facts(item, source, kinds))
    said = frozenset(key for fact in body for key in _say(fact, source))
    found = frozenset(fact for item in heads for fact in _facts(item, source, kinds))
    return frozenset(fact for fact in found if said.intersection(_say(fact, source)))


def _say(fact_id: str, source: Source) -> frozenset[tuple[str, tuple[Decimal, ...]]]:
    """The fact's figures, comparable: unit and values."""
    return frozenset((item.unit, item.values) for item in find_figures_of(source, fact_id))


def _gives(passage: Passage, source: Source) -> bool:
    return bool(_facts(passage, source, _RESULTS - {Kind.DURATION})) or bool(
        _facts(passage, source, _RESULTS) and _BESIDE.search(passage.evidence.text)
    )


def _compares(passage: Passage, source: Source) -> bool:
    text = passage.evidence.text
    if _OTHER.search(text) or _NOT_YET.search(text) or not _BESIDE.search(text):
        return False
    return bool(_facts(passage, source, _EFFECTS) and _facts(passage, source, _RESULTS))


def _facts(passage: Passage, source: Source, kinds: frozenset[Kind]) -> frozenset[str]:
    """The facts of these kinds with a mention in the passage."""
    return frozenset(
        fact.id
        for fact in source.facts
        for mention in fact.mentions
        if source.figures[mention].kind in kinds
        and passage.evidence.span.covers(source.figures[mention].span)
    )
