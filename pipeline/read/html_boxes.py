"""The tree of a page in; out, which of its containers are set into the story or stand beside it.

The trunk is what holds the page's one first heading and most of its running text. A container that
hangs on the trunk and is none of it is a box, where it has a heading, a link or a form of its own,
and it is beside the story where it stands out of the element that holds heading and text. One whose
pieces are of one make, each with a title or a link, holds cards. Containers of one make that hold
the text together are its parts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

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

MOST_ELEMENTS = 50_000
"""An article's page has some thousands."""

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
    if len(heads) > 1 or len(shown) > MOST_ELEMENTS:
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
    inside = _story(dict.fromkeys(trunk), heads, sizes)
    pieces, titled = _pieces(hanging, found), _titled(root, shown)
    in_paragraphs = _has_paragraphs(trunk)
    for one in hanging:
        if one in pieces:
            continue
        if _has_cards(one, titled):
            found[one] = "cards"
        elif one.getparent() in holders:
            found[one] = "box"
        elif _is_set_apart(one, titled) or (in_paragraphs and _is_bare(one)):
            found[one] = "box" if one in inside else "beside"
    return found


def _are_kin(one: etree._Element, other: etree._Element) -> bool:
    """Have two containers one parent, or parents of one make?"""
    mine, its = one.getparent(), other.getparent()
    return mine is its or (mine is not None and its is not None and _alike(mine, its))


def _pieces(
    hanging: Sequence[etree._Element], parts: Collection[etree._Element]
) -> frozenset[etree._Element]:
    """Containers that several parts of the page have of one make, such as a time or a title."""
    held: dict[_Make, list[etree._Element]] = {}
    for one in hanging:
        if one.getparent() in parts:
            held.setdefault(_make(one), []).append(one)
    several = (ones for ones in held.values() if len({one.getparent() for one in ones}) > 1)
    return frozenset(one for ones in several for one in ones)


def _story(
    trunk: Iterable[etree._Element], heads: Sequence[etree._Element], sizes: _Sizes
) -> frozenset[etree._Element]:
    """What is in the lowest element with the page's first heading and nearly all running text."""
    held: Counter[etree._Element] = Counter()
    total = 0
    for one in trunk:
        words = sizes.own.get(one, 0)
        total += words
        if words:
            held.update(dict.fromkeys((one, *one.iterancestors()), words))
    above = [one for one in held if held[one] * 10 >= total * NEARLY_ALL]
    headed = set(heads[0].iterancestors()) if heads else set(above)
    fits = [one for one in above if one in headed]
    lowest = max(fits, key=lambda one: sum(1 for _ in one.iterancestors()), default=None)
    return frozenset(() if lowest is None else lowest.iter())


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


def _is_set_apart(one: etree._Element, titled: Collection[etree._Element]) -> bool:
    """Has a container a heading, a link or a form of its own, a title in bold, or a few words?"""
    if one.tag == "form" or one in titled or _opens_bold(one):
        return True
    return sum(_count(str(piece)) for piece in one.itertext()) < SHORT


def _opens_bold(one: etree._Element) -> bool:
    """Is its first line in bold or larger type, as a title is where the markup names none?"""
    for element in one.iter():
        if isinstance(element.tag, str) and _count(element.text):
            return element.tag in BOLD and not _count(element.tail)
    return False


def _has_cards(one: etree._Element, titled: Collection[etree._Element]) -> bool:
    """Does it hold several pieces of one make, each with a title or a link?"""
    return any(
        count >= FEWEST_CARDS
        for holder in one.iter()
        for count in Counter(
            _make(child)
            for child in holder
            if child in titled and (child.tag in CONTAINERS or child.tag == "li")
        ).values()
    )


def _titled(root: etree._Element, shown: Collection[etree._Element]) -> frozenset[etree._Element]:
    """The elements that hold a heading, a link or a field."""
    found: set[etree._Element] = set()
    for element in root.iter(*HEADINGS, *ACTIONS):
        if element in shown:
            for above in element.iterancestors():
                if above in found:
                    break
                found.add(above)
    return frozenset(found)


_Make = tuple[str | None, ...]


def _make(one: etree._Element) -> _Make:
    return (one.tag, *(one.get(name) for name in _SAID))


def _alike(one: etree._Element, other: etree._Element) -> bool:
    return _make(one) == _make(other)


def _count(text: str | None) -> int:
    return len((text or "").split())
