"""What was read and what should have been in; how much of it is right, by what was asked, out.

Pure functions. Every score is a Share: hits of so many, and of none where nothing was asked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.reading_corpus import FIELDS, LISTS, PageWanted, Spot, figures_of
from benchmarks.reading_places import element_around, is_same_box, stands_at
from benchmarks.reading_snippets import find_figures_of
from pipeline.read.trace import trace
from pipeline.split import split_page
from schemas.article import EDITORIAL, Article, Media, Page, Stated
from schemas.score import Share
from schemas.text import Span

MEASURES = (
    "figures kept", "stories", "boilerplate in a story", "boilerplate kept", "traced", "spots",
    "cells", "tables", "lines", "unseen shown", "metadata",
)  # fmt: skip
"""In the order of the table; of those named for a fault, hits are faults."""

FAULTS = frozenset({"boilerplate in a story", "unseen shown"})


@dataclass(frozen=True)
class Scores:
    """How much of a page is right, and a sentence for each thing that is not."""

    shares: Mapping[str, Share]
    faults: tuple[str, ...] = ()


Found = Mapping[str, tuple[tuple[Span, ...], ...]]
"""Where each snippet's figures stand; a snippet that is not found has no place."""


def score_page(page: Page, wanted: PageWanted, data: bytes) -> Scores:
    """All scores of one page; `data` is the original that it was read from."""
    articles = split_page(page)
    asked = (*wanted.snippets, *wanted.outside)
    found = {snippet: find_figures_of(page.text, snippet) for snippet in asked}
    parts = {
        "figures kept": score_kept(found, wanted.snippets),
        "stories": score_stories(found, wanted, articles),
        "boilerplate in a story": score_outside(found, wanted.outside, articles),
        "boilerplate kept": score_kept(found, wanted.outside),
        "traced": score_traced(page, found, data),
        "spots": score_spots(page, wanted.spots, data),
        "cells": score_cells(page, wanted),
        "tables": score_tables(page, wanted),
        "lines": score_lines(page.text, wanted.lines),
        "unseen shown": score_absent(page.text, wanted.absent),
        "metadata": score_metadata(page, wanted),
    }
    faults = (f"{name}: {fault}" for name, part in parts.items() for fault in part[1])
    return Scores({name: part[0] for name, part in parts.items()}, tuple(faults))


Part = tuple[Share, tuple[str, ...]]
"""A share, and what was wrong."""


def score_kept(found: Found, snippets: Sequence[str]) -> Part:
    """Figures whose snippet is printed exactly once: a second place would be another figure."""
    lost = {s: f"{s!r} is there {len(found[s])} times" for s in snippets if len(found[s]) != 1}
    of = sum(len(figures_of(snippet)) for snippet in snippets)
    hits = of - sum(len(figures_of(snippet)) for snippet in lost)
    return Share(hits=hits, of=of), tuple(lost.values())


def score_stories(found: Found, wanted: PageWanted, articles: Sequence[Article]) -> Part:
    """Stories with their headline, all of their figures and no other's; one too many is wrong."""
    wrong = []
    for number, story in enumerate(wanted.stories):
        article = next((a for a in articles if a.headline == story.headline), None)
        if article is None:
            headlines = [a.headline for a in articles]
            wrong.append(f"{story.headline!r} is no headline among {headlines}")
            continue
        others = [s for n, o in enumerate(wanted.stories) if n != number for s in o.figures]
        missing = [s for s in story.figures if not all_in(article, found[s])]
        foreign = [s for s in (*others, *wanted.outside) if any_in(article, found[s])]
        if missing or foreign:
            wrong.append(f"{story.headline!r} lacks {missing} and has {foreign}")
    of = max(len(wanted.stories), len(articles))
    if len(articles) > len(wanted.stories):
        wrong.append(f"{len(articles)} stories instead of {len(wanted.stories)}")
    hits = of - sum(1 for fault in wrong if "stories instead" not in fault)
    hits -= max(len(articles) - len(wanted.stories), 0)
    return Share(hits=max(hits, 0), of=of), tuple(wrong)


def score_outside(found: Found, outside: Sequence[str], articles: Sequence[Article]) -> Part:
    """Boilerplate figures that a story holds."""
    held = [s for s in outside if any(any_in(article, found[s]) for article in articles)]
    hits = sum(len(figures_of(snippet)) for snippet in held)
    of = sum(len(figures_of(snippet)) for snippet in outside)
    return Share(hits=hits, of=of), tuple(f"{s!r} is in a story" for s in held)


def score_traced(page: Page, found: Found, data: bytes) -> Part:
    """Figures whose every character stands in the original where the page says."""
    spans = [(s, span) for s, places in found.items() for place in places for span in place]
    wrong = [
        f"{span.cut(page.text)!r} of {snippet!r}"
        for snippet, span in spans
        if not leads_back(page, span, data)
    ]
    return Share(hits=len(spans) - len(wrong), of=len(spans)), tuple(wrong)


def leads_back(page: Page, span: Span, data: bytes) -> bool:
    """Are all characters of a span but its spaces found again in the original, where it says?"""
    origins = trace(page, span)
    shown = "".join(origin.span.cut(page.text) for origin in origins)
    whole = "".join(shown.split()) == "".join(span.cut(page.text).split())
    return whole and all(
        stands_at(data, page.media, origin, origin.span.cut(page.text)) for origin in origins
    )


