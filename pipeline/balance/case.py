"""What every rule is handed: one brief, its record, its source, its figure report, and look-ups.

In: the parts of a brief. Out: a `Case` that knows which facts each sentence uses, also where a
sentence names none itself (a model's or an editor's free text): then the figure report's evidence
tells, from the source figure that a checked figure was found to match.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.balance.lookup import find_fact, find_figures_of
from schemas.balance import Outcome
from schemas.brief import BriefSentence
from schemas.draft import Topic
from schemas.figure import Figure, Kind
from schemas.record import Record
from schemas.source import Fact, Source
from schemas.verdict import FigureCheck, FigureReport, Verdict

Key = tuple[object, ...]
"""What a figure says, comparable: its unit and values, a date's days, else its words."""


@dataclass(frozen=True)
class Case:
    """One brief to be weighed, with what its sentences use of the source."""

    headline: str
    sentences: tuple[BriefSentence, ...]
    record: Record
    source: Source
    report: FigureReport
    headline_facts: frozenset[str]
    """Fact ids the headline uses."""
    facts: tuple[frozenset[str], ...]
    """Fact ids each sentence uses, in the order of `sentences`."""
    figures: tuple[tuple[Figure, ...], ...]
    """The figures of each sentence, as the checker found them."""
    equal: Mapping[Key, tuple[Fact, ...]]
    """The source's facts by what their figures say."""

    @property
    def text(self) -> str:
        """Headline and sentences as one text."""
        return " ".join((self.headline, *(sentence.text for sentence in self.sentences)))


@dataclass(frozen=True)
class Answer:
    """What one rule says: the outcome, and why in one sentence."""

    outcome: Outcome
    reason: str


def passed(reason: str) -> Answer:
    """The brief keeps this rule."""
    return Answer(Outcome.PASS, reason)


def failed(reason: str) -> Answer:
    """The brief breaks this rule."""
    return Answer(Outcome.FAIL, reason)


def not_applicable(reason: str) -> Answer:
    """The rule has nothing to ask of this brief, because its source offers nothing to ask for."""
    return Answer(Outcome.NOT_APPLICABLE, reason)


def build_case(
    headline: str,
    sentences: Sequence[BriefSentence],
    record: Record,
    source: Source,
    report: FigureReport,
) -> Case:
    """A case with its look-ups filled in once."""
    start = len(headline) + 1
    per_sentence = tuple(
        tuple(
            check
            for check in report.checks
            if sentence.span.start <= check.figure.span.start - start < sentence.span.end
        )
        for sentence in sentences
    )
    in_headline = tuple(check for check in report.checks if check.figure.span.start < start)
    return Case(
        headline=headline,
        sentences=tuple(sentences),
        record=record,
        source=source,
        report=report,
        headline_facts=_facts_of(in_headline, source),
        facts=tuple(
            frozenset(sentence.facts) | _facts_of(checks, source)
            for sentence, checks in zip(sentences, per_sentence, strict=True)
        ),
        figures=tuple(tuple(check.figure for check in checks) for checks in per_sentence),
        equal=_group_equal(source),
    )


def find_sentences_using(case: Case, fact_id: str) -> tuple[int, ...]:
    """The indexes of the sentences that use this fact, or another fact that says the same."""
    same = find_same_facts(case, fact_id)
    return tuple(index for index, facts in enumerate(case.facts) if facts & same)


def find_numbers(case: Case, indexes: Iterable[int]) -> frozenset[Decimal]:
    """The values these sentences print, as the checker found them or as plain digits."""
    chosen = tuple(indexes)
    found = {
        value
        for index in chosen
        for figure in case.figures[index]
        for value in (*figure.values, figure.part, figure.whole)
        if value is not None
    }
    digits = (_NUMBER.findall(case.sentences[index].text) for index in chosen)
    return frozenset(found | {Decimal(n.replace(",", "")) for numbers in digits for n in numbers})


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def find_topic(case: Case, *topics: Topic) -> tuple[int, ...]:
    """The indexes of the sentences on any of these topics."""
    return tuple(i for i, sentence in enumerate(case.sentences) if sentence.topic in topics)


def find_same_facts(case: Case, fact_id: str) -> frozenset[str]:
    """The fact and all others that say the same: an article often gives one result in four places.

    The same is: an equal figure, and no part of the role that both name and name differently. Where
    the words around a figure only count people ("7 of 11 evaluable patients"), it may be any rate.
    """
    fact = find_fact(case.source, fact_id)
    if fact is None:
        return frozenset()
    equal = (other for key in _values(case.source, fact) for other in case.equal[key])
    return frozenset(other.id for other in equal if _is_same(fact, other)) | {fact_id}


FEWEST = 5
"""A fraction of fewer (`2/3`) is a share of something, not a count of people."""


def _group_equal(source: Source) -> dict[Key, tuple[Fact, ...]]:
    """The facts by what their figures say, so that equal ones are found without a search."""
    groups: dict[Key, list[Fact]] = {}
    for fact in source.facts:
        for key in _values(source, fact):
            groups.setdefault(key, []).append(fact)
    return {key: tuple(facts) for key, facts in groups.items()}


def _is_same(one: Fact, other: Fact) -> bool:
    """Do two facts with an equal figure name nothing differently?"""
    a, b = one.role, other.role
    pairs = (
        (_endpoint(a.measure), _endpoint(b.measure)),
        (a.grade, b.grade),
        (a.population, b.population),
        (a.arm, b.arm),
        (a.product, b.product),
        (a.cut, b.cut),
        (a.time, b.time),
        (a.comparator, b.comparator),
    )
    return all(x == y or not x or not y for x, y in pairs)


def _endpoint(measure: str) -> str:
    """What is measured, or nothing where the words only say how many people there were."""
    return "" if measure in {"evaluable", "enrolled", "treated", "sample size"} else measure


def _values(source: Source, fact: Fact) -> frozenset[Key]:
    """What a fact's mentions say, comparable: unit and values, a date's days, else the words.

    A count of five or more people is also its percentage: `7 of 11` is 64%.
    """
    shares = frozenset(
        ("%", (round(100 * figure.part / figure.whole) * Decimal(1),))
        for figure in find_figures_of(source, fact.id)
        if figure.part is not None and figure.whole is not None and figure.whole >= FEWEST
    )
    return shares | frozenset(
        (figure.first, figure.last)
        if figure.first
        else (figure.unit, figure.values or figure.text.lower())
        for figure in find_figures_of(source, fact.id)
    )


_USED = frozenset({Verdict.EXACT, Verdict.ROUNDED, Verdict.UNCLEAR, Verdict.OVERSTATED})


def _facts_of(checks: Sequence[FigureCheck], source: Source) -> frozenset[str]:
    """The facts whose figures the checker found these figures to match."""
    spans = [
        evidence.span
        for check in checks
        if check.verdict in _USED or _is_recount(check)
        for evidence in check.evidence
        if evidence.source_id == source.id
    ]
    mentioned = {
        index
        for index, figure in enumerate(source.figures)
        if any(span.overlaps(figure.span) for span in spans)
    }
    return frozenset(fact.id for fact in source.facts if mentioned & set(fact.mentions))


def _is_recount(check: FigureCheck) -> bool:
    """Is this `4 of 6` for the source's 67%: the fact itself, said in another form?

    A difference or a multiple is derived from facts without saying either of them.
    """
    forms = {Kind.PROPORTION, Kind.PERCENT, Kind.COUNT}
    return check.verdict is Verdict.DERIVED and check.figure.kind in forms
