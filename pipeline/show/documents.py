"""Reports and briefs in, the JSON forms that others build on out.

The forms are promises: a key may be added within a form's version, none renamed or taken away.
"""

from collections.abc import Sequence

from pipeline.progress import add_up
from pipeline.show.findings import tally
from pipeline.show.places import add_places, metadata_document, places_of
from pipeline.show.plain import Json, plain
from pipeline.show.unbriefed import Unbriefed, figures_of
from schemas.article import Page, SegmentKind
from schemas.brief import Brief
from schemas.call import Call
from schemas.checked import CheckedText
from schemas.figure import Figure, Identifier
from schemas.source import Source
from schemas.text import Evidence
from schemas.verdict import ClaimFinding, FigureCheck, FigureReport, SourceNote

CHECK = "evenbrief.check/1"
BRIEF = "evenbrief.brief/1"
FIGURES = "evenbrief.figures/1"


def pair_line(id: Json, report: FigureReport, remarks: Sequence[str] = ()) -> dict[str, Json]:
    """One answer of `check --pairs`; `remarks` only where there is something to know."""
    line: dict[str, Json] = {
        "id": id,
        "ok": report.ok,
        "figures": [_judged(check) for check in report.checks],
        "claims": [_claim(claim) for claim in report.claims],
    }
    return line | {"remarks": list(remarks)} if remarks else line


def failed_line(id: Json, error: str, line: int) -> dict[str, Json]:
    """The answer to a line that could not be checked: a hole is a value, too."""
    answer: dict[str, Json] = {"id": id, "ok": None, "error": error, "figures": [], "claims": []}
    return answer if id is not None else answer | {"line": line}


def figures_line(
    id: Json, figures: Sequence[Figure], identifiers: Sequence[Identifier]
) -> dict[str, Json]:
    """One answer of `figures --texts`."""
    return {
        "id": id,
        "figures": [_figure(figure) for figure in figures],
        "identifiers": [_identifier(identifier) for identifier in identifiers],
    }


def failed_figures_line(id: Json, error: str, line: int) -> dict[str, Json]:
    """The answer to a text that could not be read."""
    answer: dict[str, Json] = {"id": id, "error": error, "figures": [], "identifiers": []}
    return answer if id is not None else answer | {"line": line}


def check_document(checked: CheckedText) -> dict[str, Json]:
    """What `check --format json` prints; `places` are those in the sources' originals."""
    report = checked.report
    texts = {source.id: source for source in checked.sources}
    return {
        "schema": CHECK,
        "ok": report.ok,
        "tally": tally(report),
        "engine": report.engine,
        "text": {"name": checked.text.name, "language": checked.text.language},
        "sources": [{"id": s.id, "name": s.name, "language": s.language} for s in checked.sources],
        "figures": [
            add_places(
                _judged_fully(check) | (_candidates(check) if checked.explained else {}), texts
            )
            for check in report.checks
        ],
        "claims": [add_places(_claim_fully(claim), texts) for claim in report.claims],
        "source_notes": [add_places(_note(note), texts) for note in report.source_notes],
        "remarks": list(checked.remarks),
    }


def brief_document(brief: Brief) -> dict[str, Json]:
    """One story of what `brief --format json` prints; spans of figures count in `text`."""
    return {
        "schema": BRIEF,
        "article_id": brief.article_id,
        "ok": brief.ok,
        "tally": tally(brief.report),
        "headline": brief.headline,
        "summary": brief.summary,
        "text": brief.text,
        "sentences": plain(brief.sentences),
        "figures": [_judged_fully(check) for check in brief.report.checks],
        "claims": [_claim_fully(claim) for claim in brief.report.claims],
        "source_notes": [_note(note) for note in brief.report.source_notes],
        "record": plain(brief.record),
        "facts": _facts(brief.source),
        "notes": plain(brief.notes),
        "balance": _balance(brief),
        "copying": plain(brief.copying),
        "engine": brief.provenance.engine,
        "usage": _usage(brief.provenance.calls),
        "provenance": plain(brief.provenance),
    }


def unbriefed_document(one: Unbriefed) -> dict[str, Json]:
    """What `brief --format json` prints of an article without a brief: why, and its figures.

    `ok` is null, as nothing was judged; what a brief would hold is empty.
    """
    line = figures_line(one.id, *figures_of(one))
    return {
        "schema": BRIEF,
        "article_id": one.id,
        "ok": None,
        "error": one.why,
        "language": one.page.language,
        "headline": "",
        "summary": "",
        "sentences": [],
        "figures": [],
        "claims": [],
        "article_figures": line["figures"],
        "article_identifiers": line["identifiers"],
        "engine": one.engine,
        "usage": _usage(one.calls),
        "provenance": {"engine": one.engine, "calls": plain(one.calls), "failed": one.why},
    }


