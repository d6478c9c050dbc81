"""A text or a source in, its printable pieces out, each knowing the findings it belongs to."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.show.findings import Finding, by_weight, sign_after
from pipeline.show.offsets import Lines
from pipeline.show.pieces import cut_pieces
from pipeline.show.snippets import harmless
from schemas.checked import NamedText
from schemas.text import Evidence, Span


class Piece(NamedTuple):
    """A stretch of characters as the page prints it."""

    text: str
    findings: str = ""
    """Keys of the findings it belongs to, the weightiest first: `1-3 1-7`; empty for none."""
    target: str = ""
    """The id a click leads to."""
    ids: tuple[str, ...] = ()
    """The ids that others lead to."""
    status: str = ""
    sign: str = ""
    fix: str = ""
    """The key of the finding whose fix replaces it; empty where nothing is to replace it."""
    is_claim: bool = False
    is_aside: bool = False


class Line(NamedTuple):
    """A line of the source; numbered where it proves something."""

    number: int
    pieces: tuple[Piece, ...]


def key(story: int, finding: Finding) -> str:
    """What ties a button, a figure and its words together: `1-3` is finding 3 of story 1."""
    return f"{story}-{finding.number}"


def text_pieces(text: str, within: Span, found: Sequence[Finding], story: int) -> tuple[Piece, ...]:
    """The checked text with a sign after every figure and claim, and what a fix would replace."""
    pieces = []
    mended = [f for f in found if f.fix_span is not None]
    spans = [*(f.span for f in found), *(f.fix_span for f in mended if f.fix_span is not None)]
    for piece in cut_pieces(within, spans):
        words = harmless(piece.span.cut(text))
        on = by_weight(found[mark] for mark in piece.marks if mark < len(found))
        fixes = [mended[mark - len(found)] for mark in piece.marks if mark >= len(found)]
        fix = key(story, fixes[0]) if fixes else ""
        if not on:
            pieces.append(Piece(words, fix=fix))
            continue
        pieces.append(
            Piece(
                text=words,
                findings=" ".join(key(story, f) for f in on),
                target=_proof_id(story, on[0]) if proofs(on[0]) else f"finding-{key(story, on[0])}",
                status=on[0].status.value,
                sign=sign_after(on, piece.span.end),
                fix=fix,
                is_claim=all(f.is_claim for f in on),
            )
        )
    return tuple(pieces)


def proofs(finding: Finding) -> tuple[Evidence, ...]:
    """The source's words to show for a finding: what decided it, else what comes nearest."""
    return finding.evidence or ((finding.nearest,) if finding.nearest else ())


def source_lines(source: NamedText, found: Sequence[Finding], story: int) -> tuple[Line, ...]:
    """The source line by line, the words that decided a finding marked, boilerplate set aside."""
    held = tuple(
        (finding, evidence.span)
        for finding in found
        for evidence in proofs(finding)
        if evidence.source_id == source.id
    )
    within = source.shown or Span(start=0, end=len(source.text))
    lines = Lines(source.text)
    cuts = [*(span for _, span in held), *source.aside, *lines.spans(within)]
    firsts = {finding.number: span for finding, span in reversed(held)}
    printer = _Printer(source.text, held, story, firsts, len(held) + len(source.aside))
    printed = [
        (lines.line(span.start), printer.piece(span, marks))
        for span, marks in cut_pieces(within, cuts)
    ]
    return tuple(
        _line(number, [piece for _, piece in group])
        for number, group in groupby(printed, key=lambda item: item[0])
    )


class _Printer(NamedTuple):
    """What every piece of one source needs to know."""

    text: str
    held: tuple[tuple[Finding, Span], ...]
    """Findings with the place of their words."""
    story: int
    firsts: dict[int, Span]
    """Where the first proof of each finding, by its number, stands."""
    asides_end: int
    """Marks below the number of `held` are proofs, those up to here boilerplate, then lines."""

    def piece(self, span: Span, marks: Sequence[int]) -> Piece:
        """One stretch: a proof, boilerplate or plain text."""
        words = harmless(span.cut(self.text)).rstrip("\n")
        on = [self.held[mark] for mark in marks if mark < len(self.held)]
        is_aside = any(len(self.held) <= mark < self.asides_end for mark in marks)
        if not on:
            return Piece(words, is_aside=is_aside)
        findings = by_weight(dict.fromkeys(finding for finding, _ in on))
        starts = [finding for finding, place in on if self._is_first(finding, place, span)]
        return Piece(
            text=words,
            findings=" ".join(key(self.story, finding) for finding in findings),
            target=f"finding-{key(self.story, findings[0])}",
            ids=tuple(_proof_id(self.story, finding) for finding in starts),
        )

    def _is_first(self, finding: Finding, place: Span, span: Span) -> bool:
        """Is this where the finding's first proof in this source begins?"""
        return place == self.firsts[finding.number] and place.start == span.start


def _line(number: int, pieces: Sequence[Piece]) -> Line:
    """The line, its number shown only where it proves something."""
    proves = any(piece.findings for piece in pieces)
    return Line(number if proves else 0, tuple(piece for piece in pieces if piece.text))


def _proof_id(story: int, finding: Finding) -> str:
    return f"proof-{key(story, finding)}"
