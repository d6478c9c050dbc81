"""The tree of a page in; out, which of its containers are set into the story or stand beside it.

The trunk is what holds the page's one first heading and most of its running text. A container that
hangs on the trunk and is none of it is a box, where it has a heading, a link or a form of its own,
and it is beside the story where it stands out of the element that holds heading and text. One whose
pieces are of one make, each with a title or a link, holds cards. Containers of one make that hold
the text together are its parts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

CONTAINERS = frozenset({"div", "section", "aside", "article", "main", "table", "center", "form"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ACTIONS = frozenset({"a", "button", "form", "input"})
BOLD = frozenset({"b", "strong", "font", "big"})
_SAID = ("class", "bgcolor", "role", "border", "width")
"""Attributes that make one container look as another."""

FEWEST_WORDS = 25
"""Words of running text that a trunk has."""

SHORT = 12
"""Words; a shorter container may be a label or a counter without heading or link."""

MOST_STEPS = 60
"""Down the trunk: a page is nested no deeper before its text begins."""

FEWEST_CARDS = 2

NEARLY_ALL = 8
"""Tenths of the running text."""


class _Sizes:
    """Words of running text of each element: all of them, and those in no container within it."""

    def __init__(self, root: etree._Element, shown: frozenset[etree._Element]) -> None:
        self.whole: dict[etree._Element, int] = {}
        self.own: dict[etree._Element, int] = {}
        for element in reversed([e for e in root.iter() if e in shown]):
            quiet = element.tag in HEADINGS or element.tag == "a"
            whole = own = 0 if quiet else _count(element.text)
            for child in element:
                tail = 0 if quiet else _count(child.tail)
                whole += self.whole.get(child, 0) + tail
                own += tail + (0 if child.tag in CONTAINERS else self.own.get(child, 0))
            self.whole[element], self.own[element] = (0, 0) if quiet else (whole, own)


def find_boxes(
    root: etree._Element, shown: frozenset[etree._Element], layout: frozenset[etree._Element]
) -> Mapping[etree._Element, str]:
    """By container, `box`, `beside`, `cards` or `part`; empty where the page has no trunk.

    `shown` are the elements that a reader sees, `layout` the tables that only lay out a page.
    """
    heads = [e for e in root.iter("h1") if e in shown]
    if len(heads) > 1:
        return {}
    sizes = _Sizes(root, shown)
    trunk = [root, *(heads[0].iterancestors() if heads else root.iterfind("body"))]
    parts: list[etree._Element] = []
    holders: set[etree._Element | None] = set()
    hanging = list(_hanging(dict.fromkeys(trunk), shown, layout))
    for _ in range(MOST_STEPS):
        direct = sum(sizes.own.get(one, 0) for one in dict.fromkeys(trunk))
        holders = {part.getparent() for part in parts}
        free = [one for one in hanging if one.getparent() not in holders]
        most = max(free, key=lambda one: sizes.whole[one], default=None)
        if most is None or sizes.whole[most] <= direct:
            break
        fellows = [e for e in hanging if _alike(e, most) and _are_kin(e, most)]
        beside = [e for e in fellows if e.getparent() is most.getparent()]
        parts += beside if len(beside) > 1 else []
        trunk += fellows
        hanging = list(_hanging(dict.fromkeys(trunk), shown, layout))
    if sum(sizes.own.get(one, 0) for one in dict.fromkeys(trunk)) < FEWEST_WORDS:
        return {}
    found = dict.fromkeys(parts, "part")
    inside = _story(list(dict.fromkeys(trunk)), heads, sizes)
    for one in hanging:
        if _is_piece(one, hanging, parts):
            continue
        if one.getparent() in holders:
            found[one] = "cards" if _has_cards(one, shown) else "box"
        elif kind := _kind(one, shown, is_bare=_is_bare(one) and _has_paragraphs(trunk)):
            found[one] = kind if one in inside else "beside" if kind == "box" else kind
    return found


def _are_kin(one: etree._Element, other: etree._Element) -> bool:
    """Have two containers one parent, or parents of one make?"""
    mine, its = one.getparent(), other.getparent()
    return mine is its or (mine is not None and its is not None and _alike(mine, its))


def _is_piece(
    one: etree._Element, hanging: Sequence[etree._Element], parts: Sequence[etree._Element]
) -> bool:
    """Does another part of the page have one of the same make, such as its time or its title?"""
    parent = one.getparent()
    return parent in parts and any(
        other.getparent() is not parent and other.getparent() in parts and _alike(one, other)
        for other in hanging
    )


def _story(
    trunk: Sequence[etree._Element], heads: Sequence[etree._Element], sizes: _Sizes
) -> frozenset[etree._Element]:
    """What is in the lowest element with the page's first heading and nearly all running text."""
    texts = {one: sizes.own.get(one, 0) for one in trunk}
    needed = sum(texts.values()) * NEARLY_ALL
    lowest = trunk[0]
    for one in trunk:
        held = set(one.iter())
        mine = sum(words for other, words in texts.items() if other in held)
        if mine * 10 >= needed and held.issuperset(heads) and one in set(lowest.iter()):
            lowest = one
    return frozenset(lowest.iter())


