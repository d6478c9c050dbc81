"""What each figure says and of whom, read from the words around it.

In: a text, its sentences, figures and identifiers. Out: one role per figure. A figure takes, of
each sort of cue, the one that costs least to reach: near beats far, the same clause beats the next,
and a cue on the far side of another figure costs more. What its own sentence does not say it takes
from the sentence before, where its own leans on that.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.figures import lexicon
from pipeline.figures.cues import Cue, Cues, find_cues
from pipeline.figures.doubts import goes_on_doubted, is_vouched
from pipeline.figures.sentences import stems
from pipeline.figures.statuses import (
    date_status,
    governs,
    is_expected,
    is_supposed,
    is_to_come,
    read_status,
)
from schemas.figure import Bound, Figure, Identifier, Kind
from schemas.lazy import ReadEach
from schemas.source import Role, Status, number_sentences
from schemas.text import Span


class Sentence(NamedTuple):
    """One sentence as its figures share it."""

    number: int
    span: Span
    first: int
    """The index of its first figure in the text's figures."""
    figures: Sequence[Figure]
    grades: Sequence[Figure]
    cues: Cues
    before: Mapping[str, str]
    """By sort, what the sentence before says, where this one leans on it; else nothing."""
    status: Status
    words: frozenset[str]
    is_supposed: bool
    """Does it go on in a case that its paragraph supposes?"""


class Place(NamedTuple):
    """A figure among the others of its sentence."""

    figure: Figure
    beside: Sequence[Figure]
    """Those that stand together with it, as `58.3% (7/12)` does."""
    rivals: Sequence[Figure]
    """The others near it, grades left out."""


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
    identifiers: Sequence[Identifier], today: date | None = None,
) -> Sequence[Role]:  # fmt: skip
    """The role of each figure, in the same order; each is read when it is first asked for.

    Args:
        text: The text itself, for capitals.
        low: Its lower-case shadow, of the same length.
        sentences: Its sentences in order.
        figures: Its figures in order.
        identifiers: Its identifiers in order; congress names and phases are cues too.
        today: The day it was written on, where that is known: what is later is to come.
    """
    reader = _Reader(text, low, sentences, figures, identifiers, today)
    return ReadEach(len(figures), reader.read_role)


class _Reader:
    """Reads roles one by one, and each sentence once for all its figures."""

    def __init__(
        self, text: str, low: str, sentences: Sequence[Span], figures: Sequence[Figure],
        identifiers: Sequence[Identifier], today: date | None,
    ) -> None:  # fmt: skip
        self._today = today
        self._text, self._low, self._spans, self._figures = text, low, sentences, figures
        self._numbers = number_sentences(sentences, [f.span.start for f in figures])
        names = number_sentences(sentences, [i.span.start for i in identifiers])
        self._names: dict[int, list[Identifier]] = {}
        for name, number in zip(identifiers, names, strict=True):
            self._names.setdefault(number, []).append(name)
        self._sentences: dict[int, Sentence] = {}
        self._cues: dict[int, Cues] = {}

    def read_role(self, index: int) -> Role:
        number = self._numbers[index]
        sentence = self._sentences.get(number)
        if sentence is None:
            sentence = self._sentences[number] = self._read_sentence(number)
        place = _place(self._low, sentence.figures, index - sentence.first)
        role = _role(self._low, sentence, place)
        status = date_status(self._today, place.figure, role.status)
        return role if status is role.status else role.model_copy(update={"status": status})

    def _read_sentence(self, number: int) -> Sentence:
        span, low = self._spans[number], self._low
        first = bisect_left(self._numbers, number)
        figures = self._figures[first : bisect_right(self._numbers, number)]
        leans = number and _PRONOUN.match(low, span.start, span.end)
        words = low[span.start : span.end]
        status = read_status(words, low[span.end : span.end + 160])
        if goes_on_doubted(low[max(0, span.start - _PARAGRAPH) : span.start], words):
            status = Status.UNVERIFIED
        return Sentence(
            number, span, first, figures,
            grades=[f for f in figures if f.kind is Kind.GRADE],
            cues=self._read_cues(number),
            before=_carried(self._read_cues(number - 1)) if leans else {},
            status=status,
            words=stems(words),
            is_supposed=is_supposed(self._read_to(span), words),
        )  # fmt: skip

    def _read_to(self, span: Span) -> str:
        """The heading above a sentence, and its paragraph up to its end; of both the nearest."""
        first = max(0, span.start - _PARAGRAPH)
        lines = self._low[first : span.start].split("\n")
        heads = [line for line in lines[:-1] if 0 < len(line) <= _HEADING and line[-1] not in ".;,"]
        start = max(self._low.rfind("\n\n", first, span.start), first)
        return "\n".join((*heads[-1:], self._low[start : span.end]))

    def _read_cues(self, number: int) -> Cues:
        cues = self._cues.get(number)
        if cues is None:
            names = self._names.get(number, ())
            cues = find_cues(self._text, self._low, self._spans[number], names)
            self._cues[number] = cues
        return cues


