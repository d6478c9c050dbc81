"""Two states of one thing that cannot both be: met and missed, approved and awaited.

In: a source. Out: notes that show both places. The states are pairs of sayings about one noun; a
place that speaks of another thing, of the past or of a plan is no contradiction.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.figures.arithmetic_reading import Sheet, is_point, note
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Kind
from schemas.text import Span
from schemas.verdict import SourceNote


class _Opposed(NamedTuple):
    """Two sayings that exclude each other, and words that make two things of them."""

    one: re.Pattern[str]
    other: re.Pattern[str]
    unless: re.Pattern[str]


def _pair(one: str, other: str, unless: str = r"(?!)") -> _Opposed:
    return _Opposed(*(re.compile(rf"(?:{words})") for words in (one, other, unless)))


_GOAL = (
    r"(?:its |the |their )?(?:co-)?(?:primary|main|principal) "
    r"(?:endpoint|goal|aim|objective|end point|outcome)"
)
_OPPOSED = (
    _pair(
        rf"(?<!not )(?<!n't )\b(?:met|meets|hit|reached|achieved) {_GOAL}",
        rf"\b(?:missed|failed (?:to (?:meet|reach|hit|achieve) |on |at )?|did not (?:meet|reach|hit"
        rf"|achieve)|fell short of) ?{_GOAL}",
        r"\b(?:earlier|previous|first of|another|second|other|phase 2b?|co-primary)\b",
    ),
    _pair(
        r"\b(?:single-arm|uncontrolled|no control (?:group|arm))\b",
        r"\b(?:compared with placebo|than (?:with |on )?placebo|versus placebo|placebo-controlled"
        r"|placebo (?:group|arm)|randomi[sz]ed to placebo|against placebo)\b",
        r"\b(?:earlier|previous|another|second|larger|next|separate|historical|extension|planned"
        r"|will|later|would|other)\b",
    ),
    _pair(
        r"\bdouble-blind\b",
        r"\b(?:open-label|unblinded|everybody knew)\b",
        r"\b(?:extension|after|then|earlier|previous|another|second|larger|next|separate|followed"
        r"|part|phase|later|period|other)\b",
    ),
    _pair(
        r"\bfinal (?:analysis|results|data)\b",
        r"\b(?:these|the|this|those) (?:interim|preliminary) "
        r"(?:results|data|analysis|findings|figures)\b",
        r"\b(?:earlier|previous|another|second|differ\w*|since|compared|will|planned"
        r"|next|expected|spring|autumn)\b",
    ),
    _pair(
        r"\b(?:regulators?|fda|ema|commission|agency|mhra|authorities|europe|japan|canada)\b"
        r"[^.;]{0,30}? (?:has |have )?(?:approved|cleared|licensed)\b|\bwon approval\b",
        r"\bapproval,? (?:which )?(?:is |has )?(?:still |yet )?(?:expected|pending|awaited|to come)"
        r"|\bawait\w* (?:its )?approval|\bif (?:it is )?approved\b|\bnot yet (?:been )?approved"
        r"|\bapproval (?:is|remains) (?:pending|outstanding)|\bdecision is expected\b",
        r"\b(?:another|second|other|wider|also|further|elsewhere|japan\w*|china|american|u\.s"
        r"|label|new use|children|generic|already)\b",
    ),
    _pair(
        r"\b(?:is |remains |a )?(?:privately held|privately owned|private company|unlisted)\b",
        r"\b(?:its (?:own )?shares|the shares|the stock|listed on|shares of the company) "
        r"(?:[a-z]+ ){0,2}?"
        r"(?:rose|fell|slid|jumped|closed|gained|lost|climbed|dropped|trade)",
        r"\b(?:customer|partner|rival|parent|supplier|competitor|buyer|acquirer|was|until|before)\b",
    ),
    _pair(
        r"\bno (?:treatment-related|drug-related) (?:deaths|fatalit\w+)|\bno deaths? (?:was|were)"
        r" (?:linked|related|attributed)",
        r"\b(?:(?:one|two|three|an?|\d+) (?:m[ae]n|wom[ae]n|people|patients?|participants?)"
        r" [^.;]{0,40}?)?\bdied [^.;]{0,80}?\b"
        r"(?:caused by|related to|due to|linked to|attributed to) the "
        r""
        r"(?:study )?(?:drug|treatment|medicine)\b",
        r"\b(?:earlier|previous|another|other|separate)\b",
    ),
)  # fmt: skip


def check_opposed(sheet: Sheet) -> Iterator[SourceNote]:
    """`Met its main goal` in the headline and `missed its primary endpoint` in the text."""
    for pair in _OPPOSED:
        for one in pair.one.finditer(sheet.folded):
            for other in pair.other.finditer(sheet.folded):
                if _is_overlap(one, other) or pair.unless.search(_around(sheet, one, other)):
                    continue
                spans = (_span(one), _span(other))
                said = [sheet.source.text[s.start : s.end].strip() for s in spans]
                reason = f"The article says “{said[0]}” and “{said[1]}”; both cannot be."
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, spans)
                break
            break


def _is_overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _around(sheet: Sheet, *found: re.Match[str]) -> str:
    """The sentences of two places."""
    return " ".join(
        sheet.folded[s.start : s.end]
        for s in sheet.source.sentences
        for place in found
        if s.start < place.end() and place.start() < s.end
    )


def _span(found: re.Match[str]) -> Span:
    words = found.group()
    lead = len(words) - len(words.lstrip())
    return Span(start=found.start() + lead, end=found.end())


_MOST = lazy_regex(
    r"\b(?:(?P<most>most(?! (?:of|common|frequent|often|likely|recent|important))|most of the"
    r"|a majority of|the majority of|more than half (?:of )?|over half (?:of )?)"
    r"|(?P<few>fewer than half (?:of )?|less than half (?:of )?|a minority of))"
    r"\s?(?P<who>(?:the )?[a-z]+)"
    r" (?P<did>[a-z]{4,})"
)


def check_most(sheet: Sheet) -> Iterator[SourceNote]:
    """`Most patients preferred the pen`, of whom 46% preferred it."""
    for found in _MOST.finditer(sheet.folded):
        verb = found["did"][:6]
        at = next(
            (i for i, s in enumerate(sheet.source.sentences) if s.start <= found.start() < s.end), 0
        )
        near = sheet.source.sentences[at : at + 2]
        for figure in sheet.source.figures:
            if figure.kind is not Kind.PERCENT or not is_point(figure) or figure.hedge:
                continue
            if not any(s.covers(figure.span) for s in near) or figure.span.start < found.end():
                continue
            after = sheet.after(figure, 60).split(",")[0].split(".")[0]
            if not re.match(rf"(?: of (?:the )?[a-z]+| [a-z]+)? {verb}", after):
                continue
            if re.search(r"\b(?:of (?:all|those|these|them|whom)|with a view)\b", after):
                continue
            value = figure.values[0]
            if (found["most"] and value < _HALF) or (found["few"] and value > _HALF):
                place = Span(start=found.start(), end=found.end())
                said = sheet.source.text[place.start : place.end]
                reason = f"The article says “{said}” and prints {figure.text} of them."
                yield note(sheet, "EB_SOURCE_CONFLICT", reason, (place, figure.span))
                return
            return


_HALF = 50
