"""Which candidates stand in a brief, and in what order.

In: candidates and a length in words. Out: those that matter most, fit, do not repeat one another
and keep benefits and checks in proportion; then the same in the order of a brief.
"""

import re
from decimal import Decimal
from fractions import Fraction

from pipeline.embedded.candidate import Candidate
from pipeline.embedded.weights import (
    BASE,
    CERTAIN,
    CROWDED,
    FLOOR,
    GAIN,
    GRAVE,
    LAST_FLOOR,
    PAUSE,
    SETS_SCENE,
    SHORT,
    TOLD_FLOOR,
)
from schemas.article import ArticleKind
from schemas.draft import Topic

_ORDER = (
    Topic.CONTEXT,
    Topic.BENEFIT,
    Topic.HARM,
    Topic.LIMIT,
    Topic.REGULATORY,
    Topic.MARKET,
    Topic.OPINION,
    Topic.SENTIMENT,
)
_MARKET_ORDER = (
    Topic.MARKET,
    Topic.LIMIT,
    Topic.CONTEXT,
    Topic.BENEFIT,
    Topic.HARM,
    Topic.REGULATORY,
    Topic.OPINION,
    Topic.SENTIMENT,
)
MOST_QUOTED = Fraction(1, 3)
"""Of a brief's words, the share that may be plain narration in quotation marks."""
QUOTED_PLAINLY = "The article says: “"

_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "and",
        "to",
        "for",
        "with",
        "was",
        "were",
        "is",
        "are",
        "by",
        "on",
        "at",
        "that",
        "it",
        "as",
        "from",
        "its",
        "has",
        "have",
    ]
)


def choose(candidates: tuple[Candidate, ...], length: int) -> tuple[Candidate, ...]:
    """The weightiest candidates that fit in `length` words and do not repeat one another.

    What is under the floor comes last, where there is room for it and it tells something.
    """
    worthy = [item for item in candidates if _is_worthy(item)]
    rest = [item for item in candidates if item.worth >= LAST_FLOOR or _limits(item)]
    chosen = _fill([], worthy, length)
    if length >= SHORT:
        chosen = _fill(chosen, [one for one in rest if not _is_worthy(one)], length)
    return tuple(chosen)


def _is_worthy(item: Candidate) -> bool:
    return item.weight >= FLOOR or item.worth >= TOLD_FLOOR


def _limits(item: Candidate) -> bool:
    """Does it say what is not known or not allowed, which needs no figure?"""
    return item.sentence.topic in {Topic.LIMIT, Topic.REGULATORY} and item.needs < 0


def _fill(chosen: list[Candidate], offers: list[Candidate], length: int) -> list[Candidate]:
    """What was chosen, with the best of the offers that still fit behind it."""
    kept = list(chosen)
    left = [item for item in offers if item.owed or not any(_outdoes(one, item) for one in offers)]
    room = length - sum(item.words for item in kept)
    while groups := _find_groups(left, kept):
        best = min(groups, key=lambda group: (_pull(group, kept), group[-1].place))
        left.remove(best[-1])
        spare = any(_repeats(item, kept) or _tilts(item, kept) for item in best)
        words = sum(item.words for item in best)
        if words > room and best[-1].owed:
            kept = _make_room(kept, words, length)
            room = length - sum(item.words for item in kept)
        if words > room or (spare and not _is_due(best[-1], kept)):
            continue
        if kept and not best[-1].owed and _is_overquoted([*kept, *best], length):
            continue
        left = [item for item in left if not any(item is one for one in best)]
        kept += best
        room -= words
    return kept


def _is_overquoted(items: list[Candidate], length: int) -> bool:
    """Are more of the words than may be the article's own, between quotation marks?"""
    quoted = sum(item.words for item in items if item.printed.startswith(QUOTED_PLAINLY))
    return quoted > length * MOST_QUOTED


def _make_room(kept: list[Candidate], words: int, length: int) -> list[Candidate]:
    """What was chosen without the lightest that is not owed, until so many words fit."""
    left = sorted(kept, key=lambda item: (item.owed, item.weight))
    while left and not left[0].owed and sum(item.words for item in left) + words > length:
        left = [item for item in left[1:] if item.needs != left[0].place]
    fits = sum(item.words for item in left) + words <= length
    return [item for item in kept if any(item is one for one in left)] if fits else kept


def _find_groups(left: list[Candidate], chosen: list[Candidate]) -> list[tuple[Candidate, ...]]:
    """What can be taken next: alone, behind what it leans on, or together with that."""
    places = {item.place for item in chosen}
    bases = {item.place: item for item in left if item.needs < 0}
    found: list[tuple[Candidate, ...]] = []
    for item in left:
        if item.needs < 0 or item.needs in places:
            found.append((item,))
        elif item.needs in bases:
            found.append((bases[item.needs], item))
    return found


def _is_due(item: Candidate, chosen: list[Candidate]) -> bool:
    """Is it owed for a fact of its own, though its numbers have been told of another?"""
    told = {fact for other in chosen for fact, _ in other.points}
    return item.owed and any(fact not in told for fact, _ in item.points)


def arrange(chosen: tuple[Candidate, ...], kind: ArticleKind) -> tuple[Candidate, ...]:
    """In the order of a brief of that kind; a check follows the second benefit at latest."""
    order = _MARKET_ORDER if kind is ArticleKind.MARKET else _ORDER
    late = kind is not ArticleKind.OUTLOOK
    ranked = sorted(chosen, key=lambda item: (_rank(item, order, late=late), item.place))
    _put_behind(ranked)
    _put_opening_first(ranked)
    benefits = [item for item in ranked if item.sentence.topic is Topic.BENEFIT]
    checks = [item for item in ranked if item.sentence.topic in _CHECKS]
    if len(benefits) > 1 and checks:
        first = max(checks, key=lambda item: (bool(_DESIGN.search(item.printed)), item.weight))
        ranked.remove(first)
        ranked.insert(ranked.index(benefits[1]) + 1, first)
    return tuple(ranked)


