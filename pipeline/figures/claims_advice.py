"""Claims in our own voice about what to do with a security.

In: the checked text as a passage. Out: findings. A sentence that says whose view it is, and words
in quotation marks, are reported speech and pass.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_reading import Passage, finding
from pipeline.figures.claims_words import ATTRIBUTION, NEGATION
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding, Severity

_ADVICE = lazy_regex(
    r"\b(?:investors?|traders?|shareholders?|holders|readers|you|we|one) (?:should|must|ought to|"
    r"need to|would do well to) "
    r"(?:\w+ )?(?:buy|sell|hold|fade|short|avoid|add|trim|accumulate|own|exit|wait|consider|stay|"
    r"take|dump|load up|hedge|cover)\b"
    r"|\bshould (?:be )?(?:buy|sell|fade|short|bought|sold|shorted|faded)\b"
    r"|\b(?:is|are|remains?|looks?|makes?|becomes?) (?:\w+ )?(?:a|an|the) (?:\w+ ){0,2}(?:buy|"
    r"sell|strong buy|must-own|short candidate|best trade)\b"
    r"|\b(?:the )?best trade\b|\b(?:high|highest|strong)[- ]conviction\b|\btime to (?:buy|sell|"
    r"short|take profits)\b"
    r"|\b(?:we|i) (?:recommend|advise|urge|suggest)\b|\b(?:buy|sell|fade|short) (?:the (?:dip|"
    r"rally|stock|shares|pop)|\$?[a-z]{2,5} (?:into|on|ahead of|before))\b"
)
_ORDER = lazy_regex(
    r"(?:^|(?<=[.!?:;\n] )|(?<=[.!?:;,] and )|(?<=, ))(?P<verb>buy|sell|accumulate|trim|fade"
    r"|short|avoid|dump|load up on|hold|own|go long|take profits (?:in|on)|add to"
    r"|(?:do not|don't) (?:buy|chase|sell)|stay (?:long|away|short)) "
    r"(?:more |some |the |a |your |into )*"
    r"(?P<object>\$?[\w'.&-]+(?: [\w'.&-]+)?)"
)
"""A bare order to trade, at the head of a sentence or after a comma in one that began so."""
_TRADED = lazy_regex(
    r"(?:shares?|stocks?|dips?|rall(?:y|ies)|pops?|name|position|weakness|strength|squeeze|"
    r"calls?|puts?|breakout|pullbacks?)\b"
)
_SYMBOL = lazy_regex(r"\$?[A-Z]{2,5}\b")
_OPINION = lazy_regex(rf"\b(?:{word_lists.either('moods', 'opinion')})\b")
_MARKET = lazy_regex(
    r"\b(?:shares?|stocks?|investors?|traders?|shareholders?|securit(?:y|ies)|position|equity|"
    r"upside|trade|ticker|"
    r"portfolio|dip|rally|pop|market|conviction|buy|sell|short)\b|\$[a-z]{1,5}\b"
)


def check_advice(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Advice or a trading opinion that no one in the sentence is said to hold."""
    del sources  # advice in our own voice is ours, whoever else gives it too
    for pattern, level in ((_ADVICE, Severity.ERROR), (_OPINION, Severity.WARN)):
        for found in pattern.finditer(text.folded):
            start, end = text.sentence_at(found.start())
            sentence = text.folded[start:end]
            if ATTRIBUTION.search(sentence) or _is_quoted(sentence, found.start() - start):
                continue
            if not _MARKET.search(text.folded, start, end) or NEGATION.search(
                sentence[: found.start() - start][-30:]
            ):
                continue
            what = "advice" if level is Severity.ERROR else "a trading opinion"
            yield finding(
                text,
                found,
                "EB_ADVICE",
                (level, f"This is {what} in our own voice; say whose view it is."),
            )


def check_orders(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A bare imperative to trade: `Buy XYZ under $40`; a named stock or its shares must follow."""
    del sources  # advice in our own voice is ours, whoever else gives it too
    for found in _ORDER.finditer(text.folded):
        start, end = text.sentence_at(found.start())
        lead = text.folded[start : found.start()].strip()
        if lead and not _ORDER.match(lead):
            continue
        raw = text.source.text[found.start("object") : found.end("object")]
        symbol, traded = _SYMBOL.match(raw), _TRADED.search(found["object"])
        priced = re.compile(r" (?:under|above|below|at|before|into|ahead of|on) ").match(
            text.folded, found.end("object")
        )
        if not (symbol or traded or (priced and raw[:1].isupper())) or _is_quoted(
            text.folded[start:end], found.start() - start
        ):
            continue
        if ATTRIBUTION.search(text.folded, start, end):
            continue
        reason = "This is advice in our own voice; say whose view it is."
        yield finding(text, found, "EB_ADVICE", (Severity.ERROR, reason))


_SCORED = lazy_regex(
    r"\b(?i:sentiment (?:score )?(?:of|for|on|toward|towards)) \$?(?P<a>[A-Z]{2,5})\b"
    r"|\$?\b(?P<b>[A-Z]{2,5})(?i:['\u2019]s| has an?| had an?| carries an?| gets an?) "
    r"(?i:ticker |overall )?(?i:sentiment)\b|\b(?P<c>[A-Z]{2,5}) (?i:sentiment score)\b"
)
"""A sentiment said to be a ticker's; read in the text as it stands, since tickers are capitals."""
_SCORE = lazy_regex(r"(?<![\w.])-?[01]?\.\d+")


def check_sentiment(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A sentiment score of a ticker that no source prints beside that ticker."""
    for found in _SCORED.finditer(text.source.text):
        raw = found[found.lastgroup or "a"]
        score = _nearest_score(text, found)
        if not score or any(_gives(source, raw.lower(), score) for source in sources):
            continue
        reason = f"The source gives {raw} no sentiment score of {score}."
        yield finding(text, found, "EB_SENTIMENT", (Severity.ERROR, reason))


def _nearest_score(text: Passage, found: re.Match[str]) -> str:
    """The first score behind a mention in its sentence, or else the last before it."""
    start, end = text.sentence_at(found.start())
    behind = _SCORE.search(text.folded, found.end(), end)
    before = list(_SCORE.finditer(text.folded, start, found.start()))
    best = behind or (before[-1] if before else None)
    return best.group() if best else ""


def _gives(source: Passage, ticker: str, score: str) -> bool:
    """Does the source print this score beside the ticker, or both in a sentence on sentiment?"""
    name, value = re.escape(ticker), re.escape(score)
    beside = re.compile(
        rf"(?<!\w){name}\b[\s:|=(,-]*{value}(?!\d)"
        rf"|(?<![\w.]){value}\s*(?:for|on|\()\s*{name}\b"
    )
    if beside.search(source.folded):
        return True
    sentences = (source.sentence(at) for at in source.places(ticker))
    return any("sentiment" in sentence and score in sentence for sentence in sentences)


def _is_quoted(sentence: str, place: int) -> bool:
    """Does the place stand inside quotation marks?"""
    return sentence[:place].count('"') % 2 == 1
