"""The second move: the source's own clauses, with spin cut off, weighed by what they tell.

In: a record and its source. Out: candidates, one or more for each sentence of news. A clause that
leans on the sentence before it is offered only together with that sentence.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.embedded import weights
from pipeline.embedded.candidate import (
    LOST,
    Candidate,
    find_plain_topic,
    find_topic,
    make_candidate,
)
from pipeline.embedded.clauses import find_figures_in, is_sentence, print_template
from pipeline.embedded.lexicons import COMMENT, NO_CONTROL, UNVERIFIED
from pipeline.embedded.resolve import resolve
from pipeline.embedded.story import NEWS, is_doubt
from pipeline.embedded.variants import Variant, find_variants
from schemas.article import ArticleKind, SegmentKind
from schemas.draft import Move, Topic
from schemas.figure import Kind
from schemas.record import Passage, Record
from schemas.source import Source, Status

_LEANING = frozenset({Topic.BENEFIT, Topic.HARM, Topic.MARKET, Topic.LIMIT})
"""What a leaning sentence must be about to be worth two sentences."""


class _Drafted(NamedTuple):
    """The clauses drafted last from a source: of which record, for a short brief or not."""

    record: Record
    short: bool
    clauses: tuple[Candidate, ...]


def draft_clauses(record: Record, source: Source, length: int) -> tuple[Candidate, ...]:
    """Every usable clause of the news, weighed by what it tells; kept for the next revision."""
    short = length <= weights.SHORT
    last = source.kept.get(_Drafted)
    if isinstance(last, _Drafted) and last.record is record and last.short is short:
        return last.clauses
    clauses = _draft(record, source, length)
    source.kept[_Drafted] = _Drafted(record, short, clauses)
    return clauses


def _draft(record: Record, source: Source, length: int) -> tuple[Candidate, ...]:
    found: list[Candidate] = []
    usable = [item for item in record.passages if item.kind in NEWS and not item.opinion]
    introduced = find_introduced(source.text)
    for number, passage in enumerate(usable):
        if passage.kind is SegmentKind.TABLE and not _is_prose(passage.evidence.text):
            continue
        before = usable[number - 1] if number else None
        doubted = number + 1 < len(usable) and is_doubt(usable[number + 1])
        trial = _current_trial(usable[: number + 1], record)
        for variant in find_variants(passage, record, source):
            if _names_stranger(variant.text, passage, record, introduced):
                continue
            made = _weigh(
                variant, passage, record, source, trial="" if doubted else trial, length=length
            )
            if made is not None and doubted:
                made = doubt(made, source)
            if made is None or (variant.leans and not _may_lean(made, before, passage)):
                continue
            leads = not number and record.kind is ArticleKind.OUTLOOK
            leads = leads and made.words <= weights.LONG_FROM
            early = weights.LEAD if leads else 0
            early += weights.FIRST - min(weights.FIRST, number // weights.EVERY)
            extra = {"weight": made.weight + early}
            if leads and not variant.leans:
                extra["opens"] = weights.SETS_SCENE
            if variant.leans and before is not None:
                extra["needs"] = before.evidence.span.start
            found.append(made.model_copy(update=extra))
    return tuple(found)


_PROSE = re.compile(r"[A-Z“\"].*[a-z%)]\.\s*", re.DOTALL)
_FEWEST_WORDS = 8


def _is_prose(text: str) -> bool:
    """Is a row of a table a sentence, which the layout put there?"""
    return bool(_PROSE.fullmatch(text)) and len(text.split()) >= _FEWEST_WORDS and is_sentence(text)


def _names_stranger(
    text: str, passage: Passage, record: Record, introduced: Mapping[str, int]
) -> bool:
    """Does the clause call a person by a surname that was introduced in an earlier sentence?

    Example: `The broker Marsh works for sold shares`, after `wrote Ada Marsh`; a reader of the
    brief has not met Marsh.
    """
    makers = {word for name in (*record.companies, *record.products) for word in name.split()}
    start = passage.evidence.span.start
    names = (match[1] for match in _SURNAME.finditer(text) if match[0] == match[1])
    return any(name not in makers and introduced.get(name, start + 1) <= start for name in names)


def find_introduced(text: str) -> dict[str, int]:
    """Names of people, and where in `text` each has first been introduced.

    Example: `"It works," said Ada Marsh` introduces `Ada` and `Marsh`.
    """
    found: dict[str, int] = {}
    for pattern in (_SPOKE_FIRST, _SPOKE_LAST):
        for match in pattern.finditer(text):
            for name in filter(None, match.groups()):
                found[name] = min(match.end(), found.get(name, match.end()))
    return found


_NAME = r"[A-Z][a-z]{3,}(?:-[A-Z][a-z]+)?"
_SPOKE_FIRST = re.compile(
    rf"\b(?:Dr|Prof|said|wrote|by|chief \w+ \w+) (?:([A-Z][a-z]+) )?({_NAME})\b"
)
_SPOKE_LAST = re.compile(rf"\b[A-Z][a-z]+ ({_NAME})\b(?=,? (?:said|of|who|told|wrote|gave))")
_SURNAME = re.compile(rf"(?:\b[A-Z][a-z]+ )?\b({_NAME})\b(?! [A-Z])")


def _may_lean(made: Candidate, before: Passage | None, passage: Passage) -> bool:
    """Only on the sentence just before, in the same paragraph, and only with something to tell."""
    if before is None or (made.sentence.topic not in _LEANING and not made.facts):
        return False
    if not made.facts and made.sentence.topic is not Topic.LIMIT:
        return False
    return 0 < passage.evidence.span.start - before.evidence.span.end <= 2


_SAID = re.compile(r"\b(?:unverified|unconfirmed|not (?:\w+ )?confirm)")


def doubt(made: Candidate, source: Source) -> Candidate:
    """A figure nobody confirms is no result, and is said to be unconfirmed beside it."""
    if not made.facts or _SAID.search(made.printed):
        return made
    text = made.sentence.text.rstrip(".") + "; the article calls this unverified."
    again = make_candidate(
        text,
        Move.CLAUSE,
        Topic.LIMIT,
        source,
        made.sentence.evidence,
        made.weight - weights.DOUBTED,
    )
    return again


def _weigh(
    variant: Variant, passage: Passage, record: Record, source: Source, *, trial: str, length: int
) -> Candidate | None:
    """The candidate with its topic's weight; figures add, length and comment take away."""
    template = variant.text
    figures = find_figures_in(template)
    topic = _topic_by_record(figures, record, source) or find_topic(template, source)
    topic = topic or find_plain_topic(template, source, None)
    if topic is None:
        return None
    text = print_template(template, source)
    if UNVERIFIED.search(text):
        topic = Topic.LIMIT
    topics = weights.TOPICS_OF_A_KIND.get(record.kind, weights.TOPICS_OF_A_STUDY)
    weight = topics.get(topic, weights.OTHER_TOPIC)
    weight += weights.FIGURE * min(weights.FIGURES_AT_MOST, len(figures))
    weight -= weights.SIDE if passage.kind in {SegmentKind.FAQ, SegmentKind.STANDFIRST} else 0
    weight += weights.COUNTED if _is_counted(figures, source) else 0
    weight += weights.RESULT if _is_result(figures, record, source) else 0
    weight -= max(0, len(template.split()) - weights.LONG_FROM) * weights.LONG
    weight -= weights.COMMENT if COMMENT.search(text) else 0
    weight -= (
        weights.SPAN_OF_RATES
        if _is_span_of_rates(figures, source) and length > weights.SHORT
        else 0
    )
    weight -= weights.NO_FIGURE if topic is Topic.MARKET and not figures else 0
    weight += _bearing(text, topic, record, bool(figures))
    weight += weights.DATED if topic is Topic.REGULATORY and _is_dated(figures, source) else 0
    template = _attribute(template, topic, text, source)
    if not variant.leans:
        template = resolve(template, passage, record)
        if not template:
            return None
    if trial and topic in {Topic.BENEFIT, Topic.HARM} and not variant.leans:
        template = place_in(template, trial, text, record)
    return make_candidate(template, variant.move, topic, source, (passage.evidence,), weight)


