"""A document's bytes in, what its parser found out; the parser runs in a process with limits.

Whatever a document does to its parser (a crash, all memory, no end), the caller gets a ReadError
and can go on. A `Reader` keeps its process for the next document; `parse_apart` is for one alone.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from pipeline.read.limits import LIMITS, Limits
from pipeline.read.raw import Raw
from pipeline.read.wire import TooLong, receive, send, unpack
from schemas.errors import ReadError

START = (
    "import sys; sys.path += sys.argv[2:]; from pipeline.read.child import main; main(sys.argv[1])"
)
"""What the child runs; the tests give a start of their own, no command line can."""

KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Without these some Pythons do not start; nothing else of the environment is passed on."""

LIBRARY_FOLDERS = ("site-packages", "dist-packages")
"""Where Python installs libraries; other folders hold them where they hold a `.dist-info`."""

SENTENCES = {
    "needs": "needs the library {detail!r} to be read; install evenbrief[read], or save it as text",
    "failed": "its parser failed ({detail}); save it as text, and report this",
    "late": "takes more than {detail} seconds to read; save the article alone as text",
    "memory": "takes more than {detail} MB of memory to read; save the article alone as text",
    "aborted": "takes more than {detail} MB of memory to read, or is damaged; "
    "save the article alone as text",
    "lost": "its parser ended without an answer ({detail}); save it as text",
    "large": "holds more than {detail} MB of text and marks; give one article, not a collection",
    "garbled": "its parser sent what is no document; save it as text, and report this",
    "unstarted": "no process could be started to read it in ({detail}); try again",
}
"""Why a child answers with no documents, behind the document's name. `refused` is its own words."""

ABORTS = ("SIGABRT", "SIGTRAP", "SIGILL")
"""How a parser in C++ ends that gets no more memory, or finds that it must not go on."""


class _Child(NamedTuple):
    """A process that parses, and how many documents it has been given."""

    process: subprocess.Popen[bytes]
    served: int


def parse_apart(media: str, data: bytes, name: str, limits: Limits = LIMITS) -> list[Raw]:
    """The documents that an input of that kind holds, read in a process of its own.

    Raises ReadError, one sentence, for whatever cannot be read within the limits.
    """
    with Reader(limits) as reader:
        return reader.parse(media, data, name)


class Reader:
    """Parses one document after another in a process that starts with the first; close it.

    It may be used from several threads, which then wait for each other, and in a forked process,
    which then starts a child of its own. A child that was killed or is worn is replaced.
    """

    def __init__(self, limits: Limits = LIMITS, start: str = START) -> None:
        self._limits = limits
        self._start = start
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if there is one; the reader can be used again and starts another."""
        self._own()
        with self._lock:
            self._stop()

    def parse(self, media: str, data: bytes, name: str) -> list[Raw]:
        """As `parse_apart`; `media` is the value of a `schemas.article.Media`."""
        self._own()
        with self._lock:
            is_worn = self._child is not None and self._child.served > 0
            answer = self._ask(media, data, name)
            if "memory" in answer and is_worn:
                answer = self._ask(media, data, name)  # Others may have left too little behind.
        return self._believe(answer, name)

    def _ask(self, media: str, data: bytes, name: str) -> dict[str, Any]:
        """What the child answers; after anything but documents or a refusal it is replaced."""
        answer: dict[str, Any] = {}
        try:
            answer = self._exchange(media, data, name)
        finally:
            if not {"raws", "refused"} & answer.keys():
                self._stop()
        return answer

    def _exchange(self, media: str, data: bytes, name: str) -> dict[str, Any]:
        try:
            child = self._next_child()
        except OSError as error:
            return {"unstarted": error.strerror}
        late = threading.Event()
        clock = threading.Timer(self._limits.wall_seconds, _end_late, (child.process, late))
        clock.daemon = True
        clock.start()
        try:
            answer = _converse(child.process, (media, data, name), self._limits.answer_bytes)
        finally:
            clock.cancel()
            clock.join()
        if late.is_set():
            return {"late": f"{self._limits.wall_seconds:g}"}
        return _ending(self._stop(seconds=1.0), self._limits) if answer is None else answer

    def _next_child(self) -> _Child:
        if self._child and self._child.served >= self._limits.documents:
            self._stop()
        there = self._child or _Child(_start_process(self._start, self._limits), 0)
        self._child = there._replace(served=there.served + 1)
        return self._child

    def _stop(self, seconds: float = 0.0) -> int:
        """End the child, if there is one, and say the code it ended with by itself in that time."""
        if self._child is None:
            return 0
        process, self._child = self._child.process, None
        _close_pipes(process)
        with suppress(subprocess.TimeoutExpired):
            if seconds:
                return process.wait(seconds)
        _kill(process)
        process.wait()
        return 0

    def _own(self) -> None:
        """In a forked process forget the child, which is another's to use and to wait for."""
        if self._owner == os.getpid():
            return
        self._owner, self._lock = os.getpid(), threading.Lock()
        if self._child is not None:
            _close_pipes(self._child.process)
            self._child.process.returncode = 0
            self._child = None

    def _believe(self, answer: dict[str, Any], name: str) -> list[Raw]:
        if "raws" not in answer:
            raise ReadError(_sentence(answer, name, self._limits))
        try:
            raws = unpack(answer["raws"])
        except ValueError as error:
            raise ReadError(_sentence({}, name, self._limits)) from error
        length = sum(len(raw.text) for raw in raws)
        if length > self._limits.characters:
            raise ReadError(
                f"{name}: {length:,} characters, more than {self._limits.characters:,} characters; "
                "give one article, not a collection"
            )
        return raws


