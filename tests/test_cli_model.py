"""`evenbrief brief --engine model` over real sockets: briefs, failures, usage, money, the store."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.cli.briefing import Wanted
from pipeline.cli.modelled import brief_all
from pipeline.given import Given
from pipeline.model_use import ModelUse
from pipeline.read.page import read_bytes
from pipeline.settings import Settings
from schemas.event import Event, Stage, Tell
from schemas.exits import Exit
from schemas.model import Mode
from tests.command import ARTICLE as PLAIN
from tests.command import ROOT
from tests.model_command import ARTICLE, KEY, Desk, fair, make_desk
from tests.model_habits import plays
from tests.model_server import (
    BAD_KEY,
    FORBIDDEN,
    NO_MODEL,
    NO_QUOTA,
    NO_ROUTE,
    RATE_LIMIT,
    TOO_LONG,
    ModelServer,
    Reply,
    Request,
    Script,
    fails,
    gives,
    hangs,
    in_turn,
    refuses,
    resets,
    says,
    says_no_json,
)

FAIR = plays(fair)
OTHER = ARTICLE.replace("Ostrel", "Tarn")


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """An article that a scripted model briefs, `a.txt`, and one for rules, `plain.txt`."""
    made = make_desk(tmp_path, monkeypatch, capsys)
    made.lay("plain.txt", text=PLAIN)
    return made


def unless(word: str, reply: Reply, script: Script = FAIR) -> Script:
    """A model that gives this reply where a prompt holds the word."""
    return lambda request: reply if word in request.user else script(request)


def test_a_model_briefs_an_article_and_every_call_is_told(desk: Desk) -> None:
    """The text on standard output, its price on standard error, and our books are the server's."""
    with desk.asks(FAIR) as server:
        done = desk.brief("a.txt", "--format", "json")
    [made] = done.briefs

    assert done.code is Exit.FINE
    assert "7 of 12 adults with large B-cell lymphoma (58.3%)" in made["summary"]
    assert made["usage"]["calls"] == len(server.requests) == 2
    assert made["usage"]["tokens"]["prompt"] == server.tokens.prompt
    cost = (server.tokens.prompt + 2 * server.tokens.completion) / Decimal(1_000_000)
    assert Decimal(made["usage"]["cost"]) == cost
    assert re.fullmatch(r"evenbrief: a\.txt#1: 2 calls, [\d,]+ tokens in, \d+ out, \$0\.00\d\d, "
                        r"\d\.\d s\n", done.err)  # fmt: skip
    assert {r.headers["authorization"] for r in server.requests} == {f"Bearer {KEY}"}


