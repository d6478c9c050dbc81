"""When and where a page's words say that it was written: its stamps, its dateline, a mail's header.

In: a text. Out: what is printed, with where; a time as ISO 8601 and as exact as it is printed. A
day that two countries read otherwise, `03/04/2026`, stays as it is printed.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from pipeline.figures.scan import find_figures
from schemas.article import Stated
from schemas.figure import Figure, Kind
from schemas.text import Span

MOST_LINES = 40
"""Lines from the top in which a page's own byline and time stand."""
HOURS = 24
MINUTES = 60
_LONGEST = 120
_WHERE = "text"
_DATELINE = "dateline"

_UPDATED = re.compile(
    r"^\W*(?:last )?(?:updated?|modified|revised|corrected)\b[:\s]", re.IGNORECASE
)
_NAMED = re.compile(r"\s*(?:By|BY)(?: [A-ZÀ-Þ][\w.’'-]*| and| &|,)+")
_PUBLISHED = re.compile(
    r"^\W*(?:first )?(?:published|posted|released?|issued|date|filed)\b(?: on| at)?[:\s]",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:\||•|·|;)\s*|\s+\(?(?=[Uu]pdated\b)")
_ISO = re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z\b|[+-]\d\d:?\d\d\b)?")
_SECONDS = re.compile(r":(\d\d)(?![\d:])")
_DOTTED = re.compile(r",? (?:at )?(\d{1,2})\.(\d\d)(?= ?(?:[A-Z]{1,4}T|UTC|GMT)\b)")
"""`09.10 GMT`, as the British print it: without a zone it may be a price."""
_UNSURE = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)")
"""`03/04/2026`: which is the month, is told by the other's being above twelve, or not at all."""

_MONTH = r"[A-ZÀ-Þ][a-zà-ÿ]{2,9}\.?"
_DAY = (
    rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}\.? {_MONTH}(?: \d{{4}})?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}-\d\d-\d\d)"
)
_TOWN = r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]*\.?(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]*\.?){0,3}"
_REGION = rf"(?:, (?!{_DAY})(?:[Tt]he )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,2}}){{0,2}}"
_PLACE = rf"{_TOWN}{_REGION}(?: (?:and|&) {_TOWN}{_REGION})?"
_SERVICE = r"(?:\([^()\n]{2,60}\)|/[^/\n]{2,60}/)"
_DASH = r"\s*(?:--|[–—:]|- )"
_NO_TOWN = (
    r"(?:(?:In|On|By|From|At|To|For|Note)"
    r"|(?:Correct|Clarif|Updat|Publish|Post|Releas|Edit)[a-z]*)\b"
)
"""First words of what is no dateline: `Correction, 3 March 2026:`."""
_DATELINES = (
    re.compile(rf"(?P<place>{_PLACE}), (?P<day>{_DAY})(?:,? ?{_SERVICE})?{_DASH}"),
    re.compile(rf"(?P<place>{_PLACE})(?P<day>) {_SERVICE}{_DASH}"),
    re.compile(
        rf"(?!{_NO_TOWN})(?P<place>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,3}}{_REGION})"
        rf", (?P<day>{_DAY})(?:,? ?{_SERVICE})?{_DASH}"
    ),
)
"""`LONDON, 3 March 2026 –`, `PARIS (Alpenwire) —`, `Leiden, The Netherlands, 3 March 2026:`."""

