"""How much of what can be proved wrong the checker catches, and how much that is right it leaves.

In: goldens. Out: every mutant and benign edit that was tried, with the checker's answer. A sentence
that fails before anything was changed in it proves nothing and is counted apart. Stories are tried
side by side in processes of their own; the order of the answers is that of the goldens.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from typing import NamedTuple

from evals.benign import Benign, edit_slot
from evals.mutants import Mutant, Operator
from evals.mutate_claims import CLAIMS
from evals.mutate_counts import COUNTS
from evals.mutate_dates import DATES
from evals.mutate_roles import ROLES
from evals.mutate_status import STATUS
from evals.mutate_units import UNITS
from evals.mutate_values import VALUES
from evals.mutate_words import WORDS
from evals.read import story_text_of
from evals.slots import Slot, find_slots
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from schemas.base import Value
from schemas.golden import Golden, GoldenStory
from schemas.power import Power, Tried
from schemas.source import Source
from schemas.verdict import Severity

OPERATORS: tuple[Operator, ...] = (
    *VALUES, *UNITS, *COUNTS, *DATES, *ROLES, *STATUS, *WORDS, *CLAIMS,
)  # fmt: skip


def measure_power(goldens: Sequence[Golden], workers: int = 1) -> Power:
    """Try every operator and every benign edit on every slot of the goldens."""
    stories = [
        _Task(golden=golden, story=story) for golden in goldens for story in golden.labels.stories
    ]
    if workers <= 1:
        parts = [_try_story(task) for task in stories]
    else:
        fresh = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=workers, mp_context=fresh) as pool:
            parts = list(pool.map(_try_story, stories))
    return Power(
        tried=tuple(tried for part in parts for tried in part.tried),
        sentences=sum(part.sentences for part in parts),
        unsound=tuple(text for part in parts for text in part.unsound),
    )


def mutate(
    slot: Slot, golden: Golden, story: GoldenStory, seen: set[str] | None = None
) -> Iterator[Mutant]:
    """Every mutant of a slot, no text twice; `seen` are texts that were had before."""
    seen = set() if seen is None else seen
    for operator in OPERATORS:
        for mutant in operator(slot, golden, story):
            if mutant.text not in seen and mutant.text != slot.text:
                seen.add(mutant.text)
                yield mutant


class _Task(Value):
    golden: Golden
    story: GoldenStory


class _Answer(NamedTuple):
    """What the checker says of a text."""

    failed: bool
    warnings: int


def _try_story(task: _Task) -> Power:
    """Everything that one story gives."""
    golden, story = task.golden, task.story
    source = read_source(story_text_of(golden.text, golden.labels, story), story.id)
    slots = find_slots(golden, story)
    before = {text: _ask(text, source) for text in dict.fromkeys(slot.text for slot in slots)}
    sound = [text for text, answer in before.items() if not answer.failed]
    seen: set[str] = set(before)
    tried: list[Tried] = []
    for slot in slots:
        if before[slot.text].failed:
            continue
        other = next((text for text in sound if text != slot.text), "")
        edits: Iterator[Mutant | Benign] = chain(
            mutate(slot, golden, story, seen), _edits(slot, other, seen)
        )
        for edited in edits:
            answer = _ask(edited.text, source)
            known = before[slot.text].warnings
            if other and other in edited.text:
                known += before[other].warnings
            tried.append(_tried(golden.id, edited, answer, warns=answer.warnings > known))
    unsound = tuple(text for text, answer in before.items() if answer.failed)
    return Power(tried=tuple(tried), sentences=len(before), unsound=unsound)


def _edits(slot: Slot, other: str, seen: set[str]) -> Iterator[Benign]:
    for benign in edit_slot(slot, other):
        if benign.text not in seen:
            seen.add(benign.text)
            yield benign


def _ask(text: str, source: Source) -> _Answer:
    report = check_against(read_figures(text), (source,))
    severities = [*(c.severity for c in report.checks), *(c.severity for c in report.claims)]
    warnings = severities.count(Severity.WARN)
    return _Answer(failed=not report.ok, warnings=warnings)


def _tried(golden: str, edited: Mutant | Benign, answer: _Answer, *, warns: bool) -> Tried:
    if isinstance(edited, Benign):
        name, place, why = edited.edit, (0, len(edited.text)), "It says the same."
    else:
        name, place, why = edited.operator, (edited.start, edited.end), edited.why
    return Tried(
        golden=golden,
        operator=name,
        kind=edited.kind,
        text=edited.text,
        start=place[0],
        end=place[1],
        why=why,
        failed=answer.failed,
        warned=warns and not answer.failed,
        is_benign=isinstance(edited, Benign),
    )
