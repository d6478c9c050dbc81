"""Word files made for the tests, a part at a time."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

STYLES = """
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="House head"/>
 <w:basedOn w:val="Base"/></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/>
 <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="ListNumber"><w:name w:val="List Number"/>
 <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Raised"><w:name w:val="Raised"/>
 <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/>
 <w:rPr><w:vanish/></w:rPr></w:style>
"""

NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def part(root: str, inner: str) -> bytes:
    """One XML part of a Word file."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:{root} {_SPACES}>{inner}</w:{root}>".encode()


def relations(targets: Mapping[str, str]) -> bytes:
    """The relationships part that leads to each path by its kind; the ids are `r1`, `r2` …"""
    links = "".join(
        f'<Relationship Id="r{number}" Type="{kind}" Target="{path}"/>'
        for number, (path, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'.encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in parts.items():
            archive.writestr(path, data)
    return out.getvalue()


def word_file(body: str, more: Mapping[str, str] = {}, core: str = "") -> bytes:
    """A Word file with that body; `more` holds further parts by their names, `header1` and so on.

    Parts get the relationships `r1`, `r2` … in their order, behind those of styles and numbering.
    """
    inner = {"styles": STYLES, "numbering": NUMBERING, **more}
    roots = {"header": "hdr", "footer": "ftr"}
    parts = {
        "_rels/.rels": relations(
            {"word/document.xml": f"{_RELATIONS}/officeDocument"}
            | ({"docProps/core.xml": _CORE} if core else {})
        ),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(
            {f"{name}.xml": f"{_RELATIONS}/{name.rstrip('123')}" for name in inner}
        ),
    }
    for name, xml in inner.items():
        kind = name.rstrip("123")
        parts[f"word/{name}.xml"] = part(roots.get(kind, kind), xml)
    if core:
        parts["docProps/core.xml"] = core.encode()
    return zipped(parts)


def run(text: str, properties: str = "") -> str:
    """A run of text with these run properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    """A paragraph of these runs; plain text becomes one."""
    runs = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def styled(style: str, inner: str) -> str:
    """A paragraph of that style."""
    return paragraph(inner, f'<w:pStyle w:val="{style}"/>')


def item(inner: str, list_id: int, level: int = 0) -> str:
    """A list item."""
    return paragraph(
        inner, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def cell(inner: str, properties: str = "") -> str:
    """A table's cell of paragraphs, or of plain text."""
    blocks = inner if inner.startswith("<w:p>") or inner.startswith("<w:tbl>") else paragraph(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table's row of cells; plain text becomes one."""
    inner = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
