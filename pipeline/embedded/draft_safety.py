"""The first move, for harms: what was not reported, and how often the rest was.

In: a record and its source. Out: candidates. `None reported` is said in the article's own list,
with every restrictor, and never becomes `safe`.
"""

import re

from pipeline.embedded import weights
from pipeline.embedded.candidate import Candidate, make_candidate
from pipeline.embedded.clauses import FIGURE, print_template, write_template
from pipeline.embedded.extract_safety import NONE_REPORTED, split_list
from pipeline.embedded.lexicons import HARM
from pipeline.embedded.story import NEWS
from pipeline.embedded.variants import find_variants
from schemas.draft import Move, Topic
from schemas.record import Record
from schemas.source import Source

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
