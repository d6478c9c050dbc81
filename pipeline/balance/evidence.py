"""Criteria on results: are they quantified, compared, placed in their trial and kept in scope?

In: a `Case`. Out: an `Answer`. What the article itself leaves out is never the brief's failure, as
long as the record says that it is missing.
"""

import re

from pipeline.balance.case import (
    Answer,
    Case,
    failed,
    find_numbers,
    find_sentences_using,
    find_topic,
    not_applicable,
    passed,
)
from pipeline.balance.harms import is_population_named
from pipeline.balance.lookup import find_denominator, find_figures_of, is_rate, is_sized
from pipeline.balance.rivals import find_rival_results, is_range_shown
from pipeline.balance.words import find_listed, outside_quotes
from schemas.draft import Topic
from schemas.record import ComparatorKind, Design, Outcome, SafetyEvent
from schemas.source import Status

_COMPARATOR_WORDS = {
    ComparatorKind.HISTORICAL: r"histor\w+|benchmark",
    ComparatorKind.CONCURRENT: (
        r"control|comparator|sham|usual care|placebo|observation|"
        r"versus|vs\.?|against|compared|arms?|groups?"
    ),
    ComparatorKind.AGGREGATE: r"cohort|overall|whole|broader|full|aggregate|all patients|mixed",
    ComparatorKind.STANDARD_UNIDENTIFIED: r"standard|existing|unidentified|usual",
    ComparatorKind.TIME_AVERAGE: r"average|usual|mean|norm",
}
_CONTROL_ARM = re.compile(r"(?<!not )(?<!not a )(?<!no )\b(?:control|placebo) (?:arm|group)", re.I)

_DESIGN_WORDS = {
    Design.RANDOMISED: r"randomi[sz]\w+",
    Design.SINGLE_ARM: r"single[- ]arm|uncontrolled",
    Design.BASKET: r"basket",
    Design.DOSE_ESCALATION: r"dose[- ]escalat\w+|3\+3",
    Design.UNCONTROLLED: r"uncontrolled|single[- ]arm|without a control",
}
_HEDGED_CLAIM = re.compile(r"\b(?:whether|if|designed|aims?|tests?|could|may|might|not)\b", re.I)
_ASSUMED = re.compile(
    r"\bgrade\b|\bserious\b|\bsevere\b|\bany[- ]grade\b|\bfatal\b|\bdeaths?\b", re.I
)


def weigh_benefit(case: Case) -> Answer:
    """B01: a benefit comes with its number, and a share with its number of patients.

    Where the article gives no number of patients, the record must say so.
    """
    sure = [item for item in case.record.outcomes if item.status is not Status.UNVERIFIED]
    if not sure:
        return not_applicable(
            "No efficacy result was found that the article gives as a fact: no measure known by "
            "name, no rate or count set beside a control’s."
        )
    used = [item for item in sure if find_sentences_using(case, item.fact)]
    if not used and any(
        is_range_shown(case, group) for group in find_rival_results(case.record, case.source)
    ):
        return passed("A range shows the benefits, with the number of patients at both ends.")
    if not used and any(case.figures[index] for index in find_topic(case, Topic.BENEFIT)):
        return failed("The brief gives figures of a benefit, but no result with its patients.")
    if not used:
        return failed("The brief quantifies no benefit, though the article does.")
    for item in used:
        if is_rate(case.source, item) and not _is_denominator_settled(case, item):
            return failed(f"The {item.measure} rate stands without its number of patients.")
    return passed("Benefits are quantified, with the number of patients or with its absence noted.")


def weigh_harm(case: Case) -> Answer:
    """B02: a harm comes with its rate, its grade and its number of patients.

    "None reported" needs no rate, but keeps its restrictor (`treatment-related`).
    """
    if not case.record.safety:
        return not_applicable("No harm was found in the article, named or told with a rate.")
    shown = False
    for event in case.record.safety:
        if event.none_reported:
            continue
        for index in find_sentences_using(case, event.fact):
            shown = True
            if event.grade and not _ASSUMED.search(case.sentences[index].text):
                return failed(f"{event.term} is given without its grade ({event.grade}).")
            if is_rate(case.source, event) and not _is_denominator_settled(case, event):
                return failed(f"The {event.term} rate stands without its number of patients.")
    if shown:
        return passed("Harms are quantified by grade.")
    return _weigh_absence(case)


def weigh_comparator(case: Case) -> Answer:
    """B03: a result that the article compares is shown with that value, called what it is.

    A historical benchmark is never called a control arm.
    """
    compared = [o for o in case.record.outcomes if o.comparator_kind is not ComparatorKind.NONE]
    used = [(o, index) for o in compared for index in find_sentences_using(case, o.fact)]
    if not used:
        return not_applicable("The brief shows no result that the article compares with another.")
    answers = [_weigh_comparison(case, outcome) for outcome in compared]
    problem = next((text for text in answers if text), "")
    return failed(problem) if problem else passed("Each comparison is shown and called what it is.")


