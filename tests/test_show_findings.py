"""A report as one list of findings, and as one line."""

import pytest

from pipeline.show.findings import Status, by_weight, find_findings, sign_after, tally
from schemas.verdict import Severity, Word
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


def test_what_a_desk_makes_a_note_of_is_noted_and_not_a_match() -> None:
    """A claim, or a figure the source has another value for, does not match by being milder."""
    milder = {"severity": Severity.NOTE}
    noted = wrong().model_copy(update=milder)
    report = report_of(noted, right(), claims=(claim().model_copy(update=milder),))

    assert tally(report) == "2 figures: 1 noted, 1 matches; 1 claim: 1 noted"
    assert (noted.word, right().word) == (Word.NOTED, Word.MATCHES)


def test_a_match_with_a_note_is_a_match_and_says_what_was_noted() -> None:
    """As where the source prints the figure both with and without `about`."""
    lost = right().model_copy(update={"severity": Severity.NOTE, "rule": "EB_HEDGE_DROPPED"})
    [plain], [hedged] = (find_findings(report_of(check)) for check in (right(), lost))

    assert (plain.status, hedged.status) == (Status.MATCHES, Status.MATCHES)
    assert (plain.is_plain, hedged.is_plain) == (True, False)


def test_a_claim_that_a_desk_does_not_want_to_hear_of_is_not_shown() -> None:
    """`EB_SAFETY = "none"`: the report keeps it, no reader is told."""
    report = report_of(claims=(claim().model_copy(update={"severity": Severity.NONE}),))

    assert find_findings(report) == ()
    assert tally(report) == "no figures to check"


@pytest.mark.parametrize(
    ("end", "sign", "why"),
    [
        (2, "", "the figure `no` matches, within words that are wrong"),
        (9, "✗", "the wrong words `no deaths` end here"),
    ],
)
def test_one_place_has_one_sign(end: int, sign: str, why: str) -> None:
    """`no deaths✗`, never `no✓ deaths✗`, in whatever is printed."""
    text = "no deaths"
    fault = claim(text, text).model_copy(update={"severity": Severity.ERROR})
    on = by_weight(find_findings(report_of(right("no", text), claims=(fault,))))

    assert sign_after([f for f in on if f.span.end >= end], end) == sign, why
