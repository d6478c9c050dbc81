"""Mentions of one figure in one role are one fact; others stay apart."""

from hypothesis import given, settings

from pipeline.figures.reading import read_figures
from tests.figure_texts import any_text


def facts_of(text: str) -> list[list[str]]:
    """The printed words of each fact's mentions."""
    read = read_figures(text)
    return [[read.figures[i].text for i in fact.mentions] for fact in read.facts]


def test_a_count_beside_its_percentage_is_one_fact() -> None:
    """`60.0% (9/15)` says one thing twice."""
    assert facts_of("MRD negativity was 60.0% (9/15) with belcoran.") == [["60.0%", "9/15"]]


def test_a_count_that_gives_another_percentage_is_another_fact() -> None:
    """9 of 15 is not 30%."""
    assert facts_of("MRD negativity was 30.0% (9/15) with belcoran.") == [["30.0%"], ["9/15"]]


def test_two_mentions_of_one_rate_are_one_fact() -> None:
    """The measure and the value are the same."""
    text = "The response rate was 52%. A response rate of 52% was seen in the belcoran cohort."

    assert ["52%", "52%"] in facts_of(text)


def test_one_value_of_two_measures_is_two_facts() -> None:
    """67% can be a response rate and a side effect's."""
    text = "The overall response rate was 67%. Neurotoxicity occurred in 67% of patients."

    assert facts_of(text) == [["67%"], ["67%"]]


def test_a_fact_keeps_the_strongest_hedge_among_its_mentions() -> None:
    """`about` in one place and nothing in the other is still `about`."""
    text = "The response rate was about 52%. The response rate of 52% was seen early."
    fact = read_figures(text).facts[0]

    assert (fact.hedge, fact.hedge_strength, len(fact.mentions)) == ("about", 1, 2)


@given(any_text)
@settings(max_examples=150, deadline=None)
def test_every_figure_is_in_exactly_one_fact(text: str) -> None:
    """Facts part the figures, are numbered from one and come in order of first mention."""
    read = read_figures(text)

    mentions = [i for fact in read.facts for i in fact.mentions]
    assert sorted(mentions) == list(range(len(read.figures)))
    assert [f.id for f in read.facts] == [f"f{n}" for n in range(1, len(read.facts) + 1)]
    firsts = [f.mentions[0] for f in read.facts]
    assert firsts == sorted(firsts)


@given(any_text)
@settings(max_examples=100, deadline=None)
def test_what_is_read_when_asked_for_does_not_hang_on_the_order_of_asking(text: str) -> None:
    """A role asked for alone, or from the back, is the role that is read with all others."""
    ahead, back = read_figures(text), read_figures(text)

    from_the_back = [back.roles[i] for i in reversed(range(len(back.figures)))]

    assert from_the_back == list(reversed(ahead.roles))
    assert (ahead.facts, ahead) == (back.facts, back)
