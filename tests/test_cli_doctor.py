"""`evenbrief doctor`: what is set about a model, never the key, and what one tiny call says."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.exits import Exit
from tests.model_command import KEY, Desk, fair, make_desk
from tests.model_habits import plays
from tests.model_server import (
    BAD_KEY,
    NO_QUOTA,
    Reply,
    Request,
    fails,
    gives,
    hangs,
    in_turn,
    says,
)

READY = gives({"word": "ready"})


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk without settings."""
    return make_desk(tmp_path, monkeypatch, capsys)


def rows(shown: str) -> dict[str, str]:
    """What was printed, by the word before it."""
    return {line[:10].strip(): line[11:] for line in shown.splitlines()}


def test_without_a_model_it_says_how_to_name_one(desk: Desk) -> None:
    """Nothing is wrong: the rules need none."""
    done = desk.run("doctor")

    assert done.code is Exit.FINE
    assert rows(done.out)["model"].startswith("none named; give --model NAME")
    assert rows(done.out)["key"] == "not set; EVENBRIEF_API_KEY holds it"


def test_it_says_what_is_set_and_asks_nobody(desk: Desk) -> None:
    """Model, address, mode, price, budget, cache, key, store and SDKs."""
    with desk.asks(plays(fair), budget="2.50", cache="readwrite") as server:
        done = desk.run("doctor", "--mode", "tools")
    found = rows(done.out)

    assert server.requests == []
    assert found["model"] == f"m at {server.url}"
    assert found["mode"] == "tools"
    assert found["price"] == "$1 in, $2 out a million tokens (as set)"
    assert found["budget"] == "$2.50 a run"
    assert found["cache"] == "readwrite"
    assert found["key"] == "set, in EVENBRIEF_API_KEY"
    assert found["store"] == f"{desk.folder}/store.db: not there yet; --cache readwrite makes it"
    assert found["SDKs"].startswith("openai 3.")
    assert not (desk.folder / "store.db").exists()


def test_a_price_is_the_table_s_for_openai_alone(desk: Desk) -> None:
    """Elsewhere the same name may cost anything."""
    own = rows(desk.run("doctor", "--model", "gpt-4o-mini").out)
    other = rows(desk.run("doctor", "--model", "gpt-4o-mini", "--base-url", "http://h/v1").out)

    assert own["model"] == "gpt-4o-mini at https://api.openai.com/v1"
    assert own["price"].startswith("$0.15 in, $0.075 for cached ones, $0.6 out a million tokens (")
    assert other["price"].startswith("not known: costs are shown as unknown")


def test_an_address_is_shown_without_its_password(desk: Desk) -> None:
    """Nor without anything else that may be secret."""
    done = desk.run("doctor", "--model", "m", "--base-url", "http://ann:pw-7@host:1/v1?k=q-7")

    assert rows(done.out)["model"] == "m at http://host:1/v1"
    assert "-7" not in done.out


def test_openai_s_key_is_kept_from_other_servers_and_that_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the list, and where a call fails for want of it."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert rows(desk.run("doctor", "--model", "m").out)["key"] == "set, in OPENAI_API_KEY"
    with desk.asks(in_turn(BAD_KEY), api_key="") as server:
        done = desk.run("doctor", "--call")
        failed = desk.brief("a.txt")

    assert "goes to OpenAI's own server only" in rows(done.out)["key"]
    assert "OPENAI_API_KEY goes to OpenAI's own server only" in rows(done.out)["call"]
    assert "OPENAI_API_KEY goes to OpenAI's own server only" in failed.err
    assert {r.headers["authorization"] for r in server.requests} == {"Bearer none"}


@pytest.mark.parametrize(
    ("schema", "tools", "found", "calls"),
    [
        (READY, READY, "schema", 1),
        (says("ready"), READY, "tools", 2),
        (says("ready"), replace(says("ready"), plain=True), "json", 2),
        (fails(400, "unsupported"), READY, "tools", 2),
    ],
)
def test_one_tiny_call_says_mode_model_tokens_and_time(
    schema: Reply, tools: Reply, found: str, calls: int, desk: Desk
) -> None:
    """The mode is what the server is found to hold a model to."""

    def answer(request: Request) -> Reply:
        return replace(tools if request.tool else schema, model="m-2026")

    with desk.asks(answer, mode="auto") as server:
        done = desk.run("doctor", "--call", "--format", "json")
    said = json.loads(done.out)["call"]

    assert done.code is Exit.FINE
    assert len(server.requests) == calls
    assert (said["ok"], said["mode"], said["answered"]) == (True, found, "m-2026")
    assert f"{calls} call" in said["usage"]
    assert f"{server.tokens.prompt} tokens in" in said["usage"]


