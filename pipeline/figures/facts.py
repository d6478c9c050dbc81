"""Mentions of one figure in one role, gathered into facts."""

from collections.abc import Sequence

from pipeline.figures.numbers import is_rounding_of
from schemas.figure import Bound, Figure, Kind
from schemas.source import Fact, Role, Status

SHARED = ("measure", "grade", "population", "arm", "product", "cut", "time", "comparator")
"""The cues that two mentions of one fact may not contradict each other in."""


def gather_facts(text: str, figures: Sequence[Figure], roles: Sequence[Role]) -> tuple[Fact, ...]:
    """Group figures into facts, in reading order of first mention.

    Two figures are one fact where they are one value of one kind and their roles do not contradict
    each other, or where one is the n/N printed beside the other's percentage.
    """
    groups: list[list[int]] = []
    homes: list[int] = []
    heads: dict[tuple[object, ...], list[int]] = {}
    for index, figure in enumerate(figures):
        if index and _is_beside(text, figures[index - 1], figure):
            home = homes[-1]
        else:
            known = heads.setdefault(value_key(figure), [])
            near = (n for n in known[-_LOOK_BACK:] if agree(roles[groups[n][0]], roles[index]))
            home = next(near, len(groups))
            if home == len(groups):
                known.append(home)
                groups.append([])
        groups[home].append(index)
        homes.append(home)
    return tuple(_fact(n, g, figures, roles) for n, g in enumerate(groups, 1))


_LOOK_BACK = 50
"""Facts of one value that a mention is compared with, so that a list of numbers stays fast."""
FILLED = ("measure", "grade", "population", "product", "cut")
"""The cues a mention takes from the other mentions of its fact where its own sentence is silent."""


def fill_roles(roles: Sequence[Role], facts: Sequence[Fact]) -> tuple[Role, ...]:
    """Roles, their blanks filled from the other mentions of the same fact, where those agree."""
    filled = list(roles)
    for fact in facts:
        if len(fact.mentions) < 2:
            continue
        known = {n: {getattr(roles[i], n) for i in fact.mentions} - {""} for n in FILLED}
        for index in fact.mentions:
            blanks = {n: next(iter(v)) for n, v in known.items()
                      if len(v) == 1 and not getattr(roles[index], n)}  # fmt: skip
            if blanks:
                filled[index] = roles[index].model_copy(update=blanks)
    return tuple(filled)


def value_key(figure: Figure) -> tuple[object, ...]:
    """What makes two figures the same number: kind, values, unit, dates."""
    kind = Kind.COUNT if figure.kind is Kind.NUMBER else figure.kind
    values = tuple(v.normalize() for v in figure.values)
    unit = "" if kind in (Kind.COUNT, Kind.NONE) else figure.unit
    bound = figure.bound if kind in (Kind.GRADE, Kind.LINE) else ""
    word = figure.text.lower() if kind is Kind.NOT_REACHED else ""
    return kind, values, unit, figure.first, figure.last, bound, word


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
    return "(" in gap + text[two.span.start : two.span.start + 1] and is_rounding_of(
        share.values[0], share.step * 2, exact
    )


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
