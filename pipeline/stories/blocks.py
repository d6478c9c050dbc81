"""A Page in, its blocks out: paragraphs, headings, list items and table rows in reading order.

A line is a block, unless the page is hard-wrapped, where the lines of a paragraph are joined.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from schemas.article import Mark, Media, Page, SegmentKind
from schemas.text import Span

Kinds = list[SegmentKind | None]
"""By block, what it is, and `None` until that is known; labelling fills it in place."""

TEASER = 40
"""Words; a paragraph that leads to another piece has no more."""

WIDEST_WRAP = 120
"""Characters; mail and press wires wrap at 72 to 100."""

LEAST_PARAGRAPH = 12
"""Words; a paragraph of the story has at least so many, or ends as a sentence does."""

MOST_HEADING_WORDS = 20
"""Words; a longer numbered line is an item of a list."""

_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(r"(?:[•‣▪●◦·*+–—-]|\(?\d{1,2}[.)])[ \t]+(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)/][ \t]+(?=\S)")
"""The number of a numbered heading: `1. Where the pills go`, `2/ Nobody asked the nurses`."""

_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(r"(?:[-*_=~#^]\s*){3,}")
PRINTED = {"header": "running", "footer": "running", "aside": "note"}
"""On paper a head or foot runs along every page, and what stands aside is a footnote."""

BOXES = frozenset({"box", "beside", "outside", "cards"})
"""Marks of what a page sets into its text or beside it."""

LONGEST_WORD = 100
"""Characters; of a longer one, an address or no word at all, both ends are read."""

_LONG_WORD = re.compile(rf"(\S{{60}})\S{{{LONGEST_WORD - 59},}}(\S{{40}})")
_LONG_GAP = re.compile(rf"(\s{{{LONGEST_WORD}}})\s+")
_WRAPPER = "#*_>` \t"
_COLUMNS = re.compile(r"\S {3,}\S")
_SENTENCE_END = tuple('.!?:;…"”’)')


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, table row or rule of a page."""

    start: int
    end: int
    """Half-open, into `Page.text`; the first and last characters are no white space."""
    text: str
    """As printed, markers included."""
    clean: str
    """Without list marker, hashes and emphasis around it, and without the middle of what has more
    than `LONGEST_WORD` characters in a row; for reading, not for offsets."""
    lower: str
    """`clean` in lower case with straight apostrophes."""
    words: int
    gap: bool
    """Does a blank line, or the page's start, stand before it?"""
    marker: str
    """The list marker, or empty."""
    number: int
    """What a numbered heading counts, 0 where it counts nothing; its number is no marker."""
    level: int
    """1 to 6 for a heading that the markup says is one; 0 where it does not say."""
    tags: frozenset[str]
    """Elements that cover it, from the page's marks; `running` and `note` as `PRINTED` says."""
    frame: int = -1
    """Where the outermost `article` element that holds it begins; -1 where none does."""
    box: int = -1
    """Where the box that holds it begins, which is set into the story or stands beside it."""
    part: int = -1
    """Where the container of the page's text that holds it begins, of several of one make."""

    @property
    def is_rule(self) -> bool:
        """Is it a line of dashes or the like, with no word?"""
        return self.words == 0

    @property
    def ends_sentence(self) -> bool:
        """Does it end as a sentence does?"""
        return self.clean.rstrip("”\"’')»*_").endswith((".", "!", "?", "…"))


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    gap: bool


def find_blocks(page: Page) -> tuple[Block, ...]:
    """Every block of the page, in order; together they hold all its characters but white space."""
    text = page.text
    lines = list(_lines(text))
    joined = list(_joined(text, lines)) if _is_wrapped(text, lines) else lines
    marks = _printed(page.marks) if page.media in {Media.PDF, Media.DOCX} else page.marks
    tags = _tags_by_line(marks, joined)
    frames, boxes, parts = (
        _frames(marks, joined, names) for names in ({"article"}, BOXES, {"part"})
    )
    blocks = [
        replace(
            _block(text, line, tags.get(i, frozenset())),
            frame=frames[i], box=boxes[i], part=parts[i],
        )
        for i, line in enumerate(joined)
    ]  # fmt: skip
    below = [*blocks, None][1:]
    return tuple(_as_heading(*pair) for pair in zip(blocks, below, strict=True))


def _as_heading(block: Block, below: Block | None) -> Block:
    """A numbered line as a heading, where it is no sentence and running text stands below it."""
    found = _NUMBER.match(block.text)
    if not found or not block.gap or block.ends_sentence or block.words > MOST_HEADING_WORDS:
        return block
    if below is None or not (below.words >= LEAST_PARAGRAPH or below.ends_sentence or below.marker):
        return block
    if _NUMBER.match(below.text) or not block.clean[:1].isalnum():
        return block
    return replace(block, marker="", number=int(found[1]))


