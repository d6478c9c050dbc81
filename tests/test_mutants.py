"""True sentences made wrong: each operator where its error can be proved, and where it cannot."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.mutants import fitted, is_rounding, shape_of, value_in
from evals.operators import read_operators
from evals.power import OPERATORS, mutate
from evals.slots import find_slots
from tests.power_golden import shared_ends, slots_of, small_golden

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "mutants.toml").read_text("utf-8")
)["case"]


def mutants_of(case: dict[str, Any]) -> list[Any]:
    """All mutants of the case's operator, each once."""
    more = {name: case[name] for name in ("boilerplate", "gaps") if name in case}
    golden = small_golden(case["article"], case["say"], case["figures"], **more)
    found = [
        mutant
        for slot in slots_of(golden)
        for mutant in mutate(slot, golden, golden.labels.stories[0])
        if mutant.operator == case["operator"]
    ]
    return list({mutant.text: mutant for mutant in found}.values())


@pytest.mark.parametrize("case", CASES, ids=[f"{c['operator']}: {c['why']}" for c in CASES])
def test_an_operator_makes_wrong_what_the_labels_prove_wrong_and_nothing_else(
    case: dict[str, Any],
) -> None:
    """The mutants of the operator, in full; an empty list where none could be proved."""
    assert [mutant.text for mutant in mutants_of(case)] == case["wrong"]


@pytest.mark.parametrize("case", CASES, ids=[f"{c['operator']}: {c['why']}" for c in CASES])
def test_a_mutant_differs_from_its_sentence_at_one_place_and_says_where(
    case: dict[str, Any],
) -> None:
    """Before and behind the words that are named as wrong the sentence is as it was."""
    for mutant in mutants_of(case):
        if mutant.operator.endswith("_exchange") or (mutant.start, mutant.end) == (
            0,
            len(mutant.text),
        ):
            continue  # two figures in each other's place; a sentence of its own
        before, behind = shared_ends(case["say"], mutant.text)
        assert before >= mutant.start - 1
        assert len(mutant.text) - behind <= mutant.end + 1


def test_every_operator_of_the_table_is_tried_both_ways() -> None:
    """Each has a row in which it strikes; the table and the rows name the same ones."""
    named = {entry.name for entry in read_operators().operators}
    striking = {case["operator"] for case in CASES if case["wrong"]}

    assert striking | {"story_swap"} == named


def test_a_figure_of_another_story_of_the_page_is_wrong_in_this_one() -> None:
    """It is put in place of one of its sort; one that this story prints too is not."""
    page = "Tarvel helped 31% and harmed 12%.\nOmbrex helped 64% and harmed 12%."
    golden = small_golden(
        page,
        "Tarvel helped 31%.",
        [
            {"text": words, "kind": "percent", "values": [words[:-1]], "unit": "%"}
            for words in ("31%", "12%", "64%", "12%")
        ],
    )
    (whole,) = golden.labels.stories
    first = whole.model_copy(update={"span": whole.span.model_copy(update={"end": 33})})
    second = whole.model_copy(
        update={"id": "s2", "span": whole.span.model_copy(update={"start": 34})}
    )
    labels = golden.labels.model_copy(update={"stories": (first, second)})
    golden = golden.model_copy(update={"labels": labels})

    found = [
        mutant.text
        for slot in find_slots(golden, first)
        for mutant in mutate(slot, golden, first)
        if mutant.operator == "story_swap"
    ]

    assert found == ["Tarvel helped 64%."]


def test_no_text_is_tried_twice() -> None:
    """Two operators that come to the same words give one mutant."""
    golden = small_golden(
        "Tarvel helped 7 of 12 patients.",
        "Tarvel helped 7 of 12 patients.",
        [{"text": "7 of 12", "kind": "proportion", "values": ["7", "12"], "n": "7", "N": "12"}],
    )
    seen: set[str] = set()
    story = golden.labels.stories[0]

    first = [m.text for slot in slots_of(golden) for m in mutate(slot, golden, story, seen)]
    again = [m.text for slot in slots_of(golden) for m in mutate(slot, golden, story, seen)]

    assert first and len(first) == len(set(first))
    assert again == []


percents = st.decimals(min_value="0.1", max_value="99.9", places=1)


@given(value=percents, lower=st.booleans())
def test_a_mutant_never_prints_what_the_article_prints(value: Any, lower: bool) -> None:
    """Whatever the percentage: no mutant is its sentence, and one place in it is another."""
    say = f"In the trial {value}% of 480 patients responded to tarvel."
    golden = small_golden(
        f"{'In' if lower else 'On'} tarvel {value}% of the 480 patients responded.",
        say,
        [
            {"text": f"{value}%", "kind": "percent", "values": [str(value)], "unit": "%"},
            {"text": "480 patients", "kind": "count", "values": ["480"], "unit": "patient"},
        ],
    )
    story = golden.labels.stories[0]
    for slot in slots_of(golden):
        for mutant in mutate(slot, golden, story):
            assert mutant.text != say
            before, behind = shared_ends(say, mutant.text)
            assert before >= mutant.start - 1
            assert len(mutant.text) - behind <= mutant.end + 1
            assert mutant.why


@given(number=st.integers(min_value=1, max_value=10**6), tens=st.integers(1, 4))
def test_a_number_rounded_to_tens_is_a_rounding_and_the_next_is_not(number: int, tens: int) -> None:
    """Within half of the last nought's place, and no farther."""
    step = 10**tens
    rounded = (number + step // 2) // step * step
    digits = str(rounded)
    if rounded:
        assert is_rounding(digits, value_in(str(number)))
        noughts = len(digits) - len(digits.rstrip("0"))
        assert not is_rounding(digits, value_in(str(rounded + 10**noughts)))


@pytest.mark.parametrize(
    ("words", "start", "then"),
    [("Seven", 5, "seven"), ("seven", 0, "Seven"), ("May 2027", 5, "May 2027"), ("7", 0, "7"),
     ("First half of 2027", 9, "first half of 2027"), ("$3 million", 0, "$3 million")],
)  # fmt: skip
def test_a_figure_gets_the_letter_of_its_new_place(words: str, start: int, then: str) -> None:
    """Number words are small within a sentence and great at its head."""
    assert fitted(words, start) == then


def test_figures_of_one_shape_are_told_from_others() -> None:
    """The digits do not matter, the unit does."""
    assert shape_of("$9 million") == shape_of("$12.5 million")
    assert shape_of("$9 million") != shape_of("€9 million")
    assert shape_of("seven patients") == shape_of("12 patients")


def test_operators_are_in_the_table_and_the_table_has_no_other_group() -> None:
    """Every group has a target; every operator function is one of the engine's list."""
    table = read_operators()

    assert {entry.group for entry in table.operators} == {n for n, _ in table.targets} - {"benign"}
    assert len(set(OPERATORS)) == len(OPERATORS)
