"""Neither keys nor articles leak, and the SDKs load only for who asks a model."""

import logging
import subprocess
import sys
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.client import Client
from schemas.answer import DraftAnswer, RecordAnswer
from schemas.model import Mode
from tests.model_client import (
    GOOD,
    KEY,
    PROMPT,
    ask,
    fail,
    settings,
    use,
)
from tests.model_server import (
    ModelServer,
    Reply,
    fails,
    gives,
    in_turn,
    refuses,
    says,
    says_no_json,
)

ROOT = Path(__file__).resolve().parent.parent


def test_the_model_that_answered_is_named() -> None:
    """A proxy may hand the question to another."""
    with ModelServer(lambda request: replace(GOOD, model="other-2")) as server:
        answered = ask(settings(server))

    assert (answered.call.asked, answered.call.answered) == ("m", "other-2")


def leaky(words: str) -> list[Reply]:
    """Every failure, with the server repeating what it must not."""
    misfit = {"headline": words, "sentences": words, words: words}
    quoting = [
        fails(status, code, words, words)
        for status in (400, 401, 403, 404, 429, 500)
        for code in (words, KEY)
    ]
    return [
        *quoting,
        fails(400, "context_length_exceeded", words),
        Reply(status=502, body=words.encode()),
        says_no_json(words),
        gives(misfit),
        says(words),
        refuses(words),
        says(words, "length"),
        says(words, "content_filter"),
        replace(says(words), plain=True, model=words),
        replace(says(words), plain=True, model=KEY),
    ]


@pytest.mark.parametrize("mode", [Mode.SCHEMA, Mode.TOOLS])
def test_neither_key_nor_article_is_in_any_error_repr_or_log(
    mode: Mode, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """With every log turned on, and servers that repeat both."""
    words = f"{KEY} Velcamet cut deaths"
    told = []
    with caplog.at_level(logging.DEBUG):
        for reply in leaky(words):
            with ModelServer(in_turn(reply)) as server:
                chosen = settings(server, mode=mode, retries=1, reasks=1)
                error = fail(chosen)
            told += [*traceback.format_exception(error), repr(error), repr(error.call)]
            told += [repr(chosen), chosen.model_dump_json()]
            assert error.__context__ is None

    out = capfd.readouterr()
    everything = "\n".join([*told, caplog.text, out.out, out.err])
    assert KEY not in everything
    assert "cut deaths" not in everything


def test_only_who_asks_a_model_loads_the_sdks() -> None:
    """The command, the engines and all else of the model room stay light."""
    code = (
        "import sys, importlib, pathlib\n"
        "for path in sorted(pathlib.Path('pipeline/model').glob('*.py')):\n"
        "    if path.stem not in ('__init__', 'batches', 'client', 'deferred', 'reader', 'sending',"
        " 'transport'):\n"
        "        importlib.import_module(f'pipeline.model.{path.stem}')\n"
        "import pipeline.summarise\n"
        "print(sorted({'openai', 'instructor', 'tenacity', 'aiohttp'} & sys.modules.keys()))\n"
        "import pipeline.model.client\n"
        "print('openai' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["[]", "True"]


def test_shapes_are_read_by_name_however_many_there_are() -> None:
    """Each has a reader of its own."""
    record: dict[str, list[str]] = {
        name: [] for name in ("companies", "products", "corrections", "main", "harms", "remarks")
    }

    async def work(client: Client) -> list[str]:
        draft = await client.ask(PROMPT, DraftAnswer)
        read = await client.ask(PROMPT, RecordAnswer)
        return [type(draft.value).__name__, type(read.value).__name__]

    script = lambda request: GOOD if request.shape == "DraftAnswer" else gives(record)  # noqa: E731
    with ModelServer(script) as server:
        assert use(settings(server), work) == ["DraftAnswer", "RecordAnswer"]
