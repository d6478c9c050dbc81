"""Which figures of the sources were considered for a checked figure, and why each was (not) taken.

In: a report with the text and the sources it was made of; out: the report with its candidates. It
decides nothing: what the verdict rests on is taken, and the rest is what `match` weighed against
it, by the same measures. Who does not ask for it does not pay for it.
"""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.figures.candidates_words import why_refused, why_taken
from pipeline.figures.conflict import conflicts
from pipeline.figures.headed import headed_role
from pipeline.figures.match import find_supports, preference
from pipeline.figures.relate import relate
from pipeline.figures.relation import NO_RELATION, Strength
from pipeline.figures.support import Support, evidence
from pipeline.figures.unsupported import find_comparable, nearness
from schemas.candidate import Candidate
from schemas.figure import Figure
from schemas.source import Role, Source, number_sentences
from schemas.text import Evidence, Span
from schemas.verdict import PASSING, FigureCheck, FigureReport

MOST = 6
"""Candidates of one figure, unless its evidence alone is more."""
_SAME = 3
"""Places of the same value that come first; a number printed often leaves room for others."""
_LEAST = 4
"""How near another value must come: a word beside it and a cue, or two words beside it."""
_BESIDE = 2
"""Other values told of beside a figure that passes."""
_AROUND = 70
"""Characters of its sentence on each side of a candidate."""


def explain_report(report: FigureReport, text: Source, sources: Sequence[Source]) -> FigureReport:
    """The report, each of its figures with the source figures that were considered for it.

    `text` and `sources` are those that the report was made of.
    """
    checks = tuple(
        check.model_copy(update={"candidates": find_candidates(index, text, sources, check)})
        for index, check in enumerate(report.checks)
    )
    return report.model_copy(update={"checks": checks})


def find_candidates(
    index: int, text: Source, sources: Sequence[Source], check: FigureCheck
) -> tuple[Candidate, ...]:
    """The source figures considered for figure `index` of `text`, the best first, at most six.

    What is taken is the evidence of `check`, in its order, and stands before what is not.
    """
    weighed = {evidence(s.source, s.at): s for s in _weigh(index, text, sources)}
    decided = [weighed.get(words) for words in check.evidence]
    taken = [
        _candidate(words, sources, why_taken(check, at, support), taken=True)
        for at, (words, support) in enumerate(zip(check.evidence, decided, strict=True))
    ]
    chosen = decided[0] if decided else None
    refused = [
        _candidate(words, sources, why_refused(check, support, chosen), taken=False)
        for words, support in _worth_telling(check, weighed, chosen)
        if words not in check.evidence
    ]
    return (*taken, *refused[: max(0, MOST - len(taken))])


def _worth_telling(
    check: FigureCheck, weighed: Mapping[Evidence, Support], chosen: Support | None
) -> Iterator[tuple[Evidence, Support]]:
    """The same value wherever it stands; another where it comes near, or nearest of all.

    Where the figure passes, only what comes half as near as what was taken, and little of that.
    """
    passes = check.verdict in PASSING
    least = max(_LEAST, chosen.similarity / 2 if passes and chosen is not None else 0)
    left = _BESIDE if passes else MOST
    for words, support in weighed.items():
        if support.relation != NO_RELATION:
            yield words, support
        elif words == check.nearest or (left and support.similarity >= least):
            left -= 1
            yield words, support


def _weigh(index: int, text: Source, sources: Sequence[Source]) -> Iterator[Support]:
    """What may be meant, the best first: the same value, then others said in like words."""
    figure, role = text.figures[index], text.roles[index]
    same = sorted(find_supports(figure, role, sources), key=preference, reverse=True)
    others = [s for source in sources for s in _others(figure, role, source)]
    yield from same[:_SAME]
    yield from sorted(others, key=lambda s: (bool(s.conflicts), -s.similarity))
    yield from same[_SAME:]


def _others(figure: Figure, role: Role, source: Source) -> Iterator[Support]:
    """The figures of another value that could be meant, and of another sort but the same number."""
    comparable = set(find_comparable(figure, role, source))
    for index, other in enumerate(source.figures):
        if index not in comparable and not _is_same_number(figure, other):
            continue
        if relate(figure, other).strength is not Strength.NONE:
            continue
        its = headed_role(source, index)
        clash = conflicts(figure, role, other, its)
        near = nearness(figure, role, other, its)
        yield Support(source, index, NO_RELATION, clash, near)


def _is_same_number(figure: Figure, other: Figure) -> bool:
    """`35 shops` for `35%`; but `three weeks` is no `tripled`: there the words tell them apart."""
    in_words = figure.is_words or other.is_words
    return bool(figure.values) and figure.values == other.values and not in_words


def _candidate(
    words: Evidence, sources: Sequence[Source], reason: str, *, taken: bool
) -> Candidate:
    """The words as a candidate; a sentence is found for what is no figure of the source, too."""
    source = next(source for source in sources if source.id == words.source_id)
    [number] = number_sentences(source.sentences, [words.span.start])
    return Candidate(
        evidence=words,
        sentence=_shorten(source.text, source.sentences[number], words.span),
        taken=taken,
        reason=reason,
    )


def _shorten(text: str, sentence: Span, kept: Span) -> str:
    """The sentence, cut between words where it goes on for long before or behind `kept`."""
    start, end = min(sentence.start, kept.start), max(sentence.end, kept.end)
    before, after = text[start : kept.start], text[kept.end : end]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return " ".join(f"{before}{kept.cut(text)}{after}".split())
