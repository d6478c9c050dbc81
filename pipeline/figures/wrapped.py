"""Line breaks that only wrap a line, told from those that end one.

In: a text. Out: the text, as long as before, with a space for each break that a program put in to
keep lines short: an e-mail, a press release in plain text. Of a paragraph of such lines, none could
have taken the first word of the next; headings, lists and rows of tables do not look like that.
"""

import re
from collections.abc import Sequence

NARROWEST, WIDEST = 45, 140
"""Characters of the longest line of a wrapped paragraph."""
_NOT_PROSE = re.compile(r"\S {3,}\S|[|\t]|^ *(?:[-*•·–—#>]|\d{1,2}[.)]|[A-Z]{1,3}[.)]) ")
_GOES_ON = re.compile(r"[a-z(\d$€£~<>≥≤]")
_LEFT_OPEN = re.compile(
    r"(?:[,(–—-]|\b(?:a|an|the|of|in|on|at|to|and|or|for|with|by|from|than|as))\Z"
)


def unwrap(text: str) -> str:
    """The text with its wrapped lines as lines of any length; offsets stay what they were."""
    if "\n" not in text:
        return text
    blocks = _blocks(text)
    sure = (block for block in blocks if len(block) > 2 and _is_wrapped(block))
    width = max((max(map(_width, block)) for block in sure), default=0)
    return "\n".join(
        " ".join(block) if len(block) > 1 and _is_wrapped(block, width) else "\n".join(block)
        for block in blocks
    )


def _blocks(text: str) -> list[list[str]]:
    """The lines of a text in runs of lines that are not blank; a blank line is a run by itself."""
    blocks: list[list[str]] = []
    goes_on = False
    for line in text.split("\n"):
        if line.strip() and goes_on:
            blocks[-1].append(line)
        else:
            blocks.append([line])
        goes_on = bool(line.strip())
    return blocks


def _width(line: str) -> int:
    return len(line.rstrip())


def _is_wrapped(lines: Sequence[str], width: int = 0) -> bool:
    """Was each line ended only because the next word had no room?

    Two lines alone may be a headline and its byline: they must be as wide as the text's other
    wrapped lines are, or the first must lead into the second.
    """
    widths = [_width(line) for line in lines]
    widest = max(widths)
    if not NARROWEST <= widest <= WIDEST or any(map(_NOT_PROSE.search, lines)):
        return False
    room = max(widest, width) if len(lines) == 2 and widest <= width else widest
    words = [line.split(maxsplit=1)[0] for line in lines[1:]]
    if any(w + 1 + len(word) <= room for w, word in zip(widths, words, strict=False)):
        return False
    if len(lines) > 2 or widest <= width:
        return True
    return bool(_GOES_ON.match(lines[1].lstrip()) or _LEFT_OPEN.search(lines[0].rstrip()))
