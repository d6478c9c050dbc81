"""The second move: the source's own clauses, with spin cut off.

In: a record and its source. Out: candidates, one or more for each sentence of news. A clause that
leans on the sentence before it, speaks to the reader or stays coloured is not offered.
"""

import re

from pipeline.embedded.candidate import Candidate, find_topic, make_candidate
from pipeline.embedded.clauses import (
    find_figures_in,
    is_sentence,
    print_template,
    split_clauses,
    stands_alone,
    write_template,
)
from pipeline.embedded.lexicons import COMMENT, NO_CONTROL, UNVERIFIED
from pipeline.embedded.spin import cut_spin, is_coloured
from pipeline.embedded.story import NEWS
from schemas.article import ArticleKind, SegmentKind
from schemas.draft import Move, Topic
from schemas.record import Passage, Record
from schemas.source import Source, Status

LONGEST = 35
"""Words in a sentence; longer ones are cut at their joints (rubric B16)."""

_WEIGHTS: dict[ArticleKind, dict[Topic, int]] = {
    ArticleKind.MARKET: {
        Topic.MARKET: 100,
        Topic.LIMIT: 70,
        Topic.BENEFIT: 60,
        Topic.HARM: 60,
        Topic.REGULATORY: 50,
        Topic.CONTEXT: 40,
    },
    ArticleKind.OUTLOOK: {
        Topic.BENEFIT: 95,
        Topic.CONTEXT: 85,
        Topic.HARM: 90,
        Topic.MARKET: 80,
        Topic.REGULATORY: 80,
        Topic.LIMIT: 60,
    },
}
_CLINICAL = {
    Topic.BENEFIT: 100,
    Topic.HARM: 96,
    Topic.LIMIT: 72,
    Topic.REGULATORY: 74,
    Topic.CONTEXT: 64,
    Topic.MARKET: 30,
}

_CAUSAL = re.compile(
    r"\b(?:contributed to|driven by|due to|because of|thanks to|caused|fuelled|"
    r"sparked)\b"
)
_CONCESSION = re.compile(
    r"^(?:Although|Though|While|Even "
    r"though)\s+(?P<first>[^,]+),\s+(?P<second>.+)$"
)
_COLON = re.compile(r"^(?P<lead>[^:{}]{3,80}):\s+(?P<rest>[a-z{].+)$")


def draft_clauses(record: Record, source: Source) -> tuple[Candidate, ...]:
    """Every usable clause of the news, weighed by what it tells."""
    found: list[Candidate] = []
    usable = [item for item in record.passages if item.kind in NEWS and not item.opinion]
    for number, passage in enumerate(usable):
        if passage.kind is SegmentKind.TABLE:
            continue
        early = 8 - min(8, number // 3)
        for template in find_variants(passage, record, source):
            candidate = _weigh(template, passage, record, source)
            if candidate is not None:
                found.append(candidate.model_copy(update={"weight": candidate.weight + early}))
    return tuple(found)


def find_variants(passage: Passage, record: Record, source: Source) -> tuple[str, ...]:
    """The passage as one clause where it is short enough, else its clauses one by one."""
    whole = write_template(source, passage.evidence.span)
    cut = cut_spin(whole).text
    parts = [cut] if len(cut.split()) <= LONGEST and _is_usable(cut, source) else []
    if not parts:
        pieces = [piece for part in _unfold(whole) for piece in split_clauses(part)]
        parts = [cut_spin(piece).text for piece in pieces]
    named = [_name_company(part, record) for part in parts]
    return tuple(
        part for part in named if len(part.split()) <= LONGEST + 10 and _is_usable(part, source)
    )


def _unfold(template: str) -> tuple[str, ...]:
    """`Although A, B` offers A and B; `A lead: b` offers b."""
    concession = _CONCESSION.match(template)
    if concession:
        return concession["first"], concession["second"]
    colon = _COLON.match(template)
    return (colon["rest"],) if colon else (template,)


def _is_usable(template: str, source: Source) -> bool:
    text = print_template(template, source)
    return (
        is_sentence(text)
        and stands_alone(text)
        and not is_coloured(text)
        and text.count('"') % 2 == 0
    )


def _name_company(template: str, record: Record) -> str:
    """`The company` is named where the story has one."""
    if len(record.companies) != 1:
        return template
    name = record.companies[0]
    return re.sub(r"^The [Cc]ompany(?=['’ ])", name.replace("\\", ""), template)


def _weigh(template: str, passage: Passage, record: Record, source: Source) -> Candidate | None:
    """The candidate with its topic's weight; figures add, length and comment take away."""
    topic = find_topic(template, source)
    if topic is None:
        return None
    text = print_template(template, source)
    figures = find_figures_in(template)
    weight = _WEIGHTS.get(record.kind, _CLINICAL).get(topic, 30) + 3 * min(5, len(figures))
    weight -= 6 if passage.kind is SegmentKind.FAQ else 0
    weight -= max(0, len(template.split()) - 28) * 2
    weight -= 30 if COMMENT.search(text) else 0
    weight += _bearing(text, topic, record)
    template = _attribute(template, topic, text, source)
    return make_candidate(template, Move.CLAUSE, topic, source, (passage.evidence,), weight)


def _bearing(text: str, topic: Topic, record: Record) -> int:
    """More for a sentence that names the story's own trial or product, less for background."""
    trials = [trial.name for trial in record.trials if trial.name]
    cuts = [cut.label for cut in record.cuts]
    names = [
        *record.products[:4],
        *trials,
        *cuts,
        *(name.split()[0] for name in record.companies[:2]),
    ]
    bears = any(name and name.lower() in text.lower() for name in names)
    bonus = 10 if bears else -25 if topic in {Topic.CONTEXT, Topic.REGULATORY} else -8
    if topic is Topic.CONTEXT and bears and _DESIGNED.search(text):
        bonus += 25
    if topic is Topic.REGULATORY and _BOUNDED.search(text):
        bonus += 14
    if topic is Topic.LIMIT and (UNVERIFIED.search(text) or NO_CONTROL.search(text)):
        bonus += 14
    return bonus


_DESIGNED = re.compile(
    r"\b[Pp]hase [1-4I]|\b(?:randomi[sz]ed|basket|single-arm|enrol\w+ \d|double-blind"
    r"|open-label)\b"
)
_BOUNDED = re.compile(
    r"\b(?:not|no|if|unless|potential\w*|process|but|plans?|expect\w*|may|could|subject to)\b"
)


def _attribute(template: str, topic: Topic, text: str, source: Source) -> str:
    """Causes of market moves are the article's; figures it calls unverified are said to be so."""
    if topic is Topic.MARKET and _CAUSAL.search(template):
        return template.rstrip(".") + ", the article says."
    figures = [source.roles[index].status for index in find_figures_in(template)]
    if Status.UNVERIFIED in figures:
        bare = re.sub(r"^(?:[Uu]nverified|[Uu]nconfirmed)[^:]{0,20}: ", "", template)
        if bare != template or not UNVERIFIED.search(text):
            return bare.rstrip(".") + "; the article calls this unverified."
    return template
