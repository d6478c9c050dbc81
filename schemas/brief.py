"""What goes out: a brief cannot exist without the reports on its figures and its balance."""

from schemas.balance import BalanceReport
from schemas.base import Value
from schemas.call import Call
from schemas.draft import Move, Refusal, Topic
from schemas.record import Conflict, Gap, Record
from schemas.source import Source
from schemas.text import Evidence, Span
from schemas.verdict import FigureReport


class Provenance(Value):
    """Where a brief came from."""

    source_name: str
    source_sha256: str
    engine: str
    """`embedded@1`, or a model engine with its model's name."""
    figures_engine: str
    version: str
    """Of evenbrief."""
    attempts: int = 1
    """Drafts written, the last one included."""
    withheld: tuple[str, ...] = ()
    """Sentences taken out because a figure or claim in them could not be supported."""
    first_draft: str = ""
    """Headline and text of the first draft as printed, before anything was revised or withheld."""
    calls: tuple[Call, ...] = ()
    """Every question put to a model for this brief, in order; empty without a model."""
    refused: tuple[Refusal, ...] = ()
    """Sentences of a model's that never became part of a draft."""
    failed: str = ""
    """Why the model could not be asked to the end, where it could not; the brief stands without."""


class BriefSentence(Value):
    """One sentence as printed; `span` is its place in the brief's summary."""

    text: str
    span: Span
    move: Move
    topic: Topic
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Calculation(Value):
    """A number we worked out ourselves, labelled as ours; it is not in the brief's text."""

    text: str
    formula: str
    evidence: tuple[Evidence, ...]


class Notes(Value):
    """For the editor, not for print."""

    gaps: tuple[Gap, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    cautions: tuple[str, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    warnings: tuple[str, ...] = ()


class Copying(Value):
    """How much of the brief stands word for word in the source, outside quotation marks."""

    longest_run: int
    """Words in a row."""
    share: str
    """Of the brief's words that lie in a copied run of five or more, as a decimal: `0.42`."""


class Brief(Value):
    """A checked brief of one story."""

    article_id: str
    headline: str
    summary: str
    """The publishable text: sentences in paragraphs, no tool-speak."""
    sentences: tuple[BriefSentence, ...]
    report: FigureReport
    """Of the headline, a newline, and the summary: spans count from the headline's start."""
    record: Record
    notes: Notes
    balance: BalanceReport
    copying: Copying
    provenance: Provenance
    source: Source
    """The source as the engine read it: what the evidence's spans point into."""

    @property
    def text(self) -> str:
        """What the report's spans point into."""
        return f"{self.headline}\n{self.summary}"

    @property
    def ok(self) -> bool:
        """True where no figure or claim is wrong and no gate failed."""
        return self.report.ok and self.balance.ok
