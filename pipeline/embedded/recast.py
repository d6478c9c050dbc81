"""The first move, for anything a pattern can read: a clause's slots in a data sentence's order.

In: a template (the source's clause, spin already cut, figures as references). Out: the templates
of one or two data sentences that say the same, or nothing. A pattern must read the clause to its
last word, so that no condition and no denominator is left over; and what binds a figure must come
out as it went in, or the clause stays as it is.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.embedded.clauses import finish
from pipeline.embedded.lexicons import HARM
from pipeline.embedded.recast_market import MARKET_PATTERNS
from pipeline.embedded.recast_results import RESULT_PATTERNS
from pipeline.embedded.recast_slots import Pattern
from pipeline.embedded.recast_steps import STEP_PATTERNS

PATTERNS: tuple[Pattern, ...] = (*MARKET_PATTERNS, *RESULT_PATTERNS, *STEP_PATTERNS)
"""In this order, and the first that reads a clause to its end writes it."""


def recast(template: str, text: str = "") -> tuple[str, ...]:
    """The clause as data sentences; empty where no pattern reads all of it.

    `text` is the article's: a word it writes small elsewhere is no name, and loses its capital.

    Example: `The median PFS was {m1}, against {m2} for placebo, in women.` becomes
    `In women, the median PFS was {m1}, against {m2} for placebo.`
    """
    return next((said for _, said in find_recasts(template, text)), ())


def find_recasts(template: str, text: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every pattern that reads the clause, by name, with what it would say."""
    clause = template.strip().rstrip(".")
    words = len(clause.split())
    for pattern in PATTERNS:
        if words < pattern.least or not all(cue in clause for cue in pattern.cues):
            continue
        match = pattern.compiled.fullmatch(clause)
        said = _fill(pattern, match, text) if match else ()
        if said and keeps_all(clause, " ".join(said)):
            yield pattern.name, said


_SLOT = re.compile(r"<(?P<name>[a-z]+)(?P<case>_?)>")


def _fill(pattern: Pattern, match: re.Match[str], text: str) -> tuple[str, ...]:
    """The pattern's sentences with its slots; optional text in `[…]` goes with an empty slot."""

    def write(slot: re.Match[str]) -> str:
        words = (match[slot["name"]] or "").strip(" ,")
        if slot["case"] == "_":
            return lower_first(words, text)
        return words

    said = re.sub(
        r"\[([^\[\]]*)\]", lambda part: part[1] if _has_slots(part[1], match) else "", pattern.said
    )
    sentences = (_SLOT.sub(write, sentence) for sentence in said.split(" || "))
    sentences = (sentence for sentence in sentences if sentence.strip(" ."))
    return tuple(_agree(finish(re.sub(r"s[’']s\b", "s’", said))) for said in sentences)


_SEEN = re.compile(r"^(?P<event>[^,;]+?) was seen (?=in |after )")


def _agree(sentence: str) -> str:
    """`Serious adverse events were seen`: the verb in the number of what was seen."""
    match = _SEEN.match(sentence)
    if not match:
        return sentence
    head = re.split(r" (?:of|in|inside|with|at) ", match["event"])[0]
    plural = " and " in head or re.search(r"[^siu]s$", head)
    return sentence.replace(" was seen ", " were seen ", 1) if plural else sentence


def _has_slots(text: str, match: re.Match[str]) -> bool:
    return all((match[slot["name"]] or "").strip() for slot in _SLOT.finditer(text))


_OPENERS = re.compile(
    r"^(?:The|A|An|In|On|At|By|After|Before|During|From|With|Among|Across|Over|For|No|Its|Their|"
    r"This|These|Patients|People|Participants|Adults|Shares|Short|Data|Most|Some|Several|Multiple|"
    r"Treatment|Serious|Severe|Overall|Mean|Median|Early|Interim|Primary|Topline|Enrolment|"
    r"Enrollment|Accrual)\b"
)


def lower_first(words: str, text: str) -> str:
    """The words as they stand inside a sentence; names keep their capital.

    Example: `Inflammation` is small where the article writes `inflammation`; `Lindmoor` is not.
    """
    small = words[:1].lower() + words[1:]
    if _OPENERS.match(words):
        return small
    if not re.match(r"[A-Z][a-z]+\b", words):
        return words
    first = re.escape(re.split(r"[\s,-]", small)[0])
    written = re.search(rf"(?<![\w.@/-]){first}(?![\w@]|\.\w)", text)
    return small if written or HARM.match(words) else words


_BINDING = re.compile(
    r"\b(?:not|no|never|neither|nor|none|without|only|if|unless|provided|subject|pending|assuming|"
    r"should|may|might|could|can|would|potential|possible|nearly|almost|estimated|least|most|over|"
    r"under|below|above|less|fewer|up|excluding|before|paper|unreali[sz]ed|unverified|"
    r"unconfirmed|confirmed|evaluable|treated|enrolled|serious|severe|fatal|[a-z]+-related|"
    r"treatment-emergent|historical|benchmark|interim|primary|secondary|median|mean|single|"
    r"about|approximately|still|partial|complete|higher|lower|grade \S+)\b|[~≈<>≤≥]",
    re.IGNORECASE,
)
_SAME = {"potentially": "potential", "possibly": "possible", "almost": "nearly"}


def keeps_all(clause: str, said: str) -> bool:
    """Do all figures, hedges, conditions and restrictors of the clause stand in what is said?

    `about` and `expected` are the business of the patterns, which put them in other words.
    """
    figures = [Counter(re.findall(r"\{m\d+\}", text)) for text in (clause, said)]
    words = [
        Counter(_SAME.get(word.lower(), word.lower()) for word in _BINDING.findall(text))
        for text in (clause, said)
    ]
    return figures[0] == figures[1] and not words[0] - words[1]
