"""Derivations that the checked text announces by its words: times as many, not, of the.

Both values must be in the source: side by side in one of its sentences, or both printed in the
checked sentence too, where each is judged by itself. In: a figure of the text; out: a derivation.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from pipeline.figures.conflict import PEOPLE, PERSONS
from pipeline.figures.derive import Derivation, is_counted_out
from pipeline.figures.fits import fits_multiple
from pipeline.figures.lazy_regex import lazy_regex
from pipeline.figures.relate_values import is_same_unit
from pipeline.figures.related import find_related
from pipeline.figures.relation import LOOSE, Strength
from pipeline.figures.sentences import words_by_sentence
from pipeline.figures.units import singular
from schemas.figure import Figure, Kind
from schemas.source import Role, Source


def derive_compared(index: int, text: Source, source: Source) -> Derivation | None:
    """The first derivation that gives figure `index` of `text` and that its words announce."""
    for rule in (_ratio, _complement, _people, _part_of_part, _share_of_whole):
        found = rule(index, text, source)
        if found is not None:
            return found
    return None


_COMPARABLE = frozenset({Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.COUNT, Kind.NUMBER,
                         Kind.QUANTITY, Kind.SCORE})  # fmt: skip


def _pairs(index: int, text: Source, source: Source) -> Iterator[tuple[int, int]]:
    """Ordered index pairs of the source that may be compared: same kind, unit and measure."""
    sentences = {source.sentence_numbers[i] for i in _printed_too(index, text, source)}
    about = text.roles[index].words
    sentences |= {n for n, words in words_by_sentence(source).items() if about & words}
    for number in sorted(sentences):
        inside = source.indexes_by_sentence[number]
        plain = [i for i in inside if _is_plain(source.figures[i])][:12]
        yield from (p for p in permutations(plain, 2) if _is_pair(source, *p))
    yield from (
        p for p in permutations(_printed_too(index, text, source), 2) if _is_pair(source, *p)
    )


def _is_plain(figure: Figure) -> bool:
    return figure.kind in _COMPARABLE and len(figure.values) == 1


def _is_pair(source: Source, a: int, b: int) -> bool:
    one, two = source.figures[a], source.figures[b]
    alike = one.kind is two.kind or (one.kind in LOOSE and two.kind in LOOSE)
    return (
        alike and is_same_unit(one.unit, two.unit) and one.values != two.values
        and _may_share(source.roles[a], source.roles[b])
    )  # fmt: skip


def _may_share(one: Role, two: Role) -> bool:
    return not one.measure or not two.measure or one.measure == two.measure


def _printed_too(index: int, text: Source, source: Source) -> list[int]:
    """Source figures whose values the checked sentence prints beside figure `index`."""
    sentence = text.sentence_numbers[index]
    found = []
    for other in text.indexes_by_sentence[sentence]:
        figure = text.figures[other]
        if other == index or not _is_plain(figure):
            continue
        for place, relation in find_related(figure, source):
            if relation.strength > Strength.DERIVED and _is_plain(source.figures[place]):
                found.append(place)
                break
    return found


def _ratio(index: int, text: Source, source: Source) -> Derivation | None:
    """`4.6 times its average` from 93.5 and 20.5 million; `more than twice as common`."""
    figure = text.figures[index]
    if figure.kind is not Kind.MULTIPLE or len(figure.values) != 1:
        return None
    for a, b in _pairs(index, text, source):
        one, two = source.figures[a], source.figures[b]
        if two.values[0] > 0 and fits_multiple(figure, one.values[0] / two.values[0]):
            ratio = (one.values[0] / two.values[0]).quantize(Decimal("0.01"))
            return Derivation((a, b), f"{one.text} / {two.text} = {ratio:f}")
    return None


def _proportions(source: Source, role: Role) -> Iterator[tuple[int, int]]:
    """Ordered pairs of n/N in one source sentence that shares a word with the checked one."""
    places = [
        i for i, figure in enumerate(source.figures)
        if figure.kind is Kind.PROPORTION and figure.whole and role.words & source.roles[i].words
    ]  # fmt: skip
    for a, b in permutations(places, 2):
        if source.sentence_numbers[a] == source.sentence_numbers[b]:
            yield a, b


_NOT = lazy_regex(
    r"\b(?:not|never|no|without|n't|fail(?:ed|s|ing)?|miss(?:ed|es)?|lack(?:ed|s)?|none|remaining|rest|others?)\b"
)


def _complement(index: int, text: Source, source: Source) -> Derivation | None:
    """`ten of 12 were not MRD-negative` from 2/12; 58% did where 42% did not."""
    figure, role = text.figures[index], text.roles[index]
    turned = bool(_NOT.search(role.after) or _NOT.search(role.before))
    for other in source.indexes_by_kind.get(figure.kind, ()):
        if not _is_rest(figure, source.figures[other]):
            continue
        its = source.roles[other]
        if role.words & its.words and bool(_NOT.search(its.after + its.before)) != turned:
            return Derivation((other,), f"the rest of {source.figures[other].text}")
    return None


def _is_rest(figure: Figure, other: Figure) -> bool:
    if figure.kind is Kind.PROPORTION and figure.part is not None and other.part is not None:
        return figure.whole == other.whole == figure.part + other.part and not other.is_words
    if figure.kind is not Kind.PERCENT or not (_is_plain(figure) and _is_plain(other)):
        return False
    return abs(100 - figure.values[0] - other.values[0]) <= max(figure.step, other.step) / 2


def _people(index: int, text: Source, source: Source) -> Derivation | None:
    """`24 patients, 12 in each arm` from 7/12 against 2/12: the two denominators together."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.COUNT or figure.unit not in PERSONS or not _is_plain(figure):
        return None
    for a, b in _proportions(source, role):
        one, two = source.figures[a], source.figures[b]
        if a < b and one.whole and two.whole and one.whole + two.whole == figure.values[0]:
            return Derivation((a, b), f"{one.whole:f} + {two.whole:f} = {figure.values[0]:f}")
    return None


