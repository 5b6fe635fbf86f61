"""The store: sections of values, each section one file that is read and written whole.

Reading all at once is measured to be many times faster than a file or a row for each value. A file is written beside its
place and then put there, so that two builds at once, or a kill at any moment, leave a whole one: the last written.
"""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path
from threading import Lock
from time import time_ns
from typing import Any

from lscb.cache.digests import digest
from lscb.cache.standing import Stamp, stamp_of
from lscb.files import write_whole

MAGIC = b"lscb store 1\n"
TICK = 50_000_000  # nanoseconds
PLACE = Path(".cache") / "build"


class Section:
    """Values under digests of what they were made from. What is used stays; what two runs did not use goes.

    Without a store behind it, it lasts as long as its owner. The threads of a preview use one together.
    """

    def __init__(self, kept: dict[str, tuple[int, Any]] | None = None) -> None:
        self._kept = {} if kept is None else kept
        self._changed = False
        self._used: set[str] = set()
        self._of_files: dict[str, tuple[Stamp, str]] = {}
        self._lock = Lock()

    def of_file(self, file: Path, circumstances: str) -> Any:
        """The value made from a file that looks as it did then, or None: in a preview, this spares the reading of all others."""
        with self._lock:
            stamp, name = self._of_files.get(f"{file}\n{circumstances}", (None, ""))
            if stamp is None or name not in self._kept or stamp_of(file) != stamp:
                return None
            self._used.add(name)
            return self._kept[name][1]

    def is_of_file(self, file: Path, stamp: Stamp | None, circumstances: str, *key: str) -> None:
        """Note that the value for `key` is that of a file which looked so before it was read.

        What was written just now may be written again within the same tick of the clock, and would look the same.
        """
        if stamp and time_ns() - stamp[2] > TICK:
            with self._lock:
                self._of_files[f"{file}\n{circumstances}"] = (stamp, digest(*key))

    def get(self, *key: str) -> Any:
        """The value made from all that `key` says, or None."""
        name = digest(*key)
        with self._lock:
            if (found := self._kept.get(name)) is None:
                return None
            self._used.add(name)
            return found[1]

    def put(self, value: Any, *key: str) -> None:
        """Keep a value, which is not None, made from all that `key` says."""
        name = digest(*key)
        with self._lock:
            self._kept[name] = (0, value)
            self._used.add(name)
            self._changed = True

    def turn(self) -> dict[str, tuple[int, Any]] | None:
        """A run is over: what it used is as new, what neither it nor the run before used is dropped.

        Gives what there is to write, a copy that nobody changes any more, or None where nothing has changed.
        """
        with self._lock:
            for name, (age, value) in list(self._kept.items()):
                if name in self._used:
                    if age:
                        self._kept[name] = (0, value)
                    continue
                self._changed = True
                if age:
                    del self._kept[name]
                else:
                    self._kept[name] = (1, value)
            self._used.clear()
            changed, self._changed = self._changed, False
            return dict(self._kept) if changed else None


class Store:
    """The sections of a project, kept in `.cache/build/` under its root for programs of one `version`.

    `said` holds a line for each thing that did not go well; none of them is a fault of the site.
    """

    def __init__(self, root: Path, version: str) -> None:
        self.root = root
        self.folder = root / PLACE
        self.version = version.encode()
        self.said: list[str] = []
        self._sections: dict[str, Section] = {}
        self._lock = Lock()

    def section(self, name: str) -> Section:
        """A section by its name, read at the first call."""
        with self._lock:
            if name not in self._sections:
                self._sections[name] = Section(self._read(name))
            return self._sections[name]

    def save(self) -> None:
        """Write the sections in which something has changed."""
        with self._lock:
            sections = list(self._sections.items())
        for name, section in sections:
            if (state := section.turn()) is not None:
                self._write(name, state)

    def _read(self, name: str) -> dict[str, tuple[int, Any]]:
        if not self._is_ours():
            self.said.append(f"{PLACE.as_posix()}/ leads out of the project: nothing is read from it or kept in it")
            return {}
        try:
            raw = self._file(name).read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            self.said.append(f"the cache cannot be read ({error.strerror}): everything is made afresh")
            return {}
        head = MAGIC + self.version
        if raw.startswith(MAGIC) and not raw.startswith(head):
            return {}  # of another version
        checked, payload = raw[len(head) : len(head) + 32], memoryview(raw)[len(head) + 32 :]
        if raw.startswith(head) and hashlib.sha256(payload).digest() == checked:
            try:
                return dict(pickle.loads(payload))  # noqa: S301 - from our own folder, and whole
            except Exception:  # noqa: S110 - whatever is wrong with it, it is made afresh
                pass
        self.said.append(f"the cache was damaged ({name}): that part of it is made afresh")
        return {}

    def _write(self, name: str, state: dict[str, tuple[int, Any]]) -> None:
        if not self._is_ours():
            return
        try:
            payload = pickle.dumps(state, protocol=pickle.HIGHEST_PROTOCOL)
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._file(name), MAGIC + self.version + hashlib.sha256(payload).digest() + payload)
        except (OSError, pickle.PicklingError, AttributeError, TypeError) as error:
            why = (error.strerror if isinstance(error, OSError) else "") or str(error)
            self.said.append(f"the cache could not be kept ({why}): the next build takes longer")

    def _is_ours(self) -> bool:
        return self.folder.resolve().is_relative_to(self.root.resolve())

    def _file(self, name: str) -> Path:
        return self.folder / name
