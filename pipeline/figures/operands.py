"""Source values that a checked figure may have been worked out from.

In: a figure of the text, and a source. Out: single values and ordered pairs of values. The number
alone is never enough: both values must stand where the source speaks of what the checked sentence
speaks of, in one breath, of one measure, or with one of the two printed beside the figure.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.conflict import PEOPLE, PERSONS
from pipeline.figures.elsewhere import frequency_of, is_everywhere
from pipeline.figures.headed import find_cell
from pipeline.figures.relate_values import is_same_unit
from pipeline.figures.related import find_related
from pipeline.figures.relation import LOOSE, Strength
from pipeline.figures.sentences import stem, stems, words_by_sentence
from schemas.figure import Bound, Figure, Kind
from schemas.source import Source

MOST = 40
"""Operands; a text with more of one kind about one thing would give any number."""


MOST_PAIRS = 60
"""Ordered pairs; of more, any number would follow, and the text must print one of the two."""


SHARED_LEAST = 2
"""Words that two sentences must share to speak of the same."""


class Operand(NamedTuple):
    """One value of a source figure: its own, the end of a range, or a side of an n/N."""

    at: int
    value: Decimal
    text: str
    unit: str
    """Empty where what is counted is not told."""
    sentence: int
    shared: frozenset[str]
    """Words that its sentence shares with the checked one."""
    printed: bool
    """Is it printed beside the checked figure, too?"""


def find_operands(
    index: int, text: Source, source: Source, kinds: frozenset[Kind]
) -> tuple[Operand, ...]:
    """The values of these kinds that figure `index` of `text` may rest on, in reading order.

    A sentence right behind one that speaks of the same speaks of it, too: `Of that, …`.
    """
    about = _about(index, text, source)
    printed, around = _printed(index, text, source), _printed(index, text, source, 1)
    words = words_by_sentence(source)
    found: list[Operand] = []
    for number, indexes in source.indexes_by_sentence.items():
        shared = about & words[number]
        if any(at in around and _tells(source.figures[at]) for at in indexes):
            shared |= {_SAME_FIGURE}
        follows = len(about & words.get(number - 1, _NOTHING)) > 1
        for at in indexes:
            figure = source.figures[at]
            if figure.kind not in kinds or _is_threshold(figure):
                continue
            shared |= about & _headings(at, source)
            if shared or follows or at in printed:
                unit = counted_noun(figure, source)
                found += [
                    Operand(at, value, name, unit, number, shared, at in printed)
                    for value, name in _values(figure)
                ]
    return tuple(found) if len(found) <= MOST else ()


def _headings(at: int, source: Source) -> frozenset[str]:
    """The words that head the row and the column of a table's cell; none for other figures."""
    found = find_cell(source, at)
    if found is None:
        return _NOTHING
    table, cell = found
    head = table.heads[cell.column] if table.heads else ""
    return stems(f"{table.names[cell.row]} {head}".lower())


def _is_threshold(figure: Figure) -> bool:
    """`regained less than 5%`: a percentage that bounds who is counted; nothing follows from it."""
    return figure.kind is Kind.PERCENT and figure.bound in (Bound.LESS, Bound.MORE, Bound.AT_LEAST)


_NOTHING: frozenset[str] = frozenset()
_SAME_FIGURE = "#"
"""Stands for a figure that the checked sentence and a source's sentence both print."""


def _tells(figure: Figure) -> bool:
    """Is a figure more than a small count, which any sentence may print?"""
    small = figure.kind in (Kind.COUNT, Kind.NUMBER, Kind.NONE, Kind.ORDINAL)
    return not (small and figure.values and figure.values[0] <= 12)


def counted_noun(figure: Figure, source: Source) -> str:
    """What a figure counts; empty where the word behind it is no noun, as in `61 fell`."""
    if (
        figure.kind is not Kind.COUNT
        or figure.unit in PERSONS
        or figure.values[:1] == (Decimal(1),)
    ):
        return figure.unit
    behind = source.text[figure.span.end : figure.span.end + 40].lower().split()
    plural = (word for word in behind[:3] if word.startswith(figure.unit))
    return figure.unit if next(plural, "").rstrip(".,;:").endswith("s") else ""


def find_pairs(
    index: int, text: Source, source: Source, kinds: frozenset[Kind]
) -> Iterator[tuple[Operand, Operand]]:
    """Ordered pairs of unlike values that are comparable and belong together."""
    said = text.roles[index].measure
    pairs = [
        (one, two)
        for one, two in permutations(find_operands(index, text, source, kinds), 2)
        if one.value != two.value
        and is_comparable(one, two)
        and _belong(one, two, source)
        and not is_of_another(said, (one, two), source)
    ]
    few = len(pairs) <= MOST_PAIRS
    return (pair for pair in pairs if few or pair[0].printed or pair[1].printed)


