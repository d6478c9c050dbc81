"""Numerals in words, given their kind by the words around: `two and a half years`, `half of them`.

In: a text and where a number word begins. Out: the figure there, or `None`.
"""

import re
from decimal import Decimal

from pipeline.figures.found import Reading, Text
from pipeline.figures.grammar_base import Hit, is_of_percent
from pipeline.figures.hedges import hedge_before
from pipeline.figures.numbers import BIG_WORDS, FRACTION_PARTS, ORDINALS
from pipeline.figures.numerals import Numeral, cents_at, read_fraction, read_mixed, read_numeral
from pipeline.figures.units import (
    CURRENCY_RIGHT,
    DURATION_WORD,
    DURATIONS,
    MEASURES,
    PLURAL,
    currency_named,
    one_of,
    singular,
)
from pipeline.figures.wording_pronouns import SIGN_LEFT, counts_people, is_pronoun
from schemas.figure import Kind

GLYPHS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5),
          "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8),
          "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}  # fmt: skip
_DURATION_RIGHT = re.compile(
    rf"[ -](?:(?:full|consecutive|straight|successive|whole|more|further|"
    rf"long) )?(?P<unit>{DURATION_WORD}){PLURAL}\b(?P<old>[ -]olds?\b| of age\b)?"
)
_UNIT_RIGHT = re.compile(
    rf"[ -](?P<unit>{one_of({k: v for k, v in MEASURES.items() if len(k) > 2})})\b"
)
_PERCENT_RIGHT = re.compile(
    r" ?(?:of )?(?:an? )?(?:(?P<points>percentage[ -]points?)|per ?cent\b|%)"
)
_FOLD_RIGHT = re.compile(
    r"[ -]fold\b| times (?=(?:higher|lower|more|less|greater|larger|as|the|that|its|their|faster|"
    r"bigger|likely|usual|normal))"
)
_NOUN_RIGHT = re.compile(r"[ -](?P<word>[a-z]+)")
_RANGE_RIGHT = re.compile(r"(?:-to-| to | or )(?=[a-z])")
_POINT_RIGHT = re.compile(r"[ -]points?\b")
_POINTS_LEFT = re.compile(r"\b(?:gap|margin|lead|difference|advantage|swing) (?:was|is|of) \Z")


def read_number_words(text: Text, at: int, word: str, numeral: Numeral) -> Hit | None:
    """The figure that `numeral` at `at` begins; a lone `one` must count something."""
    if text.low[numeral.end : numeral.end + 1].isalpha():
        return None
    lone = numeral.value <= 1 and numeral.end == at + len(word)
    if lone and is_pronoun(text, at, numeral.end):
        return None
    nth = _ORDINAL_RIGHT.match(text.low, numeral.end)
    if nth and numeral.value >= 20 and numeral.value % 10 == 0 and numeral.value < 1000:
        value = numeral.value + ORDINALS[nth["nth"]]
        return Hit(at, nth.end(), Reading(Kind.ORDINAL, (value,), is_words=True))
    start = _with_article(text.low, at) if word in BIG_WORDS else at
    return type_numeral(text, start, numeral)


_ORDINAL_RIGHT = re.compile(
    r"[ -](?P<nth>first|third|fourth|fifth|sixth|seventh|eighth|ninth)\b(?!s)"
)


def _with_article(low: str, at: int) -> int:
    return at - 2 if low[max(0, at - 2) : at] == "a " and not low[at - 3 : at - 2].isalnum() else at


def type_numeral(text: Text, start: int, numeral: Numeral) -> Hit:
    """Give a numeral its kind, unit, sign and upper end from the words around it."""
    low = text.low
    values: tuple[Decimal, ...] = (numeral.value,)
    end, step = numeral.end, numeral.step
    is_words = not any(c.isdigit() or c in GLYPHS for c in low[start:end])
    if upper := _upper(low, numeral):
        high, end = upper
        values = _shared_scale(numeral.value, high.value)
        step = min(step, high.step)
    sign = SIGN_LEFT.search(low[max(0, start - 10) : start])
    if sign:
        start, values = start - len(sign[0]), (-values[0], *values[1:])
    kind, unit, end = _kind_right(low, (start, end), values[-1], step)
    if kind is Kind.MONEY and len(unit) == 4 and unit[0] == "M":  # `twenty MUSD`
        unit, values, step = unit[1:], tuple(v * 10**6 for v in values), step * 10**6
    if kind is Kind.MONEY and len(values) == 1 and (change := cents_at(low, end, unit)):
        values, step, end = (values[0] + change.value,), change.step, change.end
    reading = Reading(kind, values, step, unit, is_words=is_words, is_range=len(values) == 2)
    return Hit(start, end, reading)


