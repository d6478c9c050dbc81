"""Is a rate or a count told of another number of people than the source tells it of?

In: a checked figure, the places that print its value, and the sources. Out: a finding. `Among the
214 enrolled, scores fell by 4.6 points` is wrong where the source's 4.6 is of `the 186 with
antibodies`; `9 of 34` is wrong where the source's 9 are 29%, which is 9 of 31.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from pipeline.figures.conflict import PERSONS
from pipeline.figures.glyphs import shade_once
from pipeline.figures.headed import find_cell
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support, evidence
from schemas.figure import Bound, Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

_RATES = frozenset({Kind.PERCENT, Kind.SCORE, Kind.RATIO, Kind.QUANTITY, Kind.COUNT, Kind.NUMBER})
_COUNTS = frozenset({Kind.COUNT, Kind.NUMBER})
_FEWEST = 8
"""People that make a base; of fewer a text speaks in passing."""
_OF = re.compile(
    r"\b(?:of|among|in|across|for)(?: all)?(?: of)?(?: the| its| these| those)?(?: first)? ?\Z"
)
_OF_SOURCE = re.compile(
    r"\b(?:of|among|in|from|covers|(?:restricted|limited) to)"
    r"(?: all)?(?: of)?(?: the| its| these| those)?(?: first)? ?\Z"
)
_WHO = re.compile(
    r"(?: [\w'’-]+){0,3}? (?:patients?|people|participants?|subjects?|volunteers?|children|adults"
    r"|women|men|babies|infants|recipients|residents|respondents|users|households|pupils"
    r"|students|customers|voters|workers|employees)\b|(?=,)| of (?:them|those|these|whom)\b"
)
_OWN_COUNT = re.compile(r"(?: [^,;:(]{0,40})? ?\((?:also )?")
"""`38 people given it (4.1%)`: the share is that count's."""


