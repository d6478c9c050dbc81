"""A brief beside the page it was made from: all that a show of briefs needs."""

from typing import NamedTuple

from schemas.article import Metadata
from schemas.brief import Brief
from schemas.checked import CheckedText, NamedText

NO_SENTENCE = "Nothing of this article could be briefed; the notes say what was read."
"""What stands where the text of a brief would be."""


class Briefed(NamedTuple):
    """One story's brief and the text its evidence points into."""

    brief: Brief
    source: NamedText
    """The whole page; `shown` is the story."""
    number: int = 1
    """Of the story on its page, from 1."""
    of: int = 1
    said: Metadata = Metadata()
    """What the page says of itself."""

    @property
    def checked(self) -> CheckedText:
        """The brief as a checked text: headline, a newline, summary."""
        text = NamedText(id="text", name=self.brief.headline, text=self.brief.text)
        return CheckedText(text=text, sources=(self.source,), report=self.brief.report)
