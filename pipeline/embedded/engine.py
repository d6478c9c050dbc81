"""The engine without a model: the whole job by rules, on any machine.

Its verbs are `async` only because the seam's are; they call pure functions.
"""

from pipeline.embedded.draft import write_draft
from pipeline.embedded.extract import extract_record
from pipeline.embedded.revise import revise_draft
from schemas.article import Article, Page
from schemas.balance import BalanceReport
from schemas.draft import Draft
from schemas.record import Record
from schemas.source import Source
from schemas.verdict import FigureReport


class EmbeddedEngine:
    """Reads and writes with rules alone; the baseline every model must beat."""

    @property
    def name(self) -> str:
        """Name and version, raised when the same article gives another brief."""
        return "embedded@1"

    async def extract(self, page: Page, article: Article, source: Source) -> Record:
        """What the story reports, as objects."""
        return extract_record(page, article, source)

    async def draft(self, record: Record, source: Source, length: int) -> Draft:
        """The weightiest sentences that fit in `length` words."""
        return write_draft(record, source, length)

    async def revise(
        self,
        draft: Draft,
        record: Record,
        source: Source,
        report: FigureReport,
        balance: BalanceReport,
    ) -> Draft:
        """Each sentence found wrong gives way to the source's own clause, or to a quotation."""
        return revise_draft(draft, record, source, report, balance)
