"""Do two figures say the same thing of the same whom? What their cues and words contradict."""

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.lexicon import HARMS, names_measure
from pipeline.figures.sentences import STOP, stems
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role

STRONG = ("measure", "grade", "population", "arm", "product", "cut", "comparator")
"""Cues that settle a misattribution by themselves where both sides name one and they differ."""
_strong = attrgetter(*STRONG)

NAMES = {
    "measure": "measure", "grade": "grade", "population": "population", "arm": "arm",
    "product": "product", "cut": "data cut", "comparator": "comparator", "time": "time",
    "direction": "direction", "sign": "sign", "statistic": "statistic",
    "thing counted": "thing",
}  # fmt: skip

_RELATED_MEASURES = tuple(map(frozenset, word_lists.terms("measures", "related").values()))
_OPPOSITES = {"up": "down", "down": "up", "above": "below", "below": "above"}
_MEASURED = frozenset({Kind.PERCENT, Kind.POINTS, Kind.PROPORTION, Kind.RATIO, Kind.P_VALUE,
                       Kind.INTERVAL, Kind.DURATION, Kind.NONE, Kind.MONEY, Kind.NOT_REACHED,
                       Kind.MULTIPLE})  # fmt: skip
"""Kinds whose measure is what they say; a count's noun says it better than the nearest measure."""


class Conflict(NamedTuple):
    """A cue on which two roles disagree: its name, what the text says, what the source says."""

    name: str
    said: str
    found: str


def conflicts(figure: Figure, said: Role, source: Figure, found: Role) -> tuple[Conflict, ...]:
    """The cues on which a checked figure and a source figure of the same value disagree."""
    listed = []
    for name, a, b in zip(STRONG, _strong(said), _strong(found), strict=True):
        if name == "measure" and _is_told_otherwise(figure, said, found):
            continue
        if a and b and a != b and _clashes(name, a, b, figure, source):
            listed.append(Conflict(name, a, b))
    return (
        *listed,
        *_of_count(figure, said, source, found),
        *_of_kind(figure, said, source, found),
    )


def _of_count(figure: Figure, said: Role, source: Figure, found: Role) -> Iterator[Conflict]:
    """What two counts disagree on: the thing counted, and with it the measure."""
    if _counts_other(figure, said, source, found):
        yield Conflict("thing counted", figure.unit, source.unit)
        if said.measure and found.measure and said.measure != found.measure:
            yield Conflict("measure", said.measure, found.measure)
    if _is_other_harm(figure, said, found):
        yield Conflict("measure", said.measure, found.measure or "something else")
    if _is_other_part(figure, said, source, found):
        yield Conflict("thing counted", "another thing", f"a part of {source.text}")
    if _is_other_absence(figure, said, source, found):
        yield Conflict("measure", said.measure, found.measure or "something else")


def _of_kind(figure: Figure, said: Role, source: Figure, found: Role) -> Iterator[Conflict]:
    """What two values disagree on by sign, statistic, comparator or direction."""
    if _is_turned(figure, source, found):
        yield Conflict("sign", "minus", "plus")
    if {said.statistic, found.statistic} in _STATISTICS:
        yield Conflict("statistic", said.statistic, found.statistic)
    if _is_undated(figure, source):
        yield Conflict("time", "a year", "no year")
    if said.arm == "control" and found.comparator in ("historical", "standard", "average"):
        yield Conflict("comparator", "a control arm", f"{found.comparator} comparator")
    is_change = figure.kind in (Kind.PERCENT, Kind.POINTS)
    if is_change and _OPPOSITES.get(said.direction) == found.direction != "":
        yield Conflict("direction", said.direction, found.direction)


def _is_told_otherwise(figure: Figure, said: Role, found: Role) -> bool:
    """May the other name of the measure be of the same thing, or of none?"""
    return _is_named_there(figure, said, found) or _is_of_whole(said) or _is_free_of(said, found)


_FREE = {"pfs": "progre", "efs": "event", "dfs": "relaps", "rfs": "relaps"}
_GONE = stems("death died")


