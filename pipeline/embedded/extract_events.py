"""Events told with how often they happened, whatever they are called: harms, and what was counted.

In: a story. Out: one `Event` for each rate or count of people or cases in a sentence that says that
something happened (`occurred`, `was reported`, `developed`, `led to`, `stopped because of`), and
for each rate that a sentence sets beside a control arm's. What the article says the treatment
reduced or set out to prevent is a result, as is what the primary endpoint counts; any other is a
harm, also where no lexicon knows its name.
"""

import re
from itertools import pairwise

from pipeline.balance.primary import find_primary
from pipeline.embedded.lexicons import BENEFIT, HARM, MARKET, SOFT_HARM
from pipeline.embedded.story import NEWS, Story, find_mentions
from schemas.base import Value
from schemas.figure import Figure, Kind
from schemas.record import Passage
from schemas.text import Span


class Event(Value):
    """One figure that says how often something happened."""

    term: str
    """In the article's words: `liver failure`, `atypical femur fractures`."""
    mention: int
    harm: bool
    control: bool
    """Is it the rate of the control arm?"""
    passage: Passage


_PEOPLE = (
    r"(?:patients?|participants?|subjects?|people|adults?|children|women|men|volunteers?|infants?|"
    r"recipients?|users?|persons?)"
)
_FREQUENCY = frozenset({Kind.PERCENT, Kind.PROPORTION})
_OCCURRED = re.compile(
    r"\s(?:(?:also|then|each|both) )?(?:occurred|happened|emerged|arose|"
    r"developed(?= (?:in|at|on|among|after|within))|affected|struck|followed(?= (?:[\w.]+ )?\{)|"
    r"(?:was|were|has been|have been|had been) (?:also )?(?:reported|seen|observed|recorded|noted|"
    r"documented|diagnosed|found|(?:more|less) (?:common|frequent)|commoner|rarer))\b",
    re.IGNORECASE,
)
"""`Liver failure was reported in …`: what happened stands before the verb."""
_SUFFERED = re.compile(
    r"\b(?:developed|suffered|experienced|sustained|was diagnosed with|were diagnosed with|"
    r"lost (?=(?:his|her|their) )|led to|resulted in|caused|killed|injured|"
    r"(?:cases?|events?|instances?|reports?) of)"
    r" (?P<term>(?:(?:an?|the|some|any) )?[^.;:,]+)",
    re.IGNORECASE,
)
"""`Three patients developed gallstones`: what happened stands behind the verb."""
_CASES = re.compile(r"\b(?:[Tt]here were \{m\d+\} cases|[Cc]ases numbered)\b")
_STOPPED = re.compile(
    r"\b(?:stopped|discontinued|withdrew|withdrawn|quit|interrupted)\b"
    r"(?! (?:enrol|recruit|dosing))[^.;]*\b(?:because|due|owing"
    r"|after|over)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^(?P<term>[^.;:]*?),?\s(?:was|were|came to|stood at|reached) (?:\w+ )?\{", re.IGNORECASE
)
_DID = re.compile(
    r"\b(?:shrank|cleared|healed|cured|eradicated|normali[sz]ed|eliminated|restored) "
    r"(?P<term>[^{.;,]{3,40}?) (?:in|for) (?:\w+ )?\{",
    re.IGNORECASE,
)
"""`Shrank tumours in 9 of 20 patients`: what the treatment did to somebody."""
_NOT_AN_EVENT = re.compile(
    r"\b(?:data|results?|findings?|trials?|stud(?:y|ies)|analys[ie]s|cuts?|cut-?offs?|readouts?|"
    r"enrol\w+|accrual|doses?|dosing|visits?|baseline|improvements?|reductions?|benefits?|remissions?|"
    r"respon\w+|surviv\w+|success|cures?|clearance|seroconversion|negativity|efficacy|endpoints?|"
    r"recover\w+|milestones?|approvals?|announcements?|expansion|engraft\w+|shrinkage|"
    r"weight loss|loss of (?:body )?weight|levels?|changes?|differences?|increases?|decreases?|"
    r"rights?|sales|revenues?|deals?|trades?|volumes?|shares?|trading)\b",
    re.IGNORECASE,
)
"""What is reported or seen without having befallen anybody, or is good news."""
_EFFECT = (
    r"(?:reduc\w+|cut(?:s|ting)?|lower(?:s|ed|ing)?|prevent\w*|halv\w+|decreas\w+|fewer|protect\w*|"
    r"against|keeps?|risk of|rates? of|endpoint (?:was|of)|effect on|"
    r"slow(?:s|ed|ing)?|shr[aiu]nk\w*|"
    r"time to(?: first)?)"
)
_CONTROL = re.compile(
    r"\b(?:placebo|control(?:s| (?:arm|group))|sham|comparator|observation|standard (?:of )?care|"
    r"usual care|untreated)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:.*?,\s+(?=[A-Za-z-]+(?: [\w-]+)*$)|(?:of|among|in|on|at|across|within|during|after|"
    r"by|for) "
    r"[^,]*,\s+|(?:the|an?|most|all|any|some|several|and|but|while|rates? of|cases? of|incidence of"
    r"|reports? of|events of)\s+|\{m\d+\}\s*)+",
    re.IGNORECASE,
)
LONGEST_TERM = 7
"""Words: a longer subject is a clause, and is called by its last words."""


