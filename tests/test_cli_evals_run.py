"""`evenbrief evals run` as it is used: rules and models, kept runs, stored answers, losses."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from evals.stored import read_run
from schemas.eval import Ending, Run
from schemas.exits import Exit
from tests.golden_folder import sound_labels, write_folder
from tests.model_command import Desk, make_desk
from tests.model_habits import Facts, brief, find_fact, plays
from tests.model_server import Reply, Request, fails, in_turn, says


def fair(facts: Facts, request: Request) -> dict[str, Any]:
    """The result and the harm, by reference."""
    rate, fever = find_fact(facts, "64%;"), find_fact(facts, "38%;")
    return brief(
        "Tavro: a response rate",
        ("benefit", f"The response rate was {{{rate}}} in a Phase 2 study."),
        ("harm", f"Fever was seen in {{{fever}}}."),
    )


FAIR = plays(fair)


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk with a small golden folder beside it."""
    (tmp_path / "golden").mkdir()
    write_folder(tmp_path / "golden", sound_labels())
    return make_desk(tmp_path, monkeypatch, capsys)


def kept(desk: Desk, name: str = "embedded.jsonl") -> Run:
    """A run on file."""
    return read_run(desk.folder / "out" / name).run


def by_model(desk: Desk, *more: str) -> Any:
    """A run by the model, kept."""
    return desk.run("evals", "run", "--engine", "model", "--out", "out", *more)


def test_the_rules_are_run_over_all_goldens_without_a_word_more(desk: Desk) -> None:
    """No key, no option: the folder `golden` of this place."""
    ended = desk.run("evals", "run", "--out", "out")

    assert ended.code is Exit.FINE
    run = kept(desk)
    assert [case.ending for case in run.cases] == [Ending.SCORED]
    assert run.header.engine.startswith("embedded@")
    assert run.footer is not None
    assert "must" in ended.out


