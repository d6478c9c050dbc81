"""Pieces of a text and the elements around them in; a tree that remembers every piece's place out.

So that Markdown, and the HTML within it, is written by the very code that writes a web page.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.read.markdown_places import NOWHERE
from pipeline.read.raw import RawOrigin

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without an end."""

ENDS: Mapping[str, tuple[str, str]] = {
    "li": ("li", "ul ol"),
    "p": ("p", "td th li div blockquote body"),
    "td": ("td th", "table"),
    "th": ("td th", "table"),
    "tr": ("tr td th", "table"),
    "tbody": ("thead tbody tfoot tr td th", "table"),
    "tfoot": ("thead tbody tfoot tr td th", "table"),
    "dt": ("dt dd", "dl"),
    "dd": ("dt dd", "dl"),
}
"""What an element ends that was not ended itself, unless one of the others stands between.

Source: HTML Living Standard, 13.1.2.4, optional tags.
"""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Piece(NamedTuple):
    """Some characters of a text node that stand side by side in the text."""

    start: int
    """In the node."""
    length: int
    place: int


class _Open(NamedTuple):
    """An element that has not ended."""

    element: etree._Element
    is_markup: bool
    """Was it begun by Markdown's own signs? Then no HTML tag ends it."""


class Tree:
    """A tree being built; it holds the text that has not found its node yet."""

    def __init__(self) -> None:
        self.root = etree.Element("body")
        self._open = [_Open(self.root, is_markup=True)]
        self._texts: list[str] = []
        self._pieces: list[_Piece] = []
        self._length = 0
        self._nodes: list[tuple[etree._Element, list[_Piece]]] = []

    def write(self, text: str, place: int = NOWHERE) -> None:
        """Add text that stands at `place`, character for character."""
        last = self._pieces[-1] if self._pieces else None
        if last and last.place != NOWHERE and last.place + last.length == place:
            self._pieces[-1] = last._replace(length=last.length + len(text))
        elif text:
            self._pieces.append(_Piece(self._length, len(text), place))
        self._add(text)

    def write_reference(self, text: str, place: int) -> None:
        """Add the characters that a reference such as `&ge;` stands for, each at its `&`."""
        for at in range(len(text)):
            self._pieces.append(_Piece(self._length + at, 1, place))
        self._add(text)

    def open(self, tag: str, attributes: Mapping[str, str], *, is_markup: bool) -> None:
        """An element begins, and one that it cannot stand in ends."""
        if not is_markup and tag in ENDS:
            ended, between = (words.split() for words in ENDS[tag])
            while (name := self._inner(ended, between)) != "":
                self.close(name, is_markup=False)
        self._flush()
        safe = {key: _NO_XML.sub("", value) for key, value in attributes.items()}
        element = etree.SubElement(self._open[-1].element, tag, safe)
        if tag not in VOID:
            self._open.append(_Open(element, is_markup))

    def close(self, tag: str, *, is_markup: bool) -> None:
        """The innermost element of that name ends, and all within it; none where none is open."""
        for at in range(len(self._open) - 1, 0, -1):
            one = self._open[at]
            if one.element.tag == tag and one.is_markup == is_markup:
                self._flush()
                del self._open[at:]
                return
            if one.is_markup and not is_markup:
                return

    def finish(self) -> None:
        """The text ends, and all that is still open."""
        self._flush()
        del self._open[1:]

    def places(self, origins: Sequence[RawOrigin], text: str) -> Iterator[RawOrigin]:
        """The same origins, by the lines of the text instead of the nodes of the tree."""
        names = dict(self._names())
        starts = line_starts(text)
        for origin in origins:
            for piece in names[origin.where]:
                yield from _overlaps(origin, piece, starts, len(text))

    def _add(self, text: str) -> None:
        self._texts.append(_NO_XML.sub(_replaced, text))
        self._length += len(text)

    def _inner(self, ended: list[str], between: list[str]) -> str:
        """The innermost element that must end; empty where there is none."""
        for one in reversed(self._open):
            tag = str(one.element.tag)
            if tag in between or one.is_markup:
                return ""
            if tag in ended:
                return tag
        return ""

    def _flush(self) -> None:
        if not self._length:
            return
        parent = self._open[-1].element
        text = "".join(self._texts)
        if len(parent):
            parent[-1].tail = text
        else:
            parent.text = text
        self._nodes.append((parent, self._pieces))
        self._texts, self._pieces, self._length = [], [], 0

    def _names(self) -> Iterator[tuple[str, list[_Piece]]]:
        """The pieces of each text node by its XPath, as a page's origins name them."""
        tree = self.root.getroottree()
        paths: dict[etree._Element, tuple[str, int]] = {}
        for parent, pieces in self._nodes:
            path, count = paths.get(parent) or (tree.getpath(parent), 0)
            paths[parent] = (path, count + 1)
            yield f"{path}/text()[{count + 1}]", pieces


def _replaced(found: re.Match[str]) -> str:
    """A form feed as a space; what nobody could read as the sign for that."""
    return " " if found[0].isspace() else "\ufffd"


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _overlaps(
    origin: RawOrigin, piece: _Piece, starts: list[int], length: int
) -> Iterator[RawOrigin]:
    """What an origin and a piece have in common, a line at a time; a line's end belongs to none."""
    first = max(origin.offset, piece.start)
    last = min(origin.offset + origin.end - origin.start, piece.start + piece.length)
    if piece.place == NOWHERE:
        return
    shift = origin.start - origin.offset
    while first < last:
        place = piece.place + first - piece.start
        line = bisect_right(starts, place)
        line_end = starts[line] - 1 if line < len(starts) else length
        taken = min(last - first, line_end - place)
        if taken > 0:
            start = first + shift
            yield RawOrigin(start, start + taken, f"line {line}", place - starts[line - 1])
        first += max(taken, 1)
