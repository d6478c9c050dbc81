"""`evenbrief evals lint`: what it prints and how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.evals_lint import command
from schemas.errors import GoldenError
from schemas.exits import Exit
from tests.golden_folder import ARTICLE, sound_labels, write_folder

STALE = """[[dispute]]
article = "small"
rule = "checker"
words = "has '46%'"
why = "A reviewer read it so."
"""


def lint(*arguments: str) -> Result:
    """The command as the group calls it: its exit is its return value."""
    return CliRunner().invoke(command, arguments, standalone_mode=False)


def test_a_sound_folder_ends_fine_and_counts_what_was_looked_at(tmp_path: Path) -> None:
    """The last line says how many articles there were: none is not fine."""
    result = lint(str(write_folder(tmp_path, sound_labels())))

    assert result.return_value is Exit.FINE
    assert result.output.splitlines()[-1].endswith("1 articles, 0 faults, 0 overruled, 0 stale")


def test_a_fault_ends_as_bad_input_and_is_said_in_a_sentence(tmp_path: Path) -> None:
    """An invalid golden is exit 2, as in the table of `--help`."""
    labels = sound_labels()
    labels["figures"][1]["values"] = ["46"]

    result = lint(str(write_folder(tmp_path, labels)))

    assert result.return_value is Exit.BAD_INPUT
    assert "value: " in result.output
    assert "its digits read 64" in result.output


def test_a_stale_dispute_is_told_and_fails_nothing(tmp_path: Path) -> None:
    """The checker got better; the entry may go."""
    folder = write_folder(tmp_path, sound_labels())
    (folder / "disputes.toml").write_text(STALE, encoding="utf-8")

    result = lint(str(folder))

    assert result.return_value is Exit.FINE
    assert "stale: small" in result.output


def test_json_holds_faults_and_overruled_complaints_apart(tmp_path: Path) -> None:
    """A form of its own name, for other programs."""
    labels = sound_labels()
    labels["stories"][0]["reference"]["summary"] = "The rate was 64%; the study took in 46."
    folder = write_folder(tmp_path, labels)
    (folder / "disputes.toml").write_text(STALE.replace("46%", "46"), encoding="utf-8")

    found = json.loads(lint(str(folder), "--format", "json").output)

    assert found["schema"] == "evenbrief.lint/1"
    assert found["faults"] == []
    assert found["accepted"][0]["finding"]["article"] == "small"


def test_a_folder_of_prompts_is_searched_for_goldens(tmp_path: Path) -> None:
    """People's own prompts, beside the packaged ones."""
    folder = write_folder(tmp_path / "golden", sound_labels())
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    (prompts / "mine.j2").write_text(ARTICLE, encoding="utf-8")

    clean, leaked = lint(str(folder)), lint(str(folder), "--prompts", str(prompts))

    assert clean.return_value is Exit.FINE
    assert leaked.return_value is Exit.BAD_INPUT
    assert "mine.j2: holds a run of words" in leaked.output


def test_an_empty_folder_is_nothing_selected_and_a_missing_one_bad_input(tmp_path: Path) -> None:
    """A wrong path must not look like a clean lint."""
    assert lint(str(tmp_path)).return_value is Exit.NOTHING
    with pytest.raises(GoldenError, match="no such folder"):
        CliRunner().invoke(
            command, [str(tmp_path / "gone")], standalone_mode=False, catch_exceptions=False
        )


def test_a_shifted_label_hides_no_leak(tmp_path: Path) -> None:
    """What measures refuses the folder; the lint still lists all that is wrong with it."""
    labels = sound_labels()
    labels["figures"][1]["start"] += 3
    labels["figures"][1]["end"] += 3
    folder = write_folder(tmp_path / "golden", labels)
    (tmp_path / "shown").mkdir()
    (tmp_path / "shown" / "shown.txt").write_text(ARTICLE, encoding="utf-8")

    result = lint(str(folder), "--prompts", str(tmp_path / "shown"))

    assert "slice: " in result.output
    assert "contamination: " in result.output