@pytest.mark.parametrize("mode", ["schema", "tools"])
def test_a_mode_that_is_set_is_tried_as_it_is(mode: str, desk: Desk) -> None:
    """A server that does not honour it is told apart from one that does."""
    with desk.asks(in_turn(READY), mode=mode):
        held = rows(desk.run("doctor", "--call").out)["call"]
    with desk.asks(in_turn(replace(says("ready"), plain=True)), mode=mode):
        loose = desk.run("doctor", "--call")

    assert held.startswith(f"{mode} mode; m answered; 1 call, ")
    assert loose.code is Exit.INCOMPLETE
    assert "try another mode" in rows(loose.out)["call"]


@pytest.mark.parametrize(
    ("reply", "code", "words"),
    [
        (BAD_KEY, Exit.BAD_INPUT, "does not accept the key"),
        (NO_QUOTA, Exit.BAD_INPUT, "quota is used up"),
        (fails(503), Exit.INCOMPLETE, "answered 503"),
        (hangs(), Exit.INCOMPLETE, "did not answer in time"),
    ],
)
def test_a_call_that_fails_says_why_beside_all_else(
    reply: Reply, code: Exit, words: str, desk: Desk
) -> None:
    """The rest of the list is what helps to mend it."""
    with desk.asks(in_turn(reply), timeout="0.3" if reply.delay else "30", cache="readwrite"):
        done = desk.run("doctor", "--call")

    assert done.code is code
    assert rows(done.out)["call"].startswith("failed: m at ")
    assert words in rows(done.out)["call"]
    assert rows(done.out)["missing"] == "nothing"


def test_a_budget_that_nobody_can_keep_does_not_hinder_a_call(desk: Desk) -> None:
    """The list says already that no price is known."""
    with desk.asks(in_turn(READY), price="", budget="1"):
        assert desk.run("doctor", "--call").code is Exit.FINE


def test_a_call_is_made_whatever_is_stored(desk: Desk) -> None:
    """What a server said once says nothing of today."""
    with desk.asks(in_turn(READY), cache="readwrite") as server:
        desk.run("doctor", "--call")
        desk.run("doctor", "--call")

    assert len(server.requests) == 2
    assert not (desk.folder / "store.db").exists()


def test_the_store_is_counted_and_not_changed(desk: Desk) -> None:
    """Also one that is none."""
    with desk.asks(plays(fair)):
        desk.brief("a.txt", "--cache", "readwrite")
        held = rows(desk.run("doctor").out)["store"]
        (desk.folder / "store.db").write_bytes(b"no database at all" * 100)
        damaged = desk.run("doctor")

    (desk.folder / "empty.db").touch()
    desk.set(store="empty.db")

    assert "empty.db: is still empty; run once with" in rows(desk.run("doctor").out)["store"]
    assert (desk.folder / "empty.db").read_bytes() == b""
    assert held.startswith(f"{desk.folder}/store.db: 2 answers, ")
    assert "is not a database; move it away" in rows(damaged.out)["store"]
    assert damaged.code is Exit.FINE


def test_a_variable_that_is_no_setting_is_named(desk: Desk) -> None:
    """It would silently do nothing, and the article go elsewhere."""
    desk.set(baseurl="http://127.0.0.1:1/v1", engine="embedded", store="s.db")

    assert rows(desk.run("doctor").out)["ignored"] == "EVENBRIEF_BASEURL is no setting"


def test_what_a_model_needs_and_is_missing_counts_once_a_model_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without one nothing is missing."""
    monkeypatch.setitem(sys.modules, "instructor", None)
    plain, named = desk.run("doctor"), desk.run("doctor", "--model", "m")

    assert (plain.code, named.code) == (Exit.FINE, Exit.FAILED)
    assert "missing: instructor; pip install 'evenbrief[model]'" in rows(plain.out)["SDKs"]
    assert rows(named.out)["missing"] == "instructor"


def test_a_key_in_the_file_is_refused_by_every_command(desk: Desk) -> None:
    """And not repeated."""
    (desk.folder / "evenbrief.toml").write_text(f"[model]\nkey = '{KEY}'\n", encoding="utf-8")
    for arguments in (("doctor",), ("brief", "a.txt"), ("check", "a.txt", "--source", "a.txt")):
        done = desk.run(*arguments)

        assert (done.code, done.out) == (Exit.BAD_INPUT, "")
        assert "model.key: a key does not belong in a file" in done.err


def test_a_model_may_be_set_in_the_file(desk: Desk) -> None:
    """And a flag wins over it."""
    (desk.folder / "evenbrief.toml").write_text("[model]\nmodel = 'filed'\n", encoding="utf-8")

    assert rows(desk.run("doctor").out)["model"].startswith("filed at ")
    assert rows(desk.run("doctor", "--model", "flagged").out)["model"].startswith("flagged at ")
