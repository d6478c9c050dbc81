"""Tests of `pipeline.read.markdown`: what a reader of the page sees, and where it stands."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.read.markdown import read_markdown
from pipeline.read.raw import Raw, Said
from schemas.errors import ReadError

PAGE = """---
title: "Orvane halves relapses"
date: 2026-05-03
tags:
  - trials
---
# Orvane **halves** relapses

Of 38 patients, 17 (44.7%[^1]) *responded* \\*; see [the
trial](https://x.example/9 "t 44") &ge; 3 and `a | 5`<br>x 10<sup>9</sup>/L ~~12~~.

> quoted 5%
> more *text*
lazy

3. three
4. four
   - nested `code`

     para

| Arm | ORR \\| x | n |
|---|:--:|--|
| A | **52%** | 40 |
| B | 12% |

```py
x = 5
   y
```

<div class="note">
<p>HTML &minus;5% <b>bold</b></p>
<table><tr><td>A<td>3</table>
</div>

    indented 9

Setext 5
===

[^1]: Cut-off *3 May*.
    More.
"""

USUAL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁺⁻⁼⁽⁾", "01234567890123456789+-=()")


def read(text: str) -> Raw:
    """What is read of a text."""
    (raw,) = read_markdown(text.encode(), "x.md")
    return raw


def leads_back(text: str, raw: Raw) -> None:
    """Each origin's characters stand in its line, or a reference to one; none is told twice."""
    lines = text.split("\n")
    end = 0
    for origin in raw.origins:
        assert origin.start >= end
        end = origin.end
        words = raw.text[origin.start : end]
        line = lines[int(origin.where.removeprefix("line ")) - 1]
        there = line[origin.offset :][: len(words)]
        is_same = plain(there) == plain(words)
        assert is_same or (len(words) == 1 and there == "&"), (origin, words, line)


def plain(text: str) -> str:
    """Raised and lowered characters as ordinary ones, every white space as a space."""
    return "".join(
        " " if ch.isspace() else ch
        for ch in text.translate(USUAL).replace("ᵃ", "a").replace("ᴬ", "A")
    )


def test_a_sheet_within_markdown_hides_what_it_names() -> None:
    """As on the page that is made of it; its own text is never shown."""
    raw = read("<style>\n#x{display:none}\n</style>\n\nOne <b id=x>99%</b>of 40 patients\n")

    assert raw.text == "One of 40 patients"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("52<sup>[4](#r4)</sup> x", "52⁴ x"), ("5 m<sup>*2*</sup>", "5 m²"), ("52 [4](#r4)", "52 4")],
)
def test_a_mark_that_is_a_link_is_raised(text: str, shown: str) -> None:
    """As Markdown's writers link a note from within `<sup>`."""
    raw = read(text)

    assert raw.text == shown
    leads_back(text, raw)


def test_a_page_is_what_its_reader_sees() -> None:
    """Emphasis, links, escapes, quotes, lists, tables, code, HTML, notes, front matter."""
    raw = read(PAGE)

    assert raw.text == (
        "Orvane halves relapses\n\n"
        "Of 38 patients, 17 (44.7%¹) responded *; see the trial ≥ 3 and a | 5\nx 10⁹/L 12.\n\n"
        "quoted 5% more text lazy\n\n"
        "3. three\n4. four\n\n• nested code\n\npara\n\n"
        "Arm\tORR | x\tn\nA\t52%\t40\nB\t12%\n\n"
        "x = 5\n   y\n\n"
        "HTML −5% bold\n\nA\t3\n\n"
        "indented 9\n\nSetext 5\n\n"
        "¹ Cut-off 3 May. More."
    )
    assert raw.title == "Orvane halves relapses"
    assert raw.said == (
        Said("markdown title", "Orvane halves relapses"),
        Said("markdown date", "2026-05-03"),
    )
    assert [mark.tag for mark in raw.marks if mark.tag != "tr"] == [
        "h1",
        "blockquote",
        "h1",
        "aside",
    ]


def test_a_table_of_pipes_is_a_table() -> None:
    """Its first row heads it."""
    first, second = read(PAGE).tables
    text = read(PAGE).text

    assert [(text[c.start : c.end], c.row, c.column, c.is_head) for c in first.cells] == [
        ("Arm", 0, 0, True),
        ("ORR | x", 0, 1, True),
        ("n", 0, 2, True),
        ("A", 1, 0, False),
        ("52%", 1, 1, False),
        ("40", 1, 2, False),
        ("B", 2, 0, False),
        ("12%", 2, 1, False),
    ]
    assert [(c.row, c.column) for c in second.cells] == [(0, 0), (0, 1)]