def _topic_by_record(figures: tuple[int, ...], record: Record, source: Source) -> Topic | None:
    """A harm's rate makes the clause one on harm, a result in two arms one on benefit.

    `None` where neither is there; a clause with a harm and another result is left to its words.
    """
    own = set(figures)
    results = {item.fact for item in record.outcomes} | {o.comparator for o in record.outcomes}
    harms = {item.fact for item in record.safety}
    main = {item.fact for item in record.outcomes if item.comparator}
    told = {fact.id for fact in source.facts if not own.isdisjoint(fact.mentions)}
    if told & results:
        return Topic.BENEFIT if told & main else None
    return Topic.HARM if told & harms else None


def _is_dated(figures: tuple[int, ...], source: Source) -> bool:
    """A step with its date is a step; one without is background."""
    return any(source.figures[index].kind is Kind.DATE for index in figures)


def _is_counted(figures: tuple[int, ...], source: Source) -> bool:
    """Does the clause give a rate with its n/N beside it?"""
    kinds = {source.figures[index].kind for index in figures}
    return {Kind.PROPORTION, Kind.PERCENT} <= kinds


def _is_span_of_rates(figures: tuple[int, ...], source: Source) -> bool:
    """Does the clause give results as a range, which a brief with room tells one by one?"""
    found = (source.figures[index] for index in figures)
    return any(figure.is_range and figure.kind is Kind.PERCENT for figure in found)


