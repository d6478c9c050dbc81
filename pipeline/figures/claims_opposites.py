"""A word of the text that is the opposite of the source's word in the same place.

In: the checked text and its sources as passages. Out: findings where the words around a word are
those around its opposite in a source, and no source says the text's word of the same things.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.figures import word_lists
from pipeline.figures.claims_opposites_words import NEIGHBOURS, SIDES, WORDS
from pipeline.figures.claims_reading import Mood, Passage, mood_at, refute
from pipeline.figures.claims_results import is_of_people
from pipeline.figures.claims_surroundings import (
    CLOSE,
    FEWEST,
    REACH,
    TOKEN,
    WIDE,
    Place,
    count_around,
    find_places,
    find_topic,
    holds,
    key_of,
    next_key,
    stands,
    weigh_places,
)
from pipeline.figures.claims_words import STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding

_NEXT = 30
_AMOUNT = lazy_regex(
    r" (?:of |by |about |nearly |from |more than |around |to )?(?P<number>[$€£]?\d[\d.,]*\d|\d)"
)
_PHRASAL = lazy_regex(
    r"\b(?:dr[ae]w[ns]?|drawn|pa(?:y|ys|id)|shut|set|broke|turned|wrote|marked|stepped|laid|ramped"
    r"|made|followed|winding|wound|taken|scaled) $"
)
"""Verbs that `up` or `down` belongs to: `drew down $150 million`."""
_PARTICLES = frozenset({"up", "down"})
_REACHED = frozenset({"met", "meets", "achieved", "achieves", "hit", "hits", "reached"})
"""What people do as well as a study: `31% of patients met the target`."""
_BOUND = lazy_regex(r"up to\b")
"""`up to 45 minutes` says how much at the most, not which way it went."""
_PHRASES = {
    **dict.fromkeys(("fell", "fall", "falls", "fallen", "falling"), lazy_regex(
        r" (?:short|behind|ill|foul|apart|through|within|into|victim|asleep|pregnant|due)\b")),
    "with": lazy_regex(r" (?:no|neither|little|nothing|none)\b"),
}  # fmt: skip
"""What makes a word say something else: `fell short of`, `with no news`."""
_NAMING = frozenset({"higher", "lower", "stronger", "weaker", "faster", "slower", "superior"})
_NAMED = lazy_regex(
    r"[ -](?:of the (?:two|three) )?(?:doses?|dosages?|dosed|dosing|arms?|groups?|cohorts?"
    r"|strengths?|regimens?|schedules?|ones?|bounds?|limits?|ends?)\b"
)
"""`the higher dose`, `the lower one`: the word says which of them is meant."""
_PART = lazy_regex(
    r"[,;:()]|\s-\s|\b(?:but|while|whereas|although|though|however|even (?:as|though|if)|as"
    r"|when|after|before|despite|which|who)\b"
)
"""Where what a word is said of ends: the next clause or phrase is of something else."""
_APART = lazy_regex(r"^ (?:was|were|is|are|has|have|had|will|also) ")
_COMPANIONS = 5
_FIRSTS = frozenset(SIDES)
_FIRST_WORDS = {
    (pair, side): frozenset(phrase.split()[0] for phrase in phrases)
    for pair, sides in enumerate(WORDS) for side, phrases in enumerate(sides)
}  # fmt: skip
"""By a pair and its side, the words one of which must stand where that side is said."""
_NEAREST = 2


def check_opposites(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Increased for decreased, met for missed, before for after: the source's word turned round."""
    for first in text.words & _FIRSTS:
        for pair, side in SIDES[first]:
            if all(source.words.isdisjoint(_FIRST_WORDS[pair, 1 - side]) for source in sources):
                continue
            same, opposite = WORDS[pair][side], WORDS[pair][1 - side]
            for word in same if first not in same else (first,):
                if word != first and word.split(" ", 1)[0] != first:
                    continue
                for at in islice(text.places(word), _MOST_TOLD):
                    yield from _judge(text, (at, word), (same, opposite), sources)


