"""What a person says of one golden article: its figures, its stories and what a brief of each owes.

A labels file is `golden/labels/<id>.json`; `golden/README.md` shows an example of every label.
Labels are written by people who read the article, never by the engine they are there to judge.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from schemas.article import ArticleKind, SegmentKind
from schemas.base import Value
from schemas.figure import Bound, IdentifierKind, Kind
from schemas.source import Status
from schemas.text import Span


def _status_from_name(value: object) -> object:
    """A status is written by name in a label, `unverified`, so that a reviewer can read it."""
    if isinstance(value, str) and value.upper() in Status.__members__:
        return Status[value.upper()]
    return value


StatusName = Annotated[
    Status,
    BeforeValidator(_status_from_name),
    PlainSerializer(lambda status: status.name.lower(), return_type=str),
]
"""`reported`, `company`, `expected` or `unverified`."""


class Mark(Value):
    """Some words of the article, by place: `text` is exactly `article[start:end]`."""

    start: int
    end: int
    """Half-open, in code points of the article's file."""
    text: str

    @property
    def span(self) -> Span:
        """The place as the rest of the house writes it."""
        return Span(start=self.start, end=self.end)

    @model_validator(mode="after")
    def _text_fills_span(self) -> Self:
        if len(self.text) != self.end - self.start:
            raise ValueError(f"{self.text!r} does not fill {self.start}:{self.end}; re-anchor it")
        return self


class GoldenFigure(Mark):
    """One number of the article, as printed; what it says stands once, in its fact."""

    fact: str
    """Which fact this is a mention of: `7 of 11` and the `64%` beside it are one fact."""
    kind: Kind
    values: tuple[str, ...] = ()
    """Plain decimals, scale written out: `$212.4 million` is `212400000`; two for a range.

    A proportion printed with both numbers has `(part, whole)`. Empty for dates and for what has
    no value.
    """
    unit: str = ""
    """`%`, `pp`, `USD`, `month`, `patient`, …: singular."""
    hedge: str = ""
    """The hedging words beside this mention, as printed: `about`, `nearly`, `up to`."""
    bound: Bound = Bound.EXACTLY
    approximate: bool = False
    is_range: bool = False
    first: str = ""
    """A date's first day, ISO 8601; empty for what is no date or names no year."""
    last: str = ""
    """A date's last day: `mid-2027` is 2027-04-01 to 2027-09-30."""


class GoldenFact(Value):
    """One thing the article says with a number, however often it says it.

    Where the article gives two values for one thing these are two facts and a conflict.
    """

    id: str
    """`f1`, `f2`, … in reading order of first mention."""
    says: str
    """The whole fact in one plain sentence of our own: what a brief would have to get right."""
    measure: str
    """`overall response rate`, `closing price`, `cash`, …; the article's word, lower case."""
    grade: str = ""
    """`any`, `1-2`, `>=3`."""
    population: str = ""
    arm: str = ""
    product: str = ""
    company: str = ""
    cut: str = ""
    """The data cut, meeting or analysis the figure belongs to."""
    time: str = ""
    """Time point, period or date the figure is of."""
    comparator: str = ""
    """What kind of comparator the figure is, if it is one: `historical`, `placebo`, `average`."""
    n: str = ""
    """The part, where the article gives it for this very fact; never a guess."""
    N: str = ""
    """The denominator, where the article gives it for this very fact; never a guess."""
    status: StatusName = Status.REPORTED
    """How sure the article itself is of it; the most careful mention wins."""


class GoldenIdentifier(Mark):
    """A name that holds digits: `Phase 1/2`, `SKG-118`, `ECTF 2026`."""

    kind: IdentifierKind


class Idle(Mark):
    """A number word that counts nothing a brief could get wrong: `one of the reasons`."""

    why: str


class Boilerplate(Mark):
    """Words of the page that are not the story: no digit in them may reach a brief."""

    kind: SegmentKind


class Check(Value):
    """One thing a brief must, should or must not say, as a sentence of our own."""

    say: str
    """Under `must_not_say` this is the wrong sentence itself, so that a checker can be tried."""
    facts: tuple[str, ...] = ()
    """The facts it rests on, or abuses."""
    why: str


class GoldenConflict(Value):
    """Where the article does not fit with itself; the facts concerned are all named."""

    kind: str
    """`value`, `population`, `arithmetic`, `whole_patients`, `unit`, `hedge`."""
    text: str
    facts: tuple[str, ...]


class GoldenGap(Value):
    """What a careful reader misses in the article."""

    field: str
    """`denominator`, `comparator`, `confidence_interval`, `date`, `cause`, …"""
    text: str
    facts: tuple[str, ...] = ()
    weight: int = 1
    """3 changes how a reader takes the main result; 1 least."""


