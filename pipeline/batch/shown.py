"""One article of the journal in, all that the outputs say of it out; many at once in processes.

What one article needs depends on no other, so it can be made anywhere; files are written by
whoever asked, in order.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from hashlib import sha256
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import PurePath
from typing import NamedTuple

from pipeline.batch.child import end_with_parent
from pipeline.batch.entries import Entry, Group, brief_entry, failed_entry, unbriefed_entry
from pipeline.batch.failures import failure_document
from pipeline.batch.figure_rows import Cells, brief_rows, unbriefed_rows
from pipeline.batch.result import unpack
from pipeline.given import weigh_anew
from pipeline.settings import Settings
from pipeline.show.briefed import Briefed
from pipeline.show.documents import brief_document, unbriefed_document
from pipeline.show.markdown import render_markdown, render_unbriefed
from pipeline.show.page import render_brief_page
from pipeline.show.places import metadata_document
from pipeline.show.plain import Json
from pipeline.show.unbriefed import Unbriefed
from schemas.journal import Item, Listed, TaskState

PAGES = "briefs"
"""The folder of files that are one brief's or one article's."""

AT_ONCE = 16
"""Articles that a process is given together."""
FEWEST = 200
"""Articles for which processes are worth their start, of half a second each."""
LONGEST_NAME = 60


class Wanted(NamedTuple):
    """What is to be made of each article."""

    settings: Settings
    forms: tuple[str, ...] = ()
    """Of `markdown` and `html`, those of which each brief gets a page."""
    one_file_each: bool = False
    """Is each article's JSON a file of its own?"""
    rows: bool = True
    """Are the rows of the table wanted?"""


class Shown(NamedTuple):
    """What the outputs say of one article."""

    lines: tuple[str, ...] = ()
    """Its stories as JSON, one line each."""
    failure: str = ""
    """Why it is not done, as a line of JSON; empty where it is."""
    rows: tuple[Cells, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """Names within the folder of pages, and texts."""
    entries: tuple[Entry, ...] = ()


def show_all(listed: Iterable[Listed], wanted: Wanted, workers: int = 1) -> Iterator[Shown]:
    """All articles in their order; with several workers in as many processes, once it pays."""
    found = iter(listed)
    first = list(islice(found, FEWEST))
    if workers < 2 or len(first) < FEWEST:
        yield from (show(one, wanted) for one in chain(first, found))
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), end_with_parent) as pool:
        waiting: deque[Future[list[Shown]]] = deque()
        try:
            for chunk in _chunks(chain(first, found)):
                waiting.append(pool.submit(_show_each, chunk, wanted))
                if len(waiting) > 2 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _chunks(listed: Iterator[Listed]) -> Iterator[list[Listed]]:
    while chunk := list(islice(listed, AT_ONCE)):
        yield chunk


def _show_each(listed: Sequence[Listed], wanted: Wanted) -> list[Shown]:
    return [show(one, wanted) for one in listed]


def show(listed: Listed, wanted: Wanted) -> Shown:
    """All that is said of one article, its findings weighed as the desk does."""
    item, outcome = listed
    result = unpack(outcome.result if outcome else b"", item.name)
    briefed = [b._replace(brief=weigh_anew(b.brief, wanted.settings)) for b in result.briefed]
    shown = [_show_brief(one, item, wanted) for one in briefed]
    shown += [_show_unbriefed(one, item, wanted) for one in result.unbriefed]
    lines = tuple(line for one in shown for line in one.lines)
    files = tuple(file for one in shown for file in one.files)
    entries = tuple(entry for one in shown for entry in one.entries)
    if wanted.one_file_each and lines:
        files = ((f"{file_stem(item)}.json", f"[{','.join(lines)}]\n"), *files)
    failure = ""
    if outcome is None or outcome.state is not TaskState.DONE:
        document = failure_document(item, outcome)
        failure = to_line(document)
        told = any(entry.group is Group.NOT_DONE for entry in entries)
        entries = entries if told else (failed_entry(item, document), *entries)
    rows = tuple(row for one in shown for row in one.rows) if wanted.rows else ()
    return Shown(lines, failure, rows, files, entries)


def _show_brief(one: Briefed, item: Item, wanted: Wanted) -> Shown:
    stem = file_stem(item, one.number if one.of > 1 else 0)
    files = []
    if "html" in wanted.forms:
        files.append((f"{stem}.html", render_brief_page((one,))))
    if "markdown" in wanted.forms:
        files.append((f"{stem}.md", render_markdown((one,))))
    rows = tuple(_placed(row, item) for row in brief_rows(one)) if wanted.rows else ()
    link = f"{PAGES}/{files[0][0]}" if files else ""
    entry = brief_entry(one, item, link)
    line = to_line(_place(item) | briefed_document(one))
    return Shown((line,), "", rows, tuple(files), (entry,))


def _show_unbriefed(one: Unbriefed, item: Item, wanted: Wanted) -> Shown:
    stem = file_stem(item, int(one.id.rpartition("#")[2]) if one.shown else 0)
    files = []
    if "html" in wanted.forms:
        files.append((f"{stem}.html", render_brief_page((), (one,))))
    if "markdown" in wanted.forms:
        files.append((f"{stem}.md", render_unbriefed(one)))
    rows = tuple(_placed(row, item) for row in unbriefed_rows(one)) if wanted.rows else ()
    link = f"{PAGES}/{files[0][0]}" if files else ""
    entry = unbriefed_entry(one, item, link)
    line = to_line(_place(item) | missing_document(one))
    return Shown((line,), "", rows, tuple(files), (entry,))


def briefed_document(one: Briefed) -> dict[str, Json]:
    """A story as `brief --format json` prints it, with which story it is, and of what page."""
    story: dict[str, Json] = {"story": one.number, "stories": one.of}
    return story | brief_document(one.brief) | {"metadata": metadata_document(one.said)}


def missing_document(one: Unbriefed) -> dict[str, Json]:
    """The same of a page or story without a brief."""
    story: dict[str, Json] = {"story": None, "stories": None}
    metadata = metadata_document(one.page.metadata)
    return story | unbriefed_document(one) | {"metadata": metadata}


def _place(item: Item) -> dict[str, Json]:
    return {"input": item.name, "position": item.position}


def _placed(row: Cells, item: Item) -> Cells:
    return {"input": item.name, "position": item.position, **row}


def to_line(document: dict[str, Json]) -> str:
    """The document on one line."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


_UNSAFE = re.compile(r"[^a-z0-9]+")


def file_stem(item: Item, story: int = 0) -> str:
    """A file's name for an article or one of its stories, the same in every run.

    The last part of its input's name as letters and digits, and eight that tell it from others of
    that name. Example: `news-csv-17-3f9c2a1b`, `news-csv-17-3f9c2a1b-2`.
    """
    last = PurePath(item.name).name.lower()
    plain = _UNSAFE.sub("-", last.encode("ascii", "ignore").decode()).strip("-")
    own = sha256(f"{item.key} {item.name}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
    parts = (plain[:LONGEST_NAME].strip("-"), own, str(story) if story else "")
    return "-".join(part for part in parts if part)
