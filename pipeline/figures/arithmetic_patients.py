"""Percentages of a printed number of patients that no whole number of patients gives.

In: a source. Out: notes, one for each percentage of each denominator, worded as what fits and what
does not; never “impossible”, since the denominator may be another than the one printed near by.
Source: the GRIM test, Brown and Heathers, Soc Psychol Personal Sci 2017;8:363-369.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.arithmetic_reading import PEOPLE, Sheet, note, percents_of, plain
from pipeline.figures.intervals import nearest_counts, percent_of, possible_wholes, whole_counts
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure
from schemas.text import Span
from schemas.verdict import SourceNote

_GROUP = r"(?:cohort|population|group|study|trial|arm|dataset|series|sample)"
_COHORT = lazy_regex(
    rf"\b(?P<n>\d{{1,3}})[- ](?:patient|participant|subject"
    rf"|person)\b (?P<label>(?:[a-z/\-]+ ){{0,3}}?)(?P<noun>{_GROUP})\b"
    rf"|\b(?P<noun2>{_GROUP})(?: \w+)? (?:of|enroll?ing|enroll?ed|with|including|included"
    rf"|involving|comprising) "
    rf"(?P<n2>\d{{1,3}}) (?:[a-z\-]+ ){{0,2}}?{PEOPLE}\b"
)
"""Words that give a group of patients its size."""
_WHOLE = r"(?:full|whole|entire|overall|broader|total|aggregate|combined|same|wider)"
_PART = lazy_regex(r"\s*[(\[]?\s*(?:n ?= ?)?")
_IS_WHOLE = lazy_regex(rf"\b{_WHOLE} $")
_REFERENCE = lazy_regex(
    rf"\b(?:the|this|that) (?P<whole>{_WHOLE} )?(?P<label>(?:[a-z/\-]+ ){{0,3}}?)(?:cohort"
    rf"|population|group|sample)\b"
)
_FORWARD = lazy_regex(
    rf"(?: (?!of (?:those|these|whom|them)|than|versus|vs|compared|at)[a-z\-]+){{0,4}}? (?:of|in"
    rf"|among|across) "
    rf"(?:all |the |these |our |full |entire |whole "
    rf"|overall )*(?P<n>\d{{1,3}})[ -](?:[a-z\-]+ ){{0,3}}?{PEOPLE}\b"
)
"""`17% rate across the full 25-patient …`: what follows a percentage and gives its denominator."""
_BACKWARD = lazy_regex(
    rf"\b(?:among|in|of|across|for) (?:all |the |these |our |full "
    rf"|first )*(?P<n>\d{{1,3}})[ -](?:[a-z\-]+ ){{0,3}}?{PEOPLE}\b"
    r"(?P<rest>[^.;%\d\n]{0,90})$"
)
"""`Among 25 treated patients, 42%`: what precedes a percentage and gives its denominator."""
_OTHER_GROUP = lazy_regex(
    r"\b(?:patients|participants|cohort|group|arm|placebo|control|subset|subgroup|responders"
    r"|versus|vs|"
    r"compared|those|these|whom|them|than|who|with)\b"
)
_OF_ALL = lazy_regex(
    r" of (?:all |the )?(?:treated |enrolled |study |dosed )?(?:patients|participants"
    r"|subjects)\b"
)
_AFTER_GROUP = lazy_regex(
    r"(?: (?!than|versus|vs|compared)[a-z\-]+){0,4}? (?:across|in|of|among"
    r"|for) " + _REFERENCE.pattern[2:]
)
_BEFORE_GROUP = lazy_regex(
    r"\b(?:across|in|among|for"
    r"|of) " + _REFERENCE.pattern[2:] + r"(?P<rest>[^.;%\d\n]{0,90})$"
)
_ELSEWHERE = lazy_regex(
    r"\b(?:pooled|historical\w*|previous|other|earlier|separate|published|registry|placebo"
    r"|control)\b"
)
_PLAIN = frozenset(word_lists.words("groups", "whole_group"))

EXEMPT = {
    "time-to-event and landmark rates": lazy_regex(
        r"kaplan|landmark|surviv|\bpfs\b|\bos\b|\befs\b|\bdfs\b|progression-free|event-free"
        r"|disease-free|"
        r"cumulative|probabilit|\b\d+-(?:month|year|week|day)\b|\bat (?:\w+ )?\d+ (?:months?"
        r"|years?|weeks?|days?)\b"
    ),
    "adjusted and modelled estimates": lazy_regex(
        r"adjusted|least[- ]squares|\bls mean|model|imput|weighted|estimated|extrapolat|projected"
    ),
    "statistics other than a proportion": lazy_regex(
        r"\bmean\b|\bmedian\b|average|interquartile|standard deviation|\bsd\b|confidence"
        r"|credible|"
        r"sensitivity|specificity|predictive|power|alpha|accuracy|adherence|compliance|score"
        r"|haematocrit|"
        r"hematocrit|saturation|ejection|hba1c|a1c|concentration|dose|attendance|retention"
        r"|inhibition"
    ),
    "rates of events, not of patients": lazy_regex(
        r"\bper \d|per patient|events? per|person-years|episodes|doses|cycles|visits|samples"
        r"|specimens|"
        r"lesions|eyes|teeth|cells|calories|weight|\bsessions|\bprocedures|questions|items"
        r"|\bdays\b|hours"
    ),
    "subsets of the group": lazy_regex(
        r"of those|of these|of whom|of them|among responders|of responders|subset|subgroup"
        r"|at least one"
    ),
    "response classes beyond complete and partial": lazy_regex(
        r"very good partial|vgpr|stringent|molecular response|stable disease|disease control"
        r"|clinical benefit"
    ),
}
"""Percentages that need not be a whole number of the patients printed beside them, by name."""

_CHANGE = lazy_regex(
    r"reduction|increase|decrease|improvement|\bchange|decline|\bgain|difference|relative"
    r"|absolute|"
    r"\b(?:by|fell|rose|dropped|declined|improved|reduced|increased)\b"
)
"""The exemption for changes: asked of the percentage's own clause only."""
_NEAR = 60
_MOST_INFORMATIVE = 100


