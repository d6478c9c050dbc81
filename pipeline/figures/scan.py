"""A text to its figures and identifiers, in reading order.

One pass stops at every digit and at every word that may count, and reads what stands there: a name
that holds digits, or the first grammar that fits. What was read is not read again, so spans never
overlap; what nothing fits costs only itself.
"""

import re

from pipeline.figures import decoys
from pipeline.figures.dates import SLASHED
from pipeline.figures.decoys_named import find_inner_mark, find_named
from pipeline.figures.found import Text, make_figure, make_identifier
from pipeline.figures.glyphs import Shades, shade
from pipeline.figures.grammar import read_figure
from pipeline.figures.shared_units import as_percent, heads_percent, share_unit
from pipeline.figures.units import CURRENCY_SIGNS, GLUED_UNITS, one_of
from pipeline.figures.wording import read_word_figure, trigger_pattern
from pipeline.figures.wrapped import unwrap
from schemas.figure import Figure, Identifier, IdentifierKind

_TRIGGER = re.compile(rf"[0-9]|(?<![a-z0-9'])(?:{trigger_pattern()}|phase)(?![a-z])")
_BEFORE_TOKEN = re.compile(r"[^\s(\[,;\"]+\Z")
_LETTERS = re.compile(r"[a-z]+")
_ADDRESS_REST = re.compile(r"[^\s\")\]>,]{0,400}")
_TOKEN_REST = re.compile(r"[\w/+.-]*\w|\w*")
_GLUED_LEFT = re.compile(r"(?:[a-z][a-z0-9]*-?|[a-z][\w.]*-)\Z")
_GLUED_RIGHT = re.compile(r"\d+[a-z]+[\w-]*|\d+-\d*[a-z]+[\w]*")
_SUFFIXES = re.compile(
    rf"[\d.,]+-?(?:{one_of(GLUED_UNITS)}|h\d\d|q\d\d|"
    r"p\.m|a\.m)(?![a-z0-9])",
)
_HYPHEN_WORD = re.compile(r"\d[\d,.]*-(?P<word>[a-z]{2,})")


def find_figures(text: str) -> tuple[tuple[Figure, ...], tuple[Identifier, ...]]:
    """Find every figure and every identifier with digits in `text`.

    Returns:
        Figures and identifiers, each in reading order; no two spans overlap. A break that only
        wraps a line counts as a space.
    """
    return find_in_shades(text, shade(unwrap(text)))


def find_in_shades(text: str, shades: Shades) -> tuple[tuple[Figure, ...], tuple[Identifier, ...]]:
    """The same for a text whose two shadows are made already."""
    read = Text(text, *_without_data(shades))
    low = read.low
    figures: list[Figure] = []
    identifiers: list[Identifier] = []
    has_cells, done = heads_percent(low), 0
    for trigger in _TRIGGER.finditer(low):
        at = trigger.start()
        if at < done:
            continue
        word = trigger[0]
        if word.isdigit():
            name = _identifier(read, at, done)
            if name is not None:
                identifiers.append(name)
                done = name.span.end
                continue
            hit = read_figure(read, _opened(low, at))
        elif word == "phase":
            name = _phase(read, at)
            if name is not None:
                identifiers.append(name)
                done = name.span.end
            continue
        else:
            hit = read_word_figure(read, at, word)
        if hit is not None and figures:
            hit = share_unit(low, figures, hit)
            hit = as_percent(low, hit) if has_cells else hit
        if hit is not None and hit.start >= done:
            figures.append(make_figure(read, hit.start, hit.end, hit.reading))
            done = hit.end
        elif hit is not None and hit.end > done:
            figures.append(make_figure(read, max(done, at), hit.end, hit.reading))
            done = hit.end
    return tuple(figures), tuple(identifiers)


LONGEST_WORD = 200
"""Characters without a space; what is longer is data, and no reader checks a number in it."""
_DATA = re.compile(rf"[!-~]{{{LONGEST_WORD},}}")


def _without_data(shades: Shades) -> Shades:
    """The shadows with every unbroken run of ASCII characters that is too long blanked by letters.

    This is what keeps `1,1,1,…` and its like from costing more than ordinary text.
    """
    if not _holds_data(shades.low):
        return shades
    return Shades(*(_DATA.sub(lambda m: "x" * len(m[0]), shadow) for shadow in shades))


def _holds_data(low: str) -> bool:
    """May there be so long a run: is there a stretch as long without a plain space?"""
    at = 0
    while len(low) - at >= LONGEST_WORD:
        space = low.rfind(" ", at, at + LONGEST_WORD)
        if space < 0:
            return True
        at = space + 1
    return False


