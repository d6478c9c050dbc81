"""What a text says of what its labels ask for and forbid. In: a judged text; out: checks by name.

A `must_say` sentence is covered where every fact it rests on is stated by a supported figure, or,
where it rests on none, where its words are said. A `must_not_say` sentence is violated where one
sentence of the text holds its figures and most of its words, and is nearer to it than to any true
sentence of the labels or the article.
"""

import re
from collections.abc import Sequence

from evals.truth import Shelf
from evals.truth_roles import read_words
from pipeline.figures.sentences import split_sentences
from schemas.eval import JudgedFigure, Truth, Violation
from schemas.figure import Kind
from schemas.golden import Check

SAID = 0.5
"""Share of a sentence's words from which on two neighbouring sentences that have them say it."""
NEAR = 0.8
"""Share of a forbidden sentence's words that a sentence must have to be held against it."""

ALIKE = 0.5
"""Words in common, of all words in either, that a violation must at least have."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?: of (?:the )?\d[\d,]*)?")
_NOT = re.compile(r"\b(?:no|not|none|nobody|never|without|neither|nor|cannot)\b|n't\b", re.I)


def find_stated(figures: Sequence[JudgedFigure]) -> frozenset[str]:
    """Ids of the facts that supported figures state."""
    return frozenset(
        fact for figure in figures if figure.truth is Truth.SUPPORTED for fact in figure.facts
    )


def find_lacking(
    checks: Sequence[Check], text: str, stated: frozenset[str], shelf: Shelf
) -> tuple[str, ...]:
    """The sentences of the labels that the text does not cover."""
    said = [read_words(span.cut(text)) for span in split_sentences(text)]
    pairs = [one | other for one, other in zip(said, [*said[1:], frozenset()], strict=False)]
    return tuple(check.say for check in checks if not _is_covered(check, pairs, stated, shelf))


def _is_covered(
    check: Check, said: Sequence[frozenset[str]], stated: frozenset[str], shelf: Shelf
) -> bool:
    """Every fact with a figure stated; where there is no such fact, the words said."""
    wanted = [fact for fact in check.facts if fact in shelf.facts and fact not in stated]
    if any(fact in shelf.facts for fact in check.facts):
        return all(_is_worded(fact, said, shelf) for fact in wanted)
    return _are_said(read_words(check.say), said)


def _is_worded(fact: str, said: Sequence[frozenset[str]], shelf: Shelf) -> bool:
    """A statement of absence may be told without its `no`: `it was not randomised`."""
    kinds = {figure.kind for figure in shelf.figures if figure.fact == fact}
    return kinds == {Kind.NONE} and _are_said(read_words(shelf.facts[fact].says), said)


def _are_said(words: frozenset[str], said: Sequence[frozenset[str]]) -> bool:
    return any(len(words & one) >= SAID * len(words) for one in said)


def find_violations(
    forbidden: Sequence[Check], text: str, true: Sequence[str]
) -> tuple[Violation, ...]:
    """Sentences of the text that say what is forbidden, each with what forbids it."""
    sentences = [span.cut(text) for span in split_sentences(text)]
    truths = [(read_words(sentence), _numbers(sentence)) for sentence in true]
    return tuple(
        Violation(said=sentence, forbidden=check.say, why=check.why)
        for check in forbidden
        for sentence in sentences
        if _is_violation(sentence, check.say, truths)
    )


def _is_violation(
    sentence: str, forbidden: str, truths: Sequence[tuple[frozenset[str], frozenset[str]]]
) -> bool:
    said, wrong = read_words(sentence), read_words(forbidden)
    numbers, theirs = _numbers(sentence), _numbers(forbidden)
    if not theirs <= numbers or len(said & wrong) < NEAR * len(wrong):
        return False
    near = _likeness(said, wrong)
    if near < ALIKE or bool(_NOT.search(sentence)) is not bool(_NOT.search(forbidden)):
        return False
    return all(
        _likeness(said, true) < near for true, digits in truths if numbers & digits or not theirs
    )


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Words in common, of all words in either."""
    return len(one & other) / len(one | other) if one | other else 0.0


def _numbers(text: str) -> frozenset[str]:
    return frozenset(found.replace(",", "") for found in _NUMBER.findall(text))
