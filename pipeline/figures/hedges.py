"""The words around a number that soften or bound it."""

import re
from typing import NamedTuple

from schemas.figure import Bound

APPROXIMATE = (
    "approximately", "about", "around", "roughly", "circa", "ca.", "some", "estimated",
    "an estimated", "close to", "in the region of", "on the order of", "approx.", "approx",
)  # fmt: skip
BOUNDS = {
    "nearly": Bound.NEARLY, "almost": Bound.NEARLY, "just under": Bound.NEARLY,
    "just below": Bound.NEARLY, "close on": Bound.NEARLY, "not quite": Bound.NEARLY,
    "more than": Bound.MORE, "over": Bound.MORE, "above": Bound.MORE, "greater than": Bound.MORE,
    "in excess of": Bound.MORE, "upwards of": Bound.MORE, "exceeding": Bound.MORE,
    "just over": Bound.MORE, "exceeded": Bound.MORE, "well over": Bound.MORE,
    "fewer than": Bound.LESS, "less than": Bound.LESS, "under": Bound.LESS, "below": Bound.LESS,
    "at least": Bound.AT_LEAST, "no fewer than": Bound.AT_LEAST, "no less than": Bound.AT_LEAST,
    "a minimum of": Bound.AT_LEAST, "not less than": Bound.AT_LEAST,
    "up to": Bound.AT_MOST, "as many as": Bound.AT_MOST, "as much as": Bound.AT_MOST,
    "at most": Bound.AT_MOST, "no more than": Bound.AT_MOST, "a maximum of": Bound.AT_MOST,
    "not more than": Bound.AT_MOST, "none worse than": Bound.AT_MOST,
    "no worse than": Bound.AT_MOST, "nothing worse than": Bound.AT_MOST,
    "none higher than": Bound.AT_MOST, "none above": Bound.AT_MOST,
}  # fmt: skip
SIGNS = {">=": Bound.AT_LEAST, "≥": Bound.AT_LEAST, "<=": Bound.AT_MOST, "≤": Bound.AT_MOST,
         ">": Bound.MORE, "<": Bound.LESS}  # fmt: skip

_HEDGES = (*APPROXIMATE, *BOUNDS)
_FILLERS = ("a", "an", "only", "just", "another", "every")
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
