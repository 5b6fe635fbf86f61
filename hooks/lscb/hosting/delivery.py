"""A finished site takes the old one's place in one step; an unfinished one never does."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

STAGING = ".site-new-"
RENAME_EXCHANGE = 2
AT_FDCWD = -100


def stage(live: Path) -> Path:
    """An empty directory beside `live` to build in. What killed builds left behind is removed first."""
    live = live.resolve()
    live.parent.mkdir(parents=True, exist_ok=True)
    for left in live.parent.glob(f"{STAGING}*"):
        if not _is_running(left.name.removeprefix(STAGING)):
            shutil.rmtree(left, ignore_errors=True)
    staged = live.parent / f"{STAGING}{os.getpid()}"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir()
    return staged


def put_live(staged: Path, live: Path) -> None:
    """Make the staged directory the live one, and remove what was live before.

    On Linux the two change places at once (renameat2, RENAME_EXCHANGE); elsewhere there is an instant between two
    renames, and a failure of the second puts the old one back.
    """
    live = live.resolve()  # a link to a folder stays a link: the folder changes
    if not live.exists():
        staged.rename(live)
        return
    if _exchange(staged, live):
        shutil.rmtree(staged)
        return
    aside = live.with_name(f"{staged.name}-old")
    live.rename(aside)
    try:
        staged.rename(live)
    except OSError:
        aside.rename(live)
        raise
    shutil.rmtree(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    if (code := ctypes.get_errno()) in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _is_running(pid: str) -> bool:
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
