"""Two versions of one story in; out, which sentence of the one is which of the other, and how.

A sentence is the same in both where most of its words are; its figures stand in for themselves. Of
two that are the same, the words and figures are laid side by side: what is no match is an edit.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from math import ceil
from typing import NamedTuple

from pipeline.figures.sentences import stem
from schemas.figure import Figure, IdentifierKind, Kind
from schemas.source import Source
from schemas.text import Evidence, Span

ALIKE = 0.5
"""Of the words of both sentences, the share that both have, from which on they are one."""

WHOLE = 0.85
"""Of the words of the shorter sentence, the share that the longer one has if it only adds some."""

FEWEST = 5
"""Words that both must have for that: all words of a heading may stand in any sentence."""

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_MARKS = frozenset(
    {IdentifierKind.FOOTNOTE, IdentifierKind.CITATION, IdentifierKind.LIST_MARK}
    | {IdentifierKind.ADDRESS}
)
"""Identifiers that say nothing of the story."""


_OWN_PLACE = frozenset(
    {Kind.PROPORTION, Kind.DATE, Kind.TIME, Kind.MONEY, Kind.INTERVAL, Kind.P_VALUE}
)
"""Kinds of figures in whose place no other kind stands: 29% for 9 of 31 is another mention."""


_Words = Mapping[int, Collection[str]]
"""The words of some sentences, by the sentences' places."""


class Token(NamedTuple):
    """A word, a figure or a name with digits, and what it is compared by."""

    key: str
    span: Span
    figure: int = -1
    """Its index among the figures; -1 for a word."""
    kind: str = ""
    """The figure's, where only the same may stand in its place."""
    is_name: bool = False
    """Is it a name with digits: `Phase 3`, `NCT01234567`?"""


class Edit(NamedTuple):
    """Words of one version that stand in place of the other's; a side without words is the gap."""

    old: Span
    new: Span
    old_tokens: tuple[Token, ...]
    new_tokens: tuple[Token, ...]

    @property
    def is_of_words(self) -> bool:
        """Do words, and no figure, stand in place of words?"""
        has_figure = any(t.figure >= 0 for t in (*self.old_tokens, *self.new_tokens))
        return bool(self.old_tokens) and bool(self.new_tokens) and not has_figure


class Twins(NamedTuple):
    """One sentence in both versions, and where it was edited."""

    old: Span
    new: Span
    edits: tuple[Edit, ...]
    figures: tuple[tuple[int, int], ...]
    """Indexes of the figures that stand in each other's place: the old one's, the new one's."""


class _Sentence(NamedTuple):
    span: Span
    tokens: tuple[Token, ...]
    words: frozenset[str]
    """The stems of its words, without figures and names."""
    keys: tuple[str, ...]
    """What each of its tokens is compared by, in order."""
    named: frozenset[str]
    """The same, each once."""


def align(old: Source, new: Source) -> tuple[Twins, ...]:
    """The sentences that stand in both versions, in the order of the new; none twice."""
    olds, news = _read(old), _read(new)
    return tuple(_twins(olds[i], news[k]) for k, i in sorted(_pairs(olds, news).items()))


def compare_key(figure: Figure) -> str:
    """What a figure is compared by: its values, unit and dates, however they are printed."""
    values = ",".join(format(value.normalize(), "f") for value in figure.values)
    if not values and figure.first is None:
        return " ".join(figure.text.lower().split())
    share = "" if figure.part is None else f"{figure.part}/{figure.whole}"
    return f"#{values}|{figure.unit}|{figure.first}|{figure.last}|{share}"


def evidence_of(source: Source, span: Span) -> Evidence:
    """The words of a source at a span."""
    return Evidence(source_id=source.id, span=span, text=span.cut(source.text))


def touches(one: Span, other: Span) -> bool:
    """Do two spans overlap, or does one begin where the other ends?"""
    return one.start <= other.end and other.start <= one.end


def _read(source: Source) -> list[_Sentence]:
    named = [
        Token(compare_key(one), one.span, i, one.kind.value if one.kind in _OWN_PLACE else "")
        for i, one in enumerate(source.figures)
    ]
    named += [
        Token(name.key, name.span, is_name=name.kind not in _MARKS) for name in source.identifiers
    ]
    named.sort(key=lambda token: (token.span.start, -token.span.end))
    found, at = [], 0
    for span in source.sentences:
        while at < len(named) and named[at].span.start < span.start:
            at += 1
        first = at
        while at < len(named) and named[at].span.start < span.end:
            at += 1
        tokens = tuple(_tokens(source.text, span, named[first:at]))
        words = frozenset(stem(t.key) for t in tokens if t.figure < 0 and not t.is_name)
        keys = tuple(token.key for token in tokens)
        found.append(_Sentence(span, tokens, words, keys, frozenset(keys)))
    return found


def _tokens(text: str, span: Span, named: Sequence[Token]) -> Iterator[Token]:
    """The words of a sentence and its figures and names, which hold no words; marks are left out"""
    at = span.start
    for name in (*named, None):
        until = name.span.start if name else span.end
        for word in _WORD.finditer(text, at, max(at, until)):
            key = word[0].lower().replace("’", "'")
            yield Token(key, Span(start=word.start(), end=word.end()))
        if name and name.span.start >= at:
            if name.figure >= 0 or name.is_name:
                yield name
            at = name.span.end


