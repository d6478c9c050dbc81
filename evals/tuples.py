"""Is a figure read whole: its value, what it is, of whom, when, and how sure?

In: a story as the engine read it, beside its labels. Out: shares, and every fault in a line.

The engine's reading of a figure is its role and, where it knows no cue, the words nearest it; a
label's field is met where the reading has half of its words. What the label leaves empty is not
asked for, nor are words of a measure that its paragraph does not print where it prints others: a
label is in an editor's words, and nobody can read in a text what is not there. A tuple is spoilt by
what contradicts the label; what was not read at all spoils none, and is counted apart, as `named`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from evals.figures import has_value, is_same_value, pair_figures, show_in_context
from evals.truth import Shelf
from evals.truth_roles import read_words
from pipeline.figures.conflict import CLOCK
from pipeline.figures.senses import read_senses
from schemas.eval import Reading
from schemas.figure import Figure, Kind
from schemas.golden import GoldenFact, GoldenFigure
from schemas.score import Share
from schemas.source import Role, Source, Status
from schemas.text import Span

MOST = Decimal("0.5")
"""Of a field's words, the share that a reading must have."""

_UNROLED = frozenset({Kind.GRADE, Kind.LINE, Kind.ORDINAL, Kind.DATE})
"""Kinds whose measure is the fact they stand beside; only their value is asked for."""

_TIME_OF = re.compile(r"(\b(?:time|time point|length|duration|period)) (?:of|for|to|between)\b.*")
"""`time of the main result`: what a time is of is the fact that it stands beside."""


def score_reading(shelf: Shelf, source: Source) -> Reading:
    """Set the figures that the engine read in one story beside those labelled there.

    `source` is the story as the engine read it: spans are into the page.
    """
    plates = [plate.span for plate in shelf.golden.labels.boilerplate]
    labelled = [figure.span for figure in shelf.figures]
    reported = [figure for figure in source.figures if not _is_aside(figure.span, plates, labelled)]
    pairs = pair_figures(shelf.figures, reported)
    surest = {at: fact.role.status for fact in source.facts for at in fact.mentions}
    read_of = {
        figure.span: _Read(role, sense, max(role.status, surest.get(at, role.status)))
        for at, (figure, role, sense) in enumerate(
            zip(source.figures, source.roles, read_senses(source), strict=True)
        )
    }
    valued = [pair for pair in pairs if has_value(pair[0])]
    right = [pair for pair in valued if is_same_value(*pair)]
    told = [tuple(_faults(*pair, read_of[pair[1].span], shelf)) for pair in right]
    faults = [
        f"{show_in_context(shelf.golden.text, label.span)}: {fault}"
        for (label, _), each in zip(right, told, strict=True)
        for fault in each
    ]
    return Reading(
        found=Share(hits=len(pairs), of=len(shelf.figures)),
        right=Share(hits=len(pairs), of=len(reported)),
        values=Share(hits=len(right), of=len(valued)),
        tuples=Share(hits=sum(not each for each in told), of=len(valued)),
        named=_count_named(shelf, {label.span: read_of[figure.span] for label, figure in pairs}),
        wrong=tuple(faults),
    )


def _count_named(shelf: Shelf, read_of: Mapping[Span, "_Read"]) -> Share:
    """Whose the labelled figures are: the fields that were read, of all that are labelled.

    A figure that was not found has none of its fields read.
    """
    asked = [
        (fact, field, words, read_of.get(label.span))
        for label in shelf.figures
        if label.kind not in _UNROLED
        for fact in [shelf.facts[label.fact]]
        for field in _NAMED
        if (words := read_words(getattr(fact, field)))
    ]
    hits = sum(
        read is not None and _is_named(fact, field, words, read.role)
        for fact, field, words, read in asked
    )
    return Share(hits=hits, of=len(asked))


_NAMED = ("arm", "population", "product", "cut")


