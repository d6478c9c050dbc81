"""Goldens of one sentence or two, for tests of what is done to true sentences."""

from typing import Any

from evals.slots import Slot, find_slots
from schemas.golden import Golden

_OF_FACT = frozenset(
    "says measure grade population arm product company cut time comparator n N status".split()
)


def small_golden(article: str, say: str, figures: list[dict[str, Any]], **more: Any) -> Golden:
    """One story whose one true sentence prints all of `figures`.

    A figure is its label and its fact in one table; each is the next place where the article has
    its `text`. `more` are further fields of the story, or `boilerplate` of the page.
    """
    labels, facts, at = [], [], 0
    for number, table in enumerate(figures, 1):
        start = article.index(table["text"], at)
        at = start + len(table["text"])
        fact = {name: value for name, value in table.items() if name in _OF_FACT}
        rest = {name: value for name, value in table.items() if name not in _OF_FACT}
        labels.append({"start": start, "end": at, "fact": f"f{number}", **rest})
        facts.append({"id": f"f{number}", "says": f"It is {table['text']}.", "measure": "", **fact})
    boilerplate = more.pop("boilerplate", [])
    story = {
        "id": "s1",
        "headline": {"start": 0, "end": 1, "text": article[:1]},
        "span": {"start": 0, "end": len(article)},
        "kind": "clinical",
        "must_say": [{"say": say, "facts": [fact["id"] for fact in facts], "why": "It is so."}],
        "must_not_say": [],
        "reference": {"headline": "Tarvel", "summary": ""},
        **more,
    }
    return Golden.model_validate(
        {
            "id": "small",
            "text": article,
            "split": "dev",
            "labels": {
                "schema": "evenbrief.golden/1",
                "article": "small",
                "sha256": "0" * 64,
                "shape": "A small one.",
                "stories": [story],
                "facts": facts,
                "figures": labels,
                "boilerplate": boilerplate,
            },
        }
    )


def slots_of(golden: Golden) -> tuple[Slot, ...]:
    """The slots of its one story."""
    return find_slots(golden, golden.labels.stories[0])


def shared_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts share at their beginning, and at their end."""
    before = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    behind = next(
        (i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), None
    )
    least = min(len(one), len(other))
    return least if before is None else before, least if behind is None else behind
