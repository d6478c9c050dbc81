"""Mutation testing of the checker, for people to read. In: the tables. Out: text or Markdown."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from evals.intervals import Interval
from evals.operators import BENIGN, read_operators
from evals.power_table import GroupRow, PowerTable, Row
from schemas.power import Tried
from schemas.score import Share

Cells = tuple[str, ...]
_HEAD = ("caught", "", "95% interval", "only warned")

_INTERVALS = (
    "95% intervals: Wilson's where no article was tried twice, and, of articles, where all or "
    "nothing was caught; else the middle 95% of draws of articles."
)


def render_power(table: PowerTable, *, markdown: bool = False, survivors: bool = False) -> str:
    """Groups against their targets, operators, kinds, edits; every survivor where it is asked."""
    draw = _markdown if markdown else _columns
    parts = [
        _INTERVALS,
        draw(("group", *_HEAD, "target", ""), _groups(table.groups)),
        _targets(table),
        draw(("operator", "errors", *_HEAD), _operators(table.operators)),
        draw(("kind of figure", *_HEAD), map(_counted, table.kinds)),
        draw(("benign edit", "false alarms", *_HEAD[1:]), map(_counted, table.edits)),
    ]
    if table.unsound:
        title = (
            f"{len(table.unsound)} of {table.sentences} true sentences fail as they are; "
            "nothing was tried on them"
        )
        parts.append(_list(title, [f"- {text}" for text in table.unsound]))
    if table.alarms:
        parts.append(_list("Benign edits that fail", map(_line, table.alarms)))
    if survivors and table.survivors:
        parts.append(_list("Mutants that pass", map(_line, table.survivors)))
    elif table.survivors:
        parts.append(f"{len(table.survivors)} mutants pass; --survivors lists them.")
    return "\n\n".join(parts) + "\n"


def _groups(groups: Sequence[GroupRow]) -> Iterable[Cells]:
    for group in groups:
        sign = "<=" if group.row.names == (BENIGN,) else ">="
        target = f"{sign} {100 * group.target:f}%".replace(".00%", "%")
        yield (*_counted(group.row), target, "met" if group.is_met else "MISSED")


def _targets(table: PowerTable) -> str:
    """Each target met or missed, in a sentence; an error is caught, a warning is not."""
    met = [group.row.names[0] for group in table.groups if group.is_met]
    told = [f"Targets met: {', '.join(met) or 'none'}."]
    told.append(f"Targets missed: {', '.join(table.missed) or 'none'}.")
    return " ".join(told)


def _operators(rows: Sequence[Row]) -> Iterable[Cells]:
    table = read_operators()
    for row in rows:
        errors = " ".join(table.entry(row.names[0]).errors)
        yield (row.names[0], errors, *_counted(row)[1:])


def _counted(row: Row) -> Cells:
    return (
        " ".join(row.names),
        f"{row.share.hits} of {row.share.of}",
        _percent(row.share),
        _interval(row.interval),
        str(row.warned) if row.warned else "-",
    )


def _percent(share: Share) -> str:
    """One decimal, rounded down, so that only all is 100%."""
    if share.value is None:
        return "-"
    return f"{(100 * share.value).quantize(Decimal('0.1'), ROUND_DOWN)}%"


def _interval(interval: Interval | None) -> str:
    if interval is None:
        return "-"
    low, high = (100 * end for end in interval)
    return f"{low.quantize(Decimal('0.1'), ROUND_HALF_UP)} to {high.quantize(Decimal('0.1'))}%"


def _line(tried: Tried) -> str:
    """`- value_slip, golden: the text with [what is wrong] marked. The proof.`"""
    text = tried.text
    if not tried.is_benign:
        wrong = text[tried.start : tried.end]
        text = f"{text[: tried.start]}[{wrong}]{text[tried.end :]}"
    return f"- {tried.operator}, {tried.golden}: {text} -- {tried.why}"


def _list(title: str, lines: Iterable[str]) -> str:
    return "\n".join((f"{title}:", "", *lines))


def _columns(head: Cells, rows: Iterable[Cells]) -> str:
    """Aligned columns; those of numbers to the right."""
    lines = [head, *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _markdown(head: Cells, rows: Iterable[Cells]) -> str:
    rule = tuple("---" for _ in head)
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *rows))
