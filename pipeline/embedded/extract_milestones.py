"""Regulatory and development steps, each with the state it is in and the condition it hangs on.

In: a story. Out: milestones. Accepted is not approved, planned is not held: where the words around
a step tell no state, none is made up and the step is only `mentioned`.
"""

import re

from pipeline.embedded.story import NEWS, Story, find_mentions, index_facts
from schemas.figure import Kind
from schemas.record import Milestone, Passage

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("fast_track", re.compile(r"\bFast Track\b")),
    ("breakthrough", re.compile(r"\bBreakthrough (?:Therapy|Device)\b")),
    ("rmat", re.compile(r"\bRMAT\b|\bRegenerative Medicine Advanced Therapy\b")),
    ("priority_review", re.compile(r"\b[Pp]riority [Rr]eview\b")),
    ("orphan", re.compile(r"\b[Oo]rphan (?:[Dd]rug|[Mm]edicin|designation)")),
    (
        "meeting",
        re.compile(
            r"\b[Tt]ype [A-D] meeting\b|\b(?:End-of-Phase|pre-BLA|pre-NDA|"
            r"pre-IND)\b"
        ),
    ),
    (
        "design_agreement",
        re.compile(
            r"\b(?:agree(?:d|ment) (?:on|with)|aligned (?:on|with)|"
            r"alignment (?:on|with))\b"
        ),
    ),
    (
        "submission",
        re.compile(
            r"\b(?:BLA|NDA|sNDA|sBLA|MAA|IND)\b(?: submission| application|"
            r" filing)?|\bmarketing authori[sz]ation application\b"
        ),
    ),
    ("pdufa_date", re.compile(r"\bPDUFA\b|\btarget action date\b")),
    ("accelerated_approval", re.compile(r"\b[Aa]ccelerated [Aa]pproval\b")),
    ("crl", re.compile(r"\bcomplete response letter\b|\bCRL\b")),
    ("clinical_hold", re.compile(r"\bclinical hold\b")),
    (
        "readout",
        re.compile(
            r"\b(?:readouts?|(?:topline|top-line|interim|primary|final|"
            r"[A-Z]{2,4}) (?:\w+ )?(?:data|results|EFS|PFS|OS))\b"
        ),
    ),
    ("enrolment", re.compile(r"\b(?:enrol?ment|accrual|enrolling|first patient)\b")),
    ("approval", re.compile(r"\bapprov(?:al|ed)\b")),
)
_STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "potential",
        re.compile(r"\b(?:potential(?:ly)?|could|may|might|possible|possibly|if approved)\b"),
    ),
    (
        "planned",
        re.compile(
            r"\b(?:plans?|planned|intends?|aims? to|seek(?:s|ing)?|will|prepar\w+|"
            r"on track to)\b"
        ),
    ),
    (
        "expected",
        re.compile(
            r"\b(?:expect(?:s|ed|ing)?|anticipat\w*|should|due (?:in|by)|guid\w+ (?:to|"
            r"for)|slated|targeted|scheduled)\b"
        ),
    ),
    (
        "refused",
        re.compile(
            r"\b(?:refus\w+|reject\w+|declin\w+ to approve|"
            r"complete response letter)\b"
        ),
    ),
    (
        "approved",
        re.compile(
            r"\b(?:(?<!if )(?<!once )(?<!when )(?<!not )(?<!be )approved|won approval|granted "
            r"approval|cleared)\b"
        ),
    ),
    ("accepted", re.compile(r"\baccepted\b")),
    ("submitted", re.compile(r"\b(?:submitted|filed)\b")),
    ("agreed", re.compile(r"\b(?:agreed|agreement|aligned|alignment)\b")),
    ("granted", re.compile(r"\b(?:granted|received|awarded|holds|has)\b")),
    ("held", re.compile(r"\b(?:held|following an?|after an?|met with)\b")),
    (
        "under way",
        re.compile(
            r"\b(?:is enrolling|enrolling|ongoing|under way|underway|"
            r"is being evaluated)\b"
        ),
    ),
)
_AGENCY = re.compile(r"\b(FDA|EMA|MHRA|PMDA|NMPA|TGA|CHMP|European Commission)\b")
CONDITION = re.compile(
    r"\b((?:if|provided(?: that)?|subject to|pending|assuming|contingent on|"
    r"unless)\b[^,.;]*)"
)


def find_milestones(story: Story, products: tuple[str, ...]) -> tuple[Milestone, ...]:
    """Each step once, as the first sentence that gives it a state puts it."""
    found: dict[tuple[str, str], Milestone] = {}
    for passage in story.passages:
        if passage.kind not in NEWS or passage.opinion:
            continue
        text = _DRUG_KIND.sub(_blank, passage.evidence.text)
        for kind, pattern in _KINDS:
            match = pattern.search(text)
            if not match:
                continue
            step = _read(story, passage, kind, products, match)
            if kind != "approval" or step.state in _DECIDED:
                found.setdefault((kind, step.state), step)
    return tuple(found.values())


_DECIDED = frozenset({"approved", "refused", "expected"})
_DRUG_KIND = re.compile(
    r"\b(?:[A-Z]{2,4}-approved|(?:already |previously |currently |any |no |other |existing )"
    r"(?:\w+-)?approved|approved (?=[a-z]+(?: [a-z-]+){0,2} (?:therap|treat|drug|product|option)|"
    r"(?:autologous|therap|treat|drug|product|option|agent|medicine)))",
    re.IGNORECASE,
)
"""`FDA-approved` or `approved` as what a drug is called: no step of this story's."""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def read_state(text: str, start: int, end: int) -> str:
    """The state a step at `start:end` is in, by the state word nearest to it in its clause.

    Example: in `The FDA accepted the BLA; approval could follow` the submission is accepted and the
    approval potential. Where a clause says nothing, the sentence does; a wish (`potential`) and a
    plan outweigh a state word that stands further off.
    """
    left = max([0, *(joint.end() for joint in _CLAUSE.finditer(text, 0, start))])
    right = next((joint.start() for joint in _CLAUSE.finditer(text, end)), len(text))
    for low, high in ((left, right), (0, len(text))):
        near = [
            (_distance(match, start, end), state)
            for state, pattern in _STATES
            for match in pattern.finditer(text, low, high)
        ]
        if near:
            return min(near)[1]
    return "mentioned"


_CLAUSE = re.compile(r"; |, (?:and|but|while|although|though|which) |\. | [–—] ")


def _distance(match: re.Match[str], start: int, end: int) -> int:
    """Characters between a state word and its step; none where the one is part of the other."""
    return max(0, start - match.end(), match.start() - end)


def _read(
    story: Story, passage: Passage, kind: str, products: tuple[str, ...], match: re.Match[str]
) -> Milestone:
    text = passage.evidence.text
    facts = index_facts(story.source)
    dates = [
        facts[index].id
        for index in find_mentions(story.source, passage.evidence.span)
        if story.source.figures[index].kind is Kind.DATE and index in facts
    ]
    agency, condition = _AGENCY.search(text), CONDITION.search(text)
    return Milestone(
        kind=kind,
        state=read_state(_DRUG_KIND.sub(_blank, text), *match.span()),
        agency=agency[1] if agency else "",
        product=next((product for product in products if product in text), ""),
        date=dates[0] if len(dates) == 1 else "",
        condition=condition[1].strip() if condition else "",
        evidence=(passage.evidence,),
    )
