"""Tests of `pipeline.read.feed`: each item is an article, and no character goes astray."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.feed import MOST_ITEMS, read_feed
from pipeline.read.feed_said import read_time
from pipeline.read.raw import Raw, Said
from schemas.errors import ReadError

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Ruvanta Wire</title><link>https://wire.example/</link><language>en-GB</language>
<item><title>Orvane halves relapses</title><media:title>A picture of 9</media:title>
 <link>https://wire.example/1</link><guid>w1</guid><dc:creator>Ada Vell</dc:creator>
 <pubDate>Sun, 03 May 2026 09:00:00 +0200</pubDate>
 <description>Of 38 patients, 17 responded […]</description>
 <content:encoded><![CDATA[<p>Of 38 patients, 17 responded (44.7%<sup>2</sup>).</p>
 <table><tr><th>Arm</th><th>ORR</th></tr><tr><td>A</td><td>52%</td></tr></table>]]></content:encoded>
</item>
<item><title>Mirvane: P &lt; 0.05 &amp; n &lt; 9</title>
 <description>A range of 58&ndash;60%, &lt;b&gt;not&lt;/b&gt; 61&amp;#37;.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Halden Notes</title>
<author><name>Bo Ruun</name></author>
<entry><title type="html">10&lt;sup&gt;9&lt;/sup&gt; cells</title><id>n1</id>
 <link rel="self" href="https://n.example/self"/><link href="https://n.example/1"/>
 <published>2026-05-03T09:00:00Z</published><updated>2026-05-04T10:30:00+02:00</updated>
 <summary>Told before 7%.</summary>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Of <b>38</b>, 17.</p></div>
 </content>
</entry></feed>"""


def read(text: str) -> list[Raw]:
    """What is read of a feed."""
    return read_feed(text.encode(), "in/x.xml")


def item(inner: str) -> str:
    """A feed of one item."""
    return f"<rss version='2.0'><channel><title>W</title><item>{inner}</item></channel></rss>"


def test_each_item_is_an_article() -> None:
    """Title, then text; a description that is only its beginning stands once."""
    first, second = read(RSS)

    assert (first.name, first.title) == ("#1", "Orvane halves relapses")
    assert first.text == (
        "Orvane halves relapses\n\nOf 38 patients, 17 responded (44.7%²).\n\nArm\tORR\nA\t52%"
    )
    assert second.text == ("Mirvane: P < 0.05 & n < 9\n\nA range of 58–60%, not 61%.")
    assert first.marks[0] == (0, 22, "h1")
    (table,) = first.tables
    assert [first.text[c.start : c.end] for c in table.cells] == ["Arm", "ORR", "A", "52%"]


def test_each_item_says_what_feed_and_item_say() -> None:
    """Times as ISO 8601 with their zone, all under their own names."""
    assert read(RSS)[0].said == (
        Said("rss title", "Orvane halves relapses"),
        Said("rss dc:creator", "Ada Vell"),
        Said("rss link", "https://wire.example/1"),
        Said("rss guid", "w1"),
        Said("rss pubDate", "2026-05-03T09:00:00+02:00"),
        Said("rss channel", "Ruvanta Wire"),
        Said("rss language", "en-GB"),
    )


def test_atom_is_read_by_what_it_says_of_its_types() -> None:
    """HTML in a title, XHTML in the content; a summary of its own stands before the text."""
    (raw,) = read(ATOM)

    assert raw.text == "10⁹ cells\n\nTold before 7%.\n\nOf 38, 17."
    assert raw.name == ""
    assert raw.said == (
        Said("atom title", "10⁹ cells"),
        Said("atom id", "n1"),
        Said("atom author", "Bo Ruun"),
        Said("atom published", "2026-05-03T09:00:00Z"),
        Said("atom updated", "2026-05-04T10:30:00+02:00"),
        Said("atom link", "https://n.example/1"),
        Said("atom feed", "Halden Notes"),
        Said("atom xml:lang", "en"),
    )


def test_rss_one_has_its_items_beside_the_channel() -> None:
    """Its root is `rdf:RDF`."""
    (raw,) = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel><title>W</title></channel>'
        "<item><title>Up 5%</title><description>More</description></item></rdf:RDF>"
    )

    assert raw.text == "Up 5%\n\nMore"
    assert Said("rss channel", "W") in raw.said


