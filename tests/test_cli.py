"""The command as a user runs it: exit codes, streams, bad input, never a traceback."""

import gzip
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pytest

from pipeline.cli.exits import MEANINGS, Exit, heaviest
from pipeline.cli.main import run as run_here

COMMAND = [sys.executable, "-c", "from pipeline.cli.main import main; main()"]
ROOT = Path(__file__).resolve().parent.parent

ARTICLE = """\
Qorvex halves relapses in a small trial

Lindqvist Bio said on Tuesday that Qorvex was given to 30 people with Darrow's syndrome.

The relapse rate was 25% with Qorvex. No serious adverse events were reported.
"""
RIGHT = "The relapse rate was 25% with Qorvex."
WRONG = "The relapse rate was 52% with Qorvex."


def run(*arguments: str, cwd: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder, as a user would."""
    environment = {k: v for k, v in os.environ.items() if k not in {"FORCE_COLOR", "NO_COLOR"}}
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        env=environment | {"PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an article, a right and a wrong summary."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "right.txt").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(WRONG, encoding="utf-8")
    return tmp_path


def write_lines(path: Path, *values: object) -> None:
    """A file of JSON lines; a value that is bytes is written as it is."""
    lines = [v if isinstance(v, bytes) else json.dumps(v).encode() for v in values]
    path.write_bytes(b"\n".join(lines) + b"\n")


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The JSON lines of an answer."""
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_a_text_that_matches_ends_in_zero(desk: Path) -> None:
    """And says so."""
    done = run("check", "right.txt", "--source", "article.txt", cwd=desk)

    assert done.returncode == Exit.FINE
    assert "1 figure: 1 matches" in done.stdout.decode()


def test_a_wrong_figure_ends_in_one(desk: Path) -> None:
    """With the figure and the source's words on standard output and nothing on standard error."""
    done = run("check", "wrong.txt", "--source", "article.txt", cwd=desk)

    assert done.returncode == Exit.FAILED
    assert "52%✗" in done.stdout.decode()
    assert "‹25%›" in done.stdout.decode()
    assert done.stderr == b""


def test_a_text_without_figures_is_fine_and_says_so(desk: Path) -> None:
    """Nothing to check is not a failure."""
    (desk / "none.txt").write_text("Qorvex was studied.", encoding="utf-8")
    done = run("check", "none.txt", "--source", "article.txt", cwd=desk)

    assert done.returncode == Exit.FINE
    assert "no figures to check" in done.stdout.decode()


def test_an_article_without_figures_is_named(desk: Path) -> None:
    """Every figure of the text is then absent, and the reader should know why."""
    (desk / "bare.txt").write_text(
        "Qorvex works\n\nQorvex was studied at length.", encoding="utf-8"
    )
    done = run("check", "right.txt", "--source", "bare.txt", cwd=desk)

    assert done.returncode == Exit.FAILED
    assert "bare.txt: the article has no figures" in done.stdout.decode()


def test_another_language_is_checked_for_figures_only(desk: Path) -> None:
    """And says so."""
    (desk / "de.txt").write_text(
        "Die Studie mit dem Mittel wurde am Montag vorgestellt und ist nicht groß.\n\n"
        "Bei 25% der Patienten kam es zu einem Rückfall, und das ist für die Firma ein Erfolg.",
        encoding="utf-8",
    )
    done = run("check", "right.txt", "--source", "de.txt", cwd=desk)

    assert "looks like German: only figures were compared" in " ".join(done.stdout.decode().split())


def test_a_brief_of_another_language_lists_figures_and_is_incomplete(desk: Path) -> None:
    """What can be done is done; what cannot is said."""
    (desk / "de.txt").write_text(
        "Die Studie mit dem Mittel wurde am Montag vorgestellt und ist nicht groß.\n\n"
        "Bei 25% der Patienten kam es zu einem Rückfall, und das ist für die Firma ein Erfolg.",
        encoding="utf-8",
    )
    done = run("brief", "de.txt", cwd=desk)

    assert done.returncode == Exit.INCOMPLETE
    assert b"looks like German" in done.stderr
    assert "25%" in done.stdout.decode()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("none.txt", None, "no such file"),
        ("folder", "folder", "directory"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n \n", ""),
        ("binary.txt", bytes(range(256)) * 40, ""),
        ("page.pdf", b"%PDF-1.7\n%\xe2\xe3", ""),
        ("long.txt", b"word " * 1_000_001, ""),
    ],
)
@pytest.mark.parametrize("command", ["check", "brief", "figures"])
def test_what_cannot_be_read_is_one_sentence_and_two(
    command: str, name: str, data: bytes | str | None, says: str, desk: Path
) -> None:
    """Missing, directory, empty, blank, binary, a format of later, too long."""
    if data == "folder":
        (desk / name).mkdir()
    elif isinstance(data, bytes):
        (desk / name).write_bytes(data)
    arguments = ["right.txt", "--source", name] if command == "check" else [name]
    done = run(command, *arguments, cwd=desk)

    assert done.returncode == Exit.BAD_INPUT
    assert done.stdout == b""
    assert done.stderr.startswith(b"evenbrief: ")
    assert done.stderr.count(b"\n") == 1
    assert says in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("check",),
        ("check", "right.txt"),
        ("check", "-", "--source", "-"),
        ("check", "right.txt", "--source", "article.txt", "--format", "xml"),
        ("check", "right.txt", "--source", "article.txt", "--story", "0"),
        ("check", "right.txt", "--source", "article.txt", "--pairs", "p.jsonl"),
        ("check", "right.txt", "--source", "article.txt", "--sources", "s.jsonl"),
        ("check", "--source", "article.txt", "right.txt", "wrong.txt", "--story", "1"),
        ("brief",),
        ("brief", "article.txt", "--length", "90"),
        ("figures",),
        ("figures", "article.txt", "--texts", "t.jsonl"),
    ],
)
def test_a_command_that_makes_no_sense_ends_in_two(arguments: tuple[str, ...], desk: Path) -> None:
    """With how it is used, on standard error."""
    done = run(*arguments, cwd=desk)

    assert done.returncode == Exit.BAD_INPUT
    assert done.stdout == b""
    assert b"Usage:" in done.stderr


