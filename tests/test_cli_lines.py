"""Many at once: JSON lines in and out, a line with a fault among them, a reader who leaves."""

import gzip
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from schemas.exits import Exit
from tests.command import (
    ARTICLE,
    COMMAND,
    GERMAN,
    RIGHT,
    ROOT,
    WRONG,
    answers,
    lay_out,
    run,
    write_lines,
)

LISTENING = [
    COMMAND[0],
    "-c",
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); " + COMMAND[2],
]
"""The command where Control-C is heard: a child of `nohup` is born deaf to it."""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an article, a right and a wrong summary."""
    return lay_out(tmp_path)


def test_pairs_go_on_after_a_broken_line(desk: Path) -> None:
    """Each line has its answer, in order; the whole is incomplete."""
    write_lines(
        desk / "pairs.jsonl",
        b"\xef\xbb\xbf" + json.dumps({"id": "a", "source": ARTICLE, "summary": RIGHT}).encode(),
        b'{"id": "b", "source": ',
        {"id": "c", "source": ARTICLE},
        {"source": ARTICLE, "summary": RIGHT},
        b"\xff\xfe",
        b"[1]",
        {"id": "d", "source": ARTICLE, "summary": "half \ud800 pair"},
        {"id": "e", "source": "", "summary": RIGHT},
        b"",
        {"id": 9, "source": ARTICLE, "summary": WRONG},
    )
    done = run("check", "--pairs", "pairs.jsonl", cwd=desk)
    got = answers(done)

    assert done.returncode == Exit.INCOMPLETE
    assert [a["id"] for a in got] == ["a", None, "c", None, None, None, "d", "e", 9]
    assert [a["ok"] for a in got] == [True, None, None, None, None, None, None, None, False]
    assert [a.get("line") for a in got] == [None, 2, None, 4, 5, 6, None, None, None]
    assert all(a["figures"] == [] and a["claims"] == [] for a in got if a["ok"] is None)
    assert "'summary' is missing" in got[2]["error"]


def test_pairs_may_name_their_source(desk: Path) -> None:
    """One that is not there is that pair's error, and the evidence names the source."""
    write_lines(desk / "sources.jsonl", {"id": "s1", "text": ARTICLE})
    write_lines(
        desk / "pairs.jsonl",
        {"id": "a", "source_id": "s1", "summary": RIGHT},
        {"id": "b", "source_id": "s2", "summary": RIGHT},
    )
    done = run("check", "--pairs", "pairs.jsonl", "--sources", "sources.jsonl", cwd=desk)
    first, second = answers(done)

    assert done.returncode == Exit.INCOMPLETE
    assert first["figures"][0]["source"][0]["source_id"] == "s1"
    assert second["ok"] is None
    assert "'s2'" in second["error"]


def test_pairs_of_another_language_are_checked_for_figures_only(desk: Path) -> None:
    """As `check` does it, and the line says so; an English pair has no remark."""
    said = "Investors should buy Lindqvist now."
    write_lines(
        desk / "pairs.jsonl",
        {"id": "de", "source": GERMAN, "summary": said},
        {"id": "en", "source": ARTICLE, "summary": said},
    )
    german, english = answers(run("check", "--pairs", "pairs.jsonl", cwd=desk))

    assert german["remarks"] == [
        "The language looks like German: only figures were compared, not the words around them."
    ]
    assert (german["ok"], german["claims"]) == (True, [])
    assert english["claims"]
    assert "remarks" not in english


@pytest.mark.parametrize(
    ("second", "code", "says"), [(ARTICLE, Exit.FINE, b""), (WRONG, Exit.INCOMPLETE, b"line 2")]
)
def test_a_source_given_twice_keeps_its_first_text(
    second: str, code: Exit, says: bytes, desk: Path
) -> None:
    """The same text again changes nothing; another one is told of and not used."""
    write_lines(desk / "sources.jsonl", {"id": "s", "text": ARTICLE}, {"id": "s", "text": second})
    write_lines(desk / "pairs.jsonl", {"id": 1, "source_id": "s", "summary": RIGHT})
    done = run("check", "--pairs", "pairs.jsonl", "--sources", "sources.jsonl", cwd=desk)

    assert done.returncode == code
    assert says in done.stderr
    assert bool(done.stderr) == bool(says)
    assert answers(done)[0]["ok"] is True


