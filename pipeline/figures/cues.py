"""The cues of a sentence: words that name a measure, an arm, a population and so on.

In: a sentence of a text and of its lower-case shadow. Out: its cues by sort. Words are looked at
once, and a pattern is tried only on a word that it can begin with.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pipeline.figures import lexicon
from pipeline.figures.numbers import WORDS
from schemas.figure import Identifier, IdentifierKind
from schemas.text import Span


class Cue(NamedTuple):
    """A word that names something, where it stands."""

    start: int
    end: int
    sort: str
    key: str


Cues = Mapping[str, Sequence[Cue]]
"""By sort, each in reading order; a sort without cues is not there."""


class _Sort(NamedTuple):
    """One sort of cue: its terms, and whether one may follow a hyphen (`mid-rise`)."""

    name: str
    terms: lexicon.Terms
    may_follow_hyphen: bool


_SORTS = (
    _Sort("measure", lexicon.compile_terms(lexicon.MEASURES), may_follow_hyphen=False),
    _Sort("arm", lexicon.compile_terms(lexicon.ARMS), may_follow_hyphen=False),
    _Sort("comparator", lexicon.compile_terms(lexicon.COMPARATORS), may_follow_hyphen=False),
    _Sort("cut", lexicon.compile_terms(lexicon.CUTS), may_follow_hyphen=True),
    _Sort("time", lexicon.compile_terms(lexicon.TIMES), may_follow_hyphen=True),
    _Sort("direction", lexicon.compile_terms(lexicon.DIRECTIONS), may_follow_hyphen=True),
    _Sort("statistic", lexicon.compile_terms(lexicon.STATISTICS), may_follow_hyphen=True),
)
_SORTS_BY_BEGIN = {
    begin: tuple(sort for sort in _SORTS if begin in sort.terms.begins)
    for begin in chain.from_iterable(sort.terms.begins for sort in _SORTS)
}
_WORD = re.compile(r"\w+")


_DATA_CUT = re.compile(
    r"\b(?:data|interim|safety|first|second|latest|last|earlier|later|previous|this|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|\d{4}) $"
)
"""What stands before a cut of data, by which nothing was cut."""


def find_cues(text: str, low: str, span: Span, names: Sequence[Identifier]) -> Cues:
    """The cues of the sentence `span`; congress names among its `names` are data cuts."""
    cues: dict[str, list[Cue]] = {}
    words = set()
    for m in _WORD.finditer(low, span.start, span.end):
        word, at = m[0], m.start()
        words.add(word)
        for sort in _SORTS_BY_BEGIN.get(word[:3] if word[0] > "9" else "0", ()):
            found = sort.terms.pattern.match(low, at, span.end)
            if found is None or (low[at - 1 : at] == "-" and not sort.may_follow_hyphen):
                continue
            if word == "cut" and _DATA_CUT.search(low, max(span.start, at - 16), at):
                continue
            known = cues.setdefault(sort.name, [])
            if not known or at >= known[-1].end:
                known.append(_cue(sort, found))
        if word[-3:] in lexicon.PRODUCT_ENDS or word[0] <= "9":
            product = _product(text, low, m)
            if product is not None:
                cues.setdefault("product", []).append(product)
    if names or "cut" in cues:
        cues["cut"] = _joined(cues.get("cut", ()), names)
    if not words.isdisjoint(lexicon.GROUPS):
        cues["population"] = [
            Cue(m.start(), m.end(), "population", key)
            for m in lexicon.POPULATION.finditer(low, span.start, span.end)
            if (key := _population(m, text))
        ]
    return cues


def _cue(sort: _Sort, m: re.Match[str]) -> Cue:
    """What a term found names; where a table gives no key, the words themselves."""
    key = sort.terms.keys[(m.lastindex or 1) - 1] or m[0]
    if sort.name == "time":
        key = key.removeprefix("at ").removeprefix("by ").removeprefix("after ")
    return Cue(m.start(), m.end(), sort.name, key)


_LONGEST_NAME = 40


def find_products(text: str, low: str) -> Iterator[Cue]:
    """The products that a text names, in reading order."""
    for m in _WORD.finditer(low):
        if m[0][-3:] in lexicon.PRODUCT_ENDS or m[0][0] <= "9":
            product = _product(text, low, m)
            if product is not None:
                yield product


def _product(text: str, low: str, word: re.Match[str]) -> Cue | None:
    """The product whose name ends with this word, if its ending makes it one."""
    at, end = word.span()
    if word[0][-3:] not in lexicon.PRODUCT_ENDS and low[at - 1 : at] != "-":
        return None
    start = at
    while low[start - 1 : start] == "-" and at - start < _LONGEST_NAME:
        start -= 1
        while start and low[start - 1].isalpha() and at - start < _LONGEST_NAME:
            start -= 1
    m = lexicon.PRODUCT.search(low, start, end)
    if m is None or m[0] in lexicon.NOT_PRODUCTS:
        return None
    if m[0][-1].isdigit() and text[m.start()].islower():
        return None
    return Cue(m.start(), m.end(), "product", m[0])


def _joined(cuts: Sequence[Cue], names: Sequence[Identifier]) -> list[Cue]:
    """Data cuts and meetings; `ASCO 2026 updated dataset` is one cut, not two."""
    plain = [c._replace(key=" ".join(c.key.replace("dataset", "data set").split())) for c in cuts]
    events = [
        Cue(n.span.start, n.span.end, "cut", n.key) for n in names if n.kind is IdentifierKind.EVENT
    ]
    joined: list[Cue] = []
    for cue in sorted(plain + events):
        if joined and cue.start - joined[-1].end <= 2:
            last = joined.pop()
            cue = Cue(last.start, cue.end, "cut", f"{last.key} {cue.key}")
        joined.append(cue)
    return joined


_NO_GROUP = frozenset({"been", "a", "an", "the", "no", "not", "required", "graft-versus-host"})
"""`people who had been fit`, `children with a score`, `thirty-seven cases`: they name no group."""


def _population(m: re.Match[str], text: str) -> str:
    """The key of the group of people that a match names, or nothing where it names none."""
    if m["whole"]:
        return "whole"
    if m["with"]:
        word = str(m["with"].split(" who")[0])
    else:
        word = m["sub"] if m.end("sub") < m.end() else m["sub"].removesuffix("-specific")
    if not word or word in lexicon.COMMON_SUBS or word.isdigit():
        return ""
    if word.split("-")[0] in WORDS or word.split()[0] in _NO_GROUP:
        return ""
    if m["with"]:
        return word
    printed = text[m.start("sub") : m.start("sub") + len(word)]
    # An acronym, a marker or a disease name tells a group; a plain adjective may not.
    return word if any(c.isupper() for c in printed[1:]) or "-" in word or len(word) > 6 else ""
