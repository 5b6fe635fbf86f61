"""An item under another name: its file moves, its addresses lead on, and whatever names it names it anew."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from lscb.desk.together import change_together, sound
from lscb.ledger import read_ledger
from lscb.model.fields import SLUG, Ref
from lscb.model.record import Record
from lscb.model.references import facts_of
from lscb.model.site import ContentType
from lscb.prepared import Prepared
from lscb.problems import FieldError, Loc, Position
from lscb.reading.load import BOARD, REDIRECTS, SEARCH
from lscb.reading.sources import Source, read_source

FILE_LINK = re.compile(r"(?<=\]\()(?![/#]|[a-z]+:)[^)\s#]+\.(?:md|yml)(?=[)\s#])")
TELEPHONE = re.compile(r"\{tel:([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Renamed:
    """One item's names: what others call it, and where it stands, before and after."""

    old: Ref
    new: Ref
    old_address: str
    new_address: str


def rename(root: Path, old: str, new: str, as_of: date | None) -> list[str]:
    """Give an item, or a folder of items, another name. `old` is its path; `new` a name, or a path in the same folder.

    Returns what was done, a line each. Raises FieldError where the names cannot be used, and ContentError where the check has
    something against the content before or after; no file is changed then.
    """
    prepared = sound(root, as_of)
    moved = _moves(root, old, new)
    renamed = [one for record in prepared.content.every() if (one := _renamed(prepared, record, moved))]
    if not renamed:
        raise FieldError(f"{old} is no item of the site", hint="give the path of its file, or of the folder of an issue")
    redirects = _redirects(root, renamed)
    texts = _texts(prepared, moved, renamed, redirects)
    change_together(root, texts, moved, as_of)
    return [
        *(f"{was} → {now}" for was, now in moved.items()),
        *(f"changed: {path}" for path in texts if path not in moved.values()),
        *(f"leads on: {was} → {now}" for was, now in redirects.items()),
    ]


def _moves(root: Path, old: str, new: str) -> dict[str, str]:
    """Every file that moves, with its new path: the item's own, and its forms in other languages; or all of a folder."""
    before = PurePosixPath(old.replace("\\", "/").rstrip("/"))
    after = PurePosixPath(new.replace("\\", "/").rstrip("/"))
    after = after if len(after.parts) > 1 else before.parent / after
    if after.parent != before.parent:
        raise FieldError(f"{after} is in another folder", hint=f"give a name alone: the item stays in {before.parent}/")
    if before.parts[0] != "content":
        raise FieldError(f"{old} is no item of content/", hint="pages in docs/ are named in mkdocs.yml and templates")
    if (root / before).is_dir():
        pairs = {
            file: after / file.relative_to(root / before).as_posix() for file in (root / before).rglob("*") if file.is_file()
        }
    elif (root / before).is_file():
        after = after if after.suffix == before.suffix else after.with_name(f"{after.name}{before.suffix}")
        beside = (root / before.parent).glob(f"{before.stem}.*{before.suffix}")
        pairs = {file: after.with_name(after.stem + file.name[len(before.stem) :]) for file in (root / before, *beside)}
    else:
        raise FieldError(f"{old} is not there", hint="give the path of its file, as content/themes/neglect.md")
    if not SLUG.fullmatch(after.stem):
        raise FieldError(f"“{after.stem}” cannot be a name", hint="small letters, numbers and hyphens, as `child-safety-week`")
    if taken := next((str(now) for now in pairs.values() if (root / now).exists()), None):
        raise FieldError(f"{taken} exists already", hint="nothing is overwritten: choose another name")
    return {file.relative_to(root).as_posix(): now.as_posix() for file, now in sorted(pairs.items())}


def _renamed(prepared: Prepared, record: Record, moved: Mapping[str, str]) -> Renamed | None:
    if (path := moved.get(record.origin.path)) is None:
        return None
    old = prepared.content.ref(record)
    kind: ContentType[Any] = next(one for one in prepared.site.types if one.collection == old.collection)
    if not fnmatchcase(path, kind.files):
        raise FieldError(f"{path} is no place for a {kind.singular}", hint=f"they are kept as {kind.files}")
    slug = kind.slug(PurePosixPath(path))
    return Renamed(old, Ref(old.collection, slug), kind.address(old.slug), kind.address(slug))


def _redirects(root: Path, renamed: list[Renamed]) -> dict[str, str]:
    """Where each published address of the items leads from now on; the longest old address decides."""
    found = {}
    longest = sorted(renamed, key=lambda one: -len(one.old_address))
    for address in read_ledger(root).addresses:
        one = next((one for one in longest if "#" not in one.old_address and address.startswith(one.old_address)), None)
        if one and one.old_address != one.new_address:
            found[address] = one.new_address + address.removeprefix(one.old_address)
    return found


