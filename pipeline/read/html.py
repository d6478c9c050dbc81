"""An HTML page in; its visible text, its title and what its markup says of stretches of it out.

lxml (BSD) parses: it mends broken pages as browsers do, in linear time. Only `lxml.etree` is used,
which loads in some 12 milliseconds. The tree is walked, never recursed into, so that a page nested
two thousand deep is read like any other.
"""

import re

from lxml import etree

from pipeline.read.lines import Lines
from schemas.article import Mark
from schemas.errors import ReadError


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


DROPPED = _names(
    "script style noscript template title meta link select datalist iframe object desc metadata"
)
"""Elements that show nothing, or nothing of the article."""

PARAGRAPHS = _names(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote figure section article main header footer nav "
    "aside pre hr form fieldset details dialog body"
)
"""Elements set apart by a blank line."""

BLOCKS = _names(
    "div li tr dt dd figcaption caption address summary legend option center optgroup hgroup "
    "thead tbody tfoot"
)
"""Elements on lines of their own."""

MARKED = _names(
    "h1 h2 h3 h4 h5 h6 nav header footer aside figcaption caption tr article button form a dialog "
    "blockquote"
)
"""Elements whose meaning the splitter uses; DESIGN's Page keeps their places."""

ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
"""ARIA landmark roles (WAI-ARIA 1.2) that stand for elements."""

UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
"""The three common names for text that only screen readers meet."""

MOST_COLUMNS = 50
"""A cell that says it spans more is not believed."""

SUPERSCRIPTS = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
"""So that `58%<sup>2</sup>` does not read as 58%2, nor `10<sup>9</sup>` as 109."""

_LETTERS = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*[0.]+(?![\d.])|"
    r"(?:left|right|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
"""Styles by which nothing is drawn, nothing can be seen, or all lies far off the page."""


def read_html(markup: str, name: str) -> tuple[str, str, tuple[Mark, ...]]:
    """The visible text of a page, its own title (empty where it has none), and its marks.

    Blocks are lines, list items keep a bullet or their number, a table row is one line with tabs
    between its cells, superscript digits become superscript characters. Pictures' alternative
    texts, form fields and hidden elements are not shown and not kept. Raises ReadError where the
    page is nested so deeply that the parser would stop half-way and lose the rest unseen.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError(f"{name}: is nested too deeply to be read whole; save it as text")
    if root is None:
        return "", "", ()
    lines = Lines()
    layout = _layout_tables(root)
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and not _is_shown(element):
            walk.skip_subtree()
        elif event == "start":
            _open(lines, element, layout)
        elif event == "end" and _is_shown(element):
            _close(lines, element, layout)
        if event != "start" and element is not root:
            _write(lines, element.tail, element.getparent())
    text, marks = lines.finish()
    return text, _title(root) or _first_heading(text, marks), marks


def _open(lines: Lines, element: etree._Element, layout: frozenset[etree._Element]) -> None:
    tag = element.tag
    _break(lines, tag)
    mark = ROLES.get(element.get("role", ""), tag)
    if mark in MARKED:
        lines.open_mark(mark)
    if tag == "li":
        lines.marker(_item_marker(lines, element))
    elif tag == "ol":
        start = _whole(element.get("start"))
        lines.open_list(1 if start is None else start)
    elif tag == "ul":
        lines.open_list(None)
    elif tag == "table" and element not in layout:
        lines.open_table()
    elif tag == "tr":
        lines.open_row()
    elif tag in {"td", "th"}:
        lines.open_cell(_columns(element))
    elif tag == "pre":
        lines.open_pre()
    elif tag == "q":
        lines.write("“")
    _write(lines, _own_text(element), element)


def _own_text(element: etree._Element) -> str | None:
    """The text before an element's first child; a line break right behind `<pre>` is not shown.

    Source: HTML Living Standard, 13.2.6.4.7, a start tag whose tag name is "pre".
    """
    text = element.text
    if element.tag != "pre" or text is None:
        return text
    return text.removeprefix("\n")


def _close(lines: Lines, element: etree._Element, layout: frozenset[etree._Element]) -> None:
    tag = element.tag
    if tag in {"ol", "ul"}:
        lines.close_list()
    elif tag == "table" and element not in layout:
        lines.close_table()
    elif tag in {"td", "th"}:
        lines.close_cell()
    elif tag == "li":
        lines.marker("")
    elif tag == "pre":
        lines.close_pre()
    elif tag == "q":
        lines.write("”")
    if ROLES.get(element.get("role", ""), tag) in MARKED:
        lines.close_mark()
    if tag != "br":
        _break(lines, tag)


def _break(lines: Lines, tag: str) -> None:
    if tag == "br":
        lines.line_break()
    elif tag in PARAGRAPHS:
        lines.blank_line()
    elif tag in BLOCKS:
        lines.new_line()


def _write(lines: Lines, text: str | None, parent: etree._Element | None) -> None:
    """Add text that stands directly in `parent`, raised where that is a `<sup>`."""
    if not text:
        return
    if parent is not None and parent.tag == "sup":
        text = _LETTERS.get(text.strip(), text.translate(SUPERSCRIPTS))
    lines.write(text)


def _is_shown(element: etree._Element) -> bool:
    """Would a browser draw this element, as far as its own attributes tell?"""
    if element.tag in DROPPED:
        return False
    attributes = element.attrib
    if not attributes:
        return True
    return not (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _UNSEEN.search(attributes.get("style", ""))
        or UNSEEN_CLASSES.intersection(attributes.get("class", "").split())
    )


def _item_marker(lines: Lines, element: etree._Element) -> str:
    number = lines.next_number(_whole(element.get("value")))
    return "•" if number is None else f"{number}."


def _whole(raw: str | None) -> int | None:
    """A whole number from an attribute, or `None` where it is missing or no number."""
    stripped = (raw or "").strip()
    return int(stripped) if re.fullmatch(r"-?[0-9]{1,6}", stripped) else None


def _columns(cell: etree._Element) -> int:
    return min(max(_whole(cell.get("colspan")) or 1, 1), MOST_COLUMNS)


def _layout_tables(root: etree._Element) -> frozenset[etree._Element]:
    """Tables that only lay out a page: they hold a table, or no row of theirs has two cells."""
    layout: set[etree._Element] = set()
    open_tables: list[tuple[etree._Element, bool]] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=("table", "td", "th")):
        is_table = element.tag == "table"
        if event == "start" and is_table:
            layout.update(outer for outer, _ in open_tables[-1:])
            open_tables.append((element, False))
        elif event == "start" and open_tables:
            open_tables[-1] = (open_tables[-1][0], open_tables[-1][1] or _has_neighbour(element))
        elif event == "end" and is_table:
            _, has_columns = open_tables.pop()
            if not has_columns:
                layout.add(element)
    return frozenset(layout)


def _has_neighbour(cell: etree._Element) -> bool:
    return cell.getprevious() is not None


def _title(root: etree._Element) -> str:
    found = root.find(".//title")
    return (
        "" if found is None else " ".join("".join(str(piece) for piece in found.itertext()).split())
    )


def _first_heading(text: str, marks: tuple[Mark, ...]) -> str:
    headings = (mark.span.cut(text) for mark in marks if mark.tag == "h1")
    return " ".join(next(headings, "").split())
