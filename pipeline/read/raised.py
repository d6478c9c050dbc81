"""Raised and lowered text in, characters that stay apart from the digits beside them out."""

import re

SUPERSCRIPTS = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
"""So that a raised 2 behind `58%` does not read as 58%2, nor a raised 9 behind `10` as 109."""

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

_LETTERS = SUPERSCRIPTS | str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ𐞥ʳˢᵗᵘᵛʷˣʸᶻᴬᴮᶜᴰᴱᶠᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾ𐞥ᴿˢᵀᵁⱽᵂˣʸᶻ",
)
"""A capital that has no raised character, or none in most fonts, is raised as its small letter."""

MOST_MARKS = 40
"""Characters of a list of marks; what is longer is words."""

_MARK = r"[\[(]?(?:[A-Za-z]|[a-h]{2,4}|\d{1,3}[a-z]?|[*†‡§¶#]{1,3})[\])]?"
_MARKS = re.compile(rf"{_MARK}(?:(?:\s*[,;/–-]\s*|\s+){_MARK})*")
_RUN = re.compile(r"[a-z]{2,}")


def raise_text(text: str) -> str:
    """Digits and signs, and the letters of marks, as superscript characters; of the same length.

    Marks are letters alone (`a`, `B`), in a list (`a,b`, `2, a`, `a–c`), or the first ones in their
    order (`ab`, as tables say what does not differ). The letters of a word, as in `4th`, stay.
    """
    return text.translate(_LETTERS if _is_marks(text.strip()) else SUPERSCRIPTS)


def _is_marks(text: str) -> bool:
    if len(text) > MOST_MARKS or not _MARKS.fullmatch(text):
        return False
    return all(list(run) == sorted(set(run)) for run in _RUN.findall(text))


def lower_text(text: str, before: str, after: str) -> str:
    """Lowered digits as subscript characters where they would run together with those beside them.

    `log<sub>10</sub>2` must not read as log102, while the 2 of CO2 stays as everyone writes it.
    """
    if before[-1:].isdigit() or after[:1].isdigit():
        return text.translate(SUBSCRIPTS)
    return text
