"""What the labels say of every figure of a text. In: a text, a golden and one of its stories.

Out: a verdict for each figure, by the labels alone: the checker that filtered a brief has no part
in judging it. A figure is supported where a labelled fact of the story has its value, the words of
its sentence do not give it to another fact, and a bound or doubt of the label is told.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from evals.truth_binding import find_misplaced
from evals.truth_echo import Echoes
from evals.truth_foreign import find_foreign
from evals.truth_idle import (
    Printed,
    find_unread,
    is_idle,
    is_named,
    read_point,
    read_printed,
)
from evals.truth_joined import find_glued, join_ranges
from evals.truth_lexicon import Lexicon
from evals.truth_near import is_mistakable
from evals.truth_roles import Place, Words, find_borne, read_words
from evals.truth_told import Told, find_unsure, find_untold
from evals.truth_values import family, place_figure
from evals.truth_worked import Setting, is_worked
from pipeline.figures.reading import read_figures
from schemas.eval import JudgedFigure, Truth
from schemas.figure import Figure
from schemas.golden import Check, Golden, GoldenFact, GoldenFigure, GoldenStory
from schemas.source import Source
from schemas.text import Span


class Shelf(NamedTuple):
    """The labels of one story, laid out for judging."""

    golden: Golden
    story: GoldenStory
    facts: dict[str, GoldenFact]
    figures: tuple[GoldenFigure, ...]
    words: Words
    lexicon: Lexicon
    printed: Printed
    known: Printed
    """The page's words with those of the story's labels."""
    echoes: Echoes

    def mentions(self, fact: str) -> list[GoldenFigure]:
        """The fact's figures, in reading order."""
        return [figure for figure in self.figures if figure.fact == fact]

    @property
    def checks(self) -> tuple[Check, ...]:
        """True sentences of the labels."""
        return (*self.story.must_say, *self.story.should_say)


def lay_out(golden: Golden, story: GoldenStory) -> Shelf:
    """The story's own labels; the headline is part of it."""
    inside = tuple(
        figure
        for figure in golden.labels.figures
        if story.span.start <= figure.start < story.span.end
    )
    named = {figure.fact for figure in inside}
    facts = {fact.id: fact for fact in golden.labels.facts if fact.id in named}
    words = Words(tuple(facts.values()))
    lexicon = Lexicon(golden.text, story, facts, inside)
    printed = read_printed(story.span.cut(golden.text))
    labelled = " ".join(
        f"{one.says} {one.arm} {one.product} {one.company} {one.comparator}"
        for one in facts.values()
    )
    known = read_printed(f"{golden.text} {labelled}")
    return Shelf(
        golden, story, facts, inside, words, lexicon, printed, known, Echoes(golden, story)
    )


def judge_figures(text: str, shelf: Shelf) -> tuple[JudgedFigure, ...]:
    """Every figure of the text in reading order, with what the labels say of it."""
    read = read_figures(text)
    judged = [
        one for index in range(len(read.sentences)) for one in _judge_sentence(index, read, shelf)
    ]
    return tuple(
        sorted(
            (
                *judged,
                *find_glued(read),
                *find_unread(read, shelf.printed),
                *find_foreign(read, shelf.known),
            ),
            key=lambda one: one.start,
        )
    )


def _judge_sentence(index: int, read: Source, shelf: Shelf) -> list[JudgedFigure]:
    """The figures of one sentence, judged together: what one is said of tells the others' place."""
    span, told = read.sentences[index], _told(index, read)
    glued = {one.start for one in find_glued(read)}
    own = [one for one in read.figures if span.covers(one.span) and one.span.start not in glued]
    figures = [
        figure
        for figure in join_ranges(own, read.text, shelf.figures, shelf.facts)
        if not is_idle(figure, told.sentence, shelf.figures, shelf.facts, shelf.printed)
    ]
    places = [place_figure(one, span.start, shelf.figures, shelf.facts) for one in figures]
    borne = find_borne(told.sentence, places, shelf.words) if places else ()
    doubted = [at for at, kept in enumerate(borne) if not kept]
    wrong = find_misplaced(told.sentence, figures, places, shelf.lexicon, doubted)
    judged = []
    for at, (figure, place) in enumerate(zip(figures, places, strict=True)):
        point = read_point(figure, told.sentence)
        echoed = shelf.echoes.find(read, span, figure)
        if echoed:
            judged.append(_judge_echo(figure, told, _meant(echoed, place, shelf), shelf))
        elif point:
            judged.append(_judge_point(figure, point, place, shelf))
        elif at in wrong:
            judged.append(_judged(figure, Truth.MISATTRIBUTED, place.facts, wrong[at], shelf))
        else:
            judged.append(_judge(figure, told, place, borne[at] or place.facts, shelf))
    return judged


