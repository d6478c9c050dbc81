"""Names that hold digits: what they look like, so that they are not read as numbers."""

import re

from pipeline.figures import word_lists
from schemas.figure import IdentifierKind

NAMED_LABELS = (
    r"phases?|cohorts?|arms?|parts?|tables?|figures?|figs?\.|sections?|types?|stages?|chapters?|"
    r"items?|forms?|steps?|appendix|rules?|articles?|versions?|dose levels?|levels?|classes|class|"
    r"category|tier|boeing|airbus|flight|terminal|gate|exhibit|schedule|supplementary"
)
_DOTTED = (
    r"sections?|sects?\.|secs?\.|eqs?\.|eqns?\.|equations?|figures?|figs?\.|tables?|tabs?\.|refs?\.|"
    r"chapters?|chap\.|versions?|examples?|paragraphs?|paras?\.|pages?|pp?\.|lemmas?|theorems?|"
    r"claim|compound|formula|embodiment|specimen|slide|footnote|annex|appendix|vol\.|volume|no\.|"
    r"route|algorithm|appendices|box|note"
)
_STANDARDS = r"[im]?recist|ctcae|meddra|pcwg|pi-rads|bi-rads|dsm|icd"
"""Standards that are named with the number of their version: `RECIST 1.1`."""
LABEL = re.compile(
    rf"(?<![\w-])(?:(?P<numbered>{_DOTTED}) ?\(?\d{{1,3}}(?:\.\d{{1,2}})*[a-h]?\)?"
    r"(?:(?:-|, ?| and | or | to |, and )\(?\d{1,3}(?:\.\d{1,2})*[a-h]?\)?)*"
    r"(?![\w%]|[.,]\d| per ?cent| million)|"
    r"update [1-9](?=:| ?-)|"
    rf"(?:{_STANDARDS})(?: version| v\.?)? ?\d(?:\.\d)?(?![\w%]|\.\d|,\d)|"
    rf"(?P<label>{NAMED_LABELS})[ -](?P<key>(?:[ivx]+|\d+)(?:[a-c]|"
    rf"-[a-z](?!\w))?(?:[/-](?:[ivx]+|\d+)?[a-c]?)?"
    r"(?:(?:\(\w\))+)?|[a-d])(?![\w%]|\.\d|,\d))"
)
PHASE = re.compile(
    r"phases? (?P<key>(?:iv|i{1,3}|[1-4])[ab]?(?:(?:/| ?- ?| and | to )(?:phase )?(?:iv|i{1,3}|"
    r"[1-4])?[ab]?)?)(?![\w%]|\.\d)"
)
ROMAN = {"iv": "4", "iii": "3", "ii": "2", "i": "1"}

