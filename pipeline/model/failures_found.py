"""What the checker and the balance table found wrong, put so that a model can put it right.

In: a draft with the reports on it. Out: lines, one a failure, each with the sentence it is in.
"""

from collections.abc import Iterator

from pipeline.render import Rendered, render
from schemas.balance import BalanceReport
from schemas.draft import Draft
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import FigureReport


def list_failures(
    draft: Draft, source: Source, report: FigureReport, balance: BalanceReport
) -> str:
    """Every error by sentence, then the gates that block publication; empty for none."""
    rendered = render(draft, source)
    lines = [*_figures(rendered, report), *_claims(rendered, report)]
    lines += [f"- whole text, {gate.name}: {gate.reason}" for gate in balance.failed_gates]
    lines += [f"- left out, {item.text[:80]}: {item.reason}" for item in draft.refused]
    return "\n".join(lines)


def _figures(rendered: Rendered, report: FigureReport) -> Iterator[str]:
    for check in report.checks:
        if not check.ok:
            fix = f" The article has {check.fix}." if check.fix else ""
            place = _place(rendered, check.figure.span)
            yield f"- {place}, “{check.figure.text}”: {check.reason}{fix}"


def _claims(rendered: Rendered, report: FigureReport) -> Iterator[str]:
    for claim in report.claims:
        if not claim.ok:
            yield f"- {_place(rendered, claim.span)}, “{claim.text}”: {claim.reason}"


def _place(rendered: Rendered, span: Span) -> str:
    """Which sentence a place of the printed text is in."""
    offset = len(rendered.headline) + 1
    for number, sentence in enumerate(rendered.sentences, 1):
        if sentence.span.start + offset <= span.start < sentence.span.end + offset:
            return f"sentence {number}"
    return "headline"
