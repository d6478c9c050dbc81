"""Sequences that are read when they are looked at, so that what nobody asks for costs nothing."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

Item = TypeVar("Item")


class ReadEach(Sequence[Item], Generic[Item]):
    """Items each read when it is first asked for, and then kept; `read` is pure."""

    def __init__(self, length: int, read: Callable[[int], Item]) -> None:
        self._length = length
        self._read = read
        self._kept: dict[int, Item] = {}

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Item]:
        return map(self._at, range(self._length))

    def _at(self, index: int) -> Item:
        if index not in self._kept:
            self._kept[index] = self._read(index)
        return self._kept[index]

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        if isinstance(index, slice):
            return tuple(map(self._at, range(*index.indices(self._length))))
        if index in self._kept:
            return self._kept[index]
        return self._at(range(self._length)[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)


class ReadAtOnce(Sequence[Item], Generic[Item]):
    """Items all read when the first is asked for, and then kept; `read` is pure."""

    def __init__(self, read: Callable[[], Sequence[Item]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> Sequence[Item]:
        return self._read()

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        return self._items[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)
