"""Events in, where each story stands and what it took so far out.

Pure: a terminal shows it, an API can forward it, and neither is needed for it.
"""

from collections.abc import Iterable
from decimal import Decimal

from schemas.base import Value
from schemas.call import Call, Ending, Tokens
from schemas.event import Event, Stage

_CAME = frozenset({Ending.ANSWERED, Ending.REASKED, Ending.MALFORMED})
"""Endings of an attempt that brought an answer, whether or not it was one we could use."""


class Spent(Value):
    """What asking a model took; several are added with `+`."""

    requests: int = 0
    """Attempts that were made now, failed ones included."""
    failed: int = 0
    """Of them, those that brought no answer."""
    stored: int = 0
    """Answers that came from the store, and took nothing."""
    tokens: Tokens = Tokens()
    cost: Decimal = Decimal(0)
    """In US dollars, of all attempts whose price is known."""
    unpriced: int = 0
    """Attempts whose cost is not known."""
    seconds: float = 0.0
    """Of waiting for answers, added up, though questions may have been put side by side."""

    def __add__(self, other: "Spent") -> "Spent":
        """Both together."""
        return Spent(
            requests=self.requests + other.requests,
            failed=self.failed + other.failed,
            stored=self.stored + other.stored,
            tokens=self.tokens + other.tokens,
            cost=self.cost + other.cost,
            unpriced=self.unpriced + other.unpriced,
            seconds=self.seconds + other.seconds,
        )


def add_up(calls: Iterable[Call]) -> Spent:
    """What calls took now; an answer from the store took nothing, whatever it once cost."""
    known = tuple(calls)
    made = [attempt for call in known if not call.stored for attempt in call.attempts]
    return Spent(
        requests=len(made),
        failed=sum(attempt.ending not in _CAME for attempt in made),
        stored=sum(call.stored for call in known),
        tokens=sum((attempt.tokens for attempt in made), Tokens()),
        cost=sum((attempt.cost for attempt in made if attempt.cost is not None), Decimal(0)),
        unpriced=sum(attempt.cost is None for attempt in made),
        seconds=sum(attempt.seconds for attempt in made),
    )


class UnderWay(Value):
    """One story: the step it is at, and what it took until then."""

    story: str
    stage: Stage
    attempt: int = 1
    spent: Spent = Spent()


class Progress(Value):
    """All stories: those under way, the one that moved last at the end, and those that are done."""

    under_way: tuple[UnderWay, ...] = ()
    done: int = 0
    spent: Spent = Spent()
    """By all of them so far."""


def follow(progress: Progress, event: Event) -> Progress:
    """Where the stories stand after one more event."""
    now = add_up(event.calls)
    before = next((one for one in progress.under_way if one.story == event.story), None)
    others = tuple(one for one in progress.under_way if one.story != event.story)
    moved = UnderWay(
        story=event.story,
        stage=event.stage,
        attempt=event.attempt,
        spent=before.spent + now if before else now,
    )
    ended = event.stage is Stage.DONE
    return Progress(
        under_way=others if ended else (*others, moved),
        done=progress.done + ended,
        spent=progress.spent + now,
    )
