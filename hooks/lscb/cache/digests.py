"""Digests of what things are made from."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CODE = Path(__file__).resolve().parents[1]


def digest(*parts: str | bytes) -> str:
    """One digest of several parts. Each is told with its length, so that no two lists of parts give the same."""
    found = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(raw))
        found.update(raw)
    return found.hexdigest()


def version() -> str:
    """The program: its own code, Python, and the release of every library beside it."""
    folders = [folder for folder in map(Path, sys.path) if folder.is_dir()]
    libraries = {found.name for folder in folders for found in folder.iterdir() if found.suffix == ".dist-info"}
    return digest(sys.version, *sorted(libraries), *_told(CODE, CODE.rglob("*.py")))


def of_folders(root: Path, names: Iterable[str]) -> str:
    """Every file under some folders of a project, by its path and what is in it."""
    return digest(*_told(root, (file for name in names for file in files(root / name))))


def files(folder: Path) -> Iterator[Path]:
    """Every file under a folder, through no link to another folder."""
    for found, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(found) / name for name in names)


def _told(root: Path, found: Iterable[Path]) -> Iterator[str | bytes]:
    for file in sorted(found):
        yield file.relative_to(root).as_posix()
        yield content_of(file)


def content_of(file: Path) -> bytes:
    """What is in a file; where it cannot be read, that it cannot."""
    try:
        return file.read_bytes()
    except OSError as error:
        return f"unreadable: {error.errno}".encode()
