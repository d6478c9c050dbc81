"""A brief, or what came instead, in; its line in the index out: does a human have to look?"""

from enum import IntEnum
from typing import NamedTuple

from pipeline.show.briefed import Briefed
from pipeline.show.findings import Status, by_weight, find_findings, tally
from pipeline.show.languages import UNDERSTOOD
from pipeline.show.plain import Json
from pipeline.show.unbriefed import Unbriefed
from schemas.journal import Item

MOST_REASONS = 4
LONGEST = 240
"""Characters of a reason in the index; the brief's own page has all of it."""


class Group(IntEnum):
    """What sort of look an article needs, the gravest first."""

    NOT_DONE = 0
    WRONG = 1
    WITHHELD = 2
    WARNED = 3
    LANGUAGE = 4
    CALM = 5
    """None."""


class Entry(NamedTuple):
    """One story in the index."""

    group: Group
    position: int
    title: str
    link: str
    """To its page; empty where none was made."""
    where: str
    said: str
    """The figures counted, or nothing."""
    reasons: tuple[str, ...]
    is_empty: bool = False
    """Is there a brief without a sentence?"""


def brief_entry(one: Briefed, item: Item, link: str) -> Entry:
    """A brief that there is."""
    brief = one.brief
    group, reasons = _judge(one)
    return Entry(
        group,
        item.position,
        brief.headline or brief.record.headline or item.name,
        link,
        f"{item.name}, story {one.number} of {one.of}" if one.of > 1 else item.name,
        tally(brief.report),
        _cut(reasons),
        not brief.summary,
    )


def unbriefed_entry(one: Unbriefed, item: Item, link: str) -> Entry:
    """A page or story without a brief."""
    group = Group.NOT_DONE if one.page.language in UNDERSTOOD else Group.LANGUAGE
    title = one.page.title or item.name
    return Entry(group, item.position, title, link, item.name, "", _cut([one.why]))


def failed_entry(item: Item, failure: dict[str, Json]) -> Entry:
    """An article that is not done."""
    reasons = [f"{failure['reason'] or 'not begun'}", f"What to do: {failure['do']}."]
    return Entry(Group.NOT_DONE, item.position, item.name, "", "", "", _cut(reasons))


def _judge(one: Briefed) -> tuple[Group, list[str]]:
    """The gravest thing about a brief, and all that is to be said of it."""
    brief = one.brief
    found = by_weight(find_findings(brief.report))
    wrong = [f"{f.mark} {f.text}: {f.reason}" for f in found if f.status is Status.WRONG]
    gates = [f"✗ Gate {g.id} failed, {g.name}: {g.reason}" for g in brief.balance.failed_gates]
    withheld = [f"Withheld: {text}" for text in brief.provenance.withheld]
    empty = [] if brief.summary else ["Nothing of it could be briefed."]
    look = [f"{f.mark} {f.text}: {f.reason}" for f in found if f.status is Status.LOOK]
    warned = [*look, *brief.notes.warnings]
    reasons = [*wrong, *gates, *empty, *withheld, *warned]
    if wrong or gates:
        return Group.WRONG, reasons
    if withheld or empty:
        return Group.WITHHELD, reasons
    return (Group.WARNED if warned else Group.CALM), reasons


def _cut(reasons: list[str]) -> tuple[str, ...]:
    """The first few, each on one line and short enough to be looked over."""
    lines = [" ".join(reason.split()) for reason in reasons]
    kept = [line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in lines]
    more = len(kept) - MOST_REASONS
    return (*kept[:MOST_REASONS], *([f"and {more} more"] if more > 0 else []))
