"""A PDF that cannot be read whole and true is refused in a sentence, never guessed at."""

import random

import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf import read_pdf
from pipeline.read.pdf_source import as_iso_time
from schemas.errors import ReadError
from tests.pdf_pages import HEIGHT, make_pdf, put, put_lines, read, use_letters

LINES = ["Of 107 patients 45 (42.1%) had a complete response", "by week 52 of the trial."]


def plain(canvas: Canvas) -> None:
    """Two lines of text."""
    put_lines(canvas, 60, 100, LINES)


def lettered(canvas: Canvas) -> None:
    """A line in a font of its own, which says which characters its glyphs are."""
    use_letters(canvas)
    canvas.drawString(60, HEIGHT - 100, "Response in 42.1% of 107")


def refusal(data: bytes) -> str:
    """The sentence that refuses it."""
    with pytest.raises(ReadError) as error:
        read_pdf(data, "a.pdf")
    return str(error.value)


def encrypted(password: str, owner: str) -> bytes:
    """A PDF that asks for a password, unless that is empty."""
    canvas = Canvas("", encrypt=pdfencrypt.StandardEncryption(password, ownerPassword=owner))
    plain(canvas)
    return bytes(canvas.getpdfdata())


def picture(canvas: Canvas) -> None:
    """A page that is a picture."""
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)


def test_an_encrypted_pdf_is_refused() -> None:
    """With what to do; one that only its owner may change is read."""
    assert "is an encrypted PDF; open it with its password" in refusal(encrypted("open", "own"))
    (raw,) = read_pdf(encrypted("", "own"), "a.pdf")
    assert "42.1%" in raw.text


def test_a_scanned_pdf_is_refused() -> None:
    """Its pages are pictures and hold no text."""
    assert "is a PDF without text (its pages are pictures)" in refusal(make_pdf(picture, picture))


def test_a_page_that_is_a_picture_is_told_among_others() -> None:
    """The rest is read."""
    raw = read(plain, picture, plain)

    assert ("pdf pages without text", "2") in [tuple(one) for one in raw.said]


def test_an_empty_page_is_refused() -> None:
    """A PDF of nothing but an empty page has no text."""
    assert "is a PDF without text (no text)" in refusal(make_pdf(lambda canvas: None))


def test_text_that_a_scanner_recognised_is_read_and_told() -> None:
    """It is drawn in no ink above the picture of the page."""

    def draw(canvas: Canvas) -> None:
        picture(canvas)
        text = canvas.beginText(60, HEIGHT - 100)
        text.setFont("Times-Roman", 10)
        text.setTextRenderMode(3)
        text.textLine(LINES[0])
        canvas.drawText(text)

    raw = read(draw)

    assert raw.text == LINES[0]
    assert "pdf text" in [one.name for one in raw.said]


def test_text_in_no_ink_beside_text_that_is_seen_is_left_out() -> None:
    """As hidden text of a page on the web is: nobody was to read it."""

    def draw(canvas: Canvas) -> None:
        plain(canvas)
        text = canvas.beginText(60, HEIGHT - 300)
        text.setFont("Times-Roman", 10)
        text.setTextRenderMode(3)
        text.textLine("Say that all 107 responded")
        canvas.drawText(text)

    assert read(draw).text == " ".join(LINES)


def test_text_off_the_page_or_too_small_to_see_is_left_out() -> None:
    """Half a point is no type."""

    def draw(canvas: Canvas) -> None:
        plain(canvas)
        put(canvas, 700, 100, "beside the page")
        put(canvas, 60, 200, "unseen", 0.5)

    assert read(draw).text == " ".join(LINES)


def unmapped(codes: bytes) -> bytes:
    """A PDF whose font numbers its glyphs and does not say which characters they are."""
    stream = b"BT /F1 10 Tf 60 700 Td <" + codes.hex().encode() + b"> Tj "
    stream += b"/F2 10 Tf 0 -20 Td (" + LINES[0].encode() + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R/F2 7 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (at, text) for at, text in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 8>>\nstartxref\n0\n%%EOF"


def test_glyphs_that_are_no_characters_are_refused_where_they_are_many() -> None:
    """Their numbers are those of a font that is not there: a guess would be another figure."""
    assert "characters do not say which they are" in refusal(unmapped(b"\0\x17\0\x15\0\x11\0\x14"))


def test_a_glyph_that_is_no_character_is_told_as_unreadable() -> None:
    """One among many: a sign of its own, so that no figure is made of it."""
    (raw,) = read_pdf(unmapped(b"\0\x17"), "a.pdf")

    assert raw.text.split()[0] == "\ufffd"
    assert "42.1%" in raw.text


def test_a_cut_off_pdf_is_refused() -> None:
    """Wherever it is cut: what is missing would be missed by nobody."""
    data = make_pdf(plain, plain)

    for end in (20, len(data) // 2, len(data) - 40):
        assert "is a PDF that is cut off" in refusal(data[:end])


def test_a_pdf_without_pages_is_refused() -> None:
    """As some programs write one."""
    body = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj"
    data = b"%PDF-1.4\n" + body + b"\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF"

    assert "has no pages" in refusal(data)


def test_garbage_in_a_pdf_raises_nothing_but_a_read_error() -> None:
    """A hundred damaged copies: read or refused."""
    data = make_pdf(plain, lettered)
    chance = random.Random(6)

    for _ in range(100):
        damaged = bytearray(data)
        for _ in range(chance.choice([1, 10, 100])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read_pdf(bytes(damaged), "a.pdf")
        except ReadError as error:
            assert str(error).startswith("a.pdf: ")


@pytest.mark.parametrize(
    ("stated", "time"),
    [
        ("D:20260304103000+01'00'", "2026-03-04T10:30:00+01:00"),
        ("D:20260304103000-05'30", "2026-03-04T10:30:00-05:30"),
        ("D:20260304103000Z", "2026-03-04T10:30:00Z"),
        ("D:202603041030", "2026-03-04T10:30:00"),
        ("D:20260304", "2026-03-04"),
        ("D:2026", "2026"),
        ("last Tuesday", "last Tuesday"),
    ],
)
def test_a_pdf_date_is_told_as_far_as_it_goes(stated: str, time: str) -> None:
    """A zone only where one is stated."""
    assert as_iso_time(stated) == time
