"""Words of a text that say more than its sources do: safety, approval, cause, order, names, quotes.

In: the checked text and its sources, each read once. Out: findings in reading order. Every rule is
one function in `RULES`; only rules whose trigger words stand in the text are run.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.claims_advice import check_advice, check_orders, check_sentiment
from pipeline.figures.claims_cause import check_cause, check_effect, check_link, check_related
from pipeline.figures.claims_compared import check_compared, check_direction, check_more
from pipeline.figures.claims_counted import check_events, check_pooled, check_subgroup
from pipeline.figures.claims_deaths import check_no_deaths
from pipeline.figures.claims_events import check_approval, check_status
from pipeline.figures.claims_health import check_efficacy, check_safety
from pipeline.figures.claims_kinds import check_classes, check_letters, check_tested, check_weekdays
from pipeline.figures.claims_moves import check_moves
from pipeline.figures.claims_names import check_names, check_quotes
from pipeline.figures.claims_negation import check_negation
from pipeline.figures.claims_negatives import check_restrictors
from pipeline.figures.claims_opposites import check_opposites
from pipeline.figures.claims_order import check_chronology, check_order
from pipeline.figures.claims_origin import (
    check_admission,
    check_benchmark,
    check_confirmed,
    check_opinion,
    check_rumour_told,
    check_unverified_told,
)
from pipeline.figures.claims_outcomes import check_outcomes
from pipeline.figures.claims_pending import (
    check_deciders,
    check_estimators,
    check_foretold,
    check_not_as_far,
    check_paper,
    check_price,
    check_whole,
)
from pipeline.figures.claims_people import check_people, check_speakers
from pipeline.figures.claims_planned import check_modality, check_planned
from pipeline.figures.claims_presence import check_absence, check_presence
from pipeline.figures.claims_reading import HEAD, Passage, read_passage
from pipeline.figures.claims_results import check_deaths, check_endpoints
from pipeline.figures.claims_shares import check_all, check_shares
from pipeline.figures.claims_significance import check_p_value, check_significance, check_yardstick
from pipeline.figures.claims_study import check_design, check_designations
from pipeline.figures.claims_swaps import check_swaps
from pipeline.figures.claims_told import (
    check_condition,
    check_present,
    check_reached,
    check_unconditional,
    check_undecided,
)
from pipeline.figures.claims_turned import (
    check_consensus,
    check_counted_in,
    check_deadline,
    check_kept,
    check_met,
    check_reviewed,
    check_vote,
)
from pipeline.figures.claims_unshown import check_unshown
from schemas.source import Source
from schemas.verdict import ClaimFinding, Severity


class ClaimRule(NamedTuple):
    """One kind of claim: its id, the check, and the folded words one of which must be there."""

    id: str
    check: Callable[[Passage, Sequence[Passage]], Iterator[ClaimFinding]]
    triggers: tuple[str, ...]
    """Beginnings of words, or any characters; none where the rule is always run."""
    heads: frozenset[str]
    """The first letters of the triggers; none where one of them is no beginning of a word."""


def _heads(triggers: Sequence[str]) -> frozenset[str]:
    """The first three letters of each trigger, or nothing where one has its place within words."""
    words = [trigger.strip().split(" ")[0] for trigger in triggers]
    if any(not word[:1].isalpha() or word in _INNER for word in words):
        return frozenset()
    return frozenset(word[:HEAD] for word in words)


_INNER = frozenset({"clud", "day"})
"""Triggers that stand within words: `including`, `Tuesday`."""
RULES: tuple[ClaimRule, ...] = tuple(
    ClaimRule(rule, check, words, _heads(words))
    for rule, check, triggers in (
        ("EB_SAFETY", check_safety, "safe tolera harmless toxic cause side effect concern induce"),
        ("EB_EFFICACY", check_efficacy,
         "effective effic work cure curative benefit prevent avoid halt stop delay reduc cut lower "
         "exten prolong lengthen improv"),
        ("EB_APPROVAL", check_approval, "approv authori licens licenc clear endors green go-ahead "
                                        "nod"),
        ("EB_STATUS", check_met, "endpoint end_point goal target objective"),
        ("EB_STATUS", check_status, ""),
        ("EB_STATUS", check_whole, "complet finish paid paying spent receiv rais collect recruit "
                                   "enrol treat dosed deliver sold bought repurchas after follow "
                                   "hired drawn drew built opened install"),
        ("EB_REVERSED", check_kept, "forecast guidance outlook target estimate dividend rating "
                                    "recommend"),
        ("EB_STATUS", check_deciders, "barred banned restrict impos adopt approv authori cleared "
                                      "reject order withdr suspend limit ruled decid voted backed "
                                      "passed judged conclud determin"),
        ("EB_STATUS", check_price, "cost price"),
        ("EB_ATTRIBUTION", check_foretold, "will_"),
        ("EB_REVERSED", check_not_as_far, ""),
        ("EB_ATTRIBUTION", check_estimators, "put estimat reckon calculat forecast project value"),
        ("EB_STATUS", check_modality, "will_ certain_to sure_to set_to bound_to guaranteed_to"),
        ("EB_STATUS", check_planned, ""),
        ("EB_STATUS", check_reached, ""),
        ("EB_STATUS", check_condition, "will_ certain_to sure_to set_to bound_to guaranteed_to "
                                       "track_to"),
        ("EB_STATUS", check_unconditional, "whether_or regardless irrespective no_matter case "
                                           "uncondition come_what condition conting depend hinges "
                                           "subject_to"),
        ("EB_STATUS", check_undecided, "will_ decided is_to plan is_set"),
        ("EB_STATUS", check_confirmed, "confirm verif adjudicat audit proven validat peer clean "
                                       "final show"),
        ("EB_STATUS", check_admission, "confirm acknowledg admit"),
        ("EB_DESIGN", check_benchmark, "placebo sham dummy control comparator untreated trial "
                                       "study"),
        ("EB_ATTRIBUTION", check_opinion, ""),
        ("EB_STATUS", check_unverified_told, ""),
        ("EB_STATUS", check_present, ""),
        ("EB_STATUS", check_rumour_told, ""),
        ("EB_SIGNIFICANCE", check_p_value, "significant"),
        ("EB_CAUSE", check_link, "caus killed"),
        ("EB_REVERSED", check_reviewed, "peer"),
        ("EB_REVERSED", check_consensus,
         "analyst consensus street expectation estimate forecast looking_for city"),
        ("EB_REVERSED", check_vote, "vote voting"),
        ("EB_RESTRICTOR", check_events, ""),
        ("EB_REVERSED", check_deadline, "latest earliest later_than sooner within before by_ "
                                        "until after"),
        ("EB_RESTRICTOR", check_pooled, "both the_two all_"),
        ("EB_RESTRICTOR", check_subgroup, "trial study"),
        ("EB_DIRECTION", check_order, "from_"),
        ("EB_STATUS", check_endpoints, "endpoint end_point end-point goal target objective aim"),
        ("EB_STATUS", check_deaths, "die_ died dies death fatal kill lost_"),
        ("EB_REVERSED", check_all, "all_"),
        ("EB_REVERSED", check_shares, "all_ every_ most_ majority"),
        ("EB_DIRECTION", check_more, "more_ less_"),
        ("EB_DIRECTION", check_moves, "from_"),
        ("EB_REVERSED", check_classes,
         "autolog allogen donor own_ shelf oral pill tablet capsule mouth inject intraven infus "
         "subcut drops inhal topical cream patch spray small_mol small-mol antibod monoclon bispec "
         "vaccine agonist inhibitor blocker generic biosim gene_ car-t car_t daily week month"),
        ("EB_NAME", check_letters, "type class schedule cohort part arm hepatitis influenza stage"),
        ("EB_NAME", check_weekdays, "day"),
        ("EB_ATTRIBUTION", check_tested, "test evaluat stud investigat examin assess"),
        ("EB_ATTRIBUTION", check_people,
         "investigat author research led_ leads_ head ran_ runs_ conducted overs directed carried "
         "presented involved independent unconnected unaffil outside part_ role chief ceo cfo cmo "
         "coo chair founder analyst strateg manager investor broker patient commissioner official"),
        ("EB_RESTRICTOR", check_paper, "lost made earned gained pocketed netted forfeit paid "
                                       "realis realiz booked took_ cost_"),
        ("EB_REVERSED", check_counted_in, "clud clus counting taking_in along_with together_with "
                                          "before_any leaving_out apart_from other_than"),
        ("EB_SIGNIFICANCE", check_yardstick, "significantly"),
        ("EB_STATUS", check_designations, "designation status scheme voucher label priority_review "
                                          "accelerated_assessment"),
        ("EB_SIGNIFICANCE", check_unshown, "significant"),
        ("EB_SIGNIFICANCE", check_significance, "signific superior inferior prove"),
        ("EB_CAUSE", check_cause,
         "because due_to owing thanks result back_ strength driven fuel spark boost lift spur "
         "trigger prompt help caused buoyed powered response reaction amid following after _on_"),
        ("EB_CAUSE", check_effect, "caused led result because due drove brought responsible"),
        ("EB_CAUSE", check_related, "related attribut linked due connected caused because blamed"),
        ("EB_CHRONOLOGY", check_chronology,
         "from_ later then_ update earlier newer older latest subseq recent deepen mature before"),
        ("EB_RESTRICTOR", check_restrictors, "no_ not_ nor_ zero without never free absen"),
        ("EB_RESTRICTOR", check_no_deaths, "died death fatalit"),
        ("EB_NAME", check_names, ""),
        ("EB_QUOTE", check_quotes, '"'),
        ("EB_ADVICE", check_advice,
         "should must ought need well buy sell trade conviction recommend advis urge suggest fade "
         "short upside risk valu moat rat option brainer bargain"),
        ("EB_ADVICE", check_orders, "buy sell accumulate trim fade short avoid dump load hold own "
                                    "long profits add_to chase stay"),
        ("EB_SENTIMENT", check_sentiment, "sentiment"),
        ("EB_DESIGN", check_design,
         "control comparator placebo random blind single-arm open-label standard usual routine "
         "conventional best_supportive"),
        ("EB_ATTRIBUTION", check_speakers, "fda ema mhra food medicines regulator"),
        ("EB_ATTRIBUTION", check_swaps, ""),
        ("EB_DIRECTION", check_compared, "than"),
        ("EB_DIRECTION", check_direction, "than compared versus"),
        ("EB_REVERSED", check_opposites, ""),
        ("EB_REVERSED", check_negation, ""),
        ("EB_REVERSED", check_outcomes,
         "shown demonstrated established proven proved met reached achieved attained"),
        ("EB_REVERSED", check_presence, "report seen observed record noted detect document found "
                                        "occur arose develop emerg there experienced suffered "
                                        "caused trigger had_ saw"),
        ("EB_REVERSED", check_absence, "no_ not_ zero none"),
    )
    for words in (tuple(word.replace("_", " ") for word in triggers.split()),)
)  # fmt: skip
"""All claim rules, in the order in which they are run; docs/rules.md tells each by its id."""

_ALWAYS = frozenset(i for i, rule in enumerate(RULES) if not rule.heads)
_BY_HEAD = {
    head: frozenset(i for i, rule in enumerate(RULES) if head in rule.heads)
    for head in frozenset[str]().union(*(rule.heads for rule in RULES))
}
"""The rules to ask about where a word of a text starts so."""

_OURS = frozenset({"EB_ADVICE"})
"""What stays ours to answer for even in the source's own words."""

