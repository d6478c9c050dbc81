"""The measure of briefs: what they owe, what they say of it, and whose opinion they voice."""

import asyncio
from pathlib import Path

import pytest

from evals.briefs import find_said, score_brief, score_briefs
from evals.read import read_goldens
from evals.stories import meet_stories
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.read.page import read_bytes
from pipeline.summarise import summarise
from schemas.brief import Brief
from schemas.draft import Move
from schemas.golden import Golden

GOLDENS = {g.id: g for g in read_goldens(Path(__file__).parent.parent / "golden")}


def brief_of(golden: Golden) -> Brief:
    """The embedded engine's brief of a golden's first story."""
    page = read_bytes(golden.text.encode(), golden.id)
    article = meet_stories(golden)[0][1]
    assert article is not None
    return asyncio.run(summarise(page, article, EmbeddedEngine(), 250))


@pytest.mark.parametrize("golden", GOLDENS.values(), ids=lambda golden: golden.id)
def test_no_figure_of_our_own_briefs_is_wrong_and_no_opinion_is_ours(golden: Golden) -> None:
    """The embedded engine is the baseline: it may leave out, but not say what is wrong."""
    for score in asyncio.run(score_briefs(golden, EmbeddedEngine(), 250)):
        assert score.words <= 250
        assert score.own_opinions == ()


def test_a_fact_is_said_only_where_a_figure_rests_on_it() -> None:
    """A brief without figures says none of the facts it owes."""
    golden = GOLDENS["fennick-selloff"]
    brief = brief_of(golden)
    mute = brief.model_copy(update={"report": brief.report.model_copy(update={"checks": ()})})

    assert find_said(golden, brief)
    assert find_said(golden, mute) == frozenset()
    assert score_brief(golden, golden.labels.stories[0], mute).must.hits == 0


def test_an_opinion_given_as_a_clause_is_ours_and_as_a_quotation_is_not() -> None:
    """The same words, once in our voice and once in quotation marks."""
    golden = GOLDENS["norvellan-commentary"]
    brief = brief_of(golden)
    quotes = [s for s in brief.sentences if s.move is Move.QUOTE and s.evidence]
    assert quotes
    stolen = tuple(
        s.model_copy(update={"move": Move.CLAUSE}) if s in quotes else s for s in brief.sentences
    )
    story = golden.labels.stories[0]

    assert score_brief(golden, story, brief).own_opinions == ()
    own = score_brief(golden, story, brief.model_copy(update={"sentences": stolen})).own_opinions
    assert own