_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "bst": 60, "wet": 0, "west": 60, "cet": 60, "cest": 120, "eet": 120,
    "eest": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "jst": 540, "ist": 330, "aest": 600, "aedt": 660, "hkt": 480,
    "sgt": 480,
}  # fmt: skip
"""Minutes from UTC. `CST` and `IST` are more than one zone: an English page means these."""
_AMERICAN = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
"""`ET` is standard or daylight time by the date."""
_ZONE = re.compile(
    r"(?<![\w:.])(?:([A-Z]{1,4}T|UTC|GMT|Z)|(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?)(?![\w:])",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line of a text, or a piece of one, and where it begins."""

    start: int
    text: str


def find_stamps(text: str) -> tuple[Stated | None, Stated | None]:
    """When a page says that it was published, and when updated, in lines that say just that."""
    published = updated = None
    for line in top_lines(text):
        for piece in _pieces(line):
            if updated is None and _UPDATED.match(piece.text):
                updated = _stamp(piece)
            elif published is None and _PUBLISHED.match(piece.text):
                published = _stamp(piece)
    return published or _beside_byline(text), updated


def _beside_byline(text: str) -> Stated | None:
    """The day that stands alone behind the names of a byline, or on the line below them."""
    lines = list(top_lines(text))
    for n, line in enumerate(lines):
        if not (named := _NAMED.match(line.text)):
            continue
        rest = Line(line.start + named.end(), line.text[named.end() :])
        for piece in (rest, *lines[n + 1 : n + 2]):
            stamp = _stamp(piece)
            if stamp and stamp.span and _is_alone(piece, stamp.span):
                return stamp
    return None


def _is_alone(piece: Line, span: Span) -> bool:
    """Does nothing but handles and signs stand beside the day?"""
    before, after = piece.text[: span.start - piece.start], piece.text[span.end - piece.start :]
    return not re.search(r"\w", re.sub(r"@\w+|\bon\b", "", before) + after)


def find_dateline(text: str) -> tuple[Stated | None, Stated | None]:
    """The place and the day that the one dateline of a text names; none where two differ."""
    found = [
        match
        for line in re.finditer(r"^[ \t]*(?=\S)", text, re.MULTILINE)
        for pattern in _DATELINES
        if (match := pattern.match(text, line.end()))
    ]
    if len({match["place"] for match in found}) != 1:
        return None, None
    match = found[0]
    span = Span(start=match.start("place"), end=match.end("place"))
    place = Stated(value=match["place"], where=_DATELINE, span=span)
    day = _stamp(Line(match.start("day"), match["day"])) if match["day"] else None
    return place, day and day.model_copy(update={"where": _DATELINE})


def top_lines(text: str) -> Iterator[Line]:
    """The first lines of a text that are no paragraphs."""
    start = seen = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            seen += 1
            if len(line.strip()) <= _LONGEST:
                yield Line(start, line.rstrip())
        start += len(line)
        if seen >= MOST_LINES:
            return


def _pieces(line: Line) -> Iterator[Line]:
    """`Published 3 May | Updated 4 May` are two."""
    start = 0
    for gap in _SPLIT.finditer(line.text):
        yield Line(line.start + start, line.text[start : gap.start()])
        start = gap.end()
    yield Line(line.start + start, line.text[start:])


def _stamp(piece: Line) -> Stated | None:
    """The one day that a piece of a line names, with the time and zone printed beside it."""
    if exact := _ISO.search(piece.text):
        return _state(piece, _moment(exact[0]), (exact.start(), exact.end()))
    figures, _ = find_figures(piece.text)
    days = [f for f in figures if f.kind is Kind.DATE]
    if len(days) != 1 or days[0].first is None:
        return None
    is_unsure = _UNSURE.fullmatch(days[0].text) is not None
    if days[0].first != days[0].last and not is_unsure:
        return None
    times = [f for f in figures if f.kind is Kind.TIME and len(f.values) == 1]
    first = min([days[0].span.start, *(f.span.start for f in times)])
    value, last = _read_time(piece.text, days[0], times)
    if days[0].first != days[0].last:
        value = " ".join(piece.text[first:last].split())
    return _state(piece, value, (first, last))


def _state(piece: Line, value: str, place: tuple[int, int]) -> Stated | None:
    if not value:
        return None
    span = Span(start=piece.start + place[0], end=piece.start + place[1])
    return Stated(value=value, where=_WHERE, span=span)


def _moment(printed: str) -> str:
    """A time in ISO 8601 as it was printed; empty where it is none."""
    try:
        found = datetime.fromisoformat(printed)
    except ValueError:
        return ""
    is_exact = printed.count(":") - (printed[-3:-2] == ":" and printed[-6] in "+-") > 1
    return found.isoformat(timespec="auto" if is_exact else "minutes")


def _read_time(text: str, day: Figure, times: Sequence[Figure]) -> tuple[str, int]:
    """The day with the one time beside it as ISO 8601, and where what was read ends."""
    last = max([day.span.end, *(f.span.end for f in times)])
    if day.first is None:
        return "", last
    if len(times) == 1:
        return _with_time(day.first, int(times[0].values[0]), text, last)
    dotted = _DOTTED.match(text, day.span.end)
    if dotted and not times and int(dotted[1]) < HOURS and int(dotted[2]) < MINUTES:
        minutes = int(dotted[1]) * MINUTES + int(dotted[2])
        return _with_time(day.first, minutes, text, dotted.end())
    return day.first.isoformat(), last


def _with_time(day: date, minutes: int, text: str, behind: int) -> tuple[str, int]:
    """Day and time as ISO 8601, and where what was read of the line ends."""
    moment = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    spec = "minutes"
    if (seconds := _SECONDS.match(text, behind)) and int(seconds[1]) < MINUTES:
        moment, behind, spec = moment.replace(second=int(seconds[1])), seconds.end(), "seconds"
    zone = _ZONE.search(text, behind)
    if zone is None or zone.start() > behind + 2:
        return moment.isoformat(timespec=spec), behind
    offset = _offset(zone, moment)
    if offset is None:
        return moment.isoformat(timespec=spec), behind
    placed = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    return placed.isoformat(timespec=spec), zone.end()


def _offset(zone: re.Match[str], moment: datetime) -> int | None:
    """Minutes from UTC; `None` for letters that name no zone we know."""
    if zone[2]:
        size = int(zone[3]) * 60 + int(zone[4] or 0)
        return -size if zone[2] == "-" else size
    name = zone[1].lower()
    if name in _AMERICAN:
        return _AMERICAN[name] + (60 if _is_summer(moment) else 0)
    return _ZONES.get(name)


def _is_summer(moment: datetime) -> bool:
    """Daylight time in the United States: second Sunday of March to first of November, at two.

    Source: Energy Policy Act of 2005, section 110.
    """
    starts = _sunday(moment.year, 3, 2)
    ends = _sunday(moment.year, 11, 1)
    return starts <= moment < ends


def _sunday(year: int, month: int, number: int) -> datetime:
    first = datetime(year, month, 1, 2)  # noqa: DTZ001
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))
