"""A run's journal in, its files out; each is made anew from it, whole, at every end of a run.

One walk through the journal writes all of them. `manifest.json` comes last and names the others
with their hashes; what the manifest before it named and this one does not is taken away, unless
somebody has changed it since.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePath
from typing import IO, NamedTuple

from pipeline.batch.entries import Entry, Group
from pipeline.batch.failures import failure_document
from pipeline.batch.index import About, render_index
from pipeline.batch.manifest import MANIFEST, SCHEMA, describe_file, read_files
from pipeline.batch.shown import PAGES, Shown, Wanted, show_all
from pipeline.batch.table import TABLE, Put, can_write_table, open_table
from pipeline.batch.whole import encode, write_text, write_whole
from pipeline.progress import Spent
from pipeline.show.plain import Json, plain, to_json
from schemas.journal import Listed, TaskState

BRIEFS, FAILURES = "briefs.jsonl", "failures.jsonl"

NO_TABLE = (
    f"{TABLE} is not written: it needs pyarrow, which is not installed here; install "
    "evenbrief[batch] and run again, which does nothing over"
)


class Told(NamedTuple):
    """What a manifest says of a run besides its outputs."""

    facts: Mapping[str, Json]
    """Goes in as it stands: when it began, inputs, plan, settings, versions."""
    shown: tuple[tuple[str, str], ...] = ()
    """What the index says of them."""


class Place(NamedTuple):
    """Where outputs go, and how many processes make them."""

    folder: Path
    workers: int = 1


class Files(NamedTuple):
    """What was written."""

    articles: int
    briefs: int
    """Stories that have a brief."""
    groups: Mapping[Group, int]
    """Stories by the look that they need."""
    failures: Mapping[tuple[str, str], int]
    """Articles that are not done, by kind and what to do."""
    spent: Spent
    """By all runs, for the articles of this one."""
    empty: int = 0
    """Briefs without a sentence."""
    remarks: tuple[str, ...] = ()

    @property
    def for_humans(self) -> int:
        """Stories and articles that a human has to look at."""
        return sum(count for group, count in self.groups.items() if group is not Group.CALM)


def write_outputs(listed: Iterable[Listed], wanted: Wanted, place: Place, told: Told) -> Files:
    """All files of a run; raises EvenbriefError where one cannot be written."""
    folder = place.folder
    before = read_files(folder)
    _clear_drafts(folder)
    wanted = wanted._replace(rows=can_write_table())
    books = _Books()
    entries: list[Entry] = []
    written: dict[str, dict[str, Json]] = {}
    with ExitStack() as opened:
        # What is entered last ends, and so takes its name, first.
        failures = opened.enter_context(write_whole(folder / FAILURES))
        put = opened.enter_context(open_table(folder)) if wanted.rows else _put_nowhere
        lines = None
        if not wanted.one_file_each:
            lines = opened.enter_context(write_whole(folder / BRIEFS))
        for shown in show_all(books.watch(listed), wanted, place.workers):
            _write_one(shown, lines, failures, put)
            written |= _write_pages(shown, folder)
            entries += shown.entries
    names = _names(wanted)
    files = books.files(entries, () if wanted.rows else (NO_TABLE,))
    about = About(files.articles, files.briefs, (*names, MANIFEST), told.shown)
    for name, text in render_index(entries, about):
        write_text(folder / name, text)
        names.append(name)
    written = {name: describe_file(folder / name) for name in names} | written
    _clear(folder, {name: hash_ for name, hash_ in before.items() if name not in written})
    write_text(folder / MANIFEST, to_json(_manifest(files, written, told)) + "\n")
    return files


def _names(wanted: Wanted) -> list[str]:
    """The files of all articles together, in the order in which they take their names."""
    briefs = [] if wanted.one_file_each else [BRIEFS]
    return [*briefs, *([TABLE] if wanted.rows else []), FAILURES]


class _Books:
    """Counts a run's articles as they are read; so it changes."""

    def __init__(self) -> None:
        self._states: Counter[TaskState | None] = Counter()
        self._failures: Counter[tuple[str, str]] = Counter()
        self._spent = Spent()

    def watch(self, listed: Iterable[Listed]) -> Iterator[Listed]:
        """The same articles."""
        for one in listed:
            state = one.outcome.state if one.outcome else None
            self._states[state] += 1
            if state is not TaskState.DONE:
                failure = failure_document(one.item, one.outcome)
                self._failures[str(failure["ending"]), str(failure["do"])] += 1
            if one.outcome and one.outcome.spent:
                self._spent += Spent.model_validate_json(one.outcome.spent)
            yield one

    def files(self, entries: Sequence[Entry], remarks: tuple[str, ...]) -> Files:
        """What it all comes to."""
        groups = Counter(entry.group for entry in entries)
        return Files(
            articles=sum(self._states.values()),
            briefs=sum(groups[group] for group in _BRIEFED),
            groups=groups,
            failures=self._failures,
            spent=self._spent,
            empty=sum(entry.is_empty for entry in entries),
            remarks=remarks,
        )


