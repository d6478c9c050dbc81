"""What a page says of itself in: its statements and its words. One Metadata out; nothing guessed.

Of several statements the one that is most surely of the article wins: linked data about an article
before a `<meta>`, that before the words of the page. A date that is none is passed over.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from pipeline.read.metadata_times import find_dateline, find_stamps
from pipeline.read.metadata_words import find_byline, find_registry, find_tickers
from pipeline.read.raw import Raw, Said
from schemas.article import Metadata, Stated

ORDER: Mapping[str, tuple[str, ...]] = {
    "title": (
        "json-ld headline", "meta og:title", "meta citation_title", "meta dc.title",
        "meta dcterms.title", "meta twitter:title", "itemprop headline", "rss title", "atom title",
        "json title", "json headline", "pdf /title", "docx dc:title", "markdown title", "title",
    ),
    "byline": (
        "json-ld author", "json-ld creator", "meta article:author", "meta author",
        "meta citation_author", "meta dc.creator", "meta dcterms.creator", "meta parsely-author",
        "meta sailthru.author", "meta byl", "itemprop author", "rss author", "rss dc:creator",
        "atom author", "json author", "json authors", "json byline", "markdown author",
    ),
    "publisher": (
        "json-ld publisher", "meta og:site_name", "meta citation_journal_title",
        "meta dc.publisher", "meta dcterms.publisher", "meta application-name",
        "itemprop publisher", "rss source", "rss channel", "atom feed", "json publisher",
        "json source", "markdown publisher",
    ),
    "published": (
        "json-ld datepublished", "meta article:published_time", "meta og:article:published_time",
        "meta datepublished", "meta citation_publication_date", "meta dc.date.issued",
        "meta dcterms.issued", "meta parsely-pub-date", "meta dc.date", "meta date",
        "meta pubdate", "itemprop datepublished", "rss pubdate", "rss dc:date", "atom published",
        "json published", "json published_at", "json publishedat", "json datepublished",
        "json date_published", "json pubdate", "json date", "markdown date", "time",
    ),
    "updated": (
        "json-ld datemodified", "meta article:modified_time", "meta og:updated_time",
        "meta dcterms.modified", "meta last-modified", "meta lastmod", "itemprop datemodified",
        "atom updated", "json updated", "json modified", "json updated_at",
        "json datemodified", "json date_modified", "markdown updated",
    ),
    "language": (
        "html lang", "json-ld inlanguage", "meta og:locale", "meta content-language",
        "meta dc.language", "rss language", "atom xml:lang", "rss dc:language", "json language",
        "json lang", "json inlanguage", "markdown lang", "markdown language", "docx dc:language",
    ),
    "canonical": (
        "link canonical", "meta og:url", "json-ld url", "rss link", "atom link", "json url",
        "json link", "json canonical", "markdown url",
    ),
}  # fmt: skip
"""Names that originals give a statement, in lower case; the first that states anything is taken."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)$")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})$")


def read_metadata(raw: Raw) -> Metadata:
    """The metadata of a document by its statements, then by the words of its text."""
    said = _by_name(raw.said)
    published, updated = find_stamps(raw.text)
    place, day = find_dateline(raw.text)
    return Metadata(
        title=_first(said, "title", _title),
        byline=_first(said, "byline", _person) or find_byline(raw.text),
        publisher=_first(said, "publisher", _plain),
        published=_first(said, "published", _stamp) or published or day,
        place=place,
        updated=_first(said, "updated", _stamp) or updated,
        language=_first(said, "language", _language),
        canonical=_first(said, "canonical", _address),
        tickers=find_tickers(raw.text),
        registry=find_registry(raw.text),
    )


def _by_name(said: Sequence[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(one.name.lower(), []).append(one)
    return found


def _first(
    said: Mapping[str, Sequence[Said]], field: str, read: Callable[[str], str]
) -> Stated | None:
    """The first statement of a field that can be read as what it should be."""
    for one in _in_order(said, field):
        if value := read(one.value):
            return Stated(value=value, where=one.name)
    return None


def _in_order(said: Mapping[str, Sequence[Said]], field: str) -> Iterator[Said]:
    for name in ORDER[field]:
        several = said.get(name, ())
        if field == "byline" and len(several) > 1:
            names = dict.fromkeys(one.value for one in several)
            yield Said(several[0].name, ", ".join(names))
        else:
            yield from several[:1]


def _plain(value: str) -> str:
    return " ".join(value.split())


_NO_TITLE = re.compile(
    r"\(?(?:anonymous|untitled|unspecified)\)?|Microsoft Word - .*", re.IGNORECASE
)
"""What programs put where nobody gave a title."""


def _title(value: str) -> str:
    """A title; the name that a program gave in place of one is none."""
    return "" if _NO_TITLE.fullmatch(value.strip()) else _plain(value)


def _person(value: str) -> str:
    """A name; the address of a profile is none."""
    return "" if _ADDRESS.match(value.strip()) else _plain(re.sub(r"(?i)^\s*by\s+", "", value))


def _stamp(value: str) -> str:
    """A date or a time as ISO 8601, as exact as it was printed; empty where it is none."""
    value = value.strip()
    for pattern in (_COMPACT, _SLASHED):
        if parts := pattern.match(value):
            value = f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}"
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return value[:10] if len(value) <= 10 else found.isoformat()


def _language(value: str) -> str:
    tag = value.strip()
    return tag.replace("_", "-") if _TAG.fullmatch(tag) else ""


def _address(value: str) -> str:
    return value.strip() if _ADDRESS.fullmatch(value.strip()) else ""
