"""One number told by two voices: a second document, a note in square brackets, a correction.

In: a source. Out: notes where the article itself sets another voice's number beside the first and
the two differ, or where a number that it has withdrawn still stands in it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures import word_lists
from pipeline.figures.arithmetic_reading import Sheet, note
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_DOCUMENT = rf"(?:{word_lists.either('voices', 'documents')})"
_SAYS = rf"(?:{word_lists.either('voices', 'says')})"
_TELLS = lazy_regex(
    rf"\b{_DOCUMENT}\b(?P<whom>[^.;%]{{0,120}}?)\b{_SAYS}(?: (?:it|that|them|this|is|was|at|of|as|"
    r"only|the|a|an|to|be|just|about|some|some|roughly|number|figure|rate|total|share))*[ “\"']*$"
)
_VOICE = lazy_regex(
    r"(?:[;,] (?:but |while |whereas |though |and |yet )?|\. (?:but |yet )?|\bbut |\bwhile "
    r"|\bwhereas )"
    r"(?P<whom>(?:the |its |his |her |their |a |an )?[a-z][^.;,%\d]{0,50}?) "
    r"(?:says?|said|puts?|gives?|gave|counts?|counted|lists?|listed|has it as|speaks? of|spoke of)"
    r"(?: (?:it at|that|only|just|the (?:number|figure|rate|total) at))*[ “\"']*$"
)
"""`…; the letter says four`: a voice, a verb and at once its number."""
_ELLIPSIS = lazy_regex(
    r"(?!, (?:which|that) (?:is|was|are)\b)[”\"']?(?: (?:did|do|does|had|have|were|was|are"
    r"|of them|people|patients|participants|"
    r"children|cases|deaths|percent|per cent))?"
    r"(?:[.;,)]|$| and (?:did|does|gave|gives|offer)| without | instead| \(| where | when "
    r"| against )"
)
_ELSEWHEN = lazy_regex(rf"\b(?:{word_lists.either('voices', 'other_time')})\b")
_OTHER_SET = lazy_regex(
    r"\b(?:per-protocol|sensitivity|subgroup|subset|pooled|post hoc|secondary)\b"
)
"""A second look at other patients, which is no second voice."""
_REACH = 260
_LIKE = {
    Kind.COUNT: "number", Kind.NUMBER: "number", Kind.PROPORTION: "number",
    Kind.PERCENT: "percent", Kind.MONEY: "money", Kind.DURATION: "duration", Kind.NONE: "number",
}  # fmt: skip
"""Kinds whose values can be set beside each other."""


def check_voices(sheet: Sheet) -> Iterator[SourceNote]:
    """`Five of seven, the agency says; the maker's letter says four`: two voices, two numbers."""
    for at, second in enumerate(sheet.source.figures):
        if second.kind not in _LIKE or not _ELLIPSIS.match(sheet.after(second, 24)):
            continue
        before = sheet.before(second, 170)
        told = _TELLS.search(before) or _VOICE.search(before)
        if told is None or _ELSEWHEN.search(told.group()) or _OTHER_SET.search(before[-60:]):
            continue
        first = _told_before(sheet, at, second.span.start - (len(before) - told.start()))
        if first is None or (first.kind is Kind.NONE and _is_part_of_none(sheet, first)):
            continue
        if _differ(first, second):
            yield _note(sheet, first, second)


_PART = lazy_regex(
    r"^ (?:[a-z]+[- ]){0,3}?(?:related|linked|grade|severe|serious|new|further|other|unexpected"
    r"|fatal|such|confirmed|more)\b"
)


def _is_part_of_none(sheet: Sheet, none: Figure) -> bool:
    """Is it `no drug-related deaths`, `no serious events`: none of one sort alone?"""
    words = sheet.folded[none.span.start : none.span.end + 40]
    return bool(_PART.match(" " + words.removeprefix("no ")))


def _told_before(sheet: Sheet, at: int, place: int) -> Figure | None:
    """The nearest like figure before a place, in the same sentence or the one before."""
    second = sheet.source.figures[at]
    for figure in reversed(sheet.source.figures[:at]):
        if place - figure.span.end > _REACH or _is_parted(sheet, figure.span.end, place):
            return None
        if figure.span.end <= place + 2 and _is_like(figure, second):
            return None if _is_elsewhen(sheet, figure) else figure
    return None


def _is_parted(sheet: Sheet, start: int, end: int) -> bool:
    """Do a paragraph's end or two sentences' ends stand between two places?"""
    words = sheet.source.text[start:end]
    return "\n\n" in words or len(re.findall(r"[.!?][\"”)\]]? ", words)) > 1


def _is_like(first: Figure, second: Figure) -> bool:
    """Can one be said in place of the other: two percentages, two counts, two sums of money?"""
    if _LIKE.get(first.kind) != _LIKE[second.kind]:
        return False
    if first.kind in (Kind.MONEY, Kind.DURATION):
        return first.unit == second.unit
    return True


def _is_elsewhen(sheet: Sheet, figure: Figure) -> bool:
    """Is a figure said of another time, or as what was expected?"""
    return bool(_ELSEWHEN.search(sheet.before(figure, 60)))


def _number(figure: Figure) -> tuple[Decimal, ...]:
    """The value that stands for a figure: of `five of seven` the five."""
    if figure.kind is Kind.PROPORTION and figure.part is not None:
        return (figure.part,)
    return figure.values


def _differ(first: Figure, second: Figure) -> bool:
    """Do two like figures differ by more than their rounding?"""
    one, two = _number(first), _number(second)
    if not one or not two or len(one) > 1 or len(two) > 1:
        return bool(one) and bool(two) and one != two
    slack = max(first.step, second.step) / 2
    if first.approximate or second.approximate:
        slack = max(slack, abs(one[0]) / 20)
    if first.kind is second.kind is Kind.COUNT and not first.approximate:
        slack = Decimal(0)
    return abs(one[0] - two[0]) > slack


def _note(sheet: Sheet, first: Figure, second: Figure, *others: Figure) -> SourceNote:
    """Both numbers with their places, and none chosen."""
    reason = (
        f"The article gives {_shown(first)} in one voice and {_shown(second)} in another "
        "for what reads as one thing."
    )
    spans = [first.span, second.span, *(figure.span for figure in others)]
    return note(sheet, "EB_SOURCE_CONFLICT", reason, spans)


def _shown(figure: Figure) -> str:
    """A figure with its hedge, as a reader sees it."""
    return f"{figure.hedge} {figure.text}".strip()


_BRACKET = lazy_regex(r"\[(?=[A-Z])[^\[\]]{20,600}\]")
_ASIDE = lazy_regex(
    rf"^\[(?:it|they|that|there|these|the (?:actual|correct|exact|published|reported|real)) "
    rf"|\b(?:{_DOCUMENT}|published|in fact|actual|actually|correct|exact)\b",
)


def check_brackets(sheet: Sheet) -> Iterator[SourceNote]:
    """`Roughly nine in ten. [It was 33 of 38.]`: an editor's note beside a speaker's number."""
    for bracket in _BRACKET.finditer(sheet.source.text):
        words = sheet.folded[bracket.start() : bracket.end()]
        inside = [f for f in sheet.source.figures if bracket.start() < f.span.start < bracket.end()]
        if not inside or not _ASIDE.search(words.split(". ")[0]):
            continue
        for second in inside[:2]:
            first = _spoken(sheet, bracket.start(), second)
            if first is not None and _is_other(first, second):
                yield _note(sheet, first, second)
                break


def _spoken(sheet: Sheet, place: int, second: Figure) -> Figure | None:
    """The last figure of its kind that the paragraph before a bracket holds."""
    start = sheet.source.text.rfind("\n", 0, place)
    spoken = [f for f in sheet.source.figures if max(start, place - _REACH) < f.span.start < place]
    for figure in reversed(spoken):
        if _is_like(figure, second) if second.kind in _LIKE else figure.kind is second.kind:
            return figure
        if _share(figure) is not None and _share(second) is not None:
            return figure
        if second.kind is Kind.MONEY and figure.kind is Kind.COUNT and figure.values[0] >= 10**5:
            return figure  # `eleven million a quarter`, said without its currency
    return None


def _share(figure: Figure) -> Decimal | None:
    """A proportion or a percentage as a share of a hundred."""
    if figure.kind is Kind.PROPORTION and figure.part is not None and figure.whole:
        return figure.part * 100 / figure.whole
    return figure.values[0] if figure.kind is Kind.PERCENT and figure.values else None


def _is_other(first: Figure, second: Figure) -> bool:
    """Does the note say another value than the speaker?"""
    one, two = _share(first), _share(second)
    if one is not None and two is not None:
        return abs(one - two) > Decimal("0.5")
    if first.bound is not Bound.EXACTLY and len(second.values) > 1:
        return True
    return _differ(first, second)


_NOTICE = lazy_regex(
    r"^[^\n]{0,20}\b(?:correction|corrected|clarification|erratum|amended|updated?|editor's note)\b"
    r"[^\n]*$|^[^\n]*\bearlier version of this (?:article|story|page|report|piece)\b[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_WITHDRAWN = lazy_regex(
    r"\b(?:said|stated|gave|reported|misstated|had|read|put|described|called|listed|showed)\b"
)
_EARLIER = lazy_regex(
    r"\b(?:earlier|previous|original|first) version|\bwe (?:said|wrote"
    r"|reported)\b"
                      r"|\b(?:originally|wrongly|incorrectly|mistakenly|in error)\b")  # fmt: skip


def check_corrections(sheet: Sheet) -> Iterator[SourceNote]:
    """A number that the article's own correction withdraws, and that still stands further on."""
    for notice in _NOTICE.finditer(sheet.source.text):
        inside = [f for f in sheet.source.figures if notice.start() <= f.span.start < notice.end()]
        wrong = [f for f in inside if f.kind in _LIKE and _is_withdrawn(sheet, notice.span(), f)]
        for first in wrong:
            right = next(
                (f for f in inside if f.span.start > first.span.end and _is_like(f, first)), None
            )
            for again in sheet.source.figures:
                if notice.start() <= again.span.start < notice.end() or right is None:
                    continue
                if _is_same(first, again) and _tells_same(sheet, first, again):
                    reason = (
                        f"The correction withdraws {first.text} for {right.text}; the article "
                        f"still prints {again.text}."
                    )
                    spans = (first.span, right.span, again.span)
                    yield note(sheet, "EB_SOURCE_CONFLICT", reason, spans)


