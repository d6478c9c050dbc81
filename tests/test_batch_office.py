"""Batches at the provider and their questions on file, whatever is cut off between them."""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.batch.office import Files, Limits, Office, Terms
from pipeline.model.batches import open_provider
from pipeline.store.answers import AnswerStore
from pipeline.store.database import Database
from pipeline.store.keys import Key
from pipeline.store.questions import Questions
from schemas.call import ModelError
from schemas.deferred import JobState, QuestionState, Waiting
from schemas.model import ModelSettings, Price
from tests.batch_server import EXPIRE, BatchServer, Line
from tests.model_server import Reply, Script, gives, resets, says_no_json

SCRIPT: Script = lambda request: gives({"said": request.user})  # noqa: E731


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    """Questions and answers in a fresh database."""
    with closing(Database(tmp_path / "store.db")) as database:
        yield Files(Questions(database), AnswerStore(database))


def ask(files: Files, *names: str, worst: Decimal | None = None) -> None:
    """Put questions on file."""
    for name in names:
        body = {"model": "m", "messages": [{"role": "user", "content": name}], "max_tokens": 9}
        files.questions.put(Waiting(name, "{}", json.dumps(body).encode(), "draft@1", worst))


def states(files: Files, *names: str) -> list[QuestionState | None]:
    """Where these questions are."""
    found = [files.questions.find(name) for name in names]
    return [one.state if one else None for one in found]


USUAL = Limits()
Use = Callable[[Office], object]


def use_office(
    server: BatchServer, files: Files, use: Use, limits: Limits = USUAL, **settings: object
) -> None:
    """Open an office, do something with it, and close it."""

    async def run() -> None:
        asked = ModelSettings.model_validate({"model": "m", "base_url": server.url, **settings})
        async with open_provider(asked) as provider:
            office = Office(provider, files, Terms(asked, limits, 0.001), lambda words: None)
            coming = use(office)
            if asyncio.iscoroutine(coming):
                await coming

    asyncio.run(run())


async def send_and_wait(office: Office) -> None:
    """Everything out and in again, once."""
    await office.recover()
    await office.send()
    while office.open:
        await office.wait(asyncio.Event())


def test_what_is_sent_comes_back_under_its_key(files: Files) -> None:
    """The files' order is the provider's own."""
    ask(files, *"abcdefgh")
    with BatchServer(SCRIPT) as server:
        use_office(server, files, send_and_wait)

    for name in "abcdefgh":
        stored = files.answers.get(Key(name, "{}"))
        assert stored is not None
        assert json.loads(stored.raw) == {"said": name}
        assert stored.prompt == "draft@1"
    assert states(files, *"ah") == [QuestionState.ANSWERED] * 2


def test_a_file_holds_as_much_as_it_may_and_no_more(files: Files) -> None:
    """Seven questions in files of three, and one that the size splits."""
    ask(files, *"abcdefg")
    with BatchServer(SCRIPT) as server:
        use_office(server, files, send_and_wait, Limits(requests=3))

        assert [len(one.lines) for one in server.shelves.batches.values()] == [3, 3, 1]
    ask(files, *"hi")
    with BatchServer(SCRIPT) as server:
        use_office(server, files, send_and_wait, Limits(size=300))

        assert [len(one.lines) for one in server.shelves.batches.values()] == [1, 1]
        assert all(len(file) <= 300 for id, file in list(server.shelves.files.items())[:2])


@pytest.mark.parametrize(
    "broken", [resets(), says_no_json()], ids=["the connection breaks", "a proxy answers"]
)
def test_a_batch_that_was_made_unseen_is_found_by_its_token(files: Files, broken: Reply) -> None:
    """The provider has it, though its answer to us got lost: it is not made once more."""
    ask(files, "a", "b")
    with BatchServer(SCRIPT) as server:
        server.on_batch = lambda made: broken if made.id == "batch_0" else None
        use_office(server, files, send_and_wait)

        assert len(server.shelves.batches) == 1
        assert sorted(server.asked) == ["a", "b"]


def test_a_job_that_was_cut_off_before_or_after_its_sending_is_told_apart(files: Files) -> None:
    """One of two prepared jobs is at the provider: that is waited for, the other waits anew."""
    ask(files, *"abcd")
    there, lost = files.questions.prepare(["a", "b"]), files.questions.prepare(["c", "d"])
    with BatchServer(SCRIPT) as server:

        async def send_one(office: Office) -> None:
            lines = b"".join(
                json.dumps({"custom_id": k, "url": "/v1/chat/completions", "body": json.loads(b)})
                .encode() + b"\n"
                for k, b in files.questions.read_bodies(there)
            )  # fmt: skip
            await office._provider.submit(lines, there.token)
            await office.recover()

        use_office(server, files, send_one)

        assert [(job.id, job.state) for job in files.questions.open_jobs()] == [
            (there.id, JobState.SENT)
        ]
        assert states(files, *"abcd") == [QuestionState.SENT] * 2 + [QuestionState.WAITING] * 2
        use_office(server, files, send_and_wait)

        assert sorted(server.asked) == list("abcd")
    assert lost.state is JobState.PREPARED


