"""Pages whose figures say whose they are: `{1:412}` is the first story's, `{0:90}` nobody's."""

import re
from typing import Any, NamedTuple

from pipeline.read.page import read_bytes
from pipeline.split import split_page
from schemas.article import EDITORIAL, Article, Page

_MARKED = re.compile(r"\{(\d):([^}]*)\}")
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Marked(NamedTuple):
    """A page as read and split, with every marked figure's place and story."""

    page: Page
    articles: tuple[Article, ...]
    figures: tuple[tuple[int, int, int], ...]
    """Start, end and story, from 1; 0 for nobody's."""


def read_marked(case: dict[str, Any]) -> Marked:
    """The case's page; raises ValueError where its figures do not come out one by one."""
    written = str(case.get("html") or case["text"]).strip("\n")
    owners = [
        (number, int(found[1]))
        for found in _MARKED.finditer(_TAG.sub(" ", written))
        for number in _NUMBER.findall(found[2])
    ]
    plain = _MARKED.sub(lambda found: found[2], written)
    page = read_bytes(plain.encode("utf-8"), "page.html" if "html" in case else "page.txt")
    wanted = iter(owners)
    figures: list[tuple[int, int, int]] = []
    upcoming = next(wanted, None)
    for found in _NUMBER.finditer(page.text):
        if upcoming and found[0] == upcoming[0]:
            figures.append((*found.span(), upcoming[1]))
            upcoming = next(wanted, None)
    if upcoming:
        raise ValueError(f"{case['name']}: {upcoming[0]} is not where it should be on the page")
    return Marked(page, split_page(page), tuple(figures))


def misplaced(marked: Marked) -> list[str]:
    """The figures that stand in a story that is not theirs, or in none where they should."""
    faults = []
    for start, end, owner in marked.figures:
        found = next(
            (
                number
                for number, article in enumerate(marked.articles, 1)
                for segment in article.segments
                if segment.kind in EDITORIAL
                and segment.span.start <= start
                and end <= segment.span.end
            ),
            0,
        )
        if found != owner:
            line = marked.page.text[max(0, start - 40) : end + 30].replace("\n", " / ")
            faults.append(f"{marked.page.text[start:end]} is in story {found}, not {owner}: {line}")
    return faults
