"""What an article prints without a verb, as sentences: labelled figures and bullets.

In: a passage's template. Out: a sentence that says of the figures that the article gives them, or
nothing. The label's words and the figures stay as they are; what has a verb is no concern of ours.
"""

import re

from pipeline.embedded.clauses import FIGURE
from pipeline.embedded.standing import is_fragment

_MARK = re.compile(r"^(?:[-•*–·o]|\d{1,2}[.)])\s+")
_LABELLED = re.compile(
    r"^(?P<label>[A-Z](?:[^:;.{}]|\{m\d+\}){2,80}?):\s+(?P<rest>[^:]*\{m\d+\}[^:]*)$"
)
_STATE = re.compile(r"^(?P<state>Alive|Free|Dead|Still|Down|Up)\b")
"""`Alive at three years: …` says of people how they were, and takes `were`."""
_NOUN = re.compile(
    r"^(?P<what>(?:[A-Z][\w'’-]*|[A-Z]\w*-\w+)(?: (?!of\b|in\b|at\b|now\b)[\w'’-]+){0,5})"
    r"(?= (?:of|in|at|from|to|between|now|up|down|due|worth) )"
)
_NO_NOUN = re.compile(r"^(?:According|Because|Instead|Out|Or|And|But|Not|Only|When|If|Whether)\b")
_LIST_OF = re.compile(
    r"\b(?:tel|phone|call|code|citation|issn|isbn|next issue|page|volume)\b", re.I
)


def say_labelled(template: str, text: str) -> str:
    """The figures of a labelled line or a bullet in a sentence; empty where it is neither.

    Examples: `Deaths: {m1} against {m2}.` gives `The article gives deaths as {m1} against {m2}.`,
    and `- Sales of {m1}, up {m2}.` gives `The article reports sales of {m1}, up {m2}.`
    """
    bullet = bool(_MARK.match(template))
    line = _MARK.sub("", template).strip().rstrip(".")
    if not FIGURE.search(line) or ">" in line or _LIST_OF.search(line) or line.endswith("?"):
        return ""
    labelled = _LABELLED.match(line)
    if labelled:
        label, rest = labelled["label"].strip(), labelled["rest"].strip()
        if _STATE.match(label):
            return f"{label} were {rest}."
        return f"The article gives {lower_label(label, text)} as {rest}."
    if (bullet or is_fragment(line)) and _NOUN.match(line) and not _NO_NOUN.match(line):
        return f"The article reports {lower_label(line, text)}."
    return ""


def lower_label(words: str, text: str) -> str:
    """The words as inside a sentence: a capital stays where the article writes one there too."""
    first = re.match(r"[A-Z][a-z]+(?![\w&’'-]*[A-Z\d])", words)
    if re.match(r"(?:Full|Half|First|Second|Third|Fourth|Nine)-[a-z]", words):
        return words[0].lower() + words[1:]
    if not first or re.search(rf"[a-z,] {first[0]}\b", text):
        return words
    return words[0].lower() + words[1:]
