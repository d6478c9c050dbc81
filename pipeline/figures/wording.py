"""Words that count: `tripled`, `no CRS`, `not reached`, `third-line`, `fifth straight`, `a week`.

In: a text and where a counting word begins. Out: the figure there, or `None`. Numerals in words are
read by `wording_numbers`.
"""

import re
from decimal import Decimal

from pipeline.figures import dates, word_lists
from pipeline.figures.found import Reading, Text
from pipeline.figures.grammar_base import Hit
from pipeline.figures.grammar_rates import allocation
from pipeline.figures.hedges import hedge_before
from pipeline.figures.numbers import BIG_WORDS, FRACTION_PARTS, ORDINALS, WORDS
from pipeline.figures.numerals import read_numeral
from pipeline.figures.units import CURRENCY_WORDS, DURATIONS, MONTHS, one_of
from pipeline.figures.wording_absence import read_absence
from pipeline.figures.wording_numbers import (
    GLYPHS,
    mixed,
    read_fraction_words,
    read_number_words,
    read_one_in,
)
from schemas.figure import Bound, Kind

MULTIPLE_WORDS = word_lists.values("numbers", "multiples")

_NOT_REACHED = re.compile(
    r"(?:not (?:yet )?(?:been )?(?:reached(?! (?:the|an?|its|their|any|this|that|full|agreement|"
    r"(?:statistical |conventional |clinical |formal )?significance)\b)|estimable|evaluable|"
    r"estimated)|(?:nr|ne)(?!\w))"
)
"""What has not reached significance, or its target, has no open end."""
_LINE = re.compile(
    r"(?P<nth>first|second|third|fourth|fifth|front|1st|2nd|3rd|4th)(?: |"
    r"-)?(?:/\w+-)?line\b(?P<up> or (?:later|beyond|greater|above|more)(?:[- ]line)?|"
    r" and (?:later|beyond))?"
)
_COUNTED_ORDINAL = re.compile(
    r" (?:straight|consecutive|successive|attempt|anniversary|time in|place\b|[a-z]+ in a row\b|"
    r"(?:day|week|month|quarter|year|season|session) "
    r"(?:running|of (?:falls|gains|losses|growth|decline)))"
)
_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_AGAIN = re.compile(
    rf"(?:(?<=for the )|(?<=the )(?={_NTH} time in)|(?<= a )){_NTH} time\b"
    rf"|(?<=a ){_NTH} (?:patient|participant|person|child|case|death|victim|infant|baby)\b"
    rf"|(?<=for a ){_NTH} (?:day|session|week|month|quarter|year|season)\b"
    rf"|{_NTH} (?:[\w-]+ ){{1,3}}(?:this (?:year|month|week|quarter)|in (?:as many|\w+) "
    r"(?:days|weeks|months|quarters|years)|since (?:19|20)\d\d|in a row)\b"
)
"""`for the second time`, `a third patient`: the last of so many."""
_SCALE_PLURAL = re.compile(
    r"(?P<word>dozens|hundreds|thousands|millions|billions|scores)(?: of (?P<more>thousands|"
    r"millions))?\b(?= of)"
)
_SCALE_PLURALS = frozenset({"dozens", "hundreds", "thousands", "millions", "billions"})
_SINGLE = re.compile(
    r"single(?= (?:[\w-]+ )?(?P<noun>dose|infusion|injection|shot|jab|administration|treatment|"
    r"tablet|pill|payment)(?:\d\b|\b))"
)
"""A digit glued to the noun is a footnote's."""
_SINGLE_LEFT = re.compile(r"\b(?:an?|one|the|every|each|after|of|per|with|by|as) \Z")
_ARTICLE_UNIT = re.compile(
    r"an? (?P<unit>second|minute|hour|day|week|month|quarter|year|decade|century)\b"
    r"(?P<half> and a (?P<part>half|quarter)\b)?(?!-|'s)"
)
_WITHIN_LEFT = re.compile(r"\b(?:within|for|just|only|lasting|lasted|takes?|took) \Z")
_CHANGED_LEFT = re.compile(
    r"\b(?:by|up|down|rose|risen|f[ae]ll|fallen|grew|grown|dropped|cut|sank|sunk|slid|gained|lost"
    r"|jumped|surged|shed|tumbled|slumped|climbed|added|plunged|soared) \Z"
)
_PERIODS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade")
_FIRST_WORDS = (
    set(WORDS) | set(BIG_WORDS) | set(FRACTION_PARTS) | set(MULTIPLE_WORDS) | set(MONTHS)
    | set(ORDINALS) | set(GLYPHS) | {"no", "none", "nobody", "not", "absent", "without", "thirds",
       "quarters",
       "fifths", "any", "dozens", "hundreds", "thousands", "millions", "billions", "last", "final",
       "latter", "front", "early", "late", "mid", "end", "absence", "single", "nr", "ne",
       "lakh", "crore"}
    | {f"{article} {unit}" for unit in _PERIODS for article in ("a", "an")}
)  # fmt: skip


