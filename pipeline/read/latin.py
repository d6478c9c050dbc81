"""Bytes in a Latin script but not in UTF-8 in; the code page that they are surely in out.

Of code pages the wrong one gives itself away by where its characters fall: a letter beside a digit
(`44Ð67%`), a capital within a word (`studyÕs`), a box or a control character. What remains open
after that may differ in accents, but never beside a digit: then nothing is guessed.
"""

import re
from collections.abc import Iterator

from pipeline.read.language import guess_language

PAGES = ("cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1254", "mac-roman", "cp850")
"""From the likeliest down: Windows and Unix in the west, both in the east, Turkey, Mac, DOS."""

WINDOWS = ("cp1252", "cp1250")
"""One odd character is not enough to leave these two, which most files are in."""

WORDS = {
    "cp1250": "jako podle nebo bylo aby jeho oraz jest przez nie dla hogy egy vagy volt nem az "
    "fost sunt prin sau kako koje bilo nakon prema ali",
    "cp1254": "bir ile olarak oldu olan daha gibi kadar ancak sonra bu ve",
}
"""Small words without accents of languages whose accents these pages have; ours, 2026-11-22."""

FEWEST_WORDS = 2

AGREED = frozenset("€‚„…†‡‰‹‘’“”•–—›\u00a0§©«¬®°±µ¶·»")
"""Beside a digit, the characters on which the Windows pages of west, east and Russia agree."""

MOST_ODD = 10
"""One odd character in so many is a slip of the writer, more are another code page."""

NEAR = 8
"""Characters; within them a figure's own sign stands."""

FEW = 20
MOST_IN_RUNS = 5
"""Of the bytes beyond ASCII, one in so many beside two others of its kind."""

_OTHER = re.compile(r"[^\x00-\x7f]")
_ALONE = frozenset("àÀáÁåÅéÉèÈêÊíÍóÓôÔöÖúÚøØ")
"""Letters that are words, symbols or initials by themselves."""

_RARE = frozenset("ðþÐÞŸ")
"""In cp1252, where Turkish has its own letters; which it is, cannot be told from them."""

_OPENING, _CLOSING, _QUOTES = frozenset("„‚¿¡"), frozenset("”"), frozenset("‘“«»‹›")
"""German closes with what English opens with, and some houses turn the angles round."""
_FREE = frozenset("–—’…\u00a0©®™′″‰−")
"""Signs that may stand anywhere."""

_APART = frozenset("€£¥¢±×÷≤≥≠≈½¼¾•·§°¶")
"""Signs that do not stand between two letters."""

_RAISED = frozenset("¹²³")
_DAGGERS = frozenset("†‡")


def guess_latin(data: bytes) -> tuple[str, str]:
    """The text and its code page; two empty strings where none is sure."""
    pages = {page: text for page in PAGES if (text := _decoded(data, page))}
    odd = {page: list(find_odd(text, page)) for page, text in pages.items()}
    if not odd:
        return "", ""
    least = min(map(len, odd.values()))
    likeliest = [page for page in pages if len(odd[page]) == least]
    page = likeliest[0]
    text = pages[page]
    count = sum(1 for _ in _OTHER.finditer(text))
    if least * MOST_ODD > count or any(is_near_digit(text, at) for at in odd[page]):
        return "", ""
    if page != WINDOWS[0] and any(len(odd.get(one, ())) == least + 1 for one in WINDOWS):
        return "", ""
    rivals = [rival for rival in likeliest[1:] if pages[rival] != text]
    if any(_differ_at_digits(text, pages[rival]) for rival in rivals):
        return "", ""
    chosen = _by_language(text, [page, *rivals]) if rivals else page
    return pages.get(chosen, ""), chosen


def is_latin(data: bytes) -> bool:
    """Are the letters mostly those of ASCII, the others few and apart, as in Latin scripts?"""
    plain = len(re.findall(rb"[A-Za-z0-9]", data))
    others = len(re.findall(rb"[\x80-\xff]", data))
    in_runs = sum(map(len, re.findall(rb"[\x80-\xff]{3,}", data)))
    return in_runs * MOST_IN_RUNS <= others and (others * 2 <= plain or others <= FEW)


def find_odd(text: str, page: str = "") -> Iterator[int]:
    """Where characters beyond ASCII stand as no writer would put them."""
    for found in _OTHER.finditer(text):
        at = found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if _is_odd(found[0], before, after) or (page == "cp1252" and found[0] in _RARE):
            yield at


def is_near_digit(text: str, at: int) -> bool:
    """Is the character beside a digit, or parted from one by a few spaces alone?"""
    before = text[max(at - NEAR, 0) : at].rstrip(" \u00a0")
    after = text[at + 1 : at + 1 + NEAR].lstrip(" \u00a0")
    return before[-1:].isdigit() or after[:1].isdigit()


def _by_language(text: str, likeliest: list[str]) -> str:
    """The one of several pages, different in accents alone, that has the text's language."""
    words = set(re.findall(r"(?<![^\W\d_])[a-z]+(?![^\W\d_])", text.lower()))
    votes = {page: len(words.intersection(usual.split())) for page, usual in WORDS.items()}
    for page, count in votes.items():
        if count >= FEWEST_WORDS:
            return page if page in likeliest else ""
    is_western = guess_language(text) != "und" and not any(votes.values())
    return "cp1252" if is_western and "cp1252" in likeliest else ""


def _decoded(data: bytes, page: str) -> str:
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return ""


def _differ_at_digits(one: str, two: str) -> bool:
    """Do two readings of the same bytes differ beside a digit? They are of the same length."""
    places = (found.start() for found in _OTHER.finditer(one))
    return any(one[at] != two[at] and is_near_digit(one, at) for at in places)


def _is_odd(sign: str, before: str, after: str) -> bool:
    is_within = before.isalpha() and after.isalpha()
    if sign in _FREE:
        return False
    if sign in _APART:
        return is_within and not (sign == "·" and before == after == "l")
    if sign in _RAISED:
        return not (before.isalnum() or before in set(")%]")) or after.isalpha()
    if sign in _OPENING:
        return before.isalnum()
    if sign in _CLOSING:
        return after.isalnum()
    if sign in _QUOTES:
        return before.isalnum() and after.isalnum()
    if sign in _DAGGERS:
        return after.isalnum()
    if sign in "ªº":
        return not before.isdigit()
    if sign == "´":
        return not is_within
    return _is_odd_letter(sign, before, after)


def _is_odd_letter(sign: str, before: str, after: str) -> bool:
    if sign == "µ":
        return not after.isalpha()
    if sign in _ALONE and not before.isalnum() and not after.isalpha():
        return after.isdigit() and sign != "Ø"
    if sign in "ƒˆ" or not sign.isalpha() or before.isdigit() or after.isdigit():
        return True
    if not before.isalpha() and not after.isalpha():
        return True
    return sign.isupper() and (before.islower() or (before.isalpha() and after.islower()))
