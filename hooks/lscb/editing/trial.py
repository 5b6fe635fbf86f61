"""A change tried before it is made: the whole check, on a copy of the content whose files are links to the real ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lscb.cache.store import Store
from lscb.disclosure.never_named import NeverNamed
from lscb.model.site import ContentType
from lscb.prepared import prepare
from lscb.problems import Problem

PLACE = Path(".cache") / "editing"
TOPS = "content", "docs"


@dataclass(frozen=True)
class Trial:
    """What the check would have against a change, and what it would say of drafts, which holds up nothing."""

    problems: tuple[Problem, ...]
    unfinished: tuple[Problem, ...]


@dataclass(frozen=True)
class Circumstances:
    """What a check depends on beside the content."""

    root: Path
    types: tuple[ContentType[Any], ...]
    as_of: date | None
    never_named: NeverNamed
    store: Store


def tried(circumstances: Circumstances, files: Mapping[str, bytes]) -> Trial:
    """What would be wrong if these files, by their paths, were as given; what is wrong already is not told again.

    All files are checked, for a change in one may be a fault in another. Raises OSError.
    """
    found, unfinished = _checked(circumstances, files)
    known = {(one.path, one.message) for one in _checked(circumstances, {})[0]} if found else set()
    return Trial(
        tuple(one for one in found if (one.path, one.message) not in known),
        tuple(one for one in unfinished if one.path in files),
    )


def _checked(circumstances: Circumstances, files: Mapping[str, bytes]) -> tuple[Sequence[Problem], Sequence[Problem]]:
    with _copy(circumstances.root) as copy:
        for path, raw in files.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).unlink(missing_ok=True)  # the copy's link, so that nothing is written through it
            (copy / path).write_bytes(raw)
        prepared = prepare(
            copy,
            circumstances.types,
            circumstances.as_of,
            lenient=True,
            never_named=circumstances.never_named,
            store=circumstances.store,
        )
        problems = sorted({*prepared.content.problems, *prepared.check()})
        return problems, sorted(set(prepared.content.unfinished))


@contextmanager
def _copy(root: Path) -> Iterator[Path]:
    """The content beside the project's cache, on the same file system and where nobody watches.

    Its name is the same each time in a process, so that what is kept of its files is known again; one trial is made at a time.
    """
    copy = root / PLACE / str(os.getpid())
    shutil.rmtree(copy, ignore_errors=True)
    try:
        for top in TOPS:
            if (root / top).is_dir():
                shutil.copytree(root / top, copy / top, copy_function=_link, symlinks=True)
        pictures = root / ".cache" / "pictures"
        if pictures.is_dir():
            shutil.copytree(pictures, copy / ".cache" / "pictures", copy_function=_link)
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _link(source: str, target: str) -> None:
    """A hard link; a copy where the file system has none."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
