"""Fair ways to tell a true sentence: each as worked out by hand, and no value ever changed."""

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.benign import EDITS, edit_slot
from evals.operators import read_operators
from pipeline.figures.reading import read_figures
from tests.power_golden import slots_of, small_golden

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "benign.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_sentence_is_told_in_every_fair_way_and_in_no_other(case: dict[str, Any]) -> None:
    """Every edit of the sentence, in full."""
    (slot,) = slots_of(small_golden(case["say"], case["say"], [case["figure"]]))

    assert {edit.edit: edit.text for edit in edit_slot(slot)} == case["edits"]


def test_a_sentence_is_set_before_and_behind_another() -> None:
    """Only where there is another."""
    say = "It lasted 23 months."
    figure = {"text": "23 months", "kind": "duration", "values": ["23"], "unit": "month"}
    (slot,) = slots_of(small_golden(say, say, [figure]))

    told = {edit.edit: edit.text for edit in edit_slot(slot, "Then it ended.")}

    assert told["after_another"] == "Then it ended. It lasted 23 months."
    assert told["before_another"] == "It lasted 23 months. Then it ended."


def test_every_edit_is_in_the_table() -> None:
    """And the table has no other."""
    assert [edit.__name__ for edit in EDITS] == [name for name, _ in read_operators().edits]


@given(value=st.decimals(min_value="0.6", max_value="99.4", places=1))
def test_an_edit_of_a_share_never_changes_its_value(value: Decimal) -> None:
    """The finder reads the value in the edited sentence too; rounded, it reads the rounded one."""
    say = f"In the trial {value}% of the patients responded."
    figure = {"text": f"{value}%", "kind": "percent", "values": [str(value)], "unit": "%"}
    (slot,) = slots_of(small_golden(say, say, [figure]))
    for edit in edit_slot(slot):
        (read,) = read_figures(edit.text).figures
        whole = value.quantize(Decimal(1), ROUND_HALF_UP)
        assert read.values == (whole if edit.edit == "rounded" else value,)


@given(count=st.integers(min_value=2, max_value=12))
def test_an_edit_of_a_count_never_changes_its_value(count: int) -> None:
    """In digits or in words it is as many patients."""
    say = f"In the trial {count} patients responded."
    figure = {"text": str(count), "kind": "count", "values": [str(count)], "unit": "patient"}
    (slot,) = slots_of(small_golden(say, say, [figure]))
    for edit in edit_slot(slot):
        assert [read.values for read in read_figures(edit.text).figures] == [(Decimal(count),)]
