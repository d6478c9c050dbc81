"""How a claim rule reads a text: folded characters, sentences, negation and mood around a place.

In: `Source` values. Out: a `Passage`, and answers about a span in it. Folding keeps the length, so
a place in `Passage.folded` is the same place in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import islice
from typing import NamedTuple, TypeVar, cast

from pipeline.figures.claims_words import (
    CONDITIONAL,
    GENERIC,
    MEDICAL,
    NEGATION,
    PLANNED,
    STOPWORDS,
)
from pipeline.figures.lazy_regex import lazy_regex
from schemas.source import Source
from schemas.text import Evidence, Span
from schemas.verdict import ClaimFinding, Severity

T = TypeVar("T")

_FOLDS = tuple(
    (old, new)
    for new, olds in (
        ("'", "\u2018\u2019\u02bc"),
        ('"', "\u201c\u201d\u201e\u201f\u00ab\u00bb"),
        ("-", "\u2010\u2011\u2012\u2013\u2014\u2212"),
        (" ", "\u00a0\u2009\u202f\t\r\n"),
    )
    for old in olds
)
_WHITE = str.maketrans("\t\r\n", "   ")
_BREAK = lazy_regex(
    r"[;:()]|\s-\s|\bbut\b|\bwhile\b|\bwhereas\b|\balthough\b|\bthough\b|\bhowever\b|, (?:and|"
    r"with|which)\b"
)
_WORD = lazy_regex(r"[a-z0-9][a-z0-9'\-/]*[a-z0-9]|[a-z0-9]")
_MARKS = ',.;:()"?!/%[]'
"""What stands around words and is no part of one."""
_BLANKED = str.maketrans(_MARKS, " " * len(_MARKS))
_SENTENCE = lazy_regex(r"[^.!?\n]+(?:[.!?](?!\s|$|[\"')])[^.!?\n]*)*[.!?]*[\"')]*")
MEDICAL_STEMS = 3
HEAD = 3
"""Letters of a word by which it is asked first whether a rule may hold."""
_ROOT = 4
"""Characters that a stem keeps at the least."""
_CLAUSE_REACH = 400
"""Characters; a clause longer than that is no clause, and a text without stops stays fast."""


class Mood(IntEnum):
    """How firmly a text says that something is so; the higher says more."""

    DENIED = 0
    OPEN = 1
    """May, could, if, whether, potentially."""
    PLANNED = 2
    """Will, expects, plans, should."""
    STATED = 3


@dataclass(frozen=True)
class Passage:
    """A text folded once for the claim rules."""

    source: Source
    folded: str
    """Lower case, plain quotes, hyphens and spaces; as long as the text."""
    starts: tuple[int, ...]
    """Where each sentence starts."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the text as it stands, once."""
        bare = self.folded
        if bare.isascii():
            bare = bare.translate(_BLANKED)
        else:
            for mark in _MARKS:  # three times as fast as a pattern
                bare = bare.replace(mark, " ")
        return frozenset(bare.replace("'s ", " ").replace("' ", " ").split())

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first letters of every word, and of every part of a word with hyphens."""
        parts = " ".join(self.words).replace("-", " ").replace("'", " ").replace("$", " ").split()
        return frozenset(part[:HEAD] for part in parts)

    def places(self, word: str) -> Iterator[int]:
        """Where a word of `words`, or a phrase that starts with one, stands as a whole word."""
        if word not in self.words and (" " not in word or word.split(" ")[0] not in self.words):
            return
        at = self.folded.find(word)
        while at >= 0:
            end = at + len(word)
            if not (
                self.folded[at - 1 : at].isalnum()
                or self.folded[at - 1 : at] == "-"
                or self.folded[end : end + 1].isalnum()
                or self.folded[end : end + 1] == "-"
            ):
                yield at
            at = self.folded.find(word, end)

    @cached_property
    def medical(self) -> bool:
        """Is this a text about medicine: has it three different stems of that field?"""
        stems = (stem for stem in MEDICAL if stem in self.folded)
        return sum(1 for _ in islice(stems, MEDICAL_STEMS)) == MEDICAL_STEMS

    @cached_property
    def _found(self) -> dict[re.Pattern[str], tuple[re.Match[str], ...]]:
        """The places of each pattern that was looked for."""
        return {}

    def find(self, pattern: re.Pattern[str]) -> tuple[re.Match[str], ...]:
        """Every place of a pattern, looked for once however many texts ask."""
        found = self._found.get(pattern)
        if found is None:
            found = self._found[pattern] = tuple(pattern.finditer(self.folded))
        return found

    @cached_property
    def _made(self) -> dict[object, object]:
        """What `once` was asked for."""
        return {}

    def once(self, make: "Callable[[Passage], T]") -> T:
        """What a pure function makes of this text, made once however many texts ask."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The half-open bounds of the sentence that holds `place`."""
        index = bisect_right(self.starts, place) - 1
        start = self.starts[index] if index >= 0 else 0
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.folded)
        return start, end

    def sentence(self, place: int) -> str:
        """The folded sentence that holds `place`."""
        start, end = self.sentence_at(place)
        return self.folded[start:end]

    def sentences(self, index: int, count: int = 2) -> str:
        """So many folded sentences in a row, from the one of this index on."""
        last = index + count
        end = self.starts[last] if last < len(self.starts) else len(self.folded)
        return self.folded[self.starts[index] : end]

    def with_next(self, place: int) -> str:
        """The folded sentence that holds `place`, and the next one."""
        start, end = self.sentence_at(place)
        return self.folded[start : self.sentence_at(end)[1]]


