"""Each verdict both ways: the wrong figure is flagged by its rule, the right one passes."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.figures.check import ENGINE, check_against, check_figures
from pipeline.figures.reading import read_figures, read_source
from schemas.verdict import FAILING, Severity
from tests.figure_texts import any_text

CASES: list[dict[str, Any]] = [
    case
    for name in (
        "apart.toml",
        "check.toml",
        "binding.toml",
        "bearings.toml",
        "attribution.toml",
        "swaps.toml",
    )
    for case in tomllib.loads((Path(__file__).parent / "cases" / name).read_text("utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_row_s_figures_get_the_verdicts_a_person_would_give(case: dict[str, Any]) -> None:
    """Every figure of the text, in order, with its verdict and, where given, rule and severity."""
    report = check_figures(case["text"], case["source"])

    said = [f"{c.figure.text} {c.verdict.value}" for c in report.checks]
    assert said == [f"{w['text']} {w['verdict']}" for w in case["figures"]], [
        c.reason for c in report.checks
    ]
    for check, wanted in zip(report.checks, case["figures"], strict=True):
        assert check.rule == wanted.get("rule", check.rule), check.reason
        assert check.severity.value == wanted.get("severity", check.severity.value), check.reason
        assert check.fix == wanted.get("fix", check.fix)


@given(any_text)
@settings(max_examples=200, deadline=None)
def test_a_text_supports_itself(text: str) -> None:
    """What the source prints word for word is never an error, whatever the source is."""
    report = check_figures(text, text)

    assert [c.reason for c in report.checks if not c.ok] == []
    assert all(c.verdict not in FAILING for c in report.checks if c.severity is Severity.NONE)


@given(any_text, any_text)
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_checked_against_any_source(text: str, source: str) -> None:
    """A report always comes, with one check per figure, in reading order, the same twice."""
    report = check_figures(text, source)

    assert [c.figure for c in report.checks] == list(read_figures(text).figures)
    assert report == check_figures(text, source)


@given(any_text, any_text)
@settings(max_examples=150, deadline=None)
def test_a_failing_verdict_is_an_error_and_only_that(text: str, source: str) -> None:
    """What fails is an error; what a person should look at passes or is unclear."""
    report = check_figures(text, source)

    assert all((c.verdict in FAILING) == (c.severity is Severity.ERROR) for c in report.checks)


@given(any_text, any_text)
@settings(max_examples=100, deadline=None)
def test_evidence_is_the_source_s_own_words(text: str, source: str) -> None:
    """Evidence names its source and cuts exactly its text out of it."""
    report = check_against(read_figures(text), (read_source(source, "page"),))

    for check in report.checks:
        for evidence in (*check.evidence, *filter(None, [check.nearest])):
            assert evidence.source_id == "page"
            assert evidence.span.cut(source) == evidence.text


def test_a_text_without_figures_has_no_checks_and_is_fine() -> None:
    """Nothing to get wrong is not a failure."""
    report = check_figures("Lumora said little.", "Lumora treated 12 patients.")

    assert report.checks == ()
    assert report.ok


def test_a_report_names_its_engine_and_its_sources() -> None:
    """Old reports can be told from new, and every source is named in the order given."""
    sources = (read_source("It had 12 sites.", "a"), read_source("It had 14 staff.", "b"))

    report = check_against(read_figures("It had 14 staff."), sources)

    assert report.engine == ENGINE
    assert report.sources == ("a", "b")
    assert [e.source_id for c in report.checks for e in c.evidence] == ["b"]


FILTRATION = (
    "The annual change in estimated glomerular filtration rate (eGFR) was −0.4 mL/min/1.73 m² in "
    "the 300 mg group, −2.1 in the 100 mg group and −4.6 on placebo."
)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("eGFR fell by 0.4 a year on 300 mg, 2.1 on 100 mg and 4.6 on placebo.", []),
        ("The yearly change in eGFR was −2.1 with 100 mg.", []),
        ("eGFR fell by 0.4 a year on 300 mg, 4.6 on 100 mg and 2.1 on placebo.", ["4.6", "2.1"]),
    ],
)
def test_a_unit_that_holds_a_number_shifts_no_arm(said: str, wrong: list[str]) -> None:
    """`mL/min/1.73 m²` is one unit: each arm keeps the value that stands before it."""
    report = check_figures(said, FILTRATION)

    assert [check.figure.text for check in report.checks if not check.ok] == wrong


@pytest.mark.parametrize(
    ("said", "fix"),
    [
        ("The change in eGFR was −4.6 with 100 mg.", "−2.1"),
        ("The change in eGFR was −4.6 in the 100 mg group.", "−2.1"),
        ("The change in eGFR was −2.1 with 100 mg.", ""),
        ("The change in eGFR was −2.1, compared with 100 mg of another drug.", ""),
    ],
)
def test_the_value_of_another_arm_is_mended_by_that_of_the_arm_named(said: str, fix: str) -> None:
    """`−4.6 with 100 mg` says of what it is as `on 100 mg` does; `compared with` does not."""
    assert check_figures(said, FILTRATION).checks[0].fix == fix
