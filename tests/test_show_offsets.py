"""Code points to lines and columns, and back."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.show.offsets import Lines
from schemas.text import Span

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "show_offsets.toml").read_text(encoding="utf-8")
)["case"]
TEXTS = st.text(st.sampled_from("ab7%\n\r \u00a0\u0301🙂‮\u2028\t"), min_size=1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_a_span_has_its_lines_and_columns(case: dict[str, Any]) -> None:
    """Rows of texts whose lines and columns were counted by hand."""
    region = Lines(case["text"]).region(Span(start=case["start"], end=case["end"]))

    assert list(region) == case["region"]


@given(TEXTS, st.data())
def test_a_region_leads_back_to_its_span(text: str, data: st.DataObject) -> None:
    """Whatever the characters, line and column name the same place as the offset."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    lines = Lines(text)

    region = lines.region(Span(start=start, end=end))

    assert lines.offset(region.start_line, region.start_column) == start
    assert lines.offset(region.end_line, region.end_column) == end


@given(TEXTS, st.data())
def test_the_lines_of_a_stretch_are_the_stretch(text: str, data: st.DataObject) -> None:
    """Nothing is lost between lines and nothing is told twice."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    within = Span(start=start, end=end)

    assert "".join(span.cut(text) for span in Lines(text).spans(within)) == within.cut(text)


@given(TEXTS)
def test_lines_are_counted_as_an_editor_counts_them(text: str) -> None:
    """As many lines as `re.split` at LF, CR LF and CR finds, an outside authority for this."""
    editors = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    last = Lines(text).line(len(text))

    assert last == editors
