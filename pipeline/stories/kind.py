"""A story's text in, what sort of story it is out, by counting the words each sort is told in."""

import re
from collections.abc import Sequence

from pipeline.stories.blocks import Block
from schemas.article import EDITORIAL, ArticleKind, SegmentKind

SIGNALS = {
    ArticleKind.CLINICAL: re.compile(
        r"\b(?:overall survival|progression-free|event-free|survival|response rates?"
        r"|objective response|complete responses?|partial responses?|duration of response|durable responses?|remission"
        r"|negativity|orr|pfs|dor|efs|mrd|crs|icans|hazard ratio|confidence interval|endpoints?"
        r"|randomi[sz]ed|placebo|adverse events?|grade \d|evaluable|median|futility"
        r"|interim analysis|statistically significant|efficacy|safety|versus|baseline|historical benchmark|p ?[<=])"
        r"(?!\w)"
    ),
    ArticleKind.OUTLOOK: re.compile(
        r"\b(?:outlook|guidance|expects?|expected|anticipates?|plans to|on track|milestones?"
        r"|catalysts?|"
        r"readouts?|runway|pipeline|priorities|strategy|strategic|outlined|year ahead|this year|"
        r"next year|(?:first|second)[- ](?:half|quarter)|mid-20\d\d|by the end of|q[1-4] 20\d\d"
        r"|h[12] 20\d\d|"
        r"initiate|corporate update|business update|programmes?|programs?|20[2-4]\d)\b"
    ),
    ArticleKind.MARKET: re.compile(
        r"\b(?:shares?|stock|stocks|share price|stock price|closed at|closing at|trading|volume"
        r"|rall(?:y|ied)|"
        r"surged?|soar(?:ed|s)?|plunged?|tumbled?|slid|jumped|short[- ]sell\w*|short interest"
        r"|short squeeze|"
        r"market cap\w*|float|nasdaq|nyse|investors?|premarket|after-hours|52-week"
        r"|analyst upgrades?|"
        r"downgrad\w+|price target|bought back|dividend|index|traders?)\b"
    ),
    ArticleKind.ANALYSIS: re.compile(
        r"\b(?:analysis|analytical|framework|weigh(?:s|ed|ing)?|evidence|interpret\w*|context"
        r"|distinction|"
        r"open questions?|unanswered|what (?:it|this|that|the) \w+ (?:means?|shows?)"
        r"|does not (?:imply|mean|prove)|"
        r"cannot (?:answer|tell|show)|limitations?|baseline|structural\w*|caveats?"
        r"|in practical terms|"
        r"explain(?:s|ed)|deep[- ]dive|base rate|uncontrolled|preliminary|durability)\b"
    ),
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

    Opinion where at least half of the text's words are opinion and its first paragraph is. Analysis
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
    text = [(block.words, opinion) for block, kind, opinion in rows if kind is SegmentKind.BODY]
    viewed = sum(words for words, opinion in text if opinion)
    return bool(text) and text[0][1] and viewed * 2 >= sum(words for words, _ in text)


def _is_laid_out(kinds: Sequence[SegmentKind]) -> bool:
    return kinds.count(SegmentKind.HEADING) >= ANALYSIS_HEADINGS or SegmentKind.FAQ in kinds


def _score(news: Sequence[tuple[Block, SegmentKind]], sort: ArticleKind) -> int:
    return sum(
        len(SIGNALS[sort].findall(block.lower))
        * (HEADLINE_WEIGHT if kind is SegmentKind.HEADLINE else 1)
        for block, kind in news
    )
