"""A run's settings in, what its results depend on out; an article's hash in, its task's key out.

Whatever could change a brief is in the key, and nothing else: form and place of the outputs, speed
and budget are not, so that changing them does nothing over again.
"""

import hashlib
from typing import Any, NamedTuple

from pipeline.embedded.engine import EmbeddedEngine
from pipeline.figures.check import ENGINE
from pipeline.model.prompts import identify
from pipeline.model.questions import find_parameters
from pipeline.model_use import Drafting, ModelUse
from pipeline.store.keys import EPOCH, canonical, plain_url
from schemas.version import VERSION

REVISING = {Drafting.BY_REFERENCE: ("revise_brief",), Drafting.FREE: ()}
"""The prompt that asks for a better draft, where it is another one than the first draft's."""


class Plan(NamedTuple):
    """What is asked for, the same for every article of a run; workers are sent it."""

    length: int
    use: ModelUse | None = None
    """The model, without its key; `None` for the embedded engine."""

    @property
    def prompts(self) -> tuple[str, ...]:
        """The prompts that a brief may be asked for with."""
        if self.use is None:
            return ()
        return ("extract_record", self.use.prompt.value, *REVISING[self.use.prompt])


def describe_plan(plan: Plan) -> str:
    """All that every key of the run depends on, as canonical JSON; no secret is in it."""
    values: dict[str, Any] = {
        "length": plan.length,
        "engine": EmbeddedEngine().name,
        "figures": ENGINE,
        "version": VERSION,
        "epoch": EPOCH,
    }
    return canonical(values | (_describe_model(plan, plan.use) if plan.use else {}))


def _describe_model(plan: Plan, use: ModelUse) -> dict[str, Any]:
    prompts = {name: identify(name) for name in plan.prompts}
    return {
        "model": use.model,
        "base_url": plain_url(use.base_url),
        "mode": use.mode.value,
        "parameters": find_parameters(use),
        "most_tokens": use.most_tokens,
        "window": use.window,
        "reasks": use.reasks,
        "prompts": {ref.label: ref.sha for ref in prompts.values()},
    }


def make_task_key(source_sha256: str, plan: str) -> str:
    """The key of one article under a described plan: a SHA-256 in hex."""
    return hashlib.sha256(f"{source_sha256} {plan}".encode("ascii")).hexdigest()
