"""A corpus on any file system that Ray reads in, parts of its outcomes out.

For what outgrows one machine. Rows that a run has written are skipped by the next, so that a run
that was stopped, or lost its driver, goes on. A node that is lost costs what it was at: Ray gives
that to another, and a part is written under one name however often it is tried.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pyarrow
import ray
import ray.data
from ray.data.datasource import BlockBasedFileDatasink

from pipeline.batch.gate import Gate, Rates
from pipeline.batch.plan import Plan, describe_plan
from pipeline.batch.ray_actor import Briefer, Connect, Shared
from pipeline.batch.ray_parts import Parts, find_written, list_parts, mend
from schemas.errors import EvenbriefError

BATCH = 4
"""Articles that an actor is given together, and that may be lost together."""

UNDER_WAY = 16
"""Batches that are under way in one actor where a model is waited for."""

BUSY, WAITING = 0.8, 0.4
"""Share of a core that an actor is given with rules alone, and with a model."""

SLIGHT = 0.1
"""What reading and writing are given; they must fit beside as many actors as there are cores."""

PARTS = "parts"
"""The folder of the parts in that of the outputs."""


class Corpus(NamedTuple):
    """What is read, and where its outcomes go."""

    inputs: Sequence[str]
    """Paths or addresses of files or folders: JSON lines or Parquet."""
    out: str
    column: str = ""
    form: str = "parquet"
    """Of the parts: `parquet` or `jsonl`."""


class Cluster(NamedTuple):
    """How much of a cluster is used, and how."""

    actors: int
    rates: Rates = Rates()
    connect: Connect | None = None
    """Opens an actor's way to the model; `None` where none is asked."""


def brief_corpus(
    corpus: Corpus, plan: Plan, cluster: Cluster, tell: Callable[[str], None]
) -> Parts:
    """Work on every row that has not been done; what stands in the folder afterwards.

    Ray must have been started or connected to. Raises EvenbriefError where the corpus is none.
    """
    folder = f"{corpus.out.rstrip('/')}/{PARTS}"
    for part in list_parts(folder):
        if mended := mend(part):
            tell(mended)
    before = find_written(folder)
    rows = _read(corpus)
    outcomes = rows.map_batches(
        _Actor,
        fn_constructor_args=(_share(corpus, plan, cluster), [ray.put(before.done)]),
        batch_size=BATCH,
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=cluster.actors),
        num_cpus=BUSY if plan.use is None else WAITING,
        max_concurrency=1 if plan.use is None else UNDER_WAY,
    )
    if corpus.form == "parquet":
        outcomes.write_parquet(folder, ray_remote_args={"num_cpus": SLIGHT})
    else:
        outcomes.write_datasink(
            _Lines(folder, file_format="jsonl"), ray_remote_args={"num_cpus": SLIGHT}
        )
    return find_written(folder)


def _share(corpus: Corpus, plan: Plan, cluster: Cluster) -> Shared:
    """What every actor is given; a budget is cut into as many parts as there are actors."""
    is_lines = not all(path.endswith(".parquet") for path in corpus.inputs)
    shared = Shared(plan, describe_plan(plan), corpus.column, is_lines)
    if plan.use is None:
        return shared
    gate = ray.remote(Gate).options(num_cpus=0, max_restarts=-1).remote(cluster.rates)
    budget = plan.use.budget
    return shared._replace(
        wait=_Remote(gate),
        budget=None if budget is None else budget / cluster.actors,
        connect=cluster.connect,
    )


class _Actor(Briefer):
    """A briefer that takes the keys from its node's store, where all its fellows have them, too."""

    def __init__(self, shared: Shared, written: Sequence[Any]) -> None:
        super().__init__(shared, ray.get(written[0]))


class _Remote(NamedTuple):
    """The gate as other nodes reach it."""

    gate: Any

    async def __call__(self, tokens: int) -> float:
        """Seconds until a question may be put."""
        seconds: float = await self.gate.take.remote(tokens)
        return seconds


def _read(corpus: Corpus) -> Any:
    """The rows of all inputs: lines not read yet, or rows of tables."""
    inputs = list(corpus.inputs)
    kinds = {"parquet" if path.endswith(".parquet") else "lines" for path in inputs}
    if len(kinds) > 1:
        raise EvenbriefError("--on ray reads Parquet or JSON lines, not both at once; run it twice")
    try:
        if kinds == {"parquet"}:
            return ray.data.read_parquet(inputs, include_paths=True, num_cpus=SLIGHT)
        return ray.data.read_text(
            inputs, include_paths=True, drop_empty_lines=True, num_cpus=SLIGHT
        )
    except (OSError, ValueError, pyarrow.ArrowInvalid) as error:
        raise EvenbriefError(f"{inputs[0]}: cannot be read ({error}); check the path") from error


class _Lines(BlockBasedFileDatasink):  # type: ignore[misc]
    """Parts as JSON lines."""

    def write_block_to_file(self, block: Any, file: Any) -> None:
        """The rows of a block, a line each."""
        for row in block.to_arrow().to_pylist():
            file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
