"""How well pages are split. In: goldens; out: shares and every fault.

A labelled story is met where the splitter has a story of the same headline; figures and boilerplate
then tell whether its text is whole and clean.
"""

from collections.abc import Iterable, Iterator

from evals.figures import show_in_context
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from schemas.article import EDITORIAL, Article, Segment, SegmentKind
from schemas.golden import Golden, GoldenFigure, GoldenStory
from schemas.score import Share, SplittingScore
from schemas.text import Span

Meeting = tuple[GoldenStory, Article | None]


def score_splitting(golden: Golden) -> SplittingScore:
    """Split a golden page and set its stories beside the labelled ones."""
    meetings = meet_stories(golden)
    figures = [f for f in golden.labels.figures if not _in_boilerplate(golden, f)]
    lost = [f for f in figures if not _is_kept(f, meetings)]
    segments = [s for _, article in meetings if article for s in article.segments]
    leaked = [p for p in golden.labels.boilerplate if _is_editorial(p.span, segments)]
    passages = golden.labels.opinion
    unmarked = [p for p in passages if not _is_opinion(p.span, segments)]
    return SplittingScore(
        golden=golden.id,
        stories=Share(hits=sum(a is not None for _, a in meetings), of=len(meetings)),
        figures=Share(hits=len(figures) - len(lost), of=len(figures)),
        boilerplate=Share(
            hits=len(golden.labels.boilerplate) - len(leaked), of=len(golden.labels.boilerplate)
        ),
        opinions=Share(hits=len(passages) - len(unmarked), of=len(passages)),
        faults=(
            *(f"no story has the headline {s.headline.text!r}" for s, a in meetings if a is None),
            *(f"lost: {show_in_context(golden.text, f.span)}" for f in lost),
            *(f"{p.kind} in the text: {p.text!r:.90}" for p in leaked),
            *(f"opinion as news: {p.text!r:.90}" for p in unmarked),
            *_false_boilerplate(golden, segments),
        ),
    )


def meet_stories(golden: Golden) -> tuple[Meeting, ...]:
    """Each labelled story with the split one of the same headline, `None` where there is none."""
    page = read_bytes(golden.text.encode(), golden.id)
    headlines = {article.headline: article for article in split_page(page)}
    return tuple((story, headlines.get(story.headline.text)) for story in golden.labels.stories)


def _in_boilerplate(golden: Golden, figure: GoldenFigure) -> bool:
    return any(plate.span.overlaps(figure.span) for plate in golden.labels.boilerplate)


def _is_kept(figure: GoldenFigure, meetings: tuple[Meeting, ...]) -> bool:
    """Does the figure lie in editorial text of the very story it was labelled in?"""
    return any(
        article and story.span.covers(figure.span) and _is_editorial(figure.span, article.segments)
        for story, article in meetings
    )


def _is_editorial(span: Span, segments: Iterable[Segment]) -> bool:
    return any(s.kind in EDITORIAL and s.span.overlaps(span) for s in segments)


def _is_opinion(span: Span, segments: Iterable[Segment]) -> bool:
    return any(s.opinion and s.span.overlaps(span) for s in segments)


def _false_boilerplate(golden: Golden, segments: Iterable[Segment]) -> Iterator[str]:
    for segment in segments:
        labelled = any(p.span.overlaps(segment.span) for p in golden.labels.boilerplate)
        if (
            segment.kind not in EDITORIAL
            and not labelled
            and segment.kind is not SegmentKind.WIDGET
        ):
            yield f"taken for {segment.kind}: {segment.span.cut(golden.text)!r:.90}"
