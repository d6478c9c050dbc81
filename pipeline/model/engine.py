"""The engine with a model: the seam's three verbs, each a question to a model and a plain reading.

In: a story and its source. Out: a record, a draft, a better draft. The rules read the story first
and the model is shown what they found; it may correct that with words of the story, and it writes
the text, but no number: figures are named by reference and written by code.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.engine import Engine
from pipeline.model.ask import Ask
from pipeline.model.draft import Story, ask_by_reference, ask_freely
from pipeline.model.extract import apply_answers
from pipeline.model.facts import list_facts
from pipeline.model.failures_found import list_failures
from pipeline.model.notes import list_notes
from pipeline.model.prompts import Inputs, read_wording, render_prompt
from pipeline.model.shown import cut, original, show
from pipeline.model.tokens import estimate_tokens
from schemas.answer import RecordAnswer
from schemas.article import Article, Page
from schemas.balance import BalanceReport
from schemas.call import Call, Ending, ModelError
from schemas.draft import Draft
from schemas.errors import SettingsError
from schemas.model import ModelSettings
from schemas.record import Gap, Record
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import FigureReport

LEAST_ROOM = 200
"""Tokens for a stretch of the story; with less, a window is too small to be of use."""

_OF_THIS_STRETCH = frozenset(
    {Ending.TRUNCATED, Ending.REFUSED, Ending.EMPTY, Ending.FILTERED, Ending.MALFORMED}
)
"""Failures that another stretch of the story need not share; the rules' reading stands there."""
SPARE = 6
"""A sixth more than estimated is kept free, since tokenisers differ."""


class Manner(NamedTuple):
    """How the model is to draft."""

    settings: ModelSettings
    free: bool = False
    """The model writes the digits itself; for comparison in evals."""


class ModelEngine:
    """Reads and writes with a model; what it wrote is checked like anybody's."""

    def __init__(self, ask: Ask, rules: Engine, manner: Manner) -> None:
        self._ask = ask
        self._rules = rules
        self._manner = manner

    @property
    def name(self) -> str:
        """Name and version with the model's own: `model@1 (gpt-x)`."""
        sort = "model-free" if self._manner.free else "model"
        return f"{sort}@1 ({self._manner.settings.model})"

    async def extract(self, page: Page, article: Article, source: Source) -> Record:
        """The rules' record, corrected and completed by the model."""
        record = await self._rules.extract(page, article, source)
        shown = show(source)
        answers: list[RecordAnswer] = []
        calls: list[Call] = []
        gaps: list[Gap] = []
        for stretch in cut(shown, self._room("extract_record")):
            inputs: Inputs = {
                "article": stretch.cut(shown.text),
                "facts": list_facts(source, record, original(shown, stretch)),
                "headline": record.headline,
            }
            try:
                answered = await self._ask(render_prompt("extract_record", inputs), RecordAnswer)
            except ModelError as failure:
                if failure.ending not in _OF_THIS_STRETCH:
                    raise
                gaps.append(_unread(original(shown, stretch), failure))
                calls += [failure.call] if failure.call else []
                continue
            answers.append(answered.value)
            calls.append(answered.call)
        fuller = apply_answers(record, source, shown, answers)
        return fuller.model_copy(
            update={"calls": tuple(calls), "gaps": (*fuller.gaps, *gaps)},
        )

    async def draft(self, record: Record, source: Source, length: int) -> Draft:
        """A first draft of about `length` words."""
        story = _story(record, source, length)
        inputs = self._inputs(record, source, story)
        if self._manner.free:
            prompt = render_prompt("draft_brief_free", {**inputs, "failures": ""})
            return await ask_freely(self._ask, prompt, story)
        prompt = render_prompt("draft_brief", inputs)
        return await ask_by_reference(self._ask, prompt, story, self._manner.settings.reasks)

    async def revise(
        self,
        draft: Draft,
        record: Record,
        source: Source,
        report: FigureReport,
        balance: BalanceReport,
    ) -> Draft:
        """The draft again, the model told exactly what was found wrong and why."""
        story = _story(record, source, draft.limit)
        failures = list_failures(draft, source, report, balance)
        inputs = self._inputs(record, source, story)
        if self._manner.free:
            prompt = render_prompt("draft_brief_free", {**inputs, "failures": failures})
            return await ask_freely(self._ask, prompt, story)
        said = "\n".join([f"headline: {draft.headline}", *_numbered(draft)])
        prompt = render_prompt("revise_brief", {**inputs, "draft": said, "failures": failures})
        return await ask_by_reference(self._ask, prompt, story, self._manner.settings.reasks)

    def _inputs(self, record: Record, source: Source, story: Story) -> Inputs:
        """What every drafting prompt is given; of a story too long for the window, the start."""
        room = self._room("draft_brief_free" if self._manner.free else "draft_brief")
        first = cut(story.shown, room)[:1]
        inputs: Inputs = {
            "article": first[0].cut(story.shown.text) if first else "",
            "notes": list_notes(record, source),
            "length": story.length,
        }
        if not self._manner.free:
            facts = list_facts(source, record)
            if estimate_tokens(facts) > room and first:
                facts = list_facts(source, record, original(story.shown, first[0]))
            inputs["facts"] = facts
        return inputs

    def _room(self, prompt: str) -> int:
        """Tokens that a stretch of the story may have in a prompt, its facts beside it.

        Half of what the rules, the schema and the answer leave: facts may be as long as the text.
        """
        settings = self._manner.settings
        taken = estimate_tokens(read_wording(prompt).words) + settings.most_tokens
        room = (settings.window - taken - taken // SPARE) // 2
        if room < LEAST_ROOM:
            least = 2 * LEAST_ROOM + taken + taken // SPARE
            raise SettingsError(
                f"window: {settings.window} tokens do not hold {prompt} and its answer of "
                f"{settings.most_tokens}; set it to at least {least}, or ask for shorter answers"
            )
        return room


def _story(record: Record, source: Source, length: int) -> Story:
    name = next(iter((*record.products, *record.companies)), "the story")
    return Story(source, show(source), length, f"What the article reports on {name}")


def _numbered(draft: Draft) -> Sequence[str]:
    return [f"{number}. {item.text}" for number, item in enumerate(draft.sentences, 1)]


def _unread(stretch: Span, failure: ModelError) -> Gap:
    """A gap for a stretch of the story of which the model gave no usable reading."""
    text = f"Characters {stretch.start} to {stretch.end} were not read by the model: {failure}"
    return Gap(field="model", reason="unreadable", text=text)
