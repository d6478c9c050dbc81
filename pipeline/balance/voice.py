"""Criteria on voice: who says it, in what tone, and with what it must not be mixed.

In: a `Case`. Out: an `Answer`. Words inside quotation marks are somebody else's and are not judged.
"""

import re

from pipeline.balance.case import (
    Answer,
    Case,
    failed,
    find_sentences_using,
    find_topic,
    not_applicable,
    passed,
)
from pipeline.balance.lookup import find_figures_of, find_status
from pipeline.balance.words import find_listed, is_attributed, outside_quotes, says
from schemas.article import ArticleKind
from schemas.draft import Topic
from schemas.figure import Kind
from schemas.record import MarketClaim
from schemas.source import Status

_STATISTICS = frozenset({Kind.P_VALUE, Kind.INTERVAL, Kind.RATIO})
_STEP = re.compile(
    r"\b(?:fast[- ]track|breakthrough therapy|RMAT|regenerative medicine advanced|priority review|"
    r"PRIME|orphan|designation|type [a-d] meeting|meeting)\b",
    re.IGNORECASE,
)
_APPROVED = re.compile(
    r"\b(?:was|is|were|been|has|have|got|won) approv(?:ed|al)\b|\bapproves?\b", re.I
)
_INTEREST = re.compile(
    r"\b(?:conflicts? of interest|sponsored (?:content|by)|paid (?:post|promotion|by)|"
    r"press release|holds? (?:shares|a position)|(?:long|short) position|"
    r"(?:am|been) (?:long|short) (?-i:[A-Z]{2,5})|consultant (?:to|for)|funded by)\b",
    re.IGNORECASE,
)
_OWN_VIEW = re.compile(r"\b(?:opinion|commentary|comment|column|analysts?|author|writer)\b", re.I)
_PAGE = re.compile(
    r"\b(?:page|article|site|publisher|story|report|source|provider)(?:[’']s)?\b", re.I
)
_MOOD = re.compile(r"\bsentiment\b", re.I)
_DENIED = re.compile(
    r"\bno (?:[\w-]+ ){0,3}(?:news|triggers?|causes?|reasons?|catalysts?|explanation|statement|"
    r"announcement|filings?)\b|\bnot (?:name|give|cite|explain)|\bunexplained\b",
    re.IGNORECASE,
)


def weigh_attribution(case: Case) -> Answer:
    """B07: what a company says of itself, and every opinion, is given to whoever says it.

    How many people a trial enrolled is no claim.
    """
    asked = False
    for sentence, facts in zip(case.sentences, case.facts, strict=True):
        company = any(
            find_status(case.source, fact) is Status.COMPANY and not _is_size(case, fact)
            for fact in facts
        )
        opinion = sentence.topic is Topic.OPINION
        asked = asked or company or opinion
        if (company or opinion) and not is_attributed(sentence.text):
            whose = "an opinion" if opinion else "a company's figure"
            return failed(f"{sentence.text!r} gives {whose} without saying whose.")
    if not asked:
        return not_applicable("The brief holds no company claim and no opinion.")
    return passed("Company claims and opinions are attributed.")


def _is_size(case: Case, fact: str) -> bool:
    """Is it a bare count, such as the number of people in a trial?"""
    figures = find_figures_of(case.source, fact)
    return bool(figures) and all(figure.kind is Kind.COUNT for figure in figures)


def weigh_tone(case: Case) -> Answer:
    """B08: no promotion, no alarm; "significant" only where the source prints a statistic.

    "Durable" needs a duration beside it, "manageable" a rate.
    """
    printed = any(figure.kind in _STATISTICS for figure in case.source.figures)
    texts = (case.headline, *(sentence.text for sentence in case.sentences))
    for text, figures in zip(texts, ((), *case.figures), strict=True):
        ours = outside_quotes(text)
        found = [*find_listed(ours, "promotional"), *find_listed(ours, "alarm")]
        if not printed:
            found += find_listed(ours, "significance")
        if not any(figure.kind is Kind.DURATION for figure in figures) and not _is_open(ours):
            found += find_listed(ours, "promotional", "need_a_duration")
        if not any(figure.unit == "%" or figure.whole for figure in figures):
            found += find_listed(ours, "promotional", "need_a_rate")
        if found:
            return failed(f"{found[0]!r} colours the facts.")
    return passed("The wording is neutral.")