class Reference(Value):
    """A brief of the story that an editor would send: balanced, at most 250 words."""

    headline: str
    summary: str

    @property
    def text(self) -> str:
        """Headline, a newline and the summary, as `Brief.text`."""
        return f"{self.headline}\n{self.summary}"


class GoldenStory(Value):
    """One story of the page, and what a brief of it owes its reader."""

    id: str
    """`s1`, `s2`, … in reading order."""
    headline: Mark
    span: Span
    """From the first to past the last character of the story, boilerplate within it included."""
    kind: ArticleKind
    must_say: tuple[Check, ...]
    should_say: tuple[Check, ...] = ()
    must_not_say: tuple[Check, ...]
    conflicts: tuple[GoldenConflict, ...] = ()
    gaps: tuple[GoldenGap, ...] = ()
    reference: Reference


class Labels(Value):
    """Everything a person says of one golden article."""

    form: Literal["evenbrief.golden/1"] = Field(alias="schema")
    article: str
    """The id: the article is `golden/articles/<id>.txt`."""
    sha256: str
    """Of the article's bytes, in hex; labels of another text are worth nothing."""
    shape: str
    """What kind of page this is and which traps it holds, in one sentence."""
    stories: tuple[GoldenStory, ...]
    facts: tuple[GoldenFact, ...]
    figures: tuple[GoldenFigure, ...]
    """In reading order."""
    identifiers: tuple[GoldenIdentifier, ...] = ()
    idle: tuple[Idle, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    opinion: tuple[Mark, ...] = ()
    """Passages in which the writer judges, guesses or advises; a brief may only attribute them."""


class Split(StrEnum):
    """What an article may be used for."""

    DEV = "dev"
    """Rules and prompts may be tuned on it."""
    TEST = "test"
    """Looked at only to report a score."""
    SHOTS = "shots"
    """Shown to a model as an example, and therefore never scored; it lies in `golden/shots/`."""


class Golden(Value):
    """An article with its labels."""

    id: str
    text: str = Field(repr=False)
    labels: Labels
    split: Split


class SeedMark(Value):
    """A figure in a text that is not ours: by place, with a digest in place of its words."""

    start: int
    end: int
    """Half-open, in code points of the seed's file."""
    digest: str
    """First 16 hex digits of the SHA-256 of the words at the place, in UTF-8."""
    fact: str
    kind: Kind
    values: tuple[str, ...] = ()
    """As `GoldenFigure.values`."""
    unit: str = ""
    bound: Bound = Bound.EXACTLY
    approximate: bool = False

    @property
    def span(self) -> Span:
        """The place as the rest of the house writes it."""
        return Span(start=self.start, end=self.end)


class SeedLabels(Value):
    """What a person says of a text that the project may point into and not copy."""

    form: Literal["evenbrief.seed/1"] = Field(alias="schema")
    source: str
    """The file's name, wherever its owner keeps it."""
    sha256: str
    """Of the file's bytes, in hex."""
    characters: int
    """Code points of the file."""
    covers: str
    """Which part of the text is labelled, in a sentence."""
    stories: tuple[Span, ...]
    facts: tuple[GoldenFact, ...]
    figures: tuple[SeedMark, ...]
    """In reading order."""
    conflicts: tuple[GoldenConflict, ...] = ()


class LintFinding(Value):
    """One fault of the golden folder, as a sentence: where, what was found, what to do."""

    rule: str
    """`slice`, `value`, `hash`, `checker`, `judge`, `uncovered`, `arithmetic`, `split`, …"""
    text: str
    article: str = ""
    """The id of the article concerned; empty for what concerns the folder."""
    file: str = ""
    """The file to mend, as a path; empty where it is none in particular."""


class Dispute(Value):
    """A complaint of the lint that a person has looked at and overruled, with the reason."""

    article: str
    rule: str
    words: str
    """Words of the complaint that tell it from others of its rule and article."""
    why: str


class Accepted(Value):
    """A complaint that a dispute overrules."""

    finding: LintFinding
    why: str


class LintReport(Value):
    """What a lint found: faults to mend, and apart from them what a person has overruled."""

    golden: str
    """The folder."""
    articles: int
    faults: tuple[LintFinding, ...]
    accepted: tuple[Accepted, ...] = ()
    stale: tuple[Dispute, ...] = ()
    """Disputes that overrule nothing any more; strike them out."""
    remarks: tuple[str, ...] = ()
    """What was not looked at, and why."""

    @property
    def ok(self) -> bool:
        """No fault stands; accepted complaints and stale disputes are only listed."""
        return not self.faults
