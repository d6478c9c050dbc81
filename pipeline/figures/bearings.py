"""Is the figure said of the trial, phase, cohort, disease or year that the source says it of?

A figure takes its bearings from the names of its sentence that reach it: no other figure's, no
comparison's base, no other word for the same disease. In: a checked figure and the places that
print its value; out: a finding where it bears one name, and each of those places another.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.diseases import find_disease_places, find_diseases
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, evidence
from schemas.figure import Figure, IdentifierKind, Kind
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import FigureCheck, Severity, Verdict

_MARKS = {
    "day": re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    "meeting": re.compile(r"\bType [A-D] (?:meeting|response)\b"),
}
_DATED = ("year", "day")
"""What is no bearing of a date itself."""
_TRIAL = re.compile(
    r"\b(?:([A-Z]{2,}(?!-\d)[A-Z0-9-]{2,}) (?:trial|study|programme|program|read-?out|topline)\b"
    r"|([A-Z]{4,}(?!-\d)[A-Z0-9]*), (?:the|a|its|an) (?:[\w/-]+ ){0,4}?(?:trial|study)\b"
    r"|(?:trial|study) (?:called|named|dubbed) ([A-Z][A-Z0-9-]{3,}))"
)


def find_other_bearing(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where what figure `index` is said of is another trial, phase or disease."""
    figure = text.figures[index]
    if not supports or (figure.is_words and figure.kind is Kind.COUNT) or _is_timepoint(figure):
        return None
    if figure.kind is Kind.DATE and supports[0].relation.strength is not Strength.EXACT:
        return None  # a year holds many a date
    top = max(s.relation.strength for s in supports)
    for sort, names in _said(text, text.sentence_numbers[index], supports).items():
        if len(names) != 1 or (figure.kind in (Kind.DATE, Kind.DURATION) and sort in _DATED):
            continue
        found = [_bearings(s.source, s.role.sentence, supports).get(sort, _NONE) for s in supports]
        if any(_is_like(n, name) for n in names for f in found for name in f):
            continue
        told = [(s, f) for s, f in zip(supports, found, strict=True) if s.relation.strength is top]
        if not all(f and _reaches(s.source, s.at, sort, f) for s, f in told):
            continue
        if not _reaches(text, index, sort, names) or _is_otherwise(figure, sort, names, supports):
            continue
        return _finding(figure, min(names), *told[0])
    return None


def _is_timepoint(figure: Figure) -> bool:
    """`one-year data`: a length that may be said of anything."""
    return figure.kind is Kind.DURATION and "-" in figure.text


def _finding(figure: Figure, name: str, best: Support, found: frozenset[str]) -> FigureCheck:
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED",
        reason=f"The source says {best.figure.text} of {', '.join(sorted(found))}, not {name}.",
        evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def _said(text: Source, number: int, supports: Sequence[Support]) -> dict[str, frozenset[str]]:
    """The bearings of a checked sentence; its data cut is that named last, if it names none."""
    said = _bearings(text, number, supports)
    span = text.sentences[number]
    if _BEFORE.search(text.text, span.start, span.end):
        return said
    for before in range(number - 1, -1, -1):
        if "cut" in said:
            break
        cut = _bearings(text, before, supports).get("cut")
        said = said | {"cut": cut} if cut else said
    return said


def _is_otherwise(
    figure: Figure, sort: str, names: frozenset[str], supports: Sequence[Support]
) -> bool:
    """May the text's name be right as well: the day told beside, a disease by its common name?

    The disease that a source opens with is its story's, by whatever names it is called further on,
    unless it tells figures of the kind of that name alone.
    """
    if sort in _DATED:
        return any(_is_beside(s, sort, names) for s in supports)
    if sort != "disease":
        return False
    return any(
        names & _kept_names(s.source, 0).get(sort, _NONE)
        and not _is_borne(figure.kind, names, s.source)
        for s in supports
    )


