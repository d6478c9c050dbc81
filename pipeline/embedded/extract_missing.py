"""What a careful reader asks for and a story of this kind does not give: one rule, one question.

In: a story and its record. Out: gaps of little weight, for the editor's notes.
Each rule names words that show the question arises, and words that would answer it; it asks
where the story has the first and none of the second.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.embedded.story import Story
from schemas.figure import Kind
from schemas.record import Gap, Record

_SPAN = r"(?<![\d.,])(\d{1,3} (?:weeks|months|years))\b"
_FOLLOWED = (
    re.compile(
        r"\b(?:at|by|to|through|until|after|over) ((?:week|month|year|day) \d{1,3})\b(?![.,]\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"\bfollow(?:ed|[- ]up)\b[^.\d]{{0,40}}?{_SPAN}", re.IGNORECASE),
    re.compile(rf"{_SPAN},? (?:of|median) follow", re.IGNORECASE),
)
"""Times at which results were read, or for which patients were followed: `at week 52`, `a median
follow-up of 14 months`; not how long a drug is given, a survival or a company's runway."""


class _Question(NamedTuple):
    """A question: its field and weight, when it arises, what answers it, how it is put."""

    field: str
    weight: int
    arises: re.Pattern[str]
    answered: re.Pattern[str]
    text: str


def _words(pattern: str) -> re.Pattern[str]:
    """A pattern over whole words, in any case."""
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_NEVER = re.compile(r"(?!)")
_TRIAL = r"trial|study|patients|participants|volunteers|registry"
_RESULT = (
    r"respon(?:se|ded|ders?)|remission|efficacy|effective|reduction|improve\w*|survival|bleeds?"
    r"|weight"
)
_CONTROL = (
    r"placebo|control (?:arm|group)|controls?|comparator|randomi[sz]ed|versus|sham"
    r"|standard (?:of )?care"
)
_NO_CONTROL = (
    r"no control|no comparison group|single-arm|one arm|one-arm|uncontrolled|without a control"
    r"|open-label extension|registr(?:y|ies)|historical|own (?:past|records|history)"
    r"|before (?:they|and after)|no comparator"
)
_HAPPENED = r"(?:fell|was|were|occurred|happened|in|of|or|and|by|for|rose|alone|than|with|on)"
_FARE = (
    rf"(?:heart attacks?|strokes?|deaths?|mortality|hospitali[sz]ations?|(?:hospital )?admissions?"
    rf"|fractures?|relapses?|recurrences?|(?:kidney|heart|renal) failure|dialysis|survival"
    rf"|quality of life|exacerbations?|seizures?|symptom scores?) {_HAPPENED}[^.;]{{0,160}}\d"
    r"|\d[^.;]{0,80} (?:died|had a (?:stroke|heart attack)|were (?:hospitali[sz]ed|admitted))"
)
"""What befalls patients, told with a figure: an effect on how they fare."""
_RESULTS = (
    _Question(
        "comparator",
        2,
        _words(_NO_CONTROL),
        _NEVER,
        "The results have no control group of the same study.",
    ),
    _Question(
        "comparator",
        2,
        _words(_RESULT),
        _words(f"{_CONTROL}|{_NO_CONTROL}|vs?"),
        "Nothing is said of a comparison group.",
    ),
    _Question(
        "comparator",
        1,
        _words("placebo|sham"),
        _words(
            "head-to-head|active comparator|compared with (?!placebo)[a-z]+mab|non-inferior\\w*"
        ),
        "The treatment is not compared with other treatments in use.",
    ),
    _Question(
        "outcome",
        2,
        _words(
            "cholesterol|ldl|hba1c|biomarker|antibod(?:y|ies)|titres?|surrogate|viral load|"
            "proteinuria|tumour shrinkage|alkaline phosphatase|ejection fraction|sensitivity"
        ),
        _words(_FARE),
        "An effect on how patients fare, beyond the value measured, is not shown.",
    ),
    _Question(
        "response_criteria",
        1,
        _words("response rate|responders|responded|responses?"),
        _words("recist|lugano|imwg|criteria|response (?:means|was defined|is defined)|defined as"),
        "By which criteria a response was judged is not said.",
    ),
    _Question(
        "grade_scale",
        1,
        _words(r"grade [1-5]"),
        _words("ctcae|nci|common terminology|astct|lee (?:scale|criteria)"),
        "The scale of the grades is not named.",
    ),
    _Question(
        "relatedness",
        2,
        _words("deaths?|died|serious adverse events?"),
        _words("related|caused by|attributed|due to|cause of death|unrelated|judged"),
        "Whether the deaths or serious events were related to the treatment is not said.",
    ),
    _Question(
        "cause",
        2,
        _words("deaths?|died"),
        _words(
            "died (?:of|from|after)|deaths?,? (?:from|due)|caused? (?:by|of)|of (?:sepsis|"
            "infection|heart|liver|pneumonia|cancer|progression)"
        ),
        "The causes of the deaths are not given.",
    ),
    _Question(
        "p_value",
        2,
        _words("placebo|control|versus"),
        re.compile(r"\bp\s?(?:[=<>≤≥]|-?\s?values?\b)", re.IGNORECASE),
        "No p value is given for the comparison.",
    ),
    _Question(
        "cost",
        1,
        _words(r"approv\w+|launch\w*|pivotal|phase 3|label"),
        _words("price[sd]?|cost(?:s|ing)?|per year|a year's treatment|reimburse\\w*"),
        "No price is given.",
    ),
    _Question(
        "method",
        2,
        _words("matched|adjusted for|interim (?:look|analysis)|weighted|imput\\w+"),
        _words("propensity|bonferroni|o'brien|alpha|corrected for|multiplicity"),
        "How the analysis was adjusted is not described.",
    ),
)
"""Asked where a story tells results of patients."""
_ANY = (
    _Question(
        "cause",
        2,
        _words(
            "(?:shares?|stock) (?:[a-z]+ ){0,4}(?:fell|dropped|lost|rose|jumped|gained|slid|sank|"
            "climbed|soared|plunged|tumbled|surged)"
        ),
        _words(
            "because|after (?:the|a|it|its)|on news|following|as investors|in response to|"
            "prompted by|blamed"
        ),
        "No cause for the move of the shares is named.",
    ),
    _Question(
        "cause",
        2,
        _words(
            "no (?:news|specific news|announcement|explanation|obvious (?:reason|cause))|"
            "no (?:material )?development|not (?:yet )?(?:known|clear) (?:what|why|whether)|"
            "(?:cause|reason) (?:is|was|remains) (?:not known|unknown|unclear)|"
            "whether [a-z ]{3,40} caused|could not say (?:why|whether)"
        ),
        _NEVER,
        "The cause is not known.",
    ),
    _Question(
        "date",
        2,
        _words("short interest|sold short|shares sold short"),
        _NEVER,
        "The short interest is of another day than the move.",
    ),
    _Question(
        "date",
        1,
        _words(
            "(?:did|has|would|does) not (?:say|said|give|given|name) (?:when|a date)|no date|"
            "declined to (?:say|give) (?:when|a date)|date (?:has|was) not"
        ),
        _NEVER,
        "No date is given for the next step.",
    ),
    _Question(
        "reason",
        2,
        _words(
            "(?:gave|gives|given|giving) no (?:reason|explanation)|(?:did|has|does|would) not "
            "(?:say|explain) why|declined to (?:say|explain)|refus(?:ed|al)|"
            "complete response letter|"
            "(?:partial|clinical) hold|declined to approve|"
            "strategic (?:reasons|priorities)|priorities"
        ),
        _words("because of|on the ground|the reason was"),
        "The reason for the step is not given in full.",
    ),
    _Question(
        "definition",
        1,
        _words(
            "adjusted (?:earnings|ebitda|net|operating|profit)|core (?:earnings|operating|profit)|"
            "non-gaap|underlying (?:earnings|profit)"
        ),
        _words("reconcil\\w+|excluding [a-z]+"),
        "How the adjusted figures are reached is not said.",
    ),
    _Question(
        "definition",
        2,
        _words("score|scale|index|benefited|was helped|were helped"),
        _words(
            "score of|scale from|points? on the|called the|eortc|hamd|madrs|kccq|"
            "ranges? from|from 0 to"
        ),
        "What the score or benefit is and how it is counted is not defined.",
    ),
    _Question(
        "definition",
        1,
        _words("thresholds?|conditions|certain (?:targets|events)"),
        _NEVER,
        "What the thresholds or conditions are is not said.",
    ),
)
"""Asked of every story."""
_MOST = 8
"""Gaps of this kind in one story's notes; a list that says everything says nothing."""


