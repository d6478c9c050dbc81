"""Waiting questions in, batches at the provider, answers in the store out; any kill is survived.

A job is on file before the provider hears of it and carries a token of ours, so that after a kill
between the two it is found at the provider instead of being sent, and paid, once more. Answers are
kept before their questions are marked answered; reading a file twice changes nothing.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from pipeline.model.batches import Seen
from pipeline.model.failures import Place
from pipeline.model.returned import Returned, read_returned
from pipeline.store.keys import Key
from pipeline.store.questions import Questions
from pipeline.store.recall import Answers
from schemas.call import Ending, ModelError
from schemas.deferred import Job, JobState, QuestionState
from schemas.model import ModelSettings

REFUSED_FOR_NOW = frozenset({"token_limit_exceeded", "rate_limit_exceeded"})
"""Codes of a whole file's refusal that pass once other batches have ended."""
TRIES = 5
"""How often a question is sent whose batch expired, or that failed in a way that may pass."""
LINES = 200
"""Lines of a file that are taken in together."""


class Limits(NamedTuple):
    """What one file may hold; the provider's limits are 50,000 requests and 200 MB."""

    requests: int = 50_000
    size: int = 190_000_000


class Provider(Protocol):
    """A provider's batches, as `pipeline.model.batches` has them."""

    place: Place

    async def submit(self, lines: bytes, token: str) -> str:
        """The id of a new batch."""

    async def look(self, id: str) -> Seen:
        """How far a batch is."""

    async def find(self, tokens: Sequence[str]) -> dict[str, str]:
        """The ids of those batches that carry one of our tokens."""

    def read(self, file: str) -> AsyncIterator[bytes]:
        """The lines of a file."""


class Files(NamedTuple):
    """Where questions and answers lie."""

    questions: Questions
    answers: Answers


class Terms(NamedTuple):
    """What is sent, and how much of it."""

    settings: ModelSettings
    limits: Limits = Limits()
    every_seconds: float = 30.0
    """How often the provider is asked how far it is."""


