"""The tree of a page in; out, which of its containers are set into the story or stand beside it.

A container that hangs on the page's trunk and is none of it is a box, where it has a heading, a
link or a form of its own. It is beside the story where it stands out of the element that holds
heading and text, and outside where it stands out of the page's `main`. One whose pieces are of one
make, each with a title or a link, holds cards.
"""

from collections import Counter
from collections.abc import Collection, Mapping

from lxml import etree

from pipeline.read.html_trunk import (
    CONTAINERS,
    HEADINGS,
    Make,
    Seen,
    Trunk,
    count_words,
    grow_trunk,
    make_of,
)

ACTIONS = frozenset({"a", "button", "form", "input"})
BOLD = frozenset({"b", "strong", "font", "big"})

SHORT = 12
"""Words; a shorter container may be a label or a counter without heading or link."""

FEWEST_CARDS = 2

NEARLY_ALL = 8
"""Tenths of the running text."""

FEWEST_PARAGRAPHS = 2


def find_boxes(seen: Seen) -> Mapping[etree._Element, str]:
    """By container, `part`, `box`, `beside`, `outside` or `cards`; empty without a trunk."""
    trunk = grow_trunk(seen)
    if trunk is None:
        return {}
    found = dict.fromkeys(trunk.parts, "part")
    pieces, titled = _pieces(trunk), _titled(seen)
    inside, dominant = _story(trunk), _dominant(seen, trunk)
    holders = {part.getparent() for part in trunk.parts}
    in_paragraphs = _has_paragraphs(trunk)
    for one in trunk.hanging:
        is_set = _is_set_apart(one, titled) or (in_paragraphs and _is_bare(one))
        if one in pieces:
            continue
        if dominant and one not in dominant:
            found[one] = "outside"
        elif _has_cards(one, titled):
            found[one] = "cards"
        elif is_set or one.getparent() in holders:
            found[one] = "beside" if is_set and one not in inside else "box"
    return found


def _pieces(trunk: Trunk) -> frozenset[etree._Element]:
    """Containers that several parts of the page have of one make, such as a time or a title."""
    held: dict[Make, list[etree._Element]] = {}
    for one in trunk.hanging:
        if one.getparent() in trunk.parts:
            held.setdefault(make_of(one), []).append(one)
    several = (ones for ones in held.values() if len({one.getparent() for one in ones}) > 1)
    return frozenset(one for ones in several for one in ones)


def _dominant(seen: Seen, trunk: Trunk) -> frozenset[etree._Element]:
    """What is in the page's one `main`, if its headline is; else nothing.

    Source: HTML Living Standard, 4.4.14: it holds the dominant contents of the document.
    """
    mains = list(seen.root.iter("main"))
    held = frozenset(mains[0].iter()) if len(mains) == 1 and trunk.heads else frozenset()
    return held if held.issuperset(trunk.heads) else frozenset()


def _story(trunk: Trunk) -> frozenset[etree._Element]:
    """What is in the lowest element with the page's first heading and nearly all running text."""
    held: Counter[etree._Element] = Counter()
    for one, words in trunk.elements.items():
        if words:
            held.update(dict.fromkeys((one, *one.iterancestors()), words))
    needed = sum(trunk.elements.values()) * NEARLY_ALL
    above = [one for one, words in held.items() if words * 10 >= needed]
    headed = set(trunk.heads[0].iterancestors()) if trunk.heads else set(above)
    fits = [one for one in above if one in headed]
    lowest = max(fits, key=lambda one: sum(1 for _ in one.iterancestors()), default=None)
    return frozenset(() if lowest is None else lowest.iter())


def _is_bare(one: etree._Element) -> bool:
    """Does its text stand in no paragraph, list or quotation?"""
    return next(one.iter("p", "li", "blockquote", "table"), None) is None


def _has_paragraphs(trunk: Trunk) -> bool:
    """Is the trunk's text written in paragraphs, as most pages' is?"""
    return sum(child.tag == "p" for one in trunk.elements for child in one) >= FEWEST_PARAGRAPHS


def _is_set_apart(one: etree._Element, titled: Collection[etree._Element]) -> bool:
    """Has a container a heading, a link or a form of its own, a title in bold, or a few words?"""
    if one.tag == "form" or one in titled or _opens_bold(one):
        return True
    return sum(count_words(str(piece)) for piece in one.itertext()) < SHORT


def _opens_bold(one: etree._Element) -> bool:
    """Is its first line in bold or larger type, as a title is where the markup names none?"""
    for element in one.iter():
        if isinstance(element.tag, str) and count_words(element.text):
            return element.tag in BOLD and not count_words(element.tail)
    return False


def _has_cards(one: etree._Element, titled: Collection[etree._Element]) -> bool:
    """Does it hold several pieces of one make, each with a title or a link?"""
    return any(
        count >= FEWEST_CARDS
        for holder in one.iter()
        for count in Counter(
            make_of(child)
            for child in holder
            if child in titled and (child.tag in CONTAINERS or child.tag == "li")
        ).values()
    )


def _titled(seen: Seen) -> frozenset[etree._Element]:
    """The elements that hold a heading, a link or a field."""
    found: set[etree._Element] = set()
    for element in seen.root.iter(*HEADINGS, *ACTIONS):
        if element in seen.shown:
            for above in element.iterancestors():
                if above in found:
                    break
                found.add(above)
    return frozenset(found)
