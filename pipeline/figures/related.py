"""The figures of a source that a figure relates to, each form of it looked for once.

In: a figure of the checked text, and a source. Out: the indexes of the source's figures whose
values its value is, is rounded from or follows from in one step, as `relate` says.
"""

from collections.abc import Hashable, Iterator
from itertools import chain

from pipeline.figures.relate import RELATED, relate
from pipeline.figures.relation import Relation, Strength
from schemas.figure import Figure
from schemas.source import Source

Related = tuple[tuple[int, Relation], ...]


class _Found(dict[Hashable, Related]):
    """What was found in a source, by the form of what it was looked for; kept with it."""


_MOST_KEPT = 2000
"""Forms that a source keeps; any number of texts may be checked against it."""


def find_related(figure: Figure, source: Source) -> Related:
    """The indexes of the source figures that `figure` relates to, in reading order, and how."""
    kept = source.kept.get(_Found)
    if not isinstance(kept, _Found) or len(kept) > _MOST_KEPT:
        kept = source.kept[_Found] = _Found()
    form = _form(figure)
    found = kept.get(form)
    if found is None:
        found = kept[form] = tuple(_find(figure, source))
    return found


def _find(figure: Figure, source: Source) -> Iterator[tuple[int, Relation]]:
    """The same, worked out; what a source prints often in one form is related once."""
    places = (source.indexes_by_kind.get(kind, ()) for kind in RELATED[figure.kind])
    known: dict[Hashable, Relation] = {}
    for index in sorted(chain.from_iterable(places)):
        other = source.figures[index]
        form = _form(other)
        relation = known.get(form)
        if relation is None:
            relation = known[form] = relate(figure, other)
        if relation.strength is not Strength.NONE:
            yield index, relation


def _form(figure: Figure) -> Hashable:
    """All of a figure but where it stands: what its relations to others rest on."""
    return (
        figure.kind, figure.text, figure.values, figure.unit, figure.step, figure.hedge,
        figure.approximate, figure.bound, figure.first, figure.last, figure.part, figure.whole,
        figure.is_words, figure.level,
    )  # fmt: skip
