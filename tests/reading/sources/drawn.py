"""Draws the PDFs of the corpus that reportlab makes, into the folder given."""

import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

STYLES = getSampleStyleSheet()


def draw(folder: Path) -> None:
    """Both PDFs; the same bytes every time."""
    _save(folder / "safety-letter.pdf", safety_letter(), "Dear doctor letter: Ostrivan")
    _save(folder / "ruled-table.pdf", ruled_table(), "")


def safety_letter() -> list[Flowable]:
    """A letter over two pages, a paragraph broken between them."""
    body, head = STYLES["BodyText"], STYLES["Heading1"]
    texts = [
        "Dear colleague, in the past 18 months we have received 57 reports of jaw necrosis in "
        "patients given Ostrivan (ostriclast), of which 41 followed a tooth extraction.",
        "An estimated 212,000 patients have been treated. The rate is thus about 2.7 per 10,000, "
        "against 0.4 per 10,000 in those given tablets.",
    ]
    advice = (
        "Please have teeth examined before the first dose of 60 mg, and do not give the second "
        "within 90 days of an extraction. In the 12 patients in whom the drug was stopped early, "
        "9 healed; in the 29 in whom it was not, 11 did. "
    )
    return [
        Paragraph("Ostrivan: look at teeth before the first dose", head),
        *(Paragraph(text, body) for text in texts),
        Spacer(1, 168 * mm),
        Paragraph(advice * 1, body),
        Paragraph("Report any case to Lindqvist Pharma within 15 days.", body),
    ]


def ruled_table() -> list[Flowable]:
    """A table with rules, a group over two columns, and a paragraph on either side."""
    rows = [
        ["Arm", "Patients", "Event-free at 3 years", ""],
        ["", "", "n", "% (95% CI)"],
        ["Chemotherapy", "148", "91", "61.5 (53.4-69.0)"],
        ["Chemotherapy + belucitide", "151", "113", "74.8 (67.3-81.1)"],
    ]
    ruled = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"), ("SPAN", (2, 0), (3, 0)),
            ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1)),
            ("BACKGROUND", (0, 0), (-1, 1), "lightgrey"),
        ]
    )  # fmt: skip
    return [
        Paragraph("Belucitide keeps more children free of neuroblastoma", STYLES["Heading1"]),
        Paragraph(
            "Adding belucitide to chemotherapy kept 13.3 percentage points more children free of "
            "events at three years, the PUFFIN group reported.",
            STYLES["BodyText"],
        ),
        Table(rows, style=ruled),
        Paragraph(
            "Pain needing morphine was seen in 66 of 151 children on the antibody (43.7%).",
            STYLES["BodyText"],
        ),
    ]


def _save(path: Path, story: list[Flowable], title: str) -> None:
    document = SimpleDocTemplate(
        str(path), pagesize=A4, title=title or None, author=None, invariant=1
    )
    document.build(story)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
