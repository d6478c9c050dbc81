"""The seven gates: a brief that fails one is not published.

In: a `Case`. Out: an `Answer` with its reason. Gates on figures and claims read the figure report,
which has already judged them; gates on omissions compare the brief with its record.
"""

from pipeline.balance.case import (
    Answer,
    Case,
    failed,
    find_sentences_using,
    find_topic,
    not_applicable,
    passed,
)
from pipeline.balance.harms import find_worst_harms, is_population_named, names_harm
from pipeline.balance.instructions import gives_orders
from pipeline.balance.lookup import find_status
from pipeline.balance.markup import find_markup
from pipeline.balance.rivals import find_rival_results, is_range_shown
from pipeline.balance.words import find_listed, is_attributed, outside_quotes, says
from schemas.article import ArticleKind
from schemas.draft import Topic
from schemas.source import Source, Status
from schemas.text import Evidence
from schemas.verdict import Verdict

_CLAIM_GATES = {
    "EB_RESTRICTOR": "G3",
    "EB_CHRONOLOGY": "G5",
    "EB_ADVICE": "G6",
    "EB_NAME": "G7",
    "EB_QUOTE": "G1",
}
"""Which gate answers for a wrong claim; every other claim says more than the source does: `G2`."""

_VERDICT_GATES = {Verdict.OVERSTATED: "G2", Verdict.MISATTRIBUTED: "G3"}
"""Which gate answers for a wrong figure; altered and absent ones: `G1`."""


def gate_figures(case: Case) -> Answer:
    """G1: no figure is altered or unsupported, none printed in a unit the article gets wrong.

    A difference of percentages that the article prints as a percent is not printed so by us.
    """
    problems = _errors(case, "G1")
    for conflict in case.record.conflicts:
        if conflict.kind != "unit" or not conflict.evidence:
            continue
        figure = conflict.evidence[0].text
        for index, text in enumerate(outside_quotes(item.text) for item in case.sentences):
            facts = _facts_at(case, conflict.evidence[0])
            if figure in text and facts & case.facts[index]:
                problems.append(f"{figure!r} is printed in a unit the article has wrong")
    return _answer(problems, "Every figure matches the source.")


def _facts_at(case: Case, evidence: Evidence) -> frozenset[str]:
    """The facts of the figure that stands at these words of the source."""
    return frozenset(
        fact.id
        for fact in case.source.facts
        if any(evidence.span.overlaps(case.source.figures[m].span) for m in fact.mentions)
    )


def gate_status(case: Case) -> Answer:
    """G2: nothing is surer than in the source; what it calls unverified is so called at once.

    An unverified figure stands neither in the headline nor in the first sentence, and the sentence
    that holds it says that it is unverified.
    """
    problems = _errors(case, "G2")
    if any(_is_unverified(case, fact) for fact in case.headline_facts):
        problems.append("the headline holds a figure the source calls unverified")
    for index, facts in enumerate(case.facts):
        if not any(_is_unverified(case, fact) for fact in facts):
            continue
        text = case.sentences[index].text
        if index == 0:
            problems.append("the first sentence holds a figure the source calls unverified")
        if not says(text, "unverified"):
            problems.append(f"{text!r} does not say that its figure is unverified")
    return _answer(problems, "No figure or claim is surer than in the source.")


def gate_roles(case: Case) -> Answer:
    """G3: every figure is given to the population, arm, endpoint, grade and cut it belongs to."""
    return _answer(_errors(case, "G3"), "Every figure is said of what the source says it of.")


_NO_HARM = (
    "No harm was found in the article: none named, no event told with a rate or a count, none said "
    "not to have been seen."
)


def gate_harm(case: Case) -> Answer:
    """G4: the gravest harm the article quantifies is in the brief, with the group it was seen in.

    For each product the most frequent harm of the highest grade reported. Where the article only
    says that none was reported, naming any of those harms is enough: they may be grouped. A brief
    on a move in the market that gives no result of the drug owes no harm of it either.
    """
    if not case.record.safety:
        return not_applicable(_NO_HARM)
    if case.record.kind is ArticleKind.MARKET and not _tells_benefit(case):
        return not_applicable("A brief on the market that tells no result needs no harm.")
    worst = find_worst_harms(case.record, case.source)
    if not worst:
        named = any(names_harm(case, event) for event in case.record.safety)
        problems = [] if named else ["the brief says nothing of the harms the article speaks of"]
        return _answer(problems, "The brief says what the article says of harms.")
    problems = []
    for event in worst:
        used = find_sentences_using(case, event.fact)
        name = f"{event.term} of grade {event.grade}" if event.grade else event.term
        if not used:
            problems.append(f"the gravest harm is left out: {name}")
        elif not any(is_population_named(case, index, event.population) for index in used):
            problems.append(f"{name} is given without its group ({event.population})")
    return _answer(problems, "The gravest harm is given with its group.")


