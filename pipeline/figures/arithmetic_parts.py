"""Parts that must fit their whole: responses, grades, evaluable patients, men and women, arms.

In: a source. Out: notes. Only parts that exclude each other by definition, or that one clause sets
side by side, are added up.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from pipeline.figures import word_lists
from pipeline.figures.arithmetic_reading import PEOPLE, Sheet, find_clauses, is_point, note, plain
from pipeline.figures.intervals import whole_counts
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.numbers import WORDS
from schemas.figure import Figure, Kind
from schemas.source import Role
from schemas.text import Span
from schemas.verdict import SourceNote

_NUMBERS = {"no": 0} | {word: number for word, number in WORDS.items() if number <= 12}
_N = r"(?P<{}>\d{{1,4}}|" + "|".join(_NUMBERS) + ")"
_CR = lazy_regex(
    rf"\b{_N.format('n')} (?:(?:patients? (?:had|achieved) )?(?:an? )?)?(?:confirmed )?(?:crs?"
    rf"|complete (?:metabolic )?(?:responses?|remissions?|responders?)|complete(?= (?:and|,)))\b"
)
_PR = lazy_regex(
    rf"\b{_N.format('n')} (?:(?:patients? (?:had|achieved) )?(?:an? )?)?(?:confirmed )?(?:prs?"
    rf"|partial (?:responses?|remissions?|responders?)|partial)\b"
)
_ORR = lazy_regex(
    r"\b(?P<p>\d{1,3}(?:\.\d+)?) ?% (?:\(?(?:confirmed |overall |objective )*(?:response rate"
    r"|orr))\b"
    r"|\b(?:overall |objective )?(?:response rate|orr)\)? (?:was |of |is |reached "
    r"|= ?)*(?P<p2>\d{1,3}(?:\.\d+)?) ?%"
)
_RESPONDED = lazy_regex(
    rf"\b{_N.format('k')} (?:of|/"
    rf"|out of) (?:the )?{_N.format('n')} (?:[a-z\-]+ ){{0,3}}?(?:{PEOPLE} )?(?:responded"
    rf"|had (?:a |an )?(?:objective |overall )?response)|\b{_N.format('k2')} (?:responders"
    rf"|objective responses|overall responses)\b"
)
_GROUP_SIZE = lazy_regex(
    rf"\b(?P<n>\d{{1,3}})[ -](?:[a-z\-]+ ){{0,2}}?{PEOPLE}\b"
    rf"|\bn ?= ?(?P<n2>\d{{1,3}})\b"
)
_EVALUABLE = lazy_regex(
    rf"\b(?P<n>\d{{1,4}}) (?:[a-z\-]+ ){{0,2}}?(?:evaluable|assessable)\b"
    rf"|\b(?P<n2>\d{{1,4}}) {PEOPLE} (?:were |was )?(?:[a-z\-]+ )?(?:evaluable|assessable)\b"
)
_ENROLLED = lazy_regex(
    rf"\b(?P<n>\d{{1,4}}) (?:[a-z\-]+ ){{0,2}}?(?:enroll?ed|randomi[sz]ed|treated|dosed)\b"
    rf"|\b(?P<n2>\d{{1,4}}) {PEOPLE} (?:were |was |had been )?(?:enroll?ed|randomi[sz]ed|treated"
    rf"|dosed)\b|\bof (?P<n3>\d{{1,4}}) (?:enroll?ed |treated ){PEOPLE}\b"
)
_SEXES = lazy_regex(
    r"\b(?P<all>\d{1,5}) (?:[a-z\-]+ ){0,2}?(?:patients|participants|subjects|adults"
    r"|children|people|volunteers|individuals)"
    r"(?:,? (?:were|comprised|included|including|comprising|consisting of))? ?[(,:]? ?"
    r"(?P<a>\d{1,5}) (?:were )?(?P<sa>men|women|males?|females?|boys|girls) (?:and"
    r"|,) (?P<b>\d{1,5}) (?:were )?(?P<sb>men|women|males?|females?|boys|girls)\b"
)
_ARMS = lazy_regex(
    rf"\b(?P<all>\d{{1,5}}) (?:[a-z\-]+ ){{0,2}}?{PEOPLE} (?:who )?(?:were "
    rf"|was )?(?:equally )?randomi[sz]ed[^.;]{{0,20}}?"
    r"(?:to|between|into)\b(?P<arms>[^.;]{0,200})"
)
_ARM_SIZE = lazy_regex(r"\(n ?= ?(?P<n>\d{1,5})\)")
_SEX = word_lists.spelled("groups", "sexes")
_SEVERE = frozenset({">=3", "3-4", "3", "4", "5", ">=4", "3-5"})


def check_responses(sheet: Sheet) -> Iterator[SourceNote]:
    """Complete and partial responses of one clause that are not its response rate or responders."""
    for start, end in find_clauses(sheet):
        complete = list(_CR.finditer(sheet.folded, start, end))
        partial = list(_PR.finditer(sheet.folded, start, end))
        if len(complete) != 1 or len(partial) != 1:
            continue
        total = _number(complete[0]["n"]) + _number(partial[0]["n"])
        said = list(_RESPONDED.finditer(sheet.folded, start, end))
        spans = [_span(complete[0]), _span(partial[0])]
        counts = f"{complete[0]['n']} complete and {partial[0]['n']} partial responses"
        if len(said) == 1:
            k = _number(said[0]["k"] or said[0]["k2"])
            if k != total:
                reason = f"{counts.capitalize()} are {total}; the article prints {k} responders."
                yield note(sheet, "EB_SOURCE_SUM", reason, [*spans, _span(said[0])])
            continue
        yield from _judge_rate(sheet, (start, end), total, (counts, spans))


def _judge_rate(
    sheet: Sheet, bounds: tuple[int, int], total: int, parts: tuple[str, list[Span]]
) -> Iterator[SourceNote]:
    """A note where a clause's one response rate of its one group is not these responses."""
    rates = list(_ORR.finditer(sheet.folded, *bounds))
    sizes = {m["n"] or m["n2"] for m in _GROUP_SIZE.finditer(sheet.folded, *bounds)}
    if len(rates) != 1 or len(sizes) != 1:
        return
    printed = Decimal(rates[0]["p"] or rates[0]["p2"])
    whole = int(next(iter(sizes)))
    if whole and total not in whole_counts(printed, whole):
        rate = plain((Decimal(100) * total / whole).quantize(Decimal("0.1")))
        reason = (
            f"{parts[0].capitalize()} are {total} of {whole}, which is {rate}%; "
            f"the article prints {printed}%."
        )
        yield note(sheet, "EB_SOURCE_SUM", reason, [*parts[1], _span(rates[0])])


