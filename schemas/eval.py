"""A run of an eval: what was asked of whom, what came of every case, and how it ended.

On disk a run is JSON lines, `evenbrief.eval/1`: one header, one line for each case and repeat, one
footer. A line without its footer is a run that was cut short, and can be taken up again. The truth
about a figure is what a person's labels say; what our checker says stands beside it, never for it.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from schemas.base import Value
from schemas.figure import Kind
from schemas.golden import Split
from schemas.prompt import PromptRef
from schemas.score import Share
from schemas.verdict import Verdict

Seconds = Annotated[
    float,
    Field(ge=0, allow_inf_nan=False),
    PlainSerializer(lambda value: f"{value:.3f}", return_type=str),
]
"""JSON holds no floats here; to the millisecond."""


class Truth(StrEnum):
    """What the labels of the article say of one figure of a brief."""

    SUPPORTED = "supported"
    ALTERED = "altered"
    """The words are of a labelled fact, the value is another."""
    MISATTRIBUTED = "misattributed"
    """The value is labelled, for another measure, arm, population, product, cut or time."""
    OVERSTATED = "overstated"
    """A bound, an expectation or an `unverified` of the label is not told."""
    ABSENT = "absent"
    """No label has the value, nor two from which it follows."""


WRONG = frozenset(Truth) - {Truth.SUPPORTED}


class JudgedFigure(Value):
    """One figure of a brief: what the labels say of it, and, apart, what the checker says."""

    start: int
    end: int
    """Half-open code points into the text that was judged."""
    text: str
    kind: Kind
    truth: Truth
    facts: tuple[str, ...] = ()
    """Labelled facts that it states; where it is wrong, those it is most like."""
    why: str = ""
    """One sentence, where it is wrong."""
    source_start: int = -1
    source_end: int = -1
    """Half-open, into the article: the labelled mention it was held against; -1 for none."""
    checker: Verdict | None = None
    """`None` where the checker did not see a figure here."""
    checker_ok: bool = True
    rule: str = ""
    """The checker's."""


class Violation(Value):
    """A sentence that says what the labels forbid."""

    said: str
    forbidden: str
    why: str


class JudgedText(Value):
    """A brief, or its first draft, beside the labels of its story."""

    text: str
    """Headline, a newline, and the summary."""
    figures: tuple[JudgedFigure, ...]
    must: Share
    """`must_say` sentences that are covered."""
    should: Share
    lacking: tuple[str, ...]
    """`must_say` sentences that are not."""
    violations: tuple[Violation, ...]
    """Of `must_not_say`."""
    forbidden: int
    """How many `must_not_say` sentences the story has."""
    words: int
    longest_copied_run: int
    """Words in a row that stand so in the article, quotations aside."""
    checker_ok: bool
    """Do all figures and claims pass our own checker?"""

    @property
    def wrong(self) -> tuple[JudgedFigure, ...]:
        """The figures that the labels do not bear out."""
        return tuple(figure for figure in self.figures if figure.truth in WRONG)


class Reading(Value):
    """How the engine read the story's figures, before anything was written."""

    found: Share
    """Labelled figures that a reported one overlaps, one to one."""
    right: Share
    """Reported figures that overlap a labelled one."""
    values: Share
    """Of those paired, the ones with the labelled value and unit."""
    tuples: Share
    """Of those paired, the ones whose measure is read and whose role contradicts no label."""
    named: Share = Share(hits=0, of=0)
    """Labelled arms, populations, products and cuts that were read; of figures not found, none."""
    wrong: tuple[str, ...] = ()
    """Each fault in a line."""


class Owed(Value):
    """What the labels ask of a case, whatever becomes of it: a crash delivers none of it."""

    must: int = 0
    should: int = 0
    forbidden: int = 0
    conflicts: int = 0
    gaps: int = 0
    figures: int = 0
    """Labelled figures of the story, as `Reading.found` counts them."""


class Ending(StrEnum):
    """What became of a case."""

    SCORED = "scored"
    ABSTAINED = "abstained"
    """A brief came, with no sentence in it: all was withheld. It scores nothing it owes."""
    ERRORED = "errored"
    """No brief came. A crash, a refusal or an answer in no shape is a loss, never left out."""
    SKIPPED = "skipped"
    """Not asked: quarantined, or not reached before the budget was spent; `error` says which."""


