"""What a prompt is given of a story, so that every caller shows a model the same.

In: a source, its record and a length. Out: the inputs that a prompt's header declares.
"""

from collections.abc import Iterable

from pipeline.model.facts import list_facts
from pipeline.model.notes import list_notes
from pipeline.model.prompts import Inputs
from pipeline.model.shown import show
from schemas.errors import PromptError
from schemas.record import Record
from schemas.source import Source


def choose_inputs(wanted: Iterable[str], record: Record, source: Source, length: int) -> Inputs:
    """The inputs of a prompt for a whole story, before anything was drafted.

    `draft` and `failures` are empty: they come of a first draft.
    """
    every: Inputs = {
        "headline": record.headline,
        "article": show(source).text,
        "facts": list_facts(source, record),
        "notes": list_notes(record, source),
        "length": length,
        "draft": "",
        "failures": "",
    }
    unknown = sorted(set(wanted) - set(every))
    if unknown:
        raise PromptError(f"inputs {unknown} are not known; say in choose_inputs what they are")
    return {name: every[name] for name in wanted}
