"""A checked text or a brief in, one story of the page out: every word that the template prints."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from pipeline.show.briefed import NO_SENTENCE, Briefed
from pipeline.show.findings import (
    MARKS,
    REFUSED,
    TAKEN,
    Finding,
    Status,
    by_weight,
    find_findings,
)
from pipeline.show.notes import Note, NoteGroup, balance_line, note_groups
from pipeline.show.page_chips import Chip, find_chips, group_id
from pipeline.show.page_pieces import Line, Piece, key, proofs, source_lines, text_pieces
from pipeline.show.snippets import Snippet, harmless, snippet
from pipeline.show.sources import Sources
from pipeline.show.unbriefed import Unbriefed, figures_of
from pipeline.show.usage import model_line
from schemas.balance import BalanceReport, Criterion, Outcome
from schemas.candidate import Candidate
from schemas.checked import CheckedText, NamedText
from schemas.text import Evidence, Span


class Quote(NamedTuple):
    """Words of the source in their line: a label, what stands before, the words, what follows."""

    label: str
    before: str
    words: str
    after: str


class Considered(NamedTuple):
    """A place of the source that was looked at for a finding, and why it was taken or refused."""

    status: str
    sign: str
    quote: Quote
    reason: str


class Row(NamedTuple):
    """One finding as a button."""

    id: str
    key: str
    status: str
    sign: str
    word: str
    text: str
    reason: str
    quotes: tuple[Quote, ...]
    fix: str
    rule: str
    considered: tuple[Considered, ...] = ()
    is_explained: bool = False
    """Was it asked what was considered?"""


class QuotedNote(NamedTuple):
    """A note with its quotations."""

    text: str
    quotes: tuple[Quote, ...]


class Group(NamedTuple):
    """Notes under a title."""

    title: str
    notes: tuple[QuotedNote, ...]
    id: str = ""


class Judged(NamedTuple):
    """One row of the balance table."""

    id: str
    name: str
    anchor: str
    status: str
    sign: str
    word: str
    reason: str


class Panel(NamedTuple):
    """One source."""

    name: str
    language: str
    lines: tuple[Line, ...]


class Story(NamedTuple):
    """One story of the page."""

    number: int
    heading: str
    text_title: str
    language: str
    text: tuple[Piece, ...]
    chips: tuple[Chip, ...]
    findings: tuple[Row, ...]
    sources: tuple[Panel, ...]
    notes: tuple[Group, ...]
    notes_first: bool = False
    """Do the notes stand above the figures? Where no figure is wrong, they matter more."""
    headline: tuple[Piece, ...] = ()
    where: str = ""
    gates: tuple[Criterion, ...] = ()
    balance: str = ""
    criteria: tuple[Judged, ...] = ()
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def has_fix(self) -> bool:
        """Is the right value of any figure known?"""
        return any(row.fix for row in self.findings)


def checked_story(checked: CheckedText) -> Story:
    """The page of `check`: text, figures and source, and what to know of the check."""
    notes = [
        NoteGroup(
            "The source with itself",
            tuple(Note(n.reason, n.evidence) for n in checked.report.source_notes),
        ),
        NoteGroup("About this check", tuple(Note(remark) for remark in checked.remarks)),
    ]
    story = _story(checked, 1, [group for group in notes if group.notes])
    text = checked.text.text
    found = find_findings(checked.report)
    return story._replace(
        text_title="The checked text",
        text=text_pieces(text, Span(start=0, end=len(text)), found, 1) if text else (),
    )


def brief_story(one: Briefed, number: int) -> Story:
    """The page of a brief: the same, with notes, the balance table and where it comes from."""
    brief, checked = one.brief, one.checked
    story = _story(checked, number, note_groups(brief))
    found = find_findings(brief.report)
    start, end = len(brief.headline) + 1, len(brief.text)
    return story._replace(
        heading=brief.headline or f"Story {one.number}",
        where=f"{file_name(one.source.name)}, story {one.number} of {one.of}" if one.of > 1 else "",
        text_title="The brief",
        headline=text_pieces(brief.text, Span(start=0, end=start - 1), found, number)
        if brief.headline
        else (),
        text=text_pieces(brief.text, Span(start=start, end=end), found, number)
        if start < end
        else (Piece(NO_SENTENCE),),
        gates=brief.balance.failed_gates,
        notes_first=not any(f.status in (Status.WRONG, Status.LOOK) for f in found),
        balance=balance_line(brief.balance).removeprefix("balance: "),
        criteria=_criteria(brief.balance),
        origin=_origin(one),
    )


def unbriefed_story(one: Unbriefed, number: int) -> Story:
    """An article without a brief: why there is none, and its figures in place."""
    page = one.page
    figures, _ = figures_of(one)
    source = NamedText(id=page.id, name=page.id, text=page.text, language=page.language)
    sources = Sources((source,))
    proofs = (Evidence(source_id=page.id, span=f.span, text=f.text) for f in figures)
    return Story(
        number=number,
        heading=file_name(one.id),
        text_title="No brief",
        language="en",
        text=(Piece(f"No brief: {one.why}."),),
        chips=(Chip(Status.LOOK.value, MARKS[Status.LOOK], "no brief"),),
        findings=(),
        sources=(Panel(file_name(page.id), page.language, source_lines(source, (), number)),),
        notes=(
            Group(
                "Its figures",
                tuple(QuotedNote("", (_quote(e, sources),)) for e in proofs),
                group_id(number, 1),
            ),
        ),
    )


def file_name(name: str) -> str:
    """What a heading calls a text: the last part of its path, or what `-` stands for."""
    return "standard input" if name == "-" else PurePath(name).name or name


def _story(checked: CheckedText, number: int, groups: Sequence[NoteGroup]) -> Story:
    """What a check and a brief have in common."""
    found = find_findings(checked.report)
    sources = Sources(checked.sources)
    return Story(
        number=number,
        heading=checked.text.name,
        text_title="",
        language=checked.text.language,
        text=(),
        chips=find_chips(found, groups, number),
        findings=tuple(
            _row(finding, number, sources, explained=checked.explained)
            for finding in by_weight(found)
        ),
        sources=tuple(
            Panel(file_name(source.name), source.language, source_lines(source, found, number))
            for source in checked.sources
        ),
        notes=tuple(
            _group(group, sources, group_id(number, at)) for at, group in enumerate(groups, 1)
        ),
    )


def _row(finding: Finding, story: int, sources: Sources, *, explained: bool) -> Row:
    key_ = key(story, finding)
    kept = "" if not finding.dismissed else f" Dismissed by {finding.dismissed}."
    nearest = "" if finding.evidence or not finding.nearest else "nearest, "
    verdict = f" · {finding.verdict.value}" if finding.verdict else " · claim"
    formula = f" · {finding.formula}" if finding.formula else ""
    return Row(
        id=f"finding-{key_}",
        key=key_,
        status=finding.status.value,
        sign=finding.mark,
        word=finding.status.value,
        text=" ".join(harmless(finding.text).split()),
        reason="" if finding.is_plain else harmless(finding.reason + kept),
        quotes=tuple(_quote(e, sources, nearest) for e in proofs(finding)[:3]),
        fix=harmless(finding.fix),
        rule="" if finding.is_plain else f"{finding.rule}{verdict}{formula}",
        considered=tuple(_considered(candidate, sources) for candidate in finding.candidates),
        is_explained=explained and not finding.is_claim,
    )


def _considered(candidate: Candidate, sources: Sources) -> Considered:
    return Considered(
        status="taken" if candidate.taken else "refused",
        sign=TAKEN if candidate.taken else REFUSED,
        quote=_quote(candidate.evidence, sources),
        reason=harmless(candidate.reason),
    )


def _quote(evidence: Evidence, sources: Sources, prefix: str = "") -> Quote:
    source = sources.get(evidence.source_id)
    if source is None:
        return Quote(prefix, "", harmless(evidence.text), "")
    around: Snippet = snippet(source.text, evidence.span)
    return Quote(f"{prefix}{sources.place(evidence)}", *around)


def _group(group: NoteGroup, sources: Sources, id: str) -> Group:
    return Group(
        group.title,
        tuple(
            QuotedNote(harmless(n.text), tuple(_quote(e, sources) for e in n.evidence[:3]))
            for n in group.notes
        ),
        id,
    )


_OUTCOMES = {
    Outcome.PASS: (Status.MATCHES, "✓", "met"),
    Outcome.FAIL: (Status.WRONG, "✗", "not met"),
    Outcome.NOT_APPLICABLE: (Status.DISMISSED, "–", "does not apply"),
}


def _criteria(balance: BalanceReport) -> tuple[Judged, ...]:
    return tuple(
        Judged(c.id, c.name, c.anchor, status.value, sign, word, c.reason)
        for c in balance.criteria
        for status, sign, word in (_OUTCOMES[c.outcome],)
    )


def _origin(one: Briefed) -> tuple[tuple[str, str], ...]:
    made = one.brief.provenance
    line = model_line(made)
    return (
        ("Source", one.source.name),
        ("SHA-256", made.source_sha256),
        ("Engine", line or made.engine),
        ("Figures", made.figures_engine),
        ("evenbrief", made.version),
        ("Drafts", str(made.attempts)),
    )
