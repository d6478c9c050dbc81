"""Which model is asked, where, and within what limits."""

from decimal import Decimal
from enum import StrEnum

from pydantic import Field, SecretStr

from schemas.base import Value


class Mode(StrEnum):
    """How a server is made to answer in a shape."""

    AUTO = "auto"
    """Ask the server once and take the strictest that it honours."""
    SCHEMA = "schema"
    """`response_format` with a strict JSON schema."""
    TOOLS = "tools"
    """A forced call of one tool."""
    JSON = "json"
    """JSON in the answer's text, the schema in the prompt."""


class Price(Value):
    """What a model costs, in US dollars a million tokens."""

    prompt: Decimal
    cached: Decimal | None = None
    """Of prompt tokens the server had kept; `None` where there is no discount."""
    written: Decimal | None = None
    """Of prompt tokens the server keeps for later; `None` where it charges nothing extra."""
    completion: Decimal
    holds_to: int | None = None
    """The longest prompt, in tokens, that the price holds for; `None` for any."""


class ModelSettings(Value):
    """One model at one server. The key is shown nowhere: not in a repr, a log or a record."""

    model: str
    base_url: str = ""
    """Empty for OpenAI's own."""
    key: SecretStr = SecretStr("")
    mode: Mode = Mode.AUTO
    temperature: Decimal | None = None
    """`None` leaves it to the server; reasoning models refuse any."""
    effort: str = ""
    """`reasoning_effort` of a reasoning model; empty for none."""
    seed: int | None = None
    most_tokens: int = Field(default=4000, ge=1)
    """Of one answer."""
    window: int = Field(default=128_000, ge=1000)
    """Tokens that prompt and answer may have together."""
    timeout: float = Field(default=120.0, gt=0)
    """Seconds that one attempt may take."""
    patience: float = Field(default=300.0, gt=0)
    """Seconds that one question may take with all its retries, while nobody else is answered."""
    retries: int = Field(default=5, ge=0)
    """Attempts after the first, for what may pass: network, 408, 409, 5xx; 429 is not counted."""
    reasks: int = Field(default=2, ge=0)
    """Corrections of an answer that is not in its shape, or that our check refuses."""
    budget: Decimal | None = Field(default=None, ge=0)
    """US dollars that one run may cost; `None` for no limit."""
    price: Price | None = None
    """The desk's own price; `None` to look it up in the table."""