def is_of_another(said: str, operands: Sequence[Operand], source: Source) -> bool:
    """Does the source measure something else by every one of these values than the text says?"""
    found = {source.roles[operand.at].measure for operand in operands}
    return bool(said) and "" not in found and said not in found


def is_comparable(one: Operand, two: Operand) -> bool:
    """`186 analyzers` and `151`, dollars and dollars; not patients and tonnes."""
    if not one.unit or not two.unit or is_same_unit(one.unit, two.unit):
        return True
    return one.unit in PERSONS and two.unit in PERSONS


def find_largest_group(source: Source) -> Operand | None:
    """The largest number of people in the story, of whom a share `of participants` is said."""
    groups = [
        Operand(at, figure.values[0], figure.text, figure.unit, -1, frozenset(), printed=False)
        for at, figure in enumerate(source.figures)
        if figure.kind is Kind.COUNT and figure.unit in PERSONS and len(figure.values) == 1
    ]  # fmt: skip
    return max(groups, key=lambda group: group.value, default=None)


def fraction_at(at: int, source: Source) -> Operand:
    """A fraction in words, as an operand that says its sentence."""
    figure, role = source.figures[at], source.roles[at]
    share = (figure.part or Decimal(0)) / (figure.whole or Decimal(1))
    return Operand(at, share, figure.text, "", role.sentence, frozenset(), printed=False)


def _values(figure: Figure) -> Iterator[tuple[Decimal, str]]:
    """What a figure prints, each with its words; no count of a fraction or of `6-9 patients`."""
    if figure.kind is Kind.PROPORTION:
        if figure.part is not None and figure.whole is not None and not figure.is_words:
            yield figure.part, f"{figure.part:f}"
            yield figure.whole, f"{figure.whole:f}"
    elif len(figure.values) == 1:
        yield figure.values[0], figure.text
    elif figure.kind not in _COUNTS or max(figure.values, default=0) > 1000:
        yield from ((value, f"{value.normalize():f}") for value in figure.values)


_BARE = PEOPLE | frozenset(
    ("point", "percen", "year", "month", "week", "day", "time", "half", "third", "quarte", "fifth",
     "millio", "billio", "share", "number", "total", "rate", "m", "bn", "one", "two", "three")
)  # fmt: skip
"""Stems that say how much or of how many, never of what."""


_KIN = tuple(word_lists.terms("events", "irregular").values())
"""Forms of one word that do not begin alike."""
_KIN_OF = {stem(word): frozenset(map(stem, forms)) for forms in _KIN for word in forms}


def _about(index: int, text: Source, source: Source) -> frozenset[str]:
    """The words of the checked sentence that tell what it speaks of in this source."""
    words = text.roles[index].words - _BARE
    words |= frozenset().union(*(_KIN_OF.get(word, ()) for word in words))
    return frozenset(word for word in words if not is_everywhere(word, source))


def _printed(index: int, text: Source, source: Source, reach: int = 0) -> frozenset[int]:
    """Source figures that are printed beside figure `index`, up to `reach` sentences off."""
    number = text.sentence_numbers[index]
    near = range(number - reach, number + reach + 1)
    beside = (i for n in near for i in text.indexes_by_sentence.get(n, ()) if i != index)
    return frozenset(
        place
        for other in beside
        for place, relation in find_related(text.figures[other], source)
        if relation.strength > Strength.DERIVED
    )


RARE = 2
"""Sentences; a word in no more of them picks out its sentence."""


def _belong(one: Operand, two: Operand, source: Source) -> bool:
    """Do two values stand in one breath, of one measure, or beside a value that the text prints?"""
    shared = one.shared | two.shared
    tells = len(shared) > 1 or any(frequency_of(word, source) <= RARE for word in shared)
    if abs(one.sentence - two.sentence) <= 1 or _share_a_line(one, two, source):
        return tells or one.printed or two.printed
    if len(one.shared) > 1 and len(two.shared) > 1:
        return True
    if one.printed or two.printed:
        return tells and bool(one.shared or one.printed) and bool(two.shared or two.printed)
    alike = source.roles[one.at].measure
    return tells and bool(alike) and alike == source.roles[two.at].measure


def _share_a_line(one: Operand, two: Operand, source: Source) -> bool:
    """Do two cells of one table stand in one row or one column?"""
    a, b = find_cell(source, one.at), find_cell(source, two.at)
    if a is None or b is None or a[0] is not b[0]:
        return False
    return a[1].row == b[1].row or a[1].column == b[1].column


_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PROPORTION})


def counted(kinds: frozenset[Kind]) -> frozenset[Kind]:
    """The kinds that may print the same number as one of these, n/N among them; no ordinal."""
    return kinds | _COUNTS if kinds & LOOSE else kinds
