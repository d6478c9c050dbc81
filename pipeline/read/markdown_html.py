"""A piece of HTML within a Markdown text in; its elements and words, with their places, out."""

from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

from pipeline.read.elements import ELEMENTS
from pipeline.read.markdown_tree import Tree, line_starts

ATTRIBUTES = frozenset(
    "hidden aria-hidden style class id media role colspan rowspan start value".split()
)
"""Those that say how an element shows."""


class HtmlPiece(HTMLParser):
    """Adds a piece of HTML to a tree; the standard library's scanner tells where each part is."""

    def __init__(self, tree: Tree, content: str, place: Callable[[int], int]) -> None:
        super().__init__(convert_charrefs=False)
        self._tree = tree
        self._content = content
        self._place = place
        self._starts = line_starts(content)

    def add(self) -> None:
        """Scan the piece; the tree gets all of it."""
        self.feed(self._content)
        self.close()

    def parse_html_declaration(self, i: int) -> int:
        """Whatever begins with `<!` shows nothing; the library's own reading may not survive it."""
        is_comment = self.rawdata.startswith("<!--", i)
        return self.parse_comment(i) if is_comment else self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; one that HTML does not know is text."""
        if tag in ELEMENTS or "-" in tag:
            shown = {key: value or "" for key, value in attrs if key in ATTRIBUTES}
            self._tree.open(tag if tag in ELEMENTS else "span", shown, is_markup=False)
        else:
            self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """An element ends; one that HTML does not know is text."""
        if tag in ELEMENTS or "-" in tag:
            self._tree.close(tag if tag in ELEMENTS else "span", is_markup=False)
        else:
            at = self._at()
            self._write(self._content[at : self._content.find(">", at) + 1])

    def handle_data(self, data: str) -> None:
        """Text as it stands."""
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        """A character by its name; a name that is none is text."""
        self._write_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self._write_reference(f"&#{name}")

    def _write_reference(self, raw: str) -> None:
        at = self._at()
        whole = raw + ";" if self._content.startswith(";", at + len(raw)) else raw
        text = unescape(whole)
        if text == whole:
            self._write(whole)
        else:
            self._tree.write_reference(text, self._place(at))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _write(self, text: str) -> None:
        """A line at a time, as what was cut from the lines' fronts is missing between them."""
        at = self._at()
        for line in text.splitlines(keepends=True):
            body = line.lstrip(" \t")
            indent = len(line) - len(body)
            self._tree.write(line[:indent])
            if body:
                self._tree.write(body, self._place(at + indent))
            at += len(line)
