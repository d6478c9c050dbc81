"""Goldens into a folder. In: goldens that came from elsewhere; out: the files written.

All are looked at before one is written: what is refused changes nothing. A disk that fails midway
can leave some of them written; the same import again writes the rest. What is there already is
replaced only where that is asked for.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.read import article_path, labels_path, read_splits, read_text
from schemas.errors import GoldenError
from schemas.golden import Golden, Labels, Split

_HEAD = "# What each golden may be used for: dev, test or shots. See README.md.\n[splits]\n"


def write_goldens(folder: Path, goldens: Sequence[Golden], *, replace: bool = False) -> None:
    """Write articles, labels and splits; raises GoldenError before anything is written."""
    splits = _splits(folder, goldens, replace=replace)
    for golden in goldens:
        _refuse_change(folder, golden, replace=replace)
    try:
        _write(folder, goldens, splits)
    except OSError as error:
        raise GoldenError(
            f"{error.filename or folder}: {error.strerror}; name a folder that can be written"
        ) from error


def _write(folder: Path, goldens: Sequence[Golden], splits: Mapping[str, Split]) -> None:
    for room in ("articles", "labels"):
        (folder / room).mkdir(parents=True, exist_ok=True)
    for golden in goldens:
        article_path(folder, golden.id).write_bytes(golden.text.encode())
        labels_path(folder, golden.id).write_text(render_labels(golden.labels), encoding="utf-8")
    rows = "".join(f'{name} = "{split.value}"\n' for name, split in sorted(splits.items()))
    (folder / "splits.toml").write_text(_HEAD + rows, encoding="utf-8")


def _splits(folder: Path, goldens: Sequence[Golden], *, replace: bool) -> dict[str, Split]:
    """The folder's splits with the new ones; an article never slips from one into another."""
    there = read_splits(folder) if (folder / "splits.toml").exists() else {}
    ids = [golden.id for golden in goldens]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        raise GoldenError(f"{name!r} is imported twice; keep one of its lines")
    for golden in goldens:
        was = there.get(golden.id, golden.split)
        if was is not golden.split and not replace:
            raise GoldenError(
                f"{folder}: {golden.id!r} is in split {was.value!r}, the line says "
                f"{golden.split.value!r}; mend the line, or give --replace"
            )
    return there | {golden.id: golden.split for golden in goldens}


def _refuse_change(folder: Path, golden: Golden, *, replace: bool) -> None:
    path = article_path(folder, golden.id)
    if replace or not path.exists():
        return
    if read_text(path) != golden.text:
        raise GoldenError(f"{path}: is another text; choose another id, or give --replace")
    labels = labels_path(folder, golden.id)
    if labels.exists():
        raise GoldenError(f"{labels}: is there already; give --replace to write over it")


def render_labels(labels: Labels) -> str:
    """Labels as a file that a person reviews: one label a line."""
    plain = labels.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return _rendered(plain, "") + "\n"


def _rendered(value: Any, indent: str) -> str:
    """JSON with what holds no labels of its own on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or _is_leaf(value):
        return flat
    deeper = indent + " "
    if isinstance(value, list):
        rows = [f"{deeper}{_rendered(item, deeper)}" for item in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    rows = [
        f"{deeper}{json.dumps(name)}: {_rendered(item, deeper)}" for name, item in value.items()
    ]
    return "{\n" + ",\n".join(rows) + f"\n{indent}}}"


def _is_leaf(value: Any) -> bool:
    """One label, or a list of plain values: nothing in it has fields of its own."""
    items = value.values() if isinstance(value, dict) else value
    if isinstance(value, list):
        return not any(isinstance(item, dict | list) for item in items)
    return "schema" not in value and not any(
        isinstance(item, dict) or (isinstance(item, list) and not _is_leaf(item)) for item in items
    )
