"""The figures of a text as a table, and how each was understood."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.show.terminal import Paper
from pipeline.show.terminal_figures import render_figures, understood
from schemas.article import SegmentKind
from schemas.figure import Bound, Figure, Identifier, IdentifierKind, Kind
from schemas.text import Span

TEXT = "Qorvex:\nin 1.5 million people"
FIGURE = Figure(
    text="1.5 million people",
    span=Span(start=11, end=29),
    kind=Kind.COUNT,
    values=(Decimal("1.5E+6"),),
    unit="people",
)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"kind": Kind.PERCENT, "values": (44, 67), "is_range": True, "unit": "%"},
            "percent 44 to 67%",
        ),
        ({"kind": Kind.COUNT, "values": (3,), "bound": Bound.AT_LEAST}, "count >= 3"),
        (
            {
                "kind": Kind.MONEY,
                "values": (Decimal("1.2E+6"),),
                "unit": "USD",
                "approximate": True,
            },
            "money about 1200000 USD",
        ),
        (
            {"kind": Kind.PROPORTION, "values": (7, 12), "part": 7, "whole": 12},
            "proportion 7 of 12",
        ),
        (
            {"kind": Kind.DATE, "first": date(2027, 4, 1), "last": date(2027, 9, 30)},
            "date 2027-04-01 to 2027-09-30",
        ),
        (
            {"kind": Kind.DATE, "first": date(2026, 3, 1), "last": date(2026, 3, 1)},
            "date 2026-03-01",
        ),
        (
            {"kind": Kind.P_VALUE, "values": (Decimal("0.05"),), "bound": Bound.LESS},
            "p value < 0.05",
        ),
    ],
)
def test_a_figure_is_told_as_it_was_understood(fields: dict[str, Any], said: str) -> None:
    """Values written out, a range as a range, a proportion as n of N."""
    figure = Figure.model_validate({"text": "x", "span": Span(start=0, end=1), **fields})

    assert understood(figure) == said


def test_a_table_gives_place_print_meaning_and_words() -> None:
    """And keeps names that hold digits apart."""
    name = Identifier(text="CD7", span=Span(start=0, end=3), kind=IdentifierKind.NAME, key="cd7")
    shown = render_figures(TEXT, ((FIGURE, None),), (name, name), Paper(width=90))

    assert shown == (
        "1 figure\n"
        "line 2  1.5 million people  count 1500000 people  in 1.5 million people\n"
        "\n"
        "Names, not figures: CD7\n"
    )


def test_a_narrow_table_leaves_the_words_out_and_nothing_else() -> None:
    """Place and meaning stay."""
    shown = render_figures(TEXT, ((FIGURE, None),), (), Paper(width=60))

    assert "line 2" in shown
    assert "count 1500000 people" in shown
    assert "in 1.5" not in shown
    assert max(map(len, shown.splitlines())) <= 60


def test_one_of_several_texts_stands_under_its_name() -> None:
    """A feed's item by its number and title; a text alone has no name over it."""
    alone = render_figures(TEXT, [(FIGURE, None)], [], Paper(100))
    named = render_figures(TEXT, [(FIGURE, None)], [], Paper(100), "feed.xml#2 · Sales rise")

    assert alone.startswith("1 figure")
    assert named.startswith("feed.xml#2 · Sales rise\n\n1 figure")
    assert named.endswith("\n\n")


def test_a_figure_in_boilerplate_is_listed_and_marked() -> None:
    """Counted apart, with the kind of what it stands in."""
    shown = render_figures(TEXT, ((FIGURE, SegmentKind.NAVIGATION),), (), Paper(width=100))

    assert shown.startswith("1 figure, 1 in boilerplate\n")
    assert "(navigation)" in shown
