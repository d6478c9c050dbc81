"""Does a golden's reference brief hold? In: the text and its labels; out: findings.

Here, and only here, the lint asks the engine: a reference that our own checker refuses is wrong,
or shows that the checker is. Which of the two, a person decides.
"""

import re
from collections.abc import Iterator

from evals.read import story_text_of
from pipeline.figures.check import check_figures
from schemas.golden import GoldenStory, Labels, LintFinding
from schemas.verdict import FigureReport


def lint_references(where: str, text: str, labels: Labels) -> tuple[LintFinding, ...]:
    """Every figure or claim of a reference that fails, and every owed fact it leaves out."""
    return tuple(
        LintFinding(rule="checker", text=f"{where}: {story.id} reference {fault}")
        for story in labels.stories
        for fault in _faults(text, labels, story)
    )


def _faults(text: str, labels: Labels, story: GoldenStory) -> Iterator[str]:
    report = check_figures(story.reference.text, story_text_of(text, labels, story))
    for check in report.checks:
        if not check.ok:
            yield f"has {check.figure.text!r}: {check.reason} Mend the brief or the checker"
    for claim in report.claims:
        if not claim.ok:
            yield f"says {claim.text!r}: {claim.reason} Mend the brief or the checker"
    for owed in story.must_say:
        for fact in owed.facts:
            if not _is_carried(fact, labels, story, report):
                yield f"lacks fact {fact!r}, which it must say ({owed.say}); add it"


def _is_carried(fact: str, labels: Labels, story: GoldenStory, report: FigureReport) -> bool:
    """Does a figure of the reference rest on a mention of the fact, or repeat its words?"""
    mentions = [figure for figure in labels.figures if figure.fact == fact]
    evidence = [evidence.span for check in report.checks for evidence in check.evidence]
    return any(
        re.search(rf"(?<!\w){re.escape(mention.text)}(?!\w)", story.reference.text, re.IGNORECASE)
        or any(span.overlaps(mention.span) for span in evidence)
        for mention in mentions
    )
