"""What a model wrote in place of figures: mended where code can, refused where it cannot.

In: a sentence with references, and the source. Out: the sentence as the draft takes it, what was
mended, and what is wrong with it, each a sentence for the model. A reference is the only way to a
number: any other digit is refused unless it belongs to a name that the source prints.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.figures.hedges import hedge_before
from pipeline.figures.reading import read_figures
from pipeline.model import complaints
from pipeline.model.clean import Cleaned
from pipeline.render import REFERENCE, render_text
from pipeline.worked import Work, counted_mention, main_mention, work_out
from schemas.figure import Figure, IdentifierKind, Kind
from schemas.source import Fact, Source

UNKNOWN = "REF_UNKNOWN"
LITERAL = "REF_LITERAL"
MISUSED = "REF_MISUSED"
MISSING = "REF_MISSING"
WORK = "REF_WORK"


class Problem(NamedTuple):
    """One thing that code cannot mend: its rule, and what to tell the model."""

    rule: str
    text: str


class Mended(NamedTuple):
    """A sentence in the draft's own grammar; `text` is to be used only where nothing is wrong."""

    text: str
    repairs: tuple[str, ...]
    problems: tuple[Problem, ...]


class _Piece(NamedTuple):
    """Words of the model's, or one reference; `figure` is what a reference prints, if one does."""

    text: str
    is_reference: bool = False
    figure: Figure | None = None


_BRACED = re.compile(r"\{[^{}\n]{0,400}\}|[{}]")
_MISSING = re.compile(r"\{missing: ?[\"“”'](?P<words>.{1,160}?)[\"“”']\}", re.DOTALL)
_FACT = re.compile(r"\{f(?P<number>\d{1,6})(?::(?P<form>bare|count))?\}")
_WORKED = re.compile(
    r"\{(?P<work>diff|sum|ratio|share)[ :,]+f(?P<one>\d{1,6})[ ,]+f(?P<two>\d{1,6})\}"
)


def mend(template: str, source: Source, cleaned: Cleaned) -> Mended:
    """The sentence with its references made sound; problems say what the model must change.

    Args:
        template: What the model wrote, e.g. `About {f3} of patients responded.`
        source: The article; facts are named by its ids.
        cleaned: The text as the model was shown it, for words it points at.
    """
    problems: list[Problem] = []
    pieces = [*_read(template, source, cleaned, problems)]
    repairs: list[str] = []
    pieces = _without_doubles(pieces, repairs)
    pieces = _without_hedges(pieces, repairs)
    pieces = _with_articles(pieces, source, repairs)
    problems += _literals(pieces, source)
    return Mended("".join(piece.text for piece in pieces), tuple(repairs), tuple(problems))


def _read(
    template: str, source: Source, cleaned: Cleaned, problems: list[Problem]
) -> Iterator[_Piece]:
    """The pieces of a sentence; a reference that points nowhere becomes a problem."""
    facts = {fact.id: fact for fact in source.facts}
    end = 0
    for found in _BRACED.finditer(template):
        if found.start() > end:
            yield _Piece(template[end : found.start()])
        end = found.end()
        piece = _reference(found[0], source, cleaned, facts)
        if isinstance(piece, Problem):
            problems.append(piece)
        else:
            yield piece
    if end < len(template):
        yield _Piece(template[end:])


def _reference(
    text: str, source: Source, cleaned: Cleaned, facts: dict[str, Fact]
) -> _Piece | Problem:
    """One pair of braces as a reference, or what is wrong with it."""
    if found := _FACT.fullmatch(text):
        fact = facts.get(f"f{found['number']}")
        if fact is None:
            return Problem(UNKNOWN, complaints.NOT_LISTED.format(text=text))
        if found["form"] == "count" and counted_mention(fact, source) is None:
            return Problem(MISUSED, complaints.NO_COUNT.format(text=text, fact=fact.id))
        return _Piece(text, is_reference=True, figure=main_mention(fact, source))
    if found := _WORKED.fullmatch(text):
        return _worked(found, source, facts)
    if found := _MISSING.fullmatch(text):
        return _pointed(found["words"], source, cleaned)
    return Problem(UNKNOWN, complaints.NO_REFERENCE.format(text=text))


