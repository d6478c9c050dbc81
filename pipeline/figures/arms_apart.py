"""Are two values of one sentence each told of the arm that the source tells the other of?

`8% on the drug and 11% on placebo`: whoever tells 11% of the drug's patients and 8% of those on
placebo has exchanged the arms. In: a checked figure and the places that print its value. Out: a
finding, where the words right behind each value are, at each place, right behind the other.
"""

from collections.abc import Sequence

from pipeline.figures.conflict import PEOPLE
from pipeline.figures.headed import find_cell
from pipeline.figures.own_words import attached_words, is_alike
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, give_to
from schemas.figure import Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_TOLD = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.DURATION, Kind.RATIO, Kind.SCORE,
                   Kind.QUANTITY, Kind.NUMBER})  # fmt: skip


def find_arms_exchanged(
    index: int, text: Source, supports: Sequence[Support]
) -> FigureCheck | None:
    """The finding where figure `index` and another of its sentence stand with each other's arm."""
    figure = text.figures[index]
    if figure.kind not in _TOLD or figure.is_range or not supports:
        return None
    said = attached_words(text, index) - PEOPLE
    alike = [
        s for s in supports if s.relation.strength > Strength.DERIVED and is_alike(s.figure, figure)
    ]
    if not said or not alike:
        return None
    found = [_other(index, text, said, support) for support in alike]
    if min(found) < 0:
        return None
    support, other = alike[0], alike[0].source.figures[found[0]]
    reason = f"The source has {other.text} there and {support.figure.text} in the other arm."
    return give_to(figure, support, found[0], reason)


def _other(index: int, text: Source, said: frozenset[str], support: Support) -> int:
    """The value of our arm in the source's sentence, told of ours in the text's; -1 if none."""
    source, mine = support.source, support.figure
    ours = attached_words(source, support.at) - PEOPLE
    if not ours or ours & said or find_cell(source, support.at) is not None:
        return -1
    beside = {
        text.figures[i].values: attached_words(text, i)
        for i in text.indexes_by_sentence[text.sentence_numbers[index]]
        if i != index
    }
    for i in source.indexes_by_sentence[support.role.sentence]:
        its = source.figures[i]
        if i == support.at or not is_alike(its, mine) or its.values == mine.values:
            continue
        if attached_words(source, i) & said and beside.get(its.values, frozenset()) & ours:
            return i
    return -1
