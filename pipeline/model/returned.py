"""A line of a batch's file in, what became of its question out. Pure.

A line has a `custom_id` and either a `response` with a status and a body, or an `error`.
"""

import json
from types import SimpleNamespace
from typing import Any, NamedTuple

from pipeline.model.completion import read_completion
from pipeline.model.failures import Place, not_completed, read_complaint, read_status
from pipeline.model.prices import find_cost, find_price
from schemas.call import Ending, Tokens
from schemas.model import ModelSettings, Price
from schemas.stored import Stored

AGAIN = frozenset({"batch_expired", "batch_cancelled"})
"""Codes of errors that only say that the batch ended before the question's turn."""
HALF = 2
"""What a batch's answer costs is the usual price divided by this, at OpenAI's own server."""


class Returned(NamedTuple):
    """What a line says of its question."""

    key: str
    stored: Stored | None = None
    """The answer, to be kept as it was sent; `None` where there is none."""
    ending: Ending = Ending.ANSWERED
    reason: str = ""
    again: bool = False
    """May the same question succeed in another batch?"""


def read_returned(line: bytes, settings: ModelSettings, place: Place) -> Returned | None:
    """What a line says; `None` where it cannot be read as one, as one that was cut off."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    key = said.get("custom_id") if isinstance(said, dict) else None
    if not isinstance(key, str):
        return None
    response = said.get("response")
    if isinstance(response, dict) and isinstance(response.get("status_code"), int):
        return _read_response(key, response, settings, place)
    complaint = read_complaint({"error": said.get("error")})
    if complaint.code in AGAIN:
        return Returned(key, None, Ending.WAITING, again=True)
    failure = read_status(place, 500, complaint, {})
    return Returned(key, None, failure.ending, failure.sentence, failure.passing)


def _read_response(
    key: str, response: dict[str, Any], settings: ModelSettings, place: Place
) -> Returned:
    status, body = response["status_code"], response.get("body")
    secret = settings.key.get_secret_value()
    if status != 200:
        failure = read_status(place, status, read_complaint(body, secret), {})
        return Returned(key, None, failure.ending, failure.sentence, failure.passing)
    answer = read_completion(_with_names(body), secret)
    if answer.ending is not Ending.ANSWERED:
        failure = not_completed(place, answer.ending)
        return Returned(key, None, failure.ending, failure.sentence)
    price = find_price(settings, answer.model)
    cost = find_cost(answer.usage, halve(price, settings)) if answer.usage and price else None
    stored = Stored(
        raw=answer.text,
        answered=answer.model,
        tokens=answer.usage.tokens if answer.usage else Tokens(),
        cost=cost,
        seconds=0.0,
    )
    return Returned(key, stored)


def halve(price: Price, settings: ModelSettings) -> Price:
    """The price of a batch's tokens: half the table's; a price of the desk's own is taken as is."""
    if settings.price is not None:
        return price
    return Price(
        prompt=price.prompt / HALF,
        cached=None if price.cached is None else price.cached / HALF,
        written=None if price.written is None else price.written / HALF,
        completion=price.completion / HALF,
        holds_to=price.holds_to,
    )


def _with_names(value: Any) -> Any:
    """JSON as the SDK hands it over: objects whose fields have names."""
    if isinstance(value, dict):
        return SimpleNamespace(**{str(name): _with_names(one) for name, one in value.items()})
    return [_with_names(one) for one in value] if isinstance(value, list) else value
