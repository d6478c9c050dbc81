"""Where true sentences of a golden print a labelled figure: the places that can be made wrong.

In: a golden and one of its stories. Out: slots, each a sentence known to be true with one figure in
it and the fact the label ties it to. A sentence is `must_say`, `should_say`, or one of the
reference brief's; in the latter a figure counts only where its words stand for one fact alone.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.base import Value
from schemas.golden import Golden, GoldenFact, GoldenFigure, GoldenStory

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])|\n+")
_BEFORE, _AFTER = r"(?<![\w.,$€£%-])", r"(?![\w%]|[.,]\d|-\w)"


class Slot(Value):
    """One labelled figure in one true sentence."""

    text: str
    start: int
    end: int
    """Half-open, into `text`: the figure as printed there."""
    fact: GoldenFact
    figure: GoldenFigure
    """A mention of the fact that is printed so."""

    @property
    def printed(self) -> str:
        """The figure's words."""
        return self.text[self.start : self.end]

    def put(self, words: str) -> str:
        """The sentence with other words in the figure's place."""
        return self.text[: self.start] + words + self.text[self.end :]


def find_slots(golden: Golden, story: GoldenStory) -> tuple[Slot, ...]:
    """Every slot of a story, in the order of its sentences; a sentence gives one slot a figure."""
    known = {fact.id: fact for fact in golden.labels.facts}
    mentions = _mentions(golden, story)
    slots: dict[tuple[str, int], Slot] = {}
    for check in (*story.must_say, *story.should_say):
        own = [figure for figure in mentions if figure.fact in check.facts]
        for slot in _slots(check.say, own, known):
            slots.setdefault((slot.text, slot.start), slot)
    for sentence in _SENTENCE.split(story.reference.summary):
        for slot in _slots(sentence, _unequivocal(mentions), known):
            slots.setdefault((slot.text, slot.start), slot)
    return tuple(slots.values())


def _mentions(golden: Golden, story: GoldenStory) -> list[GoldenFigure]:
    """The story's figures with a value, the longest words first."""
    inside = [
        figure
        for figure in golden.labels.figures
        if story.span.start <= figure.start < story.span.end and figure.values
    ]
    return sorted(inside, key=lambda figure: -len(figure.text))


def _unequivocal(mentions: Sequence[GoldenFigure]) -> list[GoldenFigure]:
    """Figures whose words stand for one fact alone, so that a reference brief must mean it."""
    facts: dict[str, set[str]] = {}
    for figure in mentions:
        facts.setdefault(figure.text.lower(), set()).add(figure.fact)
    return [figure for figure in mentions if len(facts[figure.text.lower()]) == 1]


def _slots(
    text: str, mentions: Sequence[GoldenFigure], facts: dict[str, GoldenFact]
) -> Iterator[Slot]:
    """The figures among `mentions` that a sentence prints, no two at one place."""
    taken: list[tuple[int, int]] = []
    for figure in mentions:
        words = re.escape(figure.text)
        for found in re.finditer(f"{_BEFORE}{words}{_AFTER}", text, re.IGNORECASE):
            start, end = found.span()
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                yield Slot(text=text, start=start, end=end, fact=facts[figure.fact], figure=figure)
