"""Blocks in, the words that say which story they belong to out."""

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.stories.blocks import Block

OPENING = 600
"""Words of a story from which its subjects are read; later sections come back to them."""

LEADING = 8
"""How many subjects stand for a story."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    """
    a about above according across after against all also although among an and another any are
    around as at back be because been before being below best between both but by can case cases
    come could day days did do does done down due during each early either end even every far few
    first for four from full further gain gave get give given go good had half has have having he
    her here high higher his how however if in including into is it its itself just key know large
    last late later least less let like likely little long longer look low lower made main make
    many may mean means meet met might month months more most much must near need never new next no
    not nor now number of off often old on once one only open or other others our out over own part
    past per point potential potentially put quarter question range rather re real recent remain
    remains right said same saw say says second see seen set several shall share she should show
    showed shown shows since six small so some soon still such take taken than that the their them
    then there these they thing third this those though three through time to today together told
    too top toward towards two under until up upon us use used using very via view was way we week
    weeks well were what when where whether which while who whole whose why will with within without
    work world would year years yet you your
    """
)
"""Small words of English: any story uses them."""

TRADE = _words(
    """
    analysis analyst analysts approval arm biotech biotechnology biopharma cancer cell cells
    clinical cohort company companies company's data date disease dose drug drugs efficacy endpoint
    endpoints events fda ema ceo inc corp ltd therapeutics pharmaceuticals pharma biosciences group
    holdings plc investor investors market markets median medical news patient patients percent
    phase pivotal platform price primary product program programme programs rate rates read-out
    readout readouts regulatory response responses result results revenue risk safety secondary
    shares stock stocks study studies submission target therapies therapy trading treated treatment
    trial trials volume development developments study's orr crs pfs efs car-t
    million billion thousand people adults
    january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """
)
"""Words that many stories of this field share: they do not tell one from another."""

_TOKEN = re.compile(r"[^\W_](?:[\w’'-]*[^\W_])?")


def content_words(block: Block) -> tuple[str, ...]:
    """The block's words as printed, save the small ones and those of the trade; 's is cut off."""
    words = (word.removesuffix("'s").removesuffix("’s") for word in _TOKEN.findall(block.clean))
    return tuple(word for word in words if _tells(word))


def _tells(word: str) -> bool:
    lower = word.lower()
    return (
        lower not in COMMON
        and lower not in TRADE
        and not word.isdigit()
        and (len(word) > 3 or sum(map(str.isupper, word)) > 1)
    )


def leading_subjects(words: Iterable[str]) -> frozenset[str]:
    """The words a story's opening says most, at least twice; lower case."""
    counts = Counter(word.lower() for word in words)
    return frozenset(word for word, count in counts.most_common(LEADING) if count > 1)


def names(block: Block, ordinary: frozenset[str]) -> frozenset[str]:
    """The block's proper names in lower case: capitalised words never printed in lower case.

    `ordinary` holds the words the page prints in lower case, so that `Safety` at the start of a
    heading is no name where the page also says `safety`.
    """
    return frozenset(
        word.lower()
        for word in content_words(block)
        if not word.islower() and word.lower() not in ordinary
    )


def ordinary_words(blocks: Iterable[Block]) -> frozenset[str]:
    """Every content word that the blocks print in lower case."""
    return frozenset(word for block in blocks for word in content_words(block) if word.islower())
