"""What the checked text announces by its words and the source bears out, each both ways."""

import pytest

from pipeline.figures.check import check_figures
from schemas.verdict import Verdict

ARMS = "MRD negativity was 58.3% (7/12) on belcoran versus 16.7% (2/12) under observation."
VOLUME = "Volume was 93.5 million shares against an average volume of 20.5 million shares."
COUNTS = "He was convicted of 21 counts of identity theft and six counts of extortion."
CASES = "CRS was seen in 64% of patients, 9 of 14; one case was Grade 3."
COHORT = "The cohort had 25 patients. Of the cohort, 60% had refractory disease."

RIGHT = [
    (VOLUME, "Volume was 4.6 times its average.", "4.6 times"),
    (VOLUME, "Volume was more than four times its average.", "four times"),
    (VOLUME, "Volume was nearly five times its average.", "five times"),
    (VOLUME, "Volume was 73 million shares above the average.", "73 million"),
    (ARMS, "MRD negativity was about 3.5 times as common on belcoran.", "3.5 times"),
    (ARMS, "MRD negativity was more than three times as common on belcoran.", "three times"),
    (ARMS, "Five more patients were MRD-negative on belcoran.", "Five"),
    (ARMS, "Ten of 12 under observation were not MRD-negative.", "Ten of 12"),
    (ARMS, "The analysis of MRD covered 24 patients.", "24"),
    (ARMS, "More than half on belcoran were MRD-negative.", "half"),
    (ARMS, "MRD negativity was seen in fewer than one in five under observation.", "one in five"),
    (COUNTS, "He was convicted of 27 counts of theft and extortion.", "27"),
    (CASES, "One of the nine cases of CRS was severe.", "One of the nine"),
    (COHORT, "Of 25 patients, 15 (60%) had refractory disease.", "15"),
]
WRONG = [
    (VOLUME, "Volume was 4.9 times its average.", "4.9 times"),
    (VOLUME, "Volume was more than five times its average.", "five times"),
    (VOLUME, "Volume was nearly four times its average.", "four times"),
    (VOLUME, "Volume was 83 million shares above the average.", "83 million"),
    (VOLUME, "Volume was 73 million shares.", "73 million"),
    (ARMS, "MRD negativity was twice as common on belcoran.", "twice"),
    (ARMS, "Six more patients were MRD-negative on belcoran.", "Six"),
    (ARMS, "Ten of 12 under observation were MRD-negative.", "Ten of 12"),
    (ARMS, "The analysis of MRD covered 26 patients.", "26"),
    (ARMS, "More than two-thirds on belcoran were MRD-negative.", "two-thirds"),
    (ARMS, "MRD negativity was seen in fewer than one in ten under observation.", "one in ten"),
    (COUNTS, "He was convicted of 28 counts of theft and extortion.", "28"),
    (COUNTS, "He was convicted by 27 jurors of theft.", "27"),
    (CASES, "Two of the nine cases of CRS were severe.", "Two of the nine"),
    (CASES, "One of the eight cases of CRS was severe.", "One of the eight"),
    (COHORT, "Of 25 patients, 16 (60%) had refractory disease.", "16"),
    ("Nausea was seen in 93.5% and cash lasts 20.5 months.", "Nausea was 4.6 times as common.",
     "4.6 times"),
]  # fmt: skip


def _verdict(source: str, text: str, figure: str) -> Verdict:
    return next(c.verdict for c in check_figures(text, source).checks if figure in c.figure.text)


@pytest.mark.parametrize(("source", "text", "figure"), RIGHT)
def test_what_the_words_announce_and_two_values_give_is_derived(
    source: str, text: str, figure: str
) -> None:
    """A ratio, a gap, a rest or a total that is called one follows from the source."""
    assert _verdict(source, text, figure) is Verdict.DERIVED


@pytest.mark.parametrize(("source", "text", "figure"), WRONG)
def test_what_two_values_do_not_give_or_no_word_announces_is_not_derived(
    source: str, text: str, figure: str
) -> None:
    """Another number, another side of the bound, or a gap that is not called one."""
    assert _verdict(source, text, figure) in (
        Verdict.ABSENT, Verdict.ALTERED, Verdict.MISATTRIBUTED, Verdict.UNCLEAR
    )  # fmt: skip