def _upper(low: str, numeral: Numeral) -> tuple[Numeral, int] | None:
    m = _RANGE_RIGHT.match(low, numeral.end)
    high = read_numeral(low, m.end()) if m else None
    if high is None or high.value <= numeral.value or low[high.end : high.end + 1].isalpha():
        return None
    return high, high.end


def _shared_scale(one: Decimal, two: Decimal) -> tuple[Decimal, ...]:
    """`two to three million`: the scale is said once, for both."""
    for size in (10**12, 10**9, 10**6, 10**3):
        if two >= size and one < 1000 and one * size < two and two % size == 0:
            return one * size, two
    return one, two


def _kind_right(
    low: str, span: tuple[int, int], value: Decimal, step: Decimal
) -> tuple[Kind, str, int]:
    """Kind, unit and end, from what stands behind the numeral."""
    start, end = span
    if m := _PERCENT_RIGHT.match(low, end):
        return (Kind.POINTS, "pp", m.end()) if m["points"] else (Kind.PERCENT, "%", m.end())
    if m := _FOLD_RIGHT.match(low, end):
        return Kind.MULTIPLE, "x", end + len(m[0].rstrip())
    if (m := CURRENCY_RIGHT.match(low, end)) and (unit := currency_named(m["money"], value, step)):
        return Kind.MONEY, unit, m.end()
    if m := _DURATION_RIGHT.match(low, end):
        return Kind.AGE if m["old"] else Kind.DURATION, DURATIONS[m["unit"]], m.end()
    if m := _UNIT_RIGHT.match(low, end):
        return Kind.QUANTITY, MEASURES[m["unit"]], m.end()
    if is_points(low, start, end):
        return Kind.POINTS, "pp", end
    noun = _NOUN_RIGHT.match(low, end)
    counted = noun is not None and noun["word"] != "grade"  # `four Grade 2 events` are events
    return Kind.COUNT, singular(noun["word"]) if noun and counted else "", end


def is_points(low: str, start: int, end: int) -> bool:
    """`a gap of seven points`: a difference of two shares, although `percentage` is not said."""
    m = _POINT_RIGHT.match(low, end)
    if m is None:
        return False
    return bool(_POINTS_LEFT.search(low[max(0, start - 16) : start])) or (
        is_of_percent(low, start, m.end())
    )


def read_fraction_words(text: Text, at: int) -> Hit | None:
    """A share in words, or a part of a unit: `two-thirds`, `half a million`, `half an hour`."""
    numeral = read_fraction(text.low, at)
    if numeral is None:
        return None
    low = text.low
    start = at - 2 if low[max(0, at - 2) : at] == "a " else at
    if start < at and start and low[start - 1].isalnum():
        start = at
    if numeral.whole is None:
        return type_numeral(text, start, numeral)
    word = low[at : numeral.end]
    if word.endswith("s") and word[:-1] in FRACTION_PARTS:
        return None
    if word in FRACTION_PARTS and not _is_lone_share(text, start, at, numeral.end):
        return None
    gap = _OF_A.match(low, numeral.end)
    measured = type_numeral(text, start, numeral._replace(end=gap.end() if gap else numeral.end))
    if measured.reading.kind not in (Kind.COUNT, Kind.MULTIPLE, Kind.MONEY):
        return measured
    reading = Reading(
        Kind.PROPORTION, (numeral.value,), numeral.step, part=numeral.part, whole=numeral.whole,
        is_words=True,
    )  # fmt: skip
    return Hit(start, numeral.end, reading)