def test_bad_settings_end_in_two(desk: Path) -> None:
    """Also where only the working directory brought them in."""
    (desk / "evenbrief.toml").write_text("[severity]\nEB_ALTERED = 'mild'\n", encoding="utf-8")
    done = run("check", "right.txt", "--source", "article.txt", cwd=desk)

    assert done.returncode == Exit.BAD_INPUT
    assert b"write error, warn, note or none" in done.stderr


def test_settings_can_dismiss_a_wrong_figure(desk: Path) -> None:
    """Then the check passes, and shows who decided."""
    wrong = run("check", "wrong.txt", "--source", "article.txt", "--format", "json", cwd=desk)
    rule = json.loads(wrong.stdout)["figures"][0]["rule"]
    (desk / "desk.toml").write_text(
        f"[[dismiss]]\ntext = '52%'\nrule = '{rule}'\nname = 'Ann'\nreason = 'asked them'\n",
        encoding="utf-8",
    )
    done = run("check", "wrong.txt", "--source", "article.txt", "--config", "desk.toml", cwd=desk)

    assert done.returncode == Exit.FINE
    assert "dismissed by Ann: asked them" in done.stdout.decode()


def test_several_sources_may_follow_one_option(desk: Path) -> None:
    """`TEXT --source A B`; `--source A TEXT` still reads TEXT as the text."""
    (desk / "other.txt").write_text("Zalmide news\n\nZalmide was studied in 12 people.", "utf-8")
    both = run(
        "check", "right.txt", "--source", "other.txt", "article.txt", "--format", "json", cwd=desk
    )
    before = run("check", "--source", "article.txt", "right.txt", cwd=desk)

    assert both.returncode == Exit.FINE
    assert [s["name"] for s in json.loads(both.stdout)["sources"]] == ["other.txt", "article.txt"]
    assert before.returncode == Exit.FINE


def test_a_text_may_come_from_standard_input_with_mark_and_crlf(desk: Path) -> None:
    """As a Windows editor saves it."""
    given = b"\xef\xbb\xbf" + WRONG.encode() + b"\r\nNo more.\r\n"
    done = run("check", "-", "--source", "article.txt", "--format", "sarif", cwd=desk, given=given)
    [result] = json.loads(done.stdout)["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]

    assert done.returncode == Exit.FAILED
    assert (region["startLine"], region["startColumn"]) == (1, 22)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "html"])
def test_every_form_of_a_check_has_its_exit_code(form: str, desk: Path) -> None:
    """The form changes what is printed, never what is decided."""
    codes = [
        run("check", text, "--source", "article.txt", "--format", form, cwd=desk).returncode
        for text in ("right.txt", "wrong.txt")
    ]

    assert codes == [Exit.FINE, Exit.FAILED]


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


