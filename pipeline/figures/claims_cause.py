"""Claims that tie two things together: a cause, or an order in time.

In: the checked text and its sources as passages. Out: findings where no source ties them, or where
a source says that it knows no cause.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    content_words,
    finding,
    mood_at,
    sentence_evidence,
    stem,
)
from pipeline.figures.claims_words import (
    CONDITIONAL,
    MARKET,
    NO_NEWS,
    ORDERED,
    STOPWORDS,
    UNORDERED,
)
from schemas.figure import Kind
from schemas.text import Evidence
from schemas.verdict import ClaimFinding, Severity

_MOVE = re.compile(
    r"\b(?:rose|rise[sn]?|rising|fell|falls?|fallen|falling|jump\w*|surg\w+|soar\w*|climb\w*|"
    r"gain\w*|"
    r"drop\w*|slid|slump\w*|plung\w+|plummet\w*|tumbl\w+|sank|tripled?|trebled?|doubled?|"
    r"quadrupled?|"
    r"rall(?:y|ied)|declin\w+|lost|advanc\w+|higher|lower|spik\w+|crash\w*|moved?|increas\w+|"
    r"popp\w+)\b"
)
_BECAUSE = re.compile(
    r"(?<!-)\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|"
    r"on the (?:back|strength) of|"
    r"(?:driven|fuell?ed|sparked|boosted|lifted|spurred|triggered|prompted|helped|caused|buoyed|"
    r"powered) by|"
    r"in (?:response|reaction) to|amid|following|after|on(?= (?:strong|positive|good|weak|poor|"
    r"promising|upbeat|"
    r"encouraging|disappointing|news|reports?|hopes?|the news|optimism|fears?|word|expectations?|"
    r"its|their|\w+ "
    r"(?:data|news|results?|trial|approval|readout))))\b"
)
_SOFT = frozenset({"after", "following", "on", "amid"})
"""Words that may say only when."""
_FIRM = frozenset(
    {"because", "because of", "due to", "owing to", "thanks to", "as a result of", "caused by"}
)
"""Words that can say nothing but why."""
_WHEN = re.compile(
    r"\W*(?:an? |the |its |their )?(?:\w+ )?(?:monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|"
    r"hours|the bell|close|trading|market|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d)"
)
_OCCASION = re.compile(
    r"(?:the |that |this |its )?(?:ruling|decision|verdict|news|announcement|statement|disclosure"
    r"|update)"
)
"""`after the ruling` points at what the article tells, whatever it calls it."""
_EARLIER_MOVE = re.compile(
    r" (?:an? |the |its |their )?(?:[\w.%-]+ ){0,2}?(?:gains?|rises?|falls?|drops?|declines?"
    r"|loss(?:es)?|rall(?:y|ies)|jumps?|climbs?|advances?|slides?|slumps?|surges?|plunges?"
    r"|increases?|decreases?|(?:gain|ris|fall|dropp|declin|los|climb|slid|clos|end|open|finish"
    r"|touch|hitt|reach)ing|having \w+)\b"
    r"(?! (?:in|of) (?!about|around|over|more|nearly|as|up|[$€£\d]))"
)
"""`after a gain of over 60%` says what went before, not why."""
_EFFECT = re.compile(
    r"\b(?:caused|led to|resulted in|because of|due to|drove|brought about|responsible for|as a "
    r"result of)\b"
)
_STRICT = re.compile(
    r"\b(?:because|due to|owing to|thanks to|result(?:s|ed|ing)?|caus(?:e|es|ed|ing)|led to|"
    r"lead(?:s|ing)? to|"
    r"dr(?:ove|iven|ives?|iving)|contribut\w+|attribut\w+|prompt\w*|trigger\w*|produc\w+|"
    r"responsible|induc\w+|"
    r"associated with|related|linked|after|following|from|by|as|since|so|with)\b"
)
_WORD = re.compile(r"[a-z0-9][a-z0-9'\-]*")
_STEP = (
    r"(?:improv\w+|rose|ris(?:es|en|ing)|increas\w+|climb\w*|grew|jump\w*|fell|falls?|fallen|"
    r"dropp?\w*|"
    r"declin\w+|decreas\w+|deepen\w*|widen\w*|went|mov(?:ed|ing)|surg\w+|slipp\w+|up|down|"
    r"narrow\w*|chang\w+)"
)
_NUMBER = (
    r"(?:about |approximately |around |nearly |roughly |~ ?)?(?P<{}>\d+(?:,\d{{3}})*(?:\.\d+)?) ?%?"
)
_CHANGES = (
    re.compile(
        rf"\b{_STEP}\b[^.;]{{0,30}}?\bfrom (?:an? |the )?{_NUMBER.format('a')}[^.;]{{0,40}}?\bto "
        rf"{_NUMBER.format('b')}"
    ),
    re.compile(
        rf"\b{_STEP}\b[^.;]{{0,30}}?\bto {_NUMBER.format('b')}[^.;]{{0,40}}?\bfrom "
        rf"{_NUMBER.format('a')}"
    ),
    re.compile(
        rf"{_NUMBER.format('b')}[^.;]{{0,60}}?\b(?:up|down) from (?:an? |the "
        rf")?{_NUMBER.format('a')}"
    ),
    re.compile(
        rf"{_NUMBER.format('a')}[^.;]{{0,80}}?\b(?:later|then|subsequent\w*|and then|"
        rf"before)\b[^.;]{{0,60}}?"
        rf"\b{_STEP}\b[^.;]{{0,30}}?{_NUMBER.format('b')}"
    ),
)
_NEEDED = (("from ",), ("from ",), ("from ",), ("later", "then", "subsequent", "before"))
"""For each of these patterns, words one of which it needs; looking for them is faster."""
_ORDER_WORDS = re.compile(
    r"\b(?P<word>updated|later|earlier|newer|older|latest|subsequent|more recent|deepen\w*|"
    r"matured?)\b"
    r"(?= (?:\w+ )?(?:data|dataset|cut|cut-off|cutoff|analysis|readout|read-out|snapshot|"
    r"results?|look|responses?))"
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\brespectively\b|\b(?:first|second|third|fourth) quarter\b")
_NEAR = 30
_TWO = 2


def check_cause(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A reason for a market move, or an effect of a treatment, that no source gives."""
    for found in _BECAUSE.finditer(text.folded):
        start, end = text.sentence_at(found.start())
        sentence = text.folded[start:end]
        if not (MARKET.search(sentence) and _MOVE.search(sentence)) or _WHEN.match(
            text.folded, found.end()
        ):
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
        for index, start in enumerate(source.starts):
            stop = (
                source.starts[index + 2] if index + 2 < len(source.starts) else len(source.folded)
            )
            words = source.folded[start:stop]
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


