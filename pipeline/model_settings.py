"""What can be set about a model: names, how values are written, and where the key may stand.

Every setting has one name: `base_url` is the flag `--base-url`, the variable `EVENBRIEF_BASE_URL`
and the entry `base_url` of `[model]` in evenbrief.toml. The key is the exception: it is read from
the environment only, for flags and files are seen by others. `model_use` makes sense of the values;
this file is light, because every command that reads evenbrief.toml loads it.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemas.errors import SettingsError

KEY = "EVENBRIEF_API_KEY"
OPENAI_KEY = "OPENAI_API_KEY"
"""Taken where ours is not set, and sent to OpenAI's own server only: it was given for that one."""

_KEYS = frozenset({"key", "api_key", "apikey", "token", "secret", "password", "authorization"})


class Setting(NamedTuple):
    """One setting as people write it."""

    write: str
    """What a value looks like, as a sentence ends: `write …`."""
    meaning: str


SETTINGS: Mapping[str, Setting] = {
    "model": Setting("the model's name at its server", "the model to ask"),
    "base_url": Setting("an address such as http://127.0.0.1:8080/v1", "its server; else OpenAI's"),
    "mode": Setting("auto, schema, tools or json", "how the server is made to answer in a shape"),
    "prompt": Setting("draft_brief or draft_brief_free", "figures by reference, or digits freely"),
    "cache": Setting("off, readwrite or replay", "what stored answers are used for"),
    "budget": Setting("US dollars, such as 2.50", "the most that a run may cost"),
    "price": Setting(
        "US dollars a million tokens, as in prompt=2,completion=8; cached=, written= and "
        "holds_to= may be added",
        "what the model costs, where the table does not know or is wrong",
    ),
    "effort": Setting("a word such as low", "reasoning effort of a reasoning model"),
    "temperature": Setting("a number such as 0.2", "how freely words are chosen"),
    "seed": Setting("a whole number", "the seed that is sent along"),
    "window": Setting("tokens, 1000 or more", "what prompt and answer may have together"),
    "most_tokens": Setting("tokens, 1 or more", "what one answer may have, its thoughts included"),
    "timeout": Setting("seconds above 0", "what one request may take"),
    "patience": Setting("seconds above 0", "what one question may take with all its retries"),
    "retries": Setting("a whole number, 0 or more", "requests after the first, for what may pass"),
    "reasks": Setting("a whole number, 0 or more", "corrections of an answer"),
    "at_once": Setting("a whole number from 1 to 256", "stories briefed at the same time"),
}
"""All settings but the key, in the order of docs/models.md; the one list of them."""


def flag(name: str) -> str:
    """`--base-url` of `base_url`."""
    return "--" + name.replace("_", "-")


def variable(name: str) -> str:
    """`EVENBRIEF_BASE_URL` of `base_url`."""
    return f"EVENBRIEF_{name.upper()}"


def check_names(names: Iterable[str], file: str) -> None:
    """SettingsError where `[model]` of a file names what is no setting, or holds a key.

    A key's value is not repeated.
    """
    for name in names:
        if name.lower() in _KEYS:
            raise SettingsError(
                f"{file}: model.{name}: a key does not belong in a file that others read; take it "
                f"out and set {KEY} in the environment"
            )
        if name not in SETTINGS:
            raise SettingsError(
                f"{file}: model.{name} is no setting; [model] may have {', '.join(SETTINGS)}"
            )