class Hit(NamedTuple):
    """A place of a source where a pattern matches."""

    source: Passage
    match: re.Match[str]

    @property
    def place(self) -> tuple[Passage, int]:
        """The source, and where in it the match starts."""
        return self.source, self.match.start()

    @property
    def is_stated(self) -> bool:
        """Is it said there as a fact, neither denied nor left open?"""
        return mood_at(*self.place) is Mood.STATED

    @property
    def topic(self) -> frozenset[str]:
        """What the sentence around it is about."""
        return topic_at(*self.place)


def read_passage(source: Source) -> Passage:
    """A text with its folded form and the starts of its sentences; folded once, then kept."""
    kept = source.kept.get(Passage)
    if isinstance(kept, Passage) and kept.source is source:
        return kept
    folded = fold(source.text)
    spans = [s.start for s in source.sentences]
    starts = spans or [m.start() for m in _SENTENCE.finditer(folded)]
    passage = Passage(source, folded, tuple(starts))
    source.kept[Passage] = passage
    return passage


def fold(text: str) -> str:
    """Lower case with plain quotes, hyphens and spaces; exactly as long as `text`."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two characters
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if lowered.isascii():
        return lowered.translate(_WHITE)
    for old, new in _FOLDS:  # four times as fast as str.translate
        if old in lowered:
            lowered = lowered.replace(old, new)
    return lowered


def clause_before(passage: Passage, place: int) -> str:
    """The words of the clause that lead up to `place`."""
    start, _ = passage.sentence_at(place)
    before = passage.folded[max(start, place - _CLAUSE_REACH) : place]
    breaks = list(_BREAK.finditer(before))
    return before[breaks[-1].end() :] if breaks else before


def clause_after(passage: Passage, place: int) -> str:
    """The words of the clause that follow `place`."""
    _, end = passage.sentence_at(place)
    after = passage.folded[place : min(end, place + _CLAUSE_REACH)]
    found = _BREAK.search(after)
    return after[: found.start()] if found else after


def mood_at(passage: Passage, start: int) -> Mood:
    """How firmly the text says what stands at `start`: denied, open, planned or stated."""
    before = clause_before(passage, start)
    if NEGATION.search(before):
        return Mood.DENIED
    _, end = passage.sentence_at(start)
    if passage.folded[start:end].rstrip(" \"'").endswith("?"):
        return Mood.OPEN
    if CONDITIONAL.search(before):
        return Mood.OPEN
    return Mood.PLANNED if PLANNED.search(before) else Mood.STATED


def content_words(words: str) -> frozenset[str]:
    """Stems of the words that say what a stretch of folded text is about."""
    return frozenset(
        stem(word)
        for word in _WORD.findall(words)
        if len(word) > 2 and word not in STOPWORDS and word not in GENERIC and not word.isdigit()
    )


_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "s")


def stem(word: str) -> str:
    """A rough stem: possessive and common endings off, enough to meet another form of the word."""
    if "'" in word:
        word = word.removesuffix("'s").removesuffix("'")
    if word.endswith(_ENDINGS):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _ROOT:
                return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e") if len(word) > _ROOT else word


def topic_at(passage: Passage, place: int) -> frozenset[str]:
    """What the sentence around a place is about: the stems of its words."""
    return content_words(passage.sentence(place))


def is_medical(text: Passage, sources: Sequence[Passage]) -> bool:
    """Is this exchange about medicine?"""
    return text.medical or any(source.medical for source in sources)


def is_claimed(text: Passage, found: re.Match[str], *, negative: bool) -> bool:
    """Is it said as a fact? A claim that is itself a negative may hold its own `no`."""
    mood = mood_at(text, found.start())
    if negative:
        return mood in (Mood.STATED, Mood.PLANNED)
    after = clause_after(text, found.end())
    taken_back = re.match(r" (?:is|are|was|were|remains?) (?:not|un\w+|yet)\b", after)
    return mood in (Mood.STATED, Mood.PLANNED) and not taken_back


def find_stated(passage: Passage, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Every place where a text says the pattern's words as a fact, neither denied nor left open."""
    for found in passage.find(pattern):
        if mood_at(passage, found.start()) is Mood.STATED:
            yield found


