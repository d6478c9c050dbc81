"""The names of values that stand in parallel: which phrases are whose, and which all share."""

import re
from collections.abc import Sequence

from pipeline.figures.series_groups import Group
from pipeline.figures.series_phrases import (
    BORDER,
    COMPARED,
    OPENING,
    STRONG,
    VERB,
    has_opening,
    last_phrase,
    opens,
    subject,
    trim,
    words_of,
)

_DEALT = re.compile(rf",? (?:and|or|{COMPARED.pattern}) ")


def find_names(group: Group) -> tuple[list[tuple[str, ...]], list[str]]:
    """The phrases of each value of a group, and the phrases that all of them share."""
    size = len(group.gaps) + 1
    common = [*group.lead, *group.tail]
    compared = any(g.compared for g in group.gaps)
    names: list[tuple[str, ...]] = []
    if size == 2 and (compared or not group.is_bare):
        names = _times(group.before, group.tail) or _parallel(group.before, group.tail)
    if names and not has_opening(group.gaps[0].left, group.tail):
        return names, [*common, *(p for g in group.gaps for p in g.left)]
    if size == 1:
        return [group.lead + group.tail], []
    if not group.is_bare:
        return _beside(group)
    names = _dealt(group.before, group.after, size, compared=compared)
    if not names and compared and opens(group.tail):
        # `38 against 99 on placebo`; `placebo patients lost 2, compared with 14 on A`
        first, rest = _parted(group.lead)
        names = [first, *[()] * (size - 2), group.tail]
        return names, list(rest)
    return (names, [*group.lead]) if names else ([()] * size, common)


