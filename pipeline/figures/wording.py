"""Numbers in words, and words that count: `twenty-two`, `two-thirds`, `tripled`, `no CRS`."""

import re
from decimal import Decimal

from pipeline.figures import dates
from pipeline.figures.found import Reading, Text
from pipeline.figures.grammar_base import Hit
from pipeline.figures.numbers import (
    BIG_WORDS,
    FRACTION_PARTS,
    ORDINALS,
    WORDS,
    read_words,
)
from pipeline.figures.units import (
    DURATION_WORD,
    DURATIONS,
    MEASURES,
    MONTHS,
    one_of,
    singular,
)
from schemas.figure import Bound, Kind

_SMALL = "(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
_BIG = "(?:hundred|thousand|million|billion|trillion|dozen)"
_WORDS_AT = re.compile(
    rf"(?:(?:(?:a|an|{_SMALL})(?=[ -](?:{_BIG})\b)|{_SMALL})"
    rf"(?:(?:[ -]| and )(?:{_SMALL}|{_BIG})\b)*|{_BIG}(?=s?\b)(?: {_BIG}\b)?)"
)

MULTIPLE_WORDS: dict[str, int | Decimal] = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "triple": 3, "tripled": 3, "triples": 3,
    "tripling": 3, "treble": 3, "trebled": 3, "trebling": 3, "quadruple": 4, "quadrupled": 4,
    "quadrupling": 4, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6,
    "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "twice": 2, "thrice": 3,
    "halved": Decimal("0.5"), "halve": Decimal("0.5"), "halving": Decimal("0.5"),
    "halves": Decimal("0.5"),
}  # fmt: skip

_NEGATED = (
    r"crs|icans|gvhd|cytokine|neurotoxicity|toxicit|adverse|event|death|case|serious|severe|"
    r"treatment-related|drug-related|grade|relapse|response|hospitali|discontinuation|withdrawal|"
    r"dose-limiting|dlt|infection|safety signal|(?:patient|participant|subject)s?\b(?!-)|"
    r"bleeding|fatal|"
    r"responder|progression|complication|injur|victim|casualt|arrest|survivor"
)
_NONE = re.compile(
    rf"(?:no|zero|without(?: any)?|absence of) (?:(?:new|further|other|reported|observed|"
    rf"confirmed|known|additional|major|single) )*(?=(?:{_NEGATED}))"
)
_NONE_OF = re.compile(
    r"none of (?:the |these |its |their )?(?=\w)|none (?=(?:were|was|had|has|occurred|reported))"
)
_ABSENT = re.compile(r"(?:absent|not (?:observed|reported|seen|detected))\b")
_NOT_REACHED = re.compile(r"(?:not (?:yet )?(?:been )?(?:reached|estimable|evaluable))\b")
_FRACTION = re.compile(
    rf"(?:(?P<n>{_SMALL}|a)[ -])?(?P<d>half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|"
    rf"sevenths?|eighths?|ninths?|tenths?)\b"
)
_IN = re.compile(
    rf"(?P<a>{_SMALL}|\d+) (?:in|out of|of)(?: the| every)? (?P<b>{_SMALL}|\d+)(?![\w,.-]*\d|"
    rf"[ -](?:{_BIG}|year|month|week|day|hour|minute)s?\b)"
)
_LINE = re.compile(
    r"(?P<nth>first|second|third|fourth|fifth|front|1st|2nd|3rd|4th)(?: |"
    r"-)?(?:/\w+-)?line\b(?P<up> or (?:later|beyond|greater|above|more)(?:[- ]line)?|"
    r" and (?:later|beyond))?"
)
_DURATION_RIGHT = re.compile(
    rf"[ -](?:(?:full|consecutive|whole|more|further|"
    rf"long) )?(?P<unit>{DURATION_WORD})s?\b(?P<old>[ -]olds?\b| of age\b)?"
)
_UNIT_RIGHT = re.compile(
    rf"[ -](?P<unit>{one_of({k: v for k, v in MEASURES.items() if len(k) > 2})})\b"
)
_PERCENT_RIGHT = re.compile(r" (?:(?P<points>percentage points?)|per ?cent|%)")
_FOLD_RIGHT = re.compile(
    r"[ -]fold\b| times (?=(?:higher|lower|more|less|greater|larger|as|the|that|its|their|faster|"
    r"bigger|likely))"
)
_NOUN_RIGHT = re.compile(r"[ -](?P<word>[a-z]+)")
_RANGE_RIGHT = re.compile(rf"(?:-to-| to | or )(?P<b>{_SMALL})\b")
_IDIOM_LEFT = re.compile(
    r"(?:\b(?:the|this|that|no|any|some|each|every|another|which|only|at|as|for|by|number|day|"
    r"from|back to square) )$"
)
_IDIOM_RIGHT = re.compile(
    r" (?:of (?:the|its|his|her|their|our|my|those|these|them|us|a|two|which|whom)|another|day|"
    r"thing|front|hand|side|way|point|or the other|who|that|which|to|is|was|would|could|can|has|"
    r"should|more|by one|time|step|and the same|in the|in his|in her)\b|-(?:off|sided|sidedly|"
    r"time|third|quarter|half|stop|liner|on-one|way|size)|[,.;:)!?]|$"
)
_POSSESSIVE = re.compile(r"(?:'s|’s)")
_SCALE_PLURAL = re.compile(
    r"(?P<word>dozens|hundreds|thousands|millions|billions|scores)(?: of (?P<more>thousands|"
    r"millions))?\b(?= of)"
)
_FIRST_WORDS = (
    set(WORDS) | set(BIG_WORDS) | set(FRACTION_PARTS) | set(MULTIPLE_WORDS) | set(MONTHS)
    | set(ORDINALS) | {"no", "none", "not", "absent", "without", "thirds", "quarters", "fifths",
       "any", "dozens", "hundreds", "thousands", "millions", "billions", "last", "final", "front",
       "early", "late", "mid", "end", "absence"}
)  # fmt: skip


