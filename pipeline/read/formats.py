"""Which parser reads which kind of input; each is loaded only when it is needed.

In: a kind and bytes. Out: the documents they hold, as plain values.
"""

from collections.abc import Callable, Mapping
from importlib import import_module

from pipeline.read.raw import Raw

Parser = Callable[[bytes, str], list[Raw]]

PARSERS: Mapping[str, str] = {
    "html": "pipeline.read.html:read_html_bytes",
    "markdown": "pipeline.read.markdown:read_markdown",
    "pdf": "pipeline.read.pdf:read_pdf",
    "docx": "pipeline.read.docx:read_docx",
    "feed": "pipeline.read.feed:read_feed",
    "json": "pipeline.read.jsonl:read_json_lines",
}
"""By `schemas.article.Media`, whose values these are: the parsers run where no schema is loaded."""


def parse(media: str, data: bytes, name: str) -> list[Raw]:
    """The documents that an input of that kind holds, in its order.

    Raises ReadError for what cannot be read, and ImportError where the parser's library is missing.
    """
    module, _, function = PARSERS[media].partition(":")
    parser: Parser = getattr(import_module(module), function)
    return parser(data, name)
