"""A brief through a model: what it writes by reference comes out right, or is named as refused."""

import asyncio
from decimal import Decimal

import pytest

from pipeline.embedded.engine import EmbeddedEngine
from pipeline.model.budget import Budget
from pipeline.model.client import open_client
from pipeline.model.engine import Manner, ModelEngine
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import summarise
from schemas.brief import Brief
from schemas.call import Ending, ModelError
from schemas.model import Mode, ModelSettings, Price
from schemas.stored import Cache
from tests.model_habits import Facts, Habit, brief, find_fact, plays
from tests.model_server import ModelServer, Request, Script, fails, gives, in_turn, says

ARTICLE = b"""Ostrel Bio reports early response data for qorvexel in lymphoma

BASEL, 4 June - Ostrel Bio said on Thursday that 7 of 12 adults (58.3%) with large B-cell lymphoma
responded to its cell therapy qorvexel in the Phase 1b LANTERN trial, a single-arm study.

Median duration of response was 9.4 months. Grade 3 or higher neutropenia occurred in approximately
42% of patients, and one patient died of an infection. The company said the data are preliminary.

Ostrel expects to start a randomised trial in mid-2027. An online report of an 80% response rate in
other tumours could not be verified.
"""


def _settings(server: ModelServer) -> ModelSettings:
    return ModelSettings(
        model="m", base_url=server.url, mode=Mode.SCHEMA, retries=1, timeout=5.0,
        price=Price(prompt=Decimal(1), completion=Decimal(2)),
    )  # fmt: skip


def _brief(script: Script, *, free: bool = False, article: bytes = ARTICLE) -> Brief:
    """One brief of the article by a scripted model."""

    async def run() -> Brief:
        page = read_bytes(article, "ostrel.txt")
        with ModelServer(script) as server:
            settings = _settings(server)
            async with open_client(settings, None, Cache.OFF, Budget()) as client:
                engine = ModelEngine(client.ask, EmbeddedEngine(), Manner(settings, free=free))
                return await summarise(page, split_page(page)[0], engine, 120)

    return asyncio.run(run())


def _fair(facts: Facts, request: Request) -> dict[str, object]:
    """What a good model writes: the result, its strength, the gravest harms, what is open."""
    rate, lasting = find_fact(facts, "58.3%"), find_fact(facts, "9.4 months")
    harm, death = find_fact(facts, "42%"), find_fact(facts, "one;")
    start = find_fact(facts, "mid-2027")
    return brief(
        "Qorvexel: early response data in lymphoma",
        ("benefit", f"In a single-arm Phase 1b trial, {{{rate}:count}} adults with large B-cell "
                    f"lymphoma ({{{rate}}}) responded to Ostrel Bio's cell therapy qorvexel."),
        ("benefit", f"The median duration of response was {{{lasting}}}."),
        ("harm", f"Grade 3 or higher neutropenia occurred in {{{harm}}} of patients, and "
                 f"{{{death}}} patient died of an infection."),
        ("limit", "The company called the data preliminary, and there was no control arm."),
        ("regulatory", f"Ostrel expects to start a randomised trial in {{{start}}}."),
    )  # fmt: skip


def test_a_fair_draft_by_reference_becomes_a_brief_without_a_fault() -> None:
    """Figures are printed by code, with the article's hedge, and every call is on the books."""
    made = _brief(plays(_fair))

    assert "7 of 12 adults with large B-cell lymphoma (58.3%) responded" in made.summary
    assert "approximately 42% of patients" in made.summary
    assert made.report.ok
    assert made.provenance.withheld == ()
    assert [call.prompt.name for call in made.provenance.calls[:2]] == [
        "extract_record",
        "draft_brief",
    ]
    assert all(call.answered == "m" for call in made.provenance.calls)
    assert all(call.cost and call.cost > 0 for call in made.provenance.calls)
    assert made.provenance.first_draft.startswith("Qorvexel: early response data")


def _sloppy(text: str) -> Habit:
    """A draft whose first sentence is this template; `{rate}` and the like stand for ids."""

    def habit(facts: Facts, request: Request) -> dict[str, object]:
        fair = _fair(facts, request)
        names = {"rate": find_fact(facts, "58.3%"), "harm": find_fact(facts, "42%"),
                 "months": find_fact(facts, "9.4 months")}  # fmt: skip
        said = text
        for name, id in names.items():
            said = said.replace(f"<{name}", f"{{{id}").replace(">", "}")
        sentences = fair["sentences"]
        assert isinstance(sentences, list)
        sentences[0] = {"topic": "benefit", "text": said}
        return fair

    return habit


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("About <harm>% had neutropenia of Grade 3 or higher.", "Approximately 42% had"),
        ("Responses lasted a median of <months> months.", "a median of 9.4 months."),
        ("In the trial 58.3% (<rate>) of adults responded.", "In the trial 58.3% of adults"),
        ("In the trial <rate> (58.3%) of adults responded.", "In the trial 58.3% of adults"),
        ("LANTERN is a Phase 1b trial; <rate> responded.", "LANTERN is a Phase 1b trial; 58.3%"),
    ],
)
def test_a_habit_that_code_can_mend_is_mended_and_not_asked_about(
    written: str, printed: str
) -> None:
    """A unit or a hedge twice, a digit beside its reference, a name with a digit."""
    made = _brief(plays(_sloppy(written)))

    assert printed in made.summary
    assert not any(call.refusals for call in made.provenance.calls)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("Of the adults 61% responded.", "REF_LITERAL"),
        ("Of the adults {f999} responded.", "REF_UNKNOWN"),
        ("Responses lasted <months:count>.", "REF_MISUSED"),
        ("The rate was {sum f1 f999}.", "REF_UNKNOWN"),
        ('Some {missing:"63% of adults"} responded.', "REF_MISSING"),
    ],
)
def test_a_figure_that_is_not_the_article_s_is_asked_about_and_then_left_out(
    written: str, rule: str
) -> None:
    """The model insists; after two corrections the sentence is named as refused."""
    made = _brief(plays(_sloppy(written)))

    drafts = [call for call in made.provenance.calls if call.prompt.name == "draft_brief"]
    assert [call.refusals for call in drafts] == [(rule,)] * 3
    assert made.provenance.refused[0].rule == rule
    assert "61%" not in made.summary
    assert made.report.ok


