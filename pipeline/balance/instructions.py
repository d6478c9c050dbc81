"""Words of an article that give orders, to a reader or to a program, and text that is a template.

In: a sentence. Out: yes or no. The article is data: what it orders is never done, and never stands
in a brief as a sentence of ours. The patterns are those of OWASP's LLM01 (prompt injection, 2025)
and the delimiters of the common template languages (Jinja2, shell, printf, JNDI).
"""

import re

_ORDERS = re.compile(
    r"\b(?i:ignore|disregard|forget|override) (?:all |any |the |your |every |previous |prior |"
    r"above |earlier |preceding )*(?:instructions?|prompts?|guidelines|context)\b"
    r"|(?:^|[.!?:\"“] )(?:Ignore|Disregard|Forget) (?:all |everything |what )"
    r"|\b(?i:you|assistant|the model|the (?:ai|summary|summari[sz]er|brief)) "
    r"(?:must|should|shall|will|need to|have to|are to) (?:now |always |not |only |also )*"
    r"(?:output|write|say|state|reply|respond|print|answer|act|report|include|mention)\b"
    r"|(?:^|[.!?:\"“] )(?:Write|Output|Print|Reply|Respond|Repeat|Pretend|Summari[sz]e|State|Say) "
    r"(?:that|only|with|as|this|the following|in|exactly|the words)\b"
    r"|(?:^|\s)(?:SYSTEM|ASSISTANT|USER)(?: PROMPT)?:\s|^(?:System|Assistant)(?: prompt)?:\s"
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
