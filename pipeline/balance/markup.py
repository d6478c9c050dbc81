"""What has no place in the text of a brief: addresses, links, pictures, markup, words in code.

In: a text for print. Out: the first such thing in it. A brief is prose; an address in it can carry
words of the article or of the desk away, and no reader needs one.
"""

import re

_MARKUP = re.compile(
    r"\b(?:https?|ftp|file|ldaps?|wss?)://|\b(?:javascript|vbscript|mailto|jndi|blob):\w|"
    r"\bdata:\w+/\w|\bwww\.\w|(?<![\w/:])//\w|\]\(|\]\[|\]:\s|!\[|<(?:[/?]?[a-z]|!)|"
    r"[\w.+-]@[\w-]+\.\w|\w\.[a-z]{2,}/\w|\$\(|\{[{%#]|[%#]\}",
    re.IGNORECASE,
)
"""URL schemes, addresses without one, Markdown links and pictures, tags, mail addresses, template
marks. Source: CommonMark 0.31; RFC 3986; OWASP LLM05 (improper output handling)."""

_CODE = re.compile(r"\S{40,}|\b\w*[^\W_]_[^\W_]\w*")
"""Longer than any word of English, or with the underscore of a program's name. Some substances have
such names, and those an article prints."""


def find_markup(text: str, source: str) -> str:
    """The first address, link, picture, tag or encoded word of a text; empty where it is prose.

    Example: `see https://a.example/x` and `![x](y)` hold one; `$3.5 million` and `CD19/CD3` do not.
    What is no English word and stands in the source is a name.
    """
    found = _MARKUP.search(text)
    if found:
        return _word_around(text, found.start())
    return next((m[0] for m in _CODE.finditer(text) if m[0].strip(".,;:()") not in source), "")


def _word_around(text: str, at: int) -> str:
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    return text[start : end if end >= 0 else len(text)]
