"""A number that begins with a digit, to a typed reading: one small grammar per kind.

Each grammar gets the text and the number's start and answers with a `Hit` or `None`; they are tried
in the order of `GRAMMARS`, the most particular first.
"""

import re

from pipeline.figures.found import Reading, Text
from pipeline.figures.grammar_amounts import (
    count,
    metres,
    money,
    quantity,
    scientific,
    signed_money,
)
from pipeline.figures.grammar_base import Grammar, Hit, number_at
from pipeline.figures.grammar_cells import read_first_cell
from pipeline.figures.grammar_rates import (
    allocation,
    interval,
    multiple,
    p_value,
    percent,
    proportion,
    ratio,
)
from pipeline.figures.grammar_times import (
    age,
    calendar,
    clock,
    duration,
    grade,
    line,
    ordinal,
    year,
)
from pipeline.figures.numbers import SCALES
from pipeline.figures.units import CURRENCY_WORDS, DURATIONS, MEASURES, MONTHS
from pipeline.figures.wording_numbers import mixed
from schemas.figure import Kind

GRAMMARS: tuple[Grammar, ...] = (
    grade, line, calendar, allocation, clock, mixed, interval, p_value, scientific, ratio,
    proportion, percent, duration, money, age, metres, quantity, multiple, year, ordinal, count,
)  # fmt: skip
"""In order: the first that reads the number wins, so the most particular come first."""
_PLAIN: tuple[Grammar, ...] = (
    grade, calendar, p_value, ratio, proportion, signed_money, age, year, count,
)  # fmt: skip
"""Those of them that read a number by what stands before it, or with a plain noun behind."""
_SHARE: tuple[Grammar, ...] = (calendar, p_value, ratio, percent)
"""Those that read a lone number with its percent sign."""
_SHARE_RIGHT = re.compile(r"\d+(?:\.\d+)?%(?![ -]c)")
"""Such a number, and no interval's level: `95% CI 3.1-5.2`."""
_MONEY: tuple[Grammar, ...] = (signed_money,)
_SIGNS = frozenset("$€£¥")
_SCALED_RIGHT = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)? (?:million|billion|trillion)\b(?!-| and)")
"""What nothing but money goes on with behind a currency's sign."""
_PLAIN_RIGHT = re.compile(r"\d+(?:[.,]\d+)*(?: (?P<word>[a-z]{2,})(?![\w-])|[.,;)](?=\s|\Z))")
_KNOWN_RIGHT = frozenset(
    word
    for names in (
        DURATIONS, MEASURES, CURRENCY_WORDS, MONTHS, SCALES,
        ("of to and or in out x times fold dozen per percent percentage pct pc point points pp ppt "
         "ppts basis bps full consecutive straight successive whole calendar business trading more "
         "am pm",)
    )
    for name in names
    for word in re.findall(r"[a-z]+", name)
)  # fmt: skip
"""Words, in the singular, that tell a grammar outside of `_PLAIN` what the number before is."""


def read_figure(text: Text, at: int) -> Hit | None:
    """The figure whose first digit, or the point before it, is at `at`."""
    for grammar in _grammars(text.low, at):
        hit = grammar(text, at)
        if hit is None:
            continue
        if hit.reading.is_range and (first := read_first_cell(text, at, hit, read_figure)):
            return first
        return _first_of_change(text, at, hit) if hit.reading.is_range else hit
    return None


def _grammars(low: str, at: int) -> tuple[Grammar, ...]:
    """The grammars that may read the number at `at`, told by what stands behind it."""
    if _SHARE_RIGHT.match(low, at):
        return _SHARE
    if low[at - 1 : at] in _SIGNS and _SCALED_RIGHT.match(low, at):
        return _MONEY
    return _PLAIN if _is_plain(low, at) else GRAMMARS


