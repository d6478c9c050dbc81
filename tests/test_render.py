"""References become the source's own printed figures."""

import pytest

from pipeline.figures.reading import read_source
from pipeline.render import find_references, render
from schemas.draft import Draft, DraftSentence, Move, Topic

SOURCE = read_source(
    "Of the adults on Qorvex, 7/12 (58.3%) responded. Mild rash occurred in approximately 42%."
)


def _draft(*texts: str, topics: tuple[Topic, ...] = ()) -> Draft:
    kinds = topics or (Topic.BENEFIT,) * len(texts)
    sentences = [
        DraftSentence(text=text, move=Move.DATA, topic=topic)
        for text, topic in zip(texts, kinds, strict=True)
    ]
    return Draft(headline="Qorvex: data reported", sentences=tuple(sentences))


def _mention(words: str) -> int:
    return next(n for n, figure in enumerate(SOURCE.figures) if figure.text == words)


def _fact(words: str) -> str:
    mention = _mention(words)
    return next(fact.id for fact in SOURCE.facts if mention in fact.mentions)


def test_a_fact_is_printed_as_a_rate_and_as_counts() -> None:
    """`7/12 (58.3%)` is one fact with two faces."""
    fact = _fact("58.3%")

    text = render(_draft(f"{{{fact}:count}} adults ({{{fact}}}) responded."), SOURCE).summary

    assert text == "7 of 12 adults (58.3%) responded."


def test_a_fact_keeps_its_hedge_unless_asked_plain() -> None:
    """The hedge is part of the fact."""
    fact = _fact("42%")

    text = render(_draft(f"Rash: {{{fact}}}, plain {{{fact}:plain}}."), SOURCE).summary

    assert text == "Rash: approximately 42%, plain 42%."


def test_a_mention_is_printed_as_it_stands() -> None:
    """`{m…}` is the source's characters, no more."""
    text = render(_draft(f"Rate {{m{_mention('58.3%')}}}."), SOURCE).summary

    assert text == "Rate 58.3%."


def test_a_doubled_brace_is_a_brace() -> None:
    """An article's own braces come out as they were, never as a reference."""
    assert render(_draft("Set {{m1}} aside."), SOURCE).summary == "Set {m1} aside."
    assert find_references("Set {{m1}} aside.") == ()


@pytest.mark.parametrize("template", ["{f99}", "{m999}"])
def test_a_reference_to_nothing_never_reaches_print(template: str) -> None:
    """A draft that points nowhere is our fault, and is said to be."""
    with pytest.raises(ValueError, match="no such"):
        render(_draft(template), SOURCE)


def test_spans_cut_out_their_sentences() -> None:
    """Each printed sentence knows its place, across paragraphs."""
    draft = _draft("One was.", "Two was.", topics=(Topic.BENEFIT, Topic.MARKET))

    rendered = render(draft, SOURCE)

    assert rendered.summary == "One was.\n\nTwo was."
    assert [item.span.cut(rendered.summary) for item in rendered.sentences] == [
        "One was.",
        "Two was.",
    ]
