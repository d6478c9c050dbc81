"""How much of what can be proved wrong the checker catches, and how much that is right it leaves.

In: goldens. Out: every mutant and benign edit that was tried, with the checker's answer. A sentence
that fails before anything was changed in it proves nothing and is counted apart. Stories are tried
side by side in processes of their own; the order of the answers is that of the goldens.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

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

OPERATORS: tuple[Operator, ...] = (
    *VALUES, *UNITS, *COUNTS, *DATES, *ROLES, *WORDS, *STATUS, *CLAIMS,
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
        unsound=tuple(dict.fromkeys(text for part in parts for text in part.unsound)),
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


def _try_story(task: _Task) -> Power:
    """Everything that one story gives."""
    golden, story = task.golden, task.story
    source = read_source(story_text_of(golden.text, golden.labels, story), story.id)
    tried: list[Tried] = []
    unsound: list[str] = []
    seen: set[str] = set()
    slots = find_slots(golden, story)
    fails = {text: _fails(text, source) for text in dict.fromkeys(slot.text for slot in slots)}
    sound = [text for text, failed in fails.items() if not failed]
    for slot in slots:
        if fails[slot.text]:
            unsound.append(slot.text)
            continue
        other = next((text for text in sound if text != slot.text), "")
        for mutant in mutate(slot, golden, story, seen):
            tried.append(_mutated(golden.id, mutant, failed=_fails(mutant.text, source)))
        for benign in edit_slot(slot, other):
            if benign.text not in seen:
                seen.add(benign.text)
                tried.append(_edited(golden.id, benign, failed=_fails(benign.text, source)))
    return Power(tried=tuple(tried), unsound=tuple(unsound))


def _fails(text: str, source: Source) -> bool:
    return not check_against(read_figures(text), (source,)).ok


def _mutated(golden: str, mutant: Mutant, *, failed: bool) -> Tried:
    return Tried(
        golden=golden,
        operator=mutant.operator,
        kind=mutant.kind,
        text=mutant.text,
        start=mutant.start,
        end=mutant.end,
        why=mutant.why,
        failed=failed,
        is_benign=False,
    )


def _edited(golden: str, benign: Benign, *, failed: bool) -> Tried:
    return Tried(
        golden=golden,
        operator=benign.edit,
        kind=benign.kind,
        text=benign.text,
        start=0,
        end=len(benign.text),
        why="It says the same.",
        failed=failed,
        is_benign=True,
    )
