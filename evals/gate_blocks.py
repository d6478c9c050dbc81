"""Titles, sentences, lists and tables in; the same as plain text or as Markdown out.

Whatever a model or an article wrote is made harmless first: no control characters at a terminal,
no mention, tag or table cell's end in Markdown.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.show.markdown import escaped
from pipeline.show.snippets import harmless


class Title(NamedTuple):
    """A heading."""

    text: str


class Words(NamedTuple):
    """A sentence or some."""

    text: str


class Items(NamedTuple):
    """A list."""

    items: tuple[str, ...]


class Grid(NamedTuple):
    """A table; the first column is words, the others are numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Title | Words | Items | Grid


def render_blocks(blocks: Sequence[Block], *, markdown: bool) -> str:
    """The blocks one under another, an empty line between them; empty lists and tables are none."""
    told = [block for block in blocks if _has_content(block)]
    write = _as_markdown if markdown else _as_text
    return "\n\n".join("\n".join(write(block)) for block in told) + "\n"


def _has_content(block: Block) -> bool:
    match block:
        case Items(items=items):
            return bool(items)
        case Grid(rows=rows):
            return bool(rows)
    return True


def _as_text(block: Block) -> list[str]:
    match block:
        case Title(text=text) | Words(text=text):
            return [_line(text)]
        case Items(items=items):
            return [f"  - {_line(item)}" for item in items]
        case Grid():
            return _columns(block)


def _as_markdown(block: Block) -> list[str]:
    match block:
        case Title(text=text):
            return [f"## {escaped(_line(text))}"]
        case Words(text=text):
            return [escaped(_line(text))]
        case Items(items=items):
            return [f"- {escaped(_line(item))}" for item in items]
        case Grid(head=head, rows=rows):
            rule = ["---", *["---:"] * (len(head) - 1)]
            table = [head, rule, *rows] if rows else []
            return [_row(cells, escape=cells is not rule) for cells in table]


def _row(cells: Sequence[str], *, escape: bool) -> str:
    return f"| {' | '.join(escaped(_line(cell)) if escape else cell for cell in cells)} |"


def _columns(grid: Grid) -> list[str]:
    """Each column as wide as its widest cell; numbers to the right."""
    table = [tuple(map(_line, row)) for row in (grid.head, *grid.rows)]
    wide = [max(len(row[at]) for row in table) for at in range(len(grid.head))]
    return [
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in table
    ]


def _line(text: str) -> str:
    return harmless(" ".join(text.split()))
