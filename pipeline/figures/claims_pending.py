"""What is not settled yet, told as settled: a body that has still to decide, a price, a forecast.

In: the checked text and its sources as passages. Out: findings where a text tells as decided,
priced, reached or sure what every source that speaks of it leaves pending, denies or only expects.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_mentions import (
    Mention,
    figures_between,
    find_mentions,
    near,
    telling_figures,
    told_only_so,
)
from pipeline.figures.claims_reading import Mood, Passage, find_all, mood_at, refute
from pipeline.figures.claims_words import CONDITIONAL, NEGATION
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding

_BODY = (
    r"(?:european commission|commission|fda|food and drug administration|ema|ministry|minister"
    r"|government|parliament|senate|council|court|board|regulator|agency|shareholders|committee)"
)
_DECIDED = lazy_regex(
    rf"\b(?P<body>{_BODY}) (?:has |have )?(?:now |already |also )?(?P<verb>barred|banned|restricted"
    r"|imposed|adopted|approved|authori[sz]ed|cleared|rejected|ordered|withdrawn|withdrew|suspended"
    r"|limited|ruled|decided|voted|backed|passed|judged|concluded|determined)\b"
)
_GOES_TO = lazy_regex(
    r"\b(?:recommendation|proposal|opinion|advice|matter|plan|bill|verdict|report|it)s? "
    r"(?:now |then )?(?:goes|go|passes|moves|will go|will be sent|is sent|has been sent|must go)"
    r" (?:\w+ )?to "
    rf"(?:the )?(?:eu's |full |national )?(?P<body>{_BODY})\b"
)
"""A source leaves the decision with a body: `the recommendation now goes to the Commission`."""
_NOT_YET = lazy_regex(
    rf"\b(?P<body>{_BODY}) (?:has|have|had) (?:not yet|yet to) (?:reach|decid|rul|mad|mak|issu"
    r"|conclud|vot|giv|judg)\w*\b"
)


def check_deciders(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`The Commission has barred` where the source says that the advice now goes to it."""
    for found in text.find(_DECIDED):
        body = found["body"]
        if mood_at(text, found.start("verb")) is not Mood.STATED:
            continue
        waits = [
            h for h in find_all(sources, _GOES_TO, _NOT_YET)
            if h.match["body"].endswith(body) or body.endswith(h.match["body"])
        ]  # fmt: skip
        decided = (h.match["body"] for h in find_all(sources, _DECIDED) if waits)
        if waits and not any(other.endswith(body) for other in decided):
            reason = f"“{found.group()}”: the source says “{waits[0].match.group()}”."
            yield refute(text, found, "EB_STATUS", reason, waits[0].place)


_COSTS = lazy_regex(
    r"\b(?:will cost|costs|is priced at|will be priced at|at a price of|has a price of)\b"
)
_NO_PRICE = lazy_regex(
    r"\b(?:no|nor has an?) (?:[\w.]+ ){0,2}?price (?:has |was |had )?(?:yet )?(?:been )?"
    r"(?:set|agreed|announced|disclosed|given)\b"
    r"|\b(?:has|have|had) (?:not|yet to) (?:yet )?(?:be )?(?:set|disclosed?|announced?|agreed?"
    r"|named?) (?:an?|its|the) (?:[\w.]+ )?price\b"
)
_OF_OTHERS = lazy_regex(
    r"\b(?:similar|comparable|other|others|such|rival|existing|if|could|might|would|estimat\w*|expect\w*"
    r"|trial|study|programme|program|year|analysts?)\b"
)


