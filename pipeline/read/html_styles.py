"""The tree of a page in; out, what its elements' names and styles say of how their text is drawn.

Text is raised or lowered by `sup`, `sub` or a style, the innermost of them deciding.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

_ELEMENTS: Mapping[str, bool] = {"sup": True, "sub": False}
_ALIGNMENTS: Mapping[str, bool] = {"super": True, "sub": False}
"""Values of `vertical-align`."""

_WHOLE = frozenset(
    "html body main article section header footer nav aside div p h1 h2 h3 h4 h5 h6 ul ol li dl dt "
    "dd table caption thead tbody tfoot tr td th blockquote figure figcaption pre address form "
    "fieldset details summary dialog center hr".split()
)
"""Elements that are no part of a line: none is raised, nor is its text by an element around it.

Source: CSS 2.2, 10.8.1, read 2026-11-22: `vertical-align` moves what stands in a line.
"""


class Shift(NamedTuple):
    """How the text in an element stands on its line."""

    is_raised: bool
    """Else it is lowered."""
    element: etree._Element
    """The one that says so."""


def find_shifts(root: etree._Element) -> Mapping[etree._Element, Shift]:
    """By element, how its text is shifted; those whose text stands on the line are not in it."""
    found: dict[etree._Element, Shift] = {}
    for element in root.iter(etree.Element):
        if element.tag in _WHOLE:
            continue
        is_raised = _ELEMENTS.get(element.tag)
        if is_raised is None:
            style = read_declarations(element.get("style", ""))
            is_raised = _ALIGNMENTS.get(style.get("vertical-align", "").partition("!")[0].strip())
        parent = element.getparent()
        if is_raised is not None:
            found[element] = Shift(is_raised, element)
        elif parent is not None and parent in found:
            found[element] = found[parent]
    return found


def read_declarations(text: str) -> Mapping[str, str]:
    """Properties and their values, as `a: b; c: d !important` writes them, in lower case.

    The last of a name counts; an `!important` stays with its value.
    """
    pairs = (one.partition(":") for one in text.lower().split(";"))
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}
