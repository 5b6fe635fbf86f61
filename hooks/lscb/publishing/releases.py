"""A folder, here or on a server, that holds publications in folders of their own, and a link to the one that readers see.

All of it is done by rsync alone, so that an account that may do nothing else (`rrsync`) is enough. Nothing is ever written into a
folder that was shown, nor do two who publish at once write into the same; what was shown is listed in a folder beside, so that a
half of one, sent or removed, is never gone back to. Names count up from the live one's: no clock matters.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from lscb.files import AGAIN
from lscb.publishing.faults import NotSentError
from lscb.publishing.names import KEPT, NAME, is_before, next_name
from lscb.publishing.rsync import rsync

LIVE, RELEASES, SHOWN = "live", "releases", "shown"
FILE = re.compile(rf"^-\S+ .* ({NAME})$", re.MULTILINE)
LINK = re.compile(rf"^l\S+ .* {LIVE} -> {RELEASES}/({NAME})$", re.MULTILINE)
TAKEN = re.compile(rf"^\S+ .* {LIVE}(?: -> .*)?$", re.MULTILINE)
TARGET = re.compile(r"(?!-)(?:[\w.@-]+:(?!//))?/?[^:\s][^:\r\n]*")
ALIKE = ("--recursive", "--checksum", "--links")
RIGHTS = ("--perms", "--chmod=D755,F644")
ALONE = f"see that nobody else is publishing, {AGAIN}"


@dataclass(frozen=True)
class Releases:
    """The publications at `target`: a folder, or USER@HOST:FOLDER. Every method raises NotSentError."""

    target: str

    def __post_init__(self) -> None:
        if not TARGET.fullmatch(self.target):
            raise NotSentError(self.target, "is no folder and no server", "write /var/www/site, or USER@HOST:/var/www/site")

    def live(self) -> str:
        """The name of the publication that readers see; "" before the first."""
        try:
            said = rsync(self.target, "--list-only", "--links", "--dirs", f"--include=/{LIVE}", "--exclude=*", self._at(""))
        except FileNotFoundError:
            return ""
        if link := LINK.search(said):
            return link[1]
        if TAKEN.search(said):
            raise NotSentError(self.target, f"has a `{LIVE}` that is not ours", "give the address of a folder of its own")
        return ""

    def before(self, live: str) -> str:
        """The publication that readers saw before one; "" where none is kept."""
        return max((one for one in self._shown() if is_before(one, live)), default="")

    def heal(self, live: str) -> int:
        """Nothing: one link leads to a whole publication, or to another."""
        return 0

    def fetch(self, name: str, to: Path, alike: Path) -> None:
        """Make `to` the same as a publication; what `alike` has already does not cross the network."""
        to.mkdir(parents=True, exist_ok=True)
        near = f"--copy-dest={alike.resolve()}"
        self._do("--recursive", "--checksum", "--delete", near, self._at(f"{RELEASES}/{name}/"), f"{to}/")

    def send(self, site: Path, live: str) -> str:
        """Put a site into a folder that nobody reads, unchanged files as links to the live one's. Its name."""
        name = next_name(live)
        with TemporaryDirectory() as folder:
            for needed in (RELEASES, SHOWN):
                (Path(folder) / needed).mkdir()
            self._do("--recursive", *RIGHTS, f"{folder}/", self._at(""))
        near = [f"--link-dest=../{live}"] if live else []
        self._do(*ALIKE, *RIGHTS, *near, f"{site}/", self._at(f"{RELEASES}/{name}/"))
        self.hold_against(site, name)
        return name

    def hold_against(self, site: Path, name: str) -> None:
        """Raises NotSentError where a publication is not the site, byte for byte."""
        compared = ("--delete", "--dry-run", "--itemize-changes")
        if lines := self._do(*ALIKE, *compared, f"{site}/", self._at(f"{RELEASES}/{name}/")).splitlines():
            other = f"has {len(lines)} files other than they were sent, as {lines[0].partition(' ')[2]}"
            raise NotSentError(self.target, other, ALONE)

    def show(self, name: str, live: str) -> None:
        """Let readers see a publication in place of `live`: the link is replaced in one step."""
        self._note(live)  # whoever showed it may have been cut off before this
        if self.live() != live:
            raise NotSentError(self.target, "was published to by somebody else just now", "give the same command again")
        with TemporaryDirectory() as folder:
            link = Path(folder) / LIVE
            link.symlink_to(f"{RELEASES}/{name}")
            self._do("--links", str(link), self._at(""))
        self._note(name)

    def clear(self, live: str) -> None:
        """Remove what was undone, what was sent and never shown, and the oldest of those that were shown."""
        stay = sorted(one for one in self._shown() if one == live or is_before(one, live))[-KEPT:]
        for folder in (SHOWN, RELEASES):
            self._keep_only(folder, stay)

    def _note(self, name: str) -> None:
        if name:
            with TemporaryDirectory() as folder:
                (Path(folder) / name).touch()
                self._do(f"{folder}/{name}", self._at(f"{SHOWN}/"))

    def _keep_only(self, folder: str, stay: Collection[str]) -> None:
        with TemporaryDirectory() as empty:
            self._do("--recursive", "--delete", *(f"--exclude=/{one}" for one in stay), f"{empty}/", self._at(f"{folder}/"))

    def _shown(self) -> list[str]:
        try:
            return FILE.findall(rsync(self.target, "--list-only", self._at(f"{SHOWN}/")))
        except FileNotFoundError:
            return []

    def _at(self, path: str) -> str:
        return f"{self.target.rstrip('/')}/{path}"

    def _do(self, *arguments: str) -> str:
        try:
            return rsync(self.target, *arguments)
        except FileNotFoundError:
            raise NotSentError(self.target, "lost a folder while it was being used", ALONE) from None
