"""Tests of `pipeline.split`: which stories a page holds, what each line is, and none is lost."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.page import read_bytes, read_input
from pipeline.split import boilerplate_of, split_page, story_text
from schemas.article import Article, ArticleKind, Mark, Page, Segment, SegmentKind
from schemas.text import Span
from tests.marked_pages import misplaced, read_marked

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "split.toml").read_text(encoding="utf-8")
)
MARKED: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "stories.toml").read_text(encoding="utf-8")
)["page"]
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
LONG = (
    "Varrow Bio said on Tuesday that {} of the 412 adults in its trial of vantucel had responded."
)

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")


def page_of(text: str) -> Page:
    """A page of plain text."""
    return read_bytes(text.encode("utf-8"), "page.txt")


def kinds_of(article: Article) -> list[str]:
    """The kinds of an article's segments, in order."""
    return [segment.kind.value for segment in article.segments]


def around(line: str) -> tuple[Page, Segment]:
    """A line set between two paragraphs of a story, and the segment it became."""
    page = page_of(f"Vantucel trial misses\n\n{LONG.format(31)}\n\n{line}\n\n{LONG.format(29)}\n")
    found = [
        segment
        for article in split_page(page)
        for segment in article.segments
        if segment.span.cut(page.text) == line
    ]
    assert len(found) == 1
    return page, found[0]


@pytest.mark.parametrize("case", CASES["line"], ids=lambda case: case["text"][:40])
def test_a_line_in_a_story_gets_its_kind(case: dict[str, Any]) -> None:
    """Boilerplate is marked and the story's own sentences are not: rows in cases/split.toml."""
    _, segment = around(case["text"])

    assert segment.kind.value == case["kind"], case["why"]


@pytest.mark.parametrize("case", CASES["opinion"], ids=lambda case: case["text"][:40])
def test_a_view_is_told_from_news(case: dict[str, Any]) -> None:
    """Trading talk and the writer's own view are opinion; what others said is news."""
    _, segment = around(case["text"])

    assert segment.opinion is case["opinion"], case["why"]


@pytest.mark.parametrize("case", CASES["page"], ids=lambda case: case["name"])
def test_a_page_splits_into_its_stories(case: dict[str, Any]) -> None:
    """Headlines, kinds, opinions and sorts of whole pages: rows in cases/split.toml."""
    name = "page.html" if "html" in case else "page.txt"
    page = read_bytes(str(case.get("html") or case["text"]).encode("utf-8"), name)

    articles = split_page(page)

    assert [article.headline for article in articles] == case["headlines"], case["why"]
    assert [" ".join(kinds_of(article)) for article in articles] == case["kinds"], case["why"]
    if "story_kinds" in case:
        assert [article.kind.value for article in articles] == case["story_kinds"]
    if "opinions" in case:
        flagged = [str(i) for i, s in enumerate(articles[0].segments) if s.opinion]
        assert [i for i in flagged if i != "0"] == case["opinions"]
    assert_nothing_lost(page, articles)


MARKUPS = {
    "h1": "<h1>{}</h1>",
    "h2": "<h2>{}</h2>",
    "bold": "<p><b>{}</b></p>",
    "div": "<div>{}</div>",
    "markdown": "# {}\n\n",
    "text": "{}\n\n",
}


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("case", CASES["pair"], ids=lambda case: case["why"][:40])
def test_two_titles_of_one_level_are_two_stories_if_nothing_is_shared(
    case: dict[str, Any], markup: str
) -> None:
    """However the titles are marked up, as long as both are alike: rows in cases/split.toml."""
    title, body = MARKUPS[markup], "<p>{}</p>" if "<" in MARKUPS[markup] else "{}\n\n"
    texts = (case["first"], case["second"])
    text = "".join(title.format(t[0]) + "".join(map(body.format, t[1:])) for t in texts)
    ending = {"markdown": "md", "text": "txt"}.get(markup, "html")
    page = read_bytes(text.encode("utf-8"), f"page.{ending}")

    articles = split_page(page)

    assert len(articles) == case["stories"], case["why"]
    assert_nothing_lost(page, articles)


@pytest.mark.parametrize("case", MARKED, ids=lambda case: case["name"])
def test_every_figure_of_a_page_stands_in_its_own_story_or_in_none(case: dict[str, Any]) -> None:
    """Each marked figure is where it belongs, under the right headline: cases/stories.toml."""
    marked = read_marked(case)

    assert misplaced(marked) == [], case["why"]
    assert [article.headline for article in marked.articles] == case["headlines"], case["why"]
    assert_nothing_lost(marked.page, marked.articles)


def assert_nothing_lost(page: Page, articles: tuple[Article, ...]) -> None:
    """Every character that is no space stands in exactly one segment, and segments are in order."""
    at = 0
    for segment in (s for article in articles for s in article.segments):
        assert not page.text[at : segment.span.start].strip()
        assert segment.span.start >= at
        assert not segment.span.cut(page.text)[0].isspace()
        at = segment.span.end
    assert at <= len(page.text)
    assert not articles or not page.text[at:].strip()


