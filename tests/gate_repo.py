"""A repository of our code and a folder of goldens, small enough for a gate to run in a test.

Each article holds one number that is only a rumour, told in words that no rule of ours knows; its
label calls it unverified.
"""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("schemas", "pipeline", "prompts", "evals")
_ARTICLE = """\
{company} reports first results for {drug} in lupus

{place}, 4 June - {company} said on Thursday that {treated} of 40 adults ({rate}%) with lupus \
responded to its tablet {drug} in a Phase 2 trial, against {placebo} of 20 ({low}%) on placebo.

Headache occurred in {headache}% of patients on {drug}.

The figure doing the rounds among former staff is {rumour} job losses.

{company} plans a larger trial.
"""


class Trial(NamedTuple):
    """What one article tells."""

    company: str
    drug: str
    place: str
    treated: int
    placebo: int
    headache: int
    rumour: int

    @property
    def values(self) -> dict[str, Any]:
        """All, with the two rates."""
        rates = {"rate": self.treated * 100 // 40, "low": self.placebo * 5}
        return {**self._asdict(), **rates}


TRIALS = (
    Trial("Pellorin Bio", "tarquessol", "LEEDS", 18, 5, 12, 31),
    Trial("Oskeby Health", "mirvanex", "GRAZ", 22, 6, 14, 43),
    Trial("Tindale Labs", "corvessin", "TURIN", 24, 4, 9, 57),
    Trial("Harrowel", "besquinol", "GHENT", 26, 7, 16, 29),
    Trial("Quenby Drugs", "arvolinate", "CORK", 28, 3, 11, 37),
    Trial("Stellmark", "povessarin", "BREMEN", 30, 8, 13, 41),
    Trial("Ivelet", "nadroxime", "LILLE", 32, 2, 17, 53),
    Trial("Dunsfold Care", "sarbequin", "MALMO", 34, 1, 18, 61),
)


def lay_goldens(folder: Path) -> Path:
    """Articles, labels and splits of all trials."""
    for name in ("articles", "labels"):
        (folder / name).mkdir(parents=True)
    for trial in TRIALS:
        text = _ARTICLE.format(**trial.values)
        (folder / "articles" / f"{trial.drug}.txt").write_text(text, encoding="utf-8")
        labels = json.dumps(_labels(trial, text))
        (folder / "labels" / f"{trial.drug}.json").write_text(labels, encoding="utf-8")
    splits = "".join(f'{trial.drug} = "dev"\n' for trial in TRIALS)
    (folder / "splits.toml").write_text(f"[splits]\n{splits}", encoding="utf-8")
    return folder


def _labels(trial: Trial, text: str) -> dict[str, Any]:
    headline = text.partition("\n")[0]
    says = {
        "f1": f"{trial.treated} of 40 adults on {trial.drug} responded.",
        "f2": f"{trial.placebo} of 20 on placebo responded.",
        "f3": f"Headache occurred in {trial.headache}% of patients on {trial.drug}.",
        "f4": f"Former staff speak of {trial.rumour} job losses.",
    }
    measures = {"f1": "response", "f2": "response", "f3": "headache", "f4": "job losses"}
    arms = {"f1": trial.drug, "f2": "placebo", "f3": trial.drug}
    facts = [
        {"id": id, "says": said, "measure": measures[id], "arm": arms.get(id, ""),
         "status": "unverified" if id == "f4" else "reported"}
        for id, said in says.items()
    ]  # fmt: skip
    must = [{"say": says[id], "facts": [id], "why": "It is the news."} for id in ("f1", "f2", "f3")]
    wrong = f"The company announced {trial.rumour} job losses on Thursday."
    story = {
        "id": "s1", "headline": _mark(text, headline), "kind": "clinical", "must_say": must,
        "span": {"start": 0, "end": len(text)},
        "must_not_say": [{"say": wrong, "facts": ["f4"], "why": "It is a rumour."}],
        "reference": {"headline": headline, "summary": f"{says['f1']} {says['f2']} {says['f3']}"},
    }  # fmt: skip
    return {
        "schema": "evenbrief.golden/1", "article": trial.drug, "shape": "A read-out with a rumour.",
        "sha256": hashlib.sha256(text.encode()).hexdigest(), "stories": [story], "facts": facts,
        "figures": list(_figures(trial, text)),
        "identifiers": [{**_mark(text, "Phase 2"), "kind": "phase"}],
    }  # fmt: skip


def _figures(trial: Trial, text: str) -> Iterator[dict[str, Any]]:
    values = trial.values
    counts = (("f1", f"{trial.treated} of 40", "treated", "40", "rate"),
              ("f2", f"{trial.placebo} of 20", "placebo", "20", "low"))  # fmt: skip
    for fact, words, part, whole, rate in counts:
        yield {**_mark(text, words), "fact": fact, "kind": "proportion", "unit": "patient",
               "values": [str(values[part]), whole]}  # fmt: skip
        yield _percent(text, fact, values[rate])
    yield _percent(text, "f3", trial.headache)
    yield {**_mark(text, str(trial.rumour), "staff is "), "fact": "f4", "kind": "count",
           "values": [str(trial.rumour)], "unit": "job"}  # fmt: skip


def _percent(text: str, fact: str, value: int) -> dict[str, Any]:
    mark = _mark(text, f"{value}%")
    return {**mark, "fact": fact, "kind": "percent", "values": [str(value)], "unit": "%"}


def _mark(text: str, words: str, after: str = "") -> dict[str, Any]:
    start = text.index(after + words) + len(after)
    return {"start": start, "end": start + len(words), "text": words}


def make_repository(folder: Path) -> Path:
    """Our code as it is, committed; what is compiled comes along and need not be made again."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package)
    (folder / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """All that changed, as one more commit."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(folder, *who, "commit", "--quiet", "--all", "--no-gpg-sign", "--message", "A change")


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
