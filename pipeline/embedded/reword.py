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
from pipeline.embedded.reword_moves import find_attributions, find_moves
from pipeline.embedded.reword_words import WAYS
from pipeline.render import REFERENCE, find_references, render_text
from schemas.draft import DraftSentence, Move
from schemas.source import Fact, Source
from schemas.text import Span

MOST_EDITS = 80
"""So often is a draft gone over; each time one run gets shorter."""
MOST_SAID = 4
"""So many sentences of a brief are said to be the article's word only to part a run."""
LEAST = 4
"""Words by which a run must get shorter where it is still too long afterwards."""
LITTLE, PLAINLY = 2, 3
"""So few will do for a change of this rank or below it, which costs the reader nothing."""


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
    behind = sum(word.start >= start + len(line.printed) for word in run)
    references = sorted(find_references(line.text))
    rest = [other.text for number, other in enumerate(lines) if number != at]
    near = [other.text for number, other in enumerate(lines) if abs(number - at) == 1]
    for change in _find_all(line.text, source):
        said = finish(line.text[: change.start] + change.put + line.text[change.end :])
        if said == line.text or sorted(find_references(said)) != references:
            continue
        if not _may_say(said, line.text, rest, near):
            continue
        if change.end - change.start == len(line.text):
            longest = max(outside, behind, _longest_in(said, source))
        else:
            before, after = (start + line.place(place) for place in (change.start, change.end))
            left = sum(word.end <= before for word in run)
            longest = max(left, sum(word.start >= after for word in run))
        less = LITTLE if change.rank <= PLAINLY else LEAST
        if longest <= max(WARN_ABOVE, len(run) - less) and longest < len(run):
            yield _Edit(longest > WARN_ABOVE, change.rank, longest, at, said)


def _find_all(text: str, source: Source) -> Iterator[Change]:
    """Every change a sentence could take: words, figures, its order, whose word it is."""
    yield from _find_words(text)
    yield from find_changes(text, source)
    yield from find_moves(text, source)
    yield from find_attributions(text, source)


def _longest_in(text: str, source: Source) -> int:
    """Words of the longest copied run inside one sentence."""
    printed = _print(text, source, {fact.id: fact for fact in source.facts}).printed
    runs = find_copied(printed, _find_shelf(source), above=1)
    return max((len(run) for run in runs), default=0)


_ARTICLE = re.compile(r"\b(?:the|The) article (?:also )?(?:says|adds)\b|According to the article")


def _may_say(said: str, before: str, rest: Sequence[str], near: Sequence[str]) -> bool:
    """Is whose word it is said once in a sentence at most, and in few sentences of a brief?

    The same opening never comes twice, nor two such sentences in a row.
    """
    if len(_ARTICLE.findall(said)) == len(_ARTICLE.findall(before)):
        return True
    if "article" in before or any(_ARTICLE.search(text) for text in near):
        return False
    if sum(bool(_ARTICLE.search(text)) for text in rest) >= MOST_SAID:
        return False
    opening = re.match(r"According to the article|The article (?:also )?(?:adds|says) that", said)
    return not opening or not any(text.startswith(opening[0]) for text in rest)


def _find_words(text: str) -> Iterator[Change]:
    """Every place of a text where another word would do."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for way in (way for way in WAYS if way.cue in text):
        for match in way.pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in quoted):
                continue
            yield Change(match.start(), match.end(), match.expand(way.put), way.rank)


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
"""Nothing is changed between quotation marks."""
