"""A text to a Source: its figures, what they say, and which mentions are one fact."""

from pipeline.figures.facts import fill_roles, gather_facts
from pipeline.figures.glyphs import shade
from pipeline.figures.roles import read_roles
from pipeline.figures.scan import find_figures
from pipeline.figures.sentences import split_sentences
from schemas.source import Source


def read_source(text: str, source_id: str = "source") -> Source:
    """Read an article once, so that it can be checked against often; spans are into `text`."""
    figures, identifiers = find_figures(text)
    sentences = split_sentences(text)
    low = shade(text).low
    roles = read_roles(text, low, sentences, figures, identifiers) if figures else ()
    facts = gather_facts(text, figures, roles)
    return Source(
        id=source_id,
        text=text,
        sentences=sentences,
        figures=figures,
        roles=fill_roles(roles, facts),
        identifiers=identifiers,
        facts=facts,
    )


def read_figures(text: str) -> Source:
    """Read a text that is to be checked; the same reading as a source's."""
    return read_source(text, "text")