def _opened(low: str, at: int) -> int:
    """Where the number really begins: `.05` at its point, `5` of `ends.5` at the digit."""
    if low[at - 1 : at] == "." and at and (at == 1 or low[at - 2] in " (<>=≤≥~,;:+-$€£\n"):
        return at - 1
    return at


def _phase(text: Text, at: int) -> Identifier | None:
    m = decoys.PHASE.match(text.low, at)
    if m is None:
        return None
    found = make_identifier(text, at, m.end(), IdentifierKind.PHASE)
    return found.model_copy(update={"key": decoys.phase_key(m[0])})


def _identifier(text: Text, at: int, done: int) -> Identifier | None:
    """The name with digits that the digit at `at` belongs to, or `None` where it is a number."""
    for read in _AFTER_SPACE if _is_lone(text.low, at) else _READERS:
        found = read(text, at)
        if found is not None:
            span, kind = found
            if span[0] >= done:
                return make_identifier(text, span[0], span[1], kind)
    return None


Named = tuple[tuple[int, int], IdentifierKind] | None


def _address(text: Text, at: int) -> Named:
    low = text.low
    before = None if low[at - 1 : at] in " \n(" else _BEFORE_TOKEN.search(low, max(0, at - 80), at)
    start = at - len(before[0]) if before else at
    rest = _ADDRESS_REST.match(low, at)
    end = rest.end() if rest else at
    token = text.low[start:end].rstrip(".;:")
    if len(token) > 6 and decoys.ADDRESS.search(token):
        return (start, start + len(token)), IdentifierKind.ADDRESS
    m = decoys.PHONE.match(text.low, at)
    if m and text.low[at - 1 : at] != "$" and sum(c.isdigit() for c in m[0]) >= 9:
        return (at, m.end()), IdentifierKind.ADDRESS
    return None


def _labelled(text: Text, at: int) -> Named:
    """`Cohort 4`, `Table 2`, `S&P 500`, `ASCO 2026`: a word before the digits makes them a name."""
    left = max(0, at - 24)
    head = text.low[left:at]
    if head[-1:] not in " -&(.":
        return None
    if not decoys.LABEL_WORDS.isdisjoint(_LETTERS.findall(head)):
        for pattern, reach in ((decoys.LABEL, at + 14), (decoys.INDEX, at + 6)):
            for m in pattern.finditer(text.low, left, reach):
                if m.start() < at < m.end():
                    return (m.start(), m.end()), IdentifierKind.LABEL
    if text.low.startswith(("19", "20"), at):
        for m in decoys.EVENT.finditer(text.plain, left, at + 4):
            if m.start() < at < m.end() and m["name"] not in decoys.MONTH_CAPS:
                return (m.start(), m.end()), IdentifierKind.EVENT
    return None


_MARKS = (
    (decoys.STATUTE, IdentifierKind.LABEL),
    (decoys.DESIGN, IdentifierKind.NAME),
    (decoys.IDIOM, IdentifierKind.NAME),
    (decoys.ORDINAL_NAME, IdentifierKind.NAME),
    (decoys.LOCANT, IdentifierKind.NAME),
    (decoys.CHROMOSOME, IdentifierKind.NAME),
    (decoys.PEAK, IdentifierKind.NAME),
    (decoys.NETWORK, IdentifierKind.NAME),
)


def _marked(text: Text, at: int) -> Named:
    """List marks, citations, versions, lost superscripts, `3+3`, `24/7`, `505(b)(2)`, `1p/19q`."""
    low = text.low
    if (m := decoys.LIST_MARK.match(low, at)) and _is_line_start(low, at):
        return (at, m.end()), IdentifierKind.LIST_MARK
    if (m := decoys.NOTE.match(text.plain, at)) and _is_note(text.plain, at):
        return (at, m.end()), IdentifierKind.FOOTNOTE
    if (m := decoys.TIME_MARK.match(low, at)) and _is_entry(text, at, m.end()):
        return (at, m.end()), IdentifierKind.LIST_MARK
    if low[at - 1 : at] == "[" and at and (m := decoys.CITATION.match(low, at - 1)):
        return (at - 1, m.end()), IdentifierKind.CITATION
    if (m := decoys.JOURNAL.match(low, at)) or (m := _cited(text, at)):
        return (at, m.end()), IdentifierKind.CITATION
    if (m := decoys.VERSION.match(low, at)) and not SLASHED.match(low, at):
        return (at, m.end()), IdentifierKind.NAME
    if decoys.MARK.match(low, at):
        for pattern, kind in _MARKS:
            if m := pattern.match(low, at):
                return (at, m.end()), kind
    return _lowered(text, at)