def check_price(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`will cost £2,000 to £4,000` where the source says that no price has been set."""
    for found in text.find(_COSTS):
        price = _sum_behind(text, found)
        unset = find_all(sources, _NO_PRICE) if price else []
        start, _ = near(text, found.start())
        if price and unset and not _OF_OTHERS.search(text.folded, start, price.span.start):
            reason = f"“{found.group()}”: the source says “{unset[0].match.group()}”."
            yield refute(text, found, "EB_STATUS", reason, unset[0].place)


def _sum_behind(text: Passage, found: re.Match[str]) -> Figure | None:
    """The sum of money that is the first figure soon behind some words."""
    figure = _first_amount(text, found.end(), near(text, found.start())[1])
    return figure if figure and figure.kind is Kind.MONEY else None


_CLOSE = 40
_WILL = lazy_regex(
    r"\bwill (?:\w+ly )?(?P<verb>exceed|reach|top|surpass|bring in|generate|hit|total|earn|peak at"
    r"|rise to|grow to|climb to|fall to|be worth|amount to|come to)\b"
)
_EXPECTS = lazy_regex(
    r"\b(?:expect\w*|forecast\w*|estimat\w*|project(?:s|ed|ions?)|predict\w*|sees|believes|reckons"
    r"|thinks|guid(?:es|ed|ance)|model(?:s|led)?|hopes|aims|targets?)\b"
)
_ATTRIBUTED = lazy_regex(
    rf"{_EXPECTS.pattern}|\b(?:says?|said|told|according|analysts?|consensus|claim\w*|could|may|might"
    r"|should|would|likely|plans?|planned|if|provided|once)\b"
)


def check_foretold(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`Sales will exceed $1.5 billion` where the source says that the company expects it."""
    for found in text.find(_WILL):
        start, end = near(text, found.start())
        figure = _sum_behind(text, found)
        mentions = find_mentions(figure, sources) if figure else ()
        if not figure or not mentions or not all(_EXPECTS.search(m.sentence) for m in mentions):
            continue
        if _ATTRIBUTED.search(text.folded, start, _comma(text, figure.span.end, end)):
            continue
        if _ATTRIBUTED_BEHIND.search(text.folded, figure.span.end, end):
            continue
        reason = f"“{found.group()}”: the source only expects {mentions[0].figure.text}."
        span = (found.start(), figure.span.end)
        yield refute(text, span, "EB_ATTRIBUTION", reason, mentions[0].place)


_ATTRIBUTED_BEHIND = lazy_regex(
    r", (?!(?:al)?though\b|but\b|while\b|which\b|and\b)(?:[\w'.&-]+ ){0,6}?(?:says?|said|expects?"
    r"|estimates?|reckons?|believes?|forecasts?|predicts?|thinks?|according|by (?:the|its|one))\b"
)


def _comma(text: Passage, at: int, end: int) -> int:
    comma = text.folded.find(", ", at, end)
    return comma if comma >= 0 else end


_BUT_NOT = lazy_regex(r"\b(?:but|though|and) not (?:[\w-]+ ){0,7}?[$€£~]?$")
_SHORT_OF = lazy_regex(
    r"\b(?:before|short of|than|beyond|until|unless|without|except|excluding|only|more|further"
    r"|too little)\b"
)


def check_not_as_far(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`enough to last until 2030` where the source says to 2029 `but not to the one in 2030`."""
    if not any(
        "but not " in s.folded or "h not " in s.folded or "and not " in s.folded for s in sources
    ):
        return
    for figure, mentions in told_only_so(text, sources, _is_excepted):
        start, end = near(text, figure.span.start)
        said = (text.folded, start, end)
        if NEGATION.search(*said) or _SHORT_OF.search(*said) or CONDITIONAL.search(*said):
            continue
        reason = f"The source says it not of {mentions[0].figure.text}."
        yield refute(text, figure.span, "EB_REVERSED", reason, mentions[0].place)


def _is_excepted(mention: Mention) -> bool:
    """Does `but not` lead up to the figure?"""
    return bool(_BUT_NOT.search(mention.leading))


_ROLE = word_lists.spelled("speakers", "roles")
_PUTS = (
    rf"\b(?:the|its|one|an?) (?:[\w-]+ )?(?P<who>{'|'.join(_ROLE)})(?:'s)? (?:has |have |had )?"
    r"(?:now |also |\w+ly )?(?:puts?|estimate[sd]?|estimates?|reckon(?:s|ed)|calculate[sd]?"
    r"|forecasts?|projects?|projected|valued|values)\b"
)
_PUT = lazy_regex(_PUTS)


def check_estimators(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`The committee put it at £27,400` where the source has that of the company."""
    for found in text.find(_PUT):
        _, end = near(text, found.start())
        figure = _first_amount(text, found.end(), end)
        mentions = find_mentions(figure, sources) if figure else ()
        who = _ROLE[found["who"]]
        theirs = {_estimator(m) for m in mentions}
        if not mentions or "" in theirs or who in theirs:
            continue
        if not any(_ROLE[h.match["who"]] == who for h in find_all(sources, _PUT)):
            continue
        reason = f"“{found.group()}”: the source gives it to the {min(theirs)}."
        yield refute(text, found, "EB_ATTRIBUTION", reason, mentions[0].place)


def _first_amount(text: Passage, start: int, end: int) -> Figure | None:
    """The first money or percentage soon behind a verb of estimating."""
    behind = figures_between(text, start, min(end, start + _CLOSE))
    return behind[0] if behind and behind[0].kind in (Kind.MONEY, Kind.PERCENT) else None


def _estimator(mention: Mention) -> str:
    """Whose estimate the source makes of a figure, where it stands soon behind; else empty."""
    start, _ = mention.source.sentence_at(mention.figure.span.start)
    said = list(_PUT.finditer(mention.source.folded, start, mention.figure.span.start))
    if not said or mention.figure.span.start - said[-1].end() > _CLOSE:
        return ""
    return _ROLE[said[-1]["who"]]


_SO_FAR = lazy_regex(
    r"\b(?:completed|finished|paid|paying|spent|received|receiving|raised|collected|recruited"
    r"|enroll?ed|treated|dosed|delivered|sold|bought|repurchased|hired"
    r"|drawn|drew|built|opened|installed|after|following)\b"
    r"(?! (?:up|as much|as many)\b)[^.;,]{0,30}$"
)
_OF_A = lazy_regex(
    r" of (?:(?:a|an|its|the) )?(?:(?:possible|potential|planned|targeted|maximum|proposed|promised"
    r"|up to) )?"
)
_WHOLES = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER})


