"""Tests of `pipeline.read`: any input becomes one text, or one sentence that says why not."""

import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.read.language import guess_language
from pipeline.read.page import Given, read_bytes, read_given, read_input
from schemas.article import Media
from schemas.errors import ReadError

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "read.toml").read_text(encoding="utf-8")
)


def bytes_of(case: dict[str, Any]) -> bytes:
    """The bytes a row stands for."""
    return bytes.fromhex(case["hex"]) if "hex" in case else case["data"].encode("utf-8")


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["why"])
def test_what_is_no_article_is_refused_in_a_sentence(case: dict[str, Any]) -> None:
    """The sentence names the input, says what was found and what to do."""
    with pytest.raises(ReadError) as refusal:
        read_bytes(bytes_of(case), "in/x")

    assert str(refusal.value).startswith("in/x: ")
    assert case["says"] in str(refusal.value), case["why"]
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("case", CASES["decoded"], ids=lambda case: case["why"])
def test_bytes_are_decoded_by_what_they_say_of_themselves(case: dict[str, Any]) -> None:
    """By byte-order mark, then by `<meta charset>`, then as UTF-8, then as cp1252."""
    page = read_bytes(bytes_of(case), "x")

    assert (page.text, page.encoding) == (case["text"], case["encoding"]), case["why"]


@pytest.mark.parametrize("case", CASES["html"], ids=lambda case: case["why"])
def test_html_becomes_the_text_a_reader_sees(case: dict[str, Any]) -> None:
    """Lines, tabs, markers and superscripts: rows in cases/read.toml."""
    page = read_bytes(case["markup"].encode("utf-8"), "x.html")

    assert page.text == case["text"], case["why"]
    assert page.media is Media.HTML


@pytest.mark.parametrize("case", CASES["language"], ids=lambda case: case["why"])
def test_small_words_vote_for_a_language(case: dict[str, Any]) -> None:
    """Seven languages, or `und`."""
    assert guess_language(case["text"]) == case["code"], case["why"]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("nowhere/x.txt", "no such file"),
        (".", "is a directory"),
        ("https://example.org/a", "addresses are not fetched here; save the page, give its file"),
        ("HTTP://example.org/a", "not fetched here"),
        ("a\0b", "cannot be opened"),
        ("x" * 5000, "cannot be opened"),
    ],
)
def test_a_path_that_gives_no_file_is_refused(path: str, says: str) -> None:
    """Missing files, directories and addresses answer in a sentence."""
    with pytest.raises(ReadError, match=says):
        read_input(path)


def test_five_million_characters_are_the_most() -> None:
    """One more is refused; so many are read."""
    assert len(read_bytes(b"a " * 2_500_000, "x").text) == 5_000_000

    with pytest.raises(ReadError, match="5,000,001 characters, more than 5,000,000"):
        read_bytes(b"a" * 5_000_001, "x")
    with pytest.raises(ReadError, match=r"more than 5,000,000 characters"):
        read_bytes(b"a" * 20_000_001, "x")


def test_a_file_is_read_under_its_name(tmp_path: Path) -> None:
    """The page's id is the file's name, and its hash that of the bytes."""
    path = tmp_path / "story.md"
    path.write_bytes(b"# Vantucel fails\n\nThe drug was no better than placebo in the trial.\n")

    page = read_input(str(path))

    assert (page.id, page.media, page.title) == ("story.md", Media.MARKDOWN, "Vantucel fails")
    assert page.text.startswith("Vantucel fails\n\nThe drug")
    assert page.sha256 == "d65db3ebcda32de616d74b757f82cc176d50e963d991fac4fb8a2331b9e50351"


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"<!DOCTYPE html><p>x</p>", Media.HTML),
        (b"\n<!-- a --><!-- b -->\n<html><p>x</p>", Media.HTML),
        (b"<div>x</div>", Media.HTML),
        (b"<1% of patients responded", Media.TEXT),
        (b"Of patients, <p>44% responded", Media.TEXT),
    ],
)
def test_a_page_is_known_by_how_it_begins(data: bytes, media: Media) -> None:
    """What is piped in has no suffix; a text that begins with a less-than sign is no page."""
    assert read_bytes(data, "-").media is media


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title> A &amp;\n B </title><h1>C</h1>", "A & B"),
        ("<h1>C <i>D</i></h1><h1>E</h1>", "C D"),
        ("<h2>C</h2><p>x", ""),
    ],
)
def test_a_title_is_the_pages_own_or_none(markup: str, title: str) -> None:
    """`<title>`, or the first `<h1>`; never a guess."""
    assert read_bytes(f"<html>{markup}</html>".encode(), "x").title == title


def test_marks_say_what_the_markup_says() -> None:
    """A heading, a menu, a row and a line that is all link are marked at their places."""
    page = read_bytes(
        b"<nav>Home</nav><h2>Two</h2><p>see <a>this</a></p><p><a>that</a></p>"
        b"<table><tr><td>a</td><td>b</td></tr></table>",
        "x.html",
    )

    assert [(mark.tag, mark.span.cut(page.text)) for mark in page.marks] == [
        ("nav", "Home"),
        ("h2", "Two"),
        ("a", "that"),
        ("tr", "a\tb"),
    ]