def _is_lowered(text: Text, at: int) -> bool:
    """Is the digit a power or an index that lost its place: `kg -1`, `mg/m 2`, `CO 2`, `K 1`?"""
    low, left = text.low, max(0, at - 7)
    if low[at - 1 : at] not in " -" or low[at] not in "123456" or low[at + 1 : at + 2].isalnum():
        return False
    if low[at - 1 : at] == "-":
        return low[at] in "123" and bool(decoys.EXPONENT_LEFT.search(low, left, at))
    if low[at] in "23" and decoys.POWER_LEFT.search(low, left, at):
        return True
    if low[at + 1 : at + 2] in ".,%" and low[at + 2 : at + 3].isdigit():
        return False
    if decoys.FORMULA_LEFT.search(text.plain, left, at):
        return True
    return bool(decoys.SYMBOL_LEFT.search(text.plain, left, at) and decoys.SYMBOL.match(low, at))


def _cited(text: Text, at: int) -> re.Match[str] | None:
    m = decoys.CITED.match(text.low, at)
    return m if m and decoys.CITED_LEFT.search(text.plain, max(0, at - 48), at) else None


def _is_line_start(low: str, at: int) -> bool:
    i = at - 1
    while i >= 0 and low[i] in " •-*(":
        i -= 1
    return i < 0 or low[i] in "\n\r\u2028\x0b\x0c"


_ENTRY = re.compile(r"[\s:|-]*[\"'(]?(?=[A-Z])")


def _is_entry(text: Text, at: int, end: int) -> bool:
    """Does a time begin its line, with a sentence behind it?"""
    return _is_line_start(text.low, at) and _ENTRY.match(text.plain, end) is not None


def _is_note(plain: str, at: int) -> bool:
    """Does a line begin with this digit and another with the one before it, as notes do?"""
    if not _is_line_start(plain, at):
        return False
    number = int(plain[at])
    beside = number - 1 if number > 1 else 2
    near = plain[max(0, at - _NOTES) : at + _NOTES]
    return re.search(rf"(?:^|\n){beside} (?=[A-Z“\"])", near) is not None


_NOTES = 2000
"""Characters on each side in which the notes beside one are looked for."""


def _lowered(text: Text, at: int) -> Named:
    return ((at, at + 1), IdentifierKind.FOOTNOTE) if _is_lowered(text, at) else None


def _glued(text: Text, at: int) -> Named:
    """`CD19`, `ALLO-316`, `dose1`, `4-1BB`, `10-K`: letters and digits with nothing between."""
    low = text.low
    left = None
    if low[at - 1 : at].isalnum() or low[at - 1 : at] == "-":
        left = _GLUED_LEFT.search(low[max(0, at - 30) : at])
    start = at
    if left:
        prefix = left[0].rstrip("-")
        word = left[0]
        if not _is_number_prefix(text, at, prefix, word):
            start = at - len(word)
            rest = _TOKEN_REST.match(low, at)
            end = rest.end() if rest else at + 1
            token = text.plain[start:end]
            tail = re.search(r"\d+$", token)
            return (start, end), decoys.name_kind(token, tail[0] if tail else "")
        return None
    m = _GLUED_RIGHT.match(low, at)
    if m is None or _SUFFIXES.match(low, at) or (at and low[at - 1] in ".,$€£"):
        return None
    if (hyphen := _HYPHEN_WORD.match(low, at)) and len(hyphen["word"]) >= 2:
        return None
    if re.match(
        r"\d+(?:million|billion|thousand|year|day|week|month|hour|x10|percent|[lx]\b|"
        r"e[+-]?\d{1,2}(?!\w))",
        low[at : at + 18],
    ):
        return None
    return (at, m.end()), IdentifierKind.NAME


def _is_number_prefix(text: Text, at: int, prefix: str, word: str) -> bool:
    """Does the word glued before the digit leave it a number, as `mid-2027` and `Q1` do?"""
    if word.endswith("-"):
        return prefix in decoys.NUMBER_PREFIXES
    before = text.low[max(0, at - 4) : at]
    if prefix in ("q", "h", "fy", "cy") and re.match(r"\d(?!n\d)", text.low[at : at + 3]):
        return True
    return prefix == "us" or prefix in CURRENCY_SIGNS or before.endswith("x")


def _numbered(text: Text, at: int) -> Named:
    if named := find_named(text.low, text.plain, at):
        return named, IdentifierKind.LABEL
    mark = find_inner_mark(text.low, at)
    return (mark, IdentifierKind.LIST_MARK) if mark else None


_READERS = (_address, _labelled, _numbered, _marked, _glued)
_AFTER_SPACE = (_labelled, _numbered, _lowered)
"""Those that may name a lone number."""
_LONE = re.compile(r"\d+(?:\.\d+)?(?:%(?=[\s,;)]|\.\s)| (?=[a-z]))")


def _is_lone(low: str, at: int) -> bool:
    """Does a number stand between a space and a word, or its percent sign, and nothing glued on?"""
    return low[at - 1 : at] == " " and _LONE.match(low, at) is not None
