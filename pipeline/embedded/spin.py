"""Spin comes off a clause; facts stay on it.

In: a template. Out: the template without interpretation and colour, and the phrases that were cut.
A clause that holds a figure is never cut away, and a condition (`if`, `excluding`, `expected`) is a
part of the fact. What cannot be cut without breaking the sentence is left, and `is_coloured` says
so: such a sentence is quoted or not used. Families after Boutron 2014 and Lazarus 2015.
"""

import re

from pipeline.embedded.clauses import FIGURE, finish
from pipeline.embedded.lexicons import REGULATORY
from pipeline.embedded.spin_words import (
    CONDITION,
    INTERPRETIVE,
    NOT_PROMOTIONAL,
    PLAIN,
    PROMOTIONAL,
)
from schemas.base import Value


class Cut(Value):
    """A template without its spin."""

    text: str
    removed: tuple[tuple[str, str], ...]
    """(family, phrase) for each cut: `reporting`, `interpretation` or `extrapolation`."""


DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z. ]{2,24}(?:, [A-Z][A-Za-z. ]{2,20})?(?:, )?)?(?:\{m\d+\})?"
    r"(?: \([A-Z][A-Za-z ]+\))? ?(?:-|–"
    r"|—){1,2} (?=[A-Z])"
    r"|^(?:-|–|—|•|\*) (?![A-Z][a-z]+ [A-Z])[A-Z][\w’' -]{2,40}: (?=[A-Z{])"
)
"""Place and date before a newswire's first sentence; a bullet's label."""
_BULLET = re.compile(
    r"^(?:[-•*–·]|\d{1,2}[.)])\s+|^[A-Z]{4,}(?: [A-Z]+)?(?:, \{m\d+\})?: (?=[A-Z][a-z])"
)
"""A bullet, or a label in capitals before a whole sentence."""
_LABEL = re.compile(
    r"^(?![^:]*(?:[Uu]nverified|[Uu]nconfirmed|[Rr]umou?r|\b(?:is|are|was|were|has|had|have)\b))"
    r"[A-Z][\w’'-]*(?:[ -](?:[a-z-]+|[A-Z][\w’'-]*)){0,5}(?: \([^)]*\))?:\s+(?=[A-Z\"“{])"
)
"""A bullet's label before its sentence; one that calls the figure unverified is no mere label."""
_LEAD = re.compile(
    r"^(?:(?:However|Importantly|Notably|Encouragingly|Remarkably|Meanwhile|Moreover|Furthermore|"
    r"Additionally|In addition|Critically|Crucially|Significantly|Interestingly|Indeed|Overall|"
    r"Therefore|Thus|Consequently|As a result|In short|In fact|Of note|Still|Also"
    r"|More importantly|"
    r"Impressively|Strikingly|In particular|For context|To date|On the other side|For now|More "
    r"to the"
    r" point|Read on and it turns out that|It turns out that|In absolute terms|Put simply|All "
    r"told|That said|Taken together|In other words),"
    r"|But|And|Yet|So)\s+(?=[A-Za-z{])"
)
_GLOSS = re.compile(
    r"\s*\((?!\{)[^(){}]*?[^(){}\s]+(?:\s+[^(){}\s]+){2,}\)|\s*\((?:e\.g\.|i\.e\.|see )[^(){}]*\)"
)
_TICKER = re.compile(
    r"(?:,? Inc\.)?\s*\((?:NASDAQ|Nasdaq|NYSE|ASX|LSE|TSX|AIM|Euronext|OTC)[^)]*\)|"
    r"(?<=[a-z]),? Inc\.(?=,? )"
)
_FIRM = re.compile(
    r",\s+an? [^,{]*\b(?:company|biotech\w*|developer|leader|drugmaker|drug maker)\b[^,{]*,\s+"
)
"""What a firm says it is, between commas after its name."""
_CLINICALLY = re.compile(
    r"(?: and| but)? clinically (?:meaningful|relevant|important|significant)(?: and)? "
)
_TRAILING = re.compile(
    rf"(?:,| –| —| -)\s+(?:and |while |thus |thereby )?(?:\w+ly )?(?:further |"
    rf"potentially )?(?:{INTERPRETIVE})\b[^,;.]*"
    r"(?:(?:,|,? and|,? or) (?!(?:and |but )?(?:the|it|its|they|no|with|while|a|"
    r"an) )[^,;.]*)*(?=[,;.]|$)"
)
_VALUE_IN = re.compile(
    rf",\s+(?:{INTERPRETIVE})\b[^,;.{{]*?\b(?:value|benefit|activity|efficacy|potential|promise)"
    r"(?= (?:in|for|among) [^,;.]*\b(?:patients|people|adults|children|women|men|participants)\b)"
)
"""The interpretation goes, the population it speaks of stays."""
_WITH = re.compile(rf",\s+with (?:the|this) [^,;.{{]*?\b(?:{INTERPRETIVE})\b[^,;.{{]*(?=[,;.]|$)")
_MAYBE = re.compile(
    r",? (?:and|or) (?:potentially|possibly|perhaps|even) [a-z]+, (?=whether|that|the|its"
    r"|how)"
)
_APPOSED = re.compile(
    r",\s+(?:an?|the) (?![^,]*(?:[Pp]hase|trial|study|randomi|endpoint|\{))[^,;.]{12,120},\s+"
    r"(?=(?:occurred|is|was|were|has|had|showed|remains?|will|met|missed|affected|can|may)\b)"
)
"""An explanation between commas, after the thing it explains."""
_COULD = re.compile(
    r"\s+(?:that|which) (?:could|may|might|would|will) (?:potentially |further )?(?:validate|"
    r"transform|"
    r"redefine|unlock|revolutioni[sz]e|position|establish|cement|pave|attract|boost|prove|"
    r"reshape)\b"
    r"[^,;.{]*"
)
_TOLERATED = re.compile(
    r"^[^,;:{]*? (?:was|were|is|remained) (?:generally |largely )?(?:well[- ]tolerated|safe|"
    r"manageable|"
    r"clean|favou?rable)[^,;{]*, with (?!no )(?=[^;]*\{m)"
)
"""A verdict on safety with the harms it rests on: the verdict goes, the harms stay."""
_ADDED = re.compile(rf"\s+and (?:further )?(?:{INTERPRETIVE})\b[^,;.{{]*(?=[,;.]|$)")
_BEARS = r"(?:(?:un|not )?related|attribut\w+|caused|due to|considered|judged|deemed|assessed)"
"""What says whether a treatment did it: a death without that is another death."""
_TAIL = re.compile(
    rf",\s+(?![^;]*\b{_BEARS}\b)"
    r"(?:which|a (?:move|step|sign|result|finding|milestone|development|signal)|"
    r"an (?:outcome|improvement|important)|"
    r"one of the|the (?:same|first|latest|strongest|largest))\b[^;]*?(?=;|\.$|$)"
)
_EXCEEDING = re.compile(
    r",?\s+(?:(?:far|well|significantly|substantially|markedly|comfortably|easily|greatly|vastly|"
    r"clearly)\s+)?"
    r"(?:exceeding|surpassing|outpacing|outperforming|beating|topping|eclipsing|"
    r"dwarfing)\s+(?=[^,;]*\{m)"
)
_COLOUR = re.compile(
    rf"(?<![\w-])(?:(?:{PROMOTIONAL})(?:,\s+|\s+and\s+|\s+))+(?=[A-Za-z{{(])", re.IGNORECASE
)
_COLOUR_WORD = re.compile(rf"(?<![\w-])(?:{PROMOTIONAL})(?![\w-])", re.IGNORECASE)
_FUNCTION = re.compile(
    r"(?:at|in|on|of|for|to|with|by|from|as|and|or|but|than|when|while|if|that|which|because|"
    r"enough|after|before|during|since|through|across|is|are|was|were|about|more|less|without)\b"
)
_SEAM = "\x00"
"""Where colour was cut, so that the comma before it goes too: `early, durable responses`."""
_COPULA = re.compile(
    r"\b(?:is|are|was|were|remains?|remained|be|been|looks?|appears?|appeared|as|more|most|very|"
    r"so|too)\s*$"
)


