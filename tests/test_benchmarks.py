"""The text we measure with is long enough, the same every time, and never cached."""

import json
from pathlib import Path

import pytest

from benchmarks.material import hostile, make_pairs, read_goldens, tile
from benchmarks.measure import cpu_seconds
from pipeline.figures.scan import find_figures

GOLDENS = Path(__file__).resolve().parent.parent / "golden" / "articles"

ARTICLES = [
    "Of 48 patients given velcamet, 17 (35.4%) responded.\nCD19 was lost in 12 patients.\n",
    "Shares of Tarn Bio fell 11% in 2025 on volume of 640 thousand.\n",
]


def test_tiled_text_is_long_enough_and_the_same_for_the_same_seed() -> None:
    """Two machines measure the same characters."""
    text = tile(ARTICLES, 5_000, seed=3)

    assert 5_000 <= len(text) <= 5_200
    assert text == tile(ARTICLES, 5_000, seed=3)


def test_tiles_differ_in_their_numbers_and_keep_names_and_years() -> None:
    """`CD19` and 2025 stand as they were; the small numbers beside them change."""
    lines = tile(ARTICLES, 5_000).splitlines()

    shares = {line for line in lines if line.startswith("Shares")}
    assert len(shares) > 10
    assert all("in 2025 on" in line for line in shares)
    assert all("CD19 was" in line for line in lines if line.startswith("CD"))


def test_no_two_pairs_of_a_run_share_a_source() -> None:
    """A cache of sources would otherwise be measured instead of the checker."""
    pairs = make_pairs(ARTICLES, 40, 1_000)

    assert len({pair.source for pair in pairs}) == 40
    assert all(len(pair.source) == 1_000 and pair.summary for pair in pairs)
    assert json.loads(pairs[0].line())["summary"] == pairs[0].summary


@pytest.mark.slow
@pytest.mark.parametrize("name", hostile(2))
def test_a_text_made_to_be_slow_takes_at_most_three_times_what_ordinary_text_takes(
    name: str,
) -> None:
    """Both are measured here and now, so the machine's own speed does not matter."""
    ordinary, made = tile(read_goldens(GOLDENS), 300_000), hostile(300_000)[name]

    usual = min(cpu_seconds(lambda: find_figures(ordinary)) for _ in range(2))
    assert min(cpu_seconds(lambda: find_figures(made)) for _ in range(2)) <= 3 * usual
