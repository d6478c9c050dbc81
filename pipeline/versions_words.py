"""The sentences of two versions of a story in; out, the qualifiers that one has and the other not.

A sentence is the same in both where most of its words are. A qualifier is a word that makes a
statement smaller, less sure or its opposite: one lost is a statement made larger.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.sentences import stem
from schemas.diff import Change, ChangeKind
from schemas.source import Source
from schemas.text import Evidence, Span

ALIKE = 0.5
"""Of the words of both sentences, the share that both have, from which on they are one."""

QUALIFIERS = re.compile(
    r"\b(?:not|no|never|without|neither|nor|cannot|n[’']t|preliminary|interim|initial|early|"
    r"exploratory|post[ -]hoc|unadjusted|adjusted|unaudited|unverified|unconfirmed|alleged(?:ly)?|"
    r"reported(?:ly)?|rumou?red|so-called|nearly|almost|about|around|roughly|approximately|some|"
    r"up to|at least|at most|more than|less than|fewer than|over|under|as (?:many|much) as|"
    r"may|might|could|would|should|expects?|expected|plans?|planned|aims?|intends?|hopes?|"
    r"if|unless|subject to|pending|conditional(?:ly)?|provided|until|only|partly|partial(?:ly)?|"
    r"evaluable|treated|confirmed|serious|treatment-related|drug-related|grade \d(?: or higher)?|"
    r"median|mean|relative|absolute|estimated|projected|likely|unlikely|probabl[ey]|possibl[ey]|"
    r"suggests?|appears?|seems?|trend(?:ed)?|numerically|nominal(?:ly)?|statistically|significant"
    r"(?:ly)?|non-?significant|subgroup|historical|cross-trial|single-arm|open-label)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


class _Sentence(NamedTuple):
    span: Span
    words: frozenset[str]


def compare_words(old: Source, new: Source) -> Iterator[Change]:
    """Qualifiers lost and gained, sentence by sentence, in the order of the new version."""
    olds, news = _read(old), _read(new)
    for mine, other in _pairs(olds, news):
        was, now = (_qualifiers(s.text, p.span) for s, p in ((old, mine), (new, other)))
        lost = Counter(w for w, _ in was) - Counter(w for w, _ in now)
        won = Counter(w for w, _ in now) - Counter(w for w, _ in was)
        for word, span in was:
            if lost[word] > 0:
                lost[word] -= 1
                yield Change(
                    kind=ChangeKind.HEDGE,
                    reason=f"“{word}” is lost in the new version.",
                    old=_evidence(old, span),
                    new=_evidence(new, other.span),
                )
        for word, span in now:
            if won[word] > 0:
                won[word] -= 1
                yield Change(
                    kind=ChangeKind.HEDGE,
                    reason=f"“{word}” is added in the new version.",
                    old=_evidence(old, mine.span),
                    new=_evidence(new, span),
                )


def _read(source: Source) -> list[_Sentence]:
    return [
        _Sentence(span, frozenset(stem(w.lower()) for w in _WORD.findall(span.cut(source.text))))
        for span in source.sentences
    ]


def _pairs(
    olds: Sequence[_Sentence], news: Sequence[_Sentence]
) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Each sentence of the new version with the one of the old that it is, if any; none twice."""
    alike = [
        (_likeness(old, new), -abs(i - k), i, k)
        for k, new in enumerate(news)
        for i, old in enumerate(olds)
        if old.words & new.words
    ]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for share, _, i, k in sorted(alike, reverse=True):
        if share < ALIKE:
            break
        if i not in taken_old and k not in taken_new:
            taken_old.add(i)
            taken_new.add(k)
            pairs.append((k, i))
    for k, i in sorted(pairs):
        yield olds[i], news[k]


def _likeness(old: _Sentence, new: _Sentence) -> float:
    return len(old.words & new.words) / len(old.words | new.words)


def _qualifiers(text: str, span: Span) -> list[tuple[str, Span]]:
    return [
        (" ".join(m[0].lower().split()), Span(start=m.start(), end=m.end()))
        for m in QUALIFIERS.finditer(text, span.start, span.end)
    ]


def _evidence(source: Source, span: Span) -> Evidence:
    return Evidence(source_id=source.id, span=span, text=span.cut(source.text))
