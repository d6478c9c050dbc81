"""A sound reference in a sentence that says something else of it than the article does.

In: a mended sentence and the source. Out: a problem for each figure that the checker finds said of
another measure, group, arm, grade, cut or time; the same code judges the finished brief.
"""

from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures
from pipeline.model.complaints import AGAINST
from pipeline.model.references import MISUSED, Problem
from pipeline.render import find_references, render_text
from schemas.source import Source
from schemas.verdict import Verdict


def find_misused(text: str, source: Source) -> tuple[Problem, ...]:
    """Problems of a sentence in the draft's grammar; none where it refers to nothing."""
    if not find_references(text):
        return ()
    facts = {fact.id: fact for fact in source.facts}
    report = check_against(read_figures(render_text(text, source, facts)), (source,))
    return tuple(
        Problem(MISUSED, AGAINST.format(figure=check.figure.text, reason=check.reason))
        for check in report.checks
        if not check.ok and check.verdict is Verdict.MISATTRIBUTED
    )
