"""Every character of a page that was not ours to write can be found in the original again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.html import parse_html, read_html
from pipeline.read.page import read_bytes
from pipeline.read.trace import trace
from schemas.article import Page
from schemas.text import Span

PAGE = """<!doctype html><html><head><title>t</title></head><body>
<nav><a href="/">Home</a></nav>
<h1>Orvane cuts   relapses</h1>
<p>Of 38 patients,<!-- 40 --> <b>17</b>
   (44.7%<sup>2</sup>) responded;&nbsp;the p&#173;value was 0.01&amp;.</p>
<script>var a = 99;</script> tail of a script
<ul><li>one</li><li><p>two</p> three</li></ul>
<pre>
  kept   spaces


  and lines</pre>
<table><caption>Table 1</caption>
<tr><th>Arm</th><th colspan="2">ORR</th></tr>
<tr><td rowspan="2">A</td><td>52%</td><td>of 40</td></tr><tr><td>12%</td><td>of 41</td></tr></table>
<p>log<sub>10</sub>2 and CO<sub>2</sub>, 52<sup>a,b</sup> of 90<sup><a> A </a></sup></p>
</body></html>"""


def node(markup: str, where: str) -> str:
    """The text node at an XPath, as the parser has it."""
    root = parse_html(markup, "a.html")
    assert root is not None
    found = root.getroottree().xpath(where)
    assert isinstance(found, list)
    assert len(found) == 1
    return str(found[0])


def plain(text: str) -> str:
    """Raised and lowered characters as ordinary ones, every white space as a space."""
    usual = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ᵃᵇᴬ", "01234567890123456789abA")
    return "".join(" " if ch in "\t\n\r\f" else ch for ch in text.translate(usual))


def leads_back(markup: str, page: Page) -> None:
    """Each origin's characters stand at its node and offset, and none is told twice."""
    end = 0
    for origin in page.origins:
        assert origin.span.start >= end
        end = origin.span.end
        there = node(markup, origin.where)[origin.offset :][: end - origin.span.start]
        assert plain(there) == plain(origin.span.cut(page.text))


def test_every_word_of_a_page_leads_back_to_its_node() -> None:
    """Through entities, soft hyphens, comments, scripts, lists, tables and preformatted text."""
    page = read_bytes(PAGE.encode(), "a.html")

    leads_back(PAGE, page)
    traced = {at for origin in page.origins for at in range(origin.span.start, origin.span.end)}
    ours = "".join(ch for at, ch in enumerate(page.text) if at not in traced)
    assert set(ours) <= set(" \n\t•")


def test_a_figure_leads_to_the_very_characters() -> None:
    """`44.7%` is traced apart from the raised mark behind it."""
    page = read_bytes(PAGE.encode(), "a.html")
    start = page.text.index("44.7%²")

    (figure,) = trace(page, Span(start=start, end=start + 5))
    (mark,) = trace(page, Span(start=start + 5, end=start + 6))

    assert node(PAGE, figure.where)[figure.offset :].startswith("44.7%")
    assert mark.where.endswith("/sup/text()[1]")


def test_what_we_wrote_ourselves_leads_nowhere() -> None:
    """A list's bullet."""
    page = read_bytes(PAGE.encode(), "a.html")
    at = page.text.index("•")

    assert trace(page, Span(start=at, end=at + 1)) == ()


def test_a_plain_text_is_traced_by_line_and_column() -> None:
    """Both from 1, as editors count."""
    page = read_bytes(b"One.\nTwo 52% of 40.\n", "a.txt")

    (found,) = trace(page, Span(start=9, end=12))

    assert (found.where, found.span.cut(page.text)) == ("line 2, column 5", "52%")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "b", "sup", "li", "td", "pre", "div", "br", "q", "sub"]),
            st.text(alphabet="abA1, \n\u00ad\u200b%.\t", max_size=8),
        ),
        max_size=12,
    )
)
def test_any_page_leads_back(pieces: list[tuple[str, str]]) -> None:
    """Whatever stands in whatever, white space and invisible characters among it."""
    markup = "<body>" + "".join(f"<{tag}>{text}</{tag}>{text}" for tag, text in pieces) + "x</body>"
    raw = read_html(markup, "a.html")

    leads_back(markup, read_bytes(markup.encode(), "a.html"))
    assert all(origin.end > origin.start for origin in raw.origins)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("log<sub>10</sub>2.3", "log₁₀2.3"),
        ("2<sub>3</sub> of", "2₃ of"),
        ("CO<sub>2</sub> and FEV<sub>1</sub>", "CO2 and FEV1"),
    ],
)
def test_lowered_digits_stay_apart_from_those_beside_them(markup: str, shown: str) -> None:
    """And remain ordinary in a name, so that a text that prints `CO2` finds it."""
    assert read_html(f"<p>{markup}</p>", "a.html").text == shown


def test_a_page_of_thirty_thousand_rows_is_read() -> None:
    """Its nodes are named in linear time: one row's name does not count the others anew."""
    rows = "".join(f"<p>{n}</p>" for n in range(30_000))

    raw = read_html(f"<body>{rows}</body>", "a.html")

    assert raw.origins[-1].where == "/html/body/p[30000]/text()[1]"


def test_an_element_with_an_odd_name_is_found_again() -> None:
    """Word's `<o:p>` among others; XPath cannot name it, lxml's own path can."""
    markup = "<body><p>One<o:p>two</o:p></p><p>three<x.y>four</x.y></p></body>"

    leads_back(markup, read_bytes(markup.encode(), "a.html"))
