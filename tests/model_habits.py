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


_TOLD = re.compile(r"\bunverified\b[^.\n]*?\b(?:leave|left|omit|drop)", re.IGNORECASE)
_DOUBTED = re.compile(r"\b(?:doing the rounds|rumou?red|unconfirmed)\b.*?(?P<figure>\d+)")


def is_told_of_doubt(request: Request) -> bool:
    """Does the prompt say what is to be done with an unverified figure, in whatever words?"""
    return bool(_TOLD.search(request.system))


def heeds_doubt(facts: Facts, request: Request) -> dict[str, Any]:
    """Follows its prompt on one point: rumours are left out where it says so, else stated as facts.

    It reads rumours as a person would, whether or not the list calls them unverified. It writes of
    `tests.gate_repo`'s articles: the result beside its comparator, a harm, what is planned.
    """
    treated, placebo = find_fact(facts, " = ", "of 40"), find_fact(facts, " = ", "of 20")
    headache = find_fact(facts, "eadache")
    sentences = [
        ("benefit", f"In a Phase 2 trial {{{treated}:count}} adults with lupus ({{{treated}}}) "
                    f"responded to the tablet, against {{{placebo}:count}} ({{{placebo}}}) on "
                    "placebo."),
        ("harm", f"Headache occurred in {{{headache}}} of patients on the tablet."),
        ("limit", "The company plans a larger trial."),
    ]  # fmt: skip
    rumour = _DOUBTED.search(request.user)
    if rumour and not is_told_of_doubt(request):
        id = next(id for id, line in facts.items() if line.startswith(rumour["figure"]))
        sentences.insert(3, ("market", f"There were {{{id}}} job losses."))
    return brief("Early results in lupus", *sentences)
