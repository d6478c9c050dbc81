"""The command asking a scripted model: a desk, its environment, and what came of a run."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.main import run
from schemas.exits import Exit
from tests.model_habits import Facts, brief, find_fact
from tests.model_server import ModelServer, Request, Script

KEY = "sk-canary-4417"
ARTICLE = """\
Ostrel Bio reports early response data for qorvexel in lymphoma

BASEL, 4 June - Ostrel Bio said on Thursday that 7 of 12 adults (58.3%) with large B-cell lymphoma
responded to its cell therapy qorvexel in the Phase 1b LANTERN trial, a single-arm study.

Median duration of response was 9.4 months. Grade 3 or higher neutropenia occurred in approximately
42% of patients, and one patient died of an infection. The company said the data are preliminary.

Ostrel expects to start a randomised trial in mid-2027.
"""


def fair(facts: Facts, request: Request) -> dict[str, Any]:
    """What a good model writes of `ARTICLE`: the result, the gravest harms, what is open."""
    rate, lasting = find_fact(facts, "58.3%"), find_fact(facts, "9.4 months")
    harm, death = find_fact(facts, "42%"), find_fact(facts, "one;")
    return brief(
        "Qorvexel: early response data in lymphoma",
        ("benefit", f"In a single-arm Phase 1b trial, {{{rate}:count}} adults with large B-cell "
                    f"lymphoma ({{{rate}}}) responded to Ostrel Bio's cell therapy qorvexel."),
        ("benefit", f"The median duration of response was {{{lasting}}}."),
        ("harm", f"Grade 3 or higher neutropenia occurred in {{{harm}}} of patients, and "
                 f"{{{death}}} patient died of an infection."),
        ("limit", "The company called the data preliminary, and there was no control arm."),
    )  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what it said."""

    code: Exit
    out: str
    err: str

    @property
    def briefs(self) -> list[dict[str, Any]]:
        """What `--format json` printed."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


class Desk:
    """A folder and an environment to run the command in."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, read: Any) -> None:
        self.folder = folder
        self._patch, self._read = patch, read

    def lay(self, *names: str, text: str = ARTICLE) -> None:
        """Articles of these names."""
        for name in names:
            (self.folder / name).write_text(text, encoding="utf-8")

    def set(self, **values: str) -> None:
        """Variables of ours, without their common beginning; empty takes one away."""
        for name, value in values.items():
            self._patch.setenv(f"EVENBRIEF_{name.upper()}", value)

    def run(self, *arguments: str) -> Ended:
        """The command, here and now; no key may come out of it."""
        self._read.readouterr()
        code = run(list(arguments))
        out, err = self._read.readouterr()
        assert KEY not in out + err
        assert "Traceback" not in err
        return Ended(code, out, err)

    def brief(self, *arguments: str) -> Ended:
        """Briefs by a model."""
        return self.run("brief", "--engine", "model", *arguments)

    @contextmanager
    def asks(self, script: Script, **given: str) -> Iterator[ModelServer]:
        """A server that the desk asks in schema mode, at a price, without retries."""
        usual: Mapping[str, str] = {
            "model": "m", "mode": "schema", "price": "prompt=1,completion=2", "retries": "0",
            "api_key": KEY, "store": str(self.folder / "store.db"),
        }  # fmt: skip
        with ModelServer(script) as server:
            self.set(**{**usual, "base_url": server.url, **given})
            yield server


def make_desk(folder: Path, patch: pytest.MonkeyPatch, read: pytest.CaptureFixture[str]) -> Desk:
    """A desk with one article, and no settings from outside."""
    for name in ("OPENAI_API_KEY", "EVENBRIEF_API_KEY", "EVENBRIEF_ENGINE"):
        patch.delenv(name, raising=False)
    patch.chdir(folder)
    made = Desk(folder, patch, read)
    made.lay("a.txt")
    return made
