"""A change in one sentence and its two ends in another.

In: a source. Out: notes where a drop, rise or growth is not what the one `from … to …` beside it
gives. A change on another basis (adjusted, organic, expected) is left alone.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, is_point, note, plain
from pipeline.figures.arithmetic_rows import is_in_table
from pipeline.figures.claims_reading import content_words
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import SourceNote

_HUNDRED = Decimal(100)
_VALUED = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.QUANTITY, Kind.DURATION)
_FROM = lazy_regex(r"\bfrom (?:about |an average of |a median of |a mean of |some )?$")
_TO = lazy_regex(r"[^.;:%$€£\d]{0,50}?\bto (?:about |some )?")
_BACK = lazy_regex(r"[^.;:%$€£\d]{0,40}?,? (?:from|compared with|against|versus|up from|down from) "
                   r"(?:about |some )?")  # fmt: skip
_AGAINST = lazy_regex(
    r",? \(?(?:against|compared (?:with|to)|versus|up from|down from|from) (?:about )?"
)
_LATER = lazy_regex(
    r" (?:in \d{4}|at (?:the start|baseline|entry|first)|before(?: treatment)?|at the beginning"
    r"|last year|the year before)(?:,| and| to| but)*(?: [a-z]+){0,2} (?:about )?"
)
_NAMED = lazy_regex(
    r"\b(?:drop|fall|decline|decrease|reduction|cut|loss|rise|increase|gain|growth|improvement|jump"
    r"|change|difference)\b"
)
_MOVED = lazy_regex(
    r"\b(?:grew|grown|grow|rose|risen|fell|fallen|dropped|declined|increased|decreased|reduced"
    r"|improved|jumped|climbed|slid|up|down|higher|lower|gained|lost)\b(?: [a-z]+){0,2}?"
    r" ?(?:by |about |almost |some )*$"
)
_OTHER_BASIS = lazy_regex(
    r"\b(?:adjusted|least-squares|ls mean|corrected|constant|organic\w*|like-for-like|underlying"
    r"|forecast|guidance|expect\w*|predict\w*|promis\w*|told|target\w*|hop\w+|consensus|would|will"
    r"|placebo|control|excluding|leave out|annuali[sz]ed|compound\w*|a year on average|per year"
    r"|each year|relative|versus|share price|shares|stock)\b"
)


_MOST_MOVES = 60
"""A text with more is a table in words, where no change can be given its ends."""


class _Move(NamedTuple):
    """Two values, the old and the new."""

    old: Figure
    new: Figure


def check_moves(sheet: Sheet) -> Iterator[SourceNote]:
    """`From 8.4% to 7.1%. That drop of 1.7 points …`: a change that its ends do not give."""
    sentences = sheet.source.sentences
    moves = list(_find_moves(sheet))
    if not moves or len(moves) > _MOST_MOVES:
        return
    for change in sheet.source.figures:
        if change.kind not in (Kind.PERCENT, Kind.POINTS) or not is_point(change):
            continue
        if is_in_table(sheet, change.span.start) or not _is_change(sheet, change):
            continue
        at = _sentence_at(sheet, change)
        near = [m for m in moves if abs(_sentence_at(sheet, m.old) - at) <= 1]
        near = [m for m in near if change not in m and _can_tell(change, m)]
        if len(near) != 1 or (
            _sentence_at(sheet, near[0].old) == at and change.kind is Kind.PERCENT
        ):
            continue
        low = min(_sentence_at(sheet, near[0].old), at)
        window = sentences[low : low + 2]
        words = sheet.folded[window[0].start : window[-1].end]
        if _OTHER_BASIS.search(words) or _explained(sheet, change, window[0].start, window[-1].end):
            continue
        if not _is_same_topic(sheet, change, near[0]) or _has_own(sheet, change, near[0]):
            continue
        true = _true_change(change, near[0])
        reason = (
            f"From {near[0].old.text} to {near[0].new.text} is {plain(true)}"
            f"{' points' if change.kind is Kind.POINTS else '%'}; the article prints {change.text}."
        )
        spans = (change.span, near[0].old.span, near[0].new.span)
        yield note(sheet, "EB_SOURCE_ABOVE", reason, spans)


def _sentence_at(sheet: Sheet, figure: Figure) -> int:
    starts = [s.start for s in sheet.source.sentences]
    return max((i for i, start in enumerate(starts) if start <= figure.span.start), default=0)


def _find_moves(sheet: Sheet) -> Iterator[_Move]:
    """Every two neighbours of one kind that `from … to …` or `to …, from …` joins."""
    figures = [f for f in sheet.source.figures if f.kind in _VALUED and is_point(f)]
    for first, second in pairwise(figures):
        kinds = {first.kind, second.kind}
        alike = len(kinds) == 1 or kinds <= {Kind.COUNT, Kind.NUMBER}
        scaled = Kind.MONEY in kinds and len(kinds) > 1
        if not alike and not scaled:
            continue
        gap = sheet.between(first, second)
        if _FROM.search(sheet.before(first, 30)) and _TO.fullmatch(gap):
            yield _Move(_rescale(first, second), second)
        elif _AGAINST.fullmatch(gap) and len(kinds) == 1:
            yield _Move(second, first)
        elif _LATER.fullmatch(gap) and len(kinds) == 1 and first.unit == second.unit:
            yield _Move(_rescale(first, second), second)
        elif _BACK.fullmatch(gap) and re.search(r"\bto (?:about )?$", sheet.before(first, 12)):
            yield _Move(second, first)


def _rescale(old: Figure, new: Figure) -> Figure:
    """`From 50.0 to 61.0 million`: the first number in the second's scale."""
    scale = new.step / old.step if old.step and "." in old.text else Decimal(1)
    if old.kind is new.kind or scale <= 1 or old.values[0] * scale > new.values[0] * 100:
        return old
    return old.model_copy(update={"values": (old.values[0] * scale,), "step": old.step * scale})


