"""In which order: a change told the other way round, or where no source gives an order.

In: the checked text and its sources as passages. Out: findings where the sources print two figures
at times that turn the text's change round, or side by side.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.claims_mentions import Mention, figures_between, find_mentions
from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    find_stated,
    finding,
    mood_at,
    refute,
    sentence_evidence,
)
from pipeline.figures.claims_words import CONDITIONAL, ORDERED, UNORDERED
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.text import Evidence
from schemas.verdict import ClaimFinding, Severity

_WAY = (
    r"(?:rose|risen|ris(?:es|ing)|increas\w+|climb\w*|grew|grown|improv\w+|up|jump\w*|gain\w*|fell"
    r"|fallen|rais(?:es|ed)|lift(?:s|ed)|lower(?:s|ed)|fall(?:s|ing)?|decreas\w+|declin\w+|dropp?\w*|down|slipp\w+|shrank|eased?|dipp\w+)"
)
_RUN = r"(?:[^.;]|\.\d)"
_MOVED_TO = lazy_regex(rf"\b(?P<way>{_WAY})\b{_RUN}{{0,60}}?\b(?:to|from) ")
_MONTHS = {
    "day": Decimal(1) / 30,
    "week": Decimal(7) / 30,
    "month": Decimal(1),
    "year": Decimal(12),
}
_TIME = lazy_regex(
    r"\b(?P<unit>day|week|month|year) (?P<n>\d+)\b|\b(?P<m>\d+) (?P<unit2>day|week|month|year)s?\b"
)


def check_order(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`rose to 38% from 27%` where the source has 38% at month 12 and 27% at month 24."""
    for found in find_stated(text, _MOVED_TO):
        ends = _ends(text, found)
        if "to" not in ends:
            continue
        new = find_mentions(ends["to"], sources)
        old = find_mentions(ends["from"], sources) if "from" in ends else ()
        is_start = bool(new) and all(map(_is_start, new)) and not any(map(_is_start, old))
        if not is_start and not _is_later(old, new):
            continue
        reason = f"The source has {ends['to'].text} as the earlier value."
        yield refute(text, found.span("way"), "EB_DIRECTION", reason, new[0].place)


def _is_later(old: Sequence[Mention], new: Sequence[Mention]) -> bool:
    """Was the value that a text starts from measured after the one it ends at?"""
    earlier, later = _time_of(old), _time_of(new)
    return earlier is not None and later is not None and earlier[0] > later[0]


def _is_start(mention: Mention) -> bool:
    """Is it what a change of the source starts from: `to 18% from 19%`, `19% a year earlier`?"""
    lead = _LEAD.search(mention.leading[-_NEAR:])
    is_from = lead is not None and lead["word"] == "from" and _CHANGED.search(mention.sentence)
    return bool(_EARLIER.match(mention.after) or is_from)


_EARLIER = lazy_regex(
    r" (?:\w+ ){0,2}?(?:an?|one|the) (?:year|quarter|month) (?:earlier|ago|before)\b"
)
_CHANGED = lazy_regex(
    rf"\b(?:{_WAY}|cut|lower\w*|rais\w+|slipp\w+|narrow\w*|widen\w*|eased?)\b[^.;]{{0,80}}\bto\b"
)


def _ends(text: Passage, found: re.Match[str]) -> dict[str, Figure]:
    """The two ends of a change, by the word that leads up to each: `from` and `to`."""
    _, end = text.sentence_at(found.start())
    led: dict[str, Figure] = {}
    for figure in figures_between(text, found.end("way"), min(end, found.end() + _FAR)):
        at = figure.span.start
        if figure.kind is not Kind.DURATION:
            lead = _LEAD.search(text.folded[max(0, at - _NEAR) : at])
            if lead:
                led.setdefault(lead["word"], figure)
    return led


_LEAD = lazy_regex(r"\b(?P<word>to|from) (?:[\w-]+ ){0,2}[$€£]?$")
_NEAR = 30
_FAR = 60


def _time_of(mentions: Sequence[Mention]) -> tuple[Decimal, Mention] | None:
    """When the one mention of a figure was measured, in months; none where that is not told."""
    if len(mentions) != 1:
        return None
    told = [_TIME.search(mentions[0].time)]
    if told == [None]:
        told = list(_TIME.finditer(mentions[0].sentence))
    if len(told) != 1 or told[0] is None:
        return None
    number = Decimal(told[0]["n"] or told[0]["m"])
    return number * _MONTHS[told[0]["unit"] or told[0]["unit2"]], mentions[0]


