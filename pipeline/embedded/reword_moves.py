"""A sentence said in another order, or as somebody's word, so that it is no longer a copy.

In: a template and its source. Out: `Change`s of the whole sentence or of its first word. A phrase
of time or place moves only where it cannot come to be about anything else, and an attribution
stands where English puts one: before the sentence.
"""

import re
from collections.abc import Iterator
from itertools import chain

from pipeline.embedded.recast import lower_first
from pipeline.embedded.reword_figures import Change
from schemas.figure import Kind
from schemas.source import Source

OPENINGS = ("According to the article, ", "The article adds that ", "The article also says that ")
"""Whose word a sentence is."""

_FRONT = re.compile(
    r"^(?P<lead>(?:In|At|By|On|After|During|Since|Until|From|Within)"
    r" [^,;:(){}]*(?:\{m\d+\}[^,;:(){}]*)?), "
    r"(?P<rest>(?![^.]*\b(?:it|its|they|their|he|she|his|her|then|there|who|which|that|if|when|"
    r"not|no|never)\b)[^,;:()]+)\.$"
)
_BACK = re.compile(
    r"^(?P<rest>(?!(?:In|At|By|On|After|During|Since|Until|From|Within|According|When|If)\b)[^,;:()]"
    r"{12,}?) (?P<tail>(?:in|on|at|by|since|during|until|after) (?:the )?(?:[a-z]+ of )?"
    r"(?:\{m(?P<when>\d+)\}|week \{m\d+\}))\.$"
)
_BOUND = re.compile(
    r"\b(?:hopes?|plans?|expects?|intends?|aims?|said|says|wants?|will|would|should|may|might|could"
    r"|and|who|which|that|if|when|where|whether|not|no|never|nor|but|up|down|from|than|until"
    r"|it|they|he|she|we)\b"
)
_TIMES = frozenset({Kind.DATE})
_SPOKE = re.compile(
    r"^(?P<what>[^;:“”\"]+), (?P<who>[^,;:{}“”\"]{2,60}) (?P<said>said|says|reported|added)"
    r"(?P<when> on [A-Z]\w+day| in [A-Z][a-z]+| on the call)?\.$"
)
_SOURCE = re.compile(r"^(?P<what>[^;:]+), (?P<by>according to [^,;:{}]{3,60})\.$")
_BY = re.compile(r"^(?P<by>According to [^,;:{}]{3,60}), (?P<what>[^;:]+)\.$")
_HAS_SPEAKER = re.compile(
    r"\b(?:said|says|say|according to|article|told|wrote|writes|announced|called|calls|puts?|gives?"
    r"|speaks|asks|thinks|believes|estimates|argues|warns|warned|claims|claimed)\b",
    re.IGNORECASE,
)
_OPENS_WITH = re.compile(
    r"^(?:In|At|By|On|After|During|Since|Until|From|Within|Of|Among|With|For|As|Because|If|When|"
    r"While|Although|Should|Had|Whether|How|What|That|This|These|Those|Both|Provided|It|They|He|"
    r"She|Alive|According|“|\")"
)


def find_moves(text: str, source: Source) -> Iterator[Change]:
    """Every way to say the sentence in another order."""
    for said, rank in chain(
        _move_front(text, source), _move_back(text, source), _turn(text, source)
    ):
        yield Change(0, len(text), said, rank)


def find_attributions(text: str, source: Source) -> Iterator[Change]:
    """The sentence as the article's word, where nobody else is named as saying it."""
    if _HAS_SPEAKER.search(text) or _OPENS_WITH.match(text) or "also" in text:
        return
    first = re.match(r"\S+", text)
    small = "" if first is None or text[0] == "{" else lower_first(text, source.text)[: first.end()]
    if small[:1].isupper() and not re.search(rf"[a-z,] {re.escape(small)}(?!\w)", source.text):
        return  # is it a name, or a word that only stands first?
    for rank, put in enumerate(OPENINGS, start=4):
        yield Change(0, len(small), put + small, rank)


def _move_front(text: str, source: Source) -> Iterator[tuple[str, int]]:
    """`At the June meeting, the board chose a site.` with its first phrase last."""
    match = _FRONT.match(text)
    if match and len(match["rest"].split()) <= LONGEST_MOVED and " and " not in match["rest"]:
        lead = match["lead"][0].lower() + match["lead"][1:]
        yield f"{match['rest']} {lead}.", 3


LONGEST_MOVED = 18
"""Words; a phrase of time behind a longer sentence comes too late."""


def _move_back(text: str, source: Source) -> Iterator[tuple[str, int]]:
    """`The board chose a site in June.` with its time first."""
    match = _BACK.match(text)
    if not match or _BOUND.search(match["rest"]):
        return
    if match["when"] and source.figures[int(match["when"])].kind not in _TIMES:
        return
    tail = match["tail"][0].upper() + match["tail"][1:]
    yield f"{tail}, {lower_first(match['rest'], source.text)}.", 3


def _turn(text: str, source: Source) -> Iterator[tuple[str, int]]:
    """`X, the firm said.` as `The firm said X.`, and `X, according to Y.` the other way round."""
    spoke = _SPOKE.match(text)
    if spoke and not re.search(r"\b(?:he|she|it|they)$", spoke["who"]):
        who = spoke["who"][0].upper() + spoke["who"][1:]
        what = lower_first(spoke["what"], source.text)
        yield f"{who} {spoke['said']}{spoke['when'] or ''} that {what}.", 2
    by = _SOURCE.match(text)
    if by:
        what = lower_first(by["what"], source.text)
        yield f"{by['by'][0].upper()}{by['by'][1:]}, {what}.", 2
    first = _BY.match(text)
    if first:
        what = first["what"][0].upper() + first["what"][1:]
        yield f"{what}, {first['by'][0].lower()}{first['by'][1:]}.", 2
