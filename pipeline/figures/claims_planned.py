"""What a source says will or may be done, told as done or as sure to be.

In: the checked text and its sources as passages. Out: findings where a finished verb of the text
(`has closed its plant`) stands in every source that speaks of the same things only behind will,
would, plans, needs or expects, or where its `will` stands there only after may, could, would or if.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.claims_negation import SOME, UNTIL
from pipeline.figures.claims_reading import Mood, Passage, clause_before, mood_at, refute, stem
from pipeline.figures.claims_surroundings import (
    REACH,
    WIDE,
    count_around,
    find_forms,
    find_topic,
    next_key,
)
from pipeline.figures.claims_words import CONDITIONAL, NEGATION, PLANNED
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.lexicon import DUE_TO
from schemas.verdict import ClaimFinding

_BASE = word_lists.spelled("events", "plans")
"""A verb by its forms and near words, where its stem does not meet them."""
_VERB = (
    r"(?:[a-z]{3,}ed|begun|begun|left|sold|bought|paid|given|taken|won|built|spent|chosen|written"
    r"|withdrawn)"
)
_BETWEEN = r"(?:(?:\w+ly|also|already|now|since|just|all|both|been) ){0,3}"
_DONE = lazy_regex(
    rf"\b(?:has|have|had|was|were|'ve) {_BETWEEN}(?P<verb>{_VERB})\b"
    r"|\b(?P<past>began|(?<!million )(?<!billion )(?<!\d )left(?! ?[,.;)])"
    r"|sold|bought|took|gave|withdrew|wrote|chose)\b"
    r"|\b(?P<plain>started|launched|resumed|opened|closed|filed|submitted|completed|finished)"
    r"(?= (?:in|on|at|last|this|its|their|the|for|a|an)\b|\.$)"
    r"|\b(?P<found>confirmed|ruled|proved)(?= (?:that|out|the|a|an)\b)"
    r"|\b(?:company|firm|group|board|agency|regulators?|fda|ema|shareholders|trial"
    r"|study|sales?|deal|enrolment|dosing) (?P<told>[a-z]{3,}ed)\b"
)
_LIGHT = frozenset(word_lists.words("events", "say_little"))
"""Stems that say too little, or are themselves the plan."""
_AHEAD = lazy_regex(
    r"\b(?:would|needs?|requires?|awaits?|awaiting|agreed to|promis(?:es|ed) to|ahead of|pledg\w+"
    r"|commit(?:s|ted) to|before it can|provided|once|until|after it)\b"
)
_PLANNED_BEHIND = lazy_regex(
    r"(?![\w-]*ed\b)[\w-]+(?: \w+){0,6}? (?:(?:is|are|was) )?(?:\w+ )?(?:planned|expected|scheduled"
    rf"|due(?! to\b)|(?={DUE_TO})due"
    r"|slated)(?= (?:for|by|in|to|on|at|later|next|this|early|late|mid)\b| ?[.,;]|$)"
    r"|(?:letters?|notices?) (?:\w+ ){0,2}?will be (?:sent|posted|issued)\b"
)
"""`a filing is planned`: the plan stands behind the noun."""
_ORDINAL = lazy_regex(r"\b(?:first|second|third|last|latest|only) (?:[\w-]+ ){0,4}to (?:be )?$")
"""`the first to be sold` is no plan."""
_OPENING = lazy_regex(r"\W*(?P<name>[A-Z][\w-]+)(?:'s)? ")
_STANDS_FOR = lazy_regex(
    r"\b(?:the (?:company|firm|group|drugmaker|maker|bank|chain)|it|we|they)\b"
)
_HAS_DONE = lazy_regex(
    r"(?<!would )(?<!could )(?<!may )(?<!might )(?<!should )(?<!will )(?<!to )\b(?:has|have|had)"
    r" (?:(?:been|already|now|since|also|\w+ly) ){0,2}$"
    r"|, (?:now|already|so far) (?:[\w-]+ ){0,2}$"
)
"""`after it had passed`, `a trial, now half enrolled`: done, whatever stands before."""
_ASIDE = lazy_regex(r", (?!(?:and|but|or|so|if|now)\b)[^,]{1,100}, $")
"""`the trial, designed to test …, enrolled`: what is planned in the aside is not the enrolling."""
_NOT = lazy_regex(r"\b(?:not|nor|neither|cannot|never)\b[^,]{0,25}$|n't\b[^,]{0,25}$")
"""The verb itself is denied; `no patient withdrew because of it` denies it of one thing only."""
_JUST_BEFORE = 80
_NEXT = 30
_SHORTEST = 3


class _Told(NamedTuple):
    """A verb told as done, and what it is said of."""

    root: str
    topic: tuple[str, ...]
    behind: str
    """The stem of the word right behind it."""
    subject: str
    """The name that opens its sentence, folded; empty where none does."""


def check_planned(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`has closed its plant` where the source says that it would."""
    for found in _DONE.finditer(text.folded):
        kind = found.lastgroup or "verb"
        root = _root(found[kind])
        at, end = found.span(kind)
        if root in _LIGHT or len(root) < _SHORTEST or mood_at(text, at) is not Mood.STATED:
            continue
        topic = find_topic(text, at, end, (found[kind],))
        need = max(2, (len(topic) + 1) // 2)
        told = _Told(root, topic, next_key(text, end, _NEXT), _subject(text, at))
        near = [p for source in sources for p in _mentions(source, told) if p[0] >= need - 1]
        if not near:
            continue
        hits, source, place = max(near, key=lambda p: p[0])
        if hits < need or not all(_is_ahead(s, spot) for _, s, spot in near):
            continue
        reason = f"“{found.group()}”: the source tells it as planned or open."
        yield refute(text, found, "EB_STATUS", reason, (source, place))


def _subject(text: Passage, at: int) -> str:
    """The folded name that opens the sentence of a verb; empty where none does."""
    start, _ = text.sentence_at(at)
    name = _OPENING.match(text.source.text, start, at)
    return name["name"].lower() if name else ""


def _mentions(source: Passage, told: _Told) -> Iterator[tuple[int, Passage, int]]:
    """Every form of a verb in a source, with how much of what it is said of stands around it.

    The same word right behind counts twice more; `the company` may stand for the name that opens.
    """
    for word in _forms(source, told.root):
        for at in source.places(word):
            end = at + len(word)
            hits = count_around(source, at, end, told.topic, REACH)
            hits += 2 * (told.behind != "" and next_key(source, end, _NEXT) == told.behind)
            start, last = source.sentence_at(at)
            around = source.folded[max(start, at - WIDE) : min(last, end + WIDE)]
            if told.subject in source.words and told.subject not in around:
                hits += bool(_STANDS_FOR.search(source.folded, start, at))
            yield hits, source, at


def _forms(source: Passage, root: str) -> Iterator[str]:
    """The words of a source that are forms of one verb; all begin alike, or are irregular."""
    for word in source.words:
        if (word.startswith(root) or word in _BASE) and _root(word) == root:
            yield word


def _is_ahead(source: Passage, at: int) -> bool:
    """Is what stands here still to come, and not denied?"""
    before = _ASIDE.sub(" ", clause_before(source, at))[-_JUST_BEFORE:]
    if _HAS_DONE.search(before):
        return False
    if NEGATION.search(before):
        _, end = source.sentence_at(at)
        in_part = SOME.search(before) or UNTIL.search(source.folded, at, end)
        return not in_part and bool(_NOT.search(before))
    if _ORDINAL.search(before):
        return False
    if _PLANNED_BEHIND.match(source.folded, at, source.sentence_at(at)[1]):
        return True
    return any(words.search(before) for words in (_AHEAD, PLANNED, CONDITIONAL))


def _root(word: str) -> str:
    """What the forms of a verb share: `appl` of applied and apply."""
    return stem(_BASE.get(word, word)).removesuffix("y").removesuffix("e")


_WILL = lazy_regex(
    r"\b(?:will|is (?:certain|sure|set|bound|guaranteed) to|are (?:certain|sure|set|bound) to)"
    r" (?:\w+ly |also |then |now |soon )?(?:be )?(?P<verb>[a-z]{4,})\b"
)
_MAY = lazy_regex(
    r"\b(?:may|might|could|potentially|possibly|perhaps|considering|weighing|minded|inclined|leaning)\b[^.;,]{0,30}$"
    r"|\b(?:if|unless|provided|should)\b[^.;]*$"
)
_WOULD = lazy_regex(r"[a-z]+ing (?:[\w-]+ ){1,9}?(?:would|could|might) ")
"""`extending it to all schools would cost`: nobody has said that it will be."""


def check_modality(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`will seek a partner` where the source says that it may."""
    for found in _WILL.finditer(text.folded):
        if mood_at(text, found.start()) in (Mood.DENIED, Mood.OPEN):
            continue
        verb = found["verb"]
        topic = find_topic(text, *found.span("verb"), (verb, "will"))
        places = [
            (count_around(source, at, at + len(word), topic, REACH), source, at)
            for source, at, word in find_forms(sources, stem(verb))
        ]
        need = max(2, (len(topic) + 1) // 2)
        near = [(hits, source, at) for hits, source, at in places if hits >= need]
        if not near or any(not _is_open(s, at) for hits, s, at in places if hits >= need - 1):
            continue
        _, source, at = max(near, key=lambda place: place[0])
        reason = f"“{found.group()}”: the source tells it only as possible."
        yield refute(text, found, "EB_STATUS", reason, (source, at))


def _is_open(source: Passage, at: int) -> bool:
    """Is what stands here only possible or conditional?"""
    start, end = source.sentence_at(at)
    before = source.folded[max(start, at - WIDE) : at]
    return bool(_MAY.search(before) or _WOULD.match(source.folded, at, end))