_WEIGHT = {Severity.ERROR: 0, Severity.WARN: 1, Severity.NOTE: 2, Severity.NONE: 3}


def check_claims(text: Source, sources: Sequence[Source]) -> tuple[ClaimFinding, ...]:
    """Every claim of `text` that goes beyond `sources`, in reading order, the graver first.

    Words of the text that a source says itself, denied or reported as someone's view are not
    findings. Of two findings of one rule on overlapping words the graver stays.
    """
    passage = read_passage(text)
    read = tuple(read_passage(source) for source in sources)
    found = [f for rule in _rules_for(passage) for f in rule.check(passage, read)]
    found = [f for f in found if f.rule in _OURS or not _is_verbatim(passage, f, read)]
    found.sort(key=lambda f: (_WEIGHT[f.severity], f.rule == "EB_REVERSED", f.span.start))
    kept: list[ClaimFinding] = []
    for finding in found:
        if not any(_covers(k, finding) for k in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda f: (f.span.start, f.span.end, f.rule)))


def _rules_for(passage: Passage) -> Iterator[ClaimRule]:
    """The rules of which a text has a trigger; the first letters of its words are asked first."""
    heads = passage.heads & _BY_HEAD.keys()
    for index in sorted(_ALWAYS.union(*(_BY_HEAD[head] for head in heads))):
        rule = RULES[index]
        if not rule.triggers or any(map(passage.folded.__contains__, rule.triggers)):
            yield rule


def _covers(kept: ClaimFinding, other: ClaimFinding) -> bool:
    """Does one finding make another on the same words idle: the same rule, or a narrower one?"""
    same = kept.rule == other.rule or (other.rule == "EB_REVERSED" and not kept.ok)
    return same and kept.span.overlaps(other.span)


def _is_verbatim(text: Passage, found: ClaimFinding, sources: Sequence[Passage]) -> bool:
    """Is the whole sentence around a finding a whole sentence of a source, word for word?"""
    start, end = text.sentence_at(found.span.start)
    words = text.folded[start:end].split()
    if not words:
        return False
    sentence = re.compile(" *".join(re.escape(word) for word in words) + " *")
    return any(
        place.start() in source.starts
        and (place.end() in source.starts or place.end() == len(source.folded))
        for source in sources
        if all(word in source.folded for word in words)
        for place in sentence.finditer(source.folded)
    )
