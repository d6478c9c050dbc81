"""The tree of a page in; out, its trunk: the elements that hold its heading and running text.

The trunk begins with what holds the page's one first heading, and takes in the container with most
text as long as that has more than the trunk itself, with all others of one make beside it.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

CONTAINERS = frozenset({"div", "section", "aside", "article", "main", "table", "center", "form"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SAID = ("class", "bgcolor", "role", "border", "width")
"""Attributes that make one container look as another."""

FEWEST_WORDS = 25
"""Words of running text that a trunk has."""

MOST_ELEMENTS = 50_000
"""An article's page has some thousands."""

MOST_STEPS = 60
"""Down the trunk: a page is nested no deeper before its text begins."""

Make = tuple[str | None, ...]


class Seen(NamedTuple):
    """What a reader sees of a page's tree."""

    root: etree._Element
    shown: frozenset[etree._Element]
    layout: frozenset[etree._Element]
    """Tables that only lay out the page; others are text."""


class Trunk(NamedTuple):
    """What holds a page's story or stories."""

    elements: dict[etree._Element, int]
    """Each with the words of running text that it holds in no container of its own."""
    parts: frozenset[etree._Element]
    """Those of one make that stand beside each other."""
    hanging: tuple[etree._Element, ...]
    """The containers that hang on it and are none of it."""
    heads: tuple[etree._Element, ...]


class _Sizes:
    """Words of running text of each element: all of them, and those in no container within it."""

    def __init__(self, root: etree._Element, shown: frozenset[etree._Element]) -> None:
        self.whole: dict[etree._Element, int] = {}
        self.own: dict[etree._Element, int] = {}
        for element in reversed([e for e in root.iter() if e in shown]):
            quiet = element.tag in HEADINGS or element.tag == "a"
            whole = own = 0 if quiet else count_words(element.text)
            for child in element:
                tail = 0 if quiet else count_words(child.tail)
                whole += self.whole.get(child, 0) + tail
                own += tail + (0 if child.tag in CONTAINERS else self.own.get(child, 0))
            self.whole[element], self.own[element] = (0, 0) if quiet else (whole, own)


def grow_trunk(seen: Seen) -> Trunk | None:
    """The trunk of a page; `None` where it has several first headings or next to no text."""
    heads = tuple(e for e in seen.root.iter("h1") if e in seen.shown)
    if len(heads) > 1 or len(seen.shown) > MOST_ELEMENTS:
        return None
    sizes = _Sizes(seen.root, seen.shown)
    above = heads[0].iterancestors() if heads else seen.root.iterfind("body")
    trunk = {one: sizes.own.get(one, 0) for one in (seen.root, *above)}
    parts: dict[etree._Element, None] = {}
    hanging = list(_hanging(seen, trunk))
    for _ in range(MOST_STEPS):
        holders = {part.getparent() for part in parts}
        free = [one for one in hanging if one.getparent() not in holders]
        most = max(free, key=lambda one: sizes.whole[one], default=None)
        if most is None or sizes.whole[most] <= sum(trunk.values()):
            break
        fellows = [e for e in hanging if make_of(e) == make_of(most) and _are_kin(e, most)]
        beside = [e for e in fellows if e.getparent() is most.getparent()]
        parts |= dict.fromkeys(beside if len(beside) > 1 else ())
        trunk |= {one: sizes.own.get(one, 0) for one in fellows}
        hanging = list(_hanging(seen, trunk))
    if sum(trunk.values()) < FEWEST_WORDS:
        return None
    return Trunk(trunk, frozenset(parts), tuple(hanging), heads)


def make_of(one: etree._Element) -> Make:
    """What a container looks like, by its tag and attributes."""
    return (one.tag, *(one.get(name) for name in _SAID))


def _hanging(seen: Seen, trunk: Collection[etree._Element]) -> Iterator[etree._Element]:
    """The outermost containers within the trunk that are none of it; a table of data is text."""
    for one in trunk:
        waiting = [child for child in one if child in seen.shown]
        while waiting:
            child = waiting.pop()
            is_data = child.tag == "table" and child not in seen.layout
            if child in trunk or is_data:
                continue
            if child.tag in CONTAINERS:
                yield child
            else:
                waiting += [below for below in child if below in seen.shown]


def _are_kin(one: etree._Element, other: etree._Element) -> bool:
    """Have two containers one parent, or parents of one make?"""
    mine, its = one.getparent(), other.getparent()
    return mine is its or (mine is not None and its is not None and make_of(mine) == make_of(its))


def count_words(text: str | None) -> int:
    """Words between spaces."""
    return len((text or "").split())
