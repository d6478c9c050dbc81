"""A golden whose figures are others: does a brief follow its source, or say what it knew before?

In: a golden, or a record of a brief of its counterfactual. Out: the same article and labels with
figures swapped for others of their kind, every mention of a fact alike; and how many figures of the
brief follow the swap. A brief that tells an old figure has it from elsewhere.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from schemas.base import Value
from schemas.eval import CaseRecord, Ending, JudgedFigure, Truth
from schemas.figure import Kind
from schemas.golden import Check, Golden, GoldenFact, GoldenFigure, GoldenStory, Labels, Mark
from schemas.score import Share

SWAPPED = frozenset(
    {Kind.PERCENT, Kind.POINTS, Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.SCORE, Kind.NUMBER}
)
"""Kinds of which one numeral is the whole value; dates, intervals and shares of counts stay."""
TRIES = 300
"""How often another numeral of the same shape is drawn before a fact is left as it is."""
LOWEST, HIGHEST = Decimal("0.5"), Decimal("1.6")
"""How far a figure is moved, as factors: far enough to tell, near enough to be believed."""

_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Swap(Value):
    """A fact's numeral in the article, and what stands there instead."""

    fact: str
    old: str
    new: str
    """As long as the old one, so that every other label keeps its place."""


class Counterfactual(Value):
    """A golden of which some figures are others, in the article and in its labels."""

    golden: Golden
    swaps: tuple[Swap, ...]


class Following(Value):
    """What a brief of a counterfactual says of the swapped facts."""

    case: str
    ending: Ending
    follows: Share
    """Figures that tell a swapped fact as the article now has it, of these and the old ones."""
    kept: tuple[str, ...] = ()
    """Old figures that the article does not print any more."""
    astray: tuple[str, ...] = ()
    """Figures that are neither: no label has them."""


def make_counterfactual(golden: Golden, seed: int = 0) -> Counterfactual:
    """The golden with each fact swapped that can be; the same seed gives the same figures."""
    printed = set(_NUMERAL.findall(golden.text))
    swaps = []
    for fact in golden.labels.facts:
        mentions = [one for one in golden.labels.figures if one.fact == fact.id]
        old = _find_numeral(fact, mentions, golden)
        new = _draw(old, printed, mentions, f"{seed} {golden.id} {fact.id}") if old else ""
        if new:
            printed.add(new)
            swaps.append(Swap(fact=fact.id, old=old, new=new))
    return Counterfactual(golden=_swap(golden, swaps), swaps=tuple(swaps))


def score_following(case: CaseRecord, counterfactual: Counterfactual) -> Following:
    """The first draft of the brief of a counterfactual beside what was swapped.

    The first draft is what the engine wrote; what our checks withhold later would hide a memory.
    """
    figures = case.first.figures if case.first else ()
    swapped = {swap.fact for swap in counterfactual.swaps}
    text = counterfactual.golden.text
    gone = {swap.old for swap in counterfactual.swaps} - set(_NUMERAL.findall(text))
    followed = [one for one in figures if _is_right(one) and swapped & set(one.facts)]
    others = [one for one in figures if not _is_right(one)]
    kept = [one for one in others if gone & set(_NUMERAL.findall(one.text))]
    astray = [one for one in others if one not in kept and one.truth is Truth.ABSENT]
    return Following(
        case=case.case,
        ending=case.ending,
        follows=Share(hits=len(followed), of=len(followed) + len(kept)),
        kept=tuple(one.text for one in kept),
        astray=tuple(one.text for one in astray),
    )


def _is_right(figure: JudgedFigure) -> bool:
    return figure.truth is Truth.SUPPORTED


def _find_numeral(fact: GoldenFact, mentions: Sequence[GoldenFigure], golden: Golden) -> str:
    """The one numeral of all mentions, where the fact stands by itself; '' where it cannot move.

    A share of counts, a side of a conflict and a denominator are tied to other figures.
    """
    labels = golden.labels
    tied = {one for story in labels.stories for found in story.conflicts for one in found.facts}
    whole = {one.n for one in labels.facts} | {one.N for one in labels.facts}
    if fact.n or fact.N or fact.id in tied or not mentions:
        return ""
    numerals = {found for one in mentions for found in _NUMERAL.findall(one.text)}
    plain = all(
        one.kind in SWAPPED and len(one.values) == 1 and len(_NUMERAL.findall(one.text)) == 1
        for one in mentions
    )
    old = min(numerals, default="")
    return old if plain and len(numerals) == 1 and old.replace(",", "") not in whole else ""


