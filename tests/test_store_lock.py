"""One run at a time: the second is told who holds what it wants; a killed run holds nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.store.lock import hold_alone
from schemas.errors import StoreError
from tests.test_store_database import without_privileges
from tests.test_store_writers import ROOT

HOLDER = """
import sys, time
from pathlib import Path
from pipeline.store.lock import hold_alone
with hold_alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def refusal(path: Path) -> str:
    """What a second run is told."""
    with pytest.raises(StoreError) as raised, hold_alone(path):
        pass
    return str(raised.value)


def test_a_second_run_is_told_which_process_holds_the_path(tmp_path: Path) -> None:
    """And what to do about it; the first goes on undisturbed."""
    path = tmp_path / "store.db"
    with hold_alone(path):
        assert refusal(path) == (
            f"{path}: is in use by another run (process {os.getpid()}); let that end, or give "
            "another --out"
        )
        assert "another run" in refusal(path)
    with hold_alone(path):
        pass


def test_another_name_of_the_same_path_is_the_same_path(tmp_path: Path) -> None:
    """Through a link two runs would write into one journal."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with hold_alone(tmp_path / "real" / "s.db"):
        assert "is in use" in refusal(tmp_path / "link" / "s.db")
        assert "is in use" in refusal(tmp_path / "real" / ".." / "real" / "s.db")
        (tmp_path / "alias.db").symlink_to(tmp_path / "real" / "s.db")
        assert "is in use" in refusal(tmp_path / "alias.db")
        with hold_alone(tmp_path / "real" / "other.db"):
            pass


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    """The kernel takes it back, so nobody has to delete a file."""
    path = tmp_path / "s.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert f"(process {holder.pid})" in refusal(path)
        holder.send_signal(signal.SIGKILL)
        holder.wait()

        with hold_alone(path):
            pass


def test_a_folder_that_may_not_be_written_to_is_named() -> None:
    """Before anything is asked or paid."""
    with without_privileges() as folder:
        folder.chmod(0o500)
        assert refusal(folder / "out" / "s.db") == (
            f"{folder.resolve() / 'out' / 's.db'}.lock: cannot be written (Permission denied); "
            "make room, or give another --out or EVENBRIEF_STORE"
        )


def test_a_path_whose_folder_is_a_file_is_named(tmp_path: Path) -> None:
    """`--out article.txt` by mistake."""
    (tmp_path / "a.txt").touch()

    assert "cannot be written (File exists)" in refusal(tmp_path / "a.txt" / "s.db")
