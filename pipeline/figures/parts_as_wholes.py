"""Is the value of a part of the patients told as if it were that of all?

`In those with high levels, the fall was 48%`, where that of all is 39%: whoever tells 48% and names
no part has told the part as the whole. In: a checked figure and the places that print its value.
Out: a finding, where each place opens with its part, and the whole has its own value.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.conflict import PEOPLE
from pipeline.figures.elsewhere import is_everywhere
from pipeline.figures.glyphs import shade_once
from pipeline.figures.headed import find_cell, headed_role
from pipeline.figures.own_words import is_alike, lead_text, own_words
from pipeline.figures.relate import relate
from pipeline.figures.relation import Strength
from pipeline.figures.sentences import stems
from pipeline.figures.support import Support, give_to
from schemas.figure import Kind
from schemas.source import Source
from schemas.verdict import FigureCheck

_TOLD = frozenset({Kind.PERCENT, Kind.DURATION, Kind.RATIO, Kind.SCORE})
_PART = re.compile(
    r"(?:[-–•*] )?(?:but )?(?:(?:among|in|for|of) (?:the )?(?:[\w-]+ )?(?:those|patients|people"
    r"|participants|adults|children|women|men|smokers|users|parents)\b|against the"
    r"|in the \w+ subgroup)"
)
"""What a sentence opens with that is of a part: `In patients with …`, `Against the … strain`."""
_NARROWS = re.compile(
    r"\b(?:(?:patients|people|participants|adults|volunteers) (?:with|over|under|on)"
    r"|subgroup|subset|subpopulation|exploratory|third|quarter|half|rest|others|those|who|whose|aged|old\w*|elderly|young\w*"
    r"|women|men|children|smokers?|groups?|severe\w*|early|earlier|late|later|high\w*|low\w*"
    r"|strains?|types?|positive|negative|carriers|if|when|some)\b"
)
"""What may narrow the text's own statement to a part, in other words than the source's."""
_ASIDE = re.compile(r"\([^()]*\)")
_ARMS = PEOPLE | stems("placebo control drug vaccine treatment compared")
"""Words that no measure has for itself."""
_BACK, _ON, _NEAR = 25, 8, 6
"""Sentences before and behind in which the whole's value is sought; those that are near."""


class _Told(NamedTuple):
    """What the text tells: its words with those of the sentence before, and all its values."""

    words: frozenset[str]
    narrows: frozenset[str]
    values: frozenset[tuple[Decimal, ...]]


def find_part_as_whole(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where figure `index` is a part's at each place, and the text names no part."""
    figure = text.figures[index]
    if figure.kind not in _TOLD or figure.is_range or figure.is_words:
        return None
    alike = [
        s for s in supports if s.relation.strength > Strength.DERIVED and is_alike(s.figure, figure)
    ]
    if not alike or not all(_is_led(s.source, s.at) for s in alike):
        return None
    number, low = text.sentence_numbers[index], shade_once(text).low
    here, before = text.sentences[number], text.sentences[max(0, number - 1)]
    told = _Told(
        stems(low[before.start : here.end]),
        frozenset(_NARROWS.findall(low, here.start, here.end)),
        frozenset(f.values for f in text.figures),
    )
    found = [next(_wholes(s, told), -1) for s in alike]
    if min(found) < 0:
        return None
    support, whole = alike[0], alike[0].source.figures[found[0]]
    start = support.source.sentences[support.role.sentence].start
    part = support.source.text[start : start + len(lead_text(support.source, support.at))]
    said = f"In the source {support.figure.text} is said only “{part.strip('-–•* ,')}”"
    reason = f"{said}; of all it is {whole.text}."
    return give_to(figure, support, found[0], reason)


def _is_led(source: Source, index: int) -> bool:
    return _PART.match(lead_text(source, index)) is not None and not find_cell(source, index)


def _wholes(support: Support, told: _Told) -> Iterator[int]:
    """Values of the same measure that open with no part, whose part the text does not name."""
    source, number = support.source, support.role.sentence
    lead = _words_of_part(support)
    own = own_words(source, support.at) - stems(lead_text(source, support.at))
    around = range(max(0, number - _BACK), number + _ON)
    for beside in sorted(around, key=lambda n: abs(n - number)):
        for i in source.indexes_by_sentence.get(beside, ()) if beside != number else ():
            its = source.figures[i]
            if not is_alike(its, support.figure) or its.is_range or its.values in told.values:
                continue
            if relate(support.figure, its).strength is not Strength.NONE:
                continue
            if _PART.match(lead_text(source, i)) or not _is_unnamed(lead, told, source, beside):
                continue
            shared = (own_words(source, i) & own) - _ARMS
            ours, theirs = (headed_role(source, at).measure for at in (support.at, i))
            is_same = bool(ours) and ours == theirs
            if len(shared) >= (1 if is_same or abs(beside - number) <= _NEAR else 2):
                yield i


def _words_of_part(support: Support) -> frozenset[str]:
    """The words that name the part, but for those of people and of the whole text."""
    source = support.source
    words = stems(_ASIDE.sub("", lead_text(source, support.at))) - PEOPLE
    return frozenset(w for w in words if "-" not in w and not is_everywhere(w, source))


def _is_unnamed(lead: frozenset[str], told: _Told, source: Source, number: int) -> bool:
    """Does the text say none of the part's words that are not the whole's, and narrow nothing?"""
    span = source.sentences[number]
    whole = shade_once(source).low[span.start : span.end]
    apart = lead - stems(whole)
    is_wide = told.narrows <= frozenset(_NARROWS.findall(whole))
    return bool(apart) and apart.isdisjoint(told.words) and is_wide