_MOST_TOLD, _MOST_PLACES = 100, 200
"""Places of one word in a text, and of its opposites in the sources, that are held together."""


def _judge(
    text: Passage,
    place: tuple[int, str],
    pair: tuple[Sequence[str], Sequence[str]],
    sources: Sequence[Passage],
) -> Iterator[ClaimFinding]:
    """A finding where a word of the text stands in the place of its opposite."""
    at, word = place
    if not _is_meant(text, word, at) or (word in _REACHED and is_of_people(text, at)):
        return
    turned = _find_turned(text, place, pair[0], pair[1], sources)
    if turned and mood_at(text, at) not in (Mood.DENIED, Mood.OPEN):
        reason = f"“{word}”: the source says “{turned.word}” there."
        yield refute(
            text, (at, at + len(word)), "EB_REVERSED", reason, (sources[turned.number], turned.at)
        )


def _is_meant(passage: Passage, word: str, at: int) -> bool:
    """Does the word stand here in the sense of its pair: `up 31%`, not `drew up`?"""
    if not stands(passage, word, at):
        return False
    if word in _NAMING and _NAMED.match(passage.folded, at + len(word)):
        return False
    if word in _PHRASES and _PHRASES[word].match(passage.folded, at + len(word)):
        return False
    if word not in _PARTICLES:
        return True
    if _BOUND.match(passage.folded, at):
        return False
    before = passage.folded[max(0, at - 10) : at]
    return bool(_AMOUNT.match(passage.folded, at + len(word))) and not _PHRASAL.search(before)


def _find_turned(
    text: Passage,
    place: tuple[int, str],
    same: Sequence[str],
    opposite: Sequence[str],
    sources: Sequence[Passage],
) -> Place | None:
    """The opposite word in the same surroundings, where no source has the word itself there."""
    at, word = place
    places = islice(find_places(sources, opposite), _MOST_PLACES)
    fitting = [p for p in places if _fits(text, place, sources, p)]
    if not fitting:
        return None
    topic = find_topic(text, at, at + len(word), (*same, *opposite))
    amount = _AMOUNT.match(text.folded, at + len(word))
    reach = CLOSE if len(topic) < FEWEST else REACH
    said_of = _companions(text, at, at + len(word))
    against = [
        p
        for p in weigh_places(fitting, sources, topic, reach)
        if said_of & _around(sources[p.number], p)
        if not _says_both(text, place, opposite, _around(sources[p.number], p))
        if not _is_converse(text, place, sources[p.number], p)
        if p.hits >= _need(topic, is_weak=word in NEIGHBOURS or p.word in NEIGHBOURS)
        or (amount and p.hits > 1 and _has_amount(sources[p.number], p, amount["number"]))
    ]
    if not against:
        return None
    best = max(against)
    behind = _behind(text, at + len(word))
    exact = len(behind) == 2 and behind == _behind(sources[best.number], best.at + len(best.word))
    number = (amount["number"],) if amount else ()
    own = max(
        (
            p.hits
            for p in weigh_places(find_places(sources, same), sources, topic, WIDE)
            if count_around(sources[p.number], p.at, p.at, number, WIDE) == len(number)
            and (not exact or behind[0] in _around(sources[p.number], p))
        ),
        default=0,
    )
    is_denied = mood_at(sources[best.number], best.at) is Mood.DENIED
    return None if is_denied or own >= best.hits - 1 else best


def _behind(passage: Passage, end: int, most: int = 2) -> tuple[str, ...]:
    """The words right behind a word, in its own phrase: `key secondary` of a goal."""
    last = passage.sentence_at(max(0, end - 1))[1]
    return tuple(_content(_PART.split(passage.folded[end : min(last, end + REACH)])[0])[:most])


