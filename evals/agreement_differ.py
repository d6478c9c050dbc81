"""Where two labellers differ, one line each. In: labels twice; out: sentences to settle by.

Descriptions are left out: two people never word a measure alike, and nothing is settled by it.
"""

from collections.abc import Iterator, Sequence

from evals.agreement import CLOSED, Twice, pair_labels
from schemas.golden import GoldenFigure

_DERIVED = frozenset({"status, as scored"})
"""Roles that another row already shows."""


def find_differences(twice: Sequence[Twice]) -> Iterator[str]:
    """Figures that only one has, and what the two say otherwise of those that both have."""
    for two in twice:
        pairs = tuple(pair_labels(two))
        yield from _alone(two.article, two.first.figures, [one for (one, _), _ in pairs], "first")
        yield from _alone(two.article, two.second.figures, [b for _, (b, _) in pairs], "second")
        for (one, fact), (other, theirs) in pairs:
            said = [
                f"{name} '{role(one, fact)}' or '{role(other, theirs)}'"
                for name, role in CLOSED
                if name not in _DERIVED and role(one, fact) != role(other, theirs)
            ]
            if said:
                yield f"{two.article}: {one.text!r} at {one.start}: {'; '.join(said)}"


def _alone(
    article: str, figures: Sequence[GoldenFigure], paired: Sequence[GoldenFigure], whose: str
) -> Iterator[str]:
    common = {figure.start for figure in paired}
    for figure in figures:
        if figure.start not in common:
            yield f"{article}: {figure.text!r} at {figure.start}: a figure of the {whose} alone"
