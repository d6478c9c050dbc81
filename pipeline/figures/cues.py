"""What each figure says and of whom, read from the words around it.

A cue is a word that names a measure, an arm, a population and so on. A figure takes, of each sort,
the cue that costs least to reach: near beats far, the same clause beats the next, and a cue on the
far side of another figure costs more. What its own sentence does not say it takes from the heading
or the sentence before, where that is about the same thing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures import lexicon
from pipeline.figures.sentences import stems
from schemas.figure import Bound, Figure, Identifier, IdentifierKind, Kind
from schemas.source import Role, Status
from schemas.text import Span


class Cue(NamedTuple):
    """A word that names something, where it stands."""

    start: int
    end: int
    sort: str
    key: str


class Sentence(NamedTuple):
    """One sentence as its figures share it."""

    span: Span
    cues: tuple[Cue, ...]
    before: tuple[Cue, ...]
    """Cues of the sentence before, where this one leans on it; else none."""
    status: Status
    words: frozenset[str]


_MEASURE, _MEASURE_KEYS = lexicon.compile_terms(lexicon.MEASURES)
_ARM, _ARM_KEYS = lexicon.compile_terms(lexicon.ARMS)
_COMPARATOR, _COMPARATOR_KEYS = lexicon.compile_terms(lexicon.COMPARATORS)
_UP = re.compile(
    r"\b(?P<up>ros(?:e|en)|rises?|rising|up|gain(?:ed|s)?|increas\w+|jump\w*|surg\w+|grew|growth|climb\w*|higher|improv\w+|soar\w*)\b"
    r"|\b(?P<down>f(?:e|a)ll(?:en|s|ing)?|down|drop\w*|declin\w+|decreas\w+|lost|slump\w*|lower|plung\w+|slid|reduc\w+|shrank|cut)\b"
    r"|\b(?P<above>above)\b|\b(?P<below>below)\b"
)
_STATISTIC = re.compile(r"\b(?:median|mean|average|geometric mean|interquartile range|range)\b")
_BREAK = re.compile(
    r"[,;:()]| (?:and|but|while|whereas|with|versus|vs\.?|against|compared|than|or|in which)\b"
)
_INTO = re.compile(
    r"[)\]]? ?(?:of (?:the )?[\w-]+ )?(?:in|on|with|for|under|among|given|receiving|treated with)"
    r" (?:the |those |patients |people )?(?:given |on |receiving |with )?(?:the )?$"
)
"""`16.7% (2/12) in the`, `4% of patients on`: what follows is whose figure it is."""
_CLAUSE_END = re.compile(r"[,;:]| (?:and|but|while|whereas|versus|vs\.?|against|compared|than|or) ")
_CARRIES = re.compile(r"\b(?:versus|vs\.?|against|compared (?:with|to)|and|or)\b")
_PRONOUN = re.compile(
    r"(?:this|these|that|those|it|they|the (?:figure|rate|subset|same)|both|such|of th[eo]se)\b"
)


def read_roles(
    text: str, low: str, sentences: Sequence[Span], figures: Sequence[Figure],
    identifiers: Sequence[Identifier],
) -> tuple[Role, ...]:  # fmt: skip
    """The role of each figure, in the same order.

    Args:
        text: The text itself, for capitals.
        low: Its lower-case shadow, of the same length.
        sentences: Its sentences in order.
        figures: Its figures in order.
        identifiers: Its identifiers in order; congress names and phases are cues too.
    """
    starts = [s.start for s in sentences]
    by_sentence: dict[int, list[int]] = {}
    for index, figure in enumerate(figures):
        sentence = max(0, bisect_right(starts, figure.span.start) - 1)
        by_sentence.setdefault(sentence, []).append(index)
    names_by_sentence: dict[int, list[Identifier]] = {}
    for name in identifiers:
        sentence = max(0, bisect_right(starts, name.span.start) - 1)
        names_by_sentence.setdefault(sentence, []).append(name)
    roles: list[Role | None] = [None] * len(figures)
    for number, indexes in by_sentence.items():
        span = sentences[number]
        cues = tuple(_cues(text, low, span, names_by_sentence.get(number, ())))
        before: tuple[Cue, ...] = ()
        if number and _PRONOUN.match(low, span.start, span.end):
            previous = sentences[number - 1]
            before = tuple(_cues(text, low, previous, names_by_sentence.get(number - 1, ())))
        after = low[span.end : span.end + 160]
        status = _status(low[span.start : span.end], after)
        here = Sentence(span, cues, before, status, stems(low[span.start : span.end]))
        for index in indexes:
            role = _role(low, here, index, indexes, figures)
            roles[index] = role.model_copy(update={"sentence": number})
    return tuple(r if r is not None else Role() for r in roles)


def _cues(text: str, low: str, span: Span, names: Sequence[Identifier]) -> Iterator[Cue]:
    start, end = span.start, span.end
    for pattern, keys, sort in (
        (_MEASURE, _MEASURE_KEYS, "measure"),
        (_ARM, _ARM_KEYS, "arm"),
        (_COMPARATOR, _COMPARATOR_KEYS, "comparator"),
    ):
        for m in pattern.finditer(low, start, end):
            key = keys[(m.lastindex or 1) - 1]
            if sort == "measure" and key == "cr" and m[0] == "crs":
                key = "crs"
            yield Cue(m.start(), m.end(), sort, key)
    has_group = lexicon.GROUPS.search(low, start, end) is not None
    for m in lexicon.POPULATION.finditer(low, start, end) if has_group else ():
        key = _population(m, text)
        if key:
            at, stop = (m.start(), m.end())
            yield Cue(at, stop, "population", key)
    yield from _cuts(low, span, names)
    for m in lexicon.TIME.finditer(low, start, end):
        yield Cue(m.start(), m.end(), "time", _time(m))
    for m in lexicon.PRODUCT.finditer(low, start, end):
        if m[0] not in lexicon.NOT_PRODUCTS and not (
            m[0][-1].isdigit() and text[m.start()].islower()
        ):
            yield Cue(m.start(), m.end(), "product", m[0])
    yield from _movements(low, span)


def _movements(low: str, span: Span) -> Iterator[Cue]:
    for m in _UP.finditer(low, span.start, span.end):
        yield Cue(m.start(), m.end(), "direction", m.lastgroup or "")
    for m in _STATISTIC.finditer(low, span.start, span.end):
        yield Cue(m.start(), m.end(), "statistic", m[0])


def _cuts(low: str, span: Span, names: Sequence[Identifier]) -> Iterator[Cue]:
    """Data cuts and meetings; `ASCO 2026 updated dataset` is one cut, not two."""
    cuts = [
        Cue(m.start(), m.end(), "cut", " ".join(m[0].replace("dataset", "data set").split()))
        for m in lexicon.CUT.finditer(low, span.start, span.end)
    ]
    events = [
        Cue(n.span.start, n.span.end, "cut", n.key) for n in names if n.kind is IdentifierKind.EVENT
    ]
    last: Cue | None = None
    for cue in sorted(cuts + events):
        if last is not None and cue.start - last.end <= 2:
            last = Cue(last.start, cue.end, "cut", f"{last.key} {cue.key}")
            continue
        if last is not None:
            yield last
        last = cue
    if last is not None:
        yield last


def _population(m: re.Match[str], text: str) -> str:
    if m["whole"]:
        return "whole"
    word = m["sub"] or (m["with"] or "").split(" who")[0]
    if not word or word in lexicon.COMMON_SUBS or word.isdigit():
        return ""
    if m["sub"]:
        printed = text[m.start("sub") : m.end("sub")]
        # An acronym, a marker or a disease name tells a group; a plain adjective may not.
        return word if any(c.isupper() for c in printed[1:]) or "-" in word or len(word) > 6 else ""
    return word


def _time(m: re.Match[str]) -> str:
    return m[0].removeprefix("at ").removeprefix("by ").removeprefix("after ").strip()


def _role(
    low: str, here: Sentence, index: int, indexes: Sequence[int], figures: Sequence[Figure]
) -> Role:  # fmt: skip
    span, cues, before, status, words = here
    figure = figures[index]
    others = [figures[i] for i in indexes]
    picked = {
        sort: _nearest(low, figure, others, [c for c in cues if c.sort == sort])
        for sort in ("measure", "arm", "comparator", "population", "cut", "time", "product",
                     "direction", "statistic")
    }  # fmt: skip
    clause_status = status
    if status is Status.EXPECTED and not _is_expected(low, span, figure):
        clause_status = Status.REPORTED
    left, right = _reach(low, span, index, indexes, figures)
    near = low[left : figure.span.start] + " " + low[figure.span.end : right]
    if not picked["measure"]:
        picked["measure"] = next((c.key for c in reversed(before) if c.sort == "measure"), "")
    for sort in ("cut", "product", "population"):
        picked[sort] = picked[sort] or _alone(before, sort)
    return Role(
        measure=_absent_measures(low, span, figure, cues) or picked["measure"],
        arm=picked["arm"] if _is_close(low, figure, picked["arm"], cues, others) else "",
        comparator=picked["comparator"],
        population=picked["population"],
        cut=picked["cut"],
        time=picked["time"],
        product=picked["product"],
        direction=picked["direction"],
        statistic=picked["statistic"],
        grade=_grade(low, figure, others),
        status=clause_status,
        words=words,
        near=stems(near),
        before=low[max(span.start, figure.span.start - 40) : figure.span.start],
        after=low[figure.span.end : min(span.end, figure.span.end + 40)],
    )


def _nearest(low: str, figure: Figure, others: Sequence[Figure], cues: Sequence[Cue]) -> str:
    """The key of the cue of one sort that costs least to reach; empty where each is too far."""
    if not cues:
        return ""
    best, key = _LIMIT.get(cues[0].sort, 400) + 1, ""
    for cue in cues:
        # A cost is never less than the characters between, so a far cue need not be costed.
        if max(cue.start - figure.span.end, figure.span.start - cue.end) >= best:
            continue
        cost = _cost(low, figure, others, cue)
        if cost < best:
            best, key = cost, cue.key
    return key


_LIMIT = {
    "measure": 190,
    "arm": 60,
    "direction": 45,
    "statistic": 45,
    "comparator": 45,
    "population": 160,
    "cut": 260,
}
"""Beyond this cost a cue of that sort says nothing of the figure."""


def _cost(low: str, figure: Figure, others: Sequence[Figure], cue: Cue) -> int:
    """Characters between cue and figure, plus what stands between them; behind costs a little."""
    if cue.start >= figure.span.end:
        gap, behind = low[figure.span.end : cue.start], True
        first, last = figure.span.end, cue.start
    elif cue.end <= figure.span.start:
        gap, behind = low[cue.end : figure.span.start], False
        first, last = cue.end, figure.span.start
    else:
        return 0
    between = sum(
        1 for o in others
        if first <= o.span.start and o.span.end <= last and o.kind is not Kind.GRADE
        and not _is_same_place(low, figure, o)
    )  # fmt: skip
    if cue.sort == "arm" and behind and _INTO.match(gap):
        return 2
    breaks = sum(1 for _ in _BREAK.finditer(gap)) + 6 * gap.count(";")
    if cue.sort == "arm" and not behind:
        breaks *= 4
    carried = 0 if behind else 12 * bool(_CARRIES.search(gap))
    if behind:
        crossing = 200 * between + 14 * breaks
    else:
        crossing = (8 if carried else 20) * between + 6 * breaks
    return len(gap) + crossing + (4 if behind else 0)


def _absent_measures(low: str, span: Span, figure: Figure, cues: Sequence[Cue]) -> str:
    """Everything a statement of absence lists, joined with `+`: `no CRS, ICANS or GvHD`."""
    if figure.kind is not Kind.NONE:
        return ""
    rest = low[figure.span.end : span.end]
    stop = re.search(r"[;.]| (?:but|while|whereas|although|however)\b", rest)
    last = figure.span.end + (stop.start() if stop else len(rest))
    keys = [c.key for c in cues if c.sort == "measure" and figure.span.end <= c.start < last]
    return "+".join(dict.fromkeys(keys))


def _is_same_place(low: str, figure: Figure, other: Figure) -> bool:
    """Do the two stand together, as `58.3% (7/12)` does?"""
    a, b = sorted((figure.span, other.span), key=lambda s: s.start)
    return low[a.end : b.start].strip(" (") == ""


def _is_close(
    low: str,
    figure: Figure,
    key: str,
    cues: Sequence[Cue],
    others: Sequence[Figure],
) -> bool:
    """Does this arm's cue belong to this figure, or to what stands with it, and to none nearer?"""
    if not key:
        return False
    beside = [o for o in others if _is_same_place(low, figure, o)]
    apart = [o for o in others if o.kind is not Kind.GRADE and o not in beside]
    for cue in cues:
        if cue.sort != "arm" or cue.key != key:
            continue
        mine = min(_cost(low, o, (), cue) for o in [figure, *beside])
        if all(mine < _cost(low, o, (), cue) for o in apart if o is not figure):
            return True
    return False


