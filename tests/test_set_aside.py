"""Figures of parts that were set aside: the reason names the part, and only some of them fail."""

from pathlib import Path

import pytest

from pipeline.cli.checking import check_text
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story
from schemas.verdict import FigureCheck, Severity, Verdict

STORY = """<html><body>
<nav><a href="/">Home</a> <a href="/a">Top 77 stories</a></nav>
<article><h1>Harrow reports trial of selomab</h1>
<p>Harrow Bio said on Monday that selomab cut gout attacks by 41% in its Phase 3 trial of 801
adults.</p>
<p>The company plans to file in the second half of 2031, it said in a statement to investors.</p>
<h2>About Harrow Bio</h2>
<p>Harrow Bio is a clinical-stage company founded in 2011 with 240 employees in Leeds.</p>
<h2>Forward-looking statements</h2>
<p>This press release contains forward-looking statements. Actual results may differ; the company
undertakes no duty to update them within 90 days.</p></article></body></html>"""
MARKET = """Harrow shares fall after trial

Harrow shares fell on Monday after the company said that its gout trial would end late.

Overall Sentiment
mildly negative
Sentiment Score
-0.35
Ticker Sentiment
HRW $6.21
"""


def check(tmp_path: Path, said: str, name: str, page: str) -> tuple[FigureCheck, ...]:
    """What the command says of a text against a page."""
    (tmp_path / name).write_text(page, "utf-8")
    (tmp_path / "said.txt").write_text(said, "utf-8")
    return check_text(str(tmp_path / "said.txt"), [str(tmp_path / name)], None).report.checks


@pytest.mark.parametrize(
    ("said", "severity", "reason"),
    [
        ("Harrow, with 240 employees, is in Leeds.", Severity.WARN, "what the company says about"),
        ("Harrow has a duty of 90 days.", Severity.WARN, "forward-looking statements"),
        ("There were 77 stories.", Severity.ERROR, "the navigation of the page"),
        ("Selomab cut gout attacks by 52%.", Severity.ERROR, "41%"),
        ("Harrow has 655 employees.", Severity.ERROR, "Nothing in the source supports 655"),
        ("Selomab cut gout attacks by 41%.", Severity.NONE, ""),
    ],
)
def test_the_reason_names_the_part_set_aside(
    tmp_path: Path, said: str, severity: Severity, reason: str
) -> None:
    """What the company says of itself is to be looked at; what the page leads with is wrong."""
    (found,) = check(tmp_path, said, "page.html", STORY)

    assert found.severity is severity
    assert reason in found.reason


def test_a_price_of_a_widget_is_no_fact(tmp_path: Path) -> None:
    """Its score is the page's own mood, which a brief may tell as such."""
    page = read_bytes(MARKET.encode(), "page.txt")
    (article,) = split_page(page)
    figures = [figure.text for figure in read_story(page, article).figures]

    assert "$6.21" not in figures
    assert "0.35" in " ".join(figures)
    (found,) = check(tmp_path, "Harrow closed at $6.21.", "page.txt", MARKET)
    assert found.verdict is Verdict.ABSENT
    assert "set aside: it is no figure of the article" in found.reason
