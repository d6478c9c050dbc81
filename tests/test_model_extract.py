"""A model's reading against the rules': corrected where the story's words show it, else refused."""

import asyncio
import re
from collections.abc import Mapping

import pytest

from pipeline.embedded.engine import EmbeddedEngine
from pipeline.model.ask import Answered, Shape, Turn
from pipeline.model.engine import Manner, ModelEngine
from pipeline.model.extract import apply_answers
from pipeline.model.shown import show
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story
from schemas.answer import RecordAnswer
from schemas.call import Call, Ending, ModelError
from schemas.errors import SettingsError
from schemas.model import ModelSettings
from schemas.prompt import Prompt
from schemas.record import Record
from schemas.source import Status

STORY = """Corvell cell therapy helps in myeloma

Corvell Bio said 14 of 20 adults (70%) with myeloma responded to corvexel in a single-arm trial.
Among those with earlier therapy the rate was 50%. Nausea was seen in 25%.

A blog put the rate at 90%; Corvell would not confirm that. The sample is small, the company said.
"""
PAGE = read_bytes(STORY.encode(), "corvell.txt")
ARTICLE = split_page(PAGE)[0]
SOURCE = read_story(PAGE, ARTICLE)
RULES = asyncio.run(EmbeddedEngine().extract(PAGE, ARTICLE, SOURCE))
EMPTY: Mapping[str, list[object]] = {
    "companies": [], "products": [], "corrections": [], "main": [], "harms": [], "remarks": []
}  # fmt: skip


def _id(words: str) -> str:
    return next(
        fact.id
        for fact in SOURCE.facts
        if any(SOURCE.figures[mention].text == words for mention in fact.mentions)
    )


def _correction(fact: str, words: str, **said: str) -> dict[str, str]:
    empty = dict.fromkeys(("measure", "population", "arm", "cut", "status"), "")
    return {**empty, **said, "fact": fact, "words": words}


def _apply(*answers: dict[str, object]) -> Record:
    read = [RecordAnswer.model_validate({**EMPTY, **answer}) for answer in answers]
    return apply_answers(RULES, SOURCE, show(SOURCE), read)


def test_an_empty_answer_leaves_the_rules_reading() -> None:
    """Confirming costs the model nothing and changes nothing."""
    assert _apply({}) == RULES


def test_a_correction_with_its_words_is_kept_with_their_place() -> None:
    """The words are the story's own, at the story's own offsets."""
    words = "Among those with earlier therapy the rate was 50%"
    record = _apply({"corrections": [
        _correction(_id("50%"), words, measure="ORR", population="earlier therapy")
    ]})  # fmt: skip

    (one,) = record.corrections
    assert (one.measure, one.population) == ("orr", "earlier therapy")
    assert one.evidence[0].span.cut(PAGE.text) == words


@pytest.mark.parametrize(
    ("fact", "words", "why"),
    [
        ("50%", "Among those with prior therapy the rate was 50%", "one word is not the story's"),
        ("50%", "", "no words at all"),
        ("nowhere", "Nausea was seen in 25%", "no such fact"),
    ],
)
def test_a_correction_without_words_of_the_story_is_refused(
    fact: str, words: str, why: str
) -> None:
    """Nothing is mended or guessed; the refusal says which."""
    id = "f99" if fact == "nowhere" else _id(fact)
    record = _apply({"corrections": [_correction(id, words, population="earlier therapy")]})

    assert record.corrections == (), why
    assert len(record.refused) == 1


def test_a_group_that_the_story_never_names_is_not_taken() -> None:
    """Words that stand there do not prove a name that does not."""
    record = _apply({"corrections": [
        _correction(_id("50%"), "earlier therapy the rate was 50%", population="refractory")
    ]})  # fmt: skip

    assert record.corrections[0].population == ""


def test_a_status_may_only_grow_less_sure() -> None:
    """A model may say that a figure is unverified, not that an unverified one is plain."""
    words = "A blog put the rate at 90%; Corvell would not confirm that"
    record = _apply({"corrections": [_correction(_id("90%"), words, status="unverified")]})

    assert record.corrections[0].status is Status.UNVERIFIED


