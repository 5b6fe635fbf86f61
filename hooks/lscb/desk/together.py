"""Several files changed together: all of them, or none where the check would refuse the content after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from lscb.files import write_whole
from lscb.prepared import Prepared, prepare
from lscb.problems import ContentError
from lscb.types import CONTENT_TYPES


def sound(root: Path, as_of: date | None) -> Prepared:
    """The content, if the check has nothing against it. Raises ContentError with every problem."""
    prepared = prepare(root, CONTENT_TYPES, as_of)
    if problems := sorted(set(prepared.check())):
        raise ContentError(problems)
    return prepared


def change_together(root: Path, texts: Mapping[str, bytes], moved: Mapping[str, str], as_of: date | None) -> None:
    """Move files (`moved`: old path to new), write others (`texts`), and check the whole.

    Raises ContentError with what would be wrong, and OSError; everything then stands as it stood.
    """
    before = {path: _bytes_at(root / path) for path in texts}
    done: list[tuple[str, str]] = []
    try:
        for old, new in moved.items():
            (root / new).parent.mkdir(parents=True, exist_ok=True)
            (root / old).rename(root / new)
            done.append((old, new))
        for path, raw in texts.items():
            write_whole(root / path, raw)
        sound(root, as_of)
    except BaseException:
        for path, was in before.items():
            _put_back(root / path, was)
        for old, new in reversed(done):
            (root / old).parent.mkdir(parents=True, exist_ok=True)
            (root / new).rename(root / old)
        _remove_empty(root, moved.values())
        raise
    _remove_empty(root, moved)


def _bytes_at(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _put_back(file: Path, raw: bytes | None) -> None:
    if raw is not None:
        write_whole(file, raw)
    elif file.parent.exists():
        file.unlink(missing_ok=True)


def _remove_empty(root: Path, paths: Iterable[str]) -> None:
    """Remove the folders that have nothing in them any more."""
    for path in paths:
        with suppress(OSError):
            (root / path).parent.rmdir()
