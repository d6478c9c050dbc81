"""What a parser found crosses a pipe and comes out as it went in."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.raw import Raw, RawCell, RawMark, RawOrigin, RawTable, Said
from pipeline.read.wire import TooLong, pack, receive, send, unpack

TEXT = "Arm\tORR\nA\t58%"
FULL = Raw(
    text=TEXT,
    title="Orvenda “early”",
    marks=(RawMark(0, 7, "tr"),),
    tables=(
        RawTable(
            0,
            13,
            (RawCell(0, 3, 0, 0, 1, 1, True), RawCell(10, 13, 1, 1, 2, 3, False)),
            (0, 3),
        ),
        RawTable(0, 13, ()),
    ),
    origins=(
        RawOrigin(0, 3, "page 2", 7, (72.5, 1e-7, 540.0, 0.1 + 0.2)),
        RawOrigin(4, 7, "/html/body/p[1]/text()[1]"),
    ),
    said=(Said("meta og:title", "Orvenda \U0001f4c8"),),
    name="#3",
    encoding="cp1252",
    fault="line 7: is no JSON",
)


def through(raws: list[Raw]) -> list[Raw]:
    """The documents behind the pipe."""
    return unpack(json.loads(pack(raws))["raws"])


def test_documents_come_through_as_they_are() -> None:
    """Every field of them, down to the last digit of a box."""
    assert all(value != default for value, default in zip(FULL[1:], Raw("")[1:], strict=True))
    assert through([FULL, Raw("")]) == [FULL, Raw("")]
    assert type(through([FULL])[0].tables[0].cells[1]) is RawCell


@given(st.text(), st.text())
def test_any_text_comes_through(text: str, value: str) -> None:
    """Whatever its characters."""
    raw = Raw(text, said=(Said("x", value),))

    assert through([raw]) == [raw]


def test_half_a_surrogate_pair_becomes_one_mark_and_moves_nothing() -> None:
    """A JSON string cut in the middle of an emoji has one; no text can be written with it."""
    found = through([Raw("4% \ud83d up", marks=(RawMark(5, 7, "a"),))])

    assert found == [Raw("4% \ufffd up", marks=(RawMark(5, 7, "a"),))]


def damaged() -> list[Any]:
    """Answers that are nearly documents."""
    whole = json.loads(pack([FULL]))["raws"]
    changes = [
        ((), {}),
        ((0,), "text"),
        ((0,), whole[0][:-1]),
        ((0, 0), None),
        ((0, 5, 0, 1), "4% \ud83d"),
        ((0, 2, 0, 0), -1),
        ((0, 2, 0, 1), 14),
        ((0, 2, 0, 0), 8),
        ((0, 2, 0, 0), True),
        ((0, 2, 0, 0), 0.0),
        ((0, 3, 0, 2, 0, 6), 1),
        ((0, 3, 0, 3), [0]),
        ((0, 4, 0, 4), [0, 0, 0]),
        ((0, 4, 0, 4), [0, 0, 0, float("inf")]),
        ((0, 4, 0, 4), [0, 0, 0, "1"]),
        ((0, 5, 0), ["x"]),
    ]
    return [changed(whole, path, value) for path, value in changes]


def changed(found: Any, path: tuple[int, ...], value: object) -> Any:
    """The same lists with another value at one place."""
    if not path:
        return value
    return [
        changed(item, path[1:], value) if number == path[0] else item
        for number, item in enumerate(found)
    ]


@pytest.mark.parametrize("answer", damaged())
def test_what_is_nearly_a_document_is_none(answer: object) -> None:
    """Counts, kinds and places are looked at, not trusted."""
    with pytest.raises(ValueError):
        unpack(answer)


class Slow(io.BytesIO):
    """A pipe that takes and gives three bytes at a time."""

    def write(self, data: Any, /) -> int:
        """Take three bytes."""
        return super().write(bytes(data)[:3])

    def read(self, size: int | None = -1, /) -> bytes:
        """Give three bytes."""
        return super().read(min(3, size or 0))


def test_messages_come_through_a_pipe_that_takes_and_gives_little() -> None:
    """Written and read until all is there; the end within a message is an error."""
    pipe = Slow()
    send(pipe, b"first message", b"")
    pipe.seek(0)

    assert receive(pipe, 13) == b"first message"
    assert receive(pipe, 13) == b""
    with pytest.raises(EOFError):
        receive(pipe, 13)
    pipe.seek(0)
    with pytest.raises(TooLong):
        receive(pipe, 12)
