"""Two versions whose sentences are aligned in; out, the words that one has and the other not.

A qualifier makes a statement smaller, less sure or its opposite: one lost is a statement made
larger. A word of standing says how far a thing has come. A quotation has its speaker's own words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.versions_align import Edit, Twins, evidence_of, touches
from schemas.diff import Change, ChangeKind
from schemas.source import Source
from schemas.text import Span

QUALIFIERS = re.compile(
    r"\b(?:not|no|never|without|neither|nor|cannot|n[’']t|preliminary|interim|initial|early|"
    r"exploratory|post[ -]hoc|unadjusted|adjusted|unaudited|unverified|unconfirmed|alleged(?:ly)?|"
    r"reported(?:ly)?|rumou?red|so-called|nearly|almost|about|around|roughly|approximately|some|"
    r"up to|at least|at most|more than|less than|fewer than|over|under|as (?:many|much) as|"
    r"may|might|could|would|should|expects?|expected|plans?|planned|aim(?:s|ed)?|intend(?:s|ed)?|hope[sd]?|"
    r"if|unless|subject to|pending|conditional(?:ly)?|provided|until|only|partly|partial(?:ly)?|"
    r"evaluable|treated|confirmed|serious|treatment-related|drug-related|grade \d(?: or higher)?|"
    r"median|mean|relative|absolute|estimated|projected|likely|unlikely|probabl[ey]|possibl[ey]|"
    r"suggest(?:s|ed)?|appear(?:s|ed)?|seem(?:s|ed)?|trend(?:ed)?|numerically|nominal(?:ly)?|statistically|significant"
    r"(?:ly)?|non-?significant|subgroup|historical|cross-trial|single-arm|open-label)\b",
    re.IGNORECASE,
)

STANDINGS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"submit(?:s|ted)?|fil(?:es|ed)|appl(?:ies|ied)",
        r"accept(?:s|ed)|under review",
        r"approv(?:es|ed|al)|clear(?:s|ed|ance)|authori[sz](?:es|ed|ation)|licen[sc]ed",
        r"recommend(?:s|ed)|back(?:s|ed)|endorse[sd]",
        r"reject(?:s|ed)|refus(?:es|ed)|turn(?:s|ed) down",
        r"met|meets|reach(?:es|ed)|achiev(?:es|ed)|hit",
        r"miss(?:es|ed)|fail(?:s|ed)",
        r"start(?:s|ed)|beg[aiu]ns?|initiated|launched",
        r"complet(?:es|ed)|finish(?:es|ed)|conclude[sd]",
        r"paus(?:es|ed)|suspend(?:s|ed)|on hold",
        r"stop(?:s|ped)|halt(?:s|ed)|terminat(?:es|ed)|discontinue[sd]|end(?:s|ed)|abandon(?:s|ed)",
        r"resum(?:es|ed)",
        r"r[oi]ses?|increas(?:es|ed)|gr[eo]ws?|gain(?:s|ed)|climb(?:s|ed)|jump(?:s|ed)|up|higher"
        r"|more|above",
        r"f[ae]lls?|declin(?:es|ed)|decreas(?:es|ed)|dropp?(?:s|ed)|slid(?:es)?|down|lower|fewer"
        r"|less|below",
        r"superior|better|improv(?:es|ed)",
        r"inferior|worse(?:n(?:s|ed))?",
        r"non-?inferior",
    )
)
"""Words that say how far a thing has come or which way it went; those of one row say the same."""

CAVEATS = re.compile(
    r"\b(?:not|no|never|without|neither|cannot|n[’']t|preliminary|interim|exploratory|unaudited|"
    r"unverified|unconfirmed|alleged(?:ly)?|may|might|could|unless|subject to|pending|unclear|"
    r"unknown|uncertain|cautioned|warned|limitations?)\b",
    re.IGNORECASE,
)
"""Of a whole sentence that was taken out, the words that made the story smaller or less sure."""

MOST_WORDS = 6
"""Of an edit; in a longer one words stand in no other's place."""

_QUOTED = re.compile(r"“[^“”]{3,900}”|\"[^\"\n]{3,900}\"")


def compare_words(old: Source, new: Source, twins: Sequence[Twins]) -> Iterator[Change]:
    """Qualifiers lost and gained, standings changed, quotations reworded, by sentence."""
    quotes = _quotes(old), _quotes(new)
    for pair in twins:
        if not pair.edits:
            continue
        told = list(_qualified(old, new, pair))
        told += [
            change
            for edit in pair.edits
            if not is_told(pair, edit, told) and (change := _standing(old, new, edit))
        ]
        yield from told
        for edit in pair.edits:
            is_quoted = _is_in(edit.old, quotes[0]) and _is_in(edit.new, quotes[1])
            has_figure = any(t.figure >= 0 for t in (*edit.old_tokens, *edit.new_tokens))
            if is_quoted and not has_figure and not is_told(pair, edit, told):
                yield _reworded(old, new, edit)
    yield from _taken_out(old, new, twins)


