"""What the words of a page say of it: byline, times, tickers and numbers of trial registries.

In: a text. Out: what is printed, as printed, with where; nothing that is not. A byline and a time
of publication are looked for in the first lines alone, where they stand on lines of their own.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from pipeline.figures.scan import find_figures
from schemas.article import Stated
from schemas.figure import Kind
from schemas.text import Span

MOST_LINES = 40
"""Lines from the top in which a page's own byline and time stand."""
_LONGEST = 120
_WHERE = "text"

_NAME = r"(?:[A-Z]\.|(?:[Dd]e|[Vv]an|[Vv]on|[Dd]er|[Dd]i|[Ll]a|[Ee]l|al)|[A-ZÀ-Þ][\w’'-]+)"
_OFFICE = r"(?i:(?:\S+ ){0,3}(?:editor|correspondent|reporter|writer|analyst|contributor)\b)"
_BYLINE = re.compile(
    rf"^\s*(?:By|Written by|Reported by|Words by)[: ]\s*(?P<who>{_NAME}(?: {_NAME}){{1,4}}"
    rf"(?:(?:, (?:and )?| and | & )(?!{_OFFICE}){_NAME}(?: {_NAME}){{1,4}}){{0,5}})"
    r"(?P<rest>\s*(?:$|[|,•·–—(]).*)$"
)
_UPDATED = re.compile(
    r"^\W*(?:last )?(?:updated?|modified|revised|corrected)\b[:\s]", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"^\W*(?:first )?(?:published|posted|released?|issued|date|filed)\b(?: on| at)?[:\s]",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:\||•|·|;)\s*|\s+(?=[Uu]pdated\b)")

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
    r"\b(?:([A-Z]{1,4}T|UTC|GMT|Z)|(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?)(?![\w:])", re.IGNORECASE
)

EXCHANGES = (
    r"NASDAQ(?: ?GS| ?GM| ?CM| Stockholm| Copenhagen| Helsinki| First North)?|NYSE(?: American"
    r"| Arca)?|AMEX|OTC(?:QX|QB|PK)?|OTC Markets|LSE|LON|AIM|TSXV?|TSX-V|CSE|ASX|NZX|Euronext"
    r"(?: Paris| Brussels| Amsterdam| Growth)?|EPA|EBR|AMS|XETRA|ETR|FRA|FWB|SIX|SWX|BME|BIT|HKEX"
    r"|SEHK|HKG|TSE|TYO|KOSDAQ|KRX|KOSPI|SSE|SZSE|NSE|BSE|TASE|OMX|STO|CPH|HEL|OSE|JSE|SGX|TWSE|B3"
)
"""Stock exchanges as releases abbreviate them."""
_TICKER = re.compile(
    rf"\b(?P<exchange>(?i:{EXCHANGES}))\s?:\s?(?P<symbol>[A-Z0-9][A-Z0-9.\-]{{0,9}})(?<![.\-])"
    r"(?P<more>(?:, ?(?!(?i:NASDAQ|NYSE))[A-Z]{2,5}(?![\w:]))*)"
)
_MORE = re.compile(r"[A-Z]{2,5}")
_REGISTRY = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|ChiCTR(?:-[A-Z]{2,4}-)?\d{8,10}|jRCTs?\d{9,10}|"
    r"UMIN\d{9}|DRKS\d{8}|KCT\d{7}|PACTR\d{15,16}|TCTR\d{11}|IRCT\d{11,14}N\d{1,2}|RBR-[a-z0-9]{6,8}"
    r"|CTRI/\d{4}/\d{2,3}/\d{6}|SLCTR/\d{4}/\d{3}|NL-OMON\d{4,6}|NTR\d{3,5}|"
    r"20[0-9]{2}-5\d{5}-\d{2}-\d{2}|(?:19|20)\d{2}-\d{6}-\d{2})(?![\w-])"
)
"""Forms of the numbers of the registries that feed the WHO's platform, and of both EU registers."""


