"""A golden of an invented trial, laid out for the judge: what its tests hold true and false."""

import hashlib
from typing import Any

from evals.truth import Shelf, lay_out
from schemas.golden import Golden, Labels, Split

ARTICLE = """Orbestat slows kidney decline in HARBOUR-2
Velorin Bio said its pill orbestat met the main goal of HARBOUR-2, a Phase 3 trial in 412 adults \
with lupus nephritis. At week 48 a complete renal response was seen in 91 of 206 patients on \
orbestat (44%) and in 58 of 206 on placebo (28%), a difference of 16 percentage points.
At the interim analysis in March the response rate had been 51% with orbestat. Among 120 patients \
with heavy proteinuria, 37% responded to orbestat.
Serious infections affected 9% of patients on orbestat against 4% on placebo. Grade 3 or higher \
anaemia occurred in 6% on orbestat. Nearly 30 patients stopped orbestat early. No deaths were \
reported. The reduction of steroid dose was 3.2 mg. Two-thirds of the sites were in Europe.
Velorin expects to file with the FDA in the first quarter of 2028, provided that a second trial \
succeeds. A post on a message board speaks of a takeover at $41 a share; nobody has confirmed it.
Velorin had $212.4 million in cash at 30 June, after $148.0 million a year earlier. Up to $90 \
million more may come from its partner.
"""

_DRUG = {"arm": "orbestat", "product": "orbestat"}
_PLACEBO = {"arm": "placebo", "comparator": "placebo"}
_RESPONSE = {"measure": "complete renal response", "time": "week 48"}

FACTS: tuple[dict[str, Any], ...] = (
    {"id": "f1", "says": "412 adults took part.", "measure": "participants"},
    {
        "id": "f2",
        "says": "91 of 206 on orbestat (44%) had a complete renal response at week 48.",
        "n": "91",
        "N": "206",
        **_RESPONSE,
        **_DRUG,
    },
    {
        "id": "f3",
        "says": "58 of 206 on placebo (28%) had a complete renal response at week 48.",
        "n": "58",
        "N": "206",
        **_RESPONSE,
        **_PLACEBO,
    },
    {"id": "f4", "says": "The difference was 16 percentage points.", "measure": "difference"},
    {
        "id": "f5",
        "says": "At the interim analysis in March 51% on orbestat had responded.",
        "measure": "response rate",
        "cut": "interim analysis",
        **_DRUG,
    },
    {"id": "f6", "says": "120 had heavy proteinuria.", "measure": "patients"},
    {
        "id": "f7",
        "says": "37% of those with heavy proteinuria responded to orbestat.",
        "measure": "response rate",
        "population": "heavy proteinuria",
        **_DRUG,
    },
    {"id": "f8", "says": "9% on orbestat had serious infections.", "measure": "serious infections",
     **_DRUG},
    {"id": "f9", "says": "4% on placebo had serious infections.", "measure": "serious infections",
     **_PLACEBO},
    {"id": "f10", "says": "6% on orbestat had anaemia of Grade 3 or higher.", "measure": "anaemia",
     "grade": ">=3", **_DRUG},
    {"id": "f11", "says": "Nearly 30 patients stopped orbestat early.", "measure": "stopped early",
     **_DRUG},
    {"id": "f12", "says": "No deaths were reported.", "measure": "deaths"},
    {"id": "f13", "says": "The steroid dose fell by 3.2 mg.", "measure": "steroid dose"},
    {
        "id": "f14",
        "says": "A filing is expected in the first quarter of 2028, provided a trial succeeds.",
        "measure": "filing with the FDA",
        "status": "expected",
    },
    {
        "id": "f15",
        "says": "A message board speaks of a takeover at $41 a share.",
        "measure": "takeover price",
        "status": "unverified",
    },
    {"id": "f16", "says": "Cash was $212.4 million at 30 June.", "measure": "cash",
     "time": "30 June", "company": "Velorin"},
    {"id": "f17", "says": "Cash was $148.0 million a year earlier.", "measure": "cash",
     "time": "a year earlier", "company": "Velorin"},
    {"id": "f18", "says": "The partner may pay up to $90 million more.",
     "measure": "partner payments", "status": "expected"},
    {"id": "f19", "says": "Two-thirds of the sites were in Europe.", "measure": "sites"},
)  # fmt: skip


def mark(text: str, **more: object) -> dict[str, Any]:
    """A label of the first place where the article has `text`."""
    start = ARTICLE.index(text)
    return {"start": start, "end": start + len(text), "text": text, **more}


