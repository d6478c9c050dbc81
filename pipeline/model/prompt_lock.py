"""The lock: a line for each version of each prompt that was ever used, with the hash of its words.

In: a folder of prompts. Out: how each stands to its lock, and the line it still needs. Lines are
only ever added, so that a brief's `draft_brief@2` and its hash can always be looked up.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from pipeline.model.prompts import FOLDER, list_names, read_wording
from schemas.errors import PromptError
from schemas.prompt import PromptRef

FILE = "lock.toml"
_LABEL = re.compile(r"(?P<name>[a-z][a-z_]*)@(?P<version>[1-9]\d*)")


class LockState(StrEnum):
    """How a prompt as it is now stands to its lock."""

    LOCKED = "locked"
    NEW = "new"
    """Its version was raised and has no line yet."""
    CHANGED = "changed"
    """Its words are others than those its version was locked with."""


def read_lock(folder: Path = FOLDER) -> Mapping[str, str]:
    """Label to hash, in the order of the file.

    Raises:
        PromptError: the file cannot be read, or a line is not in its form.
    """
    path = folder / FILE
    try:
        lock = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PromptError(f"{FILE}: cannot be opened ({error.strerror}); restore it") from error
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"{FILE}: is not TOML ({error}); mend that place") from error
    for label, sha in lock.items():
        if not _LABEL.fullmatch(label) or not isinstance(sha, str):
            raise PromptError(f'{FILE}: has {label!r} = {sha!r}; lines are "name@1" = "hash"')
    return lock


def line_of(ref: PromptRef) -> str:
    """A prompt's line in the lock."""
    return f'"{ref.label}" = "{ref.sha}"'


def judge_lock(ref: PromptRef, lock: Mapping[str, str]) -> LockState:
    """How a prompt stands to its lock.

    Raises:
        PromptError: its version is neither locked nor the next one after those that are.
    """
    if ref.label in lock:
        return LockState.LOCKED if lock[ref.label] == ref.sha else LockState.CHANGED
    highest = highest_version(ref.name, lock)
    if ref.version != highest + 1:
        raise PromptError(
            f"{ref.name}.j2: is version {ref.version}, the highest locked is {highest}; "
            f"make it {highest + 1}"
        )
    return LockState.NEW


def highest_version(name: str, lock: Mapping[str, str]) -> int:
    """The newest version of a prompt that is locked; 0 for none."""
    found = (_LABEL.fullmatch(label) for label in lock)
    return max((int(m["version"]) for m in found if m and m["name"] == name), default=0)


def complain(ref: PromptRef, lock: Mapping[str, str]) -> str:
    """What to do about a prompt that is not locked as it is; empty where nothing is to be done."""
    state = judge_lock(ref, lock)
    if state is LockState.NEW:
        return f"prompts/{FILE}: add the line {line_of(ref)} (evenbrief prompts lock does)"
    if state is LockState.CHANGED:
        return (
            f"{ref.name}.j2: its words (template, parts or answer schema) are not those that "
            f"version {ref.version} was locked with ({lock[ref.label]}, now {ref.sha}); raise the "
            "version and say why under [changes], see prompts/README.md"
        )
    return ""


def add_lines(folder: Path = FOLDER) -> tuple[str, ...]:
    """Add the line of each prompt whose version was raised; the lines added.

    Raises:
        PromptError: the words of a prompt changed and its version did not; then nothing is added.
    """
    lock = read_lock(folder)
    refs = [read_wording(name, folder).ref for name in list_names(folder)]
    changed = [ref for ref in refs if judge_lock(ref, lock) is LockState.CHANGED]
    if changed:
        raise PromptError(complain(changed[0], lock))
    lines = tuple(line_of(ref) for ref in refs if judge_lock(ref, lock) is LockState.NEW)
    if lines:
        path = folder / FILE
        text = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text("\n".join((text, *lines)) + "\n", encoding="utf-8")
    return lines
