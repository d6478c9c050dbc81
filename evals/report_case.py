"""A case and its golden in, what the page prints of it out: brief, draft, article, tied together.

A figure's sign says what the labels say of it; our checker's verdict is told beside that. Pieces,
findings and source lines are those of a brief's own page.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evals.faults import count_words, find_faults, name_of
from evals.report_edits import Edit, find_edits
from evals.report_words import NONE, percent_words, share_words
from pipeline.show.findings import MARKS, Finding, Status, by_weight, plural
from pipeline.show.offsets import Lines
from pipeline.show.page_pieces import Piece, key, source_lines, text_pieces
from pipeline.show.page_story import Panel, Quote, Row
from pipeline.show.snippets import snippet
from schemas.checked import NamedText
from schemas.eval import WRONG, CaseRecord, Ending, JudgedFigure, JudgedText
from schemas.golden import Golden
from schemas.score import Share
from schemas.text import Evidence, Span
from schemas.verdict import Severity, Verdict


class Words(NamedTuple):
    """A text of ours as the page prints it."""

    headline: tuple[Piece, ...]
    summary: tuple[Piece, ...]
    findings: tuple[Row, ...]


class Listing(NamedTuple):
    """Sentences under a title."""

    title: str
    status: str
    sign: str
    lines: tuple[str, ...]


class CaseView(NamedTuple):
    """One case of the page."""

    id: str
    number: int
    name: str
    kind: str
    split: str
    ending: str
    status: str
    """`wrong`, `look` or `matches`: what is worst of it."""
    said: str
    """The result in a few words."""
    brief: Words | None
    draft: Words | None
    """`None` where it was released as it was written, or none came."""
    listings: tuple[Listing, ...]
    sources: tuple[Panel, ...]
    about: tuple[tuple[str, str], ...]
    misread: tuple[str, ...]
    """Figures of the article that were read otherwise than labelled."""
    edits: tuple[Edit, ...] = ()
    """What became of the base's brief; empty where there is no base or nothing changed."""


def show_case(
    case: CaseRecord, number: int, golden: Golden | None, base: CaseRecord | None = None
) -> CaseView:
    """Everything of one case; `golden` is `None` where the article is not at hand."""
    source = _source(case, golden) if golden else None
    shown = _findings(case.released, source, 0)
    is_same = case.first is None or case.first == case.released
    drafted = () if is_same else _findings(case.first, source, len(shown))
    found = (*shown, *drafted)
    sources: tuple[Panel, ...] = ()
    if source:
        sources = (Panel(source.name, source.language, source_lines(source, found, number)),)
    status, said = _result(case)
    return CaseView(
        id=f"case-{number}",
        number=number,
        name=name_of(case),
        kind=case.kind,
        split=case.split.value,
        ending=case.ending.value,
        status=status.value,
        said=said,
        brief=_words(case.released, shown, number, source) if case.released else None,
        draft=None if is_same else _words(case.first, drafted, number, source),
        listings=_listings(case),
        sources=sources,
        about=_about(case),
        misread=case.reading.wrong if case.reading else (),
        edits=_edits(case, base),
    )


def _source(case: CaseRecord, golden: Golden) -> NamedText:
    """The article, of which the page shows the story."""
    story = next((s for s in golden.labels.stories if s.id == case.story), None)
    return NamedText(
        id=golden.id,
        name=f"{golden.id}.txt",
        text=golden.text,
        aside=tuple(plate.span for plate in golden.labels.boilerplate),
        shown=story.span if story else None,
    )


def _findings(
    judged: JudgedText | None, source: NamedText | None, before: int
) -> tuple[Finding, ...]:
    """The figures of a text as findings, numbered on from `before`."""
    figures = judged.figures if judged else ()
    return tuple(_finding(figure, at, source) for at, figure in enumerate(figures, before + 1))


def _finding(figure: JudgedFigure, number: int, source: NamedText | None) -> Finding:
    is_wrong = figure.truth in WRONG
    status = Status.WRONG if is_wrong else Status.MATCHES if figure.checker_ok else Status.LOOK
    proof: tuple[Evidence, ...] = ()
    if source and 0 <= figure.source_start < figure.source_end <= len(source.text):
        span = Span(start=figure.source_start, end=figure.source_end)
        proof = (Evidence(source_id=source.id, span=span, text=span.cut(source.text)),)
    return Finding(
        number=number,
        status=status,
        severity=Severity.ERROR if is_wrong else Severity.NONE,
        rule=f"labels: {figure.truth.value} · checker: {checker_words(figure)}",
        text=figure.text,
        span=Span(start=figure.start, end=figure.end),
        reason=figure.why or ("" if figure.checker_ok else "The labels bear it out."),
        evidence=proof,
        dismissed="",
        verdict=figure.checker or Verdict.UNCLEAR,
    )


def checker_words(figure: JudgedFigure) -> str:
    """`passes it, exact`, `fails it, absent (EB_ABSENT)`, `sees no figure`."""
    if figure.checker is None:
        return "sees no figure"
    rule = f" ({figure.rule})" if figure.rule and not figure.checker_ok else ""
    return f"{'passes' if figure.checker_ok else 'fails'} it, {figure.checker.value}{rule}"