def _is_plain(low: str, at: int) -> bool:
    """Does the number at `at` stand before a noun like any other, or before a stop?"""
    m = _PLAIN_RIGHT.match(low, at)
    if m is None:
        return False
    word = m["word"]
    return word is None or not (word in _KNOWN_RIGHT or word.removesuffix("s") in _KNOWN_RIGHT)


_CHANGED = re.compile(
    r"\b(?<!the )(?<!its )(?<!their )(?<!job )(?<!cost )"
    r"(?:rose|risen|rises?|rising|f[ae]ll(?:en|s|ing)?|gr[eo]wn?|grows?|climb(?:ed|s)?|went|"
    r"goes|gone|"
    r"(?:increas|decreas|declin|improv|reduc|narrow|widen|rais|lower|cut|drop|jump|slid|plung|surg|"
    r"shr[au]nk|slump|mov|chang|expand|shift|swung|eas|trim|doubl|tripl|trebl|halv)"
    r"(?:[pm]?ed|d|s|es|[pm]?ing)?|up|down)"
    r"(?: (?!to )[a-z'-]+){0,3}?"
    r"(?:(?: by)?(?: about| around)? \d[\d.,]*(?: ?%| per ?cent| (?:percentage )?points?)|"
    r" by (?:about |around )?[$€£]?\d[\d.,]*)?"
    r"(?:,? (?:from|by))?[ (~$€£+-]*\Z"
)
"""A verb of change, up to the number it moves: `rose sharply from `."""


_FROM_SHARE = re.compile(
    r"\bfrom (?:about |nearly |almost |around |just )?\d[\d.,]*(?: ?%| per ?cent)"
    r"(?:(?! to )[^.;\n]|\.\d)*\b(?:under|over|below|above|aged|than|least|to) \Z"
)
"""`from 79% in adults under `: the `to` to come is the other end of what is told, no range."""
_BY_LEFT = re.compile(r"\bby (?:about |around |roughly |some |nearly |almost )?[a-z]{0,2}[$€£¥]?\Z")
_ALIKE = 2
"""`by 3% to 5%` is a range; `by $6 to $41`, whose second is several times as much, a new level."""


_SHRANK = re.compile(
    r"\b(?:rose|fell|grew|shrank|widened|narrowed|climbed|dropped|declined|increased|decreased|"
    r"jumped|slid|slipped|raised|lowered|trimmed|cut|lifted|improved)\b"
    r"[^.;,]{0,20} by [^.;,]{0,12}\Z"
)
_TO_COME = re.compile(r"\b(?:will|would|could|may|might|can|should|to|be)\b")
_UNIT_TWICE = re.compile(r"(?:[a-z]{0,2}[$€£¥][^$€£¥]*){2}")


def _is_step(text: Text, at: int, hit: Hit) -> bool:
    """`shrank by $6 million to $9 million`: the step and the level of what has happened."""
    low = text.low
    if _UNIT_TWICE.match(low[hit.start : hit.end]) is None:
        return False
    left = low[max(0, at - 48) : at]
    return _SHRANK.search(left) is not None and _TO_COME.search(left) is None


def _first_of_change(text: Text, at: int, hit: Hit) -> Hit:
    """The first number alone where `A to B` is a change (`fell from 42% to 12%`), not a range."""
    to = text.low.find(" to ", at, hit.end)
    first = number_at(text, at)
    if to < 0 or first is None or len(hit.reading.values) != 2:
        return hit
    one, two = hit.reading.values
    if _FROM_SHARE.search(text.low, max(0, at - 90), at):
        plain = Reading(Kind.NUMBER, (first[1].value,), first[1].step)
        return Hit(at, first[0], plain)
    if _BY_LEFT.search(text.low[max(0, at - 24) : at]):
        if one <= two <= _ALIKE * one and not _is_step(text, at, hit):
            return hit
    elif one <= two and not _CHANGED.search(text.low[max(0, at - 48) : at]):
        return hit
    step = first[1].step * (one / first[1].value if first[1].value and one else 1)
    return Hit(hit.start, to, hit.reading._replace(values=(one,), step=abs(step), is_range=False))
