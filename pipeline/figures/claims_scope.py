"""Of how many, and in which order: a subgroup's rate told of the trial, a fall told as a rise.

In: the checked text and its sources as passages. Out: findings where the sources print the text's
figure only of a smaller group than the text names, or print two figures at times that turn the
text's change round.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures.claims_mentions import Mention, find_mentions, telling_figures
from pipeline.figures.claims_reading import Mood, Passage, finding, mood_at
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding, Severity

_RATES = frozenset({Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE, Kind.RATIO})
_PEOPLE = frozenset(
    {"patient", "people", "person", "adult", "child", "participant", "volunteer", "man", "woman",
     "subject", "recipient", ""}
)  # fmt: skip
_SIZED = re.compile(
    r"[- ]?(?:patient|person|people|participant|adult|volunteer)s?[- ](?:[\w-]+ ){0,3}"
    r"(?:trial|study)\b"
)
"""What stands behind the number of `a 244-patient Phase 2 trial`."""
_TRIAL_OF = re.compile(
    r"\b(?:trial|study) (?:of|in|with|involving|among|that enrolled) (?:[\w-]+ ){0,2}$"
)
_PART = re.compile(
    r"\b(?:among (?:those|the)|in (?:those|people|patients|a subgroup)|of those|subgroups?|subsets?"
    r"|post[- ]hoc|with (?:high|low|raised|elevated|severe|at least)|whose|evaluable|assessable"
    r"|who (?:had|were|could)|cohorts?|eligible|analysed|analyzed)\b"
)
"""Words by which a text itself speaks of a part of the trial."""


def check_subgroup(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`by 58% in a trial of 1,104` where the source prints 58% of a subgroup of 448."""
    for whole in text.source.figures:
        if whole.kind is not Kind.COUNT or whole.unit not in _PEOPLE or not whole.values:
            continue
        start, end = text.sentence_at(whole.span.start)
        if _PART.search(text.folded, start, end) or not _names_the_trial(text, whole):
            continue
        for rate in telling_figures(text, start, end):
            if rate.kind not in _RATES or mood_at(text, rate.span.start) is not Mood.STATED:
                continue
            part = _part_of(rate, whole, sources)
            if part is None:
                continue
            mention, count = part
            reason = f"The source gives {mention.figure.text} of {count.text}, not of {whole.text}."
            span = (rate.span.start, rate.span.end)
            verdict = (Severity.ERROR, reason)
            yield finding(text, span, "EB_RESTRICTOR", verdict, (mention.evidence,))


def _names_the_trial(text: Passage, whole: Figure) -> bool:
    """Is it the number that a trial had: `a trial of 1,104 patients`, `a 244-patient trial`?"""
    start, end = text.sentence_at(whole.span.start)
    before = text.folded[max(start, whole.span.start - _REACH) : whole.span.start]
    return bool(_SIZED.match(text.folded, whole.span.end, end) or _TRIAL_OF.search(before))


_REACH = 60


def _part_of(
    rate: Figure, whole: Figure, sources: Sequence[Passage]
) -> tuple[Mention, Figure] | None:
    """A mention of a rate beside a smaller number of people, where none stands beside the whole."""
    mentions = find_mentions(rate, sources)
    if not mentions or not find_mentions(whole, sources):
        return None
    smaller: tuple[Mention, Figure] | None = None
    for mention in mentions:
        counts = _counts_beside(mention)
        if not counts or any(c.values[0] >= whole.values[0] for c in counts):
            return None
        smaller = smaller or (mention, counts[0])
    return smaller


def _counts_beside(mention: Mention) -> list[Figure]:
    """The numbers of people in the sentence of a mention."""
    start, end = mention.source.sentence_at(mention.figure.span.start)
    return [
        f
        for f in mention.source.source.figures
        if start <= f.span.start < end
        and f.kind is Kind.COUNT
        and f.unit in _PEOPLE - {""}
        and f.values
        and f.values[0] > _FEW
    ]


_FEW = 9

