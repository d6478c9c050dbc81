"""Is a scored article, or its answers, in a prompt? In: prompts and goldens; out: each leak.

A model that was shown an article, a brief of it or its figures is not measured by it. Three signs,
each of which holds of any text: a run of eight words, three exact figures of one sentence within
one sentence, a name invented for a golden. What the split `shots` holds may be in prompts, and is
therefore looked at as a prompt itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from evals.read import read_text
from pipeline.model.answer_words import answer_words
from schemas.answer import DraftAnswer, FreeAnswer, RecordAnswer
from schemas.golden import Golden, LintFinding, Split

RUN = 8
"""Words in a run; shorter ones are common language (`95% confidence interval` has three)."""

FIGURES = 3
"""Exact figures of one golden sentence that a prompt's sentence may not hold together."""

PROMPT_FILES = ("*.j2", "parts/*.j2", "*.txt", "*.json", "*.md")
"""What may reach a model from a folder of prompts or of shots."""

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_FIGURE = re.compile(r"(?<![\w.,])[$€£¥]?\d+(?:[.,]\d+)*%?(?![\w])")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|\\n")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE_NAME = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*)*")


class Leak(NamedTuple):
    """Something of a golden that stands in a prompt."""

    file: str
    golden: str
    sign: str
    """`run`, `figures` or `name`."""
    words: str


class _Known(NamedTuple):
    """What of one golden may stand nowhere else."""

    id: str
    runs: frozenset[str]
    figures: tuple[frozenset[str], ...]
    names: frozenset[str]


def lint_contamination(goldens: Iterable[Golden], prompts: Mapping[str, str]) -> list[LintFinding]:
    """Each leak as a finding; `prompts` are texts by the file they stand in."""
    return [
        LintFinding(
            rule="contamination",
            text=f"{leak.file}: holds {_SAID[leak.sign]} {leak.golden!r}, {leak.words!r}; "
            "write another example, or give the golden the split shots",
            article=leak.golden,
            file=leak.file,
        )
        for leak in find_leaks(goldens, prompts)
    ]


_SAID = {"run": "a run of words of", "figures": "figures of", "name": "a name of"}


def find_leaks(goldens: Iterable[Golden], prompts: Mapping[str, str]) -> tuple[Leak, ...]:
    """The first leak of each sign, golden and file, in the order of the goldens."""
    shown = {
        file: (_runs(text), tuple(_tuples(text)), frozenset(_WORD.findall(text)), text)
        for file, text in sorted(prompts.items())
    }
    leaks = []
    for golden in goldens:
        if golden.split is Split.SHOTS:
            continue
        known = _know(golden)
        for file, (runs, tuples, words, text) in shown.items():
            leaks += [Leak(file, known.id, "run", run) for run in _first(known.runs & runs)]
            leaks += [
                Leak(file, known.id, "figures", both)
                for both in _first(_together(known.figures, tuples))
            ]
            named = {name for name in known.names if _has_name(name, words, text)}
            leaks += [Leak(file, known.id, "name", name) for name in _first(named)]
    return tuple(leaks)


def read_prompts(*folders: Path) -> dict[str, str]:
    """The texts of all files of these folders that may reach a model; READMEs are for people."""
    paths = sorted(
        {path for folder in folders for glob in PROMPT_FILES for path in folder.glob(glob)}
    )
    return {str(path): read_text(path) for path in paths if path.stem != "README"}


def read_answer_shapes() -> dict[str, str]:
    """The schemas of answers as a model is told of them: their words are prompts, too."""
    shapes = (RecordAnswer, DraftAnswer, FreeAnswer)
    return {f"schemas/answer.py {shape.__name__}": answer_words(shape) for shape in shapes}


def _know(golden: Golden) -> _Known:
    texts = [golden.text, *_answers(golden)]
    return _Known(
        id=golden.id,
        runs=frozenset().union(*map(_runs, texts)),
        figures=tuple(each for text in texts for each in _tuples(text)),
        names=frozenset(_names(golden)),
    )


def _answers(golden: Golden) -> Iterator[str]:
    """What a person wrote of it: a model must not have seen this either."""
    yield from (fact.says for fact in golden.labels.facts)
    for story in golden.labels.stories:
        yield from (check.say for check in (*story.must_say, *story.should_say))
        yield from (check.say for check in story.must_not_say)
        yield story.reference.headline
        yield story.reference.summary


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _tuples(text: str) -> Iterator[frozenset[str]]:
    """Each sentence's telling figures: two digits or more and no year, where there are enough."""
    for sentence in _SENTENCE.split(text):
        found = (figure.strip("$€£¥%") for figure in _FIGURE.findall(sentence))
        telling = frozenset(f for f in found if _is_telling(f))
        if len(telling) >= FIGURES:
            yield telling


def _is_telling(figure: str) -> bool:
    """Would two texts hardly share it by chance? `95` is the level of every interval."""
    digits = [ch for ch in figure if ch.isdigit()]
    return len(digits) > 1 and figure != "95" and not _YEAR.fullmatch(figure)


def _together(known: Iterable[frozenset[str]], shown: Iterable[frozenset[str]]) -> frozenset[str]:
    """Figures of one golden sentence that stand together in one sentence of a prompt."""
    kept = tuple(shown)
    return frozenset(
        ", ".join(sorted(one & other))
        for one in known
        for other in kept
        if len(one & other) >= FIGURES
    )


def _names(golden: Golden) -> Iterator[str]:
    """Companies, products and coded names of the labels that are names and not words."""
    for fact in golden.labels.facts:
        for name in (fact.company, fact.product):
            if _WHOLE_NAME.fullmatch(name):
                yield name


def _has_name(name: str, words: frozenset[str], text: str) -> bool:
    parts = _WORD.findall(name)
    return all(part in words for part in parts) and bool(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    )


def _first(found: Iterable[str]) -> list[str]:
    """The first of them, or nothing: one leak of a kind is enough to say."""
    return sorted(found)[:1]
