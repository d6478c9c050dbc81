"""Rows in, outcomes out, in an actor of a Ray cluster; many articles are under way in each.

Ray's own processor of HTTP requests awaits them one by one, so this is ours: an asynchronous actor
to which Ray hands several small batches at a time.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from decimal import Decimal
from typing import Any, NamedTuple

from pipeline.batch.documents import of_row
from pipeline.batch.gate import Waits
from pipeline.batch.plan import Plan, make_task_key
from pipeline.batch.ray_parts import holds
from pipeline.batch.result import unpack
from pipeline.batch.rows import Row, read_line, read_row
from pipeline.batch.shown import briefed_document, missing_document
from pipeline.batch.work import Task, Tools, work_on
from pipeline.model.ask import Ask
from pipeline.read.apart import Reader
from schemas.journal import Outcome

LINE = "text"
"""The column of a line of JSON that is not read yet, as Ray calls it."""
PLACE = "path"
"""The column that says which file a row comes from."""

PART = ("key", "input", "state", "ending", "reason", "spent", "briefs")
"""The columns of a part."""

Connect = Callable[["Shared", AsyncExitStack], Awaitable[Ask]]
"""Opens a way to a model, to be closed with the stack."""


class Shared(NamedTuple):
    """What all actors of a run are given."""

    plan: Plan
    described: str
    column: str
    is_lines: bool = False
    """Are rows lines of JSON that are not read yet?"""
    wait: Waits | None = None
    """The gate; `None` where no model is asked."""
    budget: Decimal | None = None
    """This actor's part of the whole."""
    connect: Connect | None = None
    """`None` where no model is asked."""


class Briefer:
    """One actor: a reader and, for a model, a client of its own; it changes as it opens them."""

    def __init__(self, shared: Shared, written: Any) -> None:
        self._shared, self._written = shared, written
        self._reader = Reader()
        self._opened = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._tools: Tools | None = None

    async def __call__(self, batch: Mapping[str, Sequence[Any]]) -> AsyncIterator[dict[str, Any]]:
        """The outcomes of those of these rows that have none yet."""
        tools = await self._open()
        tasks = [self._task(row) for row in split_rows(batch)]
        due = [task for task in tasks if not holds(self._written, task.key)]
        outcomes = await asyncio.gather(*(work_on(task, tools) for task in due))
        yield to_columns(
            [
                to_part(task.document.name, outcome)
                for task, outcome in zip(due, outcomes, strict=True)
            ]
        )

    def _task(self, row: Mapping[str, Any]) -> Task:
        document = of_row(read_any(row, self._shared))
        return Task(
            make_task_key(document.sha256 or document.name, self._shared.described), document
        )

    async def _open(self) -> Tools:
        """The tools, made with the first batch, for only then is there a loop."""
        async with self._opening:
            if self._tools is None:
                connect = self._shared.connect
                ask = await connect(self._shared, self._opened) if connect else None
                self._tools = Tools(self._shared.plan, self._reader.parse, ask)
            return self._tools


def split_rows(batch: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """A batch by columns as rows, numbers and texts as Python has them."""
    names = list(batch)
    columns = [
        column.tolist() if hasattr(column, "tolist") else list(column) for column in batch.values()
    ]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def read_any(row: Mapping[str, Any], shared: Shared) -> Row:
    """A row of a table, or a line that is not read yet, as one article; it is called by its key.

    Rows have no numbers here, for a file's parts are read side by side: one without an id of its
    own is called by its file and what it says.
    """
    place = str(row.get(PLACE, "")).rpartition("/")[2]
    if shared.is_lines:
        line = str(row[LINE]).encode("utf-8", "surrogatepass")
        return read_line(place, hashlib.sha256(line).hexdigest()[:12], line, shared.column)
    values = {name: value for name, value in row.items() if name != PLACE}
    said = json.dumps(values, default=str, sort_keys=True).encode("utf-8", "surrogatepass")
    return read_row(f"{place}#{hashlib.sha256(said).hexdigest()[:12]}", values, shared.column)


def to_part(name: str, outcome: Outcome) -> dict[str, str]:
    """An outcome as a row of a part; the briefs are JSON in a string."""
    result = unpack(outcome.result, name)
    briefs = [*map(briefed_document, result.briefed), *map(missing_document, result.unbriefed)]
    return {
        "key": outcome.key,
        "input": name,
        "state": outcome.state.value,
        "ending": outcome.ending,
        "reason": outcome.reason,
        "spent": outcome.spent,
        "briefs": json.dumps(briefs, ensure_ascii=False),
    }


def to_columns(parts: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """Rows of a part by columns, each there even where there is no row."""
    return {name: [part[name] for part in parts] for name in PART}