def _taken_out(old: Source, new: Source, twins: Sequence[Twins]) -> Iterator[Change]:
    """Sentences with a caveat that were taken out from between two that stand together now."""
    places = {old.sentences.index(t.old): new.sentences.index(t.new) for t in twins}
    last = len(old.sentences) - 1
    for i, sentence in enumerate(old.sentences):
        if i in places or not (found := CAVEATS.search(old.text, sentence.start, sentence.end)):
            continue
        above, below = places.get(i - 1), places.get(i + 1)
        is_between = above is not None and below is not None and below == above + 1
        is_end = i == last and above == len(new.sentences) - 1
        if is_between or is_end or (i == 0 and below == 0):
            span = Span(start=found.start(), end=found.end())
            reason = f"The sentence with “{found[0]}” is not in the new version."
            yield Change(kind=ChangeKind.HEDGE, reason=reason, old=evidence_of(old, span))


def is_told(pair: Twins, edit: Edit, changes: Sequence[Change]) -> bool:
    """Does one of these changes point into the edit, on either side? Not by its whole sentence."""
    sides = [
        (edit.old, pair.old, [c.old.span for c in changes if c.old]),
        (edit.new, pair.new, [c.new.span for c in changes if c.new]),
    ]
    return any(
        touches(place, span) and not span.covers(sentence)
        for place, sentence, spans in sides
        for span in spans
    )


def _qualified(old: Source, new: Source, pair: Twins) -> Iterator[Change]:
    was, now = _qualifiers(old.text, pair.old), _qualifiers(new.text, pair.new)
    lost = Counter(w for w, _ in was) - Counter(w for w, _ in now)
    won = Counter(w for w, _ in now) - Counter(w for w, _ in was)
    for word, span in was:
        if lost[word] > 0:
            lost[word] -= 1
            yield Change(
                kind=ChangeKind.HEDGE,
                reason=f"“{word}” is lost in the new version.",
                old=evidence_of(old, span),
                new=evidence_of(new, pair.new),
            )
    for word, span in now:
        if won[word] > 0:
            won[word] -= 1
            yield Change(
                kind=ChangeKind.HEDGE,
                reason=f"“{word}” is added in the new version.",
                old=evidence_of(old, pair.old),
                new=evidence_of(new, span),
            )


def _qualifiers(text: str, span: Span) -> list[tuple[str, Span]]:
    return [
        (" ".join(m[0].lower().split()), Span(start=m.start(), end=m.end()))
        for m in QUALIFIERS.finditer(text, span.start, span.end)
    ]


def _standing(old: Source, new: Source, edit: Edit) -> Change | None:
    """`accepted` of the one is `approved` in the other."""
    if max(len(edit.old_tokens), len(edit.new_tokens)) > MOST_WORDS:
        return None
    was, now = _standings(old.text, edit.old), _standings(new.text, edit.new)
    if not was or not now or was.keys() & now.keys():
        return None
    one, other = (evidence_of(s, next(iter(f.values()))) for s, f in ((old, was), (new, now)))
    reason = f"“{one.text}” of the old version is “{other.text}” in the new."
    return Change(kind=ChangeKind.CLAIM, reason=reason, old=one, new=other)


def _standings(text: str, span: Span) -> dict[int, Span]:
    """By the row of `STANDINGS`, its first word within the span."""
    found = {n: row.search(text, span.start, span.end) for n, row in enumerate(STANDINGS)}
    return {n: Span(start=m.start(), end=m.end()) for n, m in found.items() if m}


def _reworded(old: Source, new: Source, edit: Edit) -> Change:
    was, now = edit.old.cut(old.text).strip(), edit.new.cut(new.text).strip()
    if not edit.new_tokens:
        reason = f"The quotation lacks “{was}” in the new version."
    elif not edit.old_tokens:
        reason = f"The quotation has “{now}” more in the new version."
    else:
        reason = f"The quotation has “{now}” where the old version has “{was}”."
    return Change(
        kind=ChangeKind.CLAIM,
        reason=reason,
        old=evidence_of(old, edit.old) if edit.old_tokens else None,
        new=evidence_of(new, edit.new) if edit.new_tokens else None,
    )


def _quotes(source: Source) -> tuple[Span, ...]:
    found = _QUOTED.finditer(source.text)
    return tuple(Span(start=m.start(), end=m.end()) for m in found)


def _is_in(span: Span, quotes: Sequence[Span]) -> bool:
    return any(quote.covers(span) for quote in quotes)
