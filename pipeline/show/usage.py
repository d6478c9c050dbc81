"""What asking a model took in, one line of prose out; and where the stories stand, in one line."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.progress import Progress, Spent, UnderWay, add_up
from pipeline.show.findings import plural
from pipeline.show.snippets import harmless
from schemas.brief import Provenance
from schemas.call import Tokens

_LEAST_SHOWN = Decimal("0.0001")
_NOTHING = Spent()


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


def total_line(each: Sequence[Spent], beside: Spent = _NOTHING) -> str:
    """What all stories took together, and what was asked beside them for all of them.

    Empty where one line says all, or no model was asked.
    Example: `2 stories in all: 8 calls, 10,624 tokens in, 1,606 out, $0.0084, 12.2 s`.
    """
    line = usage_line(sum(each, beside))
    if not line or (len(each) < 2 and beside == _NOTHING):
        return ""
    return f"{len(each)} stories in all: {line}" if len(each) > 1 else f"in all: {line}"


def model_line(made: Provenance) -> str:
    """Who wrote a brief and what that took, in one line; empty where no model was asked.

    Example: `model@1 (gpt-x): gpt-x-2026-05-01 answered; 4 calls, 5,312 tokens in, 803 out, …`.
    """
    if not made.calls:
        return ""
    names = dict.fromkeys(_one_line(call.answered) for call in made.calls if call.answered)
    answered = " and ".join(names) or "no model"
    return f"{_one_line(made.engine)}: {answered} answered; {usage_line(add_up(made.calls))}"


def step_line(one: UnderWay) -> str:
    """Where one story stands.

    Example: `qorvex.txt#1: checking draft 2, 3 calls, 4,100 tokens so far`.
    """
    draft = f" draft {one.attempt}" if one.attempt > 1 else ""
    return f"{_one_line(one.story)}: {one.stage.value}{draft}{_so_far(one.spent)}"


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


def _one_line(name: str) -> str:
    """A name of somebody else's, on one line and without what a terminal would obey."""
    return " ".join(harmless(name).split())


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
