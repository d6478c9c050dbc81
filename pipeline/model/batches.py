"""A provider's batches over the SDK: files up, batches made and watched, files down.

Formats and statuses are those of OpenAI's Batch API (reference read 2026-11-22): a file of JSON
lines, each a `custom_id` with a request; at the end one file of answers and one of errors, in any
order, each line with its `custom_id`.
"""

import io
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Literal, NamedTuple

import openai

from pipeline.model.failures import Place, not_completed, read_complaint, read_error, read_status
from pipeline.model.transport import open_sdk
from pipeline.store.keys import plain_url
from schemas.call import Ending, ModelError
from schemas.model import ModelSettings

ENDPOINT: Literal["/v1/chat/completions"] = "/v1/chat/completions"
WINDOW: Literal["24h"] = "24h"
MARK = "evenbrief"
"""The name of our token in a batch's metadata."""
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
RETRIES = 5
"""By the SDK, of whatever costs nothing; a batch is made once, and looked for if that fails."""
LISTED = 100
"""Batches that are asked for at once."""


class Seen(NamedTuple):
    """A batch as the provider sees it."""

    id: str
    status: str
    output: str
    """The file of answers; empty where there is none (yet)."""
    errors: str
    """The file of errors; empty where there is none."""
    complaint: str
    """The code of the first thing that was wrong with the whole file; empty where nothing was."""
    done: int
    of: int

    @property
    def has_ended(self) -> bool:
        """Will nothing more come of it?"""
        return self.status in ENDED


class Provider:
    """The batches of one account; made by `open_provider`."""

    def __init__(self, settings: ModelSettings, sdk: openai.AsyncOpenAI) -> None:
        self.place = Place(settings.model, plain_url(settings.base_url))
        self._key = settings.key.get_secret_value()
        self._once = sdk
        self._sdk = sdk.with_options(max_retries=RETRIES)

    async def submit(self, lines: bytes, token: str) -> str:
        """The id of a new batch over a file of these lines, marked with our token.

        Raises ModelError, as all verbs do, where the server does not do it.
        """
        file = await self._told(
            lambda: self._sdk.files.create(
                file=(f"{token}.jsonl", io.BytesIO(lines), "application/jsonl"), purpose="batch"
            )
        )
        made = await self._told(
            lambda: self._once.batches.create(
                input_file_id=file.id,
                endpoint=ENDPOINT,
                completion_window=WINDOW,
                metadata={MARK: token},
            )
        )
        return str(made.id)

    async def look(self, id: str) -> Seen:
        """How far a batch is."""
        return _see(await self._told(lambda: self._sdk.batches.retrieve(id)))

    async def find(self, tokens: Iterable[str]) -> dict[str, str]:
        """The ids of those batches that are marked with one of our tokens."""
        wanted, found, after = set(tokens), {}, ""
        while wanted:
            page = await self._told(partial(self._list, after))
            for batch in page.data:
                token = (batch.metadata or {}).get(MARK, "")
                if token in wanted:
                    found[token] = batch.id
                    wanted.discard(token)
            if not page.data or not page.has_more:
                break
            after = page.data[-1].id
        return found

    async def _list(self, after: str) -> Any:
        return await self._sdk.batches.list(after=after or openai.omit, limit=LISTED)

    async def read(self, file: str) -> AsyncIterator[bytes]:
        """The lines of a file; one that does not end well is left out by whoever reads it."""
        content = await self._told(lambda: self._sdk.files.content(file))
        for line in content.content.splitlines():
            if line.strip():
                yield line

    async def _told(self, ask: Callable[[], Any]) -> Any:
        """What the server sends; ModelError, one sentence, where it is an error."""
        try:
            got = await ask()
        except openai.APIStatusError as error:
            complaint = read_complaint(error.body, self._key)
            failure = read_status(self.place, error.status_code, complaint, error.response.headers)
        except (openai.APIError, ValueError, TimeoutError) as error:
            failure = read_error(self.place, error)
        else:
            if not isinstance(got, str):
                return got
            failure = not_completed(self.place, Ending.WRONG_URL)  # A web page, say.
        raise ModelError(failure.sentence, failure.ending)


def _see(batch: Any) -> Seen:
    counts, errors = batch.request_counts, batch.errors
    first = next(iter((errors and errors.data) or ()), None)
    return Seen(
        batch.id,
        batch.status,
        batch.output_file_id or "",
        batch.error_file_id or "",
        (first and first.code) or "",
        counts.completed + counts.failed if counts else 0,
        counts.total if counts else 0,
    )


@asynccontextmanager
async def open_provider(settings: ModelSettings) -> AsyncIterator[Provider]:
    """The provider, its connections closed at the end; raises ModelError as `open_sdk` does."""
    sdk = open_sdk(settings)
    try:
        yield Provider(settings, sdk)
    finally:
        await sdk.close()