def _lines(text: str) -> Iterator[_Line]:
    previous_end = -1
    for found in _LINE.finditer(text):
        start, end = found.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield _Line(start, end, previous_end < 0 or text.count("\n", previous_end, start) > 1)
            previous_end = end


def _is_wrapped(text: str, lines: list[_Line]) -> bool:
    """Do sentences run on from line to line?

    Yes where at least two lines, and a fifth of the long ones, stop in mid-sentence above a line
    that begins in lower case, and nearly all lines fit the widest wrap.
    """
    long = run_on = wide = 0
    for line, following in pairwise(lines):
        length = line.end - line.start
        wide += length > WIDEST_WRAP
        if length < 40:
            continue
        long += 1
        run_on += (
            not following.gap
            and text[following.start].islower()
            and text[line.end - 1] not in _SENTENCE_END
        )
    return run_on >= 2 and run_on * 5 >= long and wide * 20 <= len(lines)


def _joined(text: str, lines: list[_Line]) -> Iterator[_Line]:
    """Lines of a wrapped page as paragraphs: a line that nearly fills the width goes on below."""
    lengths = sorted(line.end - line.start for line in lines)
    full = lengths[len(lengths) * 9 // 10] * 3 // 5
    current, last = lines[0], lines[0]
    for line in lines[1:]:
        stands_alone = line.gap or _is_special(text, line) or _is_table_like(text, last)
        if stands_alone or last.end - last.start < full or text.startswith("#", current.start):
            yield current
            current = line
        else:
            current = _Line(current.start, line.end, current.gap)
        last = line
    yield current


def _is_special(text: str, line: _Line) -> bool:
    raw = text[line.start : line.end]
    return (
        bool(_MARKER.match(raw) or _RULE.fullmatch(raw))
        or raw[0] in "#|>"
        or (_is_table_like(text, line))
    )


def _is_table_like(text: str, line: _Line) -> bool:
    raw = text[line.start : line.end]
    return "\t" in raw or raw.startswith("|") or _COLUMNS.search(raw) is not None


def _tags_by_line(marks: tuple[Mark, ...], lines: list[_Line]) -> dict[int, frozenset[str]]:
    """For each line's index, the elements that cover it; only the outermost of each name counts."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for mark in marks:
        known = spans.setdefault(mark.tag, [])
        if not known or mark.span.start >= known[-1][1]:
            known.append((mark.span.start, mark.span.end))
    found: dict[int, set[str]] = {}
    for tag, ranges in spans.items():
        at = 0
        for index, line in enumerate(lines):
            while at < len(ranges) and ranges[at][1] <= line.start:
                at += 1
            if at == len(ranges):
                break
            start, end = ranges[at]
            if start < line.end and line.end <= end and start <= line.start + 5:
                found.setdefault(index, set()).add(tag)
    return {index: frozenset(tags) for index, tags in found.items()}


def _printed(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks of a file made for paper, with heads, feet and footnotes named as what they are."""
    return tuple(
        mark.model_copy(update={"tag": PRINTED[mark.tag]}) if mark.tag in PRINTED else mark
        for mark in marks
    )


def _frames(marks: tuple[Mark, ...], lines: list[_Line], names: Collection[str]) -> list[int]:
    """For each line, where the outermost mark of these names that holds it begins, or -1."""
    spans: list[Span] = []
    for mark in marks:
        if mark.tag in names and (not spans or mark.span.start >= spans[-1].end):
            spans.append(mark.span)
    frames, at = list[int](), 0
    for line in lines:
        while at < len(spans) and spans[at].end <= line.start:
            at += 1
        inside = at < len(spans) and spans[at].start <= line.start + 5
        frames.append(spans[at].start if inside else -1)
    return frames


def _block(text: str, line: _Line, tags: frozenset[str]) -> Block:
    raw = text[line.start : line.end]
    hashes = _HASHES.match(raw)
    marker = None if hashes else _MARKER.match(raw)
    clean = raw[marker.end() :] if marker else raw
    clean = shorten(clean.strip(_WRAPPER) or raw)
    is_rule = _RULE.fullmatch(raw) is not None
    return Block(
        start=line.start,
        end=line.end,
        text=raw,
        clean=clean,
        lower=clean.lower().replace("’", "'"),
        words=0 if is_rule else len(clean.split()),
        gap=line.gap,
        marker=marker[0].strip() if marker else "",
        number=0,
        level=len(hashes[1]) if hashes else _tag_level(tags),
        tags=tags,
    )


def shorten(text: str) -> str:
    """The text with no word and no gap longer than the patterns of our lists are meant for."""
    return _LONG_GAP.sub(r"\1", _LONG_WORD.sub(r"\1\2", text))


def _tag_level(tags: frozenset[str]) -> int:
    return min((int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)), default=0)
