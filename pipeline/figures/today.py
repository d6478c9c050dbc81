"""The day that a page was written on, by its dateline. In: a page's text. Out: a day, or `None`.

What is dated after that day has not happened yet, whatever words the text has for it.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.figures.glyphs import shade
from pipeline.figures.scan import find_in_shades
from pipeline.figures.wrapped import unwrap
from schemas.figure import Figure, Kind

_HEAD = 450
"""Characters in which a page says when it was written."""
_LONGEST_LINE = 140
"""Characters of a line of its own that holds a date; a longer one is a paragraph."""
_MONTH = timedelta(days=31)
_LED = re.compile(r"\b(?:by|in|until|on|for|from|of|to|since|through|before|after|early|late) \Z")
_POSTED = re.compile(r"\b(?:published|posted|updated|issued|dated|released?)\b")
_DATELINE = re.compile(r"\)?(?: ?/[\w ]+/)? ?(?:--|[—–:-])")


def find_today(text: str) -> date | None:
    """The last day of the date that the page's head gives, to the day or the month.

    Example: `LEEDS, 4 March 2031 --` gives 4 March 2031, `No. 7 · March 2031` the 31st.
    """
    head = unwrap(text[:_HEAD])
    shades = shade(head)
    figures, _ = find_in_shades(head, shades)
    return choose_today(shades.low, figures)


def choose_today(low: str, figures: Iterable[Figure]) -> date | None:
    """The same of a lower-case text whose figures have been found, in reading order."""
    for figure in figures:
        if figure.span.end > _HEAD:
            return None
        if figure.first is None or figure.last is None or figure.last - figure.first >= _MONTH:
            continue
        if _is_dateline(low, figure):
            return figure.last
    return None


def _is_dateline(low: str, figure: Figure) -> bool:
    """Does the date stand in a short line of its own, or before a dash that opens the text?"""
    if figure.kind is not Kind.DATE:
        return False
    start = low.rfind("\n", 0, figure.span.start) + 1
    end = low.find("\n", figure.span.end)
    left = low[start : figure.span.start]
    if _DATELINE.match(low, figure.span.end) and not _LED.search(left):
        return True
    is_line = 0 <= end - start <= _LONGEST_LINE
    return is_line and (_POSTED.search(left) is not None or _LED.search(left) is None)