def _put_behind(ranked: list[Candidate]) -> None:
    """Put what leans on a sentence right behind it, in the order of the source.

    `The hazard ratio was 0.7`, cut from the sentence it leans on, comes before what stands next.
    """
    leaning = sorted((item for item in ranked if item.needs >= 0), key=lambda item: item.place)
    moved: list[Candidate] = []
    for item in leaning:
        ranked[:] = [other for other in ranked if other is not item]
        at = next(i for i, other in enumerate(ranked) if other.place == item.needs) + 1
        while at < len(ranked) and any(ranked[at] is one for one in moved):
            at += 1
        ranked.insert(at, item)
        moved.append(item)


def _put_opening_first(ranked: list[Candidate]) -> None:
    """Change the order so that a sentence which can stand alone opens the brief, if there is one.

    The one that sets the scene goes first; else the order stands, unless its first sentence points
    at something the reader has not met.
    """
    if not ranked:
        return
    best = max((item.opens for item in ranked), default=0)
    first = next(item for item in ranked if item.opens == best)
    if best < SETS_SCENE and (ranked[0].opens or not best):
        return
    moved = [first, *(item for item in ranked if item.needs == first.place and item is not first)]
    rest = [item for item in ranked if not any(item is one for one in moved)]
    ranked[:] = [*moved, *rest]


_PLANNED = re.compile(r"\b(?:plans?|will|expects?|expected|intends?|would|should)\b")


_OF_A_TRIAL = re.compile(r"The (?:trial|study) (?:was|had|assigned|randomi[sz]ed|enrolled)\b")
"""A sentence on a trial that another sentence has to name; it stands among the results."""


def _rank(item: Candidate, order: tuple[Topic, ...], *, late: bool) -> int:
    """Its topic's turn; what is only planned is no setting, and comes with the next steps."""
    planned = item.sentence.topic is Topic.CONTEXT and _PLANNED.search(item.printed)
    if item.sentence.topic is Topic.CONTEXT and _OF_A_TRIAL.match(item.printed):
        return order.index(Topic.BENEFIT)
    return order.index(Topic.REGULATORY if late and planned else item.sentence.topic)


def _pull(group: tuple[Candidate, ...], chosen: list[Candidate]) -> tuple[int, Fraction]:
    """What is owed or certain comes by its weight; the rest by what it tells anew for each word.

    The lowest comes first.
    """
    if group[0].weight >= CERTAIN:
        return -group[0].weight, Fraction(0)
    told = {fact for other in chosen for fact, _ in other.points}
    fresh = {fact: points for item in group for fact, points in item.points if fact not in told}
    plain = sum(_plainly(item, chosen) for item in group)
    words = sum(item.words + PAUSE for item in group)
    return 0, -Fraction(sum(fresh.values()) * GAIN + plain, words)


def _plainly(item: Candidate, chosen: list[Candidate]) -> int:
    """The sentence's own weight over the base, less for each other on its topic."""
    same = sum(
        other.sentence.topic is item.sentence.topic and other.weight < CERTAIN for other in chosen
    )
    return max(0, item.weight - CROWDED * same - BASE)


def _outdoes(one: Candidate, two: Candidate) -> bool:
    """Does the first tell all that the second tells, and more, and matter about as much?"""
    if not two.facts or not two.facts < one.facts or one.needs >= 0:
        return False
    if not {fact for fact, _ in two.points} <= {fact for fact, _ in one.points}:
        return False
    return one.sentence.topic is two.sentence.topic and one.weight + CROWDED * 2 >= two.weight


MOST_CHECKS = Decimal(2)
"""Words on harms and limits for each word on benefits; above 2.5 is not even (rubric B05), and
harms of weight still come."""


def _tilts(item: Candidate, chosen: list[Candidate]) -> bool:
    """Would one more harm or limit put the brief out of proportion?"""
    harm = item.sentence.topic is Topic.HARM
    if item.sentence.topic not in _CHECKS or (harm and item.weight >= GRAVE):
        return False
    benefit = sum(other.words for other in chosen if other.sentence.topic is Topic.BENEFIT)
    checks = [other for other in chosen if other.sentence.topic in _CHECKS]
    words = item.words + sum(other.words for other in checks)
    return bool(benefit) and bool(checks) and words > MOST_CHECKS * benefit


_DESIGN = re.compile(r"\b(?:uncontrolled|interim|surrogate|historical)\b")
_CHECKS = frozenset({Topic.HARM, Topic.LIMIT})


def _repeats(item: Candidate, chosen: list[Candidate]) -> bool:
    """Do the chosen sentences already tell its facts, or most of its words?

    Like words with other figures are another group's result, and no repetition; nor is a sentence
    half of whose worth no sentence has told yet.
    """
    known = {fact for other in chosen for fact, _ in other.points}
    fresh = sum(points for fact, points in item.points if fact not in known)
    if item.worth and 2 * fresh >= item.worth:
        return False
    told = {fact for other in chosen for fact in other.facts}
    if item.facts and 5 * len(item.facts & told) >= 3 * len(item.facts):
        return True
    if len(item.facts - told) > 1:
        return False
    words = _content(item.printed)
    return any(len(words & _content(other.printed)) > 0.6 * len(words) for other in chosen)


def _content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9%$.-]*[a-z0-9%]", text.lower())) - _STOP
