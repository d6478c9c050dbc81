"""What the article says of shares, volumes, short positions and cash; and the mood the page prints.

In: a story, and for sentiment the page's text. Out: market claims and sentiment. A cause is only
what the article gives as one; "no specific news" is recorded as a cause denied.
"""

import re

from pipeline.embedded.lexicons import MARKET
from pipeline.embedded.story import NEWS, Story, find_mentions, index_facts
from pipeline.stories.mood import find_moods
from schemas.article import Article
from schemas.figure import Kind
from schemas.record import MarketClaim, Passage, Sentiment
from schemas.source import Source
from schemas.text import Evidence, Span

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "short_interest",
        re.compile(
            r"\b(?:held short|short interest|sold short|"
            r"public float)\b",
            re.IGNORECASE,
        ),
    ),
    ("loss", re.compile(r"\b(?:paper )?(?:loss(?:es)?|gains?)\b", re.IGNORECASE)),
    ("volume", re.compile(r"\bvolume\b", re.IGNORECASE)),
    ("runway", re.compile(r"\brunway\b|\bfund (?:its )?operations\b", re.IGNORECASE)),
    (
        "financing",
        re.compile(
            r"\b(?:financing|offering|placement|convertible|"
            r"raised)\b",
            re.IGNORECASE,
        ),
    ),
    ("revenue", re.compile(r"\b(?:revenues?|sales)\b", re.IGNORECASE)),
    ("cash", re.compile(r"\bcash\b", re.IGNORECASE)),
    (
        "market_value",
        re.compile(
            r"\b(?:market (?:value|cap\w*)|valuation|"
            r"valued at)\b",
            re.IGNORECASE,
        ),
    ),
    ("price", re.compile(r"\b(?:shares?|stock|price|closed|closing)\b", re.IGNORECASE)),
)
_DENIED = re.compile(
    r"\bno (?:specific|particular|obvious|apparent|clear|new|fresh|"
    r"company)?\s*(?:\w+ )?(?:news|catalyst|announcement|reason|cause)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because of|due to|driven by|on (?:news|the back) of|after (?:the|it|"
    r"a)|following|contributed to|amid)\b[^,.;]*"
)


def find_market(story: Story, companies: tuple[str, ...]) -> tuple[MarketClaim, ...]:
    """Every sentence of news with a market figure, and what it says of the cause."""
    facts = index_facts(story.source)
    denied = any(_DENIED.search(passage.evidence.text) for passage in story.passages)
    found: list[MarketClaim] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for passage in story.passages:
        text = passage.evidence.text
        if passage.opinion or passage.kind not in NEWS or not MARKET.search(text):
            continue
        mentions = find_mentions(story.source, passage.evidence.span)
        ids = tuple(
            dict.fromkeys(facts[m].id for m in mentions if m in facts and _counts(story, m))
        )
        kind = next((kind for kind, pattern in _KINDS if pattern.search(text)), "other")
        if not ids or kind == "other" or (kind, ids) in seen:
            continue
        seen.add((kind, ids))
        found.append(_read(passage, kind, ids, companies, denied=denied))
    return tuple(found)


def _counts(story: Story, mention: int) -> bool:
    """Dates and statements of absence are not market figures."""
    return story.source.figures[mention].kind not in {Kind.NONE, Kind.GRADE, Kind.LINE}


def _read(
    passage: Passage, kind: str, ids: tuple[str, ...], companies: tuple[str, ...], *, denied: bool
) -> MarketClaim:
    text = passage.evidence.text
    cause = _CAUSE.search(text)
    return MarketClaim(
        kind=kind,
        facts=ids,
        company=next((name for name in companies if name.split()[0] in text), ""),
        cause=cause[0].strip() if cause and not denied else "",
        cause_denied=denied and kind in {"price", "volume"},
        paper=bool(re.search(r"\bpaper\b|\bunreali[sz]ed\b", text)),
        evidence=(passage.evidence,),
    )


def find_sentiment(article: Article, page_text: str, source: Source) -> tuple[Sentiment, ...]:
    """The score the page prints beside the story: the page's own, and never a ticker's."""
    for match in find_moods(article, page_text):
        span = Span(start=match.start(), end=match.end())
        return (
            Sentiment(
                subject="story",
                label=(match["label"] or "").strip().lower(),
                score=_score_fact(source, match),
                basis="page",
                evidence=(Evidence(source_id=source.id, span=span, text=match[0]),),
            ),
        )
    return ()


def _score_fact(source: Source, match: re.Match[str]) -> str:
    """The id of the score's fact where the source was read with its widget; else empty."""
    group = "score" if match["score"] else "only"
    if match[group] is None:
        return ""
    start, end = match.span(group)
    facts = index_facts(source)
    for index, figure in enumerate(source.figures):
        if start <= figure.span.start < end and index in facts:
            return facts[index].id
    return ""
