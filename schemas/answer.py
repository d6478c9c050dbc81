"""What a model fills in. The docstrings and descriptions here are sent to it: they are prompt text.

Change a word and `prompts/lock.toml` must follow; see prompts/README.md. Numbers are never asked
for: a figure is named by its reference, or by the article's own words.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[str, Field(max_length=300)]
Name = Annotated[str, Field(max_length=80)]
FactId = Annotated[str, Field(max_length=8)]


class Answer(BaseModel):
    """What every answer has in common: nothing beyond its fields."""

    model_config = ConfigDict(extra="forbid")


class Correction(Answer):
    """One fact whose reading is wrong or incomplete. Leave fields that are right as they are."""

    fact: FactId = Field(description="The fact's id as listed, e.g. f12.")
    measure: Name = Field(description="What was measured, e.g. ORR. Empty if the reading is right.")
    population: Name = Field(description="Of whom or what, in the article's words, or empty.")
    arm: Name = Field(description="Treatment arm or dose, or empty.")
    cut: Name = Field(description="Data cut, meeting or analysis it belongs to, or empty.")
    status: Literal["", "reported", "company", "expected", "unverified"] = Field(
        description="How sure the article is of it; empty if the reading is right."
    )
    words: Words = Field(description="The article's own words that show it, copied exactly.")


class Remark(Answer):
    """Something an editor must know that is no single figure."""

    kind: Literal["gap", "conflict", "limit", "harm", "question"] = Field(
        description="gap: not reported. conflict: the article disagrees with itself. limit: a "
        "weakness of the data. harm: a safety finding without a figure. question: left open."
    )
    text: Words = Field(description="One sentence for the editor, without digits.")
    words: Words = Field(
        description="The article's own words it rests on, copied exactly; empty only for a gap."
    )


class RecordAnswer(Answer):
    """What the listed reading of the article gets wrong, and what it lacks."""

    companies: list[Name] = Field(max_length=12, description="Companies as the article names them.")
    products: list[Name] = Field(max_length=12, description="Drugs, devices or products.")
    corrections: list[Correction] = Field(max_length=40)
    main: list[FactId] = Field(
        max_length=6, description="Ids of the facts that matter most, the weightiest first."
    )
    harms: list[FactId] = Field(
        max_length=12, description="Ids of facts that tell of harm or risk."
    )
    remarks: list[Remark] = Field(max_length=12)


TopicName = Literal[
    "context", "benefit", "harm", "limit", "regulatory", "market", "opinion", "sentiment"
]


class SentenceAnswer(Answer):
    """One sentence of the brief."""

    topic: TopicName
    text: Annotated[str, Field(max_length=600)] = Field(
        description="One sentence. Every figure is a reference such as {f12}; never digits."
    )


class DraftAnswer(Answer):
    """A balanced brief of the article whose figures are references to its listed facts."""

    headline: Annotated[str, Field(max_length=160)] = Field(
        description="At most twelve words; no figure that the first sentence does not explain."
    )
    sentences: list[SentenceAnswer] = Field(max_length=16)


class FreeSentenceAnswer(Answer):
    """One sentence of the brief."""

    topic: TopicName
    text: Annotated[str, Field(max_length=600)] = Field(description="One sentence.")


class FreeAnswer(Answer):
    """A balanced brief of the article, its figures copied as the article prints them."""

    headline: Annotated[str, Field(max_length=160)] = Field(description="At most twelve words.")
    sentences: list[FreeSentenceAnswer] = Field(max_length=16)