def _told(index: int, read: Source) -> Told:
    """The sentence between its neighbours, of whatever line."""
    near = read.sentences[max(0, index - 1) : index + 2]
    words = [span.cut(read.text) for span in near]
    before = index > 0
    printed = frozenset(
        abs(value)
        for figure in read.figures
        if any(span.covers(figure.span) for span in near[: 1 + before])
        for value in figure.values
    )
    return Told(words[before], " ".join(words[: 1 + before]), " ".join(words), printed)


def _meant(echoed: Sequence[Span], place: Place, shelf: Shelf) -> tuple[str, ...]:
    """The facts that the labels have at the places where the figure stands so, or by its value."""
    labels = (one for one in shelf.figures if any(_is_at(one, span) for span in echoed))
    return tuple(dict.fromkeys(one.fact for one in labels)) or place.facts


def _is_at(label: GoldenFigure, place: Span) -> bool:
    return label.start < place.end and place.start < label.end


def _judge_echo(figure: Figure, told: Told, facts: tuple[str, ...], shelf: Shelf) -> JudgedFigure:
    """What stands so in the article is right in value and in what it is of; is it as sure?"""
    unsure = {fact: find_unsure(figure, told, shelf.facts[fact], shelf.checks) for fact in facts}
    right = tuple(fact for fact, why in unsure.items() if not why)
    if facts and not right:
        return _judged(figure, Truth.OVERSTATED, facts, unsure[facts[0]], shelf)
    return _judged(figure, Truth.SUPPORTED, right, "", shelf)


def _judge_point(figure: Figure, point: str, place: Place, shelf: Shelf) -> JudgedFigure:
    """`week 24` is right where a label or the story names it."""
    if is_named(point, shelf.facts, shelf.printed.text):
        own = [one for one in place.facts if is_named(point, {one: shelf.facts[one]}, "")]
        return _judged(figure, Truth.SUPPORTED, tuple(own[:1]), "", shelf)
    return _judged(figure, Truth.ABSENT, (), f"The story has no {point}.", shelf)


def _judge(
    figure: Figure, told: Told, place: Place, borne: tuple[str, ...], shelf: Shelf
) -> JudgedFigure:
    """One figure's truth: value first, then of whom, then how sure."""
    sentence = told.sentence
    if not place.facts:
        if is_worked(figure, Setting(sentence, told.printed), shelf.figures, shelf.facts):
            return _judged(figure, Truth.SUPPORTED, _listed(figure, sentence, shelf), "", shelf)
        alike = [one for one in place.rivals if is_mistakable(figure, shelf.mentions(one))]
        like = _most_like(sentence, alike, shelf)
        if like:
            why = f"The labels have it otherwise: {shelf.facts[like].says}"
            return _judged(figure, Truth.ALTERED, (like,), why, shelf)
        return _judged(figure, Truth.ABSENT, (), "No label of the story has this value.", shelf)
    untold = {
        fact: find_untold(figure, told, shelf.facts[fact], shelf.mentions(fact), shelf.checks)
        for fact in borne
    }
    right = tuple(fact for fact, why in untold.items() if not why)
    if not right:
        return _judged(figure, Truth.OVERSTATED, borne, untold[borne[0]], shelf)
    stated = (*_nearest(sentence, right, shelf), *_counted(figure, sentence, shelf))
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
    return _listed(figure, sentence, shelf)


def _listed(figure: Figure, sentence: str, shelf: Shelf) -> tuple[str, ...]:
    """Facts that the labels give singly, and the figure together: `25 of 42`, `aged 79 and 84`."""
    said, parts = read_words(sentence), {abs(value) for value in figure.values}
    kind = family(figure.kind)
    return tuple(
        label.fact
        for label in shelf.figures
        if len(label.values) == 1
        and abs(Decimal(label.values[0])) in parts
        and (
            family(label.kind) == kind == "time"
            or shelf.words.by_field[label.fact]["measure"] & said
        )
    )


def _most_like(sentence: str, facts: Sequence[str], shelf: Shelf) -> str:
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
