"""A model's name in, its price or `None` out; tokens and a price in, dollars out.

The table is `prices.toml`, data with a date. A name that is not in it has no known price: a guess
would make every total wrong in silence. Prices are those of OpenAI's own server; the same name at
another server may cost anything.
"""

import functools
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from schemas.base import Value
from schemas.call import Tokens
from schemas.model import ModelSettings, Price

TABLE = Path(__file__).with_name("prices.toml")
OPENAI_HOST = "api.openai.com"
MILLION = Decimal(1_000_000)
DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")


class Table(Value):
    """Prices as they were on one day."""

    read: str
    """The day they were read, ISO 8601."""
    source: str
    models: dict[str, Price]


class Usage(NamedTuple):
    """Tokens of one answer, with those that only a bill needs."""

    tokens: Tokens
    written: int = 0
    """Of the prompt's tokens, those the server kept for later and charges more for."""


@functools.cache
def read_table(path: Path = TABLE) -> Table:
    """The price table of a file."""
    return Table.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def find_price(settings: ModelSettings, answered: str = "") -> Price | None:
    """What the model costs: the desk's own price, else the table's, else `None`, not known.

    `answered` is the model that the server says has answered; it, not the one asked for, is paid.
    A dated name costs what the plain one does where the table does not list it by itself:
    `gpt-4o-2024-11-20` what `gpt-4o` does, `gpt-4o-2024-05-13` its own.
    """
    if settings.price is not None:
        return settings.price
    if settings.base_url and urlsplit(settings.base_url).hostname != OPENAI_HOST:
        return None
    models = read_table().models
    name = answered or settings.model
    return models.get(name) or models.get(DATED.sub("", name))


def find_cost(usage: Usage, price: Price) -> Decimal | None:
    """US dollars of one answer; `None` where its prompt is longer than the price holds for."""
    tokens = usage.tokens
    if price.holds_to is not None and tokens.prompt > price.holds_to:
        return None
    cached = price.prompt if price.cached is None else price.cached
    written = price.prompt if price.written is None else price.written
    plain = tokens.prompt - tokens.cached - usage.written
    total = plain * price.prompt + tokens.cached * cached + usage.written * written
    return (total + tokens.completion * price.completion) / MILLION


def find_worst(prompt_bytes: int, most_tokens: int, price: Price) -> Decimal | None:
    """The most that a call may cost; `None` where no price is known for a prompt so long.

    No tokenizer makes more tokens of a text than it has bytes, so bytes bound the prompt's tokens.
    """
    if price.holds_to is not None and prompt_bytes > price.holds_to:
        return None
    dearest = max(price.prompt, price.written or price.prompt, price.cached or price.prompt)
    return (prompt_bytes * dearest + most_tokens * price.completion) / MILLION
