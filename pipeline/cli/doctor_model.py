"""The settings of a model in; what there is, what is missing, and what one tiny call says out.

Nothing here shows a key, or asks anybody unless a call is asked for.
"""

import asyncio
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict

from pipeline.cli.extras import INSTALL, MODEL_PACKAGES, missing_packages
from pipeline.model.prices import find_price, read_table
from pipeline.model_settings import KEY, OPENAI_KEY, SETTINGS, variable
from pipeline.model_use import ModelUse, find_key
from pipeline.progress import add_up
from pipeline.show.findings import plural
from pipeline.show.snippets import harmless
from pipeline.show.usage import usage_line
from pipeline.store.keys import plain_url
from pipeline.store.place import VARIABLE, store_path
from schemas.call import Call, Ending, ModelError
from schemas.errors import StoreError
from schemas.exits import Exit
from schemas.model import Mode, Price
from schemas.stored import Cache

NOBODY = "none named; give --model NAME, or set EVENBRIEF_MODEL (docs/models.md)"

_OTHERS = frozenset({KEY, VARIABLE, "EVENBRIEF_ENGINE"})
"""Variables of ours that are no setting of a model."""


class CallReport(TypedDict):
    """What one tiny call said."""

    ok: bool
    mode: str
    answered: str
    usage: str
    error: str


class ModelReport(TypedDict):
    """What is set about a model."""

    name: str
    base_url: str
    mode: str
    key: str
    """Where it comes from, or that there is none; never the key."""
    price: str
    budget: str
    cache: str
    store: str
    sdks: dict[str, str]
    missing: list[str]
    ignored: list[str]
    """Variables that look like settings and are none."""


def examine(use: ModelUse | None, environment: Mapping[str, str]) -> ModelReport:
    """What is set and installed; nobody is asked."""
    absent = missing_packages()
    return {
        "name": use.model if use else "",
        "base_url": plain_url(use.base_url) if use else "",
        "mode": use.mode.value if use else "",
        "key": _key(use, environment),
        "price": _price(use) if use else "",
        "budget": _budget(use) if use else "",
        "cache": use.cache.value if use else "",
        "store": _store(store_path(environment), installed="sqlalchemy" not in absent),
        "sdks": {name: version(name) for name in MODEL_PACKAGES if name not in absent},
        "missing": list(absent),
        "ignored": _ignored(environment),
    }


def rows(report: ModelReport) -> tuple[tuple[str, str], ...]:
    """The same, to be read."""
    name = harmless(report["name"])
    found = ", ".join(f"{name} {number}" for name, number in report["sdks"].items())
    lacking = f"missing: {', '.join(report['missing'])}; {INSTALL}" if report["missing"] else ""
    auto = " (found by asking, at the first call or with --call)"
    of_model = (
        ("mode", report["mode"] + auto * (report["mode"] == Mode.AUTO)),
        ("price", report["price"]),
        ("budget", report["budget"]),
        ("cache", report["cache"]),
    )
    return (
        ("model", f"{name} at {report['base_url']}" if name else NOBODY),
        *(of_model if name else ()),
        ("key", report["key"]),
        ("store", report["store"]),
        ("SDKs", "; ".join(part for part in (found, lacking) if part)),
        *(("ignored", f"{each} is no setting") for each in report["ignored"]),
    )


def call(use: ModelUse) -> tuple[CallReport, Exit]:
    """One tiny question, two where the mode must be found; what it took, or what failed."""
    from pipeline.cli.model_client import OPENAI_ONLY, exit_for, is_kept_back

    budget = use.budget if find_price(use) else None
    tiny = use.model_copy(
        update={"cache": Cache.OFF, "retries": min(use.retries, 1), "budget": budget}
    )
    try:
        mode, asked = asyncio.run(_ask(tiny))
    except ModelError as error:
        kept_back = error.ending is Ending.BAD_KEY and is_kept_back(use)
        said = f"{error} ({OPENAI_ONLY})" if kept_back else str(error)
        return _told("", error.call, said), exit_for(error.ending)
    return _told(mode.value, asked, ""), Exit.FINE


async def _ask(use: ModelUse) -> tuple[Mode, Call | None]:
    """The mode the server answers in, and the call that found it."""
    from pipeline.cli.model_client import open_model
    from pipeline.model.modes import PROBE, Ready

    async with open_model(use) as client:
        mode = await client.probe()
        if use.mode is Mode.AUTO:
            return mode, client.probed
        return mode, (await client.ask(PROBE, Ready)).call


def _told(mode: str, asked: Call | None, error: str) -> CallReport:
    return {
        "ok": not error,
        "mode": mode,
        "answered": asked.answered if asked else "",
        "usage": usage_line(add_up((asked,) if asked else ())),
        "error": error,
    }


def call_row(report: CallReport) -> tuple[str, str]:
    """What the call said, to be read."""
    if not report["ok"]:
        return ("call", f"failed: {report['error']}")
    answered = " ".join(harmless(report["answered"]).split()) or "a model without a name"
    return ("call", f"{report['mode']} mode; {answered} answered; {report['usage']}")


def _key(use: ModelUse | None, environment: Mapping[str, str]) -> str:
    found = find_key(environment, use.base_url if use else "")
    if found:
        return f"set, in {found}"
    if environment.get(OPENAI_KEY, "").strip():
        return f"not set; {OPENAI_KEY} goes to OpenAI's own server only, so set {KEY} if this asks"
    return f"not set; {KEY} holds it"


def _price(use: ModelUse) -> str:
    price = find_price(use)
    if price is None:
        return (
            "not known: costs are shown as unknown, and no budget can be kept; set EVENBRIEF_PRICE"
        )
    origin = "as set" if use.price else f"the table of {read_table().read}"
    return f"{_amounts(price)} a million tokens ({origin})"


def _amounts(price: Price) -> str:
    cached = f", ${price.cached} for cached ones" if price.cached is not None else ""
    return f"${price.prompt} in{cached}, ${price.completion} out"


def _budget(use: ModelUse) -> str:
    return "no limit" if use.budget is None else f"${use.budget} a run"


def _store(path: Path, *, installed: bool) -> str:
    """Where the store is and how much it holds; a file is only looked at, never made."""
    if not path.exists():
        return f"{path}: not there yet; --cache readwrite makes it"
    size = f"{max(1, path.stat().st_size // 1000):,} kB"
    if not installed:
        return f"{path}: {size}"
    from pipeline.store.answers import open_answers

    try:
        with open_answers(path, Cache.REPLAY) as store:
            held = store.count() if store else 0
    except StoreError as error:
        return str(error)
    return f"{path}: {plural(held, 'answer')}, {size}"


def _ignored(environment: Mapping[str, str]) -> list[str]:
    """`EVENBRIEF_BASEURL` would silently do nothing."""
    known = _OTHERS | {variable(name) for name in SETTINGS}
    return sorted(
        name for name in environment if name.startswith("EVENBRIEF_") and name not in known
    )
