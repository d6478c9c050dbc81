"""A story's blocks in, which of them are the writer's view rather than news out."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.stories import lexicon
from pipeline.stories.blocks import Block
from schemas.article import EDITORIAL, SegmentKind

TRADING = (
    r"(?:the|best|interesting|relative[- ]value|pair|better) trades?(?! union| war| deal| name)",
    r"(?:do not|don't|would not|wouldn't) chase",
    r"fad(?:e|ing)",
    r"(?:go|going|stay|staying|maintain\w*|smaller|a|net|remain) (?:[\w-]+ )?"
    r"(?:long|short) (?:in|position|on)",
    r"longer-duration long|call options?|put options?|entry point",
    r"accumulate (?:the shares|\w+ (?:under|below|around|at))|tak(?:e|ing) profits?",
    r"buy the dip|risk[/-]reward|relative value",
    r"(?:strong|screaming|speculative) (?:buy|sell)|stop[- ]loss",
    r"trim(?:ming)? (?:the|our|my|above|into)",
)
VALUATION = (
    r"re-?rat(?:e|ed|es|ing)|upside|downside|premium multiple|multiple expansion|pric(?:ed|ing) in",
    r"undervalued|overvalued|mispriced|cheap|fair value|worth (?:more|less) than|discounted for",
    r"asymmetr\w+|option(?:ality| value)|de-?risk\w*|moat|overhang|story stock",
    r"binary (?:risk|event|outcome)s?|way to own",
)
PRESCRIPTION = (
    r"(?:market|investors?|shareholders?|traders?|holders?|wall street|you|we|bulls|bears)"
    r" (?:should|must|need to|ought to|would do well)",
    r"i(?:'d| would) (?:rather|buy|sell|avoid|own|wait|hold|be)",
    r"avoid (?:the|this) (?:stock|shares|name)|(?:worth|time) (?:buying|selling|owning)",
)
I_SAY = (
    r"i(?:'m|'ve|'d|'ll| am| have| had| would| will| do| don't| \w+ly)",
    r"i (?:think|believe|suspect|doubt|expect|like|prefer|see|own|bought|sold|remain|hold|bet)",
    r"tells? me|told me|to me|let me|my|myself|mine",
)
VIEW = (
    r"contrarian|thesis|in (?:our|my) (?:view|opinion|book)|to my mind|frankly|let's be honest",
    r"my own (?:reading|view|guess|opinion|conclusion) is",
    r"(?:am|are|remain) (?:\w+ )?(?:bullish|bearish|sceptical|skeptical|convinced)",
    r"we (?:\w+ )?(?:think|believe|suspect|doubt|like|prefer|remain)",
    r"our (?:take|call|bet|view)",
    r"make no mistake|the bull case|the bear case",
)
EMPHASIS = (
    r"the (?:real|bigger|biggest|key|more interesting|only) (?:\S+ )?"
    r"(?:story|question|signal|risk|point|issue|prize)",
    r"the danger is|(?:still )?matters? (?:far |much )?(?:more|less)|care (?:less|more)",
    r"overreact\w*",
    r"science project|hype|too (?:quickly|cheap|expensive|optimistic|pessimistic)|deserves?",
)

FAMILIES = tuple(
    re.compile(rf"\b(?:{'|'.join(family)})\b")
    for family in (TRADING, VALUATION, PRESCRIPTION, I_SAY, VIEW, EMPHASIS)
)
"""Six ways a view shows: it trades, values, prescribes, says I, argues, says what matters."""

PLAIN_FAMILIES = (0, 3)
"""Trading and saying I, by their places in the list: nobody does either in a news report."""

FEWEST_SIGNALS = 3
FEWEST_FAMILIES = 2

WORDS_PER_SIGNAL = 70
"""Three signals in a page-long paragraph are chance."""

_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"]{0,2000}\"")
_FIRST_PERSON = re.compile(
    r"(?<!phase )(?<!type )(?<!stage )(?<!class )(?<!grade )(?<!part )(?<!arm )(?<![-/])"
    r"\bi(?:'m|'ve|'d|'ll| am| have| had| would| think| believe| own| do| was) "
)
"""Not the numeral of `Phase I`."""

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_ATTRIBUTED = re.compile(
    r"\b(?:said|says|told|wrote|according to|analysts? at|in a (?:note|statement)|commented|added"
    r"|noted)\b"
)
_LABELLED = re.compile(
    r"(?:opinion|commentary|op-ed|editorial|our take|my take|our view|viewpoint) ?[:|–—-]"
    r"|(?:our|my) (?:take|view|verdict)\. |bottom line[.:] (?=i\b|we\b|our\b|my\b)"
)


def is_opinion(block: Block) -> bool:
    """Does a paragraph give the writer's own view or a trading idea?

    It takes three signals, one in some seventy words, in sentences that are neither quoted nor
    attributed: news reports what an analyst said. They must be of two families, as evidence can be
    weighed without a view, save that talk of trades or of oneself is enough alone. A label such as
    `Opinion:` decides by itself.
    """
    if _LABELLED.match(block.lower):
        return True
    found = _signals(block)
    signals = sum(map(len, found))
    is_plain = any(len(found[family]) >= FEWEST_SIGNALS for family in PLAIN_FAMILIES)
    return (
        signals >= FEWEST_SIGNALS
        and (is_plain or sum(map(bool, found)) >= FEWEST_FAMILIES)
        and signals * WORDS_PER_SIGNAL >= block.words
    )


def speaks_as_i(block: Block) -> bool:
    """Does the writer say I, outside quotation marks?"""
    return _FIRST_PERSON.search(_QUOTED.sub(" ", block.lower)) is not None


def _signals(block: Block) -> list[set[str]]:
    """The distinct signals of each family, in sentences neither quoted nor attributed."""
    text = " ".join(
        sentence
        for sentence in _SENTENCE.findall(_QUOTED.sub(" ", block.lower))
        if not _ATTRIBUTED.search(sentence)
    )
    return [set(family.findall(text)) for family in FAMILIES]


def find_opinions(blocks: Sequence[Block], kinds: Sequence[SegmentKind]) -> tuple[bool, ...]:
    """For every block of a story: is it opinion?

    A label above or in the headline makes all of the story's text opinion, one in a heading the
    text below it; elsewhere each paragraph speaks for itself.
    """
    flags = []
    whole = labelled = False
    has_body = False
    for block, kind in zip(blocks, kinds, strict=True):
        is_label = _is_label(block)
        if is_label and not has_body:
            whole = True
        elif kind is SegmentKind.HEADING:
            labelled = is_label
        has_body = has_body or kind is SegmentKind.BODY
        flags.append(kind in EDITORIAL and (whole or labelled or _speaks(block, kind)))
    return tuple(_gone_on(blocks, kinds, flags))


def _gone_on(
    blocks: Sequence[Block], kinds: Sequence[SegmentKind], flags: Sequence[bool]
) -> Iterator[bool]:
    """A paragraph with one signal between two of opinion is opinion too: the view goes on."""
    body = [i for i, kind in enumerate(kinds) if kind is SegmentKind.BODY]
    before = {i: flags[j] for j, i in pairwise(body)}
    after = {i: flags[j] for i, j in pairwise(body)}
    for i, flag in enumerate(flags):
        between = before.get(i, False) and after.get(i, False)
        yield flag or (between and any(_signals(blocks[i])))


def _is_label(block: Block) -> bool:
    if block.words > 30:
        return False
    return bool(lexicon.OPINION_LABEL.fullmatch(block.lower) or _LABELLED.match(block.lower))


def _speaks(block: Block, kind: SegmentKind) -> bool:
    return kind in {SegmentKind.BODY, SegmentKind.FAQ} and is_opinion(block)
