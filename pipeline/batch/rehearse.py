"""Inputs in, what a run over them would do and cost out; nothing is asked, nothing is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.batch.documents import Document
from pipeline.batch.plan import Plan, make_task_key
from pipeline.batch.work import read_pages
from pipeline.given import extent
from pipeline.model.estimate import Asked, Estimate, count_wording, estimate_story, price_asked
from pipeline.read.page import Parse
from pipeline.show.languages import UNDERSTOOD
from pipeline.split import split_page
from pipeline.summarise import REVISIONS
from schemas.errors import ReadError
from schemas.journal import TaskState

CHUNK = 32
ASKED = 2
"""Of a plan's prompts, those that every story is asked: for its record and for its draft."""

Find = Callable[[Sequence[str]], Mapping[str, TaskState]]
"""What became of tasks, as the journal has it."""


class Rehearsal(NamedTuple):
    """What a run would do."""

    articles: int = 0
    unreadable: int = 0
    done: int = 0
    """Before, under the same plan; they are not done over."""
    failed: int = 0
    """Before; tried again only where that is asked for."""
    due: int = 0
    """Articles to be worked on."""
    stories: int = 0
    """Of them."""
    asked: Asked = Asked()


class Rehearsed(NamedTuple):
    """How a run is meant."""

    plan: Plan
    described: str
    """The plan, as `describe_plan` gives it."""
    parse: Parse
    find: Find
    only_failed: bool = False


def rehearse(
    documents: Iterator[Document], run: Rehearsed, watch: Callable[[Rehearsal], None]
) -> Rehearsal:
    """Read all inputs, and count what is to be done; `watch` is told now and then."""
    found = Rehearsal()
    met: set[str] = set()
    wording = count_wording(run.plan.prompts[:ASKED])
    while chunk := list(islice(documents, CHUNK)):
        keys = [make_task_key(one.sha256, run.described) if one.sha256 else "" for one in chunk]
        states = run.find([key for key in keys if key])
        for document, key in zip(chunk, keys, strict=True):
            is_new = key not in met
            met.add(key)
            found = _count(found, document, states.get(key))
            if key and is_new and _is_due(states.get(key), run):
                found = _add(found, document, run, wording)
        watch(found)
    return found


def _count(found: Rehearsal, document: Document, state: TaskState | None) -> Rehearsal:
    return found._replace(
        articles=found.articles + 1,
        unreadable=found.unreadable + bool(document.fault),
        done=found.done + (state is TaskState.DONE),
        failed=found.failed + (state is TaskState.FAILED),
    )


def _is_due(state: TaskState | None, run: Rehearsed) -> bool:
    if run.only_failed:
        return state in {TaskState.FAILED, TaskState.LEFT}
    return state in {None, TaskState.LEFT}


def _add(found: Rehearsal, document: Document, run: Rehearsed, wording: int) -> Rehearsal:
    """An article to be worked on, with what its stories take; nothing where it is not read."""
    asked, stories = found.asked, found.stories
    for text in _texts(document, run.parse):
        stories += 1
        if run.plan.use:
            asked = asked.plus(estimate_story(text, wording, ASKED))
    return found._replace(due=found.due + 1, stories=stories, asked=asked)


def _texts(document: Document, parse: Parse) -> Iterator[str]:
    """The stories' texts that a model would be shown."""
    try:
        pages = read_pages(document, parse)
    except ReadError:
        return
    for page in pages:
        if page.language in UNDERSTOOD:
            for article in split_page(page):
                yield extent(article).cut(page.text)


def price_rehearsal(found: Rehearsal, plan: Plan) -> Estimate | None:
    """What the questions cost; `None` without a model.

    At most, every answer is corrected as often as may be, and every draft revised as often.
    """
    if plan.use is None:
        return None
    most = (ASKED + REVISIONS) * (1 + plan.use.reasks)
    return price_asked(found.asked, plan.use, -(-most // ASKED))
