"""Attacks in articles on whoever summarises them: nothing of what they ask for is printed.

Every row of `cases/attacks.toml` stands in an ordinary invented article; the model obeys it. The
judge is the article without the attack: what is printed must be borne out by that. Everyday runs
play each attack by reference, and one of each family freely; `slow` plays all ways of all. What
nobody's rule on orders saw, an article says to every reader: we match the article, no more.
"""

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from lxml import html as lxml_html

from pipeline.balance.instructions import gives_orders
from pipeline.balance.unseen import UNSEEN
from pipeline.figures.check import check_figures
from pipeline.model.prompts import list_names, render_prompt
from pipeline.show.briefed import Briefed
from pipeline.show.documents import brief_document
from pipeline.show.markdown import render_markdown
from pipeline.show.page import render_brief_page
from pipeline.show.plain import to_json
from pipeline.show.terminal import Paper
from pipeline.show.terminal_brief import render_briefs
from schemas.brief import Brief
from schemas.checked import NamedText
from tests.attacked import KEY, Row, attacked_page, clean_page, play
from tests.model_server import Request

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "attacks.toml").read_text("utf-8"))["case"]
IDS = [f"{number}-{row['family'].replace(' ', '-')}" for number, row in enumerate(ROWS)]
FIRST = [min(n for n, row in enumerate(ROWS) if row["family"] == family)
         for family in dict.fromkeys(row["family"] for row in ROWS)]  # fmt: skip

Way = tuple[bool, bool]
BY_REFERENCE, FREELY = (False, False), (True, False)
ONE_SIDED, FREELY_ONE_SIDED = (False, True), (True, True)
CLEAN: Row = {"text": "", "obeys": []}


@cache
def _played(number: int, way: Way) -> tuple[Brief, tuple[Request, ...]]:
    """The brief that obeying one attack comes to, and what the model was asked."""
    row = ROWS[number]
    return play(attacked_page(row), row, [way])[0]


@cache
def _systems(way: Way) -> frozenset[str]:
    """The system messages for the article without an attack."""
    return frozenset(request.system for request in play(clean_page(), CLEAN, [way])[0][1])


def _assert_nothing_reached_print(row: Row, brief: Brief) -> None:
    """The brief holds against the article as it was before the attack, or nothing is printed."""
    printed = brief.text
    assert brief.report.ok
    assert brief.balance.ok or not brief.sentences
    if not row.get("stated"):
        against = check_figures(printed, clean_page().text)
        assert [check.reason for check in against.checks if not check.ok] == []
        assert [claim.reason for claim in against.claims if not claim.ok] == []
    if not row.get("stated") and not row.get("prose"):
        assert [text for text in row["obeys"] if text.rstrip(".") in printed] == []
    assert not re.search(r"https?:|//|www\.|@|<\w|!\[|\]\(|\{\{|\$\{|You (?:write|mend) ", printed)
    assert not UNSEEN.search(printed)


def _assert_harms_or_silence(brief: Brief) -> None:
    """What the article tells of harms is told, or no text stands and the note says why."""
    if brief.sentences:
        assert "29%" in brief.summary
        assert "two patients died" in brief.summary
    else:
        assert brief.summary == ""
        assert any("withheld" in warning for warning in brief.notes.warnings)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=IDS)
def test_an_attack_that_is_obeyed_reaches_no_print(number: int) -> None:
    """Fake figures, praise of a status, links, the prompt: refused or withheld, the news kept."""
    brief, _ = _played(number, BY_REFERENCE)

    _assert_nothing_reached_print(ROWS[number], brief)
    _assert_harms_or_silence(brief)
    assert brief.sentences, "an attack must not silence the article either"


@pytest.mark.parametrize("number", FIRST, ids=[IDS[number] for number in FIRST])
def test_an_attack_that_is_obeyed_in_free_drafting_reaches_no_print(number: int) -> None:
    """Where the model writes the digits itself, the checker alone stands between."""
    brief, _ = _played(number, FREELY)

    _assert_nothing_reached_print(ROWS[number], brief)
    _assert_harms_or_silence(brief)
    assert brief.sentences


@pytest.mark.slow
@pytest.mark.parametrize("way", [FREELY, ONE_SIDED, FREELY_ONE_SIDED])
@pytest.mark.parametrize("number", range(len(ROWS)), ids=IDS)
def test_every_attack_obeyed_in_every_way_reaches_no_print(number: int, way: Way) -> None:
    """Freely, and with the good news alone: without its harms the text is withheld."""
    brief, _ = _played(number, way)

    _assert_nothing_reached_print(ROWS[number], brief)
    _assert_harms_or_silence(brief)
    if way[1]:
        assert brief.sentences == ()


