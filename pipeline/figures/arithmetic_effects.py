"""What a sentence says of an effect, and what its interval, p value and margin say.

In: a source. Out: notes where a difference is called significant and its interval takes in no
effect, or is denied and left out by it; and where a study is called non-inferior though the
interval passes the margin.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.arithmetic_reading import Sheet, figures_in, note, plain
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Bound, Figure, Kind
from schemas.text import Span
from schemas.verdict import SourceNote

_LEVEL = Decimal(95)
_USUAL = Decimal("0.05")
_GAP = lazy_regex(
    r"[\s,;:()\[\]]*(?:and |with )?(?:an? )?(?:(?:two-sided|nominal|log-rank|adjusted) )*"
)
_ONE_SIDED = lazy_regex(r"\bone-sided|non-?inferior|\binteraction\b|\btrend\b|\bmargin\b")
_RATIO = lazy_regex(r"\b(?:ratio|hr|rr|irr|odds|hazards?)\b")
_GAIN = lazy_regex(r"\b(?:points?|differen\w+|change)\b")
_DENIED = lazy_regex(
    r"\b(?:(?:did|does|do|was|were|is) not (?:[a-z]+ ){0,2}?(?:differ|improve|lower|reduce|change)"
    r"(?: [a-z]+){0,2}? significantly|did not differ significantly"
    r"|no (?:statistically )?significant (?:difference|effect|benefit|change)"
    r"|(?:was|were) not (?:statistically )?significant\w*"
    r"|not significantly (?:different|better|worse|lower|higher|longer))\b"
)
_CLAIMED = lazy_regex(
    r"(?<!not )(?<!no )(?<!non-)(?<!without )(?<!nor )\b(?:statistically )?significant(?:ly)?\b"
)
_UNSURE = lazy_regex(
    r"\b(?:not|no|nor|neither|never|fail\w*|miss\w*|short of|without|if|whether|would|could"
    r"|clinically)\b|n't\b"
)


def check_effects(sheet: Sheet) -> Iterator[SourceNote]:
    """`Did not differ significantly (95% CI 0.55 to 0.88)`: words that an interval denies."""
    for sentence in sheet.source.sentences:
        words = sheet.folded[sentence.start : sentence.end]
        inside = figures_in(sheet, (sentence.start, sentence.end))
        spans = [f for f in inside if f.kind is Kind.INTERVAL and len(f.values) == 2]
        if len(spans) != 1 or _ONE_SIDED.search(words) or (spans[0].level or _LEVEL) != _LEVEL:
            continue
        null = _null_of(words, inside)
        low, high = spans[0].values
        if null is None or low > high:
            continue
        denied = _DENIED.search(words)
        claimed = None if _UNSURE.search(words) else _CLAIMED.search(words)
        if denied and (low > null or high < null):
            yield _note(sheet, sentence, denied, spans[0], f"leaves out {plain(null)}, no effect")
        elif claimed and not denied and low < null < high:
            yield _note(sheet, sentence, claimed, spans[0], f"takes in {plain(null)}, no effect")


def _null_of(words: str, inside: list[Figure]) -> Decimal | None:
    """What stands for no effect in a sentence: one for a ratio, nought for a difference."""
    if _RATIO.search(words):
        return Decimal(1)
    is_gain = any(f.kind is Kind.POINTS for f in inside) or _GAIN.search(words)
    return Decimal(0) if is_gain else None


def _note(
    sheet: Sheet, sentence: Span, found: re.Match[str], interval: Figure, what: str
) -> SourceNote:
    start = sentence.start + found.start()
    place = Span(start=start, end=start + len(found.group()))
    said = sheet.source.text[place.start : place.end]
    reason = f"The article says “{said}”; the interval {interval.text} {what}."
    return note(sheet, "EB_SOURCE_INTERVAL", reason, (place, interval.span))


def check_chances(sheet: Sheet) -> Iterator[SourceNote]:
    """`6.1 points (95% CI -1.2 to 13.4; two-sided p=0.01)`: an interval and a p value apart."""
    figures = sheet.source.figures
    for at, interval in enumerate(figures):
        if interval.kind is not Kind.INTERVAL or len(interval.values) != 2 or not at:
            continue
        chance = next((f for f in figures[at + 1 : at + 3] if f.kind is Kind.P_VALUE), None)
        if chance is None or (interval.level or _LEVEL) != _LEVEL:
            continue
        gap = sheet.between(interval, chance)
        before = re.split(r"[.;] ", sheet.before(interval, 90))[-1]
        if not _GAP.fullmatch(gap) or _ONE_SIDED.search(before + gap):
            continue
        if not re.search(r"two-sided|nominal|log-rank", gap):
            continue  # what stands side by side is read elsewhere
        null = _null_of(before, [figures[at - 1]])
        if null is None:
            continue
        low, high = interval.values
        below = chance.values[0] < _USUAL and chance.bound not in (Bound.MORE, Bound.AT_LEAST)
        above = chance.values[0] > _USUAL and chance.bound not in (Bound.LESS, Bound.AT_MOST)
        if (low < null < high and below) or ((low > null or high < null) and above):
            reason = (
                f"The interval {interval.text} and {chance.text} beside it do not agree on whether "
                f"{plain(null)}, no effect, is ruled out."
            )
            yield note(sheet, "EB_SOURCE_INTERVAL", reason, (interval.span, chance.span))


_MARGIN = lazy_regex(
    r"\b(?:upper|lower) (?:limit|bound|end|confidence limit)[^.;]{0,80}?\b(?P<side>under|below"
    r"|less than|above|over|more than|not exceed|exceed)(?: the margin of| a margin of| of)? "
    r"(?P<n>[-−]?\d+(?:\.\d+)?)"
    r"|\b(?:non-?inferiority )?margin (?:was |of |is |at |had been |put |set |as |to be )*"
    r"(?P<n2>[-−]?\d+(?:\.\d+)?)"
)
_HELD = lazy_regex(
    r"\b(?:was|were|is|proved|shown to be|met|therefore|so)\b[^.;]{0,60}\bnon-?inferior"
    r"|\bnon-?inferiority (?:was |is )?(?:shown|met|established|demonstrated|proved)"
)
_SPAN = lazy_regex(r"(?P<low>[-−]?\d+(?:\.\d+)?) to (?P<high>[-−]?\d+(?:\.\d+)?)")


def check_margins(sheet: Sheet) -> Iterator[SourceNote]:
    """`Non-inferior if the limit stays under 1.20`, `0.83 to 1.31`, `so it was non-inferior`."""
    margins = list(_MARGIN.finditer(sheet.folded))
    held = [m for m in _HELD.finditer(sheet.folded) if "not " not in m.group()]
    if len(margins) != 1 or not held:
        return
    margin = Decimal((margins[0]["n"] or margins[0]["n2"]).replace("−", "-"))
    spans = [
        m
        for m in _SPAN.finditer(sheet.folded, margins[0].end(), margins[0].end() + 300)
        if m.start() > margins[0].end()
    ]
    if len(spans) != 1:
        return
    low, high = (Decimal(spans[0][name].replace("−", "-")) for name in ("low", "high"))
    passes = low < margin < high
    if passes and low < high:
        place = Span(start=margins[0].start(), end=margins[0].end())
        interval = Span(start=spans[0].start(), end=spans[0].end())
        reason = (
            f"The interval {spans[0].group()} passes the margin of {plain(margin)}; the article "
            "calls the treatment non-inferior."
        )
        yield note(sheet, "EB_SOURCE_INTERVAL", reason, (place, interval))
