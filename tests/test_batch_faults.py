"""The whole command against servers, disks and people that do not do as they should."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.store.lock import hold_alone
from tests.batch_articles import write_article
from tests.batch_runs import ARTICLES, FAIR, Batch, Template, batch, template
from tests.command import COMMAND, ROOT
from tests.model_server import (
    RATE_LIMIT,
    ModelServer,
    Reply,
    Request,
    Script,
    fails,
    hangs,
    resets,
    says,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def runner() -> Iterator[Template]:
    """One for all."""
    with template() as one:
        yield one


@pytest.fixture
def one(tmp_path: Path, runner: Template) -> Iterator[Batch]:
    """A batch whose model answers well."""
    with batch(tmp_path / "b", runner) as made:
        yield made


def check_whole(one: Batch, calls_at_most: int = 2 * ARTICLES) -> None:
    """One more run brings all to its end."""
    assert one.run() == 0, one.said
    assert [line["position"] for line in one.lines("briefs.jsonl")] == list(range(ARTICLES))
    assert one.lines("failures.jsonl") == []
    assert len(one.server.requests) <= calls_at_most


# ------------------------------------------------------------------ servers


def faulty(most_a_second: int) -> Script:
    """A server that fails as real ones do, one in ten times, and takes no more than it can."""
    taken: deque[float] = deque()
    lock = threading.Lock()

    def script(request: Request) -> Reply:
        now = time.monotonic()
        with lock:
            while taken and taken[0] < now - 1:
                taken.popleft()
            if len(taken) >= most_a_second:
                return RATE_LIMIT
            taken.append(now)
        at = random.Random(request.number).random()
        for share, reply in (
            (0.05, RATE_LIMIT), (0.07, fails(500)), (0.09, says('{"headline": 7')),
            (0.10, resets()), (0.11, hangs(4)),
        ):  # fmt: skip
            if at < share:
                return reply
        return FAIR(request)

    return script


def test_every_article_ends_or_is_recorded_under_faults_and_a_hidden_limit(
    tmp_path: Path, runner: Template
) -> None:
    """5% 429, 2% 500, 2% malformed, 1% resets, 1% stalls, and 20 requests a second at most."""
    articles = 200
    with batch(tmp_path / "b", runner, faulty(20), articles) as one:
        began = time.monotonic()
        environment = {"EVENBRIEF_TIMEOUT": "2", "EVENBRIEF_AT_ONCE": "32"}
        code = one.run(environment=environment)
        seconds = time.monotonic() - began
        ended = {line["position"] for line in one.lines("briefs.jsonl") if line["story"]}
        failed = one.lines("failures.jsonl")

    told = f"{seconds:.0f} s, {len(one.server.requests)} requests, {one.said}"
    assert ended | {line["position"] for line in failed} == set(range(articles)), told
    assert all(line["reason"] for line in failed), told
    assert code == (4 if failed else 0), told
    assert len(failed) <= articles // 50, told
    assert seconds < 120, told


def test_a_budget_holds_and_a_larger_one_goes_on(one: Batch) -> None:
    """Of the server's own books no more is spent than was allowed; what was bought is kept."""
    at_once = {"EVENBRIEF_AT_ONCE": "16", "EVENBRIEF_MOST_TOKENS": "500"}
    assert one.run("--budget", "0.06", environment=at_once) == 4
    spent = cost(one.server)

    assert Decimal("0.03") < spent <= Decimal("0.06")
    assert "stopped before the end" in one.said
    done = len(one.lines("briefs.jsonl"))
    assert 0 < done < ARTICLES

    assert one.run(environment=at_once) == 0
    assert len(one.server.requests) == 2 * ARTICLES


def cost(server: ModelServer) -> Decimal:
    """By the tokens that the server charged, at the prices of `batch_runs`."""
    tokens = server.tokens
    return (Decimal(tokens.prompt) + 2 * Decimal(tokens.completion)) / 1_000_000


# ------------------------------------------------------------------ disks


@pytest.mark.parametrize("most_bytes", [150_000, 400_000, 700_000])
def test_a_full_disk_is_told_and_loses_nothing(one: Batch, most_bytes: int) -> None:
    """Wherever it is met: one sentence, no traceback, and the next run goes on."""
    assert one.run(most_bytes=most_bytes) == 2
    said = one.said.strip().splitlines()

    assert len(said) == 1, said
    assert said[0].startswith("evenbrief: out/")
    assert "make room" in said[0] or "room, then try again" in said[0]
    check_whole(one, 2 * ARTICLES + one.under_way())


def test_an_output_that_cannot_be_written_loses_nothing(one: Batch) -> None:
    """All is in the journal: another run writes it and asks nobody."""
    (one.folder / "out" / "briefs.jsonl").mkdir(parents=True)
    assert one.run() == 2
    assert one.said.startswith("evenbrief: out/briefs.jsonl: cannot be written (Is a directory)")
    asked = len(one.server.requests)

    (one.folder / "out" / "briefs.jsonl").rmdir()
    check_whole(one, asked)


