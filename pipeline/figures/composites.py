"""Is a result of several outcomes taken together told of one of them alone?

`Stroke or death occurred in 12.1%`: whoever tells the 12.1%, or its hazard ratio, of death alone
has dropped an outcome. In: a checked figure and the places that print its value. Out: a finding,
where the text names one outcome and no other, and every place that could bear it names more.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.glyphs import shade_once
from pipeline.figures.place_words import headings
from pipeline.figures.sentences import stem, stems
from pipeline.figures.support import evidence
from schemas.figure import Figure, Kind
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

_RESULTS = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.RATIO, Kind.INTERVAL, Kind.P_VALUE,
                      Kind.POINTS})  # fmt: skip
Place = tuple[Source, int]
"""A source and the index of one of its figures."""


class Outcome(NamedTuple):
    """One of several outcomes counted together."""

    head: str
    """The stem of its noun: `death` in `cardiovascular death` and in `death from any cause`."""
    words: frozenset[str]
    """Its stems that no other of them has."""


class Composite(NamedTuple):
    """Outcomes that a sentence counts together, and where they stand in the text."""

    start: int
    end: int
    outcomes: tuple[Outcome, ...]


_WORD = r"[a-z][a-z'’-]*"
_PHRASE = rf"{_WORD}(?: {_WORD}){{0,7}}"
_JOINT = re.compile(r",? or ")
_TOGETHER = re.compile(
    r"\b(?:composite|combination|combined (?:end ?-?point|outcome|rate|risk))\b[^.;\d]{0,60}?"
    r"(?:\bof\b|:|,|\bwas\b) (?:either )?"
)
_STARTS = frozenset(
    "had have has having was were is are be been reduced reduce reducing cut cutting lowered lower "
    "lowers lowering prevented experienced suffered developed with in on at by that who which and "
    "took take taking given received receiving treated "
    "either risk risks rate rates chance incidence likelihood odds proportion patients people "
    "those saw showed reported against under without whose than versus as hazard ratio".split()
)
"""A word that no outcome's name goes on behind."""
_STOPS = frozenset(
    "occurred occurs happened arose developed was were is are had has have fell rose in on at by "
    "with among than compared versus during after within over when while where who which that "
    "against led leading affected reported seen and as under without before between".split()
)
"""A word that ends an outcome's name."""
_BARE = frozenset("a an the of first any new all to for from due either non-fatal nonfatal".split())
"""Words that name no outcome."""
_LEADS_IN = re.compile(r".{0,2}\b(?:in|among|at|after|over|during|of|for|with|by|on|as|under)\b|\d")
_NO_LIST = re.compile(
    r"\b(?:such as|like|including|e\.g\.|whether|no|not|without|neither|never|none|free of"
    r"|more|less|fewer)(?: [a-z'-]+){0,3} $"
)
"""`nausea such as`, `no nausea or vomiting`: examples and denials, not one count of both."""
_NO_OUTCOME = re.compile(
    r"(?:more|less|fewer|higher|lower|older|younger|above|below|greater|worse|better|not|so|other"
    r"|longer|later|earlier|over|under|who|were|was|had|even|whether|no|without)\b"
)
_BEFALLS = frozenset(map(stem, word_lists.words("measures", "outcomes")))
"""The stems of the nouns of what befalls a patient."""
_BEFORE_NOUN = re.compile(r" (?:for|from|due|of|because|at|to|after|requiring|caused|leading)\b")
_AND = re.compile(r"\band\b")
_MOST = 5
"""Words of an outcome in a list, and outcomes of a list."""


def find_composites(low: str) -> Iterator[Composite]:
    """The outcomes that one sentence counts together; `low` is in lower case."""
    called = _TOGETHER.search(low)
    if called is not None:
        stop = re.compile(r"[^a-z'’, -]|$").search(low, called.end())
        listed = low[called.end() : stop.start() if stop else None]
        listed = listed[: _length(_AND.sub("xxx", listed))]
        names = [n for n in re.split(r",? (?:and|or) |, ", listed) if n.strip()]
        last = called.end() + len(listed) - len(names[-1]) if names else 0
        yield from _made(names, called.end(), last)
        return
    for joint in _JOINT.finditer(low):
        right = re.compile(_PHRASE).match(low, joint.end())
        if right is None or _NO_OUTCOME.match(right[0]):
            continue
        names, start = _read_left(low, joint.start())
        if not _NO_LIST.search(low, max(0, start - 60), start):
            yield from _made([*names, right[0]], start, joint.end())


