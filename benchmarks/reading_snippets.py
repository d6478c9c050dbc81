"""A snippet of an expectation and a text in; where its figures stand in that text out.

Every reader's text is looked through in the same way, ours and the peers': white space may be of
any length and kind, a raised mark may be shown in any way that keeps it apart from the digits
before it, and a raised digit within a figure may be `⁹`, `^9` or `<sup>9</sup>`, but not `9`.
"""

import re
from functools import cache

from schemas.text import Span

_TOKEN = re.compile(r"«(?P<figure>.*?)»|\{(?P<mark>.*?)\}|(?P<space>\s+)|(?P<word>[^«»{}\s]+)")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃᵇᶜᵈᵉᴬᴮ", "0123456789-abcdeAB")
_UP = str.maketrans("0123456789-abcdeAB", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵃᵇᶜᵈᵉᴬᴮ")
_SPACE = r"[\s|]+"


def find_figures_of(text: str, snippet: str) -> tuple[tuple[Span, ...], ...]:
    """For each place where a text prints the snippet, the spans of its figures."""
    pattern = _pattern(snippet)
    return tuple(
        tuple(
            Span(start=match.start(number), end=match.end(number))
            for number in range(1, pattern.groups + 1)
        )
        for match in pattern.finditer(text)
    )


@cache
def _pattern(snippet: str) -> re.Pattern[str]:
    """What finds the snippet, a group for each of its figures."""
    made = []
    is_behind_figure = False
    for token in _TOKEN.finditer(snippet):
        if token["figure"] is not None:
            made.append(rf"(?<!\d)(?<!\d[.,])({_words(token['figure'])})(?!\d)(?![.,]\d)")
            is_behind_figure = True
        elif token["mark"] is not None:
            made.append(_mark(token["mark"], is_glued_wrong=is_behind_figure))
        elif token["space"]:
            made.append(_SPACE)
        else:
            made.append(re.escape(token["word"]))
            is_behind_figure = False
    return re.compile("".join(made))


def _words(printed: str) -> str:
    """A figure as printed, its inner spaces of any kind, its raised digits kept raised."""
    pieces = []
    at = 0
    for raised in _RAISED.finditer(printed):
        plain = re.escape(raised[0].translate(_PLAIN))
        pieces.append(_spaced(printed[at : raised.start()]))
        pieces.append(rf"(?:{re.escape(raised[0])}|\^{plain}\^?|<sup>{plain}</sup>)")
        at = raised.end()
    return "".join([*pieces, _spaced(printed[at:])])


def _spaced(printed: str) -> str:
    return _SPACE.join(re.escape(word) for word in re.split(r"\s+", printed))


def _mark(mark: str, *, is_glued_wrong: bool) -> str:
    """A raised mark in whatever form, or left out; behind a figure none that is glued to it."""
    plain, raised = re.escape(mark), re.escape(mark.translate(_UP))
    forms = [raised, rf"\s*[\[(<^]+(?:sup>)?{plain}(?:</sup>|[\])^]|(?!\w))", rf"\s+{plain}(?!\w)"]
    if not (mark[:1].isalnum() and is_glued_wrong):
        forms.append(plain)
    return f"(?:{'|'.join(forms)})?"
