"""A sentence of the source as a template: its words stay, its figures become references.

In: a source and a span. Out: text with `{m5}` for each figure; `split_clauses` cuts such a text at
its joints. Working on templates keeps every cut honest: a clause that loses a figure is seen to.
"""

import re
from bisect import bisect_left

from schemas.figure import Figure, IdentifierKind, Kind
from schemas.source import Source
from schemas.text import Span

FIGURE = re.compile(r"\{m\d+\}")

_KEPT_AS_WORDS = frozenset({Kind.NONE, Kind.NOT_REACHED, Kind.LINE, Kind.ORDINAL})


def write_template(source: Source, span: Span) -> str:
    """The words of `span` with a reference for each figure, on one line.

    Statements of absence (`no CRS`) and lines of therapy stay words: they are part of the wording.
    Footnote digits are left out; they point to nothing here.
    """
    figures = source.figures
    parts: list[str] = []
    place = span.start
    for index in range(bisect_left(figures, span.start, key=_start), len(figures)):
        figure = figures[index]
        if figure.span.start >= span.end:
            break
        if figure.span.start < place or not span.covers(figure.span) or not _by_reference(figure):
            continue
        parts += [_literal(source.text[place : figure.span.start]), f"{{m{index}}}"]
        place = figure.span.end
    parts.append(_literal(source.text[place : span.end]))
    text = re.sub(r"\s+", " ", "".join(parts)).strip()
    return _drop_footnotes(text, source)


def _start(figure: Figure) -> int:
    return figure.span.start


def _drop_footnotes(text: str, source: Source) -> str:
    """`a single dose1` is `a single dose`."""
    for item in source.identifiers:
        if item.kind is IdentifierKind.FOOTNOTE and re.fullmatch(r"[a-z]+\d", item.text):
            text = re.sub(rf"\b{item.text}\b", item.text[:-1], text)
    return text


def _by_reference(figure: Figure) -> bool:
    return figure.kind not in _KEPT_AS_WORDS


def _literal(text: str) -> str:
    """Braces of the article's own are doubled, so that they stay the characters they are."""
    return text.replace("{", "{{").replace("}", "}}")


def find_figures_in(template: str) -> tuple[int, ...]:
    """Indexes of the figures a template refers to."""
    return tuple(int(match[0][2:-1]) for match in FIGURE.finditer(template))


def print_template(template: str, source: Source) -> str:
    """The template with its figures written out: for matching words, not for print."""
    text = FIGURE.sub(lambda match: source.figures[int(match[0][2:-1])].text, template)
    return text.replace("{{", "{").replace("}}", "}")


_JOINT = re.compile(
    r"(?P<semi>;\s+(?:and |but |while )?)"
    r"|(?P<and>,\s+(?:and|but|while|whereas|although|though)\s+)(?=(?:the|a|an|it|its|they|their|"
    r"there|this|no|[A-Z]|\{m)[^,;]*?\s"
    r"(?:is|are|was|were|has|have|had|will|would|may|can|could|remains?|plans?|expects?|showed|"
    r"said|did|does|do|occurred|reached)\b)"
)


_PAIRS = {")": "(", "]": "[", "”": "“"}


def is_closed(text: str) -> bool:
    """Is every bracket and quotation mark closed that the text opens, and the other way round?"""
    opened: list[str] = []
    for character in text:
        if character in _PAIRS.values():
            opened.append(character)
        elif character in _PAIRS and (not opened or opened.pop() != _PAIRS[character]):
            return False
    return not opened and text.count('"') % 2 == 0


def split_outside(joint: re.Pattern[str], text: str) -> list[str]:
    """The text parted at these joints, save those within a bracket or a quotation."""
    parts, place = [], 0
    for match in joint.finditer(text):
        if is_closed(text[place : match.start()]):
            parts.append(text[place : match.start()])
            place = match.end()
    return [*parts, text[place:]]


def split_clauses(template: str) -> tuple[str, ...]:
    """The template cut where a new subject with its own verb begins; commas in lists stay whole.

    Example: `Rates rose, and the trial is enrolling.` gives `Rates rose` and `the trial is …`.
    """
    parts: list[str] = []
    place = 0
    for joint in _JOINT.finditer(template):
        if "but" in joint[0] and _LIMITS.search(template, joint.end()):
            continue
        parts.append(template[place : joint.start()])
        place = joint.end()
    parts.append(template[place:])
    return tuple(part.strip() for part in parts if part.strip())


