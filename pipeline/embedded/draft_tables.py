"""The first move, for tables with cells: what comes next for each programme, and single entries.

In: a record and its source. Out: candidates that say of a figure that it is the table's. Only rows
whose cells are parted by a mark (`/`, `|`, a tab) are read; a flattened table has no cells to tell
apart.
"""

import re

from pipeline.embedded.candidate import Candidate, make_candidate
from pipeline.embedded.clauses import FIGURE, find_figures_in, print_template, write_template
from pipeline.embedded.labelled import lower_label
from pipeline.embedded.lexicons import MARKET
from pipeline.embedded.recast import lower_first
from pipeline.figures.tables_units import NO_UNIT, Unit, read_unit
from schemas.article import SegmentKind
from schemas.draft import Move, Topic
from schemas.figure import Kind
from schemas.record import Passage, Record
from schemas.source import Source

_PARTING = re.compile(r"\s*[/|]\s+|\s+[/|]\s*|\s+;\s+|\t+")
_NEXT = re.compile(r"\b(?:next|milestone|catalyst|upcoming|expected)\b", re.IGNORECASE)
_STAGE = re.compile(r"\b(?:stage|phase|status)\b", re.IGNORECASE)
_MAIN = 86
_OTHER = 62
_DISPUTED = 130
COLUMN = 92
"""Weights: the next step of the story's first product, of the others, an entry that says otherwise
than the text, and a measure of every arm."""


def draft_tables(record: Record, source: Source) -> tuple[Candidate, ...]:
    """A sentence for each row with a dated next step, or with one entry beside its label.

    Example: under `Programme / Stage / Next step`, the row `ABC-1 / Phase 2 / Topline, {m5}` gives
    `By the article’s own table, the next step for ABC-1 (Phase 2) is topline, {m5}.`
    """
    found: list[Candidate] = []
    header: tuple[str, ...] = ()
    over, unit = "", NO_UNIT
    for passage in record.passages:
        cells = find_cells(passage, source)
        if len(cells) < 3 or passage.opinion:
            over = passage.evidence.text if passage.kind is SegmentKind.HEADING else ""
            continue
        if _is_header(cells, source):
            header, unit = cells, _read_unit(f"{over} {print_template(cells[0], source)}")
            continue
        text = _say_row(header, cells, source.text)
        text = text or _say_periods(header, cells, unit, source)
        text = text or _say_arms(header, cells, source)
        text = text or _say_terms(cells, source)
        if text:
            rival = _find_rival(passage, record)
            own = cells[0] in record.products[:1] or not any(cells[1:-1])
            weight = _DISPUTED if rival >= 0 else _MAIN if own else _OTHER
            made = make_candidate(
                text, Move.DATA, _topic(cells), source, (passage.evidence,), weight
            )
            found.append(made.model_copy(update={"needs": rival}))
    return tuple(found)


_EXCEPT = re.compile(r",? (?:except|excluding|other than|unless)\b[^)]*")


def _read_unit(over: str) -> Unit:
    """The unit over a table; what it says of exceptions names another one."""
    return read_unit(_EXCEPT.sub("", over.lower()).replace("us dollars", "dollars"))


def _is_header(cells: tuple[str, ...], source: Source) -> bool:
    """Do the cells but the first name columns: words, or periods such as `Q3 2026`?"""
    figures = find_figures_in(" ".join(cells[1:]))
    if not figures:
        return True
    dated = all(source.figures[index].kind is Kind.DATE for index in figures)
    return dated and all(cell and len(cell) <= LONGEST_PERIOD for cell in cells[1:])


LONGEST_PERIOD = 12
"""Characters that a reference and a word beside it take."""

_ALONE = re.compile(r"\(?(\{m\d+\})\)?")


def _say_periods(
    header: tuple[str, ...], cells: tuple[str, ...], unit: Unit, source: Source
) -> str:
    """`The article’s table gives revenue as ${m1} million for {m2} and ${m3} million for {m4}.`"""
    if len(header) != len(cells) or not re.match(r"[A-Z][a-z]", cells[0]):
        return ""
    told = []
    for name, cell in zip(header[1:], cells[1:], strict=True):
        value, period = _ALONE.fullmatch(cell), _ALONE.fullmatch(name)
        if not value or not period:
            continue
        figure = source.figures[find_figures_in(value[1])[0]]
        if cell.startswith("(") and "loss" not in cells[0].lower():
            return ""
        bare = figure.kind is Kind.NUMBER
        if bare and (unit.kind is not Kind.MONEY or "per share" in cells[0].lower()):
            return ""
        scale = f" {unit.scale}" if unit.scale else ""
        printed = f"{unit.sign}{value[1]}{scale}" if bare else value[1]
        told.append(f"{printed} for {period[1]}")
    if len(told) < 2:
        return ""
    return f"The article’s table gives {lower_label(cells[0], source.text)} as {join(told)}."


