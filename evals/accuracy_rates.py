"""What was judged in; shares, intervals and counts out, set by set."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from evals.accuracy_judge import CLAIM, Judged
from evals.intervals import Counts, Interval, Rate, bootstrap
from evals.rates import measure_rate
from schemas.score import Share

Test = Callable[[Judged], bool]


class Measured(NamedTuple):
    """How one checker does on one set."""

    balanced: Decimal | None
    """Mean of the share of wrong texts caught and of faithful ones passed; .5 is a coin's."""
    interval: Interval | None
    caught: Rate
    """Texts with a wrong figure that are flagged."""
    flagged: Rate
    """Faithful texts that are flagged: false alarms."""
    other: Rate
    """Texts wrong elsewhere than in a figure that are flagged; no part of `balanced`."""


class ByKind(NamedTuple):
    """The same for the texts of one kind."""

    axis: str
    kind: str
    caught: Rate
    flagged: Rate
    other: Rate


class PerFigure(NamedTuple):
    """What goes wrong per figure."""

    failed: Rate
    """Figures of faithful texts that fail."""
    claims: int
    """Errors against words of faithful texts."""
    right: Rate
    """Figures labelled right, in faithful texts, that fail."""
    beside: Rate
    """Figures labelled right, in texts that are wrong, that fail."""
    wrong: Rate
    """Figures labelled wrong that fail."""
    unclear: Rate


def is_flagged(judged: Judged) -> bool:
    """Does our checker flag it?"""
    return judged.is_flagged


def is_noticed(judged: Judged) -> bool:
    """Does it flag it or ask a person to look?"""
    return judged.is_noticed


def lacks_number(judged: Judged) -> bool:
    """Does the baseline flag it?"""
    return judged.lacks_number


def measure_checker(rows: Sequence[Judged], test: Test) -> Measured:
    """The headline of one checker on one set."""
    caught, flagged, other = _three(rows, test)
    documents = _count_documents(rows, test)
    value = _balance(tuple(map(sum, zip(*documents, strict=True)))) if documents else None
    interval = bootstrap(documents, _balance)
    if interval and interval.low == interval.high and caught.interval and flagged.interval:
        low = (caught.interval.low + 1 - flagged.interval.high) / 2
        interval = Interval(low, (caught.interval.high + 1 - flagged.interval.low) / 2)
    return Measured(value, interval, caught, flagged, other)


def _three(rows: Iterable[Judged], test: Test) -> tuple[Rate, Rate, Rate]:
    """Wrong in a figure, faithful, and wrong elsewhere: how many of each are flagged."""
    parts: tuple[list[Judged], list[Judged], list[Judged]] = ([], [], [])
    for row in rows:
        parts[0 if row.pair.is_figure_error else 1 if row.pair.is_faithful else 2].append(row)
    first, second, third = (count_rate((r, test(r), 1) for r in part) for part in parts)
    return first, second, third


def count_rate(rows: Iterable[tuple[Judged, int, int]]) -> Rate:
    """Hits and chances of each text, summed by document."""
    documents: dict[str, Share] = {}
    for row, hits, of in rows:
        share = documents.get(row.pair.document, Share(hits=0, of=0))
        documents[row.pair.document] = share + Share(hits=hits, of=of)
    return measure_rate(documents)


def _count_documents(rows: Sequence[Judged], test: Test) -> list[Counts]:
    """By document: wrong ones caught, wrong ones, faithful ones passed, faithful ones."""
    documents: dict[str, list[int]] = {}
    for row in rows:
        counts = documents.setdefault(row.pair.document, [0, 0, 0, 0])
        if row.pair.is_figure_error:
            counts[0] += test(row)
            counts[1] += 1
        elif row.pair.is_faithful:
            counts[2] += not test(row)
            counts[3] += 1
    return [tuple(counts) for counts in documents.values()]


def _balance(counts: Counts) -> Decimal | None:
    caught, wrong, passed, right = counts
    if not wrong or not right:
        return None
    return (Decimal(caught) / wrong + Decimal(passed) / right) / 2


def measure_kinds(rows: Sequence[Judged]) -> tuple[ByKind, ...]:
    """Every kind that the data name, and the kind of figure at stake where one is wrong."""
    groups: dict[tuple[str, str], list[Judged]] = {}
    for row in rows:
        for axis, kind in (*row.pair.kinds, *_told_by_us(row)):
            groups.setdefault((axis, kind), []).append(row)
    return tuple(
        ByKind(axis, kind, *_three(group, is_flagged))
        for (axis, kind), group in sorted(groups.items())
    )


def _told_by_us(row: Judged) -> tuple[tuple[str, str], ...]:
    if not row.pair.is_figure_error:
        return ()
    written = sorted({f.written for f in row.pair.figures if not f.is_supported and f.written})
    return (("figure", row.figure), *((("written in", "+".join(written)),) if written else ()))


def measure_figures(rows: Sequence[Judged]) -> PerFigure:
    """False errors and unclear verdicts per figure."""
    faithful = [row for row in rows if row.pair.is_faithful]
    return PerFigure(
        failed=count_rate((r, sum(f.kind != CLAIM for f in r.faults), r.figures) for r in faithful),
        claims=sum(fault.kind == CLAIM for row in faithful for fault in row.faults),
        right=_label_rate(faithful, is_supported=True),
        beside=_label_rate([r for r in rows if not r.pair.is_faithful], is_supported=True),
        wrong=_label_rate(rows, is_supported=False),
        unclear=count_rate((row, row.unclear, row.figures) for row in rows),
    )


def _label_rate(rows: Sequence[Judged], *, is_supported: bool) -> Rate:
    return count_rate(
        (row, label.is_failed, 1)
        for row in rows
        for label in row.labels
        if label.is_supported is is_supported
    )


def precision(measured: Measured, wrong: Decimal) -> tuple[Decimal | None, Interval | None]:
    """Of 100 alarms, how many are right, when a share `wrong` of the drafts is: Bayes' rule.

    The interval puts the worse ends of both rates' intervals together, and the better ones: it
    holds more often than 95% where the two err independently. `None` where nothing is flagged.

    Example: 90% caught and 5% flagged make 0.02·0.9 / (0.02·0.9 + 0.98·0.05) = 26.9% at 2% wrong.
    """
    caught, flagged = measured.caught, measured.flagged
    if caught.interval is None or flagged.interval is None:
        return None, None
    value = _bayes(caught.share.value, flagged.share.value, wrong)
    low = _bayes(caught.interval.low, flagged.interval.high, wrong)
    high = _bayes(caught.interval.high, flagged.interval.low, wrong)
    return value, Interval(low or Decimal(0), Decimal(1) if high is None else high)


def _bayes(caught: Decimal | None, flagged: Decimal | None, wrong: Decimal) -> Decimal | None:
    right_alarms = wrong * (caught or Decimal(0))
    alarms = right_alarms + (1 - wrong) * (flagged or Decimal(0))
    return right_alarms / alarms if alarms else None


def count_missed(rows: Iterable[Judged]) -> Counter[str]:
    """Wrong texts that passed, by why."""
    return Counter(row.missed.value for row in rows if row.missed)


def count_faults(rows: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """Errors against faithful texts, by rule and kind of figure."""
    faithful = (row for row in rows if row.pair.is_faithful)
    return Counter((fault.rule, fault.kind) for row in faithful for fault in row.faults)
