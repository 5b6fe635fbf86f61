"""Machines that refuse: real disks that are full or may only be read, and rights that bind, root included."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CAPABILITY_VERSION_3 = 0x20080522  # linux/capability.h
DAC_OVERRIDE, DAC_READ_SEARCH = 1 << 1, 1 << 2


@contextmanager
def disk(at: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of so many kilobytes; the test is skipped, loudly, where the machine lets nobody mount one."""
    at.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "lscb-test", str(at)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"this machine lets us mount no disk: {mounted.stderr.strip()}")
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", at], check=True)


def fill(folder: Path, *, leave: int = 0) -> None:
    """Fill the disk that a folder is on, but for so many kilobytes."""
    found = os.statvfs(folder)
    with (folder / ".filler").open("wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, max(1, found.f_bavail * found.f_frsize - leave * 1024))


def only_to_read(at: Path) -> None:
    """Let a mounted disk only be read from now on."""
    subprocess.run(["mount", "-o", "remount,ro", at], check=True)


@contextmanager
def bound_by_rights() -> Iterator[None]:
    """Let the rights of files bind this process, as they bind everybody but root."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, before = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    libc.capget(header, before)
    bound = (ctypes.c_uint32 * 6)(*before)
    bound[0] &= ~(DAC_OVERRIDE | DAC_READ_SEARCH)  # of the capabilities in effect; those permitted stay
    if libc.capset(header, bound):
        pytest.skip("this machine's root cannot give up its rights")
    try:
        yield
    finally:
        libc.capset(header, before)
