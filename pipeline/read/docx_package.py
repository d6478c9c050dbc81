"""The bytes of a Word file in; its parts as trees out, none of them inflated before it is weighed.

A DOCX is a zip of XML parts (ECMA-376, part 2, Open Packaging Conventions). Sizes and ratios are
read from the zip's directory first; no entity is ever resolved and no address asked.
"""

import zipfile
import zlib
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import NamedTuple

from lxml import etree

from pipeline.read.xml_safe import make_xml_parser
from schemas.errors import ReadError

MOST_ENTRIES = 10_000
"""Of a zip's directory; a Word file with a thousand pictures has some 2,000."""

MOST_PART_BYTES = 30_000_000
"""Of one XML part; Word needs some six bytes for a character, so the longest text fits."""

MOST_XML_BYTES = 100_000_000
"""Of all XML parts together."""

MOST_RATIO = 200
"""Between a part's size and its size in the zip; Word's own parts have 5 to 40."""

SMALL_BYTES = 1_000_000
"""Below this a part may be packed as tightly as it likes."""

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", "wordprocessingml"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", "math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", "relationships"),
)
"""Names of ISO 29500 Strict, which Word writes on request; they mean what the usual ones do."""

_USUAL = {
    "wordprocessingml": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    "relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}

_UNZIPPING = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
)
"""What `zipfile` raises over a broken, encrypted or oddly packed file."""


class Link(NamedTuple):
    """One relationship of a part: what kind of part it leads to, and where that is."""

    kind: str
    target: str


class Package:
    """An open Word file; parts are read when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._infos = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}

    def part(self, path: str) -> etree._Element | None:
        """The tree of a part, or `None` where the file has none of that path."""
        info = self._infos.get(path.lower())
        return None if info is None else self._parse(self._inflate(info), path)

    def links(self, path: str) -> dict[str, Link]:
        """By id, what a part refers to; addresses outside of the file are left out."""
        root = self.part(join(dirname(path), "_rels", path.rpartition("/")[2] + ".rels"))
        if root is None:
            return {}
        return {
            link.get("Id", ""): Link(
                link.get("Type", "").rpartition("/")[2],
                normpath(join("/", dirname(path), link.get("Target", ""))).lstrip("/"),
            )
            for link in root
            if link.get("TargetMode") != "External"
        }

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        try:
            with self._archive.open(info) as file:
                return file.read(MOST_PART_BYTES)
        except _UNZIPPING as error:
            raise ReadError(
                f"{self._name}: {info.filename} cannot be unpacked ({error}); "
                "open the file in Word and save it again"
            ) from error

    def _parse(self, data: bytes, path: str) -> etree._Element:
        for strict, usual in _STRICT:
            data = data.replace(strict, _USUAL[usual])
        parser = make_xml_parser()
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(
                f"{self._name}: {path} is no well-formed XML ({error.msg}); "
                "open the file in Word and save it again"
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadError(f"{self._name}: {path} declares entities; no Word file does; not read")
        return root


def open_package(data: bytes, name: str) -> Package:
    """The Word file that `data` holds, its sizes weighed.

    Raises ReadError where it is no zip, is encrypted, or would unpack to more than a text needs.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _UNZIPPING as error:
        raise ReadError(f"{name}: is no whole zip, so no Word file ({error}); get it anew") from (
            error
        )
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise ReadError(f"{name}: holds {len(infos):,} files; no Word file does; not read")
    for info in infos:
        _weigh(info, name)
    total = sum(info.file_size for info in infos if _is_xml(info))
    if total > MOST_XML_BYTES:
        raise ReadError(f"{name}: unpacks to {total:,} bytes of XML; no Word file does; not read")
    return Package(archive, name)


def _weigh(info: zipfile.ZipInfo, name: str) -> None:
    """Raise ReadError over an XML part that is encrypted, too large or packed too tightly."""
    if not _is_xml(info):
        return
    size, packed = info.file_size, max(info.compress_size, 1)
    if info.flag_bits & 0x1:
        raise ReadError(f"{name}: is encrypted; save it without a password")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ReadError(f"{name}: {info.filename} is packed in a way no Word file is; not read")
    if size > MOST_PART_BYTES:
        raise ReadError(
            f"{name}: {info.filename} unpacks to {size:,} bytes, more than {MOST_PART_BYTES:,}; "
            "give one article"
        )
    if size > SMALL_BYTES and size > packed * MOST_RATIO:
        raise ReadError(
            f"{name}: {info.filename} unpacks to {size // packed:,} times its size; "
            "no Word file does; not read"
        )


def _is_xml(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith((".xml", ".rels"))