def test_remarks_need_words_and_no_numbers_but_a_gap_needs_none() -> None:
    """A limit with its words, one with a number, one invented, and a gap."""
    record = _apply({"remarks": [
        {"kind": "limit", "text": "The sample is small.", "words": "The sample is small"},
        {"kind": "limit", "text": "Only 20 adults took part.", "words": "14 of 20 adults"},
        {"kind": "limit", "text": "It was funded by Corvell.", "words": "Corvell paid for it"},
        {"kind": "gap", "text": "No follow-up time is given.", "words": ""},
        {"kind": "conflict", "text": "Two rates are given.", "words": "the rate at 90%"},
    ]})  # fmt: skip

    assert [q.text for q in record.open_questions[len(RULES.open_questions) :]] == [
        "The sample is small."
    ]
    assert "No follow-up time is given." in {gap.text for gap in record.gaps}
    assert record.conflicts[-1].evidence[0].text == "the rate at 90%"
    assert len(record.refused) == 2


def test_names_must_stand_in_the_story() -> None:
    """Companies and products are added as printed, never invented, never twice."""
    record = _apply({"companies": ["Corvell Bio", "Pfenrix"], "products": ["corvexel", "corvexel"]})

    assert "Pfenrix" not in record.companies
    assert list(record.products).count("corvexel") == 1


def test_what_two_chunks_both_say_counts_once() -> None:
    """Chunks are merged without doubling a fact."""
    words = "Nausea was seen in 25%"
    answer: dict[str, object] = {
        "corrections": [_correction(_id("25%"), words, measure="nausea")],
        "main": [_id("70%")],
        "harms": [_id("25%")],
        "remarks": [{"kind": "limit", "text": "Small.", "words": "The sample is small"}],
    }

    assert _apply(answer, answer) == _apply(answer)


class _Scripted:
    """An Ask that answers each chunk in turn, or fails where told to."""

    def __init__(self, fails_at: int = -1) -> None:
        self.prompts: list[Prompt] = []
        self._fails_at = fails_at

    async def __call__(
        self, prompt: Prompt, shape: type[Shape], turns: tuple[Turn, ...] = ()
    ) -> Answered[Shape]:
        """An empty reading of whatever is shown."""
        self.prompts.append(prompt)
        call = Call(prompt=prompt.ref, asked="m")
        if len(self.prompts) - 1 == self._fails_at:
            raise ModelError("m: cut its answer off", Ending.TRUNCATED, call)
        return Answered(shape.model_validate(EMPTY), "{}", call)


LONG = STORY + "\n\n".join(
    f"Paragraph {n} tells that in region {n} of the country {n + 100} people were seen by doctors."
    for n in range(400)
)


def _extract(text: str, window: int, ask: _Scripted) -> Record:
    page = read_bytes(text.encode(), "long.txt")
    article = split_page(page)[0]
    manner = Manner(ModelSettings(model="m", window=window, most_tokens=500))
    engine = ModelEngine(ask, EmbeddedEngine(), manner)
    return asyncio.run(engine.extract(page, article, read_story(page, article)))


def test_a_long_story_is_read_in_chunks_each_with_its_own_facts() -> None:
    """Every paragraph is shown once, and every fact with the chunk it stands in."""
    ask = _Scripted()
    record = _extract(LONG, 9000, ask)

    shown = "\n".join(prompt.user for prompt in ask.prompts)
    assert len(ask.prompts) > 2
    assert len(record.calls) == len(ask.prompts)
    articles = "\n".join(
        found["text"]
        for found in re.finditer(r"<article-(\w+)>(?P<text>.*?)</article-\1>", shown, re.DOTALL)
    )
    assert all(articles.count(f"Paragraph {n} tells") == 1 for n in range(400))
    assert all(f": {n + 100}" in shown for n in range(400))


def test_a_chunk_the_model_could_not_read_is_a_gap() -> None:
    """The rules' reading stands there, and the editor is told."""
    record = _extract(LONG, 9000, _Scripted(fails_at=1))

    assert any("were not read by the model" in gap.text for gap in record.gaps)


def test_a_window_too_small_for_the_prompt_is_said_with_what_would_do() -> None:
    """It is no fault of the article's."""
    with pytest.raises(SettingsError, match="set it to at least"):
        _extract(STORY, 2000, _Scripted())
