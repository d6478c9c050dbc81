"""Operators that change the words round a figure: bounds, directions, absence, negation, grades.

In: a slot with its golden and story. Out: mutants. The label's bound, kind or grade is the proof,
or that a true sentence says the contrary.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from evals.mutants import Mutant, Operator, printed_in, replaced, rewritten, says, shape_of
from evals.slots import Slot, figures_of
from schemas.figure import Bound, Kind
from schemas.golden import Golden, GoldenStory

_BOUNDS = {
    "more than": "less than", "less than": "more than", "at least": "at most", "over": "under",
    "at most": "at least", "up to": "at least", "nearly": "more than", "almost": "more than",
    "under": "over", "fewer than": "more than", "just under": "just over", "above": "below",
    "below": "above",
}  # fmt: skip
_HEDGE = re.compile(rf"\b(?P<hedge>{'|'.join(sorted(_BOUNDS, key=len, reverse=True))}) \Z", re.I)
_BEHIND = {"or more": "or less", "or less": "or more", "or older": "or younger",
           "or higher": "or lower", "or over": "or under", "or worse": "or milder"}  # fmt: skip
_AFTER = re.compile(rf" (?P<hedge>{'|'.join(_BEHIND)})\b")


def bound_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`500` for `nearly 500`: a limit told as the value, where it is nowhere told so."""
    plain = any(
        figure.bound is Bound.EXACTLY and figure.values == slot.figure.values
        for figure in figures_of(golden, story)
    )
    found = _hedge(slot)
    if found and not plain:
        yield rewritten("bound_dropped", slot, found, "", "The bound is part of it.")


