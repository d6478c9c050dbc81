"""Briefs in, Markdown for pasting out: the text first, the verdicts and notes below a line.

Every character that Markdown might read as a command is escaped, so that an article's `<script>`,
`*` or `$` is printed and not obeyed.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.show.briefed import NO_SENTENCE, Briefed
from pipeline.show.findings import Finding, Status, by_weight, find_findings, tally
from pipeline.show.notes import balance_line, note_groups
from pipeline.show.snippets import harmless
from pipeline.show.unbriefed import Unbriefed, figures_of
from pipeline.show.usage import model_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&$#@!])")
_LINE_START = re.compile(r"^(\s*)(?:([-+=])(?=\s|[-+=])|(\d+)([.)])(?=\s))", re.MULTILINE)


def render_markdown(briefed: Sequence[Briefed]) -> str:
    """Each brief as a heading, its text, and its notes for the editor."""
    return "\n".join("\n".join(_brief(one)) for one in briefed)


def render_unbriefed(one: Unbriefed) -> str:
    """What there is of an article without a brief: why, and its figures in a row."""
    figures, _ = figures_of(one)
    listed = ", ".join(" ".join(figure.text.split()) for figure in figures) or "none"
    why = escaped(f"No brief: {one.why}. Its figures: {listed}.")
    return f"## {escaped(one.id)}\n\n{why}\n"


def escaped(text: str) -> str:
    r"""The text as Markdown that prints it: `~44%` becomes `\~44%`."""
    safe = _SPECIAL.sub(r"\\\1", harmless(text))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", safe)


def _brief(one: Briefed) -> Iterator[str]:
    brief = one.brief
    for gate in brief.balance.failed_gates:
        yield f"> **✗ Gate failed:** {gate.id} {escaped(gate.name)}: {escaped(gate.reason)}"
        yield ">"
    if brief.headline:
        yield f"## {escaped(brief.headline)}\n"
    yield f"{escaped(brief.summary or NO_SENTENCE)}\n"
    yield "---\n"
    yield f"**For the editor, not for print.** {escaped(tally(brief.report))}; "
    yield f"{escaped(balance_line(brief.balance))}.\n"
    if line := model_line(brief.provenance):
        yield f"{escaped(line)}.\n"
    troubled = [f for f in by_weight(find_findings(brief.report)) if f.status in _TROUBLE]
    yield from (_finding(f) for f in troubled)
    if troubled:
        yield ""
    for group in note_groups(brief):
        yield f"**{escaped(group.title)}**\n"
        yield from (f"- {_one_line(note.text)}" for note in group.notes)
        yield ""


_TROUBLE = frozenset({Status.WRONG, Status.LOOK})


def _finding(finding: Finding) -> str:
    what = f"**{escaped(finding.text)}**"
    return f"- {finding.mark} {finding.status.value}: {what}: {_one_line(finding.reason)}"


def _one_line(text: str) -> str:
    return escaped(" ".join(text.split()))
