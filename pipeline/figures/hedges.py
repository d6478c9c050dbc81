"""The words around a number that soften or bound it."""

import re
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.units import one_of
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
_BEHIND = word_lists.spelled("hedges", "behind")
_AFTER = re.compile(
    rf"(?P<plus>\+(?!\w)|-plus\b)| (?P<word>{one_of(_BEHIND)})\b"
    rf"(?! (?:{one_of(word_lists.words('hedges', 'elsewhere'))})\b)"
)
_NUMBER_NEXT = re.compile(r" [$€£]?\d")
_OR = re.compile(r"\d or \Z")
_AFTER_BEGINS = frozenset(word[0] for word in _BEHIND)
_GLUED = word_lists.spelled("hedges", "glued")
_GLUE = re.compile(rf"\b(?P<word>{one_of(_GLUED)})-\Z")
_TURNED = re.compile(
    r"(?:\b(?:not|never|without|cannot)|n't)"
    rf"(?: (?:{one_of(word_lists.words('hedges', 'turners'))})){{0,2}} \Z"
)
"""`must not fall `, `never `: what follows is a bound of the other side."""
_OTHER_SIDE = {Bound.MORE: Bound.AT_MOST, Bound.LESS: Bound.AT_LEAST}
_PLACES = frozenset({"over", "under", "above", "below"})
_DIGITS = re.compile(r"[a-z]{0,2}[$€£¥]?\d")
_ARTICLE = re.compile(r" an? \(?\Z")
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
    if low[start - 1 : start] == "-":
        return _glued(low, plain, start)
    left = max(0, start - _REACH)
    stretch = low[left:start].rstrip(" (").replace("\n", " ")
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
    if key in _PLACES and _ARTICLE.search(m[0]) and _DIGITS.match(low, start):
        return NO_HEDGE  # `under a $40 million programme`, `over a 12-week course`
    if key in _PLACES and (_OR.search(low, max(0, at - 6), at) or low[max(0, at - 2) : at] == "% "):
        return NO_HEDGE  # `aged 75 or over 114`, `growth of 12% over $40 million`
    text = plain[at : at + len(key)]
    if key == "~" or key in APPROXIMATE:
        return Hedge(text, at, at + len(key), approximate=True)
    bound = BOUNDS.get(key) or SIGNS[key]
    if bound in _OTHER_SIDE and _TURNED.search(low, max(0, at - 24), at):
        bound = _OTHER_SIDE[bound]
    return Hedge(text, at, at + len(key), bound=bound)


def _glued(low: str, plain: str, start: int) -> Hedge:
    """The hedge that a hyphen joins to the number at `start`, as in `under-16s`."""
    m = _GLUE.search(low, max(0, start - 8), start)
    if m is None:
        return NO_HEDGE
    side = _GLUED[m["word"]]
    return _hedge(plain, m.start("word"), m.end("word"), side)


def _hedge(plain: str, start: int, end: int, side: str) -> Hedge:
    """The hedge whose words are `start:end`; `side` is a bound, or `~` for about."""
    if side == "~":
        return Hedge(plain[start:end], start, end, approximate=True)
    return Hedge(plain[start:end], start, end, bound=Bound(side))


def hedge_after(low: str, plain: str, end: int) -> Hedge:
    """The hedge that begins at `end` (` or more`, `+`, ` or so`), or `NO_HEDGE`."""
    first = low[end : end + 1]
    if first not in "+-" and not (first == " " and low[end + 1 : end + 2] in _AFTER_BEGINS):
        return NO_HEDGE
    m = _AFTER.match(low, end)
    if m is None:
        return NO_HEDGE
    if m["word"] and not m["word"].startswith("or ") and _NUMBER_NEXT.match(low, m.end()):
        return NO_HEDGE
    if m["plus"]:
        return _hedge(plain, end + (m["plus"][0] == "-"), m.end(), ">=")
    return _hedge(plain, m.start("word"), m.end("word"), _BEHIND[m["word"]])
