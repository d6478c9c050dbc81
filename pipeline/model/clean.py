"""The article as a model is shown it: without invisible characters, each place traced back.

In: a text. Out: the text without zero-width, bidirectional, tag and control characters, and a map
of its places to the original, so that words a model copies are found exactly where they stand.
"""

import re
from functools import cached_property

from pipeline.balance.unseen import UNSEEN
from schemas.base import Value
from schemas.text import Span


class Cleaned(Value):
    """A text without what no reader sees; `starts` gives each character's place in the original."""

    text: str
    starts: tuple[int, ...]

    @cached_property
    def folded(self) -> tuple[str, tuple[int, ...]]:
        """The text with each run of white space as one space, and each character's place in it."""
        letters: list[str] = []
        places: list[int] = []
        for word in re.finditer(r"\S+", self.text):
            if letters:
                letters.append(" ")
                places.append(word.start() - 1)
            letters.append(word[0])
            places += range(word.start(), word.end())
        return "".join(letters), tuple(places)

    def find(self, words: str) -> Span | None:
        """Where words stand in the original, character by character; white space counts as one.

        Nothing is guessed: words that stand nowhere, or are empty, give `None`. The first place
        counts where there are several.
        """
        wanted = " ".join(clean(words).text.split())
        text, places = self.folded
        at = text.find(wanted) if wanted else -1
        if at < 0:
            return None
        first, last = places[at], places[at + len(wanted) - 1]
        return Span(start=self.starts[first], end=self.starts[last] + 1)


def clean(text: str) -> Cleaned:
    """The text without invisible characters."""
    pieces: list[str] = []
    starts: list[int] = []
    end = 0
    for hidden in UNSEEN.finditer(text):
        pieces.append(text[end : hidden.start()])
        starts += range(end, hidden.start())
        end = hidden.end()
    pieces.append(text[end:])
    starts += range(end, len(text))
    return Cleaned(text="".join(pieces), starts=tuple(starts))
