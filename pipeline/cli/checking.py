"""Paths of a text and its sources in, the checked text out, with what a reader must know."""

from collections.abc import Iterator, Sequence

from pipeline.cli.foreign import keep_figures_only
from pipeline.cli.inputs import Input, read_articles, unique_ids
from pipeline.cli.opening import open_page, open_reader
from pipeline.figures.arithmetic import check_source
from pipeline.figures.candidates import explain_report
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures
from pipeline.figures.set_aside import tell_asides
from pipeline.given import named_text
from schemas.checked import CheckedText
from schemas.source import Source
from schemas.text import Evidence
from schemas.verdict import FigureReport


def check_text(
    text: str, sources: Sequence[str], story: int | None, *, explain: bool = False
) -> CheckedText:
    """Read, check and say what limits the check: stories, language, no figures.

    With `explain`, also what was considered for each figure. Raises EvenbriefError for what cannot
    be read.
    """
    ids = unique_ids(sources)
    with open_reader() as parse:
        page = open_page(text, parse)
        several = [
            read_articles(path, id, story, parse) for path, id in zip(sources, ids, strict=True)
        ]
    articles = [article for one in several for article in one]
    read, known = read_figures(page.text), tuple(a.source for a in articles)
    report = check_against(read, known)
    report = tell_asides(report, read, tuple(part for a in articles for part in a.asides))
    report = explain_report(report, read, known) if explain else report
    languages = [page.language, *(a.named.language for a in articles)]
    report, foreign = keep_figures_only(report, languages)
    notes = tuple(note for a in articles for note in check_source(a.source))
    report = report.model_copy(update={"source_notes": notes})
    return CheckedText(
        text=named_text(page, text, "text"),
        sources=tuple(a.named for a in articles),
        report=report,
        remarks=(*foreign, *_remarks(text, report, articles, story)),
        explained=explain,
        touched=tuple(place for article in articles for place in _touched(article.source, report)),
    )


def _touched(source: Source, report: FigureReport) -> Iterator[Evidence]:
    """All mentions in a source of the facts on which a figure of the text rests."""
    rests = [e.span for c in report.checks for e in c.evidence if e.source_id == source.id]
    for fact in source.facts:
        mentions = [source.figures[index] for index in fact.mentions]
        if any(figure.span.overlaps(span) for figure in mentions for span in rests):
            for figure in mentions:
                yield Evidence(source_id=source.id, span=figure.span, text=figure.text)


def _remarks(
    text: str, report: FigureReport, articles: Sequence[Input], story: int | None
) -> tuple[str, ...]:
    remarks = [] if report.checks else [f"{text}: no figures to check."]
    for article in articles:
        name = article.named.name
        if not article.source.figures:
            remarks.append(f"{name}: the article has no figures.")
        if story is None and len(article.stories) > 1:
            remarks.append(
                f"{name}: the page holds {len(article.stories)} stories; checked against all of "
                "them, --story N picks one."
            )
    return tuple(remarks)