def cut_spin(template: str) -> Cut:
    """The template with labels, glosses, interpretation and colour cut off, in plain words.

    Example: `Volume Spike: Volume reached {m1}, signaling a rise in attention.` becomes
    `Volume reached {m1}.`, and `signaling …` is reported as interpretation.
    """
    removed: list[tuple[str, str]] = []
    text = _LEAD.sub("", _LABEL.sub("", _BULLET.sub("", DATELINE.sub("", template))))
    text = _FIRM.sub(" ", _TICKER.sub("", _GLOSS.sub("", text)))
    text = _CLINICALLY.sub(lambda match: _note(match, "reporting", removed, " "), text)
    text = _EXCEEDING.sub(lambda match: _note(match, "interpretation", removed, ", against "), text)
    text = _VALUE_IN.sub(lambda match: _note(match, "interpretation", removed, ","), text)
    text = _WITH.sub(lambda match: _cut_if_empty(match, removed), text)
    text = _MAYBE.sub(lambda match: _note(match, "extrapolation", removed, " "), text)
    text = _APPOSED.sub(" ", text)
    text = _TRAILING.sub(lambda match: _cut_if_empty(match, removed), text)
    text = _COULD.sub(lambda match: _cut_if_empty(match, removed), text)
    text = _TOLERATED.sub("Reported events included ", text)
    text = _ADDED.sub(lambda match: _cut_if_empty(match, removed), text)
    text = _TAIL.sub(lambda match: _cut_if_empty(match, removed), text)
    parts = _QUOTED.split(text)
    parts[::2] = [_say_plainly(_cut_colour(part, removed)) for part in parts[::2]]
    return Cut(text=finish("".join(parts)), removed=tuple(removed))


