"""May a source's figure be what a text has rounded: are the two said of one thing?

`Shares fell 11%` of a source whose shares rose 11% is no fair rounding of whatever else happens to
be 11.3%: where the value itself is printed, a rounding must be of the thing told.
"""

from collections.abc import Sequence

from pipeline.figures.place_words import headings
from pipeline.figures.relation import Strength
from pipeline.figures.sentences import words_by_sentence
from pipeline.figures.support import Support
from schemas.figure import Kind
from schemas.source import Role, Source


def is_by_chance(index: int, text: Source, support: Support, supports: Sequence[Support]) -> bool:
    """Is a place a rounding only of a value that another place prints, and of another thing?

    Where nothing prints the value itself, the words may be a retelling's own; a date holds what is
    in it.
    """
    if support.relation.strength is not Strength.ROUNDED or text.figures[index].kind is Kind.DATE:
        return False
    if not any(s.relation.strength is Strength.EXACT for s in supports):
        return False
    return not _is_of_one_thing(text.roles[index], support.source, support.at)


def _is_of_one_thing(role: Role, source: Source, index: int) -> bool:
    """Have the two a measure in common, or a word of their sentences or of a table's headings?"""
    its = source.roles[index]
    if role.measure and role.measure == its.measure:
        return True
    words = role.words | role.near
    if not words:
        return True
    by_sentence = words_by_sentence(source)
    near = [its.sentence, *_sentence_before(source, its.sentence)]
    return any(not words.isdisjoint(by_sentence.get(n, frozenset())) for n in near) or (
        not words.isdisjoint(headings(source, index))
    )


def _sentence_before(source: Source, number: int) -> list[int]:
    """The sentence before one, where it stands in the same paragraph."""
    if not number:
        return []
    gap = source.text[source.sentences[number - 1].end : source.sentences[number].start]
    return [number - 1] if "\n" not in gap else []
