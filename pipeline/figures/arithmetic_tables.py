"""Tables against the prose around them, and against themselves.

In: a source. Out: notes where the prose prints another sum, change or direction than the row it
names, where a column does not make the number of patients that the text gives, or where a column's
last row is not its sum though that of the columns beside it is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from pipeline.figures.arithmetic_reading import PEOPLE, Sheet, is_point, note, plain, sentence_at
from pipeline.figures.arithmetic_rows import Line, Number, is_in_table, lines_of
from pipeline.figures.claims_reading import content_words
from pipeline.figures.intervals import percent_above
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.tables import Cell, Table, tables_of
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_UP = (
    r"rose|risen|rises|up|grew|grown|increased|climbed|jumped|gained|expanded|improved"
    r"|widened|higher"
)
_DOWN = (
    r"fell|fallen|falls|down|dropped|declined|decreased|slipped|shrank|narrowed|contracted|lower"
)
_CHANGED = lazy_regex(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})) ?(?:by |about |some |nearly )*$")
_MOVED_TO = lazy_regex(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})) to (?:about |some )?$")
_OTHER_BASE = lazy_regex(
    r"\b(?:constant|organic\w*|underlying|like-for-like|currenc\w+|year to date|nine months|half"
    r"|full year|sequential\w*|since|compared with the (?:second|first|third|previous)|adjusted"
    r"|excluding|volume|annuali[sz]ed|expected|forecast|guidance|will|should)\b"
)
_SAME_WORD = {"lost": "los", "loses": "los", "loss": "los", "losses": "los"}
_SCALES = (Decimal(1), Decimal(10) ** 3, Decimal(10) ** 6)
_AGAINST = lazy_regex(
    r",? (?:\([^)]*\) )?(?:against|compared (?:with|to)|versus|vs|from|up from|down from|after)"
    r" (?:a loss of |a profit of |about |the )?"
)
_FAR = Decimal("0.25")


def check_row_changes(sheet: Sheet) -> Iterator[SourceNote]:
    """`Research spending rose 25%`, where the row of the table goes from 30.0 to 36.0."""
    lines = [line for line in lines_of(sheet) if line.words]
    for change in sheet.source.figures if lines else ():
        if change.kind is not Kind.PERCENT or not is_point(change) or change.approximate:
            continue
        clause, start = _clause(sheet, change)
        moved = _CHANGED.search(clause)
        if not moved or _OTHER_BASE.search(clause + sheet.after(change, 40).split(".")[0]):
            continue
        line = _named(lines, clause)
        if (
            line is None
            or " of " in clause
            or is_in_table(sheet, start)
            or not _is_over_time(sheet, line)
            or any(n.is_percent for n in line.numbers[:2])
        ):
            continue
        if not _is_change(line.numbers, change, is_down=bool(moved["down"])):
            new, old = line.numbers[:2]
            true = abs(percent_above(new.value, old.value)).quantize(Decimal("0.1"))
            reason = (
                f"In the table “{line.label.strip()}” goes from {plain(old.value)} to "
                f"{plain(new.value)}, {plain(true)}%; the text prints {change.text}."
            )
            yield note(sheet, "EB_SOURCE_ABOVE", reason, (change.span, new.span, old.span))


_TIME = lazy_regex(
    r"\d|\b(?:years?|quarters?|months?|half|weeks?|before|prior|previous|ago|now|then|last|start|end"
    r"|baseline|earlier|today|current)\b"
)


def _is_over_time(sheet: Sheet, line: Line) -> bool:
    """Do a row's columns stand for times? `List price | Net price` do not; no head may."""
    above = sheet.source.text[: max(0, line.place.start - 1)].lower().split("\n\n")[-1].split("\n")
    starts = [row for row in above if "|" in row or "\t" in row or " / " in row]
    return not starts or bool(_TIME.search(starts[0]))


def _clause(sheet: Sheet, figure: Figure) -> tuple[str, int]:
    """The folded words of a figure's clause up to it, and where they start."""
    at = sentence_at(sheet, figure.span.start)
    start = sheet.source.sentences[at].start if at >= 0 else 0
    start = max(start, sheet.source.text.rfind("\n", 0, figure.span.start) + 1)
    words = sheet.folded[start : figure.span.start]
    cut = max(words.rfind(mark) + len(mark) for mark in (", ", "; ", " and ", " but ", ": "))
    cut = 0 if not any(mark in words for mark in (", ", "; ", " and ", " but ", ": ")) else cut
    return words[cut:], start


def _stems(words: str) -> frozenset[str]:
    """Stems of content words, with `lost` as `loss`."""
    for word, stem in _SAME_WORD.items():
        words = re.sub(rf"\b{word}\b", f"{stem}s", words)
    return content_words(words)


