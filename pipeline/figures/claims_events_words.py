"""What trials, companies and regulators do, in the forms of `lexicons/events.toml`.

In: nothing. Out: the events, each with its forms as patterns.
"""

from typing import NamedTuple

from pipeline.figures import word_lists


class Event(NamedTuple):
    """Something that a company, a trial or a regulator does."""

    name: str
    past: str
    """Forms that say it is done, as a pattern."""
    other: str
    """Base form, present, noun."""


_DONE = word_lists.terms("events", "done")
_OTHER = word_lists.terms("events", "other_forms")
EVENTS = tuple(Event(name, "|".join(_DONE[name]), "|".join(_OTHER[name])) for name in _DONE)
"""What trials, companies and regulators do, by name."""
