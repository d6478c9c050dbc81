"""Measures what the README promises: `make bench`, or `python -m benchmarks.run [--write]`.

Prints a Markdown table; `--write` also puts it into benchmarks/README.md with the date and the
shape of the machine. Everything runs on golden articles, tiled to length.
"""

import argparse
import datetime
import functools
import os
import platform
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.material import hostile, hostile_checks, make_pairs, read_goldens, tile
from benchmarks.measure import Row, cpu_seconds, run_median, run_once
from benchmarks.reading_speed import measure_reading
from pipeline.figures.check import check_figures
from pipeline.figures.reading import read_figures
from pipeline.figures.scan import find_figures

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "benchmarks" / "README.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
NUMBER_TOKEN = re.compile(r"[$€£]?\d[\d,.]*%?")
FINDER_CHARACTERS = 2_000_000
HOSTILE_CHARACTERS = 1_000_000
CHECKED_CHARACTERS = 30_000
PAIR_SOURCE = 3_000


def main() -> None:
    """Measures, prints, and writes if asked."""
    parser = argparse.ArgumentParser(description="Time and memory of evenbrief.")
    parser.add_argument("--golden", type=Path, default=ROOT / "golden" / "articles")
    parser.add_argument("--write", action="store_true", help="also update benchmarks/README.md")
    given = parser.parse_args()
    texts = read_goldens(given.golden)

    lines = ["| what | measured | target | |", "| --- | --- | --- | --- |"]
    print("\n".join(lines), flush=True)
    for row in measure(texts, given.golden):
        mark = {True: "met", False: "**missed**", None: ""}[row.met]
        lines.append(f"| {row.what} | {row.measured} | {row.target} | {mark} |")
        print(lines[-1], flush=True)
    if given.write:
        write(lines)


