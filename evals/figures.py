"""How well figures are found. In: goldens; out: shares with their denominators, and every fault.

A reported figure and a labelled one belong together where their spans overlap, one to one, longest
overlap first: people and programs cut units and qualifiers differently, and that is counted apart.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.figures.scan import find_figures
from schemas.figure import Figure, Kind
from schemas.golden import Golden, GoldenFigure
from schemas.score import FindingScore, Share
from schemas.text import Span

Pair = tuple[GoldenFigure, Figure]


def score_finding(golden: Golden) -> FindingScore:
    """Find the figures of a golden article and set them beside its labels."""
    reported, _ = find_figures(golden.text)
    labels = golden.labels
    kept = [figure for figure in reported if not _is_boilerplate(golden, figure)]
    pairs = pair_figures(labels.figures, kept)
    paired_labels = {label.start for label, _ in pairs}
    paired_figures = {figure.span.start for _, figure in pairs}
    valued = [pair for pair in pairs if has_value(pair[0])]
    names = [name for name in labels.identifiers if _is_reported(name.span, kept)]
    return FindingScore(
        golden=golden.id,
        found=Share(hits=len(pairs), of=len(labels.figures)),
        exact=Share(hits=sum(g.span == f.span for g, f in pairs), of=len(labels.figures)),
        right=Share(hits=len(pairs), of=len(kept)),
        values=Share(hits=sum(is_same_value(*pair) for pair in valued), of=len(valued)),
        kinds=Share(hits=sum(g.kind is f.kind for g, f in pairs), of=len(pairs)),
        identifiers=Share(hits=len(names), of=len(labels.identifiers)),
        missed=_shown(golden, (f.span for f in labels.figures if f.start not in paired_labels)),
        false=_shown(golden, (f.span for f in kept if f.span.start not in paired_figures)),
        wrong=tuple(_difference(golden, *pair) for pair in pairs if not _agrees(*pair)),
    )


def pair_figures(labels: Sequence[GoldenFigure], figures: Sequence[Figure]) -> tuple[Pair, ...]:
    """Which reported figure belongs to which label: one to one, longest overlap first."""
    overlaps = [
        (_overlap(label.span, figure.span), label, figure)
        for label in labels
        for figure in figures
        if label.span.overlaps(figure.span)
    ]
    overlaps.sort(key=lambda row: (-row[0], row[1].start, row[2].span.start))
    pairs: list[Pair] = []
    used_labels: set[int] = set()
    used_figures: set[int] = set()
    for _, label, figure in overlaps:
        if label.start not in used_labels and figure.span.start not in used_figures:
            used_labels.add(label.start)
            used_figures.add(figure.span.start)
            pairs.append((label, figure))
    return tuple(sorted(pairs, key=lambda pair: pair[0].start))


def has_value(label: GoldenFigure) -> bool:
    """Does the label say a value, or a date's ends?"""
    return bool(label.values or label.first)


def is_same_value(label: GoldenFigure, figure: Figure) -> bool:
    """Is the reported value the labelled one, date ends and proportion parts included?"""
    if label.kind is Kind.DATE:
        ends = (figure.first, figure.last)
        return tuple(day.isoformat() if day else "" for day in ends) == (label.first, label.last)
    wanted = tuple(Decimal(value) for value in label.values)
    return figure.values == wanted or (figure.part, figure.whole) == wanted


def _agrees(label: GoldenFigure, figure: Figure) -> bool:
    """Nothing wrong to show: a bare `number` does not claim a kind."""
    same_kind = figure.kind in {label.kind, Kind.NUMBER}
    return same_kind and (not has_value(label) or is_same_value(label, figure))


def _is_boilerplate(golden: Golden, figure: Figure) -> bool:
    """Is it in boilerplate, and not itself labelled there, as a widget's score is?"""
    inside = any(plate.span.overlaps(figure.span) for plate in golden.labels.boilerplate)
    labelled = any(label.span.overlaps(figure.span) for label in golden.labels.figures)
    return inside and not labelled


def _is_reported(span: Span, figures: Sequence[Figure]) -> bool:
    return any(figure.span.overlaps(span) for figure in figures)


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _shown(golden: Golden, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(show_in_context(golden.text, span) for span in spans)


def show_in_context(text: str, span: Span) -> str:
    """A figure between the words around it, on one line: `rate was [64%] in PTCL`."""
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 30]
    return f"{before}[{span.cut(text)}]{after}".replace("\n", " ")


def _difference(golden: Golden, label: GoldenFigure, figure: Figure) -> str:
    wanted = ", ".join(label.values) or f"{label.first}..{label.last}"
    values = ", ".join(format(value, "f") for value in figure.values)
    found = values or f"{figure.first}..{figure.last}"
    context = show_in_context(golden.text, figure.span)
    return f"{context}: {figure.kind} {found}, the label says {label.kind} {wanted}"
