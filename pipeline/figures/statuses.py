"""How sure a text is of a figure: reported, said by a company, expected, or called unconfirmed.

In: a sentence in lower case and a figure of it. Out: its status, and whether words of expectation
or of confirmation bear on this very figure.
"""

import re
from datetime import date

from pipeline.figures import lexicon
from pipeline.figures.doubts import is_doubted, read_back
from schemas.figure import Figure, Kind
from schemas.source import Status
from schemas.text import Span


def date_status(today: date | None, figure: Figure, status: Status) -> Status:
    """The status of a figure that may be a date: what is over is known, what is later expected.

    `today` is the day on which the text was written, `None` where nobody knows.
    """
    if today is None or figure.first is None or figure.last is None:
        return status
    if figure.first > today:
        return max(status, Status.EXPECTED)
    is_over = figure.last < today and status is Status.EXPECTED
    return Status.REPORTED if is_over else status


def read_status(sentence: str, after: str) -> Status:
    """How sure a sentence is of its figures, by its own words and those that point back to it."""
    if is_doubted(sentence) or is_doubted(read_back(sentence, after)):
        return Status.UNVERIFIED
    if lexicon.EXPECTED.search(sentence) or is_milestone(sentence):
        return Status.EXPECTED
    return Status.COMPANY if lexicon.COMPANY_SAID.search(sentence) else Status.REPORTED


_CASE = r"(?:bull|bear|base|best|worst|upside|downside|optimistic|pessimistic)(?:ish)?[ -]"
_SUPPOSED = re.compile(
    r"(?:\A|[.!?:]\s+|\n)[\"“#*• -]*(?:take (?:about )?\d[\d,]* (?:of |people|patients|women|men)"
    rf"|suppose |imagine |picture |(?:in|under) (?:a|the|our|his|her|their|my) {_CASE}(?:case|scen)"
    rf"|(?:the |our |my )?{_CASE}(?:case|scenario)\b"
    r"|(?:[\w-]+ ){0,3}(?:outlook|guidance|forecasts?|scenarios?)(?: for [\w ]+)?:?[*]*(?=\n))"
)
_SUPPOSING = (
    "case", "scen", "outlook", "guidance", "forecast", "suppose", "imagine", "picture", "take ",
)  # fmt: skip
"""One of these stands wherever that pattern holds; asked first, since it is slow to say no."""
_EXAMPLE = re.compile(
    r"\b(?:of|for|in|among|out of|with) (?:every |each )?(?:100|1,?000|10,?000|100,000) [a-z]"
    r"[^.;]*\bwould (?!have\b)"
)
"""`of 1,000 people screened, 40 would`: an example of many that nobody counted."""
_PAST = re.compile(r"\b(?:was|were|had|did|has|have|fell|rose|reported|closed|paid|ended)\b")


def is_supposed(paragraph: str, sentence: str) -> bool:
    """Does a paragraph, read up to a sentence of it, suppose a case, and the sentence go on?"""
    if _EXAMPLE.search(sentence):
        return True
    if _PAST.search(sentence) or not any(word in paragraph for word in _SUPPOSING):
        return False
    return _SUPPOSED.search(paragraph) is not None