def _says_both(
    text: Passage, place: tuple[int, str], opposite: Sequence[str], theirs: frozenset[str]
) -> bool:
    """Has the text's own sentence the source's word too, of more of what the source says it of?"""
    at, word = place
    start, end = text.sentence_at(at)
    ours = len(theirs & _companions(text, at, at + len(word), _NEAREST))
    return any(
        len(theirs & _companions(text, spot, spot + len(other), _NEAREST)) > max(1, ours)
        for other in opposite
        for spot in text.places(other)
        if start <= spot < end
    )


_CONVERSE = frozenset(word_lists.words("opposites", "converse"))
"""Verbs that say the same with the parties exchanged: who sells to whom, who buys from whom."""


def _is_converse(text: Passage, place: tuple[int, str], source: Passage, other: Place) -> bool:
    """Does the one who sells in the text stand behind `bought` in the source, and not before it?"""
    at, word = place
    if word not in _CONVERSE or other.word not in _CONVERSE:
        return False
    start, end = source.sentence_at(other.at)
    words = _content(_PART.split(text.folded[text.sentence_at(at)[0] : at])[-1])
    ours = {*words[:1], *words[-2:]}
    before, after = source.folded[start : other.at], source.folded[other.at : end]
    near = " ".join(_content(before)[1 - _COMPANIONS :])
    return any(holds(after, name) for name in ours) and not any(holds(near, n) for n in ours)


def _around(source: Passage, place: Place) -> frozenset[str]:
    """What a word of a source is said of."""
    return _companions(source, place.at, place.at + len(place.word))


def _companions(passage: Passage, at: int, end: int, most: int = _COMPANIONS) -> frozenset[str]:
    """What a word is said of: the nearest stems and numbers on both sides, in its own phrase."""
    first, last = passage.sentence_at(at)
    parts = _PART.split(passage.folded[max(first, at - REACH) : at])
    before = _content(parts[-1])
    if not before and _APART.search(parts[-1]):  # `the goal, time to first relapse, was`
        before = _content(" ".join(parts[-3:]))
    after = _content(_PART.split(passage.folded[end : min(last, end + REACH)])[0])
    return frozenset((*before[-most:], *after[:most]))


def _content(words: str) -> list[str]:
    """Stems and numbers of a stretch, in order, without grammatical words."""
    return [key_of(m.group()) for m in TOKEN.finditer(words) if m.group() not in STOPWORDS]


def _need(topic: Sequence[str], *, is_weak: bool) -> int:
    """How much of a topic must stand around the opposite word."""
    if len(topic) < FEWEST:
        return FEWEST if is_weak else 2
    share = (2 * len(topic) + 2) // 3 if is_weak else (len(topic) + 1) // 2
    return max(FEWEST, share)


def _has_amount(source: Passage, place: Place, number: str) -> bool:
    """Does the same amount, of two digits or more, stand soon behind the opposite word?"""
    end = place.at + len(place.word)
    return sum(c.isdigit() for c in number) > 1 and holds(source.folded[end : end + _NEXT], number)


def _fits(text: Passage, place: tuple[int, str], sources: Sequence[Passage], other: Place) -> bool:
    """Is the opposite said of the same amount, and where it says little, before the same word?"""
    at, word = place
    end, source = at + len(word), sources[other.number]
    if not _is_meant(source, other.word, other.at):
        return False
    if other.word in NEIGHBOURS or word in NEIGHBOURS:
        after = next_key(text, end, _NEXT)
        behind = other.at + len(other.word)
        if not after or (
            after != next_key(source, behind, _NEXT)
            and len({*_behind(text, end, 3)} & {*_behind(source, behind, 3)}) < 2
        ):
            return False
    amount = _AMOUNT.match(text.folded, end)
    if not amount:
        return other.word not in _PARTICLES
    return bool(count_around(source, other.at, other.at, (amount["number"],), REACH))
