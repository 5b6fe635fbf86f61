"""What of an issue has been sent to whom, so that a sending which was broken off goes on without sending twice.

Addresses stand in it only as keyed digests. A line is written and kept on disk before a message is handed over, and another
after: an address with the first line alone may or may not have been reached, and is never written to again by itself.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TextIO

DIGEST = 16


class Status(StrEnum):
    """What is known of one address."""

    BEGUN = "begun"
    SENT = "sent"
    REFUSED = "refused"
    NOT_SENT = "not-sent"


class InUseError(Exception):
    """Another sending of the same issue is going on."""


@dataclass
class DeliveryLog:
    """The log of one issue. `statuses` holds the last status of each digest."""

    file: TextIO
    key: bytes
    statuses: dict[str, Status] = field(default_factory=dict)

    def digest(self, address: str) -> str:
        """What stands for an address: nobody without this log can tell whose it is."""
        return hashlib.blake2b(address.casefold().encode(), key=self.key, digest_size=DIGEST).hexdigest()

    def of(self, address: str) -> Status | None:
        """The last that is known of an address."""
        return self.statuses.get(self.digest(address))

    def record(self, address: str, status: Status) -> None:
        """Keep a status, on disk, before anything else happens."""
        digest = self.digest(address)
        self.statuses[digest] = status
        self.file.write(f"{digest} {status}\n")
        self.file.flush()
        os.fsync(self.file.fileno())


def log_folder() -> Path:
    """Where the logs are kept: with the other state of the user's programs, outside any project."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "lscb" / "sent"


@contextmanager
def delivery_log(file: Path) -> Iterator[DeliveryLog]:
    """Open the log of an issue for this sending alone. Raises InUseError while another holds it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    with file.open("a+", encoding="utf-8") as kept:
        try:
            fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUseError from None
        kept.seek(0)
        key, *lines = kept.read().split("\n")
        if not key:
            key = secrets.token_hex(32)
            kept.write(f"{key}\n")
        elif lines[-1:] != [""]:
            kept.write("\n")  # the last line was cut short
        yield DeliveryLog(kept, bytes.fromhex(key), dict(_statuses(lines)))


def _statuses(lines: list[str]) -> Iterator[tuple[str, Status]]:
    """A line cut short counts as begun: whether the message went out is not known."""
    for line in lines:
        digest, _, said = line.partition(" ")
        if len(digest) == 2 * DIGEST:
            yield digest, Status(said) if said in {*Status} else Status.BEGUN
