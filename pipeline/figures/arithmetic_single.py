"""Measures of which one study, company or deal has one value, printed with two.

In: a source. Out: notes that show both places; a place that names another group, time or study is
another value. With them: an absence and a count of the same harm, and words such as `similar` or
`double-digit` that the figures beside them deny.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, is_point, note
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.lexicon import HARMS
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_NUMBERS = (Kind.COUNT, Kind.NUMBER)
_TIMES = (Kind.DURATION, Kind.AGE, Kind.NUMBER)
_HERE = "\x00"
"""Where the figure stands in the words around it."""


class _Single(NamedTuple):
    """A measure that has one value: its name, the words it is told by, and its kinds."""

    name: str
    told: re.Pattern[str]
    kinds: tuple[Kind, ...]


_SINGLES = (
    _Single("median follow-up", lazy_regex(rf"\bmedian follow-up[a-z ]{{0,24}}{_HERE}"), _TIMES),
    _Single("median age", lazy_regex(rf"\bmedian age[a-z ]{{0,24}}{_HERE}"), _TIMES),
    _Single("accuracy", lazy_regex(
        rf"\baccuracy[a-z ]{{0,16}}{_HERE}|{_HERE}[”\"']? accurate"), (Kind.PERCENT,)),
    _Single("specificity", lazy_regex(
        rf"\bspecificity[a-z ]{{0,16}}{_HERE}|{_HERE}[”\"']? specific\b"), (Kind.PERCENT,)),
    _Single("sensitivity", lazy_regex(
        rf"\bsensitivity[a-z ]{{0,16}}{_HERE}|{_HERE}[”\"']? sensitive\b"), (Kind.PERCENT,)),
    _Single("number of sites", lazy_regex(
        rf"\b(?:at|in|across|from|of|by) {_HERE} (?:[a-z]+ )?(?:sites|cent(?:re|er)s|hospitals"
        r"|clinics|practices)\b"), _NUMBERS),
    _Single("number of countries", lazy_regex(
        rf"\b(?:in|across|from) {_HERE} (?:[a-z]+ )?countries\b"), _NUMBERS),
    _Single("number of employees", lazy_regex(
        rf"\b(?:employs|staff of|workforce of|headcount of) {_HERE}|{_HERE} (?:employees|staff)\b"),
        _NUMBERS),
    _Single("list price", lazy_regex(rf"\blist price[a-z ]{{0,16}}{_HERE}"), (Kind.MONEY,)),
    _Single("break-up fee", lazy_regex(
        rf"\b(?:break(?:-up)?|termination) fee[a-z ]{{0,16}}{_HERE}"), (Kind.MONEY,)),
    _Single("market value", lazy_regex(
        rf"\bmarket (?:value|cap(?:itali[sz]ation)?)[a-z ]{{0,20}}{_HERE}"), (Kind.MONEY,)),
    _Single("premium", lazy_regex(rf"\bpremium of {_HERE}|{_HERE} premium\b"), (Kind.PERCENT,)),
    _Single("upfront payment", lazy_regex(
        rf"\bup-?front payment[a-z ]{{0,10}}{_HERE}|{_HERE} up-?front\b"
        rf"|{_HERE} (?:in cash )?up front"),
        (Kind.MONEY,)),
    _Single("net loss", lazy_regex(
        rf"\bnet loss[a-z ]{{0,24}}{_HERE}(?! (?:a|per) share)"), (Kind.MONEY,)),
    _Single("royalty", lazy_regex(rf"\broyalt(?:y|ies)[a-z ]{{0,12}}{_HERE}"), (Kind.PERCENT,)),
    _Single("randomised", lazy_regex(
        rf"{_HERE} (?:[a-z]+ ){{0,4}}(?:were |was )?randomi[sz]ed\b(?! to)"
        rf"|\brandomi[sz]ed {_HERE} (?:adults|patients|people|women|men|children)"), _NUMBERS),
    _Single("enrolled", lazy_regex(
        rf"{_HERE} (?:[a-z]+ ){{0,4}}(?:were |was )?enroll?ed\b|\benroll?ed:? {_HERE}"), _NUMBERS),
)  # fmt: skip
"""What an article of one study, company or deal gives one value of."""
_OTHER = lazy_regex(
    r"\b(?:placebo|control|arm|cohort|group|subgroup|subset|phase|earlier|previous\w*|prior|first"
    r"|second|third|interim|last|ago|before|until|by|since|from|another|other|rival|separate|second"
    r"|versus|vs?|compared|than|average|expected|forecast|planned|plans|target|goal|will|would"
    r"|could|new|more|further|additional|extension|registry|pilot|part|stage|women|men|children"
    r"|adults|those|older|younger|dose|year|months|half|quarter|of (?:them|these|those|whom|the)"
    r"|respectively|each|per)\b"
)


_OTHER_LOOK = lazy_regex(
    r"\b(?:cut|cut-?off|cohort|arm|arms|group|placebo|update|second|earlier|interim|analysis"
    r"|survivors"
    r"|responders|subset|restated|previous\w*)\b"
)


def check_singles(sheet: Sheet) -> Iterator[SourceNote]:
    """`88% accurate` in one place and an accuracy of 84% in another."""
    for single in _SINGLES:
        told = [f for f in sheet.source.figures if _is_told(sheet, single, f)]
        for first, second in combinations(told, 2):
            if not _are_apart(sheet, first, second) or (
                first.unit != second.unit and (first.kind is Kind.MONEY)
            ):
                continue
            slack = max(first.step, second.step) / 2
            if abs(first.values[0] - second.values[0]) > slack:
                reason = (
                    f"The article gives the {single.name} as {first.text} in one place and as "
                    f"{second.text} in another."
                )
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, (first.span, second.span))
                break


def _is_told(sheet: Sheet, single: _Single, figure: Figure) -> bool:
    """Is a figure this measure's, of the whole and of now?"""
    if figure.kind not in single.kinds or not is_point(figure) or figure.hedge:
        return False
    before = re.split(r"[.;:!?,(] ", sheet.before(figure, 70))[-1]
    after = re.split(r"[.;:!?,)]", sheet.after(figure, 50))[0]
    told = single.told.search(f"{before}{_HERE}{after}")
    if told is None:
        return False
    rest = f"{before}{_HERE}{after}".replace(told.group(), " ")
    sentence = next(
        (s for s in sheet.source.sentences if s.start <= figure.span.start < s.end), None
    )
    around = sheet.folded[sentence.start : sentence.end] if sentence else rest
    return not _OTHER.search(rest) and not _OTHER_LOOK.search(around)


