"""Efficacy results: what was measured, how much, in whom, at which cut, against what.

In: a story, its products and the events it tells. Out: outcomes by fact id. A denominator is only
one printed for this very figure: in its n/N, in its row, or in its own clause; or an n/N of the
article that comes to it. Never a neighbour's.
"""

import re

from pipeline.balance.primary import find_primary
from pipeline.embedded.extract_events import Event
from pipeline.embedded.extract_sizes import clause_around, find_denominators, find_size
from pipeline.embedded.measures import BENEFITS, FEWEST, HARMS, SURROGATES
from pipeline.embedded.story import (
    NEWS,
    Story,
    find_mentions,
    find_passage,
    index_facts,
    is_doubt,
    role_of,
)
from schemas.figure import Figure, Kind
from schemas.record import ComparatorKind, Outcome, Passage
from schemas.source import Fact, Role, Source, Status
from schemas.text import Span

_MAIN = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.DURATION, Kind.RATIO, Kind.NOT_REACHED})
_TIMED = frozenset({"dor", "pfs", "os", "efs", "dfs", "rfs"})
_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)|than|exceed\w+|surpass\w+|benchmark)\b"
)


def find_outcomes(
    story: Story, products: tuple[str, ...], events: tuple[Event, ...]
) -> tuple[Outcome, ...]:
    """Every efficacy fact of the news once, in reading order; comparators hang on their results."""
    facts = index_facts(story.source)
    outcomes: list[Outcome] = []
    for fact in story.source.facts:
        mention = _fullest(story, fact)
        passage = None if mention is None else find_passage(story, mention)
        if mention is None or passage is None or passage.opinion or not _is_result(story, fact):
            continue
        outcomes.append(_read(story, fact, mention, passage, facts, products))
    known = {item.fact for item in outcomes}
    counted = _read_counted(story, facts, products, events)
    return (*_pair(story, tuple(outcomes)), *(item for item in counted if item.fact not in known))


def _read_counted(
    story: Story, facts: dict[int, Fact], products: tuple[str, ...], every: tuple[Event, ...]
) -> tuple[Outcome, ...]:
    """Results of what a trial counted, whatever it is called: `38 cases against 99 on placebo`."""
    events = [e for e in every if not e.harm and e.mention in facts]
    primary = find_primary(story.passages, story.source)
    events = [
        e
        for e in events
        if e.passage is primary or facts[e.mention].role.measure not in BENEFITS | HARMS
    ]
    found: list[Outcome] = []
    rivals = {facts[event.mention].id for event in events if event.control}
    for event in events:
        if facts[event.mention].id in rivals:
            continue  # `271 of 920 (29.5%) given placebo`: the arm stands behind the rate only
        outcome = _read(story, facts[event.mention], event.mention, event.passage, facts, products)
        rate = story.source.figures[event.mention].unit == "%"
        outcome = outcome.model_copy(
            update={
                "measure": event.term,
                "arm": "",
                "denominator": outcome.denominator if rate else "",
            }
        )
        rival = next((other for other in events if _is_control_of(other, event)), None)
        if rival is not None:
            outcome = outcome.model_copy(
                update={
                    "comparator": facts[rival.mention].id,
                    "comparator_kind": ComparatorKind.CONCURRENT,
                }
            )
        found.append(outcome)
    return tuple({item.fact: item for item in found}.values())


def _is_control_of(other: Event, event: Event) -> bool:
    """Is the one the control arm's rate of the same event, in the same sentence and after it?"""
    same = (other.term, other.passage) == (event.term, event.passage)
    return same and other.control and other.mention > event.mention


def _is_result(story: Story, fact: Fact) -> bool:
    """A benefit's rate or time; a duration of anything else is not one."""
    role = fact.role
    figures = [story.source.figures[mention] for mention in fact.mentions]
    if _measure(story, fact) not in BENEFITS or not any(figure.kind in _MAIN for figure in figures):
        return False
    if any(_is_difference(story, m) or _is_of_responders(story, m) for m in fact.mentions):
        return False
    if all(figure.kind is Kind.PROPORTION for figure in figures):
        return any(figure.whole is not None and figure.whole >= FEWEST for figure in figures)
    if any(figure.kind is Kind.DURATION for figure in figures):
        return role.measure in _TIMED
    return True


