"""One way of putting two questions for each of many articles: `python -m benchmarks.batch_ways`.

Run by `benchmarks.batch`, each way in a process of its own, so that time, CPU and memory are its
alone. It prints them as JSON once it is done; what Python and the libraries take to load is not in.
"""

import argparse
import asyncio
import hashlib
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import instructor
import openai
from pydantic import SecretStr

from pipeline.batch.crew import Crew
from pipeline.batch.documents import Document
from pipeline.batch.plan import Plan
from pipeline.batch.run import Orders, Run
from pipeline.batch.work import Task
from pipeline.cli.main import run as run_command
from pipeline.model.ask import Ask
from pipeline.model.budget import Budget
from pipeline.model.client import open_client
from pipeline.read.page import Given
from pipeline.store.answers import AnswerStore
from pipeline.store.database import Database
from pipeline.store.journal import Journal
from schemas.answer import DraftAnswer
from schemas.journal import Found, Item, Outcome, TaskState
from schemas.model import Mode, ModelSettings
from schemas.prompt import Prompt, PromptRef
from schemas.stored import Cache

CALLS = 2
"""Of each article."""
HEAD = """\
Velcamet-{n} cuts relapses in a small trial

Tarn Bio said on Tuesday that Velcamet-{n} was given to {people} people with Darrow's syndrome.

The relapse rate was {rate}% with Velcamet-{n}. Headache was reported by {aches} people.

"""
FILLER = (
    "The company has worked on the disease for a long time and has spoken of it at meetings. "
    "Doctors who treat the disease said that they would read the results once published. "
)
REF = PromptRef(name="benchmark", version=1, sha="0" * 12)


def write_article(n: int, length: int) -> str:
    """An invented article of about that many characters, most of them words without figures."""
    head = HEAD.format(n=n, people=30 + n % 900, rate=20 + n % 70, aches=5 + n % 20)
    rest = FILLER * (1 + max(0, length - len(head)) // len(FILLER))
    return head + rest[: max(0, length - len(head))] + "\n"


async def ask_plainly(url: str, articles: Sequence[str], in_flight: int) -> None:
    """The openai SDK and `gather`, as its documentation has it, on the aiohttp transport."""
    schema: dict[str, object] = dict(
        openai.pydantic_function_tool(DraftAnswer)["function"]["parameters"]
    )
    async with openai.AsyncOpenAI(
        api_key="k", base_url=url, http_client=openai.DefaultAioHttpClient()
    ) as sdk:

        async def call(text: str) -> object:
            got = await sdk.chat.completions.create(
                model="m",
                messages=[{"role": "user", "content": text}],
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "DraftAnswer", "strict": True, "schema": schema},
                },
            )
            return DraftAnswer.model_validate_json(got.choices[0].message.content or "")

        await gather(call, articles, in_flight)


async def ask_with_instructor(url: str, articles: Sequence[str], in_flight: int) -> None:
    """instructor and `gather`, the same way."""
    async with openai.AsyncOpenAI(
        api_key="k", base_url=url, http_client=openai.DefaultAioHttpClient()
    ) as sdk:
        client = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)

        async def call(text: str) -> object:
            return await client.create(
                DraftAnswer,
                messages=[{"role": "user", "content": text}],
                strict=False,
                model="m",
            )

        await gather(call, articles, in_flight)


async def gather(
    call: Callable[[str], Awaitable[object]], articles: Sequence[str], in_flight: int
) -> None:
    """Two calls for each article, so many articles at a time."""
    turn = asyncio.Semaphore(in_flight)

    async def work(text: str) -> None:
        async with turn:
            for _ in range(CALLS):
                await call(text)

    await asyncio.gather(*map(work, articles))


