"""Figures in a crowd: a list or a table run together, where words no longer tell whose each is.

In: a figure of the checked text, and the sources. Out: whether it stands in a crowd, and then the
verdict on its value alone. What an editor writes has no crowd; what has one is checked in no time.
"""

from collections.abc import Hashable, Mapping, Sequence

from pipeline.figures.facts import value_key
from pipeline.figures.relation import SAME
from pipeline.figures.support import Support, pass_figure
from schemas.figure import Figure
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

MOST_IN_SENTENCE = 40
"""Figures; the fullest sentence of the public sets has 22, of a golden article 8."""
FREE = 100
"""Figures that any text may have, however short."""
ROOM = 50
"""Characters that a text must have for each figure more; ordinary news has 180 to a figure."""


class _Crowds(frozenset[int]):
    """The figures of a text that stand in a crowd, by index; kept with it."""


def is_in_crowd(index: int, text: Source) -> bool:
    """Has its sentence more figures than a sentence has, or the text up to it more than a text?"""
    return index in _find_crowds(text)


def has_crowd(text: Source) -> bool:
    """Is there a figure in a crowd?"""
    return bool(_find_crowds(text))


def _find_crowds(text: Source) -> frozenset[int]:
    kept = text.kept.get(_Crowds)
    if not isinstance(kept, _Crowds):
        full = (i for i in text.indexes_by_sentence.values() if len(i) > MOST_IN_SENTENCE)
        late = (i for i, f in enumerate(text.figures) if i > FREE + f.span.start // ROOM)
        kept = text.kept[_Crowds] = _Crowds((*(i for inside in full for i in inside), *late))
    return kept


class _ByValue(dict[Hashable, int]):
    """The first figure of each value of a source; kept with it."""


def look_up(figure: Figure, sources: Sequence[Source]) -> FigureCheck:
    """The verdict on a figure in a crowd: is its value in a source, whatever it is said of?"""
    key = value_key(figure)
    for source in sources:
        index = _by_value(source).get(key)
        if index is not None:
            return pass_figure(figure, Support(source, index, SAME, (), 0))
    return FigureCheck(
        figure=figure, verdict=Verdict.UNCLEAR, severity=Severity.WARN, rule="EB_UNCLEAR",
        reason=f"No source prints {figure.text}; among so many figures no more was looked for.",
    )  # fmt: skip


def _by_value(source: Source) -> Mapping[Hashable, int]:
    kept = source.kept.get(_ByValue)
    if not isinstance(kept, _ByValue):
        figures = reversed(tuple(enumerate(source.figures)))
        kept = source.kept[_ByValue] = _ByValue((value_key(f), i) for i, f in figures)
    return kept