def test_a_folder_that_cannot_be_made_is_told_before_anybody_is_asked(one: Batch) -> None:
    """An article's path given as `--out` by mistake."""
    assert one.run("--out", "in/a0000.txt") == 2
    assert one.said.startswith("evenbrief: ")
    assert one.said.count("\n") == 1
    assert "in/a0000.txt/store.db.lock: cannot be written (" in one.said
    assert one.server.requests == []


# ------------------------------------------------------------------ journals


def test_a_journal_of_a_newer_evenbrief_is_left_alone(one: Batch) -> None:
    """Nothing is asked, nothing is written."""
    assert one.run() == 0
    asked = len(one.server.requests)
    with closing(sqlite3.connect(one.folder / "out" / "store.db")) as connection:
        connection.execute("UPDATE evenbrief_version SET version = 99")
        connection.commit()

    assert one.run() == 2
    assert "is of version 99, and this evenbrief knows" in one.said
    assert len(one.server.requests) == asked


def test_a_store_of_an_older_evenbrief_is_brought_forward_with_its_answers(one: Batch) -> None:
    """What single briefs had paid for before there were batches is not paid for again."""
    assert one.run() == 0
    asked = len(one.server.requests)
    with closing(sqlite3.connect(one.folder / "out" / "store.db")) as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (name,) in connection.execute(tables).fetchall():
            if name not in {"answers", "evenbrief_version"}:
                connection.execute(f"DROP TABLE {name}")
        connection.execute("UPDATE evenbrief_version SET version = 1")
        connection.commit()

    check_whole(one, asked)


def test_a_second_run_is_told_which_process_is_at_it(one: Batch) -> None:
    """The first goes on; the second asks nobody and writes nothing."""
    with hold_alone(one.folder / "out" / "store.db"):
        assert one.run() == 2
        assert one.said == (
            f"evenbrief: {one.folder / 'out' / 'store.db'}: is in use by another run "
            f"(process {os.getpid()}); let that end, or give another --out\n"
        )
        assert not (one.folder / "out" / "briefs.jsonl").exists()
    check_whole(one)


def test_a_store_elsewhere_and_the_folder_are_both_held(one: Batch, tmp_path: Path) -> None:
    """Two runs may share neither."""
    elsewhere = {"EVENBRIEF_STORE": str(tmp_path / "s.db")}
    for held in (tmp_path / "s.db", one.folder / "out" / "store.db"):
        with hold_alone(held):
            assert one.run(environment=elsewhere) == 2
            assert f"{held}: is in use by another run" in one.said


# ------------------------------------------------------------------ people


def test_one_interruption_lets_what_is_under_way_end(one: Batch) -> None:
    """Nothing that was paid for is lost, so nothing is paid for again."""
    assert one.run(stage="asked", crossing=5, signal=signal.SIGINT) == 130
    assert "ending what is under way; interrupt once more to stop at once" in one.said
    assert one.under_way() == 0
    done = len(one.lines("briefs.jsonl"))
    assert 0 < done < ARTICLES
    check_whole(one)


def test_two_interruptions_stop_at_once(one: Batch) -> None:
    """What was on its way is all that may be paid for twice."""
    assert one.run(stage="asked", crossing=5, signal=signal.SIGINT, times=2) == 130
    assert one.said.splitlines()[-1] == (
        "evenbrief: stopped; what was done is kept, run again to go on"
    )
    check_whole(one, 2 * ARTICLES + one.under_way())


def test_any_number_of_interruptions_leaves_no_traceback(one: Batch) -> None:
    """A person who holds the keys down."""
    assert one.run(stage="asked", crossing=5, signal=signal.SIGTERM, times=9) == 130
    assert "Traceback" not in one.said
    check_whole(one, 2 * ARTICLES + one.under_way())


def test_an_interrupted_run_does_not_take_outputs_away(one: Batch) -> None:
    """It has met few articles, and those of an earlier run are all still there."""
    assert one.run() == 0
    (one.folder / "in" / "a0000.txt").write_text("A new text of 12 words.", encoding="utf-8")
    assert one.run(stage="listed", signal=signal.SIGINT) == 130

    assert len(one.lines("briefs.jsonl")) == ARTICLES


def test_an_interruption_does_not_wait_for_a_terminal_that_nobody_types_at(tmp_path: Path) -> None:
    """Articles from standard input: the process ends, and Python does not die of its own reader."""
    with subprocess.Popen(
        [*COMMAND, "batch", "-", "--out", "out", "--workers", "1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps({"text": write_article(7)}) + "\n")
        process.stdin.flush()
        late = time.monotonic() + 60
        while not is_run_begun(tmp_path / "out" / "store.db"):
            assert time.monotonic() < late
            time.sleep(0.1)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr is not None
        said = process.stderr.read()

    assert "ending what is under way" in said
    assert "Fatal" not in said
    assert "Traceback" not in said


def is_run_begun(store: Path) -> bool:
    """Has a process opened a run in this store?"""
    if not store.exists():
        return False
    with closing(sqlite3.connect(store)) as connection:
        try:
            return bool(connection.execute("SELECT count(*) FROM runs").fetchone()[0])
        except sqlite3.OperationalError:
            return False
