"""Flags, the environment and `[model]` of evenbrief.toml in; which model is asked, and how, out.

Flags win over the environment, the environment over the file; an empty value counts as none.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator

from pipeline.model_settings import KEY, OPENAI_KEY, SETTINGS, flag, variable
from schemas.errors import SettingsError
from schemas.model import ModelSettings
from schemas.stored import Cache

_OPENAI_HOST = "api.openai.com"


class Drafting(StrEnum):
    """The prompt a draft is asked for with."""

    BY_REFERENCE = "draft_brief"
    """The model names figures, and code writes them."""
    FREE = "draft_brief_free"
    """The model writes the digits itself; to compare the two."""


class ModelUse(ModelSettings):
    """A model, and how a run uses it."""

    prompt: Drafting = Drafting.BY_REFERENCE
    cache: Cache = Cache.OFF
    at_once: int = Field(default=4, ge=1, le=256)
    """Stories briefed at the same time."""

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        """Whether a server is there is found out by asking; this only sees that it can be read."""
        urlsplit(url).port  # noqa: B018 - raises ValueError
        return url


class _Given(NamedTuple):
    """A value, and where it stands."""

    value: object
    place: str


def find_use(
    flags: Mapping[str, str], environment: Mapping[str, str], table: Mapping[str, Any], file: str
) -> ModelUse | None:
    """Which model to ask and how; `None` where no model is named.

    `flags` and `table` go by the names of `SETTINGS`; `file` is what the file is called. Raises
    SettingsError for a value that cannot be meant: where it stands, what it is, what to write.
    """
    given = {
        name: _Given(value, f"{file}: model.{name}") for name, value in table.items() if value != ""
    }
    for name in SETTINGS:
        if value := environment.get(variable(name), "").strip():
            given[name] = _Given(value, variable(name))
        if value := flags.get(name, "").strip():
            given[name] = _Given(value, flag(name))
    nameless = "model" not in given
    use = _understood(given | {"model": _Given("-", "")} if nameless else given)
    key = environment.get(find_key(environment, use.base_url), "").strip("\r\n")
    return None if nameless else use.model_copy(update={"key": SecretStr(key)})


def find_key(environment: Mapping[str, str], base_url: str) -> str:
    """The variable that holds the key for a server; empty where none does."""
    if environment.get(KEY, "").strip():
        return KEY
    openai = not base_url or urlsplit(base_url).hostname == _OPENAI_HOST
    return OPENAI_KEY if openai and environment.get(OPENAI_KEY, "").strip() else ""


def _understood(given: Mapping[str, _Given]) -> ModelUse:
    """The values as they are meant; SettingsError for the first that cannot be."""
    values = {name: one.value for name, one in given.items()}
    if isinstance(price := values.get("price"), str):
        values["price"] = _split_price(price)
    try:
        return ModelUse.model_validate(values)
    except ValidationError as error:
        name = str(error.errors(include_url=False)[0]["loc"][0])
    one = given[name]
    # Before an @ an address has a user and a password.
    shown = "an address that cannot be read" if "@" in str(one.value) else repr(one.value)
    raise SettingsError(f"{one.place} is {shown}; write {SETTINGS[name].write}")


def _split_price(written: str) -> dict[str, str]:
    """`prompt=2,completion=8` by names; what is not of that form is left to be refused."""
    parts = [part.partition("=") for part in written.split(",")]
    return {name.strip(): value.strip() for name, _, value in parts}
