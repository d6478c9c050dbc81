"""A sentence of the source in the forms in which a brief could use it.

In: a passage, the record and the source. Out: templates without spin, short enough to print, each
either standing alone or known to lean on the sentence before it.
"""

import re

from pipeline.balance.instructions import gives_orders
from pipeline.balance.words import find_listed, is_attributed
from pipeline.embedded.clauses import (
    FIGURE,
    find_figures_in,
    is_addressed,
    is_sentence,
    leans,
    print_template,
    split_clauses,
    write_template,
)
from pipeline.embedded.labelled import say_labelled
from pipeline.embedded.lexicons import INVESTMENT_ADVICE
from pipeline.embedded.recast import recast
from pipeline.embedded.spin import cut_spin, is_coloured
from pipeline.embedded.standing import is_fragment, points_back
from schemas.base import Value
from schemas.draft import Move
from schemas.figure import Kind
from schemas.record import Passage, Record
from schemas.source import Source

LONGEST = 35
"""Words in a sentence; longer ones are cut at their joints (rubric B16)."""


LONGEST_AT_ALL = 45
"""Words; so long may a sentence with figures be that has no joint to cut it at."""


class Variant(Value):
    """One usable form of a sentence."""

    text: str
    leans: bool
    """Does it need the sentence before it to be understood?"""
    move: Move = Move.CLAUSE
    """`data` where a pattern wrote it, `clause` where it is the source's own."""


_CONCESSION = re.compile(
    r"^(?:Although|Though|While|Even though)\s+(?P<first>[^,]+),\s+(?P<second>.+)$"
)
_LISTING = re.compile(
    r"^(?P<lead>[^:{}]{3,80}\b(?:showed|shown|demonstrated|included?|reported)):\s+(?P<rest>.+)$"
)
_COLON = re.compile(r"^(?P<lead>[^:{}]{3,80}):\s+(?P<rest>[a-z{].+)$")
_VERDICT = re.compile(
    r"^[^:]*\b(?:headline|picture|reassuring|takeaway|message|bottom line)\b"
    r"[^:]*:\s+(?P<rest>[a-z{].+)$"
)
_AWAITED = re.compile(
    r"^(?P<first>.+?), with (?P<what>(?:[\w-]+ |\{m\d+\} ){1,6}?)expected (?P<rest>(?:to|in|by"
    r"|from) .+)$"
)


_MARKUP = re.compile(r"<(?P<tag>\w+)\b[^<>]*>[^<>]*</(?P=tag)>\s*|</?\w+(?: [^<>]*)?/?>\s*")


_STARRED = re.compile(r"^\*\*[^*{}]{2,40}[.:]\*\*\s*|^\*\*[^*{}]{2,40}\*\*[.:]\s*")


def _bare(template: str) -> str:
    """Without markup that was printed as text: a tag is no part of a sentence.

    Nor is a label in stars before it, or a bracket that opens or closes a note around it.
    """
    text = _STARRED.sub("", _MARKUP.sub("", template)).replace("**", "")
    if text.startswith("[") and text.count("[") >= text.count("]"):
        text = text[1:]
    return text[:-1] if text.endswith("]") and text.count("]") > text.count("[") else text


def find_variants(passage: Passage, record: Record, source: Source) -> tuple[Variant, ...]:
    """The passage as data sentences where a pattern reads all of it, else as its clauses."""
    whole = _write(passage, record, source)
    plain = cut_spin(whole).text
    cut = keep_hedges(_name_company(plain, passage, record), source)
    said = recast(cut, source.text)
    if said and all(_fits(part, source) and _is_usable(part, source) for part in said):
        return tuple(
            Variant(text=part, leans=_leans(part, source), move=Move.DATA) for part in said
        )
    clauses = _cut_clauses((whole, plain), passage, record, source)
    if not clauses and (line := say_labelled(whole, source.text)):
        clauses = _keep_line(line, source)
    return tuple(item for clause in clauses for item in _recast_clause(clause, source))


def _leans(template: str, source: Source) -> bool:
    """Does it need the sentence before it to be understood?"""
    text = print_template(template, source)
    return leans(template) or leans(text) or points_back(text)


def _keep_line(line: str, source: Source) -> tuple[Variant, ...]:
    """A labelled line's sentence, where it may be printed."""
    if not _fits(line, source, LONGEST_AT_ALL) or not _is_usable(line, source):
        return ()
    return (Variant(text=line, leans=False),)


