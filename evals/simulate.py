"""How often is the gate wrong? In: a seed; out: its false blocks and what it sees, by simulation.

    python -m evals.simulate docs        writes docs/gate.md and docs/gate.svg anew

A scripted model slips in each document with a known chance, loses must-says, has sentences withheld
and fails balance by chance. Two runs of it, and the repeats of what looks new, go through the very
functions that decide in the gate. Nothing is asked and nothing is random but for the seed.
"""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evals.compare_pairs import Pair
from evals.gate_again import count_again, find_suspects
from evals.gate_rules import GateRules, read_rules
from evals.gate_soft import Losses, find_losses, find_worse
from evals.simulate_cases import Brief, make_case
from schemas.eval import CaseRecord
from schemas.score import Share

SEED = 20_261_122
ROUNDS = 2_000
"""Gates simulated for each point of false blocks: 5% is then known to within 1%."""
CURVE_ROUNDS = 500
"""For each point of the detection curves."""


FACTS = 4
"""Labelled facts of a document that a slip may be of, each as likely: one that comes by chance does
not always come again as the same one."""


class Habits(NamedTuple):
    """What a scripted model does by chance, once for each document it briefs."""

    slip: float = 0.005
    """Chance of a figure that the labels do not bear out."""
    hard: float = 0.0
    """Share of documents in which it slips with the chance `hard_slip` instead."""
    hard_slip: float = 0.0
    missed: float = 0.15
    """Chance of a must-say less than usual."""
    withheld: float = 0.05
    """Chance that a sentence is withheld."""
    unfit: float = 0.05
    """Chance that a balance gate fails."""


class World(NamedTuple):
    """Two models on so many documents."""

    documents: int
    base: Habits
    new: Habits


class Verdict(NamedTuple):
    """What the gate said of one simulated change."""

    recurred: bool
    """A new slip recurred."""
    fell: bool
    """A rate fell beyond chance."""

    @property
    def blocked(self) -> bool:
        """Either."""
        return self.recurred or self.fell


class Rates(NamedTuple):
    """Of many gates, how many blocked, and by what."""

    blocked: Share
    recurred: Share
    fell: Share


def run_many(world: World, rounds: int, rules: GateRules, seed: int = SEED) -> Rates:
    """So many gates in one world; the same seed gives the same rates."""
    draw = random.Random(f"{seed} {world}")
    verdicts = [run_once(world, draw, rules) for _ in range(rounds)]
    return Rates(
        blocked=Share(hits=sum(one.blocked for one in verdicts), of=rounds),
        recurred=Share(hits=sum(one.recurred for one in verdicts), of=rounds),
        fell=Share(hits=sum(one.fell for one in verdicts), of=rounds),
    )


def run_once(world: World, draw: random.Random, rules: GateRules) -> Verdict:
    """One gate: both sides brief every document, what looks new is asked again, rates are tested.

    Which documents are hard is drawn once and is the same for both sides, as in life.
    """
    ranks = [draw.random() for _ in range(world.documents)]
    base = [write_brief(world.base, rank, draw) for rank in ranks]
    new = [write_brief(world.new, rank, draw) for rank in ranks]
    pairs = [
        Pair(make_case(_name(n), one), make_case(_name(n), other))
        for n, (one, other) in enumerate(zip(base, new, strict=True))
    ]
    suspects = find_suspects(pair for pair in pairs if pair.new.released != pair.base.released)
    places = [int(slip.golden[1:]) for slip in suspects]
    again = [
        tuple(_ask_again(habits, [(n, ranks[n]) for n in places], draw, rules))
        for habits in (world.base, world.new)
    ]
    found = count_again(suspects, again[0], again[1], rules.again)
    return Verdict(
        recurred=any(one.recurs for one in found),
        fell=bool(find_worse(_losses(base, new, rules), rules)),
    )


def write_brief(habits: Habits, rank: float, draw: random.Random) -> Brief:
    """What the scripted model does with one document; `rank` says how hard it is, from 0 to 1."""
    slip = habits.hard_slip if rank < habits.hard else habits.slip
    slips = draw.random() < slip
    return Brief(
        slips=slips,
        fact=draw.randrange(FACTS) if slips else 0,
        misses=draw.random() < habits.missed,
        withholds=draw.random() < habits.withheld,
        unfit=draw.random() < habits.unfit,
    )


def _ask_again(
    habits: Habits, places: Sequence[tuple[int, float]], draw: random.Random, rules: GateRules
) -> Iterator[CaseRecord]:
    for place, rank in places:
        for repeat in range(1, rules.again.times + 1):
            yield make_case(_name(place), write_brief(habits, rank, draw), repeat)


def _name(place: int) -> str:
    return f"d{place}"


def _losses(base: Sequence[Brief], new: Sequence[Brief], rules: GateRules) -> Losses:
    """As `find_losses` of all documents; what two briefs differ by is worked out once."""
    tables: dict[str, dict[str, int]] = {declared.name: {} for declared in rules.measure}
    for place, (one, other) in enumerate(zip(base, new, strict=True)):
        for name, table in _loss(one, other, rules).items():
            tables[name].update({_name(place): loss for loss in table.values()})
    return tables


@cache
def _loss(base: Brief, new: Brief, rules: GateRules) -> Losses:
    return find_losses([Pair(make_case("d", base), make_case("d", new))], rules)


if __name__ == "__main__":
    import sys

    from evals.simulate_page import write_page

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder; name the one that page and plot go into")
    write_page(folder, read_rules())
