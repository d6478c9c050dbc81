"""A page's bytes and what was found in them in; a sentence out where a script would write its text.

Such a page comes as an empty shell: what an editor sees in the browser is not in the file.
"""

import re

from pipeline.read.raw import Raw
from schemas.errors import ReadError

MOST_CHARACTERS = 300
"""Of text outside menus and links that a shell shows: a title, a plea, a line about cookies."""

LOOKED_BYTES = 2_000_000
"""How far into a page its shell is looked for."""

FURNITURE = frozenset({"nav", "header", "footer", "a", "button", "form", "aside", "dialog"})
"""Marks whose text a shell shows too."""

_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_MOUNT = re.compile(
    r"<(?:(div|main|section)\b[^>]{0,300}?\bid\s*=\s*[\"']?(?:root|app|application|app-root|main-app|"
    r"react-root|react-app|ember-app|mount|__next|__nuxt|___gatsby|svelte)[\"']?(?=[\s>])[^>]{0,300}>"
    r"|((?:[a-z]{1,20}-)?(?:app|root)(?:-[a-z]{1,20})?)\b[^>]{0,300}>)"
    r"(?:\s|<!--[^>]{0,300}-->)*</(?:\1|\2)>",
    re.IGNORECASE,
)
"""An empty element by a name that scripts fill: of React, Angular, Vue, Next, Nuxt, Gatsby."""

_PLEA = re.compile(
    r"(?:enabl|requir|activ|aktiv|turn on|needs?|habilit)\w*\W[^.!?]{0,60}\bjavascript\b|"
    r"\bjavascript\b[^.!?]{0,60}\b(?:enabl|requir|disabl|turned|(?:de)?akt|(?:dés)?activ|habilit)",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"(?:^|\n)\W*(?:loading|please wait|one moment|just a moment|wird geladen|chargement|cargando)"
    r"[^\n.…]{0,30}[.…\s]*\Z",
    re.IGNORECASE,
)


def refuse_scripted(data: bytes, raw: Raw, name: str) -> None:
    """Raise ReadError where a page of HTML shows next to nothing because a script would write it.

    A short page that is whole is none: it is one only where it also has the empty element that
    scripts fill, or asks for JavaScript, or says that it is loading.
    """
    if is_scripted(data[:LOOKED_BYTES].decode("latin-1"), raw):
        raise ReadError(
            f"{name}: its text is written by a script, and scripts are not run; "
            "open it in the browser, save the page and give its file"
        )


def is_scripted(markup: str, raw: Raw) -> bool:
    """Would a script write what this page says?"""
    if not _SCRIPT.search(markup):
        return False
    shown = _outside_furniture(raw)
    if len(shown) > MOST_CHARACTERS:
        return False
    if not raw.text.strip():
        return True
    return bool(_MOUNT.search(markup) or _PLEA.search(shown) or _WAITING.search(shown))


def _outside_furniture(raw: Raw) -> str:
    """The text without menus, buttons and lines that are all link."""
    pieces, end = [], 0
    for mark in raw.marks:
        if mark.tag in FURNITURE and mark.end > end:
            pieces.append(raw.text[end : max(mark.start, end)])
            end = mark.end
    return "".join([*pieces, raw.text[end:]]).strip()
