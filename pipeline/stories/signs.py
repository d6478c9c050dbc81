"""A paragraph in, the kind of boilerplate that its signs add up to out.

One sign alone stands in news as well: a price a month, a number of employees, an address. Each
kind asks for several, and for none of the marks of news. Ours, 2026-11-22.
"""

import re
from collections.abc import Sequence

from pipeline.stories.blocks import Block
from schemas.article import SegmentKind

LONGEST_SIGN = 60
"""Words; a longer paragraph is nobody's offer, address or count."""

FEWEST_OFFER = 3
FEWEST_RATIOS = 4
"""How many different signs make an offer, and a service's data."""

FEWEST_PROFILE = 3
SURE_PROFILE = 4
"""Signs of a company's own paragraph: below a story's last news, and anywhere."""


def _rows(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{pattern})") for pattern in patterns)


_NEWS = re.compile(
    r"\b(?:said|says|told|announced|reported|according to|filed|fell|rose|raised|cut|raises|"
    r"today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|than (?:a|one) year (?:ago|earlier)|"
    r"up from|down from|will (?:close|cut|move|leave|charge|lose))\b"
)
"""Somebody said or did something: no offer and no self-portrait does."""

_READER = re.compile(
    r"\b(?:you|your|you'll|you're|us|our|we|me|click|cancel|anytime|subscribe|now|today only)\b"
)

OFFER = _rows(
    r"\byou(?:r|'ll|'re)?\b",
    r"\bfree\b",
    r"\b(?:subscribe|subscriptions?|subscribers?|memberships?)\b",
    r"\b(?:newsletter|inbox|(?:daily|weekly|morning|evening) (?:e-?mail|briefing|digest|letter))\b",
    r"\b(?:read(?:ers)? (?:it|us)|of your colleagues)\b",
    r"\bcancel (?:at )?any ?time\b|\bauto-?renews?\b|\bbilled (?:yearly|annually|monthly)\b",
    r"[$€£]\s?\d[\d.,]* ?(?:a|per|/|each) ?(?:month|mo|week|year|yr)\b|\bonly [$€£]\d",
    r"\b(?:save|off|discount of)\b.{0,10}\d+ ?%|\d+ ?% (?:off|discount)\b",
    r"\b(?:digital|full|unlimited|online|all[- ]access) (?:access|digital)\b|\b(?:annual|monthly"
    r"|yearly|print) (?:plan|subscription|pass)\b",
    r"\bfirst (?:\d+|two|three|six) (?:months?|weeks?|issues?)\b|\bfor \d+ (?:days|weeks) free\b",
    r"^(?:get|join|try|start|unlock|enjoy|discover|stay|never|don't|want|sign|download|upgrade"
    r"|give|support|all you need|everything you need)\b",
    r"\b(?:click|tap) (?:here|below|to)\b|\b(?:view|see|get) (?:the|your|our) .{0,30}\bhere\b",
    r"\byou(?:'ll| will) want to (?:hear|see|read|know)\b|\bbefore you (?:buy|consider|invest)\b",
    r"\bour (?:analysts|experts|team|picks?|top picks?|stock picks?)\b",
    r"\b(?:the )?(?:\d+|five|ten|three) (?:best )?stocks\b.{0,60}\b(?:buy(?:ing)?|now|own)\b",
    r"\b(?:price alerts?|screener|watchlist|upgrade)\b",
)
"""How a reader is sold something; three of them, where nobody says or does anything."""

_SELLS = re.compile(
    r"[$€£]\s?\d|\bfree\b|\bsubscri|\bnewsletter|\binbox\b|\bcancel|\bmembership|\bpremium\b|\d+ ?%"
    r"|\bstocks?\b|\bper month\b|\bsign up\b"
)
"""What is for sale, or its price; without, a reader is only spoken to."""

