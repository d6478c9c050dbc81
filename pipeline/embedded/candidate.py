"""What could stand in a brief: a sentence, how much it matters, which facts it tells.

In: a template and what it rests on. Out: a `Candidate`; `choose` takes the best that fit a length.
"""

import re
from decimal import Decimal

from pipeline.embedded.clauses import print_template
from pipeline.embedded.lexicons import (
    BENEFIT,
    ELSEWHERE,
    HAPPENED,
    HARM,
    LIMIT,
    MARKET,
    NO_CONTROL,
    REGULATORY,
    SOFT_HARM,
    TRIAL,
    UNVERIFIED,
)
from pipeline.embedded.measures import BENEFITS, FEWEST
from pipeline.render import find_references, render_text
from schemas.article import ArticleKind
from schemas.base import Value
from schemas.draft import DraftSentence, Move, Topic
from schemas.figure import Kind
from schemas.source import Fact, Source
from schemas.text import Evidence

_TELLING = frozenset(Kind) - {Kind.LINE, Kind.GRADE, Kind.NONE, Kind.ORDINAL}
"""The kinds of figure whose repetition would be a repetition."""


_COUNTED = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PROPORTION})


class Candidate(Value):
    """One sentence that the record or the article offers."""

    sentence: DraftSentence
    weight: int
    """The higher matters more; 100 is the story's main result."""
    facts: frozenset[str]
    """What it tells, as numbers of a measure; two sentences that share these repeat each other."""
    printed: str
    place: int
    """Where in the source it stands, for the order among equals."""

    needs: int = -1
    """The place of the sentence this one leans on, and is not printed without; -1 for none."""

    @property
    def words(self) -> int:
        """Its length in print."""
        return len(self.printed.split())


def make_candidate(
    template: str,
    move: Move,
    topic: Topic,
    source: Source,
    evidence: tuple[Evidence, ...],
    weight: int,
) -> Candidate:
    """A candidate with its facts looked up and its words printed."""
    by_mention = {mention: fact.id for fact in source.facts for mention in fact.mentions}
    references = find_references(template)
    facts = {f"f{n}" if sort == "f" else by_mention.get(int(n), "") for sort, n in references}
    return Candidate(
        sentence=DraftSentence(text=template, move=move, topic=topic, evidence=evidence),
        weight=weight,
        facts=frozenset(
            key for fact in source.facts if fact.id in facts for key in _keys(fact, source)
        ),
        printed=render_text(template, source, {fact.id: fact for fact in source.facts}),
        place=evidence[0].span.start if evidence else 0,
    )


def _keys(fact: Fact, source: Source) -> tuple[str, ...]:
    """What a sentence has told once it printed the fact: its numbers, as numbers of a measure."""
    keys = []
    for mention in fact.mentions:
        item = source.figures[mention]
        if item.kind in _TELLING:
            of = "count" if item.kind in _COUNTED else f"{item.unit} {fact.role.measure}"
            keys += [f"{value.normalize():f} {of}" for value in item.values]
    return tuple(keys)


_RATE = frozenset(
    {
        Kind.PERCENT,
        Kind.PROPORTION,
        Kind.POINTS,
        Kind.DURATION,
        Kind.RATIO,
        Kind.INTERVAL,
        Kind.P_VALUE,
        Kind.NOT_REACHED,
        Kind.MULTIPLE,
        Kind.QUANTITY,
    }
)
_ABSENT = re.compile(r"\b(?:no|none|absent|without|zero)\b", re.IGNORECASE)


def find_topic(template: str, source: Source) -> Topic | None:
    """The one topic a clause is for; `None` where a brief has no use for it."""
    text = print_template(template, source)
    kinds = {source.figures[int(n)].kind for sort, n in find_references(template) if sort == "m"}
    rated = any(_is_rated(int(n), source) for sort, n in find_references(template) if sort == "m")
    tests = (
        (Topic.LIMIT, bool(UNVERIFIED.search(text)) or bool(ELSEWHERE.search(text))),
        (Topic.HARM, is_harm(text) and (bool(kinds) or bool(_ABSENT.search(text)))),
        (Topic.LIMIT, bool(NO_CONTROL.search(text)) and not rated),
        (Topic.MARKET, bool(MARKET.search(text)) and bool(kinds) and not BENEFIT.search(text)),
        (Topic.BENEFIT, rated and bool(BENEFIT.search(text))),
        (Topic.REGULATORY, bool(REGULATORY.search(text))),
        (Topic.MARKET, bool(MARKET.search(text))),
        (Topic.LIMIT, bool(LIMIT.search(text)) and not kinds),
        (Topic.CONTEXT, bool(TRIAL.search(text))),
    )
    return next((topic for topic, holds in tests if holds), None)


