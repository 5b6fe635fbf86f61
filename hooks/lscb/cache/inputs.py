"""All that a site is made from. Only the standard library is needed here: a build with nothing to do imports no more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lscb.cache.digests import content_of, digest, files, version

FOLDERS = ("content", "docs", "theme")
END_OF_FRONT_MATTER = re.compile(rb"(?:\r\n|\n|\r)---[ \t]*(?=[\r\n]|$)")


@dataclass(frozen=True)
class Inputs:
    """`version` is that of the program; `whole` tells all files apart, and `frame` all but the text of bodies."""

    version: str
    whole: str
    frame: str

    def on(self, *circumstances: str) -> str:
        """The same, with what else a build depends on, as its day."""
        return digest(self.version, self.whole, *circumstances)

    def frame_on(self, *circumstances: str) -> str:
        """What every page depends on, whatever is in any body."""
        return digest(self.version, self.frame, *circumstances)


def inputs_of(root: Path, more: Iterable[Path]) -> Inputs:
    """Read every file of a project; `more` are its configuration and its hooks."""
    whole: list[str | bytes] = []
    frame: list[str | bytes] = []
    found = [file for name in FOLDERS for file in files(root / name)]
    for file in (*sorted(found), *sorted(set(more))):
        raw, name = content_of(file), str(file)
        whole += (name, raw)
        frame += (name, _without_body(raw) if file.suffix == ".md" else raw)
    return Inputs(version(), digest(*whole), digest(*frame))


def _without_body(raw: bytes) -> bytes:
    """The front matter of a content file, and whether there is a body below it."""
    end = END_OF_FRONT_MATTER.search(raw)
    return raw if end is None else raw[: end.end()] + (b"+" if raw[end.end() :].strip() else b"")
