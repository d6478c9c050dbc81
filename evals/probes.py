"""How the checker judges what a person knows to be right or wrong. In: goldens; out: shares.

Reference briefs and `must_say` sentences must pass; `must_not_say` sentences must fail. Not each
wrong sentence can be caught by a rule: the share is read beside the list of those that escaped.
"""

from collections.abc import Iterator

from evals.read import story_text_of
from pipeline.figures.arithmetic import check_source
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from schemas.base import Value
from schemas.golden import Golden, GoldenStory
from schemas.score import CheckingScore, Share
from schemas.source import Source
from schemas.verdict import FigureReport, Severity, SourceNote


def score_checking(golden: Golden) -> CheckingScore:
    """Check every sentence of a golden's labels against its story, and the story against itself."""
    probes = [probe for story in golden.labels.stories for probe in probe_story(golden, story)]
    references = [probe for probe in probes if probe.kind == "reference"]
    true = [probe for probe in probes if probe.kind == "true"]
    wrong = [probe for probe in probes if probe.kind == "wrong"]
    noted = [pair for story in golden.labels.stories for pair in _noted(golden, story)]
    notes = [pair for story in golden.labels.stories for pair in _asked(golden, story)]
    return CheckingScore(
        golden=golden.id,
        references=Share(hits=sum(not p.faults for p in references), of=len(references)),
        true=Share(hits=sum(not p.faults for p in true), of=len(true)),
        caught=Share(hits=sum(bool(p.faults) for p in wrong), of=len(wrong)),
        noticed=Share(hits=sum(p.noticed for p in wrong), of=len(wrong)),
        conflicts=Share(hits=sum(met for _, met in noted), of=len(noted)),
        notes=Share(hits=sum(met for _, met in notes), of=len(notes)),
        overlooked=tuple(text for text, met in noted if not met),
        unasked=tuple(text for text, met in notes if not met),
        complaints=tuple(f"{p.said} -> {fault}" for p in references + true for fault in p.faults),
        escaped=tuple(_escape(p) for p in wrong if not p.faults),
    )


class Probe(Value):
    """A text whose truth a person knows, and what the checker has against it."""

    kind: str
    """`reference`, `true` or `wrong`."""
    said: str
    why: str
    faults: tuple[str, ...]
    noticed: bool
    """Is there an error or a warning?"""


def probe_story(golden: Golden, story: GoldenStory) -> tuple[Probe, ...]:
    """The reference brief and every sentence of a story's labels, checked."""
    source = read_story(golden, story)
    texts = [("reference", story.reference.text, "")]
    texts += [("true", check.say, check.why) for check in (*story.must_say, *story.should_say)]
    texts += [("wrong", check.say, check.why) for check in story.must_not_say]
    return tuple(_probe(source, kind, said, why) for kind, said, why in texts)


def _probe(source: Source, kind: str, said: str, why: str) -> Probe:
    report = check_against(read_figures(said), (source,))
    severities = {check.severity for check in report.checks} | {
        claim.severity for claim in report.claims
    }
    return Probe(
        kind=kind,
        said=said,
        why=why,
        faults=describe_faults(report),
        noticed=bool(severities & {Severity.ERROR, Severity.WARN}),
    )


def _escape(probe: Probe) -> str:
    return f"{probe.said} ({probe.why}){' [warned]' if probe.noticed else ''}"


def _noted(golden: Golden, story: GoldenStory) -> Iterator[tuple[str, bool]]:
    """Each labelled conflict of a story, and whether a note on the source names it."""
    noted = [_facts_of(golden, note) for note in check_source(read_story(golden, story))]
    for conflict in story.conflicts:
        wanted = set(conflict.facts)
        yield conflict.text, any(len(wanted & facts) >= min(2, len(wanted)) for facts in noted)


def _asked(golden: Golden, story: GoldenStory) -> Iterator[tuple[str, bool]]:
    """Each note on a story's source, and whether a labelled conflict bears it out."""
    conflicts = [set(conflict.facts) for conflict in story.conflicts]
    for note in check_source(read_story(golden, story)):
        facts = _facts_of(golden, note)
        yield f"{note.rule}: {note.reason}", any(facts & wanted for wanted in conflicts)


def _facts_of(golden: Golden, note: SourceNote) -> set[str]:
    return {
        figure.fact
        for figure in golden.labels.figures
        for evidence in note.evidence
        if evidence.span.overlaps(figure.span)
    }


def read_story(golden: Golden, story: GoldenStory) -> Source:
    """The story as the engine reads it, boilerplate left out."""
    return read_source(story_text_of(golden.text, golden.labels, story), golden.id)


def describe_faults(report: FigureReport) -> tuple[str, ...]:
    """Each error of a report in a line: the words, the rule, the reason."""
    figures = [f"{c.figure.text!r} {c.rule}: {c.reason}" for c in report.checks if not c.ok]
    claims = [f"{c.text!r} {c.rule}: {c.reason}" for c in report.claims if not c.ok]
    return (*figures, *claims)
