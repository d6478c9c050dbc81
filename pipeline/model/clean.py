"""The article as a model is shown it: without invisible characters, each place traced back.

In: a text. Out: the text without zero-width, bidirectional and tag characters, and a map of its
places to the original, so that words a model copies can be found exactly where they stand.
"""

import re
from functools import cached_property

from schemas.base import Value
from schemas.text import Span

_HIDDEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)


class Cleaned(Value):
    """A text without what no reader sees; `starts` gives each character's place in the original."""

    text: str
    starts: tuple[int, ...]

    @cached_property
    def folded(self) -> tuple[str, tuple[int, ...]]:
        """The text with each run of white space as one space, and each character's place in it."""
        letters, places, gap = [], [], True
        for at, letter in enumerate(self.text):
            if letter.isspace():
                if not gap:
                    letters.append(" ")
                    places.append(at)
                gap = True
            else:
                letters.append(letter)
                places.append(at)
                gap = False
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
    kept = [at for at, letter in enumerate(text) if not _HIDDEN.match(letter)]
    return Cleaned(text="".join(text[at] for at in kept), starts=tuple(kept))
