"""The field's words for what a figure can say and of whom: how they are written to what they mean.

The words themselves, each list with its source, are in `lexicons/measures.toml`, `cues.toml`,
`groups.toml` and `products.toml`; what is a pattern of several words stands here.
"""

import re
from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from pipeline.figures import word_lists
from pipeline.figures.units import one_of
from schemas.errors import LexiconError

MEASURES = word_lists.terms("measures", "measures")

ARMS = word_lists.terms("cues", "arms")

COMPARATORS = word_lists.terms("cues", "comparators")

WHOLE = (
    r"(?:full|aggregate|broader|overall|entire|whole|total|mixed(?:-malignancy)?|all-comers?|"
    r"combined|intent(?:ion)?-to-treat|itt)"
)
_GROUP = r"(?:cohort|population|group|dataset|patients)"
_PART = r"(?:patients|subset|subgroup|cohort|population|participants|tumou?rs|disease|cases)"
_PEOPLE = r"(?:patients|participants|people|subset|subgroup|women|men|children|adults)"
POPULATION = re.compile(
    rf"\b(?:(?P<whole>{WHOLE}\b(?! response| survival)[ -](?:\d+-patient )?(?:[\w-]+ ){{0,2}}?"
    rf"{_GROUP}\b"
    r"|(?:aggregate|overall) (?:cohort )?(?:rate|figure|icans|crs)\b"
    r"|\d+-patient\b(?: [\w-]+){0,2} cohort|itt\b)"
    rf"|(?P<sub>[a-z0-9][\w+/-]{{1,24}}+)(?: {_PART}\b|(?<=-specific))"
    rf"|{_PEOPLE} (?:with|who had|whose) (?P<with>[\w/-]+(?: [\w/-]+){{0,2}}))"
)
GROUPS = frozenset(
    "specific patient patients subset subgroup cohort population participants tumors tumours "
    "disease cases people women men children adults aggregate overall itt dataset group".split()
)
"""Words without one of which `POPULATION` cannot match; asked first, since it is much cheaper."""
COMMON_SUBS = frozenset(word_lists.words("groups", "no_group"))

_LOOK = r"(?:analysis|analyses|look|readout|read-out|data ?set|data cut|results?|update)"
_SLICE = r"(?:cut|cut-?off|snapshot|data ?set|read-?out|reading)"
CUTS = {
    "": (
        *(f"{kind} {_LOOK}" for kind in word_lists.words("cues", "looks")),
        *(f"{kind} (?:data )?{_SLICE}" for kind in word_lists.words("cues", "slices")),
    )
}
TIMES = {"": (
    *(rf"{word} (?:week|month|day|year) \d+" for word in ("at", "by", "after", "through", "to")),
    r"at (?:\d+|six|nine|twelve|three) (?:weeks?|months?|days?|years?)",
    r"\d+-(?:week|month|year)(?= (?:\w+ (?:rate|survival)|rate|survival|pfs|os\b|efs))",
)}  # fmt: skip
DIRECTIONS = word_lists.terms("cues", "directions")
STATISTICS = {"": word_lists.words("cues", "statistics")}

_PRODUCT_STEMS = word_lists.words("products", "stems")
PRODUCT = re.compile(
    rf"\b(?:[a-z]+(?:-[a-z]+)*-cel|[a-z]{{3,}}(?:{'|'.join(_PRODUCT_STEMS)})|[a-z]{{2,6}}-\d{{2,5}}[a-z]?)\b"
)
"""Names by the stems of the WHO's INN book, and company codes such as `abc-123`."""
_LETTERS = [stem.replace("[^t]", "") for stem in _PRODUCT_STEMS]
PRODUCT_PART = re.compile(rf"{one_of(_LETTERS)}|-cel|-[0-9]")
"""What any words must hold that name a `PRODUCT`, or begin with its name: `alomabs`."""
PRODUCT_ENDS = frozenset(["cel", *(stem[-3:] for stem in _LETTERS)])
"""The last three letters of every stem in `PRODUCT`; other words need not be looked at."""
PRODUCT_END = re.compile(rf"{one_of(PRODUCT_ENDS)}(?!\w)|-[0-9]")
"""What a text must hold to match `PRODUCT`; asked first, since it is much cheaper."""

NOT_PRODUCTS = frozenset(word_lists.words("products", "no_products"))

