"""What a batch says while it runs and when it ends, how it ends, and what a dry run says."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.batch.count import count_articles
from pipeline.batch.entries import Group
from pipeline.batch.outputs import Files
from pipeline.batch.run import Tally
from pipeline.cli.batch_progress import Pulse, Total, ended, progress_words
from pipeline.cli.batch_telling import end_lines, find_exit
from pipeline.progress import Spent
from schemas.call import Tokens
from schemas.exits import Exit
from tests.batch_inputs import TEXT, write_kinds
from tests.command import GERMAN
from tests.model_command import KEY, Desk, make_desk

SPENT = Spent(
    requests=4, tokens=Tokens(prompt=5_000, completion=800), cost=Decimal("0.0123"), seconds=6.1
)
FINE = Files(3, 4, {Group.CALM: 4}, {}, Spent())


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """A folder to run a batch in, without a store from outside."""
    monkeypatch.delenv("EVENBRIEF_STORE", raising=False)
    monkeypatch.delenv("EVENBRIEF_MODEL", raising=False)
    yield make_desk(tmp_path, monkeypatch, capsys)


def test_progress_is_told_in_words() -> None:
    """How many of how many, how fast, for how long, what failed, what it took."""
    tally = Tally(
        listed=5_000, before=1_000, begun=210, done=197, failed=3, complete=True, spent=SPENT
    )

    assert progress_words(tally, 20.0) == (
        "1,200 of 5,000 articles, 10.0 a second, 6:20 to go, 3 failed, 5,800 tokens, $0.0123"
    )


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(), "0 of 0 or more articles"),
        (Tally(listed=32, begun=4), "0 of 32 or more articles"),
        (Tally(listed=3, done=3, complete=True), "3 of 3 articles, 1.5 a second"),
        (
            Tally(listed=9_000, done=10, complete=True),
            "10 of 9,000 articles, 5.0 a second, 29:58 to go",
        ),
        (
            Tally(listed=90_000, done=10, complete=True),
            "10 of 90,000 articles, 5.0 a second, 4:59:58 to go",
        ),
        (
            Tally(listed=2, unreadable=1, left=1, complete=True),
            "2 of 2 articles, 0.5 a second, 2 failed",
        ),
        (
            Tally(listed=2, done=1, spent=SPENT),
            "1 of 2 or more articles, 0.5 a second, 5,800 tokens, $0.0123",
        ),
    ],
)
def test_progress_says_no_more_than_is_known(tally: Tally, words: str) -> None:
    """No time to go while inputs are still being read, no cost without tokens."""
    assert progress_words(tally, 2.0) == words


@pytest.mark.parametrize(
    ("tally", "about", "words"),
    [
        (Tally(listed=32, done=10), 1_010, "10 of about 1,010 articles, 5.0 a second, 3:20 to go"),
        (Tally(listed=32, done=10), 20, "10 of about 32 articles, 5.0 a second, 0:04 to go"),
        (
            Tally(listed=12, done=10, complete=True),
            99,
            "10 of 12 articles, 5.0 a second, 0:00 to go",
        ),
    ],
)
def test_what_was_counted_beside_the_run_is_told_as_about(
    tally: Tally, about: int, words: str
) -> None:
    """Until all inputs are read, and the number is known."""
    assert progress_words(tally, 2.0, about) == words


def test_articles_are_counted_without_being_read(tmp_path: Path) -> None:
    """Rows by lines, or by what the table says; other files as one each."""
    counts = write_kinds(tmp_path)
    several = sum(counts[name] for name in ("a.jsonl", "a.csv", "a.tsv", "a.parquet"))
    others = len(counts) - 4

    assert count_articles([str(tmp_path)]) == several + others
    assert count_articles([str(tmp_path / "a.txt"), "https://x.example/a"]) == 2
    assert count_articles([str(tmp_path)], 3) == 3
    assert count_articles([str(tmp_path), "-"]) is None
    assert count_articles([str(tmp_path / "none")]) is None


def test_a_count_is_there_after_a_while_and_delays_nobody() -> None:
    """It is found in a thread of its own."""
    may_end = threading.Event()

    def count() -> int:
        assert may_end.wait(10)
        return 7

    total = Total(count)
    assert total.about is None
    may_end.set()
    end = time.monotonic() + 10
    while total.about is None and time.monotonic() < end:
        time.sleep(0.01)
    assert total.about == 7


def test_a_cost_that_is_not_known_is_not_told_as_one() -> None:
    """A part of it is no sum."""
    tally = Tally(listed=2, done=1, spent=SPENT.model_copy(update={"unpriced": 1}))

    assert progress_words(tally, 1.0).endswith("5,800 tokens, cost unknown")


def test_every_article_that_needs_no_more_counts_as_ended() -> None:
    """So that a bar comes to its end."""
    tally = Tally(listed=15, before=1, unreadable=2, done=3, failed=4, left=5, waiting=0)

    assert ended(tally) == 15


def test_where_nobody_watches_a_line_is_said_every_half_minute(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not one an article."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    pulse = Pulse[int](lambda number: f"{number} done")
    for number in range(100):
        now[0] = float(number)
        pulse(number)

    assert capsys.readouterr().err.splitlines() == [
        "evenbrief: 30 done", "evenbrief: 60 done", "evenbrief: 90 done",
    ]  # fmt: skip


def test_the_end_says_what_became_of_all_and_what_to_do() -> None:
    """Each kind of failure with its remedy."""
    failures = {
        ("rate_limited", "run again to go on with it"): 2,
        ("unreadable", "mend the input, or leave it out; then run again"): 1,
    }
    files = Files(10, 8, {Group.CALM: 5, Group.WARNED: 3, Group.NOT_DONE: 3}, failures, Spent())
    told = list(
        end_lines(Tally(listed=10, before=4, complete=True, spent=SPENT), files, Path("out"))
    )

    assert told == [
        "10 articles: 7 done (4 of them before), 3 not; 8 briefs in out",
        "2 rate limited: run again to go on with it",
        "1 unreadable: mend the input, or leave it out; then run again",
        "4 calls, 5,000 tokens in, 800 out, $0.0123, 6.1 s",
        "6 need a human: open out/index.html",
    ]


def test_an_end_without_trouble_is_one_line() -> None:
    """Calm."""
    assert list(end_lines(Tally(listed=3, complete=True), FINE, Path("out"))) == [
        "3 articles: 3 done; 4 briefs in out"
    ]


def test_an_end_before_the_end_says_why() -> None:
    """And that nothing is lost."""
    told = list(end_lines(Tally(listed=3, halted="the budget is spent"), FINE, Path("out")))

    assert told[0] == "stopped before the end: the budget is spent; run again to go on"
    assert told[1].startswith("3 articles met so far: 3 done")


@pytest.mark.parametrize(
    ("tally", "files", "code"),
    [
        (Tally(listed=3), FINE, Exit.FINE),
        (Tally(), FINE._replace(articles=0), Exit.NOTHING),
        (Tally(interrupted=True), FINE._replace(articles=0), Exit.INTERRUPTED),
        (Tally(), FINE._replace(failures={("quota", "pay"): 1}), Exit.INCOMPLETE),
        (Tally(), FINE._replace(groups={Group.LANGUAGE: 1}), Exit.INCOMPLETE),
        (Tally(halted="the budget is spent"), FINE, Exit.INCOMPLETE),
        (Tally(), FINE._replace(groups={Group.WRONG: 1}), Exit.FAILED),
        (Tally(), FINE._replace(groups={Group.WITHHELD: 1}, empty=1), Exit.INCONCLUSIVE),
        (Tally(), FINE._replace(groups={Group.WARNED: 9}), Exit.FINE),
        (
            Tally(),
            FINE._replace(groups={Group.WRONG: 1}, failures={("quota", "pay"): 1}, empty=1),
            Exit.INCOMPLETE,
        ),
    ],
)
def test_the_weightiest_end_is_the_exit_code(tally: Tally, files: Files, code: Exit) -> None:
    """An article not done, a brief that fails, one without a sentence, no article at all."""
    assert find_exit(tally, files) is code


def test_a_dry_run_counts_and_writes_nothing(desk: Desk) -> None:
    """Not even the folder."""
    counts = write_kinds(desk.folder)
    (desk.folder / "de.txt").write_text(GERMAN, encoding="utf-8")
    (desk.folder / "empty.txt").write_text("", encoding="utf-8")
    before = sorted(desk.folder.rglob("*"))
    told = desk.run("batch", "*", "--out", "out", "--dry-run")
    found = json.loads(desk.run("batch", "*", "--out", "out", "--dry-run", "--json").out)

    total = sum(counts.values()) + 2
    assert told.code is Exit.FINE
    assert told.out.splitlines()[1] == "no model is asked, so nothing is spent"
    assert (found["articles"], found["unreadable"], found["done_before"]) == (total, 1, 0)
    assert (found["questions"], found["cost_about"]) == (0, "0")
    assert sorted(desk.folder.rglob("*")) == before


def test_a_dry_run_says_what_a_model_would_take_and_asks_nobody(desk: Desk) -> None:
    """The same article twice is asked for once."""
    desk.lay("b.txt", text=TEXT)
    desk.lay("c.txt", text=TEXT)
    with desk.asks(lambda request: pytest.fail("nobody is to be asked"), budget="0.50") as server:
        told = desk.run("batch", "*.txt", "--out", "out", "--engine", "model", "--dry-run")
        found = desk.run(
            "batch", "*.txt", "--out", "out", "--engine", "model", "--dry-run", "--json"
        )

    assert server.requests == []
    assert told.code is Exit.FINE
    assert told.out.startswith("3 articles: 0 done before; 2 to be briefed, 2 stories\n4 questions")
    assert "at most some $" in told.out
    assert "a run stops at $0.50" in told.out
    values = json.loads(found.out)
    assert values["questions"] == 4
    assert Decimal(values["cost_at_most"]) == 6 * Decimal(values["cost_about"])
    assert KEY not in found.out
    assert not (desk.folder / "store.db").exists()


def test_a_dry_run_of_nothing_says_so(desk: Desk) -> None:
    """As a run of nothing does."""
    (desk.folder / "none.jsonl").write_text("", encoding="utf-8")
    told = desk.run("batch", "none.jsonl", "--out", "out", "--dry-run")

    assert told.code is Exit.NOTHING
    assert told.out.startswith("0 articles")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-", "-", "--out", "out"), "standard input (-) can be read once only"),
        (("a.txt", "--out", "out", "--json"), "--json is for --dry-run"),
        (("none.txt", "--out", "out"), "none.txt: no such file"),
        (("a.txt", "--out", "out", "--model", "m"), "--model is for --engine model"),
        (("a.txt", "--out", "out", "--limit", "0"), "--limit"),
    ],
)
def test_what_cannot_be_meant_is_told_before_anything_is_made(
    desk: Desk, arguments: tuple[str, ...], says: str
) -> None:
    """Exit code 2, one sentence, no folder."""
    told = desk.run("batch", *arguments)

    assert told.code is Exit.BAD_INPUT
    assert says in told.err
    assert not (desk.folder / "out").exists()


def test_without_what_keeps_a_journal_it_is_said_what_to_install(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra `batch`."""
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    told = desk.run("batch", "a.txt", "--out", "out")

    assert told.code is Exit.BAD_INPUT
    assert "pip install 'evenbrief[batch]'" in told.err


