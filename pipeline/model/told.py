"""A server's headers in; what they say of its limits out. Pure.

`x-ratelimit-{limit,remaining,reset}-{requests,tokens}` are OpenAI's names, which other servers took
over (platform.openai.com/docs/guides/rate-limits, read 2026-11-22). The reset is a duration as Go
writes it, such as `6m0s`, and means until the limit is whole again; some write plain seconds.
"""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

_UNITS = {
    "d": 86_400.0, "h": 3600.0, "m": 60.0, "s": 1.0,
    "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ns": 1e-9,
}  # fmt: skip
_NUMBER = r"(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})"
_PART = re.compile(rf"({_NUMBER})(ms|us|µs|μs|ns|[dhms])")
_DURATION = re.compile(rf"(?:{_PART.pattern})+")
_PLAIN = re.compile(_NUMBER)
_COUNT = re.compile(r"[0-9]{1,15}(?:\.0*)?")
LONGEST = 366 * 86_400.0
"""Seconds. More than a year is no duration: it is a time of day in seconds since 1970."""


class Told(NamedTuple):
    """What one answer says of one limit."""

    limit: float
    """Requests or tokens when it is whole."""
    remaining: float
    """What is left of it."""
    reset: float
    """Seconds until it is whole again."""


def read_duration(written: str) -> float | None:
    """Seconds; `None` where it is no duration.

    Example: `6m0s` is 360, `120ms` is 0.12, `2m59.56s` is 179.56, `12` is 12.
    """
    said = written.strip()
    if _PLAIN.fullmatch(said):
        seconds = float(said)
    elif _DURATION.fullmatch(said):
        seconds = sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(said))
    else:
        return None
    return seconds if seconds <= LONGEST else None


def read_told(headers: Mapping[str, str], what: str) -> Told | None:
    """What headers say of the limit on `requests` or on `tokens`.

    `None` unless limit, remaining and reset are all there and can be read.
    """
    limit, remaining = (_count(headers, f"{name}-{what}") for name in ("limit", "remaining"))
    if not limit or remaining is None:
        return None
    reset = read_duration(headers.get(f"x-ratelimit-reset-{what}", ""))
    return None if reset is None else Told(limit, min(remaining, limit), reset)


def _count(headers: Mapping[str, str], name: str) -> float | None:
    """A whole number; `None` for anything else."""
    said = headers.get(f"x-ratelimit-{name}", "").strip()
    return math.floor(float(said)) if _COUNT.fullmatch(said) else None
