"""Is the figure said of the trial, phase, cohort, disease or year that the source says it of?

A sentence takes its bearings from such names. In: a checked figure and the places that print its
value; out: a finding where the sentence names one, and each of those places names another.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.support import Support, evidence
from schemas.figure import IdentifierKind, Kind
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import FigureCheck, Severity, Verdict

_DISEASE = re.compile(
    r"\b((?:[\w-]+[ -]){1,2}?)(cancer|tumou?rs?|lymphoma|leuk(?:a)?emia|carcinoma|melanoma|myeloma"
    r"|sarcoma|glioma|blastoma|colitis|arthritis|dermatitis|nephritis|hepatitis|diabetes|asthma)\b",
    re.I,
)
_NOT_A_SORT = frozenset(
    "the a an of in with for and or other any all solid advanced metastatic recurrent refractory "
    "relapsed progressive her his their this that type treating against from to "
    "unresectable".split()
)
_NO_SORT_BEHIND = frozenset(
    "of in with for and or from to by on than no not without high low positive negative large "
    "small any all the a an their his her this that these those".split()
)
"""Words that, right before a disease, leave its sort unsaid."""
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
    """The finding where the sentence of figure `index` names another trial, phase or disease."""
    figure = text.figures[index]
    if not supports or (figure.is_words and figure.kind is Kind.COUNT):
        return None
    for sort, names in _said(text, text.roles[index].sentence, supports).items():
        if len(names) != 1 or (figure.kind is Kind.DATE and sort in _DATED):
            continue
        found = [_bearings(s.source, s.role.sentence, supports).get(sort, ()) for s in supports]
        told = [n for n, f in enumerate(found) if f]
        if any(_is_near(s, sort, names, supports) for s in supports):
            continue
        if told and not any(_is_like(n, name) for n in names for f in found for name in f):
            best = supports[told[0]]
            other = ", ".join(sorted(found[told[0]]))
            return FigureCheck(
                figure=text.figures[index], verdict=Verdict.MISATTRIBUTED,
                severity=Severity.ERROR, rule="EB_MISATTRIBUTED",
                reason=f"The source says {best.figure.text} of {other}, not {min(names)}.",
                evidence=(evidence(best.source, best.at),),
            )  # fmt: skip
    return None


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


def _is_near(
    support: Support, sort: str, names: frozenset[str], supports: Sequence[Support]
) -> bool:
    """Does the sentence before or behind the source's name it?"""
    number = support.role.sentence
    for beside in (number - 1, number + 1):
        if 0 <= beside < len(support.source.sentences):
            found = _bearings(support.source, beside, supports).get(sort, frozenset())
            if names & found:
                return sort in _DATED
    return False


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
        *(("disease", disease) for disease in _diseases(words)),
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


_DISEASES = (
    "cancer", "tumo", "lymphoma", "leuk", "carcinoma", "melanoma", "myeloma", "sarcoma", "glioma",
    "blastoma", "itis", "diabetes", "asthma",
)  # fmt: skip
"""What a sentence must hold that names a disease; asked first, since it is much cheaper."""


def _diseases(words: str) -> Iterator[str]:
    """`lung cancer`; a level (`high tumours`) or a share (`half of tumours`) is no sort of it."""
    low = words.lower()
    for m in _DISEASE.finditer(words) if any(map(low.__contains__, _DISEASES)) else ():
        before = re.split(r"[ -]", m[1].lower().strip())
        if before[-1] in _NO_SORT_BEHIND:
            continue
        sorts = [w for w in before if w not in _NOT_A_SORT]
        if sorts and sorts[-1] != "cell":
            yield f"{sorts[-1]} {m[2].lower()}"


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
