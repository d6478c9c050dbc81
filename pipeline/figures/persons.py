"""Is a count of events told as a count of the people who had them?

`13 episodes in nine patients` is not `13 patients`. In: a checked count of people and the places
that print its value; out: a finding where each of those places counts events, and says of how many
other people.
"""

import re
from collections.abc import Sequence

from pipeline.figures import word_lists
from pipeline.figures.conflict import PERSONS
from pipeline.figures.glyphs import shade_once
from pipeline.figures.support import Support, give_to
from schemas.figure import Figure, Kind
from schemas.source import Role, Source
from schemas.verdict import FigureCheck

_EVENTS = f"(?:{word_lists.either('groups', 'events')})"
_COUNTS_EVENTS = re.compile(rf" (?:[a-z-]+ ){{0,3}}?{_EVENTS}\b")
_LINK = re.compile(
    r"\b(?:in|among|concerning|involving|affecting|from|by|across|between)"
    r" (?:the |only |just |some |about |all )*$"
)
_HAD = re.compile(r" (?:[a-z-]+ ){0,2}?(?:had|suffered|reported|experienced)\b[^.;,]{0,30}$")
_OF_THEM = re.compile(r" of (?:them|these|those|the (?:patients|children|people|men|women))\b")


def find_events_as_people(
    index: int, text: Source, supports: Sequence[Support]
) -> FigureCheck | None:
    """The finding where the source's count is of events, and it counts the people apart."""
    if not supports or not _counts_people(text.figures[index], text.roles[index]):
        return None
    people = [_people_beside(support) for support in supports]
    known = [p for p in people if p is not None]
    if len(known) < len(people):
        return None
    best = supports[0]
    reason = (
        f"The source's {best.figure.text} counts events, "
        f"in {best.source.figures[known[0]].text} people."
    )
    return give_to(text.figures[index], best, known[0], reason)


def _counts_people(figure: Figure, role: Role) -> bool:
    if figure.kind is not Kind.COUNT:
        return False
    return figure.unit in PERSONS or _OF_THEM.match(role.after) is not None


def _people_beside(support: Support) -> int | None:
    """The count of people that the sentence sets beside its count of events, if another."""
    figure, role, source = support.figure, support.role, support.source
    if figure.kind is not Kind.COUNT or figure.unit in PERSONS:
        return None
    if not _COUNTS_EVENTS.match(role.after):
        return None
    low = shade_once(source).low
    for place in (support.at + 1, support.at - 1):
        if not 0 <= place < len(source.figures) or source.sentence_numbers[place] != role.sentence:
            continue
        other = source.figures[place]
        if other.kind is not Kind.COUNT or other.unit not in PERSONS:
            continue
        first, second = sorted((figure, other), key=lambda f: f.span.start)
        between = low[first.span.end : second.span.start]
        joined = _LINK.search(between) if other is second else _HAD.match(between)
        if joined and other.values != figure.values:
            return place
    return None
