"""Limits in words that were turned or lost: paper losses, what is left out, an outside yardstick.

In: the checked text and its sources as passages. Out: findings where a text tells a loss on paper
as money lost, counts in what a source leaves out, or finds significant what was set against a
benchmark.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    content_words,
    finding,
    mood_at,
    sentence_evidence,
)
from pipeline.figures.claims_surroundings import holds
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding, Severity

_REAL = re.compile(
    r"\b(?:(?:have |has |had )?(?:lost|made|earned|gained|pocketed|netted|forfeited|paid out)"
    r"|reali[sz]ed|booked|took (?:a )?loss(?:es)? of|cost (?:\w+ ){0,2}sellers)\b"
)
_PAPER = re.compile(
    r"\b(?:paper|unreali[sz]ed|on paper|mark-to-market|theoretical|notional|potential)\b"
)
_OUT = re.compile(
    r"\b(?:excluding|excludes|excluded|exclusive of|not counting|not including|does not include"
    r"|without counting|before any|leaving out|apart from|other than)\b"
)
_IN = re.compile(
    r"\b(?:including|includes|inclusive of|counting|taking in|along with|together with)\b"
)
_BETTER = re.compile(
    r"\bsignificantly (?:\w+ ){0,2}?(?:better|higher|greater|more|longer|superior|above|exceed\w*"
    r"|surpass\w*|outperform\w*|beat\w*|improv\w*|lower|fewer|shorter)\b"
)
_YARDSTICK = re.compile(r"\b(?:historical|benchmark|registry|published|external|literature)\b")
_STATISTICS = re.compile(
    r"\bp ?(?:-?value)? ?[<=≤] ?0?\.\d|\bconfidence interval|\b\d\d ?% ?ci\b|\bstatistically\b"
)
_NEXT = 70


def check_paper(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`have lost nearly $500 million` of a sum that the source calls a loss on paper."""
    for found in _REAL.finditer(text.folded):
        start, end = text.sentence_at(found.start())
        if _PAPER.search(text.folded, start, end) or mood_at(text, found.start()) < Mood.STATED:
            continue
        sums = [f for f in text.source.figures if _is_sum(f) and start <= f.span.start < end]
        near = [f for f in sums if found.end() <= f.span.start <= found.end() + _NEXT // 2]
        places = [p for f in near[:1] for s in sources for p in _find_sum(s, f)]
        on_paper = [(s, at) for s, at, is_paper in places if is_paper]
        if on_paper and not any(_is_real(s, at) for s, at, _ in places):
            source, at = on_paper[0]
            reason = f"“{found.group()}”: the source speaks of a loss or gain on paper."
            evidence = (sentence_evidence(source, at),)
            yield finding(text, found, "EB_RESTRICTOR", (Severity.ERROR, reason), evidence)


def _is_real(source: Passage, at: int) -> bool:
    """Does a source sentence tell a sum as money lost or made?"""
    return bool(_REAL.search(source.folded, *source.sentence_at(at)))


def _is_sum(figure: Figure) -> bool:
    """Is it one amount of money?"""
    return figure.kind is Kind.MONEY and len(figure.values) == 1


def _find_sum(source: Passage, figure: Figure) -> Iterator[tuple[Passage, int, bool]]:
    """Where a source prints this amount, and whether it calls it one on paper."""
    for other in source.source.figures:
        if _is_sum(other) and other.values == figure.values:
            start, end = source.sentence_at(other.span.start)
            near = source.folded[
                max(start, other.span.start - _NEXT) : min(end, other.span.end + _NEXT)
            ]
            yield source, other.span.start, bool(_PAPER.search(near))


def check_counted_in(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`including business deals` of a sum or a date that the source gives without them."""
    for pattern, contrary in ((_IN, _OUT), (_OUT, _IN)):
        for found in pattern.finditer(text.folded):
            if _is_turned(text, found):
                continue
            keys = _named_behind(text, found)
            if not keys:
                continue
            start, _ = text.sentence_at(found.start())
            rest = content_words(text.folded[start : found.start()])
            places = [
                (s, m, s.sentence_at(m.start()))
                for s in sources
                for m in s.find(contrary)
                if not _is_turned(s, m)
            ]
            against = [
                (s, m)
                for s, m, (first, last) in places
                if len(keys & _named_behind(s, m)) >= min(2, len(keys))
                and 2 * len(rest & content_words(s.folded[first:last])) >= len(rest)
            ]
            same = against and any(
                keys & _named_behind(s, m)
                for s in sources
                for m in s.find(pattern)
                if not _is_turned(s, m)
            )
            if against and not same:
                reason = f"“{found.group()}”: the source says “{against[0][1].group()}”."
                evidence = (sentence_evidence(against[0][0], against[0][1].start()),)
                yield finding(text, found, "EB_REVERSED", (Severity.ERROR, reason), evidence)


def _is_turned(passage: Passage, found: re.Match[str]) -> bool:
    """Does a `not` right before the word turn it: `not including`?"""
    before = passage.folded[max(0, found.start() - 8) : found.start()]
    return bool(re.search(r"\b(?:not|without) $", before))


def _named_behind(passage: Passage, found: re.Match[str]) -> frozenset[str]:
    """Stems of what is counted in or left out."""
    _, end = passage.sentence_at(found.start())
    behind = passage.folded[found.end() : min(end, found.end() + _NEXT)]
    return content_words(re.split(r"[,;:()]", behind)[0])


def check_yardstick(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`significantly better` of a rate set against a benchmark, where no test is printed."""
    for found in _BETTER.finditer(text.folded):
        if mood_at(text, found.start()) is not Mood.STATED:
            continue
        if any(s.find(_STATISTICS) for s in sources):
            continue
        start, end = text.sentence_at(found.start())
        numbers = [f.text for f in text.source.figures if start <= f.span.start < end]
        for source in sources:
            for first, last in _yardsticks(source):
                if numbers and sum(holds(source.folded[first:last], n) for n in numbers) > 1:
                    reason = "The source sets it against a benchmark and prints no test."
                    evidence = (sentence_evidence(source, first),)
                    level = (Severity.ERROR, reason)
                    yield finding(text, found, "EB_SIGNIFICANCE", level, evidence)
                    return


def _yardsticks(source: Passage) -> Iterator[tuple[int, int]]:
    """The sentences of a source that speak of a benchmark."""
    for found in source.find(_YARDSTICK):
        yield source.sentence_at(found.start())
