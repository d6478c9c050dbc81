"""All, most, every: how many of a group, told in words against what the sources print.

In: the checked text and its sources as passages. Out: findings where a medical text says all or
most, and a source prints a smaller share or says it of some only.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.figures import word_lists
from pipeline.figures.claims_mentions import figures_between
from pipeline.figures.claims_reading import (
    Passage,
    content_words,
    find_stated,
    is_medical,
    refute,
    stem,
)
from pipeline.figures.claims_surroundings import find_key, holds, sentences_about
from pipeline.figures.lazy_regex import lazy_regex
from schemas.figure import Figure, Kind
from schemas.verdict import ClaimFinding

_PEOPLE = (
    r"(?:patients|participants|people|women|men|adults|children|subjects|volunteers|responders"
    r"|of them)"
)
_SHARE = lazy_regex(
    rf"\b(?P<share>all|every|most|nearly all|almost all|(?:the|a) (?:vast )?majority of)"
    rf"(?: of)?(?: the| these)?(?: (?:\d+|\w+ly|evaluable|treated|[a-z]+ed))? {_PEOPLE}"
    r"(?: (?:with|on|in|given|taking|receiving|who) (?P<of>(?:[\w-]+ ){1,4}?))? ?"
    r"\b(?P<said>(?:had|were|responded|achieved|reached|experienced|developed|died|showed|saw"
    r"|suffered|relapsed|survived|entered|went|improved|remain|remained|stayed)\b[^.;,]{0,60})"
)
_LIGHT = frozenset(word_lists.words("events", "shared_say_little"))
"""Stems of verbs that say little of what is shared."""
_UNIVERSAL = lazy_regex(
    r"\b(?:all|every|each|both|everyone|100 ?%|entire|none|no one|nobody|most|majority|nearly)\b"
)
_HALF = 50
_WHOLE = 100
_NEAR = 60


def check_shares(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`most patients responded` where every share that the source prints of it is below half."""
    for found in find_stated(text, _SHARE) if is_medical(text, sources) else ():
        keys = sorted(content_words(found["said"]) - _LIGHT)
        group = content_words(found["of"] or "")
        shares = (
            [s for source in sources for s in _find_shares(source, keys, group)] if keys else []
        )
        limit = _WHOLE if found["share"] in ("all", "every") else _HALF
        if not shares or any(is_whole or share >= limit for _, share, is_whole in shares):
            continue
        place, share, _ = shares[0]
        reason = f"“{found['share']}”: the source prints {share.normalize():f}%."
        yield refute(text, found, "EB_REVERSED", reason, place)


def _find_shares(
    source: Passage, keys: Sequence[str], group: frozenset[str]
) -> Iterator[tuple[tuple[Passage, int], Decimal, bool]]:
    """Each share printed close to these words, and whether its sentence says all or most itself."""
    for start, end, _ in sentences_about(source, keys, len(keys)):
        words = source.folded[start:end]
        if not all(holds(words, key) for key in group):
            continue
        is_whole = bool(_UNIVERSAL.search(words))
        places = [start + at for at in find_key(words, keys[0])]
        for figure in figures_between(source, start, end):
            share = _share(figure)
            if share is not None and any(abs(figure.span.start - at) < _NEAR for at in places):
                yield (source, start), share, is_whole


def _share(figure: Figure) -> Decimal | None:
    """A percentage, or a part of a whole as one."""
    if figure.kind is Kind.PERCENT and len(figure.values) == 1:
        return figure.values[0]
    if figure.kind is Kind.PROPORTION and len(figure.values) > 1 and figure.values[1]:
        return round(100 * figure.values[0] / figure.values[1], 1)
    return None


_SORT = (
    r"(?:grade [1-5](?: or (?:higher|above|worse))?|fatal|serious|severe|moderate|mild|complete"
    r"|partial|confirmed|(?:treatment|drug)-related|resolved|reversible|women|men|female|male"
    r"|adults|children)"
)
_ALL_OF = lazy_regex(
    r"\ball (?:of )?(?:them|which|whom)\b[ ,]*(?:(?:was|were|being|are|had|as|at|of|been|an?) )*"
    rf"(?P<what>{_SORT})\b|\ball (?P<kind>{_SORT})\b(?! \w+ (?:was|were|had|are|is)\b)(?=[.,;)]|$)"
)


def check_all(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """`all of them Grade 3` where the source says Grade 3 of some, and of all of them nothing."""
    for found in find_stated(text, _ALL_OF) if is_medical(text, sources) else ():
        keys = _said(found["what"] or found["kind"])
        spots = [(s, start) for s in sources for start in s.starts] if keys else []
        about = [(s, at) for s, at in spots if all(holds(s.sentence(at), k) for k in keys)]
        if about and not any(_says_all(s.sentence(at), keys) for s, at in about):
            reason = f"“{found.group()}”: no source says it of all of them."
            yield refute(text, found, "EB_REVERSED", reason, about[0])


def _said(what: str) -> tuple[str, ...]:
    """What is said of all: its stems, and a grade as one."""
    grade = re.search(r"\bgrade \d", what)
    rest = content_words(what) - {"grad"}
    return (*((grade.group(),) if grade else ()), *(stem(k) for k in sorted(rest)))


def _says_all(words: str, keys: Sequence[str]) -> bool:
    """Does a source sentence say, close to it, that it is so of all it speaks of?"""
    return any(
        _OF_EVERY.search(words[max(0, at - _CLOSE) : at + _CLOSE])
        for at in find_key(words, keys[0])
    )


_CLOSE = 40
_OF_EVERY = lazy_regex(
    r"\b(?:all|every|each|both|only|solely|exclusively|entirely|everyone|highest|maximum|they)\b"
    r"|\b100 ?%|\b(?:none|nothing) (?:\w+ )?(?:higher|worse|more|above|greater)\b"
)
