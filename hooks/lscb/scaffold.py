"""A new content file with everything its type asks for, ready to be filled in."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from lscb.mint import new_id
from lscb.model.fields import Value
from lscb.model.record import Record
from lscb.model.site import ContentType

GIVEN = frozenset({"id", "title", "summary", "published", "origin", "body", "issue"})


def slug_of(title: str) -> str:
    """A file name from a title: small letters, numbers and hyphens."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def path_for(kind: ContentType[Any], title: str, folder: str = "") -> Path:
    """Where a new file of this type goes; `folder` is the part of the path that a `*` folder in its pattern stands for.

    Raises ValueError where the type needs a folder and none is given, and where a title gives no name.
    """
    if not slug_of(title):
        raise ValueError(f"“{title}” gives no file name: give a title with Latin letters or numbers, and change it in the file")
    *folders, name = kind.files.split("/")
    if "*" in folders and not folder:
        raise ValueError(f"a new {kind.singular} needs --folder, as --folder 2015-summer")
    chosen = [folder if part == "*" else part for part in folders]
    if "*" not in folders and folder:
        chosen.append(folder)
    return Path(*chosen, name.replace("*", slug_of(title)))


def skeleton(kind: ContentType[Any], title: str, today: date) -> str:
    """The text of a new file: a fresh id, a draft, each field the type needs, and the others as comments."""
    fields = {name: field for name, field in kind.record.model_fields.items() if name not in GIVEN}
    own = [name for name in fields if name not in Record.model_fields]
    lines = [
        f"id: {new_id()}",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        "summary: ",
        f"published: {today}",
        "draft: yes",
    ]
    lines += [_line(name, fields[name]) for name in own if fields[name].is_required()]
    lines += [f"# {_line(name, fields[name])}" for name in own if not fields[name].is_required()]
    lines += ["# themes: []", "# related: []", "# sources: []"]
    text = "\n".join(lines)
    return f"---\n{text}\n---\n\n" if kind.files.endswith(".md") else f"{text}\n"


def _line(name: str, field: FieldInfo) -> str:
    """One field, empty: with its choices if it has any, or with the fields of its first item."""
    if choices := ", ".join(_choices(field.annotation)):
        return f"{name}:  # {choices}"
    if field.is_required() and (inner := next(_inner(field.annotation), None)):
        needed = [inside for inside, one in inner.model_fields.items() if one.is_required()]
        return f"{name}:\n  - " + "\n    ".join(f"{inside}: " for inside in needed)
    return f"{name}: "


def _choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    for inner in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _choices(inner)


def _inner(annotation: Any) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for inside in get_args(annotation):
        yield from _inner(inside)