def _worked(found: re.Match[str], source: Source, facts: dict[str, Fact]) -> _Piece | Problem:
    """A calculation the model asks for, or why it cannot be had."""
    one, two = (facts.get(f"f{found[name]}") for name in ("one", "two"))
    if one is None or two is None:
        return Problem(UNKNOWN, complaints.NOT_LISTED.format(text=found[0]))
    try:
        work_out(Work(found["work"]), one, two, source)
    except ValueError as error:
        return Problem(WORK, complaints.NOT_WORKED_OUT.format(text=found[0], reason=error))
    return _Piece(f"{{{found['work']} {one.id} {two.id}}}", is_reference=True)


_POINTED = re.compile(r"[~≈≥≤±$€£¥]?[\w.,·/%°½¼¾×-]{1,20}(?: [\w.,/%°-]{1,20}){0,3}")
"""What of the article may be printed as it stands: a number, its unit, no address, no markup."""


def _pointed(words: str, source: Source, cleaned: Cleaned) -> _Piece | Problem:
    """A figure the finder lost, by the article's own words; found exactly or refused."""
    place = cleaned.find(words)
    if place is None:
        return Problem(MISSING, complaints.NOT_PRINTED.format(words=words))
    if not _POINTED.fullmatch(" ".join(words.split())) or not re.search(r"\d", words):
        return Problem(MISSING, complaints.NO_FIGURE.format(words=words))
    inside = [f for f in source.figures if place.overlaps(f.span)]
    known = next((i for i, f in enumerate(source.figures) if f.span.covers(place)), None)
    if known is not None and _says(words, source.figures[known]):
        fact = next((fact for fact in source.facts if known in fact.mentions), None)
        if fact is not None:
            return _known(fact, source.figures[known], source)
    if inside:
        ids = [f.id for f in source.facts if any(source.figures[m] in inside for m in f.mentions)]
        return Problem(MISSING, complaints.LISTED.format(words=words, facts=", ".join(ids)))
    return _Piece(f"{{s{place.start}-{place.end}}}", is_reference=True)


def _known(fact: Fact, pointed: Figure, source: Source) -> _Piece:
    """The reference for a figure pointed at: its count where it is the count of its fact."""
    main = main_mention(fact, source)
    if pointed is not main and pointed.whole is not None:
        return _Piece(f"{{{fact.id}:count}}", is_reference=True, figure=pointed)
    return _Piece(f"{{{fact.id}}}", is_reference=True, figure=main)


def _without_doubles(pieces: Sequence[_Piece], repairs: list[str]) -> list[_Piece]:
    """Drop what the model wrote beside a reference that the reference prints itself.

    `{f3}%`, `{f3} months` behind `17 months`, `58.3% ({f3})`, `{f3} (58.3%)`.
    """
    texts = [piece.text for piece in pieces]
    for at, piece in enumerate(pieces):
        if piece.figure is None:
            continue
        form = piece.text.partition(":")[2]
        if at + 1 < len(pieces) and not form.startswith("bare"):
            texts[at + 1] = _cut_behind(texts[at + 1], piece.figure, repairs)
        if at and not pieces[at - 1].is_reference:
            closes = at + 1 < len(pieces) and texts[at + 1].startswith(")")
            before, opened = _cut_before(texts[at - 1], piece.figure, repairs)
            texts[at - 1] = before
            if opened and closes:
                texts[at + 1] = texts[at + 1][1:]
    return [
        piece if piece.is_reference else piece._replace(text=text)
        for piece, text in zip(pieces, texts, strict=True)
    ]


def _cut_behind(text: str, figure: Figure, repairs: list[str]) -> str:
    """The words behind a reference without its own unit and without its value in brackets."""
    again = re.match(r" ?\((?P<said>[^()]{1,30})\)", text)
    if again and _says(again["said"], figure):
        repairs.append(f"dropped {again[0].strip()}")
        return text[again.end() :]
    last = re.search(r"(?:[a-z]+|%)\Z", figure.text.lower())
    unit = re.match(rf"[ -]?{re.escape(last[0])}(?![a-z])", text.lower()) if last else None
    if unit is None or not last:
        return text
    repairs.append(f"dropped {unit[0].strip()}")
    return text[unit.end() :]


