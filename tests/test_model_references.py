"""What a model may write in place of a figure: each habit mended, each liberty refused."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.figures.reading import read_source
from pipeline.model.clean import clean
from pipeline.model.references import Mended, mend
from pipeline.render import REFERENCE, render_text
from schemas.source import Source

FILE = Path(__file__).parent / "cases" / "references.toml"
READ = tomllib.loads(FILE.read_text("utf-8"))
ARTICLE: str = READ["article"]
CASES: list[dict[str, Any]] = READ["case"]
SOURCE = read_source(ARTICLE)
FACTS = {fact.id: fact for fact in SOURCE.facts}


def _id(words: str) -> str:
    """The fact that has a mention printed so."""
    return next(
        fact.id
        for fact in SOURCE.facts
        if any(SOURCE.figures[m].text == words for m in fact.mentions)
    )


def _template(text: str) -> str:
    """A row's template: `{58.3%}` stands for the reference to the fact printed so."""
    for words in READ["facts"]:
        for form in ("", ":count", ":bare"):
            text = text.replace(f"{{{words}{form}}}", f"{{{_id(words)}{form}}}")
        text = text.replace(f"<{words}>", _id(words))
    return text


def _mend(text: str, source: Source = SOURCE) -> Mended:
    return mend(_template(text), source, clean(source.text))


@pytest.mark.parametrize("case", [c for c in CASES if "prints" in c], ids=lambda c: c["why"])
def test_a_sound_or_mendable_sentence_prints_as_an_editor_would_write_it(
    case: dict[str, Any],
) -> None:
    """Code puts in number, unit, hedge and article, and takes out what the model doubled."""
    mended = _mend(case["text"])

    assert mended.problems == ()
    assert render_text(mended.text, SOURCE, FACTS) == case["prints"]
    assert bool(mended.repairs) == case.get("repaired", False)


@pytest.mark.parametrize("case", [c for c in CASES if "rule" in c], ids=lambda c: c["why"])
def test_a_liberty_is_refused_with_its_rule_and_a_sentence_for_the_model(
    case: dict[str, Any],
) -> None:
    """The complaint says what to do."""
    mended = _mend(case["text"])

    assert [problem.rule for problem in mended.problems] == [case["rule"]]
    assert case.get("says", "") in mended.problems[0].text


@given(st.text(alphabet='{}f123:diff sumcountbare"missing%4 ', max_size=60))
def test_whatever_a_model_writes_is_mended_or_refused_and_never_breaks(text: str) -> None:
    """What has no problem can be printed, and holds no digit outside its references."""
    mended = mend(text, SOURCE, clean(ARTICLE))
    if not mended.problems:
        render_text(mended.text, SOURCE, FACTS)
        assert not any(letter.isdigit() for letter in REFERENCE.sub("", mended.text))
