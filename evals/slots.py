"""Where true sentences of a golden print a labelled figure: the places that can be made wrong.

In: a golden and one of its stories. Out: slots, each a sentence known to be true with one figure in
it and the fact the label ties it to. A sentence is `must_say`, `should_say`, or one of the
reference brief's. A figure counts only where its words stand for one fact alone: of the facts its
`must_say` names, or of the whole story's.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.base import Value
from schemas.figure import Kind
from schemas.golden import Golden, GoldenFact, GoldenFigure, GoldenStory

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])|\n+")
_UNIT = (
    r"%|per ?cent|points?\b|mg|µg|mcg|kg|g\b|m[lL]|mm|°|million|billion|thousand|trillion|bn\b|m\b|"
    r"mn\b|months?|weeks?|days?|years?|hours?|minutes?|times\b|fold|(?:of|in|out of) "
    r"(?:the |about )?(?:\d|two|three|four|five|six|seven|eight|nine|ten)"
)
_NAMED = r"(?:[Gg]rades?|[Pp]hase|[Ww]eeks?|[Mm]onths?|[Dd]ays?|[Cc]ohort|[Tt]ype|[Dd]ose|[Pp]art)"
_BEFORE = r"(?<![\w.,$€£¥%+−–-])"
_AFTER = rf"(?![\w%]|[.,]\d|[-–]\w|[\s-](?:{_UNIT}))"
_AFTER_NAME = re.compile(rf"\b{_NAMED}\s\Z")


class Place(Value):
    """A labelled figure's place in a sentence."""

    start: int
    end: int
    """Half-open, into the sentence: the figure as printed there."""
    fact: GoldenFact
    figure: GoldenFigure
    """A mention of the fact that is printed so."""


class Slot(Place):
    """One labelled figure in one true sentence."""

    text: str
    beside: tuple[Place, ...]
    """The other labelled figures of the sentence."""

    @property
    def printed(self) -> str:
        """The figure's words."""
        return self.text[self.start : self.end]

    @property
    def around(self) -> str:
        """The sentence without any labelled figure: what tells what the figures are of."""
        left = self.text
        for place in sorted((self, *self.beside), key=lambda place: -place.start):
            left = left[: place.start] + " " + left[place.end :]
        return left

    def put(self, words: str) -> str:
        """The sentence with other words in the figure's place."""
        return self.text[: self.start] + words + self.text[self.end :]


def find_slots(golden: Golden, story: GoldenStory) -> tuple[Slot, ...]:
    """Every slot of a story, in the order of its sentences; a sentence gives one slot a figure."""
    known = {fact.id: fact for fact in golden.labels.facts}
    mentions = figures_of(golden, story)
    slots: dict[tuple[str, int], Slot] = {}
    for check in (*story.must_say, *story.should_say):
        own = [figure for figure in mentions if figure.fact in check.facts]
        for slot in _slots(check.say, _unequivocal(own), known):
            slots.setdefault((slot.text, slot.start), slot)
    for sentence in _SENTENCE.split(story.reference.summary):
        for slot in _slots(sentence, _unequivocal(mentions), known):
            slots.setdefault((slot.text, slot.start), slot)
    return tuple(slots.values())


def figures_of(golden: Golden, story: GoldenStory) -> tuple[GoldenFigure, ...]:
    """The story's figures that have a value or are dates, in reading order."""
    return tuple(
        figure
        for figure in golden.labels.figures
        if story.span.start <= figure.start < story.span.end
        and (figure.values or figure.kind is Kind.DATE)
    )


def _unequivocal(mentions: Sequence[GoldenFigure]) -> list[GoldenFigure]:
    """Figures whose words stand for one fact alone, so that a reference brief must mean it."""
    facts: dict[str, set[str]] = {}
    for figure in mentions:
        facts.setdefault(figure.text.lower(), set()).add(figure.fact)
    alone = [figure for figure in mentions if len(facts[figure.text.lower()]) == 1]
    return sorted(alone, key=lambda figure: -len(figure.text))


def _slots(
    text: str, mentions: Sequence[GoldenFigure], facts: dict[str, GoldenFact]
) -> Iterator[Slot]:
    """The figures among `mentions` that a sentence prints, no two at one place."""
    places: list[Place] = []
    for figure in mentions:
        words = re.escape(figure.text)
        after = _AFTER if figure.text[-1].isalnum() else ""
        for found in re.finditer(f"{_BEFORE}{words}{after}", text, re.IGNORECASE):
            start, end = found.span()
            clear = all(end <= place.start or place.end <= start for place in places)
            if clear and not (figure.text[0].isdigit() and _AFTER_NAME.search(text[:start])):
                places.append(Place(start=start, end=end, fact=facts[figure.fact], figure=figure))
    for place in places:
        beside = tuple(other for other in places if other is not place)
        yield Slot(text=text, beside=beside, **dict(place))
