"""Measures the model client: `python -m benchmarks.model [--calls 2000]`.

A server of its own process on loopback answers each question after 300 ms, as a model would; 256
questions are under way at a time. Printed as a Markdown table: calls a second and CPU a call of our
client, instructor in its path, beside a plain loop over the openai SDK and instructor as it comes,
all on the aiohttp transport and in the same run.
"""

import argparse
import asyncio
import json
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

import instructor
import openai
from openai.types.chat import ChatCompletionMessageParam
from pydantic import SecretStr

from pipeline.model.budget import Budget
from pipeline.model.client import open_client
from schemas.answer import DraftAnswer
from schemas.model import Mode, ModelSettings
from schemas.prompt import Prompt, PromptRef
from schemas.stored import Cache

LATENCY_SECONDS = 0.3
IN_FLIGHT = 256
ARTICLE = "Of 48 patients given velcamet, 17 (35.4%) responded; one had grade 3 rash. " * 80
"""Some 6,000 characters, an ordinary article."""

ANSWER = json.dumps(
    {
        "headline": "Velcamet shrank tumours in a third of patients",
        "sentences": [
            {"topic": "benefit", "text": f"In cohort {n} {{f{n}}} of patients responded."}
            for n in range(1, 7)
        ],
    }
)
PROMPT = Prompt(
    ref=PromptRef(name="benchmark", version=1, sha="0" * 12),
    system="You write a balanced brief of an article.",
    user=ARTICLE,
)
MESSAGES: list[ChatCompletionMessageParam] = [
    {"role": "system", "content": PROMPT.system},
    {"role": "user", "content": PROMPT.user},
]

Call = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Row:
    """What one way of calling took; medians over several runs."""

    name: str
    rate: float
    cpu_milliseconds: float


def main() -> None:
    """Starts the server, measures, prints."""
    parser = argparse.ArgumentParser(description="Calls a second and CPU a call.")
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    try:
        rows = asyncio.run(measure(f"http://127.0.0.1:{here.recv()}/v1", given.calls, given.times))
    finally:
        server.terminate()
        server.join()
    print_table(rows, given.calls, given.times)


async def measure(url: str, calls: int, times: int) -> list[Row]:
    """All ways of calling, in turn, several times over; the first run of each only warms up."""
    settings = ModelSettings(model="m", base_url=url, mode=Mode.SCHEMA, key=SecretStr("k"))
    schema: dict[str, object] = dict(
        openai.pydantic_function_tool(DraftAnswer)["function"]["parameters"]
    )
    async with (
        openai.AsyncOpenAI(
            api_key="k", base_url=url, max_retries=0, http_client=openai.DefaultAioHttpClient()
        ) as sdk,
        open_client(settings, None, Cache.OFF, Budget()) as client,
    ):

        async def plain() -> object:
            got = await sdk.chat.completions.create(
                model="m",
                messages=MESSAGES,
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "DraftAnswer", "strict": True, "schema": schema},
                },
                max_tokens=4000,
            )
            return DraftAnswer.model_validate_json(got.choices[0].message.content or "")

        shipped_client = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)

        async def shipped() -> object:
            return await shipped_client.create(
                DraftAnswer, messages=MESSAGES, strict=False, model="m", max_tokens=4000
            )

        async def ours() -> object:
            return await client.ask(PROMPT, DraftAnswer)

        ways = {
            "plain openai": plain,
            "instructor as it comes": shipped,
            "our client, instructor in its path": ours,
        }
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for time_round in range(times + 1):
            for name, call in ways.items():
                run = await run_calls(call, calls if time_round else IN_FLIGHT)
                if time_round:
                    runs[name].append(run)
    return [
        Row(name, statistics.median(r for r, _ in many), statistics.median(c for _, c in many))
        for name, many in runs.items()
    ]


async def run_calls(call: Call, calls: int) -> tuple[float, float]:
    """Calls a second, and milliseconds of this process's CPU a call."""
    left = iter(range(calls))

    async def work() -> None:
        for _ in left:
            await call()

    begin, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
    wall, used = time.perf_counter() - begin, time.process_time() - cpu
    return calls / wall, used / calls * 1000


def print_table(rows: list[Row], calls: int, times: int) -> None:
    """The rows, and whether ours meets what was set."""
    print(f"{calls} calls, {IN_FLIGHT} in flight, {LATENCY_SECONDS * 1000:.0f} ms latency on")
    print(f"loopback, medians of {times} runs; no way can exceed {IN_FLIGHT / LATENCY_SECONDS:.0f}")
    print("calls a second.\n")
    print("| what | calls a second | CPU a call | target | |")
    print("| --- | --- | --- | --- | --- |")
    for row in rows:
        target = met = ""
        if row is rows[-1]:
            target = "at least 200 a second, at most 4 ms"
            met = "met" if row.rate >= 200 and row.cpu_milliseconds <= 4 else "**missed**"
        print(f"| {row.name} | {row.rate:.0f} | {row.cpu_milliseconds:.2f} ms | {target} | {met} |")


def serve(ready: Connection) -> None:
    """The server's process: tells its port, then answers until it is ended."""
    asyncio.run(_serve(ready))


async def _serve(ready: Connection) -> None:
    server = await asyncio.start_server(_converse, "127.0.0.1", 0, backlog=1024)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection, kept open: each request is read whole and answered after the latency."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            fields = dict(
                line.split(b": ", 1) for line in head.lower().split(b"\r\n") if b": " in line
            )
            await reader.readexactly(int(fields[b"content-length"]))
            await asyncio.sleep(LATENCY_SECONDS)
            writer.write(REPLY)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _make_reply() -> bytes:
    message = {"role": "assistant", "content": ANSWER}
    body = json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 1500, "completion_tokens": 150, "total_tokens": 1650},
        }
    ).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n".encode() + body


REPLY = _make_reply()

if __name__ == "__main__":
    main()
