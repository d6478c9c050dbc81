"""How much of what can be proved wrong the checker catches, and how much that is right it leaves.

In: goldens. Out: counts by operator and kind of figure, survivors and false alarms by name. A
sentence that fails before anything was changed in it proves nothing and is counted apart.
"""

from collections.abc import Iterator, Sequence

from evals.benign import Benign, edit_slot
from evals.mutants import Mutant
from evals.mutate_roles import ROLES
from evals.mutate_values import VALUES
from evals.mutate_words import WORDS
from evals.read import story_text_of
from evals.slots import Slot, find_slots
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from schemas.base import Value
from schemas.golden import Golden, GoldenStory
from schemas.source import Source


class Tried(Value):
    """One mutant or benign edit, and whether the checker failed it."""

    golden: str
    operator: str
    kind: str
    text: str
    why: str
    failed: bool
    is_benign: bool


class Power(Value):
    """Everything that was tried."""

    tried: tuple[Tried, ...]
    unsound: tuple[str, ...]
    """True sentences that fail as they are; nothing was tried on them."""


def measure_power(goldens: Sequence[Golden]) -> Power:
    """Try every operator and every benign edit on every slot of the goldens."""
    tried: list[Tried] = []
    unsound: list[str] = []
    for golden in goldens:
        for story in golden.labels.stories:
            source = read_source(story_text_of(golden.text, golden.labels, story), story.id)
            for slot in find_slots(golden, story):
                if _fails(slot.text, source):
                    unsound.append(slot.text)
                    continue
                tried += _try(slot, golden, story, source)
    return Power(tried=tuple(tried), unsound=tuple(dict.fromkeys(unsound)))


def _try(slot: Slot, golden: Golden, story: GoldenStory, source: Source) -> Iterator[Tried]:
    for mutant in mutate(slot, golden, story):
        failed = _fails(mutant.text, source)
        yield _tried(golden.id, mutant, failed=failed)
    for benign in edit_slot(slot):
        yield _edited(golden.id, benign, failed=_fails(benign.text, source))


def mutate(slot: Slot, golden: Golden, story: GoldenStory) -> Iterator[Mutant]:
    """Every mutant of a slot, each text once."""
    seen: set[str] = {slot.text}
    for operator in (*VALUES, *ROLES, *WORDS):
        for mutant in operator(slot, golden, story):
            if mutant.text not in seen:
                seen.add(mutant.text)
                yield mutant


def _fails(text: str, source: Source) -> bool:
    return not check_against(read_figures(text), (source,)).ok


def _tried(golden: str, mutant: Mutant, *, failed: bool) -> Tried:
    return Tried(
        golden=golden,
        operator=mutant.operator,
        kind=mutant.kind.value,
        text=mutant.text,
        why=mutant.why,
        failed=failed,
        is_benign=False,
    )


def _edited(golden: str, benign: Benign, *, failed: bool) -> Tried:
    return Tried(
        golden=golden,
        operator=benign.edit,
        kind=benign.kind.value,
        text=benign.text,
        why="It says the same.",
        failed=failed,
        is_benign=True,
    )
