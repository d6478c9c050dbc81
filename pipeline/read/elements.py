"""The names of HTML, by which a tag is told from what only looks like one."""

import re

ELEMENTS = frozenset(
    "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button "
    "canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div "
    "dl dt em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head "
    "header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu "
    "meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt "
    "ruby s samp script search section select slot small source span strike strong style sub "
    "summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul "
    "var video wbr".split()
)
"""The names of HTML; `<N and x>` in `n <N and x> 3` is none, and stays as it is written."""

_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)(?=[\s/>])[^<>]*>")
_LIKE_TAG = re.compile(r"<(?=/?([a-zA-Z][\w:-]*))")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def has_tags(text: str) -> bool:
    """Does the text hold a tag of HTML, so that it is a piece of a page and no plain text?"""
    return any(found[1].lower() in ELEMENTS for found in _TAG.finditer(text))


def has_references(text: str) -> bool:
    """Does the text hold a character reference, such as `&ndash;`?"""
    return _REFERENCE.search(text) is not None


def escape_others(markup: str) -> str:
    """The markup with what only looks like a tag, such as `<N and x>`, as text."""
    return _LIKE_TAG.sub(
        lambda found: found[0] if found[1].lower() in ELEMENTS or "-" in found[1] else "&lt;",
        markup,
    )