FIGURES = (
    mark("412", fact="f1", kind="count", values=["412"], unit="adult"),
    mark("91 of 206", fact="f2", kind="proportion", values=["91", "206"]),
    mark("44%", fact="f2", kind="percent", values=["44"], unit="%"),
    mark("58 of 206", fact="f3", kind="proportion", values=["58", "206"]),
    mark("28%", fact="f3", kind="percent", values=["28"], unit="%"),
    mark("16 percentage points", fact="f4", kind="percentage_points", values=["16"], unit="pp"),
    mark("51%", fact="f5", kind="percent", values=["51"], unit="%"),
    mark("120", fact="f6", kind="count", values=["120"], unit="patient"),
    mark("37%", fact="f7", kind="percent", values=["37"], unit="%"),
    mark("9%", fact="f8", kind="percent", values=["9"], unit="%"),
    mark("4% on placebo", fact="f9", kind="percent", values=["4"], unit="%")
    | {"end": ARTICLE.index("4% on placebo") + 2, "text": "4%"},
    mark("Grade 3 or higher", fact="f10", kind="grade", values=["3"], bound=">="),
    mark("6% on", fact="f10", kind="percent", values=["6"], unit="%")
    | {"end": ARTICLE.index("6% on") + 2, "text": "6%"},
    mark("30 patients", fact="f11", kind="count", values=["30"], unit="patient", hedge="Nearly",
         bound="nearly"),
    mark("No deaths", fact="f12", kind="none", values=["0"])
    | {"end": ARTICLE.index("No deaths") + 2, "text": "No"},
    mark("3.2 mg", fact="f13", kind="quantity", values=["3.2"], unit="mg"),
    mark("Two-thirds", fact="f19", kind="proportion"),
    mark("first quarter of 2028", fact="f14", kind="date", first="2028-01-01", last="2028-03-31"),
    mark("$41", fact="f15", kind="money", values=["41"], unit="USD"),
    mark("$212.4 million", fact="f16", kind="money", values=["212400000"], unit="USD"),
    mark("$148.0 million", fact="f17", kind="money", values=["148000000"], unit="USD"),
    mark("$90 million", fact="f18", kind="money", values=["90000000"], unit="USD", hedge="Up to",
         bound="<="),
)  # fmt: skip

STORY: dict[str, Any] = {
    "id": "s1",
    "headline": mark("Orbestat slows kidney decline in HARBOUR-2"),
    "span": {"start": 0, "end": len(ARTICLE) - 1},
    "kind": "clinical",
    "must_say": [
        {
            "say": "At week 48, 44% on orbestat and 28% on placebo had a complete response.",
            "facts": ["f2", "f3"],
            "why": "The main result.",
        },
        {"say": "No deaths were reported.", "facts": ["f12"], "why": "Harm."},
        {"say": "The trial did not compare orbestat with standard drugs.", "why": "A limit."},
    ],
    "must_not_say": [
        {
            "say": "Orbestat cut serious infections to 4%.",
            "facts": ["f9"],
            "why": "That is placebo.",
        },
        {"say": "Orbestat is safe for the kidney.", "why": "Nobody says so."},
    ],
    "conflicts": [{"kind": "value", "text": "44% and 51%.", "facts": ["f2", "f5"]}],
    "gaps": [
        {"field": "denominator", "text": "How many had infections?", "facts": ["f8"]},
        {"field": "durability", "text": "How long responses last is not said.", "facts": ["f2"]},
    ],
    "reference": {
        "headline": "Orbestat",
        "summary": "At week 48, 44% responded on orbestat, 28% on placebo. No deaths occurred.",
    },
}


def golden_of(**story: Any) -> Golden:
    """The golden, with some parts of its story put otherwise."""
    labels = {
        "schema": "evenbrief.golden/1",
        "article": "orbestat",
        "sha256": hashlib.sha256(ARTICLE.encode()).hexdigest(),
        "shape": "A trial read-out.",
        "stories": [{**STORY, **story}],
        "facts": FACTS,
        "figures": sorted(FIGURES, key=lambda figure: int(figure["start"])),
    }
    return Golden(
        id="orbestat", text=ARTICLE, labels=Labels.model_validate(labels), split=Split.DEV
    )


def shelf_of(**story: Any) -> Shelf:
    """Its labels, laid out for judging."""
    golden = golden_of(**story)
    return lay_out(golden, golden.labels.stories[0])
