"""A feed and one of its items in; what both say of the item out, times as ISO 8601."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz

from lxml import etree

from pipeline.read.feed_xml import children, first_text, key
from pipeline.read.raw import Said

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_TIMES = {
    "rss": ("pubDate", "dc:date", "dcterms:created", "dcterms:modified"),
    "atom": ("published", "updated", "issued", "modified"),
}
_WORDS = {
    "rss": ("dc:creator", "link", "guid", "source", "dc:publisher", "dc:language"),
    "atom": ("id", "dc:creator"),
}

ZONES: Mapping[str, int] = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "JST": 9,
}  # fmt: skip
"""Hours from UTC: the names of RFC 822, and those of Europe and Japan that mean one zone only."""

_ZONE = re.compile(r"\s*(?:([+-])(\d\d):?(\d\d)|\b([A-Z]{1,5}))\s*(?:\([^()]*\))?\s*$")
_PERSON = re.compile(r"\S+@\S+\s*\(([^()]+)\)$")


def read_item_said(root: etree._Element, item: etree._Element, title: str) -> Iterator[Said]:
    """Each statement under the name it has there: `rss pubDate`, `atom updated`, `rss channel`."""
    kind = "atom" if key(item) == "entry" else "rss"
    if title:
        yield Said(f"{kind} title", title)
    for wanted in _WORDS[kind]:
        if text := first_text(item, wanted):
            yield Said(f"{kind} {wanted}", text)
    for author in _authors(root, item):
        yield Said(f"{kind} author", author)
    for wanted in _TIMES[kind]:
        if text := first_text(item, wanted):
            yield Said(f"{kind} {wanted}", read_time(text))
    yield from _from_rss(root) if kind == "rss" else _from_atom(root, item)


def read_time(raw: str) -> str:
    """A time of RFC 822 as ISO 8601 with its zone; any other as it is written.

    Example: `Sun, 03 May 2026 09:00:00 +0200` gives `2026-05-03T09:00:00+02:00`. A zone that nobody
    can be sure of stays, with the whole, as printed: without it the time would be another one.
    """
    parts = parsedate_tz(raw) if re.search(r"[A-Za-z]{3}", raw) and ":" in raw else None
    zone = _ZONE.search(raw)
    if parts is None or (zone and zone[4] and zone[4] not in ZONES):
        return raw
    try:
        return datetime(*parts[:6], tzinfo=_zone(zone)).isoformat()
    except ValueError:
        return raw


def _zone(found: re.Match[str] | None) -> timezone | None:
    """The zone at the end of a time; `None` where none is told, as `-0000` says in RFC 5322."""
    if found is None or found[0].strip() == "-0000":
        return None
    if found[4]:
        return timezone(timedelta(hours=ZONES[found[4]]))
    minutes = int(found[2]) * 60 + int(found[3])
    return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))


def _authors(root: etree._Element, item: etree._Element) -> Iterator[str]:
    """The names of an item's authors, else of the feed's; an address in front of one goes."""
    own = [first_text(one, "name") or _direct(one) for one in children(item, "author")]
    for author in own or [first_text(one, "name") for one in children(root, "author")]:
        found = _PERSON.match(author)
        if author:
            yield found[1].strip() if found else author


def _direct(element: etree._Element) -> str:
    """The words that stand directly in an element."""
    return " ".join((element.text or "").split())


def _from_rss(root: etree._Element) -> Iterator[Said]:
    for channel in children(root, "channel"):
        if title := first_text(channel, "title"):
            yield Said("rss channel", title)
        if language := first_text(channel, "language") or first_text(channel, "dc:language"):
            yield Said("rss language", language)


def _from_atom(root: etree._Element, item: etree._Element) -> Iterator[Said]:
    for link in children(item, "link"):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            yield Said("atom link", link.get("href", ""))
            break
    if title := first_text(item, "source", "title") or first_text(root, "title"):
        yield Said("atom feed", title)
    if language := item.get(_LANGUAGE) or root.get(_LANGUAGE):
        yield Said("atom xml:lang", language)
