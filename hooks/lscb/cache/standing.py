"""The site that stands, and the new one beside it: a file whose bytes stay the same is linked, and keeps its time.

Servers tell readers by a file's time that it has not changed. Nothing is ever written into a file that stands: a link shares it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Made:
    """One file of a site. `bodies` are the bodies that it shows: address and fingerprint; `indexed` what search finds in it."""

    bodies: tuple[tuple[str, str], ...] = ()
    indexed: str = ""


@dataclass
class Manifest:
    """What a finished site was made from.

    `inputs` are all of them, `frame` all but bodies, `index` what the search index was made from; `said` is what the build said.
    """

    inputs: str
    frame: str
    files: dict[str, Made] = field(default_factory=dict)
    index: str = ""
    said: str = ""
    stamps: dict[str, Stamp] = field(default_factory=dict)

    def stamp(self, site: Path) -> None:
        """Note how the files of the finished site look from outside."""
        self.stamps = stamps(site)

    def stands(self, site: Path) -> bool:
        """Whether a site is whole and untouched."""
        return bool(self.stamps) and stamps(site) == self.stamps


def stamps(site: Path) -> dict[str, Stamp]:
    """Size and times of each file of a site. The second time is that of any change, and nobody can set it."""
    found: dict[str, Stamp] = {}
    folders = [str(site)]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                found[os.path.relpath(entry.path, site)] = _stamp(entry.stat(follow_symlinks=False))
    return found


@dataclass(frozen=True)
class Placing:
    """Puts files into `staged`, the new site, from `live` where they are the same there. `known` is the live site's manifest."""

    staged: Path
    live: Path
    known: Mapping[str, Stamp] = field(default_factory=dict)

    def keep(self, name: str) -> bool:
        """Take over a file of the live site that nobody has touched since it was made; False where there is none."""
        if (stamp := self.known.get(name)) is None:
            return False
        try:
            if _stamp((self.live / name).stat(follow_symlinks=False)) != stamp:
                return False
        except OSError:
            return False
        return self._link(name, stamp)

    def write(self, name: str, raw: bytes) -> None:
        """Put a file of these bytes in its place."""
        try:
            with (self.live / name).open("rb") as standing:
                status = os.fstat(standing.fileno())
                same = status.st_size == len(raw) and standing.read() == raw
            if same and self._link(name, _stamp(status)):
                return
        except OSError:
            pass
        (self._place(name)).write_bytes(raw)

    def _link(self, name: str, stamp: Stamp) -> bool:
        """False where the file at that name is another by now, as when a second build has just ended."""
        live, place = self.live / name, self._place(name)
        try:
            os.link(live, place, follow_symlinks=False)
        except OSError:  # no links on this disk, or too many to one file
            shutil.copy2(live, place)
        if _stamp(place.stat())[:2] == stamp[:2]:
            return True
        place.unlink()
        return False

    def _place(self, name: str) -> Path:
        place = self.staged / name
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def stamp_of(file: Path) -> Stamp | None:
    """The same of one file, wherever a link leads; None where there is none."""
    try:
        return _stamp(file.stat())
    except OSError:
        return None


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