def _cut_before(text: str, figure: Figure, repairs: list[str]) -> tuple[str, bool]:
    """The words before a reference without its own value; and was a bracket opened between?"""
    said = re.search(r"(?P<said>[^\s()]*\d[^\s()]*(?: [a-z%]+)?) ?(?P<open>\()?\Z", text)
    if said is None or not _says(said["said"], figure):
        return text, False
    repairs.append(f"dropped {said['said']}")
    return text[: said.start()], bool(said["open"])


def _says(words: str, figure: Figure) -> bool:
    """Do a few words print just the value of a figure?"""
    found = read_figures(words.strip()).figures
    return len(found) == 1 and found[0].values == figure.values and found[0].part == figure.part


def _without_hedges(pieces: list[_Piece], repairs: list[str]) -> list[_Piece]:
    """Drop the model's own `about`, `nearly`, `more than` before a reference: hedges are ours."""
    kept = list(pieces)
    for at, piece in enumerate(pieces):
        if not at or not piece.is_reference or pieces[at - 1].is_reference:
            continue
        text = kept[at - 1].text
        hedge = hedge_before(f"{text}1".lower(), f"{text}1", len(text))
        if hedge.start >= 0:
            repairs.append(f"dropped {hedge.text}")
            rest = text[: hedge.start] + text[hedge.end :].lstrip()
            kept[at - 1] = kept[at - 1]._replace(text=rest)
    return kept


_ARTICLE = re.compile(r"\b(?P<article>an?) \Z", re.IGNORECASE)
_VOWEL = re.compile(r"(?:8|11(?!\d)|18(?!\d)|11,\d{3}|18,\d{3}|[aeiou](?!ne\b|ni))", re.IGNORECASE)


def _with_articles(pieces: list[_Piece], source: Source, repairs: list[str]) -> list[_Piece]:
    """`a {f3} rate` becomes `an 83% rate` where the printed figure asks for it."""
    kept = list(pieces)
    facts = {fact.id: fact for fact in source.facts}
    for at, piece in enumerate(pieces):
        if not at or not piece.is_reference:
            continue
        found = _ARTICLE.search(kept[at - 1].text)
        if found is None:
            continue
        printed = render_text(f" {piece.text}", source, facts).strip()
        right = "an" if _VOWEL.match(printed.lstrip("$€£~<>≥≤")) else "a"
        if found["article"].lower() != right:
            repairs.append(f"{found['article']} to {right}")
            wording = right if found["article"][0].islower() else right.capitalize()
            start = found.start("article")
            kept[at - 1] = kept[at - 1]._replace(text=f"{kept[at - 1].text[:start]}{wording} ")
    return kept


def _literals(pieces: Sequence[_Piece], source: Source) -> Iterator[Problem]:
    """A problem for each digit that is neither a reference's nor part of a printed name."""
    words = "".join("\u0001" * 3 if piece.is_reference else piece.text for piece in pieces)
    read = read_figures(words)
    known = {identifier.key for identifier in source.identifiers}
    named = [i.span for i in read.identifiers if i.key in known and i.kind in _NAMES]
    ranks = {(f.kind, f.values, f.bound) for f in source.figures if f.kind in _RANKS}
    named += [f.span for f in read.figures if (f.kind, f.values, f.bound) in ranks]
    for found in re.finditer(r"[^\s\u0001]*\d[^\s\u0001]*", words):
        if not any(span.start < found.end() and found.start() < span.end for span in named):
            said = found[0].strip("().,;:")
            yield Problem(LITERAL, complaints.IN_DIGITS.format(words=said))


_NAMES = frozenset(IdentifierKind) - {IdentifierKind.LIST_MARK, IdentifierKind.FOOTNOTE}


_RANKS = frozenset({Kind.GRADE, Kind.LINE})
"""`Grade 3 or higher`, `third-line`: names of a class, which may stand as the article has them."""


def is_reference(text: str) -> bool:
    """Is a text one reference of the draft's grammar, and nothing else?"""
    return REFERENCE.fullmatch(text) is not None and text not in ("{{", "}}")
