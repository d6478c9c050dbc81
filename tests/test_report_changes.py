"""Two runs in a report: what is new, what is no longer said, and the words that changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.faults import find_faults
from evals.report_changes import new_faults, newly_lacking, set_against
from evals.report_edits import find_edits
from schemas.eval import Run, Truth
from tests.eval_runs import abstained, case, errored, figure, run, share, skipped, text, violation

WRONG = figure(Truth.ABSENT)


def test_a_fault_that_both_runs_have_is_not_new() -> None:
    """Twice where it was once is once new."""
    once, twice = (run(case(released=text(*[WRONG] * n))) for n in (1, 2))

    assert new_faults(find_faults(once.cases), set_against(once, once).comparison) == ()
    (fresh,) = new_faults(find_faults(twice.cases), set_against(twice, once).comparison)
    assert fresh.figure == WRONG


def test_every_sort_that_blocks_can_be_new() -> None:
    """A forbidden sentence, a crash and a brief of which nothing was left."""
    base = run(case(), case("orvane-two"), case("orvane-three"))
    new = run(
        case(released=text(violations=(violation(),))),
        errored(),
        abstained(),
    )

    fresh = new_faults(find_faults(new.cases), set_against(new, base).comparison)

    assert [fault.sort.value for fault in fresh] == ["no brief", "must not say", "all withheld"]


def test_a_must_say_that_is_no_longer_said_is_told() -> None:
    """One that the base lacked too is not, and after a crash all of them are gone."""
    full, short = case(released=text(lacking=())), case()

    assert newly_lacking(full, short) == ("Two people died.",)
    assert newly_lacking(short, short) == ()
    assert newly_lacking(full, errored()) == ("every must-say that the base covered",)
    assert newly_lacking(full, skipped()) == ()
    assert newly_lacking(errored(), short) == ()


def test_a_measure_knows_which_way_is_up() -> None:
    """More gaps named is better, more wrong figures is worse."""
    new = run(case(gaps=share(3, 3), released=text(WRONG)))
    found = {
        pair.new.measure.name: pair.direction for pair in set_against(new, run(case())).measured
    }

    assert found["gaps"] == "better"
    assert found["errors_released"] == "worse"
    assert found["conflicts"] == "same"


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [((1, 8), (1, 5), "same"), ((1, 8), (2, 8), "worse"), ((2, 8), (1, 8), "better"),
     ((0, 0), (1, 8), "same"), ((1, 5), (1, 8), "same")],
)  # fmt: skip
def test_what_should_not_be_gets_worse_by_its_count_alone(
    before: tuple[int, int], after: tuple[int, int], direction: str
) -> None:
    """A crash elsewhere makes the share of wrong figures greater, and no figure wrong."""

    def of(hits: int, count: int) -> Run:
        figures = (WRONG,) * hits + (figure(),) * (count - hits)
        return run(case(released=text(figures=figures)))

    pairs = set_against(of(*after), of(*before)).measured
    found = {pair.new.measure.name: pair.direction for pair in pairs}

    assert found["errors_released"] == direction


def test_words_that_changed_are_told_apart() -> None:
    """The word, not the sentence."""
    assert [
        (e.sort, e.text) for e in find_edits("It fell by 52% here.", "It fell by 25% here.")
    ] == [
        ("same", "It fell by "),
        ("del", "52% "),
        ("ins", "25% "),
        ("same", "here."),
    ]
    assert find_edits("", "") == ()


@given(st.text(), st.text())
def test_no_word_is_lost_or_made_up(old: str, new: str) -> None:
    """What stayed and what went is the old text; what stayed and what came is the new one."""
    edits = find_edits(old, new)

    assert "".join(edit.text for edit in edits if edit.sort != "ins") == old
    assert "".join(edit.text for edit in edits if edit.sort != "del") == new
