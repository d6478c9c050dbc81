"""What a batch reads: files of any kind, folders, patterns; each article, or why it is none."""

import io
import json
import os
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.documents import Source, check_inputs, list_documents
from pipeline.batch.rows import Row, find_column, read_rows
from pipeline.read.fetch import Fetched
from pipeline.read.formats import parse
from pipeline.read.sniff import MOST_TEXT_BYTES
from schemas.errors import ReadError
from tests.batch_inputs import (
    BODY,
    ROW,
    TEXT,
    TITLE,
    documents,
    text_of,
    write_csv,
    write_kinds,
    write_parquet,
)


def faults(*inputs: object, column: str = "") -> list[str]:
    """Why articles of these inputs are none."""
    return [one.fault for one in documents(*inputs, column=column) if one.fault]


def test_an_article_of_every_kind_is_read(tmp_path: Path) -> None:
    """What docs/reading.md lists, and tables; each says the same."""
    counts = write_kinds(tmp_path)

    for name, count in counts.items():
        found = list(documents(tmp_path / name))
        assert [one.fault for one in found] == [""] * count, name
        for document in found:
            assert " ".join(BODY[1].split()) in " ".join(text_of(document).split()), name


def test_a_folder_is_read_with_all_below_it_but_nothing_hidden(tmp_path: Path) -> None:
    """In the order of the paths."""
    for name in ("b.txt", "a/c.txt", ".hidden.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")

    names = [one.name for one in documents(tmp_path)]

    assert names == [str(tmp_path / "a" / "c.txt"), str(tmp_path / "b.txt")]


def test_a_pattern_is_met_and_stars_cross_folders(tmp_path: Path) -> None:
    """A shell expands them mostly; one that does not leaves it to us."""
    for name in ("1.txt", "2.md", "deep/3.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")

    assert [Path(d.name).name for d in documents(tmp_path / "*.txt")] == ["1.txt"]
    assert [Path(d.name).name for d in documents(tmp_path / "**/*.txt")] == ["1.txt", "3.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    """`news [2].txt` is a name that browsers give."""
    (tmp_path / "news [2].txt").write_text(TEXT, encoding="utf-8")

    assert [d.fault for d in documents(tmp_path / "news [2].txt")] == [""]


@pytest.mark.parametrize("name", ["none.txt", "*.txt", "folder"])
def test_an_input_that_is_none_is_told_before_anything_is_read(tmp_path: Path, name: str) -> None:
    """A typing error must not end a run in its midst."""
    (tmp_path / "a.html").write_text(TEXT, encoding="utf-8")
    (tmp_path / "folder").mkdir()

    with pytest.raises(ReadError, match="no such file, and no pattern that meets any"):
        check_inputs([str(tmp_path / "a.html"), str(tmp_path / name)])
    check_inputs([str(tmp_path / "a.html"), "-", "https://x.example/a"])


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """It is listed with its fault, in its place."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\xff,text\n")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 this is none")
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")

    found = list(documents(tmp_path))

    assert [bool(one.fault) for one in found] == [True, True, True, False]
    assert "is empty" in found[0].fault
    assert "is not UTF-8" in found[1].fault
    assert "is not read as Parquet" in found[2].fault
    assert not any("\n" in one.fault for one in found)


def test_an_address_is_fetched_only_where_that_was_asked_for() -> None:
    """And what is to be done otherwise is said."""
    address = "https://wire.example/a.html"

    (kept,) = documents(address)
    page = Fetched(data=TEXT.encode(), url=address, content_type="text/plain", charset="utf-8")
    (fetched,) = list_documents([address], Source(parse, lambda _: page))

    assert (
        kept.fault == f"{address}: is an address; add --fetch, or save the page and give its file"
    )
    assert text_of(fetched).startswith(TITLE)


def test_standard_input_holds_lines_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `-`."""
    lines = f"{json.dumps(ROW)}\n\n{json.dumps(ROW | {'id': 7})}\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines), encoding="utf-8"))

    assert [one.name for one in documents("-")] == ["-#1 (A-204)", "-#3 (7)"]


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "parquet"])
def test_rows_have_names_of_their_own_even_where_their_ids_repeat(
    tmp_path: Path, kind: str
) -> None:
    """Number first, then the id that people know."""
    path = tmp_path / f"a.{kind}"
    if kind == "jsonl":
        path.write_text(f"{json.dumps(ROW)}\n" * 3, encoding="utf-8")
    elif kind == "parquet":
        write_parquet(path, [ROW] * 3)
    else:
        write_csv(path, [ROW] * 3, "\t" if kind == "tsv" else ",")

    names = [one.name for one in documents(path)]

    assert names == [f"{path}#{number} (A-204)" for number in (1, 2, 3)]


def test_a_bad_line_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """Also the last one, torn while it was written."""
    path = tmp_path / "a.jsonl"
    good = json.dumps(ROW).encode()
    path.write_bytes(b"\n".join([b"\xef\xbb\xbf" + good, b"oops", b"[1]", b'{"id": 5}', good[:40]]))

    first, *bad = documents(path)

    assert not first.fault
    assert [one.name for one in bad] == [f"{path}#2", f"{path}#3", f"{path}#4 (5)", f"{path}#5"]
    assert bad[0].fault == f"{path}: line 2: is no JSON; write one object a line"
    assert bad[1].fault == f"{path}: line 3: is no object; write one"
    assert bad[2].fault == f"{path}#4 (5): has no text among 'id'; name it with --column"
    assert bad[3].fault == f"{path}: line 5: is no JSON; write one object a line"


def test_a_line_too_long_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    """It never is in memory as a whole."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"x" * (2 * MOST_TEXT_BYTES + 10) + b'"}\n')
        file.write(json.dumps(ROW).encode())

    long, good = documents(path)

    assert long.fault == f"{path}: line 1: is too long for one article; cut it up"
    assert good.name == f"{path}#2 (A-204)"
    assert not good.fault


