"""The first move, for results: a data sentence from a slot pattern.

In: a record and its source. Out: candidates whose every word is a slot's or the article's. Only
results whose slots are all filled get one; the rest are left to the source's own clauses.
"""

from pipeline.balance.lookup import find_figures_of
from pipeline.embedded.candidate import Candidate, make_candidate
from pipeline.embedded.weights import DATA_ALONE, DATA_PAIR
from schemas.draft import Move, Topic
from schemas.record import ComparatorKind, Outcome, Record
from schemas.source import Source, Status

_RESPONDING = {
    "orr": "responded",
    "cr": "had a complete response",
    "pr": "had a partial response",
    "mrd": "were MRD-negative",
    "relapse": "relapsed",
}
"""What the people counted did, for measures that count people."""


def draft_outcomes(record: Record, source: Source) -> tuple[Candidate, ...]:
    """One sentence for each result that the record holds in full."""
    found = []
    for outcome in record.outcomes:
        if outcome.status >= Status.EXPECTED:
            continue
        template = _pair(outcome, record, source)
        if template:
            whole = outcome.comparator or len(record.outcomes) < 3
            weight = DATA_PAIR if whole else DATA_ALONE
            found.append(
                make_candidate(template, Move.DATA, Topic.BENEFIT, source, outcome.evidence, weight)
            )
    return tuple(found)


def _has_counts(source: Source, fact: str) -> bool:
    return any(
        figure.whole is not None and figure.part is not None
        for figure in find_figures_of(source, fact)
    )


def _has_percent(source: Source, fact: str) -> bool:
    return any(figure.unit == "%" for figure in find_figures_of(source, fact))


def _pair(outcome: Outcome, record: Record, source: Source) -> str:
    """`7 of 12 patients on A (58.3%) responded against 2 of 12 (16.7%) on B.`"""
    verb = _RESPONDING.get(outcome.measure)
    facts = (outcome.fact, outcome.comparator)
    if not verb or not all(facts) or outcome.comparator_kind is not ComparatorKind.CONCURRENT:
        return ""
    if not all(_has_counts(source, fact) and _has_percent(source, fact) for fact in facts):
        return ""
    arm = outcome.product or next(iter(record.products), "")
    rival = find_rival_arm(outcome, source)
    if not arm or not rival:
        return ""
    words = " ".join(item.text for item in outcome.evidence)
    trial = next(
        (f"{item.name} " for item in record.trials if item.name and item.name in words), ""
    )
    when = f"At the {trial}{outcome.cut}, " if outcome.cut.endswith(("analysis", "look")) else ""
    return (
        f"{when}{{{outcome.fact}:count}} {arm} patients ({{{outcome.fact}}}) {verb} "
        f"against {{{outcome.comparator}:count}} ({{{outcome.comparator}}}) {rival}."
    )


_RIVALS = ("placebo", "observation", "standard of care", "control", "sham", "usual care")


def find_rival_arm(outcome: Outcome, source: Source) -> str:
    """What the control arm had, in the article's word: `with placebo`, `under observation`."""
    words = " ".join(item.text for item in outcome.evidence).lower()
    for rival in _RIVALS:
        if rival in words:
            return {"observation": "under observation", "control": "in the control arm"}.get(
                rival, f"with {rival}"
            )
    return ""
