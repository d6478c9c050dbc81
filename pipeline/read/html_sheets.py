"""The tree of a page in; out, what the simple rules of its own style sheets say of an element.

Read are `display` and `visibility` in rules with one class, one id or one tag, as a screen draws
them. Passed over are selectors of several parts, what depends on a window's width, and sheets in
files of their own.
"""

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

from lxml import etree

from pipeline.read.html_styles import read_declarations

PROPERTIES = ("display", "visibility")

LIFTED = frozenset({"html", "body", "main", "article"})
"""What hides these stands until a script has done its work, and is passed over."""

MOST_CHARACTERS = 500_000
MOST_SHEETS = 100
"""Of a page; what is more is not read."""

MOST_NESTED = 3
"""Media rules within each other."""

_SIMPLE = re.compile(r"([.#]?)(-?[A-Za-z_][\w-]*)")
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_BRACE = re.compile("[{}]")
_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)", re.IGNORECASE)
_MEDIA = frozenset({"", "all", "screen", "only screen"})
_TYPES = frozenset({"", "text/css"})


class _Kind(IntEnum):
    """What a rule picks elements by; a later one goes before an earlier."""

    TAG = 0
    CLASS = 1
    ID = 2


_KINDS = {"": _Kind.TAG, ".": _Kind.CLASS, "#": _Kind.ID}


class _Said(NamedTuple):
    """What a rule says of a property; of several the greatest counts."""

    is_important: bool
    kind: _Kind
    place: int
    value: str


Sheet = Mapping[tuple[_Kind, str, str], _Said]
"""By kind, name and property, what the rules of a page say."""


def read_sheets(root: etree._Element) -> Sheet:
    """The rules of a page's `style` elements; none where they hide nothing."""
    found: dict[tuple[_Kind, str, str], _Said] = {}
    for place, (selectors, text) in enumerate(_rules(_sheets_of(root))):
        declared = read_declarations(text)
        for name in PROPERTIES:
            value, mark, _ = declared.get(name, "").partition("!")
            for selector in selectors.split(",") if value else ():
                one = _SIMPLE.fullmatch(selector.strip())
                if one and one[0].lower() not in LIFTED:
                    kind = _KINDS[one[1]]
                    picked = one[2] if one[1] else one[2].lower()
                    said = _Said(bool(mark), kind, place, value.strip())
                    key = (kind, picked, name)
                    found[key] = max(found.get(key, said), said)
    hides = any(said.value in {"none", "hidden"} for said in found.values())
    return found if hides else {}


def style_of(element: etree._Element, sheet: Sheet) -> Mapping[str, str]:
    """What an element's own style says, and where that does not or is outdone, what rules say."""
    own = read_declarations(element.get("style", ""))
    found = {name: value.partition("!")[0].strip() for name, value in own.items()}
    for name in PROPERTIES if sheet else ():
        said = [sheet[key] for key in _keys(element, name) if key in sheet]
        best = max(said, default=None)
        if best and (name not in own or (best.is_important and "!" not in own[name])):
            found[name] = best.value
    return found


def _keys(element: etree._Element, name: str) -> Iterator[tuple[_Kind, str, str]]:
    yield _Kind.TAG, element.tag, name
    for picked in element.get("class", "").split():
        yield _Kind.CLASS, picked, name
    if picked := element.get("id", ""):
        yield _Kind.ID, picked, name


def _sheets_of(root: etree._Element) -> str:
    """The sheets that a screen uses while scripts run, without comments and strings."""
    sheets = [
        element.text or ""
        for element in islice(root.iter("style"), MOST_SHEETS)
        if element.get("media", "").strip().lower() in _MEDIA
        and element.get("type", "").strip().lower() in _TYPES
        and next(element.iterancestors("noscript", "template", "svg"), None) is None
    ]
    text = "\n".join(sheets)[:MOST_CHARACTERS].replace("<!--", " ").replace("-->", " ")
    return _STRING.sub("''", _without_comments(text))


def _without_comments(text: str) -> str:
    pieces = []
    at = 0
    while (start := text.find("/*", at)) >= 0:
        pieces.append(text[at:start])
        end = text.find("*/", start + 2)
        if end < 0:
            return " ".join(pieces)
        at = end + 2
    return " ".join([*pieces, text[at:]])


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of each rule that stands in nothing but screens' media."""
    outer: list[str] = []
    start = 0
    for brace in _BRACE.finditer(text):
        before, start = text[start : brace.start()], brace.end()
        if brace[0] == "{":
            outer.append(before.rpartition(";")[2].strip())
        elif outer:
            selectors = outer.pop()
            if len(outer) <= MOST_NESTED and all(map(_SCREEN.fullmatch, outer)):
                yield selectors, before
