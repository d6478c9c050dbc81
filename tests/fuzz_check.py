"""Coverage-guided fuzzing of the whole check: `make fuzz`, by default for half an hour.

Any text against any source: no exception, and every span cuts out the words it names. Needs
atheris, which is no part of the development set. What crashes is kept by atheris as `crash-…`; it
becomes a row of the tests of the room it broke.
"""

import random
import sys

import atheris

with atheris.instrument_imports(include=["pipeline", "schemas"]):
    from pipeline.figures.check import check_figures
    from schemas.verdict import FigureReport

WORDS = (
    "ORR CR 58.3% 7/12 (7/12) of 12 patients median 9.2 months (95% CI, 4.1 to NE) grade 3 or "
    "higher $1.4bn A$6.92 up from 3.5-fold tripled halved half a third in one two-thirds nearly "
    "about up to at least Phase 1b/2 NCT01234567 week 24 Q2 2027 H1 mid-2026 March 3, 1.234,5 "
    "10^9/L mg/kg ± – − ≥ < p=0.04 HR 0.41 placebo belcoran versus respectively, and no none "
    "not if expected unverified the company said | \n \t . , ; : ( ) [ ] % $ € £ · 1 23 456 "
    "7,890 0.5 00 million billion points percentage per cent twenty-two dozen hundred thousand "
    "INFERNO ASCO 2026 CD19 IL-2 B.1.1 1a 2b "
).split(" ")
"""Pieces that the grammar knows; random characters alone would seldom reach it."""


def make_text(data: "atheris.FuzzedDataProvider") -> str:
    """Words of the grammar and any Unicode, mixed by the fuzzer's choice."""
    pieces = []
    for _ in range(data.ConsumeIntInRange(0, 40)):
        if data.ConsumeProbability() < 0.8:
            pieces.append(WORDS[data.ConsumeIntInRange(0, len(WORDS) - 1)])
        else:
            pieces.append(data.ConsumeUnicode(data.ConsumeIntInRange(0, 6)))
        pieces.append(" " if data.ConsumeBool() else "")
    return "".join(pieces)


def assert_sound(text: str, report: FigureReport) -> None:
    """Every figure and every finding is where it says it is."""
    for check in report.checks:
        assert check.figure.span.cut(text) == check.figure.text
    for claim in report.claims:
        assert claim.span.cut(text) == claim.text


def check_any(raw: bytes) -> None:
    """One turn of the fuzzer."""
    data = atheris.FuzzedDataProvider(raw)
    source, text = make_text(data), make_text(data)
    if data.ConsumeBool():
        pieces = source.split(" ")
        random.Random(data.ConsumeIntInRange(0, 99)).shuffle(pieces)
        text = " ".join(pieces) + text
    assert_sound(text, check_figures(text, source))


if __name__ == "__main__":
    atheris.Setup(sys.argv, check_any)
    atheris.Fuzz()
