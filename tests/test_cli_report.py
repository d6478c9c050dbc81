"""`evals report` as a user runs it: every form of a stored run, and an exit code that is true."""

import json
import re
from pathlib import Path

import pytest

from evals.line_schema import line_schema
from evals.lines import append_case, finish_run, start_run
from pipeline.cli.main import run as command
from schemas.eval import CaseRecord, Run, Truth
from schemas.exits import Exit
from tests.eval_runs import case, errored, figure, run, text
from tests.golden_folder import sound_labels, write_folder
from tests.json_schema import faults
from tests.model_command import Desk, make_desk

FORMS = {
    "text": "The released brief",
    "markdown": "### The released brief",
    "junit": "<testsuites",
    "github": "::warning title=must say%3A orvane-one#s1::",
    "jsonl": '{"record": "header"',
    "html": "<!doctype html>",
}
SCHEMA = json.loads(line_schema())


def keep(path: Path, made: Run) -> Path:
    """The run on file."""
    start_run(path, made.header)
    for one in made.cases:
        append_case(path, one)
    finish_run(path, 1.5)
    return path


def kept(folder: Path, *cases: CaseRecord) -> Path:
    """A run of these cases on file."""
    return keep(folder / "run.jsonl", run(*(cases or (case(),))))


def report(*arguments: str | Path) -> int:
    """The command's exit code."""
    return command(["evals", "report", *map(str, arguments)])


@pytest.mark.parametrize("form", FORMS)
def test_a_run_is_printed_in_every_form(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And into a file the very same, with nothing on standard output."""
    path = kept(tmp_path)

    assert report(path, "--format", form) == Exit.FINE
    printed = capsys.readouterr().out
    assert printed.lstrip().startswith(FORMS[form]) or FORMS[form] in printed
    assert report(path, "--format", form, "--out", tmp_path / "report") == Exit.FINE
    assert capsys.readouterr().out == ""
    assert (tmp_path / "report").read_text(encoding="utf-8") == printed


def test_a_folder_is_all_its_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two engines side by side; a folder without a run is the user's to mend."""
    keep(tmp_path / "a.jsonl", run(case(), engine="embedded@1"))
    keep(tmp_path / "b.jsonl", run(case(), engine="model x"))
    (tmp_path / "none").mkdir()

    assert report(tmp_path) == Exit.FINE
    shown = capsys.readouterr().out
    assert "embedded@1 on all" in shown
    assert "model x on all" in shown
    assert report(tmp_path / "none") == Exit.BAD_INPUT
    assert "holds no run" in capsys.readouterr().err


def test_lines_are_the_runs_own_and_as_the_schema_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Byte for byte what is on file; of two runs there are none."""
    path = kept(tmp_path, case(), errored())

    report(path, "--format", "jsonl")
    printed = capsys.readouterr().out
    assert printed == path.read_text(encoding="utf-8")
    for line in printed.splitlines():
        assert list(faults(json.loads(line), SCHEMA, SCHEMA)) == []
    assert report(path, path, "--format", "jsonl") == Exit.BAD_INPUT


def test_a_run_with_a_loss_is_incomplete(tmp_path: Path) -> None:
    """As when it was made."""
    assert report(kept(tmp_path, case(), errored())) == Exit.INCOMPLETE


def test_two_runs_of_other_cases_are_incomplete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same cases are fine, even where one got worse: judging is the gate's."""
    wrong = text(figure(Truth.ABSENT))
    base = keep(tmp_path / "base.jsonl", run(case()))
    worse = keep(tmp_path / "worse.jsonl", run(case(released=wrong)))
    other = keep(tmp_path / "other.jsonl", run(case("orvane-five")))

    assert report(worse, "--against", base) == Exit.FINE
    assert "New in released briefs: 1" in capsys.readouterr().out
    assert report(other, "--against", base) == Exit.INCOMPLETE
    assert report(worse, other, "--against", base) == Exit.BAD_INPUT


def test_annotations_come_with_a_summary_of_the_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below what is there already; without the variable nothing is written."""
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    path = kept(tmp_path)

    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    report(path, "--format", "github")
    assert summary.read_text(encoding="utf-8") == "before\n"

    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    report(path, "--format", "github")
    assert summary.read_text(encoding="utf-8").startswith("before\n## embedded\\@1 on all")


def test_a_full_summary_is_not_overrun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub would refuse all of it."""
    summary = tmp_path / "summary.md"
    summary.write_text("x" * 999_000, encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    report(kept(tmp_path), "--format", "github")

    assert summary.stat().st_size <= 1_000_000


@pytest.mark.parametrize("form", ["github", "html"])
def test_a_report_does_without_articles_and_says_so(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run can be looked at far from its goldens."""
    code = report(kept(tmp_path), "--format", form, "--golden", tmp_path / "nowhere")

    assert code == Exit.FINE
    assert "does without their words" in capsys.readouterr().err


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk with a small golden folder beside it, of which no brief can say all that it must."""
    labels = sound_labels()
    unsaid = {"say": "Nobody was told who had paid for it.", "facts": [], "why": "It matters."}
    labels["stories"][0]["must_say"].append(unsaid)
    (tmp_path / "golden").mkdir()
    write_folder(tmp_path / "golden", labels)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return make_desk(tmp_path, monkeypatch, capsys)


def test_a_real_run_writes_its_reports_beside_it(desk: Desk) -> None:
    """A page with the article's words, JUnit, annotations; and the same again from the file."""
    ended = desk.run("evals", "run", "--out", "out", "--page", "page.html", "--junit", "j.xml",
                     "--github")  # fmt: skip

    assert ended.code is Exit.FINE
    page = (desk.folder / "page.html").read_text(encoding="utf-8")
    assert 'class="proof"' in page
    assert "The released brief" in ended.out
    junit = (desk.folder / "j.xml").read_text(encoding="utf-8")
    assert junit.startswith("<?xml")
    again = desk.run("evals", "report", "out", "--format", "html")
    assert again.out == page
    assert desk.run("evals", "report", "out", "--format", "junit").out == junit


def test_annotations_name_articles_as_the_repository_does(desk: Desk) -> None:
    """From here, also where the folder was given in full."""
    relative = desk.run("evals", "run", "--github").out
    absolute = desk.run("evals", "run", str(desk.folder / "golden"), "--github").out

    for shown in (relative, absolute):
        files = re.findall(r"^::\w+ file=([^,]+),", shown, re.MULTILINE)
        assert set(files) == {"golden/articles/small.txt"}


def test_annotations_do_not_spoil_lines_of_data(desk: Desk) -> None:
    """They go to standard error then, which a runner reads as well."""
    ended = desk.run("evals", "run", "--format", "jsonl", "--github")

    assert all(json.loads(line) for line in ended.out.splitlines())
    assert "::warning " in ended.err


def test_a_real_run_is_as_the_schema_says(desk: Desk) -> None:
    """Every line, as a reader of another house would check it."""
    ended = desk.run("evals", "run", "--format", "jsonl")

    lines = ended.out.splitlines()
    assert [json.loads(line)["record"] for line in lines] == ["header", "case", "footer"]
    for line in lines:
        assert list(faults(json.loads(line), SCHEMA, SCHEMA)) == []


def test_what_cannot_be_read_or_written_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No run there, and a folder in place of a file."""
    assert report(tmp_path / "none.jsonl") == Exit.BAD_INPUT
    assert "cannot be read" in capsys.readouterr().err
    assert report(kept(tmp_path), "--out", tmp_path) == Exit.BAD_INPUT
    assert "cannot be written" in capsys.readouterr().err
