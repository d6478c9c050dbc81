"""The first move, for harms: what was not reported, and how often the rest was.

In: a record and its source. Out: candidates. `None reported` is said in the article's own list,
with every restrictor, and never becomes `safe`.
"""

import re

from pipeline.balance.harms import find_worst_harms
from pipeline.balance.lookup import find_figures_of
from pipeline.embedded import weights
from pipeline.embedded.candidate import Candidate, make_candidate, prints
from pipeline.embedded.clauses import (
    FIGURE,
    is_closed,
    print_template,
    split_outside,
    write_template,
)
from pipeline.embedded.draft_rows import say_row
from pipeline.embedded.extract_safety import NONE_REPORTED, split_list
from pipeline.embedded.lexicons import HARM
from pipeline.embedded.story import NEWS
from pipeline.embedded.variants import find_variants
from schemas.article import SegmentKind
from schemas.draft import Move, Topic
from schemas.record import Record
from schemas.source import Source
from schemas.text import Span

_WHEN = re.compile(r"\b(?:at|by|as of) (?:the )?(?:data )?cut-?off\b", re.IGNORECASE)


def draft_safety(record: Record, source: Source) -> tuple[Candidate, ...]:
    """`No A, B or treatment-related C was reported at the cutoff.`"""
    found = []
    for passage in record.passages:
        if passage.kind not in NEWS or passage.opinion:
            continue
        template = write_template(source, passage.evidence.span)
        for match in NONE_REPORTED.finditer(template):
            variants = find_variants(passage, record, source)
            told = any(match["list"][:24] in item.text for item in variants)
            if told and FIGURE.search(template.replace(match[0], "")):
                continue
            if match["no"].lower() != "no" or not HARM.search(
                print_template(match["list"], source)
            ):
                continue
            words = match["list"].rstrip()
            plural = len(split_list(words)) > 1 or " and " in words or words.endswith("s")
            verb = match["verb"].split()[-1]
            own = re.match(r"(?:was|were)\b", match["verb"])
            be = f"{own[0]} " if own else ("were " if plural else "was ")
            be = "" if verb in {"occurred", "emerged"} else be
            when = _WHEN.search(template)
            tail = f" {when[0]}" if when else ""
            text = f"No {match['list'].strip()} {be}{verb}{tail}."
            found.append(
                make_candidate(
                    text, Move.DATA, Topic.HARM, source, (passage.evidence,), weights.NONE_REPORTED
                )
            )
    return tuple(found)


LONGEST_QUOTE = 45
"""Words of a sentence that is quoted for want of another way to tell the gravest harm."""


def draft_grave(
    record: Record, source: Source, offered: tuple[Candidate, ...], length: int
) -> tuple[Candidate, ...]:
    """The article's own words on the gravest harm, where no sentence on offer tells it alone.

    Without it a brief may not be printed (gate G4), and what cannot be reworded can be quoted. A
    sentence that takes more than half of the brief is no such offer.
    """
    found, most = [], min(LONGEST_QUOTE, length // 2)
    offered = tuple(item for item in offered if item.needs < 0 and 2 * item.words <= length)
    for event in find_worst_harms(record, source):
        spans = {figure.span for figure in find_figures_of(source, event.fact)}
        if any(prints(item, spans, source) for item in offered):
            continue
        for passage in record.passages:
            place = passage.evidence.span
            if passage.opinion or not any(place.covers(span) for span in spans):
                continue
            is_row = passage.kind is SegmentKind.TABLE
            words = _cut_around(write_template(source, place).strip(" ."), spans, source, most)
            if not words and not is_row:
                continue
            told = say_row(spans, source) if is_row else ""
            says = "a row of the article’s table reads" if is_row else "the article says"
            text = told or f"Of {event.term} {says}: “{words}”."
            evidence = (passage.evidence,)
            found.append(
                make_candidate(text, Move.QUOTE, Topic.HARM, source, evidence, weights.HARM_OWED)
            )
            break
    return tuple(found)


def _cut_around(words: str, spans: set[Span], source: Source, most: int) -> str:
    """What stands between colons and semicolons around one of these figures.

    Still too long, it ends, with three dots, at the first comma behind the figure; where somebody
    is quoted, before the quotation at the latest.
    """
    parts = split_outside(_JOINT, words)
    told = (part for part in parts if any(_is_at(part, span, source) for span in spans))
    part = next(told, "").strip(" ;:")
    if not is_closed(part):
        return ""
    quoted = re.search(r"[\"“”]", part)
    if len(part.split()) <= most and not quoted:
        return part
    if quoted:
        part = part[: quoted.start()].rstrip(" ,") + ","
    figure = next(
        (m for m in FIGURE.finditer(part) if source.figures[int(m[0][2:-1])].span in spans), None
    )
    commas = (m.start() for m in _COMMA.finditer(part) if is_closed(part[: m.start()]))
    comma = next((at for at in commas if figure and at >= figure.end()), -1)
    short = part[:comma] if comma >= 0 else ""
    return f"{short} …" if short and len(short.split()) <= most else ""


_JOINT = re.compile(r"(?<=[;:])\s+")
_COMMA = re.compile(",")


def _is_at(part: str, span: Span, source: Source) -> bool:
    return any(source.figures[int(m[0][2:-1])].span == span for m in FIGURE.finditer(part))