def weigh_regulatory(case: Case) -> Answer:
    """B10: a designation, a meeting or a plan is told with its limit, and nothing is near approval.

    The limit may stand in the same sentence, the one before or the next.
    """
    approved = any(m.state == "approved" for m in case.record.milestones)
    steps = 0
    for index, sentence in enumerate(case.sentences):
        ours = outside_quotes(sentence.text)
        inflated = find_listed(ours, "approval")
        if inflated or (_APPROVED.search(ours) and not approved):
            word = inflated[0] if inflated else "approved"
            return failed(f"{word!r} makes a process step sound like an approval.")
        if not _STEP.search(ours) or not (
            sentence.topic is Topic.REGULATORY or case.record.milestones
        ):
            continue
        steps += 1
        following = case.sentences[index + 1].text if index + 1 < len(case.sentences) else ""
        before = case.sentences[index - 1].text if index else ""
        if not says(f"{before} {ours} {following}", "limits"):
            return failed(f"{sentence.text!r} does not say what the step leaves open.")
    if not steps:
        return not_applicable("The brief reports no regulatory step.")
    return passed("Regulatory steps are told with their limits.")


def weigh_interests(case: Case) -> Answer:
    """B11: an opinion piece is called one, a company's outlook is its own, interests are named."""
    kind, problems = case.record.kind, list[str]()
    if kind is ArticleKind.OPINION and not _OWN_VIEW.search(case.text):
        problems.append("The brief does not say that the article is an opinion piece.")
    attributed = any(is_attributed(sentence.text) for sentence in case.sentences)
    if kind is ArticleKind.OUTLOOK and not attributed:
        problems.append("The brief does not say that the outlook is the company's own.")
    disclosed = _INTEREST.search(case.source.text)
    if disclosed and not _is_interest_named(case, disclosed.group()):
        problems.append(f"The brief leaves out what the article discloses: {disclosed.group()!r}.")
    if problems:
        return failed(problems[0])
    if disclosed is None and kind not in {ArticleKind.OPINION, ArticleKind.OUTLOOK}:
        return not_applicable("The article discloses no interest and is no opinion or outlook.")
    return passed("Whose piece it is, and the interests it discloses, are named.")


def _is_interest_named(case: Case, disclosed: str) -> bool:
    """Does the brief name an interest? A press release is named by saying who said it."""
    if disclosed.lower() == "press release":
        return any(is_attributed(sentence.text) for sentence in case.sentences)
    return bool(_INTEREST.search(case.text))


def weigh_market(case: Case) -> Answer:
    """B13: a move in the market is not explained in our voice, nor mixed with results.

    Where the article denies a specific cause, the brief says so.
    """
    claims = [c for c in case.record.market if _sentences_on(case, c)]
    if not claims:
        return not_applicable("The brief reports no move in the market.")
    results = [outcome.fact for outcome in case.record.outcomes]
    mixed = {index for fact in results for index in find_sentences_using(case, fact)}
    for claim in claims:
        for index in _sentences_on(case, claim):
            text = case.sentences[index].text
            found = find_listed(outside_quotes(text), "causal")
            if found and not (claim.cause and is_attributed(text)):
                return failed(f"{found[0]!r} explains a market move in our own voice: {text!r}")
            if index in mixed:
                return failed(f"{text!r} sets a market move beside a trial result.")
    denied = any(claim.cause_denied for claim in claims)
    if denied and not _DENIED.search(case.text):
        return failed("The article denies a specific cause of the move; the brief does not say so.")
    return passed("Market and science stand apart, and no cause is given in our voice.")


def weigh_sentiment(case: Case) -> Answer:
    """B14: a sentiment is the page's and said to be; no ticker has one the page does not give."""
    subjects = {mood.subject for mood in case.record.sentiment}
    sentences = [s for s in case.sentences if _MOOD.search(outside_quotes(s.text))]
    indexes = find_topic(case, Topic.SENTIMENT)
    if not sentences and not indexes:
        return not_applicable("The brief reports no sentiment.")
    if not subjects:
        return failed("The brief reports a sentiment that the page does not give.")
    for sentence in sentences:
        if not _PAGE.search(sentence.text) and not is_attributed(sentence.text):
            return failed(f"{sentence.text!r} does not say that the sentiment is the page's.")
        scored = [
            t for t in case.record.tickers if re.search(rf"\b{re.escape(t)}\b", sentence.text)
        ]
        if unknown := [ticker for ticker in scored if ticker not in subjects]:
            return failed(f"The page gives no sentiment for {unknown[0]}.")
    return passed("The sentiment is told as the page's.")


def _is_open(text: str) -> bool:
    """Does the sentence ask whether a response lasts, rather than say that it does?"""
    return re.search(r"\b(?:whether|how|not|if|unknown|open|unclear)\b", text, re.I) is not None


def _sentences_on(case: Case, claim: MarketClaim) -> tuple[int, ...]:
    """The sentences that use a figure of this market claim."""
    return tuple(sorted({i for fact in claim.facts for i in find_sentences_using(case, fact)}))
