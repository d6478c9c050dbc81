"""Claims that tie two things together: a cause of a market move, an effect, a harm of a treatment.

In: the checked text and its sources as passages. Out: findings where no source ties them, or where
a source says that it knows no cause, leaves it open, or denies that one came of the other.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_mentions import near
from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_before,
    content_words,
    find_all,
    find_stated,
    finding,
    is_medical,
    mood_at,
    refute,
    sentence_evidence,
    stem,
)
from pipeline.figures.claims_words import MARKET, NO_NEWS, STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex
from schemas.text import Evidence
from schemas.verdict import ClaimFinding, Severity

_MOVE = lazy_regex(rf"\b(?:{word_lists.either('moods', 'moves')})\b")
_ON_THE_BOURSE = lazy_regex(
    r"\b(?:slid|slump(?:s|ed)|plung(?:es|ed)|soar(?:s|ed)|tumbl(?:es|ed)|sank|rallied) (?:by )?"
    r"(?:about |nearly |almost |more than )?\d[\d.]*%"
)
"""`Harrowby slid 8.9%`: said of a company, it is a move of its shares."""
_BECAUSE = lazy_regex(rf"(?<!-)\b(?:{word_lists.either('moods', 'because')})\b")
_SOFT = frozenset(word_lists.words("moods", "only_when"))
"""Words that may say only when."""
_FIRM = frozenset(word_lists.words("moods", "only_because"))
"""Words that can say nothing but why."""
_WHEN = lazy_regex(
    r"\W*(?:an? |the |its |their )?(?:\w+ )?(?:monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|"
    r"hours|the bell|close|trading|market|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d)"
)
_OCCASION = lazy_regex(
    r"(?:the |that |this |its )?(?:ruling|decision|verdict|news|announcement|statement|disclosure"
    r"|update)"
)
"""`after the ruling` points at what the article tells, whatever it calls it."""
_EARLIER_MOVE = lazy_regex(
    r" (?:an? |the |its |their )?(?:[\w.%-]+ ){0,2}?(?:gains?|rises?|falls?|drops?|declines?"
    r"|loss(?:es)?|rall(?:y|ies)|jumps?|climbs?|advances?|slides?|slumps?|surges?|plunges?"
    r"|increases?|decreases?|(?:gain|ris|fall|dropp|declin|los|climb|slid|clos|end|open|finish"
    r"|touch|hitt|reach)ing|having \w+)\b"
    r"(?! (?:in|of) (?!about|around|over|more|nearly|as|up|[$€£\d]))"
)
"""`after a gain of over 60%` says what went before, not why."""
_EFFECT = lazy_regex(
    r"\b(?:caused|led to|resulted in|because of|due to(?! (?:be|begin|start|open|end|close|report|"
    r"read|discuss|meet|publish|decide|vote|file|finish|complete|present|join|leave|take|pay|expire|"
    r"announce|give|hear|launch|come|go|rule|return|speak|follow|run)\b)|drove|brought about|"
    r"responsible for|as a result of)\b"
)
"""A study `due to report` is expected to; nothing is its cause."""
_STRICT = lazy_regex(
    r"\b(?:because|due to|owing to|thanks to|result(?:s|ed|ing)?|caus(?:e|es|ed|ing)|led to|"
    r"lead(?:s|ing)? to|"
    r"dr(?:ove|iven|ives?|iving)|contribut\w+|attribut\w+|prompt\w*|trigger\w*|produc\w+|"
    r"responsible|induc\w+|"
    r"associated with|related|linked|after|following|from|by|as|since|so|with)\b"
)
_WORD = lazy_regex(r"[a-z0-9][a-z0-9'\-]*")


def check_cause(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A reason for a market move, or an effect of a treatment, that no source gives."""
    for found in _BECAUSE.finditer(text.folded):
        start, end = text.sentence_at(found.start())
        sentence = text.folded[start:end]
        is_market = MARKET.search(sentence) or _ON_THE_BOURSE.search(sentence)
        if not (is_market and _MOVE.search(sentence)) or _WHEN.match(text.folded, found.end()):
            continue
        if mood_at(text, found.start()) is Mood.DENIED:
            continue
        cause = _cause_words(text, found.end())
        if found.group() in _SOFT and (
            not content_words(cause) or _EARLIER_MOVE.match(text.folded, found.end())
        ):
            continue  # "after the result" says when, not why
        is_occasion = found.group() in ("after", "following") and _OCCASION.fullmatch(cause.strip())
        if is_occasion and not any(source.find(NO_NEWS) for source in sources):
            continue
        denials = [d for s in sources for d in _denials(s, _names_in(text, start, end))]
        verdict = _judge_market_cause(_stems(cause), sources, denials, firm=found.group() in _FIRM)
        if verdict:
            yield finding(text, found, "EB_CAUSE", verdict[0], verdict[1])


