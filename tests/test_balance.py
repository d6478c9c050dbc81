"""The rules of balance, each both ways, and the cautions; every case is a row in a table.

A row names a story of `cases/balance.toml`, the sentences of a brief about it, and what one rule
must say of them. Stories, companies and drugs are invented.
"""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.balance.cautions import choose_cautions
from pipeline.balance.lookup import find_denominator
from pipeline.balance.table import CRITERIA, PUBLISH, weigh
from pipeline.balance.words import count_words, is_attributed, outside_quotes
from schemas.article import ArticleKind
from schemas.balance import BalanceReport, Outcome
from schemas.brief import BriefSentence
from schemas.draft import Move, Topic
from schemas.figure import Figure, Kind
from schemas.record import Inventory, Record, SafetyEvent
from schemas.source import Fact, Role, Source
from schemas.text import Evidence, Span
from schemas.verdict import ClaimFinding, FigureCheck, FigureReport, Severity, Verdict

CASES = tomllib.loads((Path(__file__).parent / "cases" / "balance.toml").read_text("utf-8"))
Row = dict[str, Any]


def build_figure(text: str, start: int) -> Figure:
    """A figure as the finder would give it: `7 of 12`, `58.3%`, `44%-67%`, `17 months`, `no`."""
    span = Span(start=start, end=start + len(text))
    numbers = tuple(Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", text))
    if re.search(r"\d (?:of|in) \d|\d/\d", text):
        return Figure(
            text=text,
            span=span,
            kind=Kind.PROPORTION,
            values=numbers,
            part=numbers[0],
            whole=numbers[1],
        )
    if text.lower() in {"no", "none"}:
        return Figure(text=text, span=span, kind=Kind.NONE, values=(Decimal(0),))
    unit = "%" if "%" in text else "month" if "month" in text else ""
    kind = {"%": Kind.PERCENT, "month": Kind.DURATION, "": Kind.COUNT}[unit]
    kind = Kind.P_VALUE if text.startswith("p=") else kind
    return Figure(
        text=text, span=span, kind=kind, values=numbers, unit=unit, is_range=len(numbers) == 2
    )


def build_source(story: Row) -> Source:
    """The story's text with its facts: each fact's figures are found in order of appearance."""
    figures: list[Figure] = []
    roles: list[Role] = []
    facts: list[Fact] = []
    for row in story["facts"]:
        role = Role(**row.get("role", {}))
        mentions = []
        for words in row["figures"]:
            start = story["text"].index(row.get("near", ""))
            figure = build_figure(words, story["text"].index(words, start))
            figures.append(figure.model_copy(update={"approximate": row.get("approximate", False)}))
            roles.append(role)
            mentions.append(len(figures) - 1)
        facts.append(Fact(id=row["id"], mentions=tuple(mentions), role=role))
    return Source(
        id="story",
        text=story["text"],
        sentences=(Span(start=0, end=len(story["text"])),),
        figures=tuple(figures),
        roles=tuple(roles),
        identifiers=(),
        facts=tuple(facts),
    )


def build_evidence(words: str, source: Source) -> Evidence:
    """These words where they stand in the source; at its start, wrongly, where they do not."""
    start = max(source.text.find(words), 0)
    return Evidence(source_id="story", span=Span(start=start, end=start + len(words)), text=words)


def build_record(story: Row, changes: Row, source: Source) -> Record:
    """The story's record with the row's changes; `evidence` is written as the words themselves."""
    fields: Row = {**story["record"], **changes}
    for name, rows in fields.items():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            fields[name] = [
                {**row, "evidence": [build_evidence(w, source) for w in row.get("evidence", ())]}
                for row in rows
            ]
    if "passages" in fields:
        fields["passages"] = [{**row, "evidence": row["evidence"][0]} for row in fields["passages"]]
    inventory = Inventory(figures=0, facts=0, identifiers=0, boilerplate=())
    return Record.model_validate(
        {"article_id": "page#1", "headline": "", "inventory": inventory, **fields}
    )


def build_sentences(rows: list[Row], source: Source) -> tuple[BriefSentence, ...]:
    """A brief's sentences, one space between them."""
    sentences = []
    start = 0
    for row in rows:
        span = Span(start=start, end=start + len(row["text"]))
        sentences.append(
            BriefSentence(
                text=row["text"],
                span=span,
                move=Move.DATA,
                topic=Topic(row.get("topic", "context")),
                facts=tuple(row.get("facts", ())),
                evidence=tuple(build_evidence(words, source) for words in row.get("evidence", ())),
            )
        )
        start = span.end + 1
    return tuple(sentences)


def build_report(text: str, row: Row, source: Source) -> FigureReport:
    """A report with the row's `checks` and `claims`, and a passing check for every other number."""
    named = {check["text"]: check for check in row.get("checks", ())}
    checks = []
    pattern = r"p=[\d.]+|\d+ of \d+|\d+/\d+|\d+%-\d+%|\d[\d.]*(?:%| months)?"
    for match in re.finditer(pattern, text):
        check = named.get(match.group(), {})
        verdict = Verdict(check.get("verdict", "unclear"))
        wrong = verdict in {Verdict.ALTERED, Verdict.ABSENT, Verdict.MISATTRIBUTED}
        wrong = wrong or verdict is Verdict.OVERSTATED
        evidence = (build_evidence(check["source"], source),) if "source" in check else ()
        checks.append(
            FigureCheck(
                figure=build_figure(match.group(), match.start()),
                verdict=verdict,
                severity=Severity.ERROR if wrong else Severity.NONE,
                rule="EB_TEST",
                reason="so says the row",
                evidence=evidence,
            )
        )
    claims = tuple(
        ClaimFinding(
            span=Span(start=0, end=1),
            text=claim["text"],
            rule=claim["rule"],
            severity=Severity(claim.get("severity", "error")),
            reason="so says the row",
        )
        for claim in row.get("claims", ())
    )
    return FigureReport(engine="figures@1", checks=tuple(checks), claims=claims)


def weigh_row(row: Row) -> BalanceReport:
    """The whole balance report on a row's brief."""
    story = CASES["stories"][row["story"]]
    source = build_source(story)
    sentences = build_sentences(row["sentences"], source)
    headline = row.get("headline", "")
    text = "\n".join((headline, " ".join(sentence.text for sentence in sentences)))
    return weigh(
        headline,
        sentences,
        build_record(story, row.get("record", {}), source),
        source,
        build_report(text, row, source),
    )


@pytest.mark.parametrize("row", CASES["rule"], ids=lambda row: f"{row['id']}: {row['why']}")
def test_a_rule_judges_a_brief_as_its_row_says(row: Row) -> None:
    """One rule, one brief, one outcome, and a word of the reason where the row names one."""
    report = weigh_row(row)

    answer = next(criterion for criterion in report.criteria if criterion.id == row["id"])
    assert answer.outcome == row["outcome"], answer.reason
    assert row.get("reason", "") in answer.reason


@pytest.mark.parametrize("rule", CRITERIA, ids=lambda rule: rule.id)
def test_every_rule_has_a_row_it_passes_and_a_row_it_fails(rule: Any) -> None:
    """A rule tested one way only could be a constant."""
    outcomes = {row["outcome"] for row in CASES["rule"] if row["id"] == rule.id}

    assert {"pass", "fail"} <= outcomes


@pytest.mark.parametrize("row", CASES["caution"], ids=lambda row: row["why"])
def test_cautions_are_chosen_from_the_record(row: Row) -> None:
    """The kinds of caution, the weightiest first."""
    story = CASES["stories"][row["story"]]
    source = build_source(story)

    cautions = choose_cautions(build_record(story, row.get("record", {}), source), source)

    assert [caution.kind for caution in cautions] == row["kinds"]
    assert row.get("text", "") in " ".join(caution.text for caution in cautions)


@pytest.mark.parametrize("row", CASES["caution"], ids=lambda row: row["why"])
def test_a_caution_is_short_neutral_and_holds_no_number(row: Row) -> None:
    """At most 18 words, no digit, and no word that the finder reads as a figure."""
    story = CASES["stories"][row["story"]]
    source = build_source(story)

    for caution in choose_cautions(build_record(story, row.get("record", {}), source), source):
        assert count_words(caution.text) <= 18
        assert not re.search(r"\d|\b(?:no|none|one|two|single|without|zero|half)\b", caution.text)


@pytest.mark.parametrize(
    ("text", "words", "patients"),
    [
        ("7/12", False, 12),
        ("seven of twelve", True, 12),
        ("one in five", True, 5),
        ("two-thirds", True, None),
    ],
)
def test_a_count_of_patients_is_a_denominator_and_a_fraction_is_not(
    text: str, words: bool, patients: int | None
) -> None:
    """`Seven of twelve` rests on twelve patients, `two-thirds` on nobody knows how many."""
    whole = {"7/12": 12, "seven of twelve": 12, "one in five": 5, "two-thirds": 3}[text]
    figure = Figure(
        text=text,
        span=Span(start=0, end=len(text)),
        kind=Kind.PROPORTION,
        part=Decimal(2),
        whole=Decimal(whole),
        is_words=words,
    )
    source = Source(
        id="story",
        text=text,
        sentences=(figure.span,),
        figures=(figure,),
        roles=(Role(),),
        identifiers=(),
        facts=(Fact(id="f1", mentions=(0,), role=Role()),),
    )

    size = find_denominator(source, SafetyEvent(term="tremor", fact="f1"))

    assert size == (None if patients is None else Decimal(patients))


@pytest.mark.parametrize("row", CASES["attribution"], ids=lambda row: row["text"])
def test_a_sentence_says_whose_words_it_reports(row: Row) -> None:
    """Reporting verbs in the active voice attribute; a passive "were reported" does not."""
    assert is_attributed(row["text"]) is row["attributed"], row["why"]


def test_quoted_words_are_blanked_at_the_same_length() -> None:
    """Offsets after the quotation stay where they were; an apostrophe opens nothing."""
    text = 'Acme\'s drug is “a game-changer”, it says; "huge" too.'

    blanked = outside_quotes(text)

    assert len(blanked) == len(text)
    assert "game" not in blanked
    assert "huge" not in blanked
    assert blanked.startswith("Acme's drug is")


def test_words_are_counted_as_a_reader_counts_them() -> None:
    """A rate, a proportion and a compound are one word each."""
    assert count_words("7/12 patients (58.3%) had long-term, well-documented control.") == 7


def test_the_table_holds_every_gate_and_criterion_once() -> None:
    """G1 to G7, then B01 to B17 without B15, each with the standard it rests on."""
    gates = [f"G{number}" for number in range(1, 8)]
    scored = [f"B{number:02}" for number in range(1, 18) if number != 15]

    assert [rule.id for rule in CRITERIA] == gates + scored
    assert all(rule.anchor and rule.name and rule.kinds for rule in CRITERIA)


def test_a_market_story_is_not_asked_for_a_trial_design() -> None:
    """The kind of story decides what is asked, and the reason says so."""
    row = {**CASES["rule"][0], "record": {"kind": ArticleKind.MARKET}}

    report = weigh_row(row)

    answer = next(criterion for criterion in report.criteria if criterion.id == "B04")
    assert answer.outcome is Outcome.NOT_APPLICABLE
    assert "market" in answer.reason


@pytest.mark.parametrize("story", sorted(CASES["stories"]))
def test_an_empty_brief_is_weighed_and_not_refused(story: str) -> None:
    """A brief with nothing in it still gets a row for every rule."""
    report = weigh_row({"story": story, "sentences": []})

    assert len(report.criteria) == len(CRITERIA)


def test_a_fair_brief_of_a_trial_passes_every_rule_that_applies() -> None:
    """The rules do not contradict each other: one brief can keep them all."""
    report = weigh_row(CASES["fair_brief"])

    failures = [f"{c.id}: {c.reason}" for c in report.criteria if c.outcome is Outcome.FAIL]
    assert failures == []
    assert report.score is not None
    assert report.score >= PUBLISH
