"""Which sentences tell what nobody has confirmed, and which go on from one.

In: sentences in lower case. Out: whether the words of one, or of one beside it, call it doubtful.
"""

import re

from pipeline.figures import lexicon
from schemas.figure import Figure
from schemas.text import Span

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_ANAPHORA = re.compile(
    r"(?:(?:this|these|that|those)(?= (?:is|are|was|were|has|have|had|could|can|cannot|remains?)\b)"
    r"|(?:neither|it|both|nobody|no one|none) )"
)
"""`This has not been confirmed`; `this drug has not been` speaks of the drug."""
_POINTED = re.compile(
    r"(?:this|these|that|those|the|such|both|neither) (?P<phrase>(?:[\w'’-]+ ){1,5}?)"
    r"(?=(?:is|are|was|were|has|have|had|remains?|could|cannot|can|did|does|do|will|would|may|might|"
    r"said|says|cited|cites|quoted|quotes|named|names|gave|gives|of|in|for|from|on|by|with|that|"
    r"which)\b)"
)
_THE_FIGURE = re.compile(
    r"\b(?:the|that|this|those|these) (?:number|figure|rate|claim|estimate|percentage|report)s?\b"
)
_TOLD = re.compile(
    r"(?:numbers?|figures?|rates?|claims?|estimates?|percentages?|reports?|data|results?|findings?|"
    r"allegations?|rumou?rs?|stories|story|news|accounts?|letters?|posts?|documents?|leaks?|"
    r"(?:news)?papers?|blogs?|magazines?|articles?|sources?|outlets?|websites?)$"
)
"""What a doubt may be cast on for its own sake: what was told, or who told it."""


def read_back(sentence: str, after: str) -> str:
    """The sentence behind one, where it points back to what that one tells.

    By a pronoun, by a word for what was told (`the claim`), or by a thing that the sentence names:
    `The bid has not been confirmed` behind `A bid of $9`. `The effect in children has not been
    verified` speaks of something else.
    """
    following = after.lstrip()
    behind = _SENTENCE_END.split(following, maxsplit=1)[0]
    if _ANAPHORA.match(following) or _THE_FIGURE.search(behind):
        return behind
    pointed = _POINTED.match(behind)
    head = pointed["phrase"].split()[-1] if pointed else ""
    is_told = _TOLD.match(head) or (head and re.search(rf"\b{re.escape(head)}\b", sentence))
    return behind if is_told else ""


def is_doubted(sentence: str) -> bool:
    """Do words of a lower-case sentence say that what it tells is not confirmed?"""
    hinted = any(word in sentence for word in lexicon.DOUBTS)
    return hinted and lexicon.UNVERIFIED.search(sentence) is not None


_SAYS = (
    r"(?:also |further |then |even )?(?:says?|said|claims?|claimed|alleges?|alleged|adds?"
    r"|added|puts?|counts?|counted|estimates?|lists?|listed|cites?|cited|argues?|contends?"
    r"|accuses?|points? to)"
)
_GOES_ON = re.compile(
    rf"[\"“' ]*(?:it|they|he|she|the authors?|the writers?|the sellers?) {_SAYS}\b"
)
_DOCUMENT = (
    r"(?:report|letter|post|dossier|thread|message|document|complaint|memo|allegations?|accusers?"
    r"|short[- ]sellers?|video|recording|spreadsheet|screenshots?|rumou?rs?|whistle-?blowers?)"
)
_ACCORDING = re.compile(
    rf"\b(?:the|that|this|its|his|her) {_DOCUMENT}(?:['’]s)?(?: \w+)? {_SAYS}\b"
    rf"|\b(?:according to|says?|said|in) (?:the|that|this|its) {_DOCUMENT}\b"
)


def goes_on_doubted(before: str, sentence: str) -> bool:
    """Does a sentence go on telling what one just before has from a doubted document or speaker?

    Example: `A short-seller alleges that 40% was invented. It also counts 31 shell companies.`
    """
    if _ACCORDING.search(sentence):
        return is_doubted(before)
    last = _SENTENCE_END.split(before.rstrip())[-1]
    return _GOES_ON.match(sentence) is not None and is_doubted(last)


_VOUCHED = re.compile(r"\b(?<!not )(?<!yet )(?<!be )confirmed\b")


def is_vouched(low: str, span: Span, figure: Figure) -> bool:
    """`16 of 41 confirmed; with 3 not yet confirmed, 19`: its own clause says that it is."""
    start = low.rfind(";", span.start, figure.span.start) + 1 or span.start
    end = low.find(";", figure.span.end, span.end)
    clause = low[start : end if end >= 0 else span.end]
    return _VOUCHED.search(clause) is not None and not is_doubted(clause)
