"""What a page's containers tell: its text's parts, boxes within it, and what stands beside it."""

import pytest

from pipeline.read.page import read_bytes
from pipeline.split import split_page, story_text

P1 = "<p>Orvane said that its drug cut relapses of gout by 52% in a trial of 412 adults.</p>"
P2 = "<p>Relapses of gout are costly, and Orvane will file for approval of its drug in May.</p>"
P3 = "<p>Its gout drug costs 9 dollars to make, the firm said, and relapses cost far more.</p>"


def page_of(body: str) -> str:
    """A page with a headline."""
    return f"<!doctype html><html><body>{body}</body></html>"


def marks_of(body: str) -> list[tuple[str, str]]:
    """The marks that are no element's name, with the first words that each covers."""
    page = read_bytes(page_of(body).encode(), "a.html")
    kinds = {"part", "box", "cards", "beside", "outside"}
    return [
        (mark.tag, mark.span.cut(page.text).split("\n")[0])
        for mark in page.marks
        if mark.tag in kinds
    ]


def told_in(body: str) -> list[str]:
    """The text of each story, a line's spaces squeezed."""
    page = read_bytes(page_of(body).encode(), "a.html")
    return [" ".join(story_text(page, story).split()) for story in split_page(page)]


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        (f"<div><h1>T</h1>{P1}{P2}</div>", []),
        (f"<div><h1>T</h1>{P1}{P2}<div><h3>Enjoying this?</h3><p>Pay.</p></div></div>",
         [("box", "Enjoying this?")]),
        (f"<div><h1>T</h1>{P1}{P2}</div><div><h3>Pay</h3><p>Now.</p></div>", [("beside", "Pay")]),
        (f"<main><h1>T</h1>{P1}{P2}</main><div><p>Weather: rain, and more of it than there was in "
         "all of May</p></div>", [("outside", "Weather: rain, and more of it than there was in all "
         "of May")]),
        (f"<div><h1>T</h1>{P1}{P2}<div><p>A paragraph that is set in a container of its own has "
         "nothing of a box.</p></div></div>", []),
        (f"<h1>T</h1>{P1}{P2}<div><div><a href=x>One</a></div><div><a href=y>Two</a></div></div>",
         [("cards", "One")]),
        (f"<h1>T</h1><div class=e>{P1}</div><div class=e>{P2}</div><div class=f><p>And this is an "
         "advertiser's, who says of his wares what they always say of them</p></div>",
         [("part", P1[3:-4]), ("part", P2[3:-4]),
          ("box", "And this is an advertiser's, who says of his wares what they always say of them")
         ]),
        (f"<h1>T</h1>{P1}<h1>U</h1>{P2}<div><h3>Pay</h3></div>", []),
        ("<h1>T</h1><div><h3>Pay</h3></div>", []),
    ],
)  # fmt: skip
def test_a_container_is_known_by_its_place_and_make(
    body: str, marks: list[tuple[str, str]]
) -> None:
    """Not by its words; two first headings, or next to no text, tell of no trunk."""
    assert marks_of(body) == marks


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>Enjoying this?</h3><p>Members pay 6 francs a month.</p></div>",
        "<div><b>Never miss a move</b><p>Alerts on 2,000 stocks, sent at once to you.</p></div>",
        "<div><form><p>21,000 scientists read our letter.</p><button>Go</button></form></div>",
        "<div>18 new</div>",
        "<div><h3>Your gout, your kitchen</h3><p>Relapses hate cherries, celery, cider, vinegar, "
        "walnuts, lemons, garlic, ginger and broth: 21,000 cooks share their recipes.</p></div>",
    ],
)
def test_a_box_that_speaks_of_something_else_is_not_the_storys(box: str) -> None:
    """Within its text or below it."""
    text = f"<h1>T</h1>{P1}{P2}"
    for body in (f"<div>{text}{box}{P3}</div>", f"<div>{text}{P3}</div>{box}"):
        (story,) = told_in(body)

        assert "52%" in story
        assert not any(figure in story for figure in ("6 francs", "2,000", "21,000", "18 new"))


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>Gout in figures</h3><ul><li>Relapses of gout: 31 a year</li></ul></div>",
        "<div><h3>Gout, and how often relapses strike</h3><p>Gout strikes 31 of them.</p></div>",
        "<div><p>In all, 31 hospitals of the region took part, from the coast to the hills.</p>"
        "</div>",
    ],
)
def test_a_box_that_speaks_of_the_same_is_the_storys(box: str) -> None:
    """And so is a paragraph in a container of its own, whatever it says."""
    text = f"<h1>T</h1>{P1}{P2}"
    for body in (f"<div>{text}{box}{P3}</div>", f"<div>{text}{P3}{box}</div>"):
        (story,) = told_in(body)

        assert "31" in story


def test_cards_below_a_story_that_lead_elsewhere_are_not_its() -> None:
    """Though they speak of the same; what they are made of decides."""
    cards = "".join(
        f"<div class=c><a href=x><h3>Gout relapses and Orvane</h3></a><p>Orvane, {n} times.</p>"
        "</div>"
        for n in (71, 72)
    )
    (story,) = told_in(f"<div><h1>T</h1>{P1}{P2}{P3}</div><div>{cards}</div>")

    assert "71" not in story
    assert "72" not in story