@pytest.mark.slow
def test_a_run_goes_through_every_kind_of_input(desk: Desk) -> None:
    """And a second one does nothing over; its dry run says so."""
    counts = write_kinds(desk.folder)
    (desk.folder / "a.txt").write_text(TEXT, encoding="utf-8")
    inputs = sorted(counts)
    first = desk.run("batch", *inputs, "--out", "out", "--format", "html", "--workers", "1")
    again = desk.run("batch", *inputs, "--out", "out", "--workers", "1")
    dry = json.loads(desk.run("batch", *inputs, "--out", "out", "--dry-run", "--json").out)
    manifest = json.loads((desk.folder / "out" / "manifest.json").read_text(encoding="utf-8"))

    total = sum(counts.values())
    briefs = (desk.folder / "out" / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    assert first.code in {Exit.FINE, Exit.FAILED}, first.err
    assert f"{total} articles: {total} done" in first.err
    assert f"({total} of them before)" in again.err
    assert [json.loads(line)["position"] for line in briefs] == list(range(total))
    assert (dry["done_before"], dry["due"]) == (total, 0)
    assert [one["input"] for one in manifest["inputs"]] == inputs
    assert [one["articles"] for one in manifest["inputs"]] == [counts[name] for name in inputs]
    assert manifest["complete"] is True
    assert not (desk.folder / "out" / "briefs").exists() or not list(
        (desk.folder / "out" / "briefs").iterdir()
    )


@pytest.mark.slow
def test_only_the_first_articles_are_taken_where_that_is_asked_for(desk: Desk) -> None:
    """And the outputs are of them alone."""
    desk.lay("a.txt", "b.txt", "c.txt")
    told = desk.run("batch", "*.txt", "--out", "out", "--limit", "2", "--workers", "1")

    briefs = (desk.folder / "out" / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    assert "2 articles: 2 done" in told.err
    assert [json.loads(line)["input"] for line in briefs] == ["a.txt", "b.txt"]


@pytest.mark.slow
def test_only_what_failed_is_tried_once_more_where_that_is_asked_for(desk: Desk) -> None:
    """What is done stays, what was never begun waits."""
    desk.lay("a.txt")
    (desk.folder / "b.txt").write_bytes(b"\x9f\x9f")
    first = desk.run("batch", "a.txt", "b.txt", "--out", "out", "--workers", "1")
    desk.lay("c.txt", text=TEXT)
    again = desk.run(
        "batch", "a.txt", "b.txt", "c.txt", "--out", "out", "--workers", "1", "--only-failed"
    )

    assert first.code is Exit.INCOMPLETE
    assert "3 articles: 1 done" in again.err
    assert "1 unreadable: " in again.err
    assert "1 not begun: run again to go on with it" in again.err
    assert again.code is Exit.INCOMPLETE
