"""The lexicons, and what the rules ask of a sentence's words.

In: a sentence. Out: the listed words found in it outside quotation marks, its length, whether it
says who speaks. Each list is a file in `lexicons/` with its source and the date it was read.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
_WORD = re.compile(r"\S*\w\S*")


def outside_quotes(text: str) -> str:
    """The text with everything in quotation marks blanked, at the same length.

    Example: `It is “a game-changer”.` becomes `It is                  .` Single quotation marks are
    left alone: they cannot be told from apostrophes.
    """
    return _QUOTED.sub(lambda match: " " * len(match.group()), text)


def count_words(text: str) -> int:
    """How many words a reader meets: `58.3%`, `7/12` and `long-term` are one word each."""
    return len(_WORD.findall(text))


def find_listed(text: str, lexicon: str, table: str = "patterns") -> tuple[str, ...]:
    """The words of a lexicon that stand in the text, as printed there, in reading order.

    Words in capitals throughout are names (a trial called VALIDATE), not praise, and are left out.
    """
    found = (match.group() for match in _compile(lexicon, table).finditer(text))
    return tuple(words.strip() for words in found if not words.isupper() or len(words) < 3)


def says(text: str, lexicon: str, table: str = "patterns") -> bool:
    """Does any word of the lexicon stand in the text, name or not?"""
    return _compile(lexicon, table).search(text) is not None


def is_attributed(sentence: str) -> bool:
    """Does the sentence say whose words or plans these are?

    Example: "The company expects data in June" and "According to Acme, …" do; "No deaths were
    reported" does not. A quotation alone does not: somebody must have said it.
    """
    return says(outside_quotes(sentence), "attribution")


def says_topic(text: str, topic: str) -> bool:
    """Do the text's words touch this topic? False for a topic the lexicon does not know."""
    return topic in _topics() and says(text, "topics", topic)


def read_list(lexicon: str, table: str) -> tuple[str, ...]:
    """One list of a lexicon as it stands in its file: patterns over whole words."""
    return tuple(_read(lexicon)[table])


@cache
def _topics() -> frozenset[str]:
    """The topics the lexicon knows."""
    return frozenset(_read("topics")) - {"source", "read"}


@cache
def _compile(lexicon: str, table: str) -> re.Pattern[str]:
    """One list of a lexicon as one pattern over whole words, upper or lower case."""
    return re.compile(rf"\b(?:{'|'.join(_read(lexicon)[table])})(?!\w)", re.IGNORECASE)


@cache
def _read(lexicon: str) -> dict[str, list[str]]:
    """One lexicon's lists by name, beside its `source` and the day it was `read`."""
    text = (files("pipeline.balance") / "lexicons" / f"{lexicon}.toml").read_text("utf-8")
    return tomllib.loads(text)
