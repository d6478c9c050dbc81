"""What went wrong with one attempt in, what it is called and one sentence about it out.

Pure: it sees statuses, codes and kinds of error, never an SDK. A sentence says where, what was
found and what to do. What a server writes about an error is read for its kind and never repeated:
it may quote the article, or the key.
"""

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from schemas.call import Ending

QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "insufficient_balance"})
TOO_LONG = frozenset(
    {"context_length_exceeded", "exceed_context_size_error", "string_above_max_length"}
)
UNKNOWN_MODEL = frozenset({"model_not_found", "model_not_available", "invalid_model"})
FILTERED = frozenset(
    {"content_filter", "content_policy_violation", "responsible_ai_policy_violation"}
)
BAD_KEY = frozenset({"invalid_api_key", "incorrect_api_key", "authentication_error"})

SAYS_TOO_LONG = re.compile(
    r"maximum context|context (?:length|size|window)|exceeds? .{0,40}\bcontext|prompt is too long"
    r"|input .{0,20}too long|too many tokens",
    re.IGNORECASE,
)
SAYS_UNKNOWN_MODEL = re.compile(
    r"\bmodel\b.{0,120}\b(?:does not exist|not found|not available|unknown|not loaded)"
    r"|(?:unknown|invalid|no such|no) model\b",
    re.IGNORECASE | re.DOTALL,
)
SAYS_QUOTA = re.compile(
    r"exceeded your current quota|insufficient (?:balance|credits?|funds)", re.I
)
PLAIN_WORD = re.compile(r"[A-Za-z][\w.\-\[\]]{0,59}")
DURATION = re.compile(r"\d+(?:\.\d+)?")


class Failure(NamedTuple):
    """What one attempt came to, where it was no answer."""

    ending: Ending
    sentence: str
    passing: bool = False
    """May the same request succeed a little later?"""
    wait: float | None = None
    """Seconds that the server asks to wait; `None` where it does not say."""
    charged: bool = False
    """May the server have charged for it without our seeing how much?"""


class Place(NamedTuple):
    """Who was asked, as sentences name it; the key is no part of it."""

    model: str
    url: str
    """Base URL without user, password and query."""

    def __str__(self) -> str:
        return f"{self.model} at {self.url}"


class Complaint(NamedTuple):
    """What a server says about an error, as far as it has fields."""

    code: str = ""
    kind: str = ""
    """Its `type`."""
    param: str = ""
    message: str = ""

    def names(self, words: frozenset[str]) -> bool:
        """Is one of these its code or its type?"""
        return self.code in words or self.kind in words

    def shown(self) -> str:
        """Code and parameter, where they are single words and thus quote nothing."""
        words = [
            word for word in (self.code or self.kind, self.param) if PLAIN_WORD.fullmatch(word)
        ]
        return f" ({', '.join(words)})" if words else ""


def read_complaint(body: object, secret: str = "") -> Complaint:
    """The fields of an error's body; OpenAI's form, or vLLM's, which has no `error` around it.

    A field that holds the secret is left out whole.
    """
    inner = body.get("error", body) if isinstance(body, Mapping) else body
    if not isinstance(inner, Mapping):
        return Complaint(message=inner if isinstance(inner, str) else "")
    code, kind, param, message = (inner.get(k) for k in ("code", "type", "param", "message"))
    texts = (value if isinstance(value, str) else "" for value in (code, kind, param, message))
    return Complaint(*("" if secret and secret in text else text for text in texts))


def read_status(
    place: Place, status: int, complaint: Complaint, headers: Mapping[str, str]
) -> Failure:
    """The failure behind an HTTP status of 400 or more, or behind a redirect."""
    if complaint.names(QUOTA) or status == 402 or SAYS_QUOTA.search(complaint.message):
        return _failure(place, Ending.QUOTA)
    if complaint.names(FILTERED):
        return _failure(place, Ending.FILTERED)
    if status in {400, 404, 413, 422, 500} and (
        complaint.names(TOO_LONG) or SAYS_TOO_LONG.search(complaint.message) or status == 413
    ):
        return _failure(place, Ending.TOO_LONG)
    if status in {400, 403, 404} and (
        complaint.names(UNKNOWN_MODEL) or SAYS_UNKNOWN_MODEL.search(complaint.message)
    ):
        return _failure(place, Ending.UNKNOWN_MODEL)
    if status == 401 or (status in {400, 403} and complaint.names(BAD_KEY)):
        return _failure(place, Ending.BAD_KEY)
    if status == 403:
        return _failure(place, Ending.FORBIDDEN)
    if status in {404, 405} or status < 400:
        return _failure(place, Ending.WRONG_URL, f"answered {status}")
    return _read_passing(place, status, complaint, read_wait(headers))


def _read_passing(place: Place, status: int, complaint: Complaint, wait: float | None) -> Failure:
    """What may pass, and the rest."""
    found = f"answered {status}{complaint.shown()}"
    if status == 429:
        return _failure(place, Ending.RATE_LIMITED)._replace(passing=True, wait=wait)
    if status == 408:
        return _failure(place, Ending.TIMEOUT, found)._replace(passing=True, wait=wait)
    if status == 409 or status >= 500:
        return _failure(place, Ending.SERVER, found)._replace(passing=True, wait=wait)
    return _failure(place, Ending.BAD_REQUEST, found)