LINES = st.sampled_from(
    [
        "",
        "# Vantucel Fails",
        "Varrow Shares Sink 22% on Loss",
        LONG.format(31),
        "- one item of 3",
        "| a | b |",
        "About Varrow",
        "By Ana Calder",
        "Related articles",
        "What is it?",
        "---",
        "FAQ",
        "Overall Sentiment",
        "0.35",
        "\t",
        "  •  ",
        "“",
    ]
)


@given(st.one_of(st.text(max_size=400), st.lists(LINES, max_size=30).map("\n".join)))
def test_any_text_splits_without_loss(text: str) -> None:
    """Whatever the text, no character is lost, doubled or out of order, and nothing raises."""
    page = Page(id="x", sha256="0" * 64, media="text", encoding="utf-8", text=text)

    articles = split_page(page)

    assert_nothing_lost(page, articles)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_a_storys_text_keeps_every_offset(text: str) -> None:
    """It is as long as the page, has its newlines, and shows only what it was asked for."""
    page = Page(id="x", sha256="0" * 64, media="text", encoding="utf-8", text=text)

    for article in split_page(page):
        shown = story_text(page, article)
        assert len(shown) == len(text)
        assert all(new in {old, " "} for new, old in zip(shown, text, strict=True))
        assert shown.count("\n") == text.count("\n")


PRINTED = """Varrow Bio
Vantucel fails in lupus
Vantucel, an antibody from Varrow Bio, did no better than placebo in 412 adults, it said.

About Varrow
Varrow employs 84 people.

¹ Of the 409 who were given vantucel at least once
² Calder A, Ford B. Vantucel in lupus. Ann Rare Dis. 2025;12:412-20.
Page 3 of 12
"""


@pytest.mark.parametrize("media", ["pdf", "docx"])
def test_footnotes_are_the_storys_and_running_heads_are_not(media: str) -> None:
    """A footnote holds a denominator; a source, a head and a page's number are no text."""
    page = printed_page(media)

    (article,) = split_page(page)

    assert article.headline == "Vantucel fails in lupus"
    assert kinds_of(article) == [
        *("navigation", "headline", "body", "about", "about"),
        *("body", "navigation", "navigation"),
    ]


def test_a_place_in_boilerplate_has_its_kind() -> None:
    """The story's own places have none; nor have those of a page without a story."""
    page = printed_page("pdf")
    spans = [Span(start=page.text.index(words), end=page.text.index(words) + 3)
             for words in page.text.split("\n")[:2]]  # fmt: skip

    assert boilerplate_of(split_page(page), spans) == (SegmentKind.NAVIGATION, None)
    assert boilerplate_of((), spans) == (None, None)


def test_what_stands_aside_on_the_web_is_no_footnote() -> None:
    """There `header` holds the headline as well, and `aside` a box."""
    (article,) = split_page(printed_page("html"))

    assert kinds_of(article)[5:7] == ["about", "navigation"]


def printed_page(media: str) -> Page:
    """A page with a running head and foot and two footnotes, marked as parsers mark them."""
    lines = PRINTED.split("\n")
    tags = {0: "header", 1: "h1", 7: "aside", 8: "aside", 9: "footer"}
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    marks = tuple(
        Mark(span=Span(start=starts[i], end=starts[i] + len(lines[i])), tag=tag)
        for i, tag in tags.items()
    )
    return Page(id="x", sha256="0" * 64, media=media, encoding="utf-8", text=PRINTED, marks=marks)


def test_a_disclosure_can_be_found_and_is_no_part_of_the_story() -> None:
    """The notes ask for the kind; a brief is written without it."""
    page = page_of(
        f"Vantucel fails\n\n{LONG.format(31)}\n\nDisclosures: Ana Calder owns 90 shares.\n"
    )
    (article,) = split_page(page)

    told = story_text(page, article, frozenset({SegmentKind.DISCLOSURE})).strip()

    assert told == "Disclosures: Ana Calder owns 90 shares."
    assert "90" not in story_text(page, article)


@pytest.mark.parametrize(
    ("heading", "below", "kind"),
    [
        ("Competing interests", "Dr Ford has been paid $9,000 by Varrow.", "disclosure"),
        ("Funding", "The study was supported by a grant of $2 million from Brillen.", "disclosure"),
        ("Funding", "Varrow raised $90 million to pay for its next trial of vantucel.", "body"),
    ],
)
def test_a_declarations_heading_opens_its_section(heading: str, below: str, kind: str) -> None:
    """Who paid for a study is declared; what a firm raised is its news."""
    text = f"Vantucel fails in lupus\n\n{LONG.format(31)}\n\n{heading}\n\n{below}\n"

    (article,) = split_page(page_of(text))

    assert kinds_of(article)[-1] == kind


def test_who_paid_is_found_above_the_headline_and_in_an_author_box() -> None:
    """A label of paid content, and what a writer owns, are disclosures wherever they stand."""
    box = "About the author\n\nAna Calder is a reporter. She holds no shares of any maker."
    text = f"Paid content\n\nVantucel fails in lupus\n\n{LONG.format(31)}\n\n{box}\n"

    (article,) = split_page(page_of(text))

    assert kinds_of(article) == ["disclosure", "headline", "body", "author", "disclosure"]