def _judge_market_cause(
    cause: frozenset[str], sources: Sequence[Passage], denials: Sequence[Evidence], *, firm: bool
) -> tuple[tuple[Severity, str], tuple[Evidence, ...]] | None:
    """A verdict where no source sentence on the market holds most of the cause's words."""
    needed = len(cause) if denials else (len(cause) + 1) // 2
    if not cause:
        return None
    for source in sources:
        for index in range(len(source.starts)):
            words = source.sentences(index)
            if len(cause & _stems(words)) >= needed and _STRICT.search(words):
                return None
    if denials:
        reason = "The source says that no news explains the move."
        return (Severity.ERROR, reason), tuple(denials[:1])
    seen = any(cause & _stems(source.folded) for source in sources)
    severity = Severity.WARN if seen and not firm else Severity.ERROR
    return (severity, "No source gives this as the reason for the move."), ()


def _denials(source: Passage, names: frozenset[str]) -> Iterator[Evidence]:
    """Where a source knows no reason for a move, unless it says so of another than these names."""
    for found in source.find(NO_NEWS):
        told = _names_in(source, *source.sentence_at(found.start()))
        if not told or not names or told & names:
            yield sentence_evidence(source, found.start())


def _names_in(passage: Passage, start: int, end: int) -> frozenset[str]:
    """The names of a sentence, folded: words in capitals that the text nowhere prints in small."""
    raw = passage.source.text
    words = (word for word in _NAME.findall(raw[start:end]) if f" {word.lower()}" not in raw)
    return frozenset(word.lower() for word in words) - _NO_NAMES


_NAME = lazy_regex(r"\b[A-Z][\w-]{2,}\b")
_NO_NAMES = STOPWORDS.union(word_lists.words("names", "no_company"))
"""Words in capitals that name no company."""


def _cause_words(text: Passage, place: int) -> str:
    """The words named as a cause: up to the next comma or stop."""
    _, end = text.sentence_at(place)
    stop = re.compile(r"[,.;:(]|\band\b|\bwhile\b").search(text.folded, place, end)
    return text.folded[place : stop.start() if stop else end]


def _stems(words: str) -> frozenset[str]:
    """Stems of all words but the grammatical ones; `trial` and `data` count here."""
    return frozenset(stem(w) for w in _WORD.findall(words) if len(w) > 2 and w not in STOPWORDS)