def _is_withdrawn(sheet: Sheet, bounds: tuple[int, int], figure: Figure) -> bool:
    """Does the sentence of a correction say that this number stood there before?"""
    start = max(
        [bounds[0], *(s.start for s in sheet.source.sentences if s.start <= figure.span.start)]
    )
    return bool(_EARLIER.search(sheet.folded[start : figure.span.start]))


def _is_same(first: Figure, again: Figure) -> bool:
    """Is it the withdrawn number again, alone or as a part or whole?"""
    if again.kind is Kind.PROPORTION:
        return first.kind in (Kind.COUNT, Kind.NUMBER) and first.values[0] in (
            again.part,
            again.whole,
        )
    return _is_like(first, again) and again.values == first.values if again.kind in _LIKE else False


def _tells_same(sheet: Sheet, first: Figure, again: Figure) -> bool:
    """Do the words beside a number, here and in the correction, share one?"""
    return bool(_near(sheet, first.span) & _near(sheet, again.span))


_LONG = lazy_regex(r"[a-z]{5,}")
_PLAIN = frozenset({"patients", "people", "which", "their", "there", "after", "about", "earlier"})


def _near(sheet: Sheet, span: Span) -> frozenset[str]:
    """The stems of the words right around a figure, within its sentence."""
    before = re.split(r"[.;:!?\n]", sheet.folded[max(0, span.start - 60) : span.start])[-1]
    after = re.split(r"[.;:!?\n]", sheet.folded[span.end : span.end + 60])[0]
    return frozenset(_LONG.findall(f"{before} {after}")) - _PLAIN
