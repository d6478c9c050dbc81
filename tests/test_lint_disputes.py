"""What a person overrules of a lint: set apart, never a fault that a machine can settle."""

import json
from pathlib import Path

import pytest

from evals.lint_disputes import read_disputes
from evals.lint_report import report_golden
from schemas.errors import GoldenError
from tests.golden_folder import sound_labels, write_folder

ENTRY = """[[dispute]]
article = "small"
rule = "checker"
words = "has '46'"
why = "A reviewer read it so."
"""


def folder_with(folder: Path, summary: str, disputes: str = "") -> Path:
    """The small golden with another reference summary and a file of disputes."""
    labels = sound_labels()
    labels["stories"][0]["reference"]["summary"] = summary
    write_folder(folder, labels)
    if disputes:
        (folder / "disputes.toml").write_text(disputes, encoding="utf-8")
    return folder


WRONG = "The rate was 64% (7 of 11 patients); the study took in 46."


def test_a_complaint_of_the_checker_is_a_fault_until_somebody_overrules_it(tmp_path: Path) -> None:
    """Without a dispute the finding stands, with article and file."""
    report = report_golden(folder_with(tmp_path, WRONG))

    assert not report.ok
    assert [(f.rule, f.article) for f in report.faults] == [("checker", "small")]
    assert report.faults[0].file.endswith("small.json")


def test_an_overruled_complaint_is_listed_apart_with_the_reason(tmp_path: Path) -> None:
    """The lint passes, and whoever reads it sees what was overruled and why."""
    report = report_golden(folder_with(tmp_path, WRONG, ENTRY))

    assert report.ok
    assert [accepted.why for accepted in report.accepted] == ["A reviewer read it so."]
    assert report.stale == ()


def test_a_dispute_overrules_only_its_own_words(tmp_path: Path) -> None:
    """A second complaint about the same brief still stands."""
    summary = WRONG + " Of 300 patients, 7 of 11 answered."

    report = report_golden(folder_with(tmp_path, summary, ENTRY))

    assert len(report.accepted) == 1
    assert any("300" in fault.text for fault in report.faults)


@pytest.mark.parametrize(("was", "now"), [('"small"', '"other"'), ("'46'", "'47'")])
def test_a_dispute_of_another_article_or_other_words_overrules_nothing(
    tmp_path: Path, was: str, now: str
) -> None:
    """An entry is read narrowly, and told as stale."""
    report = report_golden(folder_with(tmp_path, WRONG, ENTRY.replace(was, now)))

    assert not report.ok
    assert len(report.stale) == 1


def test_a_dispute_that_overrules_nothing_is_stale_and_no_fault(tmp_path: Path) -> None:
    """The checker was mended: the entry is to be struck out, but nothing is wrong."""
    report = report_golden(folder_with(tmp_path, "The rate was 64% (7 of 11 patients).", ENTRY))

    assert report.ok
    assert [dispute.words for dispute in report.stale] == ["has '46'"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ENTRY.replace("checker", "slice"), "only checker can be overruled"),
        (ENTRY.replace("A reviewer read it so.", " "), "empty 'why'"),
        (ENTRY.replace("words = \"has '46'\"\n", ""), "dispute 1: words"),
        ("[[dispute", "write tables"),
        ('dispute = "all"', "write tables"),
    ],
)
def test_a_dispute_that_says_too_little_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """A wrong offset is not a matter of taste, and nothing is overruled without a reason."""
    folder = folder_with(tmp_path, WRONG, text)

    with pytest.raises(GoldenError, match=says):
        read_disputes(folder)

    assert any(fault.rule == "dispute" for fault in report_golden(folder).faults)


def test_second_labels_of_another_text_are_a_fault(tmp_path: Path) -> None:
    """Agreement between labels of two texts would mean nothing."""
    folder = folder_with(tmp_path, "The rate was 64% (7 of 11 patients).")
    (folder / "second").mkdir()
    labels = sound_labels() | {"sha256": "0"}
    (folder / "second" / "small.json").write_text(json.dumps(labels), encoding="utf-8")
    (folder / "second" / "gone.json").write_text(json.dumps(labels), encoding="utf-8")

    faults = report_golden(folder).faults

    assert [fault.rule for fault in faults] == ["orphan", "hash"]


def test_second_labels_may_judge_a_value_otherwise(tmp_path: Path) -> None:
    """What one labeller thinks of a value is compared, not corrected."""
    folder = folder_with(tmp_path, "The rate was 64% (7 of 11 patients).")
    (folder / "second").mkdir()
    labels = sound_labels()
    labels["figures"][1]["values"] = ["0.64"]
    (folder / "second" / "small.json").write_text(json.dumps(labels), encoding="utf-8")

    assert report_golden(folder).faults == ()
