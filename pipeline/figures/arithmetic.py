"""A source against itself: what its own figures say of each other.

In: a source as the engine reads it. Out: notes for the editor, never corrections; where nothing is
amiss, none. Every rule is one function in `RULES`.
"""

from collections.abc import Callable, Iterator

from pipeline.figures.arithmetic_changes import check_above, check_changes, check_points
from pipeline.figures.arithmetic_conflicts import (
    check_dates,
    check_hedges,
    check_lines,
    check_values,
)
from pipeline.figures.arithmetic_dates import check_event_dates, check_holds
from pipeline.figures.arithmetic_effects import check_chances, check_effects, check_margins
from pipeline.figures.arithmetic_groups import check_groups
from pipeline.figures.arithmetic_headline import check_headline_bound, check_headline_deaths
from pipeline.figures.arithmetic_implied import check_implied, check_led_groups
from pipeline.figures.arithmetic_lists import check_lists
from pipeline.figures.arithmetic_money import check_deals, check_proceeds, check_runways
from pipeline.figures.arithmetic_moves import check_moves
from pipeline.figures.arithmetic_named import check_labelled_groups, check_of_the_number
from pipeline.figures.arithmetic_opposed import check_most, check_opposed
from pipeline.figures.arithmetic_pairs import check_intervals, check_proportions
from pipeline.figures.arithmetic_partitions import check_partitions
from pipeline.figures.arithmetic_parts import (
    check_evaluable,
    check_order,
    check_responses,
    check_sums,
)
from pipeline.figures.arithmetic_patients import check_whole_patients
from pipeline.figures.arithmetic_points import check_amounts, check_points_elsewhere
from pipeline.figures.arithmetic_precision import (
    check_limits,
    check_medians_in_range,
    check_p_values,
    check_ratios,
    check_significance,
)
from pipeline.figures.arithmetic_prices import (
    check_currencies,
    check_cuts,
    check_multiples,
    check_premiums,
    check_scales,
)
from pipeline.figures.arithmetic_products import (
    check_allocation,
    check_courses,
    check_gross_margins,
    check_offers,
    check_sales_of_shares,
    check_times,
)
from pipeline.figures.arithmetic_rates import (
    check_linked,
    check_named_groups,
    check_row_groups,
    check_small_story,
)
from pipeline.figures.arithmetic_reading import Sheet, read_sheet
from pipeline.figures.arithmetic_repeats import check_repeats, check_transposed
from pipeline.figures.arithmetic_runs import (
    check_broken_runs,
    check_growth_runs,
    check_medians,
    check_runs,
)
from pipeline.figures.arithmetic_said import check_brackets, check_corrections, check_voices
from pipeline.figures.arithmetic_shares import check_counts, check_owners, check_room
from pipeline.figures.arithmetic_single import (
    check_absences,
    check_digits,
    check_similar,
    check_singles,
)
from pipeline.figures.arithmetic_tables import (
    check_column_sizes,
    check_row_changes,
    check_row_directions,
    check_row_values,
    check_totals,
)
from pipeline.figures.arithmetic_totals import check_announced
from pipeline.figures.arithmetic_twice import check_twice
from pipeline.figures.arithmetic_units import check_units
from schemas.source import Source
from schemas.verdict import SourceNote

RULES: tuple[Callable[[Sheet], Iterator[SourceNote]], ...] = (
    check_proportions,
    check_whole_patients,
    check_points,
    check_intervals,
    check_above,
    check_changes,
    check_responses,
    check_order,
    check_evaluable,
    check_sums,
    check_lines,
    check_dates,
    check_values,
    check_hedges,
    check_runs,
    check_medians,
    check_counts,
    check_owners,
    check_room,
    check_voices,
    check_brackets,
    check_corrections,
    check_p_values,
    check_significance,
    check_limits,
    check_partitions,
    check_ratios,
    check_medians_in_range,
    check_units,
    check_groups,
    check_linked,
    check_named_groups,
    check_row_groups,
    check_small_story,
    check_currencies,
    check_premiums,
    check_multiples,
    check_cuts,
    check_scales,
    check_holds,
    check_event_dates,
    check_points_elsewhere,
    check_amounts,
    check_repeats,
    check_transposed,
    check_singles,
    check_absences,
    check_similar,
    check_digits,
    check_headline_bound,
    check_headline_deaths,
    check_row_changes,
    check_row_values,
    check_row_directions,
    check_column_sizes,
    check_totals,
    check_lists,
    check_deals,
    check_proceeds,
    check_runways,
    check_broken_runs,
    check_growth_runs,
    check_twice,
    check_implied,
    check_led_groups,
    check_most,
    check_opposed,
    check_announced,
    check_moves,
    check_labelled_groups,
    check_of_the_number,
    check_chances,
    check_effects,
    check_margins,
    check_allocation,
    check_courses,
    check_gross_margins,
    check_offers,
    check_sales_of_shares,
    check_times,
)
"""All rules of a source's self-consistency; docs/rules.md tells each by its id (`EB_SOURCE_…`).

Whole patients after the GRIM test, Brown & Heathers 2017; intervals after Clopper & Pearson 1934;
the other rules ask that an article's sums, parts, changes and dates agree. Read 2026-11-21.
"""


class _Kept(tuple[SourceNote, ...]):
    """The notes on a source, under a type of their own."""


def check_source(source: Source) -> tuple[SourceNote, ...]:
    """Where a source does not fit with itself, in the order of the first words concerned."""
    kept = source.kept.get(_Kept)
    if not isinstance(kept, _Kept):
        kept = source.kept[_Kept] = _Kept(_check(source))
    return tuple(kept)


def _check(source: Source) -> tuple[SourceNote, ...]:
    """Every rule asked once; two rules that say the same of the same words make one note."""
    if not source.figures:
        return ()
    sheet = read_sheet(source)
    found = [note for rule in RULES for note in rule(sheet)]
    notes = {(note.rule, frozenset(note.evidence)): note for note in reversed(found)}.values()
    return tuple(
        sorted(notes, key=lambda n: (min(e.span.start for e in n.evidence), n.rule, n.reason))
    )