def _recast_clause(clause: Variant, source: Source) -> tuple[Variant, ...]:
    """The clause as data sentences where a pattern reads it, else as it is."""
    said = () if clause.leans else recast(clause.text, source.text)
    if not said or not all(_fits(part, source) and _is_usable(part, source) for part in said):
        return (clause,)
    return tuple(Variant(text=part, leans=_leans(part, source), move=Move.DATA) for part in said)


def find_clauses(passage: Passage, record: Record, source: Source) -> tuple[Variant, ...]:
    """The passage as one clause where it is short enough, else its clauses one by one."""
    whole = _write(passage, record, source)
    return _cut_clauses((whole, cut_spin(whole).text), passage, record, source)


def _write(passage: Passage, record: Record, source: Source) -> str:
    """The passage as a template, without what was misprinted."""
    return drop_misprints(_bare(write_template(source, passage.evidence.span)), record, source)


def _cut_clauses(
    written: tuple[str, str], passage: Passage, record: Record, source: Source
) -> tuple[Variant, ...]:
    """The clauses of a passage, written as `(as it stands, with its spin cut)`."""
    whole, cut = written
    folded = _LISTING.match(cut) or _VERDICT.match(cut)
    if _fits(cut, source) and not folded and _is_usable(cut, source):
        parts: tuple[str, ...] = (cut,)
    elif not folded and _is_usable(shorten(cut), source) and _fits(shorten(cut), source):
        parts = (shorten(cut),)
    else:
        pieces = [piece for part in _unfold(whole) for piece in split_clauses(part)]
        parts = tuple(cut_spin(piece).text for piece in pieces)
    if not any(_fits(part, source) and _is_usable(part, source) for part in parts):
        parts = (cut,) if find_figures_in(cut) else ()
    parts = tuple(part if _fits(part, source) else compress(part) for part in parts)
    named = [keep_hedges(_name_company(part, passage, record), source) for part in parts]
    return tuple(
        Variant(text=part, leans=_leans(part, source))
        for part in named
        if _fits(part, source, LONGEST_AT_ALL) and _is_usable(part, source)
    )


_SIDE = re.compile(r",\s+(?!(?:excluding|including|pending|assuming)\b)[a-z]+ing\b[^,;.{]*(?=\.$)")


def shorten(template: str) -> str:
    """A long sentence without the participle clause it trails, if that holds no figure."""
    return _SIDE.sub("", template)


_OWNED = re.compile(r", [A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2}['’]s? [a-z][\w -]{3,40}(?=, )")
_DESIGNED = re.compile(
    r"\b(in|of|from) the (?:(?:[a-z][a-z-]*(?:, | ))*(?:[Pp]hase \d[ab]?(?:/\d[ab]?)? )?)"
    r"([A-Z][A-Z\d][\w-]+) (?:trial|study)(?=[ ,.])"
)
_SAYS = re.compile(r"(?<= said) on (?:[A-Z]\w+day|\{m\d+\})(?=\.)")


def compress(template: str) -> str:
    """A sentence too long for a brief without what another sentence can say.

    What the maker calls its drug, how the trial was built (its name stays), the day it was said.
    """
    text = _DESIGNED.sub(r"\1 \2", _OWNED.sub("", template))
    return re.sub(r"(?<=\w),(?= (?:lost|had|were|was|showed) )", "", _SAYS.sub("", text), count=1)


def _unfold(template: str) -> tuple[str, ...]:
    """A sentence of two statements as two.

    `Although A, B` offers A and B; `A lead: b` offers b; `X showed: a, b` each item that holds a
    figure; `X, with readouts expected to b` offers X and `Readouts are expected to b`.
    """
    listing = _LISTING.match(template)
    if listing:
        items = re.split(r",\s+(?=[A-Z{])", listing["rest"])
        return tuple(f"{listing['lead']} {item}" for item in items if FIGURE.search(item))
    concession = _CONCESSION.match(template)
    if concession:
        return concession["first"], concession["second"]
    awaited = _AWAITED.match(template)
    if awaited:
        be = "are" if awaited["what"].rstrip().endswith("s") else "is"
        return awaited["first"], f"{awaited['what']}{be} expected {awaited['rest']}"
    colon = _COLON.match(template) or _VERDICT.match(template)
    return (colon["rest"],) if colon else (template,)


