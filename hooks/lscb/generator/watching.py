"""What has changed in a project's files. The system tells that something has; what it is, a look at every file tells."""

from __future__ import annotations

import os
import threading
from time import monotonic, sleep

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from lscb.cache.digests import CODE, files
from lscb.cache.standing import Stamp, stamp_of
from lscb.generator.build import Project

FOLDERS = ("content", "docs", "theme")
SETTLED = 0.01  # seconds without another change
LONGEST = 1.0
UNASKED = 3.0  # seconds between looks where the system tells nothing, as on some disks of other machines


class _Handler(FileSystemEventHandler):
    def __init__(self, watch: Watch) -> None:
        self.watch = watch

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something was written, made, moved or removed; that a file was only read is no news."""
        if event.event_type not in {"opened", "closed_no_write"}:
            self.watch.wake()


class Watch:
    """Watches the folders of a project, its configuration and the program that makes the site."""

    def __init__(self, project: Project) -> None:
        self.root = project.root
        self._programs = (project.root / "mkdocs.yml", project.root / "hooks")
        self._woken = threading.Event()
        self._looked = monotonic()
        self._stamps = self._look()
        self._observe()

    @property
    def pending(self) -> bool:
        """Whether there may be something new."""
        return self._woken.is_set()

    def wake(self) -> None:
        """There may be something new."""
        self._woken.set()

    def wait(self, seconds: float) -> None:
        """Wait for something new, and then until it is all there: a checkout changes a thousand files."""
        if not self._woken.wait(seconds):
            return
        end = monotonic() + LONGEST
        while self._woken.is_set() and monotonic() < end:
            self._woken.clear()
            sleep(SETTLED)
        self._woken.set()

    def changes(self) -> list[str]:
        """The paths of files that were written, made or removed since the last call."""
        if not self._woken.is_set() and monotonic() - self._looked < UNASKED:
            return []
        self._woken.clear()
        before, self._stamps = self._stamps, self._look()
        self._looked = monotonic()
        return sorted(path for path in before.keys() | self._stamps.keys() if before.get(path) != self._stamps.get(path))

    def is_program(self, path: str) -> bool:
        """Whether a path is the configuration or part of the program, which nothing can take over while it runs."""
        return path == "mkdocs.yml" or path.endswith(".py")

    def _look(self) -> dict[str, Stamp | None]:
        found = {str(file): stamp_of(file) for name in FOLDERS for file in files(self.root / name)}
        programs = [self.root / "mkdocs.yml", *self.root.glob("*.py"), *self.root.glob("hooks/*.py"), *CODE.rglob("*.py")]
        found |= {str(file): stamp_of(file) for file in programs}
        return {os.path.relpath(path, self.root): stamp for path, stamp in found.items()}

    def _observe(self) -> None:
        observer = Observer()
        handler = _Handler(self)
        for folder in {(self.root / name).resolve() for name in (*FOLDERS, "hooks")} | {CODE}:
            if folder.is_dir():
                observer.schedule(handler, str(folder), recursive=True)
        observer.schedule(handler, str(self.root.resolve()), recursive=False)
        observer.daemon = True
        observer.start()
