"""A brief's sentences from all that could be said: chosen, put in order, said once, reworded.

In: candidates, a record, its source and a length. Out: the chosen candidates, and the sentences of
the draft in as many words at most. Drafting and revising both end here.
"""

import re
from typing import NamedTuple

from pipeline.embedded.candidate import Candidate
from pipeline.embedded.choose import arrange, choose
from pipeline.embedded.clauses import finish
from pipeline.embedded.draft_clauses import STEP_ONLY, STEP_TOO
from pipeline.embedded.draft_close import put_in_quotes
from pipeline.embedded.reword import find_stuck, reword
from pipeline.render import find_references, render_text
from schemas.draft import DraftSentence, Move
from schemas.record import Record
from schemas.source import Source
from schemas.text import Span

Trace = tuple[Move, str, tuple[Span, ...], tuple[tuple[str, str], ...]]
"""What stays of a sentence in whatever words: its move, what it rests on, its figures. One that
rests on nothing and prints no figure is known by its words."""


def trace(sentence: DraftSentence) -> Trace:
    """By what a sentence is known again once it has been reworded."""
    places = tuple(item.span for item in sentence.evidence)
    figures = tuple(sorted(find_references(sentence.text)))
    return sentence.move, "" if places or figures else sentence.text, places, figures


class Assembled(NamedTuple):
    """The candidates that were chosen, in order, and how they are said."""

    chosen: tuple[Candidate, ...]
    sentences: tuple[DraftSentence, ...]


def assemble(
    candidates: tuple[Candidate, ...],
    record: Record,
    source: Source,
    length: int,
    literal: frozenset[Trace] = frozenset(),
) -> Assembled:
    """The weightiest sentences that fit in `length` words once they have been reworded.

    Other words can be more words: then fewer sentences are chosen. A sentence that stays copied
    in whatever words is quoted; where it may not be quoted it gives way to another, unless it is
    owed. What is in `literal` is not reworded.
    """
    facts = {fact.id: fact for fact in source.facts}
    room = length
    while True:
        chosen = arrange(choose(candidates, room), record.kind)
        plain = drop_place(say_once(tuple(item.sentence for item in chosen)))
        held = frozenset(at for at, item in enumerate(plain) if trace(item) in literal)
        said = reword(plain, source, held)
        copied = [
            (chosen[at], put_in_quotes(chosen[at], source))
            for at in find_stuck(said, source)
            if not (at in held and chosen[at].owed)
        ]
        copied = [(one, quoted) for one, quoted in copied if quoted or not one.owed]
        words = sum(len(render_text(item.text, source, facts).split()) for item in said)
        if not chosen or (words <= length and not copied):
            return Assembled(chosen, said)
        candidates = tuple(
            kept
            for item in candidates
            for kept in next((quoted for one, quoted in copied if one is item), (item,))
        )
        room -= max(0, words - length)


def say_once(sentences: tuple[DraftSentence, ...]) -> tuple[DraftSentence, ...]:
    """That a step is no sign of approval is said in full of the first one only."""
    said, kept = False, []
    for item in sentences:
        if said and item.text.endswith(STEP_ONLY):
            item = item.model_copy(update={"text": item.text.removesuffix(STEP_ONLY) + STEP_TOO})
        said = said or item.text.endswith(STEP_ONLY)
        kept.append(item)
    return tuple(kept)


_PLACE = re.compile(r"^In [A-Z][\w-]+, ")


def drop_place(sentences: tuple[DraftSentence, ...]) -> tuple[DraftSentence, ...]:
    """`In MARSH, …` is said once of sentences on MARSH that stand in a row."""
    kept: list[DraftSentence] = []
    place = ""
    for item in sentences:
        match = _PLACE.match(item.text)
        if match and match[0] == place:
            item = item.model_copy(update={"text": finish(item.text.removeprefix(place))})
        place = match[0] if match else ""
        kept.append(item)
    return tuple(kept)
