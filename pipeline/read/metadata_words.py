"""What the words of a page say of it: byline, tickers and numbers of trial registries.

In: a text. Out: what is printed, as printed, with where; nothing that is not. A byline is looked
for in the first lines alone, where it stands on a line of its own.
"""

import re

from pipeline.read.metadata_times import top_lines
from schemas.article import Stated
from schemas.text import Span

_WHERE = "text"

_NAME = r"(?:[A-Z]\.|(?:[Dd]e|[Vv]an|[Vv]on|[Dd]er|[Dd]i|[Ll]a|[Ee]l|al)|[A-ZÀ-Þ][\w’'-]+)"
_OFFICE = r"(?i:(?:\S+ ){0,3}(?:editor|correspondent|reporter|writer|analyst|contributor)\b)"
_TITLE = r"(?:(?:Dr|Prof|Sir|Dame|Lord)\.? |Professor )?"
_WHO = rf"{_TITLE}{_NAME}(?: {_NAME}){{1,4}}"
_BYLINE = re.compile(
    r"^\s*(?:By|BY|Written by|Reported by|Words by)[: ]\s*"
    rf"(?P<who>{_WHO}(?:(?:, (?:and )?| and | & )(?!{_OFFICE}){_WHO}){{0,5}})"
    r"(?P<rest>\s*(?:$|[|,•·–—(@<]|(?:in|for) (?:the )?[A-Z][\w ]{2,40}$|\S+@\S+\.\w).*)$"
)
_NOBODY = re.compile(
    r"(?:our|the|staff|news|newsroom|agency|agencies|wire)\b"
    r"|.*\b(?:staff|desk|team|writers?|reporters?|correspondents?|editors?|agencies|newsroom)$",
    re.IGNORECASE,
)
"""`Staff Writer`: an office, and nobody's name."""
_SENDER = re.compile(
    rf"\A(?:[A-Z][\w-]+: [^\n]*\n)*?From: \"?(?P<who>{_NAME}(?: {_NAME}){{1,3}})\"? <\S+@\S+>"
)
"""`From: Ada Fell <ada@post.example>` in the head of a mail."""

EXCHANGES = (
    r"NASDAQ (?:Global(?: Select)?|Capital) Market"
    r"|NASDAQ(?: ?GS| ?GM| ?CM| Stockholm| Copenhagen| Helsinki| First North)?|NYSE(?: American"
    r"| Arca)?|AMEX|OTC(?:QX|QB|PK)?|OTC Markets|LSE|LON|AIM|TSXV?|TSX-V|CSE|ASX|NZX|Euronext"
    r"(?: Paris| Brussels| Amsterdam| Growth)?|EPA|EBR|AMS|XETRA|ETR|FRA|FWB|SIX|SWX|BME|BIT|HKEX"
    r"|SEHK|HKG|TSE|TYO|KOSDAQ|KRX|KOSPI|SSE|SZSE|NSE|BSE|TASE|OMX|STO|CPH|HEL|OSE|JSE|SGX|TWSE|B3"
)
"""Stock exchanges as releases abbreviate them."""
_TICKER = re.compile(
    rf"\b(?P<exchange>(?i:{EXCHANGES}))\s?:\s?(?P<symbol>[A-Z0-9][A-Z0-9.\-]{{0,9}})(?<![.\-])"
    r"(?P<more>(?:, ?(?!(?i:NASDAQ|NYSE))[A-Z]{2,5}(?![\w:]))*)"
)
_SHARED = re.compile(
    rf"\b(?P<exchange>(?i:{EXCHANGES}))(?: and | & | ?/ ?)(?=(?i:{EXCHANGES}) ?: ?"
    r"(?P<symbol>[A-Z0-9]{1,6}(?:\.[A-Z]{1,2})?)(?![\w.]))"
)
"""`NASDAQ and TASE: ORVN`: one symbol at two exchanges."""
_ENDINGS = (
    "L|N|O|OQ|K|T|S|DE|F|PA|AS|BR|MI|MC|ST|CO|HE|OL|HK|SS|SZ|TO|V|AX|NZ|NS|BO|KS|KQ|TW|SI|SA|JO|TA"
    "|VI|LS|I|WA|PR|BK|JK|KL"
)
"""What news services put behind a symbol for its exchange: `.L` for London, `.T` for Tokyo."""
_ENDED = re.compile(rf"[(<](?P<symbol>(?!US|UK|EU)[A-Z0-9]{{2,6}}\.(?:{_ENDINGS}))[)>;,]")
_ALONE = re.compile(r"\((?:\$|(?i:ticker|symbol)(?: symbol)?: ?)(?P<symbol>[A-Z]{2,5})\)")
"""`($ORVN)`, `(ticker: ORVN)`."""
_MORE = re.compile(r"[A-Z]{2,5}")
_REGISTRY = re.compile(
    r"\b(?:NCT ?\d{8}|ISRCTN ?\d{8}|ACTRN\d{14}p?|ChiCTR(?:-[A-Z]{2,4}-)?\d{8,10}|jRCTs?\d{9,10}|"
    r"UMIN\d{9}|DRKS\d{8}|KCT\d{7}|PACTR\d{15,16}|TCTR\d{11}|IRCT\d{11,14}N\d{1,2}|RBR-[a-z0-9]{6,8}"
    r"|CTRI/\d{4}/\d{2,3}/\d{6}|SLCTR/\d{4}/\d{3}|NL-OMON\d{4,6}|NTR\d{3,5}|"
    r"20[0-9]{2}-5\d{5}-\d{2}-\d{2}|(?:19|20)\d{2}-\d{6}-\d{2})(?![\w-])"
)
"""Forms of the numbers of the registries that feed the WHO's platform, and of both EU registers."""


