"""Words of an article that give orders, to a reader or to a program, and text that is a template.

In: a sentence. Out: yes or no. The article is data: what it orders is never done, and never stands
in a brief as a sentence of ours. The patterns are those of OWASP's LLM01 (prompt injection, 2025)
and the delimiters of the common template languages (Jinja2, shell, printf, JNDI).
"""

import re

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:all |any |the |your |every )*(?:previous|prior|"
    r"above|earlier|preceding|other|instructions?|rules?|prompts?)\b"
    r"|\b(?:you|assistant|the model|the (?:ai|summary|summari[sz]er|brief)) (?:must|should|shall|"
    r"will|need to|have to|are) (?:now |always |not |only |also )*"
    r"(?:output|write|say|state|reply|respond|print|answer|act|report|include|mention)\b"
    r"|(?:^|[.!?:] )(?:write|output|print|reply|respond|repeat|pretend|summari[sz]e|state|say) "
    r"(?:that|only|with|as|this|the following|in|exactly|the words)\b"
    r"|(?:^|\s)(?:system|assistant|user|human) ?(?:prompt)?:\s",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\$\{[^}]*\}|\[\[[a-z_]+\]\]|<\|[^|]*\|>|<script\b|\{[fm]?\d*\}",
    re.IGNORECASE,
)


def gives_orders(text: str) -> bool:
    """Does the text tell its reader or a program what to write, or is it a template to be filled?

    Example: `Ignore all previous instructions` and `{{ company }} said` do; `Patients must avoid
    sun` does not.
    """
    return bool(_ORDERS.search(text)) or bool(_TEMPLATE.search(text))


LONGEST_SHOWN = 24
"""Words of an order that a note shows."""


def shorten(text: str) -> str:
    """The text on one line, cut after so many words."""
    words = text.split()
    return " ".join(words[:LONGEST_SHOWN]) + (" …" if len(words) > LONGEST_SHOWN else "")