_BEYOND = re.compile(
    r"[;.](?!\d)| but | which | although |(?:,| and) (?:and )?(?:it )?(?:has|had|holds) |"
    r" and (?:the |its )?[\w-]+ (?:has|have|had) (?!to )|"
    r" (?:with|of) (?:existing|current) (?:cash|funds|money)(?: of)? "
)
_BASE = re.compile(
    r"\b(?:of|said|says|with) (?:its|their|his|her) \Z"
    r"|(?:%|million|billion|up|down|higher|lower|growth) (?:over|against|versus|compared with|from)"
    r" (?:the |about )?\Z"
    r"|\b(?:workforce|staff|payroll|population) of (?:about |some |roughly )?\Z"
    r"|, (?:now|currently|today) (?:at )?(?:about )?\Z"
    r"|(?<!forecast )(?<!target )(?<!guidance )(?<!estimate )(?<!has )(?<!had )"
    r"\b(?:fell|rose|dropped|climbed|slipped|gained|slid|sank|jumped|surged|tumbled) (?:by |to )?\Z"
)
_COMPARED = re.compile(
    r",? (?:compared (?:with|to)|against|versus|up from|down from) (?:(?:the|an?|about|some|roughly"
    r"|annual|last year's|this year's) )*\Z"
)
_FORETOLD = re.compile(
    r"[^.;]{0,60}\b(?:forecast|guid|expect|predict|plan|previously|estimate|foresee|target|range)"
)
_REVISED = re.compile(
    r"\b(?:forecasts?|guidance|targets?|target price|outlook|fair value|budget)\b[^.;]{0,60}"
    r"\bfrom (?:about |an? |the )?\Z"
)
"""`cut its forecast to 3% from`: an earlier forecast is one too."""
_EARNED = re.compile(
    r"\b(?:received|recogni[sz]ed|earned|booked|triggered|included|collected|got) [^.;]{0,60}"
    r"\bmilestones?\b[^.;]{0,40}\Z"
)
_DEFINITE = re.compile(r"\b(?:the|these|those|one of|both) \Z")
_OF_WHOM = re.compile(r" of (?:whom|which|them|these|those) (?:had|have|has|was|were)\b(?! to\b)")
_SINCE = re.compile(r"\b(?:past|(?<!to )last|previous|preceding) \Z")
"""What is planned for a part is no plan for the whole, nor for what the part is set beside."""
_GROWS_FROM = re.compile(r"\b(?:grow|rise|fall|go|cut \w+|move|expand|increase|shrink) from \Z")
_IF = re.compile(r"\bif\b[^.;]*\Z")
_MODAL = re.compile(
    r"\b(?:will|would|could|might|should|expect\w*|plan\w*|due|forecast\w*|receives?|pays?|get|gets|"
    r"owes?|approved|milestones?|up to|target\w*|guidance|potential\w*|estimates?)\b"
)
"""Without one of these a sentence with `if` tells what holds: `if it lasts longer than 4 hours`."""
_TO_BE_GIVEN = re.compile(r"\b(?:will|plans?|planned|expect|intends?|aims?|rather|next|propos)")
"""What may or can be given is a dose that there is."""
_LEVEL = re.compile(r"%? (?:confidence|ci\b|credible)")
_ABLE_THEN = re.compile(r"\bago\b[^.;]*\bcould\b|\bunder an? \Z")
"""What somebody could do years ago, or may draw on under a plan that stands, is known."""
_LASTS = re.compile(
    r"\b(?:money|cash|funds?|funded|runway|enough|last(?:s|ing)?|extends?|takes? (?:it|them|us))\b"
    r"[^.;]{0,60}? [\"']?(?:into|until|through)\b(?: the)?[ \"']*\Z"
)
"""`has money until`, before a date to which it lasts."""
_SET_DATE = re.compile(
    r"\b(?:leaves|returns?|com(?:es?|ing) back|reads? out|opens?|starts?|begins?|closes|ends|"
    r"expires|lapses|matures|votes|meets) (?:in|on|by|at)(?: the)? \Z"
)
"""`reads out in`: the present before a date that is to come."""
_UP_TO = re.compile(r"\bup to \Z|\b(?:promise|chance) of (?:about )?\Z")
_SEEN = re.compile(
    r"\bnow seen (?:at )?\Z|\b(?:is|are) (?:now |still )?(?:recruiting|enrolling|seeking|raising) "
    r"(?:about |up to |some )?\Z|\b(?:is|are) paying for a (?:trial|study) (?:in|of) \Z"
    r"|\bto (?:buy|sell|issue|pay|enrol|enroll|raise|spend|hire|cut|recruit) up to \Z"
)
"""What is being sought, or forecast, is not there yet."""
_ENOUGH = re.compile(
    r"\b(?:enough|money|cash|funds?|funded|runway|gives? (?:us|it|them))\b[^.;\d]{0,40}"
    r"(?:for|gives? (?:us|it|them)|last(?:s|ing)?)[ \"']*(?:about |at least |another |roughly )?\Z"
)
"""`enough for`, before a length of time that money will last."""
_LAPSES = re.compile(r"\b(?:lapses|expires|ends|closes|matures|payable|due|within) \Z")
_COUNTED_OFF = re.compile(r" (?:after|of signing|of closing|of approval|from launch|after)\b")
_STUDY_DUE = re.compile(
    r" (?:analysis|analyses|data|results?|read-?out|follow-up|outcomes?) "
    r"(?:is|are|will|should)\b(?! not)(?: (?:be )?(?:due|expected|planned|to come|follow))?"
)
_TERMS = re.compile(r"\b(?:contingent|milestones?|royalt|earn-?out|deal|option|later)")
"""Words of a deal in which `up to` is what may still be paid."""
_CONDITION = re.compile(
    r"(?:[^,.;]{0,24},?|[^,.;]{0,48} that is (?:due|payable|paid))"
    r" (?:when, and if|only if|once|upon|provided that|should"
    r"|(?:when|if) (?:[\w-]+ ){1,5}(?:is|are|gets?|wins?|reach(?:es)?|pass(?:es)?|exceeds?"
    r"|begins?|starts?|clears?)"
    r"|on (?:approval|launch|marketing|regulatory|first))\b"
)
_SUBJECT_OF_PLAN = re.compile(
    r"(?:(?! and | that | which | who | said | say )(?:[^.,;:\d]|(?<=of the )\d+(?=\s))){0,60}?"
    r" (?:will|would (?:be (?!usual|normal|enough|expected)|get|receive|go|need|lose|leave|come)"
    r"|is to|are to|(?:is|are) (?:due (?:in|by|on)|expected)"
    rf"|(?:is|are) {lexicon.DUE_TO}"
    r"|(?:was|were) expected to)\b"
)
_TARGET = re.compile(r" (?:price )?target\b|,? (?:price )?target\b")
_CHANCE = re.compile(r" (?:chance|probability|odds|likelihood)\b")
_ODDS = frozenset({Kind.PERCENT, Kind.PROPORTION})
"""What a chance of something to come is told in."""
_KNOWN_LEFT = re.compile(r"\b(?:the|these|those|(?<!in )all|its|their|of|in|from|for) \Z")
_FOR_SALE = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT})


