"""How a recasting pattern is written: a shape with slots, and the sentence it is said in.

In: nothing. Out: `Pattern`, whose shape is a regular expression in which `<name:SORT>` is a slot of
a sort listed in `SORTS`. What is said refers to slots as `<name>`; `<name_>` starts small; text in
`[…]` is left out where a slot in it is empty; ` || ` parts two sentences.
"""

import re
from functools import cached_property

from schemas.base import Value

_HEDGE = (
    r"(?:(?:about|approximately|nearly|almost|over|more than|less than|up to|at least|"
    r"an estimated) |[~≈<>≤≥] ?)?"
)
_FIGURE = _HEDGE + r"[$€£]?\{m\d+\}"
SORTS = {
    "FIG": _FIGURE,
    "RATE": rf"{_FIGURE}(?: (?:%|mm²|mg/dL|kg|cm|mL|points))?(?: \([^()]*\))?",
    "DATE": r"(?:the |early |late |mid-)?\{m\d+\}(?: of \{m\d+\})?",
    "NAME": r"(?:the )?[A-Z][\w&.-]*(?: (?:of |and |& )?[A-Z][\w&.-]*){0,4}",
    "WORDS": r"[^,;:{}]+?",
    "TEXT": r"[^;:]+?",
    "REST": r"[^;]+",
    "IN": r"(?:in|among|across|for) (?!the (?:first|second|third|fourth))[^,;{}]+",
    "WHO": r"(?:[\w/≥+-]+ ){0,5}?(?:patients|participants|subjects|people|adults|adolescents|"
    r"teenagers|children|women|men|volunteers|individuals)(?: (?:with|without|who) [^,;:{}]+?)?",
    "MEASURE": r"(?:(?:confirmed|best|overall|objective|complete|partial|disease|tumou?r|"
    r"metabolic|major|pathological|clinical|intracranial|the) )*"
    r"(?:response rate|remission rate|control rate|benefit rate|survival rate|response|remission|"
    r"ORR|CR rate|CR|PR rate|PR|DCR|CBR)(?: \([A-Z]{2,4}\))?",
    "PHASE": r"(?:pivotal |registrational )?[Pp]hase [1-4][ab]?(?:/[1-4][ab]?)?",
    "DAY": r"(?:on )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
    "BE": r"(?:was|were|is|are)",
}
"""Sorts of slots; none of the short ones reads past a comma, a colon or a figure."""

_SLOT = re.compile(r"<(?P<name>[a-z]+):(?P<sort>[A-Z]+)>")


def _find_literals(shape: str) -> list[str]:
    """The stretches of a shape that stand for themselves, outside groups, slots and classes."""
    bare, depth = "", 0
    for char in re.sub(r"<\w+:\w+>|\[[^\]]*\]|\\.", "\0", shape):
        depth += (char == "(") - (char == ")")
        bare += "\0" if depth or char in "()" else char
    return re.split(r"\0+[?*+]*|.[?*]|[+{}|]", bare)


class Pattern(Value):
    """One way to say a data sentence."""

    name: str
    """For an editor: `a rate in a group`."""
    shape: str
    said: str
    least: int = 0
    """Words: a shorter clause is left alone, since nothing is gained by turning it round."""

    @cached_property
    def cues(self) -> tuple[str, ...]:
        """Words that every clause of this shape holds; asked for first, which is far cheaper."""
        return tuple(sorted(set(filter(str.strip, _find_literals(self.shape))), key=len))[::-1]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The shape as a regular expression; a slot of an unknown sort raises `KeyError`."""
        return re.compile(
            _SLOT.sub(lambda slot: f"(?P<{slot['name']}>{SORTS[slot['sort']]})", self.shape)
        )
