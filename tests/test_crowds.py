"""A figure among too many to be told apart is looked up by its value, and so a check stays fast."""

import pytest

from benchmarks.material import hostile_checks, read_goldens, tile
from benchmarks.measure import cpu_seconds
from pipeline.figures.candidates import explain_report
from pipeline.figures.check import check_against, check_figures
from pipeline.figures.crowds import FREE, MOST_IN_SENTENCE, ROOM, is_in_crowd
from pipeline.figures.reading import read_figures, read_source
from pipeline.figures.related import find_related
from schemas.verdict import FigureCheck, Severity, Verdict
from tests.test_benchmarks import GOLDENS

SOURCE = "Of those given velcamet, 31% had nausea and 47% responded."


def listed(count: int, first: str = "31%") -> str:
    """One sentence of `count` figures, the first of them told wrongly of what responded."""
    rest = ", ".join(str(n) for n in range(201, 200 + count))
    return f"On velcamet {first} responded, and codes {rest}."


def first_of(text: str) -> FigureCheck:
    """The verdict on a text's first figure."""
    return check_figures(text, SOURCE).checks[0]


def test_a_figure_in_a_full_sentence_is_still_judged_by_its_words() -> None:
    """Forty figures in a sentence are not too many."""
    assert first_of(listed(MOST_IN_SENTENCE)).verdict is Verdict.MISATTRIBUTED


def test_a_figure_in_a_sentence_too_full_is_judged_by_its_value() -> None:
    """With one more, the words tell no longer whose value it is."""
    assert first_of(listed(MOST_IN_SENTENCE + 1)).verdict is Verdict.EXACT


def test_a_value_in_a_crowd_that_no_source_prints_is_for_an_editor_to_see() -> None:
    """It may be worked out or rounded; nobody looked."""
    check = first_of(listed(MOST_IN_SENTENCE + 1, "38%"))

    assert (check.verdict, check.severity) == (Verdict.UNCLEAR, Severity.WARN)


@pytest.mark.parametrize(("spare", "crowded"), [(0, False), (1, True)])
def test_a_text_has_so_many_figures_and_one_more_for_each_fifty_characters(
    spare: int, crowded: bool
) -> None:
    """The last of a line of short sentences is in a crowd if there is one too many before it."""
    sentence = "It lost 31%. "
    count = FREE * ROOM // (ROOM - len(sentence)) + 1 + spare

    assert is_in_crowd(count - 1, read_figures(sentence * count)) is crowded


def test_what_stands_in_a_crowd_is_explained_as_well() -> None:
    """The candidates of a figure are found though its words tell nothing."""
    text, source = read_figures(listed(MOST_IN_SENTENCE + 1)), read_source(SOURCE)

    [candidate, *_] = (
        explain_report(check_against(text, (source,)), text, (source,)).checks[0].candidates
    )
    assert candidate.taken
    assert candidate.evidence.text == "31%"


def test_figures_of_one_form_relate_to_the_same_places() -> None:
    """What is kept for one is right for the next, and `47%` is not taken for `31%`."""
    source = read_source(SOURCE)
    one, same, other = read_figures("It was 31%, then 31%, then 47%.").figures

    assert [at for at, _ in find_related(one, source)] == [0]
    assert find_related(same, source) is find_related(one, source)
    assert [at for at, _ in find_related(other, source)] == [1]


@pytest.mark.slow
@pytest.mark.parametrize("name", hostile_checks(40))
def test_a_check_of_a_text_made_to_be_slow_takes_at_most_five_times_that_of_ordinary_text(
    name: str,
) -> None:
    """Against an ordinary source as against itself; all is measured here and now."""
    texts = read_goldens(GOLDENS)
    article, made = tile(texts, 20_000), hostile_checks(30_000)[name]

    usual = min(seconds(tile(texts, 30_000, 3), article) for _ in range(2))
    assert min(seconds(made, article) for _ in range(2)) <= 5 * usual
    assert min(seconds(made, made[:20_000]) for _ in range(2)) <= 5 * usual


def seconds(text: str, source: str) -> float:
    """CPU time of reading and checking a text."""
    return cpu_seconds(lambda: check_figures(text, source))