def _is_result(figures: tuple[int, ...], record: Record, source: Source) -> bool:
    """Does the clause give a result that the record holds?"""
    results = {item.fact for item in record.outcomes} | {item.fact for item in record.safety}
    mentions = {index for fact in source.facts if fact.id in results for index in fact.mentions}
    return bool(mentions & set(figures))


_DESIGNED = re.compile(
    r"\b[Pp]hase [1-4I]|\b(?:randomi[sz]ed|basket|single-arm|enrol\w+|double-blind|open-label)\b"
)
_PLANNED = re.compile(r"\b(?:plans?|will|expects?|intends?|would)\b")
_BOUNDED = re.compile(
    r"\b(?:not|no|nothing|if|unless|potential\w*|process|but|plans?|expect\w*|may|could|"
    r"subject to)\b"
)
_LASTS = re.compile(
    r"\brunway\b|\bfund (?:its )?operations\b|\bmoney should last\b|\bcash (?:\w+ )*to last\b"
)
_ACTION = re.compile(r"\b(?:recall\w*|clinical hold|warning letter|complete response|refus\w+)\b")
"""What an authority does against a product."""
_DUE = re.compile(r"\b(?:top-?line|readouts?)\b")
"""What an outlook owes its reader: how long the money lasts, and when data come."""
_GRAVE = re.compile(r"\b(?:died|deaths?|fatal)\b")
_SEVERE = re.compile(r"[Gg]rade (?:[3-5]|≥)|\bserious\b")


