"""Words of a prompt in what a model wrote: it was made to tell what it was told.

In: a draft, the prompt, the article as it was shown. Out: the draft without the sentences that tell
the prompt, each named as refused. The model is not asked again: it does what the article orders.
"""

import re
from functools import lru_cache

from pipeline.model.clean import Cleaned
from schemas.draft import Draft, Refusal
from schemas.prompt import Prompt

TOLD = "PROMPT_TOLD"
"""The rule by which such a sentence is refused."""

RUN = 10
"""Words in a row; fewer can be chance in sentences of one trade."""

_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"CODE: (?P<code>[0-9a-f]+)\n")


def leave_out_leaks(draft: Draft, prompt: Prompt, shown: Cleaned, plain_headline: str) -> Draft:
    """The draft without what tells the prompt; `plain_headline` stands for a headline that does."""
    told = {text: find_leak(text, prompt, shown) for text in _texts(draft)}
    refused = [
        Refusal(text=text, rule=TOLD, reason=f"“{words}” is of the prompt, not of the article.")
        for text, words in told.items()
        if words
    ]
    if not refused:
        return draft
    return draft.model_copy(
        update={
            "headline": plain_headline if told[draft.headline] else draft.headline,
            "sentences": tuple(item for item in draft.sentences if not told[item.text]),
            "refused": (*draft.refused, *refused),
        }
    )


def _texts(draft: Draft) -> tuple[str, ...]:
    return (draft.headline, *(item.text for item in draft.sentences))


def find_leak(text: str, prompt: Prompt, shown: Cleaned) -> str:
    """Words of the system message, or the fence's code, that a text tells; empty for none.

    A run of words that the article has as well is the article's.
    """
    code = _CODE.match(prompt.user)
    if code and code["code"] in text.lower():
        return code["code"]
    told = [run for run in _runs(text) if run in _told(prompt.system)]
    article = " ".join(_WORD.findall(shown.text.casefold())) if told else ""
    return next((run for run in told if run not in article), "")


@lru_cache(maxsize=16)
def _told(system: str) -> frozenset[str]:
    return frozenset(_runs(system))


def _runs(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
