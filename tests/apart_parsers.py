"""Parsers that misbehave, for a child process of the tests: what `media` names is what they do."""

import ctypes
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.read.child import serve
from pipeline.read.formats import parse
from pipeline.read.raw import Raw
from schemas.errors import ReadError

START = (
    "import sys; sys.path += sys.argv[2:]; from tests.apart_parsers import main; main(sys.argv[1])"
)
"""What a `Reader` is given to run these."""


def refuse(data: bytes, name: str) -> Raw:
    """What a parser does with what is not its kind."""
    raise ReadError(f"{name}: is none of ours; give another")


def fail(data: bytes, name: str) -> Raw:
    """An error of the parser's own."""
    raise KeyError(name)


def recurse(data: bytes, name: str) -> Raw:
    """A parser that goes too deep."""
    return recurse(data, name)


def need(data: bytes, name: str) -> Raw:
    """A library that is not there."""
    raise ModuleNotFoundError("gone", name="vantulib")


def sleep(data: bytes, name: str) -> Raw:
    """No end, and no work."""
    time.sleep(60)
    return Raw("")


def spin(data: bytes, name: str) -> Raw:
    """No end, and all the work."""
    if Path(name).is_dir():
        show(data, name)
    while True:
        pass


def work(data: bytes, name: str) -> Raw:
    """Two thirds of a second of computing."""
    end = time.process_time() + 0.67
    while time.process_time() < end:
        pass
    return Raw("worked")


def show(data: bytes, name: str) -> Raw:
    """An empty file in the folder `name`, called by the process's number."""
    Path(name, str(os.getpid())).touch()
    return Raw("shown")


def fill(data: bytes, name: str) -> Raw:
    """More memory than there may be."""
    return Raw(str(len(bytearray(10**9))))


def hold(data: bytes, name: str) -> Raw:
    """So many bytes as `data` says, for ever."""
    _HELD.append(bytes(int(data)))
    return Raw(f"{len(_HELD)}")


def crash(data: bytes, name: str) -> Raw:
    """A read at address 0."""
    return Raw(repr(ctypes.string_at(0)))


def leave(data: bytes, name: str) -> Raw:
    """The end, without a word."""
    os._exit(3)


def noise(data: bytes, name: str) -> Raw:
    """Words on the standard output, by Python and below it."""
    print("noise", flush=True)
    os.write(1, b"noise")
    return Raw("quiet")


def flood(data: bytes, name: str) -> Raw:
    """A thousand times what came in."""
    return Raw(data.decode() * 1000)


def write(data: bytes, name: str) -> Raw:
    """A file."""
    with Path(name).open("wb", buffering=0) as file:
        return Raw(str(file.write(data)))


def open_many(data: bytes, name: str) -> Raw:
    """A hundred files at a time."""
    return Raw(str([os.open(os.devnull, os.O_RDONLY) for _ in range(100)]))


def describe(data: bytes, name: str) -> Raw:
    """The process: its number, its variables, its folder and the libraries in it."""
    loaded = " ".join(sorted({module.partition(".")[0] for module in sys.modules}))
    return Raw(f"{os.getpid()}", str(sorted(os.environ)), name=str(Path.cwd()), encoding=loaded)


_HELD: list[bytes] = []
PARSERS: Mapping[str, Callable[[bytes, str], Raw]] = {
    each.__name__: each
    for each in (
        *(refuse, fail, recurse, need, sleep, spin, work, show, fill, hold, crash, leave),
        *(noise, flood, write, open_many, describe),
    )
}


def misbehave(media: str, data: bytes, name: str) -> list[Raw]:
    """Do what `media` says; the real kinds are parsed as ever."""
    return [PARSERS[media](data, name)] if media in PARSERS else parse(media, data, name)


def main(limits: str) -> None:
    """Serve as `pipeline.read.child` does."""
    serve(limits, misbehave)
