"""Statements that nothing was there: `no deaths`, `none of them`, `nobody died`, `without relapse`.

In: a text and where such a word begins. Out: the figure 0 there, or `None` where the word tells who
somebody is (`patients without relapse`), or what nobody had looked for.
"""

import re
from decimal import Decimal

from pipeline.figures.found import Reading, Text
from pipeline.figures.grammar_base import Hit
from schemas.figure import Kind

_NEGATED = (
    r"crs|icans|gvhd|graft|cytokine|neurotoxicity|toxicit|adverse|event|death|fatalit|case|serious|"
    r"severe|side effect|grade|relapse|response|hospitali|discontinuation|withdrawal|dlt|infection|"
    r"safety (?:signal|concern|issue|finding|problem)|bleeding|fatal|"
    r"(?:patient|participant|subject|volunteer|recipient)s?\b(?!-)|"
    r"responder|progression|complication|injur|victim|casualt|arrest|survivor|haemorrhage|"
    r"hemorrhage|seizure|stroke|myocarditis|anaphyla|malignanc|recurrence|tumou?rs?\b|"
    r"qtc? |prolongation"
)
_RESTRICTED = (
    r"(?:new|further|other|reported|observed|confirmed|known|additional|major|single|significant|"
    r"unexpected|such|local|late|delayed|trial|study|treated|vaccinated)"
)
_NONE = re.compile(
    rf"(?:no|zero|without(?: any)?|absence of) (?:{_RESTRICTED} ){{0,3}}(?=(?:[a-z]+-(?:related|"
    rf"associated|induced|emergent|limiting|attributed) )?(?:{_NEGATED}))"
)
_FOUND_LEFT = re.compile(
    r"\b(?:f(?:ound|inds?|inding)|s(?:ees?|een|aw)|show(?:s|ed|n|ing)?|detect(?:s|ed)|observed|"
    r"identified|revealed) \Z"
)
_NO_FINDING = re.compile(
    r"no (?=(?:[a-z-]+ ){0,2}(?:evidence|signs?|trace|reason|indication|proof|links?|lesions?|"
    r"difference|change|improvement|effect|concerns?|problems?|abnormalit|changes)\b)"
)
"""`found no sign of a leak`: somebody looked, and there was none."""
_ASKED_LEFT = re.compile(
    r"\b(?:aware of|ask(?:s|ed) for|assum(?:es|ed|ing)|receiv(?:es|ed)|requir(?:es|ed)|"
    r"rais(?:es|ed)|had had|have had|has had) \Z"
)
_NO_THING = re.compile(
    r"no (?=(?:new |further |other |additional )?[a-z]+\b)(?!one |longer |doubt )"
)
"""`is aware of no change`, `asked for no new trial`: none is what was asked or assumed."""
_THERE_LEFT = re.compile(
    r"\bthere (?:was|were|is|are|has been|have been|had been)(?: also| still| however)? \Z"
)
_HAD_LEFT = re.compile(
    r"\b(?:reported|reports|recorded|records|experienced|showed|shows|caused|identified|detected|"
    r"with|had|have|has|suffered|developed|uncovered|registered|noted|raised) \Z"
)
_NO_NEW = re.compile(
    r"no (?=(?:[\w-]+ ){0,3}(?:signals?|findings?|failures?|leaks?|falls?|losses|errors?|breaches|"
    r"defects?|cases?|incidents?|accidents?|complaints?|reports?|recalls?|interactions?|antibod|"
    r"changes?|benefit|improvement|evidence|signs?|effects?|"
    r"impact|growth|revenue|sales|debt|delays?|problems?|concerns?|symptoms?|lesions?|"
    r"reactions?|disease|cancer|cells|virus|drop-?outs|remissions?|recoveries|transplants?|"
    r"comparison group)\b)"
)
_NOBODY = re.compile(
    r"(?:nobody|no one)(?= (?:has |had |else )?(?:died|dropped out|withdrew|relapsed|responded|"
    r"stopped treatment|needed|fell ill|(?:was|were|has been) (?:killed|hurt|injured|harmed)))"
)
_NONE_OF = re.compile(
    r"none of (?:the |these |its |their )?(?=\w)|none (?=(?:were|was|had|has|have|occurred|"
    r"reported|on|with placebo|given|died|needed|developed|required|led|relapsed|responded|"
    r"withdrew|discontinued|stopped|is|are|in the|among|at|came|resulted|fatal|serious|severe)\b)"
)
_NONE_LEFT = re.compile(r"\b(?:was|were|are|is|had|versus|against|vs) \Z")
_ABSENT = re.compile(r"(?:absent|not (?:observed|reported|seen|detected))\b")


def read_absence(text: Text, at: int) -> Hit | None:
    """The statement of absence that begins at `at`, its value 0; `None` for none."""
    low = text.low
    m = _NONE.match(low, at) or _NONE_OF.match(low, at) or _NOBODY.match(low, at)
    if m is None and _FOUND_LEFT.search(low[max(0, at - 10) : at]):
        m = _NO_FINDING.match(low, at)
    if m is None and _ASKED_LEFT.search(low[max(0, at - 14) : at]):
        m = _NO_THING.match(low, at)
    if m is None and _was_looked_for(low, at):
        m = _NO_NEW.match(low, at)
    left = text.low[max(0, at - 8) : at]
    if text.low.startswith("without", at) and (
        _TIME_LEFT.search(text.low[max(0, at - 24) : at])
        or _WHO_LEFT.search(text.low[max(0, at - 14) : at])
    ):
        return None
    if m is None and text.low.startswith("none", at) and _NONE_LEFT.search(left):
        m = re.compile("none(?! other)").match(text.low, at)
    if (
        m is None
        and text.low.startswith("absent", at)
        and re.search(r"(?:were|was|is|are) $", left)
    ):
        m = _ABSENT.match(text.low, at)
    if m is None:
        return None
    end = at + len(m[0].rstrip())
    return Hit(at, end, Reading(Kind.NONE, (Decimal(0),), is_words=True))


_TIME_LEFT = re.compile(
    r"\b(?:time|survival|surviv(?:e|es|ed|ing)|alive|li(?:ve|ves|ved|ving|fe)|(?:hour|day|night|week|"
    r"month|year)s?) \Z"
)
"""`time without relapse`, `nine months without dialysis`: what is measured, not how many."""


_WHO_LEFT = re.compile(
    r"\b(?:patients?|participants|people|person|subjects|adults|children|women|men|infants|babies|"
    r"those|deaths?) \Z"
)
"""`846 patients without progression`: who they are, not how many had one."""


def _was_looked_for(low: str, at: int) -> bool:
    """Is it said to be there, or of somebody who looked or had: `there were no`, `reported no`?"""
    if _WHOSE.search(low[max(0, at - 24) : at]) or _IN_SOME.match(low, at):
        return False
    there = _THERE_LEFT.search(low[max(0, at - 30) : at])
    return bool(there or _HAD_LEFT.search(low[max(0, at - 14) : at]))


_WHOSE = re.compile(
    r"(?:[\d%)]|\b(?:patients|people|participants|children|those|who)) (?:had|have|has|with) \Z"
)
_IN_SOME = re.compile(r"no [\w -]{2,40}? in (?:\d|about|half|most|one|two|three|some|nearly)")
"""`84 (87%) had no leak`, `no leak in 84 of 96`: some had none, which is no count of all."""
