"""A story's text in, what sort of story it is out, by counting the words each sort is told in."""

import re
from collections.abc import Sequence

from pipeline.stories.blocks import Block
from pipeline.stories.opinion import speaks_as_i
from schemas.article import EDITORIAL, ArticleKind, SegmentKind

CLINICAL = (
    r"overall survival|progression-free|event-free|survival|response rates?|objective response",
    r"complete responses?|partial responses?|duration of response|durable responses?|remission",
    r"negativity|orr|pfs|dor|efs|mrd|crs|icans|hazard ratio|confidence interval|95% ci",
    r"p ?[<=] ?0?\.\d+|endpoints?|randomi[sz]ed|placebo|double-blind|comparator|versus",
    r"adverse events?|side effects?|grade \d|evaluable|median|futility|superiority",
    r"non-inferior\w*|interim (?:analysis|look)|statistically significant|efficacy|safety",
    r"historical benchmark|control (?:group|arm)|controlled trial|intervention group|participants",
    r"follow-up|baseline|(?:primary|secondary) outcomes?|significantly (?:better|lower|higher)",
)
OUTLOOK = (
    r"outlook|guidance|expects?|expected|anticipates?|plans? to|on track|milestones?|catalysts?",
    r"readouts?|runway|pipeline|priorities|strategy|strategic|outlined|year ahead",
    r"(?:this|next) year|(?:first|second)[- ](?:half|quarter)|mid-20\d\d|by the end of",
    r"(?:q[1-4]|h[12]) 20\d\d|until 20\d\d|into 20\d\d|\w+-defining|initiate",
    r"corporate update|business update",
)
MARKET = (
    r"shares?|stock|stocks|closed at|closing at|trading|volume|rall(?:y|ied)|surged?|soar(?:ed|s)?",
    r"plunged?|tumbled?|slid|sank|jumped|short[- ]sell\w*|sold short|short interest|short squeeze",
    r"market cap\w*|market value|float|nasdaq|nyse|investors?|premarket|after-hours|52-week",
    r"analyst upgrades?|downgrad\w+|price target|dividend|index|traders?|underwriters?|dilution",
)
ANALYSIS = (
    r"analysis|analytical|framework|weigh(?:s|ed|ing)?|evidence|interpret\w*|context|distinction",
    r"open questions?|unanswered|what (?:it|this|that|the) \w+ (?:means?|shows?)|caveats?",
    r"does not (?:imply|mean|prove)|cannot (?:answer|tell|show)|limitations?|structural\w*",
    r"in practical terms|explain(?:s|ed)|deep[- ]dive|base rate|uncontrolled|preliminary",
    r"durability",
)


def _any(rows: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(rows)})(?!\w)")


SIGNALS = {
    ArticleKind.CLINICAL: _any(CLINICAL),
    ArticleKind.OUTLOOK: _any(OUTLOOK),
    ArticleKind.MARKET: _any(MARKET),
    ArticleKind.ANALYSIS: _any(ANALYSIS),
}
"""Counted once per mention; a headline's count three times, as it says what the story is about."""

HEADLINE_WEIGHT = 3

PER_THOUSAND = 8
"""Fewer signals in a thousand words tell nothing: the story is of another sort."""

ANALYSIS_HEADINGS = 3
"""A story cut by so many headings, or with questions and answers, explains rather than reports."""


def find_kind(
    blocks: Sequence[Block], kinds: Sequence[SegmentKind], opinions: Sequence[bool]
) -> ArticleKind:
    """The sort of story: opinion, analysis, or the sort with most signals.

    Opinion where at least half of the text's words are opinion, and the first paragraph is or the
    writer says I: trading notes below a news paragraph are news with commentary. Analysis
    where it is laid out as one (three headings or more, or questions and answers) and its words
    weigh evidence at least once in a hundred words. Else market, outlook or clinical, whichever has
    most signals, the headline's counted three times; `other` where all have few. Trial words alone
    (`patients`, `phase`) are no clinical signal, as any story on a drug company has them; results
    are.
    Opinion in a story that opens with news is left out of the count.
    """
    rows = [row for row in zip(blocks, kinds, opinions, strict=True) if row[1] in EDITORIAL]
    if _is_opinion_piece(rows):
        return ArticleKind.OPINION
    news = [(block, kind) for block, kind, opinion in rows if not opinion]
    words = sum(block.words for block, _ in news)
    scores = {sort: _score(news, sort) for sort in SIGNALS}
    weighs = scores.pop(ArticleKind.ANALYSIS)
    if _is_laid_out(kinds) and weighs * 100 >= words and words:
        return ArticleKind.ANALYSIS
    best = max(scores, key=lambda sort: scores[sort])
    return (
        best if scores[best] * 1000 >= words * PER_THOUSAND and scores[best] else ArticleKind.OTHER
    )


def _is_opinion_piece(rows: Sequence[tuple[Block, SegmentKind, bool]]) -> bool:
    text = [(block, opinion) for block, kind, opinion in rows if kind is SegmentKind.BODY]
    viewed = [block for block, opinion in text if opinion]
    is_most = sum(b.words for b in viewed) * 2 >= sum(block.words for block, _ in text)
    return bool(viewed) and is_most and (text[0][1] or any(map(speaks_as_i, viewed)))


def _is_laid_out(kinds: Sequence[SegmentKind]) -> bool:
    return kinds.count(SegmentKind.HEADING) >= ANALYSIS_HEADINGS or SegmentKind.FAQ in kinds


def _score(news: Sequence[tuple[Block, SegmentKind]], sort: ArticleKind) -> int:
    return sum(
        len(SIGNALS[sort].findall(block.lower))
        * (HEADLINE_WEIGHT if kind is SegmentKind.HEADLINE else 1)
        for block, kind in news
    )
