"""Our own calculations are labelled as ours and stay in the notes."""

from pipeline.calculate import calculate
from pipeline.figures.reading import read_source
from schemas.article import ArticleKind
from schemas.record import ComparatorKind, Inventory, Outcome, Record

SOURCE = read_source("Of adults, 7/12 (58.3%) on Qorvex responded versus 2/12 (16.7%) on placebo.")


def _fact(words: str) -> str:
    mention = next(n for n, figure in enumerate(SOURCE.figures) if figure.text == words)
    return next(fact.id for fact in SOURCE.facts if mention in fact.mentions)


def _record(*outcomes: Outcome) -> Record:
    inventory = Inventory(figures=4, facts=2, identifiers=0, boilerplate=())
    return Record(
        article_id="a#1",
        headline="",
        kind=ArticleKind.CLINICAL,
        outcomes=outcomes,
        inventory=inventory,
    )


def test_counts_give_exact_intervals_and_a_difference_in_points() -> None:
    """58.33 less 16.67 is 41.66 points; 7 of 12 has an exact interval of 27.67 to 84.83."""
    outcome = Outcome(
        measure="orr",
        fact=_fact("7/12"),
        comparator=_fact("2/12"),
        comparator_kind=ComparatorKind.CONCURRENT,
    )

    texts = [item.text for item in calculate(_record(outcome), SOURCE)]

    assert "Our calculation: 7 of 12 is 58.33%, exact 95% interval 27.67%-84.83%." in texts
    assert "Our calculation: the difference is 41.66 percentage points." in texts


def test_a_story_without_counts_gets_no_calculation() -> None:
    """Nothing is worked out from a bare percentage."""
    assert calculate(_record(), SOURCE) == ()