def test_questions_below_a_story_are_its_own() -> None:
    """In cards, too."""
    cards = "".join(
        f"<div class=q><h3>{asked}</h3><p>Doctors count {n} kinds, mostly harmless.</p></div>"
        for n, asked in ((71, "Which foods set off gout?"), (72, "Which tests does Orvane pay?"))
    )
    (story,) = told_in(f"<div><h1>T</h1>{P1}{P2}{P3}</div><div>{cards}</div>")

    assert "71" in story
    assert "72" in story


ITEMS = (
    ("Panel backs a patch for migraine", "Advisers voted 9 to 2 for a skin patch of Solvanta."),
    ("Hospital chain pays over bills", "Grauert will pay for nights that were billed in Essen."),
    ("Ticks carry fever further north", "Researchers near Lyon found its virus in many insects."),
)


def pieces(tag: str, title: str) -> str:
    """The items, each in a container."""
    return "".join(
        f"<{tag} class=e><{title}>{head}</{title}><p>{text} It was the first of its kind there.</p>"
        f"</{tag}>"
        for head, text in ITEMS
    )


@pytest.mark.parametrize("title", ["h2", "div", "b"])
def test_titled_containers_of_one_make_are_stories(title: str) -> None:
    """With and without a heading element."""
    page = read_bytes(page_of(f"<h1>The week</h1>{pieces('div', title)}").encode(), "a.html")

    assert [story.headline for story in split_page(page)] == [head for head, _ in ITEMS]


def test_a_heading_in_a_box_is_no_items() -> None:
    """Nor do its lines count as the page's welcome."""
    box = "<div><h4>What we know</h4><ul>" + "".join(f"<li>{h}, say all</li>" for h, _ in ITEMS)
    flat = "".join(
        f"<h2>{head}</h2><p>{text} It was the first of its kind.</p>" for head, text in ITEMS
    )
    page = read_bytes(page_of(f"<h1>The week</h1>{box}</ul></div>{flat}").encode(), "a.html")

    assert [story.headline for story in split_page(page)] == [head for head, _ in ITEMS]


def test_containers_that_speak_of_one_subject_are_one_story() -> None:
    """Sections of a story have titles, and one make, too."""
    sections = "".join(
        f"<div class=e><h2>{title}</h2>{text}</div>"
        for title, text in (("What was found", P1), ("What comes next", P2), ("The cost", P3))
    )

    assert len(told_in(f"<h1>Orvane halves relapses of gout</h1>{sections}")) == 1


def wrap(*heads: str) -> list[str]:
    """The headlines of a wrap of the market with these headings."""
    text = "Its shares rose on news of a drug and fell again by the end of the day."
    below = "".join(f"<h3>{head}</h3><p>{text}</p>" for head in heads)
    page = read_bytes(page_of(f"<h1>Movers</h1>{P1}{below}").encode(), "a.html")
    return [story.headline for story in split_page(page)]


def test_headings_that_are_a_name_and_a_ticker_begin_stories() -> None:
    """And what stands above them is one."""
    heads = ["Quandine (QDNE)", "Sorvell Pharma (NASDAQ: SRVL)", "Lunaxis ($LNXS)"]

    assert wrap(*heads) == ["Movers", *heads]


@pytest.mark.parametrize(
    "heads",
    [
        ("Quandine (QDNE)", "Sorvell (SRVL)"),
        ("Quandine (QDNE)", "Quandine (QDNE)", "Quandine (QDNE)"),
        ("Phase two (results)", "Phase three (plans)", "Costs (in all)"),
    ],
)
def test_other_headings_with_brackets_are_sections(heads: tuple[str, ...]) -> None:
    """Two may be a comparison, one share may have several sections, and words are no tickers."""
    assert wrap(*heads) == ["Movers"]


QUOTED = (
    "<p>$24.15 <span>+0.42 (1.77%)</span></p><p>52-week range $14.02 - $31.88</p>"
    "<p>Market cap $1.2B</p>"
)


@pytest.mark.parametrize("line", ["$24.15 +0.42 (1.77%)", "$24.15 (▲1.77%)", "24.15 USD −0.42"])
def test_a_price_with_its_change_on_one_line_opens_the_quote(line: str) -> None:
    """It is set aside with the share's name above it and the data below."""
    box = QUOTED.replace("$24.15 <span>+0.42 (1.77%)</span>", line)
    (told,) = told_in(f"<h1>T</h1>{P1}<aside><h4>ORVN</h4>{box}</aside>{P2}{P3}")

    assert "24.15" not in told
    assert "Market cap" not in told
    assert "412 adults" in told


def test_a_price_in_the_story_s_own_words_stays() -> None:
    """So does a line of figures with no share's name and no datum beside it."""
    own = "<p>Its shares closed at $24.15, up 1.77% on the day, after the news was out.</p>"
    (told,) = told_in(f"<h1>T</h1>{P1}{own}<p>$24.15 +0.42 (1.77%)</p>{P2}{P3}")

    assert told.count("24.15") == 2
