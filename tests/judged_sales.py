"""A golden of an invented company's sales, for what the judge makes of ranges, names and plans."""

import hashlib
from typing import Any

from evals.truth import Shelf, lay_out
from schemas.golden import Golden, Labels, Split

ARTICLE = """Velorin sells more eye drops
In the first nine months of 2026 sales of Tubrelin 2, the eye drops of Velorin Bio, were CHF 310 \
million to CHF 325 million. Velorin now expects growth of 21%, after its earlier forecast of 17%. \
The drops are given from the age of 70, and the market is split evenly, with about one cell in \
40,000 hit by a dose.
Velorin says that its cash lasts into the second quarter of 2029 if no plant is built. The margin \
was -10 percentage points. Trading was halted at 13:05 on Tuesday. The study of 183 people closed \
on day 0. Redness was seen in 0% of them. The maximum spend is over $6.5 billion a year. A blog \
speaks of a bid at $41 a share on Monday.
Redness sensors by Velorin Bio brought €44 million, a fall of 45% from a year before.
"""

FACTS: tuple[dict[str, Any], ...] = (
    {"id": "f1", "says": "Sales were CHF 310 million to CHF 325 million in nine months.",
     "measure": "sales", "product": "Tubrelin 2", "time": "first nine months of 2026"},
    {"id": "f2", "says": "Velorin now expects growth of 21%.", "measure": "growth forecast",
     "company": "Velorin", "status": "expected"},
    {"id": "f3", "says": "The earlier forecast was growth of 17%.",
     "measure": "previous growth forecast", "company": "Velorin", "status": "expected"},
    {"id": "f4", "says": "The drops are given from the age of 70.", "measure": "age",
     "product": "Tubrelin 2"},
    {"id": "f5", "says": "Cash lasts into the second quarter of 2029 if no plant is built.",
     "measure": "cash runway", "company": "Velorin", "status": "expected"},
    {"id": "f6", "says": "The margin was -10 percentage points.", "measure": "margin"},
    {"id": "f7", "says": "The study had 183 people.", "measure": "people in the study"},
    {"id": "f8", "says": "Redness was seen in 0%.", "measure": "redness"},
    {"id": "f9", "says": "The maximum spend is over $6.5 billion a year.",
     "measure": "maximum spend"},
    {"id": "f10", "says": "A blog speaks of a bid at $41 a share.", "measure": "bid",
     "status": "unverified"},
    {"id": "f11", "says": "Sensors brought €44 million.", "measure": "sales of redness sensors",
     "product": "redness sensors"},
    {"id": "f12", "says": "Sales of sensors fell by 45%.", "measure": "sales of redness sensors",
     "product": "redness sensors"},
)  # fmt: skip


def mark(text: str, fact: str, **more: object) -> dict[str, Any]:
    """A label of the first place where the article has `text`."""
    start = ARTICLE.index(text)
    return {"start": start, "end": start + len(text), "text": text, "fact": fact, **more}


FIGURES = (
    mark("first nine months of 2026", "f1", kind="date", first="2026-01-01", last="2026-09-30"),
    mark("CHF 310 million to CHF 325 million", "f1", kind="money",
         values=["310000000", "325000000"], unit="CHF", is_range=True),
    mark("21%", "f2", kind="percent", values=["21"], unit="%"),
    mark("17%", "f3", kind="percent", values=["17"], unit="%"),
    mark("70", "f4", kind="age", values=["70"], unit="year", bound=">="),
    mark("second quarter of 2029", "f5", kind="date", first="2029-04-01", last="2029-06-30"),
    mark("-10 percentage points", "f6", kind="percentage_points", values=["-10"], unit="pp"),
    mark("183", "f7", kind="count", values=["183"], unit="person"),
    mark("0% of them", "f8", kind="percent", values=["0"], unit="%")
    | {"end": ARTICLE.index("0% of them") + 2, "text": "0%"},
    mark("$6.5 billion", "f9", kind="money", values=["6500000000"], unit="USD", hedge="over",
         bound=">"),
    mark("$41", "f10", kind="money", values=["41"], unit="USD"),
    mark("€44 million", "f11", kind="money", values=["44000000"], unit="EUR"),
    mark("45%", "f12", kind="percent", values=["45"], unit="%"),
)  # fmt: skip

SENSORS = "Sales of the redness sensors fell by 45% to €44 million."
STORY: dict[str, Any] = {
    "id": "s1",
    "headline": {"start": 0, "end": 28, "text": ARTICLE[:28]},
    "span": {"start": 0, "end": len(ARTICLE) - 1},
    "kind": "market",
    "must_say": [{"say": SENSORS, "facts": ["f11", "f12"], "why": "The other business."}],
    "must_not_say": [],
    "reference": {"headline": "Velorin", "summary": "Sales of Tubrelin 2 grew."},
}


def sales_shelf() -> Shelf:
    """Its labels, laid out for judging."""
    labels = {
        "schema": "evenbrief.golden/1",
        "article": "velorin",
        "sha256": hashlib.sha256(ARTICLE.encode()).hexdigest(),
        "shape": "A report of sales.",
        "stories": [STORY],
        "facts": FACTS,
        "figures": sorted(FIGURES, key=lambda figure: int(figure["start"])),
    }
    golden = Golden(
        id="velorin", text=ARTICLE, labels=Labels.model_validate(labels), split=Split.DEV
    )
    return lay_out(golden, golden.labels.stories[0])
