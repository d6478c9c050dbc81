"""One question under way: what it took so far, attempt by attempt, and why it failed if it did."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.model.failures import Failure
from pipeline.store.keys import Key
from schemas.call import Attempt, Call, Ending, ModelError
from schemas.model import Mode
from schemas.prompt import PromptRef

FIRST_PAUSE, MOST_PAUSE = 0.5, 20.0
"""Seconds: what the first retry waits at most, doubled for each further one, and the cap."""


def find_pause(attempt: int, asked: float | None) -> float:
    """Seconds before the attempt after this one, counted from 1.

    Full jitter, so that clients spread; after whatever the server asks to wait.
    """
    if asked is not None:
        return asked + random.uniform(0, FIRST_PAUSE)
    return random.uniform(0, min(MOST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)))


class Failed(Exception):
    """One attempt brought no answer; never leaves the model room."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.sentence)
        self.failure = failure


@dataclass(slots=True)
class Asking:
    """The ledger of one question. It changes, because each attempt is written down as it ends."""

    prompt: PromptRef
    asked: str
    mode: Mode
    most_tokens: int
    """Of one answer."""
    patience: float
    """Seconds that the question may take with all its attempts."""
    clock: Callable[[], float] = time.monotonic
    key: Key | None = None
    """Under what its answer is kept; `None` where nothing is stored."""
    kept: str = ""
    """The words that are stored as its answer, read or not."""
    began: float = field(init=False)
    """When it was asked, later by whatever it waited for its turn."""
    attempts: list[Attempt] = field(default_factory=list)
    retried: int = 0
    """Attempts that failed in a way that may pass."""
    counted: int = 0
    """Those of them that count against the retries it may have."""
    answered: str = ""
    raw: str = ""
    failure: Failure | None = None

    def __post_init__(self) -> None:
        self.began = self.clock()

    def left(self) -> float:
        """Seconds of patience that are left; may be below nought."""
        return self.began + self.patience - self.clock()

    def excuse(self, seconds: float) -> None:
        """So long it waited for its turn, which does not count."""
        self.began += seconds

    def take_reask(self) -> None:
        """The last answer, if there is one, is being asked for again."""
        if self.attempts:
            self._end_last(Ending.REASKED)

    def take(self, raw: str, answered: str) -> None:
        """What the server sent, and the model that it says has answered."""
        self.raw, self.answered = raw, answered

    def failed(
        self, failure: Failure, attempt: Attempt | None = None, *, counted: bool = True
    ) -> Failed:
        """Writes down why there is no answer, with the attempt if one was made; to be raised.

        `counted` says whether it uses up one of the retries, if it may pass.
        """
        if attempt:
            self.attempts.append(attempt)
        self.failure = failure
        self.retried += failure.passing
        self.counted += failure.passing and counted
        return Failed(failure)

    def take_misfit(self, failure: Failure) -> Failure:
        """The last answer did not fit either."""
        self.failure = failure
        self._end_last(Ending.MALFORMED)
        return failure

    def _end_last(self, ending: Ending) -> None:
        if self.attempts and self.attempts[-1].ending is Ending.ANSWERED:
            self.attempts[-1] = self.attempts[-1].model_copy(update={"ending": ending})

    def call(self) -> Call:
        """What the question took."""
        return Call(
            prompt=self.prompt,
            asked=self.asked,
            answered=self.answered,
            attempts=tuple(self.attempts),
        )

    def error(self, failure: Failure) -> ModelError:
        """The failure for those who asked, with how often and how long it was tried."""
        sentence = failure.sentence
        if failure.wait is not None and failure.wait > self.left():
            sentence += f" (it asks to wait {failure.wait:.0f} seconds)"
        elif self.retried > 1:
            seconds = self.clock() - self.began
            sentence += f" (tried {self.retried} times in {seconds:.0f} seconds)"
        return ModelError(sentence, failure.ending, self.call())