INDEX = re.compile(
    r"(?:s&p|ftse|nasdaq|dow|fortune|nikkei|russell|stoxx|euro stoxx|csi|topix|asx|tsx|cac|dax|"
    r"forbes)[ -]?(?:30|35|40|50|60|100|200|225|250|300|350|400|500|600|1000|2000|3000)\b"
)
LABEL_WORDS = frozenset(
    word
    for pattern in (
        NAMED_LABELS,
        _DOTTED,
        INDEX.pattern,
        "update",
        "recist irecist mrecist",
        _STANDARDS,
    )
    for name in re.findall(r"[a-z?]+", pattern)
    for word in (name.replace("?", ""), re.sub(r".\?", "", name))
)
"""Words without one of which neither `LABEL` nor `INDEX` can match; much cheaper to ask for."""
EVENT = re.compile(
    r"(?P<name>[A-Z][A-Z&-]{1,7}[A-Z])(?: Annual Meeting| Congress)? (?:'\d\d|(?:19|20)\d\d)(?!\w)"
)
MONTH_CAPS = frozenset("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())
ADDRESS = re.compile(
    r"https?://|www\.|@|doi\.org|^doi:|^10\.\d{4,}/|\.(?:com|org|gov|net|co|io|edu|uk)(?:/|$)"
)
CITED_LEFT = re.compile(
    r"(?:\bet al\.?,? ?\(?|\([^()\d]{0,30}[A-Z][\w'-]+(?: (?:&|and) [A-Z][\w'-]+,?|,) |"
    r"[A-Z][\w'-]+ (?:&|and) [A-Z][\w'-]+ \(|"
    r"; ?(?:[A-Z][\w'-]+ (?:& |and )?)?[A-Z][\w'-]+,? )\Z"
)
CITED = re.compile(r"(?:19|20)\d\d[a-d]?(?= ?[);,])")
"""A year behind an author's name: `(Brooks, 2010)`, `et al. 2004;`."""
EXPONENT_LEFT = re.compile(
    r"(?<![\w])(?:k?g|m?l|[ck]?m|s|ms|min|hr?|days?|yr|mol|k?cal|kw|j|bw) ?-\Z"
)
"""A unit with a lost superscript: `ml kg -1`."""
POWER_LEFT = re.compile(r"(?:/m|(?<!\w)[ckm]m) \Z")
"""The same of an area or a volume: `mg/m 2`, `cm 3`."""
FORMULA_LEFT = re.compile(r"(?<!\w)(?:V?CO|VO|SO|NO|[HON]|CH) \Z")
SYMBOL_LEFT = re.compile(r"(?<![\w.])[A-Z] \Z")
SYMBOL = re.compile(r"\d(?= ?[(=/,.;)+<>-]| ?$)(?![.,]\d)")
"""A lost subscript behind a chemical formula or a lone capital: `CO 2`, `K 1 (t)`."""
PEAK = re.compile(r"\d+\.\d+(?:-\d+\.\d+)? ?\(\d{1,2}h[,)][^()]{0,40}\)?")
"""One peak of a proton spectrum: `4.24(2H, t, J=7.5Hz)`."""
_CHEMICAL = (
    r"(?:hydroxy|methyl|ethyl|propyl|butyl|phenyl|pyridyl|amino|fluoro|chloro|bromo|iodo|nitro|oxo|"
    r"dihydro|tetrahydro|carboxy|methoxy|aza|deoxy|thio|fu(?!\w)|ht\d?(?!\w)|alpha-|beta-)"
)
LOCANT = re.compile(
    r"(?:\d{1,2}h?(?:,\d{1,2}h?){1,5}-(?=[a-z(\[])|"
    rf"\d{{1,2}}h?-(?=\((?:n-|\d)|[a-z]\]|{_CHEMICAL}))"
    r"[a-z]*"
)
"""Where a chemical name says where its groups sit: `4,5-dihydro-7-`, `3-b]`, `4-(n-butyl)`."""
CHROMOSOME = re.compile(
    r"\d{1,2}[pq]/ ?\d{1,2}[pq](?!\w)|"
    r"\d{1,2}[pq](?:\d\d(?:\.\d)?)?(?= (?:co)?deletion| loss| gain|\))"
)
"""An arm of a chromosome: `1p/19q`, `17p deletion`."""
VERSION = re.compile(r"\d+(?:\.\d+){2,}(?![\d.]*[a-z%])")
"""`192.168.1.2`, `2.4.1`: two points make no number; a date in points is read before."""
MARK = re.compile(r"\d{1,3}(?:[(+/,gpqh-]|(?:st|nd|rd|th) |\.\d)")
"""What a number looks like that a statute or one of the names here may be; else none is tried."""
NETWORK = re.compile(r"[2-6]g(?!\w)")
REGISTRY = re.compile(r"(?:nct|isrctn|eudract|actrn|chictr|jrct|umin|sid|pmid|pmc|omim)", re.I)
PHONE = re.compile(r"\+?\d{1,3}[- .]\(?\d{2,4}\)?[- .]\d{3,4}(?:[- .]\d{3,4})?(?!\d)")
CITATION = re.compile(r"\[\d{1,3}(?:\s?[,-]\s?\d{1,3})*\]")
JOURNAL = re.compile(r"\d{1,4}\(\d{1,3}\):\d+(?:-\d+)?(?:, ?\d{4})?")
LIST_MARK = re.compile(r"(?P<number>\d{1,2})(?:[.)](?= +\S)|/(?= +[a-z]))")
NOTE = re.compile(r"[1-9](?= [A-Z“\"])(?! [A-Z]{2,3}\b)")
"""A digit before a note below a table: lines count them from one."""
TIME_MARK = re.compile(
    r"(?:[01]?\d|2[0-3])(?::[0-5]\d(?: ?[ap]\.?m\.?)?|[.][0-5]\d ?[ap]\.?m\.?)"
    r"(?: (?:utc|gmt|bst|cest|cet|est|edt|et|pst|pdt|pt))?"
    r"(?= ?(?:-|[:|]) ?\S|\s+\S)(?!\.\d)"
)
"""The time of an entry at the beginning of its line, as live pages print it."""
DESIGN = re.compile(r"\d\+\d(?!\d)(?= (?:dose|design|escalation|study|trial|cohort|rule)|[ ,.)-])")
IDIOM = re.compile(r"(?:(?:10|20|40|8|6)-[kqf]|24/7|9/11|50/50|catch-22|20/20|7/7)(?![\w%])")
STATUTE = re.compile(r"\d+\([a-z]\)(?:\(\w\))*(?!\w)")
ORDINAL_NAME = re.compile(r"\d+(?:st|nd|rd|th) (?:century cures|amendment|street|avenue|floor)")

NUMBER_PREFIXES = frozenset(word_lists.words("numbers", "prefixes"))
"""Words that may be glued to a number with a hyphen and leave it a number: `mid-2027`."""


def phase_key(words: str) -> str:
    """A phase's comparable form: `Phase Ib` and `phase 1b` are `phase 1b`."""
    key = words.lower().removeprefix("phases ").removeprefix("phase ")
    key = re.sub(r"iv|iii|ii|i", lambda m: ROMAN[m[0]], key)
    key = re.sub(r"\s?(?:-| and | to )\s?(?:phase )?", "/", key)
    return f"phase {key}"


def name_kind(token: str, glued_digits: str) -> IdentifierKind:
    """Which kind of name a glued token is: a registry number, a footnote mark, or a name."""
    if REGISTRY.match(token):
        return IdentifierKind.REGISTRY
    letters = token[: len(token) - len(glued_digits)]
    if len(glued_digits) == 1 and len(letters) >= 3 and letters.isalpha() and letters.islower():
        return IdentifierKind.FOOTNOTE
    return IdentifierKind.NAME
