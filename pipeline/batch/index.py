"""The lines of the index in, its pages out: what needs a human first, then the rest, in short.

Nothing of an article is obeyed: every word is a value of the template and escaped there, and the
page's own policy allows no script, no request and no style but its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import pipeline.show
from pipeline.batch.entries import Entry, Group
from pipeline.show.page_policy import page_policy
from pipeline.show.snippets import harmless

INDEX = "index.html"
ON_A_PAGE = 1_000
"""Stories; some half a megabyte."""

_TEMPLATES = Path(pipeline.show.__path__[0]) / "templates"


class Titles(NamedTuple):
    """What a group is called."""

    title: str
    short: str
    """Behind its count."""
    status: str
    """How it is coloured."""
    sign: str


TITLES = {
    Group.NOT_DONE: Titles("Not briefed", "not briefed", "wrong", "✗"),
    Group.WRONG: Titles("The check or the balance fails", "failing", "wrong", "✗"),
    Group.WITHHELD: Titles("Sentences withheld", "with sentences withheld", "look", "?"),
    Group.WARNED: Titles("To be looked at", "to be looked at", "look", "?"),
    Group.LANGUAGE: Titles("Another language, only figures", "in another language", "look", "?"),
    Group.CALM: Titles("Nothing to do", "with nothing to do", "matches", "✓"),
}


class About(NamedTuple):
    """What the index says of the run."""

    articles: int
    briefs: int
    files: tuple[str, ...]
    """The other files beside it."""
    facts: tuple[tuple[str, str], ...]
    """When, with what."""


class _Chip(NamedTuple):
    stories: int
    said: str
    status: str
    sign: str
    target: str


class _Section(NamedTuple):
    id: str
    title: str
    stories: int
    status: str
    is_calm: bool
    entries: tuple[Entry, ...]


def render_index(entries: Sequence[Entry], about: About) -> Iterator[tuple[str, str]]:
    """The names and the texts of the index's pages; there is at least one."""
    ordered = sorted(entries, key=lambda entry: (entry.group, entry.position))
    starts = list(range(0, len(ordered), ON_A_PAGE)) or [0]
    counts = {group: sum(e.group is group for e in ordered) for group in Group}
    troubled = len(ordered) - counts[Group.CALM]
    css = _style()
    for number, start in enumerate(starts):
        yield (
            page_name(number),
            _template().render(
                css=css,
                policy=page_policy(css),
                heading=_heading(troubled, len(ordered)),
                about=about,
                chips=tuple(_chips(counts, number)),
                sections=tuple(_sections(ordered[start : start + ON_A_PAGE], counts)),
                pages=[page_name(at) for at in range(len(starts))],
                number=number,
            ),
        )


def _chips(counts: Mapping[Group, int], number: int) -> Iterator[_Chip]:
    """The groups with their counts, each leading to where it begins, seen from a page."""
    for group in Group:
        first = sum(counts[before] for before in Group if before < group) // ON_A_PAGE
        place = f"{'' if first == number else page_name(first)}#{_id(group)}"
        if counts[group]:
            names = TITLES[group]
            yield _Chip(counts[group], names.short, names.status, names.sign, place)


def page_name(number: int) -> str:
    """`index.html`, `index-2.html`, … for 0, 1, …"""
    return f"index-{number + 1}.html" if number else INDEX


def _heading(troubled: int, stories: int) -> str:
    if not stories:
        return "No article"
    if not troubled:
        return f"Nothing needs a human among {stories:,} {'story' if stories == 1 else 'stories'}"
    needs = "needs" if troubled == 1 else "need"
    return f"{troubled:,} of {stories:,} {needs} a human"


def _sections(entries: Sequence[Entry], counts: Mapping[Group, int]) -> Iterator[_Section]:
    for group, found in groupby(entries, key=lambda entry: entry.group):
        names = TITLES[group]
        shown = tuple(_harmless(entry) for entry in found)
        is_calm = group is Group.CALM
        yield _Section(_id(group), names.title, counts[group], names.status, is_calm, shown)


def _harmless(entry: Entry) -> Entry:
    return entry._replace(
        title=harmless(entry.title),
        where=harmless(entry.where),
        reasons=tuple(map(harmless, entry.reasons)),
    )


def _id(group: Group) -> str:
    return group.name.lower().replace("_", "-")


@cache
def _style() -> str:
    parts = ("page.css", "index.css")
    return "".join((_TEMPLATES / part).read_text(encoding="utf-8") for part in parts)


@cache
def _template() -> Template:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    ).get_template("index.html.j2")
