"""What the gate holds a change to. In: a TOML file; out: the rules, or a sentence on a fault.

`evals/gate.toml` holds the usual ones; a desk may name a file of its own.
"""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from evals.measures import MEASURES, Measure
from schemas.base import Value
from schemas.errors import EvalError

USUAL = Path(__file__).with_name("gate.toml")


def _exact(value: object) -> object:
    """A share as written, `"0.05"`; a TOML float would not be exact."""
    try:
        return Fraction(value) if isinstance(value, str) else value
    except ZeroDivisionError as error:
        raise ValueError("nothing can be shared by 0; write a share such as 0.05") from error


def _is_share(value: Fraction) -> Fraction:
    if not 0 <= value < 1:
        raise ValueError("a share from 0 to below 1, written as a string, is needed")
    return value


def _is_level(value: Fraction) -> Fraction:
    if not value:
        raise ValueError("a test at level 0 never fires; write a share above 0")
    return value


ShareOf = Annotated[Fraction, BeforeValidator(_exact), AfterValidator(_is_share)]
Level = Annotated[ShareOf, AfterValidator(_is_level)]


class Declared(Value):
    """One measure of the family, and why it belongs there."""

    name: str
    why: str = Field(min_length=1)


class Again(Value):
    """How a slip of an engine that samples is tried again."""

    times: int = Field(ge=1, le=19)
    recurs: int = Field(ge=1)


class Smoke(Value):
    """The documents that are asked first."""

    documents: int = Field(ge=0)


class Broken(Value):
    """How the gate proves that it can fire."""

    broken: int = Field(ge=1)


class GateRules(Value):
    """All of it."""

    level: Level
    better: ShareOf
    unjudged: ShareOf
    again: Again
    smoke: Smoke
    proof: Broken
    measure: tuple[Declared, ...] = Field(min_length=1)

    @property
    def strictest(self) -> Fraction:
        """The level that the first of the family must stay below (Holm 1979)."""
        return self.level / len(self.measure)


def read_rules(path: Path = USUAL) -> GateRules:
    """The rules of a file; raises EvalError with the first thing that is wrong in it."""
    try:
        rules = GateRules.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EvalError(
            f"{path}: cannot be read ({error}); give the gate's rules as TOML"
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise EvalError(f"{path}: {place}: {first['msg']}; see evals/gate.toml") from error
    _check(rules, path)
    return rules


def _check(rules: GateRules, path: Path) -> None:
    """EvalError where the rules name what is not, or what cannot be."""
    known = by_name()
    names = [declared.name for declared in rules.measure]
    for declared in rules.measure:
        if names.count(declared.name) > 1:
            raise EvalError(f"{path}: {declared.name!r} is declared twice; declare it once")
        if declared.name not in known:
            raise EvalError(
                f"{path}: {declared.name!r} is no measure; there are {', '.join(sorted(known))}"
            )
    if rules.again.recurs > rules.again.times:
        raise EvalError(f"{path}: again: {rules.again.recurs} of {rules.again.times} cannot be")


def by_name() -> Mapping[str, Measure]:
    """Every measure of a run, by its name."""
    return {measure.name: measure for measure in MEASURES}
