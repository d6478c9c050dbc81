"""An RSS or Atom feed in; each of its items as a document of its own, and what it says, out.

lxml (BSD) parses, with no entity resolved and no address asked. feedparser (BSD) was tried and is
not used: docs/reading.md says why.
"""

from collections.abc import Iterator

from lxml import etree

from pipeline.read.decode import decode
from pipeline.read.elements import has_references, has_tags
from pipeline.read.feed_said import read_item_said
from pipeline.read.feed_xml import children, parse_feed
from pipeline.read.fragment import as_heading, join, read_heading, read_markup, read_plain
from pipeline.read.raw import Raw
from schemas.errors import ReadError

MOST_ITEMS = 1000
"""A feed of more is an archive, or has no end."""

BODIES = ("content:encoded", "content", "description", "summary")
"""Where an item's text is looked for, in this order; what others tell beside it stands before."""

_CUT = (" […]", " [...]", "…", "...", "[…]", "[...]")
"""How a description ends that is only the text's beginning."""


def read_feed(data: bytes, name: str) -> list[Raw]:
    """Every item of a feed in its order: title, text and what feed and item say of it.

    An item without any text has a `fault`. Raises ReadError as `decode`, and where the feed is no
    well-formed XML, declares entities, holds no items, or more than a thousand.
    """
    text, encoding = decode(data, name)
    root = parse_feed(text, name)
    items = _items(root)
    if not items:
        raise ReadError(f"{name}: is a feed without items; give one that holds articles")
    if len(items) > MOST_ITEMS:
        raise ReadError(
            f"{name}: is a feed of {len(items):,} items, more than {MOST_ITEMS:,}; give fewer"
        )
    raws = []
    for number, item in enumerate(items, 1):
        own = f"#{number}" if len(items) > 1 else ""
        raw = _read(item, number, name)
        said = tuple(read_item_said(root, item, raw.title))
        raws.append(raw._replace(said=said, name=own, encoding=encoding))
    return raws


def _items(root: etree._Element) -> list[etree._Element]:
    """RSS has its items in a channel, RSS 1.0 beside it, Atom its entries in the feed."""
    channels = [one for channel in children(root, "channel") for one in children(channel, "item")]
    return [*channels, *children(root, "item"), *children(root, "entry")]


def _read(item: etree._Element, number: int, name: str) -> Raw:
    """The text of one item."""
    heading = _heading(item, f"item {number}: ", name)
    bodies = list(_bodies(item, f"item {number}: ", name))
    body, *others = bodies or [Raw("")]
    before = [one for one in others if not _is_told(one.text, body.text)]
    raw = join([heading, *before, body])
    if not raw.text:
        return Raw("", fault=f"item {number}: holds no text; open its link")
    return raw._replace(title=heading.text)


def _heading(item: etree._Element, where: str, name: str) -> Raw:
    for element in children(item, "title"):
        text, is_html = _content(element)
        if is_html:
            return as_heading(_one_line(read_markup(text, f"{where}/title", name)))
        return read_heading(text, f"{where}/title")
    return Raw("")


def _bodies(item: etree._Element, where: str, name: str) -> Iterator[Raw]:
    """What an item tells, the fullest first; each kind once."""
    for wanted in BODIES:
        element = next(children(item, wanted), None)
        if element is None:
            continue
        text, is_html = _content(element)
        at = f"{where}/{wanted}"
        raw = read_markup(text, at, name) if is_html else read_plain(text, at)
        if raw.text:
            yield raw


def _content(element: etree._Element) -> tuple[str, bool]:
    """The text of an element, and whether it is HTML.

    Atom says which; RSS does not, so there tags or character references tell.
    """
    kind = element.get("type", "")
    if kind == "xhtml" or len(element):
        return _inner_html(element), True
    text = element.text or ""
    if kind in {"text", "text/plain"}:
        return text, False
    return text, kind in {"html", "text/html"} or has_tags(text) or has_references(text)


def _inner_html(element: etree._Element) -> str:
    """The elements within another as HTML, without their namespaces."""
    for one in element.iter(etree.Element):
        one.tag = etree.QName(one).localname
    inner = (etree.tostring(one, encoding="unicode", method="html") for one in element)
    return (element.text or "") + "".join(inner)


def _one_line(raw: Raw) -> Raw:
    """The same with a space for each line break; nothing moves."""
    return raw._replace(text=" ".join(raw.text.split("\n")), tables=())


def _is_told(text: str, body: str) -> bool:
    """Is a description only the beginning or a part of the text, cut short or not?"""
    words = " ".join(text.split())
    for cut in _CUT:
        words = words.removesuffix(cut).rstrip()
    return words in " ".join(body.split())
