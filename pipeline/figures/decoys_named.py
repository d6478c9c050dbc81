"""Numbers that only number a thing, an address or a part of a list. In: a text; out: their spans.

`Model 2`, `lot 4417`, `ISSN 1234-5678`, `200 Harbour Road`, `© 2031`, `(2)` behind `(1)`: none of
these is a figure that a reader could get wrong.
"""

import re

_THINGS = (
    r"endpoints?|hypothes[ie]s|objectives?|questions?|answers?|models?|scenarios?|options?|"
    r"issue|room|floor|building|suite|unit|channel|highway|route|photo|image|slide|episode|panel|"
    r"site|patient|participant|subject|volunteer|lesson|chart|graphic|windows|iphone"
)
_ENDED = r"(?![\w%]|[.,]\d|[ -]?(?:per ?cent|million|billion|thousand|times|fold))"
_AFTER = (
    r"(?=[,;:)?!]|\.(?!\d)|$|\n| (?:is|was|were|had|has|did|and|or|of|in|for|to|on|at|got|"
    r"received|than|but|with|assumes|shows|adjusted|relapsed|died|withdrew|responded)\b)"
)
THING = re.compile(
    rf"(?<![\w-])(?:{_THINGS})(?: no\.?)? \d{{1,4}}{_ENDED}(?:(?:,? and |, )\d{{1,2}}{_ENDED})?"
    rf"(?: of \d{{1,3}}{_ENDED})?{_AFTER}"
)
"""`option 2 was`, `slide 4 of 9`; a number with a noun behind it counts: `building 12 metres`."""
CODE = re.compile(
    r"(?<![\w-])(?:issn|isbn|isin|cusip|pmid|pmcid|docket|refs?[:.]|reference:|ext\.?|extension|"
    r"vat|postcode|zip code|batch(?:es)?|lots?|(?:reg(?:istration|istered|\.)?|company|charity|"
    r"licen[cs]e|grant|permit|patent|serial|order|invoice|account)(?= n(?:o|umber)))"
    r"(?: (?:no\.?|nos\.?|numbers?))?:? ?#?\d[\d/-]*(?: to \d+)?(?![\w%]|[.,]\d)"
)
STREET = re.compile(
    r"\d{1,5}[A-Z]? (?:[A-Z][\w'’]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Way|Square|"
    r"Boulevard|Blvd|Place|Court|Parkway|Plaza|Terrace|Gardens|Quay|Row|Crescent)\b"
)
ZIP_LEFT = re.compile(r"(?<!\w)[A-Z]{2} \Z")
ZIP = re.compile(r"\d{5}(?:-\d{4})?(?![\w,%]| [a-z])")
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright) ?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?(?!\w)")
READING_TIME = re.compile(r"\d{1,2}[- ]min(?:ute)?s?[- ]read\b")
AREA = re.compile(r"(?:(?<=/)|(?<=/ )|(?<=per ))1\.73 ?m(?:2|²|\^2)(?!\w)")
"""`mL/min/1.73 m²`: part of the unit's name."""
_MARK = re.compile(r"(?P<number>[1-9])\)(?= \S)")
_REACH = 900
"""Characters in which the mark beside one in a list is looked for."""

Span = tuple[int, int]


def find_named(low: str, plain: str, at: int) -> Span | None:
    """The words that the digit at `at` numbers, with it; `None` where it may count something."""
    left, right = max(0, at - 32), at + 40
    for pattern in (THING, CODE, COPYRIGHT):
        for m in pattern.finditer(low, left, right):
            if m.start() < at < m.end():
                return m.start(), m.end()
    is_zip = ZIP_LEFT.search(plain, max(0, at - 3), at)
    found = (
        STREET.match(plain, at)
        or READING_TIME.match(low, at)
        or AREA.match(low, at)
        or (ZIP.match(low, at) if is_zip else None)
    )
    return (found.start(), found.end()) if found else None


def find_inner_mark(low: str, at: int) -> Span | None:
    """`(2)` or `2)` of a list inside a sentence: another with the number beside it is near."""
    m = _MARK.match(low, at)
    if m is None or low[at - 1 : at] not in (" ", "("):
        return None
    opened = "(" if low[at - 1] == "(" else ""
    if not opened and low.rfind("(", max(0, at - 60), at) > low.rfind(")", max(0, at - 60), at):
        return None  # `CR (2 of 3; 2)` closes a bracket that was opened
    number = int(m["number"])
    near = low[max(0, at - _REACH) : at - 1] if number > 1 else low[at : at + _REACH]
    beside = number - 1 if number > 1 else 2
    if re.search(rf"(?:^|[\s]){re.escape(opened)}{beside}\) \S", near) is None:
        return None
    return at, m.end()
