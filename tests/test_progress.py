"""Progress and usage: what is counted, how it is said, and who is shown it."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.progress import View, choose_view, shown
from pipeline.progress import Progress, Spent, add_up, follow
from pipeline.show.usage import dollars, progress_line, step_line, total_line, usage_line
from schemas.call import Attempt, Call, Ending, Tokens
from schemas.event import Event, Stage
from schemas.prompt import PromptRef

ROOT = Path(__file__).resolve().parent.parent
PROMPT = PromptRef(name="draft_brief", version=2, sha="0123456789ab")


def attempt(
    ending: Ending = Ending.ANSWERED,
    prompt: int = 1000,
    completion: int = 200,
    cost: str | None = "0.0010",
) -> Attempt:
    """One attempt of a second and a half."""
    return Attempt(
        ending=ending,
        tokens=Tokens(prompt=prompt, cached=prompt // 4, completion=completion),
        cost=None if cost is None else Decimal(cost),
        seconds=1.5,
    )


def call(*attempts: Attempt, stored: bool = False) -> Call:
    """One question with its attempts."""
    return Call(prompt=PROMPT, asked="small-1", attempts=attempts, stored=stored)


# ------------------------------------------------------------------ what is counted


def test_every_attempt_counts_also_those_that_failed_or_were_asked_again() -> None:
    """A re-ask is paid for; a refused connection is an attempt without tokens."""
    refused = Attempt(ending=Ending.UNREACHABLE, seconds=0.5)
    spent = add_up([call(refused, attempt(Ending.REASKED), attempt()), call(attempt())])

    assert spent == Spent(
        requests=4,
        failed=1,
        tokens=Tokens(prompt=3000, cached=750, completion=600),
        cost=Decimal("0.0030"),
        seconds=5.0,
    )


def test_an_answer_from_the_store_takes_nothing_now() -> None:
    """Whatever it once cost was counted when it was paid."""
    spent = add_up([call(attempt(), stored=True), call(stored=True)])

    assert spent == Spent(stored=2)


def test_an_attempt_without_a_price_is_counted_and_not_taken_for_free() -> None:
    """What is known stays known beside it."""
    spent = add_up([call(attempt(), attempt(cost=None))])

    assert (spent.cost, spent.unpriced) == (Decimal("0.0010"), 1)


SPENT = st.builds(
    Spent,
    requests=st.integers(0, 9),
    failed=st.integers(0, 9),
    stored=st.integers(0, 9),
    tokens=st.builds(
        Tokens,
        prompt=st.integers(0, 99999),
        cached=st.integers(0, 999),
        completion=st.integers(0, 9999),
        reasoning=st.integers(0, 999),
    ),
    cost=st.decimals(0, 100, places=6),
    unpriced=st.integers(0, 3),
    seconds=st.integers(0, 600).map(float),
)


@given(SPENT, SPENT)
def test_sums_do_not_depend_on_order_and_lose_no_field(one: Spent, two: Spent) -> None:
    """Every field is added; one forgotten would stay as it was."""
    both = one + two

    assert both == two + one
    assert one + Spent() == one
    for name in set(Spent.model_fields) - {"tokens"}:
        assert getattr(both, name) == getattr(one, name) + getattr(two, name)
    assert both.tokens == one.tokens + two.tokens


# ------------------------------------------------------------------ how it is said


@pytest.mark.parametrize(
    ("calls", "line"),
    [
        ([], ""),
        ([call()], ""),
        ([call(stored=True)], "1 answer from the store"),
        (
            [call(attempt(prompt=5312, completion=803))],
            "1 call, 5,312 tokens in (1,328 cached), 803 out, $0.0010, 1.5 s",
        ),
        (
            [call(Attempt(ending=Ending.TIMEOUT, seconds=60)), call(attempt(prompt=2))],
            "2 calls (1 failed), 2 tokens in, 200 out, $0.0010, 61.5 s",
        ),
        (
            [call(attempt(cost=None)), call(stored=True), call(stored=True)],
            "1 call, 1,000 tokens in (250 cached), 200 out, cost unknown, 1.5 s, "
            "2 answers from the store",
        ),
        (
            [call(attempt()), call(attempt(cost=None))],
            "2 calls, 2,000 tokens in (500 cached), 400 out, "
            "cost unknown (at least $0.0010), 3.0 s",
        ),
        (
            [call(Attempt(ending=Ending.ANSWERED, cost=None, seconds=2))],
            "1 call, tokens not counted by the server, cost unknown, 2.0 s",
        ),
        (
            [call(Attempt(ending=Ending.UNREACHABLE, seconds=0.01))],
            "1 call (1 failed), no tokens, $0, 0.0 s",
        ),
        (
            [
                call(
                    attempt().model_copy(
                        update={"tokens": Tokens(prompt=3, completion=9, reasoning=7)}
                    )
                )
            ],
            "1 call, 3 tokens in, 9 out (7 reasoning), $0.0010, 1.5 s",
        ),
    ],
)
def test_a_usage_line_says_what_was_taken_and_no_more(calls: Sequence[Call], line: str) -> None:
    """Unknown is unknown, uncounted is uncounted, and without a model there is no line."""
    assert usage_line(add_up(calls)) == line


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        ("0", "$0"),
        ("0.000", "$0"),
        ("0.00004", "under $0.0001"),
        ("0.0001", "$0.0001"),
        ("0.00425", "$0.0042"),
        ("0.99", "$0.9900"),
        ("1", "$1.00"),
        ("12.345", "$12.34"),
        ("1234.5", "$1,234.50"),
    ],
)
def test_money_is_said_with_the_digits_that_matter(cost: str, said: str) -> None:
    """A brief costs fractions of a cent, a night's batch many dollars; halves go to even."""
    assert dollars(Decimal(cost)) == said


