"""Is one of two values told together from another place than its fellow, in its fellow's words?

`Diarrhoea affected 9.1% on the drug and 62% of controls` where the source's sentence on diarrhoea
has 9.1% and 6.0%, and 62% is another thing's. In: a checked figure and the places that print its
value. Out: a finding, where the fellow leads to a sentence with one value left for our words.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.conflict import PEOPLE
from pipeline.figures.related import find_related
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_PAIRED = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.MONEY, Kind.DURATION, Kind.QUANTITY})


def find_odd_one(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where figure `index` stands in the words of its fellow's other half."""
    figure, role = text.figures[index], text.roles[index]
    said = role.near - PEOPLE
    if figure.kind not in _PAIRED or not supports or not said:
        return None
    for fellow, step in _fellows(index, text):
        for source, at in _only_place(text.figures[fellow], [s.source for s in supports]):
            rest = _left_over(at, step, source, index, text)
            if rest is None or _is_near(supports, source, source.sentence_numbers[at]):
                continue
            here = said & source.roles[rest].near
            there = max(len(said & s.role.words) for s in supports)
            if here and len(here) > there:
                other = source.figures[rest]
                reason = (
                    f"The source tells {other.text} with {text.figures[fellow].text}; "
                    f"{figure.text} is said of something else."
                )
                return give_to(figure, supports[0], rest, reason)
    return None


def _fellows(index: int, text: Source) -> Iterator[tuple[int, int]]:
    """The figures of our kind right before and behind in the sentence, and which way they lie."""
    for step in (-1, 1):
        other = index + step
        if 0 <= other < len(text.figures):
            alike = text.figures[other].kind is text.figures[index].kind
            if alike and text.sentence_numbers[other] == text.sentence_numbers[index]:
                yield other, step


def _only_place(figure: Figure, sources: Sequence[Source]) -> Iterator[tuple[Source, int]]:
    """The one place that prints a fellow's value, in each source that has just one."""
    for source in {s.id: s for s in sources}.values():
        found = [i for i, r in find_related(figure, source) if r.strength > Strength.DERIVED]
        if len(found) == 1 and source.figures[found[0]].kind is figure.kind:
            yield source, found[0]


def _left_over(at: int, step: int, source: Source, index: int, text: Source) -> int | None:
    """The value that stands to the fellow in the source as ours does in the text, if not told."""
    rest = at - step
    if not 0 <= rest < len(source.figures):
        return None
    other, figure = source.figures[rest], text.figures[index]
    alike = other.kind is figure.kind and other.unit == figure.unit
    same = source.sentence_numbers[rest] == source.sentence_numbers[at]
    told = any(f.values == other.values for f in text.figures)
    fits = alike and same and not told and _is_alike(other, figure)
    return rest if fits else None


_MOST_APART = 20
"""Times; a price and a market value, both in dollars, are no two of a kind."""


def _is_alike(one: Figure, two: Figure) -> bool:
    """Two unlike values of one order of magnitude."""
    a, b = (max(map(abs, f.values), default=Decimal(0)) for f in (one, two))
    return one.values != two.values and a <= b * _MOST_APART and b <= a * _MOST_APART


def _is_near(supports: Sequence[Support], source: Source, number: int) -> bool:
    """Is our value printed in the fellow's sentence, or in one beside it?"""
    return any(s.source is source and abs(s.role.sentence - number) <= 1 for s in supports)
