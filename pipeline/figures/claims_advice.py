"""Claims in our own voice about what to do with a security.

In: the checked text as a passage. Out: findings. A sentence that says whose view it is, and words
in quotation marks, are reported speech and pass.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.figures.claims_reading import Passage, finding
from pipeline.figures.claims_words import ATTRIBUTION, NEGATION
from schemas.verdict import ClaimFinding, Severity

_ADVICE = re.compile(
    r"\b(?:investors?|traders?|shareholders?|holders|readers|you|we|one) (?:should|must|ought to|"
    r"need to|would do well to) "
    r"(?:\w+ )?(?:buy|sell|hold|fade|short|avoid|add|trim|accumulate|own|exit|wait|consider|stay|"
    r"take|dump|load up|hedge|cover)\b"
    r"|\bshould (?:be )?(?:buy|sell|fade|short|bought|sold|shorted|faded)\b"
    r"|\b(?:is|are|remains?|looks?|makes?|becomes?) (?:\w+ )?(?:a|an|the) (?:\w+ ){0,2}(?:buy|"
    r"sell|strong buy|must-own|short candidate|best trade)\b"
    r"|\b(?:the )?best trade\b|\b(?:high|highest|strong)[- ]conviction\b|\btime to (?:buy|sell|"
    r"short|take profits)\b"
    r"|\b(?:we|i) (?:recommend|advise|urge|suggest)\b|\b(?:buy|sell|fade|short) (?:the (?:dip|"
    r"rally|stock|shares|pop)|\$?[a-z]{2,5} (?:into|on|ahead of|before))\b"
)
_OPINION = re.compile(
    r"\b(?:asymmetric upside|de-?risk(?:s|ed|ing)?|undervalued|overvalued|attractive(?:ly)? "
    r"(?:valued|valuation|entry)|"
    r"(?:real|economic|manufacturing) moat|re-rat(?:e|es|ing)|cheap (?:call )?option|no-brainer|"
    r"bargain)\b"
)
_MARKET = re.compile(
    r"\b(?:shares?|stocks?|investors?|traders?|shareholders?|securit(?:y|ies)|position|equity|"
    r"upside|trade|ticker|"
    r"portfolio|dip|rally|pop|market|conviction|buy|sell|short)\b|\$[a-z]{1,5}\b"
)


def check_advice(text: Passage, sources: Sequence[Passage]) -> Iterator[ClaimFinding]:
    """Advice or a trading opinion that no one in the sentence is said to hold."""
    del sources  # advice in our own voice is ours, whoever else gives it too
    for pattern, level in ((_ADVICE, Severity.ERROR), (_OPINION, Severity.WARN)):
        for found in pattern.finditer(text.folded):
            start, end = text.sentence_at(found.start())
            sentence = text.folded[start:end]
            if ATTRIBUTION.search(sentence) or _is_quoted(sentence, found.start() - start):
                continue
            if not _MARKET.search(text.folded, start, end) or NEGATION.search(
                sentence[: found.start() - start][-30:]
            ):
                continue
            what = "advice" if level is Severity.ERROR else "a trading opinion"
            yield finding(
                text,
                found,
                "EB_ADVICE",
                (level, f"This is {what} in our own voice; say whose view it is."),
            )


def _is_quoted(sentence: str, place: int) -> bool:
    """Does the place stand inside quotation marks?"""
    return sentence[:place].count('"') % 2 == 1
