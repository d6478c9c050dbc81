"""What a source says did not occur, told as having occurred; what it counts, told as absent.

In: the checked text and its sources as passages. Out: findings. A harm counts as denied only where
a source denies it as widely as the text tells it, and no source reports one of that sort.
"""

from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_mentions import figures_between
from pipeline.figures.claims_negatives import (
    Absence,
    find_heads,
    limits_of,
    read_list,
    source_absences,
)
from pipeline.figures.claims_reading import (
    Mood,
    Passage,
    clause_after,
    clause_before,
    mood_at,
    refute,
)
from pipeline.figures.claims_surroundings import TOKEN, count_by_sentence, find_key, holds, key_of
from pipeline.figures.claims_words import NEGATION, STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding

_SEEN = "(?:reported|seen|observed|recorded|noted|detected|documented|found)"
_OCCURRED = lazy_regex(
    rf"\b(?:(?:was|were|has been|have been|is|are) (?:\w+ly |also )?{_SEEN}|occurred|arose"
    r"|developed|emerged)\b"
)
_MET = lazy_regex(
    r"\b(?:there (?:was|were)(?: also)?|experienced|suffered|developed|caused|causes|triggered"
    r"|had|reported|saw) (?P<what>[^.;:,()]{2,60})"
)
_NONE = lazy_regex(r"\b(?:no|none|nor|zero|without|neither|free|absent)\b|(?<![\d.])0(?![\d.])")
_NOT_SEEN = lazy_regex(rf"\b(?:not (?:\w+ )?{_SEEN}|absent|none|never|zero)\b|(?<![\d.])0(?![\d.])")
_STOP = lazy_regex(r"[.;:](?:\s|$)|\bbut\b|\bwhile\b|\bwith\b")
_AROUND = 60
_JUST_BEFORE = 30

_ABSENT = lazy_regex(
    rf"\b(?:no|zero|not a single) (?P<a>(?:[a-z][\w'-]* ){{0,3}}?[a-z][\w'-]*)"
    rf" (?:(?:was|were|has been|have been|had been) (?:\w+ )?{_SEEN}|occurred|arose|emerged)\b"
    r"|\bthere (?:was|were|have been|has been) no (?P<b>(?:[a-z][\w'-]* ){0,3}[a-z][\w'-]*)"
    rf"|\b(?P<c>(?:[a-z][\w'-]* ){{0,2}}[a-z][\w'-]*) (?:was|were) not (?:\w+ )?{_SEEN}\b"
    r"|\b(?:no (?:\w+ )?(?:patients?|participants?|one|people|person|wom[ae]n"
    r"|m[ae]n|adults?|child|children)"
    r"|none of (?:the|its|these) (?:\w+ )?\w+) (?:had|experienced|developed|suffered|reached"
    r"|achieved|showed|saw) (?:an? )?(?P<d>(?:[a-z][\w'-]* ){0,3}[a-z][\w'-]*)"
)
_LIGHT = frozenset(word_lists.words("events", "absent_say_little"))
_ALIASES = word_lists.terms("measures", "short")
_COUNTED = (Kind.COUNT, Kind.PERCENT, Kind.PROPORTION)


