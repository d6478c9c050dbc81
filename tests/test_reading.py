"""The reading corpus: what we read of each original, held against its expectation, by floors."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from benchmarks.reading import (
    DOCS,
    read_original,
    render_scores,
    render_unsettled,
    score_pages,
    write,
)
from benchmarks.reading_corpus import UNSETTLED, Expected, figures_of, read_corpus
from benchmarks.reading_score import MEASURES, Scores, add_shares
from pipeline.read.apart import Reader
from schemas.score import Share

CORPUS = read_corpus()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One process that parses, for all originals."""
    with Reader() as one:
        yield one


@pytest.fixture(scope="module")
def scored(reader: Reader) -> Mapping[str, Scores]:
    """The scores of every original, by its name."""
    return {one.path.name: score_pages(one, read_original(one, reader)) for one in CORPUS}


@pytest.fixture(scope="module")
def totals(scored: Mapping[str, Scores]) -> Mapping[str, Share]:
    """All originals together."""
    return add_shares(scores.shares for scores in scored.values())


def test_the_corpus_has_forty_originals_of_seven_formats() -> None:
    """Each with what is hard about it, and no two with the same."""
    assert len(CORPUS) >= 40
    assert len({expected.format for expected in CORPUS}) == 7
    assert len({expected.why for expected in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(
            one,
            id=one.path.name,
            marks=[pytest.mark.xfail(strict=True, reason=one.stays)] if one.stays else [],
        )
        for one in CORPUS
    ],
)
def test_an_original_keeps_every_figure_in_its_own_story(
    expected: Expected, scored: Mapping[str, Scores]
) -> None:
    """As printed, with the words around it, once; boilerplate is kept, and in no story."""
    shares = scored[expected.path.name].shares
    faults = scored[expected.path.name].faults

    for whole in ("figures kept", "boilerplate kept", "stories"):
        assert shares[whole].hits == shares[whole].of, faults
    for none in ("unseen shown", "boilerplate in a story"):
        assert shares[none].hits == 0, faults


@pytest.mark.parametrize(
    ("measure", "floor"),
    [("figures kept", 0.99), ("traced", 0.99), ("spots", 0.99), ("cells", 0.99), ("tables", 0.99),
     ("lines", 0.95), ("metadata", 0.97), ("stories", 0.95)],
)  # fmt: skip
def test_the_whole_corpus_is_read_at_least_so_well(
    measure: str, floor: float, totals: Mapping[str, Share], scored: Mapping[str, Scores]
) -> None:
    """The floors of what was promised; docs/reading.md has the numbers."""
    share = totals[measure]

    assert share.of > 20
    assert share.hits / share.of >= floor, faults_of(measure, scored)


def test_no_figure_of_boilerplate_is_in_a_story(
    totals: Mapping[str, Share], scored: Mapping[str, Scores]
) -> None:
    """Cookie boxes, menus, related articles, prices, polls, links to other stories."""
    share = totals["boilerplate in a story"]

    assert share.of > 40
    assert share.hits == 0, faults_of("boilerplate in a story", scored)


def test_an_expectation_without_its_original_is_refused(tmp_path: Path) -> None:
    """As is one with two, since nobody could tell which is meant."""
    (tmp_path / "a.toml").write_text('why = "x"\n', encoding="utf-8")

    with pytest.raises(ValueError, match="0 originals"):
        read_corpus(tmp_path)


def test_metadata_that_no_page_has_is_refused(tmp_path: Path) -> None:
    """A misspelt field would never be asked."""
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a.toml").write_text('why = "x"\n[metadata]\nbylines = "x"\n', encoding="utf-8")

    with pytest.raises(ValueError, match="bylines"):
        read_corpus(tmp_path)


def test_a_table_has_a_column_for_each_format_and_one_for_all() -> None:
    """Every number with what it is of; nothing where nothing was asked."""
    shares = {"stories": Share(hits=1, of=2), "cells": Share(hits=0, of=0)}

    table = render_scores([(CORPUS[0], Scores(shares)), (CORPUS[0], Scores(shares))])

    assert table.splitlines()[2:] == [
        "| files | 2 | 2 |",
        "| stories | 2/4 | 2/4 |",
        "| cells |  |  |",
    ]


def test_pages_that_are_never_settled_are_other_pages_than_those_of_the_corpus() -> None:
    """Six at least, each with figures of stories; whether they are read right is not asked."""
    unsettled = read_corpus(UNSETTLED)

    assert len(unsettled) >= 6
    assert all(page.snippets for one in unsettled for page in one.pages)
    assert not {one.path.name for one in unsettled} & {one.path.name for one in CORPUS}
    assert not {one.why for one in unsettled} & {one.why for one in CORPUS}


def test_pages_that_are_never_settled_have_a_row_each_and_one_for_all() -> None:
    """A measure a column, of which nothing stands where nothing was asked."""
    shares = dict.fromkeys(MEASURES, Share(hits=0, of=0)) | {"stories": Share(hits=1, of=2)}

    head, _, first, last = render_unsettled([(CORPUS[0], Scores(shares))]).splitlines()

    assert head.startswith("|  | figures kept | stories | boilerplate in a story (faults) |")
    assert first.startswith(f"| {CORPUS[0].path.name} |  | 1/2 |  |")
    assert last.startswith("| all |  | 1/2 |  |")


def test_the_docs_name_as_many_files_and_totals_as_the_corpus_has(
    scored: Mapping[str, Scores],
) -> None:
    """After a file more, `python -m benchmarks.reading --write` prints them anew."""
    printed = render_scores([(one, scored[one.path.name]) for one in CORPUS])

    assert without_hits(docs_table("scores")) == without_hits(printed)


def test_the_docs_name_every_page_that_is_never_settled_and_its_figures() -> None:
    """Whatever was made of them."""
    rows = without_hits(docs_table("unsettled")).splitlines()[2:-1]
    wanted = {
        one.path.name: sum(len(figures_of(s)) for page in one.pages for s in page.snippets)
        for one in read_corpus(UNSETTLED)
    }

    assert [row.split(" | ")[:2] for row in rows] == [
        [f"| {name}", str(figures)] for name, figures in wanted.items()
    ]


def docs_table(name: str) -> str:
    """What stands between two marks of docs/reading.md."""
    found = re.search(
        f"<!-- {name}: begin -->(.*?)<!-- {name}: end -->", DOCS.read_text(encoding="utf-8"), re.S
    )
    assert found is not None
    return found[1].strip()


def without_hits(table: str) -> str:
    """Of every `7/9` the 9."""
    return re.sub(r"\d+/", "", table)


def test_a_table_is_written_between_its_marks(tmp_path: Path) -> None:
    """And nowhere else; a document without them is left as it is."""
    page = tmp_path / "a.md"
    page.write_text("x\n<!-- a: begin -->\nold\n<!-- a: end -->\ny\n", encoding="utf-8")

    write(page, "a", "| new |")

    assert page.read_text() == "x\n<!-- a: begin -->\n\n| new |\n\n<!-- a: end -->\ny\n"
    with pytest.raises(ValueError, match="no place for b"):
        write(page, "b", "| new |")


def faults_of(measure: str, scored: Mapping[str, Scores]) -> list[str]:
    """What is wrong by that measure, and where."""
    return [
        f"{name}: {fault}"
        for name, scores in scored.items()
        for fault in scores.faults
        if fault.startswith(f"{measure}:")
    ]
