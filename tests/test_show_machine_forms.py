"""JSON, SARIF and annotations: what other programs read."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.show.documents import check_document, failed_line, figures_line, pair_line
from pipeline.show.github import render_github
from pipeline.show.plain import plain, to_json
from pipeline.show.sarif import sarif_document
from schemas.article import Media
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import Severity
from tests.builders import checked_of, explained, report_of, right, usual, wrong


def test_a_pair_answers_in_the_promised_form() -> None:
    """Key by key; a key renamed here breaks somebody's program."""
    line = pair_line("p1", report_of(wrong()))

    assert line == {
        "id": "p1",
        "ok": False,
        "figures": [
            {
                "start": 23,
                "end": 26,
                "text": "52%",
                "verdict": "altered",
                "severity": "error",
                "ok": False,
                "rule": "EB_ALTERED",
                "reason": "The source has 25% here.",
                "source": [{"source_id": "article.txt", "start": 44, "end": 47, "text": "25%"}],
            }
        ],
        "claims": [],
    }


def test_a_claim_to_look_at_is_ok() -> None:
    """Only errors fail."""
    line = pair_line(7, usual().report)

    assert line["claims"] == [
        {
            "start": 48,
            "end": 52,
            "text": "safe",
            "rule": "EB_SAFETY",
            "severity": "warn",
            "ok": True,
            "reason": "The source reports no serious event, which is not safety.",
        }
    ]


def test_a_line_that_cannot_be_checked_says_why() -> None:
    """With its number only where it has no id."""
    hole: dict[str, object] = {"ok": None, "error": "e", "figures": [], "claims": []}

    assert failed_line("p1", "e", 4) == {"id": "p1", **hole}
    assert failed_line(None, "e", 4) == {"id": None, **hole, "line": 4}


def test_a_check_is_a_document_with_its_form() -> None:
    """And names what a person would read."""
    document = check_document(usual())

    assert document["schema"] == "evenbrief.check/1"
    assert document["tally"] == "2 figures: 1 wrong, 1 matches; 1 claim: 1 to look at"
    assert json.loads(to_json(document)) == json.loads(to_json(document))


def test_a_figure_lists_its_candidates_only_where_they_were_asked_for() -> None:
    """Each place with its sentence; an empty list is an answer, too."""
    first, second = read_back(check_document(explained()))["figures"]

    assert first["candidates"][1] == {
        "source_id": "article.txt",
        "start": 17,
        "end": 19,
        "text": "30",
        "sentence": "Qorvex, given to 30 people,",
        "taken": False,
        "reason": "another value: 30",
        "places": [{"where": "line 1, column 18", "offset": 0}],
    }
    assert second["candidates"] == []
    assert all("candidates" not in f for f in read_back(check_document(usual()))["figures"])


@pytest.mark.parametrize(("fix", "start"), [("25%", 29), ("nearly 25%", 23)])
def test_a_fix_says_what_it_replaces(fix: str, start: int) -> None:
    """In JSON and in SARIF: the figure, with its hedge where the fix has one, and none without."""
    text = "Qorvex cut relapses by about 52%."
    hedged = wrong(text=text)
    figure = hedged.figure.model_copy(
        update={"hedge": "about", "hedge_span": Span(start=23, end=28)}
    )
    checked = checked_of(report_of(hedged.model_copy(update={"figure": figure, "fix": fix})), text)
    [form] = read_back(check_document(checked))["figures"]
    [result] = results(sarif_document(checked))
    [change] = result["fixes"][0]["artifactChanges"]
    [replacement] = change["replacements"]

    assert (form["fix"], form["fix_place"]) == (fix, {"start": start, "end": 32})
    assert change["artifactLocation"]["uri"] == "summary.txt"
    assert replacement["deletedRegion"] == {
        "startLine": 1, "startColumn": start + 1, "endLine": 1, "endColumn": 33,
    }  # fmt: skip
    assert replacement["insertedContent"] == {"text": fix}


def test_where_no_value_is_known_there_is_no_fix() -> None:
    """Nor a place for one."""
    checked = checked_of(report_of(wrong().model_copy(update={"fix": ""})))
    [form] = read_back(check_document(checked))["figures"]
    [result] = results(sarif_document(checked))

    assert (form["fix"], form["fix_place"]) == ("", None)
    assert "fixes" not in result


@pytest.mark.parametrize(
    ("value", "said"), [("1.5E+6", "1500000"), ("42.80", "42.80"), ("-0.31", "-0.31"), ("0", "0")]
)
def test_a_decimal_is_written_out(value: str, said: str) -> None:
    """Never as `1.5E+6`, never as a float."""
    assert plain(Decimal(value)) == said


def test_a_float_has_no_json_form_here() -> None:
    """A float among figures is a fault of ours, and shows at once."""
    with pytest.raises(TypeError, match="never a float"):
        plain({"a": 0.1})


