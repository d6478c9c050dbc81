"""Which cautions a story calls for, chosen from its record and never from a mood.

In: a record and its source. Out: short neutral sentences, the weightiest first. The engine prints
at most one per hundred words of a brief; the notes show them all. The sentences hold no number and
no word that counts as one ("no", "one", "single"), so that a caution can never be a wrong figure.

The kinds are those of BMC Medicine 2019;17:105 (table 1: small, uncontrolled, non-randomised
studies), with the FDA's endpoint guidance of 2018 for surrogates; read 2026-11-21.
"""

from collections.abc import Callable
from decimal import Decimal

from pipeline.balance.lookup import find_denominator, find_rates, find_status, is_rate, is_sized
from schemas.base import Value
from schemas.record import ComparatorKind, Design, Outcome, Record, SafetyEvent
from schemas.source import Source, Status

SMALL_GROUP = Decimal(50)
"""Below this many patients a group is called small: the exact 95% interval around one half is then
wider than 14 points to either side."""


MINOR = 40
"""A caution of less weight stays in the notes."""


class Caution(Value):
    """One sentence that tells a reader how far to trust the results."""

    kind: str
    """`small`, `uncontrolled`, `historical`, `interim`, `surrogate`, `unverified`, …"""
    text: str
    weight: int
    """The higher matters more; the order in which sentences are taken."""


def choose_cautions(record: Record, source: Source) -> tuple[Caution, ...]:
    """The cautions this story calls for, weightiest first; none for a story without results.

    Example: a rate from 6 patients in a single-arm trial gives "The patient groups were small and
    uncontrolled, so the rates are preliminary."
    """
    if not find_rates(record):
        return ()
    cautions = tuple(caution for choose in _RULES for caution in choose(record, source))
    return tuple(sorted(cautions, key=lambda caution: -caution.weight))


def _size_and_control(record: Record, source: Source) -> tuple[Caution, ...]:
    """Small, uncontrolled, or both in one sentence."""
    small, uncontrolled = _has_small_group(record, source), is_uncontrolled(record)
    if small and uncontrolled:
        text = "The patient groups were small and uncontrolled, so the rates are preliminary."
        return (Caution(kind="small_uncontrolled", text=text, weight=90),)
    if small:
        text = "The patient groups were small, so the rates are imprecise."
        return (Caution(kind="small", text=text, weight=70),)
    if uncontrolled:
        text = "The study was uncontrolled, so the rates cannot be set against other treatments."
        return (Caution(kind="uncontrolled", text=text, weight=60),)
    return ()


def _comparator(record: Record, _: Source) -> tuple[Caution, ...]:
    """A benchmark from elsewhere is not a control group."""
    kinds = {outcome.comparator_kind for outcome in record.outcomes}
    if ComparatorKind.HISTORICAL in kinds:
        text = "The benchmark is historical, not a control group in the same trial."
        return (Caution(kind="historical", text=text, weight=80),)
    if ComparatorKind.STANDARD_UNIDENTIFIED in kinds:
        text = "The standard treatment used for comparison is not identified."
        return (Caution(kind="comparator_unidentified", text=text, weight=75),)
    return ()


def _timing_and_measure(record: Record, _: Source) -> tuple[Caution, ...]:
    """Interim, surrogate, or both in one sentence."""
    interim = any(cut.interim or cut.futility for cut in record.cuts)
    futility = any(cut.futility for cut in record.cuts)
    surrogate = any(outcome.surrogate for outcome in record.outcomes)
    if interim and surrogate:
        text = (
            "The analysis is interim and its measure a surrogate, "
            "so clinical benefit is not yet shown."
        )
        return (Caution(kind="interim_surrogate", text=text, weight=85),)
    if surrogate:
        text = "The measure is a surrogate, not a clinical outcome such as survival."
        return (Caution(kind="surrogate", text=text, weight=65),)
    if futility:
        text = "A futility analysis tests whether to stop a trial; it is not a test of efficacy."
        return (Caution(kind="futility", text=text, weight=65),)
    if interim:
        text = "The analysis is interim, so later data may differ."
        return (Caution(kind="interim", text=text, weight=55),)
    return ()


def _denominator(record: Record, source: Source) -> tuple[Caution, ...]:
    """Rates whose number of patients the article does not give."""
    every = tuple(item for item in find_rates(record) if is_rate(source, item))
    sure = tuple(item for item in every if not _is_unverified(item))
    rates = sure if any(isinstance(item, Outcome) for item in sure) else every
    missing = tuple(item for item in rates if not is_sized(source, item))
    if not missing:
        return ()
    some = len(missing) < len(rates) or len(record.cohorts) > 1
    benefit = any(isinstance(item, Outcome) for item in missing)
    if not benefit:
        harms = [item for item in rates if not isinstance(item, Outcome)]
        if len(missing) < len(harms):
            text = "The number of patients is not given for every safety rate."
            return (Caution(kind="denominator", text=text, weight=MINOR - 1),)
        behind = "each safety rate" if record.cohorts else "the safety rates"
        text = f"The number of patients behind {behind} is not given."
    elif some:
        text = "The number of patients is not given for every rate."
    elif record.cohorts:
        text = "The number of patients in each group is not given."
    else:
        text = "The number of patients behind the rates is not given."
    return (Caution(kind="denominator", text=text, weight=78 if not some else MINOR - 1),)


def _is_unverified(item: Outcome | SafetyEvent) -> bool:
    """A result nobody confirms has worse faults than a missing number of patients."""
    return isinstance(item, Outcome) and item.status is Status.UNVERIFIED


def _durability(record: Record, _: Source) -> tuple[Caution, ...]:
    """How long an effect lasts, where the article itself leaves it open."""
    if not any(question.topic == "durability" for question in record.open_questions):
        return ()
    text = "How long the effect lasts is not yet known."
    return (Caution(kind="durability", text=text, weight=76),)


def _unverified(record: Record, source: Source) -> tuple[Caution, ...]:
    """Results the article itself calls unconfirmed."""
    flagged = any(
        find_status(source, item.fact) is Status.UNVERIFIED
        or (isinstance(item, Outcome) and item.status is Status.UNVERIFIED)
        for item in find_rates(record)
    )
    if not flagged:
        return ()
    text = "Figures called unverified are not confirmed results."
    return (Caution(kind="unverified", text=text, weight=MINOR - 2),)


def _has_small_group(record: Record, source: Source) -> bool:
    """Do all results whose number of patients is stated rest on fewer than `SMALL_GROUP`?

    A small subgroup in a large trial makes no small trial.
    """
    known = [find_denominator(source, item) for item in find_rates(record)]
    sizes = [size for size in known if size is not None]
    return bool(sizes) and max(sizes) < SMALL_GROUP


def is_uncontrolled(record: Record) -> bool:
    """Does the article say that the trial behind the results had no control?

    A trial it calls randomised is never called uncontrolled, and one whose design it does not state
    is not guessed at.
    """
    designs = {design for trial in record.trials for design in trial.designs}
    return Design.RANDOMISED not in designs and bool(designs & _WITHOUT_CONTROL)


_WITHOUT_CONTROL = frozenset({Design.SINGLE_ARM, Design.UNCONTROLLED})

_RULES: tuple[Callable[[Record, Source], tuple[Caution, ...]], ...] = (
    _size_and_control,
    _comparator,
    _timing_and_measure,
    _denominator,
    _durability,
    _unverified,
)
