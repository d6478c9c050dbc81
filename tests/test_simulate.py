"""The gate's own error rates: simulated by its own functions, seeded, as docs/gate.md has them."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.gate_rules import read_rules
from evals.simulate import ROUNDS, SEED, Habits, Rates, World, run_many
from evals.simulate_page import SIZES, SLIPS, Row, fill_page
from evals.simulate_plot import Curve, Point, render_plot
from schemas.score import Share

RULES = read_rules()
DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.mark.parametrize("slip", SLIPS)
def test_nothing_changed_is_seldom_blocked(slip: float) -> None:
    """At most 5% of gates on a hundred documents; the page has it for more rounds and sizes."""
    same = Habits(slip=slip)

    rates = run_many(World(100, same, same), 200, RULES)

    assert rates.blocked.hits <= 10


def test_a_gate_that_blocks_at_the_first_new_slip_would_be_switched_off() -> None:
    """With a model that slips in 2% of documents; asking again is what makes the rule bearable."""
    same = Habits(slip=0.02)
    at_once = RULES.model_copy(
        update={"again": RULES.again.model_copy(update={"times": 1, "recurs": 0})}
    )

    rates = run_many(World(100, same, same), 100, at_once)

    assert rates.recurred.hits > 70


def test_a_slip_that_comes_back_is_blocked_where_rates_see_nothing() -> None:
    """In a tenth of sixty documents."""
    rates = run_many(World(60, Habits(), Habits(hard=0.1, hard_slip=0.9)), 100, RULES)

    assert rates.blocked.hits >= 90
    assert rates.fell.hits <= 60


def test_a_rate_that_falls_is_blocked_without_any_slip() -> None:
    """Must-says missed in half of the briefs instead of 15%."""
    rates = run_many(World(100, Habits(slip=0), Habits(slip=0, missed=0.5)), 50, RULES)

    assert rates.recurred.hits == 0
    assert rates.fell.hits >= 45


def test_the_same_seed_gives_the_same_rates() -> None:
    """And another one others."""
    world = World(50, Habits(slip=0.02), Habits(slip=0.2))

    assert run_many(world, 40, RULES) == run_many(world, 40, RULES)
    assert run_many(world, 40, RULES) != run_many(world, 40, RULES, seed=1)


def row(hits: int, size: int) -> Row:
    """So many of ten at every size."""
    share = Share(hits=hits, of=10)
    return Row(f"<{hits}>", (Rates(share, share, share),) * size)


def test_the_page_is_filled_with_its_numbers() -> None:
    """No place is left open; 1 of 10 is 1.8 to 40.4% by Wilson's interval."""
    page = fill_page([row(1, len(SIZES))], [row(9, 8)], RULES)

    assert "$" not in page
    assert "| <1> | 10.0% (1.8–40.4) |" in page
    assert "| <9> | 90% |" in page


def test_the_plot_is_well_formed_and_names_its_curves() -> None:
    """Words are escaped."""
    curve = Curve("a < b", (Point(0, 0.1, 0.0, 0.2), Point(1, 0.2, 0.1, 0.3)))

    plot = ElementTree.fromstring(render_plot([curve], ["1%", "2%"], [curve], [1, 2]))

    assert sum(element.text == "a < b" for element in plot.iter()) == 2


def test_the_committed_page_is_of_these_rules() -> None:
    """And of this seed and so many rounds; no cell of what is promised is above 5%."""
    page = (DOCS / "gate.md").read_text("utf-8")

    assert f"seed {SEED}" in page
    assert f"How many of {ROUNDS:,} gates" in page
    assert f"asked {RULES.again.times} times more" in page
    promised = [line for line in page.splitlines() if "% of documents | " in line]
    assert len(promised) >= len(SLIPS)
    for line in promised[: len(SLIPS)]:
        shares = [float(cell.split("%")[0]) for cell in line.split("|")[2:-1]]
        assert all(share <= 5 for share in shares)