_CHECKED = r"(?:confirm|verif|corroborat|substantiat|authenticat)\w*"
_NOT = r"(?:not|never|yet to|n['’]t)(?: yet)?(?: be| been)?(?: able to)?(?: independently)?"
UNVERIFIED = re.compile(
    rf"\bun(?:verified|confirmed|substantiated|corroborated|sourced)\b|\brumou?r(?:s|ed)?\b"
    rf"|(?:\b|(?<=n)){_NOT} (?:be )?{_CHECKED}"
    r"|\bcannot (?:be )?(?:independently )?(?:confirm|verif|check|stand behind)\w*"
    r"|\b(?:could|can|did|has|have|had|would|was|were)(?: not|n['’]t) (?:be |been )?"
    r"(?:able to )?(?:independently )?(?:verif|confirm|check|trace|authenticat)\w*"
    r"|\b(?:declined|refused) to (?:confirm|verify)"
    r"|\bunable to (?:independently )?(?:confirm|verify|check)"
    r"|\b(?:nobody|no one|none|neither)\b[^.;]{0,60}\b(?:confirm|verif)"
    r"|\b(?:await(?:s|ing)|pending|without)(?: any| independent)* (?:confirmation|verification)\b"
    r"|\bindependent(?:ly)? (?:confirmation|verification) (?:is|was) (?:lacking|not)"
    r"|\b(?:post|message|thread|table|list|rumou?rs?|reports?|claims?|video|account|screenshots?|figures?)"
    r"\b[^.;]{0,60}\b(?:social media|message boards?|parents' group|chat group|forums?|subreddit)\b"
    r"|\bon (?:local )?social media\b[^.;]{0,40}\b(?:lists?|claims?|says?|reports?)\b"
    r"|\b(?:alleg(?:es|ed|ing|edly)|purported(?:ly)?|reportedly|leaked|whistle-?blower|hearsay)\b"
    r"|\b(?:market|trading-floor) (?:talk|chatter|whispers?)\b|\bwhisper number\b"
    r"|\b(?:further|more|another|other|suspected|possible|probable) [^.;]{0,40}"
    r"\bunder investigation\b"
    r"|\b(?:gave|cited|named|offered) no (?:source|evidence|proof)s?\b"
    r"|\bno (?:source|evidence) (?:is|was) (?:given|named|cited|offered)\b"
    r"|\banonymous(?:ly)? (?:\w+ )?(?:post|source|account|letter|message|author|seller|email|tip)"
    r"|\bunnamed (?:\w+ )?(?:source|people|person|official)"
    r"|\b(?:people|person|sources?|someone) (?:who (?:is|are) )?"
    r"(?:familiar with|close to|briefed on)\b"
    r"|\b(?:post|thread|short[- ]sellers?|dossier|former (?:employees?|staff))"
    r" (?:also )?(?:says?|said|claims?|claimed|puts?|counts?|estimates?|speaks?|spoke|accuses?d?)\b"
)
DOUBTS = (
    "social media",
    "parents' group",
    "chat group",
    "forum",
    "subreddit",
    "message board",
    "alleg",
    "purport",
    "leaked",
    "whistle",
    "anonym",
    "post",
    "thread",
    "short",
    "dossier",
    "former ",
    "unnamed",
    "familiar with",
    "close to",
    "briefed on",
    "reportedly",
    "hearsay",
    "talk",
    "chatter",
    "whisper",
    "investigation",
    "no source",
    "no evidence",
    "no proof",
    "sourced",
    "authenticat",
    "trace",
    "stand behind",
    "without",
    "onfirm",
    "check",
    "verif",
    "rumo",
    "corroborat",
    "substantiat",
)
"""Letters without which `UNVERIFIED` cannot match; asked first, since they are much cheaper."""
EXPECTED = re.compile(rf"\b(?:{word_lists.either('moods', 'expected')})\b")
POSSIBLE = re.compile(r"\b(?:could|might|can|(?<!in )may(?! \d))\b")
COMPANY_SAID = re.compile(
    r"\b(?:company|management|chief executive|ceo|firm) "
    r"(?:said|says|reported|announced|stated|noted|expects|continues)"
)


HARMS = frozenset(word_lists.words("measures", "harms"))
REACTIONS = frozenset(word_lists.words("measures", "reactions"))
"""Measures that no summary may make up."""


def names_measure(low: str, measure: str) -> bool:
    """Does a lower-case text name a measure of `MEASURES` by any of its terms?"""
    terms = "|".join(MEASURES.get(measure, ()))
    return bool(terms) and re.search(rf"\b(?:{terms})(?!\w)", low) is not None


class Terms(NamedTuple):
    """A table of terms as one pattern, to be matched where a word begins."""

    pattern: re.Pattern[str]
    keys: tuple[str, ...]
    """The key of each group of the pattern, in order; empty where the words found are the key."""
    begins: frozenset[str]
    """The first three letters that a term can begin with; all of a shorter word, `0` for digits."""


def compile_terms(table: Mapping[str, tuple[str, ...]]) -> Terms:
    """One pattern for a table of terms, to be matched where a word begins; they end words too.

    Raises:
        LexiconError: If a term's first word is neither spelt out nor begins with three letters, or
            a term is no fair pattern.
    """
    begins = frozenset(_begin(term) for terms in table.values() for term in terms)
    branches = [
        "(" + "|".join(sorted(terms, key=len, reverse=True)) + ")" for terms in table.values()
    ]
    try:
        pattern = re.compile(rf"(?:{'|'.join(branches)})(?!\w)")
    except re.error:
        pattern = None
    if pattern is None or pattern.groups != len(branches):
        raise LexiconError(_name_bad_term(table))
    return Terms(pattern, tuple(table), begins)


def _name_bad_term(table: Mapping[str, tuple[str, ...]]) -> str:
    """Which of the terms is no pattern or holds a group of its own, and what to do."""
    for term in chain.from_iterable(table.values()):
        try:
            if re.compile(term).groups:
                return f"lexicon: term {term!r} holds a group; begin that with (?: instead of ("
        except re.error as error:
            return f"lexicon: term {term!r} is no pattern ({error}); mend or simplify it"
    return f"lexicon: the terms of {', '.join(table)} make no pattern together; look for brackets"


_SPELT = re.compile(r"[a-z0-9]{3}(?![?*])|[a-z0-9]+(?=[ -]|$)")


def _begin(term: str) -> str:
    if term.startswith(r"\d"):
        return "0"
    m = _SPELT.match(term)
    if m is None:
        raise LexiconError(f"lexicon: term {term!r} must begin with a word or three letters of one")
    return m[0]


DUE_TO = (
    r"due to (?!(?:the|an?|its|their|his|her|this|that|these|those|adverse|disease|lack|loss|side|"
    r"other|any|one)\b)(?!\w+(?:s|ing|ion|ity|ment|ness|ure|ance|ence|th)\b)"
)
"""`is due to report`: a plan, where a verb follows. `due to adverse events` gives a cause."""
