"""The journal: which articles there are and what became of each, the same at any later time."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pipeline.store.database import Database
from pipeline.store.journal import PAGE, Journal
from schemas.journal import Found, Item, Listed, Outcome, TaskState

DONE = Outcome("a", TaskState.DONE, b"\x00brief", spent='{"requests": 2}')
FAILED = Outcome("a", TaskState.FAILED, reason="m: declined", ending="refused")
LEFT = Outcome("a", TaskState.LEFT, reason="m: is away", ending="unreachable")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """An empty one."""
    with closing(Database(tmp_path / "s.db")) as database:
        yield Journal(database)


def test_what_is_written_down_comes_back_as_it_was(journal: Journal) -> None:
    """Articles in their order, each with its outcome; one without a key or an end says so."""
    run = journal.begin("plan")
    items = [
        Item(0, "x.txt", "a"),
        Item(1, "bad.pdf", "", "bad.pdf: is damaged"),
        Item(2, "y", "b"),
    ]
    journal.list(run, items[:1])
    journal.list(run, items[1:])
    journal.keep(run, [DONE])

    assert list(journal.read(run)) == [
        Listed(items[0], DONE), Listed(items[1], None), Listed(items[2], None),
    ]  # fmt: skip
    assert journal.find(["a", "b", ""]) == {"a": Found(TaskState.DONE, run)}
    assert journal.count(run) == {TaskState.DONE: 1, None: 2}


def test_nothing_is_no_reason_to_write(journal: Journal) -> None:
    """An empty page of articles, an empty hand of outcomes, a run without articles."""
    run = journal.begin("plan")
    journal.list(run, [])
    journal.keep(run, [])

    assert list(journal.read(run)) == []
    assert journal.find([]) == {}
    assert journal.count(run) == {}


def test_a_run_longer_than_a_page_is_read_whole(journal: Journal) -> None:
    """Pages end where the run does, or in the middle of it."""
    for number in (PAGE, PAGE + 1, 2 * PAGE):
        run = journal.begin("plan")
        journal.list(run, [Item(at, f"{at}.txt", f"k{at}") for at in range(number)])

        assert [listed.item.position for listed in journal.read(run)] == list(range(number))


def test_what_is_done_stays_done(journal: Journal) -> None:
    """A later failure of the same article does not take its brief away."""
    run = journal.begin("plan")
    journal.list(run, [Item(0, "x.txt", "a")])
    journal.keep(run, [DONE])
    journal.keep(run, [FAILED, LEFT])

    assert [listed.outcome for listed in journal.read(run)] == [DONE]


@pytest.mark.parametrize("first", [FAILED, LEFT])
@pytest.mark.parametrize("second", [DONE, FAILED._replace(reason="m: was cut"), LEFT])
def test_a_later_end_replaces_one_that_was_not_good(
    journal: Journal, first: Outcome, second: Outcome
) -> None:
    """With the run that brought it, so that it is told apart from what this run did."""
    journal.keep(journal.begin("plan"), [first])
    later = journal.begin("plan")
    journal.list(later, [Item(0, "x.txt", "a")])
    journal.keep(later, [second])

    assert [listed.outcome for listed in journal.read(later)] == [second]
    assert journal.find(["a"]) == {"a": Found(second.state, later)}


def test_a_new_run_forgets_the_list_of_the_last_and_no_outcome(journal: Journal) -> None:
    """The inputs may have changed; what was paid for has not."""
    first = journal.begin("plan")
    journal.list(first, [Item(0, "x.txt", "a"), Item(1, "gone.txt", "b")])
    journal.keep(first, [DONE, LEFT._replace(key="b")])
    second = journal.begin("plan")
    journal.list(second, [Item(0, "moved/x.txt", "a")])

    assert second > first
    assert list(journal.read(first)) == []
    assert list(journal.read(second)) == [Listed(Item(0, "moved/x.txt", "a"), DONE)]


def test_outcomes_of_one_writing_are_all_there_or_none_is(journal: Journal, tmp_path: Path) -> None:
    """Another process sees no half of it, whenever it looks."""
    run = journal.begin("plan")
    with pytest.raises(Exception, match="NOT NULL"):
        journal.keep(run, [DONE, DONE._replace(key="b", reason=None)])  # type: ignore[arg-type]

    with closing(Database(tmp_path / "s.db")) as another:
        assert Journal(another).find(["a", "b"]) == {}


KEYS = st.sampled_from(["", "a", "b", "c", "d"])
OUTCOMES = st.builds(
    Outcome,
    key=KEYS.filter(bool),
    state=st.sampled_from(TaskState),
    result=st.binary(max_size=4),
    reason=st.text(max_size=4),
    ending=st.sampled_from(["", "refused", "crashed"]),
)


class Journals(RuleBasedStateMachine):
    """Any row of verbs, with the file left and opened anew between them, agrees with a model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "s.db"
        self.database = Database(self.path)
        self.items: list[Item] = []
        self.ended: dict[str, tuple[Outcome, int]] = {}
        self.runs: list[int] = []

    @property
    def journal(self) -> Journal:
        """As a process that has just begun has it."""
        return Journal(self.database)

    @initialize()
    def begin_first(self) -> None:
        """The first run."""
        self.begin()

    @rule()
    def begin(self) -> None:
        """A new run."""
        run = self.journal.begin("plan")
        assert run not in self.runs
        self.runs.append(run)
        self.items = []

    @rule(keys=st.lists(KEYS, max_size=5))
    def meet(self, keys: list[str]) -> None:
        """Articles are met, some of them known."""
        at = len(self.items)
        more = [
            Item(at + n, f"{at + n}.txt", key, "" if key else "bad") for n, key in enumerate(keys)
        ]
        self.journal.list(self.runs[-1], more)
        self.items += more

    @rule(outcomes=st.lists(OUTCOMES, max_size=4))
    def keep(self, outcomes: list[Outcome]) -> None:
        """Articles end."""
        self.journal.keep(self.runs[-1], outcomes)
        for one in outcomes:
            before = self.ended.get(one.key)
            if before is None or before[0].state is not TaskState.DONE:
                self.ended[one.key] = (one, self.runs[-1])

    @rule()
    def end(self) -> None:
        """The run is over; nothing that is read of it changes."""
        self.journal.end(self.runs[-1])

    @rule(tidy=st.booleans())
    def reopen(self, *, tidy: bool) -> None:
        """Another process takes the file over; the one before was killed, or closed it."""
        before = self.database
        if tidy:
            before.close()
        self.database = Database(self.path)
        if not tidy:
            before.close()

    @invariant()
    def agrees(self) -> None:
        """What is found and read is what the model has."""
        if not self.runs:
            return
        assert self.journal.find(["a", "b", "c", "d", "e"]) == {
            key: Found(outcome.state, run) for key, (outcome, run) in self.ended.items()
        }
        known = {key: outcome for key, (outcome, _) in self.ended.items()}
        assert list(self.journal.read(self.runs[-1])) == [
            Listed(item, known.get(item.key)) for item in self.items
        ]

    def teardown(self) -> None:
        """The file goes."""
        self.database.close()
        self.folder.cleanup()


Journals.TestCase.settings = settings(max_examples=10, stateful_step_count=10, deadline=None)
test_any_row_of_verbs_agrees_with_a_model_in_memory = Journals.TestCase
