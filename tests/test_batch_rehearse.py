"""What a run would do, counted without doing any of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from pipeline.batch.documents import Document
from pipeline.batch.plan import Plan, describe_plan, make_task_key
from pipeline.batch.rehearse import CHUNK, Rehearsal, Rehearsed, price_rehearsal, rehearse
from pipeline.model.estimate import ANSWER
from pipeline.model_use import ModelUse
from pipeline.read.formats import parse
from pipeline.read.page import Given
from schemas.journal import TaskState
from schemas.model import Price
from tests.batch_inputs import TEXT
from tests.command import GERMAN

USE = ModelUse(model="m", reasks=1, price=Price(prompt=Decimal(1), completion=Decimal(2)))
RULES = Plan(120)
STATES = {"done": TaskState.DONE, "failed": TaskState.FAILED, "left": TaskState.LEFT}


def document(name: str, text: str = TEXT) -> Document:
    """An article whose hash is its name."""
    return Document(name, name, Given(text.encode(), f"{name}.txt"))


def count(*documents: Document, plan: Plan = RULES, only_failed: bool = False) -> Rehearsal:
    """What a run over these would do, where a journal knows those of `STATES` by their names."""
    described = describe_plan(plan)
    known = {make_task_key(name, described): state for name, state in STATES.items()}

    def find(keys: Sequence[str]) -> Mapping[str, TaskState]:
        return {key: known[key] for key in keys if key in known}

    run = Rehearsed(plan, described, parse, find, only_failed)
    return rehearse(iter(documents), run, lambda found: None)


def test_what_is_done_is_not_due_and_what_was_left_is() -> None:
    """What failed waits until it is asked for."""
    found = count(*map(document, ("new", "done", "failed", "left")))

    assert (found.articles, found.done, found.failed) == (4, 1, 1)
    assert (found.due, found.stories) == (2, 2)


def test_only_what_failed_is_due_where_that_is_asked_for() -> None:
    """And what was left; nothing that is new."""
    found = count(*map(document, ("new", "done", "failed", "left")), only_failed=True)

    assert (found.articles, found.due) == (4, 2)


def test_the_same_article_is_due_once() -> None:
    """However often it is given, and however far apart."""
    found = count(*[document("new")] * (CHUNK + 2))

    assert (found.articles, found.due) == (CHUNK + 2, 1)


def test_what_cannot_be_read_is_counted_and_takes_nothing() -> None:
    """A fault of the input, or of its bytes."""
    plan = Plan(120, USE)
    found = count(Document("x", fault="x: is none"), document("pic", "\x00\x01"), plan=plan)

    assert (found.articles, found.unreadable, found.due, found.stories) == (2, 1, 1, 0)
    assert found.asked.questions == 0


def test_another_language_asks_no_model() -> None:
    """It gets no brief."""
    found = count(document("de", GERMAN), plan=Plan(120, USE))

    assert (found.due, found.stories, found.asked.questions) == (1, 0, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_each_story_is_asked_for_its_record_and_its_draft(number: int) -> None:
    """Two questions, and as many answers in the middle."""
    plan = Plan(120, USE)
    found = count(*[document(f"new{at}") for at in range(number)], plan=plan)
    price = price_rehearsal(found, plan)

    assert found.asked.questions == 2 * number
    assert found.asked.answered == 2 * number * ANSWER
    assert price is not None
    assert price.cost == (found.asked.sent + 2 * found.asked.answered) / Decimal(1_000_000)


def test_at_most_each_answer_is_corrected_and_each_draft_revised() -> None:
    """One correction of each of four questions: eight instead of two, so four times as much."""
    plan = Plan(120, USE)
    price = price_rehearsal(count(document("new"), plan=plan), plan)

    assert price is not None
    assert price.cost is not None
    assert price.most == 4 * price.cost


def test_without_a_model_there_is_nothing_to_price() -> None:
    """Not even nothing."""
    assert price_rehearsal(count(document("new")), Plan(120)) is None