def is_to_come(low: str, span: Span, figure: Figure) -> bool:
    """Is the figure itself told as still to come, whatever its sentence says of others?

    A date until which money lasts or on which something opens; a sum of a deal that is paid up to,
    or only once something happens; the subject of `will` or `is due`.
    """
    left, right = (
        low[max(span.start, figure.span.start - 90) : figure.span.start],
        low[figure.span.end : min(span.end, figure.span.end + 90)],
    )
    if figure.kind is Kind.DATE:
        return bool(_LASTS.search(left) or _SET_DATE.search(left))
    if figure.kind is Kind.DURATION and (
        _ENOUGH.search(left)
        or _STUDY_DUE.match(right)
        or (_LAPSES.search(left) and _COUNTED_OFF.match(right))
    ):
        return True
    if figure.kind in _FOR_SALE and (_SEEN.search(left) or _is_offered(low, span, figure, left)):
        return True
    if figure.kind is Kind.MONEY and (
        _TARGET.match(right) or (_CONDITION.match(right) and not _PAID.search(left))
    ):
        return True
    if figure.kind in _ODDS and _CHANCE.match(right) and not _PAID.search(left):
        return True
    known = _KNOWN_LEFT.search(left) or (
        figure.hedge and _KNOWN_LEFT.search(left[: -len(figure.hedge) - 1])
    )
    return not known and _SUBJECT_OF_PLAN.match(right) is not None


