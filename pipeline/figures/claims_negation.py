"""A statement whose `not` was lost, or a `not` that no source has.

In: the checked text and its sources as passages. Out: findings where text and source say the same
word of the same things, the one with a negation right before it and the other without.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_after,
    clause_before,
    mood_at,
    refute,
    stem,
)
from pipeline.figures.claims_surroundings import (
    CLOSE,
    FEWEST,
    REACH,
    WIDE,
    count_around,
    find_forms,
    find_topic,
    holds,
)
from pipeline.figures.claims_words import GENERIC, NEGATION, STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding

_NOT = lazy_regex(
    r"(?:\b(?:not|never|cannot|no|none|without|fail(?:s|ed)? to|declin(?:es|ed) to"
    r"|refus(?:es|ed) to|free (?:of|from)|absence of|lack(?:s|ed|ing)?(?: of)?)"
    r"|n[';]t) (?:(?:yet|be|been|being|have|had|the|a|an|any|to|\w+ly) ){0,3}"
    r"(?P<word>[a-z]{4,}(?:-[a-z]{4,})?)\b"
)
_OPENINGS = (
    "not never cannot no none without fail fails failed declines declined refuses refused free "
    "absence lack lacks lacked lacking"
).split()
"""The words that such a negation starts with; asked for first, which is many times as fast."""
_EVER = lazy_regex(
    r"\b(?:will|would|does|do|did|is|are|was|were|can|could|should)(?: not|n't)\b|\bnever\b|\bno\b"
    r"|\bnone\b|\bcannot\b|\brefus\w+|\bdeclin\w+"
)
"""A negation that holds for what is to come as well."""
_SHARE = lazy_regex(r"\b(?:half|some|most|many|several|a third|a quarter) of [^.;:,]*$")
UNTIL = lazy_regex(r"\b(?:until|before|for (?:\w+ ){1,3}(?:years?|months?|weeks?|days?))\b")
"""`could not be named until May`: by now it may be."""
_ROOT_LETTERS = 5
_LEFT_OUT = lazy_regex(
    r"\b(?:exclud\w+|barr(?:ed|ing)|except\w*|free of|ruled out|ruling out|other than|avoid\w*"
    r"|prevent\w*|still|await\w*|remain\w*|have to|has to|had to|only|before|until"
    r"|stopped short|fewer|less|too)\b"
)
"""Words by which a text itself says that it is not so, without a `not`."""
_OR = "whether or "
"""`whether or not it closes` denies nothing."""
_FREE_OF = lazy_regex(r"\b(?:free (?:of|from)|clear of|rid of|short of)\b[^.;:]{0,40}$")
"""`free of itch and hives`, `short of the final look`: denies what follows, like `no itch`."""
_WOULD_NOT = lazy_regex(r"\b(?:declin|refus|fail)\w* to (?:\w+ )?$")
"""`declined to comment` denies the comment, in whatever sentence it stands."""
_NOTHING = lazy_regex(r"[\w-]+ (?:about |on |to |of )?(?:nothing|nobody|no one|none)\b")
"""`promises nothing`: the verb is denied by what stands behind it."""
_DEGREE = lazy_regex(r"[\w-]+ (?:\w+ )?(?:enough|sufficient|all|every|fully|much|as)\b")
"""`failed to recruit enough`: some were recruited."""
SOME = lazy_regex(
    r"\bwithout\b|\b(?:half|some|most|many|several|part|one|two|three|all|every|each|others?|those"
    r"|who|which)\b|\d"
)
"""A denial of some of them, or one that says which are meant, leaves it true of others."""
_GRAVE = frozenset(word_lists.words("opposites", "graver_than_common"))
"""Common words whose denial is never a trifle."""
_FOR_SOME = lazy_regex(r" (?:for|in(?! any\b)|as|to|by|with|at|on|against)\b")
"""`not approved for children`, `not effective in adults`: it may be so of others."""
_LIGHT = frozenset(word_lists.words("opposites", "negated_idioms"))
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
        if mood_at(source, at) < min(Mood.STATED, mood_at(text, found.start()) or Mood.STATED):
            continue
        reason = f"“{found.group()}”: the source says that it is so."
        yield refute(text, found, "EB_REVERSED", reason, (source, at))


def _check_lost(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`fell` where every source that speaks of it says that it did not."""
    tried: set[str] = set()
    for source in sources:
        for no in source.once(_find_negations):
            root = stem(no["word"])
            if root in tried or root not in text.folded or _is_light(no["word"]):
                continue
            if no["word"] in _GRAVE and _FOR_SOME.match(source.folded, no.end()):
                continue
            tried.add(root)
            for _, at, word in find_forms((text,), root):
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
    return tuple(no for no in found if no and not passage.folded.endswith(_OR, 0, no.start()))


