"""A Word file in; its visible text, headings, lists, tables, notes and what it says of itself out.

lxml (BSD) reads the XML of the zip directly: the two libraries for Word files that were tried lose
figures (docs/reading.md says which). Body first, then footnotes and endnotes; page headers stand
at the top and page footers at the end, each once.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.read.docx_notes import Notes, read_notes
from pipeline.read.docx_package import Package, open_package
from pipeline.read.docx_said import pick_title, read_core
from pipeline.read.docx_styles import read_styles
from pipeline.read.docx_write import Writer
from pipeline.read.docx_xml import R, W, child, toggle
from pipeline.read.raw import Raw
from schemas.errors import ReadError

MAIN = "word/document.xml"


def read_docx(data: bytes, name: str) -> list[Raw]:
    """The one document of a Word file, as a reader of its final text sees it.

    Tracked insertions are in, deletions and comments out, hidden text out; fields show their
    results, save for page numbers. Raises ReadError for what is no Word file, is encrypted or
    broken, declares entities, unpacks to too much, or imports parts that only Word can merge.
    """
    package = open_package(data, name)
    main = _main_path(package)
    root = package.part(main)
    body = child(root, "body")
    if root is None or body is None:
        raise ReadError(f"{name}: is a zip without a Word text; give a .docx, text or HTML")
    if next(root.iter(W + "altChunk"), None) is not None:
        raise ReadError(
            f"{name}: imports another file that Word has not merged yet; open and save it in Word"
        )
    writer = _writer(package, main)
    tops, ends = _margins(package, main, body)
    for at, part in enumerate(tops, 1):
        writer.write_part(part, "header", f"header {at}")
    writer.write_body(body)
    writer.write_notes()
    for at, part in enumerate(ends, 1):
        writer.write_part(part, "footer", f"footer {at}")
    lines = writer.lines
    said = tuple(read_core(package))
    title = pick_title(lines.text, lines.marks, said)
    return [Raw(lines.text, title, lines.marks, lines.tables, lines.origins, said)]


def _main_path(package: Package) -> str:
    kinds = package.links("").values()
    return next((link.target for link in kinds if link.kind == "officeDocument"), MAIN)


def _writer(package: Package, main: str) -> Writer:
    parts = {link.kind: link.target for link in package.links(main).values()}
    roots = {kind: package.part(parts[kind]) for kind in _PARTS if kind in parts}
    notes = Notes(
        read_notes(roots.get("footnotes"), roots.get("settings"), "footnote"),
        read_notes(roots.get("endnotes"), roots.get("settings"), "endnote"),
    )
    return Writer(read_styles(roots.get("styles")), roots.get("numbering"), notes)


_PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings")


def _margins(
    package: Package, main: str, body: etree._Element
) -> tuple[list[etree._Element], list[etree._Element]]:
    """The headers and footers that are printed, each once."""
    targets = {key: link.target for key, link in package.links(main).items()}
    settings = next(
        (link.target for link in package.links(main).values() if link.kind == "settings"), ""
    )
    has_even = toggle(package.part(settings), "evenAndOddHeaders") is True
    found: Mapping[str, dict[str, None]] = {"headerReference": {}, "footerReference": {}}
    for section in body.iter(W + "sectPr"):
        for kind, targets_of_kind in found.items():
            for key in _shown(section, kind, has_even=has_even):
                if key in targets:
                    targets_of_kind[targets[key]] = None
    tops, ends = (
        [part for target in found[kind] if (part := package.part(target)) is not None]
        for kind in ("headerReference", "footerReference")
    )
    return _distinct(tops), _distinct(ends)


def _shown(section: etree._Element, kind: str, *, has_even: bool) -> Iterator[str]:
    """The ids of a section's headers or footers that are printed on some page."""
    has_first = toggle(section, "titlePg") is True
    for reference in section.iterfind(W + kind):
        pages = reference.get(W + "type", "default")
        if pages == "default" or (has_first if pages == "first" else has_even):
            yield reference.get(R + "id", "")


def _distinct(parts: list[etree._Element]) -> list[etree._Element]:
    """Parts of the same words are one, as each section of a file has its own copy."""
    words = {"".join(map(str, part.itertext(W + "t"))): part for part in reversed(parts)}
    return list(reversed(words.values()))
