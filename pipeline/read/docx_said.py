"""The properties of a Word file in; what it says of itself, and its title, out."""

from collections.abc import Iterator

from pipeline.read.docx_package import Package
from pipeline.read.docx_xml import local
from pipeline.read.raw import RawMark, Said

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
}


def read_core(package: Package) -> Iterator[Said]:
    """Title, author, times and the like, under their own names: `docx dc:title`."""
    for link in package.links("").values():
        root = package.part(link.target) if link.kind in {"core-properties"} else None
        for element in () if root is None else root:
            space = str(element.tag).partition("}")[0].removeprefix("{")
            text = " ".join((element.text or "").split())
            if text and space in _PREFIXES:
                yield Said(f"docx {_PREFIXES[space]}:{local(element)}", text)


def pick_title(text: str, marks: tuple[RawMark, ...], said: tuple[Said, ...]) -> str:
    """The title of the file's properties if the text prints it, else its first heading, else that.

    Properties outlive the text: a file made from last year's release keeps last year's title.
    """
    stated = next((one.value for one in said if one.name == "docx dc:title"), "")
    if stated and stated in " ".join(text.split()):
        return stated
    headings = (text[mark.start : mark.end] for mark in marks if mark.tag == "h1")
    return " ".join(next(headings, stated).split())
