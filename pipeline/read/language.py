"""A text in, the code of its likely language out, by a vote of its commonest small words."""

import re
from collections import Counter

STOP_WORDS = {
    "en": "the of and to in was with for were that is on by from at which had be are it this has",
    "de": "der die das und ist nicht mit von zu den ein eine für auf dem des sich im bei wurde",
    "fr": "le la les et des est une dans pour que du avec sur par au qui ont été aux plus ce",
    "es": "el la los las y del que en una con por para se su al como fue más lo pero sus",
    "it": "il la di e che è per una con del della nel dei sono gli alla ha più le non si",
    "nl": "de het een en van is dat op te zijn voor met niet aan er om bij werd ook naar",
    "pt": "o os as do da e que em um uma com para não por na no dos foi mais se ao",
}
"""Words that nearly every sentence of a language holds one of; ours, 2026-11-21."""

SAMPLE_CHARACTERS = 20_000
"""Enough to tell; a longer page is not read further."""

FEWEST_VOTES = 3
"""Below this a vote is chance."""

_WORD = re.compile(r"[^\W\d_]+")
_VOTERS = {code: frozenset(words.split()) for code, words in STOP_WORDS.items()}
_SMALL_WORDS = frozenset[str]().union(*_VOTERS.values())
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}


def guess_language(text: str) -> str:
    """The language most of the text's small words belong to, or `und` where that does not tell.

    Knows English, German, French, Spanish, Italian, Dutch and Portuguese. A word that two languages
    share votes for both, so a tie or fewer than three votes gives `und`. Text in other scripts has
    no votes and gives `und` too.
    """
    counts = Counter(filter(_SMALL_WORDS.__contains__, _words(text[:SAMPLE_CHARACTERS].lower())))
    votes = {
        code: sum(counts[w] for w in voters & counts.keys()) for code, voters in _VOTERS.items()
    }
    first, second = sorted(votes, key=lambda code: -votes[code])[:2]
    if votes[first] < FEWEST_VOTES or votes[first] == votes[second]:
        return "und"
    return first


def _words(low: str) -> list[str]:
    """The runs of letters of a text; in ASCII three times as fast as by a pattern."""
    return low.translate(_NO_LETTERS).split() if low.isascii() else _WORD.findall(low)
