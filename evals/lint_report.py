"""The whole lint of a golden folder. In: the folder; out: faults, overruled complaints, remarks."""

from pathlib import Path

from evals.lint import lint_golden
from evals.lint_disputes import read_disputes, set_apart
from evals.lint_second import lint_second
from evals.read import find_article_ids
from schemas.errors import GoldenError
from schemas.golden import LintFinding, LintReport


def report_golden(folder: Path) -> LintReport:
    """Every fault of a golden folder, and apart from them what a person has overruled."""
    findings = [*lint_golden(folder), *lint_second(folder)]
    try:
        disputes = read_disputes(folder)
    except GoldenError as error:
        disputes = ()
        findings.append(LintFinding(rule="dispute", text=str(error)))
    faults, accepted, stale = set_apart(findings, disputes)
    return LintReport(
        golden=str(folder),
        articles=len(find_article_ids(folder)),
        faults=faults,
        accepted=accepted,
        stale=stale,
    )
