"""Paths and addresses typed on the command line in, pages out; what is typed may be fetched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import NamedTuple

from pipeline.cli.output import say
from pipeline.read.apart import Reader
from pipeline.read.fetch import fetch
from pipeline.read.page import Documents, Parse, read_all, read_input
from schemas.article import Page


class Opened(NamedTuple):
    """A page, and how it is called: `feed.xml`, or `feed.xml#3` where the input holds several."""

    page: Page
    """Under the id given."""
    path: str


@contextmanager
def open_reader() -> Iterator[Parse]:
    """What parses one input after another in one limited process, which ends with the block."""
    with Reader() as reader:
        yield reader.parse


def open_page(path: str, parse: Parse) -> Page:
    """The one page at a path or an address; raises ReadError as `read_input` does."""
    page = read_input(path, parse, fetch)
    _warn(page, path)
    return page


def open_all(path: str, parse: Parse) -> Documents:
    """All pages of an input; raises ReadError as `read_all` does."""
    found = read_all(path, parse, fetch)
    for page in found.pages:
        _warn(page, path)
    return found


def _warn(page: Page, path: str) -> None:
    if page.warning:
        say(f"evenbrief: {path}: {page.warning}")


def name_pages(found: Documents, path: str, id: str) -> list[Opened]:
    """The pages of an input under its path and id; of several, each with its own name behind."""
    if len(found.pages) == 1:
        return [Opened(found.pages[0].model_copy(update={"id": id}), path)]
    named = []
    for page in found.pages:
        own = page.id.removeprefix(PurePath(path).name)
        named.append(Opened(page.model_copy(update={"id": f"{id}{own}"}), f"{path}{own}"))
    return named