def check_order(sheet: Sheet) -> Iterator[SourceNote]:
    """Complete responses above all responses, or severe events above events of any grade."""
    for rates in _rates_by_group(sheet):
        for (part, role), (whole, other) in permutations(rates, 2):
            if part.values[0] <= whole.values[0]:
                continue
            if role.measure == "cr" and other.measure == "orr":
                yield _order_note(sheet, part, whole, ("complete responses", "all responses"))
            elif role.measure == other.measure and _is_severe(role) and other.grade == "any":
                yield _order_note(sheet, part, whole, ("severe events", "events of any grade"))


def _rates_by_group(sheet: Sheet) -> Iterator[list[tuple[Figure, Role]]]:
    """The rates of each sentence that has several, those of one group at one time together."""
    source = sheet.source
    for inside in source.indexes_by_sentence.values():
        rates = [(i, f) for i in inside if (f := source.figures[i]).kind is Kind.PERCENT]
        rates = [(i, f) for i, f in rates if is_point(f)]
        groups: dict[tuple[object, ...], list[tuple[Figure, Role]]] = {}
        for index, figure in rates if len(rates) > 1 else ():
            role = source.roles[index]
            if not role.comparator:
                groups.setdefault(_group_of(role), []).append((figure, role))
        yield from groups.values()


def _is_severe(role: Role) -> bool:
    """Is it a rate of events of grade 3 or more?"""
    return role.grade in _SEVERE


def _group_of(role: Role) -> tuple[object, ...]:
    """What two rates of one sentence must share to be said of one group at one time."""
    return (role.population, role.arm, role.product, role.cut, role.line, role.time)


def _order_note(sheet: Sheet, part: Figure, whole: Figure, names: tuple[str, str]) -> SourceNote:
    """A note on a part that is larger than its whole."""
    reason = f"The rate of {names[0]}, {part.text}, is above that of {names[1]}, {whole.text}."
    return note(sheet, "EB_SOURCE_ORDER", reason, (part.span, whole.span))


def check_evaluable(sheet: Sheet) -> Iterator[SourceNote]:
    """More evaluable patients than patients enrolled, in one clause."""
    for start, end in find_clauses(sheet):
        evaluable = list(_EVALUABLE.finditer(sheet.folded, start, end))
        enrolled = list(_ENROLLED.finditer(sheet.folded, start, end))
        if len(evaluable) != 1 or len(enrolled) != 1:
            continue
        fewer = int(next(g for g in evaluable[0].groups() if g))
        more = int(next(g for g in enrolled[0].groups() if g))
        if fewer > more:
            reason = f"{fewer} evaluable patients are more than the {more} enrolled or treated."
            yield note(sheet, "EB_SOURCE_ORDER", reason, (_span(evaluable[0]), _span(enrolled[0])))


def check_sums(sheet: Sheet) -> Iterator[SourceNote]:
    """Men and women, or randomised arms, that do not add up to the number they are parts of."""
    for found in _SEXES.finditer(sheet.folded):
        if _SEX[found["sa"]] != _SEX[found["sb"]]:
            parts = [int(found["a"]), int(found["b"])]
            yield from _judge_sum(sheet, found, parts)
    for found in _ARMS.finditer(sheet.folded):
        sizes = [int(m["n"]) for m in _ARM_SIZE.finditer(found["arms"])]
        if len(sizes) > 1:
            yield from _judge_sum(sheet, found, sizes)


def _judge_sum(sheet: Sheet, found: re.Match[str], parts: list[int]) -> Iterator[SourceNote]:
    """A note where exclusive parts do not make their total."""
    total = int(found["all"])
    if sum(parts) != total:
        added = " + ".join(str(p) for p in parts)
        reason = (
            f"The parts do not make the total: {added} = {sum(parts)}, the article prints {total}."
        )
        yield note(sheet, "EB_SOURCE_SUM", reason, (_span(found),))


def _number(word: str) -> int:
    """A count in digits or in a word."""
    return int(word) if word.isdigit() else _NUMBERS[word]


def _span(found: re.Match[str]) -> Span:
    """The characters a pattern met, as a span."""
    return Span(start=found.start(), end=found.end())
