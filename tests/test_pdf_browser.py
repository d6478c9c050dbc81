"""PDFs that a browser prints, with its own fonts, hyphens, bullets and tables, are read."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.read.heads import head_cells
from pipeline.read.pdf import read_pdf
from pipeline.read.raw import Raw
from tests.pdf_pages import box_of, cells, texts

pytestmark = pytest.mark.slow

STYLE = """
@page{size:A4;margin:22mm 20mm;@top-left{content:"Velmora plc – results";font-size:8pt}
@bottom-center{content:"Page " counter(page) " of " counter(pages);font-size:8pt}}
body{font:10pt/1.35 "Liberation Serif"} h1{font-size:17pt} h2{font-size:13pt}
p{text-align:justify;hyphens:auto;margin:0 0 4pt} sup{font-size:65%}
table{border-collapse:collapse;width:100%} td,th{padding:3pt 6pt;text-align:left}
.ruled td,.ruled th{border:.5pt solid #333} .shaded tr:nth-child(even) td{background:#eee}
.columns{columns:2;column-gap:8mm}
"""

FIRST = (
    "Of 214 patients, 107 received talvexin; complete responses were seen in 45 (42.3%)<sup>2</sup>"
    " of them, differing significantly from the 23 (21.5%) of 107 who were given placebo, and the "
    "difficulties that investigators had foreseen in finding participants were not insurmountable. "
    "The double-blind, placebo-controlled comparison included 61 sites in 12–14 countries."
)
SECOND = (
    "Infections of grade 3 or higher were reported in 9 (8.4%) and in 11 (10.3%). Platelets stayed "
    "above 10<sup>9</sup>/L throughout, and the follow-up of the participants who had discontinued "
    "treatment prematurely continued irrespective of the circumstances of their discontinuation."
)
ROWS = [
    ["Endpoint", "Talvexin", "Placebo"],
    ["Complete response", "45 (42.3%)", "23 (21.5%)"],
    ["Any response, which means that the protein in the urine fell by half or more between the "
     "first day of treatment and the last visit of the trial", "62 (58.0%)", "34 (31.6%)"],
    ["Deaths", "0", "1 (0.9%)"],
]  # fmt: skip


def table(kind: str) -> str:
    """The rows as HTML's table, of a style."""
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    return f'<table class="{kind}">{rows}</table>'


def printed(body: str, folder: Path, style: str = STYLE) -> Raw:
    """What a browser's print of a page is read as."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    head = f'<meta charset="utf-8"><title>Velmora reports</title><style>{style}</style>'
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_text(f'<!doctype html><html lang="en">{head}{body}</html>', encoding="utf-8")
    command = [
        chromium,
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={pdf}",
        f"file://{page}",
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=90)
    (raw,) = read_pdf(pdf.read_bytes(), "page.pdf")
    return raw


def plain(markup: str) -> str:
    """The text of a paragraph, its marks raised."""
    return markup.replace("<sup>2</sup>", "²").replace("<sup>9</sup>", "⁹")


def test_a_press_release_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Paragraphs whole over broken words and pages, tables of three looks, a list, its frame."""
    note = "<p>The same is told again.</p>"
    items = "<ul><li>No deaths on talvexin</li><li>One death on placebo</li></ul>"
    story = f"<h1>Velmora reports results</h1>{f'<p>{FIRST}</p><p>{SECOND}</p>' * 6}"
    rest = f"<h2>Safety</h2>{items}{note.join(table(kind) for kind in ('ruled', 'shaded', ''))}"

    raw = printed(f"{story}{rest}<p>{SECOND}</p>", tmp_path)

    lines = raw.text.split("\n")
    assert lines.count(plain(FIRST)) == 6
    assert lines.count(plain(SECOND)) == 7
    assert [line for line in lines if line.startswith("•")] == [
        "• No deaths on talvexin",
        "• One death on placebo",
    ]
    expected = [text for row in ROWS for text in row]
    assert [text for n in range(3) for _, _, text in cells(raw, n)] == expected * 3
    assert texts(raw, "h1") == ["Velmora reports results"]
    assert texts(raw, "h2") == ["Safety"]
    assert texts(raw, "footer") == ["Page 1 of 2", "Page 2 of 2"]
    assert texts(raw, "header") == ["Velmora plc – results"] * 2
    assert raw.title == "Velmora reports"


def test_two_columns_with_a_table_in_one_are_read_in_order(tmp_path: Path) -> None:
    """Each column to its end; a figure of the table has its heads."""
    body = f"<h1>Velmora reports results</h1><div class='columns'>{f'<p>{FIRST}</p>' * 3}"

    raw = printed(f"{body}{table('')}{f'<p>{SECOND}</p>' * 3}</div>", tmp_path)

    told = [line for line in raw.text.split("\n") if len(line) > 200 and "\t" not in line]
    assert told == [plain(FIRST)] * 3 + [plain(SECOND)] * 3
    headed = head_cells(raw.tables[0], raw.text)
    figure = next(cell for cell in headed.cells if cell.span.cut(raw.text) == "62 (58.0%)")
    assert [head.cut(raw.text) for head in figure.column_heads] == ["Talvexin"]
    assert [head.cut(raw.text) for head in figure.row_heads] == [ROWS[2][0]]


def test_a_words_box_lies_where_the_browser_put_it(tmp_path: Path) -> None:
    """Within two points of its box on the page."""
    style = "@page{size:A4;margin:0} body{margin:0} span{position:absolute;font:12pt/12pt serif}"
    spans = [(200, 300, "42.3%"), (50, 700, "107"), (431, 90, "placebo")]
    body = "".join(f'<span style="left:{x}pt;top:{y}pt">{text}</span>' for x, y, text in spans)

    raw = printed(body, tmp_path, style)

    for x, y, text in spans:
        where, (left, top, _, bottom) = box_of(raw, text)
        assert where == "page 1"
        assert left == pytest.approx(x, abs=2)
        assert top == pytest.approx(y, abs=2)
        assert bottom == pytest.approx(y + 12, abs=2)