def find_events(story: Story) -> tuple[Event, ...]:
    """Every rate or count of an event in the news, in reading order."""
    found: list[Event] = []
    primary = find_primary(story.passages, story.source)
    for passage in story.passages:
        if passage.kind not in NEWS or passage.opinion:
            continue
        found += _read(story, passage, is_result=passage is primary)
    return tuple(found)


def _read(story: Story, passage: Passage, *, is_result: bool) -> tuple[Event, ...]:
    """The events of one sentence, clause by clause; no harms where it gives the primary result."""
    span, text = passage.evidence.span, passage.evidence.text
    events: list[Event] = []
    for start, end in _clauses(text):
        clause = Span(start=span.start + start, end=span.start + end)
        mentions = find_mentions(story.source, clause)
        words = _mask(story, clause, mentions)
        happened = name_event(words)
        term = happened or _name_compared(words, mentions, story) or _name_done(words)
        if not term or (MARKET.search(words) and not re.search(_PEOPLE, words)):
            continue
        result = is_result or is_effect(term, story.text)
        result = result or (not happened and not _is_harm(term))
        for mention in mentions:
            rate = story.source.figures[mention].kind in _FREQUENCY
            if _is_frequency(story, mention, clause) and (happened or rate):
                events.append(
                    Event(
                        term=term,
                        mention=mention,
                        harm=not result,
                        control=_is_control(story, mention, clause),
                        passage=passage,
                    )
                )
    return tuple(events)


def _clauses(text: str) -> list[tuple[int, int]]:
    """Where the parts of a sentence begin and end: at semicolons and before `and` with a verb."""
    cuts = [match.start() for match in re.finditer(r"; ", text)]
    bounds = [0, *cuts, len(text)]
    return [(a, b) for a, b in pairwise(bounds) if b > a]


def _mask(story: Story, clause: Span, mentions: tuple[int, ...]) -> str:
    """The clause's words with `{m}` for each figure, so that a figure's own words name nothing."""
    parts, place = [], clause.start
    for mention in mentions:
        figure = story.source.figures[mention]
        if figure.span.start < place or figure.kind is Kind.NONE:
            continue
        parts += [story.text[place : figure.span.start], f"{{m{mention}}}"]
        place = figure.span.end
    return "".join([*parts, story.text[place : clause.end]]).strip(" ;")


def name_event(words: str) -> str:
    """What happened in these words; empty where nothing befell anybody.

    Example: `Liver failure was reported in {m1} of patients` gives `liver failure`; `Data were
    reported in {m1} patients` gives nothing.
    """
    if _STOPPED.search(words) and re.search(r"\{m", words):
        return "stopping treatment"
    match = _OCCURRED.search(words)
    term = tidy_term(re.split("[.;:]", words[: match.start()])[-1]) if match else ""
    if match and re.fullmatch(r"(?:\{m\d+\}|one|two|\s|of|" + _PEOPLE + r")*", term):
        term = ""
    if not term:
        behind = _SUFFERED.search(words)
        term = (
            tidy_term(re.split(r" (?:in|among|on|with|at|after) ", behind["term"])[0])
            if behind
            else ""
        )
    if not term and _CASES.search(words):
        return "cases"
    good = _NOT_AN_EVENT.search(term) or (BENEFIT.search(term) and not _is_harm(term))
    return "" if good or len(term) < 3 else term


def _name_compared(words: str, mentions: tuple[int, ...], story: Story) -> str:
    """`Overall success was {m1} with A and {m2} with B`: what two arms are compared on."""
    rates = [m for m in mentions if story.source.figures[m].kind in _FREQUENCY]
    match = _COMPARED.match(words)
    if not match or len(rates) < 2 or not _CONTROL.search(words) or MARKET.search(words):
        return ""
    return tidy_term(re.split(r",| (?:at|in|on|after) ", match["term"])[0])


