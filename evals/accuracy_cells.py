"""Shares, intervals and rows in; the characters of a Markdown table out."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from evals.intervals import Interval, Rate

NOTHING = "–"
"""Stands where nothing was measured."""


def render_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar in a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_escape, line))} |" for line in lines)


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|")


def render_rate(rate: Rate) -> str:
    """A rate with its counts and interval: `43/61 = 70.5% [60.0, 80.6]`."""
    if rate.interval is None:
        return NOTHING
    value = percent(rate.share.value)
    return f"{rate.share.hits}/{rate.share.of} = {value}% {render_interval(rate.interval)}"


def render_interval(interval: Interval) -> str:
    """Both ends in percent: `[60.0, 80.6]`."""
    return f"[{percent(interval.low)}, {percent(interval.high)}]"


def render_balanced(value: Decimal | None, interval: Interval | None) -> str:
    """A balanced accuracy as it is usually printed: `.701 [.627, .774]`."""
    if value is None or interval is None:
        return NOTHING
    return f"{thousandths(value)} [{thousandths(interval.low)}, {thousandths(interval.high)}]"


def percent(value: Decimal | None) -> str:
    """With one decimal, halves rounded up: 0.7049 is `70.5`."""
    if value is None:
        return NOTHING
    return str((100 * value).quantize(Decimal("0.1"), ROUND_HALF_UP))


def thousandths(value: Decimal) -> str:
    """Three decimals without the zero before the point, but for 1: `.701`, `1.000`."""
    printed = str(value.quantize(Decimal("0.001"), ROUND_HALF_UP))
    return printed.removeprefix("0")