def _is_change(sheet: Sheet, change: Figure) -> bool:
    """Do the words beside a percentage call it a change?"""
    before = re.split(r"[.;,] ", sheet.before(change, 50))[-1]
    after = re.split(r"[.;,]", sheet.after(change, 30))[0]
    named = _NAMED.search(before[-30:]) and re.search(r"\bof (?:about )?$", before)
    ahead = re.match(r" (?:[a-z]+ )?(?:drop|fall|rise|growth|increase|gain|decline|cut)\b", after)
    return bool(named or ahead or _MOVED.search(before))


def _can_tell(change: Figure, move: _Move) -> bool:
    """May a change be of these two values? Points are of percentages."""
    if change.kind is Kind.POINTS:
        return move.old.kind is move.new.kind is Kind.PERCENT
    return move.old.kind is not Kind.PERCENT and move.old.values[0] > 0


def _true_change(change: Figure, move: _Move) -> Decimal:
    old, new = move.old.values[0], move.new.values[0]
    if change.kind is Kind.POINTS:
        return abs(new - old)
    return (abs(new - old) * _HUNDRED / old).quantize(Decimal("0.1"))


def _explained(sheet: Sheet, change: Figure, low: int, high: int) -> bool:
    """Do any two like values near by give the change, to the digits printed?"""
    near = [
        f
        for f in sheet.source.figures
        if low <= f.span.start < high
        and f is not change
        and f.kind in _VALUED
        and len(f.values) == 1
    ]
    said = abs(change.values[0])
    for one, two in combinations(near, 2):
        for a, b in ((one, two), (two, one), (_rescale(one, two), two)):
            gap = abs(a.values[0] - b.values[0])
            slack = (a.step + b.step + change.step) / 2
            if change.kind is Kind.POINTS and abs(gap - said) <= slack:
                return True
            base = a.values[0]
            if (
                base > 0
                and abs(gap * _HUNDRED / base - said) <= change.step / 2 + _HUNDRED * slack / base
            ):
                return True
    return any(f.kind is change.kind and f.values[0] == said for f in near)


def _has_own(sheet: Sheet, change: Figure, move: _Move) -> bool:
    """Does another figure of the kind stand in the sentence of two ends, or beside it?"""
    at = _sentence_at(sheet, move.old)
    return any(
        other.kind is change.kind and other is not change and other not in move
        for other in sheet.source.figures
        if _sentence_at(sheet, other) == at
    )


def _is_same_topic(sheet: Sheet, change: Figure, move: _Move) -> bool:
    """Does a change share a word with its two ends, or point at them with `that drop`?"""
    at, own = _sentence_at(sheet, move.old), _sentence_at(sheet, change)
    if at == own or re.search(r"\b(?:that|this) \w+(?: \w+)? of $", sheet.before(change, 40)):
        return True
    here, there = (sheet.source.sentences[i] for i in (own, at))
    shared = content_words(sheet.folded[here.start : here.end])
    return bool(shared & content_words(sheet.folded[there.start : there.end]))
