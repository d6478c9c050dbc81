"""The measures of the figure engine: what is found, what is not, and the shares' denominators."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from evals.figures import is_same_value, pair_figures, show_in_context
from evals.probes import probe_story, score_checking
from evals.read import read_goldens
from evals.stories import score_splitting
from pipeline.figures.scan import find_figures
from schemas.figure import Kind
from schemas.golden import Check, Golden, GoldenConflict, GoldenFigure
from schemas.score import Share
from schemas.text import Span

FOLDER = Path(__file__).parent.parent / "golden"
GOLDENS = read_goldens(FOLDER)


def label(text: str, start: int, kind: Kind, *values: str) -> GoldenFigure:
    """A label at a place."""
    return GoldenFigure(
        start=start, end=start + len(text), text=text, fact="f1", kind=kind, values=values
    )


def test_a_share_of_nothing_is_not_zero() -> None:
    """Nothing measured stays visible as 0/0 and has no value."""
    assert Share(hits=0, of=0).value is None
    assert str(Share(hits=0, of=0)) == "0/0"


def test_shares_add_up_by_their_counts() -> None:
    """Two samples are pooled by counts, not by averaging percentages."""
    assert str(Share(hits=1, of=2) + Share(hits=3, of=8)) == "4/10 (40%)"


def test_a_share_above_its_whole_is_refused() -> None:
    """More hits than tries is a bug of the count."""
    with pytest.raises(ValidationError, match="3 of 2"):
        Share(hits=3, of=2)


def test_figures_are_paired_one_to_one_longest_overlap_first() -> None:
    """A figure that spans two labels belongs to the one it covers more of."""
    figures, _ = find_figures("It paid $4 million; 31 patients came.")
    labels = (label("$4 million", 8, Kind.MONEY), label("31", 20, Kind.COUNT))

    pairs = pair_figures(labels, figures)

    assert [(one.text, int(other.values[0])) for one, other in pairs] == [
        ("$4 million", 4000000),
        ("31", 31),
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "met"), [("31", "of 84", "of 84"), ("31 of", "84", "31 of")]
)
def test_of_two_labels_the_longer_overlap_gets_the_figure(ours: str, theirs: str, met: str) -> None:
    """Whichever comes first; the other label stays without one."""
    text = "It helped 31 of 84 patients."
    figures, _ = find_figures(text)
    labels = [label(words, text.index(words), Kind.COUNT) for words in (ours, theirs)]

    pairs = pair_figures(labels, figures)

    assert [one.text for one, _ in pairs] == [met]


def test_a_value_is_the_same_whatever_its_printed_zeros_and_not_otherwise() -> None:
    """64 and 64.0 are one value; 64 and 46 are two."""
    figures, _ = find_figures("The rate was 64%.")

    assert is_same_value(label("64%", 13, Kind.PERCENT, "64.0"), figures[0])
    assert not is_same_value(label("64%", 13, Kind.PERCENT, "46"), figures[0])


def test_a_figure_is_shown_between_its_words() -> None:
    """A fault in a list must be found again in the article."""
    assert show_in_context("The rate\nwas 64% here", Span(start=13, end=16)) == (
        "The rate was [64%] here"
    )


def test_a_split_that_misses_a_headline_is_said() -> None:
    """A label that names another headline finds no story of it."""
    golden = next(golden for golden in GOLDENS if golden.id == "fennick-selloff")
    story = golden.labels.stories[0]
    headline = story.headline.model_copy(update={"text": story.headline.text[:-1] + "?"})
    labels = golden.labels.model_copy(
        update={"stories": (story.model_copy(update={"headline": headline}),)}
    )

    score = score_splitting(golden.model_copy(update={"labels": labels}))

    assert score.stories == Share(hits=0, of=1)
    assert "no story has the headline" in score.faults[0]


def test_figures_of_a_story_that_is_not_found_are_lost() -> None:
    """A label of a few lines in the midst of what was read as one story."""
    golden = next(golden for golden in GOLDENS if golden.id == "fennick-selloff")
    story = golden.labels.stories[0]
    headline = story.headline.model_copy(update={"text": story.headline.text[:-1] + "?"})
    short = Span(start=story.span.start, end=story.span.start + 300)
    labels = golden.labels.model_copy(
        update={"stories": (story.model_copy(update={"headline": headline, "span": short}),)}
    )

    score = score_splitting(golden.model_copy(update={"labels": labels}))

    assert score.figures.hits == 0
    assert score.figures.of > 0


def test_a_wrong_sentence_that_passes_and_a_true_one_that_fails_are_listed() -> None:
    """Swapped labels show that both lists are filled from what the checker says."""
    golden = next(golden for golden in GOLDENS if golden.id == "bench-morning")
    story = golden.labels.stories[0]
    nonsense = Check(say="The vaccine cost $999 million.", why="Stands nowhere.")
    plain = Check(say="RCV-6 cut confirmed Lyme disease by 62%.", why="It is so.")
    swapped = story.model_copy(update={"must_say": (nonsense,), "must_not_say": (plain,)})

    probes = {probe.said: probe for probe in probe_story(golden, swapped)}

    assert probes[nonsense.say].kind == "true"
    assert probes[nonsense.say].faults
    assert probes[plain.say].kind == "wrong"
    assert not probes[plain.say].faults


@pytest.mark.parametrize(
    ("facts", "hits", "why"),
    [
        (("f_one", "f_two"), 1, "the note shows figures of both"),
        (("f_one",), 1, "the one fact is shown"),
        (("f_one", "f_other"), 0, "only one of two is shown"),
        (("f_other",), 0, "the note is about others"),
    ],
)
def test_a_conflict_of_two_facts_needs_a_note_on_both(
    facts: tuple[str, ...], hits: int, why: str
) -> None:
    """The article says 40% and 45% of one response rate; its 9 months stand in no note."""
    golden = conflicting(facts)

    score = score_checking(golden)

    assert score.conflicts == Share(hits=hits, of=1), why


def conflicting(facts: tuple[str, ...]) -> Golden:
    """A golden that says one rate in two ways, with a label of a conflict between some facts."""
    base = next(golden for golden in GOLDENS if golden.id == "fennick-selloff")
    text = (
        "Qorvex trial\n\nIn 20 patients, 7 of 20 (40%) responded to Qorvex. "
        "Follow-up was 9 months.\n"
    )
    story = base.labels.stories[0].model_copy(
        update={
            "span": Span(start=0, end=len(text)),
            "must_say": (),
            "should_say": (),
            "must_not_say": (),
            "conflicts": (GoldenConflict(kind="value", text="7 of 20 is 35%", facts=facts),),
        }
    )
    figures = tuple(
        label(words, text.index(words), kind).model_copy(update={"fact": fact})
        for words, kind, fact in (
            ("7 of 20", Kind.PROPORTION, "f_one"),
            ("40%", Kind.PERCENT, "f_two"),
            ("9 months", Kind.DURATION, "f_other"),
        )
    )
    labels = base.labels.model_copy(
        update={"stories": (story,), "figures": figures, "boilerplate": (), "opinion": ()}
    )
    return base.model_copy(update={"text": text, "labels": labels})


def test_a_conflict_is_noted_where_the_checker_names_its_figures() -> None:
    """The share of a labelled conflict's notes counts conflicts, not notes."""
    golden = next(golden for golden in GOLDENS if golden.id == "tavrocel-two-cuts")

    score = score_checking(golden)

    assert score.conflicts.of == 3
    assert score.conflicts.hits + len(score.overlooked) == 3
    assert not any("38%" in text for text in score.overlooked)
