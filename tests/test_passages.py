"""Short passages that contradict themselves, and controls that only look so."""

from pathlib import Path

import pytest

from evals.passages import Passage, is_named, read_passages, score_passages

PASSAGES = Path(__file__).parent.parent / "golden" / "passages"
LEAST_NAMED = {"open": 27, "kept": 7}
"""What the rules named when they were last looked at; it may be raised, never lowered."""
MOST_FALSE = {"open": 0, "kept": 1}
"""Controls with a note; it may be lowered, never raised."""


@pytest.mark.parametrize("name", sorted(LEAST_NAMED))
def test_the_rules_name_as_many_clashes_as_they_did(name: str) -> None:
    """A rule that is made quieter for one article must not lose the passages."""
    score = score_passages(read_passages(PASSAGES / f"{name}.toml"))

    assert score.named.hits >= LEAST_NAMED[name]
    assert len(score.false) <= MOST_FALSE[name]


def test_a_clash_is_named_where_one_note_points_at_both_places() -> None:
    """Seven of twelve are 58%: the note has the count and the rate."""
    text = "In the trial 7 of 12 patients (85.3%) responded. Nine came from Ghent."
    there = Passage(id="a", kind="arithmetic", text=text, clash=(("7 of 12",), ("85.3%",)))
    elsewhere = Passage(id="b", kind="arithmetic", text=text, clash=(("7 of 12",), ("Nine",)))

    assert is_named(there)
    assert not is_named(elsewhere)


def test_a_note_on_a_control_is_a_false_one() -> None:
    """A control is quiet only where no note is made at all."""
    loud = Passage(id="a", kind="arithmetic", text="Here 7 of 12 patients (85.3%) responded.")
    quiet = Passage(id="b", kind="arithmetic", text="Here 7 of 12 patients (58.3%) responded.")

    score = score_passages((loud, quiet))

    assert score.false == ("a",)
    assert (score.quiet.hits, score.quiet.of, score.named.of) == (1, 2, 0)
