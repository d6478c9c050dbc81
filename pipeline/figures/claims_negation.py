"""A statement whose `not` was lost, or a `not` that no source has.

In: the checked text and its sources as passages. Out: findings where text and source say the same
word of the same things, the one with a negation right before it and the other without.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import Mood, Passage, finding, mood_at, sentence_evidence, stem
from pipeline.figures.claims_surroundings import (
    CLOSE,
    FEWEST,
    REACH,
    WIDE,
    count_around,
    find_topic,
)
from pipeline.figures.claims_words import GENERIC, NEGATION, STOPWORDS
from schemas.verdict import ClaimFinding, Severity

_NOT = re.compile(
    r"(?:\b(?:not|never|cannot|no|without|fail(?:s|ed)? to|declin(?:es|ed) to|refus(?:es|ed) to)"
    r"|n[';]t) (?:(?:yet|be|been|being|have|had|the|a|an|any|to|\w+ly) ){0,3}(?P<word>[a-z]{4,})\b"
)
_OPENINGS = ("not", "never", "cannot", "no", "without", "fail", "fails", "failed", "declines",
             "declined", "refuses", "refused")  # fmt: skip
"""The words that such a negation starts with; asked for first, which is many times as fast."""
_LIGHT = frozenset(
    "only just even always necessarily exactly merely simply know known think want need take make "
    "come look seem like give become able thing things least less more fewer later longer sure "
    "further doubt least such another other than enough much many surprise surprising matter "
    "mention wonder good time reason change include including included".split()
)
"""Words that a negation turns into an idiom, or that say too little."""


def check_negation(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """What a source says is so, denied; or what a source denies, said to be so."""
    yield from _check_added(text, sources)
    yield from _check_lost(text, sources)


def _check_added(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`did not fall` where every source that speaks of it says that it fell."""
    for found in text.once(_find_negations):
        word = found["word"]
        if _is_light(word) or text.folded.rstrip(" \"'").endswith("?"):
            continue
        topic = find_topic(text, *found.span("word"), (word,))
        stated = _best(sources, stem(word), topic, denied=False)
        if stated is None or _is_denied_anywhere(sources, topic, stated[0] - 1):
            continue
        _, source, at = stated
        reason = f"“{found.group()}”: the source says that it is so."
        evidence = (sentence_evidence(source, at),)
        yield finding(text, found, "EB_REVERSED", (Severity.ERROR, reason), evidence)


def _check_lost(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`fell` where every source that speaks of it says that it did not."""
    tried: set[str] = set()
    for source in sources:
        for no in source.once(_find_negations):
            root = stem(no["word"])
            if root in tried or root not in text.folded or _is_light(no["word"]):
                continue
            tried.add(root)
            for word in text.words:
                if word.startswith(root) and stem(word) == root:
                    for at in text.places(word):
                        yield from _judge_lost(text, (at, word), sources)


def _find_negations(passage: Passage) -> tuple[re.Match[str], ...]:
    """Every negation with the word it is about."""
    is_short = "n't " in passage.folded or "n;t " in passage.folded
    if not is_short and passage.words.isdisjoint(_OPENINGS):
        return ()
    starts = [at for word in _OPENINGS for at in passage.places(word)]
    for sign in ("n't ", "n;t "):
        at = passage.folded.find(sign)
        while at >= 0:
            starts.append(at)
            at = passage.folded.find(sign, at + 1)
    found = (_NOT.match(passage.folded, start) for start in sorted(starts))
    return tuple(no for no in found if no)


def _judge_lost(
    text: Passage, place: tuple[int, str], sources: Sequence[Passage]
) -> Iterator[ClaimFinding]:
    """A finding where the text states a word that its sources only deny of these things."""
    at, word = place
    start, end = text.sentence_at(at)
    if NEGATION.search(text.folded, start, end) or mood_at(text, at) is Mood.OPEN:
        return
    topic = find_topic(text, at, at + len(word), (word,))
    denied = _best(sources, stem(word), topic, denied=True)
    if denied is None or _best(sources, stem(word), topic, denied=False, need=denied[0] - 1):
        return
    _, source, where = denied
    reason = f"“{word}”: the source says that it is not so."
    evidence = (sentence_evidence(source, where),)
    span = (at, at + len(word))
    yield finding(text, span, "EB_REVERSED", (Severity.ERROR, reason), evidence)


def _best(
    sources: Sequence[Passage], root: str, topic: Sequence[str], *, denied: bool, need: int = -1
) -> tuple[int, Passage, int] | None:
    """The best place where sources say, or deny, a word of this stem with most of this topic."""
    least = max(min(FEWEST, len(topic)), 2, (len(topic) + 1) // 2) if need < 0 else need
    reach = WIDE if need >= 0 else CLOSE if len(topic) < FEWEST else REACH
    best: tuple[int, Passage, int] | None = None
    for source in sources:
        for word in source.words:
            if not word.startswith(root) or stem(word) != root:
                continue
            for at in source.places(word):
                hits = count_around(source, at, at + len(word), topic, reach)
                if hits < least or (best and hits <= best[0]):
                    continue
                if _is_denied(source, at) is denied:
                    best = (hits, source, at)
    return best


def _is_denied(source: Passage, at: int) -> bool:
    """Does a negation stand right before this place?"""
    start, _ = source.sentence_at(at)
    return any(
        m.start("word") == at for m in _NOT.finditer(source.folded, max(start, at - 40), at + 40)
    )


def _is_denied_anywhere(sources: Sequence[Passage], topic: Sequence[str], hits: int) -> bool:
    """Does a sentence of a source that is about this hold a negation of any kind?"""
    return any(
        count_around(source, no.start(), no.end(), topic, WIDE) >= hits
        for source in sources
        for no in source.find(NEGATION)
    )


def _is_light(word: str) -> bool:
    """Does the word say too little by itself?"""
    return word in _LIGHT or word in STOPWORDS or word in GENERIC