def test_a_model_that_corrects_itself_is_asked_once() -> None:
    """The second answer is sound, so nothing is refused in the end."""

    def learning(facts: Facts, request: Request) -> dict[str, object]:
        asked = sum(message["role"] == "assistant" for message in request.messages)
        return (_fair if asked else _sloppy("Of the adults 61% responded."))(facts, request)

    made = _brief(plays(learning))

    drafts = [call for call in made.provenance.calls if call.prompt.name == "draft_brief"]
    assert [call.refusals for call in drafts] == [("REF_LITERAL",), ()]
    assert made.provenance.refused == ()


def test_a_fact_used_for_another_measure_is_asked_about_and_then_left_out() -> None:
    """The reference is sound, what is said of it is not: the checker sees it at once."""
    made = _brief(plays(_sloppy("Grade 3 or higher neutropenia occurred in <rate> of patients.")))

    drafts = [call for call in made.provenance.calls if call.prompt.name == "draft_brief"]
    assert [call.refusals for call in drafts] == [("REF_MISUSED",)] * 3
    assert "58.3% of patients" not in made.summary
    assert "another measure" in made.provenance.refused[0].reason
    assert made.report.ok


UNPROVEN = "In the trial <rate> responded, so qorvexel is safe and effective."


def test_a_claim_that_the_article_does_not_make_is_revised_or_withheld() -> None:
    """Words are judged on the whole brief, in the loop; what fails twice is withheld."""
    made = _brief(plays(_sloppy(UNPROVEN)))

    names = [call.prompt.name for call in made.provenance.calls]
    assert names.count("revise_brief") == 2
    assert "safe" not in made.summary
    assert "safe and effective" in made.provenance.first_draft
    assert made.report.ok


def test_digits_written_freely_are_judged_like_anybody_s() -> None:
    """In free drafting nothing is mended: an invented figure is withheld, in sight."""

    def invents(facts: Facts, request: Request) -> dict[str, object]:
        return brief(
            "Qorvexel: early data",
            ("benefit", "In a single-arm trial 7 of 12 adults (58.3%) responded to qorvexel."),
            ("harm", "Neutropenia of Grade 3 or higher hit 17% of patients; one patient died."),
        )

    made = _brief(plays(invents), free=True)

    assert "17%" not in made.summary
    assert "17%" in made.provenance.first_draft
    assert any("17%" in text for text in made.provenance.withheld)


def test_a_correction_with_words_of_the_article_enters_the_record_and_one_without_is_refused() -> (
    None
):
    """The model may say what the rules missed, never what the article does not."""

    def record_for(request: Request) -> dict[str, object]:
        return {}

    correct = {
        "corrections": [
            {"fact": "f1", "measure": "", "population": "large B-cell lymphoma", "arm": "",
             "cut": "", "status": "", "words": "adults (58.3%) with large B-cell lymphoma"},
            {"fact": "f1", "measure": "", "population": "myeloma", "arm": "", "cut": "",
             "status": "", "words": "adults with myeloma responded"},
        ],
        "remarks": [
            {"kind": "limit", "text": "The data are preliminary.",
             "words": "the data are preliminary"},
            {"kind": "limit", "text": "Only 12 adults.", "words": "7 of 12 adults"},
        ],
    }  # fmt: skip
    made = _brief(plays(_fair, correct))

    assert [item.fact for item in made.record.corrections] == ["f1"]
    assert "The data are preliminary." in {item.text for item in made.record.open_questions}
    assert len(made.record.refused) == 2


def test_a_model_that_cannot_be_asked_says_why() -> None:
    """No brief is made up in its place."""
    with pytest.raises(ModelError) as caught:
        _brief(lambda request: fails(401, "invalid_api_key", "Incorrect API key."))

    assert caught.value.ending is Ending.BAD_KEY


def test_a_model_that_fails_at_the_revision_leaves_what_was_sound() -> None:
    """The faulty sentence is withheld, and the brief says that the model could not be asked."""
    play = plays(_sloppy(UNPROVEN))

    def script(request: Request) -> object:
        if "You mend a brief" in request.system:
            return fails(503)
        return play(request)

    made = _brief(script)  # type: ignore[arg-type]

    assert made.provenance.failed
    assert any("could not be asked" in text for text in made.notes.warnings)
    assert made.report.ok


def test_text_that_is_no_json_is_said_to_be_none() -> None:
    """A server that answers in prose ends the brief with one sentence."""
    with pytest.raises(ModelError) as caught:
        _brief(in_turn(says("I am sorry, but here is a poem.")))

    assert caught.value.ending is Ending.MALFORMED


def test_an_empty_draft_makes_a_brief_that_says_so() -> None:
    """A model with nothing to say is not papered over."""
    made = _brief(plays(lambda facts, request: brief("Qorvexel")))

    assert made.summary == ""
    assert gives({}).status == 200
    assert made.notes.warnings