def _is_beside(support: Support, sort: str, names: frozenset[str]) -> bool:
    """Does the sentence before or behind the source's name it?"""
    return any(
        names & _kept_names(support.source, beside).get(sort, _NONE)
        for beside in (support.role.sentence - 1, support.role.sentence + 1)
        if 0 <= beside < len(support.source.sentences)
    )


def _is_borne(kind: Kind, names: frozenset[str], source: Source) -> bool:
    """Does a sentence with a figure of the kind name the disease, and not two of them?"""
    for number, inside in source.indexes_by_sentence.items():
        if any(source.figures[i].kind is kind for i in inside):
            found = _kept_names(source, number).get("disease", _NONE)
            if any(_is_like(a, b) for a in names for b in found):
                return True
    return False


_NONE = frozenset[str]()
_BASE_LEFT = re.compile(
    r"\b(?:from|than|since|until|against|versus|vs\.?|compared (?:with|to))(?: [^\s,;:]+){0,4}? ?\Z"
)
"""What leads to a comparison's base: `down from 14% in January`, `the worst day since 2021`."""
_BREAK = re.compile(r"[;:]|, (?:or|and|but|while|down|up|against|compared|versus|from|a day)\b")
_HEAD = re.compile(r"(?:(?:in|on|at|by|as of|during|for|the|its) ){0,2}\Z", re.I)


def _reaches(source: Source, index: int, sort: str, names: frozenset[str]) -> bool:
    """Is one of the names said of the figure, not of another or of what it is compared with?"""
    figure = source.figures[index].span
    sentence = source.sentences[source.sentence_numbers[index]]
    low = source.text[sentence.start : sentence.end].lower()
    start, end = figure.start - sentence.start, figure.end - sentence.start
    places = list(_places(low, sort, names))
    if not places:
        return True
    for first, last in places:
        if low[first - 1 : first] + low[last : last + 1] == "(:":
            continue  # `$4 million (2028: $6 million)`
        if first >= end:
            between = Span(start=figure.end, end=sentence.start + first)
            if not _BREAK.search(low, end, first) and not _is_parted(source, index, between):
                return sort not in _DATED or not _BASE_LEFT.search(low, end, first)
        elif not _BASE_LEFT.search(low, 0, first):
            is_head = _HEAD.match(low[:first])
            if sort not in _DATED and last < start:
                between = Span(start=sentence.start + last, end=figure.start)
                if _is_listed(source, index, between):
                    continue
            if sort not in _DATED or is_head or not _BREAK.search(low, last, start):
                return True
    return False


