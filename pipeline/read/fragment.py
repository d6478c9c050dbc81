"""Strings from within a feed or a JSON file in; the document that they make together out.

Each is read by itself, as plain text or as HTML, and the places of its words are told in it.
"""

import re
from collections.abc import Iterable

from pipeline.read.elements import escape_others
from pipeline.read.html import read_html
from pipeline.read.lines import Lines
from pipeline.read.raw import Raw, RawCell, RawMark, RawTable

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def read_heading(text: str, where: str) -> Raw:
    """A title in plain text, as a heading of the first level on one line."""
    lines = Lines()
    lines.open_mark("h1")
    lines.write(_readable(text), where)
    lines.close_mark()
    return Raw(lines.text, marks=lines.marks, origins=lines.origins)


def read_plain(text: str, where: str) -> Raw:
    """Plain text as it stands, save for blank lines beyond one and what nobody can see."""
    lines = Lines()
    lines.open_pre()
    end = 0
    for line in _LINE.finditer(text):
        breaks = len(_BREAK.findall(text, end, line.start()))
        if breaks > 1:
            lines.blank_line()
        elif breaks:
            lines.new_line()
        lines.write(_readable(line[0]).rstrip(), where, line.start())
        end = line.end()
    return Raw(lines.text, origins=lines.origins)


def read_markup(markup: str, where: str, name: str) -> Raw:
    """A piece of HTML as `read_html` reads it; the places are those in the piece.

    An origin is `where`, a space and the XPath of the text node in the piece.
    """
    raw = read_html(escape_others(_readable(markup)), name)
    origins = tuple(one._replace(where=f"{where} {one.where}") for one in raw.origins)
    return raw._replace(origins=origins)


def as_heading(raw: Raw) -> Raw:
    """The same as a heading of the first level."""
    return raw._replace(marks=(RawMark(0, len(raw.text), "h1"),) if raw.text else ())


def join(raws: Iterable[Raw]) -> Raw:
    """One document after another, a blank line between them; what they say is left out."""
    texts: list[str] = []
    marks: list[RawMark] = []
    tables: list[RawTable] = []
    origins = []
    length = 0
    for raw in raws:
        if not raw.text:
            continue
        length += 2 if texts else 0
        marks += [one._replace(start=one.start + length, end=one.end + length) for one in raw.marks]
        tables += [_shifted(one, length) for one in raw.tables]
        origins += [
            one._replace(start=one.start + length, end=one.end + length) for one in raw.origins
        ]
        texts.append(raw.text)
        length += len(raw.text)
    return Raw("\n\n".join(texts), "", tuple(marks), tuple(tables), tuple(origins))


def _shifted(table: RawTable, by: int) -> RawTable:
    def cell(one: RawCell) -> RawCell:
        return one._replace(start=one.start + by, end=one.end + by)

    caption = table.caption and (table.caption[0] + by, table.caption[1] + by)
    return RawTable(table.start + by, table.end + by, tuple(map(cell, table.cells)), caption)


def _readable(text: str) -> str:
    """The text with a sign for each character that nobody could read; as long as it was."""
    return _UNREADABLE.sub("\ufffd", text)
