"""What a journal keeps of a brief is enough: a form made of it later is the one made at once."""

import asyncio
from functools import cache

import pytest

from pipeline.balance.table import weigh
from pipeline.batch.result import Result, pack, unpack
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.given import Given, find_stories, set_beside, weigh_anew
from pipeline.read.page import read_bytes
from pipeline.settings import Dismissal, Settings
from pipeline.show.briefed import Briefed
from pipeline.show.documents import brief_document, unbriefed_document
from pipeline.show.markdown import render_markdown, render_unbriefed
from pipeline.show.page import render_brief_page
from pipeline.show.unbriefed import Unbriefed
from pipeline.summarise import summarise
from schemas.call import Attempt, Call, Ending
from schemas.prompt import PromptRef
from schemas.text import Span
from schemas.verdict import Severity
from tests.batch_inputs import BODY, HTML, TEXT, TITLE
from tests.command import GERMAN

TABLE = f"""<!doctype html><html><head><title>{TITLE}</title>
<meta property="article:published_time" content="2026-05-03T09:00:00+02:00"></head><body>
<nav>Home 404</nav><article><h1>{TITLE}</h1>
<p>In the Phase 2 LARK trial, about 52% of 48 patients on Qorvex relapsed, against 31%
on placebo.</p>
<table><tr><th>Arm</th><th>Relapses</th><th>Grade 3 neutropenia</th></tr>
<tr><td>Qorvex</td><td>12 of 48</td><td>4 (8.3%)</td></tr>
<tr><td>Placebo</td><td>15 of 48</td><td>1 (2.1%)</td></tr></table>
<p>Two patients died. The company expects approval in mid-2027 if the data hold.</p>
<p>Shares fell 12% to $4.10 on Monday.</p></article></body></html>"""
CALL = Call(
    prompt=PromptRef(name="draft_brief", version=1, sha="0" * 64),
    asked="m",
    attempts=(Attempt(ending=Ending.TRUNCATED),),
)


@cache
def briefed(text: str, name: str) -> tuple[Briefed, ...]:
    """The briefs of a page by rules."""
    page = read_bytes(text.encode(), name)

    async def write() -> tuple[Briefed, ...]:
        stories = find_stories(Given(page, name), None)
        engine = EmbeddedEngine()
        return tuple(
            [set_beside(await summarise(page, s.article, engine, 120), s) for s in stories]
        )

    return asyncio.run(write())


DIGEST = f"""{TITLE}

{BODY[0]}

{BODY[1]}

Merrow shares fall a tenth on Friday

Merrow Foods closed at $12.40 on Friday, down 10%, on volume of 3.1 million shares.

No specific news was named for the fall, and the company declined to comment on it.
"""
ARTICLES = [(TEXT, "a.txt"), (HTML, "a.html"), (TABLE, "b.html"), (DIGEST, "d.txt")]


@pytest.mark.parametrize(("text", "name"), ARTICLES, ids=[name for _, name in ARTICLES])
def test_a_restored_brief_prints_as_the_original(text: str, name: str) -> None:
    """JSON, Markdown and HTML, character for character."""
    made = briefed(text, name)
    restored = unpack(pack(Result(made)), name).briefed

    assert [brief_document(b.brief) for b in restored] == [brief_document(b.brief) for b in made]
    assert render_markdown(restored) == render_markdown(made)
    assert render_brief_page(restored) == render_brief_page(made)
    assert [(b.number, b.of, b.said) for b in restored] == [(b.number, b.of, b.said) for b in made]


@pytest.mark.parametrize(("text", "name"), ARTICLES, ids=[name for _, name in ARTICLES])
def test_a_restored_brief_is_weighed_anew_as_the_original(text: str, name: str) -> None:
    """What is not kept of its source (words near a figure, marked tables) is asked for by no gate.

    Each rule that it meets becomes an error in turn, and one finding of each is dismissed.
    """
    for one in briefed(text, name):
        ((restored, *_),) = [unpack(pack(Result((one,))), name).briefed]
        checks = one.brief.report.checks
        rules = {check.rule for check in checks}
        desks = [Settings(severity=dict.fromkeys(rules, severity)) for severity in Severity]
        desks += [
            Settings(
                dismiss=(Dismissal(text=c.figure.text, rule=c.rule, name="A. B.", reason="seen"),)
            )
            for c in checks[:3]
        ]
        for desk in desks:
            again = weigh_anew(restored.brief, desk)
            original = weigh_anew(one.brief, desk)
            assert brief_document(again) == brief_document(original)
            assert again.balance == original.balance
        assert weigh(
            restored.brief.headline, restored.brief.sentences, restored.brief.record,
            restored.brief.source, restored.brief.report,
        ) == one.brief.balance  # fmt: skip


def test_what_a_page_says_of_itself_is_kept() -> None:
    """A table of figures wants to know when they were published."""
    (made,) = briefed(TABLE, "b.html")
    (restored,) = unpack(pack(Result((made,))), "b.html").briefed

    assert restored.said.published is not None
    assert restored.said.published.value == "2026-05-03T09:00:00+02:00"


def test_a_restored_brief_has_the_name_that_its_article_has_now() -> None:
    """A file may have been moved since; its brief is the same."""
    (restored,) = unpack(pack(Result(briefed(TEXT, "a.txt"))), "b/a-2.txt").briefed

    assert restored.source.name == "b/a-2.txt"
    assert brief_document(restored.brief) == brief_document(briefed(TEXT, "a.txt")[0].brief)


def test_an_article_without_a_brief_is_restored() -> None:
    """Why there is none, what was asked, and its figures in place."""
    page = read_bytes(GERMAN.encode(), "de.txt")
    made = Unbriefed(page, "de#1", "no answer", Span(start=75, end=120), "model@1 (m)", (CALL,))
    whole = Unbriefed(page, page.id, "another language")

    restored = unpack(pack(Result((), (made, whole))), "de.txt").unbriefed

    assert restored == (made, whole)
    assert [unbriefed_document(one) for one in restored] == [
        unbriefed_document(one) for one in (made, whole)
    ]
    assert render_unbriefed(restored[0]) == render_unbriefed(made)


def test_nothing_kept_is_nothing_restored() -> None:
    """As of a task that failed before it had a page."""
    assert unpack(b"", "a.txt") == Result()


def test_what_is_kept_is_far_smaller_than_its_json() -> None:
    """A store of twenty thousand articles fits on a disk."""
    made = briefed(TABLE, "b.html")
    size = sum(len(one.brief.model_dump_json()) for one in made)

    assert len(pack(Result(made))) < size / 4
