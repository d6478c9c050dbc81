"""A paragraph in, whether it says who paid, who profits or who is close to whom out.

An editor must know of it: it is kept apart from other boilerplate, so that the notes can tell it.
Words in lower case, straight apostrophes, ours 2026-11-22.
"""

import re

from pipeline.stories.blocks import Block

WORDS_PER_PHRASE = 60
"""One such phrase in so many words makes the paragraph a disclosure."""

LONGEST = 300
"""Words; who writes of interests at greater length writes a story on them."""

_WRITER = r"(?:author|writer|columnist|editor|reporter|journalist|contributor|analyst)s?"
_HOLDING = (
    r"(?:shares?|stocks?|options|(?:long |short )?positions?|(?:financial )?interests?|stakes?)"
)
_PIECE = r"(?:article|post|content|story|report|piece|page|feature|supplement|material|interview)"

_PHRASES = re.compile(
    rf"\b(?:the|this|our) {_WRITER} (?:\w+ )?(?:holds?|owns?|has|have|is|are) (?:\w+ ){{0,3}}"
    rf"(?:{_HOLDING}|(?:long|short))\b"
    rf"|\b{_HOLDING} in (?:any|either|none|all|both|the|several)(?: of)?(?: the)?(?: \w+)? "
    r"(?:compan\w+|stocks?|firms?|securities|issuers?) (?:\w+ )?"
    r"(?:named|mentioned|covered|discussed|described|cited|here|above|(?:s?he|they|we|it) covers?)"
    rf"|\b(?:no|any) {_HOLDING} in (?:either|any) (?:company|firm|of them)\b"
    r"|\bowns? no shares in companies covered\b"
    r"|\b(?:wrote|written) this (?:article|piece) (?:myself|ourselves)\b"
    r"|\breceiv(?:ed|es|ing) no (?:other )?(?:compensation|payments?|fees?|honoraria)"
    r" (?:for|from|by)\b"
    r"|\breceiv(?:ed|ing) compensation for (?:it|this)\b"
    r"|\bno (?:business|commercial|financial) relationships?\b"
    r"|\b(?:has|have) a disclosure policy\b"
    rf"|\b(?:has|have|holds?) (?:no )?positions? in (?:any|and recommends)\b"
    r"|\bstands? to profit (?:if|from)\b"
    r"|^(?:conflicts? of interests?|(?:declarations? of )?(?:competing )?interests?"
    r"|disclosures?|funding(?: and (?:disclosures?|interests))?|financial support)"
    r"(?: statements?)? ?[:.–—] ?\S"
    r"|\b(?:competing|conflicts? of|declared) interests?: "
    r"|\bdeclares? (?:that )?(?:\w+ )?(?:no )?(?:competing|conflicts? of) interests?\b"
    rf"|\b(?:this|the) {_PIECE} (?:was|is|has been) (?:\w+ )?(?:sponsored|paid for|commissioned"
    r"|funded|financed|supported|produced|created|written)(?: \w+)?"
    r" (?:by|in (?:partnership|association|collaboration) with|on behalf of)\b"
    rf"|^sponsored (?:by \S+(?: \S+){{0,4}}|{_PIECE})\.?$"
    r"|\bis (?:supported|paid for|funded) (?:\w+ )?by (?:subscri\w+|readers|members)\b"
    r"|\b(?:takes?|accepts?) no (?:money|payments?|funding) from\b"
    rf"|\b(?:{_WRITER}(?:'s|')?|our) (?:travel|trip|flights?|hotel)\b[^.]{{0,40}}\bpaid for by\b"
    r"|\bmay (?:earn|receive) (?:an? )?(?:affiliate )?commissions?\b|\baffiliate links?\b"
    r"|\bof (?:the )?\d+ authors are employees\b|\bauthors (?:is an|are) employees? of\b"
)
"""Each says what links who writes, or who publishes, with what is written about."""

_WEAK = re.compile(
    rf"\b(?:he|she|they|i|we) (?:\w+ )?(?:holds?|owns?|has|have|may own) (?:\w+ )?(?:no )?"
    rf"{_HOLDING}\b"
    r"|\b(?:received|got) (?:a |no )?(?:grants?|payments?|fees?|money|honoraria)\b"
    r"|\bmay own (?:\w+ )?(?:shares|funds|stock)\b|\bis (?:short|long) none\b"
    r"|\b(?:has|have) (?:\w+ )?(?:advised|consulted for|been paid by)\b|\bincome came from\b"
    r"|\bholds shares\b|\b(?:was|were|is) (?:\w+ )?(?:funded|sponsored) by\b"
    r"|\bpaid for by\b"
)
"""The same where the paragraph is boilerplate already; in news others hold shares as well."""

_FUNDED = re.compile(
    r"\b(?:trial|study|survey|registry|research|work|analysis|programme|program|review|\w+-\d+) "
    r"(?:was|is|were) (?:\w+ )?(?:funded|sponsored|supported|financed|paid for) by\b"
)
_TIED = re.compile(
    r"\b(?:authors?|investigators?|researchers?|(?:dr|prof|professor)\.? \w+)[^.;]{0,60}"
    r"\b(?:employees?|advised|consult\w*|fees|grants?|honoraria|shares|patents?|payments?)\b"
)
"""A study's funding is news; with its authors' ties beside it, it is a declaration."""

_HEADING = re.compile(
    r"(?:(?:conflicts? of|competing|financial|declarations? of(?: competing)?) interests?"
    r"|disclosures?|(?:author|financial) disclosures?|funding(?:,? (?:and|&) .{5,40})?"
    r"|disclosure statements?)(?: statements?)?:?"
)
_LABEL = re.compile(
    r"(?:advertorials?|(?:sponsored|paid|partner|branded|promoted|commercial) "
    r"(?:content|post|feature|article|story|supplement)s?|advertisement feature|paid promotion"
    r"|(?:advertorial|(?:sponsored|paid|partner|branded) (?:content|post|feature))?"
    r" ?[:|–—-]? ?(?:sponsored|paid for|presented|brought to you|commissioned) by \S+(?: \S+){0,3}"
    r"|in (?:paid )?partnership with \S+(?: \S+){0,3})[.:]?"
)


def is_disclosure(block: Block) -> bool:
    """Does the paragraph say by itself what ties its writer, its paper or its study to somebody?

    `The author holds shares of Varrow.` · `Competing interests: none.` · `This article was paid
    for by Brillen.` A study's funding alone is news.
    """
    if block.words > LONGEST:
        return False
    phrases = len(_PHRASES.findall(block.lower))
    phrases += bool(_FUNDED.search(block.lower) and _TIED.search(block.lower))
    return phrases > 0 and phrases * WORDS_PER_PHRASE >= block.words


def tells_interests(block: Block) -> bool:
    """Does a paragraph that is boilerplate say what its writer or paper owns, or was paid?"""
    return block.words <= LONGEST and _WEAK.search(block.lower) is not None


def is_disclosure_heading(block: Block) -> bool:
    """Does it head a declaration of interests or funding?"""
    return block.words <= 8 and _HEADING.fullmatch(block.lower) is not None


def is_paid_label(block: Block) -> bool:
    """Does it say above a headline that what follows is paid for?"""
    return block.words <= 8 and _LABEL.fullmatch(block.lower) is not None


def speaks_of_funding(block: Block) -> bool:
    """Does a paragraph below `Funding` say who paid for a study, and not what a firm raised?"""
    found = re.search(
        r"\b(?:funded|supported|sponsored|funding|grants?|no (?:external|specific))\b", block.lower
    )
    return found is not None and not re.search(r"\brais(?:ed|es|ing)\b", block.lower)
