"""The gate's error rates, told and drawn. In: a folder and the rules; out: gate.md, gate.svg."""

from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import NamedTuple

from evals.gate_rules import GateRules, by_name
from evals.intervals import wilson
from evals.simulate import CURVE_ROUNDS, ROUNDS, SEED, Habits, Rates, World, run_many
from evals.simulate_plot import Curve, Point, render_plot
from schemas.score import Share

PAGE = Path(__file__).with_name("gate_page.md")
SLIPS = (0.001, 0.005, 0.01, 0.02)
SIZES = (25, 50, 100)
CURVE_SIZES = (10, 20, 30, 40, 60, 80, 100, 150)
USUAL = Habits()


class Worse(NamedTuple):
    """A change for the worse."""

    name: str
    new: Habits


WORSE = (
    Worse("slips in 20% of documents", Habits(hard=0.2, hard_slip=0.9)),
    Worse("slips in 10%", Habits(hard=0.1, hard_slip=0.9)),
    Worse("slips in 5%", Habits(hard=0.05, hard_slip=0.9)),
    Worse("slips in 2%", Habits(hard=0.02, hard_slip=0.9)),
    Worse("must-says missed in 50%, not 15%", Habits(missed=0.5)),
)
GATHERED = Habits(slip=0.0, hard=0.1, hard_slip=0.2)
"""2% of documents slip, all of them among a tenth that is hard."""


class Row(NamedTuple):
    """One world with its rates at every size."""

    name: str
    rates: tuple[Rates, ...]


def write_page(folder: Path, rules: GateRules) -> None:
    """Simulates everything and writes both files; a minute or so."""
    false, detected = simulate_false(rules), simulate_detected(rules)
    folder.mkdir(parents=True, exist_ok=True)
    page = fill_page(false, detected, rules)
    (folder / "gate.md").write_text(page, encoding="utf-8")
    (folder / "gate.svg").write_text(_plot(false, detected), encoding="utf-8")


def simulate_false(rules: GateRules) -> list[Row]:
    """Nothing has changed: at each rate of slips, at each size."""
    rows = [_row(f"{slip:.1%} of documents", Habits(slip=slip), rules) for slip in SLIPS]
    stricter = rules.model_copy(
        update={"again": rules.again.model_copy(update={"times": 5, "recurs": 4})}
    )
    return [
        *rows,
        _row("2.0%, gathered in a tenth", GATHERED, rules),
        _row("2.0%, gathered in a tenth; again 4 of 5", GATHERED, stricter),
    ]


def _row(name: str, habits: Habits, rules: GateRules) -> Row:
    worlds = [World(size, habits, habits) for size in SIZES]
    return Row(name, tuple(run_many(world, ROUNDS, rules) for world in worlds))


def simulate_detected(rules: GateRules) -> list[Row]:
    """Each change for the worse at each size."""
    return [
        Row(
            worse.name,
            tuple(
                run_many(World(size, USUAL, worse.new), CURVE_ROUNDS, rules) for size in CURVE_SIZES
            ),
        )
        for worse in WORSE
    ]


def fill_page(false: Sequence[Row], detected: Sequence[Row], rules: GateRules) -> str:
    """The page with its numbers."""
    known = by_name()
    family = "; ".join(f"{known[one.name].title} ({one.name})" for one in rules.measure)
    return Template(PAGE.read_text("utf-8")).substitute(
        seed=SEED,
        times=rules.again.times,
        recurs=rules.again.recurs,
        level=f"{float(rules.level):.0%}",
        family=family,
        broken=rules.proof.broken,
        missed=f"{USUAL.missed:.0%}",
        withheld=f"{USUAL.withheld:.0%}",
        unfit=f"{USUAL.unfit:.0%}",
        usual=f"{USUAL.slip:.1%}",
        rounds=f"{ROUNDS:,}",
        curve=CURVE_ROUNDS,
        false=_false_table(false),
        detected=_detected_table(detected),
    )


def _false_table(rows: Sequence[Row]) -> str:
    head = ("slips in", *(f"{size} documents" for size in SIZES))
    return _table(head, [(row.name, *(_interval(r.blocked) for r in row.rates)) for row in rows])


def _detected_table(rows: Sequence[Row]) -> str:
    head = ("the change", *(str(size) for size in CURVE_SIZES))
    told = [
        line
        for row in rows
        for line in (
            (row.name, *(_percent(rates.blocked) for rates in row.rates)),
            ("– by rates alone", *(_percent(rates.fell) for rates in row.rates)),
        )
    ]
    return _table(head, told)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def _percent(share: Share) -> str:
    return f"{100 * share.hits / share.of:.0f}%"


def _interval(share: Share) -> str:
    found = wilson(share)
    shown = f" ({100 * found.low:.1f}–{100 * found.high:.1f})" if found else ""
    return f"{100 * share.hits / share.of:.1f}%{shown}"


def _plot(false: Sequence[Row], detected: Sequence[Row]) -> str:
    """Left: false blocks at each rate of slips. Right: what is blocked, by documents."""
    of_slips = [
        Curve(
            f"{size} documents",
            tuple(
                _point(at, row.rates[place].blocked) for at, row in enumerate(false[: len(SLIPS)])
            ),
        )
        for place, size in enumerate(SIZES)
    ]
    of_sizes = [
        Curve(
            row.name,
            tuple(
                _point(size, rates.blocked)
                for size, rates in zip(CURVE_SIZES, row.rates, strict=True)
            ),
        )
        for row in detected
    ]
    return render_plot(of_slips, [f"{slip:.1%}" for slip in SLIPS], of_sizes, CURVE_SIZES)


def _point(at: float, share: Share) -> Point:
    found = wilson(share)
    low, high = (float(found.low), float(found.high)) if found else (0.0, 1.0)
    return Point(float(at), share.hits / share.of, low, high)
