"""What a text keeps of a bound, a doubt or an expectation in words of its own.

In: what stands around a figure of the text, or of the source. Out: whether those words say it:
`for as long as two years` keeps `up to`, `is due in 2031` keeps `expects`.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.figures import lexicon, word_lists
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.sentences import stems
from pipeline.figures.units import one_of
from schemas.figure import Bound, Figure, Kind
from schemas.source import Role, Source

_CAP = stems(" ".join(word_lists.words("bounds", "caps")))
"""A bound told by another word of the sentence, or by what must come first."""
_ABOVE = stems(" ".join(word_lists.words("bounds", "above")))
_BELOW = stems(" ".join(word_lists.words("bounds", "below")))
_BOUND_WORDS = {
    Bound.AT_MOST: _CAP, Bound.AT_LEAST: _CAP | _ABOVE, Bound.MORE: _CAP | _ABOVE,
    Bound.LESS: _CAP | _BELOW, Bound.NEARLY: _CAP | _BELOW,
}  # fmt: skip
_SAID_BEHIND = lazy_regex(
    r"^ (?:and|or) (?:up|over|older|above)\b|"
    r"\bat (?:best|worst|most|least|the (?:outside|most|least|earliest|latest))\b"
)
_HIGHER = one_of(word_lists.words("bounds", "higher"))
_LOWER = one_of(word_lists.words("bounds", "lower"))
_MARKS = one_of(word_lists.words("bounds", "marks"))
_JOINS = one_of(word_lists.words("bounds", "joins"))
_BESIDE = rf"\b(?:{{side}})(?: (?:{_MARKS})){{{{0,3}}}}[ -][$€£(]*\Z"
_ONCE = (
    r"\b(?:{side}) (?:[a-z]+ ){{0,2}}(?:[a-z]{{0,3}}[$€£]?\d|"
    r"(?:half|one|two|three|four|five|six|ten)\b)"
    rf"(?:[^.;:]|\.\d){{{{0,20}}}},? (?:{_JOINS}) (?:(?:{_MARKS}) )?"
    r"[a-z]{{0,2}}[$€£]?\Z"
)
"""A bound said once for the figures of a list: `up to $50 million, of which `."""


def _sides(pattern: str, lower: str = _LOWER) -> dict[Bound, re.Pattern[str]]:
    above, below = (lazy_regex(pattern.format(side=side)) for side in (_HIGHER, lower))
    return {
        Bound.MORE: above, Bound.AT_LEAST: above,
        Bound.LESS: below, Bound.AT_MOST: below, Bound.NEARLY: below,
    }  # fmt: skip


_SAID_BESIDE = _sides(_BESIDE)
_SAID_ONCE = _sides(_ONCE, rf"{_LOWER}|could|might|may")


def keeps_bound(role: Role, bound: Bound) -> bool:
    """Does the text tell the bound in words of its own? What could be so is at most so."""
    if role.words & _BOUND_WORDS.get(bound, _CAP) or _SAID_BEHIND.search(role.after):
        return True
    if is_bounded_beside(role, bound) or _SAID_ONCE[bound].search(role.before):
        return True
    return bound is Bound.AT_MOST and role.is_possible


def is_bounded_beside(role: Role, bound: Bound) -> bool:
    """Do the words right before a figure bound it on that side: `longer than 18 weeks`?"""
    return _SAID_BESIDE[bound].search(role.before) is not None


_ABOUT_BEFORE = lazy_regex(
    r"\b(?:about|around|near|nearer|roughly|approximately|towards?|approaching|close to|"
    r"estimate[sd]?|reckons?|circa)\b[ a-z'-]{0,16}[$€£~]*\Z"
)
_ABOUT_BEHIND = lazy_regex(
    r"^[^.;]{0,24}(?:\bor (?:so|thereabouts)\b|\bgive or take\b|\bestimate[sd]?\b|\bodd\b|"
    r"\broughly\b|\breckon)|^(?:-odd|-ish)\b"
)


def keeps_hedge(role: Role) -> bool:
    """Does the text say `about` of its figure in other words: `30 or so`, `by its estimate`?"""
    return bool(_ABOUT_BEFORE.search(role.before) or _ABOUT_BEHIND.search(role.after))


_OPEN = lazy_regex(
    r"\b(?:(?:is|are|was|were|be) (?:due|to|set|slated|pencilled)\b|due (?:in|by|on|to)\b|"
    r"(?:want|seek|ask|propose|reckon|bet|see|hope|promise|pledge|hinge|hang|depend)s?\b|sought|"
    r"proposed|promised|pledged|guided|hoped|puts? (?:the|its|their)|(?:is|are) put at|goals?|"
    r"(?:want|seek|ask|propos|hop|look|com)ing|consensus|peak|lined up|in the market|"
    r"only if|once|when|conditional|contingent)"
)
"""The present and what hangs on it: what an editor says for `expects` and `if`."""


def keeps_expectation(role: Role) -> bool:
    """Does the text tell that it is still to come, in the words beside the figure?"""
    return bool(role.words & _CAP) or any(
        pattern.search(words)
        for words in (role.before, role.after)
        for pattern in (lexicon.EXPECTED, _OPEN)
    )


_PAST = lazy_regex(
    r"\b(?:was|were|had|did|(?:has|have) (?:now |already |since |also |all )?"
    r"(?!about|just|most)(?:[a-z]{2,}(?:ed|en|wn|ne|un|on|ld|ght|id|de|st|et|ut|it|nt|ft)|cut|hit|"
    r"met|put|set|led|won|run)|having|began|arrived|landed|"
    r"after (?:paying|raising|selling|buying|receiving|cutting|spending)|"
    r"came|appeared|started|filed|raised|won|received|reached|launched|completed|finished|enrolled|opened|"
    r"approved|reported|lasted|fell|rose|grew)\b"
)
"""What happened is told in the past; a plan told so is no plan any more."""
_STILL_OPEN_BEHIND = lazy_regex(
    r"^ ?(?:[a-z'-]+ ){0,3}?(?:(?:had |have )?(?:expected|forecast|predicted|hoped)|"
    r"targets?|goals?|forecasts?|consensus|estimates?|guidance|"
    r"[a-z-]+ (?:forecast|target|guidance))\b"
)


_ENOUGH = lazy_regex(r"\b(?:has|have) enough\b")


def has_happened(role: Role, kind: Kind) -> bool:
    """Is the figure told in the past, with no word of a plan between: `filed`, `after paying`?

    So is the date for which somebody `has enough`.
    """
    if kind is Kind.DATE and _ENOUGH.search(role.before):
        return True
    ends = [m.end() for m in _PAST.finditer(role.before)]
    if not ends or _STILL_OPEN_BEHIND.match(role.after):
        return False
    rest = role.before[ends[-1] :]
    return lexicon.EXPECTED.search(rest) is None and _OPEN.search(rest) is None


_ACHIEVED = lazy_regex(
    r"\b(?:(?:has|have|had|having) (?:now |already |since )?(?:raised|lifted|cut|lowered|increased|"
    r"reduced|grown|risen|fallen|improved|reached|achieved|hit)|exceeded|surpassed|topped)\b"
)


def has_achieved(role: Role) -> bool:
    """Is a rate said to be reached: who has raised it to 25% has done so?"""
    return _ACHIEVED.search(role.before) is not None


_TOLD = lazy_regex(
    r"\b(?:was|were|is|are|had|did|stood|fell|rose|ended|closed|dropped|gained|lost|slipped|grew|"
    r"came|received|affected|reported|occurred|cost)\b(?! (?:to|due|set|expected|likely|forecast|"
    r"put|seen|estimated|planned|projected|targeted|targeting|aiming|hoping|planning|going)\b)"
)


def is_told(role: Role) -> bool:
    """Does a source, behind its last word of expectation, tell the figure as what is or was?"""
    if lexicon.EXPECTED.search(role.after) or " if " in f" {role.before}":
        return False
    ends = [m.end() for m in lexicon.EXPECTED.finditer(role.before)]
    return _TOLD.search(role.before[ends[-1] if ends else 0 :]) is not None


_NOBODY = lazy_regex(r"\b(?:no one|no-one|nobody|none|never|not one|not a single|no record)\b")
_HUNDRED = Decimal(100)
_PER_LEFT = lazy_regex(r"\b(?:per|in every|of every|out of every|for every) \Z")


def is_said_otherwise(figure: Figure, role: Role, sources: Sequence[Source]) -> bool:
    """May a source say it without that number: `nobody died` for none, a share for `per 100`?"""
    if figure.kind is Kind.NONE and figure.text.lower().startswith("none"):
        return any(_denies(role, source) for source in sources)
    if figure.values != (_HUNDRED,) or not _PER_LEFT.search(role.before):
        return False
    kinds = (Kind.PERCENT, Kind.PROPORTION, Kind.POINTS)
    return any(source.indexes_by_kind.get(kind) for source in sources for kind in kinds)


def _denies(role: Role, source: Source) -> bool:
    """Does a sentence with a word for nobody share a word with what stands beside the figure?"""
    low = source.text.lower()
    return any(
        not stems(low[span.start : span.end]).isdisjoint(role.near)
        for span in source.sentences
        if _NOBODY.search(low, span.start, span.end)
    )


_POINTS_BACK = lazy_regex(r"\b(?:the|these|those|both|its|their|between them the) \Z")
_FEW = 3


def is_idle_count(figure: Figure, role: Role) -> bool:
    """Does a small word count nothing new: `One analyst expects`, `the two groups were level`?"""
    if figure.kind is not Kind.COUNT or not figure.is_words or role.measure in lexicon.HARMS:
        return False
    value = sum(figure.values, Decimal(0))
    return value == 1 or (value <= _FEW and _POINTS_BACK.search(role.before) is not None)