def test_json_tells_how_a_brief_came_about(desk: Desk) -> None:
    """Calls with their attempts, the first draft and what was refused."""
    literal = fair

    def sloppy(facts: dict[str, str], request: Request) -> dict[str, object]:
        said = literal(facts, request)
        said["sentences"].append({"topic": "benefit", "text": "Of the adults 61% did well."})
        return said

    with desk.asks(plays(sloppy)):
        [made] = desk.brief("a.txt", "--format", "json").briefs
    told = made["provenance"]

    assert told["engine"] == made["engine"] == "model@1 (m)"
    assert [call["prompt"]["name"] for call in told["calls"]] == ["extract_record"] + [
        "draft_brief"
    ] * 3
    assert told["calls"][1]["refusals"] == ["REF_LITERAL"]
    assert told["calls"][0]["attempts"][0]["ending"] == "answered"
    assert told["first_draft"].startswith("Qorvexel: early")
    assert told["refused"][0]["rule"] == "REF_LITERAL"
    assert "61%" not in made["summary"]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_names_engine_model_calls_and_cost(form: str, desk: Desk) -> None:
    """In one line, so that nobody takes it for the brief."""
    with desk.asks(lambda request: replace(FAIR(request), model="m-2026")):
        shown = desk.brief("a.txt", "--format", form).out

    told = (
        r"model@1 \(m\): m-2026 answered; 2 calls, [\d,]+ tokens in, \d+ out, \$0\.00\d\d, \d\.\d s"
    )
    assert len(re.findall(told, shown.replace("\\", ""))) == 1


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_a_brief_by_rules_says_nothing_of_models(form: str, desk: Desk) -> None:
    """Its forms are as they were."""
    shown = desk.run("brief", "plain.txt", "--format", form)

    assert "answered;" not in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(
    ("reply", "code", "words"),
    [
        (BAD_KEY, Exit.BAD_INPUT, "does not accept the key"),
        (FORBIDDEN, Exit.BAD_INPUT, "ask who runs the account"),
        (NO_MODEL, Exit.BAD_INPUT, "knows no model of that name"),
        (NO_ROUTE, Exit.BAD_INPUT, "check the base URL"),
        (NO_QUOTA, Exit.BAD_INPUT, "quota is used up"),
        (fails(400, "unsupported_parameter", param="seed"), Exit.BAD_INPUT, "leave out the param"),
        (TOO_LONG, Exit.BAD_INPUT, "cannot take a prompt so long"),
        (RATE_LIMIT, Exit.INCOMPLETE, "is asked too often"),
        (fails(500), Exit.INCOMPLETE, "answered 500"),
        (resets(), Exit.INCOMPLETE, "broke the connection off"),
        (hangs(), Exit.INCOMPLETE, "did not answer in time"),
        (refuses(), Exit.INCOMPLETE, "declined to answer"),
        (says("{", "length"), Exit.INCOMPLETE, "ran out of tokens"),
        (says("{}", "content_filter"), Exit.INCOMPLETE, "content filter"),
        (says(""), Exit.INCOMPLETE, "sent an empty answer"),
        (gives({"a": 1}), Exit.INCOMPLETE, "did not answer in the shape"),
        (says_no_json(), Exit.BAD_INPUT, "check the base URL"),
    ],
)
def test_each_failure_of_a_model_has_its_sentence_and_its_code(
    reply: Reply, code: Exit, words: str, desk: Desk
) -> None:
    """2 for what its user has to mend, 4 for what the provider did not give."""
    timeout = "0.5" if reply.delay else "30"
    with desk.asks(in_turn(reply), timeout=timeout, patience="1") as server:
        done = desk.brief("a.txt", "--format", "json")
    [hole] = done.briefs

    assert done.code is code
    assert words in done.err
    assert done.err.startswith(f"evenbrief: a.txt#1: m at {server.url}: ")
    assert (hole["ok"], hole["article_id"], hole["summary"]) == (None, "a.txt#1", "")
    assert words in hole["error"]
    assert hole["usage"]["calls"] == len(server.requests)
    assert "58.3%" in [figure["text"] for figure in hole["article_figures"]]


def test_a_server_that_is_not_there_is_one_sentence(desk: Desk) -> None:
    """Nobody listens at its address."""
    with ModelServer(FAIR) as gone:
        url = gone.url
    desk.set(model="m", base_url=url, mode="schema", retries="0")
    done = desk.brief("a.txt")

    assert (done.code, done.out) == (Exit.INCOMPLETE, "")
    assert f"m at {url}: cannot be reached; check that the server runs" in done.err


def test_an_article_that_the_model_fails_does_not_stop_the_others(desk: Desk) -> None:
    """Briefs in the order given, the hole behind them, the total over all of them."""
    desk.lay("b.txt", text=OTHER)
    desk.lay("c.txt")
    with desk.asks(unless("Tarn", fails(500))) as server:
        done = desk.brief("a.txt", "b.txt", "c.txt", "none.txt", "--format", "json")

    assert done.code is Exit.BAD_INPUT
    assert [b["article_id"] for b in done.briefs] == ["a.txt#1", "c.txt#1", "b.txt#1"]
    assert [b["ok"] for b in done.briefs] == [True, True, None]
    assert "none.txt: no such file" in done.err
    assert "b.txt#1: m at" in done.err
    assert len(server.requests) == 5
    assert f"3 stories in all: 5 calls (1 failed), {server.tokens.prompt:,} tokens in" in done.err


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_an_article_without_a_brief_leaves_its_place_in_every_form(form: str, desk: Desk) -> None:
    """Why, and the figures that it holds."""
    desk.lay("b.txt", text=OTHER)
    with desk.asks(unless("Tarn", fails(500))):
        done = desk.brief("a.txt", "b.txt", "--format", form)

    assert done.code is Exit.INCOMPLETE
    assert "No brief: m at" in done.out
    assert "answered 500" in done.out


