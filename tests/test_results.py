"""Where a run is kept: taken up where it stopped, refused where another lies, hashed by input."""

import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from evals.headers import digest_goldens, find_revision, hash_code, make_header
from evals.read import read_goldens
from evals.results import keep_run
from evals.runs import Plan
from schemas.errors import EvalError
from schemas.eval import GoldenRef, RunHeader
from schemas.golden import Split
from tests.eval_runs import abstained, case, errored, header, skipped
from tests.golden_folder import sound_labels, write_folder

CASES = (case(), abstained(), errored(), skipped())


def start(path: Path, **changes: str) -> RunHeader:
    """The header of a run over four goldens."""
    return header(CASES, **changes)


def test_a_run_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    """What was scored or withheld is done; what errored or was skipped is asked again."""
    path = tmp_path / "run.jsonl"
    kept = keep_run(path, start(path))
    for one in CASES:
        kept.add(one)

    again = keep_run(path, start(path))

    assert again.done == {("orvane-one", "s1", 0), ("orvane-three", "s1", 0)}
    assert again.note == ""


def test_a_torn_last_line_is_told_and_its_case_asked_again(tmp_path: Path) -> None:
    """A kill in mid-write costs one case."""
    path = tmp_path / "run.jsonl"
    kept = keep_run(path, start(path))
    kept.add(CASES[0])
    kept.add(CASES[1])
    path.write_bytes(path.read_bytes()[:-40])

    again = keep_run(path, start(path))

    assert again.done == {("orvane-one", "s1", 0)}
    assert "torn off" in again.note


@pytest.mark.parametrize("changed", ["engine", "model", "base_url", "digest", "code"])
def test_another_run_is_never_gone_on_with(tmp_path: Path, changed: str) -> None:
    """Half a run of each would be a run of neither."""
    path = tmp_path / "run.jsonl"
    keep_run(path, start(path))

    with pytest.raises(EvalError, match=f"another {changed} .*; name another folder"):
        keep_run(path, start(path, **{changed: "other"}))


def test_the_footer_sums_what_the_cases_cost(tmp_path: Path) -> None:
    """A case without a known price makes the sum unknown; what was never asked cost nothing."""
    dear = case(cost=Decimal("0.25"))
    kept = keep_run(tmp_path / "a.jsonl", header((dear,)))
    kept.add(dear)
    unknown = keep_run(tmp_path / "b.jsonl", header((dear,)))
    unknown.add(case(cost=None))

    assert kept.finish(1.0).footer.cost == Decimal("0.25")  # type: ignore[union-attr]
    assert unknown.finish(1.0).footer.cost is None  # type: ignore[union-attr]


def test_a_changed_label_changes_the_digest(tmp_path: Path) -> None:
    """Two runs with one digest were asked about the same articles and judged by the same labels."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    labels = sound_labels()
    one = read_goldens(write_folder(tmp_path / "one", labels))
    labels["facts"][0]["measure"] = "complete response"
    two = read_goldens(write_folder(tmp_path / "two", labels))

    first, second = (make_header(goldens, Plan(), "embedded@1", "all") for goldens in (one, two))

    assert first.goldens[0].sha256 == second.goldens[0].sha256
    assert first.digest != second.digest
    assert first.code == second.code


def test_the_digest_depends_on_which_goldens_there_are() -> None:
    """One article less is another run."""
    refs = [
        GoldenRef(id=name, split=Split.DEV, sha256="a", labels_sha256="b", stories=1)
        for name in ("one", "two")
    ]

    assert digest_goldens(refs) != digest_goldens(refs[:1])


def test_the_code_is_hashed_by_what_can_change_a_brief(tmp_path: Path) -> None:
    """A prompt's or a lexicon's change is seen, a note's or a cache's is not."""
    for package in ("schemas", "pipeline", "prompts"):
        (tmp_path / package).mkdir()
    (tmp_path / "prompts" / "draft.j2").write_text("Say what is unverified.")
    before = hash_code(tmp_path)
    (tmp_path / "pipeline" / "notes.md").write_text("A note.")
    same = hash_code(tmp_path)
    (tmp_path / "prompts" / "draft.j2").write_text("Say it.")

    assert before == same
    assert hash_code(tmp_path) != before


def test_the_revision_tells_that_files_differ_from_it(tmp_path: Path) -> None:
    """A commit alone would name code that did not run; outside of git nothing is said."""
    assert find_revision(tmp_path / "nowhere") == ""
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline" / "a.py").write_text("A = 1\n")
    name = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "-q"], ["add", "."], [*name, "commit", "-qm", "One"]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True)
    clean = find_revision(tmp_path)
    (tmp_path / "pipeline" / "a.py").write_text("A = 2\n")

    assert len(clean) == 40
    assert find_revision(tmp_path) == f"{clean}+dirty"
