"""A finished site takes the old one's place in one step; an unfinished one never does."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

from lscb.files import followed, is_left

STAGING, OLD = ".site-new-", "-old"
RENAME_EXCHANGE = 2
AT_FDCWD = -100


def stage(live: Path) -> Path:
    """An empty directory beside `live` to build in. What killed builds left behind is removed first.

    Raises OSError, also for a `live` that is there and no directory.
    """
    live = followed(live)
    live.parent.mkdir(parents=True, exist_ok=True)
    _put_back(live)
    if live.exists() and not live.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(live))
    for left in live.parent.glob(f"{STAGING}*"):
        if is_left(left, left.name.removeprefix(STAGING).removesuffix(OLD)):
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
    live = followed(live)  # a link to a folder stays a link: the folder changes
    if not live.exists():
        staged.rename(live)
        return
    if _exchange(staged, live):
        shutil.rmtree(staged, ignore_errors=True)  # the new site is live: what cannot be removed now is left to the next build
        return
    aside = live.with_name(f"{staged.name}{OLD}")
    live.rename(aside)
    try:
        staged.rename(live)
    except OSError:
        aside.rename(live)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _put_back(live: Path) -> None:
    """A site whose build was killed between the two renames is the last good one."""
    for aside in live.parent.glob(f"{STAGING}*{OLD}"):
        if not live.exists() and is_left(aside, aside.name.removeprefix(STAGING).removesuffix(OLD)):
            aside.rename(live)


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
