"""A new content file with everything its type asks for, ready to be filled in."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from lscb.mint import new_id
from lscb.model.fields import Value
from lscb.model.record import Record
from lscb.model.site import ContentType
from lscb.problems import FieldError, nearest

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


def questions(kind: ContentType[Any]) -> dict[str, str]:
    """What to ask the author of a new file: each field the type needs that is one value, with its choices."""
    asked = {"summary": "One or two sentences that make sense alone"}
    for name, field in kind.record.model_fields.items():
        if field.is_required() and name not in GIVEN and next(_inner(field.annotation), None) is None:
            choices = ", ".join(_choices(field.annotation))
            asked[name] = f"{name} ({choices})" if choices else name
    return asked


def skeleton(kind: ContentType[Any], title: str, today: date, given: Mapping[str, str] | None = None) -> str:
    """The text of a new file: a fresh id, a draft, each field the type needs, and the others as comments.

    `given` has what its author knows already. Raises FieldError for a field that the type has not.
    """
    values = dict(given or {})
    fields = {name: field for name, field in kind.record.model_fields.items() if name not in GIVEN}
    known = {*fields, "summary", "published"}
    if unknown := next((name for name in values if name not in known), None):
        raise FieldError(f"{unknown} is no field of a new {kind.singular}", hint=nearest(unknown, known))
    own = [name for name in fields if name not in Record.model_fields]
    lines = [
        f"id: {new_id()}",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"summary: {_written(values.pop('summary', ''))}",
        f"published: {values.pop('published', today)}",
        "draft: yes",
    ]
    needed = {name for name in own if fields[name].is_required()} - set(values)
    lines += [f"{name}: {_written(value)}" for name, value in values.items()]
    lines += [_line(name, fields[name]) for name in own if name in needed]
    lines += [f"# {_line(name, fields[name])}" for name in own if name not in needed | set(values)]
    lines += [f"# {name}: []" for name in ("themes", "related", "sources") if name not in values]
    text = "\n".join(lines)
    return f"---\n{text}\n---\n\n" if kind.files.endswith(".md") else f"{text}\n"


def _written(value: str) -> str:
    """A value as YAML: a list as it was given, a plain word as it is, anything else in quotes."""
    return (
        value
        if re.fullmatch(r"[\w.: -]*\w|\[[\w, /-]*\]|", value) and ": " not in value
        else json.dumps(value, ensure_ascii=False)
    )


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
