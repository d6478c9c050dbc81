"""What no sentence of ours can tell, in the article's own words between quotation marks.

In: a record, its source and what is on offer. Out: quotations of passages whose figures no offered
sentence prints: lines without a verb, answers that say `we`, opinion. Silence would be worse, and
a quotation keeps every hedge.
"""

import re
from collections.abc import Iterator

from pipeline.balance.instructions import gives_orders
from pipeline.embedded.candidate import Candidate, find_plain_topic, find_topic, make_candidate
from pipeline.embedded.clauses import (
    find_figures_in,
    is_sentence,
    leans,
    print_template,
    write_template,
)
from pipeline.embedded.lexicons import INVESTMENT_ADVICE
from pipeline.embedded.spin import DATELINE, is_coloured
from pipeline.embedded.story import NEWS
from pipeline.embedded.variants import OF_THE_PAGE
from pipeline.embedded.weights import CLOSE, LAST_FLOOR, OTHER_TOPIC, TOPICS_OF_A_STUDY
from pipeline.embedded.weights import TOPICS_OF_A_KIND as OF_A_KIND
from pipeline.embedded.worth import find_worth
from pipeline.render import find_references
from schemas.article import SegmentKind
from schemas.draft import Move, Topic
from schemas.record import Passage, Record
from schemas.source import Source
from schemas.text import Evidence, Span

LONGEST_STRETCH, LONGEST_SENTENCE, FEWEST_WORDS = 35, 40, 4
"""Words of a quotation of this kind: of several lines at most, of one sentence that stays copied at
most, and at least."""
_NEWS, _OPINION = "The article says", "An opinion passage in the article says"
_QUOTED = re.compile('["“”«»]')
_ASKED = re.compile(r"\?|\b[Yy]ou(?:rs?|['’]\w+)?\b")
"""What is asked, or said to somebody: an interviewer's words tell no news."""
_ASIDE = frozenset({SegmentKind.TABLE})
"""A row is no sentence; `draft_tables` says what it holds."""


