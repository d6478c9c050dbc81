"""The closed list of derivations from two source figures, each both ways."""

import pytest

from pipeline.figures.derive import derive
from pipeline.figures.reading import read_figures, read_source

MRD = "MRD negativity was 61.5% versus 20.5%."
PRICE = "The price rose from $4.10 to $6.92 a share."
RATE = "The overall response rate was 67% in 6 evaluable patients."
RESPONSES = "There was 1 complete response and 3 partial responses."
DOSES = "Response rates were 44% at one dose. The response rate was 67% at the other."

ROWS = [
    (MRD, "a gap of 41.0 percentage points", "61.5% - 20.5% = 41.0"),
    (MRD, "a gap of 41 percentage points", "61.5% - 20.5% = 41.0"),
    (MRD, "a gap of 42 percentage points", ""),
    ("MRD negativity was 61.5%. Costs rose 20.5%.", "a gap of 41.0 percentage points", ""),
    (PRICE, "a gain of $2.82", "$6.92 = $2.82"),
    (PRICE, "a gain of $3.40", ""),
    (PRICE, "a fee of $2.82", ""),
    ("Sales rose to $1 billion from $300 million.", "a gain of $200 million", ""),
    ("Sales rose to $1 billion from $300 million.", "a gain of $700 million", ""),
    (
        "Sales rose to $1.00 billion from $0.30 billion.",
        "a gain of $0.70 billion",
        "= $0.70 billion",
    ),
    ("Cash lasts 24 months after 6 months of follow-up.", "the last 18 months", ""),
    ("ORR was 44% in adults; ORR was 67% in DLBCL patients.", "a gap of 23 points", ""),
    (PRICE, "a gain of €2.82", ""),
    (RATE, "4 of 6 patients responded", "67% of 6 = 4"),
    (RATE, "5 of 6 patients responded", ""),
    (RATE, "8 of 12 patients responded", ""),
    ("The ORR was 67% in 6 patients at 7 sites.", "4 of 7 patients responded", ""),
    ("MRD negativity was 61.5% and nausea was 20.5%.", "a gap of 41.0 percentage points", ""),
    (RESPONSES, "there were 4 responders", "1 + 3 = 4"),
    (RESPONSES, "there were 5 responders", ""),
    ("There was 1 complete response and 3 deaths.", "there were 4 responders", ""),
    (DOSES, "response rates of 44% to 67%", "44% and 67%"),
    ("The response rate was 44%. Nausea was seen in 67%.", "response rates of 44% to 67%", ""),
]


@pytest.mark.parametrize(("source", "text", "formula"), ROWS)
def test_only_what_the_closed_list_gives_is_derived(source: str, text: str, formula: str) -> None:
    """The formula shows how; an empty one means that nothing in the list gives the figure."""
    read = read_figures(text)

    found = derive(read.figures[0], read.roles[0], read_source(source))

    assert (formula in found.formula) if found and formula else found is None and not formula
