"""The record: what the embedded engine reads out of made-up stories."""

import pytest

from pipeline.balance.cautions import choose_cautions
from pipeline.balance.lookup import find_denominator
from pipeline.embedded.extract import extract_record
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story
from schemas.record import ComparatorKind, Design, Record
from schemas.source import Status

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


def test_products_named_equally_often_are_in_reading_order() -> None:
    """So a record is the same on every run, whatever Python makes of its sets."""
    codes = [f"{letters}-{n}01" for n, letters in enumerate(("VRX", "ABD", "KTZ", "MQL", "DNB"), 1)]
    text = "Five drugs at Varrow\n\n" + " ".join(
        f"The firm dosed the first patient with {code} in May." for code in codes
    )

    assert list(_record(text).products) == codes


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


@pytest.mark.parametrize(
    ("sentence", "kind", "state"),
    [
        ("The FDA accepted the BLA; approval could follow.", "submission", "accepted"),
        ("Orlo plans a Type C meeting with the FDA.", "meeting", "planned"),
        ("Orlo held a Type C meeting with the FDA, and expects data later.", "meeting", "held"),
        ("The FDA granted Fast Track, and Orlo plans a larger trial.", "fast_track", "granted"),
        ("If data meet expectations there is potential for accelerated approval.",
         "accelerated_approval", "potential"),
    ],
)  # fmt: skip
def test_a_step_takes_the_state_nearest_to_it(sentence: str, kind: str, state: str) -> None:
    """The first state word of a sentence may be another step's."""
    steps = {item.kind: item.state for item in _record(f"Orlo news\n{sentence}\n").milestones}

    assert steps[kind] == state


@pytest.mark.parametrize(
    ("sentence", "approved"),
    [
        ("Quorvatinib was tested in adults with no FDA-approved treatment.", False),
        ("Quorvatinib was set beside approved therapies in 40 adults.", False),
        ("Sales in 2029 may reach $90 million, if approved.", False),
        ("The FDA approved quorvatinib in May 2026.", True),
        ("Quorvatinib was approved by the FDA in May 2026.", True),
    ],
)
def test_only_what_was_approved_is_approved(sentence: str, *, approved: bool) -> None:
    """`FDA-approved` says what other drugs are; it makes no milestone of this story's."""
    steps = _record(f"Orlo news\nOrlo makes quorvatinib for gout. {sentence}\n").milestones

    assert any(item.state == "approved" for item in steps) is approved


@pytest.mark.parametrize(
    ("sentence", "size"),
    [
        ("The response rate was 64%, 7 of 11 evaluable patients.", 11),
        ("Complete response occurred in 38% of the 14 patients.", 14),
        ("Four patients (13%) had a complete response.", None),
        ("The response rate was 64% with quorvatinib.", None),
    ],
)
def test_a_rate_has_the_patients_its_own_clause_gives(sentence: str, size: int | None) -> None:
    """The n/N beside it, or the number it is of; never the number of those who responded."""
    text = f"Orlo news\nOrlo makes quorvatinib for gout. {sentence}\n"
    page = read_bytes(text.encode(), "made-up.txt")
    article = split_page(page)[0]
    source = read_story(page, article)
    outcomes = extract_record(page, article, source).outcomes

    assert outcomes
    assert {find_denominator(source, item) for item in outcomes} == {size}


def test_responders_who_relapsed_are_no_response_rate() -> None:
    """`Three of the seven responders had relapsed` counts responders, not patients."""
    text = (
        "Orlo news\nThe response rate was 64% with quorvatinib. Three of the seven responders had \
relapsed.\n"
    )

    assert len(_record(text).outcomes) == 1


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ("", "The number of patients behind the rates is not given."),
        ("It enrolled 90 patients.", "The number of patients in each group is not given."),
        (
            "It enrolled 60 treated patients. There were 30 control patients.",
            "The number of patients is not given for every rate.",
        ),
    ],
)
def test_a_missing_number_is_missed_only_as_far_as_it_is_missing(sizes: str, said: str) -> None:
    """Where the article gives a group's size elsewhere, nobody is told that it gives none."""
    text = (
        "Orlo news\nOrlo tested quorvatinib in a Phase 2 trial. The response rate was 64% with "
        f"quorvatinib and 31% on placebo. {sizes}\n"
    )
    page = read_bytes(text.encode(), "made-up.txt")
    article = split_page(page)[0]
    source = read_story(page, article)
    record = extract_record(page, article, source)

    texts = [caution.text for caution in choose_cautions(record, source)]
    assert [text for text in texts if "number of patients" in text] == [said]


@pytest.mark.parametrize(
    ("after", "doubted"),
    [
        ("That rate has not been confirmed.", True),
        ("Orlo would not confirm the number.", True),
        ("A rumoured buyout at $22 a share has not been confirmed.", False),
    ],
)
def test_a_doubt_is_about_what_it_points_back_to(after: str, *, doubted: bool) -> None:
    """A sentence on another rumour casts no doubt on the result before it."""
    text = f"Orlo news\nThe response rate was 64% with quorvatinib. {after}\n"

    statuses = {item.status for item in _record(text).outcomes}
    assert (statuses == {Status.UNVERIFIED}) is doubted


CUTS = """Lumacel at two looks
Orlo Bio said lumacel was tested in a Phase 1 trial in lymphoma. In the July cut, 6 of 10 patients \
(60%) responded.{more}
"""


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        (" In the October cut, 9 of 20 patients (45%) responded.", True),
        (" A rumoured, unverified response rate of 80% at the October cut made the rounds.", False),
    ],
)
def test_the_order_of_cuts_is_asked_of_results_only(more: str, *, asked: bool) -> None:
    """Two reported cuts of unknown order are a gap; a rumour beside one cut is not."""
    gaps = _record(CUTS.format(more=more)).gaps

    assert any(gap.field == "cut_order" for gap in gaps) is asked


def test_a_gap_is_none_where_a_count_of_the_article_comes_to_the_rate() -> None:
    """`Seven of them responded (64%)` rests on `7 of 11`; a bare 64% is missed its number."""
    lead = "Orlo Bio’s lumacel shrank tumours in 7 of 11 evaluable people."
    tail = "Seven of them responded (64%)."
    bare = "The response rate was 64%."

    told = _record(f"Lumacel news\n{lead}\n\nEleven could be assessed. {tail}\n").gaps
    untold = _record(f"Lumacel news\nOrlo Bio tested lumacel.\n\n{bare}\n").gaps

    assert not any(gap.field == "denominator" for gap in told)
    assert any(gap.field == "denominator" for gap in untold)


@pytest.mark.parametrize(
    ("told", "deaths"),
    [
        ("Six patients died during the study.", True),
        ("Six patients progressed or died before the second scan.", False),
        ("Six died or relapsed within a year.", False),
        ("Six patients died of infection or of bleeding.", True),
    ],
)
def test_a_composite_counts_no_deaths(told: str, *, deaths: bool) -> None:
    """Who progressed or died may have progressed; who died of this or that has died."""
    made = _record(f"Trial of Qorvex in lymphoma\n\nQorvex was given to 40 patients. {told}\n")

    assert any(event.term == "deaths" for event in made.safety) is deaths
