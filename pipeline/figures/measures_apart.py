"""A rate told of one harm where no place that prints it speaks of that harm.

`Diarrhoea affected 58.7%` where 58.7% is the overall success, and diarrhoea has its own 9.1%. In: a
checked figure whose words name a measure, and the places that print its value. Out: a finding, if
another value of the same sort is the harm's and none of these places is near it. Other measures
have too many names for that.
"""

from collections.abc import Sequence

from pipeline.figures.headed import headed_role
from pipeline.figures.lexicon import REACTIONS, names_measure
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_RATES = frozenset({Kind.PERCENT, Kind.PROPORTION})


def find_measure_apart(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where figure `index` names a measure that is another value's."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind not in _RATES or role.measure not in REACTIONS or not supports:
        return None
    if any(_speaks_of(role.measure, s) for s in supports):
        return None
    for support in supports:
        held = _held(role.measure, figure, support)
        if held is not None:
            other = support.source.figures[held]
            reason = (
                f"In the source {other.text} is said of {role.measure}; {support.figure.text} is "
                "said of something else."
            )
            return give_to(figure, support, held, reason)
    return None


_REACH = 1
"""Sentences; what stands next to one that names a measure may still be said of it."""


def _speaks_of(measure: str, support: Support) -> bool:
    """Is a place said of a measure, by its cue, its heading or the words around it?"""
    source, number = support.source, support.role.sentence
    if headed_role(source, support.at).measure == measure:
        return True
    last = len(source.sentences) - 1
    near = range(max(0, number - _REACH), min(last, number + _REACH) + 1)
    return any(names_measure(source.sentences[n].cut(source.text).lower(), measure) for n in near)


def _held(measure: str, figure: Figure, support: Support) -> int | None:
    """The one other value of our sort that the source gives the measure."""
    source: Source = support.source
    found = [
        place
        for place in source.indexes_by_kind.get(support.figure.kind, ())
        if source.figures[place].unit == support.figure.unit
        and source.figures[place].values != support.figure.values
        and headed_role(source, place).measure == measure
    ]
    return found[0] if found else None
