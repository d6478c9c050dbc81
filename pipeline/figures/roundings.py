"""May a source's figure be what a text has rounded: are the two said of one thing?

An exact value may stand in any words; one that was rounded is found only by what it is said of, or
`shares fell 11%` is a fair rounding of whatever happens to be 11.3%.
"""

from pipeline.figures.place_words import headings
from pipeline.figures.relation import Strength
from pipeline.figures.sentences import words_by_sentence
from pipeline.figures.support import Support
from schemas.figure import Kind
from schemas.source import Role, Source


def is_by_chance(index: int, text: Source, support: Support) -> bool:
    """Is a place a rounding only of the value, and of another thing? A date holds what is in it."""
    if support.relation.strength is not Strength.ROUNDED or text.figures[index].kind is Kind.DATE:
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
