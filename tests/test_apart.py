"""Parsers in a process of their own: what goes wrong there is one sentence here."""

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.read.apart import Reader, _is_library, parse_apart
from pipeline.read.html import read_html_bytes
from pipeline.read.limits import LIMITS, Limits
from pipeline.read.raw import Raw
from schemas.errors import ReadError
from tests.apart_parsers import START

ROOT = Path(__file__).resolve().parent.parent
PAGE = b"<h1>Orvenda falls</h1><p>Shares of Orvenda fell 4.5% to $12.30.</p>"


@pytest.fixture
def reader() -> Iterator[Reader]:
    """A reader of the parsers that misbehave."""
    with Reader(LIMITS, START) as made:
        yield made


def refusal(reader: Reader, media: str, data: bytes = b"") -> str:
    """The sentence with which a document is refused."""
    with pytest.raises(ReadError) as refused:
        reader.parse(media, data, "in/x")
    return str(refused.value)


def process_of(reader: Reader) -> int:
    """The number of the process that parses."""
    return int(reader.parse("describe", b"", "x")[0].text)


def test_a_page_is_read_as_its_parser_reads_it() -> None:
    """Text, marks and origins come through the pipe as they are."""
    assert parse_apart("html", PAGE, "x.html") == read_html_bytes(PAGE, "x.html")


