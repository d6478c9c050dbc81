"""Mistakes that models make, each inside an otherwise fair brief, played through the whole line."""

import asyncio
import functools
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.embedded.engine import EmbeddedEngine
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures
from pipeline.model.budget import Budget
from pipeline.model.client import open_client
from pipeline.model.engine import Manner, ModelEngine
from pipeline.model.facts import list_facts
from pipeline.read.page import read_bytes
from pipeline.render import render_text
from pipeline.split import split_page
from pipeline.summarise import read_story, summarise
from schemas.article import Article, Page
from schemas.brief import Brief
from schemas.model import Mode, ModelSettings
from schemas.source import Source
from schemas.stored import Cache
from schemas.text import Span
from schemas.verdict import FigureReport, Severity
from tests.model_habits import Facts, brief, plays
from tests.model_server import ModelServer, Request

FILE = Path(__file__).parent / "cases" / "mistakes.toml"
BANK = tomllib.loads(FILE.read_text(encoding="utf-8"))
ARTICLES: dict[str, Any] = BANK["articles"]
CASES: list[dict[str, str]] = BANK["case"]
MARK = re.compile(r"<(?P<printed>[^<>|]+)(?:\|(?P<form>\w+))?>")
LENGTH = 160
LEAST = 40
"""Mistakes that the bank must hold."""


class Told(NamedTuple):
    """An article with what a model is shown of it."""

    page: Page
    article: Article
    source: Source
    facts: Facts


@functools.cache
def _told(name: str) -> Told:
    page = read_bytes(ARTICLES[name]["text"].strip().encode(), f"{name}.txt")
    article = split_page(page)[0]
    source = read_story(page, article)
    record = asyncio.run(EmbeddedEngine().extract(page, article, source))
    lines = (line.partition(": ") for line in list_facts(source, record).splitlines())
    return Told(page, article, source, {id: line for id, _, line in lines})


def _refer(text: str, facts: Facts) -> str:
    """The text with a reference for each mark: `<39%>` is the first fact that prints so."""

    def write(mark: re.Match[str]) -> str:
        id = next(id for id, line in facts.items() if line.startswith(mark["printed"]))
        return f"{{{id}:{mark['form']}}}" if mark["form"] else f"{{{id}}}"

    return MARK.sub(write, text)


def _print(text: str, told: Told) -> str:
    """The text with each mark as the article prints it, as a careful model would copy it."""
    facts = {fact.id: fact for fact in told.source.facts}
    return render_text(_refer(text, told.facts), told.source, facts)


def _play(name: str, added: list[tuple[str, str]], *, free: bool, headline: str = "") -> Brief:
    """The brief of a model that always writes the fair sentences and these."""
    told = _told(name)
    fair = [(topic, text) for topic, text in ARTICLES[name]["fair"]]
    said = [
        *(
            (topic, _print(text, told) if free else _refer(text, told.facts))
            for topic, text in fair
        ),
        *((topic, text if free else _refer(text, told.facts)) for topic, text in added),
    ]

    def habit(facts: Facts, request: Request) -> dict[str, Any]:
        return brief(headline or ARTICLES[name]["headline"], *said)

    async def run() -> Brief:
        with ModelServer(plays(habit)) as server:
            settings = ModelSettings(model="m", base_url=server.url, mode=Mode.SCHEMA, retries=0)
            async with open_client(settings, None, Cache.OFF, Budget()) as client:
                engine = ModelEngine(client.ask, EmbeddedEngine(), Manner(settings, free=free))
                return await summarise(told.page, told.article, engine, LENGTH)

    return asyncio.run(run())


def _find_catcher(made: Brief, wrong: str) -> str:
    """What keeps a mistake out of a brief: grammar, checker or gate.

    `warned` where it stands there with a warning in its sentence, `missed` where nothing is said.
    """
    released, first = f"{made.headline}\n{made.summary}", made.provenance.first_draft
    if wrong in released:
        return "warned" if _is_found(made.report, released, wrong, Severity.WARN) else "missed"
    if wrong not in first:
        return "grammar"
    report = check_against(read_figures(first), (made.source,))
    return "checker" if _is_found(report, first, wrong, Severity.ERROR) else "gate"


