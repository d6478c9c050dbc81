"""What comes in: a page of text, and the stories on it."""

from enum import StrEnum

from schemas.base import Value
from schemas.text import Span


class Media(StrEnum):
    """What a page was before it was text."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class Mark(Value):
    """What the page's own markup calls a stretch of its text."""

    span: Span
    tag: str
    """The element's name in lower case: `h1`, `nav`, `figcaption`, `tr`; an `a` fills its line."""


class Page(Value):
    """One input as one text; every offset anywhere is a code point of `text`."""

    id: str
    """A short name for people and reports: the file's name, or `-` for standard input."""
    sha256: str
    """Of the bytes as they came, in hex."""
    media: Media
    encoding: str
    text: str
    title: str = ""
    """What the page's own metadata calls it; empty where it does not say. Never guessed."""
    language: str = "en"
    """Best guess from common words, e.g. `en`, `de`; `und` where too little text tells."""
    marks: tuple[Mark, ...] = ()
    """Headings, rows, menus and the like, in the order they start; empty for text and Markdown."""


class SegmentKind(StrEnum):
    """What a stretch of a story is. All but the first six are boilerplate: kept, never briefed."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BODY = "body"
    TABLE = "table"
    FAQ = "faq"
    BYLINE = "byline"
    CAPTION = "caption"
    DISCLAIMER = "disclaimer"
    PROMOTION = "promotion"
    AUTHOR = "author"
    NAVIGATION = "navigation"
    WIDGET = "widget"
    ABOUT = "about"
    FORWARD_LOOKING = "forward_looking"


EDITORIAL = frozenset(
    {
        SegmentKind.HEADLINE,
        SegmentKind.STANDFIRST,
        SegmentKind.HEADING,
        SegmentKind.BODY,
        SegmentKind.TABLE,
        SegmentKind.FAQ,
    }
)
"""The kinds a brief may draw on. A widget's sentiment is read, but only by the sentiment reader."""


class Segment(Value):
    """A stretch of a story of one kind: a paragraph, a heading, a table row, a widget."""

    span: Span
    kind: SegmentKind
    opinion: bool = False
    """Is this the writer's view or trading commentary, rather than news?"""


class ArticleKind(StrEnum):
    """What sort of story this is; balance asks different things of each."""

    CLINICAL = "clinical"
    OUTLOOK = "outlook"
    """A company on its own plans: milestones, runway, programmes."""
    MARKET = "market"
    """A move in a price, a volume or a position."""
    ANALYSIS = "analysis"
    """Evidence weighed by a writer."""
    OPINION = "opinion"
    OTHER = "other"


class Article(Value):
    """One story of a page: its segments in reading order, all offsets into `Page.text`."""

    id: str
    """`<page id>#<number from 1>`."""
    page_id: str
    headline: str
    headline_span: Span | None = None
    """`None` where the page gives the story no headline; then `headline` is empty."""
    kind: ArticleKind
    segments: tuple[Segment, ...]
