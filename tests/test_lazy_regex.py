"""A lazy pattern does what the compiled one does, and each of ours is one."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import pipeline.figures
from pipeline.figures.lazy_regex import lazy_regex


def test_a_lazy_pattern_matches_as_the_compiled_one_does() -> None:
    """Methods, flags and attributes are those of the pattern that `re.compile` gives."""
    late, now = lazy_regex(r"(?P<n>\d+)%", re.IGNORECASE), re.compile(r"(?P<n>\d+)%", re.IGNORECASE)

    assert late.findall("5% and 12%") == now.findall("5% and 12%") == ["5", "12"]
    assert late.sub("x", "5%") == "x"
    assert (late.pattern, late.flags, late.groups) == (now.pattern, now.flags, now.groups)


def test_a_mistake_in_a_lazy_pattern_is_told_when_it_is_used() -> None:
    """Not before: that is what it costs to start sooner."""
    late = lazy_regex("(")

    with pytest.raises(re.error):
        late.search("x")


def test_every_lazy_pattern_of_the_figures_compiles() -> None:
    """So no mistake waits for an article that comes to it."""
    found = [pattern for name in sorted(room_names()) for pattern in patterns_in(name)]

    assert len(found) > 500
    for pattern in found:
        re.compile(pattern.pattern, pattern.flags & ~re.UNICODE)


def room_names() -> Iterator[str]:
    """All modules of the figures."""
    for module in pkgutil.iter_modules(pipeline.figures.__path__, "pipeline.figures."):
        yield module.name


def patterns_in(name: str) -> Iterator[re.Pattern[str]]:
    """The lazy patterns that a module gives a name of their own."""
    lazy = type(lazy_regex(""))
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, lazy):
            yield value
