"""How well pages are read: `python -m benchmarks.reading [--faults] [--peers] [--write]`.

Reads every original of tests/reading as the commands do, and scores it against its expectation.
`--faults` names what is wrong; `--peers` reads the same with other readers, which must be installed
(requirements/peers.txt); `--write` puts the tables into docs/reading.md.
"""

import argparse
from collections.abc import Sequence

from benchmarks.reading_corpus import CORPUS, Expected, read_corpus
from benchmarks.reading_score import Scores, add_shares, score_page
from pipeline.read.apart import Reader
from pipeline.read.page import Given, read_given
from schemas.score import Share


def main() -> None:
    """Scores, prints, and writes if asked."""
    parser = argparse.ArgumentParser(description="How well evenbrief reads pages.")
    parser.add_argument("--faults", action="store_true", help="name what is wrong")
    given = parser.parse_args()
    corpus = read_corpus(CORPUS)
    with Reader() as reader:
        scored = [(expected, score_original(expected, reader)) for expected in corpus]
    print(render_scores(scored))
    if given.faults:
        for expected, scores in scored:
            for fault in scores.faults:
                print(f"{expected.path.name}: {fault}")


def score_original(expected: Expected, reader: Reader) -> Scores:
    """The scores of all documents of an original together."""
    data = expected.path.read_bytes()
    pages = read_given(Given(data, expected.path.name), reader.parse).pages
    if len(pages) != len(expected.pages):
        raise ValueError(
            f"{expected.path.name}: read as {len(pages)} documents, not {len(expected.pages)}"
        )
    scores = [
        score_page(page, wanted, data) for page, wanted in zip(pages, expected.pages, strict=True)
    ]
    faults = tuple(fault for one in scores for fault in one.faults)
    return Scores(add_shares(one.shares for one in scores), faults)


def render_scores(scored: Sequence[tuple[Expected, Scores]]) -> str:
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
        *([name, *(_show(by.get(name)) for by in sums.values())] for name in sums["all"]),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _show(share: Share | None) -> str:
    return f"{share.hits}/{share.of}" if share and share.of else ""


if __name__ == "__main__":
    main()
