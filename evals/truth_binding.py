"""Do the words near a figure belong to another fact? In: a sentence with its figures; out: faults.

A figure is bound to the fact whose words stand near it. Where the words fit a fact of another value
far better than any fact that has the figure's value, the figure is told of the wrong
thing. A figure whose neighbours stand so beside its mention in the article is never called wrong.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from evals.truth_lexicon import Lexicon, Said, sort_of, weigh_words
from evals.truth_roles import Place
from evals.truth_values import PEOPLE, family
from schemas.figure import Figure, Kind
from schemas.golden import GoldenFact

BETTER, LEAST = 3.0, 1.0
"""How much more must fit another fact alone than the figure's own alone: a factor, and beyond."""
DOUBTED = 0.6
"""The factor where the sentence names what tells the other fact apart, and nothing of its own."""
EXCHANGED, SLIGHT = 1.3, 0.2
"""By what factor two figures of one sentence must fit better in each other's places."""

_SHARES = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.COUNT, Kind.NUMBER})
_BRACKET = re.compile(r"(?:\s+[a-z-]+){0,6},?\s*[(\[](?:about |or )?")
"""All that stands between a figure and the one in brackets that tells the same fact."""
_WHOLE = re.compile(r"\b(?:among|of|in|from|the|all)\s+(?:about |nearly |some |the |all )?$", re.I)
"""`reports among 2,150 patients (0.4%)`: the count is the whole, the share is of the reports."""
_UNBOUND_KINDS = frozenset({Kind.GRADE, Kind.LINE, Kind.ORDINAL})
_UNBOUND = frozenset({"none", "date", "time", "not reached"})
"""Sorts of figures that stand beside what they are of: words tell little of them."""
_FEW = 10
_OLD = re.compile(
    r"\b(?:before|previous|previously|earlier|former|formerly|old|initial|initially|"
    r"instead of|rather than)\b",
    re.IGNORECASE,
)
"""Words that tell a value as the one that was given before."""


class Group(NamedTuple):
    """A figure, with those in brackets behind it that tell the same fact: `7 of 12 (58%)`."""

    at: int
    text: str
    sort: str
    facts: frozenset[str]
    rivals: frozenset[str]
    said: Said
    is_old: bool
    """Is it told as what was said before, and labelled so?"""


def find_misplaced(
    sentence: str,
    figures: Sequence[Figure],
    places: Sequence[Place],
    lexicon: Lexicon,
    doubted: Collection[int] = (),
) -> dict[int, str]:
    """By index of the figure, why it is told of the wrong thing.

    `doubted` are indexes of figures whose sentence names what tells another fact apart, and nothing
    that tells theirs apart: there it is enough that the other fits better.
    """
    wrong: dict[int, str] = {}
    groups: list[Group] = []
    for members in _join(sentence, figures, places):
        first, facts = members[0], _meant(members, figures, places)
        if facts is None:
            wrong[members[-1]] = f"No label has it with {figures[first].text!r} before it."
        elif facts and _is_bound(figures[first], lexicon):
            said = _weigh_all(sentence, places, members)
            sort = sort_of(figures[first].kind, figures[first].unit)
            rivals = _rivals(places[first], facts, sort, lexicon)
            rivals = frozenset(one for one in rivals if lexicon.is_unit(one, figures[first]))
            is_old = bool(_OLD.search(_lead_in(sentence, places, first))) and any(
                _is_old(lexicon.facts[one]) for one in facts
            )
            if is_old:
                rivals = frozenset(one for one in rivals if _is_old(lexicon.facts[one]))
            groups.append(Group(first, figures[first].text, sort, facts, rivals, said, is_old))
    echoed = {one.at for one in groups if lexicon.is_echo(sentence, places, one.at, one.facts)}
    left = [one for one in groups if one.at not in echoed]
    for index, why in _find_nearer(left, lexicon, doubted):
        wrong.setdefault(index, why)
    return wrong


def _weigh_all(sentence: str, places: Sequence[Place], members: Sequence[int]) -> Said:
    """The words near any figure of a group: `28% (58 of 206 on placebo)` names its arm within."""
    said: dict[str, float] = {}
    for index in members:
        for word, weight in weigh_words(sentence, places, index).items():
            said[word] = max(said.get(word, 0.0), weight)
    return said


def _lead_in(sentence: str, places: Sequence[Place], at: int) -> str:
    """What stands between the figure before and this one."""
    before = max((one.end for one in places if one.end <= places[at].start), default=0)
    return sentence[before : places[at].start]