def find_other_base(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the text names a number of people that is not the source's base.

    The source must name another base beside the value, and not the text's one or two sentences off.
    """
    figure = text.figures[index]
    if figure.kind not in _RATES or figure.is_range or figure.is_words:
        return None
    named = _named_base(text, index)
    if named is None or any(_is_rounded(s) for s in supports):
        return None
    size = text.figures[named].values[0]
    exact = [s for s in supports if s.relation.strength is Strength.EXACT]
    if any(find_cell(s.source, s.at) is not None or _tells(s, size) for s in exact):
        return None
    for support in exact:
        other = next(_bases(support, size), None)
        if other is not None:
            said = f"{support.figure.text} is {other}, not of {text.figures[named].text}"
            return _accuse(figure, support.source, support.at, f"In the source {said}.")
    return None


def _is_rounded(support: Support) -> bool:
    return support.relation.strength not in (Strength.EXACT, Strength.DERIVED, Strength.NONE)


def _named_base(text: Source, index: int) -> int | None:
    """The number of people that the text tells figure `index` of: behind it, or ahead of all."""
    figure, number = text.figures[index], text.sentence_numbers[index]
    low, start = shade_once(text).low, text.sentences[number].start
    inside = text.indexes_by_sentence[number]
    people = [i for i in inside if i != index and _is_people(text, i)]
    after = next((i for i in people if i > index), None)
    if after is not None:
        gap = low[figure.span.end : text.figures[after].span.start]
        found = _OF.search(gap)
        passes = any(text.figures[i].kind is figure.kind for i in inside if index < i < after)
        is_parted = len(gap) >= 90 or re.search("[;:]", gap)
        if found and not is_parted and (not passes or " all" in found[0]):
            return after
    before = next((i for i in reversed(people) if i < index), None)
    if before is not None:
        ahead = low[start : text.figures[before].span.start]
        found = _OF.search(ahead)
        leads = found and (
            not found.start() or re.search(r"(?:,|\band) *\Z", ahead[: found.start()])
        )
        if leads and not re.search("[;:]", low[text.figures[before].span.end : figure.span.start]):
            return before
    return None


def _is_people(source: Source, index: int) -> bool:
    figure, low = source.figures[index], shade_once(source).low
    if figure.is_range or figure.kind not in _COUNTS or not figure.values:
        return False
    if figure.values[0] < _FEWEST:
        return False
    return figure.unit in PERSONS or _WHO.match(low, figure.span.end) is not None


def _tells(support: Support, size: Decimal) -> bool:
    """Does the source print the text's number near our value, or a count that makes it a share?"""
    source, number = support.source, support.role.sentence
    for beside in (number - 1, number, number + 1):
        inside = [source.figures[i] for i in source.indexes_by_sentence.get(beside, ())]
        if any(size in f.values or f.whole == size for f in inside):
            return True
        bases = {f.whole for f in inside if f.whole}
        bases |= {
            source.figures[i].values[0]
            for i in source.indexes_by_sentence.get(beside, ())
            if i != support.at and _is_people(source, i)
        }
        if any(one + two == size for one, two in combinations(bases, 2)):
            return True
        if beside == number and any(_makes(f, size, support.figure) for f in inside):
            return True
    return False


def _makes(part: Figure, size: Decimal, share: Figure) -> bool:
    """Is the part such a share of so many people?"""
    if share.kind is not Kind.PERCENT or part.kind not in (*_COUNTS, Kind.PROPORTION):
        return False
    value = part.values[0] if part.values else Decimal(0)
    return 0 < value < size and abs(value / size * 100 - share.values[0]) <= share.step


def _bases(support: Support, size: Decimal) -> Iterator[str]:
    """What the source tells our value of, the nearest first: `of 186`, `38 people`."""
    source, number, start = support.source, support.role.sentence, support.figure.span.start
    low = shade_once(source).low
    for beside in (number, number - 1):
        inside = source.indexes_by_sentence.get(beside, ())
        for i in sorted(inside, key=lambda i: abs(source.figures[i].span.start - start)):
            its = source.figures[i]
            ahead = low[max(0, its.span.start - 40) : its.span.start]
            if i != support.at and _is_people(source, i) and _OF_SOURCE.search(ahead):
                yield f"of {its.text}"
            elif its.whole is not None and its.whole >= _FEWEST:
                yield f"of {its.whole:f}"
            elif beside == number and _is_own_count(support, its, size):
                yield f"that of {its.text}"


def _is_own_count(support: Support, its: Figure, size: Decimal) -> bool:
    """`38 people given it (4.1%)`: a count whose share our value is."""
    if support.figure.kind is not Kind.PERCENT or its.kind not in _COUNTS or not its.values:
        return False
    low, end = shade_once(support.source).low, support.figure.span.start
    is_count = its.values[0] % 1 == 0 and its.values[0] < size
    return is_count and _OWN_COUNT.fullmatch(low, its.span.end, end) is not None


def find_other_whole(index: int, text: Source, sources: Sequence[Source]) -> FigureCheck | None:
    """The finding where `9 of 34` is in no source, and the 9 of a source are such a share of 31."""
    figure = text.figures[index]
    part, whole = figure.part, figure.whole
    if figure.kind is not Kind.PROPORTION or part is None or whole is None or part < 2:
        return None
    for source in sources:
        for inside in source.indexes_by_sentence.values():
            found = _base_of_part(source, inside, part, whole)
            if found is not None:
                at, share, base = found
                reason = f"The source's {part:f} are {share.text}, that is of {base:f}."
                return _accuse(figure, source, at, reason)
    return None


def _base_of_part(
    source: Source, inside: Sequence[int], part: Decimal, whole: Decimal
) -> tuple[int, Figure, Decimal] | None:
    """Where a sentence prints the part, a share, and the base of which the part is that share."""
    figures = source.figures
    places = [i for i in inside if figures[i].kind in _COUNTS and figures[i].values == (part,)]
    shares = [
        f for f in map(figures.__getitem__, inside)
        if f.kind is Kind.PERCENT and len(f.values) == 1 and f.bound is Bound.EXACTLY
    ]  # fmt: skip
    if not places or not shares:
        return None
    bases = {f.whole or f.values[-1] for f in map(figures.__getitem__, inside)
             if f.values and f.kind in (*_COUNTS, Kind.PROPORTION)}  # fmt: skip
    for share in shares:
        for base in sorted(bases):
            if base <= part or base == whole:
                continue
            makes, told = (abs(part / of * 100 - share.values[0]) for of in (base, whole))
            if makes <= share.step / 2 and told > share.step:
                return places[0], share, base
    return None


def _accuse(figure: Figure, source: Source, at: int, reason: str) -> FigureCheck:
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_DENOMINATOR", reason=reason, evidence=(evidence(source, at),),
    )  # fmt: skip
