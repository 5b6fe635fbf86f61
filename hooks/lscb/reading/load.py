"""The whole content, read once: every file to a record, every reference checked, every problem in one report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any, cast

from lscb.cache.standing import stamp_of
from lscb.cache.store import Section
from lscb.model.as_told import as_told, as_written
from lscb.model.board import Board, Redirect
from lscb.model.dates import LONDON
from lscb.model.disclosure import DisclosurePolicy
from lscb.model.fields import SLUG, Known, Ref, Value
from lscb.model.files import PUBLISHABLE, is_left_by_a_program, why_not
from lscb.model.record import Record, State
from lscb.model.references import Facts, facts_of
from lscb.model.search_words import SearchWords
from lscb.model.site import ContentType, Site
from lscb.model.tested import Tested
from lscb.model.version import Version
from lscb.problems import ContentError, FieldError, Loc, Position, Problem, nearest, spoken
from lscb.reading.sources import Source, read_source, read_text, says_draft, source_of
from lscb.reading.validate import position_of, to_record, to_value
from lscb.reading.versions import VERSIONS

BOARD = "content/board.yml"
REDIRECTS = "content/redirects.yml"
SEARCH = "content/search.yml"
TESTED = "content/tested.yml"
DISCLOSURE = "content/disclosure.yml"
KEPT_BY_US = frozenset({BOARD, REDIRECTS, SEARCH, TESTED, DISCLOSURE, "content/ledger.json", "content/README.md"})


@dataclass
class Content:
    """Every sound record, public or not, with the source it came from; and all that is wrong.

    `unfinished` is what is wrong with drafts; `faulty` are the files, not drafts, that no record came from, each with the
    type and slug of its record and its source as far as it could be read.
    """

    root: Path
    types: tuple[ContentType[Any], ...]
    board: Board | None = None
    redirects: tuple[Redirect, ...] = ()
    words: SearchWords = field(default_factory=SearchWords)
    tested: Tested | None = None
    disclosure: DisclosurePolicy = field(default_factory=DisclosurePolicy)
    records: dict[str, dict[str, Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unfinished: list[Problem] = field(default_factory=list)
    faulty: dict[str, tuple[ContentType[Any], str, Source | None]] = field(default_factory=dict)

    def tell(self, problems: Iterable[Problem], *, draft: bool) -> None:
        """Keep what is wrong: a draft may be half written, and holds up nothing."""
        (self.unfinished if draft else self.problems).extend(problems)

    def position(self, path: str, loc: Loc) -> Position:
        """Where a part of a record stands in its file, which is read again for it: there is rarely something to tell."""
        source = read_source(self.root / path, path, self.root / path.split("/", 1)[0])
        return position_of(source.parsed.positions, loc) if isinstance(source, Source) else Position()

    def at(self, record: Record, loc: Loc, message: str, hint: str = "") -> Problem:
        """A problem with part of a record, as it was read or as it is told on a day."""
        loc = as_written(loc, record, self.records.get(self.ref(record).collection, {}).get(record.slug, record))
        return Problem(record.origin.path, self.position(record.origin.path, loc), f"{spoken(loc)}{message}", hint)

    def ref(self, record: Record) -> Ref:
        """What other records call this one."""
        return Ref(next(kind.collection for kind in self.types if kind.record is type(record)), record.slug)

    def every(self) -> Iterator[Record]:
        """Every sound record."""
        for records in self.records.values():
            yield from records.values()


def read_content(root: Path, types: Iterable[ContentType[Any]], kept: Section | None = None) -> Content:
    """Read and check everything under `content/` and `docs/`. Never raises for bad content: problems are in the result.

    `kept` holds what earlier readings made of the same files; only what is sound is kept, so that no problem is told once only.
    Raises OSError for a folder that cannot be read.
    """
    kept = Section() if kept is None else kept
    content = Content(root, tuple(types))
    content.records = {kind.collection: {} for kind in content.types}
    files = [(path, _kind_of(path, content.types)) for path in sorted(_files(root, content.problems))]
    known = _known(content.types, files, dict(_numbers(root, files)))
    found: list[_Found] = []
    for path, kind in files:
        if kind is None:
            content.problems += _stray(root / path, path, content.types)
        else:
            found.append(_found(root, path, kind, known, kept))
    for one in sorted(found, key=lambda one: one.draft):  # of two for one address, the one that is no draft has it
        _take(content, one, known, kept)
    _read_board(content, known, kept)
    _check_ids(content)
    _check_types(content)
    return content


def load_site(root: Path, types: Iterable[ContentType[Any]], today: date | None = None) -> Site:
    """The site on `today` (or on the day the Board's file gives, or today). Raises ContentError with every problem."""
    content = read_content(root, types)
    if content.problems:
        raise ContentError(content.problems)
    return make_site(content, today)


def make_site(
    content: Content,
    today: date | None = None,
    *,
    drafts: bool = False,
    moments: Mapping[str, datetime] | None = None,
    versions: Mapping[str, tuple[Version, ...]] | None = None,
) -> Site:
    """The public part of what was read. Records with problems are simply not in it.

    With `drafts`, what is not public yet is in it too: for the eyes of the editors only. `moments` are those of first
    publication, by id; `versions` the words that were published, by the id of their record. A site that stands at a day has
    the whole of that day; one that stands at today, as much as is over.
    """
    if content.board is None:
        raise ContentError(content.problems)
    clock = datetime.now(LONDON)
    given = today or content.board.as_of
    day, now = (given, time.max) if given else (clock.date(), clock.time())
    parts: dict[str, tuple[list[Record], list[Record]]] = {}
    told: set[Ref] = set()
    once: set[Ref] = set()
    for kind in content.types:
        public, gone = _public_parts(content.records[kind.collection].values(), day, now, drafts=drafts)
        public = [one for one in public if (needed := kind.needs(one)) is None or needed in told]
        gone = [one for one in gone if (needed := kind.needs(one)) is None or needed in once]
        told |= {Ref(kind.collection, one.slug) for one in public}
        once |= {Ref(kind.collection, one.slug) for one in (*public, *gone)}
        parts[kind.collection] = (public, gone)
    hidden = {Ref(name, slug) for name, found in content.records.items() for slug in found} - once
    until = date.max if drafts else day
    return Site(
        board=content.board,
        today=day,
        types=content.types,
        records={
            kind.collection: kind.in_order(as_told(one, until, hidden) for one in parts[kind.collection][0])
            for kind in content.types
        },
        withdrawn=tuple(as_told(one, until, hidden) for _, gone in parts.values() for one in gone),
        redirects=content.redirects,
        words=as_told(content.words, until, hidden),
        tested=content.tested,
        moments=moments or {},
        versions=versions or {},
    )


def _public_parts(records: Iterable[Record], today: date, now: time, *, drafts: bool) -> tuple[list[Record], list[Record]]:
    """The published and the withdrawn among the records on that day; with `drafts`, those still to come count as published."""
    published, withdrawn = [], []
    for record in records:
        match record.state(today, now):
            case State.PUBLISHED:
                published.append(record)
            case State.WITHDRAWN:
                withdrawn.append(record)
            case State.DRAFT | State.EMBARGOED if drafts:
                published.append(record)
    return published, withdrawn


def not_over_yet(content: Content, today: date) -> Iterator[Problem]:
    """The items that wait for the end of the month, season or year they are dated to, though they may be meant to be public."""
    for record in content.every():
        said = record.published
        if said.first <= today <= said.last and not (said.day or record.draft or record.publish_from):
            hint = f"if it is out already, add `publish_from:` with the day it came out, as `publish_from: {today}`"
            message = f"{said} is not over until {said.last}, and the page is not public before"
            yield content.at(record, ("published",), message, hint)


def check_public(content: Content, site: Site) -> Iterator[Problem]:
    """What depends on the day: a record without the one it needs, and numbers on every page that are not public."""
    gone = {content.ref(record) for record in site.withdrawn}
    waiting = {Ref(kind.collection, slug) for kind, slug, _ in content.faulty.values()}
    for kind in content.types:
        for record in content.records[kind.collection].values():
            needed = kind.needs(record)
            if needed in gone and record.state(site.today) is State.PUBLISHED:
                said = f"stands in {needed}, which is withdrawn"
                yield Problem(record.origin.path, Position(), said, "withdraw this too, with its own `withdrawn:`")
    for name in ("urgent", "today"):
        for index, ref in enumerate(getattr(site.board, name)):
            if site.get(ref) is None and ref not in waiting:
                where = content.position(BOARD, (name, index))
                said = f"{name} {index + 1}: the contact “{ref.slug}” is not public on {site.today}, and would be on no page"
                yield Problem(BOARD, where, said, "publish it, or name another")


def _files(root: Path, problems: list[Problem]) -> Iterator[str]:
    for top in ("content", "docs"):
        for folder, folders, files in os.walk(root / top, onerror=_refused):
            for name in list(folders):
                if name.startswith("."):
                    folders.remove(name)
                elif (Path(folder) / name).is_symlink():
                    path = (Path(folder) / name).relative_to(root).as_posix()
                    problems.append(Problem(path, Position(), "is a link to a folder", "put the files themselves here"))
            for name in files:
                if not is_left_by_a_program(name):
                    yield (Path(folder) / name).relative_to(root).as_posix()


def _refused(error: OSError) -> None:
    """A folder that cannot be read hides how much is in it: nothing else that would be told is sure."""
    raise error


def _kind_of(path: str, types: Iterable[ContentType[Any]]) -> ContentType[Any] | None:
    return next((kind for kind in types if fnmatchcase(path, kind.files)), None)


def _numbers(root: Path, files: Iterable[tuple[str, ContentType[Any] | None]]) -> Iterator[tuple[str, str]]:
    """The telephone number of each contact by its name, before any record is made: texts draw numbers from them."""
    for path, kind in files:
        if kind is not None and kind.collection == "contacts":
            source = read_source(root / path, path, root / "content")
            if isinstance(source, Source) and isinstance(source.parsed.data, dict):
                phone = source.parsed.data.get("phone")
                if isinstance(phone, str):
                    yield kind.slug(PurePosixPath(path)), phone.strip()


def _known(
    types: Iterable[ContentType[Any]], files: Iterable[tuple[str, ContentType[Any] | None]], numbers: Mapping[str, str]
) -> Known:
    """What can be referred to: whatever has a file, sound or not, so that one fault is told once."""
    slugs: dict[str, set[str]] = {kind.collection: set() for kind in types}
    for path, kind in files:
        if kind is not None:
            slugs[kind.collection].add(kind.slug(PurePosixPath(path)))
    return Known(slugs, {kind.collection: kind.singular for kind in types}, numbers)


@dataclass(frozen=True)
class _Found:
    """A file of a type: the record that was made of the same file before, or else its source as it was read."""

    path: str
    kind: ContentType[Any]
    draft: bool
    record: Record | None = None
    source: Source | Problem | None = None
    key: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return self.kind.slug(PurePosixPath(self.path))


def _found(root: Path, path: str, kind: ContentType[Any], known: Known, kept: Section) -> _Found:
    file = root / path
    if (record := kept.of_file(file, known.drawn)) and _stands(record.facts, known):
        return _Found(path, kind, record.draft, record)
    stamp = stamp_of(file)
    text = read_text(file, path, root / path.split("/", 1)[0])
    if isinstance(text, Problem):
        return _Found(path, kind, draft=False, source=text)
    key = (path, kind.record.__module__, kind.record.__qualname__, known.drawn, text)
    kept.is_of_file(file, stamp, known.drawn, *key)
    if (record := kept.get(*key)) and _stands(record.facts, known):
        return _Found(path, kind, record.draft, record)
    source = source_of(text, path)
    draft = source.draft if isinstance(source, Source) else says_draft(text)
    return _Found(path, kind, draft, source=source, key=key)


def _stands(facts: Facts, known: Known) -> bool:
    """Whether what was made of a file once is what would be made of it now."""
    return known.holds(ref for _, ref in facts.references)


def _take(content: Content, found: _Found, known: Known, kept: Section) -> None:
    record: Any = found.record
    if record is None:
        source = found.source
        if not isinstance(source, Source) or source.parsed.problems:
            _refuse(content, found, source.parsed.problems if isinstance(source, Source) else [cast(Problem, source)])
            return
        record = to_record(found.kind.record, source, found.slug, known)
        if isinstance(record, list):
            _refuse(content, found, record)
            return
        if found.kind.record.__module__.startswith("lscb."):  # the store's version says nothing of other code
            kept.put(record, *found.key)
    if problem := _slug_problem(content, found.kind, record):
        _refuse(content, found, [problem])
    else:
        content.records[found.kind.collection][record.slug] = record


def _refuse(content: Content, found: _Found, problems: list[Problem]) -> None:
    content.tell(problems, draft=found.draft)
    if not found.draft:
        source = found.source or read_source(content.root / found.path, found.path, content.root / found.path.split("/", 1)[0])
        content.faulty[found.path] = found.kind, found.slug, source if isinstance(source, Source) else None


def _stray(file: Path, path: str, types: Iterable[ContentType[Any]]) -> Iterator[Problem]:
    if path in KEPT_BY_US or path.startswith(VERSIONS):
        return  # told by whoever reads it
    if not file.is_file():
        hint = "delete it, or put an ordinary file in its place"
        yield Problem(path, Position(), "cannot be read: it is not a file", hint)
        return
    if path.startswith("docs/"):
        hint = "pages end in .md; pictures and documents belong in content/, styles in theme/"
        yield Problem(path, Position(), "is not a page, and would not be published", hint)
        return
    if PurePosixPath(path).suffix.lower() in PUBLISHABLE:
        return
    if said := why_not(path):
        yield Problem(path, Position(), *said)
        return
    places = sorted({kind.files for kind in types})
    hint = nearest(path, places) or "a content file is content/<collection>/<name>.md"
    yield Problem(path, Position(), "belongs to no collection", hint)


def _slug_problem(content: Content, kind: ContentType[Any], record: Record) -> Problem | None:
    path = record.origin.path
    if not all(SLUG.fullmatch(part) for part in record.slug.split("/")):
        hint = "a file's name is its address: small letters, numbers and hyphens"
        return Problem(path, Position(), f"“{record.slug}” cannot be an address", hint)
    if first := content.records[kind.collection].get(record.slug):
        hint = "rename one of the two files: the name is the page's address"
        return Problem(path, Position(), f"has the same address as {first.origin.path}", hint)
    return None


def _read_board(content: Content, known: Known, kept: Section) -> None:
    for path in (BOARD, REDIRECTS, SEARCH, TESTED, DISCLOSURE):
        file = content.root / path
        if not os.path.lexists(file):
            if path == BOARD:
                content.problems.append(Problem(path, Position(), "is missing", "the Board's own file is needed"))
            continue
        if path != BOARD and _is_blank(file):
            continue
        text = read_text(file, path, content.root / "content")
        if isinstance(text, Problem):
            content.problems.append(text)
            continue
        key = (path, known.drawn, text)
        value = kept.get(*key)
        if value is None or not _stands(facts_of(value), known):
            value, problems = _own(path, text, known)
            content.problems += problems
            if value is not None and not problems:
                kept.put(value, *key)
        _take_own(content, path, value)


def _is_blank(file: Path) -> bool:
    try:
        return file.is_file() and file.stat().st_size < 1000 and not file.read_bytes().strip()
    except OSError:
        return False  # told when it is read


def _own(path: str, text: str, known: Known) -> tuple[Any, list[Problem]]:
    """What one of the Board's own files says, as far as it is sound, and what is wrong with it."""
    source = source_of(text, path)
    if isinstance(source, Problem):
        return None, [source]
    if source.parsed.problems:
        return None, list(source.parsed.problems)
    if path != BOARD and source.parsed.data is None:
        return None, []
    if path == REDIRECTS:
        return _redirects(source)
    models: dict[str, type[Value]] = {BOARD: Board, SEARCH: SearchWords, TESTED: Tested, DISCLOSURE: DisclosurePolicy}
    found = to_value(models[path], source, source.parsed.data, known=known)
    return (None, found) if isinstance(found, list) else (found, [])


def _take_own(content: Content, path: str, value: Any) -> None:
    names = {BOARD: "board", REDIRECTS: "redirects", SEARCH: "words", TESTED: "tested", DISCLOSURE: "disclosure"}
    if value is not None:
        setattr(content, names[path], value)


def _redirects(source: Source) -> tuple[tuple[Redirect, ...], list[Problem]]:
    data = source.parsed.data
    if not isinstance(data, list):
        return (), [Problem(source.path, Position(), "should be a list", "each item has `old:` and `new:`")]
    found = [to_value(Redirect, source, item, (index,)) for index, item in enumerate(data)]
    problems = [problem for one in found if isinstance(one, list) for problem in one]
    return tuple(one for one in found if isinstance(one, Redirect)), problems


def _check_ids(content: Content) -> None:
    """Ids are permanent and never shared: feeds and calendars know things by them."""
    first: dict[str, str] = {}
    for record in sorted(content.every(), key=lambda record: record.draft):
        for loc, found in record.facts.ids:
            if found in first:
                hint = "a copied file needs an id of its own: delete the line and run `lscb mint`"
                said = f"{found} is already the id of {first[found]}"
                content.tell([content.at(record, (*loc, "id"), said, hint)], draft=record.draft)
            first.setdefault(found, record.origin.path)


def _check_types(content: Content) -> None:
    """What a type demands of its records together, as “one issue a season”; drafts are held to it apart."""
    for kind in content.types:
        records = tuple(content.records[kind.collection].values())
        told = [_at(content, *found) for found in kind.check(tuple(one for one in records if not one.draft))]
        content.tell(told, draft=False)
        if any(one.draft for one in records):
            content.tell([one for one in (_at(content, *found) for found in kind.check(records)) if one not in told], draft=True)
        if content.board:
            for record, error in kind.check_with_board(content.board, records):
                content.tell([_at(content, record, error)], draft=record.draft)


def _at(content: Content, record: Record, error: FieldError) -> Problem:
    return content.at(record, error.loc, error.message, error.hint)
