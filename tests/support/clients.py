"""Two calendar programs that people use, subscribed to a built site over HTTP: vdirsyncer fetches, khal shows."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.support.building import PATIENCE

FETCHING = """\
[general]
status_path = "{home}/status/"
[pair board]
a = "web"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage web]
type = "http"
url = "{address}"
[storage here]
type = "filesystem"
path = "{home}/calendar/"
fileext = ".ics"
"""
SHOWING = """\
[calendars]
[[board]]
path = {home}/calendar/
readonly = True
[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
[default]
highlight_event_days = False
"""
SEPARATOR = "\t"
FIELDS = ("start-date", "start-time", "end-date", "end-time", "status", "location", "title")


@dataclass(frozen=True)
class Shown:
    """A line of khal's list."""

    day: str
    start_date: str
    start_time: str
    end_date: str
    end_time: str
    status: str
    location: str
    title: str


class _Quiet(SimpleHTTPRequestHandler):
    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return "text/calendar; charset=utf-8" if str(path).endswith(".ics") else super().guess_type(path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A web server over a folder, and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Subscriber:
    """Somebody who follows one calendar."""

    def __init__(self, home: Path, address: str) -> None:
        self.home = home
        home.mkdir()
        (home / "calendar").mkdir()
        (home / "vdirsyncer.conf").write_text(FETCHING.format(home=home, address=address))
        (home / "khal.conf").write_text(SHOWING.format(home=home))
        self._run("vdirsyncer.cli", "app", "-c", f"{home}/vdirsyncer.conf", "discover")

    def fetch(self) -> None:
        """What the program does by itself every few hours."""
        self._run("vdirsyncer.cli", "app", "-c", f"{self.home}/vdirsyncer.conf", "sync")

    def show(self, first: str, last: str) -> list[Shown]:
        """The diary from the first day to the last."""
        form = SEPARATOR.join(f"{{{field}}}" for field in FIELDS)
        text = self._run(
            "khal.cli",
            "main_khal",
            "-c",
            f"{self.home}/khal.conf",
            "list",
            "--day-format",
            "# {date}",
            "--format",
            form,
            first,
            last,
        )
        shown, day = [], ""
        for line in text.splitlines():
            if line.startswith("# "):
                day = line[2:]
            else:
                shown.append(Shown(day, *(part.strip() for part in line.split(SEPARATOR))))
        return shown

    def _run(self, module: str, main: str, *arguments: str) -> str:
        script = f"import sys; sys.argv[0] = {module!r}; from {module} import {main}; {main}()"
        env = {**os.environ, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home), "NO_COLOR": "1", "COLUMNS": "500"}
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            input="y\n",
            env=env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
