"""The units a number may wear: how each is written to what it is called.

The words are in `lexicons/units.toml` and `money.toml`.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.figures import word_lists

MONTHS = word_lists.counts("units", "months")

DURATIONS = word_lists.spelled("units", "durations")

MEASURES = word_lists.spelled("units", "measures")

BODY_AREA = r"(?:(?: ?/ ?| per )1\.73 ?m(?:2|²|\^2))"
"""The body's surface that a rate is told for: `mL/min/1.73 m²` is one unit."""

CODES = {code: code.upper() for code in word_lists.words("money", "codes")}
CODES |= word_lists.spelled("money", "other_codes")
"""Currency codes of ISO 4217, those left out that are also English words (`all`, `try`, `top`)."""

_MILLIONS = word_lists.words("money", "millions")
CURRENCY_SIGNS = (
    word_lists.spelled("money", "signs") | CODES | {f"m{code}": CODES[code] for code in _MILLIONS}
)
"""What stands before an amount. `MSEK 60`, as Nordic reports print it, is millions."""

_MONEY_NAMES = word_lists.spelled("money", "names")
CURRENCY_WORDS = (
    _MONEY_NAMES | {f"{name}s": unit for name, unit in _MONEY_NAMES.items()} | CODES
    | {f"m{code}": f"M{CODES[code]}" for code in _MILLIONS}
    | {"€": "EUR", "£": "GBP", "$": "USD", "us$": "USD"}
)  # fmt: skip
"""What stands behind an amount; `MUSD` is a million of them."""


def one_of(names: Iterable[str]) -> str:
    """A pattern that matches any of the names, the longer before the shorter.

    Common beginnings are written once, so that `re` leaves a word at its first wrong letter.
    """
    return _branch(sorted(set(names)))


def _branch(names: Sequence[str]) -> str:
    """The pattern of names that are sorted, each there once."""
    if len(names) == 1:
        return re.escape(names[0])
    tails: dict[str, list[str]] = {}
    for name in names:
        tails.setdefault(name[:1], []).append(name[1:])
    ends_here = tails.pop("", None) is not None
    branches = [re.escape(head) + _branch(rest) for head, rest in tails.items()]
    if len(branches) == 1 and not ends_here:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if ends_here else "")


DURATION_WORD = one_of(DURATIONS)
PLURAL = r"(?:s|(?<=-week)ly|(?<=-month)ly|(?<=-year)ly|(?<=-hour)ly)?"
"""What may end a word of duration: `six weeks`, `the six-weekly dose` (but `6 weekly doses`)."""
MONTH_WORD = one_of(MONTHS)
SCALE_WORD = (
    r"(?:hundred|thousand|million|billion|trillion|mln|bln|tln|trn|bn|tn|mn|mil|crore|lakh|lac)"
)

CURRENCY_RIGHT = re.compile(rf"[ -]?(?P<money>{one_of(CURRENCY_WORDS)})(?![a-z])")


def currency_named(word: str, value: Decimal, step: Decimal) -> str:
    """The currency that `word` behind an amount names; empty where it may be a weight.

    `300 pounds` weigh; `20m pounds` and `two million pounds`, with a scale, are money.
    """
    if word in ("pound", "pounds") and step < 1000 and value < 100_000:
        return ""
    return CURRENCY_WORDS[word]


GLUED_UNITS = (*word_lists.words("units", "glued"), *CODES)
"""What may be glued to a number and leave it one: `5mg`, `42MYR`, `80tonnes`."""

IRREGULAR = word_lists.spelled("units", "irregular")


def singular(noun: str) -> str:
    """A noun's comparable form: `patients` is `patient`, `countries` is `country`.

    Rough on purpose: it only has to send the two forms of one word to the same key.
    """
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if len(noun) > 4 and noun.endswith("ies"):
        return noun[:-3] + "y"
    if len(noun) > 4 and noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
