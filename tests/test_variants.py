"""What forms of a sentence a brief may use, and what a draft found wrong becomes."""

import asyncio

import pytest

from pipeline.balance.table import weigh
from pipeline.embedded.draft import write_draft
from pipeline.embedded.draft_safety import draft_safety
from pipeline.embedded.draft_tables import draft_tables
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.embedded.extract import extract_record
from pipeline.embedded.revise import revise_draft
from pipeline.embedded.variants import compress, find_clauses, find_variants
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures
from pipeline.read.page import read_bytes
from pipeline.render import render
from pipeline.split import split_page
from pipeline.summarise import judge, read_story
from schemas.draft import Draft, DraftSentence, Move, Topic
from schemas.record import Record
from schemas.source import Source


def _read(body: str, headline: str = "Orlo Bio and its lumacel") -> tuple[Record, Source]:
    """A made-up story's record and source."""
    page = read_bytes(f"{headline}\n{body}\n".encode(), "made-up.txt")
    article = split_page(page)[0]
    source = read_story(page, article)
    return extract_record(page, article, source), source


def _forms(body: str, words: str) -> list[str]:
    """The usable forms of the sentence that holds these words, in print."""
    record, source = _read(body)
    passage = next(item for item in record.passages if words in item.evidence.text)
    draft = Draft(
        headline="",
        sentences=tuple(
            DraftSentence(text=item.text, move=item.move, topic=Topic.CONTEXT)
            for item in find_variants(passage, record, source)
        ),
    )
    return [item.text for item in render(draft, source).sentences]


def test_a_read_clause_becomes_a_data_sentence_and_keeps_its_own_words_in_reserve() -> None:
    """The pattern's form is offered first; the clause is what a revision falls back on."""
    record, source = _read("Orlo Bio shares fell 8% to $4.10 on Monday.")
    passage = next(item for item in record.passages if "fell" in item.evidence.text)

    assert [item.move for item in find_variants(passage, record, source)] == [Move.DATA]
    assert [item.move for item in find_clauses(passage, record, source)] == [Move.CLAUSE]


@pytest.mark.parametrize(
    ("before", "sentence", "named"),
    [
        ("The company is silent.", "It will cut 40 of its 90 jobs.", True),
        ("Orlo Bio is silent.", "Its shares lost 12% in early trading.", True),
        ("The agency is silent.", "It will take 40 of the 90 days.", False),
        ("Orlo Bio's trial is over.", "It enrolled 40 women in the end.", False),
    ],
)
def test_it_is_the_company_only_where_the_company_spoke(
    before: str, sentence: str, *, named: bool
) -> None:
    """A pronoun takes the company's name after a sentence of the company's, and no other's."""
    forms = _forms(f"Orlo Bio makes lumacel.\n\n{before} {sentence}", sentence)

    assert any(form.startswith("Orlo Bio") for form in forms) is named


def test_the_company_is_named() -> None:
    """`The company` is nobody to a reader of one sentence."""
    body = "Orlo Bio makes lumacel. The company had 312 workers in May."
    assert _forms(body, "312") == ["Orlo Bio had 312 workers in May."]


def test_a_company_named_at_once_is_not_named_twice() -> None:
    """`The company Orlo Bio said` keeps its name once."""
    (said,) = _forms("The company Orlo Bio said it will test lumacel in 40 adults.", "said it")

    assert said.count("Orlo Bio") == 1


def test_a_concession_is_two_statements() -> None:
    """A long sentence is cut at `Although …,`; a short one stays whole."""
    short = "Although rates rose, 12 women in the first group were lost to follow-up."
    long = (
        "Although response rates among the women of the first and the second group rose in the "
        "course of the first year of treatment, 12 of the women who had been treated at one of "
        "the smaller hospitals were lost to follow-up."
    )

    assert len(_forms(short, "12 women")) == 1
    assert len(_forms(long, "12 of the women")) == 2


def test_a_sentence_of_advice_has_no_usable_form() -> None:
    """Nor has one that speaks to the reader; news of the same figure has."""
    assert _forms("Investors should buy the stock below $12.", "$12") == []
    assert _forms("You would want the rate to fall by 12%.", "12%") == []
    assert _forms("The stock traded below $12.", "$12") == ["The stock traded below $12."]


def test_a_misprinted_difference_stays_out_of_the_text() -> None:
    """It is in the notes; a difference printed in points is said."""
    wrong = "Response was 50% with lumacel and 30% on placebo, a 20% absolute improvement."
    right = "Response was 50% with lumacel and 30% on placebo, a 20-point improvement."

    called = (
        "Response was 50% with lumacel and 30% on placebo, which Orlo called a 20% improvement."
    )

    assert not any("20%" in form for form in _forms(wrong, "50%"))
    assert not any("20%" in form for form in _forms(called, "50%"))
    assert any("20" in form for form in _forms(right, "50%"))


def test_a_hedge_given_elsewhere_is_kept() -> None:
    """`42%` in one place and `approximately 42%` in another is about 42%."""
    hedged = (
        "The response rate was approximately 42% with lumacel.\n\nA 42% response rate was seen."
    )
    plain = "The response rate was 42% with lumacel.\n\nA 42% response rate was seen."

    assert any(
        "about 42%" in form or "approximately 42%" in form for form in _forms(hedged, "A 42%")
    )
    assert not any("about" in form for form in _forms(plain, "A 42%"))


TABLE = """Orlo Bio has lumacel and a calendar.

Programme / Disease / Stage / Next step
OB-2 / Gout / Phase 2 / Topline, H1 2027
OB-3 / Asthma / Preclinical / None named
Runway / / / Second half of 2028
"""