def _is_bare(one: etree._Element) -> bool:
    """Does its text stand in no paragraph, list or quotation?"""
    return next(one.iter("p", "li", "blockquote", "table"), None) is None


def _has_paragraphs(trunk: Sequence[etree._Element]) -> bool:
    """Is the trunk's text written in paragraphs, as most pages' is?"""
    return sum(child.tag == "p" for one in dict.fromkeys(trunk) for child in one) >= FEWEST_CARDS


def _hanging(
    trunk: Mapping[etree._Element, None],
    shown: frozenset[etree._Element],
    layout: frozenset[etree._Element],
) -> Iterator[etree._Element]:
    """The outermost containers within the trunk that are none of it; a table of data is text."""
    for one in trunk:
        waiting = [child for child in one if child in shown]
        while waiting:
            child = waiting.pop()
            if child in trunk:
                continue
            is_data = child.tag == "table" and child not in layout
            if child.tag in CONTAINERS and not is_data:
                yield child
            elif not is_data:
                waiting += [below for below in child if below in shown]


def _kind(one: etree._Element, shown: frozenset[etree._Element], *, is_bare: bool) -> str:
    """What a container beside the trunk is; empty where nothing sets it apart from text."""
    inner = [e for e in one.iter() if e in shown and e is not one]
    if _has_cards(one, shown):
        return "cards"
    if one.tag == "form" or any(e.tag in HEADINGS or e.tag in ACTIONS for e in inner):
        return "box"
    words = sum(_count(str(piece)) for piece in one.itertext())
    return "box" if is_bare or words < SHORT or _opens_bold(one) else ""


def _opens_bold(one: etree._Element) -> bool:
    """Is its first line in bold or larger type, as a title is where the markup names none?"""
    for element in one.iter():
        if isinstance(element.tag, str) and _count(element.text):
            return element.tag in BOLD and not _count(element.tail)
    return False


def _has_cards(one: etree._Element, shown: frozenset[etree._Element]) -> bool:
    """Does it hold several pieces of one make, each with a title or a link?"""
    for holder in (e for e in one.iter() if e in shown):
        titled = [
            (child.tag, *(child.get(name) for name in _SAID))
            for child in holder
            if child.tag in CONTAINERS or child.tag == "li"
            if any(e.tag in HEADINGS or e.tag == "a" for e in child.iter() if e in shown)
        ]
        if any(count >= FEWEST_CARDS for count in Counter(titled).values()):
            return True
    return False


def _alike(one: etree._Element, other: etree._Element) -> bool:
    return one.tag == other.tag and all(one.get(name) == other.get(name) for name in _SAID)


def _count(text: str | None) -> int:
    return len((text or "").split())


def list_shown(root: etree._Element, hidden: Sequence[etree._Element]) -> frozenset[etree._Element]:
    """The elements of a tree that are in none of the hidden ones."""
    unseen = {e for one in hidden for e in one.iter()}
    return frozenset(e for e in root.iter() if isinstance(e.tag, str) and e not in unseen)
