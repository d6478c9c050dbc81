"""Opinion is named as opinion and quoted; the page's mood is the page's.

In: a record and its source. Out: at most two quotations and one sentence on sentiment. A quotation
is verbatim, short, free of advice, and rather one that limits than one that praises.
"""

import re

from pipeline.balance.instructions import gives_orders
from pipeline.embedded.candidate import Candidate, make_candidate
from pipeline.embedded.clauses import is_sentence, print_template, split_outside, write_template
from pipeline.embedded.lexicons import INVESTMENT_ADVICE
from pipeline.embedded.spin import is_coloured
from pipeline.embedded.standing import is_fragment
from pipeline.embedded.weights import SHORT
from schemas.article import ArticleKind
from schemas.draft import Move, Topic
from schemas.record import Passage, Record
from schemas.source import Source

_LIMITING = re.compile(
    r"\b(?:danger|risk|too (?:quickly|early)|bear case|rarely|soft|not (?:a|yet|enough)|still|"
    r"however|but|may|"
    r"uncertain|caution|far more|struggle|matters? (?:far )?(?:more|less)|unproven|until)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
LONGEST_QUOTE = 24
"""Words: a quotation proves a view; it does not carry the brief."""


def draft_opinion(record: Record, source: Source, length: int) -> tuple[Candidate, ...]:
    """Up to two short quotations from passages of opinion, the most limiting ones first."""
    offers: list[tuple[int, str, Passage]] = []
    for passage in record.passages:
        if not passage.opinion:
            continue
        for part in _parts(passage, source):
            text = print_template(part, source)
            if (
                6 <= len(part.split()) <= LONGEST_QUOTE
                and not INVESTMENT_ADVICE.search(text)
                and not gives_orders(text)
                and not _YOU.search(text)
                and '"' not in text
                and is_sentence(text)
                and not is_fragment(text)
                and " / " not in text
            ):
                score = 2 * len(_LIMITING.findall(text)) - 3 * is_coloured(text)
                offers.append((score, part, passage))
    offers.sort(key=lambda offer: (-offer[0], offer[2].evidence.span.start))
    made = list(_disclose(record, source, length))
    first = len(made)
    for score, part, passage in offers[:2]:
        if score <= 0 and len(made) > first:
            break
        says = (
            "An opinion passage in the article says"
            if len(made) == first
            else "The same passage says"
        )
        template = f"{says}: “{part}”."
        weight = 74 if len(made) == first else 62
        candidate = make_candidate(
            template, Move.QUOTE, Topic.OPINION, source, (passage.evidence,), weight
        )
        needs = made[first].place if len(made) > first else -1
        made.append(candidate.model_copy(update={"needs": needs}))
    return tuple(made)


_HOLDS = re.compile(
    r"\bI (?:have been|am|was|own|hold|remain|bought)\b[^,.;]*\b(?:long|short|shares?|stock|own"
    r"|hold)\b[^,.;]*"
)


def _disclose(record: Record, source: Source, length: int) -> tuple[Candidate, ...]:
    """The position a writer of opinion admits to, in the writer's words."""
    for passage in record.passages:
        match = _HOLDS.search(passage.evidence.text) if passage.opinion else None
        if match:
            template = f"In the article’s opinion passage the writer says: “{match[0]}”."
            owed = 215 if record.kind is ArticleKind.OPINION and length >= SHORT else 76
            return (
                make_candidate(
                    template, Move.QUOTE, Topic.OPINION, source, (passage.evidence,), owed
                ),
            )
    return ()


_SEMICOLON = re.compile(r";\s+")


def _parts(passage: Passage, source: Source) -> tuple[str, ...]:
    """The sentence, or what stands before and after its semicolons: always verbatim."""
    whole = write_template(source, passage.evidence.span).strip(" .!?")
    parts = [part.strip() for part in split_outside(_SEMICOLON, whole)]
    return tuple(dict.fromkeys([whole, *parts]))


def draft_sentiment(record: Record, source: Source) -> tuple[Candidate, ...]:
    """The mood the page prints, as the page's."""
    for mood in record.sentiment:
        if mood.basis != "page" or mood.subject != "story":
            continue
        label = f"The page’s own sentiment label is “{mood.label}”" if mood.label else ""
        score = f"{{{mood.score}}}" if mood.score else ""
        if label:
            template = f"{label}, with a sentiment score of {score}." if score else f"{label}."
        elif score:
            template = f"The page prints a sentiment score of {score}."
        else:
            continue
        return (make_candidate(template, Move.DATA, Topic.SENTIMENT, source, mood.evidence, 60),)
    return ()
