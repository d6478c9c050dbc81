"""Measures `evenbrief batch`: `python -m benchmarks.batch`.

A server on loopback answers as slowly as a model does (`batch_server`); every way of asking puts
two questions for each article and is set beside the ideal schedule for the very same latencies.
What checking figures costs is kept apart: one row asks as a batch does and checks nothing, another
is the whole command. Prints a Markdown table.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.batch_server import draw_latencies, find_ideal, serving
from benchmarks.measure import Row

ROOT = Path(__file__).resolve().parent.parent
NAMES = {
    "openai": "plain openai, gather",
    "instructor": "instructor, gather",
    "batch": "run, journal, answer store, pacing",
}


@dataclass(frozen=True)
class Took:
    """What one way took."""

    wall: float
    cpu: float
    children: float
    peak_mb: float
    worker_mb: float


def run_way(way: str, articles: int, at_once: int, url: str = "", length: int = 7000) -> Took:
    """One way, in a process of its own."""
    options = {"--articles": articles, "--at-once": at_once, "--url": url, "--length": length}
    command = [sys.executable, "-m", "benchmarks.batch_ways", way]
    for name, value in options.items():
        command += [f"{name}={value}"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return Took(**json.loads(done.stdout))


def ask(way: str, articles: int, at_once: int, scale: float = 1.0) -> tuple[Took, float]:
    """The same against a server; and what an ideal schedule would take."""
    latencies = draw_latencies(2 * articles, scale)
    with serving(latencies) as url:
        return run_way(way, articles, at_once, url), find_ideal(latencies, at_once)


def measure_schedule(articles: int, at_once: int, most: float) -> Iterator[Row]:
    """Wall time beside the ideal schedule."""
    for way, name in NAMES.items():
        took, ideal = ask(way, articles, at_once)
        ratio, ours = took.wall / ideal, way == "batch"
        yield Row(
            f"{2 * articles} calls, {at_once} in flight: {name}",
            f"{ratio:.2f} of the ideal {ideal:.1f} s; "
            f"{took.cpu / articles * 500:.1f} ms CPU a call",
            f"at most {most}" if ours else "",
            ratio <= most if ours else None,
        )
        if ours and at_once == 64:
            call = took.cpu / articles * 500
            yield Row("CPU a call beyond checking", f"{call:.1f} ms", "at most 5 ms", call <= 5)


def measure_journal(articles: int) -> Iterator[Row]:
    """The same run with journal and answer store, and without both."""
    (kept, _), (bare, _) = ask("batch", articles, 64), ask("unkept", articles, 64)
    more = kept.wall / bare.wall - 1
    yield Row("journal and answer store, of the wall time", f"{more:.1%}", "under 5%", more < 0.05)
    yield Row("the same, of the CPU", f"{(kept.cpu - bare.cpu) / articles * 500:.1f} ms a call")


def measure_whole(articles: int) -> Iterator[Row]:
    """The command itself, checks and all."""
    took, ideal = ask("whole", articles, 64)
    yield Row(
        f"`evenbrief batch`, {articles} articles by a model, 64 at once, every figure checked",
        f"{took.wall:.0f} s, {took.wall / ideal:.1f} of the ideal; checking and outputs "
        f"{took.children / articles * 1000:.0f} ms CPU an article in the workers, "
        f"{took.cpu / articles * 500:.1f} ms a call beside them",
    )


def measure_embedded(articles: int) -> Iterator[Row]:
    """Without a model: what the workers do alone, and the whole command."""
    rates = {n: articles / run_way("bare", articles, n).wall for n in (1, 2)}
    yield Row(
        f"embedded engine, {articles} articles of 7 kB, workers alone",
        f"{rates[1]:.1f} articles a second by one worker, {rates[2]:.1f} by two",
        "at least 100 a second by two",
        rates[2] >= 100,
    )
    whole = run_way("embedded", articles, 2)
    yield Row(
        "the same with journal and outputs",
        f"{articles / whole.wall:.1f} articles a second, worker {whole.worker_mb:.0f} MB",
    )


def measure_memory(few: int, many: int) -> Iterator[Row]:
    """What asks and keeps, with answers that come at once."""
    small, large = (ask("batch", n, 64, 0.001)[0].peak_mb for n in (few, many))
    yield Row(
        f"memory at {few:,} and at {many:,} articles",
        f"{small:.0f} MB and {large:.0f} MB",
        "at most 300 MB, flat",
        large <= 300 and large <= 1.1 * small,
    )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="What a batch takes.")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--checked", type=int, default=100, help="articles that are also checked")
    given = parser.parse_args()
    print("| what | measured | target | |\n| --- | --- | --- | --- |", flush=True)
    for rows in (
        measure_schedule(given.articles, 64, 1.12),
        measure_schedule(2 * given.articles, 256, 1.30),
        measure_journal(given.articles),
        measure_memory(given.articles, 10 * given.articles),
        measure_whole(given.checked),
        measure_embedded(given.checked),
    ):
        for row in rows:
            mark = {True: "met", False: "**missed**", None: ""}[row.met]
            print(f"| {row.what} | {row.measured} | {row.target} | {mark} |", flush=True)


if __name__ == "__main__":
    main()
