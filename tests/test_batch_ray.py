"""A batch on a real Ray cluster of two nodes on this machine, one of which is killed in mid-run."""

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.plan import Plan
from schemas.journal import TaskState
from tests.model_command import ARTICLE

WANTED = os.environ.get("EVENBRIEF_RAY") == "required"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not WANTED,
        reason="a cluster is tried only with EVENBRIEF_RAY=required; `make ray` installs Ray",
    ),
    # Ray leaves files open and warns of what it will change.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ARTICLES = 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one core each; nothing runs on the head that must survive."""
    ray = import_module("ray")
    made = import_module("ray.cluster_utils").Cluster(
        initialize_head=True, head_node_args={"num_cpus": 1}
    )
    ray.init(address=made.address, log_to_driver=False, logging_level=logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    yield made
    ray.shutdown()
    made.shutdown()


def lay_lines(folder: Path, articles: int = ARTICLES, files: int = 10) -> list[str]:
    """Articles that differ in two figures, in several files."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [str(folder / f"{number}.jsonl") for number in range(files)]
    for at, name in enumerate(names):
        lines = [
            json.dumps({"id": f"a{n}", "text": ARTICLE.replace("9.4", f"{n // 10}.{n % 10}")})
            for n in range(at, articles, files)
        ]
        Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return names


def read_parts(out: Path) -> list[dict[str, Any]]:
    """Every row of every part."""
    parquet = import_module("pyarrow.parquet")
    rows: list[dict[str, Any]] = []
    for part in (out / "parts").iterdir():
        if part.suffix == ".parquet":
            rows += parquet.read_table(part).to_pylist()
        else:
            rows += [json.loads(line) for line in part.read_text(encoding="utf-8").splitlines()]
    return rows


def own_id(row: dict[str, Any]) -> str:
    """The id that the article had in its file, behind its name here."""
    return str(row["input"].rpartition("(")[2].rstrip(")"))


def go(inputs: list[str], out: Path, form: str = "parquet") -> Any:
    """One run with rules alone, two actors."""
    room = import_module("pipeline.batch.on_ray")
    corpus = room.Corpus(inputs, str(out), form=form)
    return room.brief_corpus(corpus, Plan(60), room.Cluster(actors=2), lambda words: None)


def test_a_node_that_is_killed_in_mid_run_costs_no_article(cluster: Any, tmp_path: Path) -> None:
    """The same set of results, none lost and none doubled."""
    inputs = lay_lines(tmp_path / "in")
    node = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    ended: list[Any] = []
    run = threading.Thread(target=lambda: ended.append(go(inputs, tmp_path / "out")))
    run.start()
    wait_for_some(tmp_path / "out")
    assert run.is_alive(), "the run must be under way when its node is killed"
    cluster.remove_node(node, allow_graceful=False)
    run.join(timeout=300)

    (parts,) = ended
    rows = read_parts(tmp_path / "out")
    assert sorted(map(own_id, rows)) == sorted(f"a{n}" for n in range(ARTICLES))
    assert len({row["key"] for row in rows}) == ARTICLES
    assert parts.counts == {TaskState.DONE: ARTICLES}
    assert parts.twice == 0


def wait_for_some(out: Path) -> None:
    """Until the first part is written, so that both nodes are at work."""
    end = time.monotonic() + 240
    while not list(out.glob("parts/*.parquet")):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_what_is_written_is_not_done_again_and_what_was_torn_is(
    cluster: Any, tmp_path: Path, form: str
) -> None:
    """One part is cut in two, as by a writer that was killed."""
    inputs = lay_lines(tmp_path / "in", articles=12, files=3)
    go(inputs, tmp_path / "out", form)
    parts = sorted((tmp_path / "out" / "parts").iterdir())
    whole = parts[0].read_bytes()
    parts[0].write_bytes(whole[: len(whole) // 2])
    untouched = {part.name: part.read_bytes() for part in parts[1:]}

    again = go(inputs, tmp_path / "out", form)

    rows = read_parts(tmp_path / "out")
    assert again.counts == {TaskState.DONE: 12}
    assert len({row["key"] for row in rows}) == len(rows) == 12
    for name, content in untouched.items():
        assert (tmp_path / "out" / "parts" / name).read_bytes() == content


def test_parquet_in_gives_the_briefs_that_lines_in_give(cluster: Any, tmp_path: Path) -> None:
    """The same text, the same brief; a row without text is told and the others go on."""
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    texts = [ARTICLE, ARTICLE.replace("9.4", "8.1"), None]
    table = arrow.table({"id": ["x", "y", "z"], "body": texts})
    parquet.write_table(table, tmp_path / "in.parquet")

    go([str(tmp_path / "in.parquet")], tmp_path / "out")

    rows = {own_id(row): row for row in read_parts(tmp_path / "out")}
    assert rows["x"]["state"] == rows["y"]["state"] == "done"
    assert rows["z"]["state"] == "failed"
    assert "has no text" in rows["z"]["reason"]
    (brief,) = json.loads(rows["x"]["briefs"])
    assert brief["ok"]
    assert "58.3%" in brief["summary"]
