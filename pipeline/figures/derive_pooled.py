"""Groups put together, what is left of a total, the whole behind a share, a unit left out.

`20 of the 29 children` from 16 of 18 and four of 11; `85 in Basel` where the source says `the
remainder`; `a workforce of about 280` from 70 posts, a quarter. In: a figure of the text; out: a
derivation, where all its values stand in one sentence of the source. The last part of the closed
list; see `derive_worked` and `derive_totals`.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, combinations, permutations

from pipeline.figures.conflict import PERSONS
from pipeline.figures.derive import Derivation, is_counted_out
from pipeline.figures.fits import around, fits, show
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.operands import SHARED_LEAST, Operand, counted, find_operands
from pipeline.figures.related import find_related
from pipeline.figures.sentences import words_by_sentence
from schemas.figure import Figure, Kind
from schemas.source import Source


def derive_pooled(index: int, text: Source, source: Source) -> Derivation | None:
    """The first operation of the list that gives figure `index` of `text`."""
    for rule in (
        _pooled,
        _counted_up,
        _remainder,
        _base_of,
        _share_of_printed,
        _unit_left_out,
        _from_printed,
    ):
        found = rule(index, text, source)
        if found is not None:
            return found
    return None


def _is_part_of_whole(figure: Figure) -> bool:
    return figure.kind is Kind.PROPORTION and is_counted_out(figure) and bool(figure.whole)


def _pooled(index: int, text: Source, source: Source) -> Derivation | None:
    """`20 of the 29`: two or three n of N of one sentence added up, parts and wholes alike."""
    figure, role = text.figures[index], text.roles[index]
    if not _is_part_of_whole(figure):
        return None
    for number, indexes in source.indexes_by_sentence.items():
        if not role.words & words_by_sentence(source)[number]:
            continue
        groups = [i for i in indexes if _is_part_of_whole(source.figures[i])][:8]
        for size in (2, 3):
            for few in combinations(groups, size):
                chosen = [source.figures[i] for i in few]
                parts = sum((f.part or Decimal(0) for f in chosen), Decimal(0))
                wholes = sum((f.whole or Decimal(0) for f in chosen), Decimal(0))
                if (parts, wholes) == (figure.part, figure.whole):
                    shown = " and ".join(f.text for f in chosen)
                    return Derivation(few, f"{shown} together are {parts:f} of {wholes:f}")
    return None


def _counted_up(index: int, text: Source, source: Source) -> Derivation | None:
    """`22 of the 28` where the sentence with the 28 counts 18 of one grade and 4 of another."""
    figure, role = text.figures[index], text.roles[index]
    if not _is_part_of_whole(figure):
        return None
    for number, indexes in source.indexes_by_sentence.items():
        inside = [i for i in indexes if source.figures[i].kind in _NUMBERS][:10]
        wholes = {source.figures[i].whole for i in inside} | {_value(source, i) for i in inside}
        if figure.whole not in wholes or len(role.words & words_by_sentence(source)[number]) < 1:
            continue
        counts = [i for i in inside if _is_count(source.figures[i])]
        for few in combinations(counts, 2):
            if sum((_value(source, i) for i in few), Decimal(0)) == figure.part:
                shown = " + ".join(source.figures[i].text for i in few)
                return Derivation(few, f"{shown} = {figure.part:f}")
    return None


_NUMBERS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PROPORTION})


def _is_count(figure: Figure) -> bool:
    return figure.kind in (Kind.COUNT, Kind.NUMBER) and len(figure.values) == 1


def _value(source: Source, at: int) -> Decimal:
    figure = source.figures[at]
    return figure.values[0] if len(figure.values) == 1 else figure.part or Decimal(-1)


_LEFT = lazy_regex(r"\b(?:remainder|remaining|rest|others?|balance)\b")


def _remainder(index: int, text: Source, source: Source) -> Derivation | None:
    """`85 in Basel`: a total less the parts listed behind it, where the sentence names a rest."""
    figure = text.figures[index]
    if len(figure.values) != 1 or figure.kind not in _RESTS:
        return None
    kinds = _RESTS if figure.kind is not Kind.MONEY else frozenset({Kind.MONEY})
    for number, indexes in source.indexes_by_sentence.items():
        span = source.sentences[number]
        if not _LEFT.search(source.text.lower(), span.start, span.end):
            continue
        inside = [i for i in indexes if _is_single(source.figures[i], kinds)][:8]
        for total in inside:
            behind = [i for i in inside if i > total]
            for parts in chain.from_iterable(combinations(behind, n) for n in (1, 2, 3)):
                left = _value(source, total) - sum((_value(source, i) for i in parts), Decimal(0))
                if left > 0 and fits(figure, left):
                    return _less(source, (total, *parts), figure)
        for total in _totals(figure, source) if len(inside) > 1 else ():
            left = _value(source, total) - sum((_value(source, i) for i in inside), Decimal(0))
            if left > 0 and total not in inside and fits(figure, left):
                return _less(source, (total, *inside), figure)
    return None


def _less(source: Source, places: tuple[int, ...], figure: Figure) -> Derivation:
    shown = " - ".join(source.figures[i].text for i in places)
    return Derivation(places, f"{shown} = {show(figure.values[0], figure)}")


def _totals(figure: Figure, source: Source) -> Iterator[int]:
    """Amounts of the figure's own unit, one of which the parts of another sentence may make up."""
    if figure.kind is not Kind.MONEY:
        return
    for at in source.indexes_by_kind.get(Kind.MONEY, ()):
        other = source.figures[at]
        if len(other.values) == 1 and other.unit == figure.unit:
            yield at


