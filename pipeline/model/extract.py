"""A model's reading of a story, set against the rules' own: confirmed, corrected, never invented.

In: the rules' record, the source and a model's answers, one for each chunk of the story. Out: the
record with what the model corrects or adds. Each thing it says rests on words that stand in the
story exactly as it copies them, or it is refused and the refusal kept.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from pipeline.model.clean import Cleaned
from schemas.answer import Correction as Corrected
from schemas.answer import RecordAnswer, Remark
from schemas.record import Conflict, Correction, Gap, OpenQuestion, Outcome, Record, SafetyEvent
from schemas.source import Fact, Source, Status
from schemas.text import Evidence

Item = TypeVar("Item")

_STATUS = {
    "reported": Status.REPORTED,
    "company": Status.COMPANY,
    "expected": Status.EXPECTED,
    "unverified": Status.UNVERIFIED,
}


class _Read(NamedTuple):
    """What one answer adds, and what of it was refused."""

    corrections: tuple[Correction, ...]
    remarks: tuple[tuple[Remark, tuple[Evidence, ...]], ...]
    refused: tuple[str, ...]


def apply_answers(
    record: Record, source: Source, shown: Cleaned, answers: Sequence[RecordAnswer]
) -> Record:
    """The record with what all answers say; the same thing said by two of them counts once."""
    read = [_read(answer, source, shown) for answer in answers]
    corrections = _distinct(item for one in read for item in one.corrections)
    remarks = _distinct(item for one in read for item in one.remarks)
    known = {fact.id for fact in source.facts}
    main = _distinct(i for answer in answers for i in answer.main if i in known)
    harms = _distinct(i for answer in answers for i in answer.harms if i in known)
    names = [(answer.companies, answer.products) for answer in answers]
    return record.model_copy(
        update={
            "companies": _named(record.companies, (n for c, _ in names for n in c), shown),
            "products": _named(record.products, (n for _, p in names for n in p), shown),
            "outcomes": tuple(_correct(item, corrections) for item in record.outcomes),
            "safety": (*record.safety, *_harms(harms, record, source)),
            "gaps": (*record.gaps, *_gaps(remarks, record)),
            "conflicts": (*record.conflicts, *_conflicts(remarks)),
            "open_questions": (*record.open_questions, *_questions(remarks)),
            "main": main,
            "corrections": corrections,
            "refused": (*record.refused, *(text for one in read for text in one.refused)),
        }
    )


def _distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each item once, in the order of its first coming."""
    found: list[Item] = []
    for item in items:
        if item not in found:
            found.append(item)
    return tuple(found)


def _read(answer: RecordAnswer, source: Source, shown: Cleaned) -> _Read:
    """What of one answer has words of the story to show for it."""
    facts = {fact.id: fact for fact in source.facts}
    corrections, remarks, refused = [], [], []
    for said in answer.corrections:
        words = _evidence(said.words, source, shown)
        fact = facts.get(said.fact)
        if fact is None:
            refused.append(f"{said.fact}: no such fact")
        elif words is None or not _is_beside(words, fact, source):
            refused.append(f"{said.fact}: the story does not print “{said.words[:80]}” beside it")
        else:
            corrections.append(_corrected(said, words, shown))
    for remark in answer.remarks:
        words = _evidence(remark.words, source, shown)
        if _DIGIT.search(remark.text):
            refused.append(f"{remark.kind}: “{remark.text[:80]}” writes a number")
        elif words is None and (remark.kind != "gap" or remark.words.strip()):
            refused.append(f"{remark.kind}: the story does not print “{remark.words[:80]}”")
        else:
            remarks.append((remark, (words,) if words else ()))
    return _Read(tuple(corrections), tuple(remarks), tuple(refused))


_DIGIT = re.compile(r"\d")
_REACH = 600
"""Characters between a fact and the words that correct its reading; a paragraph or a table."""


def _evidence(words: str, source: Source, shown: Cleaned) -> Evidence | None:
    place = shown.find(words)
    if place is None:
        return None
    return Evidence(source_id=source.id, span=place, text=place.cut(source.text))


def _is_beside(words: Evidence, fact: Fact, source: Source) -> bool:
    """Do the words stand near a mention of the fact, so that they can be about it?"""
    return any(
        abs(source.figures[mention].span.start - words.span.start) <= _REACH
        for mention in fact.mentions
    )


def _corrected(said: Corrected, words: Evidence, shown: Cleaned) -> Correction:
    """A correction with only what the story says in these words: a group it never names is none."""
    return Correction(
        fact=said.fact,
        measure=said.measure.strip().lower(),
        population=_printed(said.population, shown),
        arm=_printed(said.arm, shown),
        cut=_printed(said.cut, shown),
        status=_STATUS.get(said.status),
        evidence=(words,),
    )


def _printed(name: str, shown: Cleaned) -> str:
    """A name that the story prints, in lower case; empty for one that it does not."""
    name = " ".join(name.split())
    return name.lower() if name and name.lower() in shown.folded[0].lower() else ""


def _named(known: tuple[str, ...], said: Iterable[str], shown: Cleaned) -> tuple[str, ...]:
    """The names known with those said that the story prints and that are not there yet."""
    have = {name.lower() for name in known}
    fresh = _distinct(" ".join(name.split()) for name in said)
    return (*known, *(n for n in fresh if n and n.lower() not in have and shown.find(n)))


def _correct(outcome: Outcome, corrections: Sequence[Correction]) -> Outcome:
    """An outcome as the corrections of its main fact have it."""
    for one in corrections:
        if one.fact == outcome.fact:
            told = {"measure": one.measure, "population": one.population, "arm": one.arm}
            told["cut"] = one.cut
            update: dict[str, object] = {name: text for name, text in told.items() if text}
            update["evidence"] = (*outcome.evidence, *one.evidence)
            if one.status is not None and one.status > outcome.status:
                update["status"] = one.status
            outcome = outcome.model_copy(update=update)
    return outcome


def _harms(harms: Sequence[str], record: Record, source: Source) -> Iterable[SafetyEvent]:
    """Facts that a model reads as harms and the rules do not, named as the story measures them."""
    known = {event.fact for event in record.safety}
    for fact in source.facts:
        if fact.id in harms and fact.id not in known and fact.role.measure:
            figure = source.figures[fact.mentions[0]]
            yield SafetyEvent(
                term=fact.role.measure,
                grade=fact.role.grade,
                fact=fact.id,
                population=fact.role.population,
                evidence=(Evidence(source_id=source.id, span=figure.span, text=figure.text),),
            )


_Remarks = Sequence[tuple[Remark, tuple[Evidence, ...]]]


def _gaps(remarks: _Remarks, record: Record) -> Iterable[Gap]:
    said = {gap.text for gap in record.gaps}
    for remark, words in remarks:
        if remark.kind == "gap" and remark.text not in said:
            yield Gap(field="model", reason="not_reported", text=remark.text, evidence=words)


def _conflicts(remarks: _Remarks) -> Iterable[Conflict]:
    for remark, words in remarks:
        if remark.kind == "conflict":
            yield Conflict(kind="value", text=remark.text, evidence=words)


_TOPIC = {"limit": "generalisability", "harm": "safety", "question": "durability"}


def _questions(remarks: _Remarks) -> Iterable[OpenQuestion]:
    for remark, words in remarks:
        if remark.kind in _TOPIC:
            yield OpenQuestion(
                topic=_TOPIC[remark.kind], text=remark.text, stated_by_source=True, evidence=words
            )