def test_a_date_has_no_values_but_a_beginning_and_an_end() -> None:
    """`mid-2027` is a stretch of days."""
    figure = Figure.model_validate(
        {
            "text": "mid-2027",
            "span": Span(start=0, end=8),
            "kind": Kind.DATE,
            "first": "2027-04-01",
            "last": "2027-09-30",
        }
    )
    [form] = read_back(figures_line("t", [figure], []))["figures"]

    assert form["values"] == []
    assert (form["from"], form["to"]) == ("2027-04-01", "2027-09-30")


def test_sarif_names_places_in_code_points() -> None:
    """An emoji before the figure moves it by one column, not by two."""
    text = "🙂 52%"
    [result] = results(sarif_document(checked_of(report_of(wrong(text=text)), text)))

    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (3, 6)


def test_sarif_carries_the_source_and_the_fix() -> None:
    """Related place, replacement, rule."""
    [result, claim] = results(sarif_document(usual()))
    related = result["relatedLocations"][0]["physicalLocation"]
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]

    assert (result["ruleId"], result["level"]) == ("EB_ALTERED", "error")
    assert (claim["ruleId"], claim["level"]) == ("EB_SAFETY", "warning")
    assert related["artifactLocation"]["uri"] == "article.txt"
    assert related["region"]["startLine"] == 2
    assert replacement["insertedContent"]["text"] == "25%"


def test_sarif_leaves_out_what_matches() -> None:
    """A log of results is a list of things to do."""
    assert results(sarif_document(checked_of(report_of(right())))) == []


def test_sarif_keeps_a_dismissal_as_a_suppression() -> None:
    """With its reason."""
    dismissed = wrong().model_copy(update={"severity": Severity.NOTE, "dismissed": "Ann: checked"})
    [result] = results(sarif_document(checked_of(report_of(dismissed))))

    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "Ann: checked"}
    ]


def test_a_fingerprint_survives_a_line_above() -> None:
    """So that a review does not show an old finding as new; two equal figures differ."""
    moved = "A new line.\nQorvex cut relapses by 52%."
    twice = "52% and 52%"
    second = wrong(text=twice)
    figure = second.figure.model_copy(update={"span": Span(start=8, end=11)})

    before = prints(sarif_document(usual()))[0]
    after = prints(sarif_document(checked_of(report_of(wrong(text=moved)), moved)))[0]
    both = prints(
        sarif_document(
            checked_of(report_of(second, second.model_copy(update={"figure": figure})), twice)
        )
    )

    assert before == after
    assert len(set(both)) == 2


def test_sarif_gives_no_lines_of_a_page_that_was_html() -> None:
    """The lines we count are not the file's."""
    checked = usual()
    text = checked.text.model_copy(update={"media": Media.HTML})
    [result, _] = results(sarif_document(checked.model_copy(update={"text": text})))

    assert "region" not in result["locations"][0]["physicalLocation"]
    assert "fixes" not in result


def test_an_annotation_is_escaped() -> None:
    """Percent signs, line ends, and in properties colons and commas."""
    check = wrong(reason="100%,\r\nreally: yes")
    shown = render_github(checked_of(report_of(check), name="a,b:c.txt"))

    assert shown == (
        "::error file=a%2Cb%3Ac.txt,line=1,endLine=1,col=24,endColumn=26,title=wrong%3A 52%25::"
        "100%25,%0D%0Areally: yes Source: “25%25”. Print: 25%25 [EB_ALTERED]\n"
    )


def test_a_finding_to_look_at_is_a_warning_and_a_match_is_silent() -> None:
    """Wrong first."""
    lines = render_github(usual()).splitlines()

    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning"]


@pytest.mark.parametrize(("n", "shown"), [(9, 9), (10, 10), (11, 10), (40, 10)])
def test_there_are_ten_annotations_at_most(n: int, shown: int) -> None:
    """GitHub drops the eleventh; the tenth counts the rest."""
    lines = render_github(checked_of(report_of(*[wrong()] * n))).splitlines()

    assert len(lines) == shown
    assert (f"{n - 9} more findings" in lines[-1]) == (n > 10)


@given(st.text(max_size=40))
def test_whatever_an_article_says_an_annotation_stays_one_line(words: str) -> None:
    """No text can end its command and begin another."""
    shown = render_github(checked_of(report_of(wrong(reason=words)), name=words))

    assert shown.count("\n") == 1
    assert "\r" not in shown


def read_back(document: object) -> Any:
    """A document as another program reads it."""
    return json.loads(json.dumps(document))


def results(document: object) -> list[Any]:
    """The results of a SARIF log."""
    return list(read_back(document)["runs"][0]["results"])


def prints(document: object) -> list[str]:
    """The fingerprints of a SARIF log."""
    return [r["partialFingerprints"]["evenbriefFinding/v1"] for r in results(document)]
