"""A formula of a Word file in, its characters and which of them are raised or lowered out.

Source: ECMA-376, part 1, 22.1 (Office Math). A fraction's parts keep a `/` between them and a
space on either side: run together, `1` over `2` would read as 12.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.read.docx_xml import local

Part = tuple[str, int]

_SHIFTS: Mapping[str, int] = {"sup": 1, "sub": -1}
_OPERATORS: Mapping[str, str] = {"f": "/", "rad": "√", "nary": "∑"}


def math_parts(element: etree._Element, shift: int = 0) -> Iterator[Part]:
    """The text of a formula in reading order, each piece raised (1), lowered (-1) or neither."""
    name = local(element)
    if name == "t":
        yield (element.text or "", shift)
    elif name == "f":
        yield from _fraction(element, shift)
    elif name == "d":
        yield from _bracketed(element, shift)
    elif not name.endswith("Pr"):
        if name in {"rad", "nary"}:
            yield (_operator(element), shift)
        for one in element:
            yield from math_parts(one, _SHIFTS.get(local(one), shift))


def _fraction(element: etree._Element, shift: int) -> Iterator[Part]:
    yield (" ", shift)
    for one in element:
        parts = list(math_parts(one, shift))
        if local(one) == "den":
            yield ("/", shift)
        yield from parts if _is_word(parts) else [("(", shift), *parts, (")", shift)]
    yield (" ", shift)


def _bracketed(element: etree._Element, shift: int) -> Iterator[Part]:
    yield (_property(element, "begChr", "("), shift)
    for one in element:
        yield from math_parts(one, shift)
    yield (_property(element, "endChr", ")"), shift)


def _operator(element: etree._Element) -> str:
    return _property(element, "chr", _OPERATORS[local(element)])


def _property(element: etree._Element, wanted: str, usual: str) -> str:
    """The character that a formula's properties set, or the usual one."""
    for properties in element:
        if local(properties).endswith("Pr"):
            for one in properties:
                if local(one) == wanted:
                    return next(iter(map(str, one.attrib.values())), usual)
    return usual


def _is_word(parts: list[Part]) -> bool:
    """Is this one number or one name, which needs no brackets?"""
    text = "".join(piece for piece, _ in parts)
    return not text or text.replace(".", "").replace(",", "").isalnum()
