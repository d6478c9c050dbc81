"""What the labels say of every figure of a text. In: a text, a golden and one of its stories.

Out: a verdict for each figure, by the labels alone: the checker that filtered a brief has no part
in judging it. A figure is supported where a labelled fact of the story has its value, the words of
its sentence do not give it to another fact, and a bound or doubt of the label is told.
"""

import re
from typing import NamedTuple

from evals.truth_roles import Place, Words, find_borne, read_words
from evals.truth_values import agrees, family
from evals.truth_worked import is_worked
from pipeline.figures.reading import read_figures
from schemas.eval import JudgedFigure, Truth
from schemas.figure import Bound, Figure, Kind
from schemas.golden import Golden, GoldenFact, GoldenFigure, GoldenStory
from schemas.source import Source, Status
from schemas.text import Span

EXPECTED = re.compile(
    r"\b(?:aim|anticipat|assum|await|believ|could|depend|due|estimat|expect|forecast|goal|guid|hope|"
    r"if|intend|likely|may|might|model|next|outlook|plan|possib|potential|predict|project|propos|"
    r"schedul|see[sn]?|set to|should|target|to be|to come|unless|until|up to|upcoming|want|will|"
    r"would|contingent|conditional|eligible|later|worth|option|promis|need|as long as|enough|"
    r"(?:is|are|was|were|still|yet) to|last into|covers?\b|plans?\b)",
    re.IGNORECASE,
)
"""Words with which a brief tells that something has not happened."""
UNVERIFIED = re.compile(
    r"\b(?:alleg|anonym|assert|claim|contest|dispute|leak|not (?:been |be )?(?:confirm|verif)|"
    r"not (?:been |be )?support|post(?:ed|s)?\b|investigat|talk|doubt|question|purport|reportedly|"
    r"rumou?r|unconfirm|unverif|unsupported|withdr|whistle|"
    r"according|sa(?:id|ys)|cannot be|no (?:document|source|evidence)|without)",
    re.IGNORECASE,
)
"""Words with which a brief tells that nobody stands behind a figure."""

_DONE = re.compile(
    r"\b(?:was|were|had|has|have|did|got|made|won|paid|met|\w{2,}ed)\b", re.IGNORECASE
)
"""A sentence without any of these tells nothing as done."""
_LIMITS = re.compile(
    r"\b(?:ceiling|limit|most|least|max|min|floor|below|under|above|over|than|cap|within|beyond)",
    re.IGNORECASE,
)
"""Words that tell a bound without standing before the figure."""

_UNTOLD = frozenset({"time", "date", "none"})
"""Sorts of figures that stand beside what they are of: other words tell little of them."""
_POINT = re.compile(r"\b(?:day|week|month|year|season|visit) $", re.IGNORECASE)
_FEW = frozenset({"one", "two", "three", "four", "five"})
_PEOPLE = frozenset({"patient", "person", "people", "death", "case", "child", "adult", "woman",
                     "man", "participant", "event"})  # fmt: skip
_DIGITS = re.compile(r"\d[\d.,]*")


class Shelf(NamedTuple):
    """The labels of one story, laid out for judging."""

    golden: Golden
    story: GoldenStory
    facts: dict[str, GoldenFact]
    figures: tuple[GoldenFigure, ...]
    words: Words


class Told(NamedTuple):
    """A sentence, and the same with the one before it."""

    sentence: str
    context: str


def lay_out(golden: Golden, story: GoldenStory) -> Shelf:
    """The story's own labels; the headline is part of it."""
    inside = tuple(
        figure
        for figure in golden.labels.figures
        if story.span.start <= figure.start < story.span.end
    )
    named = {figure.fact for figure in inside}
    facts = {fact.id: fact for fact in golden.labels.facts if fact.id in named}
    return Shelf(golden, story, facts, inside, Words(tuple(facts.values())))


def judge_figures(text: str, shelf: Shelf) -> tuple[JudgedFigure, ...]:
    """Every figure of the text in reading order, with what the labels say of it."""
    read = read_figures(text)
    pairs = zip((None, *read.sentences), read.sentences, strict=False)
    judged = [one for before, span in pairs for one in _judge_sentence(span, before, read, shelf)]
    judged += _unread(read, shelf)
    return tuple(sorted(judged, key=lambda one: one.start))