_PARAGRAPH = 900
"""Characters back to which a case may have been supposed."""
_HEADING = 60
"""Characters of a line that may head what is below it."""
_REACH = 20
"""Figures on each side; beyond so many no cue is near, and a list of numbers stays fast."""


def _place(low: str, figures: Sequence[Figure], at: int) -> Place:
    """Figure `at` of a sentence among the others."""
    left = at - 1 if at and _is_stuck(low, figures[at - 1], figures[at]) else at
    next_ = at + 1
    right = next_ if next_ < len(figures) and _is_stuck(low, figures[at], figures[next_]) else at
    others = (*figures[max(0, at - _REACH) : left], *figures[right + 1 : right + _REACH])
    rivals = [o for o in others if o.kind is not Kind.GRADE and not _names_group(low, o)]
    return Place(figures[at], [*figures[left:at], *figures[next_ : right + 1]], rivals)


def _names_group(low: str, figure: Figure) -> bool:
    """`in the 300 mg group`, `at the 40 mg dose`: it says of whom, and measures nothing."""
    return figure.kind is Kind.QUANTITY and bool(_GROUP.match(low, figure.span.end))


_GROUP = re.compile(r"(?: [\w-]+){0,2}?[ -](?:groups?|arms?|cohorts?|dose|doses|recipients?)\b")


def _is_stuck(low: str, one: Figure, two: Figure) -> bool:
    """Does nothing but a bracket stand between two figures?"""
    return not low[one.span.end : two.span.start].strip(" (")


def _role(low: str, here: Sentence, place: Place) -> Role:
    span, figure = here.span, place.figure
    picked = {sort: _nearest(low, place, cues) for sort, cues in here.cues.items()}
    status = here.status
    if status is Status.UNVERIFIED and is_vouched(low, span, figure):
        status = Status.REPORTED
    if status is Status.EXPECTED and not is_expected(low, span, figure):
        status = Status.REPORTED
    if status < Status.EXPECTED and (here.is_supposed or is_to_come(low, span, figure)):
        status = Status.EXPECTED
    left, right = _reach(low, span, place)
    for sort, key in here.before.items():
        picked[sort] = picked.get(sort) or key
    arm = picked.get("arm", "")
    return Role(
        measure=_absent_measures(low, span, figure, here.cues.get("measure", ()))
        or picked.get("measure", ""),
        arm=arm if arm and _is_close(low, place, arm, here.cues["arm"]) else "",
        comparator=picked.get("comparator", ""),
        population=picked.get("population", ""),
        cut=picked.get("cut", ""),
        time=picked.get("time", ""),
        product=picked.get("product", ""),
        direction=picked.get("direction", ""),
        statistic=picked.get("statistic", ""),
        grade=_grade(low, here.grades, place) if here.grades else "",
        status=status,
        words=here.words,
        near=stems(f"{low[left : figure.span.start]} {low[figure.span.end : right]}"),
        is_possible=governs(lexicon.POSSIBLE, low, span, figure),
        before=low[max(span.start, figure.span.start - 40) : figure.span.start],
        after=low[figure.span.end : min(span.end, figure.span.end + 40)],
        sentence=here.number,
    )


def _nearest(low: str, place: Place, cues: Sequence[Cue]) -> str:
    """The key of the cue of one sort that costs least to reach; empty where each is too far."""
    best, key = _LIMIT.get(cues[0].sort, 400) + 1 if cues else 0, ""
    start, end = place.figure.span.start, place.figure.span.end
    for cue in cues:
        # A cost is never less than the characters between, so a far cue need not be costed.
        if max(cue.start - end, start - cue.end) >= best:
            continue
        cost = _cost(low, place, cue)
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


def _cost(low: str, place: Place, cue: Cue) -> int:
    """Characters between cue and figure, plus what stands between them; behind costs a little."""
    span = place.figure.span
    behind = cue.start >= span.end
    if not behind and cue.end > span.start:
        return 0
    first, last = (span.end, cue.start) if behind else (cue.end, span.start)
    gap = low[first:last]
    if behind and cue.sort == "arm" and _INTO.match(gap):
        return 2
    if _is_another_s(low, span.end, cue, gap):
        return _FAR
    between = sum(1 for o in place.rivals if first <= o.span.start and o.span.end <= last)
    gap = _ASIDE.sub("", gap)
    breaks = len(_BREAK.findall(gap)) + 6 * gap.count(";")
    if behind:
        return len(gap) + 200 * between + 14 * breaks + 4
    if cue.sort == "arm":
        breaks *= 4
    if cue.sort == "measure" and _NEW_CLAUSE.search(gap) and _SUBJECT.match(low, span.end):
        breaks += 10
    return len(gap) + (8 if _CARRIES.search(gap) else 20) * between + 6 * breaks