def find_byline(text: str) -> Stated | None:
    """`By Ada Fell`, on a line of its own near the top."""
    for line in top_lines(text):
        found = _BYLINE.match(line.text)
        if found and not _NOBODY.match(found["who"]):
            span = Span(start=line.start + found.start("who"), end=line.start + found.end("who"))
            return Stated(value=found["who"], where=_WHERE, span=span)
    if sender := _SENDER.match(text):
        span = Span(start=sender.start("who"), end=sender.end("who"))
        return Stated(value=sender["who"], where=_WHERE, span=span)
    return None


def find_tickers(text: str) -> tuple[Stated, ...]:
    """`NASDAQ: ORVN`, each once; of `(NASDAQ: ORVN, ORVNW)` both."""
    found: dict[str, Stated] = {}
    for pattern in (_ENDED, _ALONE):
        for match in pattern.finditer(text):
            span = Span(start=match.start("symbol"), end=match.end("symbol"))
            _keep(found, match["symbol"], span)
    for match in _SHARED.finditer(text):
        whole = Span(start=match.start(), end=match.end("symbol"))
        _keep(found, f"{match['exchange']}: {match['symbol']}", whole)
    for match in _TICKER.finditer(text):
        exchange = match["exchange"]
        whole = Span(start=match.start(), end=match.end("symbol"))
        _keep(found, f"{exchange}: {match['symbol']}", whole)
        for more in _MORE.finditer(match["more"]):
            start = match.start("more") + more.start()
            _keep(found, f"{exchange}: {more[0]}", Span(start=start, end=start + len(more[0])))
    return tuple(sorted(found.values(), key=lambda one: one.span.start if one.span else 0))


def find_registry(text: str) -> tuple[Stated, ...]:
    """The numbers of trial registries, each once."""
    found: dict[str, Stated] = {}
    for match in _REGISTRY.finditer(text):
        value = re.sub(r"\s", "", match[0])
        _keep(found, value, Span(start=match.start(), end=match.end()))
    return tuple(found.values())


def _keep(found: dict[str, Stated], value: str, span: Span) -> None:
    found.setdefault(value.upper(), Stated(value=value, where=_WHERE, span=span))
