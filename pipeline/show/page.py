"""A checked text or briefs in, one self-contained HTML page out: no network, nothing obeyed.

Everything that comes from an article is a value of the template and is escaped there; it is never
part of a template. The page's own policy allows its one style and its one script, by their hashes,
and nothing else.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from pipeline.show.briefed import Briefed
from pipeline.show.findings import tally
from pipeline.show.page_policy import page_policy
from pipeline.show.page_story import (
    Story,
    brief_story,
    checked_story,
    file_name,
    unbriefed_story,
)
from pipeline.show.unbriefed import Unbriefed
from schemas.checked import CheckedText

_TEMPLATES = Path(__file__).parent / "templates"


def render_check_page(checked: CheckedText) -> str:
    """Text and source side by side, what is wrong first."""
    names = ", ".join(file_name(source.name) for source in checked.sources)
    text = file_name(checked.text.name)
    return _render(
        (checked_story(checked),),
        heading=f"{text} against {names}",
        subtitle="figure check",
        title=f"{tally(checked.report)} · {text}",
    )


def render_brief_page(briefed: Sequence[Briefed], unbriefed: Sequence[Unbriefed] = ()) -> str:
    """Each brief beside its story, with its notes; where there is none, why, and its figures."""
    given = [*(one.source.name for one in briefed), *(one.id for one in unbriefed)]
    names = ", ".join(dict.fromkeys(map(file_name, given)))
    stories = [brief_story(one, number) for number, one in enumerate(briefed, 1)]
    stories += [unbriefed_story(one, n) for n, one in enumerate(unbriefed, len(briefed) + 1)]
    return _render(
        stories,
        heading=f"Brief of {names}",
        subtitle="brief",
        title=f"Brief of {names}",
    )


def _render(stories: Sequence[Story], *, heading: str, subtitle: str, title: str) -> str:
    css = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    script = (_TEMPLATES / "page.js").read_text(encoding="utf-8")
    return _template().render(
        stories=stories,
        heading=heading,
        subtitle=subtitle,
        title=title,
        css=css,
        script=script,
        policy=page_policy(css, script),
    )


@cache
def _template() -> Template:
    """Read once, for a batch prints many pages."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    ).get_template("page.html.j2")
