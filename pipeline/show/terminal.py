"""A checked text in, what a person reads at the terminal out: text, findings, notes.

Every status is a sign and a word beside its colour, so that nothing is lost without colour.
"""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.show.findings import (
    REFUSED,
    TAKEN,
    Finding,
    Status,
    by_weight,
    find_findings,
    plural,
    sign_after,
    tally,
)
from pipeline.show.pieces import cut_pieces
from pipeline.show.snippets import harmless, snippet
from pipeline.show.sources import Sources
from pipeline.show.touched import notes_touched
from schemas.candidate import Candidate
from schemas.checked import CheckedText
from schemas.text import Evidence, Span

STYLES = {
    Status.WRONG: "bold red",
    Status.LOOK: "yellow",
    Status.DISMISSED: "dim",
    Status.NOTED: "dim",
    Status.MATCHES: "green",
}
QUIET = "dim"


class Paper(NamedTuple):
    """What is printed on."""

    width: int = 100
    colour: bool = False
    explain: bool = False
    """Also what was considered, the rule, the verdict, all evidence, all notes on the source?"""


def render_check(checked: CheckedText, paper: Paper) -> str:
    """The text with its figures marked, the figures with wrong ones first, then the notes."""
    found = find_findings(checked.report)
    sources = Sources(checked.sources)
    parts: list[RenderableType] = [_title(checked), ""]
    text = checked.text.text.rstrip()
    if text:
        marked = marked_text(text, found, Span(start=0, end=len(text)))
        parts += [Padding(marked, (0, 2)), ""]
    parts += [verdict_line(checked), ""]
    parts += finding_tables(found, sources, paper)
    parts += note_lines(checked, sources, paper)
    return printed(parts, paper)