def _is_of_responders(story: Story, mention: int) -> bool:
    """`three of the seven responders had relapsed` counts responders: no response rate."""
    end = story.source.figures[mention].span.end
    return bool(re.match(r"(?: [\w-]+){0,2} responders\b", story.text[end : end + 40]))


_RESPONSES = re.compile(r"\bthe rate was\b[^.;]*\b(?:complete|partial)\b[^.;]*\bresponses?\b")


def _measure(story: Story, fact: Fact) -> str:
    """What a fact measures; `the rate was 50%, with 3 partial responses` is a response rate."""
    if fact.role.measure not in {"", "pr", "cr"}:
        return fact.role.measure
    figures = [story.source.figures[mention] for mention in fact.mentions]
    for mention, figure in zip(fact.mentions, figures, strict=True):
        passage = find_passage(story, mention) if figure.unit == "%" else None
        if passage and _RESPONSES.search(passage.evidence.text):
            return "orr"
    return fact.role.measure


_DIFFERENCE = re.compile(
    r"\s*(?:percentage[- ])?(?:points?\s+)?(?:absolute|difference|improvement|reduction|increase|"
    r"gap|gain|"
    r"placebo-adjusted|higher|lower)\b"
)


def _is_difference(story: Story, mention: int) -> bool:
    """`a 41% absolute improvement` compares two results; it is not a third."""
    figure = story.source.figures[mention]
    after = story.text[figure.span.end : figure.span.end + 40]
    return figure.kind is Kind.POINTS or bool(_DIFFERENCE.match(after))


def _fullest(story: Story, fact: Fact) -> int | None:
    """The mention in the sentence of news that says most about it; `None` outside the news."""
    best, most = None, -1
    for mention in fact.mentions:
        passage = find_passage(story, mention)
        if passage is None or passage.kind not in NEWS:
            continue
        figure = story.source.figures[mention]
        if figure.kind not in _MAIN or figure.is_range:
            continue
        size = len(find_denominators(story, mention, passage)) * 10 + len(
            find_mentions(story.source, passage.evidence.span)
        )
        if figure.kind is Kind.PERCENT:
            size += 1
        if size > most:
            best, most = mention, size
    return best


def _read(
    story: Story, fact: Fact, mention: int, passage: Passage, facts: dict[int, Fact],
    products: tuple[str, ...],
) -> Outcome:  # fmt: skip
    """One result with what its own clause says of it."""
    role = role_of(story.source, mention)
    clause = clause_around(story.source, mention, passage.evidence.span)
    words = clause.cut(story.text)
    return Outcome(
        measure=_measure(story, fact),
        fact=fact.id,
        denominator=find_size(story, fact, mention, passage, facts),
        breakdown=_parts(story, clause, facts),
        product=role.product
        or next((name for name in products if name in passage.evidence.text), ""),
        population=fact.role.population,
        arm=role.arm,
        cut=fact.role.cut,
        comparator_kind=_own_kind(role),
        confirmed=is_confirmed(words),
        surrogate=fact.role.measure in SURROGATES or "surrogate" in words,
        status=Status.UNVERIFIED if _is_doubted(story, passage) else fact.role.status,
        evidence=(passage.evidence,),
    )


_CONFIRMED = re.compile(r"\b(?<!non-)(?<!un)confirmed\b", re.IGNORECASE)
_NOT_CONFIRMED = re.compile(
    r"\b(?:not|never|neither|nor|nobody|none|yet to|still to|awaiting|pending)\b[^,;.]*"
    r"\bconfirmed\b",
    re.IGNORECASE,
)


def is_confirmed(words: str) -> bool:
    """Does the clause call its result confirmed, rather than unconfirmed or not yet confirmed?"""
    return bool(_CONFIRMED.search(words)) and not _NOT_CONFIRMED.search(words)


