"""Pairs of editors' words that mean the opposite of each other, from `lexicons/opposites.toml`.

In: nothing. Out: the words of each side of each pair, and where each word stands.
"""

from pipeline.figures import word_lists

WORDS = word_lists.pairs("opposites", "opposites")
"""The words and phrases of each side of each pair; tried in both directions."""

NEIGHBOURS = frozenset(word_lists.words("opposites", "neighbours"))
"""Words that say little by themselves: what follows them must be the same as in the source."""


def _sides() -> dict[str, tuple[tuple[int, int], ...]]:
    """Each word, or a phrase's first word, with the pairs and sides it stands in."""
    sides: dict[str, list[tuple[int, int]]] = {}
    for number, pair in enumerate(WORDS):
        for side, phrases in enumerate(pair):
            for phrase in phrases:
                entry = sides.setdefault(phrase.split()[0], [])
                if (number, side) not in entry:
                    entry.append((number, side))
    return {word: tuple(entry) for word, entry in sides.items()}


SIDES = _sides()
"""Which pairs a word stands in, and on which side."""
