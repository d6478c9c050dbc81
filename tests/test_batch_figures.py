"""The table of figures: one row a figure, every column as docs/batch.md promises."""

import re
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.figure_rows import COLUMNS, Cells, brief_rows, unbriefed_rows
from pipeline.batch.table import AT_ONCE, SCHEMA, TABLE, open_table
from pipeline.read.page import read_bytes
from pipeline.show.unbriefed import Unbriefed
from schemas.errors import EvenbriefError
from tests.command import GERMAN
from tests.test_batch_result import TABLE as PAGE
from tests.test_batch_result import briefed

DOCS = Path(__file__).resolve().parent.parent / "docs" / "batch.md"


def rows(found_in: str = "article") -> list[Cells]:
    """The rows of one story."""
    (one,) = briefed(PAGE, "b.html")
    return [row for row in brief_rows(one) if row["found_in"] == found_in]


def row(text: str, found_in: str = "article") -> Cells:
    """The first row of a figure as printed."""
    return next(row for row in rows(found_in) if row["text"] == text)


def test_a_figure_has_its_value_exactly_and_to_calculate_with() -> None:
    """`about 52%` is 52, approximately."""
    found = row("52%")

    assert (found["kind"], found["unit"]) == ("percent", "%")
    assert (found["low"], found["high"]) == ("52", "52")
    assert (found["low_value"], found["high_value"]) == (52.0, 52.0)
    assert (found["step"], found["bound"]) == ("1", "=")
    assert (found["hedge"], found["is_approximate"]) == ("about", True)
    assert (found["part"], found["share"]) == (None, None)


def test_n_of_N_has_its_parts_and_no_value_of_two() -> None:
    """12 of 48 is a quarter; 12 and 48 are the ends of no range."""
    found = row("12 of 48")

    assert (found["part"], found["whole"], found["share"]) == (12.0, 48.0, 25.0)
    assert (found["low"], found["high"], found["low_value"]) == (None, None, None)


def test_a_date_has_its_days() -> None:
    """Mid-2027 is the second and third quarter."""
    found = row("mid-2027")

    assert (found["first_date"], found["last_date"]) == (date(2027, 4, 1), date(2027, 9, 30))
    assert found["status"] == "expected"
    assert found["low"] is None


def test_money_is_in_plain_units() -> None:
    """Dollars, not cents or millions."""
    found = row("$4.10")

    assert (found["low"], found["unit"], found["step"]) == ("4.10", "USD", "0.01")


def test_a_row_knows_its_sentence_its_story_and_its_place() -> None:
    """Spans lead back into the page's text."""
    (one,) = briefed(PAGE, "b.html")
    found = row("52%")
    start, stop = found["source_start"], found["source_stop"]
    assert isinstance(start, int)
    assert isinstance(stop, int)

    assert one.source.text[start:stop] == "52%"
    assert (found["start"], found["stop"]) == (start, stop)
    assert str(found["sentence"]).startswith("In the Phase 2 LARK trial, about 52% of 48 patients")
    assert found["headline"] == one.brief.record.headline
    assert found["published"] == "2026-05-03T09:00:00+02:00"
    assert (found["story"], found["article_id"]) == (1, one.brief.article_id)


def test_a_figure_of_the_brief_has_its_verdict_and_the_fact_it_rests_on() -> None:
    """And the fact knows that it is told."""
    (one,) = briefed(PAGE, "b.html")
    found = rows("brief")
    assert found
    facts = {row["fact"]: row for row in rows()}

    for row in found:
        assert (row["verdict"], row["severity"], row["rule"]) == ("exact", "none", "EB_EXACT")
        assert facts[row["fact"]]["in_brief"] is True
        start, stop = row["start"], row["stop"]
        assert isinstance(start, int)
        assert isinstance(stop, int)
        assert one.brief.text[start:stop] == row["text"]
        assert str(row["text"]) in str(row["sentence"])
    assert any(row["in_brief"] is False for row in facts.values())
    assert all(row["verdict"] is None for row in facts.values() if "verdict" in row)


