"""JSON tells where a figure stands in what was read: a node, a page and box, a line and column."""

import json
from pathlib import Path

from pipeline.show.places import places_of
from schemas.article import Media, Origin, Page
from schemas.text import Span
from tests.command import run

MARKUP = """<html lang="en"><head><title>Orvane cuts relapses</title></head><body>
<h1>Orvane cuts relapses</h1><p>Relapses fell by <b>52%</b> in 30 people (NASDAQ: ORVN).</p>
<p>No death was reported in the trial, which ran for a year in Sweden.</p></body></html>"""


def test_a_figure_is_listed_with_its_node(tmp_path: Path) -> None:
    """And the page with what it says of itself."""
    (tmp_path / "a.html").write_text(MARKUP, encoding="utf-8")

    told = json.loads(run("figures", "a.html", "--format", "json", cwd=tmp_path).stdout)

    figure = next(one for one in told["figures"] if one["text"] == "52%")
    assert figure["places"] == [{"where": "/html/body/p[1]/b/text()[1]", "offset": 0}]
    assert told["media"] == "html"
    assert told["metadata"]["title"] == {"value": "Orvane cuts relapses", "where": "title"}
    assert told["metadata"]["tickers"][0]["value"] == "NASDAQ: ORVN"
    assert told["metadata"]["published"] is None


def test_evidence_is_told_with_its_place(tmp_path: Path) -> None:
    """Of the source; the checked text is the caller's own."""
    (tmp_path / "a.html").write_text(MARKUP, encoding="utf-8")
    (tmp_path / "t.txt").write_text("Relapses fell by 52%.", encoding="utf-8")

    done = run("check", "t.txt", "--source", "a.html", "--format", "json", cwd=tmp_path)
    (figure,) = json.loads(done.stdout)["figures"]

    assert figure["source"][0]["places"][0]["where"] == "/html/body/p[1]/b/text()[1]"
    assert "places" not in figure


def test_of_a_pdf_the_box_is_told() -> None:
    """Left, top, right and bottom, to a tenth of a point; a bullet of ours has no place."""
    page = Page(
        id="a.pdf",
        sha256="0" * 64,
        media=Media.PDF,
        encoding="",
        text="• 52%",
        origins=(Origin(span=Span(start=2, end=5), where="page 2", box=(72, 90.25, 101, 99.5)),),
    )

    assert places_of(page, Span(start=0, end=1)) == []
    assert places_of(page, Span(start=2, end=5)) == [
        {"where": "page 2", "offset": 0, "box": ["72.0", "90.2", "101.0", "99.5"]}
    ]
