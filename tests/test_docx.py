"""Tests of `pipeline.read.docx`: a Word file becomes what a reader of its final text sees."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.docx import read_docx
from pipeline.read.docx_lists import write_number
from pipeline.read.raw import Raw, RawOrigin, Said
from schemas.errors import ReadError
from tests.word_files import cell, item, paragraph, part, row, run, styled, table, word_file, zipped

RAISED = "<w:vertAlign w:val='superscript'/>"
LOWERED = "<w:vertAlign w:val='subscript'/>"
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def read(body: str, **more: str) -> Raw:
    """What is read of a file with that body and further parts."""
    (raw,) = read_docx(word_file(body, more), "x.docx")
    return raw


def field(code: str, result: str) -> str:
    """A field with its code and its result, as Word stores it."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in _FIELD_MARKS]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


_FIELD_MARKS = ("begin", "separate", "end")


def marked(raw: Raw) -> list[tuple[str, str]]:
    """Each mark's name and its words."""
    return [(mark.tag, raw.text[mark.start : mark.end]) for mark in raw.marks]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("58%") + run("2", RAISED), "58%²"),
        (run("52") + run("A", RAISED) + run(" of 90") + run("a,b", RAISED), "52ᴬ of 90ᵃ,ᵇ"),
        (run("4") + run("th", RAISED) + run(" of 90"), "4th of 90"),
        (run("58%") + run("2", "<w:rStyle w:val='Raised'/>"), "58%²"),
        (run("10") + run("9", "<w:position w:val='6'/>") + run("/L"), "10⁹/L"),
        (run("5", "<w:rStyle w:val='Raised'/><w:vertAlign w:val='baseline'/>"), "5"),
        (run("log") + run("10", LOWERED) + run("2"), "log₁₀2"),
        (run("CO") + run("2", LOWERED), "CO2"),
        (run("44") + run("99", "<w:vanish/>") + run("%"), "44%"),
        (run("44") + run("99", "<w:rStyle w:val='Gone'/>") + run("%"), "44%"),
        (run("9", "<w:vanish w:val='0'/>"), "9"),
        ("<w:del>" + run("44%") + "</w:del><w:ins>" + run("41%") + "</w:ins>", "41%"),
        ("<w:moveFrom>" + run("4%") + "</w:moveFrom><w:moveTo>" + run("5%") + "</w:moveTo>", "5%"),
        ('<w:hyperlink r:id="r9">' + run("the trial") + "</w:hyperlink>", "the trial"),
        ("<w:sdt><w:sdtContent>" + run("in a control") + "</w:sdtContent></w:sdt>", "in a control"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Click here")
         + "</w:sdtContent></w:sdt>" + run("x"), "x"),
        (field(' DATE \\@ "d 9" ', run("3 May")), "3 May"),
        (run("p. ") + field("PAGE", run("7")) + run("x"), "p. x"),
        ('<w:fldSimple w:instr="SEQ Table">' + run("4") + "</w:fldSimple>", "4"),
        ('<w:fldSimple w:instr=" PAGE ">' + run("4") + "</w:fldSimple>" + run("x"), "x"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:r><w:t>4</w:t><w:softHyphen/><w:t>4</w:t></w:r>", "44"),
        ("<w:r><w:t>4</w:t><w:noBreakHyphen/><w:t>x</w:t></w:r>", "4‑x"),
        (run("44\u00ad%"), "44%"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("18"), "≥18"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run("18"), "✓18"),
        ('<w:r><w:sym w:font="Strange" w:char="F0B3"/></w:r>' + run("18"), "\ufffd18"),
        (run("\uf0a318", "<w:rFonts w:ascii='Symbol'/>"), "≤18"),
        ("<w:r><w:commentReference w:id='1'/></w:r>" + run("x"), "x"),
        ("<w:r><w:ruby><w:rt>" + run("9") + "</w:rt><w:rubyBase>" + run("x")
         + "</w:rubyBase></w:ruby></w:r>", "x"),
    ],
)  # fmt: skip
def test_a_paragraph_is_what_a_reader_of_the_final_text_sees(inner: str, text: str) -> None:
    """Raised and lowered, hidden, tracked, fields, symbols: each with what it must not become."""
    assert read(paragraph(inner)).text == text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<m:f><m:num>{1}</m:num><m:den>{2}</m:den></m:f>{3}", "1/2 3"),
        ("<m:f><m:num>{a}{+}{b}</m:num><m:den>{2}</m:den></m:f>", "(a+b)/2"),
        ("<m:sSup><m:e>{10}</m:e><m:sup>{-6}</m:sup></m:sSup>", "10⁻⁶"),
        ("<m:d><m:dPr><m:begChr m:val='['/></m:dPr><m:e>{4}</m:e></m:d>", "[4)"),
        ("<m:rad><m:deg/><m:e>{9}</m:e></m:rad>", "√9"),
    ],
)
def test_a_formula_keeps_its_numbers_apart(inner: str, text: str) -> None:
    """A fraction run together would be another number."""
    for piece in ("1", "2", "3", "4", "9", "10", "-6", "a", "b", "+"):
        inner = inner.replace("{" + piece + "}", f"<m:r><m:t>{piece}</m:t></m:r>")

    assert read(paragraph(f"<m:oMath>{inner}</m:oMath>")).text == text


