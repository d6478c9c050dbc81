"""An article as the figure engine reads it: once, however often it is checked against."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import cached_property

from pydantic import Field, SkipValidation, field_serializer

from schemas.article import Table
from schemas.base import Value
from schemas.figure import Figure, Identifier, Kind
from schemas.text import Span


class Status(IntEnum):
    """How sure the source itself is of a figure; the higher wins when mentions differ."""

    REPORTED = 0
    COMPANY = 1
    """Said by a company of itself."""
    EXPECTED = 2
    """Planned, expected, conditional: it has not happened."""
    UNVERIFIED = 3
    """The source calls it unconfirmed, unverified or rumoured."""


class Role(Value):
    """What a figure says and of whom, as the words around it tell; empty means not told.

    All strings are canonical keys in lower case, e.g. measure `orr`, grade `>=3`, cut `asco 2026`.
    """

    measure: str = ""
    """`orr`, `cr`, `icans`, `mrd negativity`, `median dor`, `volume`, `price`, …"""
    grade: str = ""
    """`any`, `1-2`, `>=3`; empty where the words give none."""
    population: str = ""
    arm: str = ""
    """`treatment`, `control`, or the arm's own name."""
    product: str = ""
    company: str = ""
    cut: str = ""
    """The data cut, meeting or analysis: `asco 2026`, `interim futility`."""
    time: str = ""
    line: str = ""
    comparator: str = ""
    """`historical`, `observation`, `standard treatment`, … where the figure *is* a comparator's."""
    direction: str = ""
    """`up`, `down`, `above`, `below`."""
    statistic: str = ""
    """`median`, `mean`, `range`, …"""
    status: Status = Status.REPORTED
    words: frozenset[str] = Field(default=frozenset(), exclude=True, repr=False)
    """Stems of the content words of the clause; what is compared where no cue is known."""
    near: frozenset[str] = Field(default=frozenset(), exclude=True, repr=False)
    """Stems of the words nearest this figure, up to the next figure on each side."""
    is_possible: bool = Field(default=False, exclude=True, repr=False)
    """Does `could`, `might` or `may` govern it: before it, in its clause?"""
    before: str = Field(default="", exclude=True, repr=False)
    """The lower-case characters right before the figure, at most 40, within its sentence."""
    after: str = Field(default="", exclude=True, repr=False)
    """The lower-case characters right behind the figure, at most 40, within its sentence."""
    sentence: int = Field(default=-1, exclude=True, repr=False)
    """Index of the sentence in the text's sentences."""


class Fact(Value):
    """All mentions of one figure in one role."""

    id: str
    """`f1`, `f2`, … in reading order of first mention."""
    mentions: tuple[int, ...]
    """Indexes into `Source.figures`, in reading order; `7/12` and `58.3%` beside it are both."""
    role: Role
    hedge: str = ""
    """The strongest hedge among the mentions, as printed."""
    hedge_strength: int = 0
    """0 none, 1 approximate, 2 a bound or nearly, 3 expected or conditional, 4 unverified."""


class Source(Value):
    """One text with its figures, identifiers, roles and facts. All spans are into `text`."""

    id: str
    text: str = Field(repr=False)
    sentences: tuple[Span, ...]
    figures: tuple[Figure, ...]
    roles: SkipValidation[Sequence[Role]]
    """One per figure, in the same order; a reader may leave each unread until it is asked for."""
    identifiers: tuple[Identifier, ...]
    tables: tuple[Table, ...] = Field(default=(), exclude=True, repr=False)
    """Those that the page marks as such; what stands in lines is found from them."""
    facts: SkipValidation[Sequence[Fact]]
    """In reading order; they too may be left unread until they are asked for."""

    @field_serializer("roles")
    def _all_roles(self, roles: Sequence[Role]) -> tuple[Role, ...]:
        return tuple(roles)

    @field_serializer("facts")
    def _all_facts(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        return tuple(facts)

    @cached_property
    def kept(self) -> dict[type, object]:
        """What rooms have made of this text, by the type they made; pure, so made only once."""
        return {}

    @cached_property
    def indexes_by_kind(self) -> Mapping[Kind, Sequence[int]]:
        """The indexes of the figures of each kind there is, in reading order; made when asked."""
        indexes: dict[Kind, list[int]] = {}
        for index, figure in enumerate(self.figures):
            indexes.setdefault(figure.kind, []).append(index)
        return indexes

    @cached_property
    def indexes_by_sentence(self) -> Mapping[int, Sequence[int]]:
        """The indexes of the figures of each sentence that has any; made when asked."""
        indexes: dict[int, list[int]] = {}
        for index, number in enumerate(self.sentence_numbers):
            indexes.setdefault(number, []).append(index)
        return indexes

    @cached_property
    def sentence_numbers(self) -> tuple[int, ...]:
        """The index of the sentence of each figure, which its role tells too once it is read."""
        return number_sentences(self.sentences, [f.span.start for f in self.figures])


def number_sentences(sentences: Sequence[Span], places: Sequence[int]) -> tuple[int, ...]:
    """The index of the sentence that each place of a text is in, or behind."""
    starts = [sentence.start for sentence in sentences]
    return tuple(max(0, bisect_right(starts, place) - 1) for place in places)