def test_a_hole_lists_the_figures_of_its_own_story(desk: Desk) -> None:
    """Not those of the other story on the page."""
    second = (
        "Pemberton shares fall after loan talks end\n"
        "Shares of Pemberton Labs fell 12% to $4.10 on Monday after talks about a loan ended.\n\n"
        "The company had $31 million in cash at the end of June, and expects that to last a year.\n"
    )
    desk.lay("two.txt", text=f"{ARTICLE}\n{second}")
    with desk.asks(unless("Pemberton", fails(500))):
        made, hole = desk.brief("two.txt", "--format", "json").briefs

    assert (made["article_id"], hole["article_id"]) == ("two.txt#1", "two.txt#2")
    assert {f["text"] for f in hole["article_figures"]} >= {"12%", "$4.10"}
    assert "58.3%" not in {f["text"] for f in hole["article_figures"]}


def test_a_revision_that_fails_leaves_the_brief_and_says_so(desk: Desk) -> None:
    """What was checked stands; not all was done that was asked for."""

    def flatters(facts: dict[str, str], request: Request) -> dict[str, object]:
        said = fair(facts, request)
        return said | {"sentences": [s for s in said["sentences"] if s["topic"] != "harm"]}

    with desk.asks(unless("<failures-", fails(503), plays(flatters))):
        done = desk.brief("a.txt", "--format", "json")
    [made] = done.briefs

    assert done.code is Exit.INCOMPLETE
    assert "not revised to the end: m at" in done.err
    assert "answered 503" in made["provenance"]["failed"]
    assert made["provenance"]["first_draft"]
    assert made["usage"]["failed"] == 1


def test_a_correction_that_fails_leaves_what_came_before_it_on_the_books(desk: Desk) -> None:
    """A revision answered with a digit, then asked to mend it: the second request fails."""

    def flatters(facts: dict[str, str], request: Request) -> dict[str, object]:
        said = fair(facts, request)
        kept = [s for s in said["sentences"] if s["topic"] != "harm"]
        literal = {"topic": "benefit", "text": "Of the adults 61% did well."}
        return said | {"sentences": [*kept, *[literal] * ("<failures-" in request.user)]}

    def model(request: Request) -> Reply:
        corrected = "<failures-" in request.user and len(request.messages) > 2
        return fails(503) if corrected else plays(flatters)(request)

    with desk.asks(model) as server:
        done = desk.brief("a.txt", "--format", "json")
    [made] = done.briefs

    assert done.code is Exit.INCOMPLETE
    assert made["usage"]["calls"] == len(server.requests) == 4
    assert made["usage"]["tokens"]["completion"] == server.tokens.completion
    assert [call["prompt"]["name"] for call in made["provenance"]["calls"]] == [
        "extract_record", "draft_brief", "revise_brief", "revise_brief",
    ]  # fmt: skip


