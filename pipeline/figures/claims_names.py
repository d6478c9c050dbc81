"""Claims of identity: names, tickers, trials and words in quotation marks that no source has.

In: the checked text and its sources as passages. Out: findings. A name counts as in the source in
any case, in the singular or plural, with or without a hyphen, as an acronym of the source's words,
or as the words of the source's acronym. Not handled: a right name tied to the wrong person.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures import word_lists
from pipeline.figures.claims_reading import Passage, finding, fold, is_medical
from pipeline.figures.claims_surroundings import holds
from pipeline.figures.claims_swaps import coded_names, product_names
from pipeline.figures.claims_words import STOPWORDS
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.lexicon import PRODUCT_PART
from schemas.verdict import ClaimFinding, Severity

_TICKER = lazy_regex(
    r"\b(?:asx|nasdaq|nyse|lse|aim|tsx|tsxv|otc(?:qb|qx)?|hkex|hkse|sehk|six|etr|euronext(?: "
    r"\w+)?|tse|amex|"
    r"nyse american|ticker)(?: ?:| symbol| ) ?(?P<symbol>[A-Z][A-Z.]{0,5})\b|"
    r"(?<![\w$])\$(?P<cash>[A-Z]{1,5})\b(?!\d)",
    re.IGNORECASE,
)
_CODE = lazy_regex(r"\b(?:NCT\d{8}|[A-Z]{2,}[A-Za-z]*-?\d[\w-]*|[A-Za-z]{2,}-\d{2,}\w*)\b")
"""Drug and trial names of letters and a number, and registry numbers."""
_STEMS = word_lists.words("products", "sure_stems")
"""Ends of drug names; the WHO's list of stems for international nonproprietary names."""
_ENDS = (*_STEMS, "-cel", "-gene", "-vec")
_DIGITS = frozenset("0123456789")
_DRUG = lazy_regex(rf"\b[A-Za-z]{{3,}}(?:-(?:cel|gene|vec)\b|(?:{'|'.join(_STEMS)})s?\b)")
"""A word that ends as the names of medicines do."""
_NOT_A_DRUG = lazy_regex(
    r"(?i)^(?:covid-19|covid|mid-\d+|pre-\d+|end-\d+|early-\d+|late-\d+|post-\d+|top-\d+|"
    r"under-\d+|over-\d+|g\d+|m\d+|a\d+|"
    r"b\d+|[a-z]{2,}-\d$|symbol|control|protocol|g-\d+|u-?\d\d|formula-\d|sub-\d+|non-\d+)"
)
_PHASE = lazy_regex(
    r"\bphases? (?P<phase>(?:[1-4]|i{1,3}|iv)[ab]?(?: ?(?:/|-|and|to) ?(?:phase )?(?:[1-4]|"
    r"i{2,3}|iv)[ab]?)?)\b"
)
_TRIAL = lazy_regex(r" (?:[a-z]{3,} )?(?P<name>[A-Z][A-Za-z]*-?\d[\w-]*|[A-Z]{4,}[\w-]*)\b")
_STAGE = lazy_regex(r"\b(?:late|mid|early|final)[- ]stage\b|\bfirst-in-human\b|\bpivotal\b")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_NAME = lazy_regex(
    r"\b[A-Z][\w&]*(?:['.\-/][\w&]+)*(?:[\s-](?:of |de |van |von |al-|the |for |and "
    r")?[A-Z][\w&]*(?:['.\-/][\w&]+)*)*"
)
_JOINED = lazy_regex(r"[a-z]\d")
_PART = lazy_regex(r"[^\W_]+(?:['&][^\W_]+)*")
_COMMON = frozenset(word_lists.words("names", "nobody"))
_QUOTED = lazy_regex(r"\"([^\"]{2,400})\"")
_GAP = lazy_regex(r"\s*(?:\.\.\.|…|\[[^\]]*\]|\(\.\.\.\))\s*")
_LONG_QUOTE = 3
_STEM = 4