def _texts(
    prepared: Prepared, moved: Mapping[str, str], renamed: list[Renamed], redirects: Mapping[str, str]
) -> dict[str, bytes]:
    """Each file that says something else now, by its new path."""
    root = prepared.content.root
    named = _named(prepared, {one.old: one.new for one in renamed})
    found = {}
    for file in sorted(
        one for folder in ("content", "docs") for one in (root / folder).rglob("*") if one.suffix in {".md", ".yml"}
    ):
        path = file.relative_to(root).as_posix()
        raw = file.read_bytes()
        if path.startswith("content/versions/"):
            continue
        text = raw.decode("utf-8")
        changed = _at_places(text, named.get(path, ()))
        changed = _with_file_links(_with_addresses(changed, renamed, path), path, moved)
        if path == REDIRECTS:
            changed = _without(changed, {one.new_address for one in renamed})
        if changed != text:
            found[moved.get(path, path)] = changed.encode()
    if redirects:
        known = found.get(REDIRECTS) or (root / REDIRECTS).read_bytes() if (root / REDIRECTS).exists() else b""
        before = known.decode().rstrip("\n")
        more = "".join(f"- old: {was}\n  new: {now}\n" for was, now in redirects.items())
        found[REDIRECTS] = f"{before}\n{more}".lstrip("\n").encode()
    return found


def _named(prepared: Prepared, refs: Mapping[Ref, Ref]) -> dict[str, list[tuple[Position, Ref, Ref]]]:
    """Where each file names one of the items in a field, the last first."""
    content = prepared.content
    holders = [(record.origin.path, record.facts.references) for record in content.every()]
    holders += [(BOARD, facts_of(content.board).references)] if content.board else []
    holders += [(SEARCH, facts_of(content.words).references)]
    found: dict[str, list[tuple[Position, Ref, Ref]]] = {}
    for path, references in holders:
        wanted = [(loc, ref) for loc, ref in references if ref in refs]
        source = read_source(content.root / path, path, content.root / "content") if wanted else None
        if isinstance(source, Source):
            places = {(source.parsed.positions[loc], ref) for loc, ref in wanted if _is_written(source, loc)}
            ordered = sorted(places, key=lambda one: one[0], reverse=True)
            found[path] = [(at, ref, refs[ref]) for at, ref in ordered]
    return found


def _is_written(source: Source, loc: Loc) -> bool:
    """Whether a reference stands in the file, and is not taken from the file's place, as an article's issue is."""
    return loc in source.parsed.positions


def _at_places(text: str, places: list[tuple[Position, Ref, Ref]] | tuple[()]) -> str:
    lines = text.split("\n")
    for at, old, new in places:
        line = lines[at.line - 1]
        before, after = line[: at.column - 1], line[at.column - 1 :]
        last = old.slug.rpartition("/")[2]
        names = {old.slug: new.slug, last: new.slug.rpartition("/")[2]}
        beginning = rf"((?:\w+:[ \t]+)?[\"']?(?:{re.escape(old.collection)}/)?)"
        found = re.match(rf"{beginning}({re.escape(old.slug)}|{re.escape(last)})(?=[\"'\s,\]}}#]|$)", after)
        if found:
            lines[at.line - 1] = f"{before}{found[1]}{names[found[2]]}{after[found.end() :]}"
    return "\n".join(lines)


def _with_addresses(text: str, renamed: list[Renamed], path: str) -> str:
    """A text whose links lead to the new addresses. What a redirect calls old stays: readers come from there."""
    before = r"(?<![\w/.-])(?<!old: )(?<!old: [\"'])" if path == REDIRECTS else r"(?<![\w/-])(?<!\.\.)"
    own = r"(?P<site>https?://[\w.-]+)?" if path != REDIRECTS else r"(?P<site>)"
    for one in sorted(renamed, key=lambda one: -len(one.old_address)):
        pattern = re.compile(
            rf"{before}{own}{re.escape(one.old_address.rstrip('/'))}(?=/|$|[)\s\"'>\]#?])(?![\w-])", re.MULTILINE
        )
        if one.old_address != one.new_address:
            text = pattern.sub(lambda found, one=one: f"{found['site'] or ''}{one.new_address.rstrip('/')}", text)  # type: ignore[misc]
    names = {one.old.slug: one.new.slug for one in renamed if one.old.collection == "contacts"}
    return TELEPHONE.sub(lambda found: f"{{tel:{names.get(found[1], found[1])}}}", text) if names else text


def _with_file_links(text: str, path: str, moved: Mapping[str, str]) -> str:
    """A text whose links to files of the site, as `../themes/neglect.md`, lead to where the files are now."""
    here = os.path.dirname(path)  # noqa: PTH120 - of a path that may be no file
    there = os.path.dirname(moved.get(path, path))  # noqa: PTH120 - the same

    def led(found: re.Match[str]) -> str:
        target = os.path.normpath(f"{here}/{found[0]}").replace(os.sep, "/")
        now = moved.get(target)
        return os.path.relpath(now, there).replace(os.sep, "/") if now else found[0]

    return FILE_LINK.sub(led, text)


def _without(text: str, addresses: set[str]) -> str:
    """The redirects without those whose old address is a page again, or lies below one."""
    again = re.compile(rf"old: [\"']?(?:{'|'.join(map(re.escape, addresses))})[^\s\"']*[\"']?\s")
    return "".join(one for one in re.split(r"(?m)^(?=- )", text) if not again.search(one))
