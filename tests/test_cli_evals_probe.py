"""`evenbrief evals probe` on a small golden folder: what it prints and how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.evals_probe import command
from schemas.exits import Exit
from schemas.golden import Golden
from schemas.score import Share
from tests.golden_folder import sound_labels, write_folder
from tests.judged_golden import golden_of


def write_golden(folder: Path, golden: Golden) -> Path:
    """A golden folder that holds one golden."""
    for room in ("articles", "labels"):
        (folder / room).mkdir(parents=True)
    labels = json.loads(golden.labels.model_dump_json(by_alias=True))
    (folder / "articles" / f"{golden.id}.txt").write_text(golden.text, encoding="utf-8")
    (folder / "labels" / f"{golden.id}.json").write_text(json.dumps(labels), encoding="utf-8")
    (folder / "splits.toml").write_text(f'[splits]\n{golden.id} = "dev"\n', encoding="utf-8")
    return folder


def probe(*arguments: str) -> Result:
    """The command, its exit code as what it returns."""
    return CliRunner().invoke(command, arguments, standalone_mode=False)


def test_rules_follow_a_swapped_source(tmp_path: Path) -> None:
    """Every figure of a swapped fact is the article's, and it ends well."""
    result = probe(str(write_golden(tmp_path, golden_of())))

    assert result.return_value is Exit.FINE, result.output
    assert "figures of swapped facts follow the source" in result.output
    assert "0 without a brief" in result.output


def test_a_split_without_articles_is_nothing_selected(tmp_path: Path) -> None:
    """An empty choice is no success."""
    result = probe(str(write_folder(tmp_path, sound_labels())), "--split", "test")

    assert result.return_value is Exit.NOTHING


def test_none_of_none_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No brief told a swapped figure: that they follow was not seen."""
    monkeypatch.setattr("evals.counterfactual.add_followings", lambda _: Share(hits=0, of=0))

    result = probe(str(write_golden(tmp_path, golden_of())))

    assert result.return_value is Exit.NOTHING
    assert "0 of 0 figures" in result.output