def find_all(sources: Sequence[Passage], *patterns: re.Pattern[str]) -> list[Hit]:
    """Every place where a source has one of these patterns, source by source."""
    return [Hit(source, m) for source in sources for p in patterns for m in source.find(p)]


def find_first(sources: Sequence[Passage], pattern: re.Pattern[str]) -> tuple[Passage, int] | None:
    """The first place where a source has this pattern; none where no source has."""
    return next((hit.place for hit in find_all(sources, pattern)), None)


def evidence_at(passage: Passage, start: int, end: int) -> Evidence:
    """The words of a source at a place, as evidence."""
    text = passage.source.text
    span = Span(start=start, end=end)
    return Evidence(source_id=passage.source.id, span=span, text=span.cut(text))


def sentence_evidence(passage: Passage, place: int) -> Evidence:
    """The sentence of a source around a place, as evidence, without its outer white space."""
    start, end = passage.sentence_at(place)
    cut = passage.source.text[start:end]
    start += len(cut) - len(cut.lstrip())
    return evidence_at(passage, start, start + len(cut.strip()))


def finding(
    passage: Passage,
    found: re.Match[str] | Span | tuple[int, int],
    rule: str,
    verdict: tuple[Severity, str],
    evidence: tuple[Evidence, ...] = (),
) -> ClaimFinding:
    """A finding on the words that `found` matched or bounds; its severity and its reason."""
    if not isinstance(found, Span):
        start, end = found if isinstance(found, tuple) else found.span()
        found = Span(start=start, end=end)
    severity, reason = verdict
    return ClaimFinding(
        span=found,
        text=found.cut(passage.source.text),
        rule=rule,
        severity=severity,
        reason=reason,
        evidence=evidence,
    )


def refute(
    passage: Passage,
    found: re.Match[str] | Span | tuple[int, int],
    rule: str,
    reason: str,
    place: tuple[Passage, int] | None = None,
) -> ClaimFinding:
    """An error on words of a text; the source's sentence around a place, if any, is evidence."""
    evidence = (sentence_evidence(*place),) if place else ()
    return finding(passage, found, rule, (Severity.ERROR, reason), evidence)
