"""A change of the prompt before the gate, from a git revision to the exit code, over real sockets.

The scripted model follows its prompt on one point: what to do with an unverified figure. The rumour
in each article is told in words that no rule of ours knows, so our checker passes it as a fact; the
label does not.
"""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import pytest

from schemas.exits import Exit
from tests.gate_repo import TRIALS, commit, git, lay_goldens, make_repository
from tests.model_command import Desk, Ended, make_desk
from tests.model_habits import heeds_doubt, plays
from tests.model_server import ModelServer

RULE = "prompts/parts/uncertain.j2"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our code in a repository of its own, as it is."""
    return make_repository(tmp_path_factory.mktemp("kept") / "repository")


class Bench(NamedTuple):
    """A desk and the model it asks."""

    desk: Desk
    server: ModelServer


@pytest.fixture
def bench(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Bench]:
    """The working tree of a copy, with a scripted model and goldens beside it."""
    repository = copytree(kept, tmp_path / "repository")
    lay_goldens(tmp_path / "golden")
    desk = make_desk(repository, monkeypatch, capsys)
    with desk.asks(plays(heeds_doubt), store=str(tmp_path / "store.db")) as server:
        yield Bench(desk, server)


def change_rule(bench: Bench, new: str) -> None:
    """The line on unverified figures in other words, or none."""
    path = bench.desk.folder / RULE
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert sum(line.startswith("- unverified:") for line in lines) == 1
    told = "".join(new if line.startswith("- unverified:") else line for line in lines)
    path.write_text(told, encoding="utf-8")


def gate(bench: Bench, *more: str) -> Ended:
    """The working tree against its last commit."""
    golden, out = bench.desk.folder.parent / "golden", bench.desk.folder.parent / "gate"
    return bench.desk.run(
        "evals", "gate", str(golden), "--against", "HEAD", "--engine", "model",
        "--out", str(out), *more,
    )  # fmt: skip


@pytest.mark.slow
def test_a_prompt_without_its_rule_on_unverified_figures_is_blocked(bench: Bench) -> None:
    """On the smoke subset already; and the worktree is gone afterwards."""
    change_rule(bench, "")

    ended = gate(bench)

    assert ended.code is Exit.FAILED, ended.out + ended.err
    assert "BLOCKED" in ended.out
    assert "is overstated by the labels" in ended.out
    assert "Again in 3 of 3, base 0 of 3" in ended.out
    assert "stopped after the first 6 of 8 documents" in ended.out
    assert git(bench.desk.folder, "worktree", "list").count("\n") == 0


@pytest.mark.slow
def test_a_harmless_rewording_passes(bench: Bench) -> None:
    """The same rule in other words; every rate could have blocked, and the gate could fire."""
    change_rule(
        bench,
        "- unverified: omit it unless it is the news; if it is, say so, and who spreads it.\n",
    )

    ended = gate(bench)

    assert ended.code is Exit.FINE, ended.out + ended.err
    assert "PASSED" in ended.out
    assert "m, on each side: 16 questions" in ended.err
    assert "8 of 8 figures broken on purpose were stopped" in ended.out


@pytest.mark.slow
def test_replay_refuses_to_judge_a_changed_prompt(bench: Bench) -> None:
    """Stored answers are answers to the old words, and nothing is asked."""
    gate(bench)
    change_rule(bench, "")

    bench.desk.set(cache="replay")
    ended = gate(bench)

    assert ended.code is Exit.INCONCLUSIVE, ended.out + ended.err
    assert "it cannot judge a changed prompt" in ended.out
    assert "it cannot judge a changed prompt" in ended.err


@pytest.mark.slow
def test_what_the_base_answered_is_not_asked_again(bench: Bench) -> None:
    """A second change is held against the answers on file: only its own words are asked."""
    change_rule(bench, "- unverified: leave out.\n")
    first = gate(bench)
    asked = len(bench.server.requests)
    change_rule(bench, "- unverified: omit.\n")

    second = gate(bench)

    assert (first.code, second.code) == (Exit.FINE, Exit.FINE)
    drafts = [one for one in bench.server.requests[asked:] if one.shape == "DraftAnswer"]
    assert len(drafts) == len(TRIALS)
    assert all("- unverified: omit." in one.system for one in drafts)


@pytest.mark.slow
def test_a_change_of_no_code_is_gated_with_one_run_for_both(bench: Bench) -> None:
    """A commit that leaves schemas, pipeline and prompts as they were; both are the same run."""
    (bench.desk.folder / "NOTES.md").write_text("Notes.\n", encoding="utf-8")
    git(bench.desk.folder, "add", "NOTES.md")
    commit(bench.desk.folder)
    golden, out = bench.desk.folder.parent / "golden", bench.desk.folder.parent / "gate"

    ended = bench.desk.run("evals", "gate", str(golden), "--against", "HEAD~1", "--out", str(out))

    assert ended.code is Exit.FINE, ended.out + ended.err


def test_a_folder_where_nothing_can_be_kept_is_bad_input(bench: Bench) -> None:
    """Before anything is asked."""
    golden = bench.desk.folder.parent / "golden"
    file = golden / "splits.toml"

    ended = bench.desk.run("evals", "gate", str(golden), "--against", "HEAD", "--out", str(file))

    assert ended.code is Exit.BAD_INPUT
    assert "name another with --out" in ended.err


def test_a_revision_that_is_none_is_bad_input(bench: Bench) -> None:
    """Before anything is asked."""
    ended = bench.desk.run(
        "evals", "gate", str(bench.desk.folder.parent / "golden"), "--against", "nowhere"
    )

    assert ended.code is Exit.BAD_INPUT
    assert "name a commit, a tag or a branch of this repository" in ended.err


@pytest.mark.slow
def test_a_budget_that_is_spent_makes_the_gate_incomplete(bench: Bench) -> None:
    """What was not asked is not passed."""
    change_rule(bench, "- unverified: omit.\n")

    ended = gate(bench, "--budget", "0.01")

    assert ended.code is Exit.INCOMPLETE, ended.out + ended.err


def test_a_gate_without_a_model_to_ask_is_bad_input(bench: Bench) -> None:
    """The engine is to be a model, and none is named."""
    bench.desk.set(model="")

    ended = gate(bench)

    assert ended.code is Exit.BAD_INPUT
    assert "no model is named" in ended.err


def test_a_budget_that_is_no_amount_is_bad_input(bench: Bench) -> None:
    """Before anything is asked."""
    ended = gate(bench, "--budget", "much")

    assert ended.code is Exit.BAD_INPUT
    assert "'much' is no amount" in ended.err


def test_a_split_without_articles_is_nothing_selected(bench: Bench) -> None:
    """Before anything is checked out or asked."""
    golden = bench.desk.folder.parent / "golden"

    ended = bench.desk.run("evals", "gate", str(golden), "--against", "HEAD", "--split", "test")

    assert ended.code is Exit.NOTHING


@pytest.mark.slow
def test_code_that_crashes_is_blocked_and_a_waiver_that_ran_out_is_an_error(bench: Bench) -> None:
    """The engine without a model: no brief has a wrong figure, since none comes."""
    path = bench.desk.folder / "pipeline" / "summarise.py"
    crash = '\n\nasync def summarise(*_: object) -> Brief:\n    raise RuntimeError("broken")\n'
    path.write_text(path.read_text("utf-8") + crash, encoding="utf-8")
    golden, out = bench.desk.folder.parent / "golden", bench.desk.folder.parent / "gate"
    arguments = ("evals", "gate", str(golden), "--against", "HEAD", "--out", str(out))

    ended = bench.desk.run(*arguments)

    assert ended.code is Exit.FAILED, ended.out + ended.err
    assert "no brief came: RuntimeError: broken" in ended.out
    waiver = '[[waiver]]\ncase = "a#s1"\nsort = "errored"\ntext = ""\nname = "A"\nreason = "R"\n'
    old = waiver + "expires = 2020-01-01\n"
    (bench.desk.folder / "gate-waivers.toml").write_text(old, encoding="utf-8")
    expired = bench.desk.run(*arguments)
    assert expired.code is Exit.BAD_INPUT
    assert "ran out on 2020-01-01" in expired.err