_BRIEFED = (Group.WRONG, Group.WITHHELD, Group.WARNED, Group.CALM)


def _put_nowhere(rows: object) -> None:
    """Where there is no table."""


def _write_one(shown: Shown, lines: IO[bytes] | None, failures: IO[bytes], put: Put) -> None:
    if lines is not None:
        for line in shown.lines:
            lines.write(encode(f"{line}\n"))
    if shown.failure:
        failures.write(encode(f"{shown.failure}\n"))
    put(shown.rows)


def _write_pages(shown: Shown, folder: Path) -> dict[str, dict[str, Json]]:
    """The files of one article, as the manifest names them."""
    written: dict[str, dict[str, Json]] = {}
    for name, text in shown.files:
        data = encode(text)
        with write_whole(folder / PAGES / name) as file:
            file.write(data)
        digest = sha256(data).hexdigest()
        written[f"{PAGES}/{name}"] = {"bytes": len(data), "sha256": digest}
    return written


def _manifest(files: Files, written: Mapping[str, Mapping[str, Json]], told: Told) -> Json:
    return {
        "schema": SCHEMA,
        **told.facts,
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "counts": {
            "articles": files.articles,
            "done": files.articles - sum(files.failures.values()),
            "not_done": sum(files.failures.values()),
            "briefs": files.briefs,
            "for_humans": files.for_humans,
            **{g.name.lower(): files.groups.get(g, 0) for g in Group if g is not Group.NOT_DONE},
        },
        "failures": [
            {"ending": ending, "articles": count, "do": do}
            for (ending, do), count in sorted(files.failures.items())
        ],
        "spent": spent_document(files.spent),
        "files": [{"name": name, **about} for name, about in written.items()],
    }


def spent_document(spent: Spent) -> dict[str, Json]:
    """What asking a model took; the cost is null where a price is not known."""
    return {
        "calls": spent.requests,
        "failed": spent.failed,
        "stored": spent.stored,
        "tokens": plain(spent.tokens),
        "cost": None if spent.unpriced else plain(spent.cost),
        "seconds": f"{spent.seconds:.3f}",
    }


def _clear_drafts(folder: Path) -> None:
    """Take away what a killed writer left half written."""
    for place in (folder, folder / PAGES):
        for draft in place.glob(".*.part"):
            with suppress(OSError):
                draft.unlink()


def _clear(folder: Path, stale: Mapping[str, str]) -> None:
    """Take away files of an earlier run, but none that has been changed or lies elsewhere."""
    for name, digest in stale.items():
        path = folder / name
        if ".." in PurePath(name).parts or PurePath(name).is_absolute():
            continue
        with suppress(OSError):
            if describe_file(path)["sha256"] == digest:
                path.unlink()