def trigger_pattern() -> str:
    """A pattern of the words at which the scanner stops to look, besides digits."""
    return one_of(_FIRST_WORDS)


def read_word_figure(text: Text, at: int, word: str) -> Hit | None:
    """The figure that begins with `word` at `at`, or `None` where the word counts nothing."""
    if word in MONTHS or word in ("early", "late", "mid", "end"):
        return _date(text, at)
    if word in ("no", "none", "nobody", "without", "absence", "absent"):
        return read_absence(text, at)
    if word in ("not", "nr", "ne"):
        return _not(text, at)
    if word == "any":
        return _any_grade(text, at)
    if word == "single":
        return _single(text, at)
    if word in MULTIPLE_WORDS:
        return _multiple(text, at, word)
    if word in ORDINALS or word in ("last", "final", "front", "latter"):
        return _ordinal(text, at, word) or read_fraction_words(text, at)
    if word in GLYPHS:
        return mixed(text, at)
    if " " in word:
        article, _, unit = word.partition(" ")
        inner = at + len(article) + 1
        return _article_unit(text, at) or (
            read_word_figure(text, inner, unit) if unit in _FIRST_WORDS else None
        )
    return _scale_plural(text, at) if word in _SCALE_PLURALS else _numeral(text, at, word)


_NAMED_LEFT = re.compile(
    r"\b(?:paragraph|chapter|section|page|clause|appendix|annex|exhibit|footnote) \Z"
)
"""What a number word behind it numbers, as `Paragraph six` does."""


def _numeral(text: Text, at: int, word: str) -> Hit | None:
    if _NAMED_LEFT.search(text.low[max(0, at - 12) : at]):
        return None
    hit = allocation(text, at) or read_fraction_words(text, at)
    numeral = None if hit else read_numeral(text.low, at)
    if numeral is None:
        return hit
    return read_one_in(text, at, numeral) or read_number_words(text, at, word, numeral)


def _date(text: Text, at: int) -> Hit | None:
    got = dates.read_word_date(text.low, at)
    if got is None:
        return None
    if not text.plain[at].isupper() and text.low.startswith(("may", "march"), at):
        return None
    return Hit(at, got[0], got[1])


def _not(text: Text, at: int) -> Hit | None:
    m = _NOT_REACHED.match(text.low, at)
    if m is None:
        return None
    is_short = len(m[0]) == 2
    if is_short and not _is_short_form(text, at):
        return None
    near = text.low[max(0, at - 120) : m.end() + 60]
    if not is_short and not _TO_EVENT.search(near):
        return None  # owners may not be reached either
    return Hit(at, m.end(), Reading(Kind.NOT_REACHED, is_words=True))


_TO_EVENT = re.compile(
    r"\b(?:median|survival|duration|pfs|os|dor|efs|dfs|time to|limit|bound|interval|ci)\b"
)
"""What can be reached or estimated: a time to an event, or the end of an interval."""


_SHORT_LEFT = re.compile(
    r"(?:(?:\d|\bN[ER])(?: to |, ?| ?- ?)|\bto |[(=:] ?|was |vs\.? |versus )\Z"
)
_SHORT_RIGHT = re.compile(r"[),;\]-]|\.?$|\. | (?:\(|vs|versus|and|to|in|months?|for)")


def _is_short_form(text: Text, at: int) -> bool:
    """`12.1 to NE`, `NR vs 8.4`: not estimable, not reached; a state or a compass point is not."""
    left, right = text.plain[max(0, at - 8) : at], text.low[at + 2 : at + 10]
    capital = text.plain[at : at + 2].isupper()
    return capital and bool(_SHORT_LEFT.search(left) and _SHORT_RIGHT.match(right))


def _any_grade(text: Text, at: int) -> Hit | None:
    if not text.low.startswith(("any-grade", "any grade"), at):
        return None
    values = (Decimal(1), Decimal(5))
    return Hit(at, at + 9, Reading(Kind.GRADE, values, unit="grade", is_range=True, is_words=True))


_NOT_MULTIPLE = (
    "-", " blind", " bond", " jump", " bogey", " gold", " murder", " fault", " bill", " digit",
    " act", " check", " bed", " room", " decker", " agent",
)  # fmt: skip


_BARE_MULTIPLES = frozenset({"double", "triple", "treble", "quadruple"})
_MULTIPLIED_LEFT = re.compile(
    r"\b(?:to|than|nearly|almost|about|roughly|around|will|would|could|can|may|might|should|"
    r"helped|is|was|are|were|at|by|or|least) \Z"
)
_MULTIPLIED_RIGHT = re.compile(
    r" (?:the|that|those|this|what|its|his|her|their|our|in|by|from|to|last|as|over|since|within|"
    r"between|every|for|and|or)\b|[,.;:)!?]|$"
)


