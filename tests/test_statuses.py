"""How sure a text is of its figures, told by the words around them and by its dateline."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.figures.reading import read_figures, read_source
from pipeline.figures.today import find_today
from schemas.source import Status

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "statuses.toml").read_text("utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_figure_is_as_sure_as_its_words_make_it(case: dict[str, Any]) -> None:
    """Each figure that the row names has the status that the row gives."""
    read = read_figures(case["text"])
    said = {f.text: r.status.name.lower() for f, r in zip(read.figures, read.roles, strict=True)}

    assert {text: said[text] for text in case["statuses"]} == case["statuses"]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("LEEDS, 4 March 2031 -- Brillen said on Friday", date(2031, 3, 4)),
        ("Brillen closes a plant\nBy Ada Crewe\nMarch 4, 2031\n\nThe plant", date(2031, 3, 4)),
        ("The Vial · no. 7 · March 2031\n\nEleven children", date(2031, 3, 31)),
        ("Published on 4 March 2031\nThe plant", date(2031, 3, 4)),
        ("Regulator to decide by March 2031\nThe plant", None),
        ("Brillen had a good third quarter of 2031\nThe plant", None),
        ("Brillen closes a plant\n\nThe plant closed.", None),
    ],
)
def test_the_day_of_a_text_is_that_of_its_dateline(head: str, day: date | None) -> None:
    """A date in a line of its own or before a dash is; a date of which something is told is not."""
    assert find_today(head) == day


def test_the_day_of_the_page_holds_for_a_story_without_one() -> None:
    """A story is read without its page's head, so the day may be handed in."""
    text = "A filing in March 2031 was told of."

    known = read_source(text, today=date(2031, 1, 9))

    assert [role.status for role in known.roles] == [Status.EXPECTED]
    assert [role.status for role in read_source(text).roles] == [Status.REPORTED]
