"""The kinds of file that may lie beside a text: pictures to show, documents to download, and what people save that is neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Download:
    """A kind of document as readers know it, and its media type (IANA)."""

    kind: str
    media_type: str


OFFICE, OPEN = "application/vnd.openxmlformats-officedocument", "application/vnd.oasis.opendocument"
DOWNLOADS: Mapping[str, Download] = {
    ".pdf": Download("PDF", "application/pdf"),
    ".docx": Download("Word document", f"{OFFICE}.wordprocessingml.document"),
    ".xlsx": Download("Excel workbook", f"{OFFICE}.spreadsheetml.sheet"),
    ".pptx": Download("PowerPoint slides", f"{OFFICE}.presentationml.presentation"),
    ".odt": Download("OpenDocument text", f"{OPEN}.text"),
    ".ods": Download("OpenDocument spreadsheet", f"{OPEN}.spreadsheet"),
    ".odp": Download("OpenDocument slides", f"{OPEN}.presentation"),
    ".csv": Download("table (CSV)", "text/csv; charset=utf-8"),
    ".ics": Download("calendar file", "text/calendar; charset=utf-8"),
    ".mp3": Download("sound (MP3)", "audio/mpeg"),
    ".m4a": Download("sound (M4A)", "audio/mp4"),
    ".ogg": Download("sound (Ogg)", "audio/ogg"),
    ".opus": Download("sound (Opus)", "audio/ogg"),
    ".wav": Download("sound (WAV)", "audio/wav"),
}
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})
PUBLISHABLE = PICTURES | DOWNLOADS.keys()

NOT_FOR_ALL: tuple[tuple[str, str, str], ...] = (
    (".heic .heif", "is a photograph as iPhones keep it, which few browsers show", "save it as JPEG"),
    (".tif .tiff .bmp .psd .raw .cr2 .nef .dng", "is a picture that browsers do not show", "save it as JPEG or PNG"),
    (".eps .ai .cdr .wmf .emf", "is a drawing that browsers do not show", "save it as SVG, PNG or PDF"),
    (".doc .dot .rtf .pages .pub .wpd", "is a document that not everybody can open", "save it as PDF, .docx or .odt"),
    (".xls .numbers", "is a workbook that not everybody can open", "save it as .xlsx, .ods or CSV"),
    (".ppt .pps .key", "is a set of slides that not everybody can open", "save it as PDF, .pptx or .odp"),
    (".mp4 .mov .avi .wmv .mkv .webm", "is a film, and this site shows none", "publish it elsewhere, and link to it"),
    (".zip .rar .7z .gz", "is an archive, which nobody can see into", "put its files here one by one"),
    (".html .htm .txt .markdown .mdown", "is a text under another ending", "a page's file ends in .md"),
    (".wma .aac .aiff .flac .amr", "is a sound that not every browser plays", "save it as MP3"),
)
"""What people save that cannot be published as it is: its endings, what it is, and what to do."""

# What programs and systems leave beside the files they work on.
LEFT_BY_PROGRAMS = re.compile(
    r"[.~#].*|.*~|(?:eh)?thumbs\.db|desktop\.ini|icon\r|.*\.(?:tmp|temp|bak|old|orig|rej|swp|part|crdownload|lnk|db-journal)",
    re.IGNORECASE,
)


def is_left_by_a_program(name: str) -> bool:
    """Whether a file's name says that a program left it, so that nobody meant to publish it."""
    return LEFT_BY_PROGRAMS.fullmatch(name) is not None


def why_not(path: str) -> tuple[str, str] | None:
    """What a file is that cannot be published as it is, and what to do; None for any other."""
    ending = PurePosixPath(path).suffix.lower()
    return next(((said, hint) for endings, said, hint in NOT_FOR_ALL if ending in endings.split()), None)


def described(name: str, size: int) -> str:
    """A file's kind and size for those who may download it: “PDF, 340 kB”."""
    ending = PurePosixPath(name).suffix.lower()
    kind = DOWNLOADS[ending].kind if ending in DOWNLOADS else f"{ending.removeprefix('.').upper()} picture"
    kilobytes = max(1, round(size / 1000))
    return f"{kind}, {kilobytes} kB" if kilobytes < 1000 else f"{kind}, {size / 1e6:.1f} MB"
