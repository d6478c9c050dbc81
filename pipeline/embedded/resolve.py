"""What a sentence points back to, said in the sentence itself.

In: a template, its passage and the record. Out: the template with `the Phase 1 trial` and a trial
named alone tied to the product and disease that its paragraph speaks of. A brief may leave out the
sentence before, and a result must never stand under another trial's name.
"""

import re

from pipeline.embedded.extract_trials import name_disease
from schemas.record import Passage, Record

_THE_TRIAL = re.compile(
    r"\b(?P<the>[Tt]he|[Tt]his) (?P<kind>(?:[Pp]hase \d[ab]?(?:/\d[ab]?)? )?(?:trial|study))\b"
    r"(?! (?:treatment|drug|medicine|medication|vaccine|regimen|team|authors?|sites?))"
)
_NAMED_TRIAL = re.compile(
    r"^(?P<name>[A-Z][A-Z\d][\w-]+), (?P<what>an? [^,{]*?(?:\{m\d+\}[^,{]*)?(?:trial|study)), "
)
FARTHEST = 3
"""Sentences: a paragraph speaks of one thing no longer than that."""


def resolve(template: str, passage: Passage, record: Record) -> str:
    """The template with its trial tied to a product; empty where it must not stand alone.

    Example: `In the Phase 1 trial, the ORR was {m1}` after a sentence on ABC-3 in melanoma gives
    `In the Phase 1 trial of ABC-3 in melanoma, the ORR was {m1}`, if the story has several trials.
    """
    if len(record.trials) < 2:
        return template
    if any(trial.name and trial.name in template for trial in record.trials):
        return _name_product(template, passage, record)
    match = _THE_TRIAL.search(template)
    if match is None:
        return template
    before = _paragraph_before(passage, record)
    product = _only_product((passage, *before), record)
    if not product:
        return ""
    disease = next(
        (
            found
            for item in (passage, *before)
            if product in item.evidence.text and (found := name_disease(item.evidence.text))
        ),
        "",
    )
    told = f"{match['the']} {match['kind']}"
    if not template[match.end() :].startswith(f" of {product}"):
        told += f" of {product}"
    told += f" in {disease}" if disease and disease not in template else ""
    return template[: match.start()] + told + template[match.end() :]


def _paragraph_before(passage: Passage, record: Record) -> tuple[Passage, ...]:
    """The sentences right before in the same paragraph, the nearest first, up to a trial's name."""
    places = [item.evidence.span for item in record.passages]
    at = places.index(passage.evidence.span)
    names = [trial.name for trial in record.trials if trial.name]
    found: list[Passage] = []
    start = passage.evidence.span.start
    for before in reversed(record.passages[max(0, at - FARTHEST) : at]):
        text = before.evidence.text
        if start - before.evidence.span.end > 2 or any(name in text for name in names):
            break
        found.append(before)
        start = before.evidence.span.start
    return tuple(found)


def _only_product(passages: tuple[Passage, ...], record: Record) -> str:
    """The product that the nearest sentence to name any names alone; empty where it names two."""
    for passage in passages:
        named = [name for name in record.products if name in passage.evidence.text]
        if named:
            return named[0] if len(named) == 1 else ""
    return ""


def _name_product(template: str, passage: Passage, record: Record) -> str:
    """`MARSH, a Phase 1 study, is enrolling` with the product of the sentence right before."""
    match = _NAMED_TRIAL.match(template)
    if match is None or any(name in template for name in record.products):
        return template
    product = _only_product(_paragraph_before(passage, record)[:1], record)
    if not product or " of " in match["what"]:
        return template
    return f"{match['name']}, {match['what']} of {product}, {template[match.end() :]}"
