"""A stored run judged again: the same texts, the labels of today, and no question to anybody."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from evals.read import read_goldens
from evals.rescore import rescore
from evals.stored import read_run
from schemas.errors import EvalError
from schemas.eval import Run
from schemas.exits import Exit
from tests.golden_folder import ARTICLE, sound_labels, write_folder
from tests.model_command import Desk, make_desk


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk with a run of the rules over a small golden folder."""
    (tmp_path / "golden").mkdir()
    write_folder(tmp_path / "golden", sound_labels())
    made = make_desk(tmp_path, monkeypatch, capsys)
    made.run("evals", "run", "--out", "out")
    return made


def relabel(desk: Desk, labels: dict[str, Any]) -> None:
    """Other labels of the same article."""
    (desk.folder / "golden/labels/small.json").write_text(json.dumps(labels), encoding="utf-8")


def run_of(desk: Desk) -> Run:
    """The run on file."""
    return read_run(desk.folder / "out/embedded.jsonl").run


def test_the_same_labels_give_the_same_judgement(desk: Desk) -> None:
    """Nothing was changed, so nothing changes."""
    run = run_of(desk)

    anew = rescore(run, read_goldens(desk.folder / "golden"))

    assert anew.cases == run.cases
    assert anew.header == run.header


def test_a_mended_label_changes_the_judgement_of_the_same_text(desk: Desk) -> None:
    """What was right by a faulty label is wrong by the mended one."""
    labels = sound_labels()
    labels["stories"][0]["must_say"].append(
        {"say": "They trust one another.", "facts": [], "why": "It is said."}
    )
    relabel(desk, labels)

    (case,) = rescore(run_of(desk), read_goldens(desk.folder / "golden")).cases

    assert case.owed.must == 2
    assert case.released is not None
    assert case.released.must.of == 2
    assert case.released.text == run_of(desk).cases[0].released.text  # type: ignore[union-attr]


def test_another_article_or_none_is_refused(desk: Desk) -> None:
    """A brief cannot be judged by the labels of a text it was not written of."""
    run = run_of(desk)
    with pytest.raises(EvalError, match="small: asked in the run, and no golden"):
        rescore(run, ())
    longer = ARTICLE + "More.\n"
    (desk.folder / "golden/articles/small.txt").write_text(longer, encoding="utf-8")
    relabel(desk, sound_labels() | {"sha256": hashlib.sha256(longer.encode()).hexdigest()})
    with pytest.raises(EvalError, match="small: the article is another than the run's"):
        rescore(run, read_goldens(desk.folder / "golden"))


def test_the_command_keeps_the_run_judged_anew(desk: Desk) -> None:
    """It is a run like any other, and whole."""
    ended = desk.run("evals", "rescore", "out/embedded.jsonl", "--out", "anew.jsonl")

    assert ended.code is Exit.FINE
    assert read_run(desk.folder / "anew.jsonl").run.footer is not None
    assert "must" in ended.out


def test_a_run_that_is_none_is_bad_input(desk: Desk) -> None:
    """One sentence."""
    assert desk.run("evals", "rescore", "nowhere.jsonl").code is Exit.BAD_INPUT


def test_a_run_that_was_cut_short_is_incomplete(desk: Desk) -> None:
    """Its only case is missing, and that is said."""
    path = desk.folder / "out/embedded.jsonl"
    header = path.read_text(encoding="utf-8").split("\n")[0]
    (desk.folder / "torn.jsonl").write_text(header + "\n", encoding="utf-8")

    ended = desk.run("evals", "rescore", "torn.jsonl")

    assert ended.code is Exit.INCOMPLETE
    assert "1 cases of the run are missing" in ended.err