PROFILE = _rows(
    r"\bis an? (?:[\w-]+ ){0,4}(?:company|group|firm|biotech|maker|provider|manufacturer)\b",
    r"\b(?:clinical|commercial|development|late|early)-stage\b|\bleading\b|\bglobal\b|\bfully"
    r" integrated\b",
    r"\b(?:dedicated to|committed to|focused on|focuses on|speciali[sz]\w+ in|mission)\b",
    r"\bheadquarter(?:ed|s)\b|\bbased in [a-z]+\b|\bwith offices in\b",
    r"\bfounded in\b|\bestablished in\b|\bsince \d{4}\b",
    r"\bemploy(?:s|ees)\b|\bworkforce of\b",
    r"\b(?:listed|traded|quoted) on\b|\bpublicly (?:listed|traded)\b",
    r"\b(?:for|to) (?:more information|learn more|find out more)\b|\bplease visit\b"
    r"|\bvisit (?:us at )?(?:www|http|[\w-]+\.\w)|\bwww\.|\bfollow (?:us|the company) on\b",
    r"\b(?:its|the company's|our) (?:pipeline|portfolio|platform|products?) (?:include|consist"
    r"|comprise|span|is based|of)",
    r"\bpatients (?:and|around|worldwide)\b.*\bworld\b|\bin (?:more than |over )?\d+ countries\b",
)
"""What a company says of itself below each of its releases."""

RATIOS = _rows(
    r"\bmarket cap(?:italization|italisation)?\b",
    r"\b(?:p/e|price[- ]to[- ]earnings|pe|peg) ratio\b",
    r"\bbeta of\b",
    r"\b(?:50|fifty|100)[- ]day (?:simple )?moving average\b",
    r"\b(?:200|two hundred)[- ]day (?:simple )?moving average\b",
    r"\b(?:quick|current) ratio\b",
    r"\bdebt-to-equity\b",
    r"\b(?:52[- ]week|12[- ]month|twelve month|1[- ]year|fifty-two week) (?:low|high|range)\b",
    r"\breturn on equity\b|\bnet margin of\b",
    r"\bdividend yield\b|\bpayout ratio\b",
)
"""What a stock service prints of any share on any day; four of them in one paragraph."""

_LEGAL = re.compile(
    r"\b(?:contains|constitutes) inside information\b"
    r"|\bsubject to (?:the )?(?:disclosure|publication)(?: requirements)? (?:under|pursuant to)\b"
    r"|\bregistered (?:in|office)\b[^.]{0,40}(?:\b(?:no|number)\b\.?:? ?|: ?.{0,30})\d{3,}"
    r"|\bcompany (?:registration )?(?:no|number)\b\.? ?:? ?\d"
    r"|\bauthori[sz]ed and regulated by\b"
    r"|\bcapital (?:is )?at risk\b|\b(?:retail )?(?:investor|cfd) accounts? lose\b"
    r"|\b(?:may not be|without) (?:[\w ,]{0,30})?(?:reproduced|republished|redistributed"
    r"|rewritten|(?:prior |written )+(?:permission|consent))\b"
    r"|\b(?:are|is an?) registered trademarks?\b|\ball trademarks\b"
    r"|\bmarket data (?:is )?(?:provided|delayed|supplied)\b|\bquotes? (?:are )?delayed\b"
    r"|\bprices? (?:as of|delayed)\b.{0,20}\d|\bstore (?:and/or|and|or) access\b"
    r"|\bpartners (?:store|process|use)\b.{0,40}\b(?:data|device|cookies)\b"
)
"""What the law, or a lawyer, wants on every page; one in some forty words."""

LEGAL_WORDS = 40

_CITED = re.compile(
    r"\b(?:19|20)\d\d ?(?:[A-Z][a-z]{2}(?: \d+)?)?; ?\d+(?:\(\d+\))? ?: ?[eE]?\d+"
    r"|\b(?:doi|DOI)(?: ?:|\.org)|\bet al\.|\b(?:Available at|Accessed|Retrieved)\b"
    r"|\bData on file\b|\bN Engl J Med\b|\b(?:Lancet|JAMA|BMJ|Blood|Nature)\. (?:19|20)\d\d"
)
_REFERENCE = re.compile(
    r"(?:\[?\d{1,3}[\].)]? |[¹²³⁴⁵⁶⁷⁸⁹⁰]+ ?)?[A-Z][\w'’-]+ (?:[A-Z]{1,3}[,.]|et al\b|[A-Z]\. )"
)
"""`Calder A, Ford B. …`: a name and initials."""

_COUNTED = (
    r"(?:likes?|comments?|views?|reads?|followers?|retweets?|reposts?|claps?|repl(?:y|ies)"
    r"|reactions?|upvotes?|bookmarks?|votes?|downloads?)"
)
_AMOUNT = r"\d[\d.,]*[km]?"
_COUNTS = re.compile(
    rf"(?:(?:{_AMOUNT} (?:{_COUNTED}|shares)|(?:share|tweet|like|pin|post|save|reply|follow|print"
    rf"|facebook|linkedin|x|whatsapp|e?-?mail|{_COUNTED})s?[ :]*\(?{_AMOUNT}\)?|reply|share|report)"
    r"[ ·|•,/–-]*)+"
)
_ONLY_SHARES = re.compile(rf"{_AMOUNT} shares")
"""`412 shares` may be stock."""