def weigh_design(case: Case) -> Answer:
    """B04: phase, size and the word that tells how strong the evidence is, in the first half.

    Asked for only as far as the article gives them.
    """
    if not case.record.outcomes or not case.record.trials:
        return not_applicable("No trial with results was found in the article.")
    half = range((len(case.sentences) + 1) // 2)
    text = " ".join((case.headline, *(case.sentences[index].text for index in half)))
    missing = [
        name
        for name, is_missing in (
            ("the phase", _is_phase_missing(case, text)),
            ("the number of patients", _is_size_missing(case, half)),
            ("the design (randomised, uncontrolled, interim …)", _is_design_missing(case, text)),
        )
        if is_missing
    ]
    if missing:
        return failed(f"The first half of the brief leaves out {', '.join(missing)}.")
    return passed("Phase, size and design stand in the first half, as far as the article has them.")


def weigh_scope(case: Case) -> Answer:
    """B09: results keep their group and their "confirmed"; nothing works in general."""
    benefits = [i for i, s in enumerate(case.sentences) if s.topic is Topic.BENEFIT]
    if not benefits and not case.headline:
        return not_applicable("The brief speaks of no benefit.")
    for text in (case.headline, *(case.sentences[i].text for i in benefits)):
        found = find_listed(outside_quotes(text), "efficacy")
        if found and not _HEDGED_CLAIM.search(text):
            return failed(f"{found[0]!r} says of everybody what was seen in some.")
    for outcome in case.record.outcomes:
        for index in find_sentences_using(case, outcome.fact):
            if not is_population_named(case, index, outcome.population):
                return failed(f"The {outcome.measure} result has lost its group.")
            if outcome.confirmed and "confirmed" not in case.sentences[index].text.lower():
                return failed(f"The {outcome.measure} result has lost its 'confirmed'.")
    return passed("Results are said of the patients they were seen in.")


def _is_denominator_settled(case: Case, item: Outcome | SafetyEvent) -> bool:
    """Is the number of patients shown in the brief, or noted as missing from the article?

    One that only a table's heading prints is neither asked for nor missing.
    """
    size = find_denominator(case.source, item)
    if size is None:
        return is_sized(case.source, item) or any(
            "denominator" in gap.field for gap in case.record.gaps
        )
    return size in find_numbers(case, range(len(case.sentences)))


def _weigh_absence(case: Case) -> Answer:
    """Harms the article only says were not reported."""
    if any(event.fact and not event.none_reported for event in case.record.safety):
        return failed("The brief quantifies no harm, though the article does.")
    text = " ".join(sentence.text.lower() for sentence in case.sentences)
    named = [event for event in case.record.safety if event.term.lower() in text]
    if not named:
        return failed("The brief does not say that no harms were reported.")
    lost = [e for e in named if e.restrictor and e.restrictor.lower() not in text]
    if lost:
        return failed(f"'No {lost[0].term}' has lost its {lost[0].restrictor!r}.")
    return passed("The harms said not to have occurred are named, with what restricts them.")


def _weigh_comparison(case: Case, outcome: Outcome) -> str:
    """What is wrong with how one compared result is shown; empty where nothing is."""
    shown = find_sentences_using(case, outcome.fact)
    if not shown:
        return ""
    beside = find_sentences_using(case, outcome.comparator) if outcome.comparator else shown
    if not beside:
        return f"The {outcome.measure} result is shown without the value it is compared with."
    text = " ".join(case.sentences[index].text for index in {*shown, *beside})
    if not re.search(rf"\b(?:{_COMPARATOR_WORDS[outcome.comparator_kind]})", text, re.I):
        return f"The {outcome.measure} result does not say what it is compared with."
    if outcome.comparator_kind is not ComparatorKind.CONCURRENT and _CONTROL_ARM.search(text):
        return f"What the {outcome.measure} result is compared with is no control group."
    return ""


def _is_phase_missing(case: Case, text: str) -> bool:
    """Does the article give every trial's phase, and the text none?

    Where one trial has no phase, the results may be that one's, and none is asked for.
    """
    given = all(trial.phase for trial in case.record.trials)
    return given and not re.search(r"\bphase\b", text, re.I)


def _is_size_missing(case: Case, half: range) -> bool:
    """Does the article give a number of patients behind a result or in a group, the text none?"""
    sizes = {find_denominator(case.source, item) for item in case.record.outcomes} - {None}
    stated = (fact for c in case.record.cohorts for fact in (c.enrolled, c.treated, c.evaluable))
    figures = (figure for fact in stated for figure in find_figures_of(case.source, fact))
    sizes |= {figure.values[-1] for figure in figures if figure.values}
    return bool(sizes) and not sizes & find_numbers(case, half)


def _is_design_missing(case: Case, text: str) -> bool:
    """Does the article word a design, an interim look or a surrogate, and the text none of them?"""
    words = [
        _DESIGN_WORDS[design]
        for trial in case.record.trials
        for design in trial.designs
        if design in _DESIGN_WORDS
    ]
    if any(cut.interim or cut.futility for cut in case.record.cuts):
        words.append(r"interim|futility")
    if any(outcome.surrogate for outcome in case.record.outcomes):
        words.append(r"surrogate")
    return bool(words) and not re.search(rf"\b(?:{'|'.join(words)})", text, re.I)