def test_a_figure_that_rests_on_a_part_of_one_has_its_fact() -> None:
    """A cell `4 (8.3%)` is one figure to one reader and two to another."""
    (one,) = briefed(PAGE, "b.html")
    check = one.brief.report.checks[0]
    (evidence, *_) = check.evidence
    part = evidence.span.model_copy(update={"end": evidence.span.start + 1})
    inner = evidence.model_copy(update={"span": part, "text": evidence.text[:1]})
    report = one.brief.report.model_copy(
        update={"checks": (check.model_copy(update={"evidence": (inner,)}),)}
    )
    changed = one._replace(brief=one.brief.model_copy(update={"report": report}))
    (found,) = [row for row in brief_rows(changed) if row["found_in"] == "brief"]

    assert found["fact"] == rows("brief")[0]["fact"]


def test_a_story_is_known_by_its_kind_and_companies() -> None:
    """An analyst asks for clinical articles of one company."""
    (one,) = briefed(PAGE, "b.html")
    found = row("52%")

    assert found["article_kind"] == one.brief.record.kind.value
    assert found["companies"] == ("; ".join(one.brief.record.companies) or None)


def test_an_article_without_a_brief_has_its_figures_all_the_same() -> None:
    """In a language of which only figures are read."""
    page = read_bytes(GERMAN.encode(), "de.txt")

    (found,) = unbriefed_rows(Unbriefed(page, "de", "another language"))

    assert (found["text"], found["low"], found["unit"]) == ("25%", "25", "%")
    assert "measure" not in found


def test_no_row_has_a_column_of_no_name() -> None:
    """What is not a column would be dropped in silence."""
    names = {column.name for column in COLUMNS}
    page = read_bytes(GERMAN.encode(), "de.txt")
    found = [*rows(), *rows("brief"), *unbriefed_rows(Unbriefed(page, "de", "why"))]

    assert {name for row in found for name in row} <= names
    assert len(names) == len(COLUMNS)
    assert len({name.lower() for name in names}) == len(names)


def read_table(folder: Path) -> Any:
    """The table as whoever gets it reads it."""
    return import_module("pyarrow.parquet").read_table(folder / TABLE)


def test_the_file_holds_every_column_in_its_type(tmp_path: Path) -> None:
    """Nulls where a row says nothing."""
    with open_table(tmp_path) as put:
        put(rows())
        put([{"input": "a.csv#1", "position": 3}])
    table = read_table(tmp_path)

    assert table.column_names == [column.name for column in COLUMNS]
    types = {"double": "float64", "date32[day]": "date32"}
    assert [types.get(str(t), str(t)) for t in table.schema.types] == [c.type for c in COLUMNS]
    assert table.schema.metadata == {b"evenbrief": SCHEMA.encode()}
    assert table.num_rows == len(rows()) + 1
    assert table.to_pylist()[-1]["low_value"] is None
    assert [path.name for path in tmp_path.iterdir()] == [TABLE]


def test_rows_are_written_in_groups(tmp_path: Path) -> None:
    """Memory holds one group, however many rows there are."""
    with open_table(tmp_path) as put:
        for number in range(5):
            put([{"input": f"{number}", "position": at} for at in range(AT_ONCE // 2)])
    file = import_module("pyarrow.parquet").ParquetFile(tmp_path / TABLE)

    sizes = [file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups)]
    assert sizes == [AT_ONCE, AT_ONCE, AT_ONCE // 2]


def test_a_table_without_a_row_is_a_table(tmp_path: Path) -> None:
    """Whoever reads it each night is not surprised."""
    with open_table(tmp_path):
        pass

    assert read_table(tmp_path).num_rows == 0


def test_a_table_that_is_not_written_to_its_end_leaves_the_old_one(tmp_path: Path) -> None:
    """Whole or not at all."""
    with open_table(tmp_path) as put:
        put([{"input": "old"}])

    def fail() -> None:
        with open_table(tmp_path) as put:
            put([{"input": "new"}] * AT_ONCE)
            raise EvenbriefError("stopped")

    with pytest.raises(EvenbriefError):
        fail()

    assert read_table(tmp_path)["input"].to_pylist() == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == [TABLE]


def test_the_manual_lists_every_column_with_its_type() -> None:
    """In the order of the table, in its own words."""
    text = DOCS.read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+?) \|$", text, re.MULTILINE)

    assert [tuple(one) for one in listed] == [(c.name, c.type.value, c.meaning) for c in COLUMNS]
