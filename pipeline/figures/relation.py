"""What every relation of two numbers is made of: its strength, its formula, the kinds alike.

Every relation is between one figure of the checked text and one of the source; what needs two
source figures is in `derive`.
"""

from enum import IntEnum
from typing import NamedTuple

from schemas.figure import Kind

LOOSE = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SCORE, Kind.QUANTITY, Kind.ORDINAL, Kind.AGE})
"""Kinds a writer may print the same number as: `42`, `42 people`, `a score of 42`."""


class Strength(IntEnum):
    """The better the relation, the higher."""

    NONE = 0
    DERIVED = 1
    ROUNDED = 2
    EXACT = 3


class Relation(NamedTuple):
    """How a checked figure relates to a source figure; `formula` where it is derived."""

    strength: Strength
    formula: str = ""


NO_RELATION = Relation(Strength.NONE)
SAME = Relation(Strength.EXACT)