def _read_left(low: str, end: int) -> tuple[list[str], int]:
    """The names before an `or`, in order, and where the first of them starts."""
    names: list[str] = []
    while len(names) < _MOST:
        chunk = re.compile(r"(?:[^,.;:()\d ][^,.;:()\d]*)?$").search(low, 0, end)
        words = chunk[0] if chunk else ""
        starts = (m.end() for m in re.finditer(rf"{_WORD} ?", words) if _is_start(m[0]))
        lead = max(starts, default=0)
        name = words[lead:]
        leads_in = names and not lead and _LEADS_IN.match(low, end - len(words) - 2, end)
        befalls = not names or any(o.head in _BEFALLS for o in _outcome(name))
        if not name.strip() or leads_in or not befalls:
            break
        names.insert(0, name)
        end -= len(name)
        if lead or not low[:end].endswith(", "):
            break
        end -= 2
    return names, end


def _is_start(word: str) -> bool:
    return word.strip() in _STARTS


def _made(names: Sequence[str], start: int, last: int) -> Iterator[Composite]:
    """The composite of these names, where each of them names something of its own."""
    outcomes = [o for name in names for o in _outcome(name)]
    apart = _apart(outcomes)
    if len(outcomes) == len(names) > 1 and all(o.head in _BEFALLS and o.words for o in apart):
        start += len(names[0]) - len(_FILLERS.sub("", names[0]))
        yield Composite(start, last + len(names[-1][: _length(names[-1])].rstrip()), apart)


_FILLERS = re.compile(r"^(?:(?:of|in|for|the|a|an|either|first|any|from) )+")


def _length(phrase: str) -> int:
    """How many characters of a phrase are the name of an outcome."""
    stops = (m.start() for m in re.finditer(_WORD, phrase) if m[0] in _STOPS)
    return next(stops, len(phrase))


def _outcome(phrase: str) -> Iterator[Outcome]:
    """The outcome that a phrase names, if it names any."""
    name = phrase[: _length(phrase)].strip()
    name = _FILLERS.sub("", name)
    head = _BEFORE_NOUN.split(name)[0].split()
    words = stems(" ".join(w for w in name.split() if w not in _BARE))
    if head and words:
        yield Outcome(next(iter(stems(head[-1])), ""), words)


