"""Targets beside measures: met, missed, and missed where nothing was measured."""

from pathlib import Path
from typing import Any

import pytest

from evals.measures import measure_run
from evals.targets import Target, hold, read_targets
from schemas.errors import EvalError
from tests.eval_runs import case, run, share, text


def held(target: Target, **changes: Any) -> bool:
    """Is the target met by a run of one case, changed so?"""
    return hold(measure_run(run(case(**changes))), [target])[0].is_met


def test_a_share_at_its_bound_is_met_and_one_below_is_missed() -> None:
    """Three of four must-says are 75%."""
    assert held(Target(measure="must_released", at_least="0.75"))
    assert not held(Target(measure="must_released", at_least="0.76"))


def test_a_most_is_met_at_its_bound_and_missed_above() -> None:
    """No wrong figure in one; and a gap named in two of three."""
    assert held(Target(measure="errors_released", at_most="0"))
    assert held(Target(measure="gaps", at_most="0.67"))
    assert not held(Target(measure="gaps", at_most="0.66"))


def test_a_target_that_nothing_was_measured_for_is_missed() -> None:
    """Else a run without a figure would meet them all."""
    assert not held(Target(measure="conflicts", at_least="0.8"), conflicts=share(0, 0),
                    owed=case().owed.model_copy(update={"conflicts": 0}))  # fmt: skip


def test_a_crash_never_meets_a_target() -> None:
    """It owes four must-says and says none."""
    assert not held(
        Target(measure="must_released", at_least="0.1"), released=text(must=share(0, 4))
    )


def test_a_target_without_a_measure_is_refused() -> None:
    """A slip in the file would else be a target that nobody holds."""
    with pytest.raises(EvalError, match="'musts' is no measure; name one of "):
        hold(measure_run(run(case())), [Target(measure="musts", at_least="1")])


def test_every_target_of_ours_names_a_measure() -> None:
    """And is printed as a person reads it."""
    held = hold(measure_run(run(case())), read_targets())

    assert len(held) == 9
    assert str(held[0].target) == "at least 97%"
    assert str(held[4].target) == "at most 0%"


def test_a_file_of_targets_is_read(tmp_path: Path) -> None:
    """One table an entry."""
    path = tmp_path / "targets.toml"
    path.write_text('[[target]]\nmeasure = "found"\nat_least = "0.975"\n', encoding="utf-8")

    assert str(read_targets(path)[0]) == "at least 97.5%"
