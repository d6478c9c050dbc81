"""The list of facts a prompt shows: one line a fact, holding what the article tells and no more."""

import asyncio
import re
from pathlib import Path

import pytest

from pipeline.embedded.engine import EmbeddedEngine
from pipeline.figures.reading import read_source
from pipeline.model.facts import list_facts
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story
from schemas.article import ArticleKind
from schemas.record import (
    ComparatorKind,
    Correction,
    Inventory,
    MarketClaim,
    Milestone,
    Outcome,
    Record,
    SafetyEvent,
    Sentiment,
)
from schemas.source import Source, Status
from schemas.text import Span

GOLDEN = Path(__file__).parent.parent / "golden" / "articles"


def bare_record(**parts: object) -> Record:
    """A record that says nothing, save the parts given."""
    whole = Record(
        article_id="a#1",
        headline="",
        kind=ArticleKind.OTHER,
        inventory=Inventory(figures=0, facts=0, identifiers=0, boilerplate=()),
    )
    return whole.model_copy(update=parts)


def lines_of(text: str, **parts: object) -> list[str]:
    """The list of a text's facts, with a record of the parts given."""
    return list_facts(read_source(text, "a"), bare_record(**parts)).splitlines()


def test_a_fact_shows_its_figure_its_count_and_its_role() -> None:
    """All mentions of one fact are one line."""
    (line,) = lines_of("The overall response rate was 58.3% (7/12) in the treatment arm.")

    assert line == "f1: 58.3% = 7 of 12; measure orr; arm treatment"


def test_a_figure_keeps_its_hedge() -> None:
    """The list shows a figure as it will be printed."""
    (line,) = lines_of("Nausea occurred in about 42% of patients.")

    assert line.startswith("f1: about 42%")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A rumoured response rate of 82% could not be confirmed.", "status unverified"),
        ("The company expects a response rate of 40%.", "status expected"),
    ],
)
def test_what_is_not_plainly_reported_says_so(text: str, status: str) -> None:
    """Unverified and expected are told apart."""
    assert status in lines_of(text)[0]


def test_a_plain_report_has_no_status() -> None:
    """What holds for most facts is not repeated in each line."""
    assert "status" not in lines_of("The response rate was 40%.")[0]


def test_a_fact_without_a_measure_brings_the_words_around_it() -> None:
    """A bare `12%` says nothing."""
    (line,) = lines_of("Zorvan rose 12% on Friday.")

    assert line == 'f1: 12%; in "Zorvan rose 12% on Friday."'


def test_words_around_a_figure_are_whole_and_of_its_sentence() -> None:
    """No word is cut in two, and no neighbouring sentence leaks in."""
    text = (
        "Nothing else. Shares of the small biotechnology company named Zorvan Therapeutics "
        "rose 12% on Friday in heavy and somewhat nervous trading on several exchanges. More."
    )
    (line,) = lines_of(text)
    words = re.findall(r'in "(.*)"', line)[0]

    assert words in text
    assert "12%" in words
    assert "Nothing" not in words
    assert "More" not in words
    assert f" {words} " in f" {text} "


def test_words_of_a_short_sentence_are_its_own_alone() -> None:
    """Near as they stand, the sentences on both sides stay out."""
    (line,) = lines_of("Nothing else. Zorvan rose 12% on Friday. More.")

    assert line == 'f1: 12%; in "Zorvan rose 12% on Friday."'


def test_a_stretch_shows_only_its_own_facts() -> None:
    """A chunk of a long story is read with the facts that stand in it."""
    text = "The response rate was 40%. The death rate was 5%."
    source = read_source(text, "a")

    part = list_facts(source, bare_record(), Span(start=0, end=text.index("The death")))

    assert "40%" in part
    assert "5%" not in part


def test_the_record_adds_what_it_knows() -> None:
    """Harm, comparator, milestone, unrealised, sentiment."""
    text = "The response rate was 40%. Nausea hit 30%. It was due in 2027. Losses: $5 million. 0.4"
    lines = lines_of(
        text,
        outcomes=(
            Outcome(
                measure="orr",
                fact="f1",
                cut="first cut",
                comparator="f2",
                comparator_kind=ComparatorKind.HISTORICAL,
            ),
        ),
        safety=(SafetyEvent(term="nausea", fact="f2"), SafetyEvent(term="", fact="f2")),
        milestones=(Milestone(kind="bla_submission", state="planned", date="f3"),),
        market=(MarketClaim(kind="loss", facts=("f4",), paper=True),),
        sentiment=(Sentiment(subject="story", score="f5", basis="page"),),
    )

    assert "cut first cut; compared with f2 (historical)" in lines[0]
    assert "harm nausea; harm" in lines[1]
    assert "planned bla submission" in lines[2]
    assert "unrealised" in lines[3]
    assert "sentiment of story, by the page" in lines[4]


def test_a_correction_stands_in_place_of_the_reading_it_corrects() -> None:
    """The draft is written from what the model read with the article's words for it."""
    correction = Correction(
        fact="f1",
        measure="remission",
        arm="high dose",
        status=Status.UNVERIFIED,
        evidence=(),
    )
    (line,) = lines_of("The overall response rate was 40%.", corrections=(correction,))

    assert line == "f1: 40%; measure remission; arm high dose; status unverified"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda p: str(p.stem))
def test_every_fact_of_a_golden_has_one_line_of_its_own(path: Path) -> None:
    """In reading order, none twice, none lost, and always the same."""
    source, record = read_golden(path)
    lines = list_facts(source, record).splitlines()

    assert [line.partition(":")[0] for line in lines] == [fact.id for fact in source.facts]
    assert "\n".join(lines) == list_facts(source, record)
    assert max(map(len, lines)) < 260


def read_golden(path: Path) -> tuple[Source, Record]:
    """The first story of a golden, read by the rules."""
    page = read_bytes(path.read_bytes(), path.stem)
    article = split_page(page)[0]
    source = read_story(page, article)
    return source, asyncio.run(EmbeddedEngine().extract(page, article, source))
