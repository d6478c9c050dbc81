"""A language's short code in, its English name out."""

UNDERSTOOD = frozenset({"en", "und"})
"""Languages whose words we read; `und` is a text too short to tell."""

_NAMES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}


def language_name(code: str) -> str:
    """`German` for `de`; a code we have no name for stands for itself, in quotation marks."""
    return _NAMES.get(code, f"“{code}”")


def no_brief(code: str) -> str:
    """Why an article in that language gets no brief, and what it gets instead."""
    looks = f"the language looks like {language_name(code)} and a brief needs English"
    return f"{looks}; only figures are listed"
