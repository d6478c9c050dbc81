"""Words of an article that give orders, to a reader or to a program, and text that is a template.

In: a text. Out: where it orders, and whether it does. The article is data: what it orders is never
done, is no part of the story, and never stands in a brief as a sentence of ours. The words are in
`lexicons/orders.toml`.
"""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.balance.unseen import HIDING, reveal, see
from pipeline.balance.words import read_list
from schemas.text import Span


def gives_orders(text: str) -> bool:
    """Does the text tell its reader or a program what to write, or is it a template to be filled?

    Example: `Ignore all previous instructions` and `{{ company }} said` do; `Patients must avoid
    sun` does not. Hidden characters and letters that stand in for others hide no order.
    """
    seen = see(text).text
    return bool(HIDING.search(text)) or any(_compile(n).search(seen) for n in (*_SORTS, "template"))


_SORTS = ("anywhere", "roles", "begins")
_BOUNDS = {
    "anywhere": (r"(?<![A-Za-z])", ""),
    "roles": ("", r"(?=\s)"),
    "begins": (r"(?:^[\"“‘'(>*•\s]*|[.!?:;\"“”‘’>)•*]\s|\bplease\s)", ""),
    "template": ("", ""),
}
"""What stands before and behind the patterns of each list."""


def find_orders(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of a text that order, all that an order over several of them touches.

    Templates order nothing. Words that only hidden characters spell are a place of their own: what
    stands around them is the article's.
    """
    seen = see(text)
    found = [m.span("order") for name in _SORTS for m in _compile(name).finditer(seen.text)]
    orders = [Span(start=seen.starts[a], end=seen.starts[b - 1] + 1) for a, b in found]
    hidden = [Span(start=m.start(), end=m.end()) for m in HIDING.finditer(text)]
    return (*_reached(text, sentences, orders), *hidden)


def _reached(text: str, sentences: Sequence[Span], orders: Sequence[Span]) -> tuple[Span, ...]:
    """Sentences that an order touches, with those that go on with it in lower case.

    A line or a paragraph that ends without a stop and goes on so is one sentence to its reader.
    """
    reached: list[Span] = []
    for at, sentence in enumerate(sentences):
        goes_on = (
            bool(reached)
            and reached[-1] == sentences[at - 1]
            and _goes_on(reached[-1].cut(text), sentence.cut(text))
        )
        if goes_on or any(sentence.overlaps(order) for order in orders):
            reached.append(sentence)
    return tuple(reached)


def _goes_on(before: str, text: str) -> bool:
    return text.lstrip()[:1].islower() and before.rstrip()[-1:] not in set(".!?:")


def leave_out(text: str, places: Sequence[Span]) -> str:
    """The text with some places blanked out, as long as before."""
    letters = list(text)
    for span in places:
        letters[span.start : span.end] = re.sub(r"[^\n]", " ", span.cut(text))
    return "".join(letters)


def find_templates(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of a text that are templates, or hold one."""
    return tuple(s for s in sentences if _compile("template").search(s.cut(text)))


@cache
def _compile(name: str) -> re.Pattern[str]:
    """One list of the lexicon as one pattern over what is seen of a text."""
    patterns = "|".join(read_list("orders", name)).replace(" ", r"\s")
    lead, end = _BOUNDS[name]
    case = re.MULTILINE if name == "roles" else re.IGNORECASE | re.MULTILINE
    return re.compile(f"{lead}(?P<order>{patterns}){end}", case)


LONGEST_SHOWN = 24
"""Words of an order that a note shows."""


def shorten(text: str) -> str:
    """The text on one line, cut after so many words; what was hidden is spelled out."""
    words = reveal(text).split()
    return " ".join(words[:LONGEST_SHOWN]) + (" …" if len(words) > LONGEST_SHOWN else "")