def _is_named(fact: GoldenFact, field: str, words: frozenset[str], role: Role) -> bool:
    """Does the role, or do the words nearest the figure, tell the field as the label does?"""
    if field == "arm" and role.arm and _is_arm(fact, role):
        return True
    told = f"{role.arm} {role.population} {role.product} {role.line}"
    own = read_words(role.cut if field == "cut" else told)
    return _has(own | role.near, words)


class _Read(NamedTuple):
    """What the engine makes of a figure: its cues, and the words that tell what it measures."""

    role: Role
    sense: frozenset[str]
    status: Status
    """The most careful of all its mentions, as a label gives it to the fact."""


def _is_aside(span: Span, plates: Sequence[Span], labelled: Sequence[Span]) -> bool:
    """Is it in boilerplate, and not itself labelled there?"""
    return any(plate.overlaps(span) for plate in plates) and not any(
        label.overlaps(span) for label in labelled
    )


def _faults(label: GoldenFigure, figure: Figure, read: _Read, shelf: Shelf) -> Iterator[str]:
    """Every field of the label that the reading does not meet."""
    role = read.role
    fact = shelf.facts[label.fact]
    if (figure.bound, figure.approximate) != (label.bound, label.approximate):
        yield f"bound {figure.bound} {figure.hedge!r}, the label says {label.bound} {label.hedge!r}"
    if _surety(read.status) is not _surety(fact.status):
        yield f"status {read.status.name}, the label says {fact.status.name}"
    if label.kind in _UNROLED:
        return
    near = read_words(f"{role.measure} {role.product} {role.arm}") | role.near | role.words
    near |= read.sense
    measure = fact.measure
    if label.kind is Kind.DURATION or role.before.rstrip().endswith(CLOCK):
        measure = _TIME_OF.sub(r"\1", measure)
    asked = read_words(measure)
    asked = asked & read_words(_paragraph(shelf.golden.text, label.span)) or asked
    if not _has(near, asked):
        yield f"measure {role.measure!r}, the label says {fact.measure!r}"
    yield from _of_whom(fact, role)
    if fact.cut and role.cut and not read_words(fact.cut) & (read_words(role.cut) | role.words):
        yield f"cut {role.cut!r}, the label says {fact.cut!r}"


def _of_whom(fact: GoldenFact, role: Role) -> Iterator[str]:
    """Arm, population and product, where the reading names another than the label."""
    known = role.words | read_words(f"{role.arm} {role.population} {role.product} {role.line}")
    if fact.arm and role.arm and not _is_arm(fact, role) and not _has(known, read_words(fact.arm)):
        yield f"arm {role.arm!r}, the label says {fact.arm!r}"
    if (
        fact.population
        and role.population
        and not _is_study(fact.population)
        and not read_words(role.population) & read_words(f"{fact.population} {fact.arm}")
        and not _has(known, read_words(fact.population))
    ):
        yield f"population {role.population!r}, the label says {fact.population!r}"
    named = read_words(f"{fact.product} {fact.arm} {fact.company} {fact.population}")
    if role.product and fact.product and not read_words(role.product) & named:
        yield f"product {role.product!r}, the label says {fact.product!r}"


def _is_study(population: str) -> bool:
    """Does a label name a study for its people, whom a reader may tell by their disease?"""
    return all(not word.islower() or word in _OF_STUDY for word in population.split())


_OF_STUDY = frozenset({"study", "trial", "registry", "cohort", "cohorts", "all", "patients"})


def _is_arm(fact: GoldenFact, role: Role) -> bool:
    """`control` for placebo, `treatment` for the arm of the product."""
    control = bool(fact.comparator)
    return role.arm == ("control" if control else "treatment")


def _paragraph(text: str, span: Span) -> str:
    """The words between the empty lines around a figure."""
    end = text.find("\n\n", span.end)
    return text[text.rfind("\n\n", 0, span.start) + 1 : end if end >= 0 else len(text)]


def _has(known: frozenset[str], words: frozenset[str]) -> bool:
    """Has the reading enough of a field's words?"""
    return not words or len(words & known) >= MOST * len(words)


def _surety(status: Status) -> Status:
    """What a company says of itself is reported, too."""
    return Status.REPORTED if status is Status.COMPANY else status
