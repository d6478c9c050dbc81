"""What a draft may have worked out from two facts, and what it may not."""

from decimal import Decimal

import pytest

from pipeline.figures.reading import read_source
from pipeline.worked import Work, bare, work_out
from schemas.source import Fact, Source

SOURCE = read_source(
    "The response rate was 58.3% (7/12) on belcoran and 16.7% (2/12) on placebo. Nausea was seen "
    "in 31% of patients. Sales were $3.5 million after $1.2 million, on 40 pumps after 10 pumps. "
    "At the interim analysis survival was 60%; at the final analysis survival was 55%. The range "
    "was 44% to 67%. It lasted 17 months with it and 9 months without. Costs were 12 million CHF "
    "in May and 4 million CHF in June; a dose costs $1,850, a refill $350."
)


def _fact(words: str, source: Source = SOURCE) -> Fact:
    return next(
        fact
        for fact in source.facts
        if any(source.figures[mention].text == words for mention in fact.mentions)
    )


@pytest.mark.parametrize(
    ("work", "one", "two", "printed"),
    [
        (Work.DIFFERENCE, "58.3%", "16.7%", "41.6 percentage points"),
        (Work.DIFFERENCE, "16.7%", "58.3%", "41.6 percentage points"),
        (Work.DIFFERENCE, "$3.5 million", "$1.2 million", "$2.3 million"),
        (Work.SUM, "$3.5 million", "$1.2 million", "$4.7 million"),
        (Work.DIFFERENCE, "12 million CHF", "4 million CHF", "8 million CHF"),
        (Work.DIFFERENCE, "$1,850", "$350", "$1,500"),
        (Work.RATIO, "58.3%", "16.7%", "3.5 times"),
        (Work.DIFFERENCE, "17 months", "9 months", "8 months"),
        (Work.SHARE, "10", "40", "25%"),
    ],
)
def test_what_follows_is_printed_in_its_unit(work: Work, one: str, two: str, printed: str) -> None:
    """Points for rates, the sign for money, the unit for times; worked out by hand."""
    assert work_out(work, _fact(one), _fact(two), SOURCE).text == printed


@pytest.mark.parametrize(
    ("work", "one", "two", "why"),
    [
        (Work.DIFFERENCE, "58.3%", "31%", "measures"),
        (Work.DIFFERENCE, "60%", "55%", "data cuts"),
        (Work.DIFFERENCE, "58.3%", "17 months", "unit"),
        (Work.DIFFERENCE, "44% to 67%", "58.3%", "no single value"),
        (Work.SHARE, "40", "10", "no part"),
    ],
)
def test_what_does_not_follow_is_refused_with_its_reason(
    work: Work, one: str, two: str, why: str
) -> None:
    """The sentence is for whoever wrote the reference."""
    with pytest.raises(ValueError, match=why):
        work_out(work, _fact(one), _fact(two), SOURCE)


@pytest.mark.parametrize(
    ("words", "number"),
    [("58.3%", "58.3"), ("$3.5 million", "3.5"), ("17 months", "17"), ("44% to 67%", "44% to 67%")],
)
def test_a_bare_figure_is_its_number_alone(words: str, number: str) -> None:
    """A range stays as it is: one of its numbers would be another figure."""
    fact = _fact(words)
    figure = next(SOURCE.figures[m] for m in fact.mentions if SOURCE.figures[m].text == words)

    assert bare(figure) == number
    assert figure.step >= Decimal(0)
