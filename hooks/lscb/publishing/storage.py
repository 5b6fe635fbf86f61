"""Publications in S3-compatible storage: the site as readers see it, and beside it under `_publications/` what it is made from.

Storage has no step that shows many files at once. So what is slow is done where nobody looks: each content is put under the
digest of itself and its headers, once however many publications have it. To show a publication is to copy, inside the storage,
what is not there yet: first new files, then new pages, then what stands at addresses that readers know already, since only that
names the new. Each copy is whole or is not made. What pages load (styles, scripts, pictures) stays a day after the last page that
named it, for those who have that page open and for what stands between; what people open, as pages and documents, goes at once.

`_publications/live.json` says which publication is live, which object has which content by the storage's own mark of it, and what
is to be removed when. A copying that was cut off is found by it and finished, or taken back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, TypeAdapter, ValidationError

from lscb.files import AGAIN
from lscb.hosting.headers import headers_for
from lscb.publishing.bucket import Bucket, Stored
from lscb.publishing.faults import NotSentError
from lscb.publishing.names import KEPT, is_before, next_name

OURS = "_publications/"
LIVE, CONTENTS, NAMED = f"{OURS}live.json", f"{OURS}files/", f"{OURS}names/"
DAY = timedelta(days=1)
LOADED = ("text/css", "text/javascript", "image/", "application/octet-stream")  # what pages load by themselves
UNSEEN = {"Content-Type": "application/json", "Cache-Control": "no-store"}


def _inside(path: str) -> str:
    if "\\" in path or "\0" in path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or not path:
        raise ValueError("is no path inside a site")
    return path


SitePath = Annotated[str, AfterValidator(_inside)]
Files = TypeAdapter(dict[SitePath, str])
"""A publication: the digest of each file's content and headers."""


class Known(NamedTuple):
    """What is known of an object that readers see: its digest ("" while it is being changed), and the storage's mark of it."""

    digest: str = ""
    mark: str = ""


class Live(BaseModel, frozen=True):
    """The publication that readers see, the one that was begun to be shown, those shown before, each object, what goes when."""

    name: str = ""
    begun: str = ""
    shown: tuple[str, ...] = ()
    objects: dict[SitePath, Known] = {}
    going: dict[SitePath, datetime] = {}


