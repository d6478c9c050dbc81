"""What was tried, counted: by operator, by kind of figure, by group with its target.

In: what mutation testing gave. Out: shares with intervals, and which targets are missed. Mutants of
one article are caught and missed together, so articles are what intervals draw again.
"""

from collections.abc import Iterable
from decimal import Decimal

from evals.intervals import Interval
from evals.operators import BENIGN, OperatorTable, read_operators
from evals.rates import measure_rates
from schemas.base import Value
from schemas.power import Power, Tried
from schemas.score import Share

Key = tuple[str, ...]


class Row(Value):
    """One line of a table: of how many tried how many failed the check."""

    names: Key
    """Operator or edit, or group; then the kind of figure where the line is of one."""
    share: Share
    """Of mutants those caught; of benign edits those failed, which are false alarms."""
    interval: Interval | None
    """95%: Wilson's where no article was tried twice, else by articles drawn again, as
    `evals.rates` tells; `None` where nothing was tried."""
    warned: int = 0
    """Tried beside those that were only warned of."""


class GroupRow(Value):
    """One group against its target."""

    row: Row
    target: Decimal
    """At least so many caught; of benign edits at most so many failed."""

    @property
    def is_met(self) -> bool:
        """Does the share itself reach the target? A group that nothing tried does not."""
        value = self.row.share.value
        if value is None:
            return False
        return value <= self.target if self.row.names == (BENIGN,) else value >= self.target


class PowerTable(Value):
    """Everything counted."""

    groups: tuple[GroupRow, ...]
    operators: tuple[Row, ...]
    """In the order of `operators.toml`, an operator that found nothing to change with 0 of 0."""
    kinds: tuple[Row, ...]
    """Mutants by kind of figure, the commonest first."""
    cells: tuple[Row, ...]
    """Operator and kind together, where something was tried."""
    edits: tuple[Row, ...]
    survivors: tuple[Tried, ...]
    """Mutants that passed."""
    alarms: tuple[Tried, ...]
    """Benign edits that failed."""
    sentences: int
    """True sentences that were taken."""
    unsound: tuple[str, ...]
    """Those of them that fail as they are; nothing was tried on them."""

    @property
    def missed(self) -> tuple[str, ...]:
        """Groups that do not reach their target."""
        return tuple(group.row.names[0] for group in self.groups if not group.is_met)


def count_power(power: Power, table: OperatorTable | None = None) -> PowerTable:
    """The tables of what was tried; raises `KeyError` for a mutant of no operator of the table."""
    table = table or read_operators()
    mutants = [tried for tried in power.tried if not tried.is_benign]
    edits = [tried for tried in power.tried if tried.is_benign]
    by_kind = _rows(((tried.kind.value,), tried) for tried in mutants)
    return PowerTable(
        groups=tuple(
            GroupRow(row=row, target=dict(table.targets)[row.names[0]])
            for row in _rows(
                (((_group(tried, table),), tried) for tried in power.tried),
                [(name,) for name, _ in table.targets],
            )
        ),
        operators=_rows(_by_name(mutants), [(entry.name,) for entry in table.operators]),
        kinds=tuple(sorted(by_kind, key=lambda row: (-row.share.of, row.names))),
        cells=_rows(((tried.operator, tried.kind.value), tried) for tried in mutants),
        edits=_rows(_by_name(edits), [(name,) for name, _ in table.edits]),
        survivors=tuple(tried for tried in mutants if not tried.failed),
        alarms=tuple(tried for tried in edits if tried.failed),
        sentences=power.sentences,
        unsound=power.unsound,
    )


def _group(tried: Tried, table: OperatorTable) -> str:
    return BENIGN if tried.is_benign else table.entry(tried.operator).group


def _by_name(tried: Iterable[Tried]) -> Iterable[tuple[Key, Tried]]:
    return (((each.operator,), each) for each in tried)


def _rows(outcomes: Iterable[tuple[Key, Tried]], names: Iterable[Key] = ()) -> tuple[Row, ...]:
    """A row a name, those named first in their order, then others as they come."""
    each: dict[Key, list[Tried]] = {name: [] for name in names}
    for name, tried in outcomes:
        each.setdefault(name, []).append(tried)
    rates = measure_rates([_by_golden(group) for group in each.values()])
    return tuple(
        Row(
            names=name,
            share=rate.share,
            interval=rate.interval,
            warned=sum(tried.warned for tried in group),
        )
        for (name, group), rate in zip(each.items(), rates, strict=True)
    )


def _by_golden(group: Iterable[Tried]) -> dict[str, Share]:
    counts: dict[str, list[bool]] = {}
    for tried in group:
        counts.setdefault(tried.golden, []).append(tried.failed)
    return {golden: Share(hits=sum(each), of=len(each)) for golden, each in counts.items()}