def test_the_place_of_a_figure_is_its_item_and_node() -> None:
    """The item, what stands in it, and the path within that."""
    first, second = read(RSS)
    start = first.text.index("44.7%")
    (origin,) = (one for one in first.origins if one.start <= start < one.end)

    assert origin.where == "item 1: /content:encoded /html/body/p/text()[1]"
    assert origin.offset == 0
    assert second.origins[0].where == "item 2: /title"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<title>R&D up 5%</title>", "R&D up 5%"),
        ("<title>58&ndash;60&nosuch;</title>", "58–60&nosuch;"),
        ("<title>58&#150;60%</title>", "58–60%"),
        ("<title>44\x0b67\x1f%</title>", "44 67 %"),
        ("<title>n &lt;N and x&gt; 3</title>", "n <N and x> 3"),
        ("<title>A &amp;amp; B</title>", "A & B"),
        ("<title><![CDATA[R&D <b>5</b>&nbsp;%]]></title>", "R&D 5\u00a0%"),
        ("<title>x<!-- 9 -->y</title>", "xy"),
        (
            "<title>T</title><description>&lt;p&gt;n &lt;N and x&gt; 3</description>",
            "T\n\nn <N and x> 3",
        ),
        ("<title/><description>Only 5%\n\n\nof it</description>", "Only 5%\n\nof it"),
        ("<title>T</title><description>&lt;script&gt;9&lt;/script&gt;x</description>", "T\n\nx"),
    ],
)
def test_what_feeds_often_break_is_mended_and_nothing_is_lost(inner: str, text: str) -> None:
    """A lone `&`, names that only HTML knows, characters that XML forbids."""
    (raw,) = read(item(inner))

    assert raw.text == text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Sun, 03 May 2026 09:00:00 GMT", "2026-05-03T09:00:00+00:00"),
        ("3 May 2026 09:00 EST", "2026-05-03T09:00:00-05:00"),
        ("Sun, 03 May 2026 09:00:00 CEST", "2026-05-03T09:00:00+02:00"),
        ("Sun, 03 May 2026 09:00:00 IST", "Sun, 03 May 2026 09:00:00 IST"),
        ("Sun, 03 May 2026 09:00:00", "2026-05-03T09:00:00"),
        ("2026-05-03T09:00:00Z", "2026-05-03T09:00:00Z"),
        ("Sun, 03 May 2026 09:00:00 -0330 (NST)", "2026-05-03T09:00:00-03:30"),
        ("Sun, 03 May 2026 09:00:00 -0000", "2026-05-03T09:00:00"),
        ("Sun, 03 May 2026 09:00:00 PM", "Sun, 03 May 2026 09:00:00 PM"),
        ("Sun, 03 May 2026 09:00:00 +9900", "Sun, 03 May 2026 09:00:00 +9900"),
        ("3 May 2026", "3 May 2026"),
        ("Sun, 33 May 2026 29:00:00 GMT", "Sun, 33 May 2026 29:00:00 GMT"),
        ("yesterday at: noon", "yesterday at: noon"),
    ],
)
def test_times_keep_their_zone_or_stay_as_they_are(raw: str, shown: str) -> None:
    """A zone that several countries use for different times is not decided."""
    assert read_time(raw) == shown


def test_an_author_behind_an_address_is_the_name() -> None:
    """RSS wants the address first; an editor wants the name."""
    (raw,) = read(item("<title>T</title><author>desk@w.example (Ada Vell)</author>"))

    assert Said("rss author", "Ada Vell") in raw.said


def test_an_item_without_text_is_a_fault_and_no_hole() -> None:
    """The others are read."""
    first, second = read(item("<link>u</link></item><item><title>T</title>"))

    assert first.fault == "item 1: holds no text; open its link"
    assert second.text == "T"


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "9"><!ENTITY b "&a;&a;">]>'
FILE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LAUGHS + item("<title>&b;</title>"), "declares entities"),
        (FILE + item("<title>&a;</title>"), "declares entities"),
        (item("<title>T</title>")[:-20], "is no whole feed"),
        (item("<title>p<0.05</title>"), "is no whole feed"),
        ("<a>" * 3000 + "</a>" * 3000, "is no whole feed"),
        ("<rss><channel><title>W</title></channel></rss>", "is a feed without items"),
        (item("<title>T</title></item><item>" * MOST_ITEMS), "1,001 items, more than 1,000"),
    ],
)
def test_what_is_no_feed_is_refused_in_a_sentence(text: str, says: str) -> None:
    """Bombs, truncation, markup that a lenient parser would swallow, endless feeds."""
    with pytest.raises(ReadError, match=says) as refusal:
        read(text)

    assert str(refusal.value).startswith("in/x.xml: ")
    assert "\n" not in str(refusal.value)


def test_a_declared_doctype_without_a_subset_is_read() -> None:
    """RSS 0.91 has one; what it names is not fetched."""
    doctype = '<!DOCTYPE rss PUBLIC "-//X//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'
    (raw,) = read(doctype + item("<title>T 5%</title>"))

    assert raw.text == "T 5%"


@given(st.text(st.sampled_from(list("ab19 %.&;#<>!-[]x/=\"'\n"))))
def test_whatever_a_title_holds_it_is_read_or_refused(text: str) -> None:
    """A value or a ReadError; what is told of each place is what stands there."""
    try:
        (raw,) = read(item(f"<title>x{text}</title><description>9</description>"))
    except ReadError as error:
        assert "\n" not in str(error)
        return
    assert raw.text.endswith("9")