def _part_of_part(index: int, text: Source, source: Source) -> Derivation | None:
    """`one of the nine` from `9 of 14; one case was Grade 3`: both counted in one sentence."""
    figure, role = text.figures[index], text.roles[index]
    if figure.kind is not Kind.PROPORTION or figure.part is None or not figure.whole:
        return None
    if not is_counted_out(figure):
        return None
    about = role.words - PEOPLE
    for inside in source.indexes_by_sentence.values():
        plain = [i for i in inside if source.figures[i].kind is Kind.COUNT]
        counted = {_counted(source.figures[i]): i for i in inside}
        part = next((i for i in plain if _counted(source.figures[i]) == figure.part), None)
        whole = counted.get(figure.whole)
        shared = len(about & source.roles[inside[0]].words)
        if part is None or whole is None or shared < (1 if _is_named_part(part, source) else 2):
            continue
        if _may_be_of(part, whole, source):
            texts = f"{source.figures[part].text} and {source.figures[whole].text}"
            return Derivation((part, whole), texts)
    return None


_OF_WHICH = lazy_regex(r"^ of (?:which|whom|them|these|those)\b")


def _is_named_part(part: int, source: Source) -> bool:
    """`12 trams, ten of which have come`: does the source itself call a count a part?"""
    return _OF_WHICH.match(source.roles[part].after) is not None


_EVENTS = frozenset({"event", "effect", "case", "episode", "reaction", "death", "dose", "visit"})
"""What befalls people, one person more than once; never a part of them."""


def _may_be_of(part: int, whole: int, source: Source) -> bool:
    """Is one count a part of another: not five events of nine children?"""
    behind = source.roles[part].after.split()[:3]
    events = any(singular(word.strip(".,;:)")) in _EVENTS for word in behind)
    return part != whole and not (events and source.figures[whole].unit in PERSONS)


def _counted(figure: Figure) -> Decimal | None:
    if figure.kind is Kind.PROPORTION:
        return figure.part
    return figure.values[0] if figure.kind is Kind.COUNT and _is_plain(figure) else None


def _share_of_whole(index: int, text: Source, source: Source) -> Derivation | None:
    """`of 25 patients, 15 (60%)`: a count that is its sentence's rate of its sentence's number.

    Both must be in the source, and the rate not tied there to a number of its own.
    """
    figure = text.figures[index]
    if figure.kind not in LOOSE or not _is_plain(figure):
        return None
    printed = _printed_too(index, text, source)
    for a in printed:
        for b in printed:
            rate, size = source.figures[a], source.figures[b]
            if rate.kind is not Kind.PERCENT or size.kind not in LOOSE or not size.values[0]:
                continue
            exact = figure.values[0] * 100 / size.values[0]
            if abs(exact - rate.values[0]) <= rate.step / 2 and not _has_own_base(source, a, size):
                return Derivation((a, b), f"{rate.text} of {size.text} = {figure.values[0]:f}")
    return None


def _has_own_base(source: Source, rate: int, size: Figure) -> bool:
    """Does the source's sentence with the rate count people, and other people than these?"""
    sentence = source.sentence_numbers[rate]
    inside = [source.figures[i] for i in source.indexes_by_sentence[sentence]]
    counted = [f for f in inside if f.unit in PERSONS or f.kind is Kind.PROPORTION]
    return bool(counted) and all(size.values[0] not in (*f.values, f.whole) for f in counted)
