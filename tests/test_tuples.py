"""A reading beside its labels: found, right, the value, and the whole tuple; each can fail."""

from evals.truth import Shelf
from evals.tuples import score_reading
from pipeline.figures.reading import read_source
from schemas.eval import Reading
from schemas.score import Share
from schemas.source import Role, Source, Status
from tests.judged_golden import ARTICLE, golden_of, shelf_of

SHELF = shelf_of()
READ = read_source(ARTICLE, "s1")


def read(text: str, shelf: Shelf = SHELF) -> Reading:
    """What the engine's reading of a text scores; places must be those of the article."""
    assert len(text) == len(ARTICLE)
    return score_reading(shelf, read_source(text, "s1"))


def with_status(source: Source, status: Status) -> Source:
    """The reading with one status everywhere."""
    roles = tuple(role.model_copy(update={"status": status}) for role in source.roles)
    facts = tuple(
        fact.model_copy(update={"role": fact.role.model_copy(update={"status": status})})
        for fact in source.facts
    )
    return source.model_copy(update={"roles": roles, "facts": facts})


def test_the_article_is_read_as_it_is_labelled() -> None:
    """Every labelled figure is found with its value."""
    reading = score_reading(SHELF, READ)

    assert reading.found.hits == reading.found.of == len(SHELF.figures)
    assert reading.values.hits == reading.values.of
    assert reading.tuples.of == reading.values.of


def test_a_figure_that_is_not_read_is_not_found() -> None:
    """A reader that drops a sentence finds less, and is right about what it reports."""
    gone = "Serious infections affected 9% of patients on orbestat against 4% on placebo."

    reading = read(ARTICLE.replace(gone, " " * len(gone)))

    assert reading.found.of - reading.found.hits == 2
    assert reading.right.of - reading.right.hits == (
        score_reading(SHELF, READ).right.of - score_reading(SHELF, READ).right.hits
    )


def test_a_figure_that_nobody_labelled_is_not_right() -> None:
    """A reader that sees more than there is, is wrong about that."""
    known = score_reading(SHELF, READ).right
    fewer = golden_of().labels.figures[:-1]
    reading = score_reading(SHELF._replace(figures=fewer), READ)

    assert reading.right.of == known.of
    assert reading.right.hits == known.hits - 1


def test_a_misread_value_is_counted() -> None:
    """8% where the label has 9%."""
    whole = score_reading(SHELF, READ)

    reading = read(ARTICLE.replace("affected 9%", "affected 8%"))

    assert reading.found == whole.found
    assert whole.values.hits - reading.values.hits == 1


def test_a_wrong_status_spoils_the_tuple_and_is_told() -> None:
    """What is reported is not unverified."""
    whole = score_reading(SHELF, READ)

    reading = score_reading(SHELF, with_status(READ, Status.UNVERIFIED))

    assert reading.values == whole.values
    assert reading.tuples.hits < whole.tuples.hits
    assert any("status UNVERIFIED, the label says REPORTED" in fault for fault in reading.wrong)


def test_what_a_company_reports_is_reported() -> None:
    """Whose word it is, is no matter of how sure it is."""
    sure = score_reading(SHELF, with_status(READ, Status.REPORTED))

    assert score_reading(SHELF, with_status(READ, Status.COMPANY)).tuples == sure.tuples


def test_a_measure_that_the_words_do_not_tell_spoils_the_tuple() -> None:
    """The label says of another thing than the reading."""
    facts = {
        **SHELF.facts,
        "f8": SHELF.facts["f8"].model_copy(update={"measure": "hair loss"}),
    }

    reading = score_reading(SHELF._replace(facts=facts), READ)

    assert any("the label says 'hair loss'" in fault for fault in reading.wrong)
    assert not any("'serious infections'" in fault for fault in reading.wrong)


def read_with(measure: str) -> Reading:
    """The reading where the label of the serious infections names another measure."""
    fact = SHELF.facts["f8"].model_copy(update={"measure": measure})
    return score_reading(SHELF._replace(facts={**SHELF.facts, "f8": fact}), READ)


def test_words_that_the_paragraph_does_not_print_are_not_asked_for() -> None:
    """A label's `absolute incidence of` stands nowhere in the article; its infections do."""
    told = read_with("absolute incidence of severe infections").wrong

    assert not any("the label says 'absolute" in fault for fault in told)


def test_another_figures_words_do_not_make_a_measure_read() -> None:
    """The paragraph prints them, of another figure: the reading must not have them."""
    told = read_with("reduction of steroid dose").wrong

    assert any("the label says 'reduction of steroid dose'" in fault for fault in told)


def test_what_was_not_read_of_whom_is_counted_as_not_read() -> None:
    """Roles with nothing in them contradict no label, and name nobody."""
    blank = READ.model_copy(update={"roles": tuple(Role() for _ in READ.roles)})
    whole, none = score_reading(SHELF, READ), score_reading(SHELF, blank)

    assert none.named.of == whole.named.of
    assert none.named.hits == 0
    assert whole.named.hits > whole.named.of // 2


def test_of_whom_is_asked_of_figures_that_were_not_found() -> None:
    """The two arms and one product of a sentence that was dropped are read no more."""
    gone = "Serious infections affected 9% of patients on orbestat against 4% on placebo."
    whole = score_reading(SHELF, READ).named

    reading = read(ARTICLE.replace(gone, " " * len(gone)))

    assert reading.named == Share(hits=whole.hits - 3, of=whole.of)


def test_another_population_is_not_the_labelled_one() -> None:
    """One label of the article has a population; every role says another."""
    roles = tuple(
        role.model_copy(update={"population": "children", "near": frozenset()})
        for role in READ.roles
    )
    right = tuple(role.model_copy(update={"population": "heavy proteinuria"}) for role in roles)

    wrong = score_reading(SHELF, READ.model_copy(update={"roles": roles})).named
    reading = score_reading(SHELF, READ.model_copy(update={"roles": right})).named

    assert reading == Share(hits=wrong.hits + 1, of=wrong.of)
