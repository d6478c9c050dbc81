"""A figure is a number as the writer wrote it, with the place it was written."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from schemas.base import Value
from schemas.text import Span


class Kind(StrEnum):
    """What sort of quantity a figure is."""

    PERCENT = "percent"
    POINTS = "percentage_points"
    PROPORTION = "proportion"
    """`7/12`, `7 of 12`, `half`, `two-thirds`, `one in five`; `part` and `whole` are set."""
    COUNT = "count"
    MONEY = "money"
    DURATION = "duration"
    AGE = "age"
    DATE = "date"
    TIME = "time"
    MULTIPLE = "multiple"
    """`tripled`, `3.5-fold`, `halved`: the value is the factor, 3 or 0.5."""
    RATIO = "ratio"
    """Hazard, odds, risk or rate ratio."""
    INTERVAL = "interval"
    """Confidence interval; `level` is set where printed."""
    P_VALUE = "p_value"
    QUANTITY = "quantity"
    """A dose, a laboratory value or another number with a physical unit."""
    SCORE = "score"
    GRADE = "grade"
    LINE = "line"
    """Line of therapy: `third-line or later`."""
    ORDINAL = "ordinal"
    NUMBER = "number"
    """A bare number whose kind the text does not tell."""
    NONE = "none"
    """A statement of absence: `no CRS`, `none of the patients`; the value is 0."""
    NOT_REACHED = "not_reached"
    """`median OS not reached`, `NE`; no value."""


class Bound(StrEnum):
    """How a value bounds what it speaks of."""

    EXACTLY = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    NEARLY = "nearly"
    """A little below: `nearly`, `almost`, `just under`."""


class Figure(Value):
    """One number found in a text."""

    text: str
    """The characters as printed, e.g. `$1.2 million`; always `text[span.start:span.end]`."""
    span: Span
    kind: Kind
    values: tuple[Decimal, ...] = ()
    """One value, or two for a range, in plain units: `1.2 million` is 1200000, `67%` is 67.

    Empty for dates and for what has no value (`not reached`). A proportion's value is part/whole
    in percent only in `percent` of `part` and `whole`; its `values` are `(part, whole)` if both
    were written as numbers, else the fraction (0.5 for `half`).
    """
    step: Decimal = Decimal(1)
    """Size of the last printed digit: 0.1 for `42.8`, 100000 for `1.2 million`."""
    unit: str = ""
    """`%`, `pp`, `USD`, `USD/share`, `month`, `mg`, `patient`, …: singular, canonical."""
    hedge: str = ""
    """The hedging words as printed (`approximately`, `nearly`, `up to`, `~`), or empty."""
    hedge_span: Span | None = None
    approximate: bool = False
    bound: Bound = Bound.EXACTLY
    is_range: bool = False
    part: Decimal | None = None
    whole: Decimal | None = None
    level: Decimal | None = None
    """Confidence level in percent, where this is an interval that prints one."""
    first: date | None = None
    last: date | None = None
    """A date's interval, both ends included: `mid-2027` is 2027-04-01 to 2027-09-30.

    `None` for other kinds and for a date without a year (`first half`).
    """
    is_words: bool = False
    """Written in words (`three`, `half`, `tripled`, `no`) rather than digits."""

    def model_post_init(self, context: Any, /) -> None:
        """Refuse a text that is not as long as its span; asked when one is made, not when held."""
        if len(self.text) != self.span.end - self.span.start:
            raise ValueError(f"{self.text!r} does not fill {self.span.start}:{self.span.end}")


class IdentifierKind(StrEnum):
    """What sort of name a name with digits is."""

    PHASE = "phase"
    NAME = "name"
    """Gene, protein, drug, trial, dose level: `CD19`, `ALLO-316`, `3+3`, `IL-2`."""
    REGISTRY = "registry"
    CITATION = "citation"
    LIST_MARK = "list_mark"
    FOOTNOTE = "footnote"
    ADDRESS = "address"
    """URL, e-mail, phone, DOI."""
    EVENT = "event"
    """`ASCO 2026`: a congress and its year name one thing."""
    LABEL = "label"
    """`Cohort 4`, `Type C`, `Table 2`, `Form 10-K`, `S&P 500`."""


class Identifier(Value):
    """A name that holds digits; not a number anyone could get wrong by arithmetic."""

    text: str
    span: Span
    kind: IdentifierKind
    key: str
    """Comparable form: `phase 1b`, `allo-316`, `asco 2026`."""
