"""The golden articles of this project are sound, and cover the shapes they were written for."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from evals.lint_report import report_golden
from evals.lint_second import second_paths
from evals.read import read_goldens, story_text_of
from schemas.article import ArticleKind, SegmentKind
from schemas.figure import Kind
from schemas.golden import Golden, GoldenFact, Mark
from schemas.source import Status

FOLDER = Path(__file__).parent.parent / "golden"
GOLDENS = read_goldens(FOLDER)


def test_the_golden_folder_has_no_fault() -> None:
    """Spans, values, sums, references, hashes, splits and briefs are in order, or overruled."""
    report = report_golden(FOLDER)

    assert [finding.text for finding in report.faults] == []
    assert report.accepted


def test_the_goldens_have_every_shape_they_were_written_for() -> None:
    """A read-out, an outlook, a market move and a commentary; and a page of several stories."""
    kinds = {story.kind for golden in GOLDENS for story in golden.labels.stories}

    assert kinds >= {
        ArticleKind.CLINICAL,
        ArticleKind.OUTLOOK,
        ArticleKind.MARKET,
        ArticleKind.OPINION,
    }
    assert max(len(golden.labels.stories) for golden in GOLDENS) > 1


def test_the_goldens_are_as_many_long_and_mixed_as_the_set_asks() -> None:
    """48 articles of 250 to 1,500 words; six pages of several stories; twelve awkward ones."""
    words = [len(golden.text.split()) for golden in GOLDENS]
    pages = [golden.id for golden in GOLDENS if len(golden.labels.stories) > 1]
    awkward = [g.id for g in GOLDENS if sum(len(s.conflicts) for s in g.labels.stories) > 1]

    assert len(GOLDENS) >= 48
    assert 250 <= min(words) <= max(words) <= 1500
    assert len(pages) >= 6
    assert len(awkward) >= 12


def test_a_fifth_of_the_articles_are_labelled_twice() -> None:
    """Agreement is no guess from one page."""
    assert len(second_paths(FOLDER)) * 5 >= len(GOLDENS)


def test_the_goldens_hold_the_traps_an_editor_meets() -> None:
    """One percentage for two facts, a denied whole number, points as percent, an unverified one."""
    conflicts = {c.kind for g in GOLDENS for s in g.labels.stories for c in s.conflicts}
    statuses = {fact.status for golden in GOLDENS for fact in golden.labels.facts}

    assert {"unit", "whole_patients", "value", "arithmetic", "population"} <= conflicts
    assert set(Status) <= statuses
    assert sum(_has_collision(golden) for golden in GOLDENS) >= 30


def _has_collision(golden: Golden) -> bool:
    percents = {(f.text, f.fact) for f in golden.labels.figures if f.kind is Kind.PERCENT}
    return len({text for text, _ in percents}) < len(percents)


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.id)
def test_a_storys_text_keeps_every_place_and_no_boilerplate(golden: Golden) -> None:
    """Offsets stay offsets into the article; what is not the story is spaces."""
    for story in golden.labels.stories:
        text = story_text_of(golden.text, golden.labels, story)

        assert len(text) == len(golden.text)
        assert story.headline.span.cut(text) == story.headline.text
        plates = [p for p in golden.labels.boilerplate if p.kind is not SegmentKind.WIDGET]
        assert all(not plate.span.cut(text).strip() for plate in plates)


def test_a_status_is_written_by_its_name() -> None:
    """A reviewer reads `unverified`, not 3."""
    fact = GoldenFact.model_validate(
        {"id": "f1", "says": "x", "measure": "m", "status": "unverified"}
    )

    assert fact.status is Status.UNVERIFIED
    assert fact.model_dump(mode="json")["status"] == "unverified"


def test_labels_survive_a_round_trip_through_json() -> None:
    """What is written is what is read."""
    for golden in GOLDENS:
        printed = golden.labels.model_dump_json(by_alias=True)

        assert type(golden.labels).model_validate_json(printed) == golden.labels


def test_a_mark_whose_text_does_not_fill_its_span_is_refused() -> None:
    """The shortest way to a wrong offset."""
    with pytest.raises(ValidationError, match="re-anchor"):
        Mark(start=0, end=2, text="abc")


def test_the_readme_names_every_article_and_no_other() -> None:
    """Whoever adds one says of what kind it is; its tables are how gaps in the set are seen."""
    tables = (FOLDER / "README.md").read_text("utf-8").split("## What is where")[0]
    named = {name for name in re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", tables)}

    assert named == {golden.id for golden in GOLDENS}


def test_articles_of_one_company_or_product_are_in_one_split() -> None:
    """Or the score on test would rest on what dev has shown."""
    splits: dict[str, set[str]] = {}
    for golden in GOLDENS:
        for fact in golden.labels.facts:
            for name in {fact.company.lower(), fact.product.lower()} - {""}:
                splits.setdefault(name, set()).add(golden.split)

    assert {name for name, named in splits.items() if len(named) > 1} == set()