def _reach(
    low: str, span: Span, index: int, indexes: Sequence[int], figures: Sequence[Figure]
) -> tuple[int, int]:
    """From the figure before to the figure after, not counting what stands together with it."""
    figure = figures[index]
    left, right = span.start, span.end
    for i in indexes:
        other = figures[i]
        if i == index or other.kind is Kind.GRADE or _is_same_place(low, figure, other):
            continue
        if other.span.end <= figure.span.start:
            left = max(left, other.span.end)
        elif other.span.start >= figure.span.end:
            right = min(right, other.span.start)
    if left > span.start:
        # `56% had exposure and 60% had …`: what the figure before says ends at the break.
        breaks = [m.end() for m in _CLAUSE_END.finditer(low, left, figure.span.start)]
        left = breaks[-1] if breaks else left
    stop = _CLAUSE_END.search(low, figure.span.end, right)
    return left, stop.start() if stop else right


def _grade(low: str, figure: Figure, others: Sequence[Figure]) -> str:
    """The grade said of this figure: the two are each other's nearest, before any break."""
    if figure.kind is Kind.GRADE:
        return ""
    grades = [o for o in others if o.kind is Kind.GRADE]
    if not grades:
        return ""
    best = min(grades, key=lambda g: _grade_cost(low, figure, g))
    rivals = [o for o in others if o.kind is not Kind.GRADE and not _is_same_place(low, figure, o)]
    cost = _grade_cost(low, figure, best)
    if cost > 60 or any(_grade_cost(low, o, best) < cost for o in rivals if o is not figure):
        return ""
    return grade_key(best)


