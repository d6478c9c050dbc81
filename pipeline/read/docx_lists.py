"""The numbering of a Word file in; the number or bullet that each list item shows out.

Source: ECMA-376, part 1, 17.9: instances (`w:num`) of definitions (`w:abstractNum`) share one count
unless an instance starts its own.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.read.docx_xml import W, child, toggle, value, whole

LEVELS = 9

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SYMBOLS = "*†‡§"
_PLACE = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """How the items of one level of a list are numbered."""

    form: str
    text: str
    """`%1.%2)`: the numbers of the levels with what stands around them."""
    start: int
    is_decimal: bool
    """Are the levels above shown as plain numbers, whatever their own form is?"""


class Lists(NamedTuple):
    """All numbering of a file."""

    levels: Mapping[int, Mapping[int, Level]]
    """By instance, then by level from 0."""
    definitions: Mapping[int, str]
    """Which definition each instance counts with."""
    restarts: Mapping[int, Mapping[int, int]]
    """Where an instance starts its own count."""


class Counter:
    """Counts list items as they are passed, so it holds state."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[int] = set()

    def marker(self, list_id: int, level: int) -> str:
        """What the next item at that level of that list shows; empty where it shows nothing."""
        levels = self._lists.levels.get(list_id, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists.definitions[list_id], {})
        if list_id not in self._started:
            self._started.add(list_id)
            for restarted, start in self._lists.restarts[list_id].items():
                counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]
        return _marker(levels, counts, level)


def read_lists(root: etree._Element | None) -> Lists:
    """The numbering part of a file; empty where it has none."""
    if root is None:
        return Lists({}, {}, {})
    definitions = {
        element.get(W + "abstractNumId", ""): element
        for element in root.iterfind(W + "abstractNum")
    }
    linked = {
        link: element
        for element in definitions.values()
        if (link := value(element, "styleLink")) is not None
    }
    found = Lists({}, {}, {})
    for instance in root.iterfind(W + "num"):
        number = whole(instance.get(W + "numId"))
        definition = definitions.get(value(instance, "abstractNumId") or "")
        if number is not None and definition is not None:
            definition = linked.get(value(definition, "numStyleLink") or "", definition)
            found = _with_instance(found, number, instance, definition)
    return found


def write_number(number: int, form: str) -> str:
    """A count in one of Word's forms (`decimal`, `lowerRoman` …); unknown forms give decimals."""
    writer = _FORMS.get(form)
    return str(number) if writer is None or not 0 < number < 4000 else writer(number)


def _with_instance(
    lists: Lists, number: int, instance: etree._Element, definition: etree._Element
) -> Lists:
    levels = _levels(definition)
    restarts = {}
    for override in instance.iterfind(W + "lvlOverride"):
        at = whole(override.get(W + "ilvl"))
        start = whole(value(override, "startOverride"))
        if at is None:
            continue
        if (own := child(override, "lvl")) is not None:
            levels[at] = _level(own)
        if start is not None:
            restarts[at] = start
    return Lists(
        {**lists.levels, number: levels},
        {**lists.definitions, number: definition.get(W + "abstractNumId", "")},
        {**lists.restarts, number: restarts},
    )


def _levels(definition: etree._Element) -> dict[int, Level]:
    found = {}
    for element in definition.iterfind(W + "lvl"):
        number = whole(element.get(W + "ilvl"))
        if number is not None and 0 <= number < LEVELS:
            found[number] = _level(element)
    return found


def _level(element: etree._Element) -> Level:
    start = whole(value(element, "start"))
    return Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        1 if start is None else start,
        toggle(element, "isLgl") is True,
    )


def _marker(levels: Mapping[int, Level], counts: Mapping[int, int], level: int) -> str:
    shown = levels[level]
    if shown.form == "bullet":
        return "•" if shown.text.strip() else ""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        if at not in levels:
            return ""
        form = "decimal" if shown.is_decimal else levels[at].form
        return write_number(counts.get(at, levels[at].start), form)

    return _PLACE.sub(number, shown.text).strip()


def _roman(number: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        written += letters * (number // size)
        number %= size
    return written


def _letters(number: int) -> str:
    """Word repeats the letter after `z`: `aa`, `bb`."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _symbols(number: int) -> str:
    return _SYMBOLS[(number - 1) % 4] * ((number - 1) // 4 + 1)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"


_FORMS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "ordinal": _ordinal,
    "chicago": _symbols,
    "none": lambda number: "",
}
"""ECMA-376, part 1, 17.18.59 (ST_NumberFormat), those that press releases use."""
