"""A run works on each article once, writes down what came of it, and stops as it is told to."""

import asyncio
import gc
import threading
import time
import weakref
from collections.abc import Iterable, Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.batch.documents import Document
from pipeline.batch.run import CHUNK, HOPELESS, Orders, Run, Tally, Workers
from pipeline.batch.work import Task
from schemas.call import Ending
from schemas.errors import EvenbriefError, ReadError, StoreError
from schemas.journal import Outcome, TaskState
from tests.batch_fakes import Hands, Memory, document, done, endless, unused

FAILED = Outcome("", TaskState.FAILED, reason="m: declined", ending=Ending.REFUSED)
LEFT = Outcome("", TaskState.LEFT, reason="m: is away", ending=Ending.UNREACHABLE)


def go(
    documents: Iterable[Document],
    book: Memory,
    hands: Workers,
    orders: Orders = Orders(1, "plan", 4),  # noqa: B008 - a frozen value
) -> Tally:
    """One run to its end."""
    run = Run(orders, book, hands, unused)
    return asyncio.run(asyncio.wait_for(run.go(iter(documents)), 20))


def named(*names: str) -> list[Document]:
    """Articles of these names."""
    return [document(name) for name in names]


def test_every_article_is_listed_worked_on_and_written_down() -> None:
    """More than are met together."""
    book, hands = Memory(), Hands()
    names = [f"a{number}" for number in range(3 * CHUNK + 5)]

    tally = go(named(*names), book, hands)

    assert [item.name for item in book.listed] == names
    assert [item.position for item in book.listed] == list(range(len(names)))
    assert sorted(hands.worked) == sorted(names)
    assert set(book.ended) == {item.key for item in book.listed}
    assert tally == Tally(len(names), begun=len(names), done=len(names), complete=True)