OF_THE_PAGE = re.compile(
    r"\b(?:calling|call|phone|tel|fax|e-?mail|visit|hotline|helpline)\b[^.]*\d{3}|@|\bwww\.|"
    r"\.(?:com|org|example|gov)\b|\b(?:ISSN|ISBN|doi|subscri\w+|newsletters?)\b|"
    r"\b(?:authors?|writers?) (?:is|are|was|were|has|have|declares?|holds?)\b|"
    r"\b(?:was|were) (?:extracted|compiled|last updated|taken) (?:at|on)\b|\b[Uu]pdated \{m|"
    r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b[Pp]rices (?:as )?(?:of|at)\b"
)
"""How to reach somebody, who wrote it, when it was put together: the page's, not the story's."""
_CHARACTERISED = re.compile(r"\b(?:called|calls|hailed|touted|described|dubbed)\b[^.]*[\"“]")
"""A result as its owner would have it called: not news, and not a figure to pass on."""


def _fits(template: str, source: Source, most: int = LONGEST) -> bool:
    """Short enough in print; a reference may print several words."""
    return len(print_template(template, source).split()) <= most


def _is_usable(template: str, source: Source) -> bool:
    text = print_template(template, source)
    quotes = text.count('"') % 2 == 0 and text.count("“") == text.count("”")
    if not quotes or text.count("(") != text.count(")"):
        return False
    if not is_sentence(text) or is_addressed(text) or INVESTMENT_ADVICE.search(text):
        return False
    if _CHARACTERISED.search(text) or OF_THE_PAGE.search(text) or is_coloured(text):
        return False
    if find_listed(text, "advice") and not is_attributed(text):
        return False
    return not is_fragment(text) and not gives_orders(text)  # the slowest last


def _name_company(template: str, passage: Passage, record: Record) -> str:
    """`The company`, or an `It` that stands for it, by the name the story gives it."""
    if not record.companies:
        return template
    name = record.companies[0]
    text = re.sub(r"^The [Cc]ompany(?=['’]| (?![A-Z]))", lambda _: name, template)
    text = re.sub(r"^(On \{m\d+\},?) the company (?=[a-z])", lambda m: f"{m[1]} {name} ", text)
    if not re.match(r"Its? ", text) or not _follows_company(passage, record):
        return text
    return re.sub(r"^It(s?) ", lambda m: f"{name}’s " if m[1] else f"{name} ", text)


def _follows_company(passage: Passage, record: Record) -> bool:
    """Is the sentence before, in the same paragraph, one whose subject is the company?

    Example: `The company is silent. It will cut jobs. Its shares fell.` says so of both.
    """
    start = passage.evidence.span.start
    places = [item.evidence.span for item in record.passages]
    at = places.index(passage.evidence.span)
    names = [name.split()[0] for name in record.companies[:1]]
    for before in reversed(record.passages[:at]):
        if start - before.evidence.span.end > 2:
            return False
        text = before.evidence.text
        if re.match(r"The company\b", text) or text.startswith(tuple(names)):
            return not re.match(r"\S+(?: \S+){0,2}?['’]s? ", text)
        if not re.match(r"Its? ", text):
            return False
        start = before.evidence.span.start
    return False


def drop_misprints(template: str, record: Record, source: Source) -> str:
    """Without a trailing phrase whose figure the article prints in the wrong unit.

    A difference of percentages printed as a percent stays in the notes as a conflict.
    """
    for conflict in record.conflicts:
        if conflict.kind != "unit" or not conflict.evidence:
            continue
        for index in find_figures_in(template):
            if source.figures[index].span == conflict.evidence[0].span:
                template = re.sub(
                    rf", (?:which [^,;{{}}]*? )?an? [^,;{{}}]*\{{m{index}\}}[^,;.]*(?=[,;.]|$)",
                    "",
                    template,
                )
    return template


_HEDGED = frozenset({Kind.PERCENT, Kind.MONEY, Kind.DURATION, Kind.MULTIPLE, Kind.POINTS})


def keep_hedges(template: str, source: Source) -> str:
    """`about` before a figure that the article prints plain here and hedged elsewhere."""
    hedges = {
        mention: fact.hedge
        for fact in source.facts
        if fact.hedge_strength == 1 and fact.hedge
        for mention in fact.mentions
        if not source.figures[mention].hedge and source.figures[mention].kind in _HEDGED
    }

    def add(match: re.Match[str]) -> str:
        hedge = hedges.get(int(match[0][2:-1]), "")
        the = template[: match.start()].endswith(("the ", "a ", "an "))
        word = "approximately" if the else "about"
        return f"{word} {match[0]}" if hedge else match[0]

    return FIGURE.sub(add, template)