def test_headings_and_captions_are_known_by_their_styles() -> None:
    """By Word's own name, which no language changes, or by the outline level they are based on."""
    raw = read(
        styled("Titel", "Orvane")
        + styled("berschrift2", "Results")
        + styled("Own", "Safety")
        + styled("TOC1", "Results 5")
        + styled("Caption", "Figure 1")
        + paragraph("x", '<w:outlineLvl w:val="9"/>')
    )

    assert marked(raw) == [
        ("h1", "Orvane"),
        ("h2", "Results"),
        ("h3", "Safety"),
        ("nav", "Results 5"),
        ("figcaption", "Figure 1"),
    ]


def test_list_items_show_the_numbers_that_word_prints() -> None:
    """A start of four, a level below, an instance that starts again, bullets, a list by style."""
    raw = read(
        item("a", 1) + item("b", 1, 1) + item("c", 1) + paragraph("between") + item("d", 1)
        + item("e", 1, 1) + item("f", 3) + item("g", 2) + styled("ListNumber", "h")
        + item("not numbered", 0)
    )  # fmt: skip

    assert raw.text.split("\n") == [
        "4. a",
        "4.a) b",
        "5. c",
        "",
        "between",
        "",
        "6. d",
        "6.a) e",
        "1. f",
        "• g",
        "2. h",
        "",
        "not numbered",
    ]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (4, "decimal", "4"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "decimalZero", "04"),
        (112, "ordinal", "112th"),
        (22, "ordinal", "22nd"),
        (6, "chicago", "††"),
        (7, "none", ""),
        (7, "thaiCounting", "7"),
        (0, "lowerRoman", "0"),
        (10**8, "lowerRoman", "100000000"),
    ],
)
def test_counts_are_written_in_words_own_forms(number: int, form: str, written: str) -> None:
    """ECMA-376, part 1, 17.18.59; what has no such form is written in digits."""
    assert write_number(number, form) == written


