"""A range whose two ends stand in two cells of a table: the first cell's figure alone.

A tab parts cells, and so does a blank before a minus that is glued to its digit where the figure
before is signed too and complete: `-52.7% -34.1%`.
"""

import re

from pipeline.figures.found import Text
from pipeline.figures.grammar_base import Grammar, Hit
from schemas.figure import Kind

_REACH = 400
"""Characters before a number that its grammar may look at."""
_PARTED = re.compile(r"(?<=[\d%)a-z])[^\S\n]*\t")
_SIGNED = re.compile(r"[+-]\d[\d.,]*(?: ?[a-z%/]{1,12})?(?P<gap> )-\d")


def read_first_cell(text: Text, at: int, hit: Hit, read: Grammar) -> Hit | None:
    """The figure of the first cell, read alone, where a range spans two; `None` where it is one."""
    end = _end_of_cell(text, at, hit)
    if end <= at:
        return None
    start = max(0, at - _REACH)
    cell = Text(*(shadow[start:end] for shadow in text))
    first = read(cell, at - start)
    return first and first._replace(start=first.start + start, end=first.end + start)


def _end_of_cell(text: Text, at: int, hit: Hit) -> int:
    """Where the cell ends that a range begins in; 0 where it stands in one."""
    if hit.reading.kind is Kind.INTERVAL:
        return 0
    parted = _PARTED.search(text.text, at, hit.end)
    if parted is not None:
        return parted.start()
    signed = _SIGNED.match(text.low, hit.start, hit.end)
    return signed.start("gap") if signed else 0
