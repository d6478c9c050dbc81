"""How two versions of a story differ in, the differences for a terminal, Markdown or JSON out."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.show.findings import plural
from pipeline.show.markdown import escaped
from pipeline.show.offsets import Lines
from pipeline.show.plain import Json, plain
from pipeline.show.snippets import harmless, snippet
from pipeline.show.terminal import QUIET, Paper, printed
from schemas.checked import NamedText
from schemas.diff import Change, ChangeKind, Diff
from schemas.text import Evidence

DIFF = "evenbrief.diff/1"

_TITLES = {
    ChangeKind.ALTERED: ("✗", "Altered", "bold red"),
    ChangeKind.MOVED: ("✗", "Said of something else", "bold red"),
    ChangeKind.HEDGE: ("✗", "Hedges and qualifiers", "bold red"),
    ChangeKind.CLAIM: ("✗", "Claims", "bold red"),
    ChangeKind.DENOMINATOR: ("✗", "Denominators gone", "bold red"),
    ChangeKind.ROUNDED: ("?", "Rounded", "yellow"),
    ChangeKind.GONE: ("–", "Only in the old version", "yellow"),
    ChangeKind.ADDED: ("+", "Only in the new version", "yellow"),
    ChangeKind.UNCLEAR: ("?", "To look at", "yellow"),
}


class Compared(NamedTuple):
    """Two versions and how they differ."""

    diff: Diff
    old: NamedText
    new: NamedText


def render_diff(compared: Compared, paper: Paper) -> str:
    """The differences by kind, each with the words of both versions."""
    parts: list[RenderableType] = [
        Text.assemble((f"{harmless(compared.old.name)}  ", QUIET), ("→  ", QUIET),
                      (harmless(compared.new.name), QUIET)), "",
        Text(_tally(compared.diff), "bold"), "",
    ]  # fmt: skip
    for kind, changes in _by_kind(compared.diff):
        sign, title, style = _TITLES[kind]
        parts.append(Text.assemble((f"{sign} {title}", style)))
        for change in changes:
            parts.append(Padding(Text(harmless(change.reason)), (0, 0, 0, 2)))
            for label, text, evidence in _sides(compared, change):
                quoted = Text.assemble((f"{label} {_where(text, evidence)}  ", QUIET))
                parts.append(Padding(quoted.append_text(_quoted(text, evidence)), (0, 0, 0, 4)))
        parts.append("")
    return printed(parts, paper)


def render_diff_markdown(compared: Compared) -> str:
    """The same for a ticket or a mail."""
    lines = [f"**{escaped(compared.old.name)} → {escaped(compared.new.name)}**: "
             f"{escaped(_tally(compared.diff))}", ""]  # fmt: skip
    for kind, changes in _by_kind(compared.diff):
        lines += [f"**{_TITLES[kind][1]}**", ""]
        for change in changes:
            lines.append(f"- {escaped(change.reason)}")
            for label, text, evidence in _sides(compared, change):
                words = "".join(snippet(text.text, evidence.span))
                lines.append(f"  - {label} {_where(text, evidence)}: “{escaped(words)}”")
        lines.append("")
    return "\n".join(lines)


def diff_document(compared: Compared) -> dict[str, Json]:
    """What `diff --format json` prints; lines count from 1."""
    return {
        "schema": DIFF,
        "old": compared.old.name,
        "new": compared.new.name,
        "same": compared.diff.same,
        "changes": [
            {
                "kind": change.kind.value,
                "reason": change.reason,
                **{
                    label: {"line": Lines(text.text).line(e.span.start), **_plain(e)}
                    for label, text, e in _sides(compared, change)
                },
            }
            for change in compared.diff.changes
        ],
    }


def _plain(evidence: Evidence) -> dict[str, Json]:
    span = evidence.span
    return {"start": span.start, "end": span.end, "text": plain(evidence.text)}


def _tally(diff: Diff) -> str:
    found = plural(len(diff.changes), "difference") if diff.changes else "no difference"
    return f"{found}; {plural(diff.same, 'figure')} the same"


def _by_kind(diff: Diff) -> Iterator[tuple[ChangeKind, list[Change]]]:
    for kind in ChangeKind:
        if changes := [change for change in diff.changes if change.kind is kind]:
            yield kind, changes


def _sides(compared: Compared, change: Change) -> Iterator[tuple[str, NamedText, Evidence]]:
    if change.old:
        yield "old", compared.old, change.old
    if change.new:
        yield "new", compared.new, change.new


def _where(text: NamedText, evidence: Evidence) -> str:
    return f"line {Lines(text.text).line(evidence.span.start)}"


def _quoted(text: NamedText, evidence: Evidence) -> Text:
    before, words, after = snippet(text.text, evidence.span)
    return Text.assemble(("“" + before, QUIET), (words, "bold"), (after + "”", QUIET))
