"""A brief's headline names its subject and its news, and holds no figure of its own."""

import pytest

from pipeline.embedded.draft import write_draft
from pipeline.embedded.extract import extract_record
from pipeline.read.page import read_bytes
from pipeline.split import split_page
from pipeline.summarise import read_story


def headline_of(headline: str, *sentences: str) -> str:
    """The headline over a brief of 120 words."""
    page = read_bytes("\n\n".join((headline, *sentences)).encode(), "a.txt")
    (article,) = split_page(page)
    source = read_story(page, article)
    return write_draft(extract_record(page, article, source), source, 120).headline


CASH = (
    "Harrow Bio had cash of $418.6 million at 31 December 2030, against $502.3 million a year "
    "earlier. Net loss for 2030 was $143.2 million, against $118.9 million in 2029.",
    "Harrow expects its cash to last into the first quarter of 2033, the company said on Monday.",
)
SHARES = (
    "Shares of Harrow Bio closed at $6.92 on Wednesday after trading of 93.5 million shares.",
    "The company said nothing. Investors hold 35% of the float short, exchange data show.",
)


@pytest.mark.parametrize(
    ("headline", "sentences", "wanted"),
    [
        ("Harrow lifts sales 6.9% and cuts its outlook", CASH, "Harrow lifts sales and cuts its"),
        ("Harrow raises $62 million in share sale", SHARES, "Harrow raises money in share sale"),
        ("Financial update", CASH, "Harrow Bio: financial update"),
        ("HARROW (HRW): +46%, and no one can say why", SHARES, "Harrow Bio shares rise"),
        ("HARROW (HRW): -46%, and no one can say why", SHARES, "Harrow Bio shares fall"),
        ("2/ Regulator says not yet to Harrow's patch", CASH, "Regulator says not yet to Harrow"),
    ],
)
def test_a_headline_names_the_subject_and_the_news(
    headline: str, sentences: tuple[str, ...], wanted: str
) -> None:
    """In the article's own words, where it has any without a figure."""
    assert headline_of(headline, *sentences).startswith(wanted)


@pytest.mark.parametrize("headline", ["$418.6 million and $143.2 million", "Up 41%", "46% of 12"])
def test_a_headline_of_figures_alone_gives_way_to_what_is_told(headline: str) -> None:
    """Neither a figure nor a phrase that would fit any article."""
    said = headline_of(headline, *CASH)

    assert not any(character.isdigit() for character in said)
    assert "Harrow" in said
    assert "cash" in said or "net loss" in said
    assert "what the article reports" not in said.lower()


def test_a_claim_of_benefit_does_not_lose_who_made_it() -> None:
    """`Pill cuts deaths by 19%, trial finds` is no headline of ours without its figure."""
    said = headline_of(
        "Harrow pill cuts deaths by 19%, trial of 5,214 patients finds",
        "Deaths fell by 19% in a trial of Harrow Bio's selomab in 5,214 patients with gout.",
    )

    assert "cuts deaths" not in said
