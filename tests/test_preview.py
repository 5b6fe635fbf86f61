"""The live preview as staff use it: it shows what is saved, tells what is wrong, never ends for it, and recovers."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from building import edit, environment, leftovers, record, write

REBUILT = "Reloading browsers"
PATIENCE = 60  # seconds: a machine may be busy with other things


@dataclass
class Preview:
    """A running `mkdocs serve`, its project, and what it has said in the terminal."""

    root: Path
    address: str
    terminal: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=5) as answer:
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
    """Run the preview until the test is done with it."""
    address = f"127.0.0.1:{free_port()}"
    terminal = root.parent / "terminal.txt"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    with (
        terminal.open("wb") as said,
        subprocess.Popen(command, cwd=root, env=environment(PYTHONUNBUFFERED="1", **env), stdout=said, stderr=said) as process,
    ):
        running = Preview(root, f"http://{address}", terminal, process)
        try:
            running.answers("/", 200)
            yield running
        finally:
            process.terminate()
    assert not (root / "site").exists()
    assert list(leftovers(root)) == []


def test_the_preview_shows_what_is_saved_and_outlives_every_mistake(small: Path) -> None:
    with preview(small) as running:
        running.shows("/themes/neglect/", "When a child's needs are not met".replace("'", "&#39;"))
        edit(small, "content/themes/neglect.md", "title: Neglect", "title: Neglected children")
        running.shows("/themes/neglect/", "<h1>Neglected children</h1>")
        edit(small, "content/themes/neglect.md", "title: Neglected", "titel: Neglected")
        running.says("content/themes/neglect.md:3:1: titel: is not a field of a theme\n    hint: did you mean `title`?")
        running.answers("/themes/neglect/", 404)
        running.answers("/procedures/escalation/", 200)
        assert "Traceback" not in running.said()
        edit(small, "content/themes/neglect.md", "titel: Neglected", "title: Mended")
        running.shows("/themes/neglect/", "<h1>Mended children</h1>")


@dataclass(frozen=True)
class Mistake:
    """A file as it is saved with a mistake, and what the terminal must say; what stood there before is put back after."""

    path: str
    text: str
    said: str


MISTAKES = [
    Mistake("content/themes/new.md", "---\ntitle: [\n---\n", "content/themes/new.md:"),
    Mistake("content/board.yml", "name: Only a name\n", "content/board.yml:1:1: short_name: is missing"),
    Mistake("content/redirects.yml", "- old: /about/\n  now: /\n", "content/redirects.yml:2:3: now: is not a field"),
    Mistake("content/ledger.json", "<<<<<<< HEAD\n", "content/ledger.json:"),
    Mistake("docs/procedures.md", record("id: zzzzzzzz\ntitle: Hidden"), "docs/procedures.md:1:1: "),
    Mistake("docs/about.md", record("id: zzzzzzzz\ntitle: About", "[x](/nowhere/)"), "docs/about.md:7:5: the link `/nowhere/`"),
]


def test_no_mistake_ends_the_preview(small: Path) -> None:
    with preview(small) as running:
        for mistake in MISTAKES:
            file = small / mistake.path
            before = file.read_text(encoding="utf-8") if file.exists() else None
            running.rebuilds(partial(write, small, mistake.path, mistake.text))
            running.says(mistake.said)
            running.answers("/privacy/", 200)
            running.rebuilds(partial(put_back, file, before))
            running.shows("/", "Welcome.")
        assert "Traceback" not in running.said()


def put_back(file: Path, text: str | None) -> None:
    file.unlink() if text is None else file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("path", ["content/themes/neglect.md", "content/board.yml", "docs/index.md"])
def test_a_preview_that_starts_with_a_mistake_tells_it_and_recovers(small: Path, path: str) -> None:
    sound = (small / path).read_text(encoding="utf-8")
    write(small, path, sound.replace("title:", "titel:", 1).replace("name:", "nam:", 1))
    address = {"content/themes/neglect.md": "/themes/neglect/"}.get(path, "/")
    terminal = small.parent / "terminal.txt"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{free_port()}"]
    with (
        terminal.open("wb") as said,
        subprocess.Popen(command, cwd=small, env=environment(), stdout=said, stderr=said) as process,
    ):
        running = Preview(small, f"http://{command[-1]}", terminal, process)
        try:
            running.says(f"{path}:")
            running.answers("/privacy/", 200)
            write(small, path, sound)
            running.answers(address, 200)
            running.shows("/", "Welcome.")
        finally:
            process.terminate()


COUNT = """
import gc
from lscb.generator.build import Build
from lscb.model.record import Record
from lscb.model.site import Site

def on_post_build(config):
    gc.collect()
    counts = [sum(isinstance(one, kind) for one in gc.get_objects()) for kind in (Build, Site, Record)]
    print("ALIVE", *counts, flush=True)
"""


def test_one_build_leaves_nothing_to_the_next(small: Path) -> None:
    """However often something is saved, as many builds, sites and records are alive as after the first time."""
    write(small, "count.py", COUNT)
    edit(small, "mkdocs.yml", "  - hooks/delivery.py\n", "  - hooks/delivery.py\n  - count.py\n")
    with preview(small) as running:
        for times in range(2, 6):
            edit(small, "content/themes/neglect.md", "title: Neglect", "title: Neglect again")
            running.says("ALIVE", times)
        counts = [tuple(map(int, found)) for found in re.findall(r"ALIVE (\d+) (\d+) (\d+)", running.said())]
    assert counts[-1] == counts[1]
    assert counts[-1][0] <= 2