def check_effect(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`caused`, `led to`, `because of` in a medical text, where no source sentence ties the two."""
    for found in find_stated(text, _EFFECT) if is_medical(text, sources) else ():
        start, end = text.sentence_at(found.start())
        if MARKET.search(text.folded, start, end):
            continue
        before = content_words(text.folded[start : found.start()])
        after = content_words(_cause_words(text, found.end()))
        if not before or not after or any(_ties(s, before, after) for s in sources):
            continue
        if _QUIT.search(text.folded, start, end) and any(s.find(_QUIT) for s in sources):
            continue
        reason = f"No source sentence says that one “{found.group()}” the other."
        yield finding(text, found, "EB_CAUSE", (Severity.WARN, reason))


_STOPPED = r"\b(?:stopp\w*|quit\w*|discontinu\w*|withdr\w*|dropped out|gave up|left)\b"
_HARM = r"\b(?:side[- ]effects?|adverse|toxic\w*|(?:in)?tolera\w*|reactions?)\b"
_QUIT = lazy_regex(rf"{_STOPPED}[^.;]{{0,120}}{_HARM}|{_HARM}[^.;]{{0,120}}{_STOPPED}")
"""`discontinuation due to adverse events` is one measure, however it is worded."""


def _ties(source: Passage, before: frozenset[str], after: frozenset[str]) -> bool:
    """Does a sentence, or two in a row, hold both topics and a causal word?"""
    for index in range(len(source.starts)):
        words = source.sentences(index)
        near = content_words(words)
        if near & before and near & after and _STRICT.search(words):
            return True
    return False


_CAUSED = lazy_regex(r"\b(?:caus(?:es|ed)|was the cause of|killed)\b")
_LINK = r"(?:causal(?:ity)?|causal link|link|connection|causation|relationship|association)"
_NO_LINK = lazy_regex(
    rf"\b{_LINK}\b[^.;]{{0,80}}?\b(?:not|neither|nor|never|no)\b[^.;]{{0,30}}?"
    r"\b(?:established|confirm\w*|prove[dn]?|shown|demonstrated|ruled out|determined|clear|known)\b"
    r"|\b(?:no|not|cannot|without|nor)\b[^.;]{0,60}?\bcausal(?:ity)?\b"
    r"|\bnot (?:yet |been )*(?:established|determined|known|clear|shown) (?:whether|if|that)\b"
    r"|\bcould not (?:determine|say|tell) (?:whether|if)\b|\bunder investigation\b"
)
"""A source leaves open whether one thing caused another."""


def check_link(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`the pump caused a death` where the source says that a link is not established."""
    for found in find_stated(text, _CAUSED):
        start, end = near(text, found.start())
        if _NO_LINK.search(text.folded, start, end):
            continue
        topic = content_words(text.folded[start:end])
        for source in sources:
            open_links = (h for h in find_all((source,), _NO_LINK) if topic & h.topic)
            first = next(open_links, None)
            if first is None or any(
                len(topic & h.topic) > 1 and h.is_stated for h in find_all((source,), _CAUSED)
            ):
                continue
            reason = f"“{found.group()}”: the source leaves it open whether one caused the other."
            yield refute(text, found, "EB_CAUSE", reason, first.place)


_TIED = (
    r"(?:(?:treatment|drug|vaccine|study|device|therapy|product)-related"
    r"|(?:related|attributable|attributed|linked|due|down) to|connected with"
    r"|caused by|because of|blamed on)"
)
_SAID = lazy_regex(
    r"\b(?:judged|considered|deemed|thought|found|believed|ruled|was|were|as) "
    rf"(?:to (?:be|have been) )?(?:\w+ly )?{_TIED}"
)
_RELATED = lazy_regex(rf"\b(?:un|non-)?{_TIED}|\b(?:un)?related\b")
_HARMS = {
    "death": lazy_regex(r"\b(?:deaths?|died|dies|fatal|fatalit(?:y|ies)|killed)\b"),
    "serious event": lazy_regex(
        r"\b(?:serious (?:adverse |side |treatment-emergent adverse )?(?:events?|effects?"
        r"|reactions?)|saes?)\b"
    ),
}
_NO = lazy_regex(r"\b(?:no|none|not|neither|nor|never|without|unrelated|ruled out|zero)\b|n't\b")
_ONLY = lazy_regex(r"\b(?:only|just|one|a single)\b")
_ALL = lazy_regex(
    r"(?<!of )\b(?:all|every|each|both|the (?:two|three|four|five|six|seven|eight|nine))\b"
)


def check_related(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`two deaths were judged related to the drug` where investigators judged none to be."""
    for found in find_stated(text, _SAID):
        start, end = text.sentence_at(found.start())
        if _NO.search(text.folded, start, end):
            continue
        is_all = bool(_ALL.search(text.folded, start, found.start()))
        for harm in _HARMS.values():
            if not harm.search(text.folded, start, found.start()):
                continue
            asked = [h.place for h in find_all(sources, _RELATED) if _is_asked(*h.place, harm)]
            if asked and all(_is_denied(*spot, is_all=is_all) for spot in asked):
                reason = f"“{found.group()}”: the source says that it was not so, or of fewer."
                yield refute(text, found, "EB_CAUSE", reason, asked[0])


def _is_asked(source: Passage, place: int, harm: re.Pattern[str]) -> bool:
    """Does a source say of a harm, there or in the sentence before, whether it was related?"""
    start, end = source.sentence_at(place)
    before = source.sentence_at(start - 1)[0] if start else start
    return bool(harm.search(source.folded, start, end) or harm.search(source.folded, before, start))


def _is_denied(source: Passage, at: int, *, is_all: bool) -> bool:
    """Is it denied there, or where the text says all, said of one or some only?"""
    words = clause_before(source, at) + source.folded[at : at + 9]
    return bool(_NO.search(words) or (is_all and _ONLY.search(words)))
