"""The record: what the embedded engine reads out of made-up stories."""

from pipeline.embedded.extract import extract_record
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story
from schemas.record import ComparatorKind, Design, Record

TRIAL = """Quorvatinib data shared by Lindmoor Therapeutics
Lindmoor Therapeutics (NASDAQ: LMTX) said quorvatinib was tested in the randomised Phase 2 BRISTLE \
trial in bladder cancer. MRD negativity was seen in 50.0% (10/20) of quorvatinib patients versus \
20.0% (4/20) on placebo. No treatment-related deaths were reported. Grade 3 or higher neutropenia \
occurred in 15% of patients. The FDA granted Fast Track designation in May 2026. Lindmoor plans to \
submit an NDA in early 2027 if the Phase 3 trial succeeds.
"""
MOVE = """Lindmoor shares slip
Lindmoor Therapeutics shares fell 8% to $4.10 on Monday. There was no specific news behind \
the move. Short-sellers booked paper gains of nearly $12 million.
"""


def _record(text: str) -> Record:
    page = read_bytes(text.encode(), "made-up.txt")
    article = split_page(page)[0]
    return extract_record(page, article, read_story(page, article))


def test_names_are_read_by_their_shape() -> None:
    """A suffix makes a company, a stem a drug, an exchange a ticker."""
    record = _record(TRIAL)

    assert record.companies[0] == "Lindmoor Therapeutics"
    assert "quorvatinib" in record.products
    assert record.tickers == ("LMTX",)


def test_no_ticker_is_made_up() -> None:
    """An article that prints none has none, and an abbreviation is no ticker."""
    assert _record(MOVE).tickers == ()


def test_a_trial_keeps_its_name_phase_and_design() -> None:
    """All three stand in one sentence here."""
    trial = next(item for item in _record(TRIAL).trials if item.name == "BRISTLE")

    assert trial.phase == "2"
    assert Design.RANDOMISED in trial.designs
    assert "bladder cancer" in trial.disease


def test_a_result_hangs_together_with_its_comparator() -> None:
    """10/20 against 4/20 is one outcome with a concurrent control, and MRD is a surrogate."""
    outcome = next(item for item in _record(TRIAL).outcomes if item.measure == "mrd")

    assert outcome.comparator and outcome.comparator != outcome.fact
    assert outcome.comparator_kind is ComparatorKind.CONCURRENT
    assert outcome.surrogate


def test_a_harm_not_seen_keeps_its_restrictor() -> None:
    """`No treatment-related deaths` is that and no more."""
    event = next(item for item in _record(TRIAL).safety if item.none_reported)

    assert (event.term, event.restrictor) == ("treatment-related deaths", "treatment-related")


def test_a_planned_step_is_planned_and_keeps_its_condition() -> None:
    """An NDA that is to be filed if a trial succeeds has not been filed."""
    steps = {item.kind: item for item in _record(TRIAL).milestones}

    assert steps["fast_track"].state == "granted"
    assert steps["submission"].state == "planned"
    assert steps["submission"].condition == "if the Phase 3 trial succeeds"


def test_a_denied_cause_is_recorded_as_denied() -> None:
    """The article says there was no news; no cause is then made of anything it mentions."""
    prices = [claim for claim in _record(MOVE).market if claim.kind == "price"]

    assert prices and all(claim.cause_denied and not claim.cause for claim in prices)


def test_a_paper_gain_is_on_paper() -> None:
    """What nobody has cashed is marked so."""
    assert any(claim.paper for claim in _record(MOVE).market)