def _judge_lost(
    text: Passage, place: tuple[int, str], sources: Sequence[Passage]
) -> Iterator[ClaimFinding]:
    """A finding where the text states a word that its sources only deny of these things."""
    at, word = place
    start, end = text.sentence_at(at)
    if NEGATION.search(text.folded, start, end) or mood_at(text, at) is Mood.OPEN:
        return
    if _FREE_OF.search(text.folded, start, at) or _WOULD_NOT.search(text.folded, start, at):
        return
    topic = find_topic(text, at, at + len(word), (word,))
    denied = _best(sources, stem(word), topic, denied=True)
    if (
        denied is None
        and mood_at(text, at) is Mood.STATED
        and not _LEFT_OUT.search(text.folded, start, end)
    ):
        denied = _only_denied(sources, stem(word), topic)
    if denied is None or _best(sources, stem(word), topic, denied=False, need=denied[0] - 1):
        return
    _, source, where = denied
    first, last = source.sentence_at(where)
    if mood_at(text, at) is Mood.PLANNED and not _EVER.search(source.folded, first, where):
        return  # `must decide` of what is `not yet decided`
    if _DEGREE.match(source.folded, where):
        return
    if UNTIL.search(source.folded, where, last) or _SHARE.search(source.folded, first, where):
        return
    reason = f"“{word}”: the source says that it is not so."
    yield refute(text, (at, at + len(word)), "EB_REVERSED", reason, (source, where))


def _best(
    sources: Sequence[Passage], root: str, topic: Sequence[str], *, denied: bool, need: int = -1
) -> tuple[int, Passage, int] | None:
    """The best place where sources say, or deny, a word of this stem with most of this topic."""
    least = max(min(FEWEST, len(topic)), 2, (len(topic) + 1) // 2) if need < 0 else need
    reach = WIDE if need >= 0 else CLOSE if len(topic) < FEWEST else REACH
    best: tuple[int, Passage, int] | None = None
    for source, at, word in find_forms(sources, root):
        hits = count_around(source, at, at + len(word), topic, reach)
        if hits < least or (best and hits <= best[0]):
            continue
        if _is_denied(source, at) is denied:
            best = (hits, source, at)
    return best


def _only_denied(
    sources: Sequence[Passage], root: str, topic: Sequence[str]
) -> tuple[int, Passage, int] | None:
    """The one place where any source has a word, if it is denied there of some of this topic.

    A word that the sources use once says by itself what it is about: `peer-reviewed`.
    """
    places = [
        (source, at)
        for source in sources
        for word in source.words
        if word.startswith(root[:_ROOT_LETTERS]) and word.startswith(root)
        for at in source.places(word)
    ]
    if len(places) != 1 or len(root) < _ROOT_LETTERS:
        return None
    source, at = places[0]
    hits = count_around(source, at, at + len(root), topic, REACH)
    if not _is_denied(source, at) or not hits or 3 * hits < len(topic):
        return None
    if SOME.search(source.folded, max(source.sentence_at(at)[0], at - CLOSE), at):
        return None
    return FEWEST + len(topic), source, at


def _is_denied(source: Passage, at: int) -> bool:
    """Does a negation stand right before this place?"""
    start, _ = source.sentence_at(at)
    return bool(_NOTHING.match(source.folded, at)) or any(
        m.start("word") == at for m in _NOT.finditer(source.folded, max(start, at - 40), at + 40)
    )


def _is_denied_anywhere(sources: Sequence[Passage], topic: Sequence[str], hits: int) -> bool:
    """Does a clause of a source that is about this hold a negation of any kind?

    `counts towards it, though they asked for it not to` denies the asking's end, not the counting.
    """
    for source in sources:
        for no in source.find(NEGATION):
            if count_around(source, no.start(), no.end(), topic, WIDE) < hits:
                continue
            clause = clause_before(source, no.start()) + clause_after(source, no.start())
            if 2 * sum(holds(clause, key) for key in topic) >= hits:
                return True
    return False


def _is_light(word: str) -> bool:
    """Does the word say too little by itself?"""
    if word in _GRAVE:
        return False
    return word in _LIGHT or word in STOPWORDS or word in GENERIC