def test_a_total_is_given_where_there_is_something_to_add() -> None:
    """One brief has its own line; briefs without a model have none."""
    one = add_up([call(attempt())])

    assert total_line([one]) == ""
    assert total_line([Spent(), Spent()]) == ""
    assert total_line([one], one) == (
        "in all: 2 calls, 2,000 tokens in (500 cached), 400 out, $0.0020, 3.0 s"
    )
    assert total_line([one, Spent(), one]) == (
        "3 stories in all: 2 calls, 2,000 tokens in (500 cached), 400 out, $0.0020, 3.0 s"
    )


# ------------------------------------------------------------------ where the stories stand

EVENTS = (
    Event(stage=Stage.READING, story="a.txt#1"),
    Event(stage=Stage.EXTRACTING, story="a.txt#1"),
    Event(stage=Stage.READING, story="b.txt#1"),
    Event(stage=Stage.DRAFTING, story="a.txt#1", calls=(call(attempt()),)),
    Event(stage=Stage.CHECKING, story="a.txt#1", calls=(call(attempt(), attempt()),)),
    Event(stage=Stage.REVISING, story="a.txt#1", attempt=2),
    Event(stage=Stage.DONE, story="a.txt#1", attempt=2, calls=(call(attempt()),)),
    Event(stage=Stage.DONE, story="b.txt#1"),
)


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        (0, ""),
        (1, "a.txt#1: reading"),
        (2, "a.txt#1: extracting"),
        (3, "b.txt#1: reading · 1 more under way"),
        (4, "a.txt#1: drafting, 1 call, 1,200 tokens so far · 1 more under way"),
        (5, "a.txt#1: checking, 3 calls, 3,600 tokens so far · 1 more under way"),
        (6, "a.txt#1: revising draft 2, 3 calls, 3,600 tokens so far · 1 more under way"),
        (7, "b.txt#1: reading · 1 done"),
        (8, ""),
    ],
)
def test_a_line_of_progress_tells_of_the_story_that_moved_last(seen: int, line: str) -> None:
    """Each story keeps its own count; the others are numbered, not named."""
    assert progress_line(reduce(follow, EVENTS[:seen], Progress())) == line


def test_nothing_a_model_took_is_lost_between_the_events() -> None:
    """The sum over all stories is the sum of what the events told."""
    told = [call for event in EVENTS for call in event.calls]
    progress = reduce(follow, EVENTS, Progress())

    assert progress == Progress(done=2, spent=add_up(told))


