"""A pattern written down now and compiled when it is first used.

In: what `re.compile` takes. Out: what it gives, later. A short text asks few of the rules, and half
of their patterns are never used; compiling them all was a tenth of a second of every start.
"""

import re
from functools import cached_property
from typing import cast


class _LazyRegex:
    """Stands for a pattern; its methods are the compiled one's, kept here once asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> object:
        """Asked only for what is not here yet."""
        found: object = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def lazy_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`, but for the time at which a mistake in the pattern is told.

    It is used by its own methods: `re.search` and the like want a true one.
    """
    return cast("re.Pattern[str]", _LazyRegex(pattern, flags))
