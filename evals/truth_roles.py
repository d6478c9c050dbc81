"""Do the words of a sentence give a figure to another fact than the one whose value it has?

In: a sentence with its figures and, for each, the labelled facts its value fits. Out: for each
figure the facts that the words do not speak against. Only a contradiction counts: the words name
what tells another fact of the story apart, and nothing of what tells this one apart.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.figures.sentences import stems
from schemas.golden import GoldenFact

FIELDS = ("measure", "grade", "arm", "population", "product", "cut", "time")
"""What can tell two facts of one story apart."""

SHORT = {
    "orr": "overall response rate",
    "cr": "complete response",
    "crs": "cytokine release syndrome",
    "dor": "duration of response",
    "efs": "event-free survival",
    "os": "overall survival",
    "pfs": "progression-free survival",
    "pr": "partial response",
    "sae": "serious adverse event",
    "saes": "serious adverse events",
}
"""Abbreviations that a label writes out and a brief need not, or the other way round."""

_SHORT = re.compile(rf"\b(?:{'|'.join(SHORT)})\b")
_BESIDE = re.compile(
    r"\b(?:than|against|versus|vs\.?|compared (?:with|to)|relative to|instead of|rather than|not)\b"
    r"[^,;.:()\d]{0,60}"
)
"""What a figure is set beside is no word for what it is."""
_CLAUSE = re.compile(
    r"[;:]|, (?:a|an|and|but|while|whereas|although|as|with|or|where|which|who)\b|\n"
)
"""Behind this the words are of the next figure, not of the one before."""
_MOST = 0.66
"""Of the words that tell another fact apart, the share that must be said."""


class Place(NamedTuple):
    """A figure in its sentence, half-open, with the facts whose values it fits."""

    start: int
    end: int
    facts: tuple[str, ...]
    rivals: tuple[str, ...]
    """Facts of the story with figures of its sort and other values."""


class Words:
    """The stems of every labelled fact's fields, read once for a story."""

    def __init__(self, facts: Sequence[GoldenFact]) -> None:
        self.by_field: Mapping[str, Mapping[str, frozenset[str]]] = {
            fact.id: {name: read_words(getattr(fact, name)) for name in FIELDS} for fact in facts
        }
        self.all: Mapping[str, frozenset[str]] = {
            fact.id: frozenset().union(*self.by_field[fact.id].values()) | read_words(fact.says)
            for fact in facts
        }


def read_words(text: str) -> frozenset[str]:
    """Stems of the content words, abbreviations of the field written out."""
    low = text.lower()
    return stems(_SHORT.sub(lambda found: SHORT[found[0]], low)) | (
        stems(low) if any(ch.isdigit() for ch in low) else frozenset()
    )


def find_borne(sentence: str, places: Sequence[Place], words: Words) -> tuple[tuple[str, ...], ...]:
    """For each figure the facts that the sentence's words do not speak against.

    In a sentence of several figures words belong to the figure before them or to the one behind.
    Which, its two ends tell: `58% with the drug and 17% with placebo` ends in words that tell the
    two apart, `the drug had 58%, placebo 17%` begins with such. Where neither tells, both ways of
    reading must speak against a fact.
    """
    if len(places) == 1:
        return (_borne(places[0], read_words(_own(sentence)), words),)
    heads, tails = _gaps(sentence, places)
    telling = _telling(places, words)
    lead, last = bool(heads[0] & telling), bool(tails[-1] & telling)
    before = [_borne(place, gap, words) for place, gap in zip(places, heads, strict=True)]
    behind = [
        _borne(place, gap | heads[0], words) for place, gap in zip(places, tails, strict=True)
    ]
    if lead is not last:
        return tuple(before if lead else behind)
    return tuple(
        tuple(dict.fromkeys((*one, *other))) for one, other in zip(before, behind, strict=True)
    )


def _own(text: str) -> str:
    return _BESIDE.sub(" ", text)


def _gaps(
    sentence: str, places: Sequence[Place]
) -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """For each figure the words before it, and those behind it, up to a neighbour or a clause."""
    starts = [0, *(place.end for place in places)]
    ends = [*(place.start for place in places), len(sentence)]
    gaps = [sentence[a:b] if a < b else "" for a, b in zip(starts, ends, strict=True)]
    parts = [_CLAUSE.split(gap) for gap in gaps]
    heads = (gaps[0], *(part[-1] for part in parts[1:-1]))
    tails = (part[0] for part in parts[1:])
    return tuple(map(read_words, heads)), tuple(map(read_words, tails))


def _telling(places: Sequence[Place], words: Words) -> frozenset[str]:
    """The words by which the facts of one sentence are told apart."""
    named = {fact for place in places for fact in place.facts}
    if len(named) < 2:
        return frozenset()
    shared = frozenset.intersection(*(words.all[fact] for fact in named))
    fields = (field for fact in named for field in words.by_field[fact].values())
    return frozenset().union(*fields) - shared


def _borne(place: Place, said: frozenset[str], words: Words) -> tuple[str, ...]:
    return tuple(
        fact
        for fact in place.facts
        if not any(_speaks_for(said, rival, fact, words) for rival in place.rivals)
    )


def _speaks_for(said: frozenset[str], rival: str, fact: str, words: Words) -> bool:
    """Do the words name what tells the rival apart, and nothing that tells the fact apart?"""
    for name in FIELDS:
        mine, theirs = words.by_field[fact][name], words.by_field[rival][name]
        own, other = mine - words.all[rival], theirs - words.all[fact]
        if own and other and not own & said and len(other & said) >= _MOST * len(other):
            return True
    return False