def _judge_sentence(
    span: Span, before: Span | None, read: Source, shelf: Shelf
) -> list[JudgedFigure]:
    """The figures of one sentence, judged together: what one is said of tells the others' place.

    A doubt or an expectation may have been told in the sentence before.
    """
    sentence = span.cut(read.text)
    told = f"{before.cut(read.text)} {sentence}" if before else sentence
    figures = [f for f in read.figures if span.covers(f.span) and not _is_idle(f, sentence, shelf)]
    places = [_place(figure, span.start, shelf) for figure in figures]
    borne = find_borne(sentence, places, shelf.words) if places else ()
    borne = tuple(
        place.facts if _is_beside(figure, sentence) else kept
        for figure, place, kept in zip(figures, places, borne, strict=True)
    )
    return [
        _judge(figure, Told(sentence, told), place, kept, shelf)
        for figure, place, kept in zip(figures, places, borne, strict=True)
    ]


def _is_beside(figure: Figure, sentence: str) -> bool:
    """Is it a time, a date or a statement of absence, also one of `week 52`?"""
    start = sentence.find(figure.text)
    return family(figure.kind) in _UNTOLD or bool(_POINT.search(sentence[: max(0, start)]))


def _place(figure: Figure, offset: int, shelf: Shelf) -> Place:
    """The figure with the facts whose value it has, and those of its sort with another value."""
    fits = {label.fact for label in shelf.figures if agrees(figure, label, shelf.facts[label.fact])}
    rivals = {
        label.fact
        for label in shelf.figures
        if label.fact not in fits and _is_alike(figure, label, shelf.facts[label.fact])
    }
    return Place(
        figure.span.start - offset,
        figure.span.end - offset,
        tuple(sorted(fits)),
        tuple(sorted(rivals)),
    )


def _is_alike(figure: Figure, label: GoldenFigure, fact: GoldenFact) -> bool:
    """Could the figure, with another value, have told this fact?"""
    shares = {"%", "proportion"}
    one, other = family(figure.kind), family(label.kind)
    return one == other or (one in shares and (other in shares or bool(fact.n and fact.N)))


def _judge(
    figure: Figure, said: Told, place: Place, borne: tuple[str, ...], shelf: Shelf
) -> JudgedFigure:
    """One figure's truth: value first, then of whom, then how sure."""
    sentence = said.sentence
    if not place.facts:
        if is_worked(figure, sentence, shelf.figures, shelf.facts):
            return _judged(figure, Truth.SUPPORTED, (), "", shelf)
        like = _most_like(sentence, place.rivals, shelf)
        if like:
            why = f"The labels have it otherwise: {shelf.facts[like].says}"
            return _judged(figure, Truth.ALTERED, (like,), why, shelf)
        return _judged(figure, Truth.ABSENT, (), "No label of the story has this value.", shelf)
    if not borne:
        says = shelf.facts[place.facts[0]].says
        return _judged(
            figure, Truth.MISATTRIBUTED, place.facts, f"The labels give it to: {says}", shelf
        )
    told = tuple(fact for fact in borne if not _dropped(figure, said, fact, shelf))
    if not told:
        why = _dropped(figure, said, borne[0], shelf)
        return _judged(figure, Truth.OVERSTATED, borne, why, shelf)
    stated = (*_nearest(sentence, told, shelf), *_counted(figure, sentence, shelf))
    return _judged(figure, Truth.SUPPORTED, tuple(dict.fromkeys(stated)), "", shelf)


def _nearest(sentence: str, facts: tuple[str, ...], shelf: Shelf) -> tuple[str, ...]:
    """Of several facts with one value, those whose words the sentence has most of."""
    said = read_words(sentence)
    shares = {fact: len(said & shelf.words.all[fact]) for fact in facts}
    most = max(shares.values())
    return tuple(fact for fact in facts if shares[fact] >= most - 1)


def _counted(figure: Figure, sentence: str, shelf: Shelf) -> tuple[str, ...]:
    """Of `389 of 589 evaluable patients`, the facts that give 389 or 589 as counts of their own."""
    if figure.part is None or figure.whole is None:
        return ()
    said, parts = read_words(sentence), {str(figure.part), str(figure.whole)}
    return tuple(
        label.fact
        for label in shelf.figures
        if len(label.values) == 1
        and label.values[0] in parts
        and shelf.words.by_field[label.fact]["measure"] & said
    )


def _dropped(figure: Figure, said: Told, fact_id: str, shelf: Shelf) -> str:
    """What the sentence leaves out that the label has: a bound, a doubt, an expectation; or ''."""
    fact = shelf.facts[fact_id]
    if fact.status is Status.UNVERIFIED and not UNVERIFIED.search(said.context):
        return f"The article calls it unverified: {fact.says}"
    if fact.status is Status.EXPECTED and _is_told_as_done(said):
        return f"It is expected, not done: {fact.says}"
    mentions = [label for label in shelf.figures if label.fact == fact_id]
    same = [label for label in mentions if agrees(figure, label, fact)]
    bounds = {label.bound for label in same}
    plain = Bound.EXACTLY in bounds or bool(fact.n) or not same
    free = figure.bound is Bound.EXACTLY and not figure.hedge
    if not plain and free and not _LIMITS.search(said.sentence):
        return f"The article has {same[0].hedge or same[0].bound} before it: {fact.says}"
    return ""


