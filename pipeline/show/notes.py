"""A brief in, its notes for the editor out: grouped, what matters most first."""

from typing import NamedTuple

from pipeline.show.findings import plural
from schemas.balance import BalanceReport, Outcome
from schemas.brief import Brief
from schemas.text import Evidence


class Note(NamedTuple):
    """One thing an editor should know, with the words it rests on."""

    text: str
    evidence: tuple[Evidence, ...] = ()


class NoteGroup(NamedTuple):
    """Notes of one sort under a title."""

    title: str
    notes: tuple[Note, ...]
    counted: str = ""
    """How a count of them is called where a person must look first; empty where none need."""

    @property
    def said(self) -> str:
        """`1 contradiction`, `2 contradictions`; `1 criterion not met`."""
        one, _, many = self.counted.partition("|")
        return f"{len(self.notes)} {one if len(self.notes) == 1 else many}"


def note_groups(brief: Brief) -> tuple[NoteGroup, ...]:
    """All notes that are not empty: missing, contradictions, cautions, calculations, the rest."""
    notes = brief.notes
    gaps = sorted(notes.gaps, key=lambda gap: -gap.weight)
    groups = (
        NoteGroup("Not in the article", tuple(Note(g.text) for g in gaps), "gap|gaps"),
        NoteGroup(
            "The article disagrees with itself",
            tuple(Note(c.text, c.evidence) for c in notes.conflicts),
            "contradiction|contradictions",
        ),
        NoteGroup("Cautions", tuple(Note(caution) for caution in notes.cautions)),
        NoteGroup(
            "Our calculations, not the article's",
            tuple(Note(f"{c.text} ({c.formula})", c.evidence) for c in notes.calculations),
        ),
        NoteGroup("Balance", _unmet(brief), "criterion not met|criteria not met"),
        NoteGroup("About this brief", _about(brief)),
    )
    return tuple(group for group in groups if group.notes)


def balance_line(balance: BalanceReport) -> str:
    """`balance: no gate failed, 9 of 10 criteria met (5 do not apply)`."""
    scored = [c for c in balance.criteria if not c.is_gate]
    applied = [c for c in scored if c.outcome is not Outcome.NOT_APPLICABLE]
    passed = sum(c.outcome is Outcome.PASS for c in applied)
    failed = len(balance.failed_gates)
    said = f"{plural(failed, 'gate')} failed" if failed else "no gate failed"
    idle = len(scored) - len(applied)
    rest = f" ({idle} do not apply)" if idle else ""
    return f"balance: {said}, {passed} of {len(applied)} criteria met{rest}"


def _unmet(brief: Brief) -> tuple[Note, ...]:
    """The criteria that were not met; gates that failed stand at the top already."""
    return tuple(
        Note(f"{c.id} {c.name}: {c.reason}")
        for c in brief.balance.criteria
        if c.outcome is Outcome.FAIL and not c.is_gate
    )


def _about(brief: Brief) -> tuple[Note, ...]:
    """Warnings, what was withheld, and where the brief comes from."""
    made = brief.provenance
    withheld = (Note(f"Withheld, because it could not be supported: {s}") for s in made.withheld)
    drafts = "" if made.attempts == 1 else f", {made.attempts} drafts"
    origin = Note(
        f"evenbrief {made.version}, {made.engine}, {made.figures_engine}{drafts}; source "
        f"{made.source_sha256[:12]}; longest run of copied words {brief.copying.longest_run}, "
        f"share copied {brief.copying.share}."
    )
    return (*(Note(warning) for warning in brief.notes.warnings), *withheld, origin)