def trigger_words() -> tuple[str, ...]:
    """The words at which the scanner stops to look, besides digits."""
    return tuple(sorted(_FIRST_WORDS, key=len, reverse=True))


def read_word_figure(text: Text, at: int, word: str) -> Hit | None:
    """The figure that begins with `word` at `at`, or `None` where the word counts nothing."""
    if word in MONTHS or word in ("early", "late", "mid", "end"):
        return _date(text, at)
    if word in ("no", "none", "without", "absence", "absent"):
        return _absence(text, at)
    if word == "not":
        return _not(text, at)
    if word == "any":
        return _any_grade(text, at)
    if word in MULTIPLE_WORDS:
        return _multiple(text, at, word)
    if word in ORDINALS or word in ("last", "final", "front"):
        return _ordinal(text, at, word) or _fraction(text, at)
    return _scale_plural(text, at) or _fraction(text, at) or _one_in(text, at) or _number(text, at)


def _date(text: Text, at: int) -> Hit | None:
    got = dates.read_word_date(text.low, at)
    if got is None:
        return None
    if not text.plain[at].isupper() and text.low.startswith(("may", "march"), at):
        return None
    return Hit(at, got[0], got[1])


def _absence(text: Text, at: int) -> Hit | None:
    m = _NONE.match(text.low, at) or _NONE_OF.match(text.low, at)
    if m is None and text.low.startswith("absent", at):
        left = text.low[max(0, at - 8) : at]
        m = _ABSENT.match(text.low, at) if re.search(r"(?:were|was|is|are) $", left) else None
    if m is None:
        return None
    end = at + len(m[0].rstrip())
    return Hit(at, end, Reading(Kind.NONE, (Decimal(0),), is_words=True))


def _not(text: Text, at: int) -> Hit | None:
    m = _NOT_REACHED.match(text.low, at)
    if m:
        return Hit(at, m.end(), Reading(Kind.NOT_REACHED, is_words=True))
    return None


def _any_grade(text: Text, at: int) -> Hit | None:
    if not text.low.startswith(("any-grade", "any grade"), at):
        return None
    values = (Decimal(1), Decimal(5))
    return Hit(at, at + 9, Reading(Kind.GRADE, values, unit="grade", is_range=True, is_words=True))


def _multiple(text: Text, at: int, word: str) -> Hit | None:
    end = at + len(word)
    after = text.low[end : end + 12]
    if word in ("double", "triple", "treble", "quadruple") and after.startswith(
        (
            "-",
            " blind",
            " bond",
            " jump",
            " bogey",
            " gold",
            " murder",
            " fault",
            " bill",
            " digit",
            " act",
            " check",
        )
    ):
        return None
    if word == "halves" or (
        word == "twice" and after.startswith((" a ", " weekly", " daily", " per "))
    ):
        return None
    value = Decimal(MULTIPLE_WORDS[word])
    return Hit(at, end, Reading(Kind.MULTIPLE, (value,), unit="x", is_words=True))


def _ordinal(text: Text, at: int, word: str) -> Hit | None:
    period = dates.ORDINAL_PERIOD.match(text.low, at)
    if period:
        got = dates.read_word_date(text.low, at)
        if got and not (word in ("last", "final") and period["year"] is None):
            return Hit(at, got[0], got[1])
    if word in ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth") and (
        text.low[max(0, at - 2) : at] == "a " or text.low[max(0, at - 4) : at] == "one-"
    ):
        return None
    m = _LINE.match(text.low, at)
    if m is None:
        return None
    nth = {"front": 1, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}.get(m["nth"]) or ORDINALS[m["nth"]]
    bound = Bound.AT_LEAST if m["up"] else Bound.EXACTLY
    reading = Reading(Kind.LINE, (Decimal(nth),), unit="line", bound=bound, is_words=True)
    return Hit(at, m.end(), reading)


def _scale_plural(text: Text, at: int) -> Hit | None:
    m = _SCALE_PLURAL.match(text.low, at)
    if m is None:
        return None
    return Hit(at, m.end(), Reading(Kind.COUNT, unit=m[0], is_words=True))