_WAY = (
    r"(?:rose|risen|ris(?:es|ing)|increas\w+|climb\w*|grew|grown|improv\w+|up|jump\w*|gain\w*|fell"
    r"|fallen|fall(?:s|ing)?|decreas\w+|declin\w+|dropp?\w*|down|slipp\w+|shrank|eased?|dipp\w+)"
)
_RUN = r"(?:[^.;]|\.\d)"
_TO_FROM = re.compile(
    rf"\b(?P<way>{_WAY})\b{_RUN}{{0,40}}?\b(?:to|from) {_RUN}{{0,60}}?\b(?:from|to) "
)
_MONTHS = {
    "day": Decimal(1) / 30,
    "week": Decimal(7) / 30,
    "month": Decimal(1),
    "year": Decimal(12),
}
_TIME = re.compile(
    r"\b(?P<unit>day|week|month|year) (?P<n>\d+)\b|\b(?P<m>\d+) (?P<unit2>day|week|month|year)s?\b"
)


def check_order(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`rose to 38% from 27%` where the source has 38% at month 12 and 27% at month 24."""
    for found in text.find(_TO_FROM):
        if mood_at(text, found.start()) is not Mood.STATED:
            continue
        ends = _ends(text, found)
        if ends.keys() < {"from", "to"} or ends["from"].kind is not ends["to"].kind:
            continue
        old, new = (find_mentions(ends[k], sources) for k in ("from", "to"))
        earlier, later = _time_of(old), _time_of(new)
        turned = bool(new) and all(map(_is_start, new)) and not any(map(_is_start, old))
        if earlier is not None and later is not None:
            turned = turned or earlier[0] > later[0]
        if not turned:
            continue
        reason = f"The source has {ends['to'].text} before {ends['from'].text}."
        verdict = (Severity.ERROR, reason)
        yield finding(text, found.span("way"), "EB_DIRECTION", verdict, (new[0].evidence,))


def _is_start(mention: Mention) -> bool:
    """Is it what a change of the source starts from: `to 18% from 19%`, `19% a year earlier`?"""
    start, _ = mention.source.sentence_at(mention.figure.span.start)
    before = mention.source.folded[start : mention.figure.span.start]
    lead = _LEAD.search(before[-_NEAR:])
    is_from = lead is not None and lead["word"] == "from"
    return bool(_EARLIER.match(mention.after)) or (
        is_from and bool(_CHANGED.search(mention.sentence))
    )


_EARLIER = re.compile(
    r" (?:\w+ ){0,2}?(?:an?|one|the) (?:year|quarter|month) (?:earlier|ago|before)\b"
)
_CHANGED = re.compile(
    rf"\b(?:{_WAY}|cut|lower\w*|rais\w+|slipp\w+|narrow\w*|widen\w*|eased?)\b[^.;]{{0,80}}\bto\b"
)


def _ends(text: Passage, found: re.Match[str]) -> dict[str, Figure]:
    """The two ends of a change, by the word that leads up to each: `from` and `to`."""
    _, end = text.sentence_at(found.start())
    led: dict[str, Figure] = {}
    for figure in text.source.figures:
        at = figure.span.start
        if (
            found.end("way") <= at < min(end, found.end() + _NEAR)
            and figure.kind is not Kind.DURATION
        ):
            lead = _LEAD.search(text.folded[max(0, at - _NEAR) : at])
            if lead:
                led.setdefault(lead["word"], figure)
    return led


_LEAD = re.compile(r"\b(?P<word>to|from) (?:[\w-]+ ){0,2}[$€£]?$")
_NEAR = 30


def _time_of(mentions: Sequence[Mention]) -> tuple[Decimal, Mention] | None:
    """When the one mention of a figure was measured, in months; none where that is not told."""
    if len(mentions) != 1:
        return None
    told = [_TIME.search(mentions[0].time)]
    if told == [None]:
        told = list(_TIME.finditer(mentions[0].sentence))
    if len(told) != 1 or told[0] is None:
        return None
    number = Decimal(told[0]["n"] or told[0]["m"])
    return number * _MONTHS[told[0]["unit"] or told[0]["unit2"]], mentions[0]
