"""A Markdown text in; markdown-it-py's tokens out, each of which knows where in the text it stands.

The library tells the lines of a block and nothing of what stands within them. Its two states are
therefore watched while it parses: a block notes where its lines begin behind their `>`, `-` and
indents, and a stretch of text where it was taken from.
"""

import re
from collections.abc import Iterator
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin

MOST_NESTED = 100
"""Blocks within blocks: beyond this the library drops the rest of the text without a word."""

STARTS = "starts"
"""In a block's `meta`: where each of its lines begins in the text."""

AT = "at"
"""In the `meta` of a piece of a block: where it begins in the block's content."""

NOWHERE = -1
"""The place of what does not stand in the text, such as a space for a line break."""

_SPACES = " \t"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class _Block(StateBlock):
    """Watches where the lines of each block begin."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._row: Token | None = None
        self._column = -1
        self._cells: list[list[int]] = []

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """As the library's, and note the places."""
        token = super().push(ttype, tag, nesting)
        if ttype == "tr_open":
            self._row, self._column, self._cells = token, -1, []
        elif ttype in {"th_open", "td_open"}:
            self._column += 1
        elif ttype == "inline":
            opened = self.tokens[-2]
            is_cell = opened.type in {"th_open", "td_open"}
            lines = (self._row if is_cell and self._row else opened).map or [0, 0]
            token.meta[STARTS] = [self.bMarks[at] + self.tShift[at] for at in range(*lines)]
            token.meta["column"] = self._column if is_cell else -1
            token.meta["cells"] = self._cells
            token.meta["level"] = int(opened.tag[1]) if opened.markup.startswith("#") else 0
        return token


class _Blocks(ParserBlock):
    def parse(
        self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]
    ) -> list[Token] | None:
        """As the library's, with the state that watches."""
        state = _Block(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


class _Inline(StateInline):
    """Watches where each stretch of text was taken from; it is taken without a gap."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._start = -1
        self._places: list[tuple[Token, int]] = []

    def append_pending(self, text: str) -> None:
        """As the library's, and note where the stretch begins."""
        if self._start < 0:
            self._start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        """As the library's, and note where it began."""
        token = super().pushPending()
        self._places.append((token, self._start))
        self._start = -1
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """As the library's, and note where it began."""
        token = super().push(ttype, tag, nesting)
        self._places.append((token, self.pos))
        self._start = -1
        return token

    def note_places(self) -> None:
        """Tell each token its place, once no rule sets its `meta` any more."""
        for token, place in self._places:
            token.meta[AT] = place


class _Inlines(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """As the library's, with the state that watches."""
        state = _Inline(src, md, env, tokens)
        self.tokenize(state)
        state.note_places()
        _settle(state.tokens, src)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def parse_markdown(text: str) -> list[Token]:
    """The blocks of a text: CommonMark, with GitHub's tables and strike-through, and footnotes."""
    library = MarkdownIt()
    library.block, library.inline = _Blocks(), _Inlines()
    library.configure("commonmark", {"html": True, "maxNesting": MOST_NESTED})
    library.enable(["table", "strikethrough"])
    library.use(footnote_plugin, inline=False, move_to_end=False)
    library.disable(["text_join", "fragments_join"])
    return library.parse(text)


def content_places(token: Token, text: str) -> list[int]:
    """Where in the text each character of a block's content stands, in the content's order.

    White space at the start of a line, which may stand for a tab, stands nowhere.
    """
    starts: list[int] = token.meta[STARTS]
    if token.meta["column"] >= 0:
        cells: list[list[int]] = token.meta["cells"]
        if not cells:
            cells.extend(_cell_places(text, starts[0]))
        return cells[token.meta["column"]] if token.meta["column"] < len(cells) else []
    if token.meta["level"]:
        starts = [starts[0] + token.meta["level"]]
    found: list[int] = []
    for start, line in zip(_behind_spaces(starts, text), token.content.split("\n"), strict=False):
        indent = len(line) - len(line.lstrip(_SPACES))
        found.extend([NOWHERE] * indent)
        found.extend(range(start, start + len(line) - indent + 1))
    return found


def raw_lines(token: Token, text: str, line_starts: list[int]) -> Iterator[tuple[str, int]]:
    """The lines of a code or HTML block, each with where it begins in the text.

    What was cut from a line was cut from its front, so that its end tells where it stands.
    """
    first = (token.map or [0])[0] + (token.type == "fence")
    for number, line in enumerate(_LINE.findall(token.content), first):
        end = line_starts[number + 1] - 1 if number + 1 < len(line_starts) else len(text)
        body = line.rstrip("\n")
        shown = body.lstrip(_SPACES)
        yield body[: len(body) - len(shown)], NOWHERE
        yield shown + line[len(body) :], end - len(shown)


def _settle(tokens: list[Token], src: str) -> None:
    """Where the pieces begin whose own marker was pushed with them, or which are pushed as one."""
    last, used = -1, 0
    for number, token in enumerate(tokens):
        at = token.meta[AT]
        if token.type == "code_inline":
            token.meta[AT] = _code_start(token, src)
        elif token.type == "text_special" and token.info == "escape":
            token.meta[AT] = at + len(token.markup) - len(token.content)
        elif token.type == "text" and _is_autolink(tokens[max(number - 1, 0)]):
            token.meta[AT] = at + 1
            token.content = src[at + 1 : src.index(">", at)]
        elif token.type == "text":
            used = used if at == last else 0
            token.meta[AT] = at + used
            last, used = at, used + len(token.content)


def _is_autolink(token: Token) -> bool:
    """Does an address between `<` and `>` begin here?"""
    return token.markup == "autolink" and token.nesting > 0


def _code_start(token: Token, src: str) -> int:
    """Where a code span's content begins; one space at either end is none of it."""
    start = int(token.meta[AT]) + len(token.markup)
    return start if src.startswith(token.markup, start + len(token.content)) else start + 1


def _cell_places(text: str, start: int) -> list[list[int]]:
    """Where the characters of a row's cells stand; a pipe within one is behind a backslash."""
    first, end = _behind_spaces([start], text)[0], text.find("\n", start)
    end = start + len(text[start : end if end >= 0 else None].rstrip(MD_TRIM_CHARS))
    cells: list[list[int]] = [[]]
    for at in range(first, end):
        if text[at] != "|":
            cells[-1].append(at)
        elif at > first and text[at - 1] == "\\":
            cells[-1][-1:] = [at]
        else:
            cells.append([])
    if not cells[0]:
        del cells[0]
    return [_trimmed(cell, text) for cell in cells]


def _trimmed(cell: list[int], text: str) -> list[int]:
    first = next((n for n, at in enumerate(cell) if text[at] not in MD_TRIM_CHARS), len(cell))
    return cell[first:]


def _behind_spaces(starts: list[int], text: str) -> list[int]:
    """The starts of a block's lines, the first behind the white space that the library trims."""
    for number, start in enumerate(starts):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else None]
        shown = line.lstrip(MD_TRIM_CHARS)
        if shown:
            return [start + len(line) - len(shown), *starts[number + 1 :]]
    return starts
