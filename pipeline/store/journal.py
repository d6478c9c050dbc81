"""A batch's articles and what became of each in, the same at any later time out.

A task's row is written once it has ended, with all it brought, in one commit: whatever was not
committed has not happened. Results are the packed bytes of `pipeline.batch`; nothing here reads
them.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from pipeline.store.database import Database
from pipeline.store.tables import ITEMS, RUNS, TASKS
from schemas.journal import Found, Item, Listed, Outcome, TaskState

PAGE = 200
"""Rows that are read or asked for at once, so that memory does not grow with the run."""


class Journal:
    """The journal in a database, which is closed by whoever opened it. Any thread may use it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, plan: str) -> int:
        """The number of a new run; the lists of those before are forgotten, their tasks are not."""
        with self._database.write() as connection:
            connection.execute(delete(ITEMS))
            made = connection.execute(insert(RUNS).values(plan=plan, began_at=_now()))
            return int((made.inserted_primary_key or (0,))[0])

    def end(self, run: int) -> None:
        """The run has come to its end, whatever became of its articles."""
        with self._database.write() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(ended_at=_now()))

    def list(self, run: int, items: Sequence[Item]) -> None:
        """Write down articles of a run; on the disk when this returns."""
        if not items:
            return
        with self._database.write() as connection:
            connection.execute(insert(ITEMS), [{"run": run, **item._asdict()} for item in items])

    def find(self, keys: Sequence[str]) -> Mapping[str, Found]:
        """What became of those of these tasks that have ended."""
        with self._database.read() as connection:
            query = select(TASKS.c.key, TASKS.c.state, TASKS.c.run).where(TASKS.c.key.in_(keys))
            found = connection.execute(query)
            return {key: Found(TaskState(state), run) for key, state, run in found}

    def keep(self, run: int, outcomes: Sequence[Outcome]) -> None:
        """Write down how tasks ended, all or none of them; on the disk when this returns.

        What is done stays done: a later failure of the same task does not take it back.
        """
        if not outcomes:
            return
        rows = [{**o._asdict(), "run": run, "ended_at": _now()} for o in outcomes]
        put = upsert(TASKS)
        kept = {name: put.excluded[name] for name in rows[0] if name != "key"}
        with self._database.write() as connection:
            connection.execute(
                put.on_conflict_do_update(
                    index_elements=["key"], set_=kept, where=TASKS.c.state != TaskState.DONE
                ),
                rows,
            )

    def count(self, run: int) -> Mapping[TaskState | None, int]:
        """How many articles of a run came to each end; `None` for those to none yet."""
        joined = ITEMS.outerjoin(TASKS, ITEMS.c.key == TASKS.c.key)
        query = (
            select(TASKS.c.state, func.count())
            .select_from(joined)
            .where(ITEMS.c.run == run)
            .group_by(TASKS.c.state)
        )
        with self._database.read() as connection:
            found = connection.execute(query)
            return {TaskState(s) if s else None: n for s, n in found}

    def read(self, run: int) -> Iterator[Listed]:
        """The articles of a run in their order, each with what became of it."""
        joined = ITEMS.outerjoin(TASKS, ITEMS.c.key == TASKS.c.key)
        columns = (ITEMS.c.position, ITEMS.c.name, ITEMS.c.key.label("item"), ITEMS.c.fault)
        query = (
            select(*columns, TASKS)
            .select_from(joined)
            .where(ITEMS.c.run == run)
            .order_by(ITEMS.c.position)
            .limit(PAGE)
        )
        after = -1
        while True:
            with self._database.read() as connection:
                rows = connection.execute(query.where(ITEMS.c.position > after)).all()
            yield from map(_listed, rows)
            if len(rows) < PAGE:
                return
            after = rows[-1].position


def _listed(row: Row[tuple[object, ...]]) -> Listed:
    cells = row._mapping
    item = Item(cells["position"], cells["name"], cells["item"], cells["fault"])
    if cells["state"] is None:
        return Listed(item, None)
    return Listed(
        item,
        Outcome(
            key=cells["item"],
            state=TaskState(cells["state"]),
            result=bytes(cells["result"]),
            reason=cells["reason"],
            ending=cells["ending"],
            spent=cells["spent"],
        ),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
