"""Totals, remainders, averages and middles that an editor works out from values of the source.

`five died`, `£96.7m over three seasons`, `six of 176 failed`, `£330 per donor`, `the midpoint`.
In: a figure of the text; out: a derivation. Closed list; see `derive_worked` for the other half.
"""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.conflict import PERSONS
from pipeline.figures.derive import Derivation, is_counted_out
from pipeline.figures.fits import around, fits, is_even, show
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.operands import (
    Operand,
    counted,
    counted_noun,
    find_operands,
    is_comparable,
)
from schemas.figure import Figure, Kind
from schemas.source import Role, Source


def derive_total(index: int, text: Source, source: Source) -> Derivation | None:
    """The first operation of the list that gives figure `index` of `text`."""
    for rule in (_sum, _rest_of, _per, _product, _mean):
        found = rule(index, text, source)
        if found is not None:
            return found
    return None


_ALL = lazy_regex(
    r"\b(?:total\w*|in all|altogether|all told|combined|together|between them|sum of|overall|"
    r"pooled|"
    r"(?:over|across|in) (?:all|both|the (?:two|three|four|five)|two|three|four|five)|in either|"
    r"raising|raised|swing|swung)\b"
)
LONGEST_SUM = 5
"""Addends; nobody adds up more of them without saying so in a table."""


def _sum(index: int, text: Source, source: Source) -> Derivation | None:
    """`£96.7m over three seasons`, `five died`: values that stand in a row, added up.

    Where no word announces a total, only two or three addends of one sentence.
    """
    figure, role = text.figures[index], text.roles[index]
    if len(figure.values) != 1 or figure.kind not in (Kind.MONEY, Kind.COUNT, Kind.NUMBER):
        return None
    noun = counted_noun(figure, text)
    told = bool(_ALL.search(around(role)))
    kinds = frozenset({Kind.MONEY}) if figure.kind is Kind.MONEY else _COUNTED
    for run in _runs(find_operands(index, text, source, kinds), source):
        silent = len(run) <= 3 and len({o.sentence for o in run}) == 1
        total = sum((o.value for o in run), Decimal(0))
        if (
            (told or (silent and _is_of(figure, noun, run, source)))
            and fits(figure, total)
            and is_even(figure, run)
        ):
            shown = " + ".join(o.text for o in run)
            return Derivation(tuple(o.at for o in run), f"{shown} = {show(total, figure)}")
    return None


_COUNTED = frozenset({Kind.COUNT, Kind.NUMBER})


def _is_of(figure: Figure, noun: str, run: tuple[Operand, ...], source: Source) -> bool:
    """Are the addends joined, and do they count what the total counts?"""
    first, last = source.figures[run[0].at].span.end, source.figures[run[-1].at].span.start
    joined = bool(_PLUS.search(source.text, first, last))
    if figure.kind is Kind.MONEY:
        return joined
    units = {o.unit for o in run} - {""}
    alike = units == {noun} or bool(units and units | {noun} <= PERSONS)
    silent = joined and len(run) == 2 and len(units) < 2 and bool(run[0].shared)
    return alike or (silent and not (noun and units))


_PLUS = lazy_regex(r"\b(?:and|plus|another|further|additional)\b")


def _runs(operands: tuple[Operand, ...], source: Source) -> Iterator[tuple[Operand, ...]]:
    """Two to five comparable values one after another, no more than a sentence apart."""
    for start in range(len(operands)):
        run = [operands[start]]
        for other in operands[start + 1 :]:
            if not is_comparable(run[0], other) or other.sentence - run[-1].sentence > 1:
                continue
            run.append(other)
            if len(run) > LONGEST_SUM:
                break
            yield tuple(run)


def is_put_together(figure: Figure, role: Role, source: Source) -> bool:
    """Does an n of N put together two counts that the source prints apart: `one of 275`?

    The n must stand where the source speaks of the same, and be no part of another N there. Whether
    the one is a part of the other, only a reader can tell.
    """
    if figure.kind is not Kind.PROPORTION or not is_counted_out(figure) or not figure.whole:
        return False
    counts = [
        (at, other) for at, other in enumerate(source.figures)
        if other.kind in _COUNTED and len(other.values) == 1
    ]  # fmt: skip
    groups = any(f.values[0] == figure.whole for _, f in counts)
    return groups and any(
        other.values[0] == figure.part and len(role.words & source.roles[at].words) > 1
        for at, other in counts
    )


_EACH = lazy_regex(r"\b(?:per|each|apiece|on average|average|a head|every)\b")


