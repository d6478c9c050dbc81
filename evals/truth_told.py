"""Does a sentence tell of a fact what makes it less than certain: bound, doubt, plan, condition?

In: a figure in its sentence, the labelled fact it states. Out: what is left out or put in, or ''.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from evals.truth_values import agrees
from schemas.figure import Bound, Figure
from schemas.golden import Check, GoldenFact, GoldenFigure
from schemas.source import Status

EXPECTED = re.compile(
    r"\b(?:(?:aim|anticipat|assum|await|believ|depend|estimat|expect|forecast|guid|hop(?:e|ing)|"
    r"intend|outlook|possib|potential|predict|project|propos|schedul|target|contingent|conditional|"
    r"eligib|promis|think|pencil|want|model|goal|plann|option)\w*|"
    r"(?-i:may|might|will|would|could|should)|if|likely|due|next|see|sees|seen|set to|to be|"
    r"to come|unless|until|upcoming|later|worth|needs?|needed|as long as|enough|plans?|"
    r"(?:is|are|was|were|still|yet) to|(?:last|reach|run|stretch)(?:s|es)? (?:in)?to|covers?)\b",
    re.IGNORECASE,
)
"""Words with which a brief tells that something has not happened; `May` is a month."""
UNVERIFIED = re.compile(
    r"\b(?:(?:alleg|anonym|assert|blog|claim|contest|contradict|critic|disput|doubt|forum|hearsay|"
    r"investigat|leak|question|rumou?r|suppos|unconfirm|unsourc|unsupport|unverif|whistle|withdr)\w*|"
    r"denie[sd]|deny|letters?|message board|online|purported(?:ly)?|reportedly|social media|"
    r"talks?|post(?:ed|s)?|tip|unaudited|unclear|unnamed|unproven|unpublished|according|told|"
    r"not (?:been |be |yet )*(?:confirm|verif|support|check|substantiat|proven|audited)\w*|"
    r"(?:cannot|could not) be|no (?:document|source|evidence|proof)s?|nobody|no one|"
    r"without (?:\w+ )?(?:source|evidence|proof|saying|naming|document)\w*)\b",
    re.IGNORECASE,
)
"""Words with which a brief tells that nobody stands behind a figure."""

CONDITION = re.compile(
    r"\b(?:if|provided|providing|unless|until|subject to|depend\w*|condition\w*|contingent|once|"
    r"when|hing\w+|assum\w+|as long as|should (?:it|the|they)|on (?:a|the) condition|after|needs?|"
    r"requires?|pending|in case|were to|option)\b",
    re.IGNORECASE,
)
"""Words with which a brief ties a plan to something else."""
_TIED = re.compile(r"\b(?:if|provided|subject to|depends on|conditional|contingent)\b", re.I)
"""Words with which a label's sentence ties its fact to a condition."""

_DONE = re.compile(
    r"\b(?:was|were|did|got|made|won|paid|met|came|began|took|gave|"
    r"(?:has|have|had) (?:\w+ly )?(?:been|begun|come|made|won|paid|met|\w+ed)|"
    r"(?<!\bthe )(?<!\ba )(?<!\bits )(?!provided\b)\w{2,}ed)\b",
    re.IGNORECASE,
)
"""A sentence without any of these tells nothing as done."""
LIMITS = re.compile(
    r"\b(?:ceilings?|limit(?:s|ed)?|margin|thresholds?|most|least|max(?:imum)?|min(?:imum)?|floor|"
    r"below|under|above|over|than|cap(?:s|ped)?|from (?:the )?age|starting (?:at|from)|within|"
    r"beyond|exceed(?:s|ed|ing)?|older|younger|upwards?|or (?:more|less|fewer)|"
    r"as (?:much|many|few|little|low|high) as|close to|short of|pass(?:ed|es)|top(?:s|ped))\b",
    re.IGNORECASE,
)
"""Words that tell a bound without standing before the figure."""

_CLAUSE = re.compile(r"[;:]|,? (?:and|but|while|whereas|although)\b")
_UPPER = frozenset({Bound.LESS, Bound.AT_MOST, Bound.NEARLY})
_LOWER = frozenset({Bound.MORE, Bound.AT_LEAST})


class Told(NamedTuple):
    """A sentence, and the same between its neighbours."""

    sentence: str
    context: str
    """With the sentence before: doubts and plans are told there, too."""
    around: str
    """With the sentence before and the one behind."""
    printed: frozenset[Decimal]
    """Every value printed in `context`."""


def find_untold(
    figure: Figure,
    told: Told,
    fact: GoldenFact,
    mentions: Sequence[GoldenFigure],
    checks: Sequence[Check] = (),
) -> str:
    """What the sentence leaves out that the label has, or adds to it, in a sentence; or ''.

    `checks` are true sentences of the labels: a condition that one of them leaves out need not be
    told.
    """
    unsure = find_unsure(figure, told, fact, checks)
    return unsure or _find_bound(figure, told.sentence, fact, mentions)


def find_unsure(figure: Figure, told: Told, fact: GoldenFact, checks: Sequence[Check] = ()) -> str:
    """The doubt, the plan or the condition that the sentence leaves out; or ''."""
    if fact.status is Status.UNVERIFIED and not UNVERIFIED.search(told.around):
        return f"The article calls it unverified: {fact.says}"
    if fact.status is Status.EXPECTED:
        if _is_told_as_done(figure, told):
            return f"It is expected, not done: {fact.says}"
        free = any(fact.id in one.facts and not CONDITION.search(one.say) for one in checks)
        if _TIED.search(fact.says) and not free and not CONDITION.search(told.around):
            return f"The article ties it to a condition: {fact.says}"
    return ""


def _is_told_as_done(figure: Figure, told: Told) -> bool:
    """Does the figure's own clause tell it as done, and nothing near it as yet to come?"""
    start = max(0, told.sentence.find(figure.text))
    clause = _CLAUSE.split(told.sentence[:start])[-1] + _CLAUSE.split(told.sentence[start:])[0]
    return bool(_DONE.search(clause)) and not EXPECTED.search(told.context)


def _find_bound(
    figure: Figure, sentence: str, fact: GoldenFact, mentions: Sequence[GoldenFigure]
) -> str:
    """A bound of the article that is left out, turned round, or put before what has none."""
    same = [label for label in mentions if agrees(figure, label, fact)]
    bounds = {label.bound for label in same}
    plain = Bound.EXACTLY in bounds or bool(fact.n) or not same
    if not plain and figure.bound is Bound.EXACTLY and not figure.hedge:
        told = LIMITS.search(sentence)
        return (
            ""
            if told
            else f"The article has {_name(same[0].hedge, same[0].bound)} there: {fact.says}"
        )
    if same and (
        (bounds <= _LOWER and figure.bound in _UPPER)
        or (bounds <= _UPPER and figure.bound in _LOWER)
    ):
        return f"The article has the bound the other way: {fact.says}"
    exact = {Decimal(value) for label in same for value in label.values}
    is_same = bool(figure.values) and set(map(abs, figure.values)) <= set(map(abs, exact))
    hoped = fact.status is Status.EXPECTED and figure.bound is Bound.AT_MOST
    limited = hoped or LIMITS.search(fact.says) or any(label.approximate for label in same)
    if bounds == {Bound.EXACTLY} and is_same and figure.bound in _UPPER | _LOWER and not limited:
        return f"The article has no {_name(figure.hedge, figure.bound)} there: {fact.says}"
    return ""


def _name(hedge: str, bound: Bound) -> str:
    """The words that bound a figure as printed, or what the bound is."""
    return repr(hedge) if hedge else f"bound {bound.value!r}"