class _Binding(NamedTuple):
    """A percentage that the article's words tie to a number of patients."""

    figure: Figure
    whole: int
    place: Span


def check_whole_patients(sheet: Sheet) -> Iterator[SourceNote]:
    """No whole number of 25 gives 42%: a percentage that its printed denominator cannot give."""
    failing: dict[tuple[int, Decimal, Decimal], list[_Binding]] = {}
    for binding in _find_bindings(sheet):
        value, step = binding.figure.values[0], binding.figure.step
        if binding.whole < 2 or whole_counts(value, binding.whole, step):
            continue
        failing.setdefault((binding.whole, value, step), []).append(binding)
    for (whole, value, step), bindings in failing.items():
        together = tuple((v, s) for w, v, s in failing if w == whole)
        spans = [b.figure.span for b in bindings] + [bindings[0].place]
        reason = word_reason(whole, bindings[0].figure, (value, step), together)
        hedge = next((b.figure.hedge for b in bindings if b.figure.hedge), "")
        if hedge:
            reason += f" The article says “{hedge}”."
        yield note(sheet, "EB_SOURCE_GRIM", reason, spans)


def word_reason(
    whole: int,
    figure: Figure,
    printed: tuple[Decimal, Decimal],
    together: tuple[tuple[Decimal, Decimal], ...],
) -> str:
    """`No whole number of 25 gives 42% (10 is 40%, 11 is 44%). …`, with other denominators."""
    value, step = printed
    places = Decimal(1) if step >= 1 else step
    near = ", ".join(
        f"{k} is {plain(percent_of(k, whole).quantize(places))}%"
        for k in nearest_counts(value, whole)
    )
    reason = f"No whole number of {whole} gives {figure.text} ({near})."
    fitting = possible_wholes(together, whole - 1, max(2, whole // 2))[:3]
    if len(together) > 1 and fitting:
        said = " and ".join(f"{plain(v)}%" for v, _ in together)
        return f"{reason} The denominator may be another: {_either(fitting)} would fit {said}."
    fitting = possible_wholes((printed,), whole - 1, max(2, whole // 2))[:3]
    if not fitting:
        return f"{reason} The denominator may be another."
    counts = whole_counts(value, fitting[0], step)
    example = f"({counts[0]} of {fitting[0]})"
    return f"{reason} The denominator may be another: {_either(fitting)} would fit {example}."


def _either(numbers: tuple[int, ...]) -> str:
    """`24`, `24 or 12`, `24, 19 or 12`."""
    words = [str(n) for n in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _find_bindings(sheet: Sheet) -> Iterator[_Binding]:
    """Every percentage whose denominator the article's words give."""
    cohorts = list(_COHORT.finditer(sheet.folded))
    for figure in percents_of(sheet):
        if is_exempt(sheet, figure):
            continue
        found = _direct(sheet, figure) or _by_cohort(sheet, figure, cohorts)
        if found and found[0] < _MOST_INFORMATIVE / min(figure.step, Decimal(1)):
            yield _Binding(figure, found[0], found[1])


def is_exempt(sheet: Sheet, figure: Figure) -> bool:
    """Does a named exemption hold for the words around this percentage?"""
    before, after = sheet.before(figure, _NEAR), sheet.after(figure, _NEAR)
    if _CHANGE.search(re.split(r"[,;:.]", before)[-1] + "%" + re.split(r"[,;:.]", after)[0]):
        return True
    near = before + "%" + after
    near = re.sub(
        r"grade \d(?:-\d)?(?: severity)?(?: or (?:higher|above|greater|worse"
        r"|more))?",
        "",
        near,
    )
    return any(pattern.search(near) for pattern in EXEMPT.values())


def is_change(sheet: Sheet, cell: Span, *headings: str) -> bool:
    """Is a table's percentage a change: signed, or under a heading that says so?

    A mean change, or one of percent, is nobody's share of the patients.
    """
    start = cell.start - (sheet.source.text[cell.start] not in _SIGNS)
    signed = sheet.source.text[max(0, start) : start + 1] in _SIGNS
    return signed or any(_CHANGE.search(heading.lower()) for heading in headings)


_SIGNS = ("-", "−", "–", "+")


def _direct(sheet: Sheet, figure: Figure) -> tuple[int, Span] | None:
    """A denominator in the same clause, right after the percentage or leading up to it."""
    after = _FORWARD.match(sheet.folded, figure.span.end)
    if after:
        return int(after["n"]), Span(start=after.start("n"), end=after.end())
    start = max(0, figure.span.start - 160)
    before = _BACKWARD.search(sheet.folded, start, figure.span.start)
    if before and _leads_to(before["rest"]):
        return int(before["n"]), Span(start=before.start("n"), end=before.start("rest"))
    return None


def _by_cohort(
    sheet: Sheet, figure: Figure, cohorts: list[re.Match[str]]
) -> tuple[int, Span] | None:
    """A denominator given elsewhere to the group that the percentage is said to be of."""
    return _of_group(sheet, figure, cohorts) or _of_all(sheet, figure, cohorts)


def _of_group(
    sheet: Sheet, figure: Figure, cohorts: list[re.Match[str]]
) -> tuple[int, Span] | None:
    """`17% across the full cohort`, `across the full cohort, the rate was 17%`."""
    after = _AFTER_GROUP.match(sheet.folded, figure.span.end)
    if after:
        return _resolve(after, cohorts)
    before = _BEFORE_GROUP.search(sheet.folded, max(0, figure.span.start - 160), figure.span.start)
    if before and _leads_to(before["rest"]):
        return _resolve(before, cohorts)
    return None


def _leads_to(rest: str) -> bool:
    """Do the words after a group lead to its share? In `19 patients (59%)` the 19 is the part."""
    if rest.rstrip().endswith(("(", "[")):
        return False  # `in 19 patients on the drug (59%)`: the bracket tells of the 19
    return not _OTHER_GROUP.search(rest) and not _PART.fullmatch(rest)


def _of_all(sheet: Sheet, figure: Figure, cohorts: list[re.Match[str]]) -> tuple[int, Span] | None:
    """`42% of treated patients` in a paragraph that speaks of one group whose size is known."""
    if not _OF_ALL.match(sheet.folded, figure.span.end):
        return None
    start = sheet.source.text.rfind("\n", 0, figure.span.start) + 1
    paragraph = sheet.folded[start : figure.span.start]
    if _ELSEWHERE.search(paragraph[-_NEAR * 3 :]):
        return None
    sizes = {_size(c): c for c in cohorts if start <= c.start() < figure.span.start}
    for reference in _REFERENCE.finditer(paragraph):
        found = _resolve(reference, cohorts)
        if found:
            sizes.setdefault(found[0], next(c for c in cohorts if _size(c) == found[0]))
    if len(sizes) != 1:
        return None
    size, cohort = next(iter(sizes.items()))
    return size, Span(start=cohort.start(), end=cohort.end())


def _resolve(reference: re.Match[str], cohorts: list[re.Match[str]]) -> tuple[int, Span] | None:
    """The size of the group a reference means: of its label, or the only one there is."""
    label = frozenset((reference["label"] or "").split()) - _PLAIN
    same = [c for c in cohorts if label and label <= frozenset((c["label"] or "").split())]
    if not label and reference["whole"]:
        called = [
            c for c in cohorts if _IS_WHOLE.search(c.string[max(0, c.start() - 12) : c.start()])
        ]
        same = called or cohorts
    if len({_size(c) for c in same}) != 1:
        return None
    return _size(same[0]), Span(start=same[0].start(), end=same[0].end())


def _size(cohort: re.Match[str]) -> int:
    """The number of patients a group is said to have."""
    return int(cohort["n"] or cohort["n2"])