_LIMITS = re.compile(r"\b(?:not|no|never|cannot|neither)\b")
"""A `but` clause with one of these limits the clause before it; the two stay together."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|may|might|can|could|should|does|do"
    r"|did|"
    r"cut|cuts|put|beat|drove|brought|kept|lost|left|slid|sank|spent|bought|sought|rises|falls|"
    r"gains|"
    r"raises|gives|works|makes|takes|means|needs|lacks|compares|lasts|ends|starts|"
    r"rose|fell|grew|saw|said|says|plans|expects|shows?|shown|gave|led|met|made|took|held|won"
    r"|lost|"
    r"began|remains?|continues?|contributes?|faces?|closed|wrote|sees|hit|ran|went|came|became"
    r"|got|"
    r"comes?|found|holds?|adds?|covers?|pays?|owes?|equals?|reports?|develops?|receives?|tests?|"
    r"enrols?|enrolls?|targets?|produces?|carries|owns|died?|dies|stood|stands?|cost|costs|broke|"
    r"breaks|spoke|speaks|attributes?|attends?|estimates?|stays?|puts|leaves?|keeps?|shed|sheds|"
    r"awaits?|includes?|recommends?|goes|go|takes?|moves?|lists?|loses?|lives?|live|grows?|calls?|"
    r"counts?|runs?|rests?|warns?|wants?|hopes?|aims?|lies|lay|binds?|bound|sold|sells?|spends?|"
    r"draws?|drew|chose|forbids?|forbade|stuck|struck|shrank|shrinks?|hopes|seeks?|pays|paid|"
    r"bars?|calls|differs?|depends?|expires?|lapses?|begins?|drops?|climbs?|edges?|slips?|trades?|"
    r"values|follows?|describes?|compares|leads?|names?|adds|told|tells|thinks?|believes?|quit|"
    r"reads?|applies|apply|appl(?:y|ies)|relies|rely|varies|fell|sits?|sat|owed|met|"
    r"caught|taught|thought|felt|dealt|slept|swept|spread|shut|split|hurt|burst|beset|fled|fed|bred|"
    r"read|rode|rang|sang|shook|woke|wore|tore|swore|flew|threw|knew|blew|withdrew|undertook|"
    r"withheld|understood|overtook|foresaw|lent|bent|lit|hid|slowed|get|gets|makes|make|like|fit|"
    r"fits|need|needs|want|wait|waits|suffer|suffers|feel|feels|help|helps|work|look|looks|seem|"
    r"seems|appear|appears|provide|provides|offer|offers|allow|allows|require|requires|use|uses|"
    r"represents?|becomes?|bears?|matures?|meets?|lifts?|amounts?|averages?|strikes?|totals?|gives?|"
    r"models|laid|accounts?|resumes?|befell|affects?|ranges?|equals?|comprises?|exceeds?|implies|"
    r"costs?|earns?|employs?|serves?|treats?|backs|rules|votes?|tops|hits|beats|lags|trails|eases|"
    r"doubles|triples|halves|bought|"
    r"rely|concern|concerns|carry|join|joins|enter|enters|buy|buys|license|licenses|"
    r"returns?|sent|sends?|joins|\w{3,}ed)\b"
)


def is_sentence(text: str) -> bool:
    """Does the text hold a verb that could carry it? Headings and labels do not."""
    return len(text.split()) >= 3 and bool(_VERB.search(text))


def find_verbs(text: str) -> list[re.Match[str]]:
    """Every word that could be a verb."""
    return list(_VERB.finditer(text))


_LEANS = re.compile(
    r"^(?:This|That|These|Those|It|Its|They|Their|Both|Neither|Such|He|She|His|Her|We|Our|You"
    r"|Your|"
    r"Here|There(?! (?:was|were|is|are))|What|Which|How|Why|When will|If you|The (?:difference"
    r"|former|"
    r"latter|two|three|same|result(?! (?:of|on|in|from|is|was|will)\b)|logic|"
    r"distinction|outcome|danger|read|more|other|key|contrarian|figure|subset)|Looking|Either|"
    r"One of)\b"
)
_HANGS = re.compile(
    r"\bthe (?:matching|corresponding|equivalent|respective|comparable) \w+"
    r"|^(?:\S+ ){0,3}of (?:them|these|those)\b"
    r"(?! (?:on|in|with|who|given|treated|aged|assigned|whose|that)\b)"
    r"|\b(?:called|confirm|calls) (?:the|this|that) (?:change|number|figure|result|claim)\b"
)
_ADDRESSED = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|[Ww]e|[Oo]ur|us|me|my|let's|here's)\b|\?$"
    r"|(?<!Class )(?<!Phase )(?<!Type )(?<!Stage )(?<!Grade )(?<!class )(?<!type )(?<!stage )\bI\b"
    r"(?![./-])"
)


def leans(text: str) -> bool:
    """Does the sentence need the one before it to be understood?"""
    return bool(_LEANS.match(text) or _HANGS.search(text))


def is_addressed(text: str) -> bool:
    """Does the sentence speak to the reader, or as the writer?"""
    return bool(_ADDRESSED.search(text))


def finish(template: str) -> str:
    """Spaces, commas, articles, the capital and the full stop put right after a cut."""
    text = re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\s+", " ", template)).strip(" ,;:-–—")
    text = re.sub(r",\s*,+", ",", text)
    text = re.sub(r"\b([Aa])n ((?!hour|honest|heir)[bcdfghjklmnpqrstvwxyz][a-z])", r"\1 \2", text)
    text = re.sub(r"\b([Aa]) (?!uni|use|usu|eur|one|once|ubi)([aeiou][a-z]{2})", r"\1n \2", text)
    text = re.sub(r"[\s,;:]+([.!?]?)$", r"\1", text)
    if not text:
        return ""
    text = text if text[-1] in ".!?" else text + "."
    return text if text[0] == "{" or _is_name(text) else text[0].upper() + text[1:]


def _is_name(text: str) -> bool:
    """`mRNA-1`, `p53`: names that start small and hold a capital or digit soon after stay so."""
    word = text.split()[0]
    return word[0].islower() and bool(re.search(r"[A-Z\d]", word[1:]))