def measure(texts: list[str], golden: Path) -> Iterator[Row]:
    """All rows, one after another, nothing in parallel."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measure_processes(texts, Path(folder))
        yield from measure_reading(golden)
        yield from measure_finder(texts)
        yield from measure_hostile(texts)
        yield from measure_hostile_checks(texts)
        yield from measure_pairs(texts, Path(folder))
        yield from measure_evals(Path(folder))


def measure_processes(texts: list[str], folder: Path) -> Iterator[Row]:
    """Whole processes: start of Python, reading, work, printing."""
    article, summary = folder / "article.txt", folder / "summary.txt"
    article.write_text(tile(texts, 20_000), encoding="utf-8")
    summary.write_text(make_pairs(texts, 1, 20_000)[0].summary, encoding="utf-8")
    commands = {
        "`--help`": ["--help"],
        "`check`, a 20 kB article": ["check", str(summary), "--source", str(article)],
        "`brief`, a 20 kB article": ["brief", str(article)],
    }
    for name, arguments in commands.items():
        cost = run_median(arguments)
        limit = 0.2 if name == "`--help`" else 1.0
        wall = f"{cost.wall_seconds:.2f} s wall, {cost.cpu_seconds:.2f} s CPU"
        yield Row(name, wall, f"under {limit} s", cost.wall_seconds < limit)
        yield Row(f"{name}, memory", f"{cost.peak_mb:.0f} MB", "under 150 MB", cost.peak_mb < 150)


def measure_evals(folder: Path) -> Iterator[Row]:
    """What a person waits for before merging a change."""
    golden = str(ROOT / "golden")
    kept = str(folder / "run")
    commands = (
        ("`evals run`, every golden, by the rules", ["evals", "run", golden, "--out", kept], 20),
        ("`evals compare`, two stored runs", ["evals", "compare", kept, kept], 2),
        ("`evals power`, every golden", ["evals", "power", golden], 60),
    )
    for name, arguments, limit in commands:
        cost = run_once(arguments)
        yield Row(name, f"{cost.wall_seconds:.1f} s", f"under {limit} s", cost.wall_seconds < limit)


def measure_finder(texts: list[str]) -> Iterator[Row]:
    """Finding figures alone, in this process, beside the plainest search for number tokens."""
    articles = [tile(texts, 20_000, seed) for seed in range(FINDER_CHARACTERS // 20_000)]
    found, total, spacing = find_all(articles)
    yield Row(
        f"finding figures, {total / 1e6:.1f} M characters of 20 kB articles, "
        f"a figure every {spacing:.0f} characters",
        f"{total / found / 1e6:.2f} M characters per CPU-second",
        "at least 2 M",
        total / found >= 2e6,
    )
    whole = "\n".join(articles)
    at_once = cpu_seconds(lambda: find_figures(whole))
    yield Row(
        "the same as one text", f"{len(whole) / at_once / 1e6:.2f} M characters per CPU-second"
    )
    plain = cpu_seconds(lambda: [NUMBER_TOKEN.findall(text) for text in articles])
    yield Row(
        "a bare search for number tokens in it", f"{found / plain:.0f} times as fast, no values"
    )
    dense = [tile(texts, 20_000, seed, spacing=0) for seed in range(20)]
    found, size, spacing = find_all(dense)
    yield Row(
        f"finding figures, goldens as they are, a figure every {spacing:.0f} characters",
        f"{size / found / 1e6:.2f} M characters per CPU-second",
    )
    read = cpu_seconds(lambda: [read_figures(text) for text in articles[:10]])
    size = sum(map(len, articles[:10]))
    yield Row(
        "reading sources: figures, cues, facts",
        f"{size / read / 1e6:.2f} M characters per CPU-second",
    )


def measure_hostile(texts: list[str]) -> Iterator[Row]:
    """Finding figures in texts made to be slow to read, beside ordinary text as long."""
    ordinary = tile(texts, HOSTILE_CHARACTERS)
    usual = cpu_seconds(lambda: find_figures(ordinary))
    ratios = {
        name: cpu_seconds(functools.partial(find_figures, text)) / usual
        for name, text in hostile(HOSTILE_CHARACTERS).items()
    }
    worst = max(ratios, key=ratios.__getitem__)
    yield Row(
        f"finding figures in 1 M characters of {', '.join(ratios)}",
        f"{ratios[worst]:.1f} times ordinary text at worst ({worst})",
        "at most 3 times",
        ratios[worst] <= 3,
    )


def measure_hostile_checks(texts: list[str]) -> Iterator[Row]:
    """Checking texts made to be slow, beside ordinary text as long, all read here as well."""
    article, ordinary = tile(texts, 20_000), tile(texts, CHECKED_CHARACTERS, 3)
    usual = cpu_seconds(lambda: check_figures(ordinary, article))
    made = hostile_checks(CHECKED_CHARACTERS)
    for against, source_of in (("a 20 kB article", lambda _: article),
                               ("20 kB of themselves", lambda text: text[:20_000])):  # fmt: skip
        ratios = {
            name: cpu_seconds(functools.partial(check_figures, text, source_of(text))) / usual
            for name, text in made.items()
        }
        worst = max(ratios, key=ratios.__getitem__)
        yield Row(
            f"checking 30 kB of {len(made)} sorts of hostile text against {against}",
            f"{ratios[worst]:.1f} times ordinary text at worst ({worst})",
            "at most 5 times",
            ratios[worst] <= 5,
        )


def find_all(articles: list[str]) -> tuple[float, int, float]:
    """CPU-seconds to find the figures of all articles, their characters, characters to a figure."""
    counts = [len(find_figures(text)[0]) for text in articles]
    total = sum(map(len, articles))
    seconds = cpu_seconds(lambda: [find_figures(text) for text in articles])
    return seconds, total, total / sum(counts)


def measure_pairs(texts: list[str], folder: Path) -> Iterator[Row]:
    """`check --pairs`, every pair with a source of its own; the start of Python is taken off."""
    start = pairs_cpu(texts, folder, 1, PAIR_SOURCE)
    few, many = 300, 1200
    rates = {n: n / (pairs_cpu(texts, folder, n, PAIR_SOURCE) - start) for n in (few, many)}
    yield Row(
        f"`check --pairs`, {few} pairs, sources of 3 kB",
        f"{rates[few]:.0f} pairs per CPU-second",
        "at least 300",
        rates[few] >= 300,
    )
    dense = pairs_cpu(texts, folder, few, PAIR_SOURCE, dense=True)
    yield Row(
        "the same, two figures for each of these",
        f"{few / (dense - start):.0f} pairs per CPU-second",
    )
    ratio = rates[many] / rates[few]
    yield Row(
        f"`check --pairs`, {many} pairs: flat in their number",
        f"{rates[many]:.0f} pairs per CPU-second, {ratio:.2f} of the above",
        "0.8 to 1.25",
        0.8 <= ratio <= 1.25,
    )
    yield from measure_lengths(texts, folder, start)


def measure_lengths(texts: list[str], folder: Path, start: float) -> Iterator[Row]:
    """The same work per character, however long the source."""
    counts = {3_000: 200, 30_000: 20, 300_000: 4}
    speeds = {
        length: length * n / (pairs_cpu(texts, folder, n, length) - start)
        for length, n in counts.items()
    }
    shown = ", ".join(f"{length // 1000} kB: {s / 1e6:.2f} M" for length, s in speeds.items())
    ratio = speeds[300_000] / speeds[3_000]
    yield Row(
        "`check --pairs`, linear in length",
        f"characters per CPU-second at {shown}",
        "300 kB at least 0.8 of 3 kB",
        ratio >= 0.8,
    )


def pairs_cpu(
    texts: list[str], folder: Path, count: int, length: int, *, dense: bool = False
) -> float:
    """CPU-seconds of one whole `check --pairs` over `count` pairs; the better of two runs."""
    file = folder / "pairs.jsonl"
    lines = (
        pair.line() + "\n" for pair in make_pairs(texts, count, length, length + count, dense=dense)
    )
    file.write_text("".join(lines), encoding="utf-8")
    return min(run_once(["check", "--pairs", str(file)]).cpu_seconds for _ in range(2))


def write(lines: list[str]) -> None:
    """Puts the table between the two marks of benchmarks/README.md."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    shape = f"{os.cpu_count()} cores of {processor()}, Linux, Python {platform.python_version()}"
    block = "\n".join([BEGIN, "", f"Measured on {today}: {shape}.", "", *lines, "", END])
    old = README.read_text(encoding="utf-8")
    head, _, rest = old.partition(BEGIN)
    README.write_text(head + block + rest.partition(END)[2], encoding="utf-8")


def processor() -> str:
    """The processor's name, where the system tells."""
    try:
        info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    name = re.search(r"^model name\s*:\s*(.+)$", info, re.MULTILINE)
    return name.group(1).strip() if name else platform.machine()


if __name__ == "__main__":
    main()
