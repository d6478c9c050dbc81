"""An HTML page in; its visible text, its title and what its markup says of stretches of it out.

lxml (BSD) parses: it mends broken pages as browsers do, in linear time. Only `lxml.etree` is used,
which loads in some 12 milliseconds. The tree is walked, never recursed into, so that a page nested
two thousand deep is read like any other.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.read.decode import decode
from pipeline.read.html_boxes import find_boxes
from pipeline.read.html_layout import find_layout_tables
from pipeline.read.html_said import read_said
from pipeline.read.html_shown import find_shown
from pipeline.read.html_styles import Shift, find_shifts
from pipeline.read.html_trunk import Seen
from pipeline.read.lines import Lines
from pipeline.read.raised import lower_text, raise_text
from pipeline.read.raw import Raw, RawMark
from schemas.errors import ReadError


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


PARAGRAPHS = _names(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote figure section article main header footer nav "
    "aside pre hr form fieldset details dialog body"
)
"""Elements set apart by a blank line."""

BLOCKS = _names(
    "div li tr dt dd figcaption caption address summary legend option center optgroup hgroup "
    "thead tbody tfoot amp-ad amp-embed"
)
"""Elements on lines of their own."""

TABULAR = _names("table caption tr td th")

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

ADVERTS = {"amp-ad": "aside", "amp-embed": "aside"}
"""Elements of AMP pages (amp.dev, read 2026-11-22) that hold what others pay for."""


class _Writer(NamedTuple):
    """What is being written, and what is known of the page it comes from."""

    lines: Lines
    layout: frozenset[etree._Element]
    nodes: "_Nodes"
    boxes: Mapping[etree._Element, str]
    shifts: Mapping[etree._Element, Shift]


class _Nodes:
    """Names text nodes by XPath as the walk passes them, in linear time."""

    def __init__(self, root: etree._Element) -> None:
        self._paths: dict[etree._Element, str] = {root: root.getroottree().getpath(root)}
        self._counts: dict[etree._Element, int] = {}

    def enter(self, element: etree._Element) -> None:
        """The walk has come to this element; its parent's children are named all at once.

        One that XPath cannot name, as Word's `o:p`, is the nth of all: `*[3]`.
        """
        parent = element.getparent()
        if element in self._paths or parent is None:
            return
        children = [child for child in parent if isinstance(child.tag, str)]
        totals, passed = Counter(child.tag for child in children), Counter[str]()
        for place, child in enumerate(children, 1):
            passed[child.tag] += 1
            step = f"{child.tag}[{passed[child.tag]}]" if totals[child.tag] > 1 else child.tag
            named = step if _NAME.fullmatch(child.tag) else f"*[{place}]"
            self._paths[child] = f"{self._paths[parent]}/{named}"

    def name_next(self, parent: etree._Element) -> str:
        """The XPath of the text node of `parent` that the walk has come to."""
        count = self._counts[parent] = self._counts.get(parent, 0) + 1
        return f"{self._paths[parent]}/text()[{count}]"


_NAME = re.compile(r"[a-z][a-z0-9-]*")


def read_html(markup: str, name: str) -> Raw:
    """The visible text of a page, its own title (empty where it has none), marks, tables, origins.

    Blocks are lines, list items keep a bullet or their number, a table row is one line with tabs
    between its cells, superscript digits become superscript characters. Pictures' alternative
    texts, form fields and hidden elements are not shown and not kept. Raises ReadError where the
    page is nested so deeply that the parser would stop half-way and lose the rest unseen.
    """
    root = parse_html(markup, name)
    return Raw("") if root is None else write_html(root)


def read_html_bytes(data: bytes, name: str) -> list[Raw]:
    """The same of the bytes of a page, decoded as it says itself; raises ReadError as `decode`."""
    markup, encoding = decode(data, name)
    return [read_html(markup, name)._replace(encoding=encoding)]


def parse_html(markup: str, name: str) -> etree._Element | None:
    """The tree of a page, mended; `None` where there is none. Raises ReadError as `read_html`."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError(f"{name}: is nested too deeply to be read whole; save it as text")
    return root


