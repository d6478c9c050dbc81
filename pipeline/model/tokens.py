"""How many tokens a text takes, by a rule: an estimate, never what a server will count.

In: a text. Out: a whole number. Tokenisers differ by model and none is shipped here. Against the
vocabulary cl100k_base the rule gave 0.89 to 1.13 of the count, 0.97 in the middle, on 111 English
texts: prompts, lists of facts, goldens and retold articles (2026-11-21). Leave room accordingly.
"""

import re

_PIECE = re.compile(r"(?P<latin>[A-Za-zÀ-ɏ]+)|(?P<digits>\d+)|(?P<lines>\s*\n\s*)|(?P<other>\S)")
LETTERS = 8
"""Of one token at most: common English words of up to eight letters are mostly one token."""
DIGITS = 3
"""Of one token at most, as in the vocabularies of the larger models."""


def estimate_tokens(text: str) -> int:
    """Each word counts one token per eight letters begun, a number one per three digits begun.

    A run of line breaks counts one, any other character that is no space one each. Example:
    `Neutropenia in 38%.` is 2 + 1 + 1 + 1 + 1 = 6.
    """
    count = 0
    for piece in _PIECE.finditer(text):
        if piece["latin"]:
            count += -(-len(piece[0]) // LETTERS)
        elif piece["digits"]:
            count += -(-len(piece[0]) // DIGITS)
        else:
            count += 1
    return count
