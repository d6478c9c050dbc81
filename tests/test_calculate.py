"""Our own calculations are labelled as ours and stay in the notes."""

from pipeline.calculate import calculate
from pipeline.figures.reading import read_source
from schemas.article import ArticleKind
from schemas.record import ComparatorKind, Inventory, Outcome, Record
from schemas.source import Source

SOURCE = read_source("Of adults, 7/12 (58.3%) on Qorvex responded versus 2/12 (16.7%) on placebo.")
LARGE = read_source("Of adults, 70/120 (58%) on Qorvex responded versus 20/120 (17%) on placebo.")


def _fact(words: str, source: Source = SOURCE) -> str:
    mention = next(n for n, figure in enumerate(source.figures) if figure.text == words)
    return next(fact.id for fact in source.facts if mention in fact.mentions)


def _compared(ours: str, theirs: str, source: Source) -> list[str]:
    outcome = Outcome(
        measure="orr",
        fact=_fact(ours, source),
        comparator=_fact(theirs, source),
        comparator_kind=ComparatorKind.CONCURRENT,
    )
    return [item.text for item in calculate(_record(outcome), source)]


def _record(*outcomes: Outcome) -> Record:
    inventory = Inventory(figures=4, facts=2, identifiers=0, boilerplate=())
    return Record(
        article_id="a#1",
        headline="",
        kind=ArticleKind.CLINICAL,
        outcomes=outcomes,
        inventory=inventory,
    )


def test_a_difference_is_worked_out_from_the_counts() -> None:
    """Of 12 and 12, 5/12 is 41.67 points and prints as 42; 58.33 less 16.67 would be 41.66."""
    texts = _compared("7/12", "2/12", SOURCE)

    assert "Our calculation: from the counts, the difference is 42 percentage points." in texts


def test_a_share_of_few_people_has_no_decimals() -> None:
    """7 of 12 is 58%, its exact interval 27.67 to 84.83 prints as 28 to 85."""
    texts = _compared("7/12", "2/12", SOURCE)

    assert "Our calculation: 7 of 12 is 58%, exact 95% interval 28% to 85%." in texts
    assert not any("." in text.rstrip(".") for text in texts)


def test_a_share_of_a_hundred_or_more_has_one_decimal() -> None:
    """70/120 less 20/120 is 50/120: 41.67 points, one decimal kept; 20 of 120 is 16.7%."""
    texts = _compared("70/120", "20/120", LARGE)

    assert "Our calculation: from the counts, the difference is 41.7 percentage points." in texts
    assert any(text.startswith("Our calculation: 20 of 120 is 16.7%, exact") for text in texts)


def test_a_story_without_counts_gets_no_calculation() -> None:
    """Nothing is worked out from a bare percentage."""
    assert calculate(_record(), SOURCE) == ()
