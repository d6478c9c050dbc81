"""What could stand in a brief: a sentence, how much it matters, which facts it tells.

In: a template and what it rests on. Out: a `Candidate`; `choose` takes the best that fit a length.
"""

import re

from pipeline.embedded.clauses import print_template
from pipeline.embedded.lexicons import (
    BENEFIT,
    HARM,
    LIMIT,
    MARKET,
    NO_CONTROL,
    REGULATORY,
    TRIAL,
    UNVERIFIED,
)
from pipeline.render import find_references, render_text
from schemas.base import Value
from schemas.draft import DraftSentence, Move, Topic
from schemas.figure import Kind
from schemas.source import Source
from schemas.text import Evidence

_TELLING = frozenset(Kind) - {Kind.LINE, Kind.GRADE, Kind.NONE, Kind.ORDINAL}
"""The kinds of figure whose repetition would be a repetition."""


class Candidate(Value):
    """One sentence that the record or the article offers."""

    sentence: DraftSentence
    weight: int
    """The higher matters more; 100 is the story's main result."""
    facts: frozenset[str]
    printed: str
    place: int
    """Where in the source it stands, for the order among equals."""

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
    telling = {
        fact.id for fact in source.facts if source.figures[fact.mentions[0]].kind in _TELLING
    }
    return Candidate(
        sentence=DraftSentence(text=template, move=move, topic=topic, evidence=evidence),
        weight=weight,
        facts=frozenset(facts & telling),
        printed=render_text(template, source, {fact.id: fact for fact in source.facts}),
        place=evidence[0].span.start if evidence else 0,
    )


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
    rated = bool(kinds & _RATE)
    tests = (
        (Topic.LIMIT, bool(UNVERIFIED.search(text))),
        (Topic.HARM, bool(HARM.search(text)) and (bool(kinds) or bool(_ABSENT.search(text)))),
        (Topic.LIMIT, bool(NO_CONTROL.search(text)) and not rated),
        (Topic.MARKET, bool(MARKET.search(text)) and bool(kinds) and not BENEFIT.search(text)),
        (Topic.BENEFIT, rated and bool(BENEFIT.search(text))),
        (Topic.REGULATORY, bool(REGULATORY.search(text))),
        (Topic.MARKET, bool(MARKET.search(text))),
        (Topic.LIMIT, bool(LIMIT.search(text)) and not kinds),
        (Topic.CONTEXT, bool(TRIAL.search(text))),
    )
    return next((topic for topic, holds in tests if holds), None)


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


def choose(candidates: tuple[Candidate, ...], length: int) -> tuple[Candidate, ...]:
    """The weightiest candidates that fit in `length` words and do not repeat one another."""
    chosen: list[Candidate] = []
    left = list(candidates)
    room = length
    while left:
        left.sort(key=lambda item: (-_pull(item, chosen), item.place))
        best = left.pop(0)
        if best.words > room or _repeats(best, chosen):
            continue
        chosen.append(best)
        room -= best.words
    return arrange(tuple(chosen))


def arrange(chosen: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """In the order of a brief: setting, result, harms, limits, regulator, market, opinion, mood."""
    return tuple(
        sorted(
            chosen,
            key=lambda item: (_ORDER.index(item.sentence.topic), -(item.weight // 50), item.place),
        )
    )


def _pull(item: Candidate, chosen: list[Candidate]) -> int:
    """Its weight, less what its topic already has."""
    same = sum(other.sentence.topic is item.sentence.topic for other in chosen)
    return item.weight - (0 if item.weight >= 200 else _CROWDED * same)


def _repeats(item: Candidate, chosen: list[Candidate]) -> bool:
    """Do the chosen sentences already tell its facts, or most of its words?"""
    told = {fact for other in chosen for fact in other.facts}
    if item.facts and 5 * len(item.facts & told) >= 3 * len(item.facts):
        return True
    words = _content(item.printed)
    return any(len(words & _content(other.printed)) > 0.6 * len(words) for other in chosen)


def _content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9%$.-]*[a-z0-9%]", text.lower())) - _STOP
