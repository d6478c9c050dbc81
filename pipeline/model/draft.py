"""A draft from a model: asked for, mended, and asked for again where it breaks a rule.

In: a prompt, the source and a way to ask. Out: a `Draft` in the pipeline's grammar. What the model
does not put right after so many corrections is left out of the draft and named in it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model.ask import Ask, Turn
from pipeline.model.clean import Cleaned, clean
from pipeline.model.complaints import AGAIN
from pipeline.model.leaks import leave_out_leaks
from pipeline.model.misused import find_misused
from pipeline.model.references import Mended, Problem, mend
from schemas.answer import DraftAnswer, FreeAnswer
from schemas.call import Call, Ending
from schemas.draft import Draft, DraftSentence, Move, Refusal, Topic
from schemas.prompt import Prompt
from schemas.source import Source


class Story(NamedTuple):
    """What a draft is written from."""

    source: Source
    shown: Cleaned
    length: int
    """Words asked for."""
    plain_headline: str
    """What stands over the brief where the model's own headline is refused."""


async def ask_by_reference(ask: Ask, prompt: Prompt, story: Story, reasks: int) -> Draft:
    """A draft whose figures are references; at most `reasks` corrections are asked for."""
    turns: tuple[Turn, ...] = ()
    calls: list[Call] = []
    while True:
        answered = await ask(prompt, DraftAnswer, turns)
        texts = [answered.value.headline, *(item.text for item in answered.value.sentences)]
        mended = [_mend(text, story) for text in texts]
        rules = tuple(sorted({problem.rule for item in mended for problem in item.problems}))
        calls.append(answered.call.model_copy(update={"refusals": rules}))
        if not rules or _asked_again(calls) + len(turns) >= reasks:
            draft = _draft(answered.value, mended, story, tuple(calls))
            return leave_out_leaks(draft, prompt, story.shown, story.plain_headline)
        turns = (*turns, Turn(answered.raw, complain(texts, mended)))


def _mend(text: str, story: Story) -> Mended:
    """A sentence made sound; what it says against the record counts as a problem, too."""
    mended = mend(_one_line(text), story.source, story.shown)
    if mended.problems:
        return mended
    return mended._replace(problems=find_misused(mended.text, story.source))


def _asked_again(calls: Sequence[Call]) -> int:
    """How often a shape was asked for again; that counts towards the corrections of a stage."""
    return sum(a.ending is Ending.REASKED for call in calls for a in call.attempts)


def complain(texts: Sequence[str], mended: Sequence[Mended]) -> str:
    """One message with everything that was wrong, by sentence, for the model."""
    lines = [AGAIN]
    for number, (text, item) in enumerate(zip(texts, mended, strict=True)):
        name = f"sentence {number}" if number else "headline"
        lines += [f"- {name} (“{text[:80]}”): {problem.text}" for problem in item.problems]
    return "\n".join(lines)


def _draft(
    answer: DraftAnswer, mended: Sequence[Mended], story: Story, calls: tuple[Call, ...]
) -> Draft:
    """The sentences that are sound, and the refusal of each that is not."""
    head, *rest = mended
    sentences, refused = [], []
    for item, said in zip(rest, answer.sentences, strict=True):
        if item.problems:
            refused.append(_refusal(said.text, item.problems[0]))
        elif item.text.strip():
            sentences.append(_sentence(item.text, Topic(said.topic), Move.MODEL))
    if head.problems:
        refused.append(_refusal(answer.headline, head.problems[0]))
    sound = head.text.strip() if not head.problems else ""
    return Draft(
        headline=sound or story.plain_headline,
        sentences=tuple(sentences),
        limit=story.length,
        calls=calls,
        refused=tuple(refused),
    )


def _refusal(text: str, problem: Problem) -> Refusal:
    return Refusal(text=text, rule=problem.rule, reason=problem.text)


def _sentence(text: str, topic: Topic, move: Move) -> DraftSentence:
    return DraftSentence(text=text.strip(), move=move, topic=topic)


async def ask_freely(ask: Ask, prompt: Prompt, story: Story) -> Draft:
    """A draft in which the model writes the figures itself; none is mended or refused here."""
    answered = await ask(prompt, FreeAnswer, ())
    draft = Draft(
        headline=_literal(answered.value.headline) or story.plain_headline,
        sentences=tuple(
            _sentence(_literal(item.text), Topic(item.topic), Move.FREE)
            for item in answered.value.sentences
            if item.text.strip()
        ),
        limit=story.length,
        calls=(answered.call,),
    )
    return leave_out_leaks(draft, prompt, story.shown, story.plain_headline)


def _one_line(text: str) -> str:
    """The text without line ends and without characters that nobody sees."""
    return " ".join(clean(text).text.split())


def _literal(text: str) -> str:
    """A text as a template that prints it: its braces doubled."""
    return _one_line(text).replace("{", "{{").replace("}", "}}")
