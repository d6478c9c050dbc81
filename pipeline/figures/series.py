"""Which words of a sentence are whose, where it prints several values side by side.

`58.3% on A against 16.7% on B`, `A and B fell 12% and 9%, respectively`, `(induction, 32.5% vs
noninduction, 19.0%)`: in goes a sentence and its figures, out comes for each figure the short
phrases that are its own, and those that it shares with its neighbours.

The rules, in order. Words between two values belong to the one on their side of the connective.
Where the phrase behind the last value opens as one before the first does (`for A … for B`), those
two are the names. Where values follow each other bare, a coordination of as many names right behind
or before them is dealt out in order. Where there is none, they take the names of the nearest series
before that is as long. What all have in common is shared.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.figures.series_chains import blot, find_chains, find_host, find_places
from pipeline.figures.series_groups import Group, find_groups
from pipeline.figures.series_names import find_names
from pipeline.figures.series_phrases import Label, words_of
from schemas.figure import Figure, Kind
from schemas.text import Span


class Labels(NamedTuple):
    """The phrases that are one figure's own, and those it shares with the rest of its series."""

    own: tuple[Label, ...] = ()
    shared: Label = frozenset()
    chain: int = -1
    """Which series of one sort and place the figure is of; -1 stands alone."""
    group: int = -1
    """Which values of the chain it stands in parallel with."""
    is_hosted: bool = False
    """Does it stand in brackets behind a figure whose labels it takes?"""

    @property
    def words(self) -> Label:
        """All of them."""
        return self.shared.union(*self.own)


def read_series(low: str, span: Span, figures: Sequence[Figure]) -> tuple[Labels, ...]:
    """The labels of each figure of one sentence, in the same order.

    Args:
        low: The text's lower-case shadow.
        span: The sentence.
        figures: Its figures in reading order.
    """
    blank = blot(low, span, figures)
    places = find_places(blank, span, figures)
    hosts = [find_host(blank, places, figures, i) for i in range(len(figures))]
    labels: list[Labels] = [Labels()] * len(figures)
    groups: list[tuple[int, ...]] = []
    for number, chain in enumerate(find_chains(blank, places, figures, hosts)):
        for group in find_groups(blank, [(places[i].start, places[i].end) for i in chain]):
            members = tuple(chain[group.first : group.first + len(group.gaps) + 1])
            groups.append(members)
            for index, one in zip(members, _label(group), strict=True):
                labels[index] = one._replace(chain=number, group=len(groups))
    rates = [g for g in groups if figures[g[0]].kind not in _STATISTICS]
    for members in sorted(rates):
        if len(members) > 1 and not any(labels[i].own for i in members):
            for index, own in zip(members, _names_before(members, rates, labels), strict=True):
                shared = labels[index].shared.difference(*own)
                labels[index] = labels[index]._replace(own=own, shared=shared)
    return tuple(
        one if host is None else labels[host]._replace(is_hosted=True)
        for one, host in zip(labels, hosts, strict=True)
    )


_STATISTICS = frozenset({Kind.RATIO, Kind.INTERVAL, Kind.P_VALUE})
"""What compares two groups, and so names neither."""


def _names_before(
    members: tuple[int, ...], groups: Sequence[tuple[int, ...]], labels: Sequence[Labels]
) -> list[tuple[Label, ...]]:
    """The own labels of the nearest group before that is as long and has all its values named."""
    for group in sorted(groups, reverse=True):
        names = [labels[i].own for i in group]
        if group < members and len(group) == len(members) and all(names):
            return names
    return [()] * len(members)


def _label(group: Group) -> list[Labels]:
    """The labels of each value of one group."""
    names, common = find_names(group)
    labels = [tuple(w for w in map(words_of, name) if w) for name in names]
    shared = words_of(" | ".join(common)).difference(*(w for own in labels for w in own))
    return [Labels(own, shared) for own in labels]