def _is_found(report: FigureReport, text: str, wrong: str, severity: Severity) -> bool:
    """Is there a finding of this severity in the sentence with these words?"""
    place = text.index(wrong)
    start = max(text.rfind(mark, 0, place) for mark in (". ", "\n"))
    end = text.find(". ", place)
    sentence = Span(start=max(start, 0), end=end if end >= 0 else len(text))
    found = [(check.figure.span, check.severity) for check in report.checks]
    found += [(claim.span, claim.severity) for claim in report.claims]
    return any(span.overlaps(sentence) and how is severity for span, how in found)


STANDING = frozenset({"warned", "missed"})
"""What a known miss is: it stands in the released brief, with a warning or without."""


def _rows(cases: list[dict[str, str]]) -> list[Any]:
    """A row for each mistake; a known miss must go on being missed, or be taken off the list."""
    return [
        pytest.param(
            case,
            id=f"{case['article']}: {case['why']}",
            marks=[pytest.mark.xfail(reason=case["known"])] if case["caught"] in STANDING else [],
        )
        for case in cases
    ]


def _insist(case: dict[str, str]) -> Brief:
    """The brief of a model that makes the mistake, at every revision too."""
    return _play(case["article"], [(case["topic"], case["text"])], free=case["by"] == "free")


@pytest.mark.parametrize("case", _rows(CASES))
def test_a_plausible_mistake_does_not_stand_in_the_released_brief(case: dict[str, str]) -> None:
    """The fair rest of the brief is there; the mistake is refused or withheld."""
    made = _insist(case)

    assert _find_catcher(made, case["wrong"]) not in STANDING
    assert made.report.ok
    assert made.sentences


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case["caught"] == "warned"],
    ids=lambda case: f"{case['article']}: {case['why']}",
)
def test_a_mistake_that_stands_with_a_warning_goes_on_being_warned_of(case: dict[str, str]) -> None:
    """An editor who reads the report sees it."""
    assert _find_catcher(_insist(case), case["wrong"]) != "missed"


def test_the_bank_holds_enough_mistakes_and_each_known_miss_says_why() -> None:
    """At least forty, in both ways of writing figures, no two alike."""
    assert len(CASES) >= LEAST
    assert {case["by"] for case in CASES} == {"reference", "free"}
    assert len({(case["article"], case["text"]) for case in CASES}) == len(CASES)
    assert all(bool(case.get("known")) is (case["caught"] in STANDING) for case in CASES)
    assert sum(case["caught"] not in STANDING for case in CASES) > len(CASES) // 2


@pytest.mark.parametrize("free", [False, True], ids=["by reference", "free"])
@pytest.mark.parametrize("name", ARTICLES)
def test_the_fair_brief_around_the_mistakes_is_released_whole(name: str, *, free: bool) -> None:
    """Otherwise a brief without the mistake would prove nothing."""
    made = _play(name, [], free=free)

    assert made.provenance.withheld == ()
    assert made.provenance.refused == ()
    assert len(made.sentences) == len(ARTICLES[name]["fair"])


@pytest.mark.parametrize(
    "headline",
    [
        "99% respond to bervocel",
        "99% respond: bervocel in myeloma",
        "What the article reports on 99%",
    ],
)
def test_a_headline_with_an_invented_figure_gives_way_to_a_plain_one(headline: str) -> None:
    """However often its words come back in the headline that is put in its place."""
    made = _play("tern", [], free=True, headline=headline)

    assert "99" not in made.headline
    assert made.headline
    assert headline in made.provenance.withheld
    assert len(made.sentences) == len(ARTICLES["tern"]["fair"])