def _named(lines: Sequence[Line], clause: str) -> Line | None:
    """The one row whose label's first word, or all of whose label, a clause says."""
    said = _stems(clause)
    hits = [line for line in lines if _first(line) & said]
    whole = [line for line in hits if _stems(line.label.lower()) <= said]
    best = max(whole, key=lambda line: len(line.words)) if whole else None
    if best is not None:
        return best
    return hits[0] if len({line.label for line in hits}) == 1 else None


def _first(line: Line) -> frozenset[str]:
    """The stem of the word that tells a row apart: the first of its label that says anything."""
    for word in re.findall(r"[a-z'-]+", line.label.lower()):
        stems = _stems(word)
        if stems:
            return stems
    return frozenset()


def _is_change(numbers: Sequence[Number], change: Figure, *, is_down: bool) -> bool:
    """Do two neighbours of a row, in either order, change by the percentage printed?"""
    if any(n.is_percent and abs(n.value - change.values[0]) <= change.step / 2 for n in numbers):
        return True
    plain_ones = [n for n in numbers if not n.is_percent and n.value > 0]
    for new, old in permutations(plain_ones, 2):
        low = percent_above(new.value - new.step / 2, old.value + old.step / 2)
        high = percent_above(new.value + new.step / 2, old.value - old.step / 2)
        said = -change.values[0] if is_down else change.values[0]
        if low - change.step / 2 <= said <= high + change.step / 2:
            return True
    return len(plain_ones) < len(("new", "old"))


def check_row_values(sheet: Sheet) -> Iterator[SourceNote]:
    """`Lost $41 million, against $34 million`, where the row has the second and not the first."""
    lines = lines_of(sheet)
    for first, second in pairwise(sheet.source.figures) if lines else ():
        if (
            first.kind is not Kind.MONEY
            or not is_point(first)
            or is_in_table(sheet, first.span.start)
        ):
            continue
        pair = _pair(sheet, first, second)
        for line in lines:
            if len(line.numbers) < 2 or any(n.is_percent for n in line.numbers[:2]):
                continue
            yield from _judge_pair(sheet, line, pair or (first, None))


def _pair(sheet: Sheet, first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """A value and what it is set against, in one clause; a value per share may stand between."""
    at = bisect_right(sheet.starts, first.span.start)
    for other in sheet.source.figures[at : at + 5]:
        gap = sheet.between(first, other)
        if other.kind is not Kind.MONEY or other.unit != first.unit or "." in gap:
            continue
        if _AGAINST.fullmatch(gap) or re.search(r", (?:against|compared|versus)[a-z ]* $", gap):
            return first, other
    return None


def _judge_pair(
    sheet: Sheet, line: Line, pair: tuple[Figure, Figure | None]
) -> Iterator[SourceNote]:
    """A note where one end of a pair is the row's and the other is near it, and not it."""
    said, base = pair
    for scale in _SCALES:
        now, before = line.numbers[:2]
        near = abs(said.values[0] - now.value * scale) <= now.value * scale * _FAR
        if not near or _rounds(said, now, scale):
            continue
        if any(_rounds(said, n, scale) for n in line.numbers):
            continue
        if base is not None and is_point(base):
            if not _rounds(base, before, scale) or before.value < 100 * before.step:
                continue
        elif not _names_all(sheet, line, said):
            continue
        reason = (
            f"The text prints {said.text}, the table {plain(now.value)} "
            f"in the row “{line.label.strip()}”."
        )
        yield note(sheet, "EB_SOURCE_CONFLICT", reason, (said.span, now.span))
        return


def _rounds(said: Figure, number: Number, scale: Decimal) -> bool:
    """Is a value of the prose the table's, rounded?"""
    slack = max(said.step, number.step * scale) / 2
    return abs(said.values[0] - number.value * scale) <= slack


_PERIOD = lazy_regex(
    r"\b(?:year|nine|six|half|months?|annual|since|expect\w*|forecast|guidance|programme"
    r"|program|deal"
    r"|per share|a share|earlier|previous\w*|last)\b"
)


def _names_all(sheet: Sheet, line: Line, said: Figure) -> bool:
    """Does the clause of a lone value say the whole label, of two words or more, and no period?"""
    clause, _ = _clause(sheet, said)
    after = sheet.after(said, 60).split(".")[0]
    label = _stems(line.label.lower())
    return len(label) > 1 and label <= _stems(clause) and not _PERIOD.search(clause + after)


def check_row_directions(sheet: Sheet) -> Iterator[SourceNote]:
    """`Operating margin improved to 18.4%`, where the row has 19.9% a year before."""
    lines = lines_of(sheet)
    for figure in sheet.source.figures if lines else ():
        moved = _MOVED_TO.search(sheet.before(figure, 40))
        if not moved or not is_point(figure) or is_in_table(sheet, figure.span.start):
            continue
        clause, _ = _clause(sheet, figure)
        for line in lines:
            now, before = line.numbers[:2]
            if now.value != figure.values[0] or now.is_percent is not (figure.kind is Kind.PERCENT):
                continue
            falls = now.value < before.value
            if now.value == before.value or before.is_percent is not now.is_percent:
                continue
            if _stems(line.label.lower()) & _stems(clause) and falls is bool(moved["up"]):
                reason = (
                    f"The text says that “{line.label.strip()}” went "
                    f"{'up' if falls else 'down'} to {figure.text}; "
                    f"the table has {plain(before.value)} before it."
                )
                spans = (figure.span, now.span, before.span)
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, spans)


