"""How well pages are read: `python -m benchmarks.reading [--faults] [--peers] [--write]`.

Reads every original of tests/reading as the commands do, and scores it against its expectation;
those of tests/reading_unsettled, which no rule was changed for, in a table of their own. `--faults`
names what is wrong; `--peers` reads the same with other readers, which must be installed
(requirements/peers.txt); `--write` puts the tables into docs/reading.md.
"""

import argparse
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.reading_corpus import CORPUS, ROOT, UNSETTLED, Expected, read_corpus
from benchmarks.reading_peers import PEERS
from benchmarks.reading_score import FAULTS, MEASURES, Scores, add_shares, score_page, score_text
from pipeline.read.apart import Reader
from pipeline.read.page import Given, read_given
from pipeline.split import split_page, story_text
from schemas.article import Page
from schemas.score import Share

DOCS = ROOT / "docs" / "reading.md"

Scored = Sequence[tuple[Expected, Scores]]
Readings = Mapping[str, Mapping[str, Mapping[str, Share]]]
"""By reader and format, what can be asked of any reader's text."""


def main() -> None:
    """Scores, prints, and writes if asked."""
    parser = argparse.ArgumentParser(description="How well evenbrief reads pages.")
    parser.add_argument("--faults", action="store_true", help="name what is wrong")
    parser.add_argument("--peers", action="store_true", help="read with other readers, too")
    parser.add_argument("--write", action="store_true", help="also update docs/reading.md")
    given = parser.parse_args()
    corpus, unsettled = read_corpus(CORPUS), read_corpus(UNSETTLED)
    with Reader() as reader:
        pages = {one.path: read_original(one, reader) for one in (*corpus, *unsettled)}
    scored = [(one, score_pages(one, pages[one.path])) for one in corpus]
    unseen = [(one, score_pages(one, pages[one.path])) for one in unsettled]
    tables = {"scores": render_scores(scored), "unsettled": render_unsettled(unseen)}
    if given.peers:
        tables["peers"] = render_readings(read_side_by_side(corpus, pages))
    print("\n\n".join(tables.values()))
    if given.faults:
        for expected, scores in (*scored, *unseen):
            for fault in scores.faults:
                print(f"{expected.path.name}: {fault}")
    if given.write:
        for name, table in tables.items():
            write(DOCS, name, table)


def read_original(expected: Expected, reader: Reader) -> tuple[Page, ...]:
    """The pages of an original; raises ValueError where they are not as many as expected."""
    found = read_given(Given(expected.path.read_bytes(), expected.path.name), reader.parse).pages
    if len(found) != len(expected.pages):
        raise ValueError(
            f"{expected.path.name}: read as {len(found)} documents, not {len(expected.pages)}"
        )
    return found


def score_pages(expected: Expected, pages: Sequence[Page]) -> Scores:
    """The scores of all documents of an original together."""
    data = expected.path.read_bytes()
    scores = [
        score_page(page, wanted, data) for page, wanted in zip(pages, expected.pages, strict=True)
    ]
    faults = tuple(fault for one in scores for fault in one.faults)
    return Scores(add_shares(one.shares for one in scores), faults)


def render_scores(scored: Scored) -> str:
    """A Markdown table: a row for each measure, a column for each format."""
    formats = sorted({expected.format for expected, _ in scored})
    sums = {
        name: add_shares(s.shares for expected, s in scored if expected.format == name)
        for name in formats
    }
    sums["all"] = add_shares(s.shares for _, s in scored)
    counts = [str(sum(e.format == name for e, _ in scored)) for name in formats]
    rows = [
        ["", *sums],
        ["---"] * (len(sums) + 1),
        ["files", *counts, str(len(scored))],
        *(
            [_title(name), *(_show(by[name]) for by in sums.values())] for name in sums["all"]
        ),
    ]  # fmt: skip
    return _table(rows)


def render_unsettled(scored: Scored) -> str:
    """A Markdown table: a row for each original, a column for each measure."""
    rows = [["", *map(_title, MEASURES)], ["---"] * (len(MEASURES) + 1)]
    rows += [
        [expected.path.name, *(_show(scores.shares[name]) for name in MEASURES)]
        for expected, scores in scored
    ]
    sums = add_shares(scores.shares for _, scores in scored)
    return _table([*rows, ["all", *(_show(sums[name]) for name in MEASURES)]])


def _title(name: str) -> str:
    return f"{name} (faults)" if name in FAULTS else name


def read_side_by_side(corpus: Sequence[Expected], pages: Mapping[Path, Sequence[Page]]) -> Readings:
    """What each reader makes of the originals that it reads, by the same questions."""
    logging.disable(logging.CRITICAL)  # The peers tell there what they do.
    readings: dict[str, dict[str, list[Mapping[str, Share]]]] = {}
    for expected in corpus:
        data, suffix = expected.path.read_bytes(), expected.path.suffix
        texts = {
            "evenbrief, its stories": "\n".join(map(_stories, pages[expected.path])),
            "evenbrief, its page": "\n".join(page.text for page in pages[expected.path]),
        } | {peer.name: peer.text(data, suffix) for peer in PEERS if suffix in peer.suffixes}
        for reader, text in texts.items():
            asked = [score_text(text, wanted) for wanted in expected.pages]
            readings.setdefault(reader, {}).setdefault(expected.format, []).extend(asked)
    return {
        reader: {name: add_shares(asked) for name, asked in by.items()}
        for reader, by in readings.items()
    }


def _stories(page: Page) -> str:
    return "\n".join(story_text(page, article) for article in split_page(page))


def render_readings(readings: Readings) -> str:
    """A Markdown table: a row for each format and reader."""
    names = ("figures kept", "boilerplate taken in", "order")
    formats = sorted({name for by in readings.values() for name in by})
    rows = [["", "", *names], ["---"] * 5]
    for name in formats:
        readers = [(reader, by[name]) for reader, by in readings.items() if name in by]
        rows += [
            [name, reader, *(_show(shares[one]) for one in names)] for reader, shares in readers
        ]
    return _table(rows)


def write(path: Path, name: str, table: str) -> None:
    """Puts a table between its two marks in a document; raises ValueError where it has none."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    head, found, rest = path.read_text(encoding="utf-8").partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{path}: has no place for {name}; put {begin} and {end} there")
    path.write_text(f"{head}{begin}\n\n{table}\n\n{end}{tail}", encoding="utf-8")


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _show(share: Share) -> str:
    return f"{share.hits}/{share.of}" if share.of else ""


if __name__ == "__main__":
    main()
