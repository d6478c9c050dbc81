"""Statements of absence: what is said not to have occurred, and within which limits.

In: the checked text and its sources as passages. Out: findings where a text's “no serious adverse
events” drops a limit that the source sets (“no treatment-related serious adverse events”).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.figures import word_lists
from pipeline.figures.claims_reading import Passage, refute
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding

_HEADS = {
    head: "|".join(spellings)
    for head, spellings in word_lists.terms("measures", "negatives").items()
}
"""What a clinical text may say did not occur."""
_HEAD = lazy_regex(
    r"\b(?:" + "|".join(f"(?P<h{i}>{p})" for i, p in enumerate(_HEADS.values())) + r")\b"
)
_NAMES = tuple(_HEADS)
_LIMITS = {
    "related to treatment": lazy_regex(
        r"\b(?:[\w-]+-related|related|attributable|attributed|linked|tied|traced|put down|ascribed"
        r"|associated|due) ?(?:to|with)?\b"
    ),
    "serious": lazy_regex(r"\bserious\b|\bsaes?\b"),
    "severe": lazy_regex(
        r"\bsevere\b|\bgrades? ?(?:[≥>]=? ?)?[3-5]\b|\bhigh-grade\b|\b[≥>]=? ?grade"
    ),
    "fatal": lazy_regex(r"\bfatal\b|\bgrade 5\b|\blife-threatening\b"),
    "new": lazy_regex(r"\bnew\b|\bunexpected\b|\badditional\b|\bfurther\b"),
    "dose-limiting": lazy_regex(r"\bdose[- ]limiting\b|\bdlts?\b"),
    "confirmed": lazy_regex(r"\bconfirmed\b"),
    "evaluable": lazy_regex(r"\bevaluable\b"),
    "emergent": lazy_regex(r"\btreatment-emergent\b|\bteaes?\b"),
    "unplanned": lazy_regex(r"\bunplanned\b"),
    "long-term": lazy_regex(r"\blong[- ]term\b"),
    "major": lazy_regex(r"\bmajor\b|\bsignificant\b|\bclinically\b|\bsubstantial\b"),
}
"""Words that limit what an absence is an absence of; losing one says more."""
_NO = lazy_regex(
    r"\b(?:no|zero|without|nor|not (?:a single|any|one)|never (?:any )?|free (?:of|from)|absence "
    r"of)\b"
)
_ABSENT = lazy_regex(
    r"\b(?:(?:was|were|are|is) (?:\w+ )?(?:absent|not (?:\w+ )?(?:observed|seen|reported|"
    r"recorded|detected))"
    r"|did not occur|not (?:observed|seen|reported|recorded))\b"
)
_END = lazy_regex(
    r"[.;:](?:\s|$)|\bbut\b|\balthough\b|\bwhile\b|\bhowever\b|\bwith\b|\bthough\b|, and \d"
)
_TIES = lazy_regex(
    r"\b(?:tie[sd]?|link(?:s|ed)?|attribut(?:e[sd]?|ing)|connect(?:s|ed)?|relate[sd]?|trace[sd]?"
    r"|ascribe[sd]?|blame[sd]?|linking|tying|relating|tracing) $"
)
"""`tied no serious adverse events to the vaccine`: the verb before the `no` is itself the limit."""
_ITEM = lazy_regex(r",|/|\bor\b(?! (?:above|higher|greater|worse|more))|\band\b(?! above)|\bnor\b")
_REACH = 200


@dataclass(frozen=True, slots=True)
class Absence:
    """One thing said not to have occurred, at `start:end`, within `limits`."""

    head: str
    limits: frozenset[str]
    start: int
    end: int


def check_restrictors(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A negative of the text whose every counterpart in the sources is narrower."""
    ours = find_absences(text, shared=True)
    if not ours:
        return
    theirs: dict[str, dict[frozenset[str], tuple[Passage, Absence]]] = {}
    for source in sources:
        for a in source.once(source_absences):
            theirs.setdefault(a.head, {}).setdefault(a.limits, (source, a))
    for absence in ours:
        same = theirs.get(absence.head, {})
        if not same or any(limits <= absence.limits for limits in same):
            continue
        source, nearest = same[min(same, key=lambda limits: len(limits - absence.limits))]
        lost = ", ".join(sorted(nearest.limits - absence.limits))
        reason = f"The source says this only of what is {lost}; the limit was dropped."
        span = (absence.start, absence.end)
        yield refute(text, span, "EB_RESTRICTOR", reason, (source, nearest.start))


def source_absences(source: Passage) -> tuple[Absence, ...]:
    """Everything a source says did not occur; each item of a list has its own limits only."""
    return find_absences(source, shared=False)


def find_absences(passage: Passage, *, shared: bool) -> tuple[Absence, ...]:
    """Everything a text says did not occur; `shared`: a list's first limits hold for all of it."""
    found: list[Absence] = []
    for no in _NO.finditer(passage.folded):
        _, end = passage.sentence_at(no.start())
        stop = _END.search(passage.folded, no.end(), min(end, no.end() + _REACH))
        close = stop.start() if stop else min(end, no.end() + _REACH)
        items = read_list(passage.folded, (no.end(), close), shared=shared, lead=no.start())
        is_tied = _TIES.search(passage.folded, max(0, no.start() - 20), no.start())
        tied = frozenset({"related to treatment"} if is_tied else ())
        found.extend(replace(item, limits=item.limits | tied) for item in items)
    for absent in _ABSENT.finditer(passage.folded):
        start, _ = passage.sentence_at(absent.start())
        start = max(start, absent.start() - _REACH)
        stops = list(_END.finditer(passage.folded, start, absent.start()))
        start = stops[-1].end() if stops else start
        found.extend(read_list(passage.folded, (start, absent.start()), shared=shared, lead=-1))
    return tuple(found)


def read_list(
    folded: str, bounds: tuple[int, int], *, shared: bool, lead: int
) -> Iterator[Absence]:
    """The items of a list of absences, each with its limits; `lead` is its `no`, or -1."""
    cuts = [bounds[0], *(m.end() for m in _ITEM.finditer(folded, *bounds)), bounds[1]]
    earlier: frozenset[str] = frozenset()
    for start, end in pairwise(cuts):
        head = _last_head(folded, start, end)
        if not head or _OF_WHICH.search(folded, bounds[0], head.start()):
            continue
        limits = limits_of(folded[start:end])
        opening = lead if lead >= 0 and start == bounds[0] else head.start()
        name = _NAMES[int((head.lastgroup or "h0")[1:])]
        yield Absence(name, limits | (earlier if shared else frozenset()), opening, head.end())
        earlier |= limits


_OF_WHICH = re.compile(
    r"\b(?:died|deaths?|fatal\w*) (?:of|from|by|due to|because of|owing to)(?: [a-z-]+){0,3} $"
)
"""`no patient died of an adverse event`: what it is denied of is the death."""


def limits_of(words: str) -> frozenset[str]:
    """The limits that these words set."""
    return frozenset(name for name, pattern in _LIMITS.items() if pattern.search(words))


def find_heads(passage: Passage) -> tuple[tuple[str, int, int], ...]:
    """Every harm that a text names, with where it stands."""
    return tuple((_NAMES[int((m.lastgroup or "h0")[1:])], *m.span()) for m in passage.find(_HEAD))


def _last_head(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The last harm named in a stretch: `response` in `immune response`, not a word before it."""
    last = None
    for head in _HEAD.finditer(folded, start, end):
        last = head
    return last
