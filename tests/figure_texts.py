"""Texts for properties: any characters, and sentences thrown together from shapes of figures."""

from hypothesis import strategies as st

SHAPES = (
    "44%-67%", "~44%", "nearly $500 million", "A$1.4bn", "181.75p", "$(0.72)", "7/12",
    "58.3% (7/12)",
    "7 of 12 patients", "1 in 5", "one in five", "two-thirds", "half of", "a quarter of", "tripled",
    "halved", "3.5-fold", "twice", "95% CI 0.24-0.69", "hazard ratio 0.41", "HR=0.41,", "p<0.001",
    "P = .04", "2 × 10⁶", "1x10^8 cells/kg", "10⁻", "x 10⁻ ", "60 and 600 mg/m2", "5-mg",
    "7.2 mmol/L",
    "9.5 months", "12-18 months", "45-year-old", "aged 18 to 65", "Roe, 54,", "3:41pm", "20:45",
    "12 July 2031", "July 12, 2031", "2031-07-12", "31/02/2031", "Q1 2031", "1H31", "H2", "FY31",
    "first half of 2031", "last quarter", "mid-2031", "end of 2031", "the 1990s", "2031-32", "2031",
    "rose from 12% to 41%", "2031 to 2035", "from 42 to 35", "fell 1.2% to 6.9%", "HR 1 to 0",
    "Grade 3 or higher", "grade ≥3", "Grade 1-2", "any-grade", "≥3L", "2L+", "third-line or later",
    "21st", "first", "1,300 staff", "132\u2009979 people", "0·41", "0,02", "−3.2 °C", "+4%",
    "-0.31%",
    "no CRS", "none of the patients", "not reached", "absent", "hundreds of people", "dozens of",
    "Phase 1b", "Phase II/III", "Cohort 4", "ASCO 2031", "CD19", "ABX-316", "4-1BB", "IL-2", "3+3",
    "10-K", "505(b)(2)", "[12, 14]", "NCT01234567", "www.example.org/2031/4", "S&P 500", "24/7",
    "1. ", "Table 2", "twenty-two", "one hundred and five", "a hundred hundred hundred", "zero",
    "million million", "50 basis points", "4 percentage points", "$10 to $15 billion",
    "score of 42",
    "at least two", "more than 1,300", "up to 67%", "10 or more", "5+", "about", "approximately",
    "not", "any", "patients", "the control arm", "versus", "and", "expected", "İ", "ß", "ﬁ", "\x1c",
    "١٢", "²", "½", "\u2028", "…", "0", "00", "1" * 40, ".5", "5.", "1,2,3", "%", "$", "≥", "'s",
)  # fmt: skip
"""Shapes of figures and names, and what breaks readers; no drug or company of any article."""

GLUE = (" ", " ", " ", "", "-", "\n", ", ", ". ", " (", ") ", "\u00a0", "/")

figure_like = st.lists(st.tuples(st.sampled_from(SHAPES), st.sampled_from(GLUE)), max_size=14).map(
    lambda pairs: "".join(shape + glue for shape, glue in pairs)
)
"""Shapes in a row, joined as writers and broken tables join them."""

any_text = st.text(max_size=80) | figure_like
"""Any characters at all, or shapes in a row."""
