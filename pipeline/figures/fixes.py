"""Which value a source gives where a text has another one: a fix that may be offered, or none.

In: a finding that nothing supports a figure, with the source's figure that comes nearest. Out: the
same finding; its fix stays where that figure is of the same measure, of the same people and at the
same place of the telling, is replaced where exactly one other value is, and else goes.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.composites import is_composite_of_more
from pipeline.figures.conflict import PEOPLE, conflicts
from pipeline.figures.headed import headed_role
from pipeline.figures.own_words import attached_words, own_words
from pipeline.figures.place_words import headings, place_words, sentence_words, weigh
from pipeline.figures.sentences import stems
from pipeline.figures.support import evidence, with_hedge
from pipeline.figures.units import MONTH_WORD
from pipeline.figures.unsupported import find_comparable
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

Place = tuple[Source, int]
_MUCH = 0.5
"""Of what the checked words could tell, what must stand round the value that is offered."""
_OWN = 0.6
"""Nearness of a word that stands in a figure's own sentence."""
_NEAR = 2
"""Words right beside both of two dates that are of one thing."""
_PLAIN = stems(
    "hazard odds risk ratio value p ci interval score point month week year end quarter half"
)
"""Words that name a kind of figure, and so none of them."""


def settle_fix(
    check: FigureCheck, index: int, text: Source, sources: Sequence[Source]
) -> FigureCheck:
    """The finding with a fix that is of the same measure and role, or with none."""
    if not check.fix or check.verdict is not Verdict.ALTERED:
        return check
    figure = text.figures[index]
    offered = next(_places_of(check, sources), None)
    if offered is None or offered[0].figures[offered[1]].values == figure.values != ():
        return check  # the unit is what differs
    if _overlap(figure, offered[0].figures[offered[1]]):
        return check
    if is_of_one_role(index, text, offered):
        return check
    meant = {
        place[0].figures[place[1]].values: place
        for place in _rivals(index, text, sources)
        if is_of_one_role(index, text, place)
    }
    return _give(check, *meant.values()) if len(meant) == 1 else _withhold(check, offered)


def _overlap(one: Figure, two: Figure) -> bool:
    """Is one of two dates within the other: `June 2031`, `mid-2031`?"""
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return False
    return one.first <= two.last and two.first <= one.last


def _rivals(index: int, text: Source, sources: Sequence[Source]) -> Iterator[Place]:
    figure = text.figures[index]
    for source in sources:
        for at in find_comparable(figure, text.roles[index], source):
            if _is_printed_alike(figure, source.figures[at]):
                yield source, at


def _is_printed_alike(figure: Figure, other: Figure) -> bool:
    return figure.kind is other.kind and figure.unit == other.unit and not other.is_words


def _places_of(check: FigureCheck, sources: Sequence[Source]) -> Iterator[Place]:
    """Where the figure offered stands."""
    for source in sources:
        for index, figure in enumerate(source.figures):
            if with_hedge(figure) == check.fix and any(
                e.source_id == source.id and e.span == figure.span for e in check.evidence
            ):
                yield source, index


def is_of_one_role(index: int, text: Source, place: Place) -> bool:
    """Is the source's figure said of what the text says its own of?

    Measure, people, arm and the other cues may not clash; of the words, half must be there by
    weight, the weightiest that the source knows among them, in the figure's own sentence. A date
    needs two words right beside it, and a date printed alike.
    """
    source, at = place
    figure, role, other = text.figures[index], text.roles[index], source.figures[at]
    its = headed_role(source, at)
    if conflicts(figure, role, other, its) or _is_other_arm(index, text, place):
        return False
    if is_composite_of_more(index, text, place):
        return False
    if figure.kind is Kind.DATE:
        return _form(figure) == _form(other) and len(role.near & its.near) >= _NEAR
    telling = _telling(index, text)
    if not telling:
        values = {source.figures[i].values for i in source.indexes_by_kind[other.kind]}
        return len(values) == 1 or role.measure == its.measure != ""
    return _has_words(telling, source, at)


def _form(date: Figure) -> str:
    """How a date is printed: `0 m 0` of `12 March 2026`, `o quarter of 0` of `first quarter …`."""
    low = re.sub(r"\d+(?:st|nd|rd|th)?", "0", date.text.lower().replace(",", ""))
    low = re.sub(r"\b(?:first|second|third|fourth)\b", "o", low)
    return " ".join(sorted(re.sub(rf"\b{MONTH_WORD}\b", "m", low).split()))


def _has_words(telling: frozenset[str], source: Source, at: int) -> bool:
    """Do the words that tell stand round a figure of the source?"""
    weights, here = weigh(source), place_words(source, at)
    known = telling & weights.keys()
    if known and here.get(max(sorted(known), key=weights.__getitem__), 0) < _OWN:
        return False
    most = sum(weights.get(word, 1) for word in telling)
    return sum(weights.get(word, 1) for word in telling if word in here) >= _MUCH * most


def _telling(index: int, text: Source) -> frozenset[str]:
    """The words that say what a figure is of, without whose."""
    arm = attached_words(text, index)
    words = own_words(text, index) or sentence_words(text, text.roles[index].sentence)
    return words - PEOPLE - _PLAIN - arm


def _is_other_arm(index: int, text: Source, place: Place) -> bool:
    """Does the text name an arm, and the source give this figure another?"""
    source, at = place
    said = attached_words(text, index) - PEOPLE
    known = frozenset(w for i in source.indexes_by_kind[source.figures[at].kind]
                      for w in said & _arms(source, i))  # fmt: skip
    return bool(known) and not known & _arms(source, at)


def _arms(source: Source, index: int) -> frozenset[str]:
    """The words that may name the arm of a source's figure."""
    return attached_words(source, index) | own_words(source, index) | headings(source, index)


def _give(check: FigureCheck, place: Place) -> FigureCheck:
    source, index = place
    printed = with_hedge(source.figures[index])
    return check.model_copy(
        update={
            "reason": f"The source has {printed} there.",
            "evidence": (evidence(source, index),),
            "fix": printed,
        }
    )


def _withhold(check: FigureCheck, nearest: Place) -> FigureCheck:
    """The finding without a fix: nothing there supports the figure."""
    near = evidence(*nearest)
    if check.severity is not Severity.ERROR:
        return check.model_copy(update={"fix": ""})
    reason = f"Nothing in the source supports {check.figure.text}. The nearest is {near.text}."
    return check.model_copy(
        update={
            "verdict": Verdict.ABSENT,
            "rule": "EB_ABSENT",
            "reason": reason,
            "evidence": (),
            "nearest": near,
            "fix": "",
        }
    )
