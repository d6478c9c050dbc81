"""Writes the Word files of the corpus with python-docx, into the folder given."""

import sys
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Writing
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run


def write(folder: Path) -> None:
    """All Word files."""
    made = {
        "company-statement": company_statement(),
        "trial-summary": trial_summary(),
        "desk-draft": desk_draft(),
        "two-briefs": two_briefs(),
        "tracked-changes": tracked_changes(),
    }
    for name, document in made.items():
        document.core_properties.created = datetime(2026, 4, 1, 9, 0)  # noqa: DTZ001
        document.save(str(folder / f"{name}.docx"))


def company_statement() -> Writing:
    """Title, byline, headings, bullets, a page header and footer."""
    document = Document()
    document.core_properties.title = "Statement on the Brinkley plant"
    document.core_properties.author = "Press office"
    section = document.sections[0]
    section.header.paragraphs[0].text = "Torvald Steriles plc — press office, 48 Canal Row"
    section.footer.paragraphs[0].text = "Company number 90210377"
    document.add_heading("Torvald Steriles to rebuild Brinkley plant after fire", 0)
    document.add_paragraph(
        "Torvald Steriles will spend £127 million on a new plant at Brinkley, 5 months after a "
        "fire destroyed 2 of its 3 filling lines."
    )
    document.add_heading("What it means for hospitals", 1)
    document.add_paragraph("Saline: 85% of the usual supply from July", style="List Bullet")
    document.add_paragraph("Glucose: 60%, rising to 100% by October", style="List Bullet")
    document.add_paragraph("All 412 staff keep their jobs.")
    return document


def trial_summary() -> Writing:
    """A table with a caption and merged cells, raised marks, exponents, a tab."""
    document = Document()
    document.add_heading("Nolveron lowers lipoprotein(a) by nine tenths", 1)
    first = document.add_paragraph("At week 36 the median fall was 91.2%")
    first.add_run("2").font.superscript = True
    first.add_run(" with 180 mg of nolveron, in 96")
    first.add_run("3").font.superscript = True
    first.add_run(" people; platelets stayed above 150 × 10")
    first.add_run("9").font.superscript = True
    first.add_run("/L.")
    document.add_paragraph("Table 1. Change in lipoprotein(a)", style="Caption")
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    rows = [
        ("Dose", "Week 12", "Week 36"),
        ("60 mg (n=47)", "−58.0%", "−64.3%"),
        ("180 mg (n=96)", "−88.7%", "−91.2%"),
        ("Placebo (n=49)", "+1.1%", "−2.6%"),
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Pain at the site:\t14 of 143 on the drug, 1 of 49 on placebo.")
    note = document.add_paragraph("2 Kaplan of 192 samples. 3 One left before week 12.")
    note.runs[0].font.size = Pt(8)
    return document


def desk_draft() -> Writing:
    """An editor's draft: bold and italics in the midst of numbers, a line break, a table."""
    document = Document()
    headline = document.add_paragraph()
    run = headline.add_run("Blood test for sepsis gives answer in 20 minutes")
    run.bold = True
    run.font.size = Pt(18)
    document.add_paragraph("By Carys Pugh")
    body = document.add_paragraph("A finger-prick test told sepsis from a mere infection in ")
    body.add_run("1,0").bold = True
    body.add_run("48 of 1,1")
    body.add_run("30").italic = True
    body.add_run(" patients in Swansea, or 92.")
    body.add_run("7").bold = True
    body.add_run("%.")
    second = document.add_paragraph("It missed 31 cases.")
    second.add_run().add_break()
    second.add_run("It raised 51 false alarms.")
    document.add_paragraph("Each test costs £18; the machine, £9,400.")
    return document


def two_briefs() -> Writing:
    """Two short stories, each below a heading of the first level."""
    document = Document()
    document.add_heading("Vesper buys maker of inhaled insulin for €640 million", 1)
    document.add_paragraph(
        "Vesper Pharma of Lyon will pay €640 million for Aerolin, whose inhaled insulin had sales "
        "of €88 million last year. The deal should close in 4 months."
    )
    document.add_heading("Nurses in Galway test skin glue for children", 1)
    document.add_paragraph(
        "Nurses in Galway closed cuts with glue in 77 children and with stitches in 79. Scars "
        "looked the same after 3 months, and glue took 6 minutes less."
    )
    return document


def tracked_changes() -> Writing:
    """Words put in and struck out by an editor, hidden words, and a table that lays out a page."""
    document = Document()
    document.add_heading("Sleep app cuts insomnia scores by 4.9 points", 1)
    first = document.add_paragraph("In a trial with ")
    _track(first.add_run("318"), "del")
    _track(first.add_run("381"), "ins")
    first.add_run(" adults, an app cut the insomnia score by 4.9 points.")
    hidden = first.add_run(" Ask: 5.9 in the abstract?")
    hidden.font.hidden = True
    table = document.add_table(rows=1, cols=1)
    table.rows[0].cells[0].text = "Of those who began, 71% used it for 8 weeks."
    last = document.add_paragraph("It costs ")
    _track(last.add_run("$120"), "del")
    _track(last.add_run("$95"), "ins")
    last.add_run(" a year.")
    return document


def _track(run: Run, kind: str) -> None:
    """The run as an editor's insertion or deletion."""
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "Desk")
    run._r.addprevious(change)
    change.append(run._r)
    if kind == "del":
        for text in run._r.findall(qn("w:t")):
            text.tag = qn("w:delText")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