def test_nothing_is_imported_from_the_folder_that_the_command_is_called_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python -m` puts it first among the caller's folders; what lies there is no library."""
    seen = tmp_path / "imported"
    for name in ("json", "lxml", "selectolax", "pypdfium2"):
        (tmp_path / f"{name}.py").write_text(f"open({str(seen)!r}, 'w')")
    (tmp_path / "lxml-9.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.chdir(tmp_path)

    assert parse_apart("html", PAGE, "x.html") == read_html_bytes(PAGE, "x.html")
    assert not seen.exists()


def test_libraries_are_found_wherever_an_installer_put_them(tmp_path: Path) -> None:
    """Into an environment, or into a folder of one's own, where their records lie beside them."""
    kept = [tmp_path / "site-packages", tmp_path / "target"]
    for folder in (*kept, tmp_path / "scripts"):
        folder.mkdir()
    (tmp_path / "target" / "lxml-6.0.dist-info").mkdir()

    assert [folder for folder in sorted(tmp_path.iterdir()) if _is_library(folder)] == kept


@pytest.mark.parametrize(
    ("media", "says"),
    [
        ("refuse", "in/x: is none of ours; give another"),
        ("need", "in/x: needs the library 'vantulib' to be read; install evenbrief[read], "),
        ("fail", "in/x: its parser failed (KeyError at apart_parsers.py:"),
        ("recurse", "in/x: is nested too deeply to be read whole; save it as text"),
        ("fill", "in/x: takes more than 512 MB of memory to read; save the article alone as text"),
        ("crash", "in/x: its parser ended without an answer (SIGSEGV); save it as text"),
        ("leave", "in/x: its parser ended without an answer (exit 3); save it as text"),
        ("open_many", "in/x: its parser failed (OSError at apart_parsers.py:"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_touches_no_other(
    reader: Reader, media: str, says: str
) -> None:
    """The page behind the bad document is read like any other."""
    assert refusal(reader, media).startswith(says)
    assert reader.parse("html", PAGE, "x") == read_html_bytes(PAGE, "x")


def test_a_parser_without_end_is_ended() -> None:
    """By the clock, whether it works or sleeps."""
    with Reader(Limits(wall_seconds=1.0), START) as reader:
        for media in ("sleep", "spin"):
            assert refusal(reader, media) == (
                "in/x: takes more than 1 seconds to read; save the article alone as text"
            )
        assert reader.parse("html", PAGE, "x")[0].title == "Orvenda falls"


def test_computing_time_is_limited_for_each_document() -> None:
    """One second for each, however many there were."""
    with Reader(Limits(cpu_seconds=1), START) as reader:
        assert [reader.parse("work", b"", "x")[0].text for _ in range(2)] == ["worked"] * 2
        assert "takes more than 1 seconds to read" in refusal(reader, "spin")


def test_a_child_is_kept_for_the_next_document_and_replaced_when_worn() -> None:
    """Three documents a process."""
    with Reader(Limits(documents=3), START) as reader:
        numbers = [process_of(reader) for _ in range(7)]

    assert len(set(numbers)) == 3
    assert numbers[0] == numbers[2] != numbers[3] == numbers[5] != numbers[6]


def test_a_refusal_keeps_the_child_and_a_failure_replaces_it(reader: Reader) -> None:
    """What a parser left behind in a state nobody knows is not used again."""
    first = process_of(reader)
    refusal(reader, "refuse")
    assert process_of(reader) == first
    refusal(reader, "fail")
    assert process_of(reader) != first


def test_what_documents_before_left_behind_costs_the_next_one_nothing(reader: Reader) -> None:
    """With too little memory left it is read once more, in a new process."""
    reader.parse("hold", b"300000000", "x")

    assert reader.parse("hold", b"300000000", "x")[0].text == "1"


def test_the_child_has_nothing_of_the_parent(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No variables, no folder, no schemas, no command line."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    reader.parse("html", PAGE, "x")

    found = reader.parse("describe", b"", "x")[0]

    assert not re.search("KEY|PROXY|HOME|PATH(?!')", found.title)
    assert found.name == "/"
    assert {"lxml", "json"} <= set(found.encoding.split())
    assert not {"pydantic", "click", "rich", "jinja2", "socket"} & set(found.encoding.split())


def test_the_child_writes_no_file(reader: Reader, tmp_path: Path) -> None:
    """Not a byte."""
    path = tmp_path / "written"

    with pytest.raises(ReadError, match="OSError"):
        reader.parse("write", b"secret", str(path))

    assert path.read_bytes() == b""


def test_what_a_parser_prints_is_not_its_answer(reader: Reader) -> None:
    """Neither by Python nor below it."""
    assert reader.parse("noise", b"", "x") == [Raw("quiet")]


@pytest.mark.parametrize(
    "answer",
    [
        b"\0\0\0\0\0\0\0\3abc",
        b"\0\0\0\0\0\0\0\2[]",
        b"\0\0\0\0\0\0\0\2{}",
        b'\0\0\0\0\0\0\0\x0c{"raws":[1]}',
        b'\0\0\0\0\0\0\0\x0d{"refused":1}',
        (200_000).to_bytes(8, "big") + b"[" * 200_000,
    ],
)
def test_garbage_on_the_pipe_is_no_document(answer: bytes) -> None:
    """Whatever the child sends, it is believed only where it is a document."""
    start = (
        f"import sys, time; rest = {answer[-1:]!r} * {len(answer) - 20}; "
        f"sys.stdout.buffer.write({answer[:20]!r} + rest); sys.stdout.flush(); time.sleep(60)"
    )
    with Reader(LIMITS, start) as reader:
        says = refusal(reader, "html")

    assert says == ("in/x: its parser sent what is no document; save it as text, and report this")


def test_half_an_answer_is_none() -> None:
    """The end comes before the last byte."""
    with Reader(LIMITS, "import sys; sys.stdout.write('1234'); sys.exit(5)") as reader:
        assert refusal(reader, "html") == (
            "in/x: its parser ended without an answer (exit 5); save it as text"
        )


def test_text_without_end_is_refused() -> None:
    """By its characters, and by the bytes of the answer before they are read."""
    with Reader(Limits(characters=5000, answer_bytes=20_000), START) as reader:
        assert refusal(reader, "flood", b"ab" * 5) == (
            "in/x: 10,000 characters, more than 5,000 characters; "
            "give one article, not a collection"
        )
        assert refusal(reader, "flood", b"ab" * 50) == (
            "in/x: holds more than 0 MB of text and marks; give one article, not a collection"
        )
        assert len(reader.parse("flood", b"ab", "x")[0].text) == 2000


def open_files() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def children() -> set[int]:
    """The processes that this one started and that are not buried yet."""
    lists = Path("/proc/self/task").glob("*/children")
    return {int(number) for each in lists for number in each.read_text().split()}


def test_nothing_is_left_open_and_nobody_unburied() -> None:
    """Neither files nor processes, whatever happened."""
    before = open_files(), children()
    with Reader(Limits(wall_seconds=1.0), START) as reader:
        assert reader.parse("html", PAGE, "x")
        assert len(children() - before[1]) == 1
        for media in ("html", "sleep", "crash", "fail", "refuse", "leave"):
            try:
                reader.parse(media, PAGE, "x")
            except ReadError:
                continue
    parse_apart("html", PAGE, "x")

    assert (open_files(), children()) == before


def test_threads_share_a_reader(reader: Reader) -> None:
    """Each gets its own document, one after another."""
    found: dict[int, str] = {}

    def read(number: int) -> None:
        found[number] = reader.parse("html", b"<p>Orvenda rose %d%%." % number, "x")[0].text

    threads = [threading.Thread(target=read, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {number: f"Orvenda rose {number}%." for number in range(20)}


def test_a_reader_outlives_the_thread_that_started_its_child(reader: Reader) -> None:
    """A server's threads come and go."""
    numbers: list[int] = []
    for _ in range(2):
        thread = threading.Thread(target=lambda: numbers.append(process_of(reader)))
        thread.start()
        thread.join()

    assert numbers[0] == numbers[1]


WITHOUT = (
    "import sys; sys.path += sys.argv[2:]; sys.modules['resource'] = None; "
    "from tests.apart_parsers import main; main(sys.argv[1])"
)


def test_where_nothing_can_be_limited_the_clock_still_is() -> None:
    """As on a platform without the module `resource`."""
    with Reader(Limits(wall_seconds=1.0), WITHOUT) as reader:
        assert "takes more than 1 seconds" in refusal(reader, "spin")
    with Reader(start=WITHOUT) as reader:
        assert reader.parse("html", PAGE, "x") == read_html_bytes(PAGE, "x")
        assert len(reader.parse("open_many", b"", "x")) == 1


FORKED = """
import os, sys
from pipeline.read.apart import Reader
from pipeline.read.limits import LIMITS
from tests.apart_parsers import START

with Reader(LIMITS, START) as reader:
    def number():
        return int(reader.parse("describe", b"", "x")[0].text)
    mine = number()
    child = os.fork()
    if child == 0:
        theirs = number()
        reader.close()
        os._exit(0 if theirs not in {mine, os.getpid()} else 9)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code, number() == mine)
"""


def run(code: str) -> "subprocess.Popen[str]":
    """A Python of its own, with this project at hand."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_forked_process_has_a_child_of_its_own() -> None:
    """And the one it was forked from keeps its own."""
    output, errors = run(FORKED).communicate(timeout=60)

    assert (output.split(), errors) == (["0", "True"], "")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("media", ["spin", "show"])
def test_when_the_parent_goes_the_parser_goes(
    tmp_path: Path, how: signal.Signals, media: str
) -> None:
    """Killed, there is nobody left to end the child; it ends itself, at work or waiting."""
    parent = run(
        "import time\nfrom pipeline.read.apart import Reader\n"
        "from tests.apart_parsers import START\n"
        f"with Reader(start=START) as reader: reader.parse({media!r}, b'', {str(tmp_path)!r}); "
        "time.sleep(60)"
    )
    number = wait_for(lambda: next((path.name for path in tmp_path.iterdir()), ""))

    parent.send_signal(how)
    parent.communicate()

    assert wait_for(lambda: "gone" if not Path("/proc", number).exists() else "") == "gone"


def wait_for(look: Callable[[], str], seconds: float = 10) -> str:
    """What `look` finds, as soon as it finds something."""
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.02)
    return found