def score_spots(page: Page, spots: Sequence[Spot], data: bytes) -> Part:
    """Spots of the original that were given by hand and are the ones a figure leads to."""
    wrong = [repr(spot.snippet) for spot in spots if not _is_at(page, spot, data)]
    return Share(hits=len(spots) - len(wrong), of=len(spots)), tuple(wrong)


def _is_at(page: Page, spot: Spot, data: bytes) -> bool:
    places = find_figures_of(page.text, spot.snippet)
    if len(places) != 1:
        return False
    origins = [origin for span in places[0] for origin in trace(page, span)]
    if page.media is Media.HTML:
        return all(element_around(data, spot.where, origin.where) for origin in origins)
    if spot.box is None:
        return {origin.where for origin in origins} == {spot.where}
    boxes = [origin.box for origin in origins if origin.box is not None]
    return {origin.where for origin in origins} == {spot.where} and is_same_box(boxes, spot.box)


def score_cells(page: Page, wanted: PageWanted) -> Part:
    """Cells of tables with the very cells that head them."""

    def texts(spans: Iterable[Span]) -> tuple[str, ...]:
        return tuple(span.cut(page.text) for span in spans)

    there = {
        (cell.span.cut(page.text), texts(cell.row_heads), texts(cell.column_heads))
        for table in page.tables
        for cell in table.cells
    }
    wrong = [c for c in wanted.cells if (c.text, c.rows, c.columns) not in there]
    faults = tuple(
        f"{c.text!r} is headed by {[t[1:] for t in there if t[0] == c.text]}, not "
        f"{(c.rows, c.columns)}"
        for c in wrong
    )
    return Share(hits=len(wanted.cells) - len(wrong), of=len(wanted.cells)), faults


def score_tables(page: Page, wanted: PageWanted) -> Part:
    """Tables that are there, of those that should be or are: one too many costs as one too few."""
    found, asked = len(page.tables), wanted.tables
    share = Share(hits=min(found, asked), of=max(found, asked))
    return share, () if found == asked else (f"{found} tables instead of {asked}",)


def score_lines(text: str, lines: Sequence[str]) -> Part:
    """Lines that the text holds exactly as they were given."""
    there = set(text.split("\n"))
    wrong = tuple(repr(line) for line in lines if line not in there)
    return Share(hits=len(lines) - len(wrong), of=len(lines)), wrong


def score_absent(text: str, absent: Sequence[str]) -> Part:
    """What nobody sees in the original and the text shows all the same."""
    shown = tuple(repr(words) for words in absent if words in text)
    return Share(hits=len(shown), of=len(absent)), shown


def score_metadata(page: Page, wanted: PageWanted) -> Part:
    """Fields that say exactly what the page states, and nothing where it states nothing."""
    wrong = []
    for field in FIELDS:
        stated: Stated | None = getattr(page.metadata, field)
        value = stated.value if stated else ""
        if value != wanted.metadata.get(field, ""):
            wrong.append(f"{field} is {value!r}, not {wanted.metadata.get(field, '')!r}")
    for field in LISTS:
        values = tuple(one.value for one in getattr(page.metadata, field))
        if values != wanted.metadata.get(field, ()):
            wrong.append(f"{field} are {values!r}, not {wanted.metadata.get(field, ())!r}")
    of = len(FIELDS) + len(LISTS)
    return Share(hits=of - len(wrong), of=of), tuple(wrong)


def all_in(article: Article, places: tuple[tuple[Span, ...], ...]) -> bool:
    """Does a story hold the figures of a snippet, at every place where it is printed?"""
    return bool(places) and all(_holds(article, span) for place in places for span in place)


def any_in(article: Article, places: tuple[tuple[Span, ...], ...]) -> bool:
    """Does a story hold any of the figures?"""
    return any(_holds(article, span) for place in places for span in place)


def _holds(article: Article, span: Span) -> bool:
    return any(
        segment.span.start <= span.start and span.end <= segment.span.end
        for segment in article.segments
        if segment.kind in EDITORIAL
    )


def score_text(text: str, wanted: PageWanted) -> Mapping[str, Share]:
    """What can be asked of any reader's text: figures kept, boilerplate taken in, order."""
    kept, _ = score_kept_anywhere(text, wanted.snippets)
    taken, _ = score_kept_anywhere(text, wanted.outside)
    return {"figures kept": kept, "boilerplate taken in": taken, "order": score_order(text, wanted)}


def score_kept_anywhere(text: str, snippets: Sequence[str]) -> Part:
    """As `score_kept`, but a snippet may be printed twice: some readers repeat a table."""
    lost = [s for s in snippets if not find_figures_of(text, s)]
    of = sum(len(figures_of(snippet)) for snippet in snippets)
    return Share(hits=of - sum(len(figures_of(s)) for s in lost), of=of), tuple(map(repr, lost))


def score_order(text: str, wanted: PageWanted) -> Share:
    """Of neighbouring snippets of a story that are both there, those in reading order."""
    hits = of = 0
    for story in wanted.stories:
        places = [find_figures_of(text, snippet) for snippet in story.figures]
        starts = [place[0][0].start for place in places if place]
        pairs = list(pairwise(starts))
        hits += sum(1 for one, two in pairs if one < two)
        of += len(pairs)
    return Share(hits=hits, of=of)


def add_shares(several: Iterable[Mapping[str, Share]]) -> dict[str, Share]:
    """The sums of shares by name, in the order they come in."""
    hits: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for shares in several:
        for name, share in shares.items():
            hits[name] += share.hits
            of[name] += share.of
    return {name: Share(hits=hits[name], of=of[name]) for name in of}
