"""What became of the goldens since a revision. In: its folder and today's; out: sentences.

Both sides are asked about today's goldens and judged by today's labels. So a change could drop the
case it fails, or bend its label; a dropped one makes the gate incomplete, a bent one is told.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.compare_pairs import SHOWN
from evals.read import article_path, find_article_ids, labels_path, read_splits
from schemas.errors import GoldenError
from schemas.golden import Golden, Split


class Since(NamedTuple):
    """What is otherwise than at the revision."""

    dropped: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def compare_goldens(before: Path, now: Path, goldens: Sequence[Golden], split: str) -> Since:
    """Which goldens of the revision are not asked about any more, and whose labels changed."""
    if not (before / "splits.toml").is_file():
        return Since()
    try:
        asked_then = set(_scored(before, split))
    except GoldenError as error:
        return Since(told=(f"the revision's goldens cannot be read: {error}",))
    ids = {golden.id for golden in goldens}
    dropped = tuple(
        f"{name} was asked about at the revision and is not now; a gate is no place to drop a case"
        for name in sorted(asked_then - ids)
    )
    changed = [name for name in sorted(asked_then & ids) if _differs(before, now, name)]
    if not changed:
        return Since(dropped)
    more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
    told = f"articles or labels changed since: {', '.join(changed[:SHOWN])}{more}"
    return Since(dropped, (f"{told}; both sides are judged by the new ones",))


def _scored(folder: Path, split: str) -> Iterator[str]:
    splits = read_splits(folder)
    for name in find_article_ids(folder):
        own = splits.get(name, Split.SHOTS)
        if own is not Split.SHOTS and split in ("all", own):
            yield name


def _differs(before: Path, now: Path, name: str) -> bool:
    return any(
        _bytes(path(before, name)) != _bytes(path(now, name))
        for path in (article_path, labels_path)
    )


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
