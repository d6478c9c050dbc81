"""A right statement tied to the wrong name: another speaker, agency, product or trial.

In: the checked text and its sources as passages. Out: findings where the one source sentence that
makes a statement names another of the same sort, and the text's name stands nowhere near it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.claims_reading import Mood, Passage, fold, mood_at, refute
from pipeline.figures.claims_surroundings import TOKEN, find_key, holds, key_of, sentences_about
from pipeline.figures.claims_words import STOPWORDS
from pipeline.figures.cues import find_products
from pipeline.figures.glyphs import shade_once
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.lexicon import PRODUCT, PRODUCT_END
from schemas.figure import IdentifierKind
from schemas.verdict import ClaimFinding

_VERBS = frozenset(word_lists.words("speakers", "verbs"))
_SAYING = "(?:" + "|".join(sorted(_VERBS - {"according"})) + ")"
_WHO = r"(?P<{}>[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){{0,2}})"
_SPEAKER = lazy_regex(
    rf"\b{_WHO.format('a')}(?:, [^,.;\n]{{3,60}},)? {_SAYING}\b"
    rf"|\b{_SAYING} (?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?{_WHO.format('b')}"
    rf"|\b[Aa]ccording to (?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?{_WHO.format('c')}"
)
_AGENCY = {
    name: lazy_regex(rf"\b(?:{'|'.join(said)})\b")
    for name, said in word_lists.terms("speakers", "agencies").items()
}
"""Regulators by the names that articles give them."""
_COMPANY_SAYS = lazy_regex(
    rf"\b(?:monitoring|advisory|safety|ethics|expert) (?:committee|panel|board) "
    rf"(?={_SAYING}\b|recommend(?:s|ed)\b|judged\b|concluded\b)|"
    rf"\b(?:the|its) (?:company|firm|group|drugmaker|biotech|maker|sponsor) "
    rf"(?={_SAYING}\b|expects\b|plans\b|intends\b)"
)
"""The company or a committee speaks; a regulator whom the text has say it did not."""
_AGENCY_WORDS = frozenset(word_lists.words("speakers", "agency_words"))
_NOBODY = frozenset(word_lists.words("speakers", "titles"))
_OF_OTHERS = lazy_regex(r"(?<=[a-z]) (?:that|which|who|whose) (?!it\b|they\b)")
"""What a relative clause says is said of the noun before it: `follows two that failed`."""
_LIKELY = 3
_MOST = 12


class _Named(NamedTuple):
    """A name that a sentence of the text ties its statement to."""

    start: int
    end: int
    names: frozenset[str]
    """Folded words of the name; one of them is enough."""
    what: str
    """`speaker`, `regulator` or `product`."""


def check_swaps(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """What the source has one person, agency or product say, do or be, said of another of them."""
    products = _known_names(text, sources)
    for named in (*_speakers(text, sources), *_agencies(text), *_products(text, products)):
        topic = _topic(text, named)
        if len(topic) < _LIKELY or mood_at(text, named.start) is Mood.OPEN:
            continue
        verdict = _find_owner(named, topic, products, sources)
        if verdict:
            source, at, owner = verdict
            reason = f"In the source this is said of “{owner}”, not of the {named.what} named here."
            yield refute(text, (named.start, named.end), "EB_ATTRIBUTION", reason, (source, at))


def _speakers(text: Passage, sources: Sequence[Passage]) -> Iterator[_Named]:
    """People and firms that the text has say something, and that sources name too."""
    if text.words.isdisjoint(_VERBS):
        return
    for speaker in _SPEAKER.finditer(text.source.text):
        name = _surname(speaker)
        if name and any(name in source.words for source in sources):
            span = speaker.span(speaker.lastgroup or "a")
            yield _Named(*span, frozenset({name}), "speaker")


def _surname(found: re.Match[str]) -> str:
    """The last word of a speaker's name, folded; empty for a pronoun or an office."""
    name = found[found.lastgroup or "a"].split(" ")[-1].lower().replace("\u2019", "'")
    return "" if name in STOPWORDS or name in _NOBODY else name.removesuffix("'s")


