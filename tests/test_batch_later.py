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
