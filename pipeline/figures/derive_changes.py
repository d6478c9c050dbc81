"""Changes and distances that the checked text names by its words.

`up by $7 to $29`, `10 cents lower than a year before`, `three months later than first planned`:
in goes a figure of the text; out comes a derivation where two values of the source give it. Each of
the two must be printed in the checked sentence too, or stand in the source beside a word of it.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from pipeline.figures.derive import Derivation
from pipeline.figures.derive_compared import derive_compared
from pipeline.figures.elsewhere import is_everywhere
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.relate_values import is_same_unit
from pipeline.figures.related import find_related
from pipeline.figures.relation import LOOSE
from schemas.figure import Figure, Kind
from schemas.source import Source


def derive_change(index: int, text: Source, source: Source) -> Derivation | None:
    """The first of the rules that gives figure `index` of `text`."""
    for rule in (_gap, _distance, _bound, _own_share):
        found = rule(index, text, source)
        if found is not None:
            return found
    return None


_CHANGE = lazy_regex(
    r"\b(?:by|more|less|fewer|higher|lower|above|below|short of|over|gap|difference|premium|extra|"
    r"additional|than|raised?|raises|cut|trimmed|increased?|decreased?|rises?|rose|fell|falls?|"
    r"declined?|narrowed|widened|improved|gained|lost|added|shrank|grew|"
    r"reduced|lowered|lifted|dropped|slipped|climbed|jumped|eased|slid|off|down|up)\b"
)


def _gap(index: int, text: Source, source: Source) -> Derivation | None:
    """A difference of two values that a word of change or comparison announces."""
    figure, role = text.figures[index], text.roles[index]
    wanted = Kind.PERCENT if figure.kind is Kind.POINTS else figure.kind
    if len(figure.values) != 1 or figure.kind not in _GAPPED:
        return None
    if not _CHANGE.search(f"{role.before[-30:]} | {role.after[:45]}"):
        return None
    said = abs(figure.values[0]) / (100 if figure.unit == "cent" else 1)
    for (a, larger), (b, smaller) in _operands(index, text, source, wanted):
        one, two = source.figures[a], source.figures[b]
        if max(one.step, two.step) > 2 * max(figure.step, Decimal("0.01")):
            continue
        if larger - smaller == said:
            result = f"{figure.text} points" if figure.kind is Kind.POINTS else figure.text
            return Derivation((a, b), f"{one.text} - {two.text} = {result}")
    return None


_GAPPED = frozenset({Kind.POINTS, Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.QUANTITY,
                     Kind.DURATION})  # fmt: skip


Operand = tuple[int, Decimal]
"""A source figure and the value of it that is meant: its own, or an end of its range."""


def _operands(
    index: int, text: Source, source: Source, kind: Kind
) -> Iterator[tuple[Operand, Operand]]:
    """Ordered pairs of comparable source values of a kind that the checked sentence bears on."""
    printed = set(_printed(index, text, source))
    sentences = {source.sentence_numbers[i] for i, _ in printed}
    words = {w for w in text.roles[index].words if not is_everywhere(w, source)}
    found: dict[Operand, frozenset[str]] = {}
    for i, figure in enumerate(source.figures):
        loose = figure.kind in LOOSE and kind in LOOSE and figure.kind is not Kind.ORDINAL
        if figure.kind is kind or loose:
            role = source.roles[i]
            beside = frozenset(words & role.near)
            for value in figure.values:
                if (i, value) in printed or beside or role.sentence in sentences:
                    found[i, value] = beside
    for a, b in permutations(found if len(found) <= _MOST else (), 2):
        one, two = source.figures[a[0]], source.figures[b[0]]
        if one.unit and two.unit and not is_same_unit(one.unit, two.unit):
            continue
        apart = found[a] != found[b] or a[0] == b[0]  # two places, or the ends of one range
        if a in printed or b in printed or (found[a] and found[b] and apart):
            yield a, b


_MOST = 100
"""Operands; a source with more of one kind about one thing would give any number."""


def _printed(index: int, text: Source, source: Source) -> Iterator[Operand]:
    """Source values that stand in the checked sentence, beside figure `index`."""
    said = {
        value
        for other in text.indexes_by_sentence[text.sentence_numbers[index]] if other != index
        for value in text.figures[other].values
    }  # fmt: skip
    for i, figure in enumerate(source.figures):
        yield from ((i, value) for value in figure.values if value in said)


_LATER = lazy_regex(
    r"\b(?:later|earlier|after|before|delay\w*|extend\w*|ahead|behind|between|apart)\b"
)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}


def _distance(index: int, text: Source, source: Source) -> Derivation | None:
    """`three months later than first planned`: the time from one date of the source to another."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.DURATION or len(figure.values) != 1:
        return None
    if not _LATER.search(role.before) and not _LATER.search(role.after):
        return None
    said = {text.figures[i].first for i in text.indexes_by_sentence[role.sentence]} - {None}
    dates = [i for i in source.indexes_by_kind.get(Kind.DATE, ()) if source.figures[i].first]
    printed = {i for i in dates if source.figures[i].first in said}
    named = {i for i in dates if role.words & source.roles[i].near}
    for a, b in permutations(dates, 2):
        if not ({a, b} & printed or {a, b} <= named):
            continue
        if _apart(source.figures[a], source.figures[b], figure):
            one, two = source.figures[a], source.figures[b]
            return Derivation((a, b), f"{one.text} to {two.text} is {figure.text}")
    return None


