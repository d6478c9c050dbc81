"""Figures are found where a person sees them, with the span, kind and value a person would give."""

import re
import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.figures.found import Text
from pipeline.figures.glyphs import shade
from pipeline.figures.grammar import GRAMMARS, read_figure
from pipeline.figures.scan import find_figures
from schemas.text import Span
from tests.figure_texts import any_text

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "scan.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_row_s_figures_and_names_are_found_and_nothing_else(case: dict[str, Any]) -> None:
    """Every figure of the row is found, in order, with what the row says of it, and no other."""
    figures, identifiers = find_figures(case["text"])

    assert [f.text for f in figures] == [w["text"] for w in case["figures"]]
    assert [i.text for i in identifiers] == case.get("identifiers", [])
    for figure, wanted in zip(figures, case["figures"], strict=True):
        said = {
            "kind": figure.kind.value,
            "values": [format(v, "f") for v in figure.values],
            "unit": figure.unit,
            "hedge": figure.hedge,
            "approximate": figure.approximate,
            "bound": figure.bound.value,
            "step": format(figure.step, "f"),
            "level": str(figure.level or ""),
            "days": f"{figure.first} {figure.last}",
        }
        assert {k: said[k] for k in wanted if k != "text"} == {
            k: v for k, v in wanted.items() if k != "text"
        }


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_no_grammar_that_a_row_needs_is_passed_over(case: dict[str, Any]) -> None:
    """The rows hold every kind of figure, each with its words behind."""
    check_that_fewer_grammars_read_the_same(case["text"])


@given(any_text)
@settings(max_examples=300)
def test_a_grammar_that_is_not_tried_could_not_have_read_the_number(text: str) -> None:
    """Where a plain noun or a stop is behind a number, fewer grammars are asked."""
    check_that_fewer_grammars_read_the_same(text)


def check_that_fewer_grammars_read_the_same(text: str) -> None:
    """`read_figure` answers as the first of all grammars does; it may cut a change of two."""
    shades = Text(text, *shade(text))
    for at in [m.start() for m in re.finditer(r"(?<![\d.,])\d", shades.low)]:
        first = next((hit for grammar in GRAMMARS if (hit := grammar(shades, at))), None)
        if first is None or not first.reading.is_range:
            assert read_figure(shades, at) == first


@given(any_text)
@settings(max_examples=300)
def test_spans_cut_out_their_text_in_order_and_never_overlap(text: str) -> None:
    """Holds of figures, of identifiers, and of the two together, whatever the text."""
    figures, identifiers = find_figures(text)

    named = [(f.span, f.text) for f in figures] + [(i.span, i.text) for i in identifiers]
    assert all(span.cut(text) == words for span, words in named)
    for items in (named[: len(figures)], named[len(figures) :]):
        assert items == sorted(items, key=lambda n: n[0].start)
    spans: list[Span] = sorted((span for span, _ in named), key=lambda s: s.start)
    for one, two in pairwise(spans):
        assert one.end <= two.start


@given(any_text)
def test_a_hedge_s_span_cuts_out_the_hedge(text: str) -> None:
    """Where a figure has hedging words, their span is theirs."""
    for figure in find_figures(text)[0]:
        if figure.hedge_span is not None:
            assert figure.hedge_span.cut(text) == figure.hedge


@given(any_text)
def test_reading_twice_reads_the_same(text: str) -> None:
    """Nothing is remembered from one text to the next."""
    assert find_figures(text) == find_figures(text)


@given(any_text)
def test_values_are_finite_and_ranges_have_two(text: str) -> None:
    """A value is a number with a positive step; a range has both its ends."""
    for figure in find_figures(text)[0]:
        assert all(value.is_finite() for value in figure.values)
        assert figure.step > Decimal(0)
        assert not (figure.is_range and figure.values) or len(figure.values) == 2


@given(any_text)
@settings(max_examples=300)
def test_both_shadows_are_as_long_as_the_text(text: str) -> None:
    """Offsets into a shadow are offsets into the text, for any characters."""
    assert len(shade(text).plain) == len(shade(text).low) == len(text)


def test_every_single_character_keeps_its_length() -> None:
    """All code points, between bars: none grows or vanishes in a shadow, or the bars would move."""
    for start in range(0, 0x110000, 4096):
        text = "".join(f"{chr(code)}|" for code in range(start, start + 4096)) + "·é"
        shades = shade(text)

        assert len(shades.plain) == len(shades.low) == len(text)
        assert set(shades.plain[1:-2:2]) == set(shades.low[1:-2:2]) == {"|"}


@pytest.mark.parametrize(
    "text", ["hundred " * 60, "million " * 60, "9" * 6000, "10⁹⁹⁹⁹", "2 x 10⁹⁹⁹⁹", "1e999999999"]
)
def test_numbers_beyond_all_use_are_read_or_left(text: str) -> None:
    """No pile of digits or words is too big to read past."""
    for figure in find_figures(text)[0]:
        assert figure.span.cut(text) == figure.text


@pytest.mark.parametrize("text", ["1,2," * 50, "a1b2" * 60, "$7" * 120])
def test_an_unbroken_run_of_two_hundred_characters_is_data(text: str) -> None:
    """No number is read in it, and the figures around it are."""
    figures, names = find_figures(f"Of 48 patients {text} 17 responded.")

    assert [figure.text for figure in figures] == ["48", "17"]
    assert names == ()


def test_a_long_word_with_spaces_in_it_is_no_data() -> None:
    """`1, 2, 3, …` with spaces is a list of numbers, however long."""
    assert len(find_figures("11, " * 100)[0]) == 100
