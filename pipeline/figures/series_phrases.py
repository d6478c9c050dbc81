"""A stretch of a sentence to its phrases, and a phrase to the stems that can name something."""

import re
from collections.abc import Sequence

from pipeline.figures import word_lists
from pipeline.figures.sentences import STOP, stem

Label = frozenset[str]
"""The stems of one short phrase."""


STRONG = re.compile(r";|\b(?:while|whereas|but)\b")
"""Where one clause ends and another begins."""
COMPARED = re.compile(
    r"(?:\bas )?\bcompared (?:with|to)\b|\bversus\b|\bvs\b\.?|\bagainst\b|\bthan\b"
)
"""What sets two values against each other."""
JOIN = re.compile(rf"[,:()\[\]]|{COMPARED.pattern}|\b(?:and|or)\b")
"""What parts two phrases."""
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NAME = re.compile(
    r"\b(?:group|arm|cohort|part|stage|level|type|class) (?!(?:it|is|in|of|as|to|at|on|by)\b)"
    r"[a-z0-9]{1,3}\b|every (?:\w+ )?(?:day|week|month|year)s?\b"
    r"|not (?:yet |been )*(?!only\b|the\b|an?\b)[a-z]+"
    r"|\d+(?:\.\d+)? ?(?:mg|mcg|µg|g|ml|iu)\b|[a-z][a-z0-9'+-]*"
)
VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|showed|occurred|required|experienced|lost|achieved|"
    r"gained|reached|saw|earned|fell|rose|reported|recorded|posted)\b"
)
"""A finite verb: what stands before it is who, what stands behind is what they did."""
BORDER = re.compile(
    rf"{VERB.pattern}|\b(?:in|at|of|by|for|on|with|to|from|after|during|between|among|"
    r"respectively|respective|(?<!-)[a-z]+ed)\b"
)
"""Where a phrase may end."""
OPENING = re.compile(
    r"\b(?:who (?:received|took|got|were given)|who|switched to|assigned(?: to)?|receiving|given|"
    r"taking|treated with|for|in|with|on|under|among|of|since|from|at|during|after|before|by)\b"
)
"""What a phrase that names a group opens with."""
_EMPTY = STOP.union(word_lists.words("common_words", "series"))


def words_of(text: str) -> Label:
    """The stems of the words of a lower-case text that can name something.

    `group 2`, `every two weeks` and `not confirmed` are one each.
    """
    found: set[str] = set()
    for word in _NAME.findall(text):
        if " " in word:
            found.add(word)
        elif word not in _EMPTY and len(word) > 1:
            found.add(stem(word))
            if "-" in word:
                found.update(stem(p) for p in word.split("-") if len(p) > 1 and p not in _EMPTY)
    return frozenset(found)


def flat(text: str) -> str:
    """The text with what is bracketed blotted out, of the same length."""
    for _ in range(2):
        text = _BRACKETED.sub(lambda m: " " * len(m[0]), text)
    return text


def trim(text: str) -> str:
    """The text without the rest of a bracket that closes in it, or the start of one that opens."""
    return re.sub(r"^[^(\[]*?[)\]]|[(\[][^)\]]{0,12}$", " ", flat(text))


def pieces(text: str) -> tuple[str, ...]:
    """The phrases of a stretch; what is bracketed counts only where nothing else is there."""
    found = tuple(p for p in JOIN.split(flat(text)) if words_of(p))
    return found or tuple(p for p in JOIN.split(text) if words_of(p))


def clause(text: str) -> str:
    """The text up to where its clause ends."""
    stop = re.search(r"[;]|\.\s|\.$| (?:while|whereas|but|and|which) ", text)
    return text[: stop.start()] if stop else text


def subject(pieces: Sequence[str]) -> tuple[str, ...]:
    """`treated with A were responders`: the part before the verb, where that names something."""
    heads = [next((h for h in VERB.split(p) if words_of(h)), p) for p in pieces]
    return tuple(heads)


def last_phrase(pieces: Sequence[str]) -> tuple[str, ...]:
    """`a difference was obtained between A`: what stands behind the last border, if it names."""
    heads = [h for p in pieces[-1:] for h in BORDER.split(p) if words_of(h)]
    return tuple(heads[-1:])


def opens(pieces: Sequence[str]) -> bool:
    """Does the first phrase begin with a preposition, but for a noun: `patients in A`?"""
    m = OPENING.search(pieces[0]) if pieces else None
    return m is not None and len(words_of(pieces[0][: m.start()])) <= 1


def has_opening(near: Sequence[str], phrases: Sequence[str]) -> bool:
    """Does the first of the near phrases hold, at any place, what the other phrases open with?

    `36% of normal in A and 57% in B`: the `in` between is nearer than any before.
    """
    opening = OPENING.search(phrases[0]) if phrases else None
    return bool(opening and near and re.search(rf"\b{re.escape(opening[0])}\b", near[0]))
