"""The primary result in a sentence or two, where its own sentence is too long to print.

In: a record, its source and what is on offer. Out: the article's words without what leads up to the
result, and its effect, which stands in a bracket behind it, as a sentence that leans on the first.
"""

import re

from pipeline.balance.primary import find_primary
from pipeline.embedded.candidate import Candidate, make_candidate, prints
from pipeline.embedded.clauses import find_figures_in, finish, print_template, write_template
from pipeline.embedded.spin import cut_spin, is_coloured
from pipeline.embedded.variants import LONGEST, LONGEST_AT_ALL
from pipeline.embedded.weights import DATA_PAIR
from schemas.article import ArticleKind
from schemas.draft import Move, Topic
from schemas.figure import Kind
from schemas.record import Record
from schemas.source import Source

_LEAD = re.compile(
    r"^(?:In|Of|Among|Across|At) (?:the|an?|this|its) (?:[\w/-]+,? ){0,8}?"
    r"(?:trial|study|analysis|population|set)\b(?: (?:of|in|with) [^,.;()]{3,70})?, (?=[\w{])"
)
"""`In the randomised, double-blind trial of 640 adults, `: another sentence can say it."""
_EFFECT = re.compile(
    r"^(?P<main>[^()]*(?:\([^()]*\)[^()]*)*?) \((?P<name>(?:hazard|odds|rate|risk|incidence rate) "
    r"ratio|relative risk|HR|OR|RR)(?: of|:|,)? (?P<value>\{m\d+\})"
    r"(?:[;,:] (?P<rest>[^()]+))?\)(?P<tail>[^()]*)\.?$"
)
_FOLLOWED = re.compile(
    r",? (?:over|during|after) an? (?:median|mean) follow-up of \{m\d+\}(?=[ .,]|$)"
)
_APART = re.compile(r", (?:its|an?|the) [^,.;()]{5,60},(?= )")
_RATES = frozenset({Kind.PERCENT, Kind.PROPORTION, Kind.DURATION, Kind.POINTS})


def draft_primary(
    record: Record, source: Source, offered: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """The primary result where no sentence on offer prints a rate of it and stands alone."""
    passage = find_primary(record.passages, source)
    if passage is None or record.kind is ArticleKind.MARKET:
        return ()
    whole = cut_spin(write_template(source, passage.evidence.span)).text
    rates = [m for m in find_figures_in(whole) if source.figures[m].kind in _RATES]
    spans = {source.figures[m].span for m in rates}
    if any(item.needs < 0 and prints(item, spans, source) for item in offered):
        return ()
    made = [
        make_candidate(text, Move.DATA, Topic.BENEFIT, source, (passage.evidence,), DATA_PAIR)
        for text in _say(whole, source)
    ]
    if len(made) > 1:
        leaning = made[1].model_copy(update={"needs": made[0].place})
        return (made[0], leaning)
    return tuple(made)


def _say(whole: str, source: Source) -> tuple[str, ...]:
    """The result as one or two templates; nothing where it stays too long or is coloured."""
    text = finish(_LEAD.sub("", whole))
    parts: tuple[str, ...] = (text,)
    if _count(text, source) > LONGEST and (match := _EFFECT.match(text)):
        rest = f" ({match['rest']})" if match["rest"] else ""
        main = finish(f"{match['main']}{match['tail']}".rstrip(" ,;") + ".")
        parts = (main, f"The {match['name']} was {match['value']}{rest}.")
    first = parts[0]
    for spare in (_FOLLOWED, _APART):
        if _count(first, source) > LONGEST:
            first = spare.sub("", first)
    parts = (first, *parts[1:])
    if _count(first, source) > LONGEST_AT_ALL or any(
        is_coloured(print_template(part, source)) for part in parts
    ):
        return ()
    return parts


def _count(template: str, source: Source) -> int:
    return len(print_template(template, source).split())