def _grade_cost(low: str, figure: Figure, grade: Figure) -> int:
    a, b = sorted((figure.span, grade.span), key=lambda s: s.start)
    gap = low[a.end : b.start]
    return (
        len(gap) + 24 * len(_BREAK.findall(gap)) + (0 if grade.span.start > figure.span.end else 3)
    )


def grade_key(figure: Figure) -> str:
    """A grade's comparable form: `any`, `1-2`, `>=3`, `3`."""
    if figure.is_words:
        return "any"
    if len(figure.values) == 2:
        return f"{figure.values[0]}-{figure.values[1]}"
    sign = {Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.MORE: ">"}.get(figure.bound, "")
    return f"{sign}{figure.values[0]}"


def _alone(cues: Sequence[Cue], sort: str) -> str:
    keys = {c.key for c in cues if c.sort == sort}
    return keys.pop() if len(keys) == 1 else ""


def _status(sentence: str, after: str) -> Status:
    following = re.split(r"(?<=[.!?])\s", after.lstrip())[0]
    if lexicon.UNVERIFIED.search(sentence):
        return Status.UNVERIFIED
    if lexicon.UNVERIFIED.search(following) and re.match(
        r"(?:this|these|that|those|the|such|neither|it|both|nobody|no one|none) ", following
    ):
        return Status.UNVERIFIED
    if lexicon.EXPECTED.search(sentence):
        return Status.EXPECTED
    return Status.COMPANY if lexicon.COMPANY_SAID.search(sentence) else Status.REPORTED


def _is_expected(low: str, span: Span, figure: Figure) -> bool:
    """Does a word of expectation govern this figure: before it, in its clause or the one before?"""
    before = low[span.start : figure.span.start]
    marks = list(lexicon.EXPECTED.finditer(before))
    if not marks:
        return False
    gap = before[marks[-1].end() :]
    return len(re.findall(r"[;.]| but | which | although ", gap)) == 0 and len(gap) < 140