def test_a_table_keeps_its_cells_spans_and_caption() -> None:
    """Merged across and down, with a marked heading row and the paragraph that names it."""
    raw = read(
        styled("Caption", "Table 1. Response")
        + table(
            row("Arm", cell("ORR", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
            row(cell("A", '<w:vMerge w:val="restart"/>'), "52%", "of 40"),
            row(cell("", "<w:vMerge/>"), "12%", cell(paragraph("of") + paragraph("41"))),
            row("x", "y", "z", properties="<w:del/>"),
            row("B", "9%", properties='<w:gridBefore w:val="1"/>'),
        )
    )
    (found,) = raw.tables

    assert raw.text == "Table 1. Response\nArm\tORR\nA\t52%\tof 40\n\t12%\tof 41\n\tB\t9%"
    assert found.caption == (0, 17)
    assert [(raw.text[c.start : c.end], *c[2:]) for c in found.cells] == [
        ("Arm", 0, 0, 1, 1, True),
        ("ORR", 0, 1, 1, 2, True),
        ("A", 1, 0, 2, 1, False),
        ("52%", 1, 1, 1, 1, False),
        ("of 40", 1, 2, 1, 1, False),
        ("12%", 2, 1, 1, 1, False),
        ("of 41", 2, 2, 1, 1, False),
        ("B", 3, 1, 1, 1, False),
        ("9%", 3, 2, 1, 1, False),
    ]


def test_a_table_that_only_lays_out_the_page_is_none() -> None:
    """One column, or a table in a table: the inner one is the table."""
    inner = table(row("A", "3"))
    raw = read(table(row("One"), row("Two")) + table(row(cell(inner + "<w:p/>"), "x")))

    assert raw.text == "One\n\nTwo\n\nA\t3\n\nx"
    assert len(raw.tables) == 1
    assert raw.origins[2].where == "table 2, row 1, cell 1, table 1, row 1, cell 1, paragraph 1"


def test_notes_are_marked_in_the_text_and_stand_at_its_end() -> None:
    """Numbered as they are referred to, not as they are stored; what parts them off is left out."""
    raw = read(
        paragraph(run("44%") + NOTE.format(5) + run(" and 12%") + NOTE.format(3))
        + paragraph(run("x") + '<w:r><w:endnoteReference w:id="1"/></w:r>'),
        footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="3">{paragraph("Second.")}</w:footnote>'
        f'<w:footnote w:id="5">{paragraph("First.")}{paragraph("More.")}</w:footnote>'
        f'<w:footnote w:id="9">{paragraph("Nobody refers to it.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="1">{paragraph("Last.")}</w:endnote>',
    )

    assert raw.text == "44%¹ and 12%²\n\nxⁱ\n\n¹ First.\n\nMore.\n\n² Second.\n\nⁱ Last."
    assert [tag for tag, _ in marked(raw)] == ["aside", "aside", "aside"]
    assert [origin.where for origin in raw.origins[-4:]] == [
        "footnote 1",
        "footnote 1, paragraph 2",
        "footnote 2",
        "endnote 1",
    ]


def test_a_mark_of_the_writers_own_stays_as_it_is() -> None:
    """Word stores it as text behind the reference; a number of ours would be one too many."""
    reference = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    raw = read(
        paragraph(run("44%") + reference),
        footnotes=f'<w:footnote w:id="1">{paragraph("* Unaudited.")}</w:footnote>',
    )

    assert raw.text == "44%*\n\n* Unaudited."


def test_text_boxes_stand_behind_their_paragraph() -> None:
    """Word stores each twice; it is read once, and its paragraphs count by themselves."""
    box = f"<w:txbxContent>{paragraph('Boxed 55%')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    raw = read(paragraph(drawing + run("Anchor")) + paragraph("After"))

    assert raw.text == "Anchor\n\nBoxed 55%\n\nAfter"
    assert marked(raw) == [("aside", "Boxed 55%")]
    assert raw.origins[1].where == "paragraph 1, text box 1, paragraph 1"


def test_headers_and_footers_stand_around_the_text_each_once() -> None:
    """One that is stored but printed nowhere is left out, and so are numbers of pages."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="r3"/>'
        '<w:headerReference w:type="first" r:id="r4"/>'
        '<w:footerReference w:type="default" r:id="r5"/></w:sectPr>'
    )
    raw = read(
        paragraph("x") + section + section,
        header1=paragraph("Ruvanta AG"),
        header2=paragraph("Never printed"),
        footer1=paragraph(run("Page ") + field("PAGE", run("3"))),
    )

    assert raw.text == "Ruvanta AG\n\nx\n\nPage"
    assert marked(raw) == [("header", "Ruvanta AG"), ("footer", "Page")]


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    """Otherwise a figure could be cut in two by an accepted change."""
    raw = read(paragraph("44", "<w:rPr><w:del/></w:rPr>") + paragraph("% responded"))

    assert raw.text == "44% responded"


def test_properties_are_kept_as_the_file_says_them() -> None:
    """Under their own names; a title that the text prints is the page's."""
    core = (
        '<p xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>Orvane cuts relapses</dc:title><dc:creator>Ada Vell</dc:creator>"
        "<dcterms:modified>2026-05-03T09:00:00Z</dcterms:modified><lastPrinted> </lastPrinted></p>"
    )
    (raw,) = read_docx(word_file(paragraph("Orvane cuts relapses"), core=core), "x.docx")
    (other,) = read_docx(word_file(styled("Titel", "Mirvane fails"), core=core), "x.docx")

    assert raw.said == (
        Said("docx dc:title", "Orvane cuts relapses"),
        Said("docx dc:creator", "Ada Vell"),
        Said("docx dcterms:modified", "2026-05-03T09:00:00Z"),
    )
    assert raw.title == "Orvane cuts relapses"
    assert other.title == "Mirvane fails"


def test_files_in_the_strict_form_are_read_too() -> None:
    """Word writes other names on request; they mean the same."""
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = part("document", f"<w:body>{paragraph('44%')}</w:body>")
    strict = body.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")

    (raw,) = read_docx(zipped({"word/document.xml": strict}), "x.docx")

    assert raw.text == "44%"


_VISIBLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Zs", "Zl"]))
_RUNS = st.lists(st.tuples(_VISIBLE, st.sampled_from(["", "<w:b/>", "<w:vanish/>", "DEL", "TAB"])))


@given(_RUNS)
def test_every_character_leads_back_to_its_paragraph(runs: list[tuple[str, str]]) -> None:
    """Whatever is hidden, deleted or tabbed before it: offsets count what is seen."""
    inner, seen = "<w:r/>", ""
    for text, form in runs:
        safe = text.replace("&", "").replace("<", "").replace(">", "").replace("\ufffe", "")
        safe = safe.replace("\uffff", "")
        if form == "DEL":
            inner += f"<w:del>{run(safe)}</w:del>"
        elif form == "TAB":
            inner += "<w:r><w:tab/></w:r>"
            seen += "\t"
        else:
            inner += run(safe, form)
            seen += "" if "vanish" in form else safe

    raw = read(paragraph("before") + paragraph(inner))

    for origin in raw.origins[1:]:
        words = raw.text[origin.start : origin.end]
        assert seen[origin.offset :][: len(words)] == words
    traced = {at for one in raw.origins for at in range(one.start, one.end)}
    assert {raw.text[at] for at in range(len(raw.text)) if at not in traced} <= set("\n\t ")


def bomb() -> bytes:
    """Twenty million spaces, packed a thousand times."""
    return zipped({"word/document.xml": part("document", "<w:body/>") + b" " * 20_000_000})


def encrypted() -> bytes:
    """A zip whose directory says that it is encrypted."""
    data = bytearray(word_file(paragraph("x")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def declaring(entity: str) -> bytes:
    """A Word text that declares an entity and uses it."""
    head = f"<!DOCTYPE d [{entity}]>"
    body = part("document", f"<w:body>{paragraph(run('&e;'))}</w:body>").decode()
    return zipped({"word/document.xml": body.replace("?>", "?>" + head, 1).encode()})


def packed_oddly() -> bytes:
    """A part packed by a method that Word never uses."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", b"x")
    return out.getvalue()


DEEP = "<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 and then nothing", "is no whole zip"),
        (word_file(paragraph("x"))[:-40], "is no whole zip"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "is a zip without a Word text"),
        (zipped({"word/document.xml": b"<x><y></x>"}), "is no well-formed XML"),
        (zipped({"word/document.xml": part("document", DEEP)}), "is no well-formed XML"),
        (encrypted(), "is encrypted; save it without a password"),
        (bomb(), "times its size"),
        (packed_oddly(), "is packed in a way no Word file is"),
        (zipped({f"{n}.xml": b"" for n in range(10_001)}), "holds 10,001 files"),
        (
            zipped({f"{n}.xml": b" " * 1_000_000 for n in range(101)}),
            "unpacks to 101,000,000 bytes",
        ),
        (declaring('<!ENTITY e "ORR 99">'), "declares entities"),
        (declaring('<!ENTITY e SYSTEM "file:///etc/hostname">'), "declares entities"),
        (word_file('<w:altChunk r:id="r9"/>'), "imports another file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    """Broken, encrypted, swollen, declaring or no Word file at all: never a traceback."""
    with pytest.raises(ReadError, match=says) as refusal:
        read_docx(data, "in/x.docx")

    assert str(refusal.value).startswith("in/x.docx: ")
    assert "\n" not in str(refusal.value)


def test_tables_nested_deeply_are_read() -> None:
    """As deep as the XML parser lets them be."""
    inner = paragraph("44%")
    for _ in range(60):
        inner = table(row(cell(inner + "<w:p/>")))

    assert read(inner).text == "44%"


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_broken_byte_is_read_or_refused(at: int, byte: int) -> None:
    """Whatever byte is wrong, nothing but a ReadError comes out."""
    data = bytearray(word_file(styled("Titel", "Orvane") + table(row("A", "44%"))))
    data[at % len(data)] = byte

    with suppress(ReadError):
        read_docx(bytes(data), "x.docx")


def test_the_place_of_a_figure_in_a_cell_is_told() -> None:
    """Table, row, cell and paragraph from 1, and the code points before it."""
    raw = read(paragraph("x") + table(row("Arm", "ORR"), row("A", run("in all ") and "in all 44%")))
    start = raw.text.index("44%")
    (origin,) = (one for one in raw.origins if one.start <= start < one.end)

    assert origin == RawOrigin(start - 7, start + 3, "table 1, row 2, cell 2, paragraph 1", 0)