def read_error(place: Place, error: BaseException) -> Failure:
    """The failure behind an exception of the transport, by what caused it.

    The transport reports a connection that the server closed as a timeout, so causes are asked.
    """
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        found = "cannot be trusted, for its certificate does not hold"
        return _failure(place, Ending.UNREACHABLE, found)
    if any(isinstance(cause, ConnectionRefusedError | socket.gaierror) for cause in causes):
        return _failure(place, Ending.UNREACHABLE, "cannot be reached")._replace(passing=True)
    if any(isinstance(cause, TimeoutError) for cause in causes):
        failure = _failure(place, Ending.TIMEOUT, "did not answer in time")
    elif any(isinstance(cause, ValueError) for cause in causes):
        failure = _failure(place, Ending.SERVER, "answered something that is not JSON")
    else:
        failure = _failure(place, Ending.UNREACHABLE, "broke the connection off")
    return failure._replace(passing=True, charged=True)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and what it was raised from."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def read_wait(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds a server asks to wait: `retry-after-ms`, else `retry-after` in seconds or as a date.

    `None` where it says nothing that can be read. Source: RFC 9110, 10.2.3; the header in
    milliseconds is OpenAI's.
    """
    milliseconds = headers.get("retry-after-ms", "").strip()
    if DURATION.fullmatch(milliseconds):
        return float(milliseconds) / 1000
    said = headers.get("retry-after", "").strip()
    if DURATION.fullmatch(said):
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, IndexError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())


def not_completed(place: Place, ending: Ending) -> Failure:
    """An answer came that ends otherwise than it should: cut, refused, filtered, empty, no JSON."""
    return _failure(place, ending, "answered with something that is no chat completion")


SENTENCES: Mapping[Ending, str] = {
    Ending.TRUNCATED: "ran out of tokens in the middle of its answer; allow it more tokens an "
    "answer, or ask for a shorter brief",
    Ending.REFUSED: "declined to answer; read the article for what it may object to, or use "
    "another model",
    Ending.EMPTY: "sent an empty answer; try again, or use another model",
    Ending.FILTERED: "kept its answer back by a content filter; relax the filter of that account, "
    "or use another model",
    Ending.BAD_KEY: "does not accept the key; check it, and that it belongs to this server",
    Ending.FORBIDDEN: "refuses this key, address or project; ask who runs the account for access",
    Ending.QUOTA: "says that the account's quota is used up; pay in, or use another key",
    Ending.UNKNOWN_MODEL: "knows no model of that name, or not for this key; check the name",
    Ending.WRONG_URL: "{found}, so there is probably no such server under this address; check the "
    "base URL, which mostly ends in /v1",
    Ending.BAD_REQUEST: "{found}; leave out the parameter it names, or try another mode",
    Ending.TOO_LONG: "cannot take a prompt so long; set its window to what the model has, so that "
    "articles are cut",
    Ending.RATE_LIMITED: "is asked too often; wait a little, or ask less at once",
    Ending.SERVER: "{found}; try again later, and look at the server's own log",
    Ending.TIMEOUT: "{found}; allow it more seconds, or use a faster model",
    Ending.UNREACHABLE: "{found}; check that the server runs, and its address",
    Ending.BUDGET: "{found}; raise the budget, or ask for less",
}
"""What follows the place; `{found}` is what was seen. There is one for each kind of failure."""


def _failure(place: Place, ending: Ending, found: str = "") -> Failure:
    return Failure(ending, f"{place}: {SENTENCES[ending].replace('{found}', found)}")


def over_budget(place: Place, found: str) -> Failure:
    """The budget does not pay for a call; `found` says why."""
    return _failure(place, Ending.BUDGET, found)


def misshapen(place: Place, shape: str, problems: tuple[str, ...]) -> Failure:
    """No answer fitted its shape, the corrections included; `problems` are of the last one."""
    shown = "; ".join(problems[:3]) + ("; …" if len(problems) > 3 else "")
    return Failure(
        Ending.MALFORMED,
        f"{place}: did not answer in the shape of {shape} ({shown}); try another mode, or a model "
        "that follows a schema",
    )


class Problem(NamedTuple):
    """What is wrong with the settings before anybody is asked."""

    ending: Ending
    sentence: str


def find_problem(base_url: str, key: str) -> Problem | None:
    """Why a server cannot be asked with these at all; the key is not repeated."""
    parts = urlsplit(base_url)
    if base_url and (parts.scheme not in {"http", "https"} or not parts.hostname):
        found = "has a base URL that is none; write one such as http://127.0.0.1:8080/v1"
        return Problem(Ending.WRONG_URL, found)
    if not base_url and not key:
        found = "needs a key, and none is set; set one, or the base URL of another server"
        return Problem(Ending.BAD_KEY, found)
    if not key.isascii() or any(not letter.isprintable() or letter == " " for letter in key):
        found = "cannot be sent the key, which holds a space, a line break or a letter no key has"
        return Problem(Ending.BAD_KEY, f"{found}; copy it again")
    return None