@dataclass(frozen=True)
class Storage:
    """The publications at `s3://BUCKET` or `s3://BUCKET/FOLDER`. Every method raises NotSentError."""

    target: str

    @cached_property
    def _bucket(self) -> Bucket:
        return Bucket(self.target)

    def live(self) -> str:
        """The name of the publication that readers see; "" before the first."""
        if (state := self._state()) is None:
            if strange := sorted(self._seen()):
                said = f"has files that are not ours, as {strange[0]}"
                raise NotSentError(self.target, said, "give a bucket or a folder of its own")
            return ""
        return state.name

    def before(self, live: str) -> str:
        """The publication that readers saw before one: where another was begun to be shown, the one itself."""
        state = self._state() or Live()
        if state.begun and state.begun != live:
            return live
        return max((one for one in state.shown if is_before(one, live)), default="")

    def heal(self, live: str) -> int:
        """Let readers see the live publication whole where another's was cut off; how many files were not as they should be."""
        state = self._state()
        if not live or state is None:
            return 0
        wrong = _stale(self._files(live), state, self._seen())
        if wrong or state.begun:
            self.show(live, live)
        return len(wrong)

    def fetch(self, name: str, to: Path, alike: Path) -> None:
        """Make `to` the same as a publication; what `alike` has already does not cross the network."""
        files = self._files(name)
        there = _digests(to)
        near = {digest: alike / path for path, digest in _digests(alike).items()}
        for path in there.keys() - files.keys():
            (to / path).unlink()
        wanted = [(path, digest) for path, digest in files.items() if there.get(path) != digest]
        afar = sorted({digest for _, digest in wanted} - near.keys())
        got = dict(zip(afar, self._bucket.each(self._content, afar), strict=True))
        for path, digest in wanted:
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_bytes(got[digest] if digest in got else near[digest].read_bytes())

    def send(self, site: Path, live: str) -> str:
        """Put what is new of a site where nobody looks. The name of the publication."""
        name, files, there = next_name(live), _digests(site), self._bucket.listed()
        self._bucket.put(f"{NAMED}{name}.json", Files.dump_json(files), UNSEEN)  # first: whoever clears up sees what is needed
        new = {digest: path for path, digest in files.items() if f"{CONTENTS}{digest}" not in there}

        def put(digest: str) -> None:
            path = new[digest]
            self._bucket.put(f"{CONTENTS}{digest}", (site / path).read_bytes(), headers_for(f"/{path}"))

        self._bucket.each(put, new)
        return name

    def show(self, name: str, live: str) -> None:
        """Let readers see a publication in place of `live`: new files first, then what names them, then nothing else."""
        state, seen, files = self._state() or Live(), self._seen(), self._files(name)
        if state.name != live:
            raise NotSentError(self.target, "was published to by somebody else just now", "give the same command again")
        stale = _stale(files, state, seen)
        objects = {**state.objects, **dict.fromkeys(stale, Known())}
        self._save(state.model_copy(update={"begun": name, "objects": objects}))
        for stage in _stages(stale, seen):
            marks = self._bucket.each(lambda path: self._bucket.copy(f"{CONTENTS}{files[path]}", path), stage)
            objects |= {path: Known(files[path], mark) for path, mark in zip(stage, marks, strict=True)}
        gone = {path for path in objects.keys() - files.keys() if path in seen}
        at_once = [path for path in gone if not _is_loaded(path)]
        self._bucket.each(self._bucket.remove, at_once)
        later = self._bucket.now() + DAY
        stay = files.keys() | gone - set(at_once)
        self._save(
            Live(
                name=name,
                shown=(*(one for one in state.shown if is_before(one, name)), name)[-KEPT:],
                objects={path: known for path, known in objects.items() if path in stay},
                going={path: state.going.get(path, later) for path in gone - set(at_once)},
            )
        )

    def hold_against(self, site: Path, name: str) -> None:
        """Raises NotSentError where what readers see is not the site, file for file."""
        if other := _stale(_digests(site), self._state() or Live(), self._seen()):
            hint = f"see that nobody else is publishing, {AGAIN}"
            raise NotSentError(self.target, f"has {len(other)} files other than they were sent, as {other[0]}", hint)

    def clear(self, live: str) -> None:
        """Remove what is due, and what no publication that is kept is made from."""
        state, listed, now = self._state() or Live(), self._bucket.listed(), self._bucket.now()
        due = [path for path, when in state.going.items() if when <= now]
        self._bucket.each(self._bucket.remove, due)
        if due:
            objects = {path: known for path, known in state.objects.items() if path not in due}
            going = {path: when for path, when in state.going.items() if path not in due}
            self._save(state.model_copy(update={"objects": objects, "going": going}))
        names = {key: key.removeprefix(NAMED).removesuffix(".json") for key in listed if key.startswith(NAMED)}
        # What was begun less than a day ago may be somebody else's who is still sending.
        new = {key for key, name in names.items() if listed[key].when > now - DAY and not is_before(name, live)}
        stay = new | {key for key, name in names.items() if name in state.shown}
        needed = {f"{CONTENTS}{digest}" for key in stay for digest in self._files(names[key]).values()}
        contents = {key for key in listed if key.startswith(CONTENTS)}
        self._bucket.each(self._bucket.remove, [*(names.keys() - stay), *(contents - needed)])

    def _state(self) -> Live | None:
        if (said := self._bucket.read(LIVE)) is None:
            return None
        try:
            return Live.model_validate_json(said)
        except ValidationError:
            raise self._lost(LIVE) from None

    def _save(self, state: Live) -> None:
        self._bucket.put(LIVE, state.model_dump_json().encode(), UNSEEN)

    def _files(self, name: str) -> dict[str, str]:
        key = f"{NAMED}{name}.json"
        try:
            return Files.validate_json(self._bucket.read(key) or b"")
        except ValidationError:
            raise self._lost(key) from None

    def _content(self, digest: str) -> bytes:
        if (content := self._bucket.read(f"{CONTENTS}{digest}")) is None:
            raise self._lost(f"{CONTENTS}{digest}")
        return content

    def _seen(self) -> dict[str, Stored]:
        """What readers see, by path."""
        return {key: stored for key, stored in self._bucket.listed().items() if not key.startswith(OURS)}

    def _lost(self, key: str) -> NotSentError:
        hint = f"bring it back from the storage's own versions or a copy of it, {AGAIN}; or publish to another folder"
        return NotSentError(self.target, f"has lost {key}, or it is damaged", hint)


def _digests(folder: Path) -> dict[str, str]:
    """Of each file of a folder, by its path, the digest of its content and of the headers that it is kept with."""
    paths = (file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file())
    return {path: _digest(path, (folder / path).read_bytes()) for path in paths}


def _digest(path: str, content: bytes) -> str:
    headers = headers_for(f"/{path}")
    return hashlib.sha256(f"{headers['Content-Type']}\n{headers['Cache-Control']}\n".encode() + content).hexdigest()


def _stale(files: dict[str, str], state: Live, seen: dict[str, Stored]) -> list[str]:
    """The paths at which readers do not see what a publication has there."""
    return sorted(
        path for path, digest in files.items() if path not in seen or state.objects.get(path) != Known(digest, seen[path].mark)
    )


def _stages(paths: Iterable[str], seen: dict[str, Stored]) -> list[list[str]]:
    """Paths in the order in which they are shown: nothing names what is not there yet."""
    stages: list[list[str]] = [[], [], []]
    for path in paths:
        stages[2 if path in seen else 1 if path.endswith(".html") else 0].append(path)
    return stages


def _is_loaded(path: str) -> bool:
    return headers_for(f"/{path}")["Content-Type"].startswith(LOADED)