def _bearing(text: str, topic: Topic, record: Record, has_figures: bool) -> int:  # noqa: FBT001
    """More for a sentence that names the story's own trial or product, less for background."""
    trials = [trial.name for trial in record.trials if trial.name]
    cuts = [cut.label for cut in record.cuts]
    makers = [name.split()[0] for name in record.companies]
    names = [*record.products[:4], *trials, *cuts, *makers]
    bears = any(name and name.lower() in text.lower() for name in names)
    bears = bears or bool(re.match(r"The (?:trial|study)\b", text))
    designed = topic is Topic.CONTEXT and bool(_DESIGNED.search(text))
    bears = bears or (designed and has_figures)
    missed = -weights.STRANGE if topic in {Topic.CONTEXT, Topic.REGULATORY} else -weights.UNNAMED
    bonus = weights.NAMED if bears else missed
    bonus += weights.DESIGN if designed and bears and not _PLANNED.search(text) else 0
    bonus += weights.LIMITED_STEP if topic is Topic.REGULATORY and _BOUNDED.search(text) else 0
    if record.kind is ArticleKind.OUTLOOK:
        bonus += weights.RUNWAY if _LASTS.search(text) else 0
        bonus += weights.DUE if _DUE.search(text) else 0
    if topic is Topic.HARM:
        bonus += weights.FATAL if _GRAVE.search(text) else 0
        bonus += weights.SEVERE if _SEVERE.search(text) else 0
    if topic is Topic.LIMIT and LOST.search(text):
        bonus += weights.LOST
    if topic is Topic.REGULATORY and _ACTION.search(text):
        bonus += weights.ACTION
    if topic is Topic.LIMIT and (UNVERIFIED.search(text) or NO_CONTROL.search(text)):
        unsure = has_figures and UNVERIFIED.search(text)
        bonus += weights.UNVERIFIED_FIGURE if unsure else weights.NO_CONTROL
    return bonus


STEP_ONLY = "; this is a process step, not a sign of approval."
STEP_TOO = "; this too is a process step."
STEP = re.compile(
    r"\b(?:Fast Track|Breakthrough Therapy|RMAT|PRIME|Priority Review|[Oo]rphan|designation|"
    r"[Tt]ype [A-D] meeting|agreement on|alignment)\b"
)
_CAUSAL = re.compile(
    r"\b(?:contributed to|driven by|due to|because of|thanks to|caused|fuelled|sparked)\b"
)


def _attribute(template: str, topic: Topic, text: str, source: Source) -> str:
    """Causes of market moves are the article's; figures it calls unverified are said to be so."""
    if topic is Topic.MARKET and _CAUSAL.search(template) and "the article says" not in template:
        return template.rstrip(".") + ", the article says."
    if topic is Topic.REGULATORY and STEP.search(text) and not _BOUNDED.search(text):
        return template.rstrip(".") + STEP_ONLY
    statuses = [source.roles[index].status for index in find_figures_in(template)]
    if Status.UNVERIFIED in statuses:
        bare = re.sub(r"^(?:[Uu]nverified|[Uu]nconfirmed)[^:]{0,20}: ", "", template)
        if bare != template or not UNVERIFIED.search(text):
            return bare.rstrip(".") + "; the article calls this unverified."
    return template


def _current_trial(passages: list[Passage], record: Record) -> str:
    """The trial the text is speaking of, where the story has several and names one just before."""
    names = [trial.name for trial in record.trials if trial.name]
    if len(names) < 2:
        return ""
    here = [name for name in record.products if name in passages[-1].evidence.text]
    for passage in reversed(passages[-4:]):
        text = passage.evidence.text
        named = [name for name in names if name in text]
        if named:
            return named[0] if len(named) == 1 and all(name in text for name in here) else ""
    return ""


_OWN_TRIAL = re.compile(r"\b(?:trials?|study|studies|[Pp]hase [1-4I]|cohorts? of)\b")


def place_in(template: str, trial: str, text: str, record: Record) -> str:
    """`In DRYSTONE, after 48 weeks …`: a result is never left beside another trial's name."""
    if any(item.name and item.name in text for item in record.trials) or _OWN_TRIAL.search(text):
        return template
    first = template.split()[0]
    lower = first[0].isupper() and first[1:].islower() and first not in record.companies
    return f"In {trial}, " + (template[0].lower() + template[1:] if lower else template)
