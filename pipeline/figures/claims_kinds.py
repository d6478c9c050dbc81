"""What sort of thing something is: a donor's cells or the patient's own, a pill or an infusion.

In: the checked text and its sources as passages. Out: findings where the text gives a thing the
class, the letter or the weekday that rules out the one a source gives it.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_names import medicines, medicines_in
from pipeline.figures.claims_reading import Mood, Passage, find_all, fold, mood_at, refute, topic_at
from pipeline.figures.claims_surroundings import find_key, holds
from pipeline.figures.lazy_regex import lazy_regex
from schemas.verdict import ClaimFinding

_CLASSES = tuple(
    tuple(lazy_regex(rf"\b(?:{'|'.join(side)})\b") for side in sides)
    for sides in word_lists.pairs("products", "classes")
)
"""Classes of medicines that rule each other out; the field's words for what a product is."""
_CLASS = lazy_regex("|".join(side.pattern for sides in _CLASSES for side in sides))
_IS = lazy_regex(
    r"[^.;:]{0,60}?(?:\b(?:is|are|was|were|as|remains|called)\b|, )"
    r"[^.;:]{0,70}?$"
)
_SUBJECT = lazy_regex(r"\b(?P<name>[A-Z][\w-]{3,}) (?:is|was|are|works|depends?)\b")
_NEAR = 80
_STOP = lazy_regex(r"[;:]| - |\b(?:unlike|whereas|while|but|and|with|than|versus|against|or)\b")
_LETTERED = lazy_regex(
    r"\b(?P<of>type|class|schedule|cohort|part|arm|hepatitis|influenza|stage)[ -]"
    r"(?P<sign>[a-e]|[1-4]|i{1,3}|iv)\b(?![-/+]| ?\d)"
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = lazy_regex(r"\b(?:" + "|".join(_DAYS) + r")\b")
_TESTS = lazy_regex(
    r"\b(?:is|are|was|were)? ?(?:testing|tests|tested|evaluating|evaluates|evaluated|studying"
    r"|studies|investigating|investigates|examining|assessing) (?=\w)"
)
_TESTED_IN = lazy_regex(
    r"\b(?:is|are|was|were|being) (?:\w+ )?(?:tested|evaluated|studied|investigated|examined"
    r"|assessed) in\b"
)
_TRIAL_NAME = lazy_regex(r"\b(?P<name>[A-Z][A-Z0-9-]{3,})(?= (?:[a-z]+ )?(?:trial|study)\b)")


def check_classes(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`an autologous therapy` of a product that a source calls allogeneic, and never the other."""
    if not _CLASS.search(text.folded):
        return
    opening = {fold(m["name"]) for m in _SUBJECT.finditer(text.source.text)}
    named = {name for name in opening if any(name in source.words for source in sources)}
    for name in medicines_in(text.folded, sources) | named:
        for at in find_key(text.folded, name):
            yield from _check_class(text, (at, name), sources)


def _check_class(
    text: Passage, place: tuple[int, str], sources: Sequence[Passage]
) -> Iterator[ClaimFinding]:
    """A class that the text gives a product named at this place, against the sources' one."""
    at, name = place
    _, end = text.sentence_at(at)
    for sides in _CLASSES:
        for side, others in ((0, 1), (1, 0)):
            for found in sides[side].finditer(text.folded, at, end):
                between = text.folded[at + len(name) : found.start()]
                if not _IS.fullmatch(between) or mood_at(text, found.start()) is not Mood.STATED:
                    continue
                against = _find_class(name, sides[others], sources)
                if against and not _find_class(name, sides[side], sources):
                    reason = f"“{found.group()}”: the source calls {name} “{against[2]}”."
                    yield refute(text, found, "EB_REVERSED", reason, against[:2])


def _find_class(
    name: str, pattern: re.Pattern[str], sources: Sequence[Passage]
) -> tuple[Passage, int, str] | None:
    """Where a source gives a product this class: the class stands near its name."""
    for source in sources:
        for found in source.find(pattern):
            start, end = source.sentence_at(found.start())
            before = source.folded[max(start, found.start() - _NEAR) : found.start()]
            after = source.folded[found.end() : min(end, found.end() + _NEAR)]
            if holds(_STOP.split(before)[-1] + found.group() + _STOP.split(after)[0], name):
                return source, found.start(), found.group()
    return None


def check_letters(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`a Type B meeting` where the sources know only a Type C one."""
    for found in text.find(_LETTERED):
        named = find_all(sources, _LETTERED)
        theirs = [h for h in named if h.match["of"] == found["of"]]
        if not theirs or mood_at(text, found.start()) is Mood.OPEN:
            continue
        plain = re.compile(rf"\b{found['of']}s?\b[^.;]{{0,25}}\b{found['sign']}\b")
        if any(h.match["sign"] == found["sign"] for h in theirs) or find_all(sources, plain):
            continue
        reason = f"“{found.group()}”: the source names “{theirs[0].match.group()}” and no other."
        yield refute(text, found, "EB_NAME", reason, theirs[0].place)


def check_weekdays(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A weekday that no source names, where a source dates the same thing to another."""
    for found in text.find(_DAY):
        if any(found.group()[:3] in source.folded for source in sources):
            continue
        topic = topic_at(text, found.start())
        for source in sources:
            for day in find_all((source,), _DAY):
                shared = len(topic & day.topic)
                if shared >= min(2, len(topic)) and 2 * shared >= len(topic) > 0:
                    reason = f"The source says {day.match.group().capitalize()}."
                    yield refute(text, found, "EB_NAME", reason, day.place)
                    break


def check_tested(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """A trial said to test a product that no source names beside it, where one names another."""
    if not (_TESTS.search(text.folded) or _TESTED_IN.search(text.folded)):
        return
    products = {name for source in sources for name in source.once(medicines)}
    trials = {name for source in sources for name in source.once(_trials)} - products
    for pattern, first, second in ((_TESTS, trials, products), (_TESTED_IN, products, trials)):
        for found in pattern.finditer(text.folded):
            start, end = text.sentence_at(found.start())
            before = [n for n in first if holds(text.folded[start : found.start()], n)]
            after = [n for n in second if holds(text.folded[found.end() : end], n)]
            if len(before) != 1 or len(after) != 1:
                continue
            pair = (before[0], after[0]) if first is trials else (after[0], before[0])
            other = _tested_instead(pair, products, sources)
            if other:
                source, at, name = other
                reason = f"The source names {name} beside {pair[0].upper()}, not {pair[1]}."
                yield refute(text, found, "EB_ATTRIBUTION", reason, (source, at))


def _trials(source: Passage) -> frozenset[str]:
    """The names in capitals that a source calls a trial or a study."""
    return frozenset(fold(m["name"]) for m in _TRIAL_NAME.finditer(source.source.text))


def _tested_instead(
    pair: tuple[str, str], products: set[str], sources: Sequence[Passage]
) -> tuple[Passage, int, str] | None:
    """Where a source names the trial with another product; none where it names it with this one."""
    trial, product = pair
    other = None
    for source in sources:
        for at in find_key(source.folded, trial):
            start, end = source.sentence_at(at)
            words = source.folded[start:end]
            if holds(words, product):
                return None
            rival = next((n for n in products - {product} if holds(words, n)), "")
            other = other or ((source, at, rival) if rival else None)
    return other