def bound_turned(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`less than 20%` for `more than 20%`, `or less` for `or more`."""
    found = _hedge(slot)
    if found:
        said = slot.text[found[0] : found[1]]
        other = {**_BOUNDS, **_BEHIND}[said.strip().lower()]
        words = said.lower().replace(said.strip().lower(), other)
        yield rewritten("bound_turned", slot, found, words, "The bound is the other way.")


def bound_added(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`more than 58.3%` for 58.3%."""
    own = [figure for figure in golden.labels.figures if figure.fact == slot.fact.id]
    plain = all(figure.bound is Bound.EXACTLY and not figure.approximate for figure in own)
    kind = slot.figure.kind in (Kind.PERCENT, Kind.COUNT) and "illion" not in slot.printed
    lead = re.search(r"\b(?:of|was|were|had|in|to|at) \Z", slot.text[: slot.start])
    alone = len(slot.figure.values) == 1 and slot.printed[0].isdigit() and not _exceeds(slot)
    if plain and kind and lead and alone and not re.match(r" (?:of|or) ", slot.text[slot.end :]):
        words = f"more than {slot.printed}"
        yield replaced("bound_added", slot, words, "It is just that, not more.")


def _exceeds(slot: Slot) -> bool:
    """Does n of N give a little more than the percentage, which is then rounded down?"""
    fact, value = slot.fact, Decimal(slot.figure.values[0])
    if slot.figure.kind is not Kind.PERCENT:
        return False
    return not (fact.n and fact.N) or 100 * Decimal(fact.n) / Decimal(fact.N) > value


def range_end_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`60%` for `55% to 60%`."""
    if not slot.figure.is_range or slot.figure.kind in (Kind.INTERVAL, Kind.GRADE):
        return
    last = re.split(r"\s+(?:to|and|or)\s+|[-–]", slot.printed)[-1]
    lead = re.search(r"\b(?:between|from) \Z", slot.text[: slot.start])
    start = lead.start() if lead else slot.start
    if last.lower() not in printed_in(golden, story) and shape_of(last) != shape_of(slot.printed):
        yield rewritten("range_end_dropped", slot, (start, slot.end), last, "It is a range.")


def range_as_interval(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`95% CI 55% to 60%` for a range of values."""
    percent = slot.figure.kind in (Kind.PERCENT, Kind.DURATION)
    lead = re.search(r"(?:\b(?:between|from|of|range)|\(range:?) \Z", slot.text[: slot.start])
    if (
        percent
        and lead
        and slot.figure.is_range
        and not says(story, golden, r"\bCI\b|confidence inter")
    ):
        lost = 0 if lead[0] == "of " else len(lead[0].lstrip("("))
        words = f"95% CI {slot.printed}"
        why = "The story has no confidence interval."
        yield rewritten("range_as_interval", slot, (slot.start - lost, slot.end), words, why)


_TURNS = (
    ("rose", "fell"), ("risen", "fallen"), ("up", "down"), ("above", "below"), ("gained", "lost"),
    ("higher", "lower"), ("increased", "decreased"), ("increase", "decrease"), ("grew", "shrank"),
    ("longer", "shorter"), ("more", "less"), ("climbed", "dropped"),
    ("rise", "fall"), ("gain", "loss"),
)  # fmt: skip
_TURNED = {a: b for pair in _TURNS for a, b in (pair, pair[::-1])}
_TURN = re.compile(rf"(?<![-\w])(?<!or )(?P<word>{'|'.join(_TURNED)})\b(?!-| than| front)", re.I)
_LIMIT = re.compile(r"up to", re.IGNORECASE)
_UNTURNED = frozenset({Kind.COUNT, Kind.PROPORTION, Kind.AGE, Kind.DATE, Kind.GRADE, Kind.ORDINAL,
                       Kind.NONE})  # fmt: skip


def direction_turned(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`rose` for `fell` beside the figure it is said of."""
    near = [
        found
        for found in _TURN.finditer(slot.text)
        if 0 <= slot.start - found.end() <= 12 or 0 <= found.start() - slot.end <= 2
    ]
    limit = any(_LIMIT.match(slot.text, found.start()) for found in near)
    if len(near) == 1 and not limit and slot.figure.kind not in _UNTURNED:
        found = near[0]
        words = _TURNED[found["word"].lower()]
        why = "The direction is turned."
        yield rewritten("direction_turned", slot, found.span(), words, why)


_NONE = re.compile(r"(?P<no>[Nn]o|[Nn]one|[Nn]obody)\Z")
_PLURAL = re.compile(
    r" (?:(?!(?:of|on|in|for|left|behind|to|at|that|which|and|or)\b)[\w-]+ ){0,2}"
    r"(?!(?:this|was|has|its|yes)\b)[a-z]{2,}[a-hj-rtv-z]s\b(?! (?:is|was|has)\b)"
)


def absence_denied(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`Three deaths` for `No deaths`, `three of` for `none of`."""
    found = _NONE.fullmatch(slot.printed)
    if slot.figure.kind is not Kind.NONE or not found:
        return
    after = slot.text[slot.end :]
    plural = _PLURAL.match(after) if found["no"].lower() == "no" else after.startswith(" of ")
    if plural:
        words = "Three" if slot.printed[0].isupper() else "three"
        yield replaced("absence_denied", slot, words, "There was none.")


_GRADED = re.compile(
    r" (?:of |at )?(?:[Gg]rade|[Ss]everity) \d(?:-\d| or (?:higher|more|worse|above)| and above)?"
    r"(?: or worse)?(?= |,|\.|$)|^Grade \d or (?:higher|more|worse|above) (?=[A-Za-z])"
)


def grade_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """A rate of grade 3 or higher told as the rate of any grade, which the story gives too."""
    found = _GRADED.search(slot.text)
    fact = slot.fact
    any_grade = any(
        other.measure == fact.measure
        and other.grade == "any"
        and (other.arm, other.population) == (fact.arm, fact.population)
        for other in golden.labels.facts
    )
    rate = slot.figure.kind in (Kind.PERCENT, Kind.PROPORTION, Kind.COUNT)
    hangs = found and re.search(
        r"(?:\b(?:for|being|and|was|were)|[\d)%])\Z", slot.text[: found.start()]
    )
    beside = found and not any(found.end() <= other.start < slot.start for other in slot.beside)
    if found and beside and not hangs and any_grade and rate and fact.grade not in ("", "any"):
        why = "Of any grade it is another figure."
        yield rewritten("grade_dropped", slot, found.span(), "", why)


_RESTRICTED = re.compile(
    r"\b(?:treatment|drug|vaccine)-related |\b(?:confirmed|evaluable|serious|severe) "
)


def restrictor_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`No deaths` for `no treatment-related deaths`."""
    found = _RESTRICTED.match(slot.text, slot.end + 1)
    bare = slot.text[found.end() :].split(" ")[0].rstrip(".,;") if found else ""
    absent = slot.figure.kind is Kind.NONE and bare
    if found and absent and not says(story, golden, rf"\bno {re.escape(bare)}"):
        why = f"It is not said of all {bare}."
        yield rewritten("restrictor_dropped", slot, found.span(), "", why)


_DENIED = re.compile(r"\b(?P<be>was|were|is|are|has|have|had|did|does|do|could|can) not (?=[a-z])")


def negation_dropped(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`was shown` for `was not shown`."""
    found = list(_DENIED.finditer(slot.text))
    if len(found) == 1:
        place = (found[0].end("be"), found[0].end() - 1)
        yield rewritten("negation_dropped", slot, place, "", "The true sentence denies it.")


_AFFIRMED = re.compile(
    r"\b(?:was|were|has been|have been|is|are) (?=(?:shown|met|reached|approved|accepted|reduced"
    r"|improved|stopped|randomised)\b)"
)


def negation_added(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """`was not met` for `was met`."""
    found = _AFFIRMED.search(slot.text)
    if found and slot.figure.kind is not Kind.NONE and not re.search(r"\bno\b", slot.text):
        place = (found.end(), found.end())
        yield rewritten("negation_added", slot, place, "not ", "The true sentence affirms it.")


def _hedge(slot: Slot) -> tuple[int, int] | None:
    """The place of the bound beside the figure, if the label has one too."""
    if slot.figure.bound is Bound.EXACTLY:
        return None
    before = _HEDGE.search(slot.text[: slot.start])
    if before:
        return before.span()
    after = _AFTER.match(slot.text, slot.end)
    return after.span() if after else None


WORDS: tuple[Operator, ...] = (
    bound_dropped, bound_turned, bound_added, range_end_dropped, range_as_interval,
    direction_turned, absence_denied, grade_dropped, restrictor_dropped, negation_dropped,
    negation_added,
)  # fmt: skip