def _is_multiplied(low: str, at: int, end: int) -> bool:
    """`double the dose`, `set to triple`, `sales double`; not `double star` or `a triple jump`."""
    if low[end : end + 12].startswith(_NOT_MULTIPLE):
        return False
    left = _MULTIPLIED_LEFT.search(low, max(0, at - 12), at)
    return bool(left or _MULTIPLIED_RIGHT.match(low, end))


def _multiple(text: Text, at: int, word: str) -> Hit | None:
    end = at + len(word)
    after = text.low[end : end + 12]
    if word in _BARE_MULTIPLES and not _is_multiplied(text.low, at, end):
        return None
    if word == "halves" or (
        word == "twice" and after.startswith((" a ", " weekly", " daily", " per "))
    ):
        return None
    value = Decimal(MULTIPLE_WORDS[word])
    return Hit(at, end, Reading(Kind.MULTIPLE, (value,), unit="x", is_words=True))


def _ordinal(text: Text, at: int, word: str) -> Hit | None:
    if months := dates.FIRST_MONTHS.match(text.low, at) or dates.EARLY_MONTHS.match(text.low, at):
        got = dates.read_word_date(text.low, at)
        return Hit(at, months.end(), got[1]) if got else None
    period = dates.ORDINAL_PERIOD.match(text.low, at)
    if period:
        got = dates.read_word_date(text.low, at)
        if got and not (word in ("last", "final") and period["year"] is None):
            return Hit(at, got[0], got[1])
    if word in ORDINALS and (
        _COUNTED_ORDINAL.match(text.low, at + len(word)) or _AGAIN.match(text.low, at)
    ):
        reading = Reading(Kind.ORDINAL, (Decimal(ORDINALS[word]),), is_words=True)
        return Hit(at, at + len(word), reading)
    m = _LINE.match(text.low, at)
    if m is None:
        return None
    nth = {"front": 1, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}.get(m["nth"]) or ORDINALS[m["nth"]]
    bound = Bound.AT_LEAST if m["up"] else Bound.EXACTLY
    reading = Reading(Kind.LINE, (Decimal(nth),), unit="line", bound=bound, is_words=True)
    return Hit(at, m.end(), reading)


_OF_CURRENCY = re.compile(rf" of (?:[a-z.]+ )?(?:{one_of(CURRENCY_WORDS)})\b")


def _scale_plural(text: Text, at: int) -> Hit | None:
    m = _SCALE_PLURAL.match(text.low, at)
    if m is None:
        return None
    if text.low[max(0, at - 3) : at] == "in " and _OF_CURRENCY.match(text.low, m.end()):
        return None  # `in thousands of dollars` heads a table
    return Hit(at, m.end(), Reading(Kind.COUNT, unit=m[0], is_words=True))


def _single(text: Text, at: int) -> Hit | None:
    """`a single dose`: one, said with weight; never `single-arm` or `the single largest`."""
    m = _SINGLE.match(text.low, at)
    if m is None or not _SINGLE_LEFT.search(text.low[max(0, at - 7) : at]):
        return None
    return Hit(at, m.end(), Reading(Kind.COUNT, (Decimal(1),), unit=m["noun"], is_words=True))


def _left(low: str, at: int) -> str:
    return low[max(0, at - 12) : at]


def _article_unit(text: Text, at: int) -> Hit | None:
    """`more than a week`, `a year and a half`: one of a unit, where it is bounded or divided."""
    m = _ARTICLE_UNIT.match(text.low, at)
    if m is None:
        return None
    hedge = hedge_before(text.low, text.plain, at)
    if m["unit"] == "quarter" and (
        text.low.startswith(" of ", m.end())
        or _CHANGED_LEFT.search(_left(text.low, hedge.start if hedge.start >= 0 else at))
    ):
        return None  # `a quarter of its staff`, `rose by about a quarter` are shares
    unit = DURATIONS[m["unit"]]
    if m["half"]:
        value = Decimal("1.5") if m["part"] == "half" else Decimal("1.25")
        return Hit(
            at, m.end(), Reading(Kind.DURATION, (value,), Decimal("0.05"), unit, is_words=True)
        )
    if hedge.start < 0 and not _WITHIN_LEFT.search(text.low[max(0, at - 9) : at]):
        return None
    if text.low.startswith((" ago", " earlier", " later", " before"), m.end()) and (
        hedge.start < 0 or _is_compared(text.low, hedge.start, hedge.text)
    ):
        return None
    return Hit(at, m.end(), Reading(Kind.DURATION, (Decimal(1),), unit=unit, is_words=True))


_AMOUNT_LEFT = re.compile(
    r"(?:\d[\d.,]*|%|\b(?:points?|per ?cent|cents?|pence|million|billion|thousand|hundred|two|"
    r"three|four|five|six|seven|eight|nine|ten|half|third|quarter|much|far|many|slightly|little|bit|"
    r"sharply|times|no)) \Z"
)


def _is_compared(low: str, start: int, hedge: str) -> bool:
    """Is it `3 points more than a year ago`, where `more` is of the amount before?"""
    return hedge.endswith("than") and bool(_AMOUNT_LEFT.search(low[max(0, start - 12) : start]))
