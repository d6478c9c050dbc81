"""What the shows print: a text that was checked, beside the sources it was checked against."""

from schemas.article import Media, Origin
from schemas.base import Value
from schemas.text import Evidence, Span
from schemas.verdict import FigureReport


class NamedText(Value):
    """A text with the name a reader knows it by."""

    id: str
    """The `source_id` of evidence that points here."""
    name: str
    """As given on the command line: a path, or `-`."""
    text: str
    media: Media = Media.TEXT
    language: str = "en"
    origins: tuple[Origin, ...] = ()
    """Where each stretch of it stands in what it was read from, as `Page.origins`."""
    aside: tuple[Span, ...] = ()
    """Stretches that no figure was looked up in: boilerplate, other stories of the page."""
    shown: Span | None = None
    """The stretch worth showing, e.g. one story of a page; `None` for all of it."""


class CheckedText(Value):
    """A text, its sources and the report on it: all that a show needs."""

    text: NamedText
    sources: tuple[NamedText, ...]
    report: FigureReport
    remarks: tuple[str, ...] = ()
    """What the reader must know of the check itself: no figures, another language, stories."""
    touched: tuple[Evidence, ...] = ()
    """Every place of the sources where a fact stands on which a figure of the text rests."""
    explained: bool = False
    """Was it asked which figures were considered? Then each check of the report says so."""
