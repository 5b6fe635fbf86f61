"""The versions of texts that `lscb ledger --record` keeps: content/versions/COLLECTION/ID/DAY.html."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from lscb.files import write_whole
from lscb.model.version import Version
from lscb.problems import Position, Problem
from lscb.reading.sources import read_text

VERSIONS = "content/versions/"
AS_IT_WAS = "kept versions are what readers saw: bring the file back as it was, `git checkout` and its path"


def path_of(collection: str, record_id: str, day: date) -> str:
    """Where a version is kept."""
    return f"{VERSIONS}{collection}/{record_id}/{day}.html"


def read_versions(root: Path) -> tuple[Mapping[str, tuple[Version, ...]], list[Problem]]:
    """The versions of each record by its id, oldest first, and what is wrong with their files."""
    found: dict[str, list[Version]] = {}
    problems: list[Problem] = []
    for file in sorted((root / VERSIONS).glob("*/*/*")):
        path = file.relative_to(root).as_posix()
        text = read_text(file, path, root / "content")
        day = _day(PurePosixPath(path))
        if isinstance(text, Problem):
            problems.append(text)
        elif day is None:
            problems.append(Problem(path, Position(), "is not a version that `lscb ledger --record` keeps", "move it elsewhere"))
        else:
            found.setdefault(file.parent.name, []).append(Version(day, text, path))
    return {known: tuple(versions) for known, versions in found.items()}, problems


def _day(path: PurePosixPath) -> date | None:
    try:
        return date.fromisoformat(path.stem) if path.suffix == ".html" else None
    except ValueError:
        return None


def write_version(root: Path, path: str, version: Version) -> None:
    """Keep a version."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    write_whole(root / path, version.html)
