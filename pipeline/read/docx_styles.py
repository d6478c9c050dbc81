"""The style sheet of a Word file in; what each style says of headings, lists and characters out."""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.read.docx_xml import W, child, toggle, value, whole

MOST_PARENTS = 20
"""A style that is based on more than so many others is based on itself."""


class Style(NamedTuple):
    """What a style, or a paragraph or run itself, says; `None` where it leaves it open."""

    name: str = ""
    """In lower case, as Word calls it in every language: `heading 1`, `caption`, `toc 2`."""
    outline: int | None = None
    """The level of a heading, from 0; 9 says that it is none."""
    list_id: int | None = None
    list_level: int | None = None
    shift: int | None = None
    """Above the line (1), below it (-1) or on it (0)."""
    is_hidden: bool | None = None
    font: str | None = None


def read_styles(root: etree._Element | None) -> Mapping[str, Style]:
    """Every style by its id, with what it takes over from those it is based on."""
    if root is None:
        return {}
    elements = {style.get(W + "styleId", ""): style for style in root.iterfind(W + "style")}
    return {style_id: _resolved(style_id, elements) for style_id in elements}


def read_properties(parent: etree._Element | None) -> Style:
    """What the `w:pPr` and `w:rPr` in a style, or beside a run's text, say themselves."""
    paragraph, run = child(parent, "pPr"), child(parent, "rPr")
    return Style(
        outline=whole(value(paragraph, "outlineLvl")),
        list_id=whole(value(paragraph, "numPr", "numId")),
        list_level=whole(value(paragraph, "numPr", "ilvl")),
        shift=_shift(run),
        is_hidden=toggle(run, "vanish"),
        font=_font(run),
    )


def overlay(upper: Style, lower: Style) -> Style:
    """What `upper` says, and what `lower` says where it leaves something open."""
    pairs = zip(upper[1:], lower[1:], strict=True)
    return Style._make([upper.name or lower.name, *(b if a is None else a for a, b in pairs)])


def _resolved(style_id: str, elements: Mapping[str, etree._Element]) -> Style:
    style = Style()
    for _ in range(MOST_PARENTS):
        element = elements.get(style_id)
        if element is None:
            break
        found = read_properties(element)._replace(name=(value(element, "name") or "").lower())
        style = overlay(style, found)
        style_id = value(element, "basedOn") or ""
    return style


def _shift(run: etree._Element | None) -> int | None:
    align = value(run, "vertAlign")
    if align is not None:
        return {"superscript": 1, "subscript": -1}.get(align, 0)
    raised = whole(value(run, "position"))
    return None if raised is None else (raised > 0) - (raised < 0)


def _font(run: etree._Element | None) -> str | None:
    fonts = child(run, "rFonts")
    return None if fonts is None else fonts.get(W + "ascii")
