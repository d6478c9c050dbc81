"""The first move, for tables whose rows are arms: one sentence for each column.

In: a record and its source. Out: candidates that set the arms side by side, as a reader compares
them. Only a table with a name over every column and a value for every arm is read.
"""

import re
from collections.abc import Iterator

from pipeline.embedded.candidate import Candidate, find_topic, make_candidate
from pipeline.embedded.clauses import FIGURE, find_figures_in, print_template
from pipeline.embedded.draft_tables import COLUMN, VALUE, find_cells, join
from pipeline.embedded.labelled import lower_label
from pipeline.figures.tables_units import NO_UNIT, read_unit
from schemas.draft import Move, Topic
from schemas.record import Passage, Record
from schemas.source import Source

_OF_ARMS = re.compile(r"^(?:groups?|arms?|doses?|treatments?|cohorts?)\b", re.IGNORECASE)
_RIVAL = re.compile(
    r"\b(?:placebo|control|observation|sham|usual care|comparator)\b", re.IGNORECASE
)
MOST_ARMS = 5
"""Values in a sentence; a reader compares no more."""

Row = tuple[Passage, tuple[str, ...]]


def draft_columns(record: Record, source: Source) -> tuple[Candidate, ...]:
    """`The article’s table gives deaths as {m1} ({m2}) for placebo and {m3} ({m4}) for {m5}.`"""
    found = []
    for (_, header), *rows in _find_tables(record, source):
        if not _is_of_arms(header, rows, source):
            continue
        for column in range(1, len(header)):
            values = [cells[column] for _, cells in rows]
            name = print_template(header[column], source).lower()
            if not all(map(VALUE.fullmatch, values)) or read_unit(name) != NO_UNIT:
                continue
            arms = [lower_label(cells[0], source.text) for _, cells in rows]
            pairs = [f"{value} for {arm}" for value, arm in zip(values, arms, strict=True)]
            label = lower_label(header[column], source.text)
            text = f"The article’s table gives {label} as {join(pairs)}."
            topic = find_topic(text, source) or Topic.CONTEXT
            evidence = tuple(passage.evidence for passage, _ in rows)
            found.append(make_candidate(text, Move.DATA, topic, source, evidence, COLUMN))
    return tuple(found)


def _find_tables(record: Record, source: Source) -> Iterator[list[Row]]:
    """Runs of rows with as many cells; the first is the header."""
    run: list[Row] = []
    for passage in record.passages:
        cells = find_cells(passage, source)
        fits = len(cells) >= 3 and not passage.opinion
        if run and (not fits or len(cells) != len(run[0][1])):
            if len(run) > 2:
                yield run
            run = []
        if fits:
            run.append((passage, cells))
    if len(run) > 2:
        yield run


def _is_of_arms(header: tuple[str, ...], rows: list[Row], source: Source) -> bool:
    """Does the table say so over its first column, or is one of its rows a control arm?"""
    labels = [print_template(cells[0], source) for _, cells in rows]
    named = all(header) and not any(FIGURE.fullmatch(name) for name in header)
    plain = all(
        label and find_figures_in(cells[1]) for label, (_, cells) in zip(labels, rows, strict=True)
    )
    arms = bool(_OF_ARMS.match(header[0])) or any(map(_RIVAL.search, labels))
    return named and plain and arms and len(rows) <= MOST_ARMS
