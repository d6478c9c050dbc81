"""Two runs side by side: what came, what went at what price, and what one run lacks."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from evals.compare import compare_runs
from evals.compare_pairs import find_unlike, tell_models
from evals.compare_show import render_comparison
from evals.lines import append_case, finish_run, start_run
from pipeline.cli.main import run as command
from schemas.eval import Run, Truth
from schemas.exits import Exit
from schemas.gate import Move, Sort
from schemas.verdict import Verdict
from tests.eval_runs import abstained, case, errored, figure, run, share, skipped, text, violation

WRONG = text(figure(Truth.MISATTRIBUTED, Verdict.EXACT))


def test_a_new_wrong_figure_makes_its_document_worse() -> None:
    """By the label, although our own checker passes it."""
    found = compare_runs(run(case()), run(case(released=WRONG)))

    (change,) = found.documents
    assert change.move is Move.WORSE
    assert [slip.sort for slip in change.added] == [Sort.FIGURE]
    assert (change.base.wrong, change.new.wrong, change.new.failed) == (0, 1, 0)


def test_the_same_runs_have_nothing_to_tell() -> None:
    """Wrong figures too stay what they are."""
    one = run(case(released=WRONG), errored("orvane-two"), abstained())

    found = compare_runs(one, one)

    assert {change.move for change in found.documents} == {Move.SAME}
    assert found.is_complete
    assert not found.told


def test_the_words_of_the_judge_make_no_new_slip() -> None:
    """Only the figure, its truth and its facts do."""
    other = figure(Truth.MISATTRIBUTED).model_copy(update={"why": "Said otherwise."})

    found = compare_runs(run(case(released=WRONG)), run(case(released=text(other))))

    assert not found.documents[0].added


def test_a_wrong_figure_twice_is_one_more() -> None:
    """Slips are counted, not only named."""
    wrong = figure(Truth.ABSENT)

    found = compare_runs(
        run(case(released=text(wrong))), run(case(released=text(wrong, wrong)))
    ).documents[0]

    assert len(found.added) == 1


def test_a_mended_figure_is_better() -> None:
    """Where nothing was lost for it."""
    found = compare_runs(run(case(released=WRONG)), run(case())).documents[0]

    assert found.move is Move.BETTER
    assert len(found.gone) == 1
    assert not found.unpaid


@pytest.mark.parametrize(
    "changes",
    [
        {"withheld": ("Relapses fell by 52%.",)},
        {"lost_must": ("Two people died.",)},
        {"released": text(must=share(2, 4))},
    ],
)
def test_a_wrong_figure_that_was_withheld_is_no_improvement(changes: dict[str, Any]) -> None:
    """More withheld, must-says lost or fewer said: the document is mixed, the slip unpaid."""
    found = compare_runs(run(case(released=WRONG)), run(case(**changes))).documents[0]

    assert found.move is Move.MIXED
    assert found.unpaid


def test_a_crash_and_an_empty_brief_are_slips_and_no_improvement() -> None:
    """Although neither has a wrong figure."""
    base = run(case(released=WRONG), case("orvane-two", released=WRONG))
    new = run(errored("orvane-one"), abstained("orvane-two"))

    found = compare_runs(base, new).documents

    assert {slip.sort for change in found for slip in change.added} == {
        Sort.ERRORED,
        Sort.ABSTAINED,
    }
    assert all(change.unpaid and change.move is Move.MIXED for change in found)


def test_a_forbidden_sentence_is_a_slip() -> None:
    """With what was said."""
    new = run(case(released=text(violations=(violation(),))))

    (slip,) = compare_runs(run(case()), new).documents[0].added

    assert slip.sort is Sort.FORBIDDEN
    assert "Orvane is safe." in slip.why


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (run(case()), "only the base has an outcome of orvane-two#s1"),
        (run(case(), skipped("orvane-two")), "only the base has an outcome of orvane-two#s1"),
    ],
)
def test_a_case_less_is_incomplete(new: Run, told: str) -> None:
    """Left out or never asked: the comparison says which."""
    found = compare_runs(run(case(), case("orvane-two", released=WRONG)), new)

    assert not found.is_complete
    assert told in found.unpaired


def test_what_the_base_was_never_asked_is_not_held_against_the_new_run() -> None:
    """It is told as unpaired instead."""
    base = run(case(), skipped("orvane-two"))
    new = run(case(), case("orvane-two", released=WRONG))

    found = compare_runs(base, new)

    assert [change.document for change in found.documents] == ["orvane-one"]
    assert found.unpaired == ("only the new run has an outcome of orvane-two#s1",)


def test_what_neither_run_asked_is_incomplete() -> None:
    """As where the budget of both was spent at the same case."""
    both = run(case(), skipped("orvane-two"))

    found = compare_runs(both, both)

    assert found.unpaired == ("neither run came to ask about orvane-two#s1",)


def test_a_run_that_was_cut_short_is_incomplete() -> None:
    """Its header promises more than its lines hold."""
    whole = run(case(), case("orvane-two"))
    short = whole.model_copy(update={"cases": whole.cases[:1]})

    found = compare_runs(short, short)

    assert not found.is_complete
    assert "cut short: 1 cases" in found.unpaired[0]


def test_many_unpaired_cases_are_counted() -> None:
    """Five are named."""
    many = run(*(case(f"orvane-{n}") for n in range(9)))

    (told,) = compare_runs(many, run(case("orvane-0"))).unpaired

    assert told.endswith("and 3 more")


def test_other_labels_or_another_length_are_told() -> None:
    """The two runs were then not asked the same."""
    one = run(case()).header
    changed = one.goldens[0].model_copy(update={"labels_sha256": "e" * 64})

    other = one.model_copy(update={"goldens": (changed,), "length": 250})

    assert find_unlike(one, one) == ()
    assert find_unlike(one, other) == (
        "the article or the labels of orvane-one changed",
        "length was 120 and is 250",
    )


def test_a_silent_change_of_model_is_told() -> None:
    """Both asked for one model, and another answered."""
    base = run(case(answered=("gpt-x-05",)), model="gpt-x")
    new = run(case(answered=("gpt-x-11",)), model="gpt-x")

    (told,) = tell_models(base, new)

    assert "changed in silence" in told
    assert "gpt-x-05 answered the base, gpt-x-11 the new run" in told
    assert tell_models(base, base) == ()


def test_a_model_that_was_asked_for_by_another_name_did_not_change_in_silence() -> None:
    """But it is told."""
    base = run(case(answered=("a",)), model="a")
    new = run(case(answered=("b",)), model="b")

    (told,) = tell_models(base, new)

    assert "silence" not in told


def test_two_models_in_one_run_are_told() -> None:
    """As where a server changes over in its midst."""
    mixed = run(case(answered=("a",)), case("orvane-two", answered=("b",)), model="a")

    assert "several models answered: a, b" in tell_models(mixed, mixed)[0]


def test_the_comparison_opens_on_what_got_worse() -> None:
    """Documents: worse, mixed, better; the slip itself above them."""
    base = run(case(released=WRONG), case("orvane-two"), case("orvane-three"))
    new = run(case(), case("orvane-two"), case("orvane-three", released=WRONG))

    printed = render_comparison(compare_runs(base, new))

    assert printed.index("New in released briefs: 1") < printed.index("Gone, with nothing lost")
    assert printed.index("worse: orvane-three") < printed.index("better: orvane-one")
    assert "orvane-two" not in printed
    assert "3 documents: 1 worse, 0 mixed, 1 better, 1 same." in printed


def test_what_went_at_a_price_is_listed_as_no_improvement() -> None:
    """Apart from what was mended."""
    base = run(case(released=WRONG), case("orvane-two", released=WRONG))
    new = run(case(withheld=("Relapses fell by 52%.",)), case("orvane-two"))

    mended, unpaid = render_comparison(compare_runs(base, new)).split("Gone only with what")

    assert "Gone, with nothing lost for it: 1" in mended
    assert "orvane-two#s1" in mended
    assert "orvane-one#s1" in unpaid


def test_a_models_words_open_no_tag_in_markdown() -> None:
    """Nor do they end a cell."""
    wrong = figure(Truth.ABSENT).model_copy(update={"text": "<b>5|0</b>"})

    printed = render_comparison(
        compare_runs(run(case()), run(case(released=text(wrong)))), markdown=True
    )

    assert "<b>" not in printed
    assert "5|0" not in printed


def keep(path: Path, kept: Run) -> Path:
    """The run as a file."""
    start_run(path, kept.header)
    for one in kept.cases:
        append_case(path, one)
    finish_run(path, 1.0)
    return path


def test_the_command_sets_two_files_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder stands for its only file; JSON holds every document."""
    keep(tmp_path / "a" / "embedded.jsonl", run(case()))
    new = keep(tmp_path / "b.jsonl", run(case(released=WRONG)))

    code = command(["evals", "compare", str(tmp_path / "a"), str(new), "--format", "json"])

    found = json.loads(capsys.readouterr().out)
    assert code is Exit.FINE
    assert found["schema"] == "evenbrief.comparison/1"
    assert found["documents"][0]["move"] == "worse"


def test_unequal_runs_end_with_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """However good what is left of them."""
    one = keep(tmp_path / "a.jsonl", run(case(), case("orvane-two", released=WRONG)))
    new = keep(tmp_path / "b.jsonl", run(case()))

    assert command(["evals", "compare", str(one), str(new)]) is Exit.INCOMPLETE
    assert "INCOMPLETE" in capsys.readouterr().out


def test_a_folder_of_many_runs_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With their names."""
    for name in ("a", "b"):
        keep(tmp_path / f"{name}.jsonl", run(case()))

    assert command(["evals", "compare", str(tmp_path), str(tmp_path)]) is Exit.BAD_INPUT
    assert "holds 2 runs (a.jsonl, b.jsonl); name one" in capsys.readouterr().err


def test_two_hundred_documents_are_compared_in_under_two_seconds(tmp_path: Path) -> None:
    """From their files."""
    cases = [case(f"orvane-{n}", story) for n in range(100) for story in ("s1", "s2")]
    path = keep(tmp_path / "a.jsonl", run(*cases))
    began = perf_counter()

    assert command(["evals", "compare", str(path), str(path)]) is Exit.FINE

    assert perf_counter() - began < 2
