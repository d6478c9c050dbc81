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
from schemas.score import Share
from tests.builders import wrong

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
    scores = asyncio.run(score_briefs(golden, EmbeddedEngine(), 250))

    assert [score.story for score in scores] == [
        f"{golden.id}#{story.id}" for story in golden.labels.stories
    ]
    for score in scores:
        assert score.ok
        assert score.words <= 250
        assert score.own_opinions == ()


def test_our_briefs_hold_their_level_of_what_they_owe() -> None:
    """Of the facts that the goldens' briefs must give, at least nine of ten are given."""
    scores = [
        s for g in GOLDENS.values() for s in asyncio.run(score_briefs(g, EmbeddedEngine(), 250))
    ]
    hits, of = sum(s.must.hits for s in scores), sum(s.must.of for s in scores)

    assert of >= 40
    assert hits * 10 >= of * 9, [line for score in scores for line in score.lacking]


def test_a_story_that_the_splitter_misses_gives_nothing_of_what_it_owes() -> None:
    """A story not briefed counts with its denominator: 0 of all it owes, and not ok."""
    golden = GOLDENS["fennick-selloff"]
    story = golden.labels.stories[0]
    headline = story.headline.model_copy(update={"text": story.headline.text[:-1] + "?"})
    labels = golden.labels.model_copy(
        update={"stories": (story.model_copy(update={"headline": headline}),)}
    )
    [met] = asyncio.run(score_briefs(golden, EmbeddedEngine(), 250))

    [missed] = asyncio.run(
        score_briefs(golden.model_copy(update={"labels": labels}), EmbeddedEngine(), 250)
    )

    assert missed.must == Share(hits=0, of=met.must.of)
    assert missed.should == Share(hits=0, of=met.should.of)
    assert (missed.ok, missed.words, missed.story) == (False, 0, met.story)
    assert "no story has the headline" in missed.lacking[0]
    assert len(missed.lacking) == 1 + len(story.must_say)


def test_what_must_be_said_is_not_counted_as_wished_as_well() -> None:
    """A fact owed and wished counts once, as owed; a brief that is not ok is no ok score."""
    golden = GOLDENS["fennick-selloff"]
    story = golden.labels.stories[0]
    brief = brief_of(golden)
    twice = story.model_copy(update={"should_say": (*story.must_say, *story.should_say)})
    owed = {fact for check in story.must_say for fact in check.facts}
    wished = {fact for check in story.should_say for fact in check.facts} - owed

    score = score_brief(golden, twice, brief)
    fault = wrong(text=brief.text, words=brief.headline[:3])
    faulty = brief.model_copy(
        update={"report": brief.report.model_copy(update={"checks": (fault,)})}
    )

    assert (score.must.of, score.should.of) == (len(owed), len(wished))
    assert score.ok
    assert not score_brief(golden, story, faulty).ok


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