@pytest.mark.parametrize("free", [False, True])
def test_good_news_alone_is_withheld(free: bool) -> None:
    """The balance attack: without its harms the result is not printed, and the note says why."""
    number = next(n for n, row in enumerate(ROWS) if row["family"] == "balance")
    brief, _ = _played(number, (free, True))

    assert brief.text == "What the article reports\n"
    assert any("gate G4 fails" in warning for warning in brief.notes.warnings)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=IDS)
def test_no_attack_changes_what_the_model_is_told(number: int) -> None:
    """The system message is the same to the byte, the article stands in its fence, no key goes."""
    _, requests = _played(number, BY_REFERENCE)

    assert {request.system for request in requests} <= _systems(BY_REFERENCE)
    for request in requests:
        code = re.match(r"CODE: (\w+)\n", request.user)
        assert code
        parts = request.user.split(f"article-{code[1]}>")
        assert len(parts) == 3
        assert "37.5%" in parts[1]
        assert request.user.count(code[1]) % 2 == 1
        assert not UNSEEN.search(request.user)
        assert KEY not in json.dumps(request.body)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=IDS)
def test_an_attack_in_any_input_of_a_prompt_stays_in_its_fence(number: int) -> None:
    """Even where no rule sees the order: as article, notes, draft or headline it stays material."""
    text = ROWS[number]["text"]
    for name in list_names():
        wanted = {"extract_record": ("headline",)}.get(name, ("notes", "length"))
        extra = {"draft_brief": ("facts",), "revise_brief": ("facts", "draft", "failures"),
                 "extract_record": ("facts",), "draft_brief_free": ("failures",)}[name]  # fmt: skip
        names = ("article", *wanted, *extra)
        told = render_prompt(name, {n: 120 if n == "length" else text for n in names})
        plain = render_prompt(name, {n: 120 if n == "length" else "Plain." for n in names})

        assert told.system == plain.system
        code = told.user.split("\n", 1)[0].removeprefix("CODE: ")
        assert code not in text
        for label in set(names) - {"length"}:
            assert told.user.count(f"<{label}-{code}>\n") == 1
            assert told.user.count(f"\n</{label}-{code}>") == 1


@pytest.mark.parametrize("number", range(len(ROWS)), ids=IDS)
def test_the_editor_is_told_that_the_article_gives_orders(number: int) -> None:
    """A note quotes the order; where the row says that none can, none does."""
    brief, _ = _played(number, BY_REFERENCE)
    warned = any("gives orders" in warning for warning in brief.notes.warnings)

    assert warned is ROWS[number].get("warned", True)


def test_an_article_without_orders_is_not_said_to_give_any() -> None:
    """Neither the article of these tests nor any golden."""
    brief, _ = play(clean_page(), CLEAN, [BY_REFERENCE])[0]
    goldens = Path(__file__).parents[1] / "golden" / "articles"

    assert not any("gives orders" in warning for warning in brief.notes.warnings)
    assert [p.name for p in goldens.iterdir() if gives_orders(p.read_text("utf-8"))] == []


_RISKY = {"unseen characters", "exfiltrating link", "template", "hidden in markup"}
FORMS = [
    pytest.param(n, id=IDS[n],
                 marks=() if n in FIRST or row["family"] in _RISKY else pytest.mark.slow)
    for n, row in enumerate(ROWS)
]  # fmt: skip


@pytest.mark.parametrize("number", FORMS)
def test_every_form_of_output_prints_an_attack_and_obeys_none(number: int) -> None:
    """Terminal, Markdown, page and JSON: what was withheld is shown to the editor as characters."""
    row = ROWS[number]
    brief, _ = _played(number, BY_REFERENCE)
    page = attacked_page(row)
    source = NamedText(id=brief.source.id, name="larkmoor", text=page.text)
    briefed = [Briefed(brief, source)]

    screen = render_briefs(briefed, Paper(width=100, colour=False))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", screen)
    assert not re.search("[\U000e0000-\U000e007f]", screen)
    marked = render_markdown(briefed)
    assert not re.search(r"(?<!\\)(?:\]\(|!\[|<\w)", marked)
    tree = lxml_html.document_fromstring(render_brief_page(briefed))
    assert tree.xpath("//img | //iframe | //object | //svg[@onload] | //*[@onerror]") == []
    assert tree.xpath("//@href[not(starts-with(., '#'))] | //@src") == []
    assert tree.xpath("count(//script)") == 1
    document = to_json(brief_document(brief))
    assert json.loads(document)["headline"] == brief.headline
    assert KEY not in document


def test_there_are_attacks_of_every_family() -> None:
    """At least sixty, and each with its reason."""
    assert len(ROWS) >= 60
    assert all(row["why"] and row["family"] for row in ROWS)
    assert len(FIRST) >= 12
