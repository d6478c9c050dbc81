"""How many people a rate is of: in its n/N, in its row, in its own clause, or what comes to it.

In: a story, a rate's fact and the passage that tells it. Out: the id of the fact that counts them.
"""

import re
from decimal import Decimal

from pipeline.embedded.measures import FEWEST, HARMS
from pipeline.embedded.story import (
    NEWS,
    Story,
    find_mentions,
    find_passage,
    role_of,
)
from schemas.figure import Figure, Kind
from schemas.record import Passage
from schemas.source import Fact, Source
from schemas.text import Span

_PEOPLE = re.compile(
    r"^[ -]?(?:[\w/+-]+ ){0,4}?(?:patients|participants|subjects|people|adults|evaluable)\b"
)
_JOINT = re.compile(r";|\. |\n| while | whereas ")


def clause_around(source: Source, mention: int, within: Span) -> Span:
    """The clause a figure stands in: from joint to joint inside its sentence."""
    figure, text = source.figures[mention], source.text
    start, end = within.start, within.end
    for joint in _JOINT.finditer(text, within.start, within.end):
        if joint.end() <= figure.span.start:
            start = joint.end()
        elif joint.start() >= figure.span.end:
            end = joint.start()
            break
    return Span(start=start, end=end)


def find_denominators(story: Story, mention: int, passage: Passage) -> tuple[int, ...]:
    """Counts of people in the figure's clause, `evaluable` ones first."""
    clause = clause_around(story.source, mention, passage.evidence.span)
    found: list[int] = []
    for index in find_mentions(story.source, clause):
        figure = story.source.figures[index]
        after = story.text[figure.span.end : figure.span.end + 60]
        if figure.kind is not Kind.COUNT or figure.is_range or figure.values == (Decimal(1),):
            continue  # a rate of one person is none: `a single dose in patients with psoriasis`
        if _PEOPLE.match(after):
            found.append(index)
    return tuple(sorted(found, key=lambda index: "evaluable" not in _after(story, index)))


def _after(story: Story, index: int) -> str:
    end = story.source.figures[index].span.end
    return story.text[end : end + 20]


def find_size(
    story: Story, fact: Fact, mention: int, passage: Passage, facts: dict[int, Fact]
) -> str:
    """The fact that gives a rate its number of patients, in its own clause; else empty.

    In this order: an n/N that comes to the rate (`7 of 11 patients (64%)`), the number right
    behind it (`38% of the 14 patients`), the only number of people in the clause.
    """
    if any(story.source.figures[item].whole is not None for item in fact.mentions):
        return ""
    rate = story.source.figures[mention]
    if rate.unit != "%" and fact.role.measure in HARMS:
        return ""
    for other in _same_rates(story, fact, mention):
        place = find_passage(story, other)
        around = place and clause_around(story.source, other, place.evidence.span)
        for index in find_mentions(story.source, around) if around else ():
            if index in facts and _comes_to(story, index, other):
                return facts[index].id
    told = _counted_elsewhere(story, fact, rate)
    if told:
        return told
    counts = tuple(
        i for i in find_denominators(story, mention, passage) if not _counts(story, i, rate)
    )
    of = [index for index in counts if _is_right_behind(story, mention, index)]
    if not of and len(counts) != 1 and not any("evaluable" in _after(story, i) for i in counts[:1]):
        return ""
    chosen = (of or list(counts))[0]
    return facts[chosen].id if chosen in facts else ""


def _counted_elsewhere(story: Story, fact: Fact, rate: Figure) -> str:
    """An n/N of the news that comes to this rate, of the same measure or of people assessed.

    Example: `Seven of them responded (64%)` rests on the `7 of 11 evaluable people` of the lead.
    """
    for other in story.source.facts:
        if other.role.measure not in {"", "evaluable", fact.role.measure}:
            continue
        if other.role.arm != fact.role.arm:
            continue
        for mention in other.mentions:
            count = story.source.figures[mention]
            if count.part and count.whole and count.whole >= FEWEST and rate.unit == "%":
                place = find_passage(story, mention)
                near = abs(100 * count.part / count.whole - rate.values[0]) <= Decimal("0.5")
                if near and place is not None and place.kind in NEWS:
                    return other.id
    return ""


def _same_rates(story: Story, fact: Fact, mention: int) -> tuple[int, ...]:
    """Every figure that prints this rate of this measure; one may have its n/N beside it."""
    rate = story.source.figures[mention]
    found = (
        index
        for index, figure in enumerate(story.source.figures)
        if (figure.unit, figure.values) == (rate.unit, rate.values)
        and role_of(story.source, index).measure == fact.role.measure
        and role_of(story.source, index).population in {"", fact.role.population}
    )
    return tuple(dict.fromkeys((*fact.mentions, *found)))


def _comes_to(story: Story, index: int, mention: int) -> bool:
    """Is the one an n/N that gives the rate, but for rounding; itself, or with the n before it?

    `17 of 31 (55%), and two (6%) …`: 17 of 31 is 55%, and two of the same 31 are 6%.
    """
    count, rate = story.source.figures[index], story.source.figures[mention]
    if not count.part or not count.whole or count.whole < FEWEST or rate.unit != "%":
        return False
    before = [f for f in story.source.figures[max(0, mention - 1) : mention] if f.values]
    parts = [count.part, *(f.values[0] for f in before if _counts_beside(story, f, rate))]
    return any(abs(100 * part / count.whole - rate.values[0]) <= 1 for part in parts)


def _counts_beside(story: Story, count: Figure, rate: Figure) -> bool:
    """`two (6%)`, `four patients (13%)`: the number who had it, with its rate in brackets."""
    between = story.text[count.span.end : rate.span.start]
    return bool(re.fullmatch(r"(?: [\w/-]+){0,3} \(", between))


def _counts(story: Story, index: int, rate: Figure) -> bool:
    return _counts_beside(story, story.source.figures[index], rate)


def _is_right_behind(story: Story, mention: int, index: int) -> bool:
    """`38% of the 14 patients`: the number a rate is of."""
    between = (story.source.figures[mention].span.end, story.source.figures[index].span.start)
    return bool(re.fullmatch(r" of (?:the |all |its )?", story.text[between[0] : between[1]]))
