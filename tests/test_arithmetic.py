"""A source is held against its own arithmetic; what fits is left in peace."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.figures.arithmetic import RULES, check_source
from pipeline.figures.reading import read_source

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "arithmetic.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[f"{c['rule'] or 'quiet'}: {c['why']}" for c in CASES])
def test_a_source_is_noted_where_its_figures_do_not_fit(case: dict[str, Any]) -> None:
    """Each row's rule is noted with its words, and no other; a row without a rule is left alone."""
    notes = check_source(read_source(case["text"]))

    wanted = {case["rule"]} - {""}
    assert {n.rule for n in notes} - {"EB_SOURCE_HEDGE"} == wanted, [n.reason for n in notes]
    for words in case.get("says", []):
        assert any(words in n.reason for n in notes), (words, [n.reason for n in notes])


def test_a_source_eight_times_as_long_takes_no_more_than_sixteen_times_as_long() -> None:
    """Each rule looks at the figures of a sentence, not of the text; a square would be 64 times.

    Of two tries the quicker counts, so that what else runs here does not.
    """
    short, long = (
        min(checking_seconds("It costs $5.\n" * n) for _ in range(2)) for n in (100, 800)
    )

    assert long < 16 * max(short, 0.01)


def checking_seconds(text: str) -> float:
    """What the arithmetic of a source costs the processor, without reading it."""
    source = read_source(text)
    tuple(source.roles)
    began = time.process_time()
    check_source(source)
    return time.process_time() - began


def test_the_word_impossible_is_never_used() -> None:
    """A whole-patient note says what fits, since the denominator may be another."""
    for case in CASES:
        for note in check_source(read_source(case["text"])):
            assert "impossible" not in note.reason.lower()


def test_every_note_shows_the_words_it_is_about() -> None:
    """Evidence cuts its text out of the source, in reading order but for the figure in question."""
    for case in CASES:
        for note in check_source(read_source(case["text"], "page")):
            assert note.evidence
            for evidence in note.evidence:
                assert evidence.span.cut(case["text"]) == evidence.text
                assert evidence.source_id == "page"
            starts = [e.span.start for e in note.evidence[note.rule == "EB_SOURCE_POINTS" :]]
            assert starts == sorted(starts)


def test_a_hedge_in_one_place_and_none_in_another_is_noted() -> None:
    """The strongest hedge counts, and the editor learns that the article has both."""
    text = (
        "The overall response rate in lupus patients was approximately 44% in the spring cut. "
        "The overall response rate in lupus patients was 44% in the spring cut."
    )

    notes = check_source(read_source(text))

    assert [n.rule for n in notes] == ["EB_SOURCE_HEDGE"]


def test_one_measure_of_one_population_at_one_cut_has_one_value() -> None:
    """Two values in two places are a conflict; the engine shows both and chooses neither."""
    text = (
        "At the interim analysis, the overall response rate in DLBCL patients was 44%. "
        "At the interim analysis, the overall response rate in DLBCL patients was 61%."
    )

    notes = check_source(read_source(text))

    assert [n.rule for n in notes] == ["EB_SOURCE_CONFLICT"]
    assert [e.text for e in notes[0].evidence] == ["44%", "61%"]


def test_a_text_without_figures_has_no_notes() -> None:
    """Nothing printed, nothing to compare."""
    assert check_source(read_source("The company spoke of hope.")) == ()


def test_each_rule_says_what_it_finds() -> None:
    """Every rule in the table has a first line an editor can read."""
    for rule in RULES:
        assert rule.__doc__
        assert rule.__doc__.splitlines()[0].endswith(".")


def test_a_note_on_points_leads_with_the_misprinted_figure() -> None:
    """The difference printed as a percent comes before the two rates it is the difference of."""
    text = "Response was 50% with belrustat and 30% on placebo, a 20% absolute improvement."
    note = next(n for n in check_source(read_source(text, "page")) if n.rule == "EB_SOURCE_POINTS")

    assert [e.text for e in note.evidence] == ["20%", "50%", "30%"]
