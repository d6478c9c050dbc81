"""Short invented articles, and a model that briefs them fairly; a different one for each number."""

from pathlib import Path
from typing import Any

from tests.model_habits import Facts, brief, find_fact
from tests.model_server import Request

ARTICLE = """\
Velcamet-{n} cuts relapses in a small trial

Tarn Bio said on Tuesday that Velcamet-{n} was given to {people} people with Darrow's syndrome.

The relapse rate was {rate}% with Velcamet-{n}. Headache was reported by {aches} people.
"""


def write_article(n: int) -> str:
    """The text of one."""
    return ARTICLE.format(n=n, people=30 + n, rate=20 + n % 70, aches=5 + n % 20)


def lay_articles(folder: Path, number: int) -> Path:
    """A folder of so many."""
    folder.mkdir(exist_ok=True)
    for n in range(number):
        (folder / f"a{n:04}.txt").write_text(write_article(n), encoding="utf-8")
    return folder


def tell(facts: Facts, request: Request) -> dict[str, Any]:
    """What a good model writes of them."""
    rate, aches = find_fact(facts, "%"), find_fact(facts, "eadache")
    return brief(
        "Velcamet: relapses in a small trial",
        ("benefit", f"The relapse rate was {{{rate}}} with Velcamet."),
        ("harm", f"Headache was reported by {{{aches}}} people."),
        ("limit", "The trial was small."),
    )
