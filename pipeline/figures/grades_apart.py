"""Is a rate told of a grade whose own rate the source gives beside it?

`Grade 3 or higher in 4.1%. Grade 4 rises occurred in 0.7%`: whoever tells 4.1% of grade 4 has taken
the wrong one. In: a checked figure and the places that print its value; out: a finding, where each
place is of another grade and a sentence next to it gives the text's grade a rate of its own.
"""

from collections.abc import Iterator, Sequence

from pipeline.figures.headed import find_cell
from pipeline.figures.own_words import is_alike
from pipeline.figures.support import Support, give_to
from schemas.figure import Kind
from schemas.source import Source
from schemas.verdict import FigureCheck


def find_grade_apart(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """The finding where the grade told with figure `index` is another rate's."""
    figure, grade = text.figures[index], text.roles[index].grade
    if not grade or not supports or figure.kind not in (Kind.PERCENT, Kind.PROPORTION):
        return None
    if any(s.role.grade in ("", grade) or find_cell(s.source, s.at) for s in supports):
        return None
    told = {f.values for f in text.figures}
    for support in supports:
        for rival in _of_grade(support, grade):
            other = support.source.figures[rival]
            if other.values not in told:
                name = f"grade {grade.replace('>=', '≥ ')}"
                reason = f"The source gives {name} {other.text}, not {support.figure.text}."
                return give_to(figure, support, rival, reason)
    return None


def _of_grade(support: Support, grade: str) -> Iterator[int]:
    """The rates of the grade in the same sentence, the one behind and the one before."""
    source, number = support.source, support.role.sentence
    for beside in (number, number + 1, number - 1):
        for i in source.indexes_by_sentence.get(beside, ()):
            if source.roles[i].grade == grade and is_alike(source.figures[i], support.figure):
                yield i