_LASTS = lazy_regex(r"\b(?:cash|money|fund\w*|runway|last\w*|enough|pay|pays|cover\w*)\b")


def _per(index: int, text: Source, source: Source) -> Derivation | None:
    """`£330 per donor`: an amount by a number; `nearly three years`: cash by spending a year."""
    figure, role = text.figures[index], text.roles[index]
    if len(figure.values) != 1:
        return None
    money = find_operands(index, text, source, frozenset({Kind.MONEY}))
    if figure.kind is Kind.MONEY and _EACH.search(around(role)):
        divisors = find_operands(index, text, source, counted(frozenset({Kind.COUNT})))
    elif figure.kind is Kind.DURATION and _LASTS.search(around(role)):
        divisors = tuple(o for o in money if o.unit.endswith(f"/{figure.unit}"))
    else:
        return None
    for amount in money:
        for divisor in divisors:
            near = abs(amount.sentence - divisor.sentence) <= 1 and amount.at != divisor.at
            if near and divisor.value > 1 and fits(figure, amount.value / divisor.value):
                result = (amount.value / divisor.value).quantize(Decimal("0.1"))
                return Derivation(
                    (amount.at, divisor.at), f"{amount.text} / {divisor.text} = {result:f}"
                )
    return None


def _product(index: int, text: Source, source: Source) -> Derivation | None:
    """`a little over $200,000 on 40,000 shares` at $5.12: a number times a price."""
    figure = text.figures[index]
    if figure.kind is not Kind.MONEY or len(figure.values) != 1:
        return None
    prices = find_operands(index, text, source, frozenset({Kind.MONEY}))
    for count in find_operands(index, text, source, frozenset({Kind.COUNT, Kind.NUMBER})):
        for price in prices:
            if count.sentence != price.sentence or not count.unit.startswith("share"):
                continue
            if fits(figure, count.value * price.value):
                total = count.value * price.value
                return Derivation((count.at, price.at), f"{count.text} x {price.text} = {total:,f}")
    return None


_NOT = lazy_regex(
    r"\b(?:not|never|no|without|n't|fail\w*|miss\w*|lack\w*|none|remain\w*|rest|others?|still|yet|"
    r"empty|unfilled|vacant|unsuccess\w*|all but|could(?:n't| not)|short of)\b"
)


def _rest_of(index: int, text: Source, source: Source) -> Derivation | None:
    """`six of 176 were not implanted` from 170 of 176: the rest, where one side is denied."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.PROPORTION or figure.part is None or not is_counted_out(figure):
        return None
    if not figure.whole or not 0 < figure.part < figure.whole:
        return None
    turned = bool(_NOT.search(around(role)))
    for whole, part in _beside_whole(figure.whole, source):
        its = bool(_NOT.search(around(source.roles[part])))
        value = source.figures[part].values[0]
        if turned != its and value == figure.whole - figure.part:
            shown = f"{figure.whole:f} - {source.figures[part].text} = {figure.part:f}"
            return Derivation((whole, part), shown)
    return None


def _beside_whole(whole: Decimal, source: Source) -> Iterator[tuple[int, int]]:
    """Places of a number, and of the counts in its sentence and the next."""
    plain = [
        at for at, figure in enumerate(source.figures)
        if figure.kind in _COUNTED and len(figure.values) == 1
    ]  # fmt: skip
    for at in plain:
        if source.figures[at].values[0] == whole:
            here = source.sentence_numbers[at]
            yield from ((at, p) for p in plain if 0 <= source.sentence_numbers[p] - here <= 1)


_MIDDLE = lazy_regex(r"\bmid-?points?\b|\bmiddle of\b")


def _mean(index: int, text: Source, source: Source) -> Derivation | None:
    """`the midpoint of the range, $867.5 million`; and how far it has moved."""
    figure, role = text.figures[index], text.roles[index]
    span = text.sentences[role.sentence]
    if len(figure.values) != 1 or not _MIDDLE.search(text.text, span.start, span.end):
        return None
    ranges = [
        (at, sum(other.values, Decimal(0)) / 2) for at, other in enumerate(source.figures)
        if len(other.values) == 2 and figure.kind in (other.kind, Kind.NUMBER)
    ]  # fmt: skip
    for at, middle in ranges:
        if fits(figure, middle):
            return Derivation((at,), f"the middle of {source.figures[at].text}")
    for at, middle in ranges:
        for other, second in ranges:
            if middle > second and fits(figure, middle - second):
                texts = f"{source.figures[at].text} and {source.figures[other].text}"
                return Derivation((at, other), f"between the middles of {texts}")
    return None
