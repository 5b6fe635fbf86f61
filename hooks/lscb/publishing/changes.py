"""What a publication changes for readers and followers: two folders held against each other, the live site and the new one."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import lxml.html
from icalendar import Calendar
from lxml import etree

from lscb.pages.comparison import Row, compare

Kind = Literal["new", "changed", "moved", "withdrawn", "gone"]
JSON_FEED = "https://jsonfeed.org/version/"
FEED = re.compile(r"(?:^|/)feed(?:-\d+)?\.json$")
EMAIL = "email.html"


@dataclass(frozen=True)
class PageChange:
    """A page and what becomes of it: for one that changed the comparison of its words, for one that moved its new address."""

    kind: Kind
    address: str
    title: str
    rows: tuple[Row, ...] = ()
    to: str = ""


@dataclass(frozen=True)
class Followed:
    """An entry of feeds or a date of calendars that followers get anew or again, or no longer."""

    kind: Kind
    title: str


@dataclass(frozen=True)
class Changes:
    """All that a publication changes; `emails` are the folders of newsletters ready to be sent, `others` counts other files."""

    pages: tuple[PageChange, ...]
    entries: tuple[Followed, ...]
    dates: tuple[Followed, ...]
    emails: tuple[str, ...]
    others: int

    def __bool__(self) -> bool:
        return bool(self.pages or self.entries or self.dates or self.emails or self.others)


def changes_between(
    live: Path, new: Path, withdrawn: Collection[str] = (), moved: Mapping[str, str] | None = None, items: Collection[str] = ()
) -> Changes:
    """What differs between two folders of a site.

    `withdrawn` are addresses of pages, `moved` gives an old one the new; `items` are the pages that come before lists of them.
    """
    was, now = _files(live), _files(new)
    differing = sorted(path for path in was.keys() | now.keys() if _bytes(was.get(path)) != _bytes(now.get(path)))
    pages = [page for path in differing if _is_page(path) and (page := _page(path, was, now, withdrawn, moved or {}))]
    emails = [path.rpartition("/")[0] for path in differing if path.endswith(f"/{EMAIL}") and path in now]
    told = {page.address for page in pages}
    return Changes(
        pages=tuple(sorted(pages, key=lambda page: (page.address not in items, page.address))),
        entries=tuple(_followed(_entries(was), _entries(now))),
        dates=tuple(_followed(_dates(was), _dates(now))),
        emails=tuple(emails),
        others=sum(not _is_page(path) or _address(path) not in told for path in differing) - len(emails),
    )


def _files(folder: Path) -> dict[str, Path]:
    return {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}


def _bytes(file: Path | None) -> bytes | None:
    return file.read_bytes() if file else None


def _is_page(path: str) -> bool:
    return path.endswith(".html") and not path.endswith(f"/{EMAIL}")


def _address(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def _page(
    path: str, was: Mapping[str, Path], now: Mapping[str, Path], withdrawn: Collection[str], moved: Mapping[str, str]
) -> PageChange | None:
    """What becomes of a page; nothing where readers see the same words."""
    address = _address(path)
    before = _read(was[path]) if path in was else None
    after = _read(now[path]) if path in now else None
    to = moved.get(address) or moved.get(address.rstrip("/"), "")
    if after is None:
        return PageChange("gone", address, before.title if before else "")
    if before is None:
        return None if to else PageChange("new", address, after.title)
    rows = compare(before.main, after.main)
    if all(row.kind == "same" for row in rows):
        return None
    if to:
        return PageChange("moved", address, before.title, to=to)
    if address in withdrawn:
        return PageChange("withdrawn", address, before.title)
    return PageChange("changed", address, after.title, rows)


@dataclass(frozen=True)
class _Read:
    title: str
    main: str


def _read(file: Path) -> _Read:
    try:
        page = lxml.html.document_fromstring(file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # an empty file
        return _Read("", "")
    mains = list(page.iter("main"))
    heads = [one for main in mains for one in main.iter("h1")] or list(page.iter("title"))
    title = " ".join("".join(map(str, heads[0].itertext())).split()) if heads else ""
    main = "".join(lxml.html.tostring(one, encoding="unicode") for one in mains)
    return _Read(title, main)


def _followed(was: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]) -> Iterator[Followed]:
    for known, (title, content) in now.items():
        if known not in was:
            yield Followed("new", title)
        elif was[known][1] != content:
            yield Followed("changed", title)
    yield from (Followed("gone", title) for known, (title, _) in was.items() if known not in now)


def _entries(files: Mapping[str, Path]) -> dict[str, tuple[str, str]]:
    """Each entry of any feed by its id: its title and all that is in it."""
    found: dict[str, tuple[str, str]] = {}
    for path, file in sorted(files.items()):
        if not FEED.search(path):
            continue
        feed = json.loads(file.read_bytes())
        if str(feed.get("version", "")).startswith(JSON_FEED):
            found |= {item["id"]: (item.get("title", ""), json.dumps(item, sort_keys=True)) for item in feed["items"]}
    return found


def _dates(files: Mapping[str, Path]) -> dict[str, tuple[str, str]]:
    """Each date of any calendar by what diaries know it by: its title and all that is in it."""
    found: dict[str, tuple[str, str]] = {}
    for path, file in sorted(files.items()):
        if not path.endswith(".ics"):
            continue
        for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT"):
            moment = event.decoded("RECURRENCE-ID", "")
            found[f"{event['UID']} {moment}"] = (str(event.get("SUMMARY", "")), event.to_ical().decode())
    return found
