"""The words around a number that soften or bound it."""

import re
from typing import NamedTuple

from pipeline.figures import word_lists
from schemas.figure import Bound

APPROXIMATE = word_lists.words("hedges", "approximate")
BOUNDS = {words: Bound(side) for words, side in word_lists.spelled("hedges", "bounds").items()}
SIGNS = {">=": Bound.AT_LEAST, "≥": Bound.AT_LEAST, "<=": Bound.AT_MOST, "≤": Bound.AT_MOST,
         ">": Bound.MORE, "<": Bound.LESS}  # fmt: skip

_HEDGES = (*APPROXIMATE, *BOUNDS)
_FILLERS = word_lists.words("hedges", "between")
"""What may stand between a hedge and its number."""
_BEFORE = re.compile(
    r"(?:\b(?P<word>"
    + "|".join(re.escape(w) for w in sorted(_HEDGES, key=len, reverse=True))
    + rf")(?: (?:{'|'.join(_FILLERS)}))?[ (]+|(?P<sign>>=|<=|[≥≤<>~]) ?)\(?\Z"
)
_AFTER = re.compile(
    r"(?P<more> or (?:more|higher|greater|above|later|older|longer|over)\b|\+(?![\w])|"
    r" and (?:above|over|older)\b)"
    r"|(?P<less> or (?:less|fewer|lower|below|younger|under)\b)"
)
_LAST = frozenset(hedge.split()[-1] for hedge in _HEDGES).union(_FILLERS)
_REACH = 30


class Hedge(NamedTuple):
    """The hedge around a number; `start` and `end` bound its words, or are -1."""

    text: str = ""
    start: int = -1
    end: int = -1
    approximate: bool = False
    bound: Bound = Bound.EXACTLY


NO_HEDGE = Hedge()


def hedge_before(low: str, plain: str, start: int) -> Hedge:
    """The hedge that ends just before `start` (`more than `, `~`, `≥ `), or `NO_HEDGE`."""
    left = max(0, start - _REACH)
    stretch = low[left:start].rstrip(" (")
    words, _, last = stretch.rpartition(" ")
    last = last.lstrip("([\"'-")
    ending = words if last in _FILLERS else stretch
    if last[-1:] not in "≥≤<>=~" and not (last in _LAST and ending.endswith(_HEDGES)):
        return NO_HEDGE  # asked first, since it is much cheaper
    m = _BEFORE.search(low[left:start])
    if m is None:
        return NO_HEDGE
    at = left + m.start()
    key = m["word"] or m["sign"]
    text = plain[at : at + len(key)]
    if key == "~" or key in APPROXIMATE:
        return Hedge(text, at, at + len(key), approximate=True)
    return Hedge(text, at, at + len(key), bound=BOUNDS.get(key) or SIGNS[key])


def hedge_after(low: str, plain: str, end: int) -> Hedge:
    """The hedge that begins at `end` (` or more`, `+`), or `NO_HEDGE`."""
    if low[end : end + 3] not in (" or", " an") and low[end : end + 1] != "+":
        return NO_HEDGE
    m = _AFTER.match(low, end)
    if m is None:
        return NO_HEDGE
    bound = Bound.AT_LEAST if m["more"] else Bound.AT_MOST
    at = m.start() + (m[0][0] == " ")
    return Hedge(plain[at : m.end()], at, m.end(), bound=bound)