def test_a_row_of_too_many_cells_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """A comma in a text without quotation marks."""
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,one, two\n2,three\n3\n", encoding="utf-8")

    bad, good, short = documents(path)

    assert bad.fault.startswith(f"{path}: row 1: has more cells than the first row")
    assert not good.fault
    assert short.fault == f"{path}#3 (3): has no text among 'id', 'text'; name it with --column"


def test_a_table_torn_within_a_cell_keeps_the_rows_before(tmp_path: Path) -> None:
    """The rest is told once."""
    path = tmp_path / "a.csv"
    path.write_text('text\n"one"\n"two and then', encoding="utf-8")

    good, torn = documents(path)

    assert not good.fault
    assert "is not read as CSV to its end" in torn.fault


def test_the_column_of_the_text_can_be_named(tmp_path: Path) -> None:
    """What else is called `text` then is not it."""
    path = tmp_path / "a.csv"
    write_csv(path, [{"text": "a label", "Meldung": TEXT}])

    (named,) = documents(path, column="Meldung")

    assert text_of(named).startswith(TITLE)
    assert faults(path, column="Lauf") == [
        f"{path}#1: has no text in column 'Lauf' among 'text', 'Meldung'; name it with --column"
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"text": "one", "body": "two"}, "text"),
        ({"text": " ", "body": "two"}, "body"),
        ({"BODY": "two"}, "BODY"),
        ({"summary": "short", "html": "<p>long"}, "html"),
        ({"article": {"text": "one"}}, "article"),
        ({"label": "one"}, ""),
        ({"text": None, "body": 7}, ""),
        ({}, ""),
    ],
)
def test_the_text_is_looked_for_under_usual_names(row: dict[str, Any], column: str) -> None:
    """The first of them that holds one; capitals do not count."""
    assert find_column(row) == column


def test_what_a_row_says_of_itself_goes_along(tmp_path: Path) -> None:
    """A title becomes the headline, a date when it was published."""
    path = tmp_path / "a.parquet"
    write_parquet(path, [{"Text": ROW["text"], "title": TITLE, "published": "2026-05-03"}])

    (document,) = documents(path)

    assert document.page is None
    assert text_of(document).startswith(f"{TITLE}\n\n")


def test_the_same_bytes_have_one_hash_wherever_they_lie(tmp_path: Path) -> None:
    """So a file that was moved is not done over; another ending is another reading."""
    for name in ("a.txt", "b.txt", "c.html"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")

    one, other, page = documents(tmp_path)

    assert one.sha256 == other.sha256 != page.sha256


def peak(path: Path) -> int:
    """The most bytes that walking through the rows of a file takes."""
    next(read_rows(str(path)))  # What the reader loads on its first use is not what is asked for.
    tracemalloc.start()
    try:
        assert sum(1 for row in read_rows(str(path)) if row.data) == 2_000
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_a_file_of_rows_is_never_in_memory_as_a_whole(tmp_path: Path, kind: str) -> None:
    """20 MB of rows take less than 2."""
    path = tmp_path / f"a.{kind}"
    rows = [{"id": n, "text": f"{n} " + "word " * 2_000} for n in range(2_000)]
    if kind == "jsonl":
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    elif kind == "csv":
        write_csv(path, rows)
    else:
        write_parquet(path, rows, group=64)

    assert peak(path) < 2_000_000 * (2 if kind == "parquet" else 1)


def test_a_row_is_there_before_the_next_has_been_written(tmp_path: Path) -> None:
    """A generator: a pipe without end would do."""
    pipe = tmp_path / "a.jsonl"
    os.mkfifo(pipe)
    may_go_on = threading.Event()

    def write() -> None:
        with pipe.open("w", encoding="utf-8", buffering=1) as file:
            file.write(f"{json.dumps(ROW)}\n")
            assert may_go_on.wait(10)
            file.write(f"{json.dumps(ROW | {'id': 'A-205'})}\n")

    writer = threading.Thread(target=write)
    writer.start()
    rows = read_rows(str(pipe))
    first = next(rows)
    may_go_on.set()
    (second,) = rows
    writer.join()

    assert (first.name, second.name) == (f"{pipe}#1 (A-204)", f"{pipe}#2 (A-205)")


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_line_whatever_it_holds_stops_the_others(lines: list[bytes]) -> None:
    """Each is an article or has a fault of one line."""
    text = b"\n".join(line.replace(b"\n", b" ") for line in lines)
    patch = pytest.MonkeyPatch()
    with patch.context() as patched:
        patched.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
        rows: list[Row] = list(read_rows("-"))

    assert all(bool(row.data) != bool(row.fault) for row in rows)
    assert not any("\n" in row.fault + row.name for row in rows)
    assert len({row.name for row in rows}) == len(rows)
