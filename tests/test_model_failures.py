"""What went wrong is told apart, in one sentence that quotes neither article nor key."""

import itertools
import socket
import ssl
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.failures import (
    SENTENCES,
    Complaint,
    Place,
    find_problem,
    misshapen,
    not_completed,
    read_complaint,
    read_error,
    read_status,
    read_wait,
)
from schemas.call import Ending

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "model_failures.toml").read_text(encoding="utf-8")
)["case"]
PLACE = Place("m", "https://llm.example/v1")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_each_status_is_called_by_its_kind(case: dict[str, Any]) -> None:
    """The kind decides whether it is tried again, and what the sentence says."""
    complaint = Complaint(case.get("code", ""), case.get("type", ""), "", case.get("message", ""))

    failure = read_status(PLACE, case["status"], complaint, {})

    assert failure.ending is Ending(case["ending"])
    assert failure.passing is case.get("passing", False)
    assert failure.sentence.startswith("m at https://llm.example/v1: ")


@pytest.mark.parametrize("status", range(400, 600))
def test_no_status_is_left_without_a_kind(status: int) -> None:
    """Servers and proxies make up codes of their own."""
    failure = read_status(PLACE, status, Complaint(), {})

    assert failure.sentence.count("\n") == 0
    assert failure.passing is (status in {408, 409, 429} or status >= 500)


def test_what_a_server_writes_is_never_repeated() -> None:
    """Servers quote the key, and the prompt; only single words of a code come through."""
    secret = "sk-proj-1234 Velcamet cut deaths"
    complaint = Complaint(secret, "invalid_request_error", secret, secret)

    for status in range(400, 600):
        sentence = read_status(PLACE, status, complaint, {}).sentence
        assert "Velcamet" not in sentence
        assert "sk-proj" not in sentence


def test_a_parameter_is_named_where_it_is_a_plain_word() -> None:
    """`temperature` helps whoever reads it."""
    complaint = Complaint("unsupported_value", "", "temperature", "long words")

    sentence = read_status(PLACE, 400, complaint, {}).sentence

    assert "answered 400 (unsupported_value, temperature)" in sentence


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ({"error": {"code": "c", "message": "w"}}, "c", "w"),
        ({"code": "c", "message": "w"}, "c", "w"),
        ({"code": 404, "message": None}, "", ""),
        ({"error": "words"}, "", "words"),
        ("words", "", "words"),
        (None, "", ""),
        ([1], "", ""),
    ],
)
def test_an_errors_fields_are_read_in_every_form(body: object, code: str, message: str) -> None:
    """OpenAI wraps them, the SDK unwraps them, vLLM never had a wrap, Ollama sends words."""
    complaint = read_complaint(body)

    assert (complaint.code, complaint.message) == (code, message)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7.0),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Sat, 21 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:30"}, 30.0),
        ({"retry-after": "later"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": ""}, None),
        ({}, None),
    ],
)
def test_the_wait_a_server_asks_for_is_read(headers: dict[str, str], seconds: float | None) -> None:
    """In milliseconds, in seconds, as a date; what cannot be read is no wait."""
    assert read_wait(headers, NOON) == seconds


@given(st.text(), st.text())
def test_no_header_is_too_strange_to_read(seconds: str, milliseconds: str) -> None:
    """Headers come from outside."""
    wait = read_wait({"retry-after": seconds, "retry-after-ms": milliseconds}, NOON)

    assert wait is None or wait >= 0


def chain(*errors: BaseException) -> BaseException:
    """The first error, raised from the second, raised from the third."""
    for error, cause in itertools.pairwise(errors):
        error.__cause__ = cause
    return errors[0]


@pytest.mark.parametrize(
    ("error", "ending", "passing", "charged"),
    [
        (chain(OSError(), ConnectionRefusedError()), Ending.UNREACHABLE, True, False),
        (chain(OSError(), socket.gaierror()), Ending.UNREACHABLE, True, False),
        (chain(OSError(), ssl.SSLCertVerificationError()), Ending.UNREACHABLE, False, False),
        (chain(OSError(), ConnectionResetError()), Ending.UNREACHABLE, True, True),
        (chain(RuntimeError(), TimeoutError()), Ending.TIMEOUT, True, True),
        (TimeoutError(), Ending.TIMEOUT, True, True),
        (ValueError("no JSON"), Ending.SERVER, True, True),
        (RuntimeError(), Ending.UNREACHABLE, True, True),
    ],
)
def test_errors_of_the_transport_are_told_apart_by_their_cause(
    error: BaseException, ending: Ending, passing: bool, charged: bool
) -> None:
    """What was sent and not answered may have been charged; what was never sent was not."""
    failure = read_error(PLACE, error)

    assert (failure.ending, failure.passing, failure.charged) == (ending, passing, charged)


def test_every_kind_of_failure_has_its_own_sentence() -> None:
    """Nobody can act on the same words for two different things."""
    spoken = set(Ending) - {
        Ending.ANSWERED, Ending.REASKED, Ending.MALFORMED, Ending.NOT_STORED,
        Ending.WAITING,
    }  # fmt: skip

    assert set(SENTENCES) == spoken
    assert len(set(SENTENCES.values())) == len(SENTENCES)
    assert all("; " in sentence for sentence in SENTENCES.values()), "each says what to do"


def test_a_misfit_names_three_problems_at_most() -> None:
    """A screen is enough."""
    sentence = misshapen(PLACE, "DraftAnswer", tuple(f"p{n}" for n in range(9))).sentence

    assert "(p0; p1; p2; …)" in sentence
    assert "p3" not in sentence


def test_what_is_no_completion_points_to_the_address() -> None:
    """A login page, most of the time."""
    failure = not_completed(PLACE, Ending.WRONG_URL)

    assert "no chat completion" in failure.sentence
    assert "base URL" in failure.sentence


@pytest.mark.parametrize(
    ("base_url", "key", "ending"),
    [
        ("", "", Ending.BAD_KEY),
        ("", "sk-1", None),
        ("http://127.0.0.1:8080/v1", "", None),
        ("https://llm.example/v1", "sk-1", None),
        ("llm.example/v1", "sk-1", Ending.WRONG_URL),
        ("localhost:8080/v1", "", Ending.WRONG_URL),
        ("ftp://llm.example", "", Ending.WRONG_URL),
        ("https://", "", Ending.WRONG_URL),
        ("", "sk-1\n", Ending.BAD_KEY),
        ("", "sk 1", Ending.BAD_KEY),
        ("", "sk-…", Ending.BAD_KEY),
    ],
)
def test_a_key_or_address_that_cannot_be_used_is_seen_before_anybody_is_asked(
    base_url: str, key: str, ending: Ending | None
) -> None:
    """A line break at a key's end would otherwise look like a broken network."""
    problem = find_problem(base_url, key)

    assert (problem.ending if problem else None) is ending
    assert problem is None or not key or key not in problem.sentence