def test_every_word_of_the_page_leads_back_to_its_line() -> None:
    """What leads nowhere is ours: bullets, numbers, breaks and the marks of notes."""
    raw = read(PAGE)

    leads_back(PAGE, raw)
    traced = {at for one in raw.origins for at in range(one.start, one.end)}
    ours = {ch for at, ch in enumerate(raw.text) if at not in traced}
    assert ours <= set(" \n\t•34.¹")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("n <N and x> 3", "n <N and x> 3"),
        ("n <N> 3 </N>", "n <N> 3 </N>"),
        ("p<0.05 and x>3", "p<0.05 and x>3"),
        ("5%* in May. *unaudited", "5%* in May. *unaudited"),
        ("~40% of 5", "~40% of 5"),
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        ("44%[^x] of all", "44%[^x] of all"),
        ("44%[^x]\n\n[^x]: Note", "44%¹\n\n¹ Note"),
        ("44%[^7]\n\n[^7]: Note", "44%⁷\n\n⁷ Note"),
        ("![alt 9](a.png) x", "x"),
        ("<b hidden>9</b>x", "x"),
        ("<script>9</script>\n\nx", "x"),
        ("<div>\n<![if 9]>x<![endif]>\n<![\n", "x <!["),
        ("<https://x.example/%20c>", "https://x.example/%20c"),
        ("A&T &amp; &#53; &nosuch; &#x35;.", "A&T & 5 &nosuch; 5."),
        ("A&T &amp; &#x35.", "A&T & &#x35."),
        ("<p>A&T &amp; &#53; &nosuch; &#x35.", "A&T & 5 &nosuch; 5."),
        ("1986\\. A year", "1986. A year"),
        ("<ul><li>a<li>b</ul>", "• a\n• b"),
        ("- <div>a\n\nb</div>\n- c", "• a\n\nb\n\n• c"),
        ("<div>\n\n- a</div>b\n- c", "• ab\n• c"),
        ("---\nnot front: 4\nmatter at all\n---\nx", "not front: 4 matter at all\n\nx"),
        ("---\nkey: 4\n---\n", ""),
        ("[x]: https://x.example\n\n[x] 5", "x 5"),
        ("# 5 ##", "5"),
        ("# \\# 5 # #", "# 5 #"),
    ],
)
def test_signs_mean_what_the_standard_says_and_nothing_more(text: str, shown: str) -> None:
    """CommonMark 0.31 and GitHub's tables; what only looks like a tag stays as it is written."""
    raw = read(text)

    assert raw.text == shown
    leads_back(text, raw)


def test_a_figure_leads_to_its_column() -> None:
    """Behind emphasis, a link and a note's mark on the same line."""
    text = "x\n\nOf **38** [here](u 4), 17[^1] (44.7%).\n\n[^1]: Note"
    raw = read(text)
    start = raw.text.index("44.7")
    (origin,) = (one for one in raw.origins if one.start <= start < one.end)

    column = origin.offset + start - origin.start
    assert origin.where == "line 3"
    assert text.split("\n")[2][column:].startswith("44.7%")


def test_signs_that_pair_with_none_stand_where_they_are() -> None:
    """The library gives each a piece of its own."""
    (origin,) = read("x ** 5").origins

    assert origin == (0, 6, "line 1", 0, None)


def test_blocks_nested_too_deeply_are_refused() -> None:
    """The library would drop what lies deeper without a word; ninety deep is read."""
    assert read(">" * 90 + " 5").text == "5"
    with pytest.raises(ReadError, match=r"x\.md: is nested too deeply to be read whole"):
        read(">" * 300 + " 5")


_SIGNS = st.text(st.sampled_from(list("ab19 %.\n\n\n\t*_`[]()<>!#-+|\\&;:~^=\"'/>")))
_PARTS = st.lists(
    st.sampled_from(
        [
            "| a | 5% |\n|---|---|\n", "| 7 | \\| 8 |\n", "[^1]", "[^1]: 9\n", "<div>", "</div>",
            "<p>4", "<sup>2</sup>", "&ge;", "&#53;", "```\n", "    9\n", "> ", "- ", "1. ", "# ",
            "\n", "\n\n", "**", "*", "`", "``", " ", "\t", "44%", "x", "[", "](u)", "<br>", "===\n",
            "---\n", "<a@b.example>", "\\", "~~", "<li>", "<td>", "<table>", "<!-- 9 -->",
            "é≥𝟙", "\u2028", "\x0c", "\x85",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(st.one_of(_SIGNS, _PARTS))
@example("- a\n\tb")
@example(">\t`a\n> b`")
@settings(max_examples=200)
def test_whatever_the_signs_every_character_leads_back(text: str) -> None:
    """Exactly: the character at the line and column is the one in the text."""
    raw = read(text)

    leads_back(text.replace("\r", "\n"), raw)


@given(st.lists(st.text(st.sampled_from("ab1 9%,"), min_size=1), min_size=1))
def test_plain_paragraphs_lose_nothing(lines: list[str]) -> None:
    """Without signs all words stay, in their order."""
    raw = read("\n\n".join(line.strip() or "x" for line in lines))

    assert raw.text.split() == " ".join(line.strip() or "x" for line in lines).split()