_STEP = (
    r"(?:improv\w+|rose|ris(?:es|en|ing)|increas\w+|climb\w*|grew|jump\w*|fell|falls?|fallen|"
    r"dropp?\w*|"
    r"declin\w+|decreas\w+|deepen\w*|widen\w*|went|mov(?:ed|ing)|surg\w+|slipp\w+|up|down|"
    r"narrow\w*|chang\w+)"
)
_NUMBER = (
    r"(?:about |approximately |around |nearly |roughly |~ ?)?(?P<{}>\d+(?:,\d{{3}})*(?:\.\d+)?) ?%?"
)
_CHANGES = (
    lazy_regex(
        rf"\b{_STEP}\b[^.;]{{0,30}}?\bfrom (?:an? |the )?{_NUMBER.format('a')}[^.;]{{0,40}}?\bto "
        rf"{_NUMBER.format('b')}"
    ),
    lazy_regex(
        rf"\b{_STEP}\b[^.;]{{0,30}}?\bto {_NUMBER.format('b')}[^.;]{{0,40}}?\bfrom "
        rf"{_NUMBER.format('a')}"
    ),
    lazy_regex(
        rf"{_NUMBER.format('b')}[^.;]{{0,60}}?\b(?:up|down) from (?:an? |the "
        rf")?{_NUMBER.format('a')}"
    ),
    lazy_regex(
        rf"{_NUMBER.format('a')}[^.;]{{0,80}}?\b(?:later|then|subsequent\w*|and then|"
        rf"before)\b[^.;]{{0,60}}?"
        rf"\b{_STEP}\b[^.;]{{0,30}}?{_NUMBER.format('b')}"
    ),
)
_NEEDED = (("from ",), ("from ",), ("from ",), ("later", "then", "subsequent", "before"))
"""For each of these patterns, words one of which it needs; looking for them is faster."""
_ORDER_WORDS = lazy_regex(
    r"\b(?P<word>updated|later|earlier|newer|older|latest|subsequent|more recent|deepen\w*|"
    r"matured?)\b"
    r"(?= (?:\w+ )?(?:data|dataset|cut|cut-off|cutoff|analysis|readout|read-out|snapshot|"
    r"results?|look|responses?))"
)
_DATED = lazy_regex(r"\b(?:19|20)\d\d\b|\brespectively\b|\b(?:first|second|third|fourth) quarter\b")
_TWO = 2


def check_chronology(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A change from one value to another that the sources give side by side, without order."""
    seen: set[int] = set()
    for pattern, needed in zip(_CHANGES, _NEEDED, strict=True):
        if not any(word in text.folded for word in needed):
            continue
        for found in pattern.finditer(text.folded):
            if found.start() in seen or mood_at(text, found.start()) is Mood.DENIED:
                continue
            if not _are_alike(text, found):
                continue
            seen.add(found.start())
            evidence = _unordered(sources, found["a"], found["b"])
            if evidence:
                reason = (
                    f"The source gives {found['a']} and {found['b']} side by side and does "
                    f"not say which came first."
                )
                yield finding(text, found, "EB_CHRONOLOGY", (Severity.ERROR, reason), (evidence,))
    if not seen:
        yield from _check_order_words(text, sources)


def _are_alike(text: Passage, found: re.Match[str]) -> bool:
    """Are the two numbers figures of one kind, and neither a date: not `30 June`, up from 4?"""
    kinds = {
        place: figure.kind
        for figure in text.source.figures
        for place in (found.start("a"), found.start("b"))
        if figure.span.start <= place < figure.span.end
    }
    first, second = kinds.get(found.start("a")), kinds.get(found.start("b"))
    return first is second and first not in (None, Kind.DATE, Kind.TIME)


def _unordered(sources: Sequence[Passage], first: str, second: str) -> Evidence | None:
    """A source sentence with both values and no order, where no other puts them in one."""
    pattern = re.compile(
        rf"(?<![\d.])(?:(?P<a>{re.escape(first)})|(?P<b>{re.escape(second)}))(?!\.?\d)"
    )
    pairs = ((re.escape(first), re.escape(second)), (re.escape(second), re.escape(first)))
    beside = re.compile(
        "|".join(rf"(?<![\d.]){a} ?%? ?(?:-|or|and) ?{b}(?!\.?\d)" for a, b in pairs)
    )
    side_by_side: Evidence | None = None
    for source in sources:
        for index, start in enumerate(source.starts):
            stop = start + len(source.sentences(index, 1))
            places = list(pattern.finditer(source.folded, start, stop))
            if len({m.lastgroup for m in places}) < _TWO:
                continue
            near = source.folded[max(start, places[0].start() - _NEAR) : places[-1].end() + _NEAR]
            loose = UNORDERED.search(source.folded, start, stop) or (
                beside.search(near) and not _DATED.search(source.folded, start, stop)
            )
            if not loose and ORDERED.search(near):
                return None
            if loose:
                side_by_side = side_by_side or sentence_evidence(source, start)
    return side_by_side


def _check_order_words(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`the later cut`, `updated data`, where no source uses the word of its data."""
    for found in _ORDER_WORDS.finditer(text.folded):
        root = found["word"][:5]
        if CONDITIONAL.search(text.folded, *text.sentence_at(found.start())):
            continue  # "later data may differ" is our own caution, and names no data
        if text.medical and not any(root in source.folded for source in sources):
            reason = f"No source calls its data “{found['word']}”."
            yield finding(text, found, "EB_CHRONOLOGY", (Severity.WARN, reason))