def _words(
    judged: JudgedText | None, found: Sequence[Finding], number: int, source: NamedText | None
) -> Words | None:
    if judged is None:
        return None
    start = judged.text.find("\n") + 1
    pieces = [
        text_pieces(judged.text, Span(start=a, end=b), found, number) if a < b else ()
        for a, b in ((0, max(start - 1, 0)), (start, len(judged.text)))
    ]
    lines = Lines(source.text) if source else None
    rows = tuple(_row(one, number, source, lines) for one in by_weight(found))
    return Words(pieces[0], pieces[1], rows)


def _row(finding: Finding, story: int, source: NamedText | None, lines: Lines | None) -> Row:
    quotes = tuple(
        Quote(f"line {lines.line(proof.span.start)}", *snippet(source.text, proof.span))
        for proof in finding.evidence
        if source and lines
    )
    return Row(
        id=f"finding-{key(story, finding)}",
        key=key(story, finding),
        status=finding.status.value,
        sign=finding.mark,
        word=finding.status.value,
        text=" ".join(finding.text.split()),
        reason=finding.reason,
        quotes=quotes,
        fix="",
        rule=finding.rule,
    )


def _result(case: CaseRecord) -> tuple[Status, str]:
    """The worst of a case, and all of it counted: `2 wrong figures, 1 must-say lacking`."""
    if case.ending is Ending.SKIPPED:
        return Status.LOOK, "skipped"
    faults = find_faults([case])
    if not faults:
        return Status.MATCHES, "nothing wrong"
    sorts = Counter(fault.sort for fault in faults)
    said = ", ".join(count_words(sort, count) for sort, count in sorts.items())
    return (Status.WRONG if any(f.is_hard for f in faults) else Status.LOOK), said


def _listings(case: CaseRecord) -> tuple[Listing, ...]:
    """What is lacking, forbidden, withheld and lost; what is empty is left out."""
    brief = case.released
    groups: tuple[tuple[str, Status, Sequence[str]], ...] = (
        ("It ended without a brief", Status.WRONG, (case.error,) if case.error else ()),
        (
            "Says what it must not",
            Status.WRONG,
            [f"“{v.said}”: {v.why}" for v in brief.violations] if brief else (),
        ),
        ("Must-says that are lacking", Status.LOOK, brief.lacking if brief else ()),
        ("Must-says lost since the first draft", Status.LOOK, case.lost_must),
        ("Sentences withheld by our checks", Status.LOOK, case.withheld),
    )
    return tuple(
        Listing(f"{title} ({len(lines)})", status.value, MARKS[status], tuple(lines))
        for title, status, lines in groups
        if lines
    )


def _about(case: CaseRecord) -> tuple[tuple[str, str], ...]:
    """How it went, name and value; only what there is."""
    brief, reading = case.released, case.reading
    cost = "" if case.cost is None else f"${case.cost:.4f}"
    rows = (
        ("must-says covered", share_words(brief.must) if brief else f"0/{case.owed.must}"),
        ("should-says covered", share_words(brief.should) if brief else f"0/{case.owed.should}"),
        ("conflicts named", share_words(case.conflicts)),
        ("gaps named", share_words(case.gaps)),
        ("balance", NONE if case.balance is None else f"{case.balance} of 100"),
        ("balance gates", "pass" if case.balance_ok else "fail"),
        ("longest copied run", plural(brief.longest_copied_run, "word") if brief else ""),
        ("length", plural(brief.words, "word") if brief else ""),
        ("figures found", _share(reading.found) if reading else ""),
        ("values read as labelled", _share(reading.values) if reading else ""),
        ("roles that contradict no label", _share(reading.tuples) if reading else ""),
        ("of whom, as labelled", _share(reading.named) if reading else ""),
        ("drafts", str(case.attempts)),
        ("questions", str(case.requests) if case.requests or case.cached else ""),
        ("from the store", str(case.cached) if case.requests or case.cached else ""),
        ("tokens", str(case.tokens or "")),
        ("cost", cost if case.requests or case.cached else ""),
        ("answered by", ", ".join(case.answered)),
        ("seconds", f"{case.seconds:.2f}"),
    )
    return tuple((name, value) for name, value in rows if value)


def _share(share: Share) -> str:
    return f"{share_words(share)} ({percent_words(share)})"


def _edits(case: CaseRecord, base: CaseRecord | None) -> tuple[Edit, ...]:
    old = base.released.text if base and base.released else ""
    new = case.released.text if case.released else ""
    if base is None or old == new:
        return ()
    return find_edits(old, new)


def match_goldens(goldens: Sequence[Golden], hashes: Mapping[str, str]) -> Mapping[str, Golden]:
    """The goldens whose article is the very one that a run was made of, by id."""
    return {one.id: one for one in goldens if hashes.get(one.id) == one.labels.sha256}
