"""The examples in the prompts: made from the split `shots`, checked like any brief, never scored.

In: `golden/shots/<id>.txt`, an article, and `<id>.json`, the answers a model should give to it.
Out: the parts `prompts/parts/shots_*.j2`, and every fault of an example as a sentence. An example
that is wrong teaches wrong, so each is held to its own article: references mended without a
complaint, proof found word for word, the printed brief passed by the checker and the balance gates.

    python -m evals.shots [GOLDEN]      write the parts anew; prompts/README.md says what comes next
"""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from evals.read import find_article_ids, read_splits, read_text
from pipeline.balance.table import weigh
from pipeline.embedded.engine import EmbeddedEngine
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures
from pipeline.model.extract import apply_answers
from pipeline.model.inputs import choose_inputs
from pipeline.model.prompts import FOLDER, read_wording, render_prompt
from pipeline.model.references import mend
from pipeline.model.shown import show
from pipeline.read.page import read_bytes
from pipeline.render import Rendered, render
from pipeline.split import split_page
from pipeline.summarise import read_story
from schemas.answer import DraftAnswer, FreeAnswer, FreeSentenceAnswer, RecordAnswer
from schemas.base import Value
from schemas.draft import Draft, DraftSentence, Move, Topic
from schemas.golden import Split
from schemas.record import Record
from schemas.source import Source

RUN = 8
"""Words in a run that no example may share with a golden: it would give a scored text away."""


class ShotAnswers(Value):
    """What a model should answer to a shot's article."""

    length: int
    record: RecordAnswer
    draft: DraftAnswer


class Shot(NamedTuple):
    """One example: an article as the pipeline reads it, and the answers to it."""

    id: str
    text: str
    source: Source
    rules: Record
    """The rules' own reading, which the extraction prompt shows."""
    record: Record
    """The same with the example's corrections, which the drafting prompts show."""
    answers: ShotAnswers


def read_shots(golden: Path) -> tuple[Shot, ...]:
    """All examples of a golden folder, in alphabetical order; `splits.toml` names them."""
    named = sorted(id for id, split in read_splits(golden).items() if split is Split.SHOTS)
    return tuple(_read(golden / "shots", id) for id in named)


def _read(folder: Path, id: str) -> Shot:
    text = read_text(folder / f"{id}.txt")
    answers = ShotAnswers.model_validate_json(read_text(folder / f"{id}.json"))
    page = read_bytes(text.encode(), id)
    article = split_page(page)[0]
    source = read_story(page, article)
    rules = asyncio.run(EmbeddedEngine().extract(page, article, source))
    record = apply_answers(rules, source, show(source), [answers.record])
    return Shot(id, text, source, rules, record, answers)


def find_faults(shot: Shot) -> Iterator[str]:
    """What is wrong with an example, each a sentence; none where all is well."""
    shown = show(shot.source)
    said = shot.answers.draft
    found = False
    for text in (said.headline, *(item.text for item in said.sentences)):
        mended = mend(text, shot.source, shown)
        found = found or bool(mended.problems)
        yield from (f"{shot.id}: {text!r}: {problem.text}" for problem in mended.problems)
        yield from (f"{shot.id}: {text!r}: code {repair}" for repair in mended.repairs)
    yield from (f"{shot.id}: record: {text}" for text in shot.record.refused)
    known = {fact.id for fact in shot.source.facts}
    listed = {*shot.answers.record.main, *shot.answers.record.harms}
    yield from (f"{shot.id}: {id} is no fact of the article" for id in sorted(listed - known))
    if not found:  # what points nowhere cannot be printed
        yield from _faults_in_print(shot)


def _faults_in_print(shot: Shot) -> Iterator[str]:
    printed = print_example(shot)
    report = check_against(read_figures(printed.text), (shot.source,))
    yield from (f"{shot.id}: {c.figure.text!r}: {c.reason}" for c in report.checks if not c.ok)
    yield from (f"{shot.id}: {c.text!r}: {c.reason}" for c in report.claims if not c.ok)
    balance = weigh(printed.headline, printed.sentences, shot.record, shot.source, report)
    yield from (f"{shot.id}: gate {gate.id}: {gate.reason}" for gate in balance.failed_gates)
    words = len(printed.summary.split())
    if words > shot.answers.length:
        yield f"{shot.id}: has {words} words, {shot.answers.length} were asked for; shorten it"


def print_example(shot: Shot) -> Rendered:
    """The example's draft as the pipeline prints it."""
    said = shot.answers.draft
    sentences = tuple(
        DraftSentence(text=item.text, move=Move.MODEL, topic=Topic(item.topic))
        for item in said.sentences
    )
    return render(Draft(headline=said.headline, sentences=sentences), shot.source)


def find_shared_runs(golden: Path, shots: tuple[Shot, ...]) -> tuple[str, ...]:
    """Runs of eight words that an example shares with a golden article, in alphabetical order."""
    texts = [read_text(golden / "articles" / f"{id}.txt") for id in find_article_ids(golden)]
    texts += [read_text(path) for path in sorted((golden / "retellings").glob("*.jsonl"))]
    theirs = {run for text in texts for run in _runs(text)}
    return tuple(sorted({run for shot in shots for run in _runs(shot.text) if run in theirs}))


def _runs(text: str) -> Iterator[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def write_part(name: str, shots: tuple[Shot, ...], folder: Path = FOLDER) -> str:
    """The part of a prompt with its examples: for each the user message, and the answer to it."""
    wanted = read_wording(name, folder).header.inputs
    blocks = ["# Examples", "Of the form only; their facts belong to other articles."]
    for number, shot in enumerate(shots, 1):
        record = shot.rules if name == "extract_record" else shot.record
        inputs = choose_inputs(wanted, record, shot.source, shot.answers.length)
        user = render_prompt(name, inputs, folder).user
        blocks += [f"## User message {number}", user, f"## Answer {number}", _answer(name, shot)]
    return "{% raw %}\n" + "\n\n".join(blocks) + "\n{% endraw %}\n"


def _answer(name: str, shot: Shot) -> str:
    """The example's answer as one line of JSON, fields in the schema's order."""
    if name == "extract_record":
        return shot.answers.record.model_dump_json()
    if name == "draft_brief":
        return shot.answers.draft.model_dump_json()
    printed = print_example(shot)
    sentences = [
        FreeSentenceAnswer(topic=said.topic, text=sentence.text)
        for said, sentence in zip(shot.answers.draft.sentences, printed.sentences, strict=True)
    ]
    return FreeAnswer(headline=printed.headline, sentences=sentences).model_dump_json()


def find_parts(folder: Path = FOLDER) -> tuple[tuple[str, Path], ...]:
    """The prompts that have examples, each with the file of its examples."""
    parts = sorted((folder / "parts").glob("shots_*.j2"))
    return tuple((path.stem.removeprefix("shots_"), path) for path in parts)


def main(arguments: list[str]) -> None:
    """Write the parts of all prompts that have examples."""
    shots = read_shots(Path(arguments[0] if arguments else "golden"))
    for name, path in find_parts():
        path.write_text(write_part(name, shots), encoding="utf-8")
        print(f"wrote {path.name}: {len(shots)} examples")


if __name__ == "__main__":
    main(sys.argv[1:])
