"""Is a rate of stopping for one reason told of another?

`10.4% discontinued for any reason` and `6.1% because of adverse events` are two things. In: a
checked figure and the places that print its value. Out: a finding, where the text says outright for
which of the two, and every place says outright that it is the other.
"""

import re
from collections.abc import Sequence
from enum import Enum

from pipeline.figures.glyphs import shade_once
from pipeline.figures.own_words import is_alike
from pipeline.figures.place_words import headings
from pipeline.figures.relation import Strength
from pipeline.figures.sentences import stems
from pipeline.figures.support import Support, evidence, give_to
from schemas.figure import Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict


class Reason(Enum):
    """For what people stopped a treatment."""

    UNTOLD = ""
    ANY = "for any reason"
    HARM = "because of adverse events"


_STOPPED = re.compile(
    r"\b(?:discontinu\w+|withdr[ae]w\w*|stopp\w+|stop|quit\w*|drop(?:ped)?[- ]?outs?|dropped out"
    r"|(?:left|leav\w+) the (?:study|trial)|came off|gave up)\b"
)
_HARMS = (
    r"(?:adverse|side[- ]effects?|side[- ]reactions?|toxicit\w+|intoleran\w+|tolerability|safety)"
)
_TOLD = {
    Reason.ANY: re.compile(
        r"\b(?:for (?:any|whatever|all|various) (?:\w+ )?reasons?|(?:from|of|due to) any cause"
        r"|all[- ]cause|regardless of (?:the )?(?:cause|reason)|for reasons of any kind)\b"
    ),
    Reason.HARM: re.compile(
        rf"\b(?:because of|due to|owing to|for|over|after|on account of|from) (?:an? |the |their )?"
        rf"(?:\w+ ){{0,2}}?{_HARMS}"
        rf"|\b{_HARMS}[\w ]{{0,20}} (?:led|leading|that led|caused|causing|forced|made|prompted"
        rf"|resulted|resulting)\b"
    ),
}
_RATES = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.COUNT, Kind.NUMBER})
_REACH = 90


def find_other_reason(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where figure `index` is told of one reason to stop, and printed of the other."""
    figure = text.figures[index]
    if figure.kind not in _RATES:
        return None
    said = reason_of(text, index)
    alike = [
        s for s in supports
        if s.relation.strength > Strength.DERIVED and is_of_stopping(s.source, s.at)
    ]  # fmt: skip
    found = [reason_of(s.source, s.at) for s in alike]
    if not alike or said is Reason.UNTOLD or any(one in (Reason.UNTOLD, said) for one in found):
        return None
    best = alike[0]
    reason = f"In the source {best.figure.text} stopped {found[0].value}, not {said.value}"
    rivals = [i for i in _of_reason(best, said) if _is_of_our_arm(text, index, best.source, i)]
    if len(rivals) == 1:
        its = best.source.figures[rivals[0]].text
        return give_to(figure, best, rivals[0], f"{reason}; of these it has {its}.")
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED", reason=f"{reason}.", evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def is_of_stopping(source: Source, index: int) -> bool:
    """Does the sentence of a figure, or what heads it in a table, tell of stopping?"""
    span = source.sentences[source.roles[index].sentence]
    in_sentence = _STOPPED.search(shade_once(source).low, span.start, span.end) is not None
    return in_sentence or not _STOPPING.isdisjoint(headings(source, index))


_STOPPING = stems("discontinuation discontinued withdrawal withdrawn withdrew stopped dropout")


def reason_of(source: Source, index: int) -> Reason:
    """For what those stopped whom a figure counts, by the nearest words that tell it."""
    span = source.sentences[source.roles[index].sentence]
    low, figure = shade_once(source).low, source.figures[index].span
    if not is_of_stopping(source, index):
        return Reason.UNTOLD
    best, nearest = Reason.UNTOLD, _REACH + 1
    for reason, pattern in _TOLD.items():
        for m in pattern.finditer(low, span.start, span.end):
            behind = m.start() >= figure.end
            gap = m.start() - figure.end if behind else figure.start - m.end()
            cut = low[figure.end : m.start()] if behind else low[m.end() : figure.start]
            gap += _REACH if ";" in cut else 0
            if gap < nearest:
                best, nearest = reason, gap
    return best


def _of_reason(best: Support, said: Reason) -> list[int]:
    """The other values of the sort that the source gives for what the text says, near ours."""
    source, number = best.source, best.role.sentence
    return [
        i
        for near in (number, number - 1, number + 1)
        for i in source.indexes_by_sentence.get(near, ())
        if is_alike(source.figures[i], best.figure) and reason_of(source, i) is said
    ]


def _is_of_our_arm(text: Source, index: int, source: Source, other: int) -> bool:
    mine, its = text.roles[index].arm, source.roles[other].arm
    return bool(mine) and mine == its