def test_the_rules_need_nothing_that_a_model_needs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after the two commands of the README, which install no SDK and no database."""
    for name in [m for m in sys.modules if m.startswith(("pipeline.model", "pipeline.cli.evals"))]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("openai", "instructor", "tenacity", "sqlalchemy"):
        monkeypatch.setitem(sys.modules, name, None)

    assert desk.run("evals", "run", "--out", "out").code is Exit.FINE


def test_a_page_that_cannot_be_written_is_told_before_anything_is_run(desk: Desk) -> None:
    """Nobody waits for an eval whose page is then lost."""
    ended = desk.run("evals", "run", "--page", "nowhere/page.html", "--out", "out")

    assert ended.code is Exit.BAD_INPUT
    assert "nowhere" in ended.err
    assert not (desk.folder / "out").exists()


def test_a_split_without_an_article_is_said(desk: Desk) -> None:
    """The one article is `dev`."""
    ended = desk.run("evals", "run", "--split", "test")

    assert ended.code is Exit.NOTHING
    assert "no golden article of split 'test'" in ended.err


def test_a_folder_that_is_none_is_bad_input(desk: Desk) -> None:
    """One sentence, and no traceback."""
    ended = desk.run("evals", "run", "nowhere")

    assert ended.code is Exit.BAD_INPUT
    assert "nowhere: no such folder" in ended.err


def test_model_flags_without_a_model_engine_are_refused(desk: Desk) -> None:
    """Else a run of the rules would pass for one of the model."""
    ended = desk.run("evals", "run", "--model", "m")

    assert ended.code is Exit.BAD_INPUT
    assert "--engine model" in ended.err


def test_a_model_is_run_its_cost_told_first_and_its_name_on_record(desk: Desk) -> None:
    """Two questions for one story; what answered is written down beside what was asked."""
    with desk.asks(FAIR) as server:
        ended = by_model(desk)

    (case,) = kept(desk, "m.draft_brief.jsonl").cases
    assert ended.code is Exit.FINE
    assert "2 questions, about" in ended.err
    assert "at most some $" in ended.err
    assert (case.ending, case.requests, case.cached) == (Ending.SCORED, 2, 0)
    assert len(server.requests) == 2
    assert case.answered
    assert len(case.rendered) == 64
    assert case.cost is not None
    assert case.cost > 0


def test_an_unknown_price_is_said_and_never_taken_for_nothing(desk: Desk) -> None:
    """Nobody can say what it will cost, so nobody does."""
    with desk.asks(FAIR, price=""):
        ended = by_model(desk)

    assert "cost unknown: the model has no price" in ended.err
    assert kept(desk, "m.draft_brief.jsonl").cases[0].cost is None


def test_repeats_ask_anew_and_a_second_run_asks_nobody(desk: Desk) -> None:
    """Three answers to the same words; then all three come from the store."""
    with desk.asks(FAIR) as server:
        by_model(desk, "--repeats", "3")
        assert len(server.requests) == 6
        again = desk.run("evals", "run", "--engine", "model", "--repeats", "3", "--out", "two")
        assert len(server.requests) == 6

    assert again.code is Exit.FINE
    run = read_run(desk.folder / "two" / "m.draft_brief.jsonl").run
    assert [(case.requests, case.cached) for case in run.cases] == [(0, 2)] * 3


def test_a_lost_case_is_asked_again_by_the_same_command(desk: Desk) -> None:
    """One server that fails once and then answers: the run ends whole, each case once."""
    failed: list[int] = []

    def script(request: Request) -> Reply:
        if not failed:
            failed.append(request.number)
            return fails(500)
        return FAIR(request)

    with desk.asks(script, cache="off") as server:
        first = by_model(desk)
        second = by_model(desk)
        third = by_model(desk)

    assert [e.code for e in (first, second, third)] == [Exit.INCOMPLETE, Exit.FINE, Exit.FINE]
    assert "1 of 1 cases are on file already" in third.err
    assert len(server.requests) == 3
    assert [case.ending for case in kept(desk, "m.draft_brief.jsonl").cases] == [Ending.SCORED]


def test_a_spent_budget_leaves_cases_skipped_and_the_run_incomplete(desk: Desk) -> None:
    """The money is gone before the draft is asked for: a case that was not asked, not a bad one."""
    with desk.asks(FAIR, price="prompt=1000000,completion=1000000") as server:
        ended = by_model(desk, "--budget", "0.01")

    (case,) = kept(desk, "m.draft_brief.jsonl").cases
    assert ended.code is Exit.INCOMPLETE
    assert case.ending is Ending.SKIPPED
    assert case.owed.must == 1
    assert server.requests == []


def test_a_model_that_answers_nothing_usable_has_lost_its_case(desk: Desk) -> None:
    """What it cost is on record all the same."""
    with desk.asks(in_turn(says("I would rather not."))):
        ended = by_model(desk)

    (case,) = kept(desk, "m.draft_brief.jsonl").cases
    assert ended.code is Exit.INCOMPLETE
    assert case.ending is Ending.ERRORED
    assert case.requests > 0
    assert case.cost is not None
    assert case.cost > 0


def test_replay_says_that_it_cannot_judge_a_changed_prompt(desk: Desk) -> None:
    """It answers for the words that were asked before, and for no others."""
    with desk.asks(FAIR) as server:
        by_model(desk)
        asked = len(server.requests)
        ended = desk.run("evals", "run", "--engine", "model", "--cache", "replay", "--out", "b")

    assert ended.code is Exit.FINE
    assert "it cannot judge a changed prompt" in " ".join(ended.err.split())
    assert len(server.requests) == asked


def test_engines_models_and_prompts_are_a_run_each(desk: Desk) -> None:
    """The rules, and one model with two ways to draft."""
    with desk.asks(FAIR):
        by_model(desk, "--engine", "embedded", "--also-prompt", "draft_brief_free")

    names = sorted(path.name for path in (desk.folder / "out").iterdir())
    assert names == ["embedded.jsonl", "m.draft_brief.jsonl", "m.draft_brief_free.jsonl"]


def test_a_run_on_file_holds_no_float_and_no_secret(desk: Desk) -> None:
    """It is committed, sent and compared: numbers are written out, keys are nowhere."""
    with desk.asks(FAIR):
        by_model(desk)

    text = (desk.folder / "out" / "m.draft_brief.jsonl").read_text(encoding="utf-8")
    for line in text.splitlines():
        json.loads(line, parse_float=lambda number: pytest.fail(f"a float: {number}"))
    assert "sk-canary" not in text
