"""What comes in: a page of text, and the stories on it."""

from enum import StrEnum

from schemas.base import Value
from schemas.text import Span


class Media(StrEnum):
    """What a page was before it was text."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    FEED = "feed"
    """One item of an RSS or Atom feed."""
    JSON = "json"
    """One object of a JSON file or one line of JSON lines."""


class Mark(Value):
    """What the page's own markup calls a stretch of its text."""

    span: Span
    tag: str
    """The element's name in lower case: `h1`, `nav`, `figcaption`, `tr`; an `a` fills its line.

    By their place and make alone: `part` of the page's text, `box` within it, `cards` of pieces of
    one make, `beside` the element that holds the story, `outside` of the page's `main`.
    """


class Origin(Value):
    """Where a stretch of a page's text stands in the original: the two run on in step."""

    span: Span
    where: str
    """An XPath to the text node of an HTML page; `page 2` of a PDF; of a Word file `paragraph 14`,
    `table 1, row 2, cell 3, paragraph 1` or `footnote 2`; `line 3` of Markdown; of JSON a line and
    a pointer, `line 3: /body`; of a feed an item and what stands in it, `item 2: /description`."""
    offset: int = 0
    """Code points before the stretch in that node, paragraph, line or string."""
    box: tuple[float, float, float, float] | None = None
    """On the page of a PDF: left, top, right and bottom in points from its top left corner."""


class Cell(Value):
    """One cell of a printed table, and the cells that head it."""

    span: Span
    row: int
    """From 0, as `column`; a cell that spans several stands at its first."""
    column: int
    row_heads: tuple[Span, ...] = ()
    """The cells that head its row, the widest first."""
    column_heads: tuple[Span, ...] = ()
    """The cells that head its column, from the top down."""


class Table(Value):
    """A table that the original marks as one. An empty cell is none."""

    span: Span
    cells: tuple[Cell, ...]
    caption: Span | None = None


class Stated(Value):
    """One thing that a page states of itself, and where."""

    value: str
    """As printed; a time as ISO 8601, with the zone if one is printed, else without.

    A day that two countries read otherwise, `03/04/2026`, stays as it is printed.
    """
    where: str
    """`meta article:published_time`, `json-ld datePublished`; `text` for words of the page, and
    `dateline` for those that open a story."""
    span: Span | None = None
    """The words of the page, where it was read from them."""


class Metadata(Value):
    """What a page says of itself; `None` or empty where it does not. Nothing is guessed."""

    title: Stated | None = None
    byline: Stated | None = None
    publisher: Stated | None = None
    published: Stated | None = None
    updated: Stated | None = None
    place: Stated | None = None
    """`LONDON`, as a dateline names it."""
    language: Stated | None = None
    """A BCP 47 tag: `en`, `de-CH`."""
    canonical: Stated | None = None
    """The address that the page calls its own."""
    tickers: tuple[Stated, ...] = ()
    """`NASDAQ: ORVN`, in reading order, each once."""
    registry: tuple[Stated, ...] = ()
    """Numbers of trial registries: `NCT01234567`, `2021-001234-56`, `ISRCTN12345678`."""


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
    """Headings, rows, menus and the like, in the order they start; empty for text."""
    tables: tuple[Table, ...] = ()
    """In reading order; empty where the original marks none."""
    origins: tuple[Origin, ...] = ()
    """In reading order, none overlapping. What we wrote ourselves (a bullet, a tab) has none; in a
    plain text every character has, and none is listed: its line and column are counted."""
    metadata: Metadata = Metadata()
    warning: str = ""
    """What an editor should know of how the text came, in one sentence: it is garbled, say."""


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
    DISCLOSURE = "disclosure"
    """Who paid, who owns shares, who is close to whom: not to be briefed, but to be known."""


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
