"""Models as scripts: what a drafting model does with the facts it is shown, good habits and bad.

Each answers every prompt of ours from what stands in the request alone, as a model would, so that a
test plays a whole brief through. `Habit` is what it writes for a draft.
"""

import re
from collections.abc import Callable
from typing import Any

from tests.model_server import Reply, Request, Script, gives

Facts = dict[str, str]
"""Id to the line the prompt shows of it."""
Habit = Callable[[Facts, Request], dict[str, Any]]

_LINE = re.compile(r"^(?P<id>f\d+): (?P<line>.*)$", re.MULTILINE)


def listed_facts(request: Request) -> Facts:
    """The facts that a prompt lists between its fences."""
    listed = re.search(r"<facts-(\w+)>\n(?P<facts>.*?)\n</facts-\1>", request.user, re.DOTALL)
    return {m["id"]: m["line"] for m in _LINE.finditer(listed["facts"] if listed else "")}


def find_fact(facts: Facts, *words: str) -> str:
    """The id of the first fact whose line holds all these words."""
    return next(id for id, line in facts.items() if all(word in line for word in words))


def plays(habit: Habit, record: dict[str, Any] | None = None) -> Script:
    """A model that confirms the list, or answers `record`, and drafts by a habit."""
    empty: dict[str, Any] = {
        "companies": [], "products": [], "corrections": [], "main": [], "harms": [], "remarks": []
    }  # fmt: skip

    def script(request: Request) -> Reply:
        if request.shape == "Ready":
            return gives({"ready": True})
        if request.shape == "RecordAnswer":
            return gives({**empty, **(record or {})})
        return gives(habit(listed_facts(request), request))

    return script


def brief(headline: str, *sentences: tuple[str, str]) -> dict[str, Any]:
    """An answer of a headline and sentences, each a topic and its text."""
    return {
        "headline": headline,
        "sentences": [{"topic": topic, "text": text} for topic, text in sentences],
    }
