"""A model on loopback in a process of its own, whose answers take as long as real ones do.

Latencies are log-normal, their median 400 ms and one in a hundred over 2 s; the same row of them
for everybody who is measured, so that what an ideal schedule would take is known.
"""

import asyncio
import heapq
import json
import math
import multiprocessing
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from multiprocessing.connection import Connection
from typing import Any

MEDIAN_SECONDS, P99_SECONDS = 0.4, 2.0
SIGMA = math.log(P99_SECONDS / MEDIAN_SECONDS) / 2.3263
"""Of the logarithm; 2.3263 is the standard normal's 99th percentile."""

RECORD: dict[str, list[str]] = {
    "companies": [],
    "products": [],
    "corrections": [],
    "main": [],
    "harms": [],
    "remarks": [],
}
FACT = re.compile(r"^(f\d+): (.*)$", re.MULTILINE)


def draw_latencies(calls: int, scale: float = 1.0) -> list[float]:
    """Seconds of each call in its order."""
    chance = random.Random(11)
    return [scale * MEDIAN_SECONDS * math.exp(SIGMA * chance.gauss(0, 1)) for _ in range(calls)]


def find_ideal(latencies: Sequence[float], in_flight: int) -> float:
    """Seconds until the last ends, where each begins as soon as one before it ends."""
    free = [0.0] * in_flight
    for seconds in latencies:
        heapq.heappush(free, heapq.heappop(free) + seconds)
    return max(free)


@contextmanager
def serving(latencies: Sequence[float]) -> Iterator[str]:
    """The base URL of a server, which is ended with the block."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(there, list(latencies)), daemon=True
    )
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}/v1"
    finally:
        process.kill()
        process.join()


def _serve(ready: Connection, latencies: list[float]) -> None:
    asyncio.run(_listen(ready, latencies))


async def _listen(ready: Connection, latencies: list[float]) -> None:
    numbers = count()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"content-length: (\d+)", head.lower())
                body = await reader.readexactly(int(length[1]) if length else 0)
                await asyncio.sleep(latencies[next(numbers) % len(latencies)])
                writer.write(answer(body))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0, backlog=2048)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def answer(body: bytes) -> bytes:
    """What a good model says: it confirms the record, and drafts of the facts it is shown."""
    asked = json.loads(body)
    message = {"role": "assistant", "content": json.dumps(_fill(asked))}
    sent = json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_700_000_000,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 1800, "completion_tokens": 120, "total_tokens": 1920},
        }
    ).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(sent)}"
    return f"{head}\r\n\r\n".encode() + sent


def _fill(asked: dict[str, Any]) -> dict[str, Any]:
    named = (asked.get("response_format") or {}).get("json_schema", {}).get("name", "")
    if named == "RecordAnswer":
        return RECORD
    if not named:
        return {"extractions": []}
    facts = {line: id for id, line in FACT.findall(asked["messages"][-1]["content"])}
    rate = next((id for line, id in facts.items() if "%" in line), "")
    aches = next((id for line, id in facts.items() if "eadache" in line), "")
    told = f"The relapse rate was {{{rate}}} with Velcamet." if rate else "Relapses were fewer."
    harm = f"Headache was reported by {{{aches}}} people." if aches else "Headache was reported."
    return {
        "headline": "Velcamet: relapses in a small trial",
        "sentences": [
            {"topic": "benefit", "text": told},
            {"topic": "harm", "text": harm},
            {"topic": "limit", "text": "The trial was small."},
        ],
    }