class Askers:
    """Put two questions for an article, and check nothing."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def work(self, task: Task) -> Outcome:
        """See `Workers`."""
        assert task.document.given is not None
        text = task.document.given.data.decode()
        for step in range(CALLS):
            prompt = Prompt(ref=REF, system=f"Step {step}.", user=text)
            await self._ask(prompt, DraftAnswer)
        return Outcome(task.key, TaskState.DONE, os.urandom(8_000))


class Nowhere:
    """A journal that keeps nothing."""

    def list(self, run: int, items: Sequence[Item]) -> None:
        """See `Book`."""

    def find(self, keys: Sequence[str]) -> Mapping[str, Found]:
        """See `Book`."""
        return {}

    def keep(self, run: int, outcomes: Sequence[Outcome]) -> None:
        """See `Book`."""


def documents(articles: Iterator[str]) -> Iterator[Document]:
    """As `evenbrief batch` meets them."""
    for n, text in enumerate(articles):
        data = text.encode()
        yield Document(f"{n}.txt", hashlib.sha256(data).hexdigest(), Given(data, "a.txt"))


async def ask_as_a_batch(
    url: str, articles: Iterator[str], in_flight: int, *, is_kept: bool = True
) -> None:
    """Our run, client and pacing; with journal and answer store, or without both."""
    settings = ModelSettings(model="m", base_url=url, mode=Mode.SCHEMA, key=SecretStr("k"))
    with tempfile.TemporaryDirectory() as folder, closing(Database(Path(folder, "s"))) as database:
        journal = Journal(database)
        cache = Cache.READWRITE if is_kept else Cache.OFF
        async with open_client(settings, AnswerStore(database), cache, Budget()) as client:
            orders = Orders(journal.begin("plan"), "plan", in_flight)
            book = journal if is_kept else Nowhere()
            run = Run(orders, book, Askers(client.ask), lambda tally: None)
            await run.go(documents(articles))


def run_whole(url: str, articles: Sequence[str], in_flight: int) -> None:
    """`evenbrief batch` itself, with all its checks, on all cores."""
    os.environ |= {
        "EVENBRIEF_BASE_URL": url, "EVENBRIEF_MODEL": "m", "EVENBRIEF_MODE": "schema",
        "EVENBRIEF_API_KEY": "k", "EVENBRIEF_AT_ONCE": str(in_flight),
    }  # fmt: skip
    _run_command(articles, ["--engine", "model"])


def run_embedded(articles: Sequence[str], workers: int) -> None:
    """The same without a model."""
    _run_command(articles, ["--workers", str(workers)])


def _run_command(articles: Sequence[str], options: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "in")
        given.mkdir()
        for n, text in enumerate(articles):
            (given / f"{n:05}.txt").write_text(text, encoding="utf-8")
        out = str(Path(folder, "out"))
        code = run_command(["batch", str(given), "--out", out, "--no-progress", *options])
        if code not in {0, 1, 3}:
            sys.exit(f"evenbrief batch ended with {code}")


def run_bare(articles: Sequence[str], workers: int) -> None:
    """The embedded engine's workers without run, journal or outputs."""

    async def work() -> None:
        async with Crew(Plan(120), workers) as crew:
            turn = asyncio.Semaphore(2 * workers)

            async def one(document: Document) -> None:
                async with turn:
                    await crew.work(Task(document.name, document))

            await asyncio.gather(*map(one, documents(iter(articles))))

    asyncio.run(work())


def main() -> None:
    """Runs one way and prints what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("way")
    parser.add_argument("--url", default="")
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--length", type=int, default=7000)
    parser.add_argument("--at-once", type=int, required=True)
    given = parser.parse_args()
    made = (write_article(n, given.length) for n in range(given.articles))
    ways: Mapping[str, Callable[[], object]] = {
        "openai": lambda: asyncio.run(ask_plainly(given.url, list(made), given.at_once)),
        "instructor": lambda: asyncio.run(
            ask_with_instructor(given.url, list(made), given.at_once)
        ),
        "batch": lambda: asyncio.run(ask_as_a_batch(given.url, made, given.at_once)),
        "unkept": lambda: asyncio.run(
            ask_as_a_batch(given.url, made, given.at_once, is_kept=False)
        ),
        "whole": lambda: run_whole(given.url, list(made), given.at_once),
        "embedded": lambda: run_embedded(list(made), given.at_once),
        "bare": lambda: run_bare(list(made), given.at_once),
    }
    began, own = time.perf_counter(), time.process_time()
    ways[given.way]()
    wall, cpu = time.perf_counter() - began, time.process_time() - own
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "wall": wall,
                "cpu": cpu,
                "children": children.ru_utime + children.ru_stime,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "worker_mb": children.ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
