"""A real OpenSSH server on this machine, with a key that may come in and one that may not."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.servers import free_port, running

CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {work}/host
PidFile none
AuthorizedKeysFile {work}/key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
"""


@dataclass(frozen=True)
class SshServer:
    """Where it is, and the folder with its keys."""

    port: int
    work: Path

    def at(self, folder: Path) -> str:
        """A folder of this machine as it is named over the network."""
        return f"{getpass.getuser()}@127.0.0.1:{folder}"

    def shell(self, key: str = "key", port: int | None = None) -> str:
        """The value of RSYNC_RSH that comes in with a key."""
        options = f"-F none -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile={self.work}/known"
        shared = f"-o ControlMaster=auto -o ControlPath={self.work}/%C-{key} -o ControlPersist=3"  # many commands, one handshake
        return f"ssh {options} {shared} -o IdentitiesOnly=yes -o IdentityAgent=none -i {self.work}/{key} -p {port or self.port}"


@contextmanager
def ssh_server(work: Path) -> Iterator[SshServer]:
    """A server for as long as the block lasts; the test is skipped, loudly, where there is no OpenSSH or no rsync."""
    sshd = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")
    if not (sshd and shutil.which("ssh-keygen") and shutil.which("rsync")):
        pytest.skip("no sshd or no rsync on this machine: `scripts/test-programs` gets them")
    for key in ("host", "key", "stranger"):
        subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(work / key)), check=True)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # the empty folder it gives up its rights in; a service has it made at boot
    server = SshServer(free_port(), work)
    (work / "sshd_config").write_text(CONFIG.format(port=server.port, work=work), encoding="utf-8")
    with running([sshd, "-D", "-e", "-f", str(work / "sshd_config")], work, server.port):
        yield server
