"""What a run's header says of its inputs and of the code that ran. In: goldens, a plan, an engine.

Out: a header. Two runs with one digest had the same articles and the same labels; two with one
`code` had the same rules, prompts and schemas.
"""

import hashlib
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from evals.runs import Plan
from schemas.eval import GoldenRef, RunHeader
from schemas.golden import Golden
from schemas.model import ModelSettings
from schemas.prompt import PromptRef
from schemas.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds the code's packages."""
CODE = ("schemas", "pipeline", "prompts")
"""What can change a brief; the evals only judge it."""


class Asked(NamedTuple):
    """Which model a run asks, with which prompts."""

    settings: ModelSettings
    base_url: str
    """Without user and password."""
    prompts: tuple[PromptRef, ...]


def make_header(
    goldens: Sequence[Golden], plan: Plan, engine: str, split: str, asked: Asked | None = None
) -> RunHeader:
    """The header of a run that begins now."""
    refs = tuple(refer(golden) for golden in goldens)
    model = asked.settings if asked else None
    return RunHeader(
        made=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        engine=engine,
        model=model.model if model else "",
        base_url=asked.base_url if asked else "",
        prompts=asked.prompts if asked else (),
        settings=_settings(model) if model else {},
        length=plan.length,
        repeats=plan.repeats,
        split=split,
        goldens=refs,
        digest=digest_goldens(refs),
        version=VERSION,
        revision=find_revision(ROOT),
        code=hash_code(ROOT),
    )


def _settings(model: ModelSettings) -> Mapping[str, str]:
    """What was set that can change an answer; never a key."""
    named = ("mode", "temperature", "effort", "seed", "most_tokens", "window", "reasks")
    values = {name: getattr(model, name) for name in named}
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


def refer(golden: Golden) -> GoldenRef:
    """Which article, and in what state its labels are."""
    return GoldenRef(
        id=golden.id,
        split=golden.split,
        sha256=hashlib.sha256(golden.text.encode()).hexdigest(),
        labels_sha256=hashlib.sha256(golden.labels.model_dump_json().encode()).hexdigest(),
        stories=len(golden.labels.stories),
    )


def digest_goldens(refs: Sequence[GoldenRef]) -> str:
    """One SHA-256 over the hashes of articles and labels, in order."""
    lines = "".join(f"{ref.id} {ref.sha256} {ref.labels_sha256}\n" for ref in refs)
    return hashlib.sha256(lines.encode()).hexdigest()


def hash_code(root: Path) -> str:
    """One SHA-256 over every file that can change a brief, by path and content."""
    digest = hashlib.sha256()
    for package in CODE:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in {".py", ".toml", ".j2"}:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(path.read_bytes())
    return digest.hexdigest()


def find_revision(root: Path) -> str:
    """The commit that the code was checked out at, `+dirty` where it differs; empty without git."""
    try:
        commit = _git(root, "rev-parse", "HEAD")
        changed = _git(root, "status", "--porcelain", "--", *CODE)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"{commit}+dirty" if changed else commit


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