_OF_A = re.compile(r"(?: of)? an?(?= )")
_HALF_NOT_RIGHT = (
    "-", " time", " year", " term", " marathon", " a ", " past", " brother", " sister", " back",
    " volley",
)  # fmt: skip
_HALF_NOT_LEFT = re.compile(r"(?:first|second|last|final|other|1st|2nd|his|her|\w-) ?\Z")
_SHARE_RIGHT = re.compile(
    r" (?:of|more|less|fewer|higher|lower|larger|smaller|as|since|from|to|in|on|over|this|last|on|"
    r"compared|and|but|while|when|after|before|for|at|under|through|with)\b|$|[,.;:)!?]"
)
_BY_LEFT = re.compile(r"\b(?:by|up|down|rose|fell|grew|dropped|only|just) \Z")
_NAMES_RIGHT = re.compile(r" (?:part(?:y|ies)|time|person|world|way|base|place|term|finals?)\b")


def _is_lone_share(text: Text, start: int, at: int, end: int) -> bool:
    """Is a lone `half`, `a third`, `a quarter` a share, and not a name, a date or an order?"""
    low = text.low
    if low.startswith("half", at):
        after = low[end : end + 12]
        gap = re.match(r" an?(?= \w)", after)
        if _UNIT_RIGHT.match(low, end + len(gap[0]) if gap else end) or (
            gap and _is_timed(low, end)
        ):
            return True
        if _is_timed(low, end) and low[end] == " " and not after.startswith((" year", " term")):
            return True
        left = low[max(0, at - 8) : at]
        return not (after.startswith(_HALF_NOT_RIGHT) or _HALF_NOT_LEFT.search(left))
    if _NAMES_RIGHT.match(low, end):
        return False
    if low.startswith("quarter", at) and _UNIT_RIGHT.match(low, end):
        return True
    if low[at - 4 : at] == "one " or start == at:
        return False
    hedged = hedge_before(low, text.plain, start).start >= 0
    if hedged or _BY_LEFT.search(low[max(0, start - 9) : start]):
        return bool(hedged or _SHARE_RIGHT.match(low, end))
    return _OF_RIGHT.match(low, end) is not None and low[at:end] in ("third", "quarter", "fifth")


_OF_RIGHT = re.compile(r" (?:of|worse|better|more|less|fewer|higher|lower|larger|smaller)\b")


def _is_timed(low: str, end: int) -> bool:
    return bool(
        re.match(
            r"(?: an?)? (?:hour|day|minute|second|month|century|decade|year)\b", low[end : end + 12]
        )
    )


_OUT_OF = re.compile(
    r"(?: (?P<noun>(?!in |out |of )[a-z]+(?: (?!in |out |of )[a-z]+)?))? (?P<how>in|out of|of)"
    r"(?P<the> (?:the|every|its|their|all|[a-z][\w.-]*'s|"
    r"an?(?= (?:hundred|thousand|million|dozen)\b)))? (?=\w)"
)
_HYPHENED = re.compile(r"-in-(?=\w)")
"""`a one-in-five chance`"""
_VERB_RIGHT = re.compile(
    r" (?:is|was|are|were|has|have|had|will|would|does|did|goes|went|gets|got|needs?|needed)\b|"
    r"[,.;:)!?]|$"
)
"""What follows where `one job in nine` is a share, and no thing that is in nine others."""
_ASIDE_RIGHT = re.compile(
    r" (?:on|in|of|at|with|who|under|given|taking|for|from|among|treated|and|or|but|than)\b"
)
"""What goes on behind a share of people: `one child in nine on the drug`."""
_WHOLE_RIGHT = re.compile(
    r"(?![\w,.-]*\d|[ -](?:hundred|thousand|million|billion|trillion|dozen|year|month|week|day|"
    r"hour|minute)s?\b)(?P<noun> [a-z]+(?: [a-z]+)?)?"
)


def read_one_in(text: Text, at: int, part: Numeral) -> Hit | None:
    """The share that `part` at `at` begins: `one in five`, `two of six patients`.

    Never `one of three doses`: a bare `one of` names one thing out of several, and is a share only
    where people are counted.
    """
    low = text.low
    if hyphened := _HYPHENED.match(low, part.end):
        return _hyphened(low, at, part, hyphened.end())
    m = _OUT_OF.match(low, part.end)
    whole = _small_at(low, m.end()) if m else None
    right = _WHOLE_RIGHT.match(low, whole.end) if whole else None
    if whole is None or m is None or right is None or part.value >= whole.value:
        return None
    if (
        m["noun"]
        and not _is_one_of_all(m, part)
        and (m["how"] != "in" or part.value != 1 or not _ends_share(low, whole.end, m))
    ):
        return None
    if m["how"] == "in" and (part.value > 1 or whole.value >= 1900) and _YEAR.match(low, m.end()):
        return None  # `four in 2021`
    named = m["how"] == "of" and not m["the"] and part.value == 1
    if named and not counts_people(right["noun"]):
        return None
    values = (part.value, whole.value)
    reading = Reading(Kind.PROPORTION, values, part=part.value, whole=whole.value, is_words=True)
    return Hit(at, whole.end, reading)