class Office:
    """The batches of one run; it changes as answers come in."""

    def __init__(
        self,
        provider: Provider,
        files: Files,
        terms: Terms,
        tell: Callable[[str], None],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._provider, self._files, self._terms = provider, files, terms
        self._tell, self._pause = tell, pause
        self._most = terms.limits.requests
        self.spent = Decimal(0)
        """US dollars of the answers that came in while this office was open."""

    @property
    def open(self) -> bool:
        """Is anything at the provider that has not come back?"""
        return bool(self._files.questions.open_jobs())

    async def recover(self) -> None:
        """Find out what became of jobs whose sending was cut off; what was not sent waits anew."""
        doubtful = [j for j in self._files.questions.open_jobs() if j.state is JobState.PREPARED]
        if not doubtful:
            return
        found = await self._provider.find([job.token for job in doubtful])
        for job in doubtful:
            if id := found.get(job.token):
                self._files.questions.sent(job, id)
            else:
                self._files.questions.end(job)

    async def send(self) -> int:
        """Send the questions that wait, as far as the budget pays for them; how many it did not.

        Raises ModelError where the provider takes none.
        """
        chosen, unpaid = self._choose()
        for keys in chosen:
            job = self._files.questions.prepare(keys)
            lines = b"".join(map(_line, *zip(*self._files.questions.read_bodies(job), strict=True)))
            id = await self._submit(job, lines)
            self._files.questions.sent(job, id)
            self._tell(f"sent batch {id} of {len(keys):,} questions")
        return unpaid

    async def _submit(self, job: Job, lines: bytes) -> str:
        """Its id; a failure may have come after the provider took it, so that is looked for."""
        try:
            return await self._provider.submit(lines, job.token)
        except ModelError:
            found = await self._provider.find([job.token])
            if job.token not in found:
                self._files.questions.end(job)
                raise
            return found[job.token]

    def _choose(self) -> tuple[list[list[str]], int]:
        """The keys of each file to be sent, and how many questions the budget does not pay for."""
        left = self._find_left()
        files: list[list[str]] = []
        size = unpaid = 0
        for key, length, worst in self._files.questions.list_worst(QuestionState.WAITING):
            if left is not None:
                if worst is None or worst > left:
                    unpaid += 1
                    continue
                left -= worst
            most = self._terms.limits.size
            is_full = files and (len(files[-1]) >= self._most or size + length > most)
            if not files or is_full:
                files.append([])
                size = 0
            files[-1].append(key)
            size += length + OVERHEAD
        return files, unpaid

    def _find_left(self) -> Decimal | None:
        """What the budget has left when all that is under way costs the most it may."""
        if self._terms.settings.budget is None:
            return None
        held = (w for _, _, w in self._files.questions.list_worst(QuestionState.SENT))
        return (
            self._terms.settings.budget
            - self.spent
            - sum((w or Decimal(0) for w in held), Decimal(0))
        )

    async def collect(self) -> int:
        """Take in what jobs that have ended brought; how many such jobs there were."""
        ended = 0
        for job in self._files.questions.open_jobs():
            if job.state is not JobState.SENT:
                continue
            seen = await self._provider.look(job.provider)
            if not seen.has_ended:
                continue
            for file in filter(None, (seen.output, seen.errors)):
                await self._take_in(job, file)
            if seen.status == "failed":
                self._take_refusal(job, seen)
            self._files.questions.end(job)
            self._tell(f"batch {job.provider}: {seen.status}, {seen.done:,} of {seen.of:,}")
            ended += 1
        return ended

    async def wait(self, stop: asyncio.Event) -> None:
        """Until at least one job has ended and is taken in, or nobody wants to wait any more."""
        while self.open and not stop.is_set():
            if await self.collect():
                return
            pausing = asyncio.ensure_future(self._pause(self._terms.every_seconds))
            stopping = asyncio.ensure_future(stop.wait())
            await asyncio.wait((pausing, stopping), return_when=asyncio.FIRST_COMPLETED)
            for waiting in (pausing, stopping):
                waiting.cancel()

    async def _take_in(self, job: Job, file: str) -> None:
        lines: list[bytes] = []
        async for line in self._provider.read(file):
            lines.append(line)
            if len(lines) == LINES:
                await asyncio.to_thread(self._keep, job, lines)
                lines = []
        await asyncio.to_thread(self._keep, job, lines)

    def _keep(self, job: Job, lines: Sequence[bytes]) -> None:
        """Answers into the store, then their questions to their ends."""
        settings, questions = self._terms.settings, self._files.questions
        read = (read_returned(line, settings, self._provider.place) for line in lines)
        returned = {one.key: one for one in read if one}
        known = questions.find_sent(job, list(returned))
        answered = []
        for key, (inputs, prompt) in known.items():
            one = returned[key]
            if one.stored is None:
                self._settle_failed(one)
                continue
            stored = one.stored.model_copy(update={"prompt": prompt})
            self._files.answers.put(Key(key, inputs), stored)
            self.spent += stored.cost or Decimal(0)
            answered.append(key)
        questions.answer(answered)

    def _settle_failed(self, one: Returned) -> None:
        standing = self._files.questions.find(one.key)
        tries = standing.tries if standing else 1
        if one.again and tries < TRIES:
            self._files.questions.put_again(one.key)
            return
        reason = one.reason or (
            f"{self._provider.place}: no batch of {tries} came to this question; try again later"
        )
        ending = one.ending if one.reason else Ending.TIMEOUT
        self._files.questions.fail(one.key, ending.value, reason)

    def _take_refusal(self, job: Job, seen: Seen) -> None:
        """A file that is too much for now is sent in halves; ModelError for any other refusal."""
        if seen.complaint in REFUSED_FOR_NOW and job.requests > 1:
            self._most = max(1, job.requests // 2)
            return
        self._files.questions.end(job)
        raise ModelError(
            f"{self._provider.place}: refuses batch {seen.id} ({seen.complaint or 'no reason'}); "
            "look at it in the provider's own pages, mend what it names, and run again",
            Ending.BAD_REQUEST,
        )


OVERHEAD = 160
"""Bytes of a line beside its request."""


def _line(key: str, body: bytes) -> bytes:
    start = json.dumps({"custom_id": key, "method": "POST", "url": "/v1/chat/completions"})
    return start[:-1].encode("ascii") + b', "body": ' + body + b"}\n"
