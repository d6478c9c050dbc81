"""The headline's own figures, where no sentence of the story gives them.

In: a record, its source and what is on offer. Out: at most one sentence, which quotes the headline.
"""

from pipeline.balance.instructions import gives_orders
from pipeline.embedded.candidate import Candidate, make_candidate
from pipeline.embedded.clauses import find_figures_in, print_template, write_template
from pipeline.embedded.lexicons import INVESTMENT_ADVICE, MARKET
from pipeline.embedded.spin import is_coloured
from pipeline.embedded.weights import HEADLINE_SAID
from pipeline.render import find_references
from schemas.article import SegmentKind
from schemas.draft import Move, Topic
from schemas.figure import Kind
from schemas.record import Record
from schemas.source import Source

HEADLINE_READS = "The article’s headline reads"
_TOLD = frozenset({Kind.PERCENT, Kind.MONEY, Kind.PROPORTION, Kind.POINTS, Kind.MULTIPLE})


def quote_headline(
    record: Record, source: Source, offered: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """`The article’s headline reads: “…”.`, where it alone gives a rate or a sum.

    What sells or gives orders is not quoted, nor is what itself quotes.
    """
    facts = {mention: fact.id for fact in source.facts for mention in fact.mentions}
    told = {
        f"f{number}" if sort == "f" else facts.get(int(number), "")
        for item in offered
        for sort, number in find_references(item.sentence.text)
    }
    values = {
        (source.figures[mention].unit, source.figures[mention].values)
        for fact in source.facts
        if fact.id in told
        for mention in fact.mentions
    }
    for passage in record.passages:
        if passage.kind is not SegmentKind.HEADLINE:
            continue
        words = write_template(source, passage.evidence.span).strip(" .")
        text = print_template(words, source)
        new = [
            index
            for index in find_figures_in(words)
            if source.figures[index].kind in _TOLD
            and facts.get(index, "") not in told
            and (source.figures[index].unit, source.figures[index].values) not in values
        ]
        if not new or '"' in text or "“" in text or text.endswith("?") or is_coloured(text):
            continue
        if INVESTMENT_ADVICE.search(text) or gives_orders(text):
            continue
        topic = Topic.MARKET if MARKET.search(text) else Topic.CONTEXT
        said = f"{HEADLINE_READS}: “{words}”."
        evidence = (passage.evidence,)
        return (make_candidate(said, Move.QUOTE, topic, source, evidence, HEADLINE_SAID),)
    return ()
