"""What stands inside the files that are published beside pages: PDF, Office files, pictures, and text in other forms."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import ExifTags, Image, IptcImagePlugin
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from tinytag import TinyTag
from tinytag.tinytag import TinyTagException

from lscb.disclosure.findings import PLACE_TAKEN, UNREADABLE, Finding

OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"})
SOUND = frozenset({".mp3", ".m4a", ".ogg", ".opus", ".wav"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})
PLAIN = frozenset({".svg", ".csv", ".ics"})
MAIL_LINK = re.compile(r'Target="mailto:([^"?]+)')
LARGEST = 60_000_000  # bytes of an Office file's parts once unpacked
PARAGRAPHS = frozenset(
    {"p", "h", "si", "is", "li", "row", "text", "comment", "title", "desc", "creator", "lastModifiedBy", "description", "subject"}
    | {"keywords", "category", "Company", "Manager"}
)
WORDED = frozenset({"descr", "title", "alt", "name", "author", "label", "aria-label"})
"""Attributes that hold words: what a picture shows, who wrote a comment."""

UNSOUND = (
    *(PyPdfError, TinyTagException, zipfile.BadZipFile, etree.LxmlError, zlib.error, OSError, EOFError, ValueError, TypeError),
    *(LookupError, AttributeError, ArithmeticError, NotImplementedError, SyntaxError, RecursionError),
)
"""What the libraries raise for files that are damaged, or not what their name says."""


@dataclass(frozen=True)
class Attached:
    """A part of an attached file: where in it (“page 2”, “its details”), and the text that stands there."""

    where: str
    text: str


def attached(file: Path) -> Iterator[Attached | Finding]:
    """The texts inside a file, and what is found without reading any: a place in a photograph, a file that is locked."""
    ending = file.suffix.lower()
    try:
        if ending == ".pdf":
            yield from _pdf(file)
        elif ending in OFFICE:
            yield from _office(file)
        elif ending in PICTURES:
            yield from _picture(file)
        elif ending in SOUND:
            details = TinyTag.get(file, duration=False).as_dict().values()
            yield Attached(
                "its details", "\n".join(said for value in details if isinstance(value, list) for said in map(str, value))
            )
        elif ending in PLAIN:
            raw = file.read_bytes()
            yield Attached("its text", _without_markup(raw) if ending == ".svg" else _decoded(raw))
    except UNSOUND:
        yield Finding(0, file.name, UNREADABLE)


def _decoded(raw: bytes) -> str:
    """A table or a calendar in whatever form programs save it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _pdf(file: Path) -> Iterator[Attached | Finding]:
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        yield Finding(0, file.name, UNREADABLE)
        return
    for number, page in enumerate(reader.pages, 1):
        yield Attached(f"page {number}", page.extract_text())
        notes = [note.get_object() for note in page.get("/Annots") or ()]
        said = (str(note[key]) for note in notes for key in ("/Contents", "/T", "/V", "/TU") if isinstance(note.get(key), str))
        yield Attached(f"a note or field on page {number}", "\n".join(said))
    yield Attached("its bookmarks", "\n".join(_bookmarks(reader.outline)))
    yield from (Finding(0, name, UNREADABLE) for name in reader.attachments)
    details = [str(value) for value in (reader.metadata or {}).values()]
    yield Attached("its details", "\n".join([*details, *_xmp(reader.xmp_metadata and reader.xmp_metadata.stream.get_data())]))


def _bookmarks(outline: Iterable[Any]) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _bookmarks(one)
        else:
            yield str(one.title)


def _office(file: Path | io.BytesIO) -> Iterator[Attached | Finding]:
    """Every part that is XML: the text, notes, comments, what was deleted in tracked changes, and who wrote it."""
    with zipfile.ZipFile(file) as packed:
        parts = [part for part in packed.infolist() if part.filename.endswith(".xml")]
        if sum(part.file_size for part in parts) > LARGEST:
            raise ValueError("too large to look into")
        for part in parts:
            raw = packed.read(part)
            if part.filename == "META-INF/manifest.xml" and b"encryption-data" in raw:
                raise ValueError("kept by a password")
            yield Attached(part.filename, _without_markup(raw))
        for part in packed.infolist():
            ending, small = Path(part.filename).suffix.lower(), part.file_size < LARGEST
            if ending in PICTURES and small:
                yield from _of_image(packed.read(part))
            elif ending in OFFICE and small:
                yield from _office(io.BytesIO(packed.read(part)))
            elif ending == ".rels":
                yield Attached(part.filename, "\n".join(MAIL_LINK.findall(packed.read(part).decode("utf-8", "replace"))))
            elif "/embeddings/" in part.filename:
                yield Finding(0, Path(part.filename).name, UNREADABLE)


def _picture(file: Path) -> Iterator[Attached | Finding]:
    return _of_image(file.read_bytes())


def _of_image(raw: bytes) -> Iterator[Attached | Finding]:
    """What a camera or a picture program wrote into a picture: EXIF, XMP, IPTC and comments."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # no pixel is decoded here
        image = Image.open(io.BytesIO(raw))
    exif = image.getexif()
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        yield Finding(0, "GPS", PLACE_TAKEN)
    values = [*exif.values(), *exif.get_ifd(ExifTags.IFD.Exif).values(), *(IptcImagePlugin.getiptcinfo(image) or {}).values()]
    values += [image.info.get(name) for name in ("comment", "Comment", "Description", "Title", "Author", "parsed_exif")]
    texts = [said for value in values if (said := _said(value))]
    yield Attached("its details", "\n".join([*texts, *_xmp(image.info.get("xmp") or image.info.get("XML:com.adobe.xmp"))]))


def _said(value: Any) -> str:
    """A value of a picture's details as text; numbers say nothing of anybody."""
    if isinstance(value, list | tuple):
        return "\n".join(said for one in value if (said := _said(one)))
    if isinstance(value, bytes):
        wide = value[1:2] == b"\0"  # as Windows writes a title or a subject
        return (
            value.decode("utf-16-le" if wide else "utf-8", "ignore")
            .replace("\0", "")
            .removeprefix("ASCII")
            .removeprefix("UNICODE")
        )
    return value if isinstance(value, str) else ""


def _xmp(packet: Any) -> Iterator[str]:
    if packet:
        yield _without_markup(packet.encode() if isinstance(packet, str) else packet)


def _without_markup(xml: bytes) -> str:
    """The text of a document in XML and of its attributes that hold words, a paragraph a line. Nothing outside it is opened."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root = etree.fromstring(xml.strip(b"\0 \n\r\t"), parser)
    if root is None:
        return ""
    lines, beside = [""], []
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        lines += [""] if name in PARAGRAPHS else []
        lines[-1] += f"{element.text or ''}{' ' if name in {'tab', 'br'} else ''}{(element.tail or '').strip()}"
        beside += [str(value) for key, value in element.attrib.items() if etree.QName(key).localname in WORDED]
    return "\n".join(line for line in (*lines, *beside) if line.strip())
