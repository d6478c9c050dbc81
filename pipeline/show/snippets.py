"""A place in a text in, the words around it out, fit for one line of print."""

from typing import NamedTuple

from schemas.text import Span

_UNSAFE = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160))}
_UNSAFE |= {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080))
}
_KEPT = {ord("\n"): "\n", ord("\t"): " ", ord("\r"): " ", 0x2028: "\n", 0x2029: "\n"}
_TABLE = _UNSAFE | _KEPT


class Snippet(NamedTuple):
    """Words before, the words meant, words after; `…` where the text goes on."""

    before: str
    words: str
    after: str


def harmless(text: str) -> str:
    """The text without characters that steer a terminal; as long as before, so offsets hold.

    An article may hold escape sequences, marks that turn the reading order round or tags that spell
    words unseen; they print as a replacement character. Line breaks stay, tabs become spaces.
    """
    return text.translate(_TABLE)


def snippet(text: str, span: Span, around: int = 48) -> Snippet:
    """The span's words with up to `around` characters on each side, cut between words.

    Stays within the line, and a run of spaces becomes one: `"… of "`, `"42%"`, `" of patients …"`.
    """
    start = _left(text, span.start, around)
    end = _right(text, span.end, around)
    return Snippet(
        before=("…" if start[1] else "") + _squeezed(text[start[0] : span.start]).lstrip(),
        words=_squeezed(text[span.start : span.end]),
        after=_squeezed(text[span.end : end[0]]).rstrip() + ("…" if end[1] else ""),
    )


def _left(text: str, at: int, around: int) -> tuple[int, bool]:
    """Where the words before begin, and whether the line holds more of them."""
    line = text.rfind("\n", 0, at) + 1
    if line >= at - around:
        return line, False
    space = text.find(" ", at - around, at)
    return (space + 1 if space != -1 else at - around), True


def _right(text: str, at: int, around: int) -> tuple[int, bool]:
    """Where the words after end, and whether the line holds more of them."""
    found = text.find("\n", at)
    line = len(text) if found == -1 else found
    if line <= at + around:
        return line, False
    space = text.rfind(" ", at, at + around)
    return (space if space > at else at + around), True


def _squeezed(text: str) -> str:
    """Runs of white space as one space; a space at either end stays a space."""
    inner = " ".join(harmless(text).split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
