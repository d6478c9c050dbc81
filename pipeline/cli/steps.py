"""`--steps DIR`: every value between an article and its brief, written as JSON as it comes."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pipeline.engine import Engine
from pipeline.show.plain import plain, to_json
from schemas.article import Article, Page
from schemas.balance import BalanceReport
from schemas.base import Value
from schemas.brief import Brief
from schemas.draft import Draft
from schemas.errors import EvenbriefError
from schemas.record import Record
from schemas.source import Source
from schemas.verdict import FigureReport


class Steps(NamedTuple):
    """Where one story's values go: `DIR/<article id>/<name>.json`."""

    folder: Path

    def write(self, name: str, value: Value) -> None:
        """Write one value; EvenbriefError says where it could not be written."""
        file = self.folder / f"{name}.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file.write_text(to_json(plain(value)) + "\n", encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            raise EvenbriefError(f"{file}: cannot be written ({reason}); choose another") from error

    def write_brief(self, brief: Brief) -> None:
        """The brief and its reports, each on its own."""
        self.write("5-report", brief.report)
        self.write("6-balance", brief.balance)
        self.write("7-brief", brief)


def steps_for(folder: str, page: Page, article: Article) -> Steps:
    """The place for a story's values, with its page and its segments written there already."""
    steps = Steps(Path(folder) / _folder_name(article.id))
    steps.write("0-page", page)
    steps.write("1-article", article)
    return steps


def _folder_name(article_id: str) -> str:
    """A name that any file system takes, and no two ids share: `a/x.txt#1` is `a%2Fx.txt_1`."""
    page, _, number = article_id.rpartition("#")
    return f"{quote(page, safe=' ()')}_{number}"


class Watched:
    """An engine whose every value is also written down; it changes none of them."""

    def __init__(self, engine: Engine, steps: Steps) -> None:
        self._engine = engine
        self._steps = steps
        self._drafts = 0

    @property
    def name(self) -> str:
        """The watched engine's own name."""
        return self._engine.name

    async def extract(self, page: Page, article: Article, source: Source) -> Record:
        """The engine's record, and the source it was read from."""
        self._steps.write("2-source", source)
        record = await self._engine.extract(page, article, source)
        self._steps.write("3-record", record)
        return record

    async def draft(self, record: Record, source: Source, length: int) -> Draft:
        """The engine's first draft."""
        return self._written(await self._engine.draft(record, source, length))

    async def revise(
        self,
        draft: Draft,
        record: Record,
        source: Source,
        report: FigureReport,
        balance: BalanceReport,
    ) -> Draft:
        """The engine's next draft."""
        return self._written(await self._engine.revise(draft, record, source, report, balance))

    def _written(self, draft: Draft) -> Draft:
        self._drafts += 1
        self._steps.write(f"4-draft-{self._drafts}", draft)
        return draft
