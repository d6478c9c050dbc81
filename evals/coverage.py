"""What a text says of what its labels ask for and forbid. In: a judged text; out: checks by name.

A `must_say` sentence is covered where every fact it rests on is stated by a supported figure, and a
word of what they are of stands in the sentence of one of these figures or the one before; or, where
it rests on none, where its words are said. A `must_not_say` sentence is violated where one
sentence of the text holds its figures and most of its words, and is nearer to it than to any true
sentence of the labels or the article.
"""

import re
from collections.abc import Mapping, Sequence

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
_CHANGE = read_words(
    "fall fell falls fallen drop drops dropped rise rose risen rises grow grew growth grown gain "
    "gained decline declined increase increased decrease decreased down up more less higher lower "
    "million billion thousand percent year years month months quarter"
)
"""Words that tell no reader what has changed."""
_NOT = re.compile(r"\b(?:no|not|none|nobody|never|without|neither|nor|cannot)\b|n't\b", re.I)


def find_stated(figures: Sequence[JudgedFigure]) -> frozenset[str]:
    """Ids of the facts that supported figures state."""
    return frozenset(
        fact for figure in figures if figure.truth is Truth.SUPPORTED for fact in figure.facts
    )


def find_lacking(
    checks: Sequence[Check], text: str, figures: Sequence[JudgedFigure], shelf: Shelf
) -> tuple[str, ...]:
    """The sentences of the labels that the text does not cover."""
    spans = split_sentences(text)
    said = [read_words(span.cut(text)) for span in spans]
    pairs = [one | other for one, other in zip(said, [*said[1:], frozenset()], strict=False)]
    beside = dict[str, frozenset[str]]()
    for span, one, other in zip(spans, said, [frozenset[str](), *said], strict=False):
        inside = [figure for figure in figures if span.start <= figure.start < span.end]
        for fact in find_stated(inside):
            beside[fact] = beside.get(fact, frozenset()) | one | other
    return tuple(check.say for check in checks if not _is_covered(check, pairs, beside, shelf))


def _is_covered(
    check: Check,
    said: Sequence[frozenset[str]],
    beside: Mapping[str, frozenset[str]],
    shelf: Shelf,
) -> bool:
    """Every fact with a figure stated; where there is no such fact, the words said.

    `beside` has each stated fact with the words that stand by it.
    """
    known = [fact for fact in check.facts if fact in shelf.facts]
    if known:
        named = frozenset().union(*(_naming(fact, shelf) for fact in known))
        stated = [fact for fact in known if fact in beside]
        is_named = not (named and stated) or any(named & beside[fact] for fact in stated)
        wanted = [fact for fact in known if fact not in beside]
        return is_named and all(_is_worded(fact, said, shelf) for fact in wanted)
    return _are_said(read_words(check.say), said)


def _naming(fact: str, shelf: Shelf) -> frozenset[str]:
    """The content words that name what a fact is of: no numbers, no words of change."""
    words = shelf.words.all[fact] - _CHANGE
    return frozenset(word for word in words if not any(sign.isdigit() for sign in word))


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
