"""Briefs in, what an editor reads at the terminal out: verdicts on top, the text, the notes."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from pipeline.show.briefed import NO_SENTENCE, Briefed
from pipeline.show.findings import Status, find_findings
from pipeline.show.notes import NoteGroup, balance_line, note_groups
from pipeline.show.snippets import harmless
from pipeline.show.sources import Sources
from pipeline.show.terminal import (
    QUIET,
    STYLES,
    Paper,
    finding_tables,
    marked_text,
    printed,
    quoted,
    verdict_line,
)
from pipeline.show.usage import model_line
from schemas.balance import Criterion
from schemas.text import Span


def render_briefs(briefed: Sequence[Briefed], paper: Paper) -> str:
    """Each brief below the other, failed gates and wrong figures before the text."""
    parts: list[RenderableType] = []
    for one in briefed:
        parts += _brief(one, paper)
    return printed(parts, paper)


def _brief(one: Briefed, paper: Paper) -> Iterator[RenderableType]:
    brief, checked = one.brief, one.checked
    title = harmless(one.source.name) + (f", story {one.number} of {one.of}" if one.of > 1 else "")
    yield Rule(Text(title, QUIET), align="left", style=QUIET)
    yield ""
    for gate in brief.balance.failed_gates:
        yield _criterion("✗ gate failed", gate, STYLES[Status.WRONG])
    if brief.balance.failed_gates:
        yield ""
    found = find_findings(brief.report)
    troubled = tuple(f for f in found if f.status is not Status.MATCHES)
    if brief.headline:
        end = len(brief.headline)
        yield marked_text(brief.text, troubled, Span(start=0, end=end), "bold")
        yield ""
    start = len(brief.headline) + 1
    if start < len(brief.text):
        yield marked_text(brief.text, troubled, Span(start=start, end=len(brief.text)))
    else:
        yield Text(f"? {NO_SENTENCE}", STYLES[Status.LOOK])
    yield ""
    yield verdict_line(checked)
    yield Text(f"  {balance_line(brief.balance)}", QUIET if brief.balance.ok else "bold")
    if line := model_line(brief.provenance):
        yield Text(f"  {line}", QUIET)
    yield ""
    if troubled:
        yield from finding_tables(troubled, Sources(checked.sources), paper)
    for group in note_groups(brief):
        yield from _group(group, Sources(checked.sources))
    yield ""


def _criterion(word: str, criterion: Criterion, style: str) -> Text:
    said = f" {criterion.id} {criterion.name}: {harmless(criterion.reason)}"
    return Text.assemble((word, style), said)


def _group(group: NoteGroup, sources: Sources) -> Iterator[RenderableType]:
    yield Text(group.title, "bold")
    for note in group.notes:
        yield Padding(Text(f"• {harmless(note.text)}"), (0, 0, 0, 2))
        for evidence in note.evidence[:3]:
            yield Padding(quoted(sources, evidence, 36), (0, 0, 0, 4))
    yield ""
