"""Is a value that the source prints told of something else than there: the rules in their order.

In: a checked figure and the places that print its value. Out: the first finding of any rule.
"""

from collections.abc import Sequence

from pipeline.figures.arms_apart import find_arms_exchanged
from pipeline.figures.bare_pairs import find_pair_exchanged
from pipeline.figures.bases import find_other_base
from pipeline.figures.better_places import find_better_place
from pipeline.figures.composites import find_part_of_composite
from pipeline.figures.cuts_apart import find_other_cut
from pipeline.figures.fellows import find_fellow_apart
from pipeline.figures.follow_ups import find_no_follow_up
from pipeline.figures.grades_apart import find_grade_apart
from pipeline.figures.measures_apart import find_measure_apart
from pipeline.figures.odd_ones import find_odd_one
from pipeline.figures.parts_as_wholes import find_part_as_whole
from pipeline.figures.ranges_told import find_range_told
from pipeline.figures.relation import Strength
from pipeline.figures.sisters import find_sister
from pipeline.figures.slips import find_outside_interval
from pipeline.figures.support import Support
from pipeline.figures.years_apart import find_other_year, is_of_its_year
from schemas.source import Source
from schemas.verdict import FigureCheck


def find_told_of_another(
    index: int, text: Source, supports: Sequence[Support]
) -> FigureCheck | None:
    """The finding where the text tells the value in a sister's words, of other people or looks."""
    return (
        find_other_year(index, text, supports)
        or find_no_follow_up(index, text, supports)
        or find_sister(index, text, supports)
        or find_arms_exchanged(index, text, supports)
        or find_pair_exchanged(index, text, supports)
        or find_other_base(index, text, supports)
        or find_other_cut(index, text, supports)
        or find_grade_apart(index, text, supports)
        or find_part_as_whole(index, text, supports)
        or find_measure_apart(index, text, supports)
        or find_odd_one(index, text, supports)
        or find_fellow_apart(index, text, supports)
        or find_range_told(index, text, supports)
        or find_outside_interval(index, text, supports)
        or find_part_of_composite(index, text, _places(supports))
        or _find_better_place(index, text, supports)
    )


def _find_better_place(index: int, text: Source, supports: Sequence[Support]) -> FigureCheck | None:
    """Words lead to another value only where no year says whose value it is."""
    if is_of_its_year(index, text, supports):
        return None
    return find_better_place(index, text, supports)


def _places(supports: Sequence[Support]) -> list[tuple[Source, int]]:
    """The places that print the value itself, or a ratio that it is the complement of.

    Of several outcomes counted together one is read as the measure, so that this may clash.
    """
    return [
        (s.source, s.at)
        for s in supports
        if (s.relation.strength > Strength.DERIVED or s.relation.formula.startswith("1 - "))
        and all(c.name == "measure" for c in s.conflicts)
    ]
