"""The code as it was at a git revision. In: a repository and a revision; out: a folder with it.

The folder is a worktree of its own beside the one being worked in, and is gone afterwards, however
that ends. No hook of the repository runs.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import EvalError

_NO_HOOKS = ("-c", "core.hooksPath=/dev/null")


def find_repository(folder: Path) -> Path:
    """The top of the work tree that a folder lies in; raises EvalError where there is none."""
    done = _ask(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        raise EvalError(
            f"{folder}: lies in no git repository; run it inside the one that holds the revision"
        )
    return Path(done.stdout.strip())


def find_commit(repository: Path, revision: str) -> str:
    """The full name of the commit that a revision means; raises EvalError where there is none."""
    wanted = f"{revision}^{{commit}}"
    done = _ask(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if done.returncode:
        raise EvalError(
            f"{repository}: no revision {revision!r} is here; name a commit, a tag or a branch of "
            "this repository, and fetch it first where the checkout is shallow"
        )
    return done.stdout.strip()


@contextmanager
def check_out(repository: Path, commit: str) -> Iterator[Path]:
    """A folder with the files of a commit, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="evenbrief-gate-") as spare:
        folder = Path(spare) / "base"
        _git(repository, *_NO_HOOKS, "worktree", "add", "--detach", str(folder), commit)
        try:
            yield folder
        finally:
            _git(repository, *_NO_HOOKS, "worktree", "remove", "--force", str(folder))


def _git(folder: Path, *arguments: str) -> None:
    done = _ask(folder, *arguments)
    if done.returncode:
        asked = " ".join(argument for argument in arguments if argument not in _NO_HOOKS)
        said = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise EvalError(
            f"{folder}: git {asked} ended with {done.returncode} ({said}); run it by hand"
        )


def _ask(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise EvalError(f"git: cannot be run ({error.strerror}); install git") from error