def _pairs(olds: Sequence[_Sentence], news: Sequence[_Sentence]) -> dict[int, int]:
    """For each new sentence the old one that it is, if any: those word for word alike first."""
    found: dict[int, int] = {}
    places: dict[tuple[str, ...], list[int]] = {}
    for i, one in enumerate(olds):
        places.setdefault(one.keys, []).append(i)
    for k, other in enumerate(news):
        if same := places.get(other.keys):
            found[k] = same.pop(0)
    taken = set(found.values())
    alike = [
        (share, -abs(i - k), i, k)
        for i, k in _near(
            {i: one for i, one in enumerate(olds) if i not in taken},
            {k: other for k, other in enumerate(news) if k not in found},
        )
        if (share := _likeness(olds[i], news[k])) >= ALIKE
    ]
    for _, _, i, k in sorted(alike, reverse=True):
        if i not in taken and k not in found:
            taken.add(i)
            found[k] = i
    return found


def _near(
    olds: Mapping[int, _Sentence], news: Mapping[int, _Sentence]
) -> Iterator[tuple[int, int]]:
    """The pairs that may be alike enough, each once; no other pair is worth a look."""
    words = {i: one.words for i, one in olds.items()}, {k: one.words for k, one in news.items()}
    named = {i: one.named for i, one in olds.items()}, {k: one.named for k, one in news.items()}
    few_words, few_named = _rarest(words, ALIKE), _rarest(named, WHOLE)
    yield from (
        _meeting(*few_words)
        | _meeting(few_named[0], named[1])
        | _meeting(named[0], few_named[1])
    )  # fmt: skip


def _rarest(sides: tuple[_Words, _Words], least: float) -> tuple[_Words, _Words]:
    """Of each sentence's words the rarest, one of which a sentence with that share of them has.

    Of ten words of which five must be shared, one of any six is. Source: prefix filtering,
    Chaudhuri, Ganti & Kaushik 2006.
    """
    counts = Counter(chain.from_iterable(words for side in sides for words in side.values()))

    def choose(words: Collection[str]) -> Collection[str]:
        ranked = sorted(words, key=lambda word: (counts[word], word))
        return ranked[: len(ranked) - ceil(least * len(ranked)) + 1]

    old, new = ({i: choose(words) for i, words in side.items()} for side in sides)
    return old, new


def _meeting(olds: _Words, news: _Words) -> set[tuple[int, int]]:
    """The pairs that have a word in common."""
    places: dict[str, list[int]] = {}
    for i, words in olds.items():
        for word in words:
            places.setdefault(word, []).append(i)
    return {(i, k) for k, words in news.items() for word in words for i in places.get(word, ())}


def _likeness(one: _Sentence, other: _Sentence) -> float:
    """The share of words that both have; enough, where one is the other with a clause more."""
    both = len(one.words & other.words)
    share = both / len(one.words | other.words) if both else 0.0
    held = len(one.named & other.named)
    shorter = min(len(one.named), len(other.named))
    return max(share, ALIKE) if held >= max(FEWEST, WHOLE * shorter) else share


def _twins(old: _Sentence, new: _Sentence) -> Twins:
    edits = tuple(_edits(old, new))
    matched = SequenceMatcher(None, old.keys, new.keys, autojunk=False).get_matching_blocks()
    figures = [
        (old.tokens[i + n].figure, new.tokens[k + n].figure)
        for i, k, size in matched
        for n in range(size)
        if old.tokens[i + n].figure >= 0 and new.tokens[k + n].figure >= 0
    ]
    figures += [pair for edit in edits for pair in _replaced(edit)]
    return Twins(old.span, new.span, edits, tuple(figures))


def _edits(old: _Sentence, new: _Sentence) -> Iterator[Edit]:
    for tag, i, j, k, m in SequenceMatcher(None, old.keys, new.keys, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(_extent(old, i, j), _extent(new, k, m), old.tokens[i:j], new.tokens[k:m])


def _extent(sentence: _Sentence, first: int, end: int) -> Span:
    """From the first of some tokens to the last; of none, the gap with a character on each side."""
    tokens = sentence.tokens
    if first < end:
        return Span(start=tokens[first].span.start, end=tokens[end - 1].span.end)
    start = tokens[first - 1].span.end - 1 if first else sentence.span.start
    stop = tokens[first].span.start + 1 if first < len(tokens) else sentence.span.end
    return Span(start=start, end=max(start + 1, stop))


def _replaced(edit: Edit) -> list[tuple[int, int]]:
    """Figures of like kind in each other's place: as many on both sides, few words with them."""
    olds = [n for n, token in enumerate(edit.old_tokens) if token.figure >= 0]
    news = [n for n, token in enumerate(edit.new_tokens) if token.figure >= 0]
    if len(olds) != len(news):
        return []
    apart = len(edit.old_tokens) - len(olds), len(edit.new_tokens) - len(news)
    if max(apart) > 2 * max(1, len(olds)):
        return []
    return [
        (edit.old_tokens[i].figure, edit.new_tokens[k].figure)
        for i, k in zip(olds, news, strict=True)
        if edit.old_tokens[i].kind == edit.new_tokens[k].kind
    ]
