"""A small golden folder in which nothing is wrong, for tests that break it."""

import hashlib
import json
from pathlib import Path
from typing import Any

ARTICLE = """Tavro answers in 7 of 11 patients
The rate was 64% in a Phase 2 study, and 38% of 14 had fever. It sold $1.5 million of shares.
They trust one another.
Join 900 readers.
"""


def mark(text: str, **more: object) -> dict[str, Any]:
    """A label of the first place where the article has `text`."""
    start = ARTICLE.index(text)
    return {"start": start, "end": start + len(text), "text": text, **more}


def sound_labels() -> dict[str, Any]:
    """Labels of the small article in which nothing is wrong."""
    figures = [
        mark("7 of 11", fact="f1", kind="proportion", values=["7", "11"]),
        mark("64%", fact="f1", kind="percent", values=["64"], unit="%"),
        mark("38%", fact="f2", kind="percent", values=["38"], unit="%"),
        mark("$1.5 million", fact="f3", kind="money", values=["1500000"], unit="USD"),
        mark("14", fact="f4", kind="count", values=["14"], unit="patient"),
    ]
    facts = [
        {"id": "f1", "says": "64% responded.", "measure": "response", "n": "7", "N": "11"},
        {"id": "f2", "says": "38% had fever.", "measure": "fever", "N": "14"},
        {"id": "f3", "says": "It sold shares.", "measure": "proceeds"},
        {"id": "f4", "says": "14 were treated.", "measure": "treated"},
    ]
    story = {
        "id": "s1",
        "headline": mark("Tavro answers in 7 of 11 patients"),
        "span": {"start": 0, "end": len(ARTICLE) - 1},
        "kind": "clinical",
        "must_say": [{"say": "64% responded.", "facts": ["f1"], "why": "The result."}],
        "must_not_say": [{"say": "38% responded.", "facts": ["f2"], "why": "That is fever."}],
        "conflicts": [{"kind": "whole_patients", "text": "38% of 14.", "facts": ["f2"]}],
        "reference": {"headline": "Tavro", "summary": "The rate was 64% (7 of 11 patients)."},
    }
    return {
        "schema": "evenbrief.golden/1",
        "article": "small",
        "sha256": hashlib.sha256(ARTICLE.encode()).hexdigest(),
        "shape": "A small article.",
        "stories": [story],
        "facts": facts,
        "figures": sorted(figures, key=lambda figure: int(figure["start"])),
        "identifiers": [mark("Phase 2", kind="phase")],
        "idle": [mark("one", why="a pronoun")],
        "boilerplate": [mark("Join 900 readers.", kind="promotion")],
    }


def write_folder(folder: Path, labels: dict[str, Any]) -> Path:
    """A golden folder that holds the small article and these labels."""
    for room in ("articles", "labels"):
        (folder / room).mkdir(parents=True)
    (folder / "articles" / "small.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "labels" / "small.json").write_text(json.dumps(labels), encoding="utf-8")
    (folder / "splits.toml").write_text('[splits]\nsmall = "dev"\n', encoding="utf-8")
    return folder
