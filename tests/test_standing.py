"""A sentence of a brief has a verb of its own and points at nothing its reader has not met."""

import tomllib
from pathlib import Path

import pytest

from pipeline.embedded.spin import cut_spin, is_coloured
from pipeline.embedded.standing import is_fragment, points_back
from pipeline.embedded.variants import find_variants
from pipeline.figures.reading import read_source
from pipeline.render import render
from schemas.article import ArticleKind, SegmentKind
from schemas.draft import Draft, DraftSentence, Move, Topic
from schemas.record import Inventory, Passage, Record
from schemas.text import Evidence, Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "standing.toml").read_text())["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_line_is_told_from_a_sentence(case: dict[str, str]) -> None:
    """Fragments and sentences that lean are known, and whole ones are let be."""
    assert is_fragment(case["text"]) is bool(case.get("fragment"))
    assert points_back(case["text"]) is bool(case.get("back"))


def test_words_in_quotation_marks_stay_to_the_letter() -> None:
    """Colour is cut from our own words only, and what somebody else said may be coloured."""
    said = 'Ostrel made remarkable progress and spoke of "remarkable progress".'

    assert cut_spin(said).text == 'Ostrel made progress and spoke of "remarkable progress".'
    assert not is_coloured(cut_spin(said).text)
    assert is_coloured("Ostrel made remarkable progress.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("**Harm.** Nine adults had a rash after the pill.", "Nine adults had a rash"),
        ("[Nine adults had a rash after the pill.", "Nine adults had a rash"),
        ("ERRATUM: Nine adults had a rash after the pill.", "Nine adults had a rash"),
        ("CORK, Ireland, 3 May 2026 (Fenwire) -- Ostrel sold its plant.", "Ostrel sold its"),
    ],
)
def test_what_stands_before_a_sentence_is_no_part_of_it(text: str, said: str) -> None:
    """A label in stars or capitals, a bracket, a place and date: the sentence begins after it."""
    source = read_source(text, "a.txt")
    span = Span(start=0, end=len(text))
    evidence = Evidence(source_id=source.id, span=span, text=text)
    passage = Passage(evidence=evidence, kind=SegmentKind.BODY, opinion=False, topics=())
    inventory = Inventory(figures=0, facts=0, identifiers=0, boilerplate=())
    record = Record(article_id="a", headline="", kind=ArticleKind.CLINICAL, inventory=inventory)
    [variant] = find_variants(passage, record, source)

    assert variant.text.replace("{m0}", "Nine").replace("{m1}", "Nine").startswith(said)


def test_a_quotation_behind_another_is_what_the_article_adds() -> None:
    """In one paragraph only, and only of the article's own words."""
    source = read_source("Nine adults had a rash. Four had a cough. Sales rose.", "a.txt")
    said = ["{m0} adults had a rash", "{m1} had a cough", "Sales rose"]
    topics = (Topic.HARM, Topic.HARM, Topic.MARKET)
    sentences = tuple(
        DraftSentence(text=f"The article says: “{words}”.", move=Move.QUOTE, topic=topic)
        for words, topic in zip(said, topics, strict=True)
    )
    text = render(Draft(headline="A", sentences=sentences, limit=60), source).summary

    assert text == (
        "The article says: “Nine adults had a rash”. It adds: “Four had a cough”.\n\n"
        "The article says: “Sales rose”."
    )
