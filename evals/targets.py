"""What is wanted of an engine, beside what was measured. In: measures. Out: targets, met or not.

Targets are data, `evals/targets.toml`. One that nothing was measured for is missed, not met.
"""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from evals.measures import Measured
from schemas.base import Value
from schemas.errors import EvalError

TARGETS = Path(__file__).with_name("targets.toml")


class Target(Value):
    """One measure's bound; exactly one of the two is given."""

    measure: str
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def __str__(self) -> str:
        """`at least 97%`."""
        bound = self.at_least if self.at_most is None else self.at_most
        word = "at least" if self.at_most is None else "at most"
        return f"{word} {((bound or Decimal(0)) * 100).normalize():f}%"


class Held(NamedTuple):
    """A target and what was measured for it."""

    target: Target
    measured: Measured

    @property
    def is_met(self) -> bool:
        """Is the share itself within the bound? Its interval stands beside it."""
        value = self.measured.rate.share.value
        if value is None:
            return False
        least, most = self.target.at_least, self.target.at_most
        return (least is None or value >= least) and (most is None or value <= most)


def read_targets(path: Path = TARGETS) -> tuple[Target, ...]:
    """All targets of the file, in its order."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Target.model_validate(entry) for entry in table["target"])


def hold(measured: Sequence[Measured], targets: Sequence[Target]) -> tuple[Held, ...]:
    """Each target beside its measure; raises EvalError for one that names none."""
    named = {one.measure.name: one for one in measured}
    for target in targets:
        if target.measure not in named:
            raise EvalError(
                f"evals/targets.toml: {target.measure!r} is no measure; name one of "
                f"{', '.join(sorted(named))}"
            )
    return tuple(Held(target, named[target.measure]) for target in targets)