def write_html(root: etree._Element) -> Raw:
    """What a tree shows, as `read_html` says."""
    lines = Lines()
    layout = find_layout_tables(root)
    shown = find_shown(root)
    boxes = find_boxes(Seen(root, shown, layout))
    writer = _Writer(lines, layout, _Nodes(root), boxes, find_shifts(root))
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            writer.nodes.enter(element)
        if event == "start" and element not in shown:
            walk.skip_subtree()
        elif event == "start":
            _open(writer, element)
        elif event == "end" and element in shown:
            _close(writer, element)
        if event != "start" and element is not root:
            _write(writer, element.tail, element.getparent())
    text, marks = lines.text, lines.marks
    title = _title(root) or _first_heading(text, marks)
    return Raw(text, title, marks, lines.tables, lines.origins, read_said(root))


def _open(writer: _Writer, element: etree._Element) -> None:
    lines, tag = writer.lines, element.tag
    _break(lines, tag)
    mark = _mark(writer, element)
    if mark:
        lines.open_mark(mark)
    if tag == "li":
        lines.marker(_item_marker(lines, element))
    elif tag == "ol":
        start = _whole(element.get("start"))
        lines.open_list(1 if start is None else start)
    elif tag == "ul":
        lines.open_list(None)
    elif tag in TABULAR:
        _open_tabular(writer, element)
    elif tag == "pre":
        lines.open_pre()
    elif tag == "q":
        lines.write("“")
    _write(writer, element.text, element, is_first=True)


def _open_tabular(writer: _Writer, element: etree._Element) -> None:
    lines, tag = writer.lines, element.tag
    if tag == "table" and element not in writer.layout:
        lines.open_table()
    elif tag == "tr":
        lines.open_row()
    elif tag == "caption":
        lines.open_caption()
    elif tag in {"td", "th"}:
        columns, rows = (_whole(element.get(name)) or 1 for name in ("colspan", "rowspan"))
        lines.open_cell(columns, rows, is_head=tag == "th")


def _close(writer: _Writer, element: etree._Element) -> None:
    lines, tag = writer.lines, element.tag
    if tag in {"ol", "ul"}:
        lines.close_list()
    elif tag == "table" and element not in writer.layout:
        lines.close_table()
    elif tag in {"td", "th"}:
        lines.close_cell()
    elif tag == "caption":
        lines.close_caption()
    elif tag == "li":
        lines.marker("")
    elif tag == "pre":
        lines.close_pre()
    elif tag == "q":
        lines.write("”")
    if _mark(writer, element):
        lines.close_mark()
    if tag != "br":
        _break(lines, tag)


def _mark(writer: _Writer, element: etree._Element) -> str:
    """What the element is marked as; empty where it is not, as a row that only lays out a page."""
    mark = ADVERTS.get(element.tag) or ROLES.get(element.get("role", ""), element.tag)
    if mark not in MARKED:
        return writer.boxes.get(element, "")
    is_layout = mark == "tr" and next(element.iterancestors("table"), None) in writer.layout
    return "" if is_layout else mark


def _break(lines: Lines, tag: str) -> None:
    if tag == "br":
        lines.line_break()
    elif tag in PARAGRAPHS:
        lines.blank_line()
    elif tag in BLOCKS:
        lines.new_line()


def _write(
    writer: _Writer, text: str | None, parent: etree._Element | None, *, is_first: bool = False
) -> None:
    """Add a text node that stands directly in `parent`, raised or lowered as its styles say.

    A line break right behind `<pre>` is not shown. Source: HTML Living Standard, 13.2.6.4.7, a
    start tag whose tag name is "pre".
    """
    if not text or parent is None:
        return
    where = writer.nodes.name_next(parent)
    offset = 0
    shift = writer.shifts.get(parent)
    if is_first and parent.tag == "pre" and text[0] == "\n":
        text, offset = text[1:], 1
    elif shift and shift.is_raised:
        text = raise_text(text)
    elif shift:
        text = lower_text(text, writer.lines.text_end, shift.element.tail or "")
    writer.lines.write(text, where, offset)


def _item_marker(lines: Lines, element: etree._Element) -> str:
    number = lines.next_number(_whole(element.get("value")))
    return "•" if number is None else f"{number}."


def _whole(raw: str | None) -> int | None:
    """A whole number from an attribute, or `None` where it is missing or no number."""
    stripped = (raw or "").strip()
    return int(stripped) if re.fullmatch(r"-?[0-9]{1,6}", stripped) else None


def _title(root: etree._Element) -> str:
    found = root.find(".//title")
    return (
        "" if found is None else " ".join("".join(str(piece) for piece in found.itertext()).split())
    )


def _first_heading(text: str, marks: tuple[RawMark, ...]) -> str:
    headings = (text[mark.start : mark.end] for mark in marks if mark.tag == "h1")
    return " ".join(next(headings, "").split())
