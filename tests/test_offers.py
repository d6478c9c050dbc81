"""What a story offers a brief besides sentences: lines, tables, the gravest harm, a headline."""

import tomllib
from pathlib import Path

import pytest

from pipeline.embedded.clauses import print_template, write_template
from pipeline.embedded.draft_columns import draft_columns
from pipeline.embedded.draft_quoted import quote_headline
from pipeline.embedded.draft_safety import draft_grave
from pipeline.embedded.draft_tables import draft_tables
from pipeline.embedded.extract import extract_record
from pipeline.embedded.labelled import say_labelled
from pipeline.embedded.variants import find_variants
from pipeline.embedded.worth import find_worth
from pipeline.figures.reading import read_source
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story
from schemas.record import Record
from schemas.source import Source
from schemas.text import Span

_PLANS = ("costs", "staff", "sites", "drugs", "prices", "rivals", "patents", "boards", "loans")
LINES = tomllib.loads((Path(__file__).parent / "cases" / "labelled.toml").read_text())["case"]


def _read(body: str, headline: str = "Tarn Bio and its felmarin") -> tuple[Record, Source]:
    """A made-up story's record and source."""
    page = read_bytes(f"{headline}\n\n{body}\n".encode(), "made-up.txt")
    article = split_page(page)[0]
    source = read_story(page, article)
    return extract_record(page, article, source), source


def _worth(body: str, printed: str, headline: str = "Tarn Bio and its felmarin") -> int:
    """What the fact with this figure is worth to a reader of the story."""
    record, source = _read(body, headline)
    points = find_worth(record, source)
    return next(
        points[fact.id]
        for fact in source.facts
        if any(source.figures[mention].text == printed for mention in fact.mentions)
    )


@pytest.mark.parametrize("case", LINES, ids=[case["why"] for case in LINES])
def test_a_line_without_a_verb_is_said_as_a_sentence(case: dict[str, str]) -> None:
    """Its label and its figures stay as they are; what gives no figure is not said."""
    source = read_source(case["line"], "a.txt")
    template = write_template(source, Span(start=0, end=len(case["line"])))

    assert print_template(say_labelled(template, source.text), source) == case["said"]


PERIODS = """Tarn Bio reported its quarter.

$ million / Q2 2026 / Q2 2025 / Change
Revenue / 18.4 / 15.1 / 22%
Costs / 7.1 / 9.0 / n/m
"""


def test_a_row_of_periods_is_said_with_its_unit_and_its_days() -> None:
    """The unit stands over the columns; a table that names none gives no money."""
    said = [item.printed for item in draft_tables(*_read(PERIODS))]
    bare = [item.printed for item in draft_tables(*_read(PERIODS.replace("$ million", "Item")))]

    assert any("revenue as $18.4 million for Q2 2026" in line for line in said)
    assert not any("18.4" in line for line in bare)


def test_the_unit_over_a_table_is_read_past_its_exceptions() -> None:
    """`in millions of US dollars except percentages` is money; `in percent` is none."""
    over = "in millions of US dollars except percentages"
    table = PERIODS.replace("$ million", over)
    said = [item.printed for item in draft_tables(*_read(table))]
    other = [item.printed for item in draft_tables(*_read(table.replace(over, "in percent")))]

    assert any("revenue as $18.4 million for Q2 2026" in line for line in said)
    assert not any("$18.4" in line for line in other)


ARMS = """Tarn Bio wrote to investigators.

Group ; Treated ; Deaths
Placebo ; 61 ; 1 (2%)
20 mg ; 58 ; 3 (5%)
40 mg ; 57 ; 9 (16%)
"""


def test_a_table_of_arms_is_said_column_by_column() -> None:
    """So that a reader compares arms; a table of programmes has nothing to compare."""
    said = [item.printed for item in draft_columns(*_read(ARMS))]
    text = ARMS.replace("Group", "Programme").replace("Placebo", "TB-1")

    assert (
        "The article’s table gives deaths as 1 (2%) for placebo, 3 (5%) for 20 mg and 9 (16%) for "
        "40 mg." in said
    )
    assert draft_columns(*_read(text)) == ()
    assert not any("deaths" in line for line in _columns(ARMS.replace("9 (16%)", "n/a")))


