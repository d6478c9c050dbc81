"""A brief's sentences in other words, where too many in a row stand so in the article.

In: the sentences of a draft and their source. Out: the same sentences, with words that say the same
put where they part a copied run best. Figures, conditions and hedges stay as they are; a run that
nothing parts is left, and `find_stuck` names the sentences that hold one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.copying import WARN_ABOVE, Shelf, find_copied, shelve
from pipeline.embedded.clauses import finish
from pipeline.embedded.reword_figures import Change, find_changes
from pipeline.embedded.reword_words import WAYS
from pipeline.render import REFERENCE, find_references, render_text
from schemas.draft import DraftSentence, Move
from schemas.source import Fact, Source
from schemas.text import Span

MOST_EDITS = 80
"""So often is a draft gone over; each time one run gets shorter."""
SAYS, ADDS, MOST_SAID = "the article says", "it adds", 2
"""Whose word it is, when it is said first in a sentence and when again; so often at most."""
LEAST = 4
"""Words by which a run must get shorter where it is still too long afterwards."""


class _Line(NamedTuple):
    """A sentence as a template and in print, with where each reference ends in both."""

    text: str
    printed: str
    ends: tuple[tuple[int, int], ...]

    def place(self, at: int) -> int:
        """Where a place of the template, outside its references, stands in print."""
        known = [(start, end) for start, end in self.ends if start <= at]
        start, end = known[-1] if known else (0, 0)
        return end + at - start


class _Edit(NamedTuple):
    """One change to one sentence; the lowest is the best."""

    stays: bool
    """Is what is left of the run still too long?"""
    rank: int
    longest: int
    """Words of the longest part that is left of the run."""
    at: int
    text: str


def reword(
    sentences: tuple[DraftSentence, ...], source: Source, held: frozenset[int] = frozenset()
) -> tuple[DraftSentence, ...]:
    """The sentences without a run of more than fifteen words of the article, as far as may be.

    Quotations stay as they are, and so do the sentences whose numbers are in `held`.
    """
    shelf, facts = _find_shelf(source), {fact.id: fact for fact in source.facts}
    lines = [_print(item.text, source, facts) for item in sentences]
    said = enumerate(sentences)
    free = [at for at, item in said if item.move is not Move.QUOTE and at not in held]
    stuck: set[tuple[int, int]] = set()
    seen = {line.text for line in lines}
    for _ in range(MOST_EDITS):
        run = next((one for one in _find_runs(lines, shelf) if _key(one) not in stuck), None)
        if run is None:
            break
        found = (edit for at in free for edit in _find_edits(at, lines, run, source))
        edits = [edit for edit in found if edit.text not in seen]
        if not edits:
            stuck.add(_key(run))
            continue
        best = min(edits)
        lines[best.at] = _print(best.text, source, facts)
        seen.add(best.text)
        stuck.clear()
    return tuple(
        item if item.text == line.text else item.model_copy(update={"text": line.text})
        for item, line in zip(sentences, lines, strict=True)
    )


def find_stuck(sentences: tuple[DraftSentence, ...], source: Source) -> tuple[int, ...]:
    """Numbers of the sentences in which most of a run stands that is still too long."""
    facts = {fact.id: fact for fact in source.facts}
    lines = [_print(item.text, source, facts) for item in sentences]
    starts = _find_starts(lines)
    found = set()
    for run in _find_runs(lines, _find_shelf(source)):
        middle = run[len(run) // 2].start
        found.add(max(at for at, start in enumerate(starts) if start <= middle))
    return tuple(sorted(found))


def _find_shelf(source: Source) -> Shelf:
    """The source's words, laid out once."""
    kept = source.kept.get(Shelf)
    if isinstance(kept, Shelf):
        return kept
    shelf = shelve(source.text)
    source.kept[Shelf] = shelf
    return shelf


def _print(text: str, source: Source, facts: dict[str, Fact]) -> _Line:
    """The template in print; a reference prints as many characters wherever it stands."""
    ends, shift = [], 0
    for match in REFERENCE.finditer(text):
        shift += len(render_text(match[0], source, facts)) - len(match[0])
        ends.append((match.end(), match.end() + shift))
    return _Line(text, render_text(text, source, facts), tuple(ends))


def _find_starts(lines: Sequence[_Line]) -> list[int]:
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        place += len(line.printed) + 1
    return starts


def _find_runs(lines: Sequence[_Line], shelf: Shelf) -> tuple[tuple[Span, ...], ...]:
    return find_copied(" ".join(line.printed for line in lines), shelf)


def _key(run: tuple[Span, ...]) -> tuple[int, int]:
    return run[0].start, run[-1].end


def _find_edits(
    at: int, lines: Sequence[_Line], run: tuple[Span, ...], source: Source
) -> Iterator[_Edit]:
    """Every change to one sentence that parts the run."""
    line, start = lines[at], _find_starts(lines)[at]
    if run[-1].end <= start or run[0].start >= start + len(line.printed):
        return
    outside = sum(word.start < start for word in run)
    references = sorted(find_references(line.text))
    for change in (*_find_words(line.text), *find_changes(line.text, source)):
        before, after = (start + line.place(place) for place in (change.start, change.end))
        left = sum(word.end <= before for word in run)
        right = sum(word.start >= after for word in run)
        if change.end - change.start == len(line.text):
            left, right = outside, len(run) - outside
        longest = max(left, right)
        if longest > max(WARN_ABOVE, len(run) - LEAST) or longest >= len(run):
            continue
        said = finish(line.text[: change.start] + change.put + line.text[change.end :])
        said = _say_again(said)
        if said.count(SAYS) + said.count(ADDS) > MOST_SAID or _is_said_twice(said):
            continue
        if said != line.text and sorted(find_references(said)) == references:
            yield _Edit(longest > WARN_ABOVE, change.rank, longest, at, said)


def _say_again(text: str) -> str:
    """`…, the article says, …, it adds, …`: in this order wherever the second was put in."""
    if text.count(SAYS) + text.count(ADDS) < MOST_SAID:
        return text
    first, *rest = re.split(f", (?:{SAYS}|{ADDS}), ", text)
    if not rest:
        return text
    return f"{first}, {SAYS}, " + f", {ADDS}, ".join(rest)


def _is_said_twice(text: str) -> bool:
    """Does a sentence that names the article itself get the attribution besides?"""
    return SAYS in text and "article" in text.replace(SAYS, "")


def _find_words(text: str) -> Iterator[Change]:
    """Every place of a text where another word would do."""
    for way in WAYS:
        for match in way.pattern.finditer(text):
            yield Change(match.start(), match.end(), match.expand(way.put), way.rank)