def check_presence(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`CRS was reported` where the source says that there was none, and nothing else of it."""
    known: dict[tuple[str, frozenset[str]], tuple[Passage, Absence] | None] = {}
    for told in _find_presences(text):
        said = (told.head, told.limits)
        if said not in known:
            known[said] = _find_denied(told, sources)
        denied = known[said]
        if denied is None:
            continue
        source, absence = denied
        words = source.source.text[absence.start : absence.end]
        reason = f"The source says that it did not occur: “{words}”."
        yield refute(text, (told.start, told.end), "EB_REVERSED", reason, (source, absence.start))


def _find_denied(told: Absence, sources: Sequence[Passage]) -> tuple[Passage, Absence] | None:
    """Where a source says that there was none of it, if no source mentions any."""
    denied = ((s, a) for s in sources for a in s.once(source_absences))
    against = ((s, a) for s, a in denied if a.head == told.head and a.limits <= told.limits)
    first = next(against, None)
    return first if first and not any(_reports(source, told) for source in sources) else None


def _find_presences(text: Passage) -> Iterator[Absence]:
    """Everything a text says did occur, with its limits."""
    for found in _OCCURRED.finditer(text.folded):
        before = clause_before(text, found.start())
        if mood_at(text, found.start()) is Mood.STATED and not _NONE.search(before):
            bounds = (found.start() - len(before), found.start())
            yield from read_list(text.folded, bounds, shared=False, lead=-1)
    for found in _MET.finditer(text.folded):
        is_none = NEGATION.search(found["what"]) or _NONE.search(found["what"])
        if mood_at(text, found.start()) is Mood.STATED and not is_none:
            yield from read_list(text.folded, found.span("what"), shared=False, lead=-1)


def _reports(source: Passage, told: Absence) -> bool:
    """Does a source mention such a harm, at least as narrow, outside all that it says is absent?"""
    absent = [(a.start, a.end) for a in source.once(source_absences)]
    for name, at, _ in source.once(find_heads):
        if name != told.head or any(a <= at < b for a, b in absent):
            continue
        near = clause_before(source, at)[-_AROUND:] + clause_after(source, at)[: 2 * _AROUND]
        has_counts = any(c.isdigit() for c in near) or _OCCURRED.search(near)
        if told.limits <= limits_of(near) and has_counts and not _NONE.search(near):
            return True
    return False


def check_absence(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`No complete responses were seen` where the source counts one, and says of none nothing."""
    known: dict[tuple[str, ...], tuple[Passage, int] | None] = {}
    for found in _ABSENT.finditer(text.folded):
        group = found.lastgroup or "a"
        keys = _keys(found[group])
        if not keys or mood_at(text, found.start()) is Mood.OPEN:
            continue
        start, end = text.sentence_at(found.start())
        rest = _keys(text.folded[start : found.start()] + " " + text.folded[found.end() : end])
        rest = [k for k in rest if k not in keys]
        said = (found[group], *rest)
        if said not in known:
            known[said] = _find_undenied(keys, found[group], rest, sources)
        counted = known[said]
        if counted is None:
            continue
        reason = f"“{found.group()}”: the source counts some."
        yield refute(text, found, "EB_REVERSED", reason, counted)


def _keys(words: str) -> list[str]:
    """Stems of the words that say what is absent."""
    said = (m.group() for m in TOKEN.finditer(words))
    return [key_of(w) for w in said if w not in STOPWORDS and w not in _LIGHT and len(w) > 1]


def _find_undenied(
    keys: Sequence[str], said: str, rest: Sequence[str], sources: Sequence[Passage]
) -> tuple[Passage, int] | None:
    """Where a source counts this, and no source says that there was none."""
    counted = _find_counted(keys, said, rest, sources)
    if counted is None or any(_denies(s, keys, rest, counted[1]) for s in sources):
        return None
    return counted


_MOST = 60
"""Sentences of a source that name one thing; one that more name is looked for in the first."""


def _find_counted(
    keys: Sequence[str], said: str, rest: Sequence[str], sources: Sequence[Passage]
) -> tuple[Passage, int] | None:
    """Where a source counts this as one or more, of what the rest of the text's sentence is about.

    What the sentence is about must stand in the counting sentence or right beside it.
    """
    short = next((a for words, a in _ALIASES.items() if said.removesuffix("s") == words), ())
    for source in sources:
        held = count_by_sentence(source, keys)
        named = count_by_sentence(source, short)
        full = {i for i, hits in held.items() if hits == len(keys)}
        for index in sorted(full | named.keys())[:_MOST]:
            start = source.starts[max(0, index)]
            end = source.sentence_at(start)[1]
            near = source.sentences(max(0, index - 1), 3 if index > 0 else 2)
            if all(holds(near, k) for k in rest) and _is_counted(source, (start, end), keys, short):
                return source, start
    return None


def _is_counted(
    source: Passage, bounds: tuple[int, int], keys: Sequence[str], short: Sequence[str]
) -> bool:
    """Does a positive count stand close to the last word of the thing, in a clause with no `no`?"""
    start, end = bounds
    words = source.folded[start:end]
    for key in (keys[-1], *short):
        for place in find_key(words, key):
            if key in short and words[place + len(key) : place + len(key) + 1].isalnum():
                continue
            at = start + place
            if NEGATION.search(clause_before(source, at)[-_JUST_BEFORE:]):
                continue
            near = figures_between(source, max(start, at - _AROUND + 1), min(end, at + _AROUND))
            if any(map(_is_positive, near)):
                return True
    return False


def _is_positive(figure: Figure) -> bool:
    """Is it a count or a rate above nothing?"""
    return figure.kind in _COUNTED and bool(figure.values) and figure.values[0] > 0


def _denies(source: Passage, keys: Sequence[str], rest: Sequence[str], counted: int) -> bool:
    """Does a source itself say somewhere that there was none of it?

    `none on placebo` in the sentence that counts some is a denial only for placebo.
    """
    for pattern, is_ahead in ((_NONE, True), (_NOT_SEEN, False)):
        for no in source.find(pattern):
            start, end = source.sentence_at(no.start())
            behind = source.folded[no.end() : min(end, no.end() + _AROUND)]
            if start == counted and not (rest and all(holds(behind, key) for key in rest)):
                continue
            before = source.folded[max(start, no.start() - _AROUND) : no.start()]
            near = _STOP.split(behind)[0] if is_ahead else _STOP.split(before)[-1]
            if all(holds(near, key) for key in keys):
                return True
    return False