_RESTS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.MONEY})


def _is_single(figure: Figure, kinds: frozenset[Kind]) -> bool:
    return figure.kind in kinds and len(figure.values) == 1


_BEFORE = lazy_regex(
    r"\b(?:implying|implie[sd]|suggest\w*|workforce|headcount|staff|base|total|out of|"
    r"before)\b"
)


def _base_of(index: int, text: Source, source: Source) -> Derivation | None:
    """`a workforce of about 280`: a number that is said to be a share, by that share."""
    figure, role = text.figures[index], text.roles[index]
    if not _is_count(figure) or not _BEFORE.search(around(role)):
        return None
    for indexes in source.indexes_by_sentence.values():
        parts = [i for i in indexes if _is_count(source.figures[i])][:8]
        for share in indexes:
            fraction = _fraction(source.figures[share])
            if fraction is None:
                continue
            for part in parts:
                whole = _value(source, part) / fraction
                if whole > _value(source, part) and fits(figure, whole):
                    shown = f"{source.figures[part].text} is {source.figures[share].text}"
                    return Derivation((part, share), f"{shown} of {show(figure.values[0], figure)}")
    return None


def _fraction(figure: Figure) -> Decimal | None:
    """What part of a whole a figure says; nothing for an n of N, or for more than the whole."""
    if figure.kind is Kind.PERCENT and len(figure.values) == 1 and 0 < figure.values[0] < 100:
        return figure.values[0] / 100
    if figure.kind is Kind.PROPORTION and not is_counted_out(figure) and figure.whole:
        return (figure.part or Decimal(0)) / figure.whole or None
    return None


def _share_of_printed(index: int, text: Source, source: Source) -> Derivation | None:
    """`as much as $4.2 million of the $8.4 million`: a fraction of an amount that stands beside."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.MONEY or len(figure.values) != 1:
        return None
    beside = [i for i in text.indexes_by_sentence[role.sentence] if i != index]
    amounts = {p for i in beside for p, _ in find_related(text.figures[i], source)}
    for number, indexes in source.indexes_by_sentence.items():
        if not role.words & words_by_sentence(source)[number]:
            continue
        for share in indexes:
            fraction = _fraction(source.figures[share])
            for amount in amounts if fraction else ():
                if not _is_single(source.figures[amount], frozenset({Kind.MONEY})):
                    continue
                part = source.figures[amount].values[0] * (fraction or 1)
                if fits(figure, part):
                    shown = f"{source.figures[share].text} of {source.figures[amount].text}"
                    return Derivation((share, amount), f"{shown} = {show(part, figure)}")
    return None


def _unit_left_out(index: int, text: Source, source: Source) -> Derivation | None:
    """`247%, down from 255`: a bare number is the percentage that stands with the printed one."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.NUMBER or figure.unit or len(figure.values) != 1:
        return None
    beside = text.indexes_by_sentence[role.sentence]
    rates = {text.figures[i].values for i in beside if text.figures[i].kind is Kind.PERCENT}
    for indexes in source.indexes_by_sentence.values() if rates else ():
        inside = [i for i in indexes if source.figures[i].kind is Kind.PERCENT]
        same = [i for i in inside if source.figures[i].values == figure.values]
        if same and any(source.figures[i].values in rates for i in inside):
            return Derivation((same[0],), f"{source.figures[same[0]].text} without its sign")
    return None