def check_names(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Names of people, firms and places that no source has; tickers, drugs and trials above all."""
    taken: list[tuple[int, int]] = []
    for found, level, reason in (
        *_find_tickers(text, sources),
        *_find_shapes(text, sources),
        *_find_phases(text, sources),
    ):
        taken.append(found.span())
        yield finding(text, found, "EB_NAME", (level, reason))
    for found in _NAME.finditer(text.source.text):
        if any(found.start() < end and start < found.end() for start, end in taken):
            continue
        if _is_figure(text, found.span()):
            continue
        missing = _missing_parts(text, found, sources, opens=_opens(text, found.start()))
        if missing:
            at = text.source.text.find(missing, found.start())
            span = (at, at + len(missing))
            reason = f"No source names “{missing}”."
            yield finding(text, span, "EB_NAME", (Severity.WARN, reason))


def _find_tickers(
    text: Passage, sources: Sequence[Passage]
) -> list[tuple[re.Match[str], Severity, str]]:
    """Ticker symbols that stand in no source."""
    if not any(map(text.folded.__contains__, ("$", ":", "ticker"))):
        return []
    found = []
    for ticker in _TICKER.finditer(text.source.text):
        symbol = ticker["symbol"] or ticker["cash"]
        if not symbol.isupper():
            continue
        if not any(re.search(rf"(?<!\w){re.escape(symbol)}(?!\w)", s.source.text) for s in sources):
            found.append((ticker, Severity.ERROR, f"No source prints the ticker {symbol}."))
    return found


def _find_shapes(
    text: Passage, sources: Sequence[Passage]
) -> list[tuple[re.Match[str], Severity, str]]:
    """Drug-shaped and trial-shaped names that stand in no source."""
    found = []
    shapes = [] if _DIGITS.isdisjoint(text.folded) else [_CODE]
    if any(map(text.folded.__contains__, _ENDS)):
        shapes.append(_DRUG)
    for name in (m for shape in shapes for m in shape.finditer(text.source.text)):
        word = name.group()
        if _NOT_A_DRUG.match(word) or _is_figure(text, name.span()):
            continue
        if any(_has(source, _bare(word)) or _has_parts(source, word) for source in sources):
            continue
        medical = is_medical(text, sources)
        level = Severity.ERROR if medical else Severity.WARN
        found.append((name, level, f"No source names “{word}”."))
    return found


def _is_figure(text: Passage, place: tuple[int, int]) -> bool:
    """Is it a number with what is glued to it: `SFr30mn`?"""
    return any(f.span.start <= place[0] and place[1] <= f.span.end for f in text.source.figures)


def medicines(source: Passage) -> frozenset[str]:
    """The products a source names, and every word that ends as the names of medicines do."""
    return source.once(product_names) | source.once(_shaped_names)


def medicines_in(words: str, sources: Sequence[Passage]) -> frozenset[str]:
    """The sources' medicines, less those sorts of names that cannot stand in these folded words."""
    makers = [product_names if PRODUCT_PART.search(words) else coded_names]
    if any(map(words.__contains__, _ENDS)):
        makers.append(_shaped_names)
    return frozenset(name for source in sources for make in makers for name in source.once(make))


def _shaped_names(source: Passage) -> frozenset[str]:
    return frozenset(fold(m.group()) for m in _DRUG.finditer(source.source.text))


def _find_phases(
    text: Passage, sources: Sequence[Passage]
) -> list[tuple[re.Match[str], Severity, str]]:
    """Trial phases that no source prints, or that sources print of another trial than the text."""
    if "phase" not in text.folded:
        return []
    theirs = [(s, m.start(), _phase_key(m["phase"])) for s in sources for m in s.find(_PHASE)]
    printed = {key for _, _, key in theirs}
    found = []
    for phase in _PHASE.finditer(text.folded):
        key = _phase_key(phase["phase"])
        if not any(key == k or key in k.split("/") for k in printed):
            staged = any(_STAGE.search(s.folded) for s in sources)
            level = Severity.WARN if staged and not printed else Severity.ERROR
            found.append((phase, level, f"No source names a phase {key} trial."))
            continue
        name = _TRIAL.match(text.source.text, phase.end())
        bound = {k for s, at, k in theirs if name and _is_near(s, name["name"].lower(), at)}
        if name and bound and not any(key == k or key in k.split("/") for k in bound):
            reason = f"The source calls {name['name']} a phase {', '.join(sorted(bound))} trial."
            found.append((phase, Severity.ERROR, reason))
    return found


def _is_near(source: Passage, name: str, place: int) -> bool:
    """Does a name follow a place in the source at once, or after one word?"""
    return name in " ".join(source.folded[place : place + 80].split()[:5])


def _phase_key(printed: str) -> str:
    """A phase in one form: `II/III` and `2 to 3` are `2/3`."""
    parts = re.split(r" ?(?:/|-|and|to) ?(?:phase )?", printed)
    keys = []
    for part in parts:
        base = part.rstrip("ab")
        keys.append(_ROMAN.get(base, base) + part[len(base) :])
    return "/".join(keys)


def _missing_parts(
    text: Passage, found: re.Match[str], sources: Sequence[Passage], *, opens: bool
) -> str:
    """The part of a capitalised name that no source has; empty where all of it is there."""
    name = found.group()
    if any(_bare(name) in source.folded for source in sources):
        return ""
    parts = _PART.findall(name)
    if opens:  # a sentence's first word has its capital from the sentence
        parts = parts[1:]
    missing = [p for p in parts if p[:1].isupper() and not _is_known(p, sources)]
    if missing[:1] == [name] and (fold(name) in STOPWORDS or _is_number(text, found.start())):
        return ""  # it opens a sentence that ends of initials hide: `of haemophilia A. Thirteen`
    if not missing or any(_spells(source.source.text, parts) for source in sources):
        return ""
    return str(missing[0])


def _is_number(text: Passage, place: int) -> bool:
    """Does a figure in words stand here?"""
    return any(f.span.start == place and f.is_words for f in text.source.figures)


def _opens(text: Passage, place: int) -> bool:
    """Does a sentence, a quotation or what follows a colon start here?"""
    before = text.folded[max(0, place - 2) : place]
    return (
        place in text.starts
        or before.endswith(('"', "'", ": ", "- ", "* ", "\u2022 "))
        or not before
    )


def _is_known(word: str, sources: Sequence[Passage]) -> bool:
    """Is this word a common one, or in a source in some form of it?"""
    bare = _bare(word)
    if bare in _COMMON or len(bare) < 2 or any(_has(source, bare) for source in sources):
        return True
    if word.isupper() and len(bare) <= 6:
        return any(holds(s.folded, bare) or _expands(s, bare) for s in sources)
    root = bare[: max(_STEM, len(bare) - 3)]
    return any(root in source.folded for source in sources)


def _expands(source: Passage, acronym: str) -> bool:
    """Does the source spell the acronym out: words in a row with these initials?"""
    joints = r"[a-z']*(?:[\s\-/]+(?:of|and|the|for|in|to|on))?[\s\-/(]+"
    plural = acronym.removesuffix("s") if len(acronym) > 3 else acronym
    return bool(re.search(r"\b" + joints.join(re.escape(c) for c in plural), source.folded))


def _spells(raw: str, parts: Sequence[str]) -> bool:
    """Do these words, or the later ones of them, spell out an acronym of the source?"""
    initials = "".join(p[0] for p in parts if p[0].isupper())
    tails = [initials[start:] for start in range(len(initials) - 1)]
    tails += [".".join(tail) for tail in tails]  # `U.S.` of the United States
    return any(_stands_alone(raw, tail) or _stands_alone(raw, tail + "s") for tail in tails)


def _stands_alone(raw: str, word: str) -> bool:
    """Is this a whole word of the text, in these capitals?"""
    at = raw.find(word)
    while at >= 0:
        end = at + len(word)
        if not (raw[at - 1 : at].isalnum() or raw[end : end + 1].isalnum()):
            return True
        at = raw.find(word, at + 1)
    return False


def _bare(word: str) -> str:
    """Lower case without possessive, with plain quotes."""
    return word.replace("\u2019", "'").lower().removesuffix("'s").removesuffix("'")


def _has(source: Passage, word: str) -> bool:
    """Does the source have the word, with or without its hyphens, or its plural `s`?"""
    if word in source.folded or word.removesuffix("s") in source.folded:
        return True
    if "-" not in word and not _JOINED.search(word):
        return False
    plain = re.escape(word.removesuffix("s")).replace(r"\-", r"[\s\-]?")
    plain = re.sub(r"(?<=[a-z])(?=\d)", r"[\\s\\-]?", plain)
    return bool(re.search(plain, source.folded))


_TOLD_BY = 6
"""Letters that tell a plain word, whatever its ending."""


def _has_parts(source: Passage, word: str) -> bool:
    """Does the source have each part of a hyphenated word: `RET2-mutated` of `RET2 mutations`?"""
    head, *rest = (p for p in word.lower().split("-") if p)
    parts = [head, *(p[:_TOLD_BY] if p.isalpha() else p for p in rest)]
    return len(parts) > 1 and all(re.search(rf"\b{re.escape(p)}", source.folded) for p in parts)


def check_quotes(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Words in quotation marks that do not stand so in any source.

    A quotation before a colon is a label (`Outcome "weight gain": 5 kg`), not somebody's words.
    """
    for quote in _QUOTED.finditer(text.folded):
        if text.folded[quote.end() : quote.end() + 1] == ":":
            continue
        pieces = [piece.strip(" .,;:!?-'") for piece in _GAP.split(quote.group(1))]
        wrong = [p for p in pieces if p and not any(_stands(source, p) for source in sources)]
        if wrong:
            words = max(len(piece.split()) for piece in wrong)
            level = Severity.ERROR if words >= _LONG_QUOTE else Severity.WARN
            reason = "No source has these words as they stand in the quotation marks."
            yield finding(text, quote, "EB_QUOTE", (level, reason))


def _stands(source: Passage, words: str) -> bool:
    """Do these words stand in the source in this order, however white space runs between them?"""
    if words in source.folded:
        return True
    return bool(re.search(" +".join(re.escape(w) for w in words.split()), source.folded))
