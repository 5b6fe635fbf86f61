"""The files that texts name: found whatever signs their names hold, and given addresses that hold none of them."""

from __future__ import annotations

import posixpath
from pathlib import Path, PurePosixPath
from unicodedata import normalize
from urllib.parse import quote, unquote

from lscb.model.files import PUBLISHABLE

MEDIA = "/media/"


def target_of(source: str, href: str) -> str:
    """The path from the project's root that a relative link in a source file means; "" for any other link."""
    return _joined(source, unquote(href).partition("#")[0])


def file_named(root: Path, source: str, href: str) -> Path | None:
    """The file of the content that a source file names, by its address or as it is called; None where there is none."""
    before = href.partition("#")[0]
    for path in dict.fromkeys((unquote(before), before, unquote(href), href)):  # a name may hold a `#` or a `%`
        target = _joined(source, path)
        if target.startswith("content/") and PurePosixPath(target).suffix.lower() in PUBLISHABLE:
            file = _found(root, target)
            if file and is_inside(file, root / "content"):
                return file
    return None


def media_address(root: Path, file: Path) -> str:
    """The address of a content file. Signs that would end an address, or a part of `srcset`, are encoded (RFC 3986)."""
    return quote(MEDIA + normalize("NFC", file.relative_to(root / "content").as_posix()))


def is_inside(file: Path, folder: Path) -> bool:
    """Whether a file is there, and in the folder, wherever links lead."""
    try:
        return file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a name too long, a link to itself, a zero byte
        return False


def _joined(source: str, path: str) -> str:
    if not path or path.startswith("/") or ":" in path:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def _found(root: Path, target: str) -> Path | None:
    """The file at a path, in whatever form of Unicode its name is kept: `é` is one sign or two, by the system it comes from."""
    try:
        if (root / target).is_file():
            return root / target
        at = root
        for part in PurePosixPath(target).parts:
            wanted = normalize("NFC", part)
            at = next(one for one in (at / part, *sorted(at.iterdir())) if normalize("NFC", one.name) == wanted and one.exists())
    except (OSError, StopIteration, ValueError):
        return None
    return at
