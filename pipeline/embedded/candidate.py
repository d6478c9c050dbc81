"""What could stand in a brief: a sentence, how much it matters, which facts it tells.

In: a template and what it rests on. Out: a `Candidate` with its topic, facts and printed words.
"""

import re

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
from pipeline.embedded.measures import BENEFITS, FEWEST, HARMS
from pipeline.render import find_references, render_text
from schemas.base import Value
from schemas.draft import DraftSentence, Move, Topic
from schemas.figure import Kind
from schemas.source import Fact, Source
from schemas.text import Evidence, Span

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

    opens: int = 0
    """How well it could open a brief: 3 sets the scene, 0 never opens one."""

    points: tuple[tuple[str, int], ...] = ()
    """What each fact it prints is worth to a reader, by the fact's id."""

    owed: bool = False
    """The main result, what decides a trial, or the gravest harm: a brief leaves it out never."""

    @property
    def words(self) -> int:
        """Its length in print."""
        return len(self.printed.split())

    @property
    def worth(self) -> int:
        """What all its facts are worth to a reader."""
        return sum(points for _, points in self.points)


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
    """What a sentence has told once it printed the fact: its numbers, as numbers of a measure.

    A small number of nothing in particular (`one season`, `1:1`) tells nothing by itself.
    """
    keys = []
    for mention in fact.mentions:
        item = source.figures[mention]
        if item.kind in _TELLING and item.values:
            if (
                item.kind in _COUNTED
                and fact.role.measure not in BENEFITS | HARMS
                and item.values[0] < FEWEST
            ):
                continue
            unit = "count" if item.kind in _COUNTED else item.unit
            of = f"{unit} {'' if item.kind is Kind.PROPORTION else fact.role.measure}"
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
        (Topic.LIMIT, bool(LOST.search(text)) or bool(_SILENT.search(text))),
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


def find_plain_topic(template: str, source: Source, before: Topic | None) -> Topic | None:
    """The topic of a clause whose words name none, but that tells a figure; `None` for no figure.

    It goes on with the topic of the sentence before it in its paragraph; else money is of the
    market and anything else of the setting.
    """
    kinds = {source.figures[int(n)].kind for sort, n in find_references(template) if sort == "m"}
    if not kinds & _PLAINLY:
        return None
    if before is not None:
        return before
    return Topic.MARKET if Kind.MONEY in kinds else Topic.CONTEXT


_PLAINLY = frozenset(Kind) - {Kind.LINE, Kind.GRADE, Kind.ORDINAL, Kind.SCORE, Kind.TIME}
"""Kinds that are told for their own sake."""

LOST = re.compile(
    r"\bresponders had (?:relapsed|progressed|lost|begun)|\bresponses? (?:have|has|had) (?:\w+ )?"
    r"been lost\b|\b(?:superiority|endpoint|goal)\b[^;.:]* (?:was not|were not|not) (?:shown|"
    r"met)\b",
    re.IGNORECASE,
)
"""A response that did not last, or an endpoint that was not met, limits the result beside it."""


_SILENT = re.compile(
    r"\b(?:put out|issued|made|gave|there was|there were) no (?:\w+ )?(?:statements?|"
    r"announcements?|"
    r"comments?|reasons?)\b|\bdeclined to comment\b",
    re.IGNORECASE,
)
"""That nobody said why limits what can be said of a move."""


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


def prints(item: Candidate, spans: set[Span], source: Source) -> bool:
    """Does the sentence print a figure that stands at one of these places of the source?"""
    facts = {fact.id: fact for fact in source.facts}
    for sort, number in find_references(item.sentence.text):
        if sort == "m" and source.figures[int(number)].span in spans:
            return True
        if sort == "f" and any(
            source.figures[m].span in spans for m in facts[f"f{number}"].mentions
        ):
            return True
    return False
