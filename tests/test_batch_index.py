"""The index of a batch: what needs a human first; many articles still open; nothing is obeyed."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.batch.entries import Entry, Group
from pipeline.batch.index import ON_A_PAGE, About, page_name, render_index
from tests.pages_read import Reader, browse

ABOUT = About(3, 2, ("briefs.jsonl", "manifest.json"), (("Engine", "rules, no model"),))
ATTACK = "<img src=x onerror=alert(1)><script>alert(1)</script>\x1b[31m\u202e"


def entry(group: Group, position: int, title: str = "Qorvex halves relapses") -> Entry:
    """A line of the index."""
    reasons = () if group is Group.CALM else ("? 52%: dropped “about”",)
    return Entry(group, position, title, f"briefs/{position}.html", "in/a.txt", "1 figure", reasons)


def pages(*entries: Entry) -> dict[str, str]:
    """The pages of an index."""
    return dict(render_index(entries, ABOUT))


def test_the_gravest_stand_first_then_the_order_of_the_inputs() -> None:
    """Whatever order they come in."""
    given = [
        entry(Group.CALM, 0, "calm"),
        entry(Group.WARNED, 2, "second look"),
        entry(Group.WARNED, 1, "first look"),
        entry(Group.NOT_DONE, 3, "failed"),
    ]
    (page,) = pages(*given).values()
    places = [page.index(f">{title}<") for title in ("failed", "first look", "second look", "calm")]

    assert places == sorted(places)
    assert "<h1>3 of 4 need a human</h1>" in page


@pytest.mark.parametrize(
    ("groups", "heading"),
    [
        ([], "No article"),
        ([Group.CALM], "Nothing needs a human among 1 story"),
        ([Group.CALM] * 2, "Nothing needs a human among 2 stories"),
        ([Group.CALM, Group.WRONG], "1 of 2 needs a human"),
    ],
)
def test_the_heading_says_how_many(groups: list[Group], heading: str) -> None:
    """In words, also for none."""
    (page,) = pages(*[entry(group, at) for at, group in enumerate(groups)]).values()

    assert f"<h1>{heading}</h1>" in page


def test_each_group_has_its_count_that_leads_to_it() -> None:
    """Also where it begins on a later page."""
    many = [entry(Group.WARNED, at) for at in range(ON_A_PAGE)]
    made = pages(*many, entry(Group.CALM, ON_A_PAGE))

    assert list(made) == ["index.html", "index-2.html"]
    assert '<a href="#warned">1,000 to be looked at</a>' in made["index.html"]
    assert '<a href="index-2.html#calm">1 with nothing to do</a>' in made["index.html"]
    assert 'id="calm"' in made["index-2.html"]
    assert '<a href="index-2.html">2</a>' in made["index.html"]
    assert '<a href="index.html">1</a>' in made["index-2.html"]


def test_chips_on_a_later_page_lead_back() -> None:
    """Not to a place that this page does not have."""
    made = pages(*[entry(Group.WARNED, at) for at in range(ON_A_PAGE + 1)])

    for name, page in made.items():
        reader = Reader(page)
        local = [target for target in reader.targets if "." not in target]
        assert set(local) <= set(reader.ids), name
    assert '<a href="index.html#warned">' in made["index-2.html"]


def test_twenty_thousand_articles_open() -> None:
    """On pages of a bounded size."""
    made = pages(
        *[entry(Group(at % 6), at, "A headline of some length " * 3) for at in range(20_000)]
    )

    assert len(made) == 20
    assert max(map(len, made.values())) < 1_000_000
    assert sum(page.count('class="title"') for page in made.values()) == 20_000


def test_nothing_of_an_article_is_obeyed() -> None:
    """Its words are printed, and the page allows one style and no script, request or form."""
    given = entry(Group.WRONG, 0, ATTACK)._replace(where=ATTACK, reasons=(ATTACK,))
    (page,) = pages(given).values()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert style is not None
    assert policy is not None

    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy[1].replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "<img" not in page
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert not re.search(r"https?:|@import|url\(", page)
    assert Reader(page).text.count("alert(1)") == 4


def test_names_of_pages_count_from_one() -> None:
    """`index.html`, `index-2.html`."""
    assert [page_name(0), page_name(1)] == ["index.html", "index-2.html"]


@pytest.mark.slow
def test_a_browser_has_nothing_to_complain_of(tmp_path: Path) -> None:
    """The policy allows what the page needs."""
    (page,) = pages(*[entry(group, group) for group in Group]).values()
    done = browse(page, tmp_path)

    assert "need a human" in done.stdout
    assert "Content Security Policy" not in done.stderr