_CLEARLY = frozenset(
    {Kind.PERCENT, Kind.POINTS, Kind.INTERVAL, Kind.P_VALUE, Kind.RATIO, Kind.QUANTITY}
)


def _is_rated(index: int, source: Source) -> bool:
    """Is the figure a rate or a size, rather than a `half` or `two years` of something else?"""
    figure, role = source.figures[index], source.roles[index]
    if figure.kind is Kind.PROPORTION and figure.whole is not None:
        return figure.whole >= FEWEST
    return figure.kind in _CLEARLY or (figure.kind in _RATE and role.measure in BENEFITS)


def is_harm(text: str) -> bool:
    """Does the text tell of a harm, rather than of the disease a drug is for?"""
    return bool(HARM.search(text)) or bool(SOFT_HARM.search(text) and HAPPENED.search(text))


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
_CERTAIN = 200
"""From this weight on a sentence is taken first, and crowds nothing out: data and notes."""
_CROWDED = 14
"""How much each further sentence on one topic loses: breadth before depth."""
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


FLOOR = 58
"""Below this weight a sentence is not worth a reader's time, however much room is left."""


def choose(candidates: tuple[Candidate, ...], length: int) -> tuple[Candidate, ...]:
    """The weightiest candidates that fit in `length` words and do not repeat one another."""
    chosen: list[Candidate] = []
    worthy = [item for item in candidates if item.weight >= FLOOR]
    left = [item for item in worthy if not any(_outdoes(other, item) for other in worthy)]
    room = length
    while True:
        places = {item.place for item in chosen}
        open_now = [item for item in left if item.needs < 0 or item.needs in places]
        if not open_now:
            break
        best = min(open_now, key=lambda item: (-_pull(item, chosen), item.place))
        left.remove(best)
        if best.words > room or _repeats(best, chosen) or _tilts(best, chosen):
            continue
        chosen.append(best)
        room -= best.words
    return tuple(chosen)


def arrange(chosen: tuple[Candidate, ...], kind: ArticleKind) -> tuple[Candidate, ...]:
    """In the order of a brief of that kind; a check follows the second benefit at latest."""
    order = _MARKET_ORDER if kind is ArticleKind.MARKET else _ORDER
    ranked = sorted(chosen, key=lambda item: (order.index(item.sentence.topic), item.place))
    for item in [item for item in ranked if item.needs >= 0]:
        ranked.remove(item)
        at = next(i for i, other in enumerate(ranked) if other.place == item.needs)
        ranked.insert(at + 1, item)
    benefits = [item for item in ranked if item.sentence.topic is Topic.BENEFIT]
    checks = [item for item in ranked if item.sentence.topic in _CHECKS]
    if len(benefits) > 1 and checks:
        first = max(checks, key=lambda item: (bool(_DESIGN.search(item.printed)), item.weight))
        ranked.remove(first)
        ranked.insert(ranked.index(benefits[1]) + 1, first)
    return tuple(ranked)


def _pull(item: Candidate, chosen: list[Candidate]) -> int:
    """Its weight, less what its topic already has; notes do not crowd out the story."""
    same = sum(
        other.sentence.topic is item.sentence.topic and other.weight < _CERTAIN for other in chosen
    )
    return item.weight - (0 if item.weight >= _CERTAIN else _CROWDED * same)


def _outdoes(one: Candidate, two: Candidate) -> bool:
    """Does the first tell all that the second tells, and more, and matter about as much?"""
    if not two.facts or not two.facts < one.facts or one.needs >= 0:
        return False
    return one.sentence.topic is two.sentence.topic and one.weight + _CROWDED * 2 >= two.weight


MOST_CHECKS = Decimal("2.4")
"""Words on harms and limits for each word on benefits; above 2.5 is not even (rubric B05)."""
GRAVE = 96
"""A harm of this weight is told whatever the proportions."""


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
    """Do the chosen sentences already tell its facts, or most of its words?"""
    told = {fact for other in chosen for fact in other.facts}
    if item.facts and 5 * len(item.facts & told) >= 3 * len(item.facts):
        return True
    words = _content(item.printed)
    return any(len(words & _content(other.printed)) > 0.6 * len(words) for other in chosen)


def _content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9%$.-]*[a-z0-9%]", text.lower())) - _STOP
