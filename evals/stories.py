"""How well pages are split. In: goldens; out: shares and every fault.

A labelled story is met by the split one of the same headline, or else by the one that is mostly its
text; figures and boilerplate then tell whether that is whole and clean.
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
        stories=Share(hits=sum(_is_named(m) for m in meetings), of=len(meetings)),
        figures=Share(hits=len(figures) - len(lost), of=len(figures)),
        boilerplate=Share(
            hits=len(golden.labels.boilerplate) - len(leaked), of=len(golden.labels.boilerplate)
        ),
        opinions=Share(hits=len(passages) - len(unmarked), of=len(passages)),
        faults=(
            *(
                f"no story has the headline {s.headline.text!r}"
                for s, a in meetings
                if not _is_named((s, a))
            ),
            *(f"lost: {show_in_context(golden.text, f.span)}" for f in lost),
            *(f"{p.kind} in the text: {p.text!r:.90}" for p in leaked),
            *(f"opinion as news: {p.text!r:.90}" for p in unmarked),
            *_false_boilerplate(golden, segments),
        ),
    )


def meet_stories(golden: Golden) -> tuple[Meeting, ...]:
    """Each labelled story with the split one of its headline or else its text; `None` for none."""
    page = read_bytes(golden.text.encode(), golden.id)
    articles = split_page(page)
    headlines = {article.headline: article for article in articles}
    named = [headlines.get(story.headline.text) for story in golden.labels.stories]
    rest = [article for article in articles if article not in named]
    return tuple(
        (story, article or next((one for one in rest if _is_mostly(one, story.span)), None))
        for story, article in zip(golden.labels.stories, named, strict=True)
    )


MOSTLY = 2
"""More than one in so many characters: of the split story in the labelled one, and the reverse."""


def _is_mostly(article: Article, span: Span) -> bool:
    """Is most of the split story inside the span, and does it fill most of what is labelled?"""
    own = sum(s.span.end - s.span.start for s in article.segments if s.kind in EDITORIAL)
    inside = sum(
        max(0, min(s.span.end, span.end) - max(s.span.start, span.start))
        for s in article.segments
        if s.kind in EDITORIAL
    )
    return inside * MOSTLY > own and inside * MOSTLY > span.end - span.start


def _is_named(meeting: Meeting) -> bool:
    """Has the split story the labelled headline?"""
    story, article = meeting
    return article is not None and article.headline == story.headline.text


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