_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")
"""What somebody said stays to the letter."""


_WHOLE_WORDS = [pattern.removeprefix(r"\b") for pattern, _ in PLAIN if pattern.startswith(r"\b")]
_LONG_FORM = re.compile(
    "|".join(
        [
            rf"\b(?:{'|'.join(_WHOLE_WORDS)})",
            *(pattern for pattern, _ in PLAIN if not pattern.startswith(r"\b")),
        ]
    )
)
"""Any of the long forms; most clauses hold none, and asking once is cheaper than forty times."""


def _say_plainly(text: str) -> str:
    """Long forms give way to plain ones, in the order of the table."""
    while _LONG_FORM.search(text):
        said = text
        for pattern, plain in PLAIN:
            said = re.sub(pattern, plain, said)
        if said == text:
            break
        text = said
    return text


def is_coloured(text: str) -> bool:
    """Is a promotional word left in the text, other than as a term of art or in quotation marks?"""
    text = _QUOTED.sub("", text)
    kept = [match.span() for match in NOT_PROMOTIONAL.finditer(text)]
    return any(
        not any(start <= match.start() < end for start, end in kept)
        for match in _COLOUR_WORD.finditer(text)
    )


def _note(match: re.Match[str], family: str, removed: list[tuple[str, str]], put: str) -> str:
    """Record the phrase and give what stands in its place."""
    removed.append((family, match[0].strip(" ,–—-")))
    return put


_CURBS = re.compile(
    r"\b(?:hard to|difficult to|cannot|nothing about|only|too (?:few|early"
    r"|small))\b"
)


def _cut_if_empty(match: re.Match[str], removed: list[tuple[str, str]]) -> str:
    """Cut an interpretation unless it holds a figure, or a condition the fact depends on."""
    phrase = match[0]
    if FIGURE.search(phrase) or re.search(r"\b(?:if|unless|excluding|not|subject to)\b", phrase):
        return phrase
    if CONDITION.search(phrase) and REGULATORY.search(phrase):
        return phrase
    if _CURBS.search(phrase):
        return phrase
    family = "extrapolation" if CONDITION.search(phrase) else "interpretation"
    return _note(match, family, removed, "")


def _cut_colour(text: str, removed: list[tuple[str, str]]) -> str:
    """Promotional adjectives before a noun and adverbs before a verb go; others stay."""
    kept = [match.span() for match in NOT_PROMOTIONAL.finditer(text)]

    def replace(match: re.Match[str]) -> str:
        if any(start < match.end() and match.start() < end for start, end in kept):
            return match[0]
        rest, before = text[match.end() :], text[: match.start()]
        if _FUNCTION.match(rest) or _COPULA.search(before):
            return match[0]
        return _note(match, "reporting", removed, _SEAM)

    return re.sub(rf",?\s*{_SEAM}\s*|{_SEAM}", " ", _COLOUR.sub(replace, text))
