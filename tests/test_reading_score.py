"""Tests of the scorer of the reading corpus: what is right scores, and each fault costs."""

import codecs
from dataclasses import replace

import pytest

from benchmarks.reading_corpus import CellWanted, PageWanted, Spot, Story, figures_of
from benchmarks.reading_score import (
    add_shares,
    leads_back,
    score_order,
    score_page,
    score_text,
)
from benchmarks.reading_snippets import find_figures_of
from pipeline.read.page import read_bytes
from schemas.score import Share
from schemas.text import Span

PAGE = b"""<html lang="en"><head><title>Velm eases colic</title></head><body>
<nav><a href="/">Home</a> <a href="/top">Top 40</a></nav>
<h1>Velm eases colic</h1>
<p id="a">Of 38<sup>2</sup> babies on velm, 17 (44.7%) cried less.</p>
<p id="b">The drops cost $9 a bottle, the company said.</p>
<table><tr><th>Arm</th><th>Better</th></tr><tr><th>Velm</th><td>17</td></tr></table>
</body></html>"""

STORY = Story(
    "Velm eases colic", ("Of «38»{2} babies", "velm, «17» («44.7%»)", "cost «$9» a", "Velm «17»")
)


def wanted(
    stories: tuple[Story, ...] = (STORY,),
    outside: tuple[str, ...] = ("Top «40»",),
    title: str = "Velm eases colic",
) -> PageWanted:
    """What the page should be read as, but for what a test changes."""
    return PageWanted(
        stories=stories,
        outside=outside,
        lines=("The drops cost $9 a bottle, the company said.",),
        absent=("function",),
        cells=(CellWanted("17", ("Velm",), ("Better",)),),
        tables=1,
        spots=(Spot("cost «$9» a", "//p[@id='b']"),),
        metadata={"title": title, "language": "en"},
    )


def scores(expected: PageWanted) -> dict[str, Share]:
    """Our own reading of the page, scored."""
    return dict(score_page(read_bytes(PAGE, "a.html"), expected, PAGE).shares)


def test_a_page_that_is_read_as_expected_has_no_fault() -> None:
    """Every measure is asked and every hit is there."""
    score = score_page(read_bytes(PAGE, "a.html"), wanted(), PAGE)

    assert score.faults == ()
    assert score.shares["figures kept"] == Share(hits=5, of=5)
    assert score.shares["stories"] == Share(hits=1, of=1)
    assert score.shares["boilerplate in a story"] == Share(hits=0, of=1)
    assert score.shares["traced"] == Share(hits=6, of=6)
    assert score.shares["metadata"] == Share(hits=10, of=10)


def test_a_figure_that_is_not_there_costs_its_story_too() -> None:
    """One of six is lost, and the story that should have it is not right."""
    more = Story(STORY.headline, (*STORY.figures, "and «99» more"))

    found = scores(wanted(stories=(more,)))

    assert found["figures kept"] == Share(hits=5, of=6)
    assert found["stories"] == Share(hits=0, of=1)


def test_a_snippet_that_is_there_twice_is_not_kept() -> None:
    """Words that stand twice do not say which figure is meant."""
    found = scores(wanted(stories=(Story(STORY.headline, ("«17»",)),)))

    assert found["figures kept"] == Share(hits=0, of=1)


def test_what_is_not_as_it_should_be_costs_by_its_own_measure() -> None:
    """A cell under another head, a line cut short, a hidden word shown, a spot, a ticker."""
    wrong = replace(
        wanted(),
        lines=("The drops cost $9 a bottle",),
        absent=("the company said",),
        cells=(CellWanted("17", ("Placebo",), ("Better",)),),
        spots=(Spot("cost «$9» a", "//p[@id='a']"), Spot("cost «$5» a", "//p[@id='b']")),
        metadata={"title": "Velm eases colic", "language": "en", "tickers": ("LSE: VLM",)},
    )

    found = scores(wrong)

    assert found["lines"] == Share(hits=0, of=1)
    assert found["unseen shown"] == Share(hits=1, of=1)
    assert found["cells"] == Share(hits=0, of=1)
    assert found["spots"] == Share(hits=0, of=2)
    assert found["metadata"] == Share(hits=9, of=10)


@pytest.mark.parametrize(
    ("asked", "share"),
    [(1, Share(hits=1, of=1)), (0, Share(hits=0, of=1)), (3, Share(hits=1, of=3))],
    ids=["as many", "one too many", "two too few"],
)
def test_a_table_that_is_none_costs_as_much_as_one_that_is_missed(asked: int, share: Share) -> None:
    """The page has one."""
    assert scores(replace(wanted(), tables=asked))["tables"] == share


def test_boilerplate_in_a_story_is_a_fault_of_both() -> None:
    """What a body says, called boilerplate by the expectation."""
    found = scores(wanted(outside=("cost «$9» a",), stories=(Story(STORY.headline, ()),)))

    assert found["boilerplate in a story"] == Share(hits=1, of=1)
    assert found["stories"] == Share(hits=0, of=1)