def gate_cuts(case: Case) -> Answer:
    """G5: where the article gives one result at several cuts, the brief gives all or none.

    A range that spans them, with the number of patients at both ends, counts as all. Values the
    article calls unverified or only expects may stay out.
    """
    problems = _errors(case, "G5")
    groups = find_rival_results(case.record, case.source)
    for group in groups:
        missing = [item for item in group if not find_sentences_using(case, item.fact)]
        shown = len(group) - len(missing)
        if missing and shown and not is_range_shown(case, group):
            cuts = ", ".join(sorted(item.cut or "another cut" for item in missing))
            problems.append(f"{group[0].measure} is given at one cut but not at {cuts}")
    if not groups and not problems:
        return not_applicable("The article gives no result at more than one cut.")
    return _answer(problems, "Every cut of a result is given, or none.")


def gate_advice(case: Case) -> Answer:
    """G6: no advice and no promise in our own voice, no order the article gives, no link."""
    problems = _errors(case, "G6")
    for text in (case.headline, *(sentence.text for sentence in case.sentences)):
        problems += find_unfit(text, case.source)
    return _answer(problems, "No advice and no promise in our own voice.")


def find_unfit(text: str, source: Source) -> tuple[str, ...]:
    """Why a sentence or a headline may not be printed, whatever else is; empty where it may."""
    problems = []
    found = find_listed(outside_quotes(text), "advice")
    if found and not is_attributed(text):
        problems.append(f"{found[0]!r} reads as advice or a promise of ours")
    if gives_orders(text):
        problems.append(f"{text!r} gives orders, or is a template")
    if markup := find_markup(text, source.text):
        problems.append(f"{markup!r} is an address, a link, a picture or code, and no prose")
    return tuple(problems)


def gate_story(case: Case) -> Answer:
    """G7: nothing comes from another story on the page or from boilerplate.

    The source's text is blank outside this story, so evidence from elsewhere falls on blanks. A
    page's sentiment widget is boilerplate to everyone but the sentiment sentence.
    """
    problems = _errors(case, "G7")
    known = {fact.id for fact in case.source.facts}
    for sentence in case.sentences:
        if unknown := sorted(set(sentence.facts) - known):
            problems.append(f"{sentence.text!r} uses {unknown[0]}, which is no fact of this story")
        if sentence.topic is Topic.SENTIMENT:
            continue
        for evidence in sentence.evidence:
            here = case.source.text[evidence.span.start : evidence.span.end]
            if "".join(here.split()) != "".join(evidence.text.split()):
                problems.append(f"{sentence.text!r} rests on words outside this story")
                break
    return _answer(problems, "Everything comes from this story.")


def _tells_benefit(case: Case) -> bool:
    """Does the brief give any efficacy result, by its topic or by its figures?"""
    results = (outcome.fact for outcome in case.record.outcomes)
    by_figure = any(find_sentences_using(case, fact) for fact in results)
    return by_figure or bool(find_topic(case, Topic.BENEFIT))


def _errors(case: Case, gate: str) -> list[str]:
    """What the figure report calls wrong and this gate answers for."""
    figures = [
        f"{check.figure.text!r} is {check.verdict}: {check.reason}"
        for check in case.report.checks
        if not check.ok and _VERDICT_GATES.get(check.verdict, "G1") == gate
    ]
    claims = [
        f"{claim.text!r}: {claim.reason}"
        for claim in case.report.claims
        if not claim.ok and _CLAIM_GATES.get(claim.rule, "G2") == gate
    ]
    return figures + claims


def _is_unverified(case: Case, fact_id: str) -> bool:
    """Do the source's own words call this figure unverified, at any of its mentions?"""
    return find_status(case.source, fact_id) is Status.UNVERIFIED


def _answer(problems: list[str], kept: str) -> Answer:
    """Failed with the first problem and how many more there are, or passed."""
    if not problems:
        return passed(kept)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return failed(f"{problems[0].rstrip('.')}{more}.")