class _Line(NamedTuple):
    start: int
    text: str


def find_byline(text: str) -> Stated | None:
    """`By Ada Fell`, on a line of its own near the top."""
    for line in _top(text):
        if found := _BYLINE.match(line.text):
            span = Span(start=line.start + found.start("who"), end=line.start + found.end("who"))
            return Stated(value=found["who"], where=_WHERE, span=span)
    return None


def find_stamps(text: str) -> tuple[Stated | None, Stated | None]:
    """When a page says that it was published, and when updated, in lines that say just that."""
    published = updated = None
    for line in _top(text):
        for piece in _pieces(line):
            if updated is None and _UPDATED.match(piece.text):
                updated = _stamp(piece)
            elif published is None and _PUBLISHED.match(piece.text):
                published = _stamp(piece)
    return published, updated


def find_tickers(text: str) -> tuple[Stated, ...]:
    """`NASDAQ: ORVN`, each once; of `(NASDAQ: ORVN, ORVNW)` both."""
    found: dict[str, Stated] = {}
    for match in _TICKER.finditer(text):
        exchange = match["exchange"]
        whole = Span(start=match.start(), end=match.end("symbol"))
        _keep(found, f"{exchange}: {match['symbol']}", whole)
        for more in _MORE.finditer(match["more"]):
            start = match.start("more") + more.start()
            _keep(found, f"{exchange}: {more[0]}", Span(start=start, end=start + len(more[0])))
    return tuple(found.values())


def find_registry(text: str) -> tuple[Stated, ...]:
    """The numbers of trial registries, each once."""
    found: dict[str, Stated] = {}
    for match in _REGISTRY.finditer(text):
        _keep(found, match[0], Span(start=match.start(), end=match.end()))
    return tuple(found.values())


def _keep(found: dict[str, Stated], value: str, span: Span) -> None:
    found.setdefault(value.upper(), Stated(value=value, where=_WHERE, span=span))


def _top(text: str) -> Iterator[_Line]:
    start = seen = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            seen += 1
            if len(line.strip()) <= _LONGEST:
                yield _Line(start, line.rstrip())
        start += len(line)
        if seen >= MOST_LINES:
            return


def _pieces(line: _Line) -> Iterator[_Line]:
    """`Published 3 May | Updated 4 May` are two."""
    start = 0
    for gap in _SPLIT.finditer(line.text):
        yield _Line(line.start + start, line.text[start : gap.start()])
        start = gap.end()
    yield _Line(line.start + start, line.text[start:])


def _stamp(piece: _Line) -> Stated | None:
    """The one day that a piece of a line names, with the time and zone printed beside it."""
    figures, _ = find_figures(piece.text)
    days = [f for f in figures if f.kind is Kind.DATE]
    if len(days) != 1 or days[0].first is None or days[0].first != days[0].last:
        return None
    times = [f for f in figures if f.kind is Kind.TIME and len(f.values) == 1]
    first = min([days[0].span.start, *(f.span.start for f in times)])
    last = max([days[0].span.end, *(f.span.end for f in times)])
    value = days[0].first.isoformat()
    if len(times) == 1:
        value, end = _with_time(days[0].first, int(times[0].values[0]), piece.text, last)
        last = max(last, end)
    span = Span(start=piece.start + first, end=piece.start + last)
    return Stated(value=value, where=_WHERE, span=span)


def _with_time(day: date, minutes: int, text: str, behind: int) -> tuple[str, int]:
    """Day and time as ISO 8601, and where what was read of the line ends."""
    moment = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    zone = _ZONE.search(text, behind)
    if zone is None or zone.start() > behind + 2:
        return moment.isoformat(timespec="minutes"), behind
    offset = _offset(zone, moment)
    if offset is None:
        return moment.isoformat(timespec="minutes"), behind
    placed = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    return placed.isoformat(timespec="minutes"), zone.end()


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
