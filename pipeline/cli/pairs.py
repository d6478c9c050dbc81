"""Summaries with their sources in, one JSON line of verdicts each out, as they are checked."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from pipeline.cli.foreign import keep_figures_only
from pipeline.cli.lines import Line, read_lines
from pipeline.cli.output import put, say
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from pipeline.read.language import guess_language
from pipeline.settings import Settings, apply_settings
from pipeline.show.documents import failed_line, pair_line
from pipeline.show.plain import to_line
from schemas.errors import EvenbriefError
from schemas.exits import Exit, heaviest
from schemas.source import Source

KEPT_SOURCES = 64
"""Sources kept read, so that pairs of one source cost one reading and memory stays flat."""


class _Read(NamedTuple):
    """A source as it is checked against."""

    source: Source
    language: str


Reader = Callable[[str, str], _Read]


def check_pairs(pairs: str, sources: str | None, settings: Settings) -> Exit:
    """Print the verdicts on every pair of a file; a line with a fault says so and the rest go on.

    Raises EvenbriefError where a file cannot be opened.
    """
    reader: Reader = lru_cache(KEPT_SOURCES)(_read)
    texts, outcomes = _read_sources(sources)
    for line in read_lines(pairs):
        try:
            summary, (source_id, source) = line.text("summary"), _source(line, texts)
        except EvenbriefError as error:
            put(to_line(failed_line(line.id, str(error), line.number)) + "\n")
            outcomes.add(Exit.INCOMPLETE)
            continue
        read = reader(source, source_id)
        report = check_against(read_figures(summary), (read.source,))
        report, remarks = keep_figures_only(report, (guess_language(summary), read.language))
        report = apply_settings(report, settings)
        put(to_line(pair_line(line.id, report, remarks)) + "\n")
        outcomes.add(Exit.FINE if report.ok else Exit.FAILED)
    return heaviest(outcomes or {Exit.NOTHING})


def _read(text: str, source_id: str) -> _Read:
    return _Read(read_source(text, source_id), guess_language(text))


def _source(line: Line, texts: dict[str, str]) -> tuple[str, str]:
    """The id and the text of a pair's source, given in the line or by id."""
    if "source" in line.value:
        text, source_id = line.text("source"), line.value.get("source_id")
        if not text.strip():
            raise EvenbriefError(f"line {line.number}: 'source' is empty; give the article's text")
        return (source_id if isinstance(source_id, str) else "source"), text
    source_id = line.text("source_id")
    if source_id not in texts:
        where = "--sources does not hold" if texts else "needs --sources S.jsonl"
        raise EvenbriefError(f"line {line.number}: source {source_id!r} {where}")
    return source_id, texts[source_id]


def _read_sources(path: str | None) -> tuple[dict[str, str], set[Exit]]:
    """Texts by id; of equal texts one is kept, so that it is also read once."""
    texts: dict[str, str] = {}
    outcomes: set[Exit] = set()
    kept: dict[str, str] = {}
    for line in read_lines(path) if path else ():
        try:
            text = line.text("text")
        except EvenbriefError as error:
            say(f"{path}: {error}; its pairs cannot be checked")
            outcomes.add(Exit.INCOMPLETE)
            continue
        if texts.setdefault(str(line.id), kept.setdefault(text, text)) != text:
            say(f"{path}: line {line.number}: {line.id!r} has a text already; this one is not used")
            outcomes.add(Exit.INCOMPLETE)
    return texts, outcomes