def test_pairs_that_are_all_right_end_in_zero_and_a_wrong_one_in_one(desk: Path) -> None:
    """The heaviest outcome wins."""
    good = {"id": "a", "source": ARTICLE, "summary": RIGHT}
    write_lines(desk / "good.jsonl", good)
    write_lines(desk / "bad.jsonl", good, good | {"summary": WRONG})

    assert run("check", "--pairs", "good.jsonl", cwd=desk).returncode == Exit.FINE
    assert run("check", "--pairs", "bad.jsonl", cwd=desk).returncode == Exit.FAILED


def test_no_pairs_at_all_is_nothing_selected(desk: Path) -> None:
    """An empty file is more likely a mistake than a success."""
    (desk / "pairs.jsonl").write_bytes(b"\n")

    assert run("check", "--pairs", "pairs.jsonl", cwd=desk).returncode == Exit.NOTHING


def test_figures_of_many_texts_go_on_after_a_broken_line(desk: Path) -> None:
    """JSON lines in, JSON lines out; an emoji before a figure is one code point."""
    write_lines(
        desk / "texts.jsonl", {"id": "a", "text": "🙂 44%-67% of 1.5 million"}, b"{", {"id": "c"}
    )
    done = run("figures", "--texts", "texts.jsonl", cwd=desk)
    first, second, third = answers(done)

    assert done.returncode == Exit.INCOMPLETE
    assert (first["figures"][0]["start"], first["figures"][0]["end"]) == (2, 9)
    assert first["figures"][0]["values"] == ["44", "67"]
    assert first["figures"][1]["values"] == ["1500000"]
    assert (second["id"], second["line"], second["figures"]) == (None, 2, [])
    assert third["id"] == "c"


def test_a_reader_that_goes_away_is_no_error(desk: Path) -> None:
    """As with `| head`: no traceback, no complaint."""
    write_lines(
        desk / "texts.jsonl", *[{"id": n, "text": "44% of 30 people " * 40} for n in range(400)]
    )
    with subprocess.Popen(
        [*COMMAND, "figures", "--texts", "texts.jsonl"],
        cwd=desk,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()

    assert complaint == b""
    assert process.returncode == Exit.FINE


def test_packed_lines_are_unpacked_and_broken_packing_is_said(desk: Path) -> None:
    """A gzip file of pairs answers as the plain one; half of it is a sentence and exit code 2."""
    pair = {"id": "a", "source": "It took 12 weeks.", "summary": "It took 12 weeks."}
    packed = gzip.compress((json.dumps(pair) + "\n").encode() * 50)
    (desk / "pairs.jsonl.gz").write_bytes(packed)
    (desk / "half.jsonl.gz").write_bytes(packed[: len(packed) // 2])

    whole = run("check", "--pairs", "pairs.jsonl.gz", cwd=desk)
    half = run("check", "--pairs", "half.jsonl.gz", cwd=desk)

    assert len(whole.stdout.splitlines()) == 50
    assert (whole.returncode, half.returncode) == (Exit.FINE, Exit.BAD_INPUT)
    assert b"its gzip is broken" in half.stderr


def test_an_interruption_ends_in_130(desk: Path) -> None:
    """Control-C while it waits for standard input; also where these tests run under `nohup`."""
    line = json.dumps({"id": 1, "source": ARTICLE, "summary": RIGHT}).encode() + b"\n"
    with subprocess.Popen(
        [*LISTENING, "check", "--pairs", "-"],
        cwd=desk,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line)
        process.stdin.flush()
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        try:
            _, complaint = process.communicate(timeout=20)
        finally:
            process.kill()

    assert json.loads(first)["ok"] is True
    assert complaint.decode().strip() == "evenbrief: interrupted"
    assert process.returncode == Exit.INTERRUPTED