def _are_apart(sheet: Sheet, first: Figure, second: Figure) -> bool:
    """Do two figures stand in different sentences or lines?"""
    return bool(
        re.search(r"[.!?][\"”)]?\s|\n", sheet.source.text[first.span.end : second.span.start])
    )


_QUALIFIED = lazy_regex(
    r"\b(?:related|grade|severe|serious|further|other|new|placebo|control|arm|dose|cohort|group"
    r"|after"
    r"|during|until|within|among|low|high|mild|fatal|treatment|device|drug|causes?|attributed|due"
    r"|linked|confirmed|more|either|days?|weeks?|months?|years?|first|second|since|earlier|in the"
    r"|on the)\b"
)


def check_absences(sheet: Sheet) -> Iterator[SourceNote]:
    """`No deaths occurred` in one place and a death in another."""
    rows = list(zip(sheet.source.figures, sheet.source.roles, strict=True))
    absent = [(f, r) for f, r in rows if f.kind is Kind.NONE and r.measure in HARMS]
    counted = [(f, r) for f, r in rows if f.kind in (*_NUMBERS, Kind.PROPORTION)]
    for none, role in absent:
        if _QUALIFIED.search(_clause(sheet, none)) or role.grade or role.population or role.arm:
            continue
        for some, other in counted:
            same = other.measure == role.measure and not (other.population or other.arm)
            value = some.part if some.kind is Kind.PROPORTION else some.values[0]
            if same and value and not _QUALIFIED.search(_clause(sheet, some)):
                if not _are_apart(sheet, *sorted((none, some), key=lambda f: f.span.start)):
                    continue
                if role.measure.split("+")[0][:5] not in _clause(sheet, some):
                    continue
                reason = (
                    f"The article says “{none.text}” in one place and {some.text} in another "
                    f"of {role.measure}."
                )
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, (none.span, some.span))
                break