def _is_told_as_done(said: Told) -> bool:
    return bool(_DONE.search(said.sentence)) and not EXPECTED.search(said.context)


def _most_like(sentence: str, facts: tuple[str, ...], shelf: Shelf) -> str:
    """The fact of the figure's sort whose measure the sentence tells; empty for none."""
    said = read_words(sentence)
    best = max(
        facts,
        key=lambda fact: len(said & shelf.words.all[fact]),
        default="",
    )
    if not best:
        return ""
    measure = shelf.words.by_field[best]["measure"]
    return best if measure and 2 * len(measure & said) >= len(measure) else ""


def _is_idle(figure: Figure, sentence: str, shelf: Shelf) -> bool:
    """A small number word that counts arms, cuts or studies, which no label has as a figure."""
    word = figure.text.lower().split()[0]
    fits = any(agrees(figure, label, shelf.facts[label.fact]) for label in shelf.figures)
    if figure.kind is Kind.NONE:
        return word not in _NAUGHT or _is_of_gap(sentence)
    if word in _OPEN or (word == "twice" and not fits):
        return True
    if _PER.search(sentence[: max(0, sentence.find(figure.text))]):
        return True
    if _is_time_point(figure, shelf):
        return True
    if not figure.is_words or word not in _FEW or figure.kind is not Kind.COUNT:
        return False
    return not fits and figure.unit not in _PEOPLE


_OPEN = frozenset({"any"})
"""`any grade` tells no number."""
_NAUGHT = frozenset({"no", "none", "nobody", "zero", "nil"})
_PER = re.compile(r"\bper $", re.IGNORECASE)
"""`per 1,000 patient-years`: the base of a rate, part of its unit."""


def _is_time_point(figure: Figure, shelf: Shelf) -> bool:
    """`week 52`, where a label names it as the time of its fact and not as a figure."""
    digits = figure.text.split()[-1]
    return (
        digits.isdigit()
        and any(
            digits in f"{fact.time} {fact.cut} {fact.population} {fact.grade}".split()
            for fact in shelf.facts.values()
        )
        and not any(digits in label.values for label in shelf.figures)
    )


_GAP = re.compile(
    r"\b(?:report|giv|given|say|said|name|state|provid|mention|print|publish|disclos|describ|show|"
    r"detail|data|figure|information|comparator|control|compar|date|reason|interval)",
    re.IGNORECASE,
)


def _is_of_gap(sentence: str) -> bool:
    """Does the sentence tell what the article leaves out, rather than that nothing happened?"""
    return bool(_GAP.search(sentence))


def _unread(read: Source, shelf: Shelf) -> list[JudgedFigure]:
    """Digits that are read neither as a figure nor as a name: absent where the story has none."""
    spans = [f.span for f in read.figures] + [name.span for name in read.identifiers]
    own = shelf.story.span.cut(shelf.golden.text).lower()
    found = []
    for match in _DIGITS.finditer(read.text):
        span = Span(start=match.start(), end=match.start() + len(match[0].rstrip(".,")))
        if any(other.overlaps(span) for other in spans) or span.cut(read.text) in own:
            continue
        found.append(_absent(span, read.text, "The story prints no such number."))
    for name in read.identifiers:
        if name.text.lower() not in own and name.key not in own.replace("-", " "):
            found.append(_absent(name.span, read.text, "The story has no such name."))
    return found


def _absent(span: Span, text: str, why: str) -> JudgedFigure:
    return JudgedFigure(
        start=span.start,
        end=span.end,
        text=span.cut(text),
        kind=Kind.NUMBER,
        truth=Truth.ABSENT,
        why=why,
    )


def _judged(
    figure: Figure, truth: Truth, facts: tuple[str, ...], why: str, shelf: Shelf
) -> JudgedFigure:
    label = next((one for one in shelf.figures if facts and one.fact == facts[0]), None)
    return JudgedFigure(
        start=figure.span.start,
        end=figure.span.end,
        text=figure.text,
        kind=figure.kind,
        truth=truth,
        facts=facts,
        why=why,
        source_start=label.start if label else -1,
        source_end=label.end if label else -1,
    )
