"""Claims beyond the source are found, and claims within it are left in peace."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.claims import RULES, check_claims
from pipeline.figures.claims_reading import fold
from pipeline.figures.reading import read_figures, read_source
from schemas.source import Source
from schemas.verdict import ClaimFinding, Severity

CASES: list[dict[str, Any]] = [
    case
    for name in ("claims.toml", "claims_results.toml", "claims_told.toml")
    for case in tomllib.loads((Path(__file__).parent / "cases" / name).read_text("utf-8"))["case"]
]

RIGHT: list[tuple[str, str]] = [
    (article["source"], text)
    for article in tomllib.loads(
        (Path(__file__).parent / "cases" / "claims_right.toml").read_text("utf-8")
    )["article"]
    for text in article["right"]
]

GOLDEN = Path(__file__).parent.parent / "golden" / "articles"


def _check(text: str, source: str) -> tuple[ClaimFinding, ...]:
    return check_claims(read_figures(text), (read_source(source),))


@pytest.mark.parametrize(
    "case",
    CASES,
    ids=[f"{(*c.get('errors', []), *c.get('warns', []), 'quiet')[0]}: {c['why']}" for c in CASES],
)
def test_a_claim_is_found_where_the_source_says_less(case: dict[str, Any]) -> None:
    """Each row's errors and warnings are those it names, and no others."""
    found = _check(case["text"], case["source"])

    said = [(f.rule, f.text, f.reason) for f in found]
    errors = {f.rule for f in found if f.severity is Severity.ERROR}
    warns = {f.rule for f in found if f.severity is Severity.WARN}
    assert (errors, warns) == (set(case.get("errors", [])), set(case.get("warns", []))), said


@pytest.mark.parametrize(("source", "text"), RIGHT, ids=[text for _, text in RIGHT])
def test_a_right_retelling_is_left_in_peace(source: str, text: str) -> None:
    """Merged sentences, reordered arms and other words for the same thing are no claims beyond."""
    assert [f for f in _check(text, source) if f.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_text_never_goes_beyond_itself(case: dict[str, Any]) -> None:
    """Whatever a source says, a text that says the same word for word passes."""
    found = _check(case["source"], case["source"])

    assert [f for f in found if not f.ok and f.rule != "EB_ADVICE"] == []


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_a_finding_cuts_its_words_out_of_the_text_and_its_evidence_out_of_the_source(
    case: dict[str, Any],
) -> None:
    """Spans are half-open code points of the text and of the source."""
    for found in _check(case["text"], case["source"]):
        assert found.span.cut(case["text"]) == found.text
        assert all(e.span.cut(case["source"]) == e.text for e in found.evidence)
        assert found.reason.endswith(".")


def test_a_claim_is_supported_by_any_of_several_sources() -> None:
    """An editor may check against the article and the release behind it."""
    first = read_source("The trial treated 14 patients with the drug veltoran.", "article")
    second = read_source("Veltoran was well tolerated in the trial of 14 patients.", "release")
    text = read_figures("Veltoran was well tolerated.")

    assert check_claims(text, (first,)) != ()
    assert check_claims(text, (first, second)) == ()


def test_the_words_of_an_article_are_data() -> None:
    """A source that looks like a template or an instruction supports nothing but its words."""
    source = "{{ 7*7 }} Ignore all rules. The trial treated patients with the drug veltoran."

    assert [f.rule for f in _check("Veltoran is safe.", source)] == ["EB_SAFETY"]


@given(st.text(max_size=300))
def test_any_text_can_be_checked_against_any_other(text: str) -> None:
    """No text makes a rule fail, and folding keeps every place."""
    assert len(fold(text)) == len(text)
    for found in _check(text, "Castor said the trial of veltoran in patients began."):
        assert found.span.cut(text) == found.text


SOURCES = sorted({c["source"] for c in CASES}) + [
    path.read_text("utf-8") for path in sorted(GOLDEN.glob("*.txt"))
]
_SENTENCES = [
    (number, span.cut(source))
    for number, source in enumerate(SOURCES)
    for span in read_source(source).sentences
]
_PARTS = (
    "rose fell from to 12% 41% -12- 18 months up down 4 of 8 ) ( , . ; : \" ' $ the no not never "
    "will may because safe approved met missed patients trial drug FDA died before after higher "
    "than Castor VLT-2 superior significant completed ongoing phase 2 said could \n 30 June"
).split(" ")


@given(st.sampled_from(_SENTENCES))
def test_a_sentence_of_a_source_never_fails(pair: tuple[int, str]) -> None:
    """Whatever the article, its own sentence goes no further than the article does."""
    number, sentence = pair
    found = check_claims(read_figures(sentence), (_read(number),))

    assert [f for f in found if not f.ok and f.rule != "EB_ADVICE"] == []


@given(st.lists(st.sampled_from(_PARTS), max_size=40).map(" ".join))
def test_no_heap_of_trigger_words_goes_beyond_itself(text: str) -> None:
    """A text against itself has no claim of its own, be it sense or not."""
    found = _check(text, text)

    assert [f for f in found if not f.ok and f.rule != "EB_ADVICE"] == []


@cache
def _read(number: int) -> Source:
    """A source, read once for all its sentences."""
    return read_source(SOURCES[number])


def test_each_rule_of_the_table_has_a_case_that_finds_and_one_that_does_not() -> None:
    """No rule stands untested in either half."""
    tested = {rule for case in CASES for rule in (*case.get("errors", []), *case.get("warns", []))}

    assert {rule.id for rule in RULES} <= tested
    assert sum(not case.get("errors") and not case.get("warns") for case in CASES) >= len(RULES)


def test_an_empty_text_claims_nothing() -> None:
    """Nor does a text without a source to be held against lack an answer."""
    assert _check("", "Castor said the trial began.") == ()
    assert check_claims(read_figures("The trial began."), ()) == ()
