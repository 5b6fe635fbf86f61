"""Where a publication goes to: what every kind of target can do, and which kind an address names."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from lscb.publishing.releases import Releases


class Target(Protocol):
    """Publications by name, of which readers see one. Every method raises NotSentError."""

    @property
    def target(self) -> str:
        """Its address."""

    def live(self) -> str:
        """The name of the publication that readers see; "" before the first."""

    def before(self, live: str) -> str:
        """The publication that readers saw before one; "" where none is kept."""

    def heal(self, live: str) -> int:
        """See that readers have the live publication whole; how many files were not as they should be."""

    def fetch(self, name: str, to: Path, alike: Path) -> None:
        """Make `to` the same as a publication; what `alike` has already does not cross the network."""

    def send(self, site: Path, live: str) -> str:
        """Put a site where readers do not see it yet. Its name."""

    def show(self, name: str, live: str) -> None:
        """Let readers see a publication in place of `live`."""

    def hold_against(self, site: Path, name: str) -> None:
        """Raises NotSentError where a publication is not the site."""

    def clear(self, live: str) -> None:
        """Remove what is kept no longer."""


def target(address: str) -> Target:
    """The target at an address. Raises NotSentError for what is none."""
    if address.startswith("s3://"):
        from lscb.publishing.storage import Storage  # noqa: PLC0415 - Amazon's client is large, and a folder needs none of it

        return Storage(address)
    return Releases(address)
