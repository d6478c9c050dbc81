"""A text to a Source: its figures, what they say, and which mentions are one fact."""

from datetime import date

from pipeline.figures.facts import Gatherer
from pipeline.figures.glyphs import Shades, shade
from pipeline.figures.roles import read_roles
from pipeline.figures.scan import find_in_shades
from pipeline.figures.sentences import split_sentences
from pipeline.figures.today import choose_today
from pipeline.figures.wrapped import unwrap
from schemas.article import Table
from schemas.lazy import ReadAtOnce, ReadEach
from schemas.source import Source


def read_source(
    text: str,
    source_id: str = "source",
    today: date | None = None,
    tables: tuple[Table, ...] = (),
) -> Source:
    """Read an article once, so that it can be checked against often; spans are into `text`.

    Breaks that only wrap its lines are read as spaces, which changes no offset. `today` is the day
    it was written on, where its own first lines do not tell; `tables` are those that the page it
    comes from marks as such.
    """
    text = unwrap(text)
    shades = shade(text)
    figures, identifiers = find_in_shades(text, shades)
    sentences = split_sentences(text)
    roles = read_roles(
        text,
        shades.low,
        sentences,
        figures,
        identifiers,
        today or choose_today(shades.low, figures),
    )
    gatherer = Gatherer(text, figures, roles)
    source = Source(
        id=source_id,
        text=text,
        sentences=sentences,
        figures=figures,
        roles=ReadEach(len(figures), gatherer.read_role),
        identifiers=identifiers,
        tables=tables,
        facts=ReadAtOnce(gatherer.read_facts),
    )
    source.kept[Shades] = shades
    return source


def read_figures(text: str) -> Source:
    """Read a text that is to be checked; the same reading as a source's."""
    return read_source(text, "text")
