"""Of whom a source says a figure, where the checked text names somebody else and never him.

`Novarel shares closed 6.3% higher` is no support for `Pinhurst's shares rose 6.3%`, nor for `the
hospital operator's shares` in a text that names Pinhurst alone. In: a figure of the text with the
source figures of its value. Out: a finding, or nothing.
"""

import re
from collections.abc import Sequence

from pipeline.figures import word_lists
from pipeline.figures.support import Support, evidence
from schemas.figure import Kind
from schemas.source import Source
from schemas.text import Span
from schemas.verdict import FigureCheck, Severity, Verdict

_TOKEN = re.compile(r"[^\W\d_][\w&-]*")
_LABEL = re.compile(r"(?:[-•*–·]\s*)?(?:[A-Z][a-z]+(?: [a-z]+)?:\s+)?")
"""A bullet and its label before the sentence proper."""
_BEARS = re.compile(
    r"(?:['’]s?)?(?: \([A-Z:. ]+\))?(?: [A-Z][\w&-]+){0,2}(?:['’]s?)?(?: \([A-Z:. ]+\))?\s+(?:"
    r"shares|stock|rose|fell|gained|lost|added|dropped|closed|jumped|slid|slipped|climbed|sank|"
    r"surged|ended|finished|reported|posted|earned|raised|cut|produced|reduced|lowered|showed|has|"
    r"had|was|is|went|advanced|declined|tumbled|soared|bought|sold|booked|made|mined)\b"
)
"""What a company, a stock or a product bears figures by; nobody speaks them."""
_ANOTHER = re.compile(
    r"(?i)\b(?:rival|competitor|competing|peers?|another|others?|separate|separately|elsewhere|"
    r"different|older|existing|approved|marketed|similar|comparable|index|sector|market)\b"
)
"""Words by which a text may speak of somebody without a name."""
WORTH = frozenset(
    {Kind.PERCENT, Kind.MONEY, Kind.PROPORTION, Kind.QUANTITY, Kind.POINTS, Kind.DURATION}
)
"""What is worth the question whose it is; a date or a small count may be anybody's."""


class _Names(frozenset[str]):
    """The names of a text, kept with it."""


def find_other_subject(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where every place of the value is said of a name that the text does not give."""
    figure = text.figures[index]
    fair = [s for s in supports if not s.conflicts]
    if figure.kind not in WORTH or not fair:
        return None
    if speaks_of_another(index, text):
        return None
    subjects = [_subject(s) for s in fair]
    if not all(subjects):
        return None
    told = capitals(text.text) & frozenset().union(*(names_of(s.source) for s in fair))
    if not _has_figures(told, fair[0].source):
        return None
    if any(
        subject in told or _names_near(s) & told for s, subject in zip(fair, subjects, strict=True)
    ):
        return None
    best = fair[0]
    return FigureCheck(
        figure=figure, verdict=Verdict.MISATTRIBUTED, severity=Severity.ERROR,
        rule="EB_MISATTRIBUTED",
        reason=f"The source says {best.figure.text} of {subjects[0]}, whom the text does not name.",
        evidence=(evidence(best.source, best.at),),
    )  # fmt: skip


def speaks_of_another(index: int, text: Source) -> bool:
    """Does the sentence of a figure speak of somebody without a name: a rival, another study?"""
    sentence = text.sentences[text.sentence_numbers[index]]
    return _ANOTHER.search(text.text, sentence.start, sentence.end) is not None


def capitals(text: str) -> frozenset[str]:
    """The words of a text that begin with a capital."""
    return frozenset(m[0] for m in _TOKEN.finditer(text) if m[0][0].isupper())


def names_of(source: Source) -> frozenset[str]:
    """Words with a capital inside a sentence, which a text never writes without one."""
    kept = source.kept.get(_Names)
    if not isinstance(kept, _Names):
        small = _NO_NAMES.union(filter(str.islower, _TOKEN.findall(source.text)))
        inside = {m[1] for m in _INSIDE.finditer(source.text)} | _codes(source.text)
        kept = source.kept[_Names] = _Names(word for word in inside if word.lower() not in small)
    return kept


_INSIDE = re.compile(r"(?<=[a-z,)] )([A-Z][\w&-]{2,})")
_NO_NAMES = frozenset(word_lists.words("names", "no_subject"))


def _codes(text: str) -> frozenset[str]:
    """Words of capitals or with a digit, as tickers and products are, wherever they stand."""
    return frozenset(w for w in capitals(text) if w.isupper() or any(map(str.isdigit, w)))


def _subject(support: Support) -> str:
    """The name that opens the sentence of a source figure and bears it; or empty."""
    span = support.source.sentences[support.role.sentence]
    start = _LABEL.match(support.source.text, span.start, span.end)
    first = _TOKEN.match(support.source.text, start.end() if start else span.start, span.end)
    if first is None or not _BEARS.match(support.source.text, first.end(), span.end):
        return ""
    return first[0] if first[0] in names_of(support.source) else ""


def _names_near(support: Support) -> frozenset[str]:
    """The names in a source figure's sentence and the two beside it."""
    number, sentences = support.role.sentence, support.source.sentences
    near = sentences[max(0, number - 1) : number + 2]
    span = Span(start=near[0].start, end=near[-1].end)
    return capitals(span.cut(support.source.text)) & names_of(support.source)


def _has_figures(names: frozenset[str], source: Source) -> bool:
    """Does a sentence with figures open with one of these names?"""
    for number in source.indexes_by_sentence:
        span = source.sentences[number]
        start = _LABEL.match(source.text, span.start, span.end)
        first = _TOKEN.match(source.text, start.end() if start else span.start, span.end)
        if first and first[0] in names:
            return True
    return False