def draft_close(
    record: Record, source: Source, offered: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """`The article says: “…”.` for each stretch with figures that no offered sentence prints.

    A line without a verb comes with those before and behind it in its paragraph, as far as they
    fit. What sells, advises, gives orders, asks or holds a quotation is not quoted.
    """
    facts = {mention: fact.id for fact in source.facts for mention in fact.mentions}
    worth = find_worth(record, source)
    told = {fact for item in offered for fact in _find_told(item, facts, offered)}
    found: list[Candidate] = []
    for paragraph in find_paragraphs(record, source):
        for number, passage in enumerate(paragraph):
            new = _find_facts(passage, source, facts) - told
            if sum(worth.get(fact, 0) for fact in new) < LAST_FLOOR:
                continue
            stretch = _stretch(paragraph, number, source)
            made = _quote(stretch, record, source) if stretch else None
            if made is not None:
                found.append(made)
                told |= {fact for item in stretch for fact in _find_facts(item, source, facts)}
    return tuple(found)


def _find_told(
    item: Candidate, facts: dict[int, str], offered: tuple[Candidate, ...]
) -> Iterator[str]:
    """What a sentence tells that can be printed: alone, or behind one it leans on."""
    if item.needs >= 0 and not any(other.place == item.needs for other in offered):
        return
    for sort, number in find_references(item.sentence.text):
        yield f"f{number}" if sort == "f" else facts.get(int(number), "")


def find_paragraphs(record: Record, source: Source) -> Iterator[tuple[Passage, ...]]:
    """The story's passages, in runs that nothing but blanks on one line parts."""
    run: list[Passage] = []
    for passage in record.passages:
        if passage.kind not in NEWS - _ASIDE:
            continue
        if run and not _goes_on(run[-1], passage, source):
            yield tuple(run)
            run = []
        run.append(passage)
    if run:
        yield tuple(run)


def _goes_on(one: Passage, two: Passage, source: Source) -> bool:
    between = source.text[one.evidence.span.end : two.evidence.span.start]
    return one.opinion is two.opinion and not between.strip() and "\n" not in between


def _find_facts(passage: Passage, source: Source, facts: dict[int, str]) -> set[str]:
    template = write_template(source, passage.evidence.span)
    return {facts[index] for index in find_figures_in(template) if index in facts}


def _stretch(paragraph: tuple[Passage, ...], at: int, source: Source) -> tuple[Passage, ...]:
    """The passage with what it cannot be understood without; empty where that is too long."""
    first = last = at
    while first and _hangs(paragraph[first]):
        if not _fits(paragraph[first - 1 : last + 1], source):
            break
        first -= 1
    while last + 1 < len(paragraph) and not is_sentence(paragraph[last].evidence.text):
        if not _fits(paragraph[first : last + 2], source):
            break
        last += 1
    taken = paragraph[first : last + 1]
    return taken if _fits(taken, source) else ()


def _hangs(passage: Passage) -> bool:
    """Does it need what stands before it: as a line without a verb, or as a sentence that leans?"""
    return not is_sentence(passage.evidence.text) or leans(passage.evidence.text)


def _fits(passages: tuple[Passage, ...], source: Source) -> bool:
    return len(source.text[_span(passages).start : _span(passages).end].split()) <= LONGEST_STRETCH


def _span(passages: tuple[Passage, ...]) -> Span:
    return Span(start=passages[0].evidence.span.start, end=passages[-1].evidence.span.end)


def _quote(passages: tuple[Passage, ...], record: Record, source: Source) -> Candidate | None:
    """The stretch as a quotation; `None` where it may not be quoted."""
    span = _span(passages)
    words = write_words(source, span)
    if not may_quote(print_template(words, source)):
        return None
    opinion = passages[0].opinion
    topic = Topic.OPINION if opinion else find_topic(words, source)
    topic = topic or find_plain_topic(words, source, None) or Topic.CONTEXT
    weights = OF_A_KIND.get(record.kind, TOPICS_OF_A_STUDY)
    evidence = Evidence(source_id=source.id, span=span, text=span.cut(source.text))
    said = f"{_OPINION if opinion else _NEWS}: “{words}”."
    weight = weights.get(topic, OTHER_TOPIC) - CLOSE
    return make_candidate(said, Move.QUOTE, topic, source, (evidence,), weight)


_MARK = re.compile(r"^(?:[-•*–·o]|\d{1,2}[.)])\s+|^\[(?=[^\]]*$)")


_ANSWER = re.compile(r"^(?:(?:[A-Z][a-z’']*)(?: [a-z’']+)?\. )+(?=[A-Z])")
"""`Both. `, `It was. `: an answer of a word or two, to a question that is not quoted."""


def write_words(source: Source, span: Span) -> str:
    """The words of a place as a template, without a list's mark, a dateline or `It was.` before.

    A bracket that only opens or only closes there goes too.
    """
    words = _MARK.sub("", write_template(source, span).strip())
    words = DATELINE.sub("", _ANSWER.sub("", words))
    return (words[:-1] if words.count("]") > words.count("[") else words).strip(" .")


def may_quote(text: str) -> bool:
    """May a brief quote these words: whole, neutral, no advice and no order?"""
    if _QUOTED.search(text) or _ASKED.search(text) or text.count("(") != text.count(")"):
        return False
    if len(text.split()) < FEWEST_WORDS or text.count("[") != text.count("]"):
        return False
    if INVESTMENT_ADVICE.search(text) or gives_orders(text) or OF_THE_PAGE.search(text):
        return False
    return not is_coloured(text)


_PLACE = re.compile(r"^In [A-Z][\w-]+, ")


def put_in_quotes(item: Candidate, source: Source) -> tuple[Candidate, ...]:
    """The candidate as a quotation of the sentence it rests on; none where that may not be quoted.

    It keeps its weight, what it leans on, what its facts are worth, and `In MARSH, ` before it.
    """
    places = item.sentence.evidence
    if item.sentence.move is Move.QUOTE or len(places) != 1:
        return ()
    words = write_words(source, places[0].span)
    text = print_template(words, source)
    if not may_quote(text) or len(text.split()) > LONGEST_SENTENCE:
        return ()
    place = _PLACE.match(item.sentence.text)
    if place and place[0].removeprefix("In ").removesuffix(", ") in text:
        place = None  # the words name the trial themselves
    lead = f"{place[0]}t{_NEWS[1:]}" if place else _NEWS
    made = make_candidate(
        f"{lead}: “{words}”.", Move.QUOTE, item.sentence.topic, source, places, item.weight
    )
    return (made.model_copy(update={"needs": item.needs, "points": item.points}),)
