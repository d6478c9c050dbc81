"""Agreement as tables. In: agreement as written and as settled; out: text or Markdown.

`write_numbers` puts the tables between two marks of a file, so that what people write around them
stays: the numbers of `golden/agreement.md` are never copied by hand.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from evals.agreement import F1, Agreement, RoleRow, SpanRow
from evals.intervals import Interval
from evals.read import read_text
from schemas.errors import GoldenError

BEGIN = "<!-- numbers: evenbrief evals agreement --write -->"
END = "<!-- end of numbers -->"

Table = Sequence[Sequence[str]]
"""Rows of cells; the first row is the head."""


def render_agreement(written: Agreement, settled: Agreement, *, markdown: bool) -> str:
    """Both tables, with what was compared said first and how to read them last."""
    draw = _markdown if markdown else _text
    count = len(written.articles)
    parts = (
        f"{count} articles labelled twice: {', '.join(written.articles)}.",
        draw(_spans(written, settled)),
        draw(_roles(written, settled)),
        "F1 and alpha with the middle 95% of 2,000 draws of documents, seeded. Same: the figures "
        "of which both say the same. Close: of descriptions, the share with most of their words "
        "in common. Settled: against the first labels as they are now; the second stay as written.",
    )
    return "\n\n".join(parts) + "\n"


def write_numbers(path: Path, numbers: str) -> str:
    """The file's text with the numbers between its marks; raises where it has no such marks."""
    if not path.is_file():
        raise GoldenError(
            f"{path}: cannot be written, no such file; name a page with the lines {BEGIN!r} and "
            f"{END!r}"
        )
    text = read_text(path)
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise GoldenError(f"{path}: has no lines {BEGIN!r} and {END!r}; add both, or leave --write")
    return f"{before}{BEGIN}\n\n{numbers}\n{END}{after}"


def _spans(written: Agreement, settled: Agreement) -> Iterator[Sequence[str]]:
    yield ("Spans", "First", "Second", "Exact F1", "Overlap F1", "Overlap F1, settled")
    for row, now in zip(written.spans, settled.spans, strict=True):
        yield _span_cells(row, now)
    facts = written.facts
    yield (
        "pairs of mentions of one fact",
        str(facts.first),
        str(facts.second),
        "",
        _f1(facts),
        _number(settled.facts.value),
    )


def _span_cells(row: SpanRow, now: SpanRow) -> Sequence[str]:
    first, second = str(row.exact.first), str(row.exact.second)
    return (row.name, first, second, _f1(row.exact), _f1(row.overlap), _number(now.overlap.value))


def _roles(written: Agreement, settled: Agreement) -> Iterator[Sequence[str]]:
    yield ("Roles of figures both have", "Same", "Alpha", "Close", "Alpha, settled")
    for row, now in zip(written.roles, settled.roles, strict=True):
        yield _role_cells(row, now)


def _role_cells(row: RoleRow, now: RoleRow) -> Sequence[str]:
    alpha = row.alpha
    same = f"{alpha.agreed}/{alpha.of}"
    close = _number(row.close) if row.close is not None else ""
    return (row.name, same, _with(alpha.value, alpha.interval), close, _number(now.alpha.value))


def _f1(measured: F1) -> str:
    return _with(measured.value, measured.interval)


def _with(value: Decimal | None, interval: Interval | None) -> str:
    if value is None or interval is None:
        return _number(value)
    return f"{_number(value)} ({_number(interval.low)} to {_number(interval.high)})"


def _number(value: Decimal | None) -> str:
    """Two places; a dash where there is no value, and never a negative nought."""
    if value is None:
        return "-"
    rounded = round(value, 2)
    return f"{rounded if rounded else abs(rounded):f}"


def _markdown(rows: Iterator[Sequence[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _text(rows: Iterator[Sequence[str]]) -> str:
    table = list(rows)
    wide = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = ("  ".join(c.ljust(w) for c, w in zip(cells, wide, strict=True)) for cells in table)
    return "\n".join(line.rstrip() for line in lines)
