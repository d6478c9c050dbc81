"""A text to a Source: its figures, what they say, and which mentions are one fact."""

from pipeline.figures.facts import Gatherer
from pipeline.figures.glyphs import shade
from pipeline.figures.roles import read_roles
from pipeline.figures.scan import find_figures
from pipeline.figures.sentences import split_sentences
from schemas.lazy import ReadAtOnce, ReadEach
from schemas.source import Source


def read_source(text: str, source_id: str = "source") -> Source:
    """Read an article once, so that it can be checked against often; spans are into `text`."""
    figures, identifiers = find_figures(text)
    sentences = split_sentences(text)
    gatherer = Gatherer(
        text, figures, read_roles(text, shade(text).low, sentences, figures, identifiers)
    )
    return Source(
        id=source_id,
        text=text,
        sentences=sentences,
        figures=figures,
        roles=ReadEach(len(figures), gatherer.read_role),
        identifiers=identifiers,
        facts=ReadAtOnce(gatherer.read_facts),
    )


def read_figures(text: str) -> Source:
    """Read a text that is to be checked; the same reading as a source's."""
    return read_source(text, "text")