def test_files_taken_in_twice_change_nothing(files: Files) -> None:
    """A kill after the answers were kept, before the job was ended: they are read again."""
    ask(files, "a", "b")
    with BatchServer(SCRIPT) as server:

        async def twice(office: Office) -> None:
            await office.send()
            (job,) = files.questions.open_jobs()
            while not (seen := await office._provider.look(job.provider)).has_ended:
                pass
            await office._take_in(job, seen.output)
            await office._take_in(job, seen.output)
            await office.wait(asyncio.Event())

        use_office(server, files, twice)

    assert states(files, "a", "b") == [QuestionState.ANSWERED] * 2


def test_a_question_whose_batches_all_expire_is_given_up_with_its_reason(files: Files) -> None:
    """Five batches, and no more."""
    ask(files, "a")
    with BatchServer(SCRIPT, lambda number, lines: [EXPIRE] * len(lines)) as server:

        async def until_given_up(office: Office) -> None:
            for _ in range(9):
                await send_and_wait(office)

        use_office(server, files, until_given_up)

        assert len(server.shelves.batches) == 5
    standing = files.questions.find("a")
    assert standing is not None
    assert standing.state is QuestionState.FAILED
    assert "try again later" in standing.reason


def test_a_file_that_is_too_much_for_now_is_sent_in_halves(files: Files) -> None:
    """The provider lets few tokens wait: four, two, then all."""
    ask(files, *"abcd")

    def refuses(number: int, lines: Sequence[Line]) -> str:
        return "token_limit_exceeded" if len(lines) > 2 else ""

    with BatchServer(SCRIPT, refuses=refuses) as server:

        async def twice(office: Office) -> None:
            await send_and_wait(office)
            await send_and_wait(office)

        use_office(server, files, twice)

        assert [len(one.lines) for one in server.shelves.batches.values()] == [4, 2, 2]
    assert sorted(server.asked) == list("abcd")


def test_a_file_that_is_refused_for_good_stops_the_run_and_loses_nothing(files: Files) -> None:
    """The sentence names the batch and the code; the questions wait."""
    ask(files, "a")
    with (
        BatchServer(SCRIPT, refuses=lambda number, lines: "invalid_json_line") as server,
        pytest.raises(ModelError, match=r"refuses batch batch_0 \(invalid_json_line\)"),
    ):
        use_office(server, files, send_and_wait)

    assert states(files, "a") == [QuestionState.WAITING]
    assert files.questions.open_jobs() == ()


def test_no_more_is_sent_than_the_budget_pays_for(files: Files) -> None:
    """What is under way counts with the most that it may cost, what is back with its own."""
    ask(files, *"abcde", worst=Decimal("0.4"))
    price = Price(prompt=Decimal(0), completion=Decimal(0))
    with BatchServer(SCRIPT) as server:
        sent: list[int] = []

        async def three_times(office: Office) -> None:
            for _ in range(3):
                await send_and_wait(office)
                sent.append(len(server.asked))

        use_office(server, files, three_times, budget=Decimal(1), price=price)

        assert sent == [2, 4, 5]


def test_a_line_that_was_cut_off_or_is_nobodys_is_left_out(files: Files) -> None:
    """The others of the file are taken; what it was about is sent again."""
    ask(files, "a", "b")
    with BatchServer(SCRIPT) as server:

        async def spoilt(office: Office) -> None:
            await office.send()
            (job,) = files.questions.open_jobs()
            while not (seen := await office._provider.look(job.provider)).has_ended:
                pass
            whole = server.shelves.files[seen.output].splitlines()
            alien = whole[0].replace(b'"custom_id": "', b'"custom_id": "x')
            server.shelves.files[seen.output] = b"\n".join([whole[0], alien, whole[1][:40]])
            await office.wait(asyncio.Event())

        use_office(server, files, spoilt)

    assert sorted(map(str, states(files, "a", "b"))) == ["answered", "waiting"]
    assert [files.answers.get(Key(name, "{}")) is None for name in "ab"].count(True) == 1


def test_whoever_does_not_want_to_wait_any_more_need_not(files: Files) -> None:
    """What is at the provider stays there."""
    ask(files, "a")
    with BatchServer(SCRIPT) as server:

        async def stopped(office: Office) -> None:
            await office.send()
            stop = asyncio.Event()
            stop.set()
            await office.wait(stop)

        use_office(server, files, stopped)

    assert states(files, "a") == [QuestionState.SENT]