def _parted(lead: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The subject before a verb, which is the first value's; the rest is shared."""
    verb = VERB.search(lead[-1]) if lead else None
    if verb is None or not words_of(lead[-1][: verb.start()]):
        return (), tuple(lead)
    return (lead[-1][: verb.start()],), (*lead[:-1], lead[-1][verb.end() :])


def _beside(group: Group) -> tuple[list[tuple[str, ...]], list[str]]:
    """Values between words: their own are on the side where all of them have some."""
    gaps = group.gaps
    ahead = all(g.right for g in gaps)
    compared = any(g.compared for g in gaps)
    behind = all(g.left and (not compared or opens(g.left) == opens(group.tail)) for g in gaps)
    if ahead and (compared or not behind):
        # `A (87%) improved, compared with B (40%)`: what A did is shared.
        return [_opening(group), *(g.right for g in gaps)], [
            *group.lead, *group.tail, *(p for g in gaps for p in g.left)
        ]  # fmt: skip
    if behind:
        lefts = [*(g.left if ahead else subject(g.left) for g in gaps), subject(group.tail)]
        rights = [_opening(group) if ahead else (), *(g.right for g in gaps)]
        bases = [_base(n, group.tail) for n in lefts]
        if ahead or all(map(words_of, bases)):  # `31 deaths in A and 28 strokes in B`
            bases = [""] * len(lefts)
        lefts = [_apart(n, b) for n, b in zip(lefts, bases, strict=True)]
        common = [*group.lead, *(b for b in bases if b)]
        return [(*r, *n) for r, n in zip(rights, lefts, strict=True)], common
    named = compared and opens(group.tail)  # `A had 38, against 99 on placebo`
    lefts = [*(() if compared else g.left for g in gaps), group.tail if named else ()]
    rights = [(), *(g.right for g in gaps)]
    common = [*group.lead, *(() if named else group.tail)]
    common += [p for g in gaps for p in (g.left if compared else ())]
    return [(*r, *n) for r, n in zip(rights, lefts, strict=True)], common


def _base(name: Sequence[str], tail: Sequence[str]) -> str:
    """`of normal in A`, where the last is `in B`: what stands before the `in` is of all."""
    opening = OPENING.search(tail[0]) if tail else None
    found = opening and re.search(rf"\b{re.escape(opening[0])}\b", name[0]) if name else None
    return name[0][: found.start()] if found else ""


def _apart(name: tuple[str, ...], base: str) -> tuple[str, ...]:
    return (name[0][len(base) :], *name[1:]) if base else name


_MODAL = re.compile(r"\s*(?:may|might|will|would|can|could|must|should)\b")


def _opening(group: Group) -> tuple[str, ...]:
    """The name of the first value, where the others have theirs in front.

    `Orlo receives 5 now and may receive 3`: a clause without a subject has that of the first.
    """
    if group.gaps[0].right and _MODAL.match(group.gaps[0].right[0]):
        return ()
    alike = _parallel(group.before, group.gaps[0].right)
    return alike[0] if alike else last_phrase(group.lead)


_TIME = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|last year|this year|a year (?:ago|"
    r"earlier|before)|today|yesterday|spring|summer|autumn|winter)\b"
)


def _times(before: str, phrases: Sequence[str]) -> list[tuple[str, ...]]:
    """`ended June with 5, against 4 at the end of March`: the two times are the names."""
    early = _TIME.findall(before)
    late = _TIME.findall(phrases[0]) if phrases else []
    return [(early[-1],), (late[0],)] if early and late and early[-1] != late[0] else []


def _parallel(before: str, phrases: Sequence[str]) -> list[tuple[str, ...]]:
    """`for A was 2.3, compared with 2.0 for B`: two phrases that open with the same word."""
    for phrase in phrases[:1]:
        opening = OPENING.search(phrase)
        if opening is None or not words_of(phrase[opening.end() :]):
            continue
        found = re.findall(
            rf"\b{re.escape(opening[0])}\b((?:(?!{VERB.pattern}|\bby\b)[^;:,()\[\]])+)", before
        )
        if found and words_of(found[-1]):
            return [(found[-1],), (phrase[opening.end() :],)]
    return []


def _dealt(before: str, after: str, size: int, *, compared: bool) -> list[tuple[str, ...]]:
    """The names of a coordination of `size`, right behind the values or before them.

    Values that are compared are dealt to names that are: `A and B` alone may be anything else.
    """
    bracket = re.match(r"[^()\[\];]{0,30}[(\[]([^()\[\]]*)[)\]]", after)
    stop = re.search(r"[;.()\[\]]|\s*,?\s*\brespective", after)
    behind = after[: stop.start()] if stop else after
    if VERB.match(behind.lstrip()) and "respective" not in after:
        behind = ""  # `5 against 3 was small and of no use`: what is said of both
    for text in (bracket[1] if bracket else "", behind):
        names = _coordination(text, size)
        if len(names) == size:
            return [(n,) for n in names]
    ahead = STRONG.split(trim(before))[-1].split("#")[-1]
    chosen = _coordination(ahead, size)[-size:]
    if len(chosen) < size:
        return []
    against = bool(COMPARED.search(ahead))
    together = against or re.search(r"\b(?:between|both)\b", chosen[0]) or " or " in ahead
    if compared and not (together or "respective" in after):
        return []
    last = chosen[-1].lstrip()
    border = BORDER.search(last)
    head = last[: border.start()] if border and words_of(last[: border.start()]) else last
    return [*(_coordinated(part, against=against) for part in chosen[:-1]), (head,)]


def _coordinated(part: str, *, against: bool) -> tuple[str, ...]:
    """What of a stretch is coordinated: its last phrase; if it is compared, its subject too."""
    heads = [h for h in BORDER.split(part) if words_of(h)]
    verb = VERB.search(part)
    clauses = [p for p in (part[: verb.start()] if verb else part).split(",") if words_of(p)]
    if not against or not clauses:
        return tuple(heads[-1:])
    first = [h for h in BORDER.split(clauses[-1]) if words_of(h)]
    return (*first[:1], *heads[-1:]) if first else (*heads[-1:], *heads[-1:])


def _coordination(text: str, size: int) -> list[str]:
    """The parts of a coordination that ends in a connective word: `A and B`, `A, B and C`."""
    parts = [p for p in _DEALT.split(text) if words_of(p)]
    if len(parts) < 2:
        return []
    if size > 2:
        parts = [*", ".join(parts[:-1]).split(", "), parts[-1]]
    return [p for p in parts if words_of(p)]