def figures_document(
    name: str,
    page: Page,
    figures: Sequence[tuple[Figure, SegmentKind | None]],
    identifiers: Sequence[Identifier],
) -> dict[str, Json]:
    """What `figures --format json` prints: with `places`, each figure's in the original.

    `boilerplate` is the kind of what a figure stands in that is no part of a story: `navigation`
    for running heads and feet, `about`, `disclaimer` …; null for the story's own.
    """
    placed = [
        _figure(f)
        | {"boilerplate": kind.value if kind else None, "places": places_of(page, f.span)}
        for f, kind in figures
    ]
    return {
        "schema": FIGURES,
        "name": name,
        "media": page.media.value,
        "metadata": metadata_document(page.metadata),
        "figures": placed,
        "identifiers": [_identifier(identifier) for identifier in identifiers],
    }


def _evidence(evidence: Evidence) -> dict[str, Json]:
    return {
        "source_id": evidence.source_id,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
    }


def _judged(check: FigureCheck) -> dict[str, Json]:
    return {
        "start": check.figure.span.start,
        "end": check.figure.span.end,
        "text": check.figure.text,
        "verdict": check.verdict.value,
        "severity": check.severity.value,
        "ok": check.ok,
        "rule": check.rule,
        "reason": check.reason,
        "source": [_evidence(evidence) for evidence in check.evidence],
    }


def _judged_fully(check: FigureCheck) -> dict[str, Json]:
    return _judged(check) | {
        "word": check.word.value,
        "fix": check.fix,
        "fix_place": {"start": check.fix_span.start, "end": check.fix_span.end}
        if check.fix
        else None,
        "formula": check.formula,
        "nearest": _evidence(check.nearest) if check.nearest else None,
        "dismissed": check.dismissed,
        "figure": _figure(check.figure),
    }


def _candidates(check: FigureCheck) -> dict[str, Json]:
    """What was considered for a figure, the best first; only where it was asked for."""
    return {
        "candidates": [
            _evidence(c.evidence) | {"sentence": c.sentence, "taken": c.taken, "reason": c.reason}
            for c in check.candidates
        ]
    }


def _claim(claim: ClaimFinding) -> dict[str, Json]:
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "rule": claim.rule,
        "severity": claim.severity.value,
        "ok": claim.ok,
        "reason": claim.reason,
    }


def _claim_fully(claim: ClaimFinding) -> dict[str, Json]:
    return _claim(claim) | {
        "source": [_evidence(evidence) for evidence in claim.evidence],
        "dismissed": claim.dismissed,
    }


def _note(note: SourceNote) -> dict[str, Json]:
    return {
        "rule": note.rule,
        "reason": note.reason,
        "source": [_evidence(evidence) for evidence in note.evidence],
    }


def _figure(figure: Figure) -> dict[str, Json]:
    form: dict[str, Json] = {
        "start": figure.span.start,
        "end": figure.span.end,
        "text": figure.text,
        "kind": figure.kind.value,
        "values": plain(figure.values),
        "step": plain(figure.step),
        "unit": figure.unit,
        "approximate": figure.approximate,
        "bound": figure.bound.value,
        "hedge": figure.hedge,
        "range": figure.is_range,
        "words": figure.is_words,
    }
    if figure.part is not None and figure.whole is not None:
        form |= {"part": plain(figure.part), "whole": plain(figure.whole)}
    if figure.level is not None:
        form["level"] = plain(figure.level)
    if figure.first is not None or figure.last is not None:
        form |= {"from": plain(figure.first), "to": plain(figure.last)}
    return form


def _identifier(identifier: Identifier) -> dict[str, Json]:
    return {
        "start": identifier.span.start,
        "end": identifier.span.end,
        "text": identifier.text,
        "kind": identifier.kind.value,
        "key": identifier.key,
    }


def _facts(source: Source) -> list[Json]:
    """What the record's fact ids stand for, with the source's own words."""
    return [
        {
            "id": fact.id,
            "mentions": [
                {"start": f.span.start, "end": f.span.end, "text": f.text}
                for f in (source.figures[index] for index in fact.mentions)
            ],
            "role": plain(fact.role),
            "hedge": fact.hedge,
        }
        for fact in source.facts
    ]


def _usage(calls: Sequence[Call]) -> dict[str, Json]:
    """What asking a model took; the cost is null where a price is not known."""
    spent = add_up(calls)
    return {
        "calls": spent.requests,
        "failed": spent.failed,
        "stored": spent.stored,
        "tokens": plain(spent.tokens),
        "cost": None if spent.unpriced else plain(spent.cost),
        "seconds": f"{spent.seconds:.3f}",
    }


def _balance(brief: Brief) -> dict[str, Json]:
    balance = brief.balance
    return {
        "ok": balance.ok,
        "score": plain(balance.score),
        "failed_gates": [criterion.id for criterion in balance.failed_gates],
        "criteria": plain(balance.criteria),
    }
