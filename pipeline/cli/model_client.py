"""A model's settings in, an open client out, its store beside it; or one sentence why not."""

import os
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from pydantic import SecretStr

from pipeline.model.budget import Budget
from pipeline.model.client import Client, open_client
from pipeline.model.prices import find_price
from pipeline.model_settings import KEY, OPENAI_KEY
from pipeline.model_use import ModelUse
from pipeline.store.keys import plain_url
from pipeline.store.place import store_path
from pipeline.store.recall import Answers
from schemas.call import Ending
from schemas.errors import SettingsError
from schemas.exits import Exit
from schemas.stored import Cache

OPENAI_ONLY = f"{OPENAI_KEY} goes to OpenAI's own server only; set {KEY} for this one"

_YOURS = frozenset(
    {
        Ending.BAD_KEY,
        Ending.FORBIDDEN,
        Ending.UNKNOWN_MODEL,
        Ending.WRONG_URL,
        Ending.QUOTA,
        Ending.BAD_REQUEST,
        Ending.TOO_LONG,
    }
)
"""Endings that settings or an account have to mend; the others are the provider's, or pass."""


def exit_for(ending: Ending) -> Exit:
    """2 for what its user has to mend, 4 for what the provider did not give."""
    return Exit.BAD_INPUT if ending in _YOURS else Exit.INCOMPLETE


def is_kept_back(use: ModelUse) -> bool:
    """Is there a key in the environment that is not sent, because it was given for OpenAI?"""
    return not use.key.get_secret_value() and bool(os.environ.get(OPENAI_KEY, "").strip())


@asynccontextmanager
async def open_model(use: ModelUse) -> AsyncIterator[Client]:
    """A client for the model, with its store where the cache needs one.

    Raises ModelError where key or address cannot be used, StoreError where the store cannot, and
    SettingsError where a budget is set that nobody can keep.
    """
    use = check_use(use)
    with ExitStack() as opened:
        store: Answers | None = None
        if use.cache is not Cache.OFF:
            from pipeline.store.answers import open_answers

            store = opened.enter_context(open_answers(store_path(os.environ), use.cache))
        async with open_client(use, store, use.cache, Budget(use.budget)) as client:
            yield client


def check_use(use: ModelUse) -> ModelUse:
    """The model as a client can be opened for it.

    Raises SettingsError where a budget is set that nobody can keep.
    """
    if use.budget is not None and use.cache is not Cache.REPLAY and find_price(use) is None:
        raise SettingsError(
            f"budget: what {use.model} costs at {plain_url(use.base_url)} is not known, so none "
            "can be kept; set EVENBRIEF_PRICE, or leave the budget out"
        )
    if use.cache is Cache.REPLAY and not use.key.get_secret_value():
        # A replay asks nobody, so it needs no key; the client would ask for one.
        return use.model_copy(update={"key": SecretStr("replay")})
    return use
