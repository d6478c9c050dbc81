"""One article in every kind of file that is read, for tests of batches."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.batch.documents import Document, Source, list_documents
from pipeline.batch.work import read_pages
from pipeline.read.formats import parse
from tests.pdf_pages import make_pdf, put_lines
from tests.word_files import paragraph, styled, word_file

TITLE = "Qorvex halves relapses in a small trial"
BODY = (
    "Lindqvist Bio said on Tuesday that Qorvex was given to 30 people with Darrow's syndrome.",
    "The relapse rate was 25% with Qorvex. No serious adverse events were reported.",
)
TEXT = "\n\n".join((TITLE, *BODY)) + "\n"
HTML = f"<!doctype html><title>{TITLE}</title><article><h1>{TITLE}</h1>" + "".join(
    f"<p>{words}</p>" for words in BODY
)
FEED = "<rss version='2.0'><channel><title>Wire</title>" + "".join(
    f"<item><title>{TITLE}</title><guid>{guid}</guid><description>{' '.join(BODY)}</description>"
    "</item>"
    for guid in ("w1", "w2")
)
FEED += "</channel></rss>"
ROW = {"id": "A-204", "title": TITLE, "text": " ".join(BODY), "published": "2026-05-03"}


def write_kinds(folder: Path) -> Mapping[str, int]:
    """A file of every kind; their names, and how many articles each holds."""
    word = styled("Heading1", TITLE) + "".join(map(paragraph, BODY))

    def draw(canvas: Any) -> None:
        put_lines(canvas, 72, 90, [TITLE, "", *BODY])

    pdf = make_pdf(draw)
    files: Mapping[str, tuple[bytes, int]] = {
        "a.txt": (TEXT.encode(), 1),
        "a.html": (HTML.encode(), 1),
        "a.md": (f"# {TITLE}\n\n{BODY[0]}\n\n{BODY[1]}\n".encode(), 1),
        "a.pdf": (pdf, 1),
        "a.docx": (word_file(word), 1),
        "a.xml": (FEED.encode(), 2),
        "a.json": (json.dumps([ROW, ROW | {"id": "A-205"}]).encode(), 2),
        "a.jsonl": (f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n".encode(), 2),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    write_csv(folder / "a.csv", [ROW, ROW])
    write_csv(folder / "a.tsv", [ROW], delimiter="\t")
    write_parquet(folder / "a.parquet", [ROW, ROW, ROW])
    counts = {name: count for name, (_, count) in files.items()}
    return {**counts, "a.csv": 2, "a.tsv": 1, "a.parquet": 3}


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]], delimiter: str = ",") -> None:
    """A table with its columns in the first row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def write_parquet(path: Path, rows: Sequence[Mapping[str, Any]], group: int = 1000) -> None:
    """A table in row groups of so many rows."""
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    parquet.write_table(arrow.Table.from_pylist(list(rows)), path, row_group_size=group)


def documents(*inputs: object, column: str = "") -> Iterator[Document]:
    """The articles of these inputs, parsed in this process."""
    return list_documents([str(one) for one in inputs], Source(parse, None, column))


def text_of(document: Document) -> str:
    """What is read of an article."""
    (page,) = read_pages(document, parse)
    return page.text
