"""Text in, nothing or a sentence out: what was read and is no article."""

import re

from schemas.errors import ReadError

MOST_CHARACTERS = 5_000_000
"""A longer input is a mistake (a dump, a log), not an article."""

CONTROL_SHARE = 200
"""More than one control character in this many is no text."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def refuse_text(text: str, name: str) -> None:
    """Raise ReadError where the text is empty, too long, or full of control characters."""
    if not text.strip():
        raise ReadError(f"{name}: shows no text; save the page with its text and give that")
    if len(text) > MOST_CHARACTERS:
        raise ReadError(
            f"{name}: {len(text):,} characters, more than {MOST_CHARACTERS:,} characters; "
            "give one article, not a collection"
        )
    if len(_CONTROL.findall(text)) * CONTROL_SHARE > len(text):
        raise ReadError(f"{name}: is full of control characters; save it as UTF-8 text or HTML")
