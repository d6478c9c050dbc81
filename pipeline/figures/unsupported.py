"""What is said of a figure that no source supports: altered where its like stands, or absent.

In: a checked figure, what its words say, and the sources. Out: a verdict, with the source figure
that stands where it should be, or the nearest there is.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.conflict import conflicts, similarity
from pipeline.figures.derive import is_counted_out
from pipeline.figures.derive_totals import is_put_together
from pipeline.figures.kept import is_idle_count, is_said_otherwise
from pipeline.figures.lexicon import HARMS, names_measure
from pipeline.figures.relation import LOOSE
from pipeline.figures.sentences import words_by_sentence
from pipeline.figures.support import evidence, with_hedge
from schemas.figure import Figure, Kind
from schemas.source import Role, Source
from schemas.text import Evidence
from schemas.verdict import FigureCheck, Severity, Verdict


def judge_unsupported(figure: Figure, role: Role, sources: Sequence[Source]) -> FigureCheck:
    """Altered, absent, or one to be seen by a person."""
    nearest, score = find_nearest(figure, role, sources)
    if nearest is None:
        return _absent(figure, role, sources, None)
    source, index = nearest
    other = source.figures[index]
    shared = len(role.near & source.roles[index].near)
    agreed = bool(role.measure) and role.measure == source.roles[index].measure
    if shared >= 2 or (agreed and shared >= 1) or score >= 8 or looks_like(figure, other):
        severity = _weight(figure, role, sources)
        if shared >= 2 and _shares_an_end(figure, other):
            severity = Severity.ERROR
        is_sure = severity is Severity.ERROR
        return FigureCheck(
            figure=figure, verdict=Verdict.ALTERED if is_sure else Verdict.UNCLEAR,
            severity=severity, rule="EB_ALTERED" if is_sure else "EB_UNCLEAR",
            reason=f"The source has {with_hedge(other)} there.",
            evidence=(evidence(source, index),), fix=with_hedge(other),
        )  # fmt: skip
    return _absent(figure, role, sources, evidence(source, index))


def _shares_an_end(figure: Figure, other: Figure) -> bool:
    """`2 of 9` where the source has `2 of 6`, or `3 of 6`: one n of N with one of its ends off."""
    both = (figure, other)
    if any(f.kind is not Kind.PROPORTION or not is_counted_out(f) or not f.whole for f in both):
        return False
    return figure.part == other.part or figure.whole == other.whole


_WORDS = re.compile(r"[\w'-]+")
_LEAD = 3


def is_printed_otherwise(figure: Figure, role: Role, sources: Sequence[Source]) -> bool:
    """Does a source print another value of that kind right there, so that none is worked out?

    There: behind the same three words; or it is a slip of the figure, or one step from it with two
    near words shared; or it is the same amount in another currency.
    """
    lead = _WORDS.findall(role.before.lower())[-_LEAD:]
    for source in sources:
        for index in source.indexes_by_kind.get(figure.kind, ()):
            other, its = source.figures[index], source.roles[index]
            if figure.kind is Kind.MONEY and other.unit != figure.unit:
                if other.values == figure.values:
                    return True
                continue
            if other.unit != figure.unit or len(figure.values) != 1 or len(other.values) != 1:
                continue
            if len(lead) == _LEAD and _WORDS.findall(its.before.lower())[-_LEAD:] == lead:
                return True
            shared = len(role.near & its.near)
            if shared and looks_like(figure, other):
                return True
            gap = abs(abs(figure.values[0]) - abs(other.values[0]))
            if shared >= 2 and gap == figure.step == other.step:
                return True
    return False


def find_nearest(
    figure: Figure, role: Role, sources: Sequence[Source]
) -> tuple[tuple[Source, int] | None, int]:
    """The comparable figure whose words come nearest, and how near; nothing below nought."""
    best: tuple[Source, int] | None = None
    top = 0
    for source in sources:
        for index in find_comparable(figure, role, source):
            other, its = source.figures[index], source.roles[index]
            if conflicts(figure, role, other, its):
                continue
            score = nearness(figure, role, other, its)
            if score > top:
                best, top = (source, index), score
    return best, top


def nearness(figure: Figure, role: Role, other: Figure, its: Role) -> int:
    """How near a figure of another value comes: by its words, and by being like a slip."""
    return similarity(role, its) + 8 * looks_like(figure, other)


def find_comparable(figure: Figure, role: Role, source: Source) -> Iterator[int]:
    """Comparable figures whose sentence shares a word, or that look like a slip of this one."""
    words = words_by_sentence(source)
    for number, indexes in source.indexes_by_sentence.items():
        shares = not words[number].isdisjoint(role.words)
        for index in indexes:
            other = source.figures[index]
            if _is_comparable(figure, other) and (shares or looks_like(figure, other)):
                yield index


def looks_like(figure: Figure, other: Figure) -> bool:
    """Is one a slip of the other: two digits exchanged, one changed, or the point moved?"""
    a, b = (re.sub(r"\D", "", f.text) for f in (figure, other))
    if min(len(a), len(b)) < 3 or figure.kind is not other.kind or figure.unit != other.unit:
        return False
    if a == b or a.strip("0") == b.strip("0"):
        return True
    if len(a) != len(b):
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(apart) == 2 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
    return len(apart) == 1 or (swapped and apart[1] - apart[0] == 1)


def _is_comparable(figure: Figure, other: Figure) -> bool:
    if figure.kind is other.kind:
        return True
    return figure.kind in LOOSE and other.kind in LOOSE


def _weight(figure: Figure, role: Role, sources: Sequence[Source]) -> Severity:
    """Small counts in words may count what the source lists without a number: look, not wrong.

    But not where they count a harm that the source never names.
    """
    small = (
        figure.is_words and figure.kind is Kind.COUNT and figure.values and figure.values[0] <= 4
    )
    if (
        small
        and role.measure in HARMS
        and not any(names_measure(s.text.lower(), role.measure) for s in sources)
    ):
        return Severity.ERROR
    if small and any(_counts_the_same(figure, role, source) for source in sources):
        return Severity.ERROR
    if small and is_idle_count(figure, role):
        return Severity.NOTE
    if small or figure.kind in (Kind.ORDINAL, Kind.LINE) or _is_relative(figure, role, sources):
        return Severity.WARN
    if any(is_put_together(figure, role, source) for source in sources):
        return Severity.WARN
    return Severity.WARN if is_said_otherwise(figure, role, sources) else Severity.ERROR


def _counts_the_same(figure: Figure, role: Role, source: Source) -> bool:
    """`Three walkers fell` of `Two walkers fell`: the two words behind are the same."""
    behind = _WORDS.findall(role.after.lower())[:2]
    return len(behind) == 2 and any(
        source.figures[at].is_words
        and source.figures[at].values != figure.values
        and _WORDS.findall(source.roles[at].after.lower())[:2] == behind
        for at in source.indexes_by_kind.get(Kind.COUNT, ())
    )


_SINCE = re.compile(r"^ (?:earlier|before|previously)\b(?! (?:the|its|a|an)\b)")
_BACK = re.compile(r"^ (?:ago|earlier|before|previously)\b")


def _is_relative(figure: Figure, role: Role, sources: Sequence[Source]) -> bool:
    """`three months before`: told back from a date, where the source tells no such time itself."""
    if figure.kind is not Kind.DURATION or not _SINCE.match(role.after):
        return False
    return not any(
        _BACK.match(source.roles[index].after)
        for source in sources
        for index in source.indexes_by_kind.get(Kind.DURATION, ())
    )


def _absent(
    figure: Figure, role: Role, sources: Sequence[Source], nearest: Evidence | None
) -> FigureCheck:
    severity = _weight(figure, role, sources)
    verdict = Verdict.ABSENT if severity is Severity.ERROR else Verdict.UNCLEAR
    near = f" The nearest is {nearest.text}." if nearest else ""
    return FigureCheck(
        figure=figure, verdict=verdict, severity=severity,
        rule="EB_ABSENT" if verdict is Verdict.ABSENT else "EB_UNCLEAR",
        reason=f"Nothing in the source supports {figure.text}.{near}", nearest=nearest,
    )  # fmt: skip