@pytest.mark.parametrize("depth", [300, 2000])
def test_a_deep_page_is_read_whole(depth: int) -> None:
    """No recursion: what stands two thousand deep, and behind it, is there."""
    markup = "<div>" * depth + "deep" + "</div>" * depth + "<p>behind</p>"

    assert read_bytes(markup.encode(), "x.html").text == "deep\n\nbehind"


def test_a_page_too_deep_to_be_read_whole_is_refused() -> None:
    """Nothing is lost unseen."""
    markup = "<div>" * 100_000 + "deep"

    with pytest.raises(ReadError, match="nested too deeply to be read whole; save it as text"):
        read_bytes(markup.encode(), "x.html")


def test_standard_input_is_read_as_bytes() -> None:
    """`-` reads whatever is piped in, in any encoding."""
    code = "from pipeline.read.page import read_input; p = read_input('-'); print(p.id, p.encoding)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=b"44% \x96 67%",
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )

    assert done.stdout.split() == [b"-", b"cp1252"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """There is no third way, as text or as a page."""
    for name in ("x.txt", "x.html"):
        try:
            page = read_bytes(data, name)
        except ReadError as refusal:
            assert str(refusal).startswith(name)
        else:
            assert page.text.strip()


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<li>",
        "<ul>",
        "</ul>",
        "<ol>",
        "<table>",
        "</table>",
        "<tr>",
        "<td colspan=3>",
        "<sup>1</sup>",
        "<pre>",
        "</pre>",
        "<br>",
        "<h1>",
        "</h1>",
        "<a>",
        "</a>",
        "<div hidden>",
        "<q>",
        "<nav>",
        "</nav>",
        "word",
        " 44% ",
        "\n",
        "<!-- c -->",
        "&amp;",
        "<",
        "<title>",
    ]
)


@example("<q><pre>\n&amp;")
@example("<pre>word\n\n\nword")
@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_soup_of_tags_gives_marks_within_the_text(markup: str) -> None:
    """However broken the page, marks cut out words of its text and white space is tidy."""
    try:
        page = read_bytes(markup.encode(), "x.html")
    except ReadError:
        return

    assert all(mark.span.cut(page.text).strip() for mark in page.marks)
    assert all(mark.span.end <= len(page.text) for mark in page.marks)
    assert "\n\n\n" not in page.text


def test_a_server_that_names_utf_7_lets_none_in() -> None:
    """It is refused as it is where no server speaks: `+AKM-5` looks like minus five."""
    with pytest.raises(ReadError, match="is UTF-7"):
        read_given(Given(b"cost +AKMAow-5 and +IKwgrA-7", "a", "text/plain", "utf-7"))


def test_a_server_that_names_a_slow_encoding_costs_no_time() -> None:
    """Python's punycode is quadratic: 150 kB took four seconds."""
    begun = time.perf_counter()
    read_given(Given(b"a1 " * 50_000 + b"-" + b"9" * 150_000, "a", "text/plain", "punycode"))

    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Преимущество 52%".encode("koi8-r"), "koi8-r", "Преимущество 52%"),
        ("Ślub 52%".encode("iso8859-2"), "iso-8859-2", "Ślub 52%"),
        ("Größe 52%".encode(), "koi8-r-unknown", "Größe 52%"),
        ("Größe 52%".encode(), "ascii", "Größe 52%"),
        (b"\xef\xbb\xbf" + "Größe 52%".encode(), "koi8-r", "Größe 52%"),
        (b"44\x9667% cost \x805.2", "iso-8859-1", "44–67% cost €5.2"),
        (b"44\x9667% cost \x805.2", "latin1", "44–67% cost €5.2"),
        (b"5 \x96 7 \xa4", "ISO-8859-15", "5 – 7 ¤"),
        ("增长5％镕".encode("gb18030"), "gb2312", "增长5％镕"),
        ("Größe 52%".encode(), "utf8", "Größe 52%"),
        (b"4%\\u0031", "unicode_escape", "4%\\u0031"),
        (b"4%\\u0031", "raw_unicode_escape", "4%\\u0031"),
        (b"Of 38 patients-", "punycode", "Of 38 patients-"),
        ("Größe 52%".encode(), "utf-7", "Größe 52%"),
        ("Größe 52%".encode(), "rot13", "Größe 52%"),
        ("Größe 52%".encode(), "utf-8\0", "Größe 52%"),
    ],
)
def test_the_encoding_that_a_server_names_goes_first(data: bytes, charset: str, text: str) -> None:
    """But not before a byte-order mark, nor where it is none or the bytes are not in it."""
    (page,) = read_given(Given(data, "a", "text/plain", charset)).pages

    assert page.text == text
