"""Mentions of one figure in one role, gathered into facts."""

from collections.abc import Mapping, Sequence

from pipeline.figures.numbers import is_rounding_of
from schemas.figure import Bound, Figure, Kind
from schemas.source import Fact, Role, Status

SHARED = ("measure", "grade", "population", "arm", "product", "cut", "time", "comparator")
"""The cues that two mentions of one fact may not contradict each other in."""


class Gatherer:
    """Gathers the mentions of each fact, one family of like figures at a time, when asked."""

    def __init__(self, text: str, figures: Sequence[Figure], roles: Sequence[Role]) -> None:
        self._figures, self._roles = figures, roles
        self._families, self._beside = _find_families(text, figures)
        self._groups: dict[int, list[list[int]]] = {}
        self._agreed: dict[int, Mapping[str, str]] = {}

    def read_role(self, index: int) -> Role:
        """The figure's role, its blanks filled from its fact's other mentions, if they agree."""
        family = self._families[index]
        role = self._roles[index]
        if len(family) < 2:
            return role
        agreed = self._agreed_of(index, family)
        blanks = {name: value for name, value in agreed.items() if not getattr(role, name)}
        return role.model_copy(update=blanks) if blanks else role

    def _agreed_of(self, index: int, family: Sequence[int]) -> Mapping[str, str]:
        """What the mentions of a figure's fact say of it, each cue that none gainsays."""
        if index not in self._agreed:
            for group in self._group(family):
                agreed = self._read_agreed(group)
                self._agreed |= dict.fromkeys(group, agreed)
        return self._agreed[index]

    def _read_agreed(self, group: Sequence[int]) -> Mapping[str, str]:
        told = {name: {getattr(self._roles[i], name) for i in group} - {""} for name in FILLED}
        return {name: known.pop() for name, known in told.items() if len(known) == 1}

    def read_facts(self) -> tuple[Fact, ...]:
        """All facts, in reading order of first mention."""
        groups = {group[0]: group for f in self._families for group in self._group(f)}
        return tuple(
            _fact(number, groups[first], self._figures, self._roles)
            for number, first in enumerate(sorted(groups), 1)
        )

    def _group(self, family: Sequence[int]) -> list[list[int]]:
        groups = self._groups.get(family[0])
        if groups is None:
            groups = self._groups[family[0]] = _group(family, self._beside, self._roles)
        return groups


def _find_families(
    text: str, figures: Sequence[Figure]
) -> tuple[Sequence[Sequence[int]], frozenset[int]]:
    """The family of each figure, and which figures stand beside the one before.

    A family are the figures of one value, and what stands beside these as `7/12` does beside
    `58.3%`. Only figures of one family can be one fact.
    """
    families: list[list[int]] = []
    beside: set[int] = set()
    known: dict[tuple[object, ...], list[int]] = {}
    for index, figure in enumerate(figures):
        if index and _is_beside(text, figures[index - 1], figure):
            beside.add(index)
            family = families[-1]
        else:
            family = known.setdefault(value_key(figure), [])
        family.append(index)
        families.append(family)
    return families, frozenset(beside)


def _group(family: Sequence[int], beside: frozenset[int], roles: Sequence[Role]) -> list[list[int]]:
    """A family's figures by fact: those of agreeing roles, each with what stands beside it."""
    groups: list[list[int]] = []
    home: list[int] = []
    for index in family:
        if index not in beside:
            heads = groups[-_LOOK_BACK:]
            home = next((g for g in heads if agree(roles[g[0]], roles[index])), [])
            if not home:
                groups.append(home)
        home.append(index)
    return groups


_LOOK_BACK = 50
"""Facts of one value that a mention is compared with, so that a list of numbers stays fast."""
FILLED = ("measure", "grade", "population", "product", "cut")
"""The cues a mention takes from the other mentions of its fact where its own sentence is silent."""


def value_key(figure: Figure) -> tuple[object, ...]:
    """What makes two figures the same number: kind, values, unit, dates."""
    kind = Kind.COUNT if figure.kind is Kind.NUMBER else figure.kind
    unit = "" if kind in (Kind.COUNT, Kind.NONE) else figure.unit
    bound = figure.bound if kind in (Kind.GRADE, Kind.LINE) else ""
    word = figure.text.lower() if kind is Kind.NOT_REACHED else ""
    return kind, figure.values, unit, figure.first, figure.last, bound, word


def agree(one: Role, two: Role) -> bool:
    """May the two be roles of one fact? Where both say a cue, they say the same."""
    for name in SHARED:
        a, b = getattr(one, name), getattr(two, name)
        if a and b and a != b:
            return False
    return bool(one.near & two.near) or one.measure == two.measure != ""


def _is_beside(text: str, one: Figure, two: Figure) -> bool:
    """Is one the n/N of the other's percentage, printed beside it?"""
    if {one.kind, two.kind} != {Kind.PERCENT, Kind.PROPORTION}:
        return False
    gap = text[one.span.end : two.span.start]
    share, parts = (one, two) if one.kind is Kind.PERCENT else (two, one)
    if len(gap) > 40 or "." in gap or not parts.whole or parts.part is None:
        return False
    exact = parts.part * 100 / parts.whole
    between = gap + text[two.span.start : two.span.start + 1]
    is_apposed = "(" in between or (two is parts and gap.rstrip().endswith(","))
    return is_apposed and is_rounding_of(share.values[0], share.step * 2, exact)


def hedge_strength(figure: Figure, role: Role) -> int:
    """0 none, 1 approximate, 2 a bound or nearly, 3 expected or conditional, 4 unverified."""
    if role.status is Status.UNVERIFIED:
        return 4
    if role.status is Status.EXPECTED:
        return 3
    if figure.bound is not Bound.EXACTLY and figure.hedge:
        return 2
    return 1 if figure.approximate else 0


def _fact(
    number: int, group: Sequence[int], figures: Sequence[Figure], roles: Sequence[Role]
) -> Fact:
    worded = [i for i in group if figures[i].hedge]
    role = roles[group[0]]
    if len(group) > 1:
        role = roles[max(group, key=lambda i: sum(bool(getattr(roles[i], n)) for n in SHARED))]
        status = max(roles[i].status for i in group)
        role = role if role.status is status else role.model_copy(update={"status": status})
    return Fact(
        id=f"f{number}",
        mentions=tuple(group),
        role=role,
        hedge=figures[worded[0]].hedge if worded else "",
        hedge_strength=max(hedge_strength(figures[i], roles[i]) for i in group),
    )
