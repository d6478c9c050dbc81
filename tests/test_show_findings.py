"""A report as one list of findings, and as one line."""

from pipeline.show.findings import Status, by_weight, find_findings, tally
from schemas.verdict import Severity
from tests.builders import claim, report_of, right, usual, wrong


def test_what_is_wrong_comes_first() -> None:
    """Then what to look at, then what matches."""
    found = by_weight(find_findings(usual().report))

    assert [f.status for f in found] == [Status.WRONG, Status.LOOK, Status.MATCHES]


def test_figures_and_claims_are_numbered_in_reading_order() -> None:
    """The claim `safe` is the last thing the text says."""
    found = find_findings(usual().report)

    assert [(f.number, f.text) for f in found] == [(1, "52%"), (2, "30 people"), (3, "safe")]


def test_a_tally_counts_figures_and_claims_apart() -> None:
    """A claim is no figure."""
    assert tally(usual().report) == "2 figures: 1 wrong, 1 matches; 1 claim: 1 to look at"


def test_a_text_without_figures_says_so() -> None:
    """Zero figures is a fact, not a blank."""
    assert tally(report_of()) == "no figures to check"


def test_a_dismissed_error_is_neither_wrong_nor_matching() -> None:
    """A reader must see that a person decided, not the engine."""
    dismissed = wrong().model_copy(update={"severity": Severity.NOTE, "dismissed": "A: why"})

    assert tally(report_of(dismissed, right())) == "2 figures: 1 dismissed, 1 matches"


def test_claims_alone_are_counted_too() -> None:
    """No figure does not mean nothing to say."""
    assert tally(report_of(claims=(claim(),))) == "no figures to check; 1 claim: 1 to look at"
