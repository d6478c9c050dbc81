"""What is no article, by its first bytes. In: bytes. Out: what it is and what to do, or nothing.

Source: the formats' own specifications, and the WHATWG MIME Sniffing Standard, read 2026-11-21.
"""

import re

PICTURE = "pictures are not read; save the article as text or HTML"
SOUND = "sound and films are not read; save what is said as text"
ARCHIVE = "archives are not read; unpack it and give the article's own file"
PROGRAM = "programs are not read; give the article's file"

SIGNATURES = (
    (0, b"\x89PNG\r\n", f"a picture (PNG); {PICTURE}"),
    (0, b"\xff\xd8\xff", f"a picture (JPEG); {PICTURE}"),
    (0, b"GIF8", f"a picture (GIF); {PICTURE}"),
    (8, b"WEBP", f"a picture (WebP); {PICTURE}"),
    (0, b"II*\0", f"a picture (TIFF); {PICTURE}"),
    (0, b"MM\0*", f"a picture (TIFF); {PICTURE}"),
    (4, b"ftypheic", f"a picture (HEIC); {PICTURE}"),
    (4, b"ftypavif", f"a picture (AVIF); {PICTURE}"),
    (4, b"ftyp", f"a film or sound (MP4); {SOUND}"),
    (0, b"ID3", f"sound (MP3); {SOUND}"),
    (0, b"OggS", f"sound (Ogg); {SOUND}"),
    (0, b"fLaC", f"sound (FLAC); {SOUND}"),
    (8, b"WAVE", f"sound (WAV); {SOUND}"),
    (8, b"AVI ", f"a film (AVI); {SOUND}"),
    (0, b"\x1aE\xdf\xa3", f"a film (Matroska); {SOUND}"),
    (0, b"\x7fELF", f"a program; {PROGRAM}"),
    (0, b"\xcf\xfa\xed\xfe", f"a program; {PROGRAM}"),
    (0, b"\xca\xfe\xba\xbe", f"a program; {PROGRAM}"),
    (0, b"\0asm", f"a program; {PROGRAM}"),
    (0, b"BZh", "bzip2; unpack it and give the article's own file"),
    (0, b"\xfd7zXZ", "xz; unpack it and give the article's own file"),
    (0, b"(\xb5/\xfd", "zstd; unpack it and give the article's own file"),
    (0, b"7z\xbc\xaf", f"an archive (7z); {ARCHIVE}"),
    (0, b"Rar!\x1a", f"an archive (RAR); {ARCHIVE}"),
    (257, b"ustar", f"an archive (tar); {ARCHIVE}"),
    (0, b"SQLite format 3\0", "a database; give the article as text"),
    (0, b"PAR1", "a table of data (Parquet); give the article as text, or a table as JSON lines"),
    (0, b"{\\rtf", "RTF; open it in a word processor and save it as DOCX"),
    (0, b"%!PS", "PostScript; make a PDF of it"),
    (0, b"AT&TFORM", "a picture (DjVu); pictures are not read; make a PDF with text of it"),
)
"""Where a signature stands, the signature, and what it is a signature of; the first that fits."""

BINARY_SIGNATURES = (
    (b"BM", f"a picture (BMP); {PICTURE}"),
    (b"MZ", f"a program; {PROGRAM}"),
    (b"RIFF", f"sound or a film; {SOUND}"),
)
"""Those of two or four letters begin words too; only with a NUL byte behind them do they count."""

ZIP_KINDS = (
    (b"xl/workbook", "a spreadsheet (Excel); save the article as DOCX or text, a table as text"),
    (b"ppt/presentation", "slides (PowerPoint); save them as PDF"),
    (b"mimetypeapplication/epub", "a book (EPUB); save the article as HTML or text"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file; save it as DOCX"),
    (b"Index/Document.iwa", "a Pages file; export it as DOCX or PDF"),
    (b"META-INF/MANIFEST.MF", f"a program; {PROGRAM}"),
)
"""Zip files by a name in them."""

DOCX = "docx"
UNKNOWN_ZIP = f"a zip archive; {ARCHIVE}"

_DOCX_PART = re.compile(rb"word/document\d*\.xml")
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def find_foreign(data: bytes) -> str:
    """What the bytes are and what to do, where they are no format that is read; else empty."""
    for offset, signature, answer in SIGNATURES:
        if data.startswith(signature, offset):
            return answer
    for signature, answer in BINARY_SIGNATURES:
        if data.startswith(signature) and b"\0" in data[:512]:
            return answer
    if data.startswith(_OLE[:4]):
        return _old_office(data)
    return ""


def find_zip_kind(data: bytes) -> str:
    """`DOCX`, or what another zip is and what to do; the names in it are looked at, not unpacked.

    A zip's list of files can itself be a bomb, so it is read where memory is limited.
    """
    for name, answer in ZIP_KINDS:
        if name in data:
            return answer
    if _DOCX_PART.search(data):
        return DOCX
    return UNKNOWN_ZIP


def _old_office(data: bytes) -> str:
    if _LOCKED_PART in data:
        return "a Word or Office file with a password; save it without one"
    return "an old Word or Office file; open it in a word processor and save it as DOCX"
