"""How a batch ended in; what is said of it, what its manifest says and its exit code out."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.batch.entries import Group
from pipeline.batch.index import INDEX
from pipeline.batch.manifest import Counter, find_versions, input_documents
from pipeline.batch.outputs import Files, Told, spent_document
from pipeline.batch.run import Tally
from pipeline.settings import Settings
from pipeline.show.plain import Json, plain
from pipeline.show.usage import usage_line
from pipeline.store.keys import plain_url
from schemas.exits import Exit, heaviest

if TYPE_CHECKING:
    from pipeline.cli.batch import Options


class Began(NamedTuple):
    """A run that has begun."""

    run: int
    plan: str
    at: datetime
    counter: Counter
    """Of the articles of each input."""


def end_lines(tally: Tally, files: Files, folder: Path) -> Iterator[str]:
    """What became of the articles, what to do, what it took and where it lies."""
    if tally.halted:
        yield f"stopped before the end: {tally.halted}; run again to go on"
    undone = sum(files.failures.values())
    done = files.articles - undone
    before = f" ({tally.before:,} of them before)" if tally.before and done else ""
    left = f", {undone:,} not" if undone else ""
    listed = "" if tally.complete else " met so far"
    yield (
        f"{counted(files.articles, 'article')}{listed}: {done:,} done{before}{left}; "
        f"{counted(files.briefs, 'brief')} in {folder}"
    )
    for (ending, do), count in sorted(files.failures.items()):
        yield f"{count:,} {ending.replace('_', ' ')}: {do}"
    if line := usage_line(tally.spent):
        yield f"{line}"
    if files.for_humans:
        needs = "needs" if files.for_humans == 1 else "need"
        yield f"{files.for_humans:,} {needs} a human: open {folder / INDEX}"
    yield from files.remarks


def counted(n: int, word: str) -> str:
    """`1 article`, `1,204 articles`."""
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"


def find_exit(tally: Tally, files: Files) -> Exit:
    """The heaviest of all that happened."""
    if tally.interrupted:
        return Exit.INTERRUPTED
    if not files.articles:
        return Exit.NOTHING
    undone = files.failures or files.groups.get(Group.LANGUAGE) or tally.halted
    return heaviest(
        (
            Exit.INCOMPLETE if undone else Exit.FINE,
            Exit.FAILED if files.groups.get(Group.WRONG) else Exit.FINE,
            Exit.INCONCLUSIVE if files.empty else Exit.FINE,
        )
    )


def tell_manifest(options: "Options", settings: Settings, began: Began, tally: Tally) -> Told:
    """What the manifest and the index say of a run besides its outputs."""
    plan: Json = json.loads(began.plan)
    start = began.at.isoformat(timespec="seconds")
    facts: dict[str, Json] = {
        "began": start,
        "complete": tally.complete and not tally.halted,
        "halted": tally.halted or None,
        "inputs": input_documents(began.counter.counted),
        "plan": plan,
        "settings": _settings(options, settings),
        "versions": find_versions(),
        "spent_now": spent_document(tally.spent),
    }
    engine = options.use.model if options.use else "rules, no model"
    shown = (
        ("Began", start.replace("T", " ").removesuffix("+00:00") + " UTC"),
        ("Inputs", ", ".join(options.inputs)),
        ("Engine", engine),
        ("Length", f"at most {options.length} words"),
        *((("Stopped", tally.halted),) if tally.halted else ()),
    )
    return Told(facts, shown)


def _settings(options: "Options", settings: Settings) -> dict[str, Json]:
    """What was asked for; the key is no part of it, nor what an address has before its host."""
    model: Json = None
    if options.use:
        values = options.use.model_dump(mode="json", exclude={"key", "base_url"})
        model = {**_as_text(values), "base_url": plain_url(options.use.base_url)}
    return {
        "length": options.length,
        "engine": options.engine,
        "formats": list(options.forms),
        "one_file_each": options.one_file_each,
        "column": options.column or None,
        "fetch": options.fetch,
        "only_failed": options.only_failed,
        "limit": options.limit,
        "config": options.config,
        "severity": plain(settings.severity),
        "dismiss": [plain(dismissal) for dismissal in settings.dismiss],
        "model": model,
    }


def _as_text(values: dict[str, object]) -> dict[str, Json]:
    """Numbers with a point as their digits, as everywhere else."""
    return {name: str(v) if isinstance(v, float) else plain(v) for name, v in values.items()}
