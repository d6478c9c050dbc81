"""Goldens and what to ask of whom in; runs on file out, with progress on standard error."""

import asyncio
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evals.headers import Asked, make_header
from evals.read import story_texts
from evals.recorder import Recorder
from evals.results import Kept, keep_run
from evals.runs import OnCase, Plan, Seat, list_cases, run_all
from pipeline.cli.evals_progress import bar
from pipeline.cli.extras import require_model
from pipeline.cli.output import say
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.model.estimate import estimate
from pipeline.model_use import Drafting, ModelUse, find_use
from pipeline.settings import find_settings, load_settings
from pipeline.store.keys import plain_url
from schemas.errors import SettingsError
from schemas.eval import CaseRecord, Run
from schemas.golden import Golden
from schemas.stored import Cache

if TYPE_CHECKING:
    from pipeline.cli.evals_scope import Options

EXTRACT = "extract_record"
REVISE = "revise_brief"


class Wanted(NamedTuple):
    """One run: rules alone, or a model with one way to draft."""

    name: str
    """Of its file: `embedded`, `gpt-x.draft_brief`."""
    use: ModelUse | None


def list_runs(options: "Options", flags: Mapping[str, str]) -> list[Wanted]:
    """Engines by models by prompts, in the order given."""
    runs = [Wanted("embedded", None)] if "embedded" in options.scope.engines else []
    if "model" not in options.scope.engines:
        if flags or options.models or options.prompts:
            raise SettingsError("--model, --prompt and the like are for --engine model; add that")
        return runs
    require_model()
    table = {"cache": Cache.READWRITE, **load_settings(options.scope.config).model}
    first = {"model": "", "prompt": "", **flags}
    models = [first["model"], *options.models]
    prompts = [first["prompt"], *options.prompts]
    for model in models:
        for prompt in prompts:
            asked = {**flags, "model": model, "prompt": prompt}
            given = {name: value for name, value in asked.items() if value}
            use = find_use(given, os.environ, table, str(find_settings(options.scope.config)))
            if use is None:
                raise SettingsError(
                    "--engine model: no model is named; give --model NAME, or set EVENBRIEF_MODEL"
                )
            runs.append(Wanted(f"{_plain(use.model)}.{use.prompt}", use))
    return runs


def _plain(name: str) -> str:
    """A model's name as part of a file's."""
    return "".join(ch if ch.isalnum() or ch in "-._" else "-" for ch in name)


def run_one(wanted: Wanted, goldens: Sequence[Golden], options: "Options") -> Run:
    """One run from its header to its footer, kept in the folder asked for."""
    plan = Plan(options.scope.length, options.repeats, wanted.use.at_once if wanted.use else 1)
    asked = _ask_about(wanted.use) if wanted.use else None
    engine = f"model {wanted.use.model}" if wanted.use else EmbeddedEngine().name
    header = make_header(goldens, plan, engine, options.scope.split, asked)
    with tempfile.TemporaryDirectory() as spare:
        kept = keep_run((options.out or Path(spare)) / f"{wanted.name}.jsonl", header)
        if kept.note:
            say(f"evenbrief: {kept.note}")
        return _run_kept(wanted, goldens, plan, kept)


def _run_kept(wanted: Wanted, goldens: Sequence[Golden], plan: Plan, kept: Kept) -> Run:
    began = time.perf_counter()
    total = len(list_cases(goldens, plan.repeats))
    if wanted.use:
        _say_cost(wanted.use, goldens, plan)
    if kept.done:
        say(f"evenbrief: {kept.path}: {len(kept.done)} of {total} cases are on file already")
    with bar(wanted.name, total - len(kept.done)) as step:

        def on_case(case: CaseRecord) -> None:
            kept.add(case)
            step(case)

        asyncio.run(_ask_all(wanted.use, goldens, plan, kept, on_case))
    return kept.finish(time.perf_counter() - began)


async def _ask_all(
    use: ModelUse | None, goldens: Sequence[Golden], plan: Plan, kept: Kept, on_case: OnCase
) -> None:
    """Every case that is not on file, by rules or by the model."""
    rules = EmbeddedEngine()
    if use is None:
        await run_all(goldens, lambda repeat: Seat(rules), plan, on_case, kept.done)
        return
    from pipeline.cli.model_client import open_model
    from pipeline.model.engine import Manner, ModelEngine

    manner = Manner(use, free=use.prompt is Drafting.FREE)
    async with open_model(use) as client:

        def seat(repeat: int) -> Seat:
            recorder = Recorder(client.ask, repeat)
            return Seat(ModelEngine(recorder, rules, manner), recorder)

        await run_all(goldens, seat, plan, on_case, kept.done)


def _ask_about(use: ModelUse) -> Asked:
    from pipeline.model.prompts import identify

    prompts = tuple(identify(name) for name in (EXTRACT, use.prompt, REVISE))
    return Asked(use, plain_url(use.base_url), prompts)


def _say_cost(use: ModelUse, goldens: Sequence[Golden], plan: Plan) -> None:
    """What the run will take, before it is spent."""
    spent = estimate(story_texts(goldens), plan.repeats, use, (EXTRACT, use.prompt))
    limit = f"; it stops at ${use.budget}" if use.budget is not None else ""
    stored = "; stored answers cost nothing" if use.cache is not Cache.OFF else ""
    say(f"evenbrief: {use.model}: {spent}{limit}{stored}")
    if use.cache is Cache.REPLAY:
        say(
            "evenbrief: replay answers with what was stored for these very words; it cannot judge "
            "a changed prompt"
        )