_OFF = lazy_regex(
    r" (?P<side>under|below|off|lower than|less than|down from|above|over|higher than|more than|up"
    r" from) (?:[\w'’-]+ ){0,5}?\Z"
)
_DOWN = ("under", "below", "off", "lower", "less", "down")
_PRICED = lazy_regex(r"\b(?:clos|share|stock|pric|trad)")


def _from_printed(index: int, text: Source, source: Source) -> Derivation | None:
    """`37% under its high of $14.85`: a price of the source in percent of the price named."""
    figure = text.figures[index]
    following = text.figures[index + 1 : index + 2]
    if figure.kind is not Kind.PERCENT or not following or following[0].kind is not Kind.MONEY:
        return None
    base = following[0]
    off = _OFF.match(text.text.lower(), figure.span.end, base.span.start)
    if off is None or len(base.values) != 1 or not base.values[0]:
        return None
    known = [i for i, _ in find_related(base, source)]
    for number, indexes in source.indexes_by_sentence.items():
        span = source.sentences[number]
        if not known or not _PRICED.search(source.text.lower(), span.start, span.end):
            continue
        for at in indexes:
            price = source.figures[at]
            if not _is_single(price, frozenset({Kind.MONEY})) or price.unit != base.unit:
                continue
            change = (price.values[0] / base.values[0] - 1) * 100
            if (change < 0) == off["side"].startswith(_DOWN) and fits(figure, abs(change)):
                shown = f"from {base.text} to {price.text} is {abs(change):.1f}%"
                return Derivation((known[0], at), shown)
    return None


LEAST_PART = 5
"""Smaller counts stand about in every sentence: 1,700 + 1 is no sum that anybody makes."""
LEAST_TOLD = 10
"""A smaller sum or difference is one that too many pairs of numbers give by chance."""


def may_follow(index: int, text: Source, source: Source) -> str:
    """`198 + 99`, where the sum or the difference of two near values is the figure, unannounced.

    Near is: in one sentence that shares two words with the checked one, or the one behind. That is
    no proof; it is a reason to look and not to accuse. Empty where there is none.
    """
    figure = text.figures[index]
    kinds = _FOLLOWING.get(figure.kind)
    if kinds is None or len(figure.values) != 1 or figure.values[0] < LEAST_TOLD:
        return ""
    value = figure.values[0]
    for one, two in _near_pairs(index, text, source, kinds):
        for sign, result in (("+", one.value + two.value), ("-", one.value - two.value)):
            if result == value:
                return f"{one.text} {sign} {two.text}"
    return ""


_COUNTED = counted(frozenset({Kind.COUNT}))
_FOLLOWING = {
    Kind.COUNT: _COUNTED, Kind.NUMBER: _COUNTED, Kind.MONEY: frozenset({Kind.MONEY}),
}  # fmt: skip


def _near_pairs(
    index: int, text: Source, source: Source, kinds: frozenset[Kind]
) -> Iterator[tuple[Operand, Operand]]:
    operands = find_operands(index, text, source, kinds)
    for one, two in permutations(operands, 2):
        if kinds is _COUNTED and min(one.value, two.value) < LEAST_PART:
            continue
        told = len(one.shared | two.shared) >= SHARED_LEAST or one.printed or two.printed
        alike = one.unit == two.unit or {one.unit, two.unit} <= PERSONS | {""}
        if told and alike and abs(one.sentence - two.sentence) <= 1 and one.value >= two.value:
            yield one, two