_ADDRESS = _rows(
    r"\b\d{1,5} (?:[A-Z]\w+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Way"
    r"|Square|Place|Court|Parkway|Plaza|Quay|Row|Terrace)\b",
    r"\b(?:Suite|Floor|Unit) \d+|\b\d+(?:st|nd|rd|th) [Ff]loor\b|\bP\.?O\.? Box \d+",
    r"\b[A-Z]{2} \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b",
    r"\b(?:[Tt]el|[Pp]hone|[Ff]ax|[Mm]obile|[Hh]otline|[Ss]witchboard)\b[.:]",
    r"[\w.+-]+@[\w-]+\.\w{2,}|\bwww\.\w|\bhttps?://|\b[\w-]+\.(?:com|org|net|example|co\.uk|eu)\b",
    r"\+\d[\d ()-]{7,}\d|\b0\d{2,4} \d{3,4} \d{3,4}\b|\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b"
    r"|\b555-\d{4}\b",
)
_REACH = re.compile(
    r"\b(?:call(?:ing)?|contact|report (?:\w+ ){0,3}(?:at|to)|reach|write to|visit|e-?mail|officer"
    r"|replies|corrections|questions|enquir\w+|inquir\w+)\b"
)


def sign_kind(block: Block) -> SegmentKind | None:
    """What several signs together say that a paragraph is; `None` for what may be news."""
    lower = block.lower
    if len(_LEGAL.findall(lower)) * LEGAL_WORDS >= max(block.words, 1):
        return SegmentKind.DISCLAIMER
    if is_profile(block, fewest=SURE_PROFILE):
        return SegmentKind.ABOUT
    if is_counts(block) or is_citation(block) or is_address(block):
        return SegmentKind.NAVIGATION
    if block.words <= LONGEST_SIGN * 2 and _count(RATIOS, lower) >= FEWEST_RATIOS:
        return SegmentKind.WIDGET
    if is_news(block):
        return None
    return SegmentKind.PROMOTION if is_offer(block) else None


def is_news(block: Block) -> bool:
    """Does it tell what somebody said or did, and not speak to the reader?"""
    return bool(_NEWS.search(block.lower)) and not _READER.search(block.lower)


def is_offer(block: Block) -> bool:
    """Does a short paragraph sell the reader something: three signs, and nobody says anything?"""
    if block.words > LONGEST_SIGN or _NEWS.search(block.lower) or block.clean[:1] in '“"':
        return False
    return _count(OFFER, block.lower) >= FEWEST_OFFER and bool(_SELLS.search(block.lower))


def is_profile(block: Block, *, fewest: int) -> bool:
    """Does a company say what it is, with so many signs and no news?"""
    lower = block.lower
    return _count(PROFILE, lower) >= fewest and not _NEWS.search(lower) and "“" not in lower


def is_counts(block: Block) -> bool:
    """Is the line nothing but counts of likes, shares and readers?"""
    if block.words > 12 or not any(map(str.isdigit, block.lower)):
        return False
    return bool(_COUNTS.fullmatch(block.lower)) and not _ONLY_SHARES.fullmatch(block.lower)


def is_citation(block: Block) -> bool:
    """Is it an entry of a list of sources: names with initials, a journal, a volume, a page?"""
    if block.words > LONGEST_SIGN:
        return False
    return bool(_CITED.search(block.clean)) and _REFERENCE.match(block.text) is not None


def is_address(block: Block) -> bool:
    """Is it a way to reach somebody: two signs of an address without news, or one and a call?"""
    if (
        block.words > LONGEST_SIGN
        or _NEWS.search(block.lower)
        or is_profile(block, fewest=FEWEST_PROFILE)
    ):
        return False
    signs = _count(_ADDRESS, block.clean)
    if block.words > 25:
        return signs > 1 and _REACH.search(block.lower) is not None
    return signs > 1 or (signs > 0 and _REACH.search(block.lower) is not None)


def _count(patterns: Sequence[re.Pattern[str]], lower: str) -> int:
    """How many different signs the text shows."""
    return sum(pattern.search(lower) is not None for pattern in patterns)
