"""All gates and criteria in one table, and the function that asks them of a brief.

In: a brief's headline and sentences, its record, its source and its figure report. Out: a
`BalanceReport` with one row per criterion, in the order of the table. Gates block; a score under
`PUBLISH` is a note. Balance judges the brief against what its source offers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.balance.case import Answer, Case, build_case, not_applicable
from pipeline.balance.evidence import (
    weigh_benefit,
    weigh_comparator,
    weigh_design,
    weigh_harm,
    weigh_scope,
)
from pipeline.balance.fairness import weigh_gaps, weigh_length, weigh_limits, weigh_prominence
from pipeline.balance.gates import (
    gate_advice,
    gate_cuts,
    gate_figures,
    gate_harm,
    gate_roles,
    gate_status,
    gate_story,
)
from pipeline.balance.main_news import weigh_main_news
from pipeline.balance.voice import (
    weigh_attribution,
    weigh_interests,
    weigh_market,
    weigh_regulatory,
    weigh_sentiment,
    weigh_tone,
)
from schemas.article import ArticleKind
from schemas.balance import BalanceReport, Criterion
from schemas.brief import BriefSentence
from schemas.record import Record
from schemas.source import Source
from schemas.verdict import FigureReport

PUBLISH = Decimal("0.85")
"""A brief with a lower score is one to read again, though no gate failed; our own bound."""

ALL = frozenset(ArticleKind)
STUDIES = ALL - {ArticleKind.MARKET}
"""The kinds of story in which results of trials are the subject, not the background."""


@dataclass(frozen=True)
class Rule:
    """One row of the table."""

    id: str
    name: str
    anchor: str
    """The standard it rests on."""
    kinds: frozenset[ArticleKind]
    """The kinds of story it is asked of."""
    weigh: Callable[[Case], Answer]


CRITERIA: tuple[Rule, ...] = (
    Rule("G1", "figures match the source", "ICMJE; EBU accuracy", ALL, gate_figures),
    Rule("G2", "status kept", "21 CFR 202.1(e)(6)(i); EBU accuracy", ALL, gate_status),
    Rule(
        "G3", "right group, arm, measure, grade and cut", "CONSORT for Abstracts", ALL, gate_roles
    ),
    Rule("G4", "gravest harm told", "CONSORT 2025 item 1b; HealthNewsReview 3", ALL, gate_harm),
    Rule("G5", "no cut picked out", "Boutron 2014, selective reporting", ALL, gate_cuts),
    Rule("G6", "no advice, no promise", "FINRA 2210(d)(1)", ALL, gate_advice),
    Rule("G7", "this story only", "EBU accuracy", ALL, gate_story),
    Rule(
        "B01", "benefit with its denominator", "HealthNewsReview 2; ICMJE", STUDIES, weigh_benefit
    ),
    Rule("B02", "harm by grade", "HealthNewsReview 3; CONSORT Harms 2022", STUDIES, weigh_harm),
    Rule("B03", "comparator shown", "FDA 2023; HealthNewsReview 7", STUDIES, weigh_comparator),
    Rule("B04", "design and size", "HealthNewsReview 4; CONSORT-A", STUDIES, weigh_design),
    Rule("B05", "prominence", "FDA fair balance, 21 CFR 202.1", STUDIES, weigh_prominence),
    Rule("B06", "limits and open questions", "Boutron 2014; Lazarus 2015", STUDIES, weigh_limits),
    Rule("B07", "attribution", "EBU, opinion and fact", ALL, weigh_attribution),
    Rule("B08", "neutral language", "Boutron 2014; ICMJE", ALL, weigh_tone),
    Rule("B09", "no overgeneralisation", "Peters & Chin-Yee 2025", STUDIES, weigh_scope),
    Rule("B10", "regulatory limits", "HealthNewsReview 8; FDA programmes", ALL, weigh_regulatory),
    Rule("B11", "interests and kind of source", "HealthNewsReview 6, 10", ALL, weigh_interests),
    Rule("B12", "gaps and contradictions told", "CONSORT for Abstracts", ALL, weigh_gaps),
    Rule("B13", "market and science apart", "FINRA 2210(d)(1)", ALL, weigh_market),
    Rule("B14", "sentiment is the page's", "FINRA 2210(d)(1)", ALL, weigh_sentiment),
    Rule("B16", "length and readability", "house style", ALL, weigh_length),
    Rule("B17", "main result told", "CONSORT for Abstracts; ICMJE", ALL, weigh_main_news),
)
"""Every gate and criterion, in the order in which the report shows them.

B15 (cost, availability, novelty) is not here. A brief's articles are of trials and
markets, which name a price or say a treatment can be had in few cases, and it is asked
for only where the source tells it; a record has no field for any of the three, so that a rule
could judge nothing but words. It comes with a record that holds them.
"""


def weigh(
    headline: str,
    sentences: Sequence[BriefSentence],
    record: Record,
    source: Source,
    report: FigureReport,
) -> BalanceReport:
    """What every gate and criterion says of one brief."""
    case = build_case(headline, sentences, record, source, report)
    return BalanceReport(criteria=tuple(_ask(rule, case) for rule in CRITERIA))


def _ask(rule: Rule, case: Case) -> Criterion:
    """One row of the report."""
    if case.record.kind in rule.kinds:
        answer = rule.weigh(case)
    else:
        answer = not_applicable(f"Not asked of a {case.record.kind} story.")
    return Criterion(
        id=rule.id,
        name=rule.name,
        anchor=rule.anchor,
        outcome=answer.outcome,
        reason=answer.reason,
    )
