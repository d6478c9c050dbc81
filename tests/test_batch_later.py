"""A batch whose questions are answered later, against an imitation of the provider on loopback."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.cli.main import run
from schemas.exits import Exit
from tests.batch_server import ANSWER, BREAK, EXPIRE, LOSE, REFUSE, BatchServer, Line
from tests.model_command import ARTICLE, fair
from tests.model_habits import plays

ARTICLES = 5


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Articles that differ in one figure."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(ARTICLES):
        text = ARTICLE.replace("9.4 months", f"9.{number} months")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def batch(server: BatchServer, inputs: Path, out: Path, *more: str) -> Exit:
    """Run the command once."""
    arguments = [
        "batch", str(inputs), "--out", str(out), "--on", "openai-batch", "--engine", "model",
        "--model", "m", "--base-url", server.url, "--poll", "0.01", "--workers", "1",
    ]  # fmt: skip
    return run([*arguments, *more])


def read(out: Path, name: str = "briefs.jsonl") -> list[dict[str, object]]:
    """The lines of one of its files."""
    return [json.loads(line) for line in (out / name).read_text(encoding="utf-8").splitlines()]


def write(facts: dict[str, str], request: object) -> dict[str, object]:
    """As `fair`, whatever the duration."""
    lasting = next(id for id, line in facts.items() if " months" in line)
    facts = {**facts, lasting: facts[lasting] + " 9.4 months"}
    return fair(facts, request)  # type: ignore[arg-type]


def test_every_article_is_briefed_and_every_question_paid_once(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two questions an article, in two batches."""
    with BatchServer(plays(write)) as server:
        code = batch(server, inputs, tmp_path / "out")

        assert code is Exit.FINE, capsys.readouterr().err
        assert len(server.asked) == len(set(server.asked)) == 2 * ARTICLES
        assert len(server.shelves.batches) == 2
    assert [line["input"] for line in read(tmp_path / "out")] == [
        str(inputs / f"{number}.txt") for number in range(ARTICLES)
    ]
    assert all(line["ok"] for line in read(tmp_path / "out"))
    assert read(tmp_path / "out", "failures.jsonl") == []


pytestmark = pytest.mark.slow


def test_what_expires_breaks_or_gets_lost_is_sent_again_and_paid_once(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first batch answers one line of five; the others come with the next."""

    def fates(number: int, lines: Sequence[Line]) -> Sequence[str]:
        if number == 0:
            return [ANSWER, EXPIRE, EXPIRE, BREAK, LOSE]
        return [ANSWER] * len(lines)

    with BatchServer(plays(write), fates) as server:
        code = batch(server, inputs, tmp_path / "out")

        assert code is Exit.FINE, capsys.readouterr().err
        assert len(server.asked) == len(set(server.asked)) == 2 * ARTICLES
    assert len(read(tmp_path / "out")) == ARTICLES


def test_a_refused_question_fails_its_article_and_no_other(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told with its reason, and asked again where that is wanted."""
    with BatchServer(plays(write), lambda n, li: [REFUSE if n == 0 and k == 2 else ANSWER
                                                  for k in range(len(li))]) as server:  # fmt: skip
        code = batch(server, inputs, tmp_path / "out")
        failures = read(tmp_path / "out", "failures.jsonl")

        assert code is Exit.INCOMPLETE
        assert len(failures) == 1
        assert failures[0]["ending"] == "bad_request"
        assert batch(server, inputs, tmp_path / "out") is Exit.INCOMPLETE  # Nothing is tried anew.
        assert len(server.asked) == 2 * ARTICLES - 2

        assert batch(server, inputs, tmp_path / "out", "--only-failed") is Exit.FINE
        assert len(server.asked) == len(set(server.asked)) == 2 * ARTICLES
    assert len(read(tmp_path / "out")) == ARTICLES


def test_nobody_need_wait(inputs: Path, tmp_path: Path) -> None:
    """Each run takes in what is there and sends what is next; the end is the same."""
    with BatchServer(plays(write)) as server:
        codes: list[Exit] = []
        while len(codes) < 20:
            codes.append(batch(server, inputs, tmp_path / "out", "--no-wait"))
            if codes[-1] is Exit.FINE:
                break

        assert set(codes[:-1]) == {Exit.INCOMPLETE}
        assert codes[-1] is Exit.FINE
        assert len(server.asked) == len(set(server.asked)) == 2 * ARTICLES
    assert len(read(tmp_path / "out")) == ARTICLES


def test_a_budget_holds_back_what_it_does_not_pay_for(
    inputs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An answer may cost $4, and one costs cents: what those leave pays for no further one."""
    monkeypatch.setenv("EVENBRIEF_PRICE", "prompt=0,completion=1000")
    with BatchServer(plays(write)) as server:
        code = batch(server, inputs, tmp_path / "out", "--budget", "4.05")

        assert code is Exit.INCOMPLETE
        assert "budget" in capsys.readouterr().err
        assert 0 < server.tokens.completion * 1000 / 1_000_000 <= 4.05
        assert 0 < len(server.asked) < ARTICLES
