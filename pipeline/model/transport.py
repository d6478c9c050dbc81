"""One request in, what came back out: the only file that talks to the openai SDK.

Nothing is tried again here. Importing it loads the SDK.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

import openai

from pipeline.model.failures import (
    Failure,
    Place,
    find_problem,
    read_complaint,
    read_error,
    read_status,
)
from pipeline.model.questions import LIMIT_NAMES, find_limit_name, find_parameters
from pipeline.store.keys import OPENAI, plain_url
from schemas.call import Ending, ModelError
from schemas.model import ModelSettings

SILENT = logging.CRITICAL + 1


class Reply(NamedTuple):
    """What one request brought."""

    got: object = None
    """A chat completion as the SDK hands it over, or whatever came in its place."""
    failure: Failure | None = None
    """`None` where the server answered with status 200 and something that can be read."""
    status: int = 0
    """The HTTP status; 0 where nothing came."""
    headers: Mapping[str, str] = {}
    kind: str = ""
    """The `type` of an error, in the server's words."""


class Transport:
    """One model at one server; it has methods because it holds connections."""

    def __init__(self, settings: ModelSettings) -> None:
        """Raises ModelError where the key or the base URL cannot be used as they are."""
        self._settings = settings
        self._key = settings.key.get_secret_value()
        self._place = Place(settings.model, plain_url(settings.base_url))
        self._parameters = find_parameters(settings)
        self._limit, self._renamed = find_limit_name(settings), False
        self._sdk = open_sdk(settings)
        self._create = self._sdk.chat.completions.with_raw_response.create

    async def close(self) -> None:
        """Ends all connections."""
        await self._sdk.close()

    async def post(self, body: Mapping[str, Any], most_tokens: int, seconds: float) -> Reply:
        """What the server sends within so many seconds.

        The body goes along as it is: the SDK's walk through a schema in a parameter of its own is
        a third of the CPU of a call. The raw response is asked for, since only it has the headers.
        """
        sent = {**body, **self._parameters, self._limit: most_tokens}
        try:
            async with asyncio.timeout(seconds):
                raw = await self._create(
                    model=self._settings.model, messages=body["messages"], extra_body=sent
                )
            return Reply(raw.parse(), None, 200, raw.headers)
        except openai.APIStatusError as error:
            return self._read_status(error)
        except (openai.APIError, ValueError, TimeoutError) as error:
            return Reply(None, read_error(self._place, error))

    def _read_status(self, error: openai.APIStatusError) -> Reply:
        """What an error answer says; a parameter that the server calls otherwise may pass."""
        complaint = read_complaint(error.body, self._key)
        headers = error.response.headers
        failure = read_status(self._place, error.status_code, complaint, headers)
        if failure.ending is Ending.BAD_REQUEST and self._rename_limit(complaint.param):
            failure = failure._replace(passing=True)
        return Reply(None, failure, error.status_code, headers, complaint.kind)

    def _rename_limit(self, refused: str) -> bool:
        """Is the most tokens of an answer now called otherwise than the server refused?

        Each server knows one of two names, or both; the other one is taken once.
        """
        if refused == self._limit and not self._renamed:
            self._limit, self._renamed = LIMIT_NAMES[refused], True
        return refused in LIMIT_NAMES and refused != self._limit


def open_sdk(settings: ModelSettings) -> openai.AsyncOpenAI:
    """The SDK, its retries off, over aiohttp: its own transport collapses at 256 in flight."""
    key = settings.key.get_secret_value()
    if problem := find_problem(settings.base_url, key):
        place = Place(settings.model, plain_url(settings.base_url))
        raise ModelError(f"{place}: {problem.sentence}", problem.ending)
    # Both print prompts and answers: instructor each misfit as an error, openai all at debug.
    for name in ("instructor", "openai", "httpx2"):
        logging.getLogger(name).setLevel(SILENT)
    return openai.AsyncOpenAI(
        api_key=key or "none",
        base_url=settings.base_url or OPENAI,
        max_retries=0,
        timeout=settings.timeout,
        # A redirect could carry article and key to another server than the one that was set.
        http_client=openai.DefaultAioHttpClient(timeout=settings.timeout, follow_redirects=False),
    )
