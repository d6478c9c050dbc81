"""The command as a user runs it: exit codes, streams, bad input, never a traceback."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pipeline.cli.inputs import unique_ids
from pipeline.cli.main import run as run_here
from schemas.exits import MEANINGS, Exit, heaviest
from tests.command import ARTICLE, GERMAN, ROOT, WRONG, lay_out, run


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an article, a right and a wrong summary."""
    return lay_out(tmp_path)


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
    (desk / "de.txt").write_text(GERMAN, encoding="utf-8")
    done = run("check", "right.txt", "--source", "de.txt", cwd=desk)

    assert "looks like German: only figures were compared" in " ".join(done.stdout.decode().split())


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("none.txt", None, "no such file"),
        ("", None, "is no path"),
        ("folder", "folder", "directory"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n \n", "is empty"),
        ("binary.txt", bytes(range(256)) * 40, "NUL bytes"),
        ("page.pdf", b"%PDF-1.7\n%\xe2\xe3", "is a PDF that is cut off"),
        ("long.txt", b"word " * 1_000_001, "more than 5,000,000 characters"),
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


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (("a/x.txt", "y.txt"), ("x.txt", "y.txt")),
        (("a/x.txt", "b/x.txt", "y.txt"), ("a/x.txt", "b/x.txt", "y.txt")),
        (("x.txt", "x.txt"), ("x.txt", "x.txt (2)")),
        (("a/x.txt", "b/x.txt", "a/x.txt"), ("a/x.txt", "b/x.txt", "a/x.txt (2)")),
        (("-",), ("-",)),
    ],
)
def test_no_two_sources_share_an_id(paths: tuple[str, ...], ids: tuple[str, ...]) -> None:
    """The file's name where that is enough, else the path, else its turn."""
    assert unique_ids(paths) == ids


def test_the_words_of_two_sources_of_one_name_are_told_apart(desk: Path) -> None:
    """25% stands in the second of them, and the evidence says so."""
    for name, words in (("a", "Zalmide was given to 12 people."), ("b", ARTICLE)):
        (desk / name).mkdir()
        (desk / name / "x.txt").write_text(f"Trial news\n\n{words}", "utf-8")
    done = run("check", "right.txt", "--source", "a/x.txt", "b/x.txt", "--format", "json", cwd=desk)

    assert done.returncode == Exit.FINE
    assert json.loads(done.stdout)["figures"][0]["source"][0]["source_id"] == "b/x.txt"


def test_a_text_may_come_from_standard_input_with_mark_and_crlf(desk: Path) -> None:
    """As a Windows editor saves it."""
    given = b"\xef\xbb\xbf" + WRONG.encode() + b"\r\nNo more.\r\n"
    done = run("check", "-", "--source", "article.txt", "--format", "sarif", cwd=desk, given=given)
    [result] = json.loads(done.stdout)["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]

    assert done.returncode == Exit.FAILED
    assert (region["startLine"], region["startColumn"]) == (1, 22)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The relapse rate was 25% with Qorvex.", "plain 25% in another"),
        ("Lindqvist shares fell 12%.", "1 note on what this text does not mention: --explain"),
    ],
)
def test_a_check_tells_of_the_articles_faults_where_its_text_rests_on_them(
    said: str, shown: str, desk: Path
) -> None:
    """About 25% and plain 25% matter to who prints 25%; --explain and JSON tell it to everyone."""
    article = (
        "Qorvex halves relapses in a small trial\n\n"
        "Lindqvist Bio said that Qorvex was given to 30 people with Darrow's syndrome.\n\n"
        "The relapse rate was about 25% with Qorvex. The trial was small.\n\n"
        "The relapse rate was 25% with Qorvex, it said again. Lindqvist shares fell 12%.\n"
    )
    (desk / "twice.txt").write_text(article, encoding="utf-8")
    text, all_of_it, document = (
        run("check", "-", "--source", "twice.txt", *more, cwd=desk, given=said.encode()).stdout
        for more in ((), ("--explain",), ("--format", "json"))
    )

    assert shown in " ".join(text.decode().split())
    assert "plain 25% in another" in " ".join(all_of_it.decode().split())
    assert len(json.loads(document)["source_notes"]) == 1


