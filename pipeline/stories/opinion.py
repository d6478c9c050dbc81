"""A story's blocks in, which of them are the writer's view rather than news out."""

import re
from collections.abc import Sequence

from pipeline.stories import lexicon
from pipeline.stories.blocks import Block
from schemas.article import EDITORIAL, SegmentKind

TRADING = (
    r"(?:the|best|interesting|relative[- ]value|pair|better) trades?",
    r"fad(?:e|ing)",
    r"(?:go|going|stay|staying|maintain\w*|smaller|a|net|remain) (?:[\w-]+ )?"
    r"(?:long|short) (?:in|position|on)",
    r"longer-duration long|overweight|underweight|call options?|put options?|entry point",
    r"accumulat(?:e|ing)|tak(?:e|ing) profits?|buy the dip|risk[/-]reward|set-?up|relative value",
    r"(?:strong|screaming|speculative) (?:buy|sell)|stop[- ]loss|trim(?:ming)? (?:the|our|my)",
)
VALUATION = (
    r"re-?rat(?:e|ed|es|ing)|upside|downside|premium multiple|multiple expansion|pric(?:ed|ing) in",
    r"undervalued|overvalued|mispriced|cheap|fair value|worth (?:more|less) than|discounted for",
    r"asymmetr\w+|option(?:ality| value)|de-?risk\w*|moat|overhang|story stock",
)
PRESCRIPTION = (
    r"(?:market|investors?|shareholders?|traders?|holders?|wall street|you|we|bulls|bears)"
    r" (?:should|must|need to|ought to|would do well)",
    r"i(?:'d| would) (?:rather|buy|sell|avoid|own|wait|hold|be)",
    r"avoid (?:the|this) (?:stock|shares|name)|(?:worth|time) (?:buying|selling|owning)",
)
VIEW = (
    r"contrarian|thesis|in (?:our|my) (?:view|opinion|book)|to my mind|frankly|let's be honest",
    r"i(?:'m| am) (?:\w+ )?(?:bullish|bearish|sceptical|skeptical|convinced|not)",
    r"i (?:\w+ )?(?:think|believe|suspect|doubt|expect|like|prefer|see|own|bought|sold)",
    r"we (?:\w+ )?(?:think|believe|suspect|doubt|like|prefer|remain)",
    r"my (?:view|take|bet|guess|own|position|money)|our (?:take|call|bet|view)",
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
    for family in (TRADING, VALUATION, PRESCRIPTION, VIEW, EMPHASIS)
)
"""Five ways in which a view shows: it trades, values, prescribes, says I, or says what matters."""

FEWEST_SIGNALS = 3
FEWEST_FAMILIES = 2

WORDS_PER_SIGNAL = 70
"""Three signals in a page-long paragraph are chance."""

_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"]{0,2000}\"")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_ATTRIBUTED = re.compile(
    r"\b(?:said|says|told|wrote|according to|analysts? at|in a (?:note|statement)|commented|added"
    r"|noted)\b"
)
_LABELLED = re.compile(
    r"(?:opinion|commentary|op-ed|editorial|our take|my take|our view|viewpoint) ?[:|–—-]"
)


def is_opinion(block: Block) -> bool:
    """Does a paragraph give the writer's own view or a trading idea?

    It takes three signals of two families or more, one in some seventy words, in sentences that are
    neither quoted nor attributed: news reports what an analyst said, and evidence can be weighed
    without a view. A label such as `Opinion:` decides alone.
    """
    if _LABELLED.match(block.lower):
        return True
    text = " ".join(
        sentence
        for sentence in _SENTENCE.findall(_QUOTED.sub(" ", block.lower))
        if not _ATTRIBUTED.search(sentence)
    )
    found = [set(family.findall(text)) for family in FAMILIES]
    signals = sum(map(len, found))
    return (
        signals >= FEWEST_SIGNALS
        and sum(map(bool, found)) >= FEWEST_FAMILIES
        and signals * WORDS_PER_SIGNAL >= block.words
    )


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
    return tuple(flags)


def _is_label(block: Block) -> bool:
    if block.words > 30:
        return False
    return bool(lexicon.OPINION_LABEL.fullmatch(block.lower) or _LABELLED.match(block.lower))


def _speaks(block: Block, kind: SegmentKind) -> bool:
    return kind in {SegmentKind.BODY, SegmentKind.FAQ} and is_opinion(block)
