"""Right retellings pass and wrong ones are caught, on the dev half of `golden/retellings`."""

import json
from pathlib import Path

from evals.accuracy_read import find_files, read_pairs, read_sources
from pipeline.figures.check import check_figures

FOLDER = Path(__file__).parent.parent / "golden" / "retellings"
MOST_FLAGGED = 51
"""Of 432 right summaries, the errors we know of and could not mend (2026-11-21)."""
LEAST_CAUGHT = 305
"""Of 432 wrong ones."""


def test_no_more_right_retellings_fail_and_no_fewer_wrong_ones_are_caught() -> None:
    """A change of the rules must not make either side worse."""
    files = find_files([FOLDER])
    dev = next(file for file in files if file.name == "retellings_dev")
    flagged = {True: 0, False: 0}
    for pair in read_pairs(dev, read_sources(files)):
        flagged[pair.is_faithful] += not check_figures(pair.text, pair.source).ok

    assert flagged[True] <= MOST_FLAGGED
    assert flagged[False] >= LEAST_CAUGHT


def test_the_words_called_wrong_stand_in_their_summary_and_every_source_is_there() -> None:
    """Labels cut out what they name; ids are unique; each article has three of each."""
    sources = {json.loads(line)["id"] for line in _lines("retellings_sources")}
    for name in ("retellings_dev", "retellings_test"):
        rows = [json.loads(line) for line in _lines(name)]
        assert len({row["id"] for row in rows}) == len(rows)
        assert {row["source_id"] for row in rows} <= sources
        assert sum(row["faithful"] for row in rows) * 2 == len(rows)
        assert all(row["faithful"] or row["wrong"] in row["summary"] for row in rows)


def _lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
