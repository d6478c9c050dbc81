"""Lists whose parts must make the number that introduces them.

In: a source. Out: notes where counts in a list, or randomised groups, do not add up to their total.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.arithmetic_reading import Sheet, figures_in, is_point, note, plain
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_OPENS = lazy_regex(
    r"(?: [a-z'-]+){0,6} ?(?::|\(|,? (?:namely|made up of|consisting of|comprising)) ?"
)
_NEXT = lazy_regex(r"(?: [a-z'/-]+){1,6}?(?:,|;| and|, and|; and) (?:a further )?")
_CLOSES = lazy_regex(r"(?: [a-z'/-]+){1,8}? ?(?:[.;)]|$|\n)")
_NESTED = lazy_regex(
    r"\b(?:including|of which|of whom|among them|some|several|more than one|both)\b"
)
_ASSIGNED = lazy_regex(r"\b(?:randomi[sz]ed|randomly|assigned|allocated|divided|split)\b")
_ARM = lazy_regex(r" (?:[a-z]+ )?(?:to|on|in the|given|received|receiving|got|had)\b")
_ARM_NEXT = lazy_regex(r" [^.;:%]{2,60}?(?:,|;| and|, and) (?:the other )?")
_ARM_OPENS = lazy_regex(r"[^.;%]{0,70}?(?:[,:(–-]|, with|, of whom) ?")
_FAR = Decimal("0.25")


def check_lists(sheet: Sheet) -> Iterator[SourceNote]:
    """`35 events: 18 strokes, 11 heart attacks and 4 deaths`: parts that are not their total."""
    for sentence in sheet.source.sentences:
        words = sheet.folded[sentence.start : sentence.end]
        figures = _counts_in(sheet, sentence)
        for at, total in enumerate(figures):
            parts = _parts_of(sheet, figures[at:]) if not _NESTED.search(words) else []
            if len(parts) < 2 and _ASSIGNED.search(words):
                parts = _arms_of(sheet, figures[at:])
            added = sum((part.values[0] for part in parts), Decimal(0))
            if len(parts) < 2 or added == total.values[0]:
                continue
            if abs(added - total.values[0]) <= total.values[0] * _FAR:
                shown = " + ".join(plain(part.values[0]) for part in parts)
                reason = (
                    f"The parts do not make the total: {shown} = {plain(added)}, "
                    f"the article prints {total.text}."
                )
                spans = [total.span, *(part.span for part in parts)]
                yield note(sheet, "EB_SOURCE_SUM", reason, spans)


def _counts_in(sheet: Sheet, bounds: Span) -> list[Figure]:
    """All figures of a sentence; empty where one is no plain count."""
    return figures_in(sheet, (bounds.start, bounds.end))


def _is_count(figure: Figure) -> bool:
    """Is it a plain whole number of something, or a sum of money?"""
    if figure.kind is Kind.MONEY and is_point(figure) and not figure.hedge:
        return True
    if figure.kind not in (Kind.COUNT, Kind.NUMBER) or not is_point(figure) or figure.hedge:
        return False
    return figure.values[0] == figure.values[0].to_integral_value()


def _parts_of(sheet: Sheet, figures: Sequence[Figure]) -> list[Figure]:
    """The counts of a list that a total opens: `35 events: 18 strokes, 11 … and 4 …`."""
    total, parts = figures[0], figures[1:]
    if not parts or not _is_count(total) or not _is_count(parts[0]):
        return []
    if Kind.MONEY in (total.kind, parts[0].kind) and total.unit != parts[0].unit:
        return []
    if not _OPENS.fullmatch(sheet.between(total, parts[0])):
        return []
    listed = [parts[0]]
    for part in parts[1:]:
        if not _is_count(part) or not _NEXT.fullmatch(sheet.between(listed[-1], part)):
            break
        if Kind.MONEY in (part.kind, total.kind) and part.unit != total.unit:
            break
        listed.append(part)
    return listed if _CLOSES.match(sheet.after(listed[-1], 80)) else []


def _arms_of(sheet: Sheet, figures: Sequence[Figure]) -> list[Figure]:
    """The sizes of groups: `302 adults, 151 to the drug and 148 to placebo`."""
    total, parts = figures[0], figures[1:]
    if not parts or not _is_count(total) or not _is_count(parts[0]):
        return []
    if not _ARM_OPENS.fullmatch(sheet.between(total, parts[0])):
        return []
    listed: list[Figure] = []
    for part in parts:
        if not _is_count(part) or not _ARM.match(sheet.after(part, 30)):
            break
        if listed and not _ARM_NEXT.fullmatch(sheet.between(listed[-1], part)):
            break
        listed.append(part)
    return listed
