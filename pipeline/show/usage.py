"""What asking a model took in, one line of prose out; and where the stories stand, in one line."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.progress import Progress, Spent, UnderWay
from pipeline.show.findings import plural
from pipeline.show.snippets import harmless
from schemas.call import Tokens

_LEAST_SHOWN = Decimal("0.0001")


def usage_line(spent: Spent) -> str:
    """What one brief took; empty where no model was asked.

    Example: `4 calls (1 failed), 5,312 tokens in (1,024 cached), 803 out, $0.0042, 6.1 s`.
    """
    from_store = f"{plural(spent.stored, 'answer')} from the store" if spent.stored else ""
    if not spent.requests:
        return from_store
    failed = f" ({spent.failed} failed)" if spent.failed else ""
    parts = (
        plural(spent.requests, "call") + failed,
        _tokens(spent),
        _cost(spent),
        f"{spent.seconds:.1f} s",
        from_store,
    )
    return ", ".join(part for part in parts if part)


def total_line(each: Sequence[Spent]) -> str:
    """What all briefs took together; empty where one line says all, or no model was asked.

    Example: `2 briefs: 8 calls, 10,624 tokens in, 1,606 out, $0.0084, 12.2 s`.
    """
    line = usage_line(sum(each, Spent()))
    return f"{plural(len(each), 'brief')}: {line}" if line and len(each) > 1 else ""


def step_line(one: UnderWay) -> str:
    """Where one story stands.

    Example: `qorvex.txt#1: checking draft 2, 3 calls, 4,100 tokens so far`.
    """
    draft = f" draft {one.attempt}" if one.attempt > 1 else ""
    name = " ".join(harmless(one.story).split())
    return f"{name}: {one.stage.value}{draft}{_so_far(one.spent)}"


def progress_line(progress: Progress) -> str:
    """Where the story that moved last stands, and how many others there are; empty at rest."""
    if not progress.under_way:
        return ""
    others = len(progress.under_way) - 1
    parts = (
        step_line(progress.under_way[-1]),
        f"{others} more under way" if others else "",
        f"{progress.done} done" if progress.done else "",
    )
    return " · ".join(part for part in parts if part)


def dollars(cost: Decimal) -> str:
    """Money as it is read: cents from a dollar on, else four digits behind the point.

    Example: `$12.35`, `$0.0042`, `under $0.0001`, `$0`.
    """
    if not cost:
        return "$0"
    if cost < _LEAST_SHOWN:
        return f"under ${_LEAST_SHOWN}"
    return f"${cost:,.2f}" if cost >= 1 else f"${cost:.4f}"


def _tokens(spent: Spent) -> str:
    """Tokens in and out, with the parts of them that were kept or only thought."""
    tokens = spent.tokens
    if tokens == Tokens():
        came = spent.requests > spent.failed
        return "tokens not counted by the server" if came else "no tokens"
    cached = f" ({tokens.cached:,} cached)" if tokens.cached else ""
    reasoning = f" ({tokens.reasoning:,} reasoning)" if tokens.reasoning else ""
    return f"{tokens.prompt:,} tokens in{cached}, {tokens.completion:,} out{reasoning}"


def _cost(spent: Spent) -> str:
    """The cost, or that it is unknown; a part that is known is a lower bound and not a sum."""
    if not spent.unpriced:
        return dollars(spent.cost)
    return f"cost unknown (at least {dollars(spent.cost)})" if spent.cost else "cost unknown"


def _so_far(spent: Spent) -> str:
    """Calls and tokens until now; nothing where there were none."""
    if not spent.requests:
        return ""
    tokens = spent.tokens.prompt + spent.tokens.completion
    return f", {plural(spent.requests, 'call')}, {tokens:,} tokens so far"