def _is_old(fact: GoldenFact) -> bool:
    """Do the labels tell the fact as what was said before?"""
    return _OLD.search(f"{fact.says} {fact.measure} {fact.cut}") is not None


def _join(sentence: str, figures: Sequence[Figure], places: Sequence[Place]) -> list[list[int]]:
    """Indexes of the figures, those that tell one share together."""
    groups: list[list[int]] = []
    for index, figure in enumerate(figures):
        if groups and _is_of_same(
            sentence, figures[groups[-1][-1]], figure, places[index - 1 : index + 1]
        ):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _is_of_same(sentence: str, one: Figure, other: Figure, places: Sequence[Place]) -> bool:
    """`7 of 12 (58%)`: is the second in brackets behind the first, another form of one share?"""
    shares = one.kind in _SHARES and other.kind in _SHARES and one.kind is not other.kind
    plain = not one.is_range and not other.is_range
    between = sentence[places[0].end : places[1].start]
    counted = one.kind in {Kind.COUNT, Kind.NUMBER}
    is_whole = counted and bool(_WHOLE.search(sentence[: places[0].start]))
    return shares and plain and not is_whole and bool(_BRACKET.fullmatch(between))


def _meant(
    members: Sequence[int], figures: Sequence[Figure], places: Sequence[Place]
) -> frozenset[str] | None:
    """The facts that all figures of a group can mean; `None` where each means another."""
    each = [frozenset(places[one].facts) for one in members if places[one].facts]
    if not each:
        return frozenset()
    return frozenset.intersection(*each) or None


def _is_bound(figure: Figure, lexicon: Lexicon) -> bool:
    """Do the words near it tell what it is of? Not of a date, a dose group, `the two`."""
    if figure.kind in _UNBOUND_KINDS or family(figure.kind) in _UNBOUND:
        return False
    counts = figure.kind in {Kind.COUNT, Kind.NUMBER} and figure.is_words
    if counts and figure.values and figure.values[0] <= _FEW and figure.unit not in PEOPLE:
        return False
    return not lexicon.is_name(figure.text)


def _rivals(place: Place, facts: frozenset[str], sort: str, lexicon: Lexicon) -> frozenset[str]:
    """Facts of the figure's sort with other values, those aside that the labels set against it."""
    opposed = {one for found in lexicon.conflicts if facts & found for one in found}
    return frozenset(one for one in place.rivals if sort in lexicon.sorts[one]) - facts - opposed


def _find_nearer(
    groups: Sequence[Group], lexicon: Lexicon, doubted: Collection[int]
) -> Iterator[tuple[int, str]]:
    """Groups whose words fit another fact, and pairs whose words fit each other's facts."""
    stated = frozenset().union(*(group.facts for group in groups))
    for group in groups:
        is_doubted = group.at in doubted
        rivals = group.rivals if is_doubted else group.rivals - stated
        must = (DOUBTED, 0.0) if is_doubted else (BETTER, LEAST)
        ahead = {one: _lead(group, one, lexicon, must) for one in rivals}
        best = max(ahead, key=lambda one: (ahead[one], one), default="")
        if best and ahead[best] > 0:
            yield group.at, f"The words are nearer to: {lexicon.facts[best].says}"
    for one, other in combinations(groups, 2):
        if other.facts & one.rivals and one.facts & other.rivals:
            kept = _fit(one, one.facts, lexicon) + _fit(other, other.facts, lexicon)
            turned = _fit(one, other.facts, lexicon) + _fit(other, one.facts, lexicon)
            if turned > EXCHANGED * kept + SLIGHT and not (one.is_old or other.is_old):
                yield one.at, f"It has changed places with {other.text!r}."
                yield other.at, f"It has changed places with {one.text!r}."
        elif len(one.facts) == 1 and one.facts == other.facts and _is_repeated(one, other):
            yield other.at, f"It is told twice: {lexicon.facts[min(one.facts)].says}"


def _fit(group: Group, facts: frozenset[str], lexicon: Lexicon) -> float:
    return max(lexicon.fit(group.said, fact) for fact in facts)


def _lead(group: Group, rival: str, lexicon: Lexicon, must: tuple[float, float]) -> float:
    """How far a rival is ahead of the nearest of a figure's own facts, beyond what it must be."""
    better, least = must
    return min(
        lexicon.lead(group.said, rival, own) - better * lexicon.lead(group.said, own, rival) - least
        for own in group.facts
    )


def _is_repeated(one: Group, other: Group) -> bool:
    """`21% and 21% respectively`: one fact's share cannot be that of two things."""
    return one.sort == other.sort != Kind.COUNT.value and one.text == other.text
