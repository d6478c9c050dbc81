"""Of which story of a page a figure is told, where the page holds several with names of their own.

`Castine's pump …, whose cash of $131 million`: the cash stands in the story on another company,
whom the checked text never names. A story's headline says whom it is about; one that names nobody
(`What happened`, `Financial results`) parts no stories. In: a figure of the text with the source
figures of its value. Out: a finding, or nothing.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.figures.subject_names import WORTH, capitals, names_of, speaks_of_another
from pipeline.figures.support import Support, evidence
from schemas.source import Source
from schemas.verdict import FigureCheck, Severity, Verdict

_HEADLINE = re.compile(r"^(?=[^\n]{12,110}$)[A-Z\"“'‘][^\n]*[\w)\"”’'%]$", re.MULTILINE)
"""A line of its own that ends without a stop."""
_PARAGRAPH = 160
"""Characters of text that must follow a headline, or it heads a list or a table."""
_SHORTEST = 4
"""Letters of a name that a story may be about; `US` and `FDA` are in every story."""


class _Block(NamedTuple):
    """What stands under one headline."""

    start: int
    names: frozenset[str]
    """Names that stand in it twice and so are what it is about."""
    known: frozenset[str]
    """All its names."""
    headed: frozenset[str]
    """The names of its headline."""


class _Blocks(tuple[_Block, ...]):
    """The blocks of a text; kept with it."""


def find_other_story(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where every place of the value is in a story about others than the text names."""
    figure = text.figures[index]
    fair = [s for s in supports if not s.conflicts]
    if not fair or figure.kind not in WORTH or speaks_of_another(index, text):
        return None
    blocks = _blocks(fair[0].source)
    told = capitals(text.text) & names_of(fair[0].source)
    ours = [block for block in blocks if block.names & told]
    homes = [home for home in map(_block_of, fair) if home is not None]
    if not ours or len(homes) < len(fair) or any(home.known & told for home in homes):
        return None
    known = frozenset().union(*(block.known for block in ours))
    about = frozenset().union(*(home.names & home.headed for home in homes)) - known
    if not about or any(home.known & block.headed for home in homes for block in ours):
        return None
    best = fair[0]
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED",
        reason=f"The source says {best.figure.text} in its story on {min(about)}, whom the text "
        "does not name.",
        evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def _blocks(source: Source) -> tuple[_Block, ...]:
    """The stretches under headlines, each with its names; one for a text without headlines."""
    kept = source.kept.get(_Blocks)
    if not isinstance(kept, _Blocks):
        marks = [m.span() for m in _HEADLINE.finditer(source.text)]
        rows = _rows(marks)
        bounds = [*marks, (len(source.text), len(source.text))]
        pieces = [
            (start, end, source.text[start:following])
            for (start, end), (following, _) in pairwise(bounds)
            if following - end >= _PARAGRAPH
        ]
        kept = source.kept[_Blocks] = _Blocks(
            _Block(at, _NONE, _NONE, _NONE) if at in rows else _block(at, end - at, piece, source)
            for at, end, piece in pieces
        )
    return kept


_NONE = frozenset[str]()


def _rows(marks: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Where the rows of a list start: of lines right behind each other, the third and on."""
    starts = {end: start for start, end in marks}
    return frozenset(
        start for start, _ in marks if start - 1 in starts and starts[start - 1] - 1 in starts
    )


def _block(start: int, length: int, piece: str, source: Source) -> _Block:
    """What stands under the headline of that length which opens a piece."""
    words = Counter(re.findall(r"[^\W\d_][\w&-]*", piece))
    known = frozenset(word for word in names_of(source) if words[word])
    about = frozenset(word for word in known if words[word] > 1 and len(word) >= _SHORTEST)
    return _Block(start, about, known, capitals(piece[:length]) & known)


def _block_of(support: Support) -> _Block | None:
    blocks = _blocks(support.source)
    at = bisect_right([block.start for block in blocks], support.figure.span.start) - 1
    return blocks[at] if at >= 0 else None
