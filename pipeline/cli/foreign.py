"""Languages of a text and its sources in; what is left of the check, and what to say, out."""

from collections.abc import Iterable

from pipeline.show.languages import UNDERSTOOD, language_name
from schemas.verdict import FigureReport


def keep_figures_only(
    report: FigureReport, languages: Iterable[str]
) -> tuple[FigureReport, tuple[str, ...]]:
    """The report without claims where a language is not understood, with a sentence that says so.

    With English alone, or too little text to tell, the report stays as it is and nothing is said.
    """
    foreign = sorted({language_name(code) for code in languages if code not in UNDERSTOOD})
    if not foreign:
        return report, ()
    remark = (
        f"The language looks like {' and '.join(foreign)}: only figures were compared, "
        "not the words around them."
    )
    return report.model_copy(update={"claims": ()}), (remark,)