def _is_doubted(story: Story, passage: Passage) -> bool:
    """Does the next sentence say of this one that nobody confirms it?"""
    at = story.passages.index(passage) + 1
    return at < len(story.passages) and is_doubt(story.passages[at])


def _parts(story: Story, clause: Span, facts: dict[int, Fact]) -> tuple[str, ...]:
    """Counts of complete and partial responses in the clause."""
    found = []
    for index in find_mentions(story.source, clause):
        figure = story.source.figures[index]
        after = story.text[figure.span.end : figure.span.end + 22]
        if (
            index in facts
            and figure.kind in {Kind.COUNT, Kind.NUMBER}
            and re.match(r" (?:CRs?|PRs?|complete|partial)\b", after)
        ):
            found.append(facts[index].id)
    return tuple(dict.fromkeys(found))


def _own_kind(role: Role) -> ComparatorKind:
    """What sort of comparator this figure *is*, if its own cues say it is one."""
    if role.comparator == "historical":
        return ComparatorKind.HISTORICAL
    if role.comparator == "standard":
        return ComparatorKind.STANDARD_UNIDENTIFIED
    return ComparatorKind.CONCURRENT if role.arm == "control" else ComparatorKind.NONE


def _pair(story: Story, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Hang each comparator on the result of the same measure and sentence; keep the rest."""
    taken: set[str] = set()
    paired: list[Outcome] = []
    for outcome in outcomes:
        if outcome.comparator_kind is not ComparatorKind.NONE or outcome.fact in taken:
            continue
        other = next((item for item in outcomes if _compares(story, outcome, item)), None)
        if other is None:
            outcome = _set_beside_control(story, outcome)
        if other is not None:
            taken.add(other.fact)
            kind = other.comparator_kind
            outcome = outcome.model_copy(
                update={
                    "comparator": other.fact,
                    "comparator_kind": ComparatorKind.CONCURRENT
                    if kind is ComparatorKind.NONE
                    else kind,
                }
            )
        paired.append(outcome)
    return tuple(item for item in paired if item.fact not in taken)


_BESIDE = re.compile(r"(?:against|versus|vs\.?|compared (?:with|to)) (?:about |nearly )?$")
_CONTROL_NEXT = re.compile(r"^[^.;]{0,30}\b(?:placebo|controls?|sham|comparator|observation)\b")


def _set_beside_control(story: Story, outcome: Outcome) -> Outcome:
    """The outcome with the control arm's figure that its sentence sets beside it, if it does.

    Example: `lost 13% of their weight over 40 weeks in the trial, against 2% in those on placebo`.
    """
    figures = story.source.figures
    main = _main_figure(story.source, outcome.fact)
    for fact in story.source.facts:
        for mention in fact.mentions:
            figure = figures[mention]
            if figure.kind is not main.kind or figure.span.start < main.span.end:
                continue
            place = find_passage(story, mention)
            if place is None or place.evidence not in outcome.evidence:
                continue
            before = story.text[place.evidence.span.start : figure.span.start]
            after = story.text[figure.span.end : place.evidence.span.end]
            if _BESIDE.search(before) and _CONTROL_NEXT.match(after):
                return outcome.model_copy(
                    update={"comparator": fact.id, "comparator_kind": ComparatorKind.CONCURRENT}
                )
    return outcome


def _compares(story: Story, one: Outcome, two: Outcome) -> bool:
    """Does the article set `two` beside `one` in one sentence, by a word of comparison?"""
    if one.fact == two.fact or one.measure != two.measure or one.evidence != two.evidence:
        return False
    first, second = (_main_figure(story.source, item.fact) for item in (one, two))
    if first.kind is not second.kind or not first.span.end <= second.span.start:
        return False
    between = story.text[first.span.end : second.span.start]
    same = two.comparator_kind is not ComparatorKind.NONE or bool(_AGAINST.search(between))
    return same and "." not in between.replace("vs.", "") and (";" not in between)


def _main_figure(source: Source, fact_id: str) -> Figure:
    fact = next(item for item in source.facts if item.id == fact_id)
    figures = [source.figures[mention] for mention in fact.mentions]
    return next((figure for figure in figures if figure.kind is not Kind.PROPORTION), figures[0])
