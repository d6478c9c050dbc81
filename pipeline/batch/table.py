"""Rows in, a Parquet file out, a few thousand rows at a time, so that memory stays flat."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.batch.figure_rows import COLUMNS, Cells
from pipeline.batch.whole import write_whole

TABLE = "figures.parquet"
SCHEMA = "evenbrief.figures_table/1"
AT_ONCE = 8_000
"""Rows of one row group; some 2 MB."""

Put = Callable[[Sequence[Cells]], None]


def can_write_table() -> bool:
    """Is what writes Parquet installed?"""
    return find_spec("pyarrow") is not None


@contextmanager
def open_table(folder: Path) -> Iterator[Put]:
    """Whatever takes rows; the file is there, whole, when the block ends.

    Raises EvenbriefError where it cannot be written.
    """
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    fields = [arrow.field(one.name, _arrow_type(arrow, one.type.value)) for one in COLUMNS]
    schema = arrow.schema(fields, metadata={"evenbrief": SCHEMA})
    waiting: list[Cells] = []
    with (
        write_whole(folder / TABLE) as file,
        parquet.ParquetWriter(file, schema, compression="zstd") as writer,
    ):

        def put(rows: Sequence[Cells]) -> None:
            waiting.extend(rows)
            if len(waiting) >= AT_ONCE:
                flush()

        def flush() -> None:
            writer.write_table(arrow.Table.from_pylist(waiting, schema=schema))
            waiting.clear()

        yield put
        if waiting:
            flush()


def _arrow_type(arrow: Any, name: str) -> Any:
    made: Callable[[], Any] = getattr(arrow, {"bool": "bool_"}.get(name, name))
    return made()