def test_the_head_of_a_table_in_pipes_is_no_menu() -> None:
    """`Arm | Remission | Deaths` names its columns; `Home | Markets | Opinion` the site's."""
    rows = "Arm | Remission | Deaths\nVantucel | 45% | 2\nPlacebo | 19% | 1"
    page = page_of(f"Home | Markets | Opinion\n\nVantucel wins\n\n{LONG.format(31)}\n\n{rows}\n")

    (article,) = split_page(page)

    assert kinds_of(article) == ["navigation", "headline", "body", "table", "table", "table"]


def test_a_storys_text_leaves_out_boilerplate_and_the_other_stories() -> None:
    """What is not asked for is blank, at the same places."""
    digest = next(case for case in CASES["page"] if case["name"].startswith("digest"))
    page = page_of(digest["text"])

    shown = story_text(page, split_page(page)[1])

    assert shown.split("\n")[4].strip() == digest["headlines"][1]
    assert "Varrow" not in shown
    assert "More from" not in shown
    assert "Ostrava" not in shown


def test_other_kinds_can_be_asked_for() -> None:
    """The sentiment reader asks for widgets alone."""
    case = next(case for case in CASES["page"] if "widget" in case["name"])
    page = page_of(case["text"])

    shown = story_text(page, split_page(page)[0], frozenset({SegmentKind.WIDGET}))

    assert shown.split()[:2] == ["Overall", "Sentiment"]
    assert shown.split()[-2:] == ["VRRW", "-0.70"]


def test_a_story_without_a_headline_has_none() -> None:
    """A page that begins with a paragraph is a story whose headline is empty."""
    (article,) = split_page(page_of(LONG.format(31)))

    assert article.headline == ""
    assert article.headline_span is None


def test_articles_are_numbered_after_their_page() -> None:
    """An article's id is its page's and its number, from 1."""
    digest = next(case for case in CASES["page"] if case["name"].startswith("digest"))

    articles = split_page(page_of(digest["text"]))

    assert [article.id for article in articles] == ["page.txt#1", "page.txt#2", "page.txt#3"]
    assert {article.page_id for article in articles} == {"page.txt"}


@pytest.mark.parametrize(
    "piece", ["Varrow Wins Again Today\n" + LONG + "\n", "word ", "- a 1\n", "(“"]
)
def test_a_page_ten_times_as_long_takes_no_more_than_thirty_times_as_long(piece: str) -> None:
    """Splitting is linear in the page's length; a square would take a hundred times as long.

    Of three tries the quickest counts, so that what else runs here does not.
    """
    short, long = (
        min(splitting_seconds(page_of(piece * (length // len(piece)))) for _ in range(3))
        for length in (10_000, 100_000)
    )

    assert long < 30 * max(short, 0.01)


def splitting_seconds(page: Page) -> float:
    """What splitting costs the processor."""
    began = time.process_time()
    split_page(page)
    return time.process_time() - began


@needs_seeds
def test_the_seed_with_three_stories_is_three() -> None:
    """Three headlines at their places; the first story's tail is boilerplate; three sorts."""
    articles = split_page(read_input(str(next(SEEDS.glob("001_*.txt")))))

    assert [a.headline_span.start for a in articles if a.headline_span] == [0, 1656, 2735]
    assert kinds_of(articles[0])[2:] == ["promotion", "widget", "about", "author"]
    assert [a.kind for a in articles] == [
        ArticleKind.OUTLOOK,
        ArticleKind.MARKET,
        ArticleKind.CLINICAL,
    ]


@needs_seeds
def test_the_long_seed_is_one_story_with_its_boilerplate_marked() -> None:
    """Two disclaimers, a cross-promotion and three prompts, three table rows, five answers."""
    (article,) = split_page(read_input(str(next(SEEDS.glob("000_*.txt")))))
    kinds = kinds_of(article)

    assert article.kind is ArticleKind.ANALYSIS
    assert kinds[:4] == ["headline", "standfirst", "byline", "caption"]
    assert kinds.count("disclaimer") == 2
    assert kinds.count("promotion") == 4
    assert kinds.count("table") == 3
    assert kinds.count("faq") == 10
    assert kinds.count("author") == 4
    assert kinds.count("caption") == 3
    assert kinds[-1] == "about"
    assert not any(segment.opinion for segment in article.segments)


@needs_seeds
def test_the_seed_with_a_commentary_keeps_news_and_view_apart() -> None:
    """No headline; the news paragraph, the trading paragraph, an advertisement, a widget."""
    (article,) = split_page(read_input(str(next(SEEDS.glob("002_*.txt")))))

    assert article.headline_span is None
    assert kinds_of(article) == ["body", "body", "promotion"] + ["widget"] * 5
    assert [segment.opinion for segment in article.segments][:2] == [False, True]
    assert article.kind is ArticleKind.CLINICAL