_NAME = re.compile(r"\b[A-Z][\w-]{2,}\b")
_NO_NAMES = STOPWORDS | frozenset(
    "shares stock monday tuesday wednesday thursday friday saturday sunday january february march"
    " april may june july august september october november december".split()
)
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
    if not (text.medical or any(s.medical for s in sources)):
        return
    for found in _EFFECT.finditer(text.folded):
        start, end = text.sentence_at(found.start())
        if mood_at(text, found.start()) is not Mood.STATED or MARKET.search(
            text.folded, start, end
        ):
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
_QUIT = re.compile(rf"{_STOPPED}[^.;]{{0,120}}{_HARM}|{_HARM}[^.;]{{0,120}}{_STOPPED}")
"""`discontinuation due to adverse events` is one measure, however it is worded."""


def _ties(source: Passage, before: frozenset[str], after: frozenset[str]) -> bool:
    """Does a sentence, or two in a row, hold both topics and a causal word?"""
    for index, start in enumerate(source.starts):
        stop = source.starts[index + 2] if index + 2 < len(source.starts) else len(source.folded)
        words = source.folded[start:stop]
        near = content_words(words)
        if near & before and near & after and _STRICT.search(words):
            return True
    return False


def check_chronology(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A change from one value to another that the sources give side by side, without order."""
    seen: set[int] = set()
    for pattern, needed in zip(_CHANGES, _NEEDED, strict=True):
        if not any(word in text.folded for word in needed):
            continue
        for found in pattern.finditer(text.folded):
            if found.start() in seen or mood_at(text, found.start()) is Mood.DENIED:
                continue
            if not _are_alike(text, found):
                continue
            seen.add(found.start())
            evidence = _unordered(sources, found["a"], found["b"])
            if evidence:
                reason = (
                    f"The source gives {found['a']} and {found['b']} side by side and does "
                    f"not say which came first."
                )
                yield finding(text, found, "EB_CHRONOLOGY", (Severity.ERROR, reason), (evidence,))
    if not seen:
        yield from _check_order_words(text, sources)


def _are_alike(text: Passage, found: re.Match[str]) -> bool:
    """Are the two numbers figures of one kind, and neither a date: not `30 June`, up from 4?"""
    kinds = {
        place: figure.kind
        for figure in text.source.figures
        for place in (found.start("a"), found.start("b"))
        if figure.span.start <= place < figure.span.end
    }
    first, second = kinds.get(found.start("a")), kinds.get(found.start("b"))
    return first is second and first not in (None, Kind.DATE, Kind.TIME)


def _unordered(sources: Sequence[Passage], first: str, second: str) -> Evidence | None:
    """A source sentence with both values and no order, where no other puts them in one."""
    pattern = re.compile(
        rf"(?<![\d.])(?:(?P<a>{re.escape(first)})|(?P<b>{re.escape(second)}))(?!\.?\d)"
    )
    pairs = ((re.escape(first), re.escape(second)), (re.escape(second), re.escape(first)))
    beside = re.compile(
        "|".join(rf"(?<![\d.]){a} ?%? ?(?:-|or|and) ?{b}(?!\.?\d)" for a, b in pairs)
    )
    side_by_side: Evidence | None = None
    for source in sources:
        for index, start in enumerate(source.starts):
            stop = (
                source.starts[index + 1] if index + 1 < len(source.starts) else len(source.folded)
            )
            places = list(pattern.finditer(source.folded, start, stop))
            if len({m.lastgroup for m in places}) < _TWO:
                continue
            near = source.folded[max(start, places[0].start() - _NEAR) : places[-1].end() + _NEAR]
            loose = UNORDERED.search(source.folded, start, stop) or (
                beside.search(near) and not _DATED.search(source.folded, start, stop)
            )
            if not loose and ORDERED.search(near):
                return None
            if loose:
                side_by_side = side_by_side or sentence_evidence(source, start)
    return side_by_side


def _check_order_words(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`the later cut`, `updated data`, where no source uses the word of its data."""
    for found in _ORDER_WORDS.finditer(text.folded):
        root = found["word"][:5]
        if CONDITIONAL.search(text.folded, *text.sentence_at(found.start())):
            continue  # "later data may differ" is our own caution, and names no data
        if text.medical and not any(root in source.folded for source in sources):
            reason = f"No source calls its data “{found['word']}”."
            yield finding(text, found, "EB_CHRONOLOGY", (Severity.WARN, reason))
