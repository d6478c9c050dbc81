"""A Markdown text in; what a reader of the finished page sees, and its front matter, out.

markdown-it-py (MIT) parses, as it keeps to the standard (CommonMark) and to GitHub's tables, with
mdit-py-plugins (MIT) for footnotes. Every character keeps its line and column.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from pipeline.read.decode import decode
from pipeline.read.html import write_html
from pipeline.read.markdown_html import HtmlPiece
from pipeline.read.markdown_places import (
    AT,
    MOST_NESTED,
    NOWHERE,
    content_places,
    parse_markdown,
    raw_lines,
)
from pipeline.read.markdown_tree import Tree, line_starts
from pipeline.read.raw import Raw, Said
from schemas.errors import ReadError

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"([A-Za-z][\w .-]*)[ \t]*:(?:[ \t]+(.*))?|[ \t#-].*|")

MOST_FRONT = 20_000
"""How many characters of front matter there may be before the text."""


def read_markdown(data: bytes, name: str) -> list[Raw]:
    """The one document of a Markdown file: headings, lists, tables and notes as what they are.

    Links show their words and not their addresses, pictures nothing, HTML what it would on a page.
    Raises ReadError as `decode`, and where blocks are nested too deeply to be read whole.
    """
    text, encoding = decode(data, name)
    said, start = _front_matter(text)
    blanked = "\n" * text.count("\n", 0, start) + text[start:]
    tokens = parse_markdown(blanked)
    if any(token.level >= MOST_NESTED - 1 for token in tokens):
        raise ReadError(f"{name}: is nested too deeply to be read whole; save it as text")
    writer = _Writer(blanked, tokens)
    writer.write(tokens)
    raw = write_html(writer.tree.root)
    title = next((one.value for one in said if one.name == "markdown title"), raw.title)
    origins = tuple(writer.tree.places(raw.origins, blanked))
    return [raw._replace(title=title, origins=origins, said=said, encoding=encoding)]


def _front_matter(text: str) -> tuple[tuple[Said, ...], int]:
    """What the lines between two `---` at the very top say, and where the text begins.

    Lines of `key: value` alone; where any line is something else, the `---` is a rule of the text.
    """
    found = _FRONT.match(text[:MOST_FRONT])
    if not found:
        return (), 0
    said = []
    for line in (found[1] or "").splitlines():
        pair = _FRONT_LINE.fullmatch(line)
        if not pair:
            return (), 0
        value = (pair[2] or "").strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if pair[1] and value:
            said.append(Said(f"markdown {pair[1].strip()}", value))
    return tuple(said), found.end()


class _Writer:
    """Turns tokens into a tree; it holds the mark of the note whose text comes next."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.tree = Tree()
        self._text = text
        self._starts = line_starts(text)
        self._marks = dict(_note_marks(tokens))
        self._mark = ""

    def write(self, tokens: Sequence[Token]) -> None:
        """The blocks in their order, the notes behind them in theirs."""
        notes: list[list[Token]] = []
        depth = 0
        for token in tokens:
            if token.type == "footnote_reference_open":
                notes.append([])
                depth += 1
            if depth:
                notes[-1].append(token)
            else:
                self._write_block(token)
            if token.type == "footnote_reference_close":
                depth -= 1
        for note in notes:
            self.tree.open("aside", {}, is_markup=True)
            self._mark = self._marks[note[0].meta["label"]]
            for token in note[1:-1]:
                self._write_block(token)
            self.tree.close("aside", is_markup=True)
        self.tree.finish()

    def _write_block(self, token: Token) -> None:
        if token.type == "inline":
            self._write_inline(token)
        elif token.type in {"fence", "code_block"}:
            self.tree.open("pre", {}, is_markup=True)
            for line, place in raw_lines(token, self._text, self._starts):
                self.tree.write(line, place)
            self.tree.close("pre", is_markup=True)
        elif token.type == "html_block":
            self._write_html(token)
        elif token.tag and not token.hidden:
            self._write_element(token)

    def _write_element(self, token: Token) -> None:
        """An element that Markdown's signs stand for begins, ends or stands alone."""
        if token.nesting < 0:
            self.tree.close(token.tag, is_markup=True)
        else:
            start = token.attrs.get("start")
            self.tree.open(
                token.tag, {} if start is None else {"start": str(start)}, is_markup=True
            )

    def _write_html(self, token: Token) -> None:
        lines = list(raw_lines(token, self._text, self._starts))
        places = [at for line, place in lines for at in range(place, place + len(line))]
        HtmlPiece(self.tree, "".join(line for line, _ in lines), places.__getitem__).add()

    def _write_inline(self, token: Token) -> None:
        places = content_places(token, self._text)
        if self._mark:
            self._write_mark(self._mark)
            self.tree.write(" ")
            self._mark = ""
        for piece in token.children or ():
            at = places[piece.meta[AT]] if piece.meta[AT] < len(places) else len(self._text)
            if piece.type in {"text", "text_special", "code_inline"}:
                self._write_run(piece, places)
            elif piece.type == "html_inline":
                HtmlPiece(self.tree, piece.content, range(at, len(self._text)).__getitem__).add()
            elif piece.type == "hardbreak":
                self.tree.open("br", {}, is_markup=True)
            elif piece.type == "softbreak":
                self.tree.write(" ")
            elif piece.type == "footnote_ref":
                self._write_mark(self._marks[piece.meta["label"]], at)
            elif piece.tag == "a":
                self._write_element(piece)

    def _write_run(self, piece: Token, places: list[int]) -> None:
        """Text that may reach over lines or the backslash of a pipe; each unbroken run at once."""
        start = piece.meta[AT]
        if piece.info == "entity":
            self.tree.write_reference(piece.content, places[start])
            return
        for text, at in _unbroken(piece.content, places[start : start + len(piece.content)]):
            self.tree.write(text, at)

    def _write_mark(self, mark: str, at: int | None = None) -> None:
        """A note's mark; where the text prints that very number, it leads there."""
        self.tree.open("sup", {}, is_markup=True)
        is_printed = at is not None and self._text.startswith(mark, at + 2)
        self.tree.write(mark, at + 2 if at is not None and is_printed else NOWHERE)
        self.tree.close("sup", is_markup=True)


def _unbroken(text: str, places: list[int]) -> Iterator[tuple[str, int]]:
    """Runs of characters that stand side by side."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or places[at] != places[at - 1] + 1:
            yield text[start:at], places[start]
            start = at


def _note_marks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """By its label, the mark of each note: the label itself, or its number if one is a word."""
    labels = [token.meta["label"] for token in tokens if token.type == "footnote_reference_open"]
    are_numbers = all(label.isascii() and label.isdigit() for label in labels)
    for number, label in enumerate(dict.fromkeys(labels), 1):
        yield label, label if are_numbers else str(number)