def _agencies(text: Passage) -> Iterator[_Named]:
    """Regulators that the text names alone in a sentence."""
    if text.words.isdisjoint(_AGENCY_WORDS):
        return
    for name, pattern in _AGENCY.items():
        for found in pattern.finditer(text.folded):
            start, end = text.sentence_at(found.start())
            if not any(p.search(text.folded, start, end) for n, p in _AGENCY.items() if n != name):
                yield _Named(*found.span(), frozenset({name}), "regulator")


def _known_names(text: Passage, sources: Sequence[Passage]) -> frozenset[str]:
    """The products that the sources speak of, folded; all of them only where the text names one."""
    named = PRODUCT_END.search(text.folded) and PRODUCT.search(text.folded)
    make = product_names if named else coded_names
    return frozenset(name for source in sources for name in source.once(make))


def coded_names(source: Passage) -> frozenset[str]:
    """The products that a source names by a code, folded."""
    return frozenset(
        fold(identifier.text)
        for identifier in source.source.identifiers
        if identifier.kind is IdentifierKind.NAME and "-" in identifier.text
    )


def product_names(source: Passage) -> frozenset[str]:
    """The products that a source speaks of, folded."""
    found = find_products(source.source.text, shade_once(source.source).low)
    return source.once(coded_names).union(cue.key for cue in found)


def _products(text: Passage, known: frozenset[str]) -> Iterator[_Named]:
    """Products that the text names alone in a sentence."""
    for name in known:
        for at in find_key(text.folded, name):
            start, end = text.sentence_at(at)
            if not any(other in text.folded[start:end] for other in known if other != name):
                yield _Named(at, at + len(name), frozenset({name}), "product")


def _find_owner(
    named: _Named, topic: Sequence[str], products: frozenset[str], sources: Sequence[Passage]
) -> tuple[Passage, int, str] | None:
    """The source sentence that makes the statement of a rival, where none makes it of the name."""
    need = max(_LIKELY, (2 * len(topic) + 2) // 3)
    best: tuple[int, Passage, int, str] | None = None
    own = 0
    for source in sources:
        for start, end, hits in sentences_about(source, topic, need - 1):
            rival = _find_rival(named, products, source, (start, end))
            before, _ = source.sentence_at(max(0, start - 1))
            if _is_named(named, source, (start if rival else before, end)):
                own = max(own, hits)
            elif rival and (best is None or hits > best[0]):
                best = (hits, source, start, rival)
    if best is None or best[0] < need or own >= best[0] - 1:
        return None
    return best[1], best[2], best[3]


def _is_named(named: _Named, source: Passage, bounds: tuple[int, int]) -> bool:
    """Does this stretch of a source speak of the name?"""
    words = source.folded[slice(*bounds)]
    if named.what == "regulator":
        return any(_AGENCY[name].search(words) for name in named.names)
    return any(holds(words, name) for name in named.names)


def _find_rival(
    named: _Named, products: frozenset[str], source: Passage, bounds: tuple[int, int]
) -> str:
    """Another speaker, regulator or product in a source sentence; empty where there is none."""
    if named.what == "speaker":
        speakers = _SPEAKER.finditer(source.source.text, *bounds)
        found = (_surname(m) for m in speakers)
        return next((name for name in found if name and name not in named.names), "")
    words = source.folded[slice(*bounds)]
    if named.what == "regulator":
        others = (p.search(words) for name, p in _AGENCY.items() if name not in named.names)
        company = _COMPANY_SAYS.search(words)
        return next((m.group() for m in (*others, company) if m), "")
    return next((name for name in products - named.names if holds(words, name)), "")


def _topic(text: Passage, named: _Named) -> tuple[str, ...]:
    """Stems and numbers of the sentence, without the name and words of speech."""
    start, end = text.sentence_at(named.start)
    clause = _OF_OTHERS.search(text.folded, named.end, end) if named.what == "product" else None
    end = clause.start() if clause else end
    keys = []
    for word in TOKEN.finditer(text.folded, start, end):
        said = word.group()
        if named.start <= word.start() < named.end or said in STOPWORDS or len(said) < _LIKELY:
            continue
        if said not in named.names and said not in _VERBS and said not in _AGENCY_WORDS:
            keys.append(key_of(said))
    return tuple(dict.fromkeys(keys))[:_MOST]