def _is_offered(low: str, span: Span, figure: Figure, left: str) -> bool:
    """Is it what a deal may still pay: up to so much, or a royalty in a row of its terms?"""
    sentence = low[span.start : span.end]
    if _UP_TO.search(left):
        is_sum = figure.kind is Kind.MONEY and not _PAID.search(left)
        return is_sum or _TERMS.search(sentence) is not None
    return bool(_ROW.search(sentence) and _ROYALTY.match(sentence) and not _VERB.search(sentence))


_PAID = re.compile(r"\b(?:paid|spent|cost|raised|lost|loses|fined|was|were|had)\b")
_ROYALTY = re.compile(r"(?:tiered )?(?:royalt|milestone)")


_MILESTONE = re.compile(
    r"\b(?:topline|readout|filing|approval|submission|launch|ind|bla|nda|runway|results|data|start|"
    r"decision|first (?:cohort|patient|dose))\b"
)
_ROW = re.compile(r" [/|] ")
_VERB = re.compile(r"\b(?:was|were|is|are|had|has|have|did|\w{3,}ed)\b")


def is_milestone(sentence: str) -> bool:
    """Is it a row of cells that names a step and has no verb: `Phase 2 / Topline, H1 2027`?"""
    return (
        len(_ROW.findall(sentence)) > 1
        and _MILESTONE.search(sentence) is not None
        and _VERB.search(sentence) is None
    )


def is_expected(low: str, span: Span, figure: Figure) -> bool:
    """Does a word of expectation govern this figure: before it, in its clause or the one before?"""
    left = low[max(span.start, figure.span.start - 90) : figure.span.start]
    right = low[figure.span.end : min(span.end, figure.span.end + 40)]
    is_base = _BASE.search(left) and not _REVISED.search(left)
    if is_base or _ABLE_THEN.search(left) or _LEVEL.match(right):
        return False
    if figure.kind is Kind.COUNT and _DEFINITE.search(left):
        return False
    if (
        _EARNED.search(left)
        or _OF_WHOM.match(right)
        or (figure.kind is Kind.DURATION and _SINCE.search(left))
    ):
        return False
    if _COMPARED.search(left) and not (_FORETOLD.match(right) or _REVISED.search(left)):
        return False
    if _is_dose(figure) and not _TO_BE_GIVEN.search(left):
        return False
    if _IF.search(left) and not _MODAL.search(low, span.start, span.end):
        return False
    if _GROWS_FROM.search(left) and right.startswith(" to "):
        return False
    if is_milestone(low[span.start : span.end]):
        return figure.kind is Kind.DATE
    return governs(lexicon.EXPECTED, low, span, figure)


def _is_dose(figure: Figure) -> bool:
    """Is it an amount of a drug, or an age, which a rule names rather than a plan?"""
    return figure.kind is Kind.AGE or (
        figure.kind is Kind.QUANTITY and _DRUG.match(figure.unit) is not None
    )


_DRUG = re.compile(r"(?:[mµu]?g|mcg|kg|m?l|iu|units?|mmol|mmhg|cells?)\b", re.IGNORECASE)


def governs(pattern: re.Pattern[str], low: str, span: Span, figure: Figure) -> bool:
    """Does a word of the pattern, before the figure and not cut off from it, bear on it?"""
    last = figure.span.start
    ends = [m.end() for m in pattern.finditer(low, max(span.start, last - 160), last)]
    if not ends or last - ends[-1] >= 140 or _BEYOND.search(low, ends[-1], last):
        return False
    colon = low.find(": ", ends[-1], last)
    return colon < 0 or _TOLD.search(low, colon, min(span.end, figure.span.end + 60)) is None


_TOLD = re.compile(r"\b(?:was|were|had|did|would have)\b")
"""What follows a colon and is told in the past is no longer what is expected before it."""
