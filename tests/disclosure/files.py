"""Files with words inside, made as small as programs still read them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(file: Path, text: str = "", *, password: str = "", **details: str) -> Path:
    """A PDF of one page with a line of text, and details such as `author`."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = StreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({f"/{name.capitalize()}": value for name, value in details.items()})
    if password:
        writer.encrypt(password)
    writer.write(file)
    assert PdfReader(file)
    return file


def office(file: Path, **parts: str) -> Path:
    """An Office file from the XML of its parts: `word_document`, `docProps_core` …"""
    with zipfile.ZipFile(file, "w") as packed:
        for name, xml in parts.items():
            packed.writestr(f"{name.replace('_', '/')}.xml", xml)
    return file


def word(*runs: str) -> str:
    """The XML of a Word text with one paragraph, in as many runs as Word may split it into."""
    inside = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f'<w:document xmlns:w="{W}"><w:body><w:p>{inside}</w:p></w:body></w:document>'


def photograph(file: Path, *, place: bool = False, xmp: str = "", **exif: str) -> Path:
    """A picture with what a camera or a picture program wrote into it: EXIF's fields by name, XMP, and where it was taken."""
    image = Image.new("RGB", (40, 30), "teal")
    details = image.getexif()
    for tag, value in {"description": 0x010E, "artist": 0x013B}.items():
        if tag in exif:
            details[value] = exif[tag]
    if "title" in exif:
        details[0x9C9B] = exif["title"].encode("utf-16-le")
    if place:
        details.get_ifd(0x8825).update({1: "N", 2: (50.0, 54.0, 0.0), 3: "W", 4: (1.0, 24.0, 0.0)})
    written = io.BytesIO()
    image.save(written, "JPEG", exif=details, **({"xmp": xmp.encode()} if xmp else {}))
    file.write_bytes(written.getvalue())
    return file


def pdf_with(file: Path, *, bookmark: str = "", inside: str = "", field: str = "") -> Path:
    """A PDF with words where no page shows them: a bookmark, a file inside it, what was filled into a form."""
    writer = PdfWriter(clone_from=pdf(file, "Nothing."))
    if bookmark:
        writer.add_outline_item(title=bookmark, page_number=0)
    if inside:
        writer.add_attachment(inside, b"words")
    if field:
        box = DictionaryObject({NameObject("/Subtype"): NameObject("/Widget"), NameObject("/V"): TextStringObject(field)})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(box)])
    writer.write(file)
    return file


def packed(file: Path, **parts: str | bytes) -> Path:
    """A zip of parts by their names, `__` for the slash and `_` for the dot before the ending."""
    with zipfile.ZipFile(file, "w") as made:
        for name, held in parts.items():
            made.writestr(".".join(name.replace("__", "/").rsplit("_", 1)), held)
    return file


def sound(file: Path, title: str) -> Path:
    """The tags of an MP3 (ID3 version 2.3) with a title, and no sound."""
    frame = b"\x03" + title.encode()
    tags = b"TIT2" + len(frame).to_bytes(4) + b"\0\0" + frame
    size = bytes(len(tags) >> shift & 0x7F for shift in (21, 14, 7, 0))
    file.write_bytes(b"ID3\x03\0\0" + size + tags + b"\xff\xfb\x90\0" * 200)
    return file