def _apart(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Each outcome with the words that no other has."""
    return tuple(
        one._replace(words=one.words - frozenset().union(*(o.words for o in outcomes if o != one)))
        for one in outcomes
    )


def composite_of(source: Source, index: int) -> Composite | None:
    """The outcomes that a figure of a source counts together; none where it is of one.

    They stand before it in its sentence, with none of them named again between, or right behind.
    """
    span = source.sentences[source.roles[index].sentence]
    low = shade_once(source).low[span.start : span.end]
    if " or " not in low and _TOGETHER.search(low) is None:
        return None
    at, end = (place - span.start for place in _bounds(source.figures[index]))
    best: Composite | None = None
    for one in find_composites(low):
        between = low[one.end : at] if one.end <= at else low[end : one.start]
        if one.end <= at:
            is_other = (
                not _is_counted(low, one)
                or _names_again(one, between)
                or re.search(r"[;:]", _ASIDE.sub("", between))
            )
            best = None if is_other else one
        elif best is None and end <= one.start and _HAD.fullmatch(between):
            return one
    return best


_HAD = re.compile(
    r"[^.;:\d]{0,60}\b(?:had|have|experienced|suffered|developed|reported|saw) (?:an? |the )?"
)
"""`12.1% of patients had a stroke or died`: what stands between."""
_RISK = re.compile(
    r"\b(?:risks?|rates?|incidence|odds|chances?|likelihood|hazard|composite|combination)"
    r" (?:of|for) (?:(?:an?|the|first|any|either) )*$"
)
_HAPPENED = re.compile(
    r",? (?:alone |together )?(?:occurred|happened|arose|developed|was|were|fell|rose|had)\b"
)


def _is_counted(low: str, one: Composite) -> bool:
    """Is it told how often they occurred: `the risk of A or B`, `A or B occurred`?"""
    return bool(
        _TOGETHER.search(low, max(0, one.start - 80), one.start)
        or _RISK.search(low, max(0, one.start - 60), one.start)
        or _HAPPENED.match(low, one.end)
    )


_ASIDE = re.compile(r"\([^()]*(?:\)|$)")


def _bounds(figure: Figure) -> tuple[int, int]:
    return figure.span.start, figure.span.end


def _names_again(composite: Composite, between: str) -> bool:
    words = stems(between)
    return any(outcome.head in words for outcome in composite.outcomes)


_UMBRELLA = re.compile(
    r"\b(?:composite|combin\w+|together|total|overall|primary|main|principal|key|mace|both|either"
    r"|any of|one of|or|these|such)\b|\b(?:events?|outcomes?|end ?-?points?|goals?)\b|-free\b"
    r"|\bsurviv\w+"
)
"""Words by which a clause itself may speak of more than one outcome."""
_CLAUSE = re.compile(
    r"[;:]|, (?:and|but|while|whereas|which|though|although)\b|\.\s"
    r"| (?:but|while|whereas|although)\b"
)


def find_part_of_composite(index: int, text: Source, places: Sequence[Place]) -> FigureCheck | None:
    """The finding where figure `index`, printed at `places`, is told of one outcome alone."""
    figure = text.figures[index]
    if figure.kind not in _RESULTS or figure.is_words:
        return None
    found = [(place, composite_of(*place)) for place in places]
    told = next(((p, c) for p, c in found if c is not None), None)
    if told is None:
        return None
    (source, at), composite = told
    named = _named_alone(index, text, composite)
    if named is None or any(_may_bear(place, named) for place, c in found if c is None):
        return None
    if any(c is not None and _named_alone(index, text, c) is None for _, c in found):
        return None
    span = source.sentences[source.roles[at].sentence]
    together = source.text[span.start + composite.start : span.start + composite.end].strip(" ,")
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED",
        reason=f"In the source {source.figures[at].text} is of “{together}” taken together, "
        "not of one of them alone.",
        evidence=(evidence(source, at),),
    )  # fmt: skip


def is_composite_of_more(index: int, text: Source, place: Place) -> bool:
    """Does a place count several outcomes together, and the text not name them all?"""
    composite = composite_of(*place)
    if composite is None:
        return False
    span = text.sentences[text.roles[index].sentence]
    low = shade_once(text).low[span.start : span.end]
    said = stems(low)
    return _UMBRELLA.search(low) is None and any(o.head not in said for o in composite.outcomes)


def _named_alone(index: int, text: Source, composite: Composite) -> Outcome | None:
    """The one of several outcomes that the clause of a figure names, where it names no other."""
    span = text.sentences[text.roles[index].sentence]
    low = shade_once(text).low
    at = text.figures[index].span
    start = max((m.end() for m in _CLAUSE.finditer(low, span.start, at.start)), default=span.start)
    behind = _CLAUSE.search(low, at.end, span.end)
    clause = low[start : behind.start() if behind else span.end]
    said, every = stems(clause), stems(low[span.start : span.end])
    if _UMBRELLA.search(clause):
        return None
    named = [o for o in composite.outcomes if o.head in said and _covers(said, o.words)]
    if len(named) != 1 or _is_listed(clause, named[0]):
        return None
    others = (o.words for o in composite.outcomes if o != named[0])
    return None if any(words & every for words in others) else named[0]


def _covers(said: frozenset[str], words: frozenset[str]) -> bool:
    return len(said & words) * 2 >= len(words) > 0


def _is_listed(clause: str, outcome: Outcome) -> bool:
    """Does the clause name something else in one breath: `strokes, heart attacks and deaths`?"""
    for word in re.finditer(_WORD, clause):
        if outcome.head in stems(word[0]) and (
            _LISTED_BEHIND.match(clause, word.end())
            or _LISTED_BEFORE.search(clause[: word.start()])
        ):
            return True
    return False


_LISTED_BEHIND = re.compile(
    rf"(?: (?:from|due to|of|for) {_PHRASE}?)?(?:, {_PHRASE}){{0,3}}(?:,? (?:and|or) |/)"
    r"(?!(?:in|on|with|was|were|had|by|at|\d))"
)
_LISTED_BEFORE = re.compile(rf"(?:\b(?:and|or) |/)(?:{_WORD} ){{0,3}}$")


def _may_bear(place: Place, outcome: Outcome) -> bool:
    """Does a place that counts nothing together name the outcome, in its sentence or near it?"""
    source, index = place
    number = source.roles[index].sentence
    first = source.sentences[max(0, number - 1)].start
    near = stems(shade_once(source).low[first : source.sentences[number].end])
    return outcome.head in near | headings(source, index)
