"""Data sentences from slot patterns: what is read is said in full, what is not read is left."""

import tomllib
from pathlib import Path

import pytest

from pipeline.embedded.recast import PATTERNS, find_recasts, keeps_all, lower_first, recast
from pipeline.embedded.recast_slots import Pattern

SMALL = "This article writes rash, cure, sales and gene therapy small."
ROWS = tomllib.loads(Path(__file__).with_name("cases").joinpath("recast.toml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS["row"], ids=lambda row: row["pattern"])
def test_a_pattern_says_what_it_has_read(row: dict[str, object]) -> None:
    """Each pattern is the one that reads its clause, and says it in another order."""
    found = dict(find_recasts(str(row["reads"]), SMALL))

    assert found[str(row["pattern"])] == tuple(row["says"])  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ROWS["row"], ids=lambda row: f"{row['pattern']}: {row['why']}")
def test_a_pattern_leaves_what_it_cannot_read_to_its_end(row: dict[str, object]) -> None:
    """One thing is missing, added or turned round, and the pattern does not apply."""
    found = dict(find_recasts(str(row["leaves"]), SMALL))

    assert row["pattern"] not in found


def test_every_pattern_has_its_row() -> None:
    """A pattern without an example is a pattern nobody has read."""
    assert sorted(pattern.name for pattern in PATTERNS) == sorted(
        row["pattern"] for row in ROWS["row"]
    )


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("about {m1} of 9 patients", "{m1} of 9 patients"),
        ("{m1} of evaluable patients", "{m1} of patients"),
        ("no treatment-related deaths in {m1}", "no deaths in {m1}"),
        ("{m1} if data hold", "{m1}"),
        ("a paper loss of {m1}", "a loss of {m1}"),
        ("{m1} and {m2}", "{m1}"),
        ("{m1} did not respond", "{m1} respond"),
        ("the confirmed rate was {m1}", "the rate was {m1}"),
    ],
)
def test_what_binds_a_figure_may_not_be_lost(clause: str, said: str) -> None:
    """A hedge, a restrictor, a condition, a negation or a figure that is gone is seen."""
    assert not keeps_all(clause, said)
    assert keeps_all(clause, clause)


def test_a_word_the_article_writes_small_loses_its_capital() -> None:
    """`Swelling` is a noun where the article has `swelling`; a name stays a name."""
    assert lower_first("Swelling of the eye", "the swelling went") == "swelling of the eye"
    assert lower_first("Lindmoor plans a trial", "Lindmoor said") == "Lindmoor plans a trial"
    assert lower_first("CRS was seen", "") == "CRS was seen"


def test_a_clause_that_no_pattern_reads_gives_nothing() -> None:
    """Nothing is made up: the engine then keeps the article's own words."""
    assert recast("The moon rose over {m1} hills.") == ()


def test_the_verb_agrees_with_what_was_seen() -> None:
    """Events were seen, swelling was, and so was sepsis, whatever its ending."""
    clause = "{event} occurred in {{m1}} of patients on OB-2 and {{m2}} on placebo."

    assert recast(clause.format(event="Infections of the ear"))[0].startswith(
        "Infections of the ear were seen"
    )
    assert recast(clause.format(event="Sepsis"))[0].startswith("Sepsis was seen")
    assert recast(clause.format(event="Swelling of joints"))[0].startswith(
        "Swelling of joints was seen"
    )


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_a_pattern_s_cue_stands_in_what_it_reads(pattern: Pattern) -> None:
    """The cheap question asked first never turns away a clause that the pattern would read."""
    row = next(row for row in ROWS["row"] if row["pattern"] == pattern.name)

    assert all(cue in row["reads"] for cue in pattern.cues)