def _start_process(start: str, limits: Limits) -> "subprocess.Popen[bytes]":
    """A Python that knows only where the libraries are; it leads a group, so that all of it ends.

    `-I` and `-S` keep away the user's settings and what `site` would import.
    """
    here = str(Path(__file__).resolve().parents[2])
    places = [
        str(folder) for place in sys.path if place and _is_library(folder := Path(place).resolve())
    ]
    options = ["-I", "-S", "-B", "-X", "utf8", "-c", start]
    return subprocess.Popen(
        [sys.executable, *options, json.dumps(limits), here, *places],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(here).anchor,
        env={key: os.environ[key] for key in KEPT_ENVIRONMENT if key in os.environ},
        start_new_session=True,
    )


def _is_library(folder: Path) -> bool:
    """Were libraries installed into it? What else the caller imports from is not passed on.

    So no file that lies beside an article, in the current folder, is taken for a library.
    """
    if folder.name in LIBRARY_FOLDERS:
        return folder.is_dir()
    is_current = folder.is_dir() and folder.samefile(os.curdir)
    return not is_current and any(folder.glob("*.dist-info"))


def _converse(
    process: "subprocess.Popen[bytes]", document: tuple[str, bytes, str], most: int
) -> dict[str, Any] | None:
    """Hand over a document and wait for the answer; `None` where the child ends without one."""
    media, data, name = document
    if process.stdin is None or process.stdout is None:
        return None
    with suppress(BrokenPipeError):  # It may have said before why it ended.
        send(process.stdin, json.dumps({"media": media, "name": name}).encode("ascii"), data)
    try:
        answer = json.loads(receive(process.stdout, most))
    except EOFError:
        return None
    except TooLong:
        return {"large": most // 2**20}
    except (ValueError, RecursionError):
        return {"garbled": ""}
    return answer if isinstance(answer, dict) else {"garbled": ""}


def _ending(code: int, limits: Limits) -> dict[str, str]:
    """What it means that the child ended with that code before it answered."""
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"exit {code}"
    if name == "SIGXCPU":
        return {"late": f"{limits.cpu_seconds}"}
    if name == "SIGALRM":
        return {"late": f"{limits.wall_seconds:g}"}
    kinds = {"SIGKILL": "memory"} | dict.fromkeys(ABORTS, "aborted")
    return {kinds.get(name, "lost"): name}


def _sentence(answer: dict[str, Any], name: str, limits: Limits) -> str:
    """Why there are no documents: where, what, and what to do."""
    kind, detail = next(iter(answer.items()), ("garbled", ""))
    if kind == "refused" and isinstance(detail, str):
        return detail
    if kind in {"memory", "aborted"}:
        detail = limits.memory_bytes // 2**20
    return f"{name}: {SENTENCES.get(kind, SENTENCES['garbled']).format(detail=detail)}"


def _end_late(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _close_pipes(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