def find_missing(story: Story, record: Record) -> tuple[Gap, ...]:
    """The questions that arise and are not answered, each field once, the weightiest first."""
    asked = [*_of_results(story, record), *_put(story.text, _ANY)]
    first: dict[str, Gap] = {}
    for gap in sorted(asked, key=lambda gap: -gap.weight):
        first.setdefault(gap.field, gap)
    return tuple(first.values())[:_MOST]


def _of_results(story: Story, record: Record) -> Iterator[Gap]:
    """What is asked of results in patients; nothing where the story has none."""
    if not _words(_TRIAL).search(story.text) or not _has_rates(story):
        return
    yield from _put(story.text, _RESULTS)
    if record.outcomes or record.safety:
        yield from _later(story)
        yield from _precision(story)


def _has_rates(story: Story) -> bool:
    """Does the story print a share of patients, a ratio or an interval?"""
    kinds = {Kind.PROPORTION, Kind.RATIO, Kind.INTERVAL, Kind.PERCENT}
    return any(figure.kind in kinds for figure in story.source.figures)


def _put(text: str, questions: tuple[_Question, ...]) -> Iterator[Gap]:
    """The questions whose words stand in a text and whose answers do not."""
    for question in questions:
        if question.arises.search(text) and not question.answered.search(text):
            yield Gap(
                field=question.field,
                reason="not_reported",
                text=question.text,
                weight=question.weight,
            )


def _later(story: Story) -> Iterator[Gap]:
    """Nothing is known beyond the latest time that the story names."""
    times = [found[1] for pattern in _FOLLOWED for found in pattern.finditer(story.text)]
    if times:
        latest = max(times, key=_length).lower()
        text = f"Nothing is reported beyond {latest}; later results are not known."
        yield Gap(field="duration", reason="not_reported", text=text, weight=2)


_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def _length(time: str) -> int:
    """A printed time in days, roughly, to tell which is the latest."""
    number = re.search(r"\d+", time)
    unit = next(unit for unit in _DAYS if unit in time.lower())
    return int(number[0]) * _DAYS[unit] if number else 0


def _precision(story: Story) -> Iterator[Gap]:
    """A share of patients in a sentence without an interval."""
    numbers = {
        number
        for number, indexes in story.source.indexes_by_sentence.items()
        if any(story.source.figures[i].kind is Kind.INTERVAL for i in indexes)
    }
    shares = [
        number
        for number, indexes in story.source.indexes_by_sentence.items()
        if any(story.source.figures[i].kind in (Kind.PERCENT, Kind.PROPORTION) for i in indexes)
    ]
    if any(number not in numbers for number in shares):
        text = "Some of the rates have no confidence interval."
        yield Gap(field="confidence_interval", reason="not_reported", text=text, weight=2)
