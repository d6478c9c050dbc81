"""Which of an article's harms a brief leaves out, for the editor.

In: a brief's sentences with its record, source and figure report. Out: each harm with a rate or a
count that no sentence uses, in a few words. A brief of a few lines cannot hold every harm; what it
leaves out must be seen.
"""

from collections.abc import Sequence

from pipeline.balance.case import build_case, find_sentences_using
from pipeline.balance.lookup import find_figures_of
from schemas.brief import BriefSentence
from schemas.record import Record
from schemas.source import Source
from schemas.verdict import FigureReport


def find_untold_harms(
    sentences: Sequence[BriefSentence], record: Record, source: Source, report: FigureReport
) -> tuple[str, ...]:
    """`liver failure (2.1%, 0.1%)` for each harm no sentence tells; none where all are told."""
    case = build_case("", sentences, record, source, report)
    left: dict[str, list[str]] = {}
    told: set[tuple[str, str]] = set()
    for event in record.safety:
        if event.none_reported or not event.fact:
            continue
        figures = [figure.text for figure in find_figures_of(source, event.fact)]
        if find_sentences_using(case, event.fact):
            told |= {(event.term.lower(), item) for item in figures}
            continue
        name = f"{event.term}, grade {event.grade}" if event.grade else event.term
        left.setdefault(name, []).extend(item for item in figures if item not in left.get(name, []))
    kept = {
        name: [rate for rate in rates if (name.split(",")[0].lower(), rate) not in told]
        for name, rates in left.items()
    }
    return tuple(f"{name} ({', '.join(rates)})" for name, rates in kept.items() if rates)
