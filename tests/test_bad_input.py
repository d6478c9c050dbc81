"""Files that are broken, locked, bottomless or made to do harm: each is one sentence."""

import random
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.read.apart import Reader
from pipeline.read.limits import Limits
from pipeline.read.page import read_input
from pipeline.read.sniff import sniff
from schemas.errors import ReadError
from tests.bombs import (
    LAUGHS,
    LINE,
    OUTSIDE,
    docx,
    gzip_of_zeros,
    locked_pdf,
    paragraph,
    pdf,
    zip_of_zeros,
    zlib_of_zeros,
)

ROOT = Path(__file__).resolve().parent.parent
STORY = "Shares of Orvenda fell 4.5% to $12.30."
FEED = (
    '<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>Wire</title><item>'
    "<title>Orvenda falls</title><description>{text}</description></item></channel></rss>"
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One reader for all, so that each bad file has those before it in its past."""
    with Reader() as made:
        yield made


def texts(reader: Reader, data: bytes, name: str = "in/x") -> list[str]:
    """What an input holds."""
    media, unpacked = sniff(data, name)
    return [raw.text for raw in reader.parse(media.value, unpacked, name)]


def html(body: bytes) -> bytes:
    """A page."""
    return b"<!DOCTYPE html><title>T</title>" + body


BAD = {
    "an empty file": (b"", "is empty; give an article"),
    "null bytes": (b"Orvenda fell 4%\0\0\0", "holds NUL bytes and is neither UTF-16 nor UTF-32"),
    "a gzip bomb": (gzip_of_zeros(300), "is gzip that unpacks to far too much; unpack it"),
    "a cut gzip": (gzip_of_zeros(1)[:500], "is gzip that is damaged or cut short; get it again"),
    "a zip in a zip": (
        b"PK\3\4" + bytes(26) + b"PK\3\4inner.zip",
        "is a zip archive; archives are",
    ),
    "a zip bomb": (zip_of_zeros(300), "word/document.xml unpacks to 314,572,800 bytes, more than"),
    "a zip that lies": (zip_of_zeros(300, told=900), "word/document.xml cannot be unpacked"),
    "a zip that lies little": (
        zip_of_zeros(300, told=900_000),
        "word/document.xml cannot be unpack",
    ),
    "a zip that overlaps": (
        zip_of_zeros(20, 900_000, times=900),
        "unpacks to 810,000,000 bytes of XML; no",
    ),
    "a zip of many": (zip_of_zeros(1, 900, times=20_000), "holds 20,000 files; no Word file does"),
    "a cut Word file": (docx(paragraph(STORY))[:-200], "is no whole zip, so no Word file"),
    "a laughing Word file": (
        docx(paragraph("&b9;"), LAUGHS),
        "word/document.xml is no well-formed",
    ),
    "a prying Word file": (docx(paragraph("&b9;"), OUTSIDE), "word/document.xml declares entities"),
    "a deep Word file": (
        docx("".join(f"<w:sdt><w:sdtContent w:a='{n * n}'>" for n in range(9000))),
        "word/document.xml is no well-formed XML",
    ),
    "a cut PDF": (pdf(LINE)[:300], "is a PDF that is cut off: its end is missing; fetch it again"),
    "a locked PDF": (locked_pdf(), "is an encrypted PDF; open it with its password, print it"),
    "a PDF bomb": (
        pdf(zlib_of_zeros(1000), "/FlateDecode"),
        "takes more than 512 MB of memory to read, or is damaged; save the article alone as text",
    ),
    "a page 100,000 deep": (html(b"<div>" * 100_000), "is nested too deeply to be read whole"),
    "a deep JSON file": (b'{"a":' * 100_000, "is no JSON (nested too deeply)"),
    "a laughing feed": (
        FEED.format(doctype=LAUGHS, text="&b9;").encode(),
        "declares entities of its own; such a feed is not read",
    ),
    "a feed without end": (
        b"<rss>" + b"<item><title>Orvenda falls</title></item>" * 200_000 + b"</rss>",
        "is a feed of 200,000 items, more than 1,000; give fewer",
    ),
    "a text without end": (b"a " * 10_000_001, "more than 5,000,000 characters; give one article"),
}
"""Bytes, and how their sentence begins behind the name."""


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_in_a_sentence(reader: Reader, what: str) -> None:
    """Where, what, and what to do; the next page is read as ever."""
    data, says = BAD[what]
    with pytest.raises(ReadError) as refused:
        texts(reader, data)

    words = str(refused.value)
    assert words.startswith(f"in/x: {says}")
    assert "its parser failed" not in words
    assert "needs the library" not in words
    assert words.isprintable()
    assert texts(reader, html(STORY.encode())) == [STORY]


def test_a_page_that_costs_more_time_than_it_may_is_refused() -> None:
    """Each of its 200,000 attributes is compared with all others."""
    flood = html(b"<p " + b" ".join(b"a%d" % n for n in range(200_000)) + b">x")

    with (
        Reader(Limits(cpu_seconds=1)) as reader,
        pytest.raises(ReadError, match="takes more than 1 seconds to read; save the article"),
    ):
        texts(reader, flood)


def test_a_file_of_this_machine_is_never_read_into_a_text(reader: Reader) -> None:
    """An entity that stands for one is refused or left out."""
    secret = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0]
    for data in (
        FEED.format(doctype=OUTSIDE, text="&b9;").encode(),
        html(OUTSIDE.encode() + b"<p>&b9;"),
        docx(paragraph("&b9;"), OUTSIDE),
    ):
        try:
            found = texts(reader, data)
        except ReadError as refused:
            found = [str(refused)]

        assert secret not in "".join(found)
        assert "needs the library" not in "".join(found)


def test_what_only_looks_bad_is_read(reader: Reader) -> None:
    """Deep, repetitive or oddly named, and whole."""
    deep = html(b"<div>" * 1900 + STORY.encode())
    long = pdf(b"\n".join([LINE] * 20_000))

    assert texts(reader, deep) == [STORY]
    assert texts(reader, long, "in/x.html") == [STORY]
    assert texts(reader, docx(paragraph(STORY)), "in/x.txt") == [STORY]


def test_a_hundred_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    """No more of the file is taken than an article may have."""
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(100_000_000)

    tracemalloc.start()
    with pytest.raises(ReadError, match=r"large\.pdf: "):
        read_input(str(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 60_000_000


WHOLE = (
    pdf(LINE),
    docx(paragraph(STORY) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    html(b"<h1>T</h1><table><tr><th rowspan=2>a<td>4%<sup>1</sup></table><ol><li>x<pre> y"),
    FEED.format(doctype="", text="&lt;p&gt;Orvenda <![CDATA[fell <b>4%</b>]]>").encode(),
    b'{"title": "T", "body": "Orvenda \\u2212 4%"}\n{"text": "b", "published": "2031-02-03"}',
    b"# T\n\n* a\n  1. b **4%**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[x](y) <b>c</b>",
)
PIECES = (b"", b"<", b"&", b"\xff", b"\0", b"-1", b"9" * 12, b'"', b"[", b"endobj", b"]]>", b"\\u")


def broken(data: bytes, chance: random.Random) -> bytes:
    """The same with a few bytes replaced, left out or put in."""
    found = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(found))
        found[at : at + chance.choice([0, 1, 1, 9])] = chance.choice(PIECES)
    return bytes(found)


@pytest.mark.slow
def test_a_file_with_a_few_bytes_broken_fails_no_parser(reader: Reader) -> None:
    """It is read, or refused by a sentence that its parser knows."""
    chance = random.Random(6)
    for data in (broken(whole, chance) for _ in range(150) for whole in WHOLE):
        try:
            texts(reader, data, "in/x.md")
        except ReadError as refused:
            assert "its parser" not in str(refused), data


WEIGH = """
import resource
from tests.test_bad_input import BAD, sniff, Reader, ReadError

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

before = most()
with Reader() as reader:
    for what, (data, _) in BAD.items():
        try:
            media, unpacked = sniff(data, "x")
            reader.parse(media.value, unpacked, "x")
        except ReadError:
            continue
print((most() - before) // 1024)
"""


@pytest.mark.slow
def test_bad_files_cost_the_caller_little_memory() -> None:
    """Under a hundred megabytes for all of them; the rest falls on the process that parses."""
    done = subprocess.run(
        [sys.executable, "-c", WEIGH], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 100
