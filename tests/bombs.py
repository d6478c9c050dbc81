"""Files that are small and become large, or that lie about what they are. All are made here."""

import io
import struct
import zipfile
import zlib

MEGABYTE = 2**20

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName='
    '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b0 "ha">'
    + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
"""Ten entities, each ten times the one before: ten billion letters in a thousand."""

OUTSIDE = '<!DOCTYPE a [<!ENTITY b9 SYSTEM "file:///etc/passwd">]>'
"""An entity that stands for a file of this machine."""


def zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros, deflated to a thousandth without ever being there."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + packer.flush()


def gzip_of_zeros(megabytes: int) -> bytes:
    """A gzip file of zeros."""
    end = struct.pack("<LL", 0, megabytes * MEGABYTE & 0xFFFFFFFF)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + zeros(megabytes) + end


def zlib_of_zeros(megabytes: int) -> bytes:
    """A stream of zeros as in a PDF; of zeros the check sum is known."""
    check = (megabytes * MEGABYTE % 65521) << 16 | 1
    return b"\x78\xda" + zeros(megabytes) + struct.pack(">L", check)


def docx(document: str, doctype: str = "") -> bytes:
    """A Word file with this body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", LINKS)
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}"><w:body>{document}'
            "</w:body></w:document>",
        )
    return file.getvalue()


def paragraph(text: str) -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def zip_of_zeros(megabytes: int, told: int | None = None, times: int = 1) -> bytes:
    """A Word file whose document is zeros; its directory tells another size, or lists it often.

    The entries of the directory overlap: they all stand for the one stretch of zeros.
    """
    packed = zeros(megabytes)
    size = megabytes * MEGABYTE if told is None else told
    names = ["word/document.xml", *(f"word/header{n}.xml" for n in range(1, times))]
    fields = (20, 0, 8, 0, 33, 0, len(packed), size)
    first = names[0].encode()
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *fields, len(first), 0) + first + packed
    places = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *fields, len(name), 0, 0, 0, 0, 0, 0)
        + name.encode()
        for name in names
    )
    counts = (min(times, 65535), min(times, 65535))
    return (
        local
        + places
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *counts, len(places), len(local), 0)
    )


def pdf(stream: bytes, filters: str = "", extra: str = "", trailer: str = "") -> bytes:
    """A PDF of one page with this content."""
    entries = f"/Length {len(stream)}" + (f" /Filter {filters}" if filters else "")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< {entries} >>\nstream\n".encode() + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *([extra.encode()] if extra else []),
    ]
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    written += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(written) + f"startxref\n{table}\n%%EOF\n".encode()


LINE = b"BT /F1 12 Tf 72 700 Td (Shares of Orvenda fell 4.5% to $12.30.) Tj ET"


def locked_pdf() -> bytes:
    """A PDF that no password opens."""
    lock = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>"
    return pdf(LINE, extra=lock, trailer=f"/Encrypt 6 0 R /ID [<{'00' * 16}> <{'00' * 16}>]")