def test_a_table_says_what_is_next_and_when() -> None:
    """A row with a date and a row with one entry are told; a row without a figure is not."""
    record, source = _read(TABLE)
    said = [item.printed for item in draft_tables(record, source)]

    assert said == [
        "By the article’s own table, the next step for OB-2 (Gout, Phase 2) is topline, H1 2027.",
        "The article’s own table gives the runway as “Second half of 2028”.",
    ]


def test_a_disputed_entry_comes_only_with_what_it_disputes() -> None:
    """The table's runway leans on the sentence that gives another; alone it leans on nothing."""
    body = TABLE + "\nThe money should last into the second quarter of 2028, Orlo Bio said.\n"
    disputed, plain = (
        next(item for item in draft_tables(*_read(text)) if "runway" in item.printed)
        for text in (body, TABLE)
    )

    assert disputed.needs == _read(body)[1].text.index("The money should last")
    assert plain.needs == -1


def test_a_table_without_a_next_step_says_nothing() -> None:
    """Without a heading that tells what a date is of, it may be of anything."""
    record, source = _read(TABLE.replace("Next step", "Filed"))

    assert not any("OB-2" in item.printed for item in draft_tables(record, source))


TRIAL = """Orlo Bio tested lumacel in the randomised Phase 2 MARSH trial. Responses were seen in \
50.0% (10/20) of lumacel patients versus 20.0% (4/20) on placebo. Grade 3 or higher neutropenia \
occurred in 15% of the 20 lumacel patients. Orlo Bio plans to submit an NDA in early 2027."""


def _revise(text: str) -> tuple[str, ...]:
    """A draft with one more sentence, as the engine hands it back after a look at the report."""
    record, source = _read(TRIAL)
    draft = write_draft(record, source, 120)
    added = DraftSentence(text=text, move=Move.CLAUSE, topic=Topic.CONTEXT)
    draft = draft.model_copy(update={"sentences": (*draft.sentences, added)})
    rendered = render(draft, source)
    report = check_against(read_figures(rendered.text), (source,))
    balance = weigh(rendered.headline, rendered.sentences, record, source, report)
    revised = revise_draft(draft, record, source, report, balance)
    return tuple(item.text for item in render(revised, source).sentences)


def test_a_sentence_found_wrong_is_gone_after_a_revision() -> None:
    """And nothing wrong comes in its place."""
    said = _revise("Responses were seen in 77% of lumacel patients.")
    _, source = _read(TRIAL)

    assert not any("77%" in text for text in said)
    assert check_against(read_figures(" ".join(said)), (source,)).ok


def test_what_was_right_survives_a_revision() -> None:
    """Every sentence of the first draft that holds is in the second."""
    record, source = _read(TRIAL)
    first = judge(write_draft(record, source, 120), record, source)
    said = _revise("Responses were seen in 77% of lumacel patients.")

    assert first.report.ok
    assert {item.text for item in first.rendered.sentences} <= set(said)


def test_a_draft_with_no_fault_is_handed_back_as_it_was() -> None:
    """There is nothing to make good."""
    record, source = _read(TRIAL)
    draft = write_draft(record, source, 120)
    judged = judge(draft, record, source)

    revised = revise_draft(draft, record, source, judged.report, judged.balance)
    assert [item.text for item in revised.sentences] == [item.text for item in draft.sentences]


def test_a_wrong_data_sentence_gives_way_to_the_clause_it_rests_on() -> None:
    """The article's own words on the same evidence come first."""
    record, source = _read("Orlo Bio makes lumacel. Orlo Bio shares fell 8% to $4.10 on Monday.")
    passage = next(item for item in record.passages if "fell" in item.evidence.text)
    wrong = DraftSentence(
        text="Orlo Bio shares rose 80% to $4.10 in trading on Monday.",
        move=Move.DATA,
        topic=Topic.MARKET,
        evidence=(passage.evidence,),
    )
    draft = Draft(headline="Orlo Bio shares fall", sentences=(wrong,))
    judged = judge(draft, record, source)

    revised = revise_draft(draft, record, source, judged.report, judged.balance)
    said = [item.text for item in render(revised, source).sentences]
    assert not judged.report.ok
    assert any("8%" in text and "fell" in text for text in said)


def test_the_engine_s_verbs_can_be_waited_for() -> None:
    """They call the pure functions tested here."""
    record, source = _read(TRIAL)
    draft = asyncio.run(EmbeddedEngine().draft(record, source, 120))
    assert draft == write_draft(record, source, 120)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("No deaths or strokes were reported at the cutoff.", "No deaths or strokes were reported"),
        ("No death was seen.", "No death was seen."),
        ("There was rash, with no death reported.", "No death was reported."),
        ("There was rash, with no deaths reported.", "No deaths were reported."),
    ],
)
def test_what_was_not_seen_is_said_in_its_own_number(body: str, said: str) -> None:
    """`Was` of one, `were` of several; a verb the article gives is kept."""
    record, source = _read(f"Orlo Bio tested lumacel in 40 patients. {body}")
    texts = [item.printed for item in draft_safety(record, source)]

    assert any(text.startswith(said) for text in texts), texts


def test_a_sentence_too_long_is_told_without_what_another_says() -> None:
    """The drug's epithet, the trial's build and the day go; the trial's name and figures stay."""
    long = (
        "Adults on lumacel, Orlo Bio's weekly injection, lost {m1} of their weight in the "
        "randomised, double-blind Phase 2 MARSH trial, against {m2} on placebo, the company said "
        "on Monday."
    )

    said = compress(long)

    assert said == (
        "Adults on lumacel lost {m1} of their weight in MARSH, against {m2} on placebo, the "
        "company said."
    )
    assert compress("Orlo Bio tested it in the trial.") == "Orlo Bio tested it in the trial."
