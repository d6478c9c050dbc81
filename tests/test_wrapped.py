"""Wrapped lines are read as one; headings, lists, tables and verse are left as they are."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.check import check_figures
from pipeline.figures.reading import read_source
from pipeline.figures.wrapped import unwrap

RELEASE = (
    "Ostrel Bio said on Thursday that its cell therapy qorvexel brought a response in 7 of 12 "
    "adults (58.3%) with relapsed lymphoma, and that about 1.4 million people a year are treated "
    "for the disease. Grade 3 or higher neutropenia occurred in approximately 42% of patients. The "
    "company expects the median duration of response, now more than 9.4 months, by 18 June 2027."
)


@pytest.mark.parametrize("width", [48, 65, 72, 80, 100])
def test_a_wrapped_paragraph_reads_as_the_same_in_one_line(width: int) -> None:
    """Figures, hedges, units and dates that stand across a break are found whole."""
    wrapped = textwrap.fill(RELEASE, width, break_on_hyphens=False)

    assert unwrap(wrapped) == RELEASE
    found = [(f.text, f.values, f.hedge) for f in read_source(wrapped).figures]
    assert found == [(f.text, f.values, f.hedge) for f in read_source(RELEASE).figures]
    assert check_figures("Of 12 adults, 7 responded; about 42% had it.", wrapped).ok


@pytest.mark.parametrize(
    "text",
    [
        "Orvane beats forecasts as sales of its asthma drug double\nBy Jane Roe",
        "Score\n0.35\nVolume\n1.2 million",
        "- Response rate: 58.3% of twelve adults who were treated in the trial\n- Deaths: one",
        "Arm          Responders   Rate of response in all\nDrug         7            58.3%",
        "Arm | Responders | Rate of response in all patients who were treated\nDrug | 7 | 58.3%",
        "Short lines\nof some verse\nthat go on\nfor a while",
    ],
)
def test_lines_that_end_for_a_reason_stay(text: str) -> None:
    """A headline and its byline, rows, list items, short lines."""
    assert unwrap(text) == text


def test_a_hedge_that_opens_a_paragraph_is_read() -> None:
    """`About` behind a blank line softens the number behind it."""
    figures = read_source("Four were reported.\n\nAbout 6,200 people live there.").figures

    assert figures[1].hedge == "About"


@given(st.text(alphabet="ab1 .%\n-|\t", max_size=400))
def test_no_offset_changes(text: str) -> None:
    """Only breaks become spaces, one for one."""
    even = unwrap(text)

    assert len(even) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, even, strict=True))