class Crowd:
    """A model that takes a while, and counts how many questions it has at once."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, request: Request) -> Reply:
        """One answer."""
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.05)
        with self._lock:
            self.now -= 1
        return FAIR(request)


@pytest.mark.parametrize("at_once", [1, 3])
def test_stories_are_briefed_side_by_side_as_many_as_are_allowed(at_once: int, desk: Desk) -> None:
    """Results stand in the order given, whichever ends first."""
    names = [f"{letter}.txt" for letter in "abcdef"]
    desk.lay(*names)
    crowd = Crowd()
    with desk.asks(crowd, at_once=str(at_once)):
        done = desk.brief(*names, "--format", "json")

    assert done.code is Exit.FINE
    assert crowd.most == at_once
    assert [b["article_id"] for b in done.briefs] == [f"{name}#1" for name in names]


def test_one_budget_pays_for_all_articles(desk: Desk) -> None:
    """What it cannot pay for is not asked; what was paid for is printed."""
    desk.lay("b.txt", "c.txt")
    with desk.asks(FAIR, at_once="1") as server:
        done = desk.brief("a.txt", "b.txt", "c.txt", "--budget", "0.035", "--format", "json")
    cost = (server.tokens.prompt + 2 * server.tokens.completion) / Decimal(1_000_000)
    states = [b["ok"] for b in done.briefs]

    assert done.code is Exit.INCOMPLETE
    assert states[0] is True
    assert states[-1] is None
    assert cost <= Decimal("0.035")
    assert "is left; raise the budget, or ask for less" in done.err


def test_a_budget_without_a_price_is_refused_before_anybody_is_asked(desk: Desk) -> None:
    """Nobody could keep it."""
    with desk.asks(FAIR, price="") as server:
        done = desk.brief("a.txt", "--budget", "1")

    assert (done.code, len(server.requests)) == (Exit.BAD_INPUT, 0)
    assert "is not known, so none can be kept; set EVENBRIEF_PRICE" in done.err


def test_an_unknown_price_is_said_to_be_unknown(desk: Desk) -> None:
    """Neither nought nor a guess."""
    with desk.asks(FAIR, price=""):
        done = desk.brief("a.txt", "--format", "json")

    assert "cost unknown" in done.err
    assert done.briefs[0]["usage"]["cost"] is None


def test_finding_the_mode_is_on_the_books(desk: Desk) -> None:
    """It is asked once, beside all stories."""
    desk.lay("b.txt")
    with desk.asks(FAIR, mode="auto") as server:
        script = server.script
        server.script = lambda r: gives({"word": "ready"}) if r.shape == "Ready" else script(r)
        done = desk.brief("a.txt", "b.txt", "--format", "json")

    assert done.code is Exit.FINE
    assert len(server.requests) == 5
    assert "finding how the server answers in a shape: 1 call, " in done.err
    assert f"2 stories in all: 5 calls, {server.tokens.prompt:,} tokens in" in done.err


def test_a_mode_that_cannot_be_found_is_on_the_books_each_time(desk: Desk) -> None:
    """The first half of it answered, the second did not; the next story asks again."""
    desk.lay("b.txt")

    def half(request: Request) -> Reply:
        return FORBIDDEN if request.tool else says("ready")

    with desk.asks(half, mode="auto", at_once="1") as server:
        done = desk.brief("a.txt", "b.txt")

    assert done.code is Exit.BAD_INPUT
    assert len(server.requests) == 4
    assert "2 stories in all: 4 calls (2 failed)" in done.err


def test_after_a_bad_key_no_other_story_is_asked_about(desk: Desk) -> None:
    """Each has the same sentence, and its place."""
    desk.lay("b.txt")
    desk.lay("c.txt")
    with desk.asks(lambda request: BAD_KEY, at_once="1") as server:
        done = desk.brief("a.txt", "b.txt", "c.txt", "--format", "json")

    assert done.code is Exit.BAD_INPUT
    assert len(server.requests) == 1
    assert len({hole["error"] for hole in done.briefs}) == 1
    assert [hole["usage"]["calls"] for hole in done.briefs] == [1, 0, 0]


def test_what_is_stored_is_replayed_without_a_key_or_a_server(desk: Desk) -> None:
    """The same brief, for nothing."""
    with desk.asks(FAIR) as server:
        first = desk.brief("a.txt", "--cache", "readwrite", "--format", "json")
        asked = len(server.requests)
        again = desk.brief("a.txt", "--cache", "readwrite", "--format", "json")
        assert len(server.requests) == asked
    desk.set(api_key="")
    replayed = desk.brief("a.txt", "--cache", "replay", "--format", "json")

    assert [done.code for done in (first, again, replayed)] == [Exit.FINE] * 3
    assert {done.briefs[0]["summary"] for done in (first, again, replayed)} == {
        first.briefs[0]["summary"]
    }
    assert replayed.briefs[0]["usage"]["stored"] == 2
    assert replayed.err == "evenbrief: a.txt#1: 2 answers from the store\n"
    assert KEY.encode() not in (desk.folder / "store.db").read_bytes()


def test_a_replay_of_openai_s_own_server_needs_no_key(desk: Desk) -> None:
    """It asks nobody; what is not stored is incomplete, and no fault of the settings."""
    with desk.asks(FAIR):
        desk.brief("a.txt", "--cache", "readwrite")
    desk.set(api_key="", base_url="")
    done = desk.brief("a.txt", "--cache", "replay")

    assert done.code is Exit.INCOMPLETE
    assert "is stored, and --cache=replay asks nobody" in done.err


def test_a_replay_without_a_store_says_where_it_looked(desk: Desk) -> None:
    """Before anything is read."""
    with desk.asks(FAIR) as server:
        done = desk.brief("a.txt", "--cache", "replay")

    assert (done.code, len(server.requests)) == (Exit.BAD_INPUT, 0)
    assert "store.db: no store is there" in done.err


def test_steps_of_a_model_are_written_too(desk: Desk) -> None:
    """Each draft with what asking for it took."""
    desk.lay("b.txt")
    with desk.asks(FAIR):
        desk.brief("a.txt", "b.txt", "--steps", "steps")

    for story in ("a.txt_1", "b.txt_1"):
        written = {file.stem: file for file in (desk.folder / "steps" / story).iterdir()}
        draft = json.loads(written["4-draft-1"].read_text("utf-8"))
        assert draft["calls"][0]["prompt"]["name"] == "draft_brief"
        assert {"3-record", "5-report", "7-brief"} <= written.keys()
        assert all(KEY not in file.read_text("utf-8") for file in written.values())


def test_steps_that_cannot_be_written_are_an_error_with_a_model_too(desk: Desk) -> None:
    """A file where the folder should be."""
    with desk.asks(FAIR):
        done = desk.brief("a.txt", "--steps", "a.txt")

    assert done.code is Exit.BAD_INPUT
    assert "cannot be written" in done.err


def test_digits_may_be_drafted_freely_to_compare(desk: Desk) -> None:
    """The other prompt, and its name in the provenance."""

    def freely(facts: dict[str, str], request: Request) -> dict[str, object]:
        text = "In a single-arm trial 7 of 12 adults (58.3%) responded; one patient died."
        return {"headline": "Qorvexel", "sentences": [{"topic": "benefit", "text": text}]}

    with desk.asks(plays(freely)):
        [made] = desk.brief("a.txt", "--prompt", "draft_brief_free", "--format", "json").briefs

    assert made["engine"] == "model-free@1 (m)"
    assert made["provenance"]["calls"][1]["prompt"]["name"] == "draft_brief_free"


def test_flags_go_to_the_server(desk: Desk) -> None:
    """As its own parameters."""
    with desk.asks(FAIR, temperature="0.9") as server:
        desk.brief("a.txt", "--model", "big", "--temperature", "0.2", "--effort", "low")
    body = server.requests[0].body

    assert (body["model"], body["temperature"], body["reasoning_effort"]) == ("big", 0.2, "low")


@pytest.mark.parametrize(
    ("arguments", "says_so"),
    [
        (("brief", "a.txt", "--budget", "1"), "--budget is for --engine model; add that"),
        (("brief", "a.txt", "--engine", "model"), "no model is named; give --model NAME"),
        (("brief", "a.txt", "--engine", "model", "--model", "m"), "needs a key, and none is set"),
        (
            ("brief", "a.txt", "--engine", "model", "--model", "m", "--base-url", "here"),
            "has a base URL that is none",
        ),
        (
            ("brief", "a.txt", "--engine", "model", "--model", "m", "--budget", "ten"),
            "--budget is 'ten'; write US dollars",
        ),
        (("doctor", "--call"), "--call: no model is named"),
    ],
)
def test_settings_that_cannot_be_meant_are_one_sentence_and_two(
    arguments: tuple[str, ...], says_so: str, desk: Desk
) -> None:
    """Before anything is read or asked."""
    done = desk.run(*arguments)

    assert (done.code, done.out) == (Exit.BAD_INPUT, "")
    assert says_so in done.err


def test_the_environment_may_choose_the_engine(desk: Desk) -> None:
    """A desk that always asks a model says so once."""
    with desk.asks(FAIR, engine="model"):
        [made] = desk.run("brief", "a.txt", "--format", "json").briefs

    assert made["engine"] == "model@1 (m)"


def test_progress_is_said_where_it_is_asked_for(desk: Desk) -> None:
    """In a pipe it is not, unless asked for."""
    with desk.asks(FAIR):
        quiet, said = desk.brief("a.txt"), desk.brief("a.txt", "--progress")

    assert "extracting" not in quiet.err
    assert [line.split(": ")[2].split(",")[0] for line in said.err.splitlines()[:4]] == [
        "reading", "extracting", "drafting", "checking",
    ]  # fmt: skip


def test_progress_of_rules_is_said_where_it_is_asked_for(desk: Desk) -> None:
    """They take no time, so nobody is told unasked."""
    assert "a.txt#1: drafting" in desk.run("brief", "a.txt", "--progress").err


def test_what_a_model_needs_is_named_where_it_is_missing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it; without a model nothing is missing."""
    monkeypatch.setitem(sys.modules, "openai", None)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    done = desk.brief("a.txt", "--model", "m")

    assert (done.code, done.out) == (Exit.BAD_INPUT, "")
    assert "a model needs openai, sqlalchemy, not installed here" in done.err
    assert "pip install 'evenbrief[model]'" in done.err
    assert desk.run("brief", "plain.txt").code is Exit.FINE


