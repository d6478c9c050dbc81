"""A story's findings and notes in, the counts at the top of its page out, each with a link."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.show.findings import MARKS, Finding, Status, plural
from pipeline.show.notes import NoteGroup


class Chip(NamedTuple):
    """One count of the result."""

    status: str
    sign: str
    said: str
    target: str = ""
    """The id of what is counted; empty where there is nothing to go to."""


_SAID = {
    Status.WRONG: "{} wrong",
    Status.LOOK: "{} to look at",
    Status.DISMISSED: "{} dismissed",
    Status.NOTED: "{} noted",
    Status.MATCHES: "{} match the source",
}
_ONE_MATCH = "1 matches the source"


def find_chips(
    found: Sequence[Finding], groups: Sequence[NoteGroup], story: int
) -> tuple[Chip, ...]:
    """The result in words: what needs a person first, each with a way to it, then the rest."""
    counted = [
        Chip(status.value, MARKS[status], _counted(status, n), f"findings-{story}")
        for status in _SAID
        if (n := sum(f.status is status for f in found))
    ]
    urgent = [chip for chip in counted if chip.status in (Status.WRONG, Status.LOOK)]
    noted = [
        Chip(Status.LOOK.value, MARKS[Status.LOOK], group.said, group_id(story, at))
        for at, group in enumerate(groups, 1)
        if group.counted
    ]
    rest = [chip for chip in counted if chip not in urgent]
    figures = sum(not f.is_claim for f in found)
    claims = len(found) - figures
    total = plural(figures, "figure") if figures else "no figures to check"
    total += f", {plural(claims, 'claim')}" if claims else ""
    return (*urgent, *noted, *rest, Chip("plain", "", total))


def _counted(status: Status, n: int) -> str:
    return _ONE_MATCH if n == 1 and status is Status.MATCHES else _SAID[status].format(n)


def group_id(story: int, at: int) -> str:
    """The id of a story's notes of one sort, counted from 1."""
    return f"notes-{story}-{at}"