@pytest.mark.parametrize(
    "stories",
    [(), (Story("Another headline", ()),), (STORY, Story("Velm falls", ()))],
    ids=["one too many", "another headline", "one too few"],
)
def test_a_wrong_number_or_name_of_stories_costs(stories: tuple[Story, ...]) -> None:
    """Each story that should not be there or is not there is one that is not right."""
    share = scores(wanted(stories=stories))["stories"]

    assert share.hits == share.of - 1


def test_a_field_that_the_page_does_not_state_must_be_empty() -> None:
    """A title is stated; an expectation without one calls that a fault."""
    assert scores(wanted(title=""))["metadata"] == Share(hits=9, of=10)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Of 38² babies", True),
        ("Of 38[2] babies", True),
        ("Of 38^2^ babies", True),
        ("Of 38 2 babies", True),
        ("Of 38 babies", True),
        ("Of\n38 \tbabies", True),
        ("Of 382 babies", False),
        ("Of 38 2babies", False),
        ("Of 138 babies", False),
        ("Of 3.38 babies", False),
    ],
)
def test_a_mark_may_be_shown_in_any_way_but_glued_to_a_digit(text: str, is_found: bool) -> None:
    """Of `38` and a raised 2, 382 is another figure."""
    assert bool(find_figures_of(text, "Of «38»{2} babies")) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("38", True), ("38.", True), ("138", False), ("1.38", False), ("1,38", False),
     ("382", False), ("38.2", False), ("38,200", False)],
)  # fmt: skip
def test_a_figure_is_no_part_of_a_longer_number(text: str, is_found: bool) -> None:
    """Also where no word stands beside it in the snippet."""
    assert bool(find_figures_of(text, "«38»")) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("74 × 10⁹/L", True), ("74 × 10^9/L", True), ("74 × 10<sup>9</sup>/L", True),
     ("74 × 109/L", False), ("74 × 10 9/L", False)],
)  # fmt: skip
def test_a_raised_digit_of_a_figure_stays_raised(text: str, is_found: bool) -> None:
    """Ten to the ninth is not a hundred and nine."""
    assert bool(find_figures_of(text, "«74 × 10⁹»/L")) is is_found


def test_a_snippet_tells_its_figures_and_where_they_stand() -> None:
    """Half-open spans of the text that was looked through."""
    ((first, second),) = find_figures_of("so 17 of 38 did", "«17» of «38»")

    assert figures_of("«17» of «38»") == ("17", "38")
    assert (first, second) == (Span(start=3, end=5), Span(start=9, end=11))


@pytest.mark.parametrize(
    ("data", "holds"),
    [
        (b"One\nTwo 52%", True),
        (b"One\r\nTwo 52%", True),
        (codecs.BOM_UTF16_LE + "One\nTwo 52%".encode("utf-16-le"), True),
        ("Öne\nTwo 52%".encode("cp1252"), True),
        (b"One\nTwo  52%", False),
        (b"One\n\nTwo 52%", False),
        (b"One\nTwo 53%", False),
        (b"One", False),
    ],
)
def test_a_figure_of_a_text_leads_back_to_its_bytes(data: bytes, holds: bool) -> None:
    """By line and column; not into bytes that say something else there."""
    page = read_bytes(b"One\nTwo 52%", "a.txt")

    assert leads_back(page, Span(start=8, end=11), data) is holds


def test_a_span_leads_back_only_whole() -> None:
    """With an origin of its characters taken away it does not."""
    page = read_bytes(PAGE, "a.html")
    start = page.text.index("44.7%")
    span = Span(start=start, end=start + 5)

    assert leads_back(page, span, PAGE)
    assert not leads_back(page.model_copy(update={"origins": ()}), span, PAGE)


def test_any_reader_s_text_is_asked_for_figures_boilerplate_and_order() -> None:
    """A text with a figure lost, boilerplate taken in and the rest the wrong way round."""
    expected = wanted(stories=(Story("x", ("cost «$9» a", "Of «38»{2} babies", "was «5%»")),))

    found = score_text("Top 40. Of 38 babies. They cost $9 a bottle.", expected)

    assert found["figures kept"] == Share(hits=2, of=3)
    assert found["boilerplate taken in"] == Share(hits=1, of=1)
    assert found["order"] == Share(hits=0, of=1)
    assert score_order("cost $9 a. Of 38 babies", expected) == Share(hits=1, of=1)


def test_shares_are_added_by_name() -> None:
    """Nothing asked stays nothing."""
    one = {"a": Share(hits=1, of=2), "b": Share(hits=0, of=0)}

    assert add_shares([one, one]) == {"a": Share(hits=2, of=4), "b": Share(hits=0, of=0)}
