"""What a desk has decided, and what it does to a report."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.settings import Settings, apply_settings, load_settings
from schemas.errors import SettingsError
from schemas.verdict import Severity
from tests.builders import claim, report_of, right, wrong

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "settings.toml").read_text(encoding="utf-8")
)["case"]
DISMISSAL = """\
[[dismiss]]
text = "52%"
rule = "EB_ALTERED"
name = "Ann Editor"
reason = "confirmed by telephone"
"""


def settings_of(text: str, folder: Path) -> Settings:
    """The settings a file of that text gives."""
    file = folder / "evenbrief.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(str(file))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_a_bad_file_is_told_in_one_sentence(case: dict[str, Any], tmp_path: Path) -> None:
    """Where, what was found, what to do."""
    with pytest.raises(SettingsError) as caught:
        settings_of(case["file"], tmp_path)

    assert case["says"] in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "evenbrief.toml"))
    assert "\n" not in str(caught.value)


def test_a_missing_file_that_was_asked_for_is_an_error(tmp_path: Path) -> None:
    """A desk that names its settings wants them."""
    with pytest.raises(SettingsError, match="cannot be opened"):
        load_settings(str(tmp_path / "none.toml"))


def test_without_a_file_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are a choice."""
    monkeypatch.chdir(tmp_path)
    report = report_of(wrong(), right())

    assert load_settings(None) == Settings()
    assert apply_settings(report, load_settings(None)) is report


def test_a_file_where_we_stand_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also with a byte-order mark."""
    (tmp_path / "evenbrief.toml").write_text("﻿[severity]\nEB_SAFETY = 'error'\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    assert load_settings(None).severity == {"EB_SAFETY": Severity.ERROR}


def test_a_severity_is_set_for_its_rule_alone(tmp_path: Path) -> None:
    """A claim becomes an error and fails; the figures stay as they were."""
    settings = settings_of("[severity]\nEB_SAFETY = 'error'\n", tmp_path)
    report = apply_settings(report_of(right(), claims=(claim(),)), settings)

    assert not report.ok
    assert report.claims[0].severity is Severity.ERROR
    assert report.checks == (right(),)


def test_a_rule_can_be_made_a_note(tmp_path: Path) -> None:
    """Then it no longer fails."""
    settings = settings_of("[severity]\nEB_ALTERED = 'note'\n", tmp_path)

    assert apply_settings(report_of(wrong()), settings).ok


def test_a_dismissed_finding_passes_and_stays_visible(tmp_path: Path) -> None:
    """With who and why."""
    report = apply_settings(report_of(wrong()), settings_of(DISMISSAL, tmp_path))

    assert report.ok
    assert report.checks[0].severity is Severity.NOTE
    assert report.checks[0].dismissed == "Ann Editor: confirmed by telephone"


def test_a_dismissal_is_of_one_figure_and_one_rule(tmp_path: Path) -> None:
    """Another figure, or the same figure wrong in another way, still fails."""
    settings = settings_of(DISMISSAL, tmp_path)
    other_rule = wrong().model_copy(update={"rule": "EB_ABSENT"})
    other_text = wrong("51%", text="Relapses fell by 51%.")

    assert not apply_settings(report_of(other_rule), settings).ok
    assert not apply_settings(report_of(other_text), settings).ok


def test_white_space_does_not_revive_a_dismissed_finding(tmp_path: Path) -> None:
    """A line wrapped elsewhere is the same words."""
    report = report_of(wrong("52\n%", text="by 52\n% in"))
    settings = settings_of(DISMISSAL.replace('"52%"', '"52 %"'), tmp_path)

    assert apply_settings(report, settings).ok


def test_the_report_that_came_in_is_not_touched(tmp_path: Path) -> None:
    """Settings make a new value."""
    report = report_of(wrong())
    apply_settings(report, settings_of(DISMISSAL, tmp_path))

    assert report == report_of(wrong())
