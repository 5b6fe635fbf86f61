"""The live preview as a process, seen over HTTP and by what it says in the terminal."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config

from lscb.cache.store import Store
from lscb.generator.build import prepared_build, project_of
from lscb.generator.preview import Preview as LivePreview
from tests.support.building import PATIENCE, environment, leftovers

REBUILT = "shown again"


@dataclass
class Preview:
    """A running `mkdocs serve`, its project, and what it has said in the terminal."""

    root: Path
    address: str
    terminal: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def said(self) -> str:
        return self.terminal.read_text(encoding="utf-8")

    def shows(self, path: str, text: str) -> None:
        self.until(lambda: text in self.get(path)[1], f"{path} to show {text!r}")

    def answers(self, path: str, status: int) -> None:
        self.until(lambda: self.get(path)[0] == status, f"{path} to answer {status}")

    def says(self, text: str, times: int = 1) -> None:
        self.until(lambda: self.said().count(text) >= times, f"the terminal to say {text!r}")

    def rebuilds(self, change: Callable[[], object]) -> None:
        """Make a change, and wait until the preview has built the site with it."""
        before = self.said().count(REBUILT)
        change()
        self.says(REBUILT, before + 1)

    def until(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if holds():
                    return
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                pass
            assert self.process.poll() is None, f"the preview has ended: {self.said()}"
            assert time.monotonic() < end, f"waited in vain for {what}: {self.said()}"
            time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def preview(root: Path, **env: str) -> Iterator[Preview]:
    """Run the preview until the test is done with it; it answers by now."""
    with started(root, **env) as running:
        running.answers("/", 200)
        yield running
    assert not (root / "site").exists()
    assert list(leftovers(root)) == []


@contextmanager
def started(root: Path, **env: str) -> Iterator[Preview]:
    """Run the preview until the test is done with it, whatever it can show."""
    address = f"127.0.0.1:{free_port()}"
    terminal = root.parent / "terminal.txt"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    with (
        terminal.open("wb") as said,
        subprocess.Popen(command, cwd=root, env=environment(PYTHONUNBUFFERED="1", **env), stdout=said, stderr=said) as process,
    ):
        running = Preview(root, f"http://{address}", terminal, process)
        try:
            yield running
        finally:
            process.terminate()


def preview_in_this_process(root: Path) -> LivePreview:
    """The preview of a project without its server and the thread that watches: a test says when to look."""
    config = load_config(str(root / "mkdocs.yml"))
    project = project_of(config)
    begun = prepared_build(project, Store(root, "of this test"), None, preview=True)
    return LivePreview(project, begun, lambda _: None)