def _name_done(words: str) -> str:
    """`Shrank tumours in {m1}`: what it was done to."""
    match = _DID.search(words)
    return tidy_term(match["term"]) if match else ""


def tidy_term(words: str) -> str:
    """What an event is called, without what leads up to it: in lower case, seven words at most."""
    term = re.sub(r"\s+", " ", _LEADING.sub("", words.strip())).strip(" ,")
    term = re.sub(r"\{m\d+\}\s*", "", re.sub(r"\([^)]*\)", "", term)).strip(" ,")
    term = re.split(r" (?:in|among|at|on|for) (?=the\b)|,| and (?:lost|experienced|had)\b", term)[0]
    term = re.sub(r"^[-•–—] |(?: (?:of|or|more|at|any grade))+$| persisting.*$", "", term)
    kept = re.sub(r"^(?:or|and) ", "", " ".join(term.split()[-LONGEST_TERM:]))
    return kept[:1].lower() + kept[1:] if re.match(r"[A-Z][a-z]", kept) else kept


def _is_harm(term: str) -> bool:
    return bool(HARM.search(term) or SOFT_HARM.search(term))


def is_effect(term: str, text: str) -> bool:
    """Does the article say the treatment reduced this event, or was tested on it?

    Example: `heart attacks` in `reduced heart attacks by 25%`, `fractures` in `cut hip fractures`;
    a kind of it that is named with a further word (`atypical femur fractures`) is another event.
    """
    words = re.sub(r"^(?:confirmed|first|new) ", "", term)
    if words in {"cases", "events"}:
        return bool(re.search(rf"\b(?:{_EFFECT})\b", text, re.IGNORECASE))
    if words.lower() not in text.lower():
        return False
    name = re.escape(words)
    return bool(
        re.search(rf"\b{_EFFECT} (?:[\w-]+ ){{0,2}}?{name}\b", text, re.IGNORECASE)
        or re.search(
            rf"\b{name}s? (?:fell|dropped|declined|(?:was|were) (?:reduced|cut|lower|less))",
            text,
            re.IGNORECASE,
        )
    )


_COUNTED = re.compile(
    rf"^\s(?:[\w-]+ ){{0,3}}?(?:{_PEOPLE}|cases?|deaths?|injur(?:y|ies)|events?|of them)\b",
    re.IGNORECASE,
)


def _is_frequency(story: Story, mention: int, clause: Span) -> bool:
    """Is the figure a rate, or a count of those it happened to?"""
    figure = story.source.figures[mention]
    if figure.kind is Kind.PROPORTION:
        return figure.whole is not None and figure.whole >= 5
    if figure.kind is Kind.PERCENT:
        return _is_of_people(story, figure)
    after = story.text[figure.span.end : min(clause.end, figure.span.end + 60)]
    before = story.text[max(clause.start, figure.span.start - 16) : figure.span.start]
    if re.search(r"\b(?:of the|of|among|all|in the|first|-) ?$", before):
        return False
    if figure.kind is Kind.NUMBER:
        return _CONTROL.search(after[:60]) is not None
    return figure.kind is Kind.COUNT and bool(
        _COUNTED.match(after) or re.match(r" (?:on|among|in|with) ", after)
    )


def _is_of_people(story: Story, figure: Figure) -> bool:
    """Not a level of confidence, nor a relative change (`by 25%`, `25% lower`)."""
    before = story.text[max(0, figure.span.start - 80) : figure.span.start]
    after = story.text[figure.span.end : figure.span.end + 24]
    if _CHANGED_BY.search(before):
        return False
    return not re.match(
        r" (?:lower|higher|less|fewer|reduction|increase|decrease|CI\b|confid)", after
    )


_CHANGED_BY = re.compile(
    r"\b(?:reduc\w+|cut|lower\w*|rais\w+|rose|fell|falls?|increas\w+|decreas\w+|improv\w+|slow\w*|"
    r"grew|shr[aiu]nk\w*|prevented)\b[^.;]*\bby(?: \w+)? $",
    re.IGNORECASE,
)


def _is_control(story: Story, mention: int, clause: Span) -> bool:
    """Does the arm named next behind the figure, before the next figure, have no drug?"""
    end = story.source.figures[mention].span.end
    later = [
        figure.span.start
        for figure in story.source.figures[mention + 1 : mention + 4]
        if figure.span.start >= end and figure.kind in {*_FREQUENCY, Kind.COUNT, Kind.NUMBER}
    ]
    stop = min([clause.end, *later[:1]])
    return bool(_CONTROL.search(story.text[end:stop]))
