"""The process that parses: documents come in by one pipe, what they hold goes out by another.

It limits itself before it sees the first document, imports neither pydantic nor click, and serves
one document after another until its pipe ends. `apart` starts it, and kills it.
"""

import json
import math
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from io import FileIO
from pathlib import PurePath
from types import TracebackType

from pipeline.read.formats import parse
from pipeline.read.limits import Limits
from pipeline.read.raw import Raw
from pipeline.read.wire import pack, receive, send
from schemas.errors import ReadError

try:
    import fcntl
    import resource
except ImportError:
    CAN_LIMIT = False
    """Without these modules only the clock of `apart` limits a parser."""
else:
    CAN_LIMIT = True

MOST_REQUEST_BYTES = 2**30

GRACE_SECONDS = 1.0
"""By how much the child's own clock runs longer than that of `apart`, which can say more."""

Parse = Callable[[str, bytes, str], list[Raw]]


def main(limits: str) -> None:
    """Serve documents until the pipe ends; `limits` is a `Limits` as a JSON list."""
    serve(limits, parse)


def serve(limits: str, parse_one: Parse) -> None:
    """The same with a parser of one's own."""
    chosen = Limits(*json.loads(limits))
    requests, answers = FileIO(0, "rb"), _keep_answers()
    sys.excepthook = partial(_tell_failure, answers)
    confine(chosen)
    while True:
        try:
            head = json.loads(receive(requests, MOST_REQUEST_BYTES))
            data = receive(requests, MOST_REQUEST_BYTES)
        except EOFError:
            return
        start_clocks(chosen)
        answer = _answer(parse_one, head, data)
        stop_clocks()
        send(answers, answer)


def confine(limits: Limits) -> None:
    """Give back, for good, what no parser needs; a smaller limit that is there already stays."""
    if not CAN_LIMIT:
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        there = resource.getrlimit(what)[1]
        least = most if there == resource.RLIM_INFINITY else min(most, there)
        resource.setrlimit(what, (least, least))


def start_clocks(limits: Limits) -> None:
    """End this process by itself when a document takes too long or nobody waits for it any more.

    A parser holds the interpreter while it works, so signals whose usual effect is death do it: of
    computing time (SIGXCPU), of the clock (SIGALRM), of the other end of the pipe (SIGIO).
    """
    if not CAN_LIMIT:
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = math.ceil(time.process_time()) + limits.cpu_seconds
    least = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (least, hard))
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + GRACE_SECONDS)
    _hear_end(is_heard=True)


def stop_clocks() -> None:
    """Wait for the next document as long as it takes."""
    if CAN_LIMIT:
        _hear_end(is_heard=False)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _hear_end(*, is_heard: bool) -> None:
    """Shall a SIGIO come when the pipe of documents ends? Not while a document is on its way."""
    flags = fcntl.fcntl(0, fcntl.F_GETFL)
    flags = flags | os.O_ASYNC if is_heard else flags & ~os.O_ASYNC
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, flags)


def _keep_answers() -> FileIO:
    """The pipe for answers; what a parser prints goes nowhere instead."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return FileIO(kept, "wb")


def _answer(parse_one: Parse, head: dict[str, str], data: bytes) -> bytes:
    """The documents, or why there are none, as JSON."""
    name = head["name"]
    try:
        return pack(parse_one(head["media"], data, name))
    except ReadError as error:
        return _note("refused", str(error))
    except ModuleNotFoundError as error:
        return _note("needs", error.name or str(error))
    except MemoryError:
        return _note("memory", "")
    except RecursionError:
        return _note("refused", f"{name}: is nested too deeply to be read whole; save it as text")


def _tell_failure(
    answers: FileIO, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say at which line of which file a parser gave up; the process ends behind this."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    send(answers, _note("failed", f"{kind.__name__} at {place}"))


def _note(kind: str, words: str) -> bytes:
    return json.dumps({kind: words}).encode("ascii")
