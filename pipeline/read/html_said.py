"""What an HTML page states of itself in its markup: a tree in, its statements out, in page order.

Read are `<html lang>`, `<title>`, `<meta>`, `<link rel=canonical>`, JSON-LD about an article,
and the `itemprop` and `<time>` that carry a date. Nothing is judged here; `metadata` chooses.
"""

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.read.raw import Said

ARTICLES = frozenset(
    """Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BlogPosting
    BackgroundNewsArticle ReviewNewsArticle MedicalScholarlyArticle ScholarlyArticle Report
    LiveBlogPosting AdvertiserContentArticle WebPage""".split()
)
"""Types of schema.org whose statements are of the page's article."""

MOST_STATEMENTS = 500
_LD_KEYS = ("headline", "datePublished", "dateModified", "inLanguage", "url")
_ITEMS = frozenset({"headline", "datePublished", "dateModified", "author", "publisher"})


def read_said(root: etree._Element) -> tuple[Said, ...]:
    """The statements of a page, at most some hundreds; JSON that does not parse says nothing."""
    found: list[Said] = []
    for said in _all(root):
        found.append(said)
        if len(found) >= MOST_STATEMENTS:
            break
    return tuple(found)


def _all(root: etree._Element) -> Iterator[Said]:
    if lang := (root.get("lang") or "").strip():
        yield Said("html lang", lang)
    for element in root.iter("title", "meta", "link", "script", "time"):
        yield from _of(element)
    for element in root.iterfind(".//*[@itemprop]"):
        prop = element.get("itemprop", "")
        value = element.get("content") or element.get("datetime") or _words(element)
        if prop in _ITEMS and value:
            yield Said(f"itemprop {prop}", value)


def _of(element: etree._Element) -> Iterator[Said]:
    tag = element.tag
    if tag == "title":
        if words := _words(element):
            yield Said("title", words)
    elif tag == "meta":
        name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            yield Said(f"meta {name.strip().lower()}", content)
    elif tag == "link":
        href = (element.get("href") or "").strip()
        if href and "canonical" in (element.get("rel") or "").lower().split():
            yield Said("link canonical", href)
    elif tag == "script" and "ld+json" in (element.get("type") or "").lower():
        yield from _linked_data(element.text or "")
    elif tag == "time" and (stamp := (element.get("datetime") or "").strip()):
        yield Said("time", stamp)


def _linked_data(text: str) -> Iterator[Said]:
    """The statements of a block of JSON-LD about an article; one that does not parse has none."""
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for node in _nodes(data):
        for key in _LD_KEYS:
            if isinstance(node.get(key), str) and node[key].strip():
                yield Said(f"json-ld {key}", " ".join(node[key].split()))
        for key in ("author", "creator", "publisher"):
            if names := ", ".join(_names(node.get(key))):
                yield Said(f"json-ld {key}", names)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The articles among the things that a block describes, also those of its `@graph`."""
    waiting = [data]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting = [*one, *waiting]
        elif isinstance(one, dict):
            kinds = one.get("@type")
            if ARTICLES.intersection(kinds if isinstance(kinds, list) else [kinds]):
                yield one
            waiting = [one[key] for key in ("@graph", "mainEntity") if key in one] + waiting


def _names(value: Any) -> Iterator[str]:
    """The names of one or several persons or organisations; an address is no name."""
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip() and "://" not in name:
            yield " ".join(name.split())


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