def test_an_explanation_is_given_in_every_form_that_has_room_for_it(desk: Path) -> None:
    """Terminal, JSON and page tell the places considered and the fix, and only when asked."""
    for form, words in (("text", "● line 5"), ("json", '"candidates"'), ("html", 'class="why"')):
        asked, plain = (
            run("check", "wrong.txt", "--source", "article.txt", "--format", form, *more, cwd=desk)
            for more in (("--explain",), ())
        )

        assert words in asked.stdout.decode()
        assert "taken as the figure that belongs here" in " ".join(asked.stdout.decode().split())
        assert words not in plain.stdout.decode()
        assert "taken as" not in plain.stdout.decode()
        assert asked.returncode == plain.returncode == Exit.FAILED


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "html"])
def test_every_form_of_a_check_has_its_exit_code(form: str, desk: Path) -> None:
    """The form changes what is printed, never what is decided."""
    codes = [
        run("check", text, "--source", "article.txt", "--format", form, cwd=desk).returncode
        for text in ("right.txt", "wrong.txt")
    ]

    assert codes == [Exit.FINE, Exit.FAILED]


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


@pytest.mark.parametrize("command", ["check", "brief", "figures", "prompts", "doctor"])
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
    """Of the processor, whole process, the least of six runs: what others run does not count.

    The wall time of an idle machine stands in benchmarks/README.md.
    """
    times = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run("--help", cwd=desk)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    assert min(times) < 0.2


WATCHED = """
import sys
def watch(event, _):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.bind",
                         "socket.sendto", "urllib.Request", "http.client.connect")):
        sys.exit(f"network: {event}")
sys.addaudithook(watch)
"""
"""What Python itself tells of every address that is asked for or reached."""


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "right.txt", "--source", "article.txt"),
        ("check", "right.txt", "--source", "article.txt", "--format", "html"),
        ("brief", "article.txt"),
        ("figures", "article.txt"),
        ("doctor",),
    ],
)
def test_no_command_uses_the_network(arguments: tuple[str, ...], desk: Path) -> None:
    """Not one name is looked up, not one address reached."""
    code = f"{WATCHED}\nfrom pipeline.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == Exit.FINE, done.stderr
    assert "network" not in done.stderr


@pytest.mark.parametrize(
    "use",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import urllib.request; urllib.request.urlopen('http://localhost:9/')",
    ],
)
def test_the_watch_over_the_network_sees_its_use(use: str) -> None:
    """A test that finds nothing proves something only if it can find."""
    done = subprocess.run(
        [sys.executable, "-c", f"{WATCHED}\n{use}"], capture_output=True, text=True, check=False
    )

    assert done.stderr.startswith("network: ")


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


def test_doctor_says_what_is_configured(desk: Path) -> None:
    """Without a key, and without a network."""
    done = run("doctor", "--format", "json", cwd=desk)
    report = json.loads(done.stdout)

    assert done.returncode == Exit.FINE
    assert report["schema"] == "evenbrief.doctor/1"
    assert report["model"]["name"] == ""
    assert report["call"] is None
    assert report["settings"] is None
    assert report["missing"] == []
    assert report["python"] == ".".join(map(str, sys.version_info[:3]))
    assert "model      none named" in run("doctor", cwd=desk).stdout.decode()


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


def test_a_broken_line_of_json_loses_no_other_source(tmp_path: Path) -> None:
    """It is told with its line, and the text is checked against the rest."""
    lay_out(tmp_path)
    article = json.dumps({"id": "a", "text": (tmp_path / "article.txt").read_text("utf-8")})
    (tmp_path / "lines.jsonl").write_text(f'{article}\n{{"id": "b", "text":\n', encoding="utf-8")

    done = run("check", "right.txt", "--source", "lines.jsonl", cwd=tmp_path)

    assert done.returncode == Exit.FINE
    assert b"line 2" in done.stderr
