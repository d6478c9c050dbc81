"""The plainest checker there is, to compare with. In: a text, a source; out: is it flagged?

It asks one thing: does each number that the text prints in digits occur in the source in digits?
It reads no unit, no word and no number word.
"""

import re

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def find_numbers(text: str) -> frozenset[str]:
    """The numbers a text prints in digits, without commas: `1,361 of 43` gives 1361 and 43."""
    return frozenset(match.group().replace(",", "") for match in _NUMBER.finditer(text))


def lacks_a_number(text: str, source: str) -> bool:
    """Does the text print a number that the source does not print?"""
    return not find_numbers(text) <= find_numbers(source)