INTERRUPTIBLE = """
import signal, sys
from pipeline.cli.main import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = ["evenbrief", "brief", "a.txt", "b.txt", "--engine", "model", "--format", "json"]
main()
"""
"""The command as at a terminal; what runs in the background is born deaf to this signal."""


def test_an_interruption_prints_what_was_done_until_then(desk: Desk) -> None:
    """What was paid for is not thrown away; the command ends with 130."""
    desk.lay("b.txt", text=OTHER)
    with desk.asks(unless("Tarn", hangs())) as server:
        running = subprocess.Popen(
            [sys.executable, "-c", INTERRUPTIBLE],
            cwd=desk.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert running.stderr is not None
        first = running.stderr.readline()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)

    assert first.startswith(b"evenbrief: a.txt#1: 2 calls")
    assert running.returncode == Exit.INTERRUPTED
    assert [b["article_id"] for b in json.loads(out)] == ["a.txt#1"]
    assert err.endswith(b"evenbrief: interrupted\n")
    assert len(server.requests) == 3


LIGHT = """
import sys
from pipeline.cli.main import run
code = run(["brief", "plain.txt"])
loaded = {"asyncio", "openai", "instructor", "tenacity", "aiohttp", "sqlalchemy", "sqlite3"}
print(code, sorted(loaded & sys.modules.keys()),
      sorted(name for name in sys.modules if name.startswith(
          ("pipeline.model", "pipeline.store", "pipeline.cli.progress"))),
      file=sys.stderr)
"""


