"""Many writers at once, forked ones and killed ones: nothing is lost, nothing is there by half."""

import signal
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.store.answers import open_answers
from schemas.stored import Cache
from tests.stored_answers import ANSWER, key_of

ROOT = Path(__file__).resolve().parent.parent

WRITER = """
import sys
from pathlib import Path
from pipeline.store.answers import open_answers
from schemas.stored import Cache
from tests.stored_answers import ANSWER, key_of

path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with open_answers(path, Cache.READWRITE) as store:
    for number in range(first, last):
        store.put(key_of(number), ANSWER)
        print(number, flush=True)
"""
"""A process that says which answers are safe; before one is, it does not say so."""


def start_writer(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    """A process of its own that stores the answers to questions `first` up to `last`."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first), str(last)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stored(path: Path, numbers: Iterable[int]) -> set[int]:
    """Which of the questions have their answer, whole."""
    with open_answers(path, Cache.REPLAY) as store:
        assert store is not None
        return {number for number in numbers if store.get(key_of(number)) == ANSWER}


def test_many_threads_lose_nothing(tmp_path: Path) -> None:
    """The desk and the batch write from many threads into one store; they also read meanwhile."""
    with open_answers(tmp_path / "s.db", Cache.READWRITE) as store:
        assert store is not None

        def write(number: int) -> bool:
            store.put(key_of(number % 200), ANSWER)
            return store.get(key_of(number % 200)) == ANSWER

        with ThreadPoolExecutor(32) as pool:
            seen = list(pool.map(write, range(400)))

    assert all(seen)
    assert stored(tmp_path / "s.db", range(200)) == set(range(200))


def test_many_processes_may_make_one_store_and_lose_nothing(tmp_path: Path) -> None:
    """None of them finds the file there; each makes it, one of them first."""
    writers = [start_writer(tmp_path / "s.db", n * 40, n * 40 + 50) for n in range(4)]
    ends = [(*writer.communicate(timeout=60), writer.returncode) for writer in writers]

    assert [(error, code) for _, error, code in ends] == [("", 0)] * 4
    assert stored(tmp_path / "s.db", range(170)) == set(range(170))


def test_a_killed_writer_leaves_all_it_said_it_had_stored(tmp_path: Path) -> None:
    """Killed at any moment: what was paid for is there, and the next process writes on."""
    said: set[int] = set()
    for round_number in range(3):
        first = round_number * 100_000
        with start_writer(tmp_path / "s.db", first, first + 100_000) as writer:
            assert writer.stdout is not None
            for _ in range(5 + 30 * round_number):
                said.add(int(writer.stdout.readline()))
            writer.send_signal(signal.SIGKILL)
            said |= {int(line) for line in writer.stdout if line.endswith("\n")}

    assert len(said) >= 105
    assert stored(tmp_path / "s.db", said) == said


FORKING = """
import os, sys
from contextlib import closing
from pathlib import Path
from pipeline.store.answers import AnswerStore
from pipeline.store.database import Database
from tests.stored_answers import ANSWER, key_of

with closing(Database(Path(sys.argv[1]))) as database:
    store = AnswerStore(database)
    store.put(key_of(0), ANSWER)
    with database.read() as connection:
        parents = connection.connection.dbapi_connection
    child = os.fork()
    with database.read() as connection:
        assert (connection.connection.dbapi_connection is parents) == bool(child)
    first = 40 if child else 1
    for number in range(first, first + 39):
        store.put(key_of(number), ANSWER)
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
"""


def test_a_forked_process_begins_with_connections_of_its_own(tmp_path: Path) -> None:
    """Two processes on one SQLite connection would damage the file."""
    path = tmp_path / "s.db"
    done = subprocess.run(
        [sys.executable, "-c", FORKING, str(path)], cwd=ROOT, check=False, timeout=60
    )

    assert done.returncode == 0
    assert stored(path, range(79)) == set(range(79))
