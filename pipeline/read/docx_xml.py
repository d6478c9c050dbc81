"""Names and small readings of WordprocessingML that its readers share (ECMA-376, part 1, 17)."""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
"""Elements around blocks or runs that a reader of the final text looks through."""

OFF = frozenset({"0", "false", "off"})


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(parent: etree._Element | None, *path: str) -> str | None:
    """The `w:val` at the end of a path of children, or `None` where there is no such element."""
    found = child(parent, *path)
    return None if found is None else found.get(W + "val", "")


def child(parent: etree._Element | None, *path: str) -> etree._Element | None:
    """The child at the end of a path, or `None` where one is missing."""
    found = parent
    for name in path:
        if found is None:
            return None
        found = found.find(W + name)
    return found


def whole(raw: str | None) -> int | None:
    """A whole number of at most nine digits, or `None` where the text is none."""
    text = (raw or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def toggle(parent: etree._Element | None, name: str) -> bool | None:
    """Is a switch such as `w:vanish` on or off; `None` where it is not set here."""
    found = value(parent, name)
    return None if found is None else found not in OFF


def unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, with those of the wrappers among them in their place.

    What was deleted or moved away, and what only asks to be filled in, is not among them.
    """
    for element in parent:
        if local(element) not in WRAPPERS:
            yield element
        elif child(element, "sdtPr", "showingPlcHdr") is None:
            yield from unwrapped(element)