def test_a_brief_by_rules_loads_nothing_of_a_model(desk: Desk) -> None:
    """No event loop, no SDK, no database; of the model's rooms only the names of its settings."""
    done = subprocess.run(
        [sys.executable, "-c", LIGHT],
        cwd=desk.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr.splitlines()[-1] == "0 [] ['pipeline.model_settings']"


def test_a_request_holds_its_own_story_and_no_name_of_a_file(desk: Desk) -> None:
    """What else lies on the desk, or stands on the page, is nobody's business."""
    second = (
        "Pemberton shares fall after loan talks end\n"
        "Shares of Pemberton Labs fell 12% to $4.10 on Monday after talks about a loan ended.\n\n"
        "The company had $31 million in cash at the end of June, and expects that to last a year.\n"
    )
    desk.lay("secret-name.txt", text=f"{ARTICLE}\n{second}")
    with desk.asks(FAIR) as server:
        desk.brief("secret-name.txt", "--story", "1")

    assert len(server.requests) == 2
    for request in server.requests:
        assert "Pemberton" not in str(request.body)
        assert "secret-name" not in str(request.body)


def test_a_fault_of_ours_in_one_story_does_not_lose_the_others(desk: Desk) -> None:
    """They are printed, then the fault is told; nothing catches it on the way."""
    desk.lay("b.txt")
    wanted = Wanted(120, None, None, Settings(), tell=fall_at("b.txt#1"))
    pages = [Given(read_bytes(ARTICLE.encode(), name), name) for name in ("a.txt", "b.txt")]
    with ModelServer(FAIR) as server:
        use = ModelUse(model="m", base_url=server.url, mode=Mode.SCHEMA)
        asked = brief_all(pages, wanted, use)

    assert [one.briefed[0].brief.article_id for one in asked.made] == ["a.txt#1"]
    assert isinstance(asked.fault, ZeroDivisionError)


def fall_at(story: str) -> Tell:
    """A teller that falls over one story."""

    def tell(event: Event) -> None:
        if event.story == story and event.stage is Stage.DRAFTING:
            raise ZeroDivisionError

    return tell