_FAR = 1000
"""A cost beyond every limit."""
_ASIDE = re.compile(r" ?\([^()]*\)")
_PART = re.compile(r"[,;] all but\b| of (?:them|these|those|which|whom)\b")
_NEW_CLAUSE = re.compile(r"[,;] ?(?:and|but|while|whereas)?(?: \w+)? $")
_SUBJECT = re.compile(
    r"(?: (?:patients|people|participants|others|of (?:them|these|those)))? "
    r"(?:had|have|reported|experienced|suffered|developed|felt|got|showed|needed|required)\b"
)
"""`CRS in 9, and seven had infections`: whose verb it is, the measure is behind the verb."""
_OWN_COUNT = re.compile(r"(?:^|\s)\d{1,3} $")
_BOTH = re.compile(
    r"\b(?:those|these|both|the two) (?:rates|shares|figures|numbers|percentages|values)\b"
)
_COMPARED = re.compile(
    r"\b(?:than|against|versus|vs\.?|over) (?:(?:on|in|with|for|under|among|those|the) )*$"
)


def _is_another_s(low: str, end: int, cue: Cue, gap: str) -> bool:
    """Does what stands between a figure that ends at `end` and a cue make the cue another's?

    `16 responded, all but one of them partly`: the measure of the part is not that of the whole.
    `lowered those rates to 44% and 8%`: they are of more than one measure.
    `67% 1 CR, 3 PR`: a measure that a count stands right before is that count's.
    `more than on placebo, 12 against 9`: the first value is not the compared arm's.
    """
    behind = cue.start >= end
    if cue.sort == "measure":
        if behind and _OWN_COUNT.search(gap):
            return True
        return (_PART if behind else _BOTH).search(gap) is not None
    is_before = cue.sort == "arm" and not behind
    if not is_before or re.search(r"[,(:;]", gap) is None:
        return False
    return _COMPARED.search(low, max(0, cue.start - 40), cue.start) is not None


def _absent_measures(low: str, span: Span, figure: Figure, measures: Sequence[Cue]) -> str:
    """Everything a statement of absence lists, joined with `+`: `no CRS, ICANS or GvHD`."""
    if figure.kind is not Kind.NONE:
        return ""
    rest = low[figure.span.end : span.end]
    stop = _STOP.search(rest)
    last = figure.span.end + (stop.start() if stop else len(rest))
    keys = [c.key for c in measures if figure.span.end <= c.start < last]
    return "+".join(dict.fromkeys(keys))


_STOP = re.compile(r"[;.]| (?:but|while|whereas|although|however)\b")


def _is_close(low: str, place: Place, key: str, arms: Sequence[Cue]) -> bool:
    """Does this arm's cue belong to this figure, or to what stands with it, and to none nearer?"""
    mine = [Place(f, (), ()) for f in (place.figure, *place.beside)]
    rivals = [Place(f, (), ()) for f in place.rivals]
    for cue in arms:
        if cue.key != key:
            continue
        cost = min(_cost(low, p, cue) for p in mine)
        if all(cost < _cost(low, p, cue) for p in rivals):
            return True
    return False


def _reach(low: str, span: Span, place: Place) -> tuple[int, int]:
    """From the figure before to the figure after, not counting what stands together with it."""
    figure = place.figure.span
    left = max((o.span.end for o in place.rivals if o.span.end <= figure.start), default=span.start)
    right = min(
        (o.span.start for o in place.rivals if o.span.start >= figure.end), default=span.end
    )
    if left > span.start:
        # `56% had exposure and 60% had …`: what the figure before says ends at the break.
        for m in _CLAUSE_END.finditer(low, left, figure.start):
            left = m.end()
    stop = _CLAUSE_END.search(low, figure.end, right)
    return left, stop.start() if stop else right


def _grade(low: str, grades: Sequence[Figure], place: Place) -> str:
    """The grade said of this figure: the two are each other's nearest, before any break."""
    figure = place.figure
    grades = [g for g in grades if not _OWN_SHARE.match(low, g.span.end)]
    if figure.kind is Kind.GRADE or not grades:
        return ""
    best = min(grades, key=lambda g: _grade_cost(low, figure, g))
    cost = _grade_cost(low, figure, best)
    if cost > 60 or any(_grade_cost(low, o, best) < cost for o in place.rivals):
        return ""
    return grade_key(best)


_OWN_SHARE = re.compile(
    r" (?:[\w-]+ ){0,3}(?:(?:in|among) (?:an? )?(?:minority|majority|few|handful|some|several|most|"
    r"many|small)\b|(?:was|were|being) (?:rare|uncommon|infrequent|common)\b)"
)
"""`12%, with a few of them of grade 3`: the grade has a share of its own."""


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


def _carried(cues: Cues) -> dict[str, str]:
    """What a sentence lends the next: its last measure, and what else it names only once."""
    carried = {"measure": cues["measure"][-1].key} if cues.get("measure") else {}
    for sort in ("cut", "product", "population"):
        keys = {cue.key for cue in cues.get(sort, ())}
        if len(keys) == 1:
            carried[sort] = keys.pop()
    return carried
