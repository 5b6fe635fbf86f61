"""rsync, run to its end, and what it says of a fault in words that can be acted on."""

from __future__ import annotations

import os
import re
import subprocess

from lscb.files import AGAIN
from lscb.publishing.faults import NotSentError

SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15"
SILENCE = 120  # seconds in which nothing comes
FAULTS = (
    (r"No space left|Disk quota exceeded|out of disk", "is full", f"make room there, {AGAIN}"),
    (r"Host key verification failed", "is not the server it was, or is new here", f"connect once by hand (`ssh HOST`), {AGAIN}"),
    (r"Permission denied \(|Too many authentication", "refuses your key", f"ask its keeper to let your key in, {AGAIN}"),
    (
        r"Could not resolve|Connection (?:refused|timed out|reset)|No route|unreachable|timeout in data|Network is down",
        "cannot be reached",
        f"look whether the address is right and the server is running, {AGAIN}",
    ),
    (
        r"Permission denied|Read-only file system",
        "may not be written to by you",
        f"ask its keeper for the right to write there, {AGAIN}",
    ),
    (r"rsync: (?:command )?not found", "has no rsync", f"ask its keeper to install rsync, {AGAIN}"),
    (r"mkdir .*No such file", "has no folder above it", f"make that folder, {AGAIN}"),
    (r"connection unexpectedly closed|broken pipe|error in socket", "broke off", f"look at your connection, {AGAIN}"),
)
NOT_THERE = re.compile(r"(?:change_dir|link_stat).*No such file", re.IGNORECASE)


def rsync(target: str, *arguments: str) -> str:
    """What rsync says. Raises NotSentError, and FileNotFoundError where what is asked for is not there."""
    environment = {"RSYNC_RSH": SSH, **os.environ, "LC_ALL": "C"}
    command = ("rsync", "--secluded-args", f"--timeout={SILENCE}", *arguments)
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the target is refused where it begins with a dash
            command, env=environment, capture_output=True, text=True, errors="replace", check=False
        )
    except FileNotFoundError:
        raise NotSentError("rsync", "is not on this machine", f"install it, {AGAIN}") from None
    if done.returncode == 0:
        return done.stdout
    if NOT_THERE.search(done.stderr):
        raise FileNotFoundError(target)
    raise _fault(target, done.stderr)


def _fault(target: str, said: str) -> NotSentError:
    for pattern, message, hint in FAULTS:
        if re.search(pattern, said, re.IGNORECASE):
            return NotSentError(target, message, hint)
    lines = said.strip().splitlines() or ["rsync said nothing"]
    return NotSentError(target, f"was not sent to: {lines[0]}", f"mend that, {AGAIN}")