def _clause(sheet: Sheet, figure: Figure) -> str:
    """The words around a figure in its clause."""
    before = re.split(r"[.;:!?,(] ?", sheet.before(figure, 80))[-1]
    return before + " " + re.split(r"[.;:!?,)]", sheet.after(figure, 80))[0]


_SIMILAR = lazy_regex(
    r"\b(?:similar|comparable|balanced|alike|no different|did not differ|the same)\b"
)
_LEFT = lazy_regex(r"\b(?:drop-?outs?|dropped out|discontinu\w+|withdr\w+|stopped|left|quit)\b")
_RATIO = Decimal("1.4")
_POINTS = Decimal(5)


def check_similar(sheet: Sheet) -> Iterator[SourceNote]:
    """`Dropouts were similar`, where 24% left on the drug and 12% on placebo."""
    claims = [m for m in _SIMILAR.finditer(sheet.folded) if _LEFT.search(_around(sheet, m.span()))]
    rates = [f for f in sheet.source.figures if f.kind is Kind.PERCENT and is_point(f)]
    for claim in claims[:1]:
        for first, second in pairwise(rates):
            gap = sheet.between(first, second)
            lead, tail = sheet.before(first, 90).split(". ")[-1], sheet.after(second, 50)
            said = lead + gap + tail.split(". ")[0]
            if len(gap) > 60 or ". " in gap or not _LEFT.search(said):
                continue
            if not re.search(r"\b(?:placebo|control|comparator|standard)\b", gap + tail):
                continue
            low, high = sorted((first.values[0], second.values[0]))
            if low and high / low >= _RATIO and high - low >= _POINTS:
                words = Span(start=claim.start(), end=claim.end())
                reason = (
                    f"The article calls “{claim.group()}” what is {first.text} and {second.text}."
                )
                yield note(sheet, "EB_SOURCE_HEDGE", reason, (words, first.span, second.span))
                return


def _around(sheet: Sheet, bounds: tuple[int, int]) -> str:
    """The words around a place."""
    return sheet.folded[max(0, bounds[0] - 40) : bounds[1] + 40]


_DIGITS = lazy_regex(r"\b(?P<n>double|triple|two|three)-digit (?:[a-z]+ )*?(?P<what>[a-z]+)\b")
_TENS = {"double": Decimal(10), "two": Decimal(10), "triple": Decimal(100), "three": Decimal(100)}
_BASIS = lazy_regex(r"\b(?:organic|reported|underlying|like-for-like|constant)")


def check_digits(sheet: Sheet) -> Iterator[SourceNote]:
    """`Double-digit organic growth`, where organic growth is 8.1%."""
    for claim in _DIGITS.finditer(sheet.folded):
        basis = _BASIS.search(claim.group())
        least = _TENS[claim["n"]]
        for figure in sheet.source.figures if basis else ():
            if figure.kind is not Kind.PERCENT or not is_point(figure) or basis is None:
                continue
            after = re.split(r"[.,;%]| and ", sheet.after(figure, 30))[0]
            before = re.split(r"[.,;%]| and ", sheet.before(figure, 40))[-1]
            if basis.group() in f"{before} {after}" and 0 < figure.values[0] < least:
                words = Span(start=claim.start(), end=claim.start() + len(f"{claim['n']}-digit"))
                shown = sheet.source.text[words.start : words.end]
                reason = f"The article calls “{shown}” what it prints as {figure.text}."
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, (figure.span, words))
                break