def _fraction(text: Text, at: int) -> Hit | None:
    m = _FRACTION.match(text.low, at)
    if m is None:
        return None
    top = Decimal(1) if m["n"] in (None, "a") else read_words(m["n"])
    bottom = Decimal(FRACTION_PARTS[m["d"].removesuffix("s").replace("halve", "half")])
    left = text.low[max(0, at - 4) : at]
    after = text.low[m.end() : m.end() + 10]
    if top is None or top > bottom or (m["n"] is None and not _is_lone_half(m["d"], left, after)):
        return None
    start = at - 2 if left.endswith(" a ") or left == "a " else at
    value = top / bottom
    kind = Kind.PROPORTION
    reading = Reading(kind, (value,), Decimal("0.05"), part=top, whole=bottom, is_words=True)
    return Hit(start, m.end(), reading)


def _is_lone_half(word: str, left: str, after: str) -> bool:
    if word == "half":
        return not (
            after.startswith(
                (
                    "-",
                    " time",
                    " year",
                    " term",
                    " marathon",
                    " an ",
                    " a ",
                    " past",
                    " brother",
                    " sister",
                    " back",
                    " volley",
                )
            )
            or left.endswith(("nd ", "rst ", "st ", "his ", "her ", "ng ", "-"))
        )
    return (
        (left in ("a ", "\na ") or left.endswith(" a "))
        and after.startswith(" of ")
        and word in ("third", "quarter", "fifth")
    )


def _one_in(text: Text, at: int) -> Hit | None:
    m = _IN.match(text.low, at)
    if m is None:
        return None
    part = read_words(m["a"]) if not m["a"].isdigit() else Decimal(m["a"])
    whole = read_words(m["b"]) if not m["b"].isdigit() else Decimal(m["b"])
    if part is None or whole is None or part >= whole:
        return None
    reading = Reading(Kind.PROPORTION, (part, whole), part=part, whole=whole, is_words=True)
    return Hit(at, m.end(), reading)


def _number(text: Text, at: int) -> Hit | None:
    """A number in words with what stands behind it; a lone `one` must count something."""
    start = (
        at - 2
        if text.low[max(0, at - 2) : at] == "a "
        and text.low.startswith(("hundred", "thousand", "million", "billion", "dozen"), at)
        else at
    )
    m = _WORDS_AT.match(text.low, at)
    if m is None or (text.low[m.end() : m.end() + 1].isalpha()):
        return None
    phrase = m[0]
    value = read_words(phrase)
    if value is None or (phrase in ("one", "zero") and _is_pronoun(text, at, m.end())):
        return None
    return _typed(text, start, m.end(), value)


def _is_pronoun(text: Text, at: int, end: int) -> bool:
    left = text.low[max(0, at - 16) : at]
    if _IDIOM_LEFT.search(left) and not left.endswith(
        ("only ", "for ", "from ", "by ", "as ", "at ")
    ):
        return True
    return bool(_IDIOM_RIGHT.match(text.low, end) or _POSSESSIVE.match(text.low, end))


def _typed(text: Text, start: int, end: int, value: Decimal) -> Hit:
    """Give a number in words its kind from the words behind it."""
    values: tuple[Decimal, ...] = (value,)
    upper = _RANGE_RIGHT.match(text.low, end)
    if upper and (high := read_words(upper["b"])) is not None and high > value:
        values, end = (value, high), upper.end()
    step = _word_step(value)
    ranged = len(values) == 2
    low = text.low
    if m := _PERCENT_RIGHT.match(low, end):
        kind, unit = (Kind.POINTS, "pp") if m["points"] else (Kind.PERCENT, "%")
        return Hit(
            start, m.end(), Reading(kind, values, step, unit, is_words=True, is_range=ranged)
        )
    if m := _FOLD_RIGHT.match(low, end):
        reading = Reading(Kind.MULTIPLE, values, step, "x", is_words=True, is_range=ranged)
        return Hit(start, end + len(m[0].rstrip()), reading)
    if m := _DURATION_RIGHT.match(low, end):
        kind = Kind.AGE if m["old"] else Kind.DURATION
        unit = DURATIONS[m["unit"]]
        return Hit(
            start, m.end(), Reading(kind, values, step, unit, is_words=True, is_range=ranged)
        )
    if m := _UNIT_RIGHT.match(low, end):
        unit = MEASURES[m["unit"]]
        reading = Reading(Kind.QUANTITY, values, step, unit, is_words=True, is_range=ranged)
        return Hit(start, m.end(), reading)
    noun = _NOUN_RIGHT.match(low, end)
    unit = singular(noun["word"]) if noun else ""
    return Hit(start, end, Reading(Kind.COUNT, values, step, unit, is_words=True, is_range=ranged))


def _word_step(value: Decimal) -> Decimal:
    """`two million` is known to the million, `twenty-two` to one."""
    for size in (10**12, 10**9, 10**6, 10**3):
        if value >= size and int(value) % size == 0:
            return Decimal(size)
    return Decimal(1)
