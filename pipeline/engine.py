"""The seam: what any engine, with or without a model, must be able to do.

In: a story and its source. Out: a record, then a draft, then a better draft. `summarise.py` calls
the three verbs in that order and trusts none of them: what comes back is checked.
"""

from typing import Protocol

from schemas.article import Article, Page
from schemas.balance import BalanceReport
from schemas.draft import Draft
from schemas.record import Record
from schemas.source import Source
from schemas.verdict import FigureReport


class Engine(Protocol):
    """Reads a story into a record and writes drafts; the pipeline judges what it wrote."""

    @property
    def name(self) -> str:
        """Name and version for the provenance, e.g. `embedded@1`."""

    async def extract(self, page: Page, article: Article, source: Source) -> Record:
        """What the story reports, as objects."""

    async def draft(self, record: Record, source: Source, length: int) -> Draft:
        """A first draft of at most `length` words, its figures by reference."""

    async def revise(
        self,
        draft: Draft,
        record: Record,
        source: Source,
        report: FigureReport,
        balance: BalanceReport,
    ) -> Draft:
        """The draft again, with what the reports found wrong put right."""
