"""Files with words inside, made as small as programs still read them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

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
