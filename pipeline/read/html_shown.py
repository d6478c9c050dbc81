"""The tree of a page in; out, the elements that a browser would draw, as far as the page tells.

What `aria-hidden` keeps from screen readers is drawn. It is often an ornament, or says a second
time what stands beside it; so it stays where it has figures and neither neighbour shows just these.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from lxml import etree

from pipeline.read.html_sheets import Sheet, read_sheets, style_of

DROPPED = frozenset(
    "script style noscript template title meta link select datalist iframe object desc "
    "metadata".split()
)
"""Elements that show nothing, or nothing of the article."""

UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
"""The three common names for text that only screen readers meet."""

CLOSED = frozenset(
    "dialog nav alertdialog navigation menu menubar tabpanel listbox tooltip".split()
)
"""Elements and roles that open: with `aria-hidden` they are closed, and so not drawn."""

FAR = 999
"""Pixels; what lies so far beside or above its place is off the page."""

_NOTHING = re.compile(r"0*\.?0+(?:[a-z]+|%)?")
_LENGTH = re.compile(r"-(\d{1,9}(?:\.\d{0,9})?)(px|r?em|pt|vw|vh)")
_PIXELS: Mapping[str, float] = {
    "px": 1, "pt": 4 / 3, "em": 16, "rem": 16, "vw": 10, "vh": 10,
}  # fmt: skip
"""At a browser's usual type size, on a page a thousand pixels wide and high."""

_SIDES = ("left", "right", "top", "bottom")
_DIGITS = re.compile(r"\d+")

MOST_PIECES = 200
"""Of a neighbour's text; what has more is no other wording of a figure."""


def find_shown(root: etree._Element) -> frozenset[etree._Element]:
    """The elements that a browser would draw: none within one that it would not."""
    sheet = _believed(root, read_sheets(root))
    found: set[etree._Element] = set()
    silent: set[etree._Element] = set()
    for element in root.iter(etree.Element):
        parent = element.getparent()
        if (parent is not None and parent not in found) or not _is_drawn(element, sheet):
            continue
        if parent in silent:
            silent.add(element)
        elif _is_silent(element):
            if not _shows_figures(element, found, sheet):
                continue
            silent.add(element)
        found.add(element)
    return frozenset(found)


def _believed(root: etree._Element, sheet: Sheet) -> Sheet:
    """The rules of a page, unless they hide most of it: then they stand until a script has run."""
    if not sheet:
        return sheet
    words = _count_words(root, {})
    return sheet if _count_words(root, sheet) * 2 >= words else {}


def _count_words(root: etree._Element, sheet: Sheet) -> int:
    return sum(len(text.split()) for text in _texts(root, sheet))


def _is_drawn(element: etree._Element, sheet: Sheet) -> bool:
    """Would a browser draw this element, as far as attributes and the page's own rules tell?"""
    if element.tag in DROPPED:
        return False
    attributes = element.attrib
    if not attributes and not sheet:
        return True
    is_unseen = "hidden" in attributes or UNSEEN_CLASSES.intersection(
        attributes.get("class", "").split()
    )
    is_styled = bool(sheet) or "style" in attributes
    return not (is_unseen or (is_styled and _is_unseen(style_of(element, sheet))))


def _is_unseen(style: Mapping[str, str]) -> bool:
    """Is by this style nothing drawn, can nothing be seen, or does all lie far off the page?"""
    if style.get("display") == "none" or style.get("visibility") == "hidden":
        return True
    if any(_NOTHING.fullmatch(style.get(name, "")) for name in ("opacity", "font-size")):
        return True
    is_placed = style.get("position") in {"absolute", "fixed", "relative"}
    names = ["text-indent", *(_SIDES if is_placed else ())]
    if not any(name.startswith("padding") for name in style):
        names += ["margin-left", "margin-top"]
    return any(_is_far(style.get(name, "")) for name in names)


def _is_far(length: str) -> bool:
    found = _LENGTH.fullmatch(length)
    return found is not None and float(found[1]) * _PIXELS[found[2]] >= FAR


def _shows_figures(
    element: etree._Element, found: Collection[etree._Element], sheet: Sheet
) -> bool:
    """Has what screen readers pass over figures, which no neighbour shows, and is it open?"""
    if element.tag in CLOSED or element.get("role", "") in CLOSED:
        return False
    before = next(element.itersiblings(etree.Element, preceding=True), None)
    after = next(element.itersiblings(etree.Element), None)
    beside = [before] if before is not None and before in found else []
    if after is not None and not _is_silent(after):
        beside.append(after)
    figures = _figures(_texts(element, sheet))
    return bool(figures) and not any(
        figures == _figures(islice(_texts(one, sheet), MOST_PIECES)) for one in beside
    )


def _is_silent(element: etree._Element) -> bool:
    return element.get("aria-hidden", "").strip().lower() == "true"


def _figures(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(found for text in texts for found in _DIGITS.findall(text))


def _texts(element: etree._Element, sheet: Sheet) -> Iterator[str]:
    """The pieces of text that are drawn in an element, in any order."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one.tag, str) and _is_drawn(one, sheet):
            yield one.text or ""
            for child in one:
                yield child.tail or ""
                waiting.append(child)
