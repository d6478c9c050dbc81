"""Sources in, the place of any evidence out: which source, which line."""

from collections.abc import Sequence

from pipeline.show.offsets import Lines
from pipeline.show.snippets import harmless
from schemas.checked import NamedText
from schemas.text import Evidence


class Sources:
    """The sources by id, their lines found once."""

    def __init__(self, sources: Sequence[NamedText]) -> None:
        self._by_id = {source.id: source for source in sources}
        self._lines = {source.id: Lines(source.text) for source in sources}

    def get(self, source_id: str) -> NamedText | None:
        """The source of that id; `None` where a report names one that is not at hand."""
        return self._by_id.get(source_id)

    def place(self, evidence: Evidence) -> str:
        """Where the words stand: `line 14`, with the source's name where there are several."""
        if evidence.source_id not in self._by_id:
            return ""
        line = f"line {self._lines[evidence.source_id].line(evidence.span.start)}"
        if len(self._by_id) == 1:
            return line
        return f"{harmless(self._by_id[evidence.source_id].name)} {line}"
