"""Bytes of an original in; the text that another reader makes of them out.

The peers are installed from requirements/peers.txt into an environment of one's own and are loaded
by name, since nothing of the project needs them. Each is asked as its own documentation says, with
no setting but those that keep tables.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from typing import Any

from lxml import etree

Read = Callable[[Any, bytes, str], str]
"""A peer's module, the bytes and the suffix of their name in, the text out."""


@dataclass(frozen=True)
class Peer:
    """Another reader: its package, its module, what it reads, and how it is asked."""

    package: str
    module: str
    suffixes: frozenset[str]
    read: Read

    @property
    def name(self) -> str:
        """With its version; raises SystemExit where it is not installed."""
        try:
            return f"{self.package} {version(self.package)}"
        except PackageNotFoundError:
            raise SystemExit(
                f"{self.package}: is not installed; pip install -r requirements/peers.txt"
            ) from None

    def text(self, data: bytes, suffix: str) -> str:
        """What it makes of an original; empty where it finds no text."""
        return self.read(import_module(self.module), data, suffix)


def _trafilatura(module: Any, data: bytes, suffix: str) -> str:
    """The title is none of its text, so it is put before it."""
    title = module.extract_metadata(data).title or ""
    return f"{title}\n{module.extract(data, include_tables=True, include_comments=False) or ''}"


def _readability(module: Any, data: bytes, suffix: str) -> str:
    """The title is no part of its summary, so it is put before it."""
    document = module.Document(data)
    root = etree.fromstring(document.summary(), etree.HTMLParser())
    pieces = [document.short_title()]
    for element in root.iter("p", "li", "td", "th", "h1", "h2", "h3", "dt", "dd", "pre", "div"):
        own = element.tag != "div" or not len(element)
        pieces.append("".join(map(str, element.itertext())) if own else "")
    return "\n".join(pieces)


def _markitdown(module: Any, data: bytes, suffix: str) -> str:
    found = module.MarkItDown().convert_stream(BytesIO(data), file_extension=suffix)
    return plain_markdown(str(found.text_content))


def _pypdf(module: Any, data: bytes, suffix: str) -> str:
    return "\n".join(page.extract_text() for page in module.PdfReader(BytesIO(data)).pages)


def plain_markdown(text: str) -> str:
    """Markdown without emphasis, links' addresses and escapes, so that its figures can be read."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?<!\\)(?:\*\*|__|\*(?! )|(?<=\S)\*)", "", text)
    return re.sub(r"\\(\W)", r"\1", text)


_HTML = frozenset({".html"})

_MANY = frozenset({".html", ".pdf", ".docx", ".xml", ".json", ".jsonl", ".md", ".txt"})

PEERS: tuple[Peer, ...] = (
    Peer("trafilatura", "trafilatura", _HTML, _trafilatura),
    Peer("readability-lxml", "readability", _HTML, _readability),
    Peer("markitdown", "markitdown", _MANY, _markitdown),
    Peer("pypdf", "pypdf", frozenset({".pdf"}), _pypdf),
)
