"""Is what two figures disagree on sure enough to accuse by?

A cue is bound to the nearest figure, and on a text never seen that is wrong about as often as not.
In: a checked figure and a place that prints its value, with what the two disagree on; out: what of
it stands where each side names it in the figure's own clause, and nothing else of its sort with it.
"""

import re
from enum import Enum

from pipeline.figures.conflict import Conflict
from pipeline.figures.cues import find_cues
from pipeline.figures.glyphs import shade_once
from pipeline.figures.lexicon import MEASURES
from pipeline.figures.relation import Strength
from pipeline.figures.support import Support
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.text import Span


class Trust(Enum):
    """How far a disagreement may be believed."""

    NONE = "none"
    """Both sides name both, or the text retells the sentence: nothing follows."""
    SOME = "some"
    """One side does not name its cue in the figure's own clause: a person should look."""
    FULL = "full"


def trust(index: int, text: Source, support: Support) -> Trust:
    """How far the disagreements of figure `index` with one place may be believed: the surest's."""
    is_told = is_retold(index, text, support)
    found = [_trust_one(c, index, text, support, is_told=is_told) for c in support.conflicts]
    return max(found, key=_ORDER.index, default=Trust.NONE)


_ORDER = (Trust.NONE, Trust.SOME, Trust.FULL)
_RETOLD = frozenset({"measure", "arm", "product", "grade"})
"""What a sentence that tells several values of one source sentence may bind in its own way."""


def _trust_one(
    clash: Conflict, index: int, text: Source, support: Support, *, is_told: bool
) -> Trust:
    if is_told and clash.name in _RETOLD:
        return Trust.NONE
    if clash.name == "measure":
        return _trust_measure(clash, index, text, support)
    if clash.name == "direction":
        return _trust_direction(clash, index, text, support)
    if clash.name == "product":
        if _is_part_of_name(text.figures[index], text) and _is_part_of_name(
            support.figure, support.source
        ):
            return Trust.NONE
        span = support.source.sentences[support.role.sentence]
        named = shade_once(support.source).low.find(clash.said, span.start, span.end)
        return Trust.FULL if named < 0 else Trust.NONE
    return Trust.FULL


def _is_part_of_name(figure: Figure, source: Source) -> bool:
    """`PASI 90`, `ACR 20`: a grade of a scale is said of every drug alike."""
    return _SCALE.search(source.text, max(0, figure.span.start - 8), figure.span.start) is not None


_SCALE = re.compile(r"\b[A-Z]{3,}[ -]\Z")


def is_retold(index: int, text: Source, support: Support) -> bool:
    """Does the checked sentence tell another value too of the source's sentence?"""
    figure = text.figures[index]
    ours = _values(text, text.sentence_numbers[index], index)
    theirs = _values(support.source, support.role.sentence, support.at)
    return bool({v for v in ours if v != figure.values} & theirs)


def _values(source: Source, number: int, but: int) -> set[tuple[object, ...]]:
    """The values of the other figures of a sentence; no dates, grades or small numbers in words."""
    figures = source.figures
    return {
        figures[i].values
        for i in source.indexes_by_sentence.get(number, ())
        if i != but and _is_telling(figures[i])
    }


def _is_telling(figure: Figure) -> bool:
    return bool(figure.values) and figure.kind not in (Kind.DATE, Kind.GRADE, Kind.LINE)


_CLAUSE = re.compile(r"[;:]|\.\s|,? (?:but|while|whereas|although|though)\b|, (?:and|with)\b")
_PART = re.compile(rf"{_CLAUSE.pattern}|,| (?:and|after|as|because|since|when|which|who)\b")


def _clause(source: Source, index: int, breaks: re.Pattern[str]) -> Span:
    """A figure's clause within its sentence."""
    low, figure = shade_once(source).low, source.figures[index].span
    span = source.sentences[source.sentence_numbers[index]]
    start = max((m.end() for m in breaks.finditer(low, span.start, figure.start)), default=0)
    end = breaks.search(low, figure.end, span.end)
    return Span(start=max(start, span.start), end=end.start() if end else span.end)


def _named(source: Source, clause: Span, sort: str) -> frozenset[str]:
    """The keys of one sort of cue that a clause names."""
    cues = find_cues(source.text, shade_once(source).low, clause, ())
    return frozenset(cue.key for cue in cues.get(sort, ()))


def _trust_measure(clash: Conflict, index: int, text: Source, support: Support) -> Trust:
    """Each clause must name its own measure, and not the other's; a table's heading is sure."""
    here = _named(text, _clause(text, index, _CLAUSE), "measure")
    there = _named(support.source, _clause(support.source, support.at, _CLAUSE), "measure")
    said, found = frozenset(clash.said.split("+")), frozenset(clash.found.split("+"))
    if clash.said == "orr" and found & _PARTS and _is_of_responders(text, index):
        return Trust.NONE
    if support.role.measure != clash.found and found <= MEASURES.keys():
        there = found  # a table's heading, which the row need not name
    if there & said or here & found:
        return Trust.NONE
    return Trust.FULL if here & said and there & found else Trust.SOME


_PARTS = frozenset({"cr", "pr", "dor"})
_RESPONDERS = re.compile(
    r"\b(?:of|among|in) (?:(?:those|these|the|all) )?(?:\w+ )?(?:responders|responses)\b"
    r"|\bin response\b"
)


def _is_of_responders(text: Source, index: int) -> bool:
    """`of those responders, 54% stayed in response`: a response is whom, not what."""
    span = text.sentences[text.sentence_numbers[index]]
    return _RESPONDERS.search(shade_once(text).low, span.start, span.end) is not None


_OTHER_SIDE = re.compile(r"\b(?:less|fewer|more|higher|lower|smaller|greater|larger)\b")
_SIGNS = "+-\u2212"
"""`+6.5%`, `-8.9%`: a sign turns as surely as a word."""


def _trust_direction(clash: Conflict, index: int, text: Source, support: Support) -> Trust:
    """Each part must turn its own way only; `grew 34% less` tells a fall from the other side."""
    if support.figure.text[0] in _SIGNS:
        return Trust.FULL
    turns = []
    for source, at in ((text, index), (support.source, support.at)):
        part = _clause(source, at, _PART)
        if _OTHER_SIDE.search(shade_once(source).low, part.start, part.end):
            return Trust.NONE
        turns.append(_named(source, part, "direction") & {clash.said, clash.found})
    if turns != [{clash.said}, {clash.found}]:
        return Trust.NONE
    is_same = support.relation.strength is Strength.EXACT
    return Trust.FULL if is_same else Trust.SOME  # a rounded 9.4% may be another 9%