@given(at_once=st.integers(1, 9), number=st.integers(0, 70), turns=st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_no_more_are_under_way_than_may_be(at_once: int, number: int, turns: int) -> None:
    """And as many as may be, where there are so many."""
    hands = Hands(turns=turns)
    go(named(*(f"a{n}" for n in range(number))), Memory(), hands, Orders(1, "plan", at_once))

    assert hands.most <= at_once
    assert turns == 0 or hands.most == min(at_once, number)
    assert len(hands.worked) == number


def test_an_article_twice_in_the_inputs_is_worked_on_once() -> None:
    """Beside itself, right behind itself, and long after."""
    book, hands = Memory(), Hands()
    many = [f"a{number}" for number in range(2 * CHUNK)]
    tally = go(named("same", "same", *many[:9], "same", *many[9:], "same"), book, hands)

    assert hands.worked.count("same") == 1
    assert tally.before == 3
    assert [item.name for item in book.listed].count("same") == 4


def test_an_article_that_failed_is_not_tried_again_by_the_same_run() -> None:
    """A passing reason has the next run try it, not the next line of the inputs."""
    book, hands = Memory(), Hands({"same": LEFT})
    many = [f"a{number}" for number in range(CHUNK)]
    tally = go(named("same", *many, "same"), book, hands)

    assert hands.worked.count("same") == 1
    assert (tally.left, tally.before) == (1, 1)


def test_a_later_run_tries_what_was_left_and_nothing_else() -> None:
    """What failed for good is tried when asked for; what is done never."""
    book = Memory()
    articles = named("fine", "failed", "left")
    endings = {"failed": FAILED, "left": LEFT}
    go(articles, book, Hands(endings))

    second = Hands(endings)
    go([*articles, *named("new")], book, second, Orders(2, "plan", 4))
    asked = Hands()
    tally = go([*articles, *named("newer")], book, asked, Orders(3, "plan", 4, only_failed=True))

    assert sorted(second.worked) == ["left", "new"]
    assert sorted(asked.worked) == ["failed", "left"]
    assert (tally.done, tally.before) == (2, 2)


def test_another_plan_does_everything_over() -> None:
    """The key holds all that a brief depends on."""
    book = Memory()
    go(named("a", "b"), book, Hands())
    hands = Hands()
    go(named("a", "b"), book, hands, Orders(2, "another plan", 4))

    assert sorted(hands.worked) == ["a", "b"]
    assert len(book.ended) == 4


def test_an_article_that_cannot_be_read_is_listed_and_the_others_go_on() -> None:
    """It has no key, so that it is tried again by every run."""
    book, hands = Memory(), Hands()
    tally = go([Document("bad.pdf", fault="bad.pdf: is damaged"), *named("a")], book, hands)

    assert [item.fault for item in book.listed] == ["bad.pdf: is damaged", ""]
    assert (tally.unreadable, tally.done, tally.listed) == (1, 1, 2)


@pytest.mark.parametrize("ending", sorted(HOPELESS))
def test_after_an_ending_that_all_would_meet_nothing_new_is_begun(ending: Ending) -> None:
    """A spent budget or a refused key: the rest is listed, and left for the next run."""
    book = Memory()
    hands = Hands({"a0": LEFT._replace(ending=ending, reason=f"m: {ending}")})
    tally = go(named(*(f"a{n}" for n in range(50))), book, hands, Orders(1, "plan", 4))

    assert tally.halted == f"m: {ending}"
    assert len(hands.worked) <= 8
    assert (tally.listed, tally.complete) == (50, True)
    assert tally.done + tally.left + tally.waiting == 50


def test_an_ending_of_one_article_alone_stops_nothing() -> None:
    """A model that declines one article may take the next."""
    tally = go(named("a", "b", "c"), Memory(), Hands({"a": FAILED, "b": LEFT}))

    assert (tally.done, tally.failed, tally.left, tally.halted) == (1, 1, 1, "")


class Away(Hands):
    """A server that is away for all articles but every so many-th."""

    every: int = 10**9

    async def work(self, task: Task) -> Outcome:
        """See `Workers`."""
        outcome = await super().work(task)
        answered = int(task.document.name[1:]) % self.every == self.every - 1
        return outcome if answered else LEFT._replace(key=task.key)


@pytest.mark.parametrize(("at_once", "begun"), [(4, 20), (64, 128)])
def test_a_server_that_is_away_for_long_does_not_keep_all_articles_waiting(
    at_once: int, begun: int
) -> None:
    """Each waits for minutes until it is left, and the others would, too."""
    hands = Away()
    tally = go(named(*(f"a{n}" for n in range(400))), Memory(), hands, Orders(1, "p", at_once))

    assert tally.halted == f"{begun} articles in a row were left, as in: m: is away"
    assert begun <= len(hands.worked) <= begun + at_once
    assert tally.listed == 400


def test_a_server_that_answers_now_and_then_is_asked_on() -> None:
    """Fourteen of fifteen are left, and each is tried all the same."""
    hands = Away()
    hands.every = 15
    tally = go(named(*(f"a{n}" for n in range(300))), Memory(), hands)

    assert tally.halted == ""
    assert (tally.done, tally.left) == (20, 280)


def test_an_interruption_lets_what_is_under_way_end_and_begins_nothing() -> None:
    """Inputs without an end are no reason to go on."""
    book, hands = Memory(), Hands(turns=50)

    async def run() -> Tally:
        one = Run(Orders(1, "plan", 4), book, hands, unused)
        going = asyncio.ensure_future(one.go(endless()))
        while hands.now < 4:
            await asyncio.sleep(0)
        one.interrupt()
        return await going

    tally = asyncio.run(asyncio.wait_for(run(), 20))

    assert tally.interrupted
    assert not tally.complete
    assert tally.done == len(hands.worked) == len(book.ended) == 4
    assert tally.listed == tally.done + tally.waiting


def test_an_interruption_does_not_wait_for_an_input_that_does_not_come() -> None:
    """Nobody types at the terminal that articles are read from."""
    never = threading.Event()

    def typed() -> Iterator[Document]:
        yield from map(document, (f"a{n}" for n in range(CHUNK)))
        never.wait(20)

    hands = Hands()

    async def run() -> Tally:
        one = Run(Orders(1, "plan", 4), Memory(), hands, unused)
        going = asyncio.ensure_future(one.go(typed()))
        while one.tally.done < CHUNK:
            await asyncio.sleep(0.001)
        one.interrupt()
        return await asyncio.wait_for(going, 5)

    tally = asyncio.run(run())
    never.set()

    assert (tally.done, tally.complete) == (CHUNK, False)


def test_a_run_that_is_ended_at_once_takes_its_work_with_it() -> None:
    """The second interruption; what was written down before stays."""
    book, hands = Memory(), Hands(turns=10**9)

    async def run() -> None:
        one = Run(Orders(1, "plan", 4), book, hands, unused)
        going = asyncio.ensure_future(one.go(endless()))
        while hands.now < 4:
            await asyncio.sleep(0)
        going.cancel()
        with pytest.raises(asyncio.CancelledError):
            await going

    asyncio.run(asyncio.wait_for(run(), 20))

    assert hands.now == 0
    assert book.ended == {}


def test_a_journal_that_cannot_be_kept_ends_the_run_at_once() -> None:
    """Working on would lose what it brings, and pay for it."""
    book, hands = Memory(fault=StoreError("s.db: is full; make room")), Hands(turns=100)

    with pytest.raises(StoreError, match=r"s\.db: is full"):
        go(endless(), book, hands)

    assert hands.now == 0
    assert len(hands.worked) <= 8


@pytest.mark.parametrize("fault", [EvenbriefError("no worker"), AssertionError("our own")])
def test_a_fault_of_the_workers_ends_the_run_and_is_not_lost(fault: Exception) -> None:
    """Also where it comes while others are still being listed."""
    hands = Hands(fault={"a3": fault})

    with pytest.raises(type(fault), match=str(fault)):
        go(endless("a1", "a2", "a3"), Memory(), hands)

    assert hands.now == 0


def test_inputs_that_end_amiss_end_the_run() -> None:
    """The second input is no file: its sentence is the run's, and what was begun is not lost."""

    def inputs() -> Iterator[Document]:
        yield from named(*(f"a{n}" for n in range(CHUNK)))
        raise ReadError("b.txt: no such file")

    book = Memory()
    with pytest.raises(ReadError, match=r"b\.txt: no such file"):
        go(inputs(), book, Hands())

    assert all(outcome.state is TaskState.DONE for outcome, _ in book.ended.values())


def test_outcomes_that_come_together_are_written_together() -> None:
    """One commit for many, so that the disk is not what a run waits for; each in exactly one."""

    class Slow(Memory):
        def keep(self, run: int, outcomes: object) -> None:
            time.sleep(0.01)
            super().keep(run, outcomes)  # type: ignore[arg-type]

    book = Slow()
    go(named(*(f"a{n}" for n in range(64))), book, Hands(), Orders(1, "plan", 32))

    assert sorted(key for keys in book.kept for key in keys) == sorted(book.ended)
    assert len(book.kept) < 40


def test_memory_does_not_grow_with_the_articles() -> None:
    """Of 2,000 articles no more are held than are under way, and those that were met with them."""

    class Text(str):
        __slots__ = ("__weakref__",)

    held: weakref.WeakSet[Text] = weakref.WeakSet()
    most = 0

    def inputs() -> Iterator[Document]:
        for number in count():
            if number == 2000:
                return
            name = Text(f"a{number}")
            held.add(name)
            yield document(name)._replace(name=name)

    class Counting(Hands):
        async def work(self, task: object) -> Outcome:
            nonlocal most
            most = max(most, len(held))
            return await super().work(task)  # type: ignore[arg-type]

    class Forgetful(Memory):
        def list(self, run: int, items: object) -> None:
            """Nothing is kept, so that only the run can hold anything."""

        def keep(self, run: int, outcomes: object) -> None:
            """The same."""

    hands = Counting()
    hands.worked = Nothing()
    tally = go(inputs(), Forgetful(), hands, Orders(1, "plan", 8))
    gc.collect()

    assert tally.done == 2000
    assert most <= 3 * CHUNK + 8


class Nothing(list[str]):
    """A list that stays empty."""

    def append(self, one: str) -> None:
        """Forget it."""


def test_what_is_kept_is_what_the_worker_said() -> None:
    """Nothing is added to an outcome, and nothing lost of it."""
    book = Memory()
    go(named("a"), book, Hands({"a": done("")._replace(result=b"brief", spent="")}))

    assert [outcome.result for outcome, _ in book.ended.values()] == [b"brief"]


class Later(Hands):
    """A provider that answers everything in a batch, later."""

    async def work(self, task: Task) -> Outcome:
        """See `Workers`."""
        await super().work(task)
        return LEFT._replace(key=task.key, ending=Ending.WAITING.value)


def test_articles_that_wait_for_a_batch_of_the_provider_s_stop_nothing() -> None:
    """All of them wait, and every one is asked for."""
    tally = go(named(*(f"a{n}" for n in range(200))), Memory(), Later())

    assert (tally.left, tally.halted) == (200, "")
