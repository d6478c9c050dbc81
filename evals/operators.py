"""What `evenbrief evals power` tries, as the table `operators.toml` tells it.

In: the table. Out: each operator with its group and the errors it stands for, each benign edit, and
what each group must reach.
"""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from schemas.base import Value

_TABLE = Path(__file__).parent / "operators.toml"

BENIGN = "benign"
"""The group of all edits that leave a sentence true."""


class OperatorEntry(Value):
    """One operator's row."""

    name: str
    group: str
    """`arithmetic`, `binding`, `bounds`, `conditions`, `status` or `claims`."""
    errors: tuple[str, ...]
    """Codes of the error taxonomy, `E01` to `E55`."""
    what: str


class OperatorTable(Value):
    """The whole table."""

    operators: tuple[OperatorEntry, ...]
    edits: tuple[tuple[str, str], ...]
    """Name and words of each benign edit."""
    targets: tuple[tuple[str, Decimal], ...]
    """Of each group the least share caught; of `benign` the greatest share failed."""
    left_out: tuple[tuple[str, str], ...]
    """Errors without an operator, each with its reason."""

    def entry(self, name: str) -> OperatorEntry:
        """The row of an operator; raises `KeyError` where there is none."""
        return next((row for row in self.operators if row.name == name), None) or _no(name)


def _no(name: str) -> OperatorEntry:
    raise KeyError(f"operators.toml: no operator {name!r}; give it a row")


@cache
def read_operators() -> OperatorTable:
    """The table that the package carries."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    rows = table["operators"].items()
    return OperatorTable(
        operators=tuple(
            OperatorEntry(name=name, group=group, errors=tuple(errors.split()), what=what)
            for name, (group, errors, what) in rows
        ),
        edits=tuple(table["edits"].items()),
        targets=tuple((name, Decimal(value)) for name, value in table["targets"].items()),
        left_out=tuple(table["left_out"].items()),
    )
