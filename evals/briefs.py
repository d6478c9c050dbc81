"""What briefs say of what they owe. In: goldens, an engine, a length; out: a score per story.

A fact counts as said where a figure of the brief rests on one of its mentions; what stands in the
brief without a figure, a reader has to judge.
"""

from evals.stories import meet_stories
from pipeline.engine import Engine
from pipeline.read.page import read_bytes
from pipeline.summarise import summarise
from schemas.brief import Brief
from schemas.draft import Move
from schemas.golden import Check, Golden, GoldenStory
from schemas.score import BriefScore, Share


async def score_briefs(golden: Golden, engine: Engine, length: int) -> tuple[BriefScore, ...]:
    """Brief every story of a golden; one that the splitter did not find says nothing it owes."""
    page = read_bytes(golden.text.encode(), golden.id)
    scores = []
    for story, article in meet_stories(golden):
        if article is None:
            scores.append(_unmet(golden, story))
        else:
            brief = await summarise(page, article, engine, length)
            scores.append(score_brief(golden, story, brief))
    return tuple(scores)


def score_brief(golden: Golden, story: GoldenStory, brief: Brief) -> BriefScore:
    """Set one brief beside what its story's labels ask of it."""
    said = find_said(golden, brief)
    owed, wished = _asked(story)
    return BriefScore(
        story=f"{golden.id}#{story.id}",
        ok=brief.ok,
        words=len(brief.summary.split()),
        must=Share(hits=len(owed & said), of=len(owed)),
        should=Share(hits=len(wished & said), of=len(wished)),
        own_opinions=_own_opinions(golden, brief),
        lacking=tuple(_show(check, said) for check in story.must_say if set(check.facts) - said),
    )


def _unmet(golden: Golden, story: GoldenStory) -> BriefScore:
    """A story without a brief: not ok, and 0 of all that was asked."""
    owed, wished = _asked(story)
    return BriefScore(
        story=f"{golden.id}#{story.id}",
        ok=False,
        words=0,
        must=Share(hits=0, of=len(owed)),
        should=Share(hits=0, of=len(wished)),
        own_opinions=(),
        lacking=(
            f"no story has the headline {story.headline.text!r}",
            *(_show(check, frozenset()) for check in story.must_say),
        ),
    )


def _asked(story: GoldenStory) -> tuple[frozenset[str], frozenset[str]]:
    """The facts a brief must say, and those it should say besides."""
    owed = frozenset(fact for check in story.must_say for fact in check.facts)
    wished = frozenset(fact for check in story.should_say for fact in check.facts)
    return owed, wished - owed


def find_said(golden: Golden, brief: Brief) -> frozenset[str]:
    """The facts on whose mentions some figure of the brief rests."""
    evidence = [e.span for check in brief.report.checks for e in check.evidence]
    return frozenset(
        figure.fact
        for figure in golden.labels.figures
        if any(span.overlaps(figure.span) for span in evidence)
    )


def _own_opinions(golden: Golden, brief: Brief) -> tuple[str, ...]:
    """Sentences that rest on an opinion passage without quoting it."""
    return tuple(
        sentence.text
        for sentence in brief.sentences
        if sentence.move is not Move.QUOTE
        and any(
            passage.span.overlaps(evidence.span)
            for passage in golden.labels.opinion
            for evidence in sentence.evidence
        )
    )


def _show(check: Check, said: frozenset[str]) -> str:
    missing = ", ".join(sorted(set(check.facts) - said))
    return f"{check.say} ({missing})"