def join(parts: list[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]])


VALUE = re.compile(r"\{m\d+\}(?: ?%)?(?: \(\{m\d+\}\))?")
_ARM = re.compile(r"[A-Za-z][\w +/.-]{2,30}$")


def _say_arms(header: tuple[str, ...], cells: tuple[str, ...], source: Source) -> str:
    """`The article’s table gives deaths as {m1} ({m2}) for lumacel and {m3} ({m4}) for placebo.`

    Only where every column has a name in words and every cell a value.
    """
    if len(header) != len(cells) or not re.match(r"[A-Z][a-z]", cells[0]) or len(cells) > 4:
        return ""
    if any(FIGURE.search(name) for name in header) or FIGURE.search(cells[0]):
        return ""
    pairs = list(zip(header[1:], cells[1:], strict=True))
    if not all(_ARM.match(name) and VALUE.fullmatch(cell) for name, cell in pairs):
        return ""
    told = [f"{cell} for {lower_label(name, source.text)}" for name, cell in pairs]
    return f"The article’s table gives {lower_label(cells[0], source.text)} as {join(told)}."


_TERM = re.compile(r"^[A-Z][\w-]*(?: [\w-]+){0,3}$")


def _say_terms(cells: tuple[str, ...], source: Source) -> str:
    """`The article’s table lists up to {m1} for renewal (each winter after …).`

    Only of rows whose last cell alone holds money or a rate, and whose first names it in words.
    """
    last = find_figures_in(cells[-1])
    kinds = {source.figures[index].kind for index in last}
    if not _TERM.match(cells[0]) or not kinds & {Kind.MONEY, Kind.PERCENT}:
        return ""
    if any(FIGURE.match(cell) for cell in cells[1:-1]):
        return ""
    about = [lower_label(cell, source.text) for cell in cells[1:-1] if cell]
    told = f" ({'; '.join(about)})" if about else ""
    amount = lower_label(cells[-1], source.text)
    return f"The article’s table lists {amount} for {lower_label(cells[0], source.text)}{told}."


def _find_rival(passage: Passage, record: Record) -> int:
    """Where the sentence starts that says otherwise; -1 where none does. Both are told or none."""
    here = passage.evidence.span
    for conflict in record.conflicts:
        spans = [item.span for item in conflict.evidence]
        if conflict.kind != "value" or not any(span.overlaps(here) for span in spans):
            continue
        for other in record.passages:
            place = other.evidence.span
            if place != here and any(span.overlaps(place) for span in spans):
                return place.start
    return -1


def _topic(cells: tuple[str, ...]) -> Topic:
    """An entry on money is of the market; what is next for a programme is context."""
    return Topic.MARKET if MARKET.search(cells[0]) else Topic.CONTEXT


def find_cells(passage: Passage, source: Source) -> tuple[str, ...]:
    """The row's cells as templates; `Runway / / / {m9}` has empty ones."""
    if passage.kind not in {SegmentKind.TABLE, SegmentKind.BODY}:
        return ()
    row = write_template(source, passage.evidence.span).strip(" .")
    return tuple(cell.strip() for cell in _PARTING.split(row))


def _say_row(header: tuple[str, ...], cells: tuple[str, ...], text: str) -> str:
    """What a row says; empty where its header does not tell what its last cell is."""
    if not cells[0] or not FIGURE.search(cells[-1]):
        return ""
    if not any(cells[1:-1]):
        return f"The article’s own table gives the {cells[0].lower()} as “{cells[-1]}”."
    if len(header) != len(cells) or not _NEXT.search(header[-1]) or FIGURE.search(cells[0]):
        return ""
    told = [cell for name, cell in zip(header[1:-1], cells[1:-1], strict=True) if cell and name]
    stage = [cell for name, cell in zip(header, cells, strict=True) if _STAGE.search(name) and cell]
    told = [lower_first(cell, text) for cell in told]
    words = cells[-1][0].lower() + cells[-1][1:] if cells[-1][1:2].islower() else cells[-1]
    about = f" ({', '.join(told if stage else told[:1])})" if told else ""
    return f"By the article’s own table, the next step for {cells[0]}{about} is {words}."
