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
    ("potential", re.compile(r"\b(?:potential(?:ly)?|could|may|might|possible|possibly)\b")),
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
            r"\b(?:expect\w*|anticipat\w*|should|due (?:in|by)|guid\w+ (?:to|"
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
    ("approved", re.compile(r"\b(?:approved|won approval|granted approval|cleared)\b")),
    ("accepted", re.compile(r"\baccepted\b")),
    ("submitted", re.compile(r"\b(?:submitted|filed)\b")),
    ("agreed", re.compile(r"\b(?:agreed|agreement|aligned|alignment)\b")),
    ("granted", re.compile(r"\b(?:granted|received|awarded|holds?|has)\b")),
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
        for kind, pattern in _KINDS:
            match = pattern.search(passage.evidence.text)
            state = _state(passage.evidence.text) if match else ""
            if not match or (
                kind == "approval" and state not in {"approved", "refused", "expected"}
            ):
                continue
            found.setdefault((kind, state), _read(story, passage, kind, products))
    return tuple(found.values())


def _state(text: str) -> str:
    return next((state for state, pattern in _STATES if pattern.search(text)), "mentioned")


def _read(story: Story, passage: Passage, kind: str, products: tuple[str, ...]) -> Milestone:
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
        state=_state(text),
        agency=agency[1] if agency else "",
        product=next((product for product in products if product in text), ""),
        date=dates[0] if len(dates) == 1 else "",
        condition=condition[1].strip() if condition else "",
        evidence=(passage.evidence,),
    )