class CaseRecord(Value):
    """One story of one golden, asked once."""

    record: Literal["case"] = "case"
    golden: str
    story: str
    repeat: int = 0
    split: Split
    kind: str
    """The story's kind, as the labels have it."""
    ending: Ending
    error: str = ""
    """`ModelError: …` in one sentence, where it errored or was skipped."""
    owed: Owed = Owed()
    """Filled for every case that was asked, so that one without a brief still has denominators."""
    first: JudgedText | None = None
    """The first draft, before anything was revised or withheld; `None` where none came."""
    released: JudgedText | None = None
    withheld: tuple[str, ...] = ()
    """Sentences taken out by our own checks."""
    sentences: int = 0
    """Sentences of the released brief, its headline aside."""
    lost_must: tuple[str, ...] = ()
    """`must_say` sentences that the first draft covered and the released brief does not."""
    own_opinions: tuple[str, ...] = ()
    """Sentences of the released brief that rest on an opinion of the writer's, unquoted."""
    reading: Reading | None = None
    conflicts: Share = Share(hits=0, of=0)
    """Labelled conflicts that a note for the editor names."""
    conflict_notes: Share = Share(hits=0, of=0)
    """Notes on conflicts that a label bears out."""
    gaps: Share = Share(hits=0, of=0)
    """Labelled gaps that a note for the editor names."""
    gap_notes: Share = Share(hits=0, of=0)
    """Notes on gaps that a label bears out."""
    balance: int | None = None
    """Score out of 100; `None` where nothing was weighed."""
    balance_ok: bool = False
    """Did every gate of the balance report pass?"""
    attempts: int = 0
    """Drafts written."""
    requests: int = 0
    cached: int = 0
    """Questions answered from the store."""
    tokens: int = 0
    cost: Decimal | None = None
    """US dollars, those of stored answers included; `None` where a price is unknown."""
    seconds: Seconds = 0.0
    answered: tuple[str, ...] = ()
    """Models that the server says have answered; empty without a model."""
    rendered: str = ""
    """SHA-256 of every rendered message and answer schema, in order; empty without a model."""

    @property
    def document(self) -> str:
        """The article, which is what is drawn, paired and counted."""
        return self.golden

    @property
    def case(self) -> str:
        """`tavrocel-two-cuts#s1`."""
        return f"{self.golden}#{self.story}"


class GoldenRef(Value):
    """Which article was asked about, and in what state its labels were."""

    id: str
    split: Split
    sha256: str
    """Of the article's bytes."""
    labels_sha256: str
    stories: int


class RunHeader(Value):
    """What was asked of whom."""

    record: Literal["header"] = "header"
    form: Literal["evenbrief.eval/1"] = Field(default="evenbrief.eval/1", alias="schema")
    made: str
    """UTC, ISO 8601, to the second."""
    engine: str
    """`embedded@1`, `model …`."""
    model: str = ""
    """The model asked for."""
    base_url: str = ""
    prompts: tuple[PromptRef, ...] = ()
    settings: Mapping[str, str] = {}
    """Mode, temperature, seed, … as set; no key."""
    length: int
    repeats: int = 1
    split: str
    """`dev`, `test` or `all`."""
    goldens: tuple[GoldenRef, ...]
    digest: str
    """SHA-256 over the goldens' own: two runs with one digest had the same inputs and labels."""
    version: str
    revision: str = ""
    """The git commit of the code, `+dirty` where files differ from it; empty outside of git."""
    code: str = ""
    """SHA-256 over the code and the prompts that answered."""


class RunFooter(Value):
    """How the run ended."""

    record: Literal["footer"] = "footer"
    cases: int
    digest: str
    """SHA-256 over the case lines."""
    seconds: Seconds
    cost: Decimal | None = None


class Run(Value):
    """A whole run, as read from its file."""

    header: RunHeader
    cases: tuple[CaseRecord, ...]
    """In the order of goldens, stories and repeats, however they were written."""
    footer: RunFooter | None = None
    """`None` where the run was cut short."""