_TREATED = lazy_regex(
    rf"^(?: [a-z-]+){{0,2}}? (?:{PEOPLE})\b[^.;:]{{0,90}}?\b(?:treated|dosed|enroll?ed"
    rf"|randomi[sz]ed"
    r"|taken|received|included|took part|implanted|infused)\b"
)
_SIZE_HEAD = lazy_regex(
    r"\b(?:treated|dosed|enroll?ed|patients|participants|randomi[sz]ed|number|n)\b"
)
_ALL_ROW = lazy_regex(r"\b(?:total|all|overall|sum|both|combined|together)\b", re.IGNORECASE)
_SPREAD = Decimal("0.2")
_COUNTS = (Kind.COUNT, Kind.NUMBER)


def check_column_sizes(sheet: Sheet) -> Iterator[SourceNote]:
    """`31 patients were dosed`, where the dose groups of the table have 6, 9 and 14."""
    tables = [t for t in tables_of(sheet.source) if len(t.rows) > 1]
    for total in sheet.source.figures if tables else ():
        if total.kind is not Kind.COUNT or not is_point(total) or total.hedge:
            continue
        if not _TREATED.match(sheet.after(total, 140)):
            continue
        for table in tables:
            cells = _size_column(sheet, table)
            added = sum((c.figure.values[0] for c in cells), Decimal(0))
            near = abs(added - total.values[0]) <= total.values[0] * _SPREAD
            if len(cells) < 2 or added == total.values[0] or not near:
                continue
            if any(added in f.values for f in sheet.source.figures if f.kind in _COUNTS):
                continue
            shown = " + ".join(plain(c.figure.values[0]) for c in cells)
            reason = (
                f"The groups of the table make {shown} = {plain(added)}; "
                f"the text prints {total.text}."
            )
            spans = [total.span, *(c.figure.span for c in cells)]
            yield note(sheet, "EB_SOURCE_SUM", reason, spans)


def _size_column(sheet: Sheet, table: Table) -> list[Cell]:
    """The cells of the column that gives the sizes of groups; none where a row sums them up."""
    if any(_ALL_ROW.search(name) for name in table.names):
        return []
    column = next(
        (i for i, head in enumerate(table.heads) if _SIZE_HEAD.search(head.lower())), None
    )
    if column is None:
        above = sheet.folded[max(0, table.span.start - 120) : table.span.start]
        column = 0 if not table.heads and _SIZE_HEAD.search(above) else None
    cells = [c for c in table.cells if c.column == column]
    whole = all(c.figure.kind in (Kind.NUMBER, Kind.COUNT) and is_point(c.figure) for c in cells)
    return cells if whole and len(cells) == len(table.rows) else []


def check_totals(sheet: Sheet) -> Iterator[SourceNote]:
    """A last row called total that is not the sum of its column, though it is of another's."""
    for table in tables_of(sheet.source):
        last = len(table.names) - 1
        if last < 2 or not re.search(r"\b(?:total|all|sum)\b", table.names[last].lower()):
            continue
        columns = [_column(table, at) for at in range(len(table.heads) or 8)]
        columns = [cells for cells in columns if len(cells) == last + 1]
        sums = [(cells, sum(c.figure.values[0] for c in cells[:-1])) for cells in columns]
        if not any(added == cells[-1].figure.values[0] for cells, added in sums):
            continue
        for cells, added in sums:
            printed = cells[-1].figure
            slack = max(c.figure.step for c in cells) * last / 2
            if added and abs(printed.values[0] - added) > (slack if slack < 1 else 0):
                reason = (
                    f"The rows make {plain(Decimal(added))}; the row “{table.names[last]}” prints "
                    f"{printed.text}."
                )
                spans: list[Span] = [c.figure.span for c in cells]
                yield note(sheet, "EB_SOURCE_SUM", reason, spans)


def _column(table: Table, at: int) -> list[Cell]:
    """A column's plain numbers, one for each row; shares are not summed."""
    cells = sorted((c for c in table.cells if c.column == at), key=lambda c: c.row)
    plain_ones = [c for c in cells if c.figure.kind in (Kind.NUMBER, Kind.COUNT, Kind.MONEY)]
    return plain_ones if all(len(c.figure.values) == 1 for c in plain_ones) else []
