"""Running an eval: every story of every golden is a case, and whatever happens it is on record."""

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.read import read_goldens
from evals.runs import Plan, Seat, add_costs, list_cases, run_all
from pipeline.embedded.engine import EmbeddedEngine
from schemas.article import Article, Page
from schemas.call import Attempt, Call, ModelError
from schemas.call import Ending as CallEnding
from schemas.errors import GoldenError
from schemas.eval import CaseRecord, Ending
from schemas.golden import Golden
from schemas.prompt import PromptRef
from schemas.record import Record
from schemas.source import Source
from tests.golden_folder import ARTICLE, sound_labels, write_folder

PROMPT = PromptRef(name="draft_brief", version=1, sha="a" * 64)


@pytest.fixture
def goldens(tmp_path: Path) -> tuple[Golden, ...]:
    """One golden of one story."""
    return read_goldens(write_folder(tmp_path, sound_labels()))


class Failing(EmbeddedEngine):
    """Reads nothing, and fails as it is told."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def extract(self, page: Page, article: Article, source: Source) -> Record:
        """Nothing; see `Engine`."""
        raise self._error


def run(
    goldens: tuple[Golden, ...], engine: EmbeddedEngine, plan: Plan | None = None, **more: Any
) -> list[CaseRecord]:
    """All cases, as they were told of."""
    cases: list[CaseRecord] = []
    plan = plan or Plan(length=120)
    asyncio.run(run_all(goldens, lambda repeat: Seat(engine), plan, cases.append, **more))
    return cases


def test_a_story_that_is_briefed_is_scored(goldens: tuple[Golden, ...]) -> None:
    """The rules brief it, the labels judge it, and it cost nothing."""
    (case,) = run(goldens, EmbeddedEngine())

    assert case.ending is Ending.SCORED
    assert case.released is not None
    assert "The rate was 64%" in case.released.text
    assert case.owed.must == 1
    assert case.cost == 0
    assert case.seconds > 0
    assert case.answered == ()


@pytest.mark.parametrize(
    ("error", "ending", "said"),
    [
        (ZeroDivisionError("by zero"), Ending.ERRORED, "ZeroDivisionError: by zero"),
        (GoldenError("no such figure"), Ending.ERRORED, "GoldenError: no such figure"),
        (ModelError("no answer", CallEnding.TIMEOUT), Ending.ERRORED, "ModelError: no answer"),
        (ModelError("too dear", CallEnding.BUDGET), Ending.SKIPPED, "ModelError: too dear"),
    ],
)
def test_a_crash_is_a_case_that_owes_what_its_labels_ask(
    goldens: tuple[Golden, ...], error: Exception, ending: Ending, said: str
) -> None:
    """Leaving it out would make a crash look like a rise; what was not reached is not asked."""
    (case,) = run(goldens, Failing(error))

    assert (case.ending, case.error) == (ending, said)
    assert (case.owed.must, case.owed.figures) == (1, 5)
    assert case.released is None


def headed(at: str, upto: str) -> dict[str, Any]:
    """Labels whose story has another headline than the splitter reads, from and up to words."""
    labels = sound_labels()
    start = ARTICLE.index(at)
    story = labels["stories"][0]
    story["headline"] = {"start": start, "end": start + len(at), "text": at}
    story["span"] = {"start": start, "end": ARTICLE.index(upto)}
    return labels


def test_a_story_that_the_splitter_does_not_find_is_a_loss(tmp_path: Path) -> None:
    """The label's story is one line of what was read as one story."""
    folder = write_folder(tmp_path, headed("They trust", "Join 900"))

    (case,) = run(read_goldens(folder), EmbeddedEngine())

    assert case.ending is Ending.ERRORED
    assert case.error == "no story has the headline 'They trust'"


def test_a_story_that_was_found_under_another_headline_is_briefed(tmp_path: Path) -> None:
    """A headline that was not seen as one is no crash: the text of the story was read."""
    folder = write_folder(tmp_path, headed("The rate", "Join 900"))

    (case,) = run(read_goldens(folder), EmbeddedEngine())

    assert case.ending is Ending.SCORED


def test_repeats_are_cases_of_their_own_and_done_ones_are_not_asked(
    goldens: tuple[Golden, ...],
) -> None:
    """Three repeats of which one is on file leave two."""
    plan = Plan(length=120, repeats=3)

    cases = run(goldens, EmbeddedEngine(), plan, done={("small", "s1", 1)})

    assert list_cases(goldens, 3) == tuple(("small", "s1", n) for n in range(3))
    assert sorted(case.repeat for case in cases) == [0, 2]


def test_whoever_stops_a_run_has_what_had_ended(goldens: tuple[Golden, ...]) -> None:
    """An interruption in the third of four repeats leaves two on file."""
    told: list[CaseRecord] = []
    begun = 0

    class Stopped(EmbeddedEngine):
        async def extract(self, page: Page, article: Article, source: Source) -> Record:
            nonlocal begun
            begun += 1
            if begun == 3:
                raise KeyboardInterrupt
            return await super().extract(page, article, source)

    plan = Plan(length=120, repeats=4, at_once=1)
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(run_all(goldens, lambda repeat: Seat(Stopped()), plan, told.append))

    assert [case.repeat for case in told] == [0, 1]


def test_no_more_run_at_once_than_the_plan_allows(goldens: tuple[Golden, ...]) -> None:
    """Two at a time of six."""
    now, most = 0, 0

    class Counting(EmbeddedEngine):
        async def extract(self, page: Page, article: Article, source: Source) -> Record:
            nonlocal now, most
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.002)
            now -= 1
            return await super().extract(page, article, source)

    run(goldens, Counting(), Plan(length=120, repeats=6, at_once=2))

    assert most == 2


def test_costs_are_added_and_one_unknown_price_makes_the_sum_unknown() -> None:
    """A sum without one of its parts would be a lie."""
    known = Call(
        prompt=PROMPT,
        asked="m",
        attempts=(Attempt(ending=CallEnding.ANSWERED, cost=Decimal("0.5")),),
    )
    unknown = Call(
        prompt=PROMPT, asked="m", attempts=(Attempt(ending=CallEnding.ANSWERED, cost=None),)
    )

    assert add_costs([known, known]) == Decimal("1.0")
    assert add_costs([]) == 0
    assert add_costs([known, unknown]) is None
