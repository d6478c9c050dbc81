"""What is measured of a run, in one closed table. In: case records; out: rates with intervals.

Beside every rate stand the cases that were skipped, that errored and that abstained. A measure is
hard where a single new case of it blocks, whatever the statistics say.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import reduce
from operator import add
from typing import NamedTuple

from evals import counts
from evals.counts import NOTHING, Count, each, each_brief, first, in_reading, in_text, released
from evals.intervals import Rate
from evals.rates import measure_rates
from schemas.eval import CaseRecord, Ending, Run
from schemas.golden import Split
from schemas.score import Share


class Better(StrEnum):
    """Which way is up."""

    HIGHER = "higher"
    LOWER = "lower"


class Group(StrEnum):
    """What a measure is of; reports print a table for each."""

    RELEASED = "The released brief"
    WITHHELD = "What was withheld"
    FIRST = "The first draft"
    NOTES = "Notes for the editor"
    READING = "Reading the article"
    CHECKER = "Our checker against the labels"
    ENDINGS = "How cases ended"


class Measure(NamedTuple):
    """One thing that is counted of every case; `share` is pure."""

    name: str
    group: Group
    better: Better
    title: str
    """What is counted, `of` what it is counted in."""
    share: Count
    is_hard: bool = False


_UP, _DOWN = Better.HIGHER, Better.LOWER
_R, _W, _F = Group.RELEASED, Group.WITHHELD, Group.FIRST
_N, _G, _C, _E = Group.NOTES, Group.READING, Group.CHECKER, Group.ENDINGS

MEASURES = (
    Measure(
        "errors_released",
        _R,
        _DOWN,
        "figures that the labels call wrong",
        in_text(released, counts.errors),
        is_hard=True,
    ),
    Measure(
        "hallucinated_released",
        _R,
        _DOWN,
        "figures that no label has",
        in_text(released, counts.hallucinated),
        is_hard=True,
    ),
    Measure(
        "violations_released",
        _R,
        _DOWN,
        "must-not-say sentences that are said",
        in_text(released, counts.violations),
        is_hard=True,
    ),
    Measure(
        "clean_released",
        _R,
        _UP,
        "briefs that came with no wrong figure and nothing forbidden",
        each_brief(counts.is_clean),
    ),
    Measure(
        "opinions_released",
        _R,
        _DOWN,
        "sentences that voice the writer's opinion as their own",
        counts.own_opinions,
    ),
    Measure("must_released", _R, _UP, "must-say sentences covered", counts.must(released)),
    Measure("should_released", _R, _UP, "should-say sentences covered", counts.should(released)),
    Measure(
        "gates_released",
        _R,
        _UP,
        "briefs whose balance gates all pass",
        each_brief(lambda case, _: case.balance_ok),
    ),
    Measure("balance_released", _R, _UP, "balance points of 100", counts.balance),
    Measure(
        "copied_released",
        _R,
        _UP,
        f"briefs with no run of over {counts.MOST_COPIED} words copied",
        each_brief(lambda _, brief: brief.longest_copied_run <= counts.MOST_COPIED),
    ),
    Measure(
        "checked_released",
        _R,
        _UP,
        "briefs that our own checker passes",
        each_brief(lambda _, brief: brief.checker_ok),
    ),
    Measure("withheld", _W, _DOWN, "sentences withheld", counts.withheld),
    Measure("must_lost", _W, _DOWN, "must-says lost since the first draft", counts.lost),
    Measure(
        "errors_first",
        _F,
        _DOWN,
        "figures that the labels call wrong",
        in_text(first, counts.errors),
    ),
    Measure(
        "hallucinated_first",
        _F,
        _DOWN,
        "figures that no label has",
        in_text(first, counts.hallucinated),
    ),
    Measure(
        "violations_first",
        _F,
        _DOWN,
        "must-not-say sentences that are said",
        in_text(first, counts.violations),
    ),
    Measure("must_first", _F, _UP, "must-say sentences covered", counts.must(first)),
    Measure("should_first", _F, _UP, "should-say sentences covered", counts.should(first)),
    Measure("conflicts", _N, _UP, "labelled conflicts that a note names", counts.conflicts),
    Measure(
        "conflict_notes",
        _N,
        _UP,
        "notes on conflicts that a label bears out",
        lambda case: case.conflict_notes,
    ),
    Measure("gaps", _N, _UP, "labelled gaps that a note names", counts.gaps),
    Measure(
        "gap_notes",
        _N,
        _UP,
        "notes on gaps that a label bears out",
        lambda case: case.gap_notes,
    ),
    Measure("found", _G, _UP, "labelled figures found", counts.found),
    Measure(
        "right",
        _G,
        _UP,
        "reported figures that are labelled ones",
        in_reading(lambda reading: reading.right),
    ),
    Measure(
        "values",
        _G,
        _UP,
        "values and units read as labelled, of those found",
        in_reading(lambda reading: reading.values),
    ),
    Measure(
        "tuples",
        _G,
        _UP,
        "roles whose measure is read and that contradict no label, of those found",
        in_reading(lambda reading: reading.tuples),
    ),
    Measure(
        "named",
        _G,
        _UP,
        "labelled arms, populations, products and cuts that were read",
        in_reading(lambda reading: reading.named),
    ),
    Measure(
        "checker_missed",
        _C,
        _DOWN,
        "wrong figures of the first draft that it passes",
        in_text(first, counts.passed_wrong),
    ),
    Measure(
        "checker_false",
        _C,
        _DOWN,
        "right figures of the first draft that it fails",
        in_text(first, counts.failed_right),
    ),
    Measure(
        "errored",
        _E,
        _DOWN,
        "cases without a brief: a crash, a refusal, an answer in no shape",
        each(lambda case: case.ending is Ending.ERRORED),
        is_hard=True,
    ),
    Measure(
        "abstained",
        _E,
        _DOWN,
        "briefs of which every sentence was withheld",
        each(lambda case: case.ending is Ending.ABSTAINED),
        is_hard=True,
    ),
)
"""All that a run is judged by; the name is what machine forms and gates call it."""


class Endings(NamedTuple):
    """What became of the cases, so that no rate hides one."""

    scored: int
    abstained: int
    errored: int
    skipped: int


class Measured(NamedTuple):
    """One measure of many cases."""

    measure: Measure
    rate: Rate
    documents: int
    """Articles in which there was something to count."""
    endings: Endings


def measure_run(run: Run) -> tuple[Measured, ...]:
    """Every measure over all cases of a run, in the order of `MEASURES`."""
    return measure_cases(run.cases)


def measure_by_split(run: Run) -> Mapping[Split, tuple[Measured, ...]]:
    """Every measure for each split that the run has cases of."""
    groups = {split: [case for case in run.cases if case.split is split] for split in Split}
    return {split: measure_cases(cases) for split, cases in groups.items() if cases}


def measure_by_kind(run: Run) -> Mapping[str, tuple[Measured, ...]]:
    """Every measure for each kind of story, in alphabetical order."""
    kinds = sorted({case.kind for case in run.cases})
    return {
        kind: measure_cases([case for case in run.cases if case.kind == kind]) for kind in kinds
    }


def measure_cases(cases: Sequence[CaseRecord]) -> tuple[Measured, ...]:
    """Every measure over some cases; stories and repeats of an article nest in it."""
    tables = [_by_document(measure.share, cases) for measure in MEASURES]
    endings = count_endings(cases)
    return tuple(
        Measured(measure, rate, sum(share.of > 0 for share in table.values()), endings)
        for measure, rate, table in zip(MEASURES, measure_rates(tables), tables, strict=True)
    )


def count_endings(cases: Iterable[CaseRecord]) -> Endings:
    """How many cases were scored, abstained, errored and were never asked."""
    ends = [case.ending for case in cases]
    return Endings(
        scored=ends.count(Ending.SCORED),
        abstained=ends.count(Ending.ABSTAINED),
        errored=ends.count(Ending.ERRORED),
        skipped=ends.count(Ending.SKIPPED),
    )


def count_missing(run: Run) -> int:
    """Cases that the header promises and no line reports: the run was cut short."""
    promised = sum(golden.stories for golden in run.header.goldens) * run.header.repeats
    return max(0, promised - len(run.cases))


def _by_document(count: Count, cases: Sequence[CaseRecord]) -> dict[str, Share]:
    table: dict[str, list[Share]] = {}
    for case in cases:
        table.setdefault(case.document, []).append(count(case))
    return {document: reduce(add, shares, NOTHING) for document, shares in table.items()}