def test_a_file_name_cannot_steer_the_terminal() -> None:
    """Escape sequences and line breaks in a name are shown as what they are."""
    event = Event(stage=Stage.READING, story="a\x1b[2J\nb.txt#1")
    progress = follow(Progress(), event)

    assert step_line(progress.under_way[0]) == "a\N{REPLACEMENT CHARACTER}[2J b.txt#1: reading"


# ------------------------------------------------------------------ who is shown it


@pytest.mark.parametrize(
    ("asked", "is_terminal", "view"),
    [
        (None, True, View.LIVE),
        (None, False, View.NOTHING),
        (True, True, View.LIVE),
        (True, False, View.LINES),
        (False, True, View.NOTHING),
        (False, False, View.NOTHING),
    ],
)
def test_a_pipe_is_shown_nothing_unless_it_asks(
    asked: bool | None, is_terminal: bool, view: View
) -> None:
    """A terminal gets one line that changes; `--no-progress` is silence everywhere."""
    assert choose_view(asked=asked, is_terminal=is_terminal) is view


def test_plain_lines_go_to_standard_error_and_stay(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a step, without a single escape sequence; the end of a story is the brief itself."""
    with shown(View.LINES) as tell:
        for event in EVENTS:
            tell(event)

    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "evenbrief: a.txt#1: reading",
        "evenbrief: a.txt#1: extracting",
        "evenbrief: b.txt#1: reading",
        "evenbrief: a.txt#1: drafting, 1 call, 1,200 tokens so far",
        "evenbrief: a.txt#1: checking, 3 calls, 3,600 tokens so far",
        "evenbrief: a.txt#1: revising draft 2, 3 calls, 3,600 tokens so far",
    ]


def test_nothing_is_shown_to_whoever_wants_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The same events, and not a character."""
    with shown(View.NOTHING) as tell:
        for event in EVENTS:
            tell(event)

    assert capsys.readouterr() == ("", "")


LIVE = """
import sys
from pipeline.cli.output import say
from pipeline.cli.progress import choose_view, is_live_terminal, shown
from schemas.event import Event, Stage

asked = True if "asked" in sys.argv else None
with shown(choose_view(asked=asked, is_terminal=is_live_terminal())) as tell:
    tell(Event(stage=Stage.READING, story="[red]a.txt#1"))
    say("evenbrief: something else")
    tell(Event(stage=Stage.REVISING, story="[red]a.txt#1", attempt=2))
print("the brief")
"""


def at_a_terminal(term: str, *options: str) -> str:
    """What a terminal is sent on standard error; standard output is a pipe."""
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    done = subprocess.Popen(
        [sys.executable, "-c", LIVE, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment | {"TERM": term, "COLUMNS": "80"},
    )
    os.close(theirs)
    seen, end = b"", time.monotonic() + 30
    while time.monotonic() < end and select.select([ours], [], [], 30)[0]:
        try:
            seen += os.read(ours, 65536)
        except OSError:  # Linux says so when the other side has closed
            break
    out, _ = done.communicate(timeout=30)
    os.close(ours)
    assert (out, done.returncode) == (b"the brief\n", 0)
    return seen.decode()


def test_a_terminal_is_shown_one_line_that_goes_when_all_is_done() -> None:
    """The cursor comes back, the line is wiped, and what else was said stays."""
    seen = at_a_terminal("xterm-256color")

    assert "[red]a.txt#1: revising draft 2" in seen
    assert "evenbrief: something else" in seen
    assert seen.rindex("\x1b[?25h") > seen.rindex("revising")
    assert seen.rstrip("\r\n").endswith("\x1b[2K")


def test_a_terminal_that_cannot_change_a_line_is_left_alone() -> None:
    """A dumb terminal counts as a pipe: nothing, or plain lines for whoever asks."""
    assert at_a_terminal("dumb") == "evenbrief: something else\r\n"
    assert at_a_terminal("dumb", "asked").splitlines() == [
        "evenbrief: [red]a.txt#1: reading",
        "evenbrief: something else",
        "evenbrief: [red]a.txt#1: revising draft 2",
    ]
