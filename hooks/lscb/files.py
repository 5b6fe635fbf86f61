"""Files written whole or not at all, and what the machine refuses, said to the person at it."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lscb.problems import NOWHERE, Problem

ASIDE = ".aside"
A_DAY = 24 * 60 * 60
AGAIN = "then give the same command again"
RIGHTS = f"give whoever runs this command the right to it (`ls -ld` shows who has it), {AGAIN}"
SAID = {
    errno.ENOSPC: ("cannot be written: the disk is full", f"make room, {AGAIN}"),
    errno.EDQUOT: ("cannot be written: this user's part of the disk is full", f"make room, {AGAIN}"),
    errno.EFBIG: ("cannot be written: no file may grow so large here", f"raise the limit (`ulimit -f`), {AGAIN}"),
    errno.EROFS: ("cannot be written: the disk may only be read", f"work on a copy that may be written to, {AGAIN}"),
    errno.EACCES: ("may not be read or written", RIGHTS),
    errno.EPERM: ("may not be read or written", RIGHTS),
    errno.ENOENT: ("is not there", "give the command in the folder of the site, the one that holds content/ and docs/"),
    errno.EISDIR: ("is a folder, and should be a file", f"move it away, {AGAIN}"),
    errno.ENOTDIR: ("is a file, and should be a folder", f"move it away, {AGAIN}"),
    errno.EEXIST: ("is a file, and should be a folder", f"move it away, {AGAIN}"),
    errno.ELOOP: ("is a link to itself", "put the file itself there"),
    errno.ENAMETOOLONG: ("has too long a name", "give it a shorter one"),
    errno.EIO: ("cannot be read or written: the disk has a fault", "ask whoever looks after this machine"),
    errno.EMFILE: ("cannot be opened: too many files are open", f"end other programs, {AGAIN}"),
    errno.ENFILE: ("cannot be opened: too many files are open", f"end other programs, {AGAIN}"),
    errno.ENOMEM: ("is too much for this machine's memory", f"end other programs, {AGAIN}"),
    errno.EADDRINUSE: (
        "cannot be used: another program has this address, perhaps another preview",
        "end that one, or choose another port: make serve PORT=8001",
    ),
}


def problem_with(error: OSError, about: str = "this machine") -> Problem:
    """What the machine refused, with the file as the person at it knows it; `about` is named where the error names none."""
    named = error.filename if isinstance(error.filename, str | bytes) else None
    path = os.fsdecode(named) if named else about
    here = f"{Path.cwd()}{os.sep}"
    message, hint = SAID.get(error.errno or 0, (f"cannot be used: {error.strerror or error}", f"mend that, {AGAIN}"))
    return Problem(path.removeprefix(here), NOWHERE, message, hint)


def write_whole(file: Path, content: str | bytes) -> None:
    """Put content into a file in one step. Raises OSError with the file's name, and leaves what stood there."""
    clear_leftovers(file.parent)
    with replacing(file) as aside:
        aside.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A path to write to. What is there at the end takes the file's place in one step; after a fault, nothing has changed.

    Raises OSError with the file's name.
    """
    target = followed(file)  # a link to a file stays a link: the file changes
    aside = target.with_name(f".{target.name}.{os.getpid()}{ASIDE}")
    try:
        yield aside
        _keep(aside, target)
        aside.replace(target)
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(file)) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def followed(path: Path) -> Path:
    """Where a path leads in the end. Raises OSError for a link to itself."""
    try:
        return path.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None


def _keep(aside: Path, target: Path) -> None:
    """On the disk, and with the rights that the file had: some disks say only now that they are full."""
    with aside.open("rb") as written:
        if target.exists():
            os.fchmod(written.fileno(), target.stat().st_mode & 0o7777)
        os.fsync(written.fileno())


def clear_leftovers(folder: Path) -> None:
    """Remove what killed runs were writing in a folder."""
    for left in folder.glob(f".*{ASIDE}"):
        if is_left(left, left.name.removesuffix(ASIDE).rpartition(".")[2]):
            left.unlink(missing_ok=True)


def is_left(path: Path, pid: str) -> bool:
    """Whether a file or folder is what a run with that number left when it was killed: no run lasts a day.

    Where another program has the number by now, the day decides.
    """
    try:
        return not _is_running(pid) or path.stat().st_mtime < time.time() - A_DAY
    except FileNotFoundError:
        return False


def _is_running(pid: str) -> bool:
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
