"""Harms: which, how grave, how often, in whom; and what was said not to have been seen.

In: a story, its products and the events it tells. Out: safety events. "None reported" keeps
its restrictor (`treatment-related`) and is never turned into "safe".
"""

import re

from pipeline.balance.primary import find_primary
from pipeline.embedded.extract_events import Event
from pipeline.embedded.extract_sizes import clause_around, find_size
from pipeline.embedded.lexicons import HARM, SOFT_HARM
from pipeline.embedded.measures import BENEFITS, FEWEST, HARMS, name_measure
from pipeline.embedded.story import NEWS, Story, find_passage, index_facts
from schemas.figure import Kind
from schemas.record import Passage, SafetyEvent
from schemas.source import Fact

_RATES = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.COUNT})
NONE_REPORTED = re.compile(
    r"\b(?:with )?(?P<no>[Nn]o|[Nn]either|[Zz]ero) (?P<list>[^.;:]*?)\s*"
    r"(?P<verb>(?:(?:was|were|has been|have been) )?(?:reported|observed|seen|recorded|noted|"
    r"documented)|"
    r"(?:occurred|emerged))\b"
)
_ABSENT = re.compile(
    r"(?P<list>[^.;:,()]{3,90}?) (?:was|were) (?:absent|not (?:reported|observed|seen|recorded|"
    r"noted))\b"
)
_BARE_NONE = re.compile(r"\bNo (?P<list>[Gg]rade [^.;:]*?events?)(?=\.|;|$)")
_RESTRICTOR = re.compile(
    r"\b(?:treatment-related|drug-related|treatment-emergent|vector-related|infusion-related|"
    r"unexpected|new|serious|severe|fatal|related)\b"
)


def find_safety(
    story: Story, products: tuple[str, ...], told: tuple[Event, ...]
) -> tuple[SafetyEvent, ...]:
    """Every harm of the news, with a rate or reported absent."""
    facts = index_facts(story.source)
    events: dict[tuple[str, ...], SafetyEvent] = {}
    primary = find_primary(story.passages, story.source)
    for fact in story.source.facts:
        if primary is not None and _is_told_in(primary, story, fact):
            continue
        event = _read_rate(story, fact, facts, products)
        if event is not None:
            events.setdefault((event.fact,), event)
    for event in _read_events(story, facts, products, told):
        events.setdefault((event.fact,), event)
    for passage in story.passages:
        if passage.kind not in NEWS or passage.opinion:
            continue
        for event in _read_absent(story, passage, products):
            events.setdefault((event.term, event.grade, event.restrictor), event)
    return tuple(events.values())


def _is_told_in(primary: Passage, story: Story, fact: Fact) -> bool:
    """Is it of the primary result? What a trial set out to prevent is no harm of its drug."""
    spans = (story.source.figures[mention].span for mention in fact.mentions)
    return any(primary.evidence.span.covers(span) for span in spans)


def _read_rate(
    story: Story, fact: Fact, facts: dict[int, Fact], products: tuple[str, ...]
) -> SafetyEvent | None:
    """A harm's rate; `None` for what is no harm, no rate, or outside the news."""
    if fact.role.measure not in HARMS:
        return None
    for mention in fact.mentions:
        figure, passage = story.source.figures[mention], find_passage(story, mention)
        if (
            passage is None
            or passage.opinion
            or passage.kind not in NEWS
            or figure.kind not in _RATES
            or _is_size(story, mention)
            or _COMPOSITE.match(story.text, figure.span.end)
        ):
            continue
        return SafetyEvent(
            term=name_measure(fact.role.measure, story.text),
            grade=fact.role.grade,
            fact=fact.id,
            population=fact.role.population,
            product=fact.role.product or (products[0] if products else ""),
            cut=fact.role.cut,
            denominator=find_size(story, fact, mention, passage, facts),
            restrictor=_restrictor(story, mention, passage),
            evidence=(passage.evidence,),
        )
    return None


_COMPOSITE = re.compile(
    r"[^.;:,]{0,50}\b(?:(?:progress|relaps|recur|withdr)\w* or (?:died|deaths?)|"
    r"(?:died|deaths?) or (?:progress|relaps|recur|withdr|disease)\w*)\b"
)
"""`six because they progressed or died`: a composite counts no deaths."""