def _places(low: str, sort: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the names stand in a sentence; a disease also by another of its names."""
    if sort == "disease":
        return ((a, b) for name, a, b in find_disease_places(low) if name in names)
    return (m.span() for name in names for m in re.finditer(re.escape(name.lower()), low))


def _is_parted(source: Source, index: int, between: Span) -> bool:
    """Does another figure of the kind stand between, to which the name is nearer?"""
    inside = source.indexes_by_sentence.get(source.sentence_numbers[index], ())
    kind = source.figures[index].kind
    return any(
        between.covers(source.figures[i].span) and source.figures[i].kind is kind for i in inside
    )


def _is_listed(source: Source, index: int, between: Span) -> bool:
    """`level 1 (12 mg), DL2 (24 mg) or DL3 (48 mg)`: is a value in brackets between, as ours is?"""
    return _is_parted(source, index, between) and ")" in between.cut(source.text)


def _bearings(
    source: Source, number: int, supports: Sequence[Support]
) -> dict[str, frozenset[str]]:
    """The names in one sentence by sort; what a trial's name is, the sources tell."""
    span = source.sentences[number]
    capitals = frozenset(_CAPITALS.findall(source.text, span.start, span.end))
    trials = frozenset[str]()
    if capitals:
        trials = capitals & frozenset().union(*(_named_trials(s.source) for s in supports))
    cuts = frozenset().union(*(_named_cuts(s.source) for s in supports))
    before = _EARLIER.match(source.text, span.start, span.end) if cuts else None
    cuts &= frozenset(_MONTH.findall(source.text, span.start, span.end))
    cuts |= {before[1]} if before else frozenset()
    known = _kept_names(source, number)
    known = known | ({"trial": trials} if trials else {})
    return known | ({"cut": cuts} if cuts else {})


class _Names(dict[int, dict[str, frozenset[str]]]):
    """What each sentence asked about so far bears; kept with the text."""


def _kept_names(source: Source, number: int) -> dict[str, frozenset[str]]:
    """All but trials, which need the sources to tell a name from any word in capitals."""
    kept = source.kept.get(_Names)
    if not isinstance(kept, _Names):
        kept = source.kept[_Names] = _Names()
    if number not in kept:
        kept[number] = _read_names(source, number)
    return kept[number]


def _read_names(source: Source, number: int) -> dict[str, frozenset[str]]:
    span = source.sentences[number]
    words = source.text[span.start : span.end]
    names: dict[str, set[str]] = {}
    for sort, name in (
        *_labels(source, span),
        *_years(source, number),
        *(("disease", disease) for disease in find_diseases(words)),
        *((sort, m.lower()) for sort, mark in _MARKS.items() for m in mark.findall(_plain(words))),
    ):
        names.setdefault(sort, set()).add(name)
    return {sort: frozenset(found) for sort, found in names.items()}


_BASE = re.compile(
    r"\b(?:from|against|than|versus|compared (?:with|to)) (?:[^,;.]|(?<=\d)[.,](?=\d)){0,30}?"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


def _plain(words: str) -> str:
    """The sentence without what it compares with: `down from $14.00 on Friday` was not Friday."""
    return _BASE.sub(" ", words)


def _labels(source: Source, span: Span) -> Iterator[tuple[str, str]]:
    """`Phase 2` by `phase`, `Cohort 4` by `cohort`."""
    for name in source.identifiers:
        if not span.covers(name.span):
            continue
        if name.kind is IdentifierKind.PHASE:
            yield "phase", name.key
        elif name.kind is IdentifierKind.LABEL:
            yield name.key.rpartition(" ")[0], name.key


def _years(source: Source, number: int) -> Iterator[tuple[str, str]]:
    for index in source.indexes_by_sentence.get(number, ()):
        first = source.figures[index].first
        if first is not None:
            yield "year", str(first.year)


_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9-]{3,}\b")


class _Trials(frozenset[str]):
    """The trials that a text names; kept with it."""


def _named_trials(source: Source) -> frozenset[str]:
    kept = source.kept.get(_Trials)
    if not isinstance(kept, _Trials):
        names = (m[1] or m[2] or m[3] for m in _TRIAL.finditer(source.text))
        kept = source.kept[_Trials] = _Trials(names)
    return kept


_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_CUT = re.compile(
    rf"({_MONTH.pattern})(?: \d{{4}})? (?:data |interim |safety )?"
    r"(?:cut(?:-?off)?|update|analysis|data)\b"
    r"|\b(?:cut(?:-?off)?|update|analysis) (?:date )?(?:of|in|from|on|at|as of) (?:\d\d? )?"
    rf"({_MONTH.pattern})"
)
_BEFORE = re.compile(
    r"\b(?:earlier|previous|previously|prior|before|from|first|initial|initially|then|had)\b"
)
"""What may lead back to an earlier cut."""
_EARLIER = re.compile(rf"(?:In|At|By) ({_MONTH.pattern})(?: \d{{4}})?,? (?:[\w()-]+ ){{0,6}}?had ")
"""`In March, CRS had been reported in 48%`: an earlier cut than the one that is told of."""


class _Cuts(frozenset[str]):
    """The months of the data cuts that a text names; kept with it."""


def _named_cuts(source: Source) -> frozenset[str]:
    kept = source.kept.get(_Cuts)
    if not isinstance(kept, _Cuts):
        kept = source.kept[_Cuts] = _Cuts(m[1] or m[2] for m in _CUT.finditer(source.text))
    return kept


def _is_like(one: str, two: str) -> bool:
    """`phase 1` is `phase 1b`, `phase 1/2` is either."""
    return one == two or one in two or two in one