def _draw(old: str, printed: set[str], mentions: Sequence[GoldenFigure], seed: str) -> str:
    """A numeral of the same shape that the article does not print; '' where none was drawn."""
    dice = random.Random(seed)
    value = Decimal(old.replace(",", ""))
    most = Decimal(100) if any(one.kind is Kind.PERCENT for one in mentions) else Decimal("1e30")
    for _ in range(TRIES):
        new = "".join(dice.choice("123456789") if ch.isdigit() else ch for ch in old)
        other = Decimal(new.replace(",", ""))
        if new not in printed and LOWEST * value <= other <= min(most, HIGHEST * value):
            return new
    return ""


def _swap(golden: Golden, swaps: Sequence[Swap]) -> Golden:
    """The article and its labels with the new figures; every place stays where it was."""
    by_fact = {swap.fact: swap for swap in swaps}
    text = golden.text
    for figure in golden.labels.figures:
        if figure.fact in by_fact:
            swap = by_fact[figure.fact]
            words = figure.text.replace(swap.old, swap.new)
            text = text[: figure.start] + words + text[figure.end :]
    labels = golden.labels
    moved = labels.model_copy(
        update={
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "facts": tuple(_move_fact(fact, by_fact) for fact in labels.facts),
            "figures": tuple(_move_figure(one, by_fact, text) for one in labels.figures),
            "stories": tuple(_move_story(story, by_fact, text) for story in labels.stories),
            **_move_marks(labels, text),
        }
    )
    return golden.model_copy(update={"text": text, "labels": moved})


def _move_marks(labels: Labels, text: str) -> dict[str, tuple[Mark, ...]]:
    """Names, idle words, boilerplate and opinions, with the words that now stand there."""
    return {
        name: tuple(_recut(mark, text) for mark in getattr(labels, name))
        for name in ("identifiers", "idle", "boilerplate", "opinion")
    }


def _recut(mark: Mark, text: str) -> Mark:
    return mark.model_copy(update={"text": mark.span.cut(text)})


def _move_figure(figure: GoldenFigure, swaps: Mapping[str, Swap], text: str) -> GoldenFigure:
    if figure.fact not in swaps:
        return figure
    swap = swaps[figure.fact]
    old, new = (Decimal(numeral.replace(",", "")) for numeral in (swap.old, swap.new))
    value = Decimal(figure.values[0])
    scaled = format((value / old * new).normalize(), "f") if old else figure.values[0]
    return figure.model_copy(update={"text": figure.span.cut(text), "values": (scaled,)})


def _move_fact(fact: GoldenFact, swaps: Mapping[str, Swap]) -> GoldenFact:
    if fact.id not in swaps:
        return fact
    return fact.model_copy(update={"says": _retell(fact.says, (swaps[fact.id],))})


def _move_story(story: GoldenStory, swaps: Mapping[str, Swap], text: str) -> GoldenStory:
    """The headline as it now stands, and true sentences with the new figures."""
    return story.model_copy(
        update={
            "headline": _recut(story.headline, text),
            "must_say": tuple(_move_check(check, swaps) for check in story.must_say),
            "should_say": tuple(_move_check(check, swaps) for check in story.should_say),
        }
    )


def _move_check(check: Check, swaps: Mapping[str, Swap]) -> Check:
    named = [swaps[fact] for fact in check.facts if fact in swaps]
    return check.model_copy(update={"say": _retell(check.say, named)})


def _retell(sentence: str, swaps: Sequence[Swap]) -> str:
    """The sentence with each old numeral replaced, where it stands by itself."""
    table = {swap.old: swap.new for swap in swaps}
    return _NUMERAL.sub(lambda found: table.get(found[0], found[0]), sentence)


def add_followings(followings: Sequence[Following]) -> Share:
    """All figures of all briefs together."""
    return sum((one.follows for one in followings), Share(hits=0, of=0))


def list_faults(followings: Sequence[Following]) -> Iterator[str]:
    """Each old figure that a brief kept, in a sentence."""
    for one in followings:
        for text in one.kept:
            yield f"{one.case}: the brief says {text!r}, which the article does not print any more"
