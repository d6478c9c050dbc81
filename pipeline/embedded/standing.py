"""Can a sentence stand in a brief: has it a verb of its own, and does it point at nothing unseen?

In: a sentence in print. Out: whether it is a fragment, and whether it needs the one before it.
"""

import re

from pipeline.embedded.clauses import find_verbs

_CLAUSE_ONLY = re.compile(
    r"^(?:When|If|Unless|Because(?! of)|Although|Though|While|Until|Once|Whereas)\b[^,]*$"
    r"|^(?:Or|And|But|Nor|Than|Yet|So|However,) "
    r"|^[€$£¥]?\d[^,]*, (?:an?|up|down|against|compared) "
    r"|^(?:One|Two|Three|Four|Five|Several|Some|Many) (?:more )?(?:things?|points?|questions?|"
    r"caveats?|reasons?|lessons?|takeaways?)\b[^,;:]{0,40}$"
)
_OPENED = re.compile(
    r"^(?:When|If|Unless|Because|Although|Though|While|Until|Once|Whereas|As)\b[^,]*, "
)
_ASIDE = re.compile(r", [a-z]+(?:ed|id|en|t) (?:for )?by [^,]*,")
"""A clause in front of the sentence, and one between commas inside it."""
_MARKERS = re.compile(
    r"\b(?:who|which|whose|whom|whether|why|how|what|when|if|unless|although|because(?! of)|"
    r"while(?! on\b)|as (?:it|they|he|she|we|the \w+ (?:was|were|did|had))|"
    r"that (?=(?:is|are|was|were|has|have|had|can|may|will|would|\w{3,}ed|comes?)\b))\b",
    re.IGNORECASE,
)
_NO_VERB = frozenset(
    """hundred related unrelated aged based advanced called named so-called mixed untreated limited
    like detailed dated red bed shed seed feed need speed indeed armed unmet adjusted""".split()
)
_NEVER_DONE_TO = frozenset(
    """died dropped declined climbed slipped gained rallied plunged tumbled jumped soared surged
    responded relapsed progressed""".split()
)
_APPOSED = re.compile(r"^[^,]+, (?:an?|the|its) [^,]+, $")
"""`Ostrel, a maker of pumps, announced …`: the verb comes behind the aside."""
_PARTICIPLE = re.compile(
    r"(?:(?<=\bnow )|(?<=\bcurrently )|(?<=\bas )|(?<=\bpreviously )|(?<=\bnewly )|(?<=-))"
    r"[a-z]+ed\b"
)
_DONE_TO = re.compile(
    r"\b(?:expected|planned|presented|reported|completed|granted|approved|treated|infused|announced|"
    r"released|scheduled|confirmed|published|launched|awaited|anticipated)"
    r"(?= (?:by|in|on|at|for|from|between|to|with|as)\b|[;,.:)]|$)"
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|may|might|can|could|should|not|n't"
    r"|got|it|they|he|she|company|firm|who|which|that) (?:\w+ ){0,2}$"
)
_OPEN_QUESTION = re.compile(
    r"^(?:Whether|How|What|Why|When|Where|Who)\b.* (?:is|are|was|were|remains?) "
    r"(?:not |still |yet )*"
    r"(?:(?:un)?(?:known|clear|certain)|open|to be seen)\b"
)
_ELLIPSIS = re.compile(
    r"\b(?:did|does|do|is|was|were|are|has|had|would|will)(?: (?:so|not|too))?\.?$"
)


def is_fragment(text: str) -> bool:
    """Is it no whole sentence: a clause that hangs on another, a label, a line without a verb?

    Examples: `When the agency says so.`, `Revenue of $4 million, up 3% as reported.` and `Results
    presented; filing on track.` are; `What comes next is unclear.` is none.
    """
    plain = re.sub(r"“[^”]*”|\"[^\"]*\"|\([^()]*\)", "", text).strip()
    if _CLAUSE_ONLY.match(plain) or " > " in plain:
        return True
    plain = _ASIDE.sub("", _OPENED.sub("", plain))
    if _ELLIPSIS.search(plain) and len(find_verbs(plain)) < 2:
        return True
    if _OPEN_QUESTION.search(plain):
        return False
    verbs = sum(_is_finite(match, plain) for match in find_verbs(plain))
    return verbs <= len(_MARKERS.findall(plain))


def _is_finite(match: re.Match[str], text: str) -> bool:
    """Does the word carry its clause, rather than describe a noun?"""
    word, before = match[0].lower(), text[: match.start()]
    if word in _NO_VERB or before.endswith("-"):
        return False
    if not word.endswith("ed"):
        return True
    if word in _NEVER_DONE_TO:
        return True
    aside = before.endswith(", ") and not _APPOSED.search(before)
    opens = not before.strip() or before.endswith(("; ", ": ")) or aside
    if opens or _PARTICIPLE.match(text, match.start()):
        return False
    return not _DONE_TO.match(text, match.start()) or bool(_AUXILIARY.search(before))


_PRONOUN_SOON = re.compile(
    r"^(?:In|At|By|On|After|For|From|Among|Of|With|Since|During|Even so|Instead|Now|Then)"
    r"(?: [a-z\d][^\s,]*){0,5},? (?:it|they|he|she|this|these|those|its|their) "
    r"(?!(?:is|was|remains) (?:not |still |too )?(?:clear|unclear|known|unknown|possible|likely|"
    r"expected|early|hard|uncertain)\b)"
)
_POINTS_SOON = re.compile(
    r"^(?:\S+ ){0,2}(?:that|this|these|those) (?!(?:is|are|was|were|has|have|had|would|will|may|"
    r"year|week|month|quarter|season|summer|autumn|winter|spring|morning|article|who|whose|with|on|"
    r"in|given|treated|the|a|an|it|they|of|not|did|do|can|could|should|might|[a-z]+ed)\b)[a-z]+\b"
)
_TAKEN_UP = re.compile(
    r"\b(?:subject to|because of|despite|owing to) (?:that|this|these|those) [a-z]+\b"
    r"|\bby the same date\b"
)
_ALONE = re.compile(
    r"^The (?:rate|rest|gap|fall|rise|drop|move|claim|idea|increase|decline|answer|reason|problem|"
    r"catch|sum|first|second|third|last two|others|other half|single event|remaining \w+)"
    r"(?= (?:is|are|was|were|has|have|had|would|will|may|came|fell|rose|did|does|grew|lost)\b|,)"
)
_NUMBER = r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|\d+)"
_OF_THOSE = re.compile(
    rf"^(?:(?:{_NUMBER}|[Nn]one|[Mm]ost|[Hh]alf|[Ss]ome) of the {_NUMBER}|All {_NUMBER})"
    r"(?= (?:is|are|was|were|has|have|had|did|died|needed|left|came|went|got|\w+ed)\b|,)"
)


def points_back(text: str) -> bool:
    """Does it speak of something that only the sentence before it names?

    Examples: `In euros it is 2.9%.`, `In that subgroup …`, `Two of the three died.`
    """
    shapes = (_PRONOUN_SOON, _POINTS_SOON, _ALONE, _OF_THOSE)
    return any(shape.match(text) for shape in shapes) or bool(_TAKEN_UP.search(text))