def _is_free_of(said: Role, found: Role) -> bool:
    """`Progression or death` is the risk that progression-free survival tells."""
    stem = _FREE.get(said.measure, "")
    words = found.words | ({"relaps"} if "recurr" in found.words else frozenset[str]())
    return stem in words and not _GONE.isdisjoint(words)


def _is_named_there(figure: Figure, said: Role, found: Role) -> bool:
    """`12 had myocarditis and none on placebo, and three died`: a none may be of either."""
    terms = stems(said.measure.replace("+", " "))
    return figure.kind is Kind.NONE and bool(terms) and terms <= found.words


def _is_of_whole(said: Role) -> bool:
    """`24 responded, 11 of them wholly`: the measure is the whole's, where the part names none."""
    part = _OF_THEM.match(said.after)
    return part is not None and not names_measure(said.after, said.measure)


_OF_THEM = re.compile(r" of (?:them|these|those|which|whom)\b")


def _clashes(name: str, a: str, b: str, figure: Figure, source: Figure) -> bool:
    if name == "measure":
        return _measures_clash(a, b, figure, source)
    if name == "grade":
        return {a, b} != {"any", "1-5"}
    if name == "population":
        return "whole" in (a, b) or not (a in b or b in a)
    if name == "cut":
        one, two = set(a.split()), set(b.split())
        return not one & two or is_turned_cut(a, b)
    return True


_EARLY = frozenset({"earlier", "previous", "prior", "first", "initial"})
_LATE = frozenset({"later", "latest", "second", "updated"})


def is_turned_cut(one: str, two: str) -> bool:
    """Is one an earlier cut and the other a later: `latest cutoff`, `previous cutoff`?"""
    a, b = set(one.split()), set(two.split())
    return bool(a & _EARLY and b & _LATE and not a & _LATE) or bool(
        a & _LATE and b & _EARLY and not b & _LATE
    )


def _measures_clash(a: str, b: str, figure: Figure, source: Figure) -> bool:
    left, right = set(a.split("+")), set(b.split("+"))
    either = left | right
    if Kind.COUNT in (figure.kind, source.kind) and either & _RESPONSES and "orr" not in either:
        return not left & right
    if left & right or not (left <= _CLINICAL and right <= _CLINICAL):
        return False
    if figure.kind not in _MEASURED and source.kind not in _MEASURED:
        return left | right <= _RESPONSES
    return not any(left | right <= group for group in _RELATED_MEASURES)


def _counts_other(figure: Figure, said: Role, source: Figure, found: Role) -> bool:
    """Do two small equal counts count different things: `two prior lines`, `Two patients died`?"""
    if figure.kind is not Kind.COUNT or source.kind is not Kind.COUNT or not figure.values:
        return False
    units = {u for u in (figure.unit, source.unit) if not u.endswith(_PARTICIPLES)}
    if units & _NO_NOUNS or len(units) < 2:
        return False
    if abs(figure.values[0]) > 12 or (said.measure and said.measure == found.measure):
        return False
    return not ({figure.unit, source.unit} <= PERSONS or _counted(said) & _counted(found))


_PARTICIPLES = ("ed", "given", "taken")
"""`139 assigned`, `12 given placebo`: no noun."""
_NO_NOUNS = STOP | {"", "time", "occasion"}
"""`three among the other 12` names nothing; `nine times` may be nine of anything."""


def _counted(role: Role) -> frozenset[str]:
    """The stems of the noun phrase behind a count: its first three words."""
    return stems(" ".join(re.findall(r"[a-z'-]+", role.after)[:3]))


def _is_other_harm(figure: Figure, said: Role, found: Role) -> bool:
    """`Two patients died` is not any two patients: no word of it is in the source's sentence."""
    if figure.kind is not Kind.COUNT or said.measure not in HARMS or found.measure == said.measure:
        return False
    if _AMONG.search(said.before):
        return False  # `CRS in 9 of 31 patients`: the 31 are those treated
    return not (said.near - PEOPLE) & found.words


_AMONG = re.compile(r"\b(?:of|in|among)(?: (?:the|all|its|these))* $")


