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
from stat import S_ISREG

DIGEST = 16
KEY = 32


class Status(StrEnum):
    """What is known of one address and one version of an issue."""

    BEGUN = "begun"
    SENT = "sent"
    REFUSED = "refused"
    NOT_SENT = "not-sent"


HAS_OR_MAY_HAVE = frozenset({Status.SENT, Status.BEGUN})


class LogError(Exception):
    """The log cannot be used, and without it nobody knows who has the issue; says why, to the person who sends."""


@dataclass
class DeliveryLog:
    """The log of one issue. `statuses` holds the last status of each digest, for each version of the issue.

    A version is the id of the issue, or that of the last correction in it.
    """

    file: Path
    descriptor: int
    key: bytes
    statuses: dict[str, dict[str, Status]] = field(default_factory=dict)

    def digest(self, address: str) -> str:
        """What stands for an address: nobody without this log can tell whose it is."""
        return hashlib.blake2b(address.casefold().encode(), key=self.key, digest_size=DIGEST).hexdigest()

    def of(self, address: str) -> dict[str, Status]:
        """The last that is known of an address, by version."""
        return self.statuses.get(self.digest(address), {})

    def record(self, address: str, version: str, status: Status) -> None:
        """Keep a status, on disk, before anything else happens. Raises LogError."""
        digest = self.digest(address)
        try:
            _append(self.descriptor, f"{digest} {status} {version}\n")
        except OSError as error:
            raise LogError(f"{self.file} cannot be written: {error.strerror}; nothing more is sent") from None
        self.statuses.setdefault(digest, {})[version] = status


def log_folder() -> Path:
    """Where the logs are kept: with the other state of the user's programs, outside any project."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "lscb" / "sent"


@contextmanager
def delivery_log(issue: str) -> Iterator[DeliveryLog]:
    """Open the log of an issue for this sending alone. Raises LogError, also while another sending holds it."""
    file = log_folder() / f"{issue}.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = not file.exists()
        descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK, 0o600)
    except OSError as error:
        raise LogError(f"{file} cannot be opened: {error.strerror}; it says who has the issue, so nothing is sent") from None
    try:
        yield _locked(file, descriptor, issue, new=new)
    finally:
        os.close(descriptor)


def _locked(file: Path, descriptor: int, issue: str, *, new: bool) -> DeliveryLog:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LogError("this issue is being sent by another command: wait for it to end") from None
    try:
        if not S_ISREG(os.fstat(descriptor).st_mode):
            raise LogError(f"{file} is not a file; it would say who has the issue, so nothing is sent")
        *lines, cut_short = file.read_text(encoding="ascii").split("\n")
        if new and not lines and not cut_short:
            lines = [secrets.token_hex(KEY)]
            _append(descriptor, f"{lines[0]}\n")
        elif cut_short:
            _append(descriptor, "\n")
        key = bytes.fromhex(lines[0] if lines else "")
        if len(key) != KEY:
            raise ValueError
    except OSError as error:
        raise LogError(f"{file} cannot be used: {error.strerror}; it says who has the issue, so nothing is sent") from None
    except ValueError:
        way = "bring it back from a backup, or move it away and send only to those who lack the issue"
        raise LogError(f"{file} is damaged, and it says who has the issue: {way}") from None
    log = DeliveryLog(file, descriptor, key)
    for line in lines[1:]:
        _take(log, line, issue)
    if cut_short and lines:
        _take(log, cut_short.partition(" ")[0], issue)
    return log


def _take(log: DeliveryLog, line: str, issue: str) -> None:
    """Note one line. Where what it says is cut off or unknown, it counts as begun: whether a message went out is not known."""
    digest, _, rest = line.partition(" ")
    said, _, version = rest.partition(" ")
    if len(digest) == 2 * DIGEST:
        status = Status(said) if said in {*Status} else Status.BEGUN
        log.statuses.setdefault(digest, {})[version or issue] = status


def _append(descriptor: int, line: str) -> None:
    """Write a line and see it on disk. Raises OSError."""
    raw = line.encode("ascii")
    if os.write(descriptor, raw) != len(raw):
        raise OSError(28, "No space left on device")
    os.fsync(descriptor)