def _is_size(story: Story, mention: int) -> bool:
    """`38% of the 14 patients`, `nearly a third`: a number it is of, or a share of no count."""
    figure = story.source.figures[mention]
    if figure.kind is Kind.PROPORTION:
        return figure.whole is not None and figure.whole < FEWEST
    if figure.kind is not Kind.COUNT:
        return False
    before = story.text[max(0, figure.span.start - 14) : figure.span.start]
    place = find_passage(story, mention)
    words = place.evidence.text if place else ""
    named = HARM.search(words) or SOFT_HARM.search(words)
    after = story.text[figure.span.end : figure.span.end + 24]
    if re.match(
        r"-patient| (?:[\w-]+ )?(?:data|cuts?|cohorts?|trials?|stud|doses?|weeks|months)", after
    ):
        return True
    return not named or bool(re.search(r"\b(?:of|among|in)(?: the)? $", before))


def _read_events(
    story: Story, facts: dict[int, Fact], products: tuple[str, ...], told: tuple[Event, ...]
) -> tuple[SafetyEvent, ...]:
    """Harms no lexicon need know by name: what happened to people, other than what was treated."""
    return tuple(
        SafetyEvent(
            term=event.term,
            fact=facts[event.mention].id,
            grade=facts[event.mention].role.grade,
            population=facts[event.mention].role.population,
            product=facts[event.mention].role.product or (products[0] if products else ""),
            cut=facts[event.mention].role.cut,
            denominator=_size_of(story, event, facts),
            restrictor=_restrictor(story, event.mention, event.passage),
            evidence=(event.passage.evidence,),
        )
        for event in told
        if event.harm
        and not _NO_TERM.search(event.term)
        and event.mention in facts
        and facts[event.mention].role.measure not in BENEFITS
    )


_NO_TERM = re.compile(r"\b(?:have|has|had|been|than|fewer|not)\b", re.IGNORECASE)
"""What is left of a sentence on something else names no harm: `fewer than patients have been`."""


def _size_of(story: Story, event: Event, facts: dict[int, Fact]) -> str:
    """The number of patients behind a rate; a count of those it happened to is not one."""
    if story.source.figures[event.mention].unit != "%":
        return ""
    return find_size(story, facts[event.mention], event.mention, event.passage, facts)


def _restrictor(story: Story, mention: int, passage: Passage) -> str:
    clause = clause_around(story.source, mention, passage.evidence.span).cut(story.text)
    match = _RESTRICTOR.search(clause)
    return match[0] if match else ""


def _read_absent(
    story: Story, passage: Passage, products: tuple[str, ...]
) -> tuple[SafetyEvent, ...]:
    """One event for each harm of a list said not to have been reported."""
    found = []
    text = passage.evidence.text
    matches = [*NONE_REPORTED.finditer(text), *_ABSENT.finditer(text), *_BARE_NONE.finditer(text)]
    for match in matches:
        for item in split_list(match["list"]):
            harm = HARM.search(item)
            if not harm:
                continue
            grade = re.search(
                r"[Gg]rade ([1-5](?:-[1-5])?)( or (?:higher|above)| severity or "
                r"above)?",
                item,
            )
            restrictor = _RESTRICTOR.search(item)
            found.append(
                SafetyEvent(
                    term=re.sub(
                        r"^(?:the|any|cases of|events of"
                        r"|instances of) ",
                        "",
                        item.strip(),
                    ),
                    grade=(">=" if grade[2] else "") + grade[1] if grade else "",
                    none_reported=True,
                    restrictor=restrictor[0] if restrictor else "",
                    product=products[0] if products else "",
                    evidence=(passage.evidence,),
                )
            )
    return tuple(found)


def split_list(words: str) -> tuple[str, ...]:
    """`A, B, or C` as its items."""
    return tuple(
        item
        for item in re.split(
            r",\s*(?:or |and |nor )?|\s+(?:or|nor)\s+(?!above|"
            r"higher|more|later|greater)",
            words,
        )
        if item.strip()
    )