def check_whole(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`has completed a £60m buyback` where the source has completed £22m of it."""
    for figure in telling_figures(text, 0, len(text.folded)):
        start, end = near(text, figure.span.start)
        if figure.kind not in _WHOLES or not figure.values:
            continue
        if not _SO_FAR.search(text.folded, start, figure.span.start):
            continue
        if mood_at(text, figure.span.start) is not Mood.STATED:
            continue
        parts = [_part_of(figure, source) for source in sources]
        told = [part for part in parts if part is not None]
        if not told or any(
            set(part.figure.values[:1]) & set(other.values)
            for part in told for other in figures_between(text, start, end)
        ):  # fmt: skip
            continue
        reason = f"The source has only {told[0].figure.text} done."
        yield refute(text, figure.span, "EB_STATUS", reason, told[0].place)


def _part_of(figure: Figure, source: Passage) -> Mention | None:
    """The part of this whole that a source tells, if it tells the whole nowhere else."""
    figures, found = source.source.figures, None
    for number, other in enumerate(figures):
        if other.kind is Kind.PROPORTION and other.whole == figure.values[0] and other.part:
            if "planned" not in other.text and "possible" not in other.text:
                return None
            found = Mention(source, other, number)
        elif other.kind is figure.kind and other.values == figure.values:
            before = figures[number - 1] if number else None
            gap = source.folded[before.span.end : other.span.start] if before else ""
            if before is None or before.kind is not other.kind or not _OF_A.fullmatch(gap):
                return None
            found = Mention(source, before, number - 1)
    return found


_REAL = lazy_regex(
    r"\b(?:(?:have |has |had )?(?:lost|made|earned|gained|pocketed|netted|forfeited|paid out)"
    r"|reali[sz]ed|booked|took (?:a )?loss(?:es)? of|cost (?:\w+ ){0,2}sellers)\b"
)
_PAPER = lazy_regex(
    r"\b(?:paper|unreali[sz]ed|on paper|mark-to-market|theoretical|notional|potential)\b"
)


def check_paper(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`have lost nearly $500 million` of a sum that the source calls a loss on paper."""
    for found in text.find(_REAL):
        if (
            _PAPER.search(text.sentence(found.start()))
            or mood_at(text, found.start()) < Mood.STATED
        ):
            continue
        _, end = text.sentence_at(found.start())
        behind = figures_between(text, found.end(), min(end, found.end() + _BESIDE // 2 + 1))
        sums = [f for f in behind if _is_sum(f)][:1]
        places = [p for f in sums for s in sources for p in _find_sum(s, f)]
        on_paper = [(s, at) for s, at, is_paper in places if is_paper]
        if on_paper and not any(_REAL.search(s.sentence(at)) for s, at, _ in places):
            reason = f"“{found.group()}”: the source speaks of a loss or gain on paper."
            yield refute(text, found, "EB_RESTRICTOR", reason, on_paper[0])


def _is_sum(figure: Figure) -> bool:
    """Is it one amount of money?"""
    return figure.kind is Kind.MONEY and len(figure.values) == 1


def _find_sum(source: Passage, figure: Figure) -> Iterator[tuple[Passage, int, bool]]:
    """Where a source prints this amount, and whether it calls it one on paper."""
    for other in source.source.figures:
        if _is_sum(other) and other.values == figure.values:
            start, end = source.sentence_at(other.span.start)
            near = source.folded[
                max(start, other.span.start - _BESIDE) : min(end, other.span.end + _BESIDE)
            ]
            yield source, other.span.start, bool(_PAPER.search(near))


_BESIDE = 70
