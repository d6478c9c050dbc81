"""The list of facts that a prompt shows: what the rules have read, one line a fact.

In: a source and its record. Out: lines such as

    f8: 64% = 9 of 14; measure crs; grade any; population ptcl; harm CRS

in reading order, each holding only what the article tells. A fact of which the rules could not tell
what it measures brings the words around it.
"""

from collections.abc import Iterator, Mapping

from pipeline.render import print_fact
from pipeline.worked import counted_mention, main_mention
from schemas.figure import Kind
from schemas.record import Correction, Outcome, Record
from schemas.source import Fact, Role, Source, Status, number_sentences
from schemas.text import Span

_ROLE = (
    ("statistic", ""),
    ("measure", "measure"),
    ("grade", "grade"),
    ("population", "population"),
    ("product", "product"),
    ("company", "company"),
    ("arm", "arm"),
    ("line", "line"),
    ("cut", "cut"),
    ("time", "time"),
    ("comparator", "comparator"),
)
"""What a role tells, in the order it is shown, with the word before it."""

_STATUS = {Status.COMPANY: "company", Status.EXPECTED: "expected", Status.UNVERIFIED: "unverified"}
_ITSELF = frozenset({Kind.DATE, Kind.GRADE, Kind.LINE})
"""Kinds whose printed words say what they are, but not of what."""

_AROUND = 48
"""Characters shown on each side of a figure whose role does not say what it measures."""


def list_facts(source: Source, record: Record, within: Span | None = None) -> str:
    """The facts of a source, one a line; `within` keeps those with a mention in a stretch of it."""
    extras = _extras(record)
    corrections = {correction.fact: correction for correction in record.corrections}
    lines = []
    for fact in source.facts:
        if within is None or _stands_in(fact, source, within):
            printed = _printed(fact, source)
            told = _role(fact, record, corrections.get(fact.id))
            words = () if fact.role.measure else (_around(fact, source),)
            lines.append(
                "; ".join((f"{fact.id}: {printed}", *told, *extras.get(fact.id, ()), *words))
            )
    return "\n".join(lines)


def _stands_in(fact: Fact, source: Source, within: Span) -> bool:
    return any(within.overlaps(source.figures[mention].span) for mention in fact.mentions)


def _printed(fact: Fact, source: Source) -> str:
    """A fact as a reference prints it, its n of N beside it where it has both."""
    main, counted = print_fact(fact, "", source), counted_mention(fact, source)
    if counted is None or counted is main_mention(fact, source):
        return main
    return f"{main} = {print_fact(fact, 'count', source)}"


def _role(fact: Fact, record: Record, correction: Correction | None) -> tuple[str, ...]:
    """What is said of whom: the role's words, those of the record where it has none, and status.

    What a model has corrected, with words of the article for it, stands in their place.
    """
    known = next((item for item in record.outcomes if item.fact == fact.id), None)
    told = []
    for name, word in _ROLE:
        value = _corrected(correction, name) or _said(fact.role, known, name)
        if value:
            told.append(f"{word} {value}".strip())
    status = fact.role.status
    if correction is not None and correction.status is not None:
        status = correction.status
    return (*told, *([f"status {_STATUS[status]}"] if status in _STATUS else []))


def _corrected(correction: Correction | None, name: str) -> str:
    if correction is None or name not in ("measure", "population", "arm", "cut"):
        return ""
    return str(getattr(correction, name))


def _said(role: Role, known: Outcome | None, name: str) -> str:
    """One word of a role; the record's own where the role has none."""
    value = str(getattr(role, name))
    if value or known is None or name not in ("measure", "population", "arm", "cut", "product"):
        return value
    return str(getattr(known, name))


def _extras(record: Record) -> Mapping[str, tuple[str, ...]]:
    """What the record knows of a fact beyond its role, by fact id."""
    found: dict[str, tuple[str, ...]] = {}
    for fact, text in _marks(record):
        if fact and text not in found.get(fact, ()):
            found[fact] = (*found.get(fact, ()), text)
    return found


def _marks(record: Record) -> Iterator[tuple[str, str]]:
    for outcome in record.outcomes:
        if outcome.comparator:
            kind = outcome.comparator_kind.value.replace("_", " ")
            yield outcome.fact, f"compared with {outcome.comparator} ({kind})"
    for event in record.safety:
        yield event.fact, f"harm {event.term}".strip()
    for step in record.milestones:
        yield step.date, f"{step.state} {step.kind.replace('_', ' ')}"
    for claim in record.market:
        if claim.paper:
            yield from ((fact, "unrealised") for fact in claim.facts)
    for mood in record.sentiment:
        yield mood.score, f"sentiment of {mood.subject}, by the {mood.basis}"


def _around(fact: Fact, source: Source) -> str:
    """The words beside a fact's first mention, within its sentence, as the article has them."""
    place = source.figures[fact.mentions[0]].span
    at = number_sentences(source.sentences, [place.start])[0]
    sentence = source.sentences[at] if source.sentences else place
    start = max(sentence.start, place.start - _AROUND)
    end = min(max(sentence.end, place.end), place.end + _AROUND)
    if start > sentence.start:
        start = _next_word(source.text, start, place.start)
    if end < sentence.end:
        end = max(place.end, source.text.rfind(" ", place.end, end))
    words = " ".join(source.text[start:end].split())
    return f'in "{words}"'


def _next_word(text: str, start: int, end: int) -> int:
    """Where the first whole word begins at or behind a place."""
    at = text.find(" ", start, end)
    return start if at < 0 else at + 1