def _is_one_of_all(m: re.Match[str], part: Numeral) -> bool:
    """`one child of the nine`, whatever follows: a part of people counted before."""
    return part.value == 1 and m["how"] != "in" and bool(m["the"]) and counts_people(m["noun"])


def _ends_share(low: str, end: int, m: re.Match[str]) -> bool:
    """May a share end here: `one job in nine is lost`, but not `one patient in nine trials`?"""
    if _VERB_RIGHT.match(low, end):
        return True
    return counts_people(m["noun"]) and _ASIDE_RIGHT.match(low, end) is not None


def _hyphened(low: str, at: int, part: Numeral, start: int) -> Hit | None:
    whole = _small_at(low, start)
    if whole is None or part.value >= whole.value:
        return None
    values = (part.value, whole.value)
    reading = Reading(Kind.PROPORTION, values, part=part.value, whole=whole.value, is_words=True)
    return Hit(at, whole.end, reading)


_YEAR = re.compile(r"(?:19|20)\d\d\b(?! [a-z]+s\b)")
_WHOLE_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+")


def _small_at(low: str, at: int) -> Numeral | None:
    """The whole number at `at`, in words or digits."""
    if m := _WHOLE_DIGITS.match(low, at):
        return Numeral(m.end(), Decimal(m[0].replace(",", "")), Decimal(1))
    return read_numeral(low, at)


_MIXED = re.compile(
    rf"(?:(?P<w>\d{{1,6}})(?: {{1,2}}|-|(?=\D)))?(?:(?P<glyph>[{''.join(GLYPHS)}])|"
    r"(?P<n>\d)/(?P<d>[2-9]|1[06]))(?![\d/]|\.\d)"
)
_AND_HALF = re.compile(r"(?P<w>\d{1,4})(?P<scale> (?:million|billion|thousand))?(?= and an? )")
_FRACTION_AHEAD = re.compile(
    rf"\d*(?: {{0,2}}|-)(?:[{''.join(GLYPHS)}]|\d/)|\d+(?: [mbt][a-z]+)? (?:dozen|and an? )"
)
"""What a number with a fraction must look like; asked first, since few numbers do."""
_DOZENS = re.compile(r"(?P<n>\d{1,4}) dozens?\b")
_POWERS = {None: 0, " thousand": 3, " million": 6, " billion": 9}


def mixed(text: Text, at: int) -> Hit | None:
    """`2½ years`, `¾ cup`, `10 1/2 miles`, `3 million and a half`: digits with a fraction.

    A lone `1/4` is of a unit (`1/4 mile`) or none of this grammar's: `1/4 patients` is a share.
    """
    low = text.low
    if _FRACTION_AHEAD.match(low, at) is None:
        return None
    if dozens := _DOZENS.match(low, at):
        count = Decimal(dozens["n"]) * 12
        return type_numeral(text, at, Numeral(dozens.end(), count, Decimal(12)))
    if half := _AND_HALF.match(low, at):
        numeral = read_mixed(low, half.end(), Decimal(half["w"]).scaleb(_POWERS[half["scale"]]))
        return type_numeral(text, at, numeral) if numeral else None
    m = _MIXED.match(low, at)
    if m is None:
        return None
    part, parts = GLYPHS[m["glyph"]] if m["glyph"] else (int(m["n"]), int(m["d"]))
    if part >= parts:
        return None
    share = Decimal(part) / parts
    numeral = Numeral(m.end(), Decimal(m["w"] or 0) + share, Decimal("0.05"))
    hit = type_numeral(text, at, numeral)
    if m["w"] or hit.reading.kind not in (Kind.COUNT, Kind.MULTIPLE):
        return hit
    if not m["glyph"]:
        return None
    reading = Reading(
        Kind.PROPORTION, (share,), numeral.step, part=Decimal(part), whole=Decimal(parts)
    )
    return Hit(at, m.end(), reading)
