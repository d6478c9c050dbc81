"""What asking a model took: every attempt, its tokens and its cost, and how it ended."""

from decimal import Decimal
from enum import StrEnum

from pydantic import field_serializer

from schemas.base import Value
from schemas.errors import EvenbriefError
from schemas.prompt import PromptRef


class Tokens(Value):
    """Tokens of one attempt as the server counted them; zero where it does not say."""

    prompt: int = 0
    cached: int = 0
    """Of the prompt's tokens, those the server had kept."""
    completion: int = 0
    reasoning: int = 0
    """Of the completion's tokens, those that were thought and not shown."""

    def __add__(self, other: "Tokens") -> "Tokens":
        """Both together."""
        return Tokens(
            prompt=self.prompt + other.prompt,
            cached=self.cached + other.cached,
            completion=self.completion + other.completion,
            reasoning=self.reasoning + other.reasoning,
        )


class Ending(StrEnum):
    """How one attempt, or a whole call, ended; each kind of failure is told apart."""

    ANSWERED = "answered"
    REASKED = "reasked"
    """Answered, but not in the shape asked for; asked again."""
    TRUNCATED = "truncated"
    REFUSED = "refused"
    EMPTY = "empty"
    FILTERED = "filtered"
    MALFORMED = "malformed"
    """No answer in the shape asked for, re-asks included."""
    BAD_KEY = "bad_key"
    FORBIDDEN = "forbidden"
    QUOTA = "quota"
    UNKNOWN_MODEL = "unknown_model"
    WRONG_URL = "wrong_url"
    BAD_REQUEST = "bad_request"
    TOO_LONG = "too_long"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BUDGET = "budget"
    WAITING = "waiting"
    """Handed over to be answered later, in a batch of the provider's."""
    NOT_STORED = "not_stored"
    """Replay was asked for, and the store has no such answer."""


class Attempt(Value):
    """One request to the server."""

    ending: Ending
    tokens: Tokens = Tokens()
    cost: Decimal | None = Decimal(0)
    """In US dollars; `None` where the model's price is not known."""
    seconds: float = 0.0
    status: int = 0
    """The HTTP status; 0 where no answer came."""

    @field_serializer("seconds")
    def _print_seconds(self, seconds: float) -> str:
        """JSON holds no floats here; to the millisecond."""
        return f"{seconds:.3f}"


class Call(Value):
    """One question put to a model, re-asks and retries included."""

    prompt: PromptRef
    asked: str
    """The model asked for."""
    answered: str = ""
    """The model that the server says has answered; empty where none did."""
    attempts: tuple[Attempt, ...] = ()
    stored: bool = False
    """The answer came from the store; its attempts cost nothing now."""
    refusals: tuple[str, ...] = ()
    """Rules by which our own check refused an answer that had the right shape, once each time."""

    @property
    def tokens(self) -> Tokens:
        """All attempts together; nothing where the answer was stored."""
        return sum((a.tokens for a in self.attempts), Tokens())

    @property
    def cost(self) -> Decimal | None:
        """All attempts together in US dollars; `None` where a price is not known."""
        if any(a.cost is None for a in self.attempts):
            return None
        return sum((a.cost for a in self.attempts if a.cost is not None), Decimal(0))


class ModelError(EvenbriefError):
    """A model gave no usable answer; the sentence says what failed and what to do."""

    def __init__(self, sentence: str, ending: Ending, call: Call | None = None) -> None:
        super().__init__(sentence)
        self.ending = ending
        self.call = call
