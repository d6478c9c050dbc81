"""Time and memory of reading: `python -m benchmarks.reading_speed html` prints one line of JSON.

A process of its own for each format, so that its memory and that of the child that parses can be
told. HTML: news pages with as much around an article as news sites put there, each with figures of
its own, in one kept Reader. PDF: dense pages in two columns, drawn by reportlab.
"""

import argparse
import html
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from benchmarks.material import read_goldens, tile
from benchmarks.measure import Row
from pipeline.read.apart import Reader
from pipeline.read.page import Given, read_given

ROOT = Path(__file__).resolve().parent.parent
GOLDENS = ROOT / "golden" / "articles"
HTML_PAGES = 100
ARTICLE = 8_000
"""Characters, a long article; the markup around it is ten times as much."""

PDF_FILES = 5
PDF_TEXT = 40_000
TARGETS = {"html": 30, "pdf": 5}
MOST_MB = 512


def measure_reading(golden: Path = GOLDENS) -> Iterator[Row]:
    """A row for the speed of each format, and one for its memory."""
    for media, target in TARGETS.items():
        found = subprocess.run(
            [sys.executable, "-m", "benchmarks.reading_speed", media, "--golden", str(golden)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        yield from rows(media, target, json.loads(found.stdout))


def rows(media: str, target: int, found: Mapping[str, float]) -> Iterator[Row]:
    """The two rows of what one process measured."""
    rate = found["pages"] / found["cpu_seconds"]
    per_page = found["bytes"] / found["pages"] / 1000
    yield Row(
        f"reading {media.upper()}, {found['pages']:.0f} pages of {per_page:.0f} kB",
        f"{rate:.0f} pages per CPU-second",
        f"at least {target}",
        rate >= target,
    )
    peak = max(found["own_mb"], found["child_mb"])
    yield Row(
        f"reading {media.upper()}, memory",
        f"{found['own_mb']:.0f} MB, the parser's process {found['child_mb']:.0f} MB",
        f"under {MOST_MB} MB",
        peak < MOST_MB,
    )


def measure(media: str, golden: Path) -> Mapping[str, float]:
    """Reads all files of a format in one Reader; CPU-seconds of this process and the child's."""
    texts = read_goldens(golden)
    if media == "html":
        files = [news_page(tile(texts, ARTICLE, seed), seed) for seed in range(HTML_PAGES)]
        pages = len(files)
    else:
        made = [dense_pdf(tile(texts, PDF_TEXT, seed)) for seed in range(PDF_FILES)]
        files, pages = [data for data, _ in made], sum(count for _, count in made)
    begin = time.process_time()
    with Reader() as reader:
        for data in files:
            read_given(Given(data, f"page.{media}"), reader.parse)
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "pages": pages,
        "bytes": sum(map(len, files)),
        "cpu_seconds": time.process_time() - begin + child.ru_utime + child.ru_stime,
        "own_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "child_mb": child.ru_maxrss / 1024,
    }


def news_page(article: str, seed: int) -> bytes:
    """An article amid the menus, scripts, styles, cards and comments of a news site."""
    body = "".join(f'<p class="c-{seed}">{html.escape(p)}</p>\n' for p in article.split("\n"))
    menu = "".join(f'<li class="m"><a href="/s/{i}">Section {i}</a></li>' for i in range(150))
    cards = "".join(
        f'<div class="card"><a href="/a/{seed}/{i}"><img alt="" src="{i}.jpg">'
        f"<h3>Other story {i} of {seed}</h3></a><p>Shares fell {i}.{seed % 10}%</p></div>"
        for i in range(60)
    )
    comments = "".join(
        f'<div class="comment"><b>reader{i}</b><p>{i + seed} of us agree.</p></div>'
        for i in range(80)
    )
    script = "var a{0}=function(x){{return x*{0}}};\n"
    scripts = "".join(script.format(i) for i in range(800))
    style = "".join(f".c-{i}{{margin:{i}px;color:#{i:06x}}}" for i in range(500))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page {seed}</title>'
        f"<style>{style}</style><script>{scripts}</script></head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>Headline {seed}</h1>{body}</article></main><aside>{cards}</aside>"
        f"<section>{comments}</section><footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


def dense_pdf(text: str) -> tuple[bytes, int]:
    """A text in two columns of small print, and how many pages it fills."""
    file = BytesIO()
    document = BaseDocTemplate(file, pagesize=A4, invariant=1)
    frames = [Frame(x * mm, 15 * mm, 85 * mm, 265 * mm) for x in (15, 110)]
    document.addPageTemplates(PageTemplate(frames=frames))
    style = getSampleStyleSheet()["BodyText"].clone("small", fontSize=8, leading=10, alignment=4)
    document.build([Paragraph(html.escape(line), style) for line in text.split("\n")])
    return file.getvalue(), document.page


def main() -> None:
    """Measures one format and prints what it took."""
    parser = argparse.ArgumentParser(description="Time and memory of reading one format.")
    parser.add_argument("media", choices=sorted(TARGETS))
    parser.add_argument("--golden", type=Path, default=GOLDENS)
    given = parser.parse_args()
    print(json.dumps(measure(given.media, given.golden)))


if __name__ == "__main__":
    main()