def printed(parts: Iterable[RenderableType], paper: Paper) -> str:
    """The parts as characters, with colour or without a single escape sequence."""
    out = StringIO()
    console = Console(
        file=out,
        width=paper.width,
        force_terminal=paper.colour,
        no_color=not paper.colour,
        color_system="standard" if paper.colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n")) + "\n"


def marked_text(text: str, found: Sequence[Finding], within: Span, style: str = "") -> Text:
    """The words with a sign after each figure: `92%✗`, `12 patients✓`."""
    marked = Text(overflow="fold", style=style)
    for piece in cut_pieces(within, [f.span for f in found]):
        on = by_weight(found[i] for i in piece.marks)
        words = harmless(piece.span.cut(text))
        if not on:
            marked.append(words)
            continue
        underline = " underline" if on[0].status is Status.WRONG else ""
        marked.append(words, STYLES[on[0].status] + underline)
        marked.append(sign_after(on, piece.span.end), STYLES[on[0].status])
    return marked


def verdict_line(checked: CheckedText) -> Text:
    """The whole report in one line, with its sign."""
    worst = by_weight(find_findings(checked.report))
    status = worst[0].status if worst else Status.MATCHES
    style = STYLES[status]
    return Text.assemble(
        (f"{worst[0].mark if worst else '–'} ", style),
        (tally(checked.report), f"bold {style}" if worst else "bold"),
    )


def finding_tables(
    found: Sequence[Finding],
    sources: Sources,
    paper: Paper,
) -> list[RenderableType]:
    """Figures with wrong ones first, then claims; nothing where there are none."""
    parts: list[RenderableType] = []
    for title, chosen in (
        ("Figures", [f for f in found if not f.is_claim]),
        ("Claims", [f for f in found if f.is_claim]),
    ):
        if chosen:
            parts += [Text(title, "bold"), _table(by_weight(chosen), sources, paper), ""]
    return parts


def note_lines(checked: CheckedText, sources: Sources, paper: Paper) -> list[RenderableType]:
    """What the source does not fit with itself, and what to know of the check.

    Of the source's notes only those on what the text mentions, unless everything is asked for.
    """
    every = checked.report.source_notes
    notes = every if paper.explain else notes_touched(checked)
    lines: list[Text] = []
    for note in notes:
        rule = f"  [{note.rule}]" if paper.explain else ""
        lines.append(Text(f"• {harmless(note.reason)}{rule}"))
        lines += [Text.assemble("  ", quoted(sources, e)) for e in note.evidence]
    if len(every) > len(notes):
        rest = plural(len(every) - len(notes), "more note" if notes else "note")
        lines.append(Text(f"{rest} on what this text does not mention: --explain", QUIET))
    remarks = [Text(f"• {harmless(remark)}") for remark in checked.remarks]
    parts: list[RenderableType] = []
    for title, said in (("The source with itself", lines), ("Notes", remarks)):
        if said:
            parts += [Text(title, "bold"), *(Padding(line, (0, 0, 0, 2)) for line in said), ""]
    return parts[:-1]


def quoted(sources: Sources, evidence: Evidence, around: int = 48) -> Text:
    """`line 14  “… a response of ‹42%› in …”`, the source's own words set off."""
    source = sources.get(evidence.source_id)
    if source is None:
        return Text(f"“{harmless(evidence.text)}”")
    before, words, after = snippet(source.text, evidence.span, around)
    return Text.assemble(
        (f"{sources.place(evidence)}  ", QUIET), "“", before, (f"‹{words}›", "bold"), after, "”"
    )


def _title(checked: CheckedText) -> Text:
    names = ", ".join(_name(source.name) for source in checked.sources)
    return Text.assemble(
        (harmless(_name(checked.text.name)), "bold"), (f"  against {harmless(names)}", QUIET)
    )


def _name(given: str) -> str:
    return "standard input" if given == "-" else given


def _table(found: Sequence[Finding], sources: Sources, paper: Paper) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(max_width=26, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    for finding in found:
        style = STYLES[finding.status]
        table.add_row(
            Text(f"  {finding.mark} {finding.status.value}", style),
            Text(
                " ".join(harmless(finding.text).split()),
                style if finding.status is not Status.MATCHES else "",
            ),
            _details(finding, sources, paper),
        )
    return table


def _details(finding: Finding, sources: Sources, paper: Paper) -> RenderableType:
    """Reason, the source's words, the fix; one line where all is well."""
    lines: list[Text] = []
    if not finding.is_plain or paper.explain:
        lines.append(Text(harmless(finding.reason)))
    if finding.dismissed:
        lines.append(Text(f"dismissed by {harmless(finding.dismissed)}", QUIET))
    if finding.formula:
        lines.append(Text(harmless(finding.formula)))
    if paper.explain:
        return Group(*lines, *_explained(finding, sources))
    shown = finding.evidence[:1]
    around = 24 if finding.status is Status.MATCHES else 48
    lines += [quoted(sources, evidence, around) for evidence in shown]
    more = len(finding.evidence) - len(shown)
    if more and finding.status is not Status.MATCHES:
        lines.append(Text(f"and {plural(more, 'more place')} (--explain)", QUIET))
    if finding.nearest and not finding.evidence:
        lines.append(Text.assemble("nearest: ", quoted(sources, finding.nearest)))
    if finding.fix:
        lines.append(Text.assemble("print: ", (harmless(finding.fix), "bold")))
    return Text("\n").join(lines)


def _explained(finding: Finding, sources: Sources) -> list[RenderableType]:
    """The fix, every place considered with its reason, and the rule."""
    lines: list[RenderableType] = []
    if finding.fix:
        lines.append(Text.assemble("fix: ", (harmless(finding.fix), "bold")))
    lines += [quoted(sources, words) for words in finding.evidence if not finding.candidates]
    if finding.candidates:
        lines.append(_considered(finding.candidates, sources))
    if finding.verdict and not finding.candidates and not finding.evidence:
        lines.append(Text("nothing in the source comes near it"))
    verdict = f"{finding.verdict.value}, " if finding.verdict else ""
    lines.append(Text(f"{finding.rule} ({verdict}{finding.severity.value})", QUIET))
    return lines


def _considered(candidates: Sequence[Candidate], sources: Sources) -> Table:
    """Each place with a sign, its words and, below, why it was taken or refused."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for candidate in candidates:
        reason = Text(harmless(candidate.reason), "" if candidate.taken else QUIET)
        words = quoted(sources, candidate.evidence)
        table.add_row(TAKEN if candidate.taken else REFUSED, Group(words, reason))
    return table