def _is_other_part(figure: Figure, said: Role, source: Figure, found: Role) -> bool:
    """A lone number that is the part or the whole of an n/N must be said of its people.

    `week 12` is not the whole of 7/12, and 31 with a harm are not the part of 31 of 84 who
    responded, where no word is shared.
    """
    if source.kind is not Kind.PROPORTION or figure.kind is Kind.PROPORTION or not figure.values:
        return False
    if figure.kind not in (Kind.COUNT, Kind.NUMBER, Kind.QUANTITY, Kind.ORDINAL):
        return False
    if said.before.rstrip().endswith(CLOCK):
        return True
    if source.whole is not None and re.search(rf"\b{source.whole:f}\b", said.after):
        return False  # `70 posts out of 260`
    is_part = figure.values[0] == source.part
    if not is_part or not said.near - PEOPLE:
        return False
    near, clause = said.near - PEOPLE & found.words, said.words - PEOPLE & found.words
    return not near and len(clause) < _ENOUGH


_ENOUGH = 2
"""Words of the clause that make up for none right beside the number."""


CLOCK = word_lists.words("groups", "clock")
"""What a number behind it counts off; such a number is when, not what."""
PEOPLE = frozenset({"patien", "partic", "people", "person", "subjec", "group", "trial", "study"})
"""Stems that stand beside too many figures to tell one from another."""
PERSONS = frozenset(word_lists.words("groups", "persons"))
"""What a count of people is a count of."""


def _is_undated(figure: Figure, source: Figure) -> bool:
    """`The first half of 2027` is not any `first-half readouts`, which print no year."""
    dated = figure.kind is Kind.DATE and figure.first is not None
    return dated and source.kind is Kind.DATE and source.first is None and "-" in source.text


_STATISTICS = ({"median", "mean"}, {"median", "average"})


def _is_turned(figure: Figure, source: Figure, found: Role) -> bool:
    """A minus the source does not print, and does not say in words (`fell`, `below`)."""
    if not figure.values or not source.values or found.direction in ("down", "below"):
        return False
    return figure.values[0] < 0 < source.values[0] and figure.kind is not Kind.MONEY


def _is_other_absence(figure: Figure, said: Role, source: Figure, found: Role) -> bool:
    """A statement of absence needs a zero of the same measure: `no patient died` is not any 0."""
    if source.kind is Kind.NONE and figure.kind is not Kind.NONE:
        return not said.near & found.words and not _share_measure(said, found)
    if figure.kind is not Kind.NONE or source.kind is Kind.NONE or not said.measure:
        return False
    return not _share_measure(said, found)


def _share_measure(said: Role, found: Role) -> bool:
    return bool(said.measure) and bool(set(said.measure.split("+")) & set(found.measure.split("+")))


_RESPONSES = frozenset({"cr", "pr", "sd"})
_CLINICAL = frozenset(word_lists.words("measures", "clinical"))
"""Measures that are never each other; market words (`sales`, `earnings`) shade into one another."""


_ACRONYMS = frozenset(word_lists.words("measures", "acronyms"))


def spell(key: str) -> str:
    """A cue's key as an editor writes it: `orr` is `ORR`, `crs+gvhd` is `CRS, GvHD`."""
    parts = ("GvHD" if k == "gvhd" else k.upper() if k in _ACRONYMS else k for k in key.split("+"))
    return ", ".join(parts)


def drops_bound(figure: Figure, source: Figure) -> bool:
    """Did a bound (`more than`, `nearly`, `at least`) in the source get lost?"""
    return (
        source.bound is not Bound.EXACTLY
        and figure.bound is Bound.EXACTLY
        and not figure.approximate
        and source.kind is not Kind.P_VALUE
    )


def similarity(said: Role, found: Role) -> int:
    """How alike the words around two figures are; the nearest words count threefold."""
    shared = len(said.words & found.words)
    close = len(said.near & found.near)
    agreed = sum(a == b != "" for a, b in zip(_strong(said), _strong(found), strict=True))
    return int(shared + 2 * close + 3 * agreed)
