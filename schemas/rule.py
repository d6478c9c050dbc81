"""What can be said of a figure, of words or of a source, by rule: the one table of rule ids."""

from enum import StrEnum

from schemas.base import Value
from schemas.verdict import Severity


class Family(StrEnum):
    """What a rule is about."""

    FIGURE = "figure"
    """One figure of the checked text."""
    CLAIM = "claim"
    """Words of the checked text that say more than the source, or otherwise."""
    SOURCE = "source"
    """The source beside itself: always a note for the editor, never a failure."""


class Rule(Value):
    """One rule: its id as reports print it, and what it says."""

    id: str
    family: Family
    severity: Severity
    """The heaviest it comes with by itself; where less is lost the same rule is milder."""
    sentence: str
    """For an editor."""


def _table(family: Family, *rows: tuple[str, Severity, str]) -> dict[str, Rule]:
    return {
        id: Rule(id=id, family=family, severity=severity, sentence=sentence)
        for id, severity, sentence in rows
    }


_ERROR, _WARN, _NOTE, _NONE = Severity.ERROR, Severity.WARN, Severity.NOTE, Severity.NONE

RULES = {
    **_table(
        Family.FIGURE,
        ("EB_EXACT", _NONE, "The source prints the same figure of the same thing."),
        ("EB_ROUNDED", _NONE, "The figure is a fair rounding of the source's."),
        ("EB_DERIVED", _NONE, "The figure follows from the source's by a listed calculation."),
        ("EB_ALTERED", _ERROR, "The source has another value, unit or scale at this place."),
        ("EB_UNIT", _ERROR, "The source prints the value in another unit, e.g. points, not %."),
        ("EB_MISATTRIBUTED", _ERROR, "The value is in the source, but said of something else."),
        ("EB_DENOMINATOR", _ERROR, "The source counts this among another number of people."),
        ("EB_UNVERIFIED", _ERROR, "The source calls the figure unverified; the text does not."),
        ("EB_BOUND_DROPPED", _ERROR, "A bound such as “more than” or “up to” was dropped."),
        ("EB_BOUND", _ERROR, "A bound stands here that the source does not give, or turned round."),
        ("EB_EXPECTATION_DROPPED", _WARN, "The source expects this; the text states it as a fact."),
        ("EB_HEDGE_DROPPED", _WARN, "The source says “about”; the text does not."),
        ("EB_ABSENT", _ERROR, "Nothing in the source supports the figure; it may still be true."),
        ("EB_UNCLEAR", _WARN, "The figure can be read in two ways; a person should look."),
    ),
    **_table(
        Family.CLAIM,
        ("EB_SAFETY", _ERROR, "The words claim more safety than the source reports."),
        ("EB_EFFICACY", _ERROR, "The words claim more effect than the source reports."),
        ("EB_APPROVAL", _ERROR, "The words claim an approval that the source does not report."),
        ("EB_SIGNIFICANCE", _ERROR, "The words claim significance the source does not report."),
        ("EB_CAUSE", _ERROR, "The words name a cause that the source does not name."),
        ("EB_CHRONOLOGY", _ERROR, "The words order what the source does not put in that order."),
        ("EB_STATUS", _ERROR, "The words take a step further, or as surer, than the source."),
        ("EB_RESTRICTOR", _ERROR, "A limit of the source, e.g. “treatment-related”, was lost."),
        ("EB_ATTRIBUTION", _ERROR, "In the source another says it, does it or is it."),
        ("EB_DESIGN", _ERROR, "The source has no study of this design."),
        ("EB_DIRECTION", _ERROR, "The words turn a comparison of the source round."),
        ("EB_REVERSED", _ERROR, "The words say the opposite of the source."),
        ("EB_NAME", _ERROR, "The name is not in the source."),
        ("EB_QUOTE", _ERROR, "The words in quotation marks are not the source's."),
        ("EB_SENTIMENT", _ERROR, "The source gives this ticker no such score."),
        ("EB_ADVICE", _ERROR, "The text gives investment or medical advice in its own voice."),
    ),
    **_table(
        Family.SOURCE,
        ("EB_SOURCE_GRIM", _NOTE, "No whole number of the patients named gives this percentage."),
        ("EB_SOURCE_PROPORTION", _NOTE, "A count and the percentage beside it do not agree."),
        ("EB_SOURCE_INTERVAL", _NOTE, "An estimate lies outside its interval, or that is turned."),
        ("EB_SOURCE_ABOVE", _NOTE, "A change printed does not follow from its two values."),
        ("EB_SOURCE_SUM", _NOTE, "Parts said to make a whole do not add up to it."),
        ("EB_SOURCE_ORDER", _NOTE, "A part is larger than its whole."),
        ("EB_SOURCE_POINTS", _NOTE, "A difference of percentages is printed as a percentage."),
        ("EB_SOURCE_CONFLICT", _NOTE, "The source says one thing in two ways."),
        ("EB_SOURCE_HEDGE", _NOTE, "The source hedges a figure in one place and not in another."),
    ),
}
"""Every rule by its id, in the order in which the documentation lists them."""
