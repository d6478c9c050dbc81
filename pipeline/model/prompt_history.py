"""What a prompt said before. In: a git checkout, a prompt's name and when; out: a diff.

`when` is a version that was locked, or anything that git takes for a commit. Compared are the
template, the parts it includes and the module that holds its answer's schema.
"""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from jinja2 import FunctionLoader, TemplateError

from pipeline.model.prompts import find_sources, read_header
from schemas.errors import PromptError

ROOT = Path(__file__).parent.parent.parent
_ROOM = "prompts"
Read = Callable[[str], str | None]
"""A file's text by its path below the root; `None` where there is none."""


def find_changes(name: str, when: str, root: Path = ROOT) -> str:
    """A unified diff of a prompt's files from then to now; empty where no word has changed.

    Raises:
        PromptError: this is no git checkout, or git has no such version, commit or prompt.
    """
    commit = _locked_at(name, when, root) if when.isdecimal() else _commit(when, root)
    before = _files(name, _reader_at(commit, root), when)
    now = _files(name, _reader_here(root), "now")
    return "".join(_diffs(before, now, when))


def _diffs(before: Mapping[str, str], now: Mapping[str, str], when: str) -> Iterator[str]:
    for path in sorted({*before, *now}):
        old = before.get(path, "").splitlines(keepends=True)
        new = now.get(path, "").splitlines(keepends=True)
        for line in unified_diff(old, new, f"{path} ({when})", f"{path} (now)"):
            yield line if line.endswith("\n") else f"{line}\n"


def _files(name: str, read: Read, when: str) -> Mapping[str, str]:
    """A prompt's files, by path below the root."""
    loader = FunctionLoader(lambda path: read(f"{_ROOM}/{path}"))
    try:
        sources = find_sources(loader, f"{name}.j2")
    except TemplateError as error:
        raise PromptError(f"{name}.j2 ({when}): {error.message} is not there or broken") from error
    header = read_header(sources[0][1], f"{name}.j2 ({when})")
    module = header.answer.partition(":")[0].replace(".", "/") + ".py"
    files = {f"{_ROOM}/{path}": text for path, text in sources}
    return {**files, module: read(module) or ""}


def _reader_here(root: Path) -> Read:
    def read(path: str) -> str | None:
        file = root / path
        return file.read_text(encoding="utf-8") if file.is_file() else None

    return read


def _reader_at(commit: str, root: Path) -> Read:
    def read(path: str) -> str | None:
        done = _git(root, "show", f"{commit}:./{path}")
        return done.stdout if done.returncode == 0 else None

    return read


def _commit(when: str, root: Path) -> str:
    """The full hash of what git takes for a commit."""
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{when}^{{commit}}")
    if done.returncode:
        raise PromptError(f"{when!r}: git knows no such commit; name a version or a commit")
    return done.stdout.strip()


def _locked_at(name: str, version: str, root: Path) -> str:
    """The first commit whose lock has a version: its words are those that are locked."""
    label = f'"{name}@{version}"'
    done = _git(root, "log", "--format=%H", f"-S{label}", "--", f"{_ROOM}/lock.toml")
    commits = done.stdout.split()
    if done.returncode or not commits:
        raise PromptError(f"{name}@{version}: no commit has it in {_ROOM}/lock.toml; name another")
    return commits[-1]


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        done = subprocess.run(
            ["git", "-c", "safe.directory=*", *arguments],
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError as error:
        raise PromptError("git is not installed; older words of a prompt are in git") from error
    if "not a git repository" in done.stderr:
        raise PromptError("this is no git checkout; older words of a prompt are in git alone")
    return done