def _apart(one: Figure, two: Figure, figure: Figure) -> bool:
    if one.first is None or two.first is None or two.first <= one.first:
        return False
    if figure.unit in _DAYS:
        return (two.first - one.first).days == figure.values[0] * _DAYS[figure.unit]
    if figure.unit not in _MONTHS or abs(two.first.day - one.first.day) > 2:
        return False
    months = (two.first.year - one.first.year) * 12 + two.first.month - one.first.month
    return months == figure.values[0] * _MONTHS[figure.unit]


_END = lazy_regex(r"\b(?:bounds?|limits?|(?:low|high|lower|upper)(?:er)? end|top|bottom)\b")


def _bound(index: int, text: Source, source: Source) -> Derivation | None:
    """`a lower bound of 59.4%`, `the low end to $4.60`: an end of a range the source prints."""
    figure, role = text.figures[index], text.roles[index]
    span = text.sentences[role.sentence]
    if len(figure.values) != 1 or not _END.search(text.text, span.start, span.end):
        return None
    for kind in (Kind.INTERVAL, figure.kind):
        for place in source.indexes_by_kind.get(kind, ()):
            ends = source.figures[place].values
            if len(ends) == 2 and figure.values[0] in ends:
                return Derivation((place,), f"an end of {source.figures[place].text}")
    return None


def _own_share(index: int, text: Source, source: Source) -> Derivation | None:
    """`294 of 300 pumps, or 98%`: the percentage of an n/N that is judged by itself."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.PERCENT or len(figure.values) != 1:
        return None
    for other in text.indexes_by_sentence[role.sentence]:
        parts = text.figures[other]
        if parts.kind is Kind.PROPORTION and parts.whole and parts.part is not None:
            exact = parts.part * 100 / parts.whole
            near = abs(parts.span.end - figure.span.start) <= 60
            if near and abs(exact - figure.values[0]) <= figure.step / 2:
                places = _supporting(other, text, source)
                return Derivation(places, f"{parts.text} = {figure.text}") if places else None
    return None


def _supporting(index: int, text: Source, source: Source) -> tuple[int, ...]:
    """The source figures that an n/N of the text rests on."""
    for place, _ in find_related(text.figures[index], source):
        return (place,)
    derived = derive_compared(index, text, source)
    return derived.indexes if derived else ()