def _columns(body: str) -> list[str]:
    return [item.printed for item in draft_columns(*_read(body))]


def test_the_terms_of_a_deal_are_said_row_by_row() -> None:
    """A row whose last cell alone is a sum is a term; two numbers in a row are none."""
    table = (
        "Tarn Bio signed a deal.\n\nPayment / Condition / Amount\n"
        "Upfront / at signing / $12 million\n"
        "Sales / first year above a threshold / up to $30 million\n"
    )
    said = [item.printed for item in draft_tables(*_read(table))]
    two = [item.printed for item in draft_tables(*_read(table.replace("at signing", "9 (2%)")))]

    assert "The article’s table lists $12 million for upfront (at signing)." in said
    assert not any("lists $12 million" in line for line in two)


LONG = (
    "The medical chief, Ada Lorne, told callers that there had been 2 deaths in the programme, one "
    "from a fall and one, of a liver tumour in a man who had had hepatitis C for most of his life, "
    "that investigators called unlikely to be related and that the regulator still looks at."
)


def test_the_gravest_harm_is_quoted_where_no_sentence_on_offer_tells_it() -> None:
    """The quotation ends at a comma where the sentence is too long, and says that it does."""
    record, source = _read(f"Tarn Bio gave felmarin to 18 patients. {LONG}")
    [made] = draft_grave(record, source, (), 250)

    assert made.printed.endswith("there had been 2 deaths in the programme …”.")
    assert draft_grave(record, source, (made,), 250) == ()


def test_a_headline_is_quoted_only_for_what_it_alone_gives() -> None:
    """A sum that the story repeats needs no headline; one that it does not, does."""
    headline = "Tarn Bio sells felmarin rights for up to $92 million"
    record, source = _read("Tarn Bio sold the rights on Monday.", headline)
    [made] = quote_headline(record, source, ())
    plain = _read("Tarn Bio sold the rights on Monday.", "Tarn Bio sells felmarin rights")

    assert made.printed == f"The article’s headline reads: “{headline}”."
    assert quote_headline(record, source, (made,)) == ()
    assert quote_headline(*plain, ()) == ()


def test_a_headline_that_sells_is_not_quoted() -> None:
    """Colour is no news, whatever figure it holds."""
    record, source = _read("Tarn Bio spoke.", "Tarn Bio posts groundbreaking $92 million quarter")

    assert quote_headline(record, source, ()) == ()


def test_a_figure_in_the_headline_is_worth_more() -> None:
    """Its writer judged it the news."""
    body = "Sales rose 12% to $40 million. Staff grew to 310 people."

    assert _worth(body, "12%", "Tarn Bio sales rise 12%") > _worth(body, "12%")


def test_what_stands_last_is_worth_least() -> None:
    """The same sentence at the top of a story and at its end."""
    filler = " ".join(f"Nothing more was said of {what}." for what in _PLANS)
    told = "The rate of relapse was 9%."

    assert _worth(f"{told} {filler}", "9%") > _worth(f"{filler} {told}", "9%")


def test_a_day_awaited_is_worth_more_than_another_day() -> None:
    """A result is due in one; in the other nothing happens."""
    due = "Results of the trial are expected in May 2027."
    idle = "The firm moved to a new building in May 2027."

    assert _worth(due, "May 2027") > _worth(idle, "May 2027")


@pytest.mark.parametrize(
    "line",
    [
        "Report suspected reactions by calling 0800 555 0199 at any time of day.",
        "Three of the 9 authors are employees of the maker.",
        "Figures were extracted at 12:00 on 16 November and may change.",
    ],
)
def test_what_is_the_pages_is_no_news(line: str) -> None:
    """How to reach somebody, who wrote it and when it was put together stay out; news does not."""
    news = "The rate of relapse was 9% in the first year of treatment."
    record, source = _read(f"{line}\n\n{news}")
    forms = {item.evidence.text: find_variants(item, record, source) for item in record.passages}

    assert not forms.get(line)
    assert forms[news]