def test_a_template_in_a_text_comes_out_as_the_text_it_is(desk: Path) -> None:
    """In every form."""
    hostile = "{{ 7*7 }} <script>alert(52)</script> 25% ${HOME} %s"
    (desk / "hostile.txt").write_text(hostile, encoding="utf-8")
    for form in ("text", "json", "sarif", "html"):
        done = run("check", "hostile.txt", "--source", "article.txt", "--format", form, cwd=desk)

        assert done.returncode == Exit.FAILED
        assert b"<script>alert" not in done.stdout or form != "html"
        assert b"49" not in done.stdout.split(b"<style>")[0]


def test_help_shows_every_exit_code(desk: Path) -> None:
    """The one table."""
    shown = run("--help", cwd=desk).stdout.decode()

    for code, meaning in MEANINGS.items():
        assert any(line.split()[:1] == [str(int(code))] for line in shown.splitlines())
        assert meaning in " ".join(shown.split())


@pytest.mark.parametrize("command", ["check", "brief", "figures", "doctor"])
def test_help_is_quick_and_loads_no_engine(command: str, desk: Path) -> None:
    """`--help` of a subcommand imports click and nothing heavy."""
    code = (
        "import sys; from pipeline.cli.main import run; "
        f"run(['{command}', '--help']); "
        "print(sorted({'pydantic', 'rich', 'jinja2', 'lxml'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert done.stderr.strip() == "[]"


@pytest.mark.slow
def test_help_takes_less_than_a_fifth_of_a_second(desk: Path) -> None:
    """The warm median of five runs of the whole process."""
    times = []
    for _ in range(6):
        start = time.perf_counter()
        run("--help", cwd=desk)
        times.append(time.perf_counter() - start)

    assert statistics.median(times[1:]) < 0.2


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


def test_a_fault_of_ours_is_one_sentence_and_seventy(capsys: pytest.CaptureFixture[str]) -> None:
    """Never a traceback."""

    @click.group
    def group() -> None:
        """Hold one command."""

    @group.command
    def fall() -> None:
        """Fail in a way nobody foresaw."""
        raise RuntimeError("the floor is missing")

    assert run_here(["fall"], group) is Exit.OUR_FAULT
    assert capsys.readouterr().err == (
        "evenbrief: our own fault (RuntimeError: the floor is missing); "
        "please report it with the command you ran\n"
    )


def test_an_interruption_ends_in_130(desk: Path) -> None:
    """Control-C while it waits for standard input."""
    with subprocess.Popen(
        [*COMMAND, "check", "--pairs", "-"],
        cwd=desk,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(json.dumps({"id": 1, "source": ARTICLE, "summary": RIGHT}).encode())
        process.stdin.write(b"\n")
        process.stdin.flush()
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        complaint = process.stderr.read()
        process.wait(timeout=20)

    assert json.loads(first)["ok"] is True
    assert complaint.decode().strip() == "evenbrief: interrupted"
    assert process.returncode == Exit.INTERRUPTED


def test_doctor_says_what_is_configured(desk: Path) -> None:
    """Without a key, and without a network."""
    done = run("doctor", "--format", "json", cwd=desk)
    report = json.loads(done.stdout)

    assert done.returncode == Exit.FINE
    assert report["schema"] == "evenbrief.doctor/1"
    assert report["model"] == "not configured"
    assert report["settings"] is None
    assert report["missing"] == []
    assert report["python"] == ".".join(map(str, sys.version_info[:3]))
    assert "not configured" in run("doctor", cwd=desk).stdout.decode()


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([], Exit.FINE),
        ([Exit.FINE, Exit.FAILED], Exit.FAILED),
        ([Exit.FAILED, Exit.INCOMPLETE], Exit.INCOMPLETE),
        ([Exit.INCOMPLETE, Exit.BAD_INPUT], Exit.BAD_INPUT),
        ([Exit.NOTHING, Exit.INCONCLUSIVE], Exit.INCONCLUSIVE),
        ([Exit.OUR_FAULT, Exit.INTERRUPTED], Exit.INTERRUPTED),
        ([Exit.OUR_FAULT, Exit.BAD_INPUT], Exit.OUR_FAULT),
    ],
)
def test_the_heaviest_outcome_wins(outcomes: list[Exit], code: Exit) -> None:
    """130, 70, 2, 4, 1, 3, 5, 0."""
    assert heaviest(outcomes) is code


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
