"""What an input is, by its bytes first and its name second."""

import gzip
import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.sniff import Sniffed, sniff
from schemas.article import Media
from schemas.errors import ReadError


def zipped(*names: str) -> bytes:
    """A zip with a few bytes under each of the names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("data", "name", "media"),
    [
        (b"Orvenda fell 4%.", "x.txt", Media.TEXT),
        (b"Orvenda fell 4%.", "-", Media.TEXT),
        (b"# Orvenda falls\n", "x.md", Media.MARKDOWN),
        (b"%PDF-1.7\n1 0 obj", "x.txt", Media.PDF),
        (b"%PDF-1.7\n1 0 obj", "x.html", Media.PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "-", Media.PDF),
        (b"HTTP junk\r\n%PDF-1.4\n1 0 obj\nendobj", "-", Media.PDF),
        (b"What a file that begins\n%PDF-1.4 is", "x.txt", Media.TEXT),
        (DOCX, "x.docx", Media.DOCX),
        (DOCX, "x.pdf", Media.DOCX),
        (DOCX[:80], "x.docx", Media.DOCX),
        (zipped("word/document2.xml"), "-", Media.DOCX),
        (b"<!DOCTYPE html><p>x", "x.txt", Media.HTML),
        (b"\n<!-- a --><!-- b -->\n<html><p>x</p>", "x.md", Media.HTML),
        (b"<div>x</div>", "-", Media.HTML),
        (b"<b>Orvenda</b> fell", "-", Media.HTML),
        ("\ufeff<html>".encode("utf-16-le"), "-", Media.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y">\n<html xmlns="z">', "-", Media.HTML),
        (b"Of patients, <p>44% responded", "x.html", Media.HTML),
        (b"Of patients, <p>44% responded", "x.txt", Media.TEXT),
        (b"Orvenda fell 4%.\n\nIt rose before.", "x.html", Media.TEXT),
        (b"Orvenda &amp; Sons fell 4%.", "x.html", Media.HTML),
        (b"<1% of patients responded", "x", Media.TEXT),
        (b"< 5 of 12 patients, p<div", "x", Media.TEXT),
        (b'<?xml version="1.0"?><rss version="2.0"><channel>', "x.html", Media.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "-", Media.FEED),
        (b"<rdf:RDF xmlns:rdf='x'>", "-", Media.FEED),
        (b"<a:feed xmlns:a='x'>", "-", Media.FEED),
        (
            b"<?xml?><!-- c --><?xml-stylesheet x?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>",
            "-",
            Media.FEED,
        ),
        (b'{"title": "Orvenda falls"}', "x.txt", Media.JSON),
        (b'[\n {"title": "Orvenda falls"}]', "-", Media.JSON),
        (b'{"a": 1}\n{"a": 2}\n', "x", Media.JSON),
        (b'{\n  "a" : 1\n}', "x.html", Media.JSON),
        (b"{Correction} Orvenda fell 4%.", "x.txt", Media.TEXT),
        (b'["Orvenda"] fell 4%', "x.txt", Media.TEXT),
        (b"not json", "x.jsonl", Media.JSON),
        (b"MZ Orvenda fell 4%", "x", Media.TEXT),
        (b"BMS fell 4%", "x", Media.TEXT),
        (b"PK data were collected", "x", Media.TEXT),
        (b"# T", "https://wire.example/a/b.md?x=1.html", Media.MARKDOWN),
        (b"From: A\nSubject: B\n\nOrvenda fell", "x", Media.TEXT),
    ],
)
def test_an_input_is_what_its_bytes_are(data: bytes, name: str, media: Media) -> None:
    """A wrong name is no obstacle; where the bytes are only text, the name decides."""
    assert sniff(data, name) == Sniffed(media, data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty; give an article"),
        (b" \n\t", "is empty"),
        (b"\x89PNG\r\n\x1a\n", "is a picture (PNG); pictures are not read; save the article as"),
        (b"\xff\xd8\xff\xe0", "is a picture (JPEG)"),
        (b"RIFF\0\0\0\0WEBP", "is a picture (WebP)"),
        (b"BM\x36\0\0\0\0\0", "is a picture (BMP)"),
        (b"\0\0\0\x18ftypheic", "is a picture (HEIC)"),
        (b"\0\0\0\x18ftypisom", "is a film or sound (MP4); sound and films are not read"),
        (b"ID3\x03", "is sound (MP3)"),
        (b"RIFF\0\0\0\0WAVE", "is sound (WAV)"),
        (b"\x7fELF\x02", "is a program; programs are not read; give the article's file"),
        (b"MZ\x90\0\x03", "is a program"),
        (b"BZh91AY", "is bzip2; unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "is an archive (7z); archives are not read; unpack it"),
        (b"a.txt" + bytes(252) + b"ustar", "is an archive (tar)"),
        (b"{\\rtf1\\ansi", "is RTF; open it in a word processor and save it as DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word or Office file; open it in a word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is a Word or Office file with a password; save it without one",
        ),
        (zipped("a.txt"), "is a zip archive; archives are not read; unpack it"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "is a spreadsheet (Excel)"),
        (zipped("ppt/presentation.xml"), "is slides (PowerPoint); save them as PDF"),
        (zipped(), "is a zip archive"),
        (
            b"OR\0 44%",
            "holds NUL bytes and is neither UTF-16 nor UTF-32 throughout, so it is no text",
        ),
        (b"<?xml version='1.0'?><note>x</note>", "is XML; XML is not read; save it as text"),
        (b"<?xml version='1.0'?><urlset>", "is a sitemap; give the address of one article"),
        (b"<svg xmlns='x'>", "is a picture (SVG)"),
        (b"<?xml?><!DOCTYPE a [" + b"x" * 30_000, "is XML"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "is a web archive (MHTML)"),
        (
            b"From: A\nTo: B,\n C\nContent-Transfer-Encoding: base64\n\nT3J2",
            "is a mail as it was sent; open it and save its text",
        ),
        (b"a" * 20_000_001, "more than 5,000,000 characters; give one article, not a collection"),
        (b"%PDF-" + b"a" * 50_000_000, "more than 50,000,000 bytes; give one article"),
    ],
)
def test_what_is_not_read_is_said_with_what_to_do(data: bytes, says: str) -> None:
    """Whatever its name is."""
    for name in ("in/x.html", "in/x.pdf", "-"):
        with pytest.raises(ReadError) as refused:
            sniff(data, name)

        assert str(refused.value).startswith(f"{name}: {says}")
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("content_type", "media"),
    [
        ("text/html", Media.HTML),
        ("text/plain", Media.TEXT),
        ("text/markdown", Media.MARKDOWN),
        ("application/octet-stream", Media.TEXT),
        ("", Media.TEXT),
    ],
)
def test_a_server_is_believed_where_the_bytes_say_nothing(content_type: str, media: Media) -> None:
    """As a name is; an address often has no suffix."""
    address = "https://wire.example/a"

    assert sniff(b"Orvenda <i>fell</i> 4%.", address, content_type).media is media
    assert sniff(b"%PDF-1.7", address, content_type).media is Media.PDF


def test_gzip_is_unpacked_and_looked_at_again() -> None:
    """What is inside counts, and the name before `.gz`."""
    page = b"<!DOCTYPE html><p>Orvenda fell 4%."

    assert sniff(gzip.compress(page), "x") == Sniffed(Media.HTML, page)
    assert sniff(gzip.compress(b"# A"), "x.md.gz") == Sniffed(Media.MARKDOWN, b"# A")
    assert sniff(gzip.compress(b"a ") + gzip.compress(b"b") + bytes(9), "x").data == b"a b"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(b"Orvenda fell 4%.")[:-9], "is gzip that is damaged or cut short; get it"),
        (b"\x1f\x8b\x08\0", "is gzip that is damaged or cut short"),
        (gzip.compress(b"Orvenda") + b"tail", "is gzip that is damaged or cut short"),
        (gzip.compress(gzip.compress(b"Orvenda")), "is gzip within gzip; unpack it"),
        (gzip.compress(b"\x89PNG\r\n"), "is a picture (PNG)"),
        (gzip.compress(b""), "is empty"),
        (gzip.compress(b"x") * 21, "is gzip that unpacks to far too much; unpack it"),
    ],
)
def test_gzip_that_is_no_article_is_refused(data: bytes, says: str) -> None:
    """Cut short, packed twice, or packed around something else."""
    with pytest.raises(ReadError) as refused:
        sniff(data, "x")

    assert str(refused.value).startswith(f"x: {says}")


def test_a_gzip_bomb_costs_no_more_than_it_may() -> None:
    """A gigabyte of zeros in a megabyte; it is left at two hundred times its size at most."""
    bomb = gzip.compress(bytes(100_000_000))

    tracemalloc.start()
    with pytest.raises(ReadError, match="is gzip that unpacks to far too much"):
        sniff(bomb, "x")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(bomb) < 100_000
    assert peak < 45_000_000


@given(st.binary(max_size=200), st.sampled_from(["x", "x.html", "x.json", "x.gz"]))
def test_any_bytes_are_something_or_refused(data: bytes, name: str) -> None:
    """There is no third way."""
    for start in (b"", b"<", b"{", b"\x1f\x8b\x08\0", b"PK\x03\x04", b"<?xml"):
        try:
            found = sniff(start + data, name)
        except ReadError as refused:
            assert str(refused).startswith(f"{name}: ")
        else:
            assert found.data
