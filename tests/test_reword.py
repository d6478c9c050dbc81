"""Sentences in other words: runs are parted, what is said stays, quotations are not touched."""

import tomllib
from pathlib import Path

import pytest

from pipeline.copying import WARN_ABOVE, find_copied, measure_copying, shelve
from pipeline.embedded.clauses import write_template
from pipeline.embedded.reword import find_stuck, reword
from pipeline.embedded.reword_words import WAYS, find_cue
from pipeline.figures.check import check_figures
from pipeline.figures.reading import read_source
from pipeline.render import render_text
from schemas.draft import DraftSentence, Move, Topic
from schemas.source import Source

CASES = tomllib.loads((Path(__file__).parent / "cases" / "reword.toml").read_text())["case"]
LONG = CASES[0]["source"]


def _write(text: str, move: Move = Move.CLAUSE) -> tuple[tuple[DraftSentence, ...], Source]:
    """The sentences of a source as a draft would print them word for word."""
    source = read_source(text, "a.txt")
    drafted = tuple(
        DraftSentence(text=write_template(source, span), move=move, topic=Topic.HARM)
        for span in source.sentences
    )
    return drafted, source


def _print(sentences: tuple[DraftSentence, ...], source: Source) -> str:
    facts = {fact.id: fact for fact in source.facts}
    return " ".join(render_text(item.text, source, facts) for item in sentences)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_long_sentence_is_said_in_other_words(case: dict[str, str]) -> None:
    """It says the same, and the checker agrees."""
    sentences, source = _write(case["source"])
    said = _print(reword(sentences, source), source)

    assert said == case["said"]
    assert measure_copying(said, case["source"]).longest_run <= WARN_ABOVE
    assert check_figures(said, case["source"]).ok


def test_a_quotation_and_a_sentence_that_is_held_stay_as_they_are() -> None:
    """A quotation is the article's own, and what the checker misread reworded is not reworded."""
    sentences, source = _write(LONG)
    quoted, _ = _write(LONG, Move.QUOTE)

    assert reword(sentences, source) != sentences
    assert reword(sentences, source, frozenset({0})) == sentences
    assert reword(quoted, source) == quoted


def test_a_run_over_two_sentences_is_parted_as_well() -> None:
    """Nine words and nine make eighteen in a row; a link between them ends the run."""
    sentences, source = _write(
        "Four people on felmarin had a rash after a week. "
        "The rash cleared in three of them within ten days."
    )
    said = _print(reword(sentences, source), source)

    assert measure_copying(_print(sentences, source), source.text).longest_run > WARN_ABOVE
    assert measure_copying(said, source.text).longest_run <= WARN_ABOVE


def test_a_sentence_that_nothing_parts_is_named() -> None:
    """Only the sentence that holds most of the run; none once every run is short."""
    stuck = "Felmarin’s " + " ".join(["neat"] * 18) + " pill."
    sentences, source = _write(f"{stuck} Four people had a rash.")

    assert find_stuck(sentences, source) == (0,)
    assert find_stuck(sentences[1:], source) == ()


def test_runs_of_copied_words_are_found_where_they_stand() -> None:
    """The run of six words is found in the text, a shorter one and a quoted one are not."""
    shelf = shelve("One two three four five six seven eight.")
    [run] = find_copied("Said: two three four five six seven.", shelf, above=5)

    assert [run[0].start, run[-1].end] == [6, 35]
    assert find_copied("two three four five six seven", shelf, above=6) == ()
    assert find_copied("“two three four five six seven”", shelf, above=5) == ()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.shape[:40])
def test_no_way_of_rewording_writes_or_loses_a_figure(way: object) -> None:
    """What is put in place prints no digit of its own."""
    put = getattr(way, "put", "")

    assert not any(char.isdigit() for char in put.replace("\\1", "").replace("\\2", ""))


@pytest.mark.parametrize(
    ("shape", "cue"),
    [
        (r"\bowing to\b", "owing to"),
        (r"\b([Nn])obody\b", "obody"),
        (r"(?<=\bsaid) on (?:Mon|Tues)day\b", " on "),
        (r"\bplans? to\b", "plan"),
        (r"\bso{2,3}n after\b", "n after"),
        (r"\bled to\b|\bran to\b", ""),
        (r"[a-z ]+\(\w+\)", ""),
    ],
)
def test_the_cue_of_a_way_is_in_whatever_the_way_fits(shape: str, cue: str) -> None:
    """No letter that may be left out or stand for another is part of it."""
    assert find_cue(shape) == cue
