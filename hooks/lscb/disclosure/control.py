"""The whole content held to the rule that no child can be known from it: what is refused, and what is advised.

Reviews of what happened to a child, and whatever refers to one, are refused with anything that could tell who it was. Elsewhere
the same is advice. A name on the list of those who must never be named is refused wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from lxml.html import fragment_fromstring

from lscb.disclosure.attached import Attached, attached
from lscb.disclosure.findings import NEVER, Finding
from lscb.disclosure.given_names import plain
from lscb.disclosure.names import Vocabulary
from lscb.disclosure.never_named import NeverNamed
from lscb.disclosure.scan import Public, scan
from lscb.disclosure.whereabouts import ADDRESS, POSTCODES, PublicDetails
from lscb.model.fields import Ref
from lscb.model.files import PUBLISHABLE
from lscb.model.record import Record
from lscb.model.references import walk
from lscb.model.version import Version
from lscb.problems import Loc, Position, Problem, spoken
from lscb.reading.load import Content
from lscb.reading.versions import read_versions

PUBLIC_BODIES = ("contacts", "partners", "groups")
IN_PUBLIC = frozenset({"venue", "booking", "disclosures", "id", "web", "url"})
"""Fields whose values anybody may know: where an event is held and how to book, and what was considered already."""
SIGNED = frozenset({"author", "organiser", "maker", "credit"})
"""Fields that name who made something; only beside a child's case are they looked at."""
ANY_WORD = re.compile(r"[^\W\d_]+")
PHONE_LIKE = re.compile(r"\+?\d[\d ]{7,}\d")


@dataclass(frozen=True)
class DisclosureControl:
    """The content, and the list of those who must never be named."""

    content: Content
    never: NeverNamed

    def refused(self) -> Iterator[Problem]:
        """What must not be published."""
        for record in self.content.every():
            if self._refers(record):
                yield from self._in_record(record)
            yield from self._never_in_record(record)
        for path, users in self._files:
            if self._is_of_children(path, users):
                yield from self._in_file(path, users, strict=True)
            yield from self._never_in_file(path)
        yield from self._in_versions()

    def _in_versions(self) -> Iterator[Problem]:
        """The same in the words of earlier versions."""
        records = {record.id: record for record in self.content.every()}
        for known, version in self._kept:
            text = str(fragment_fromstring(version.html, create_parent=True).text_content())
            found = list(self.never.found(text)) if self.never.digests else []
            if (record := records.get(known)) and self._refers(record):
                found += scan(text, self.public, refers=True, considered=[one.text for one in record.disclosures])
            yield from (_told(version.path, Position(), "", one) for one in found)

    def advice(self) -> Iterator[Problem]:
        """What an editor should look at again; nothing waits for it."""
        for record in self.content.every():
            if not self._refers(record):
                yield from self._in_record(record)
        for path, users in self._files:
            if not self._is_of_children(path, users):
                yield from self._in_file(path, users, strict=False)

    def report(self) -> Iterator[str]:
        """What may be named, what was considered in each file, and how many names must never appear."""
        for one in self.content.disclosure.may_be_named:
            yield f"may be named: {one.name} ({one.why})"
        for record in self.content.every():
            for place, was in enumerate(record.disclosures):
                line = self.content.position(record.origin.path, ("disclosures", place)).line
                yield f"considered: {record.origin.path}:{line}: “{was.text}”, on {was.on}: {was.why}"
        held = sum(1 for record in self.content.every() if self._refers(record))
        yield f"{held} files are of a child's case or refer to one; {len(self.never.digests)} names must never appear"

    def _in_record(self, record: Record) -> Iterator[Problem]:
        refers, review = self._refers(record), self._is_review(record)
        considered = [one.text for one in record.disclosures]
        for loc, text in self._texts(record, refers=refers):
            found = scan(text, self.public, refers=refers, review=review, considered=considered)
            yield from self._problems(record, loc, text, found)
        name = _file_name(record.origin.path)
        for one in scan(name, self.public, refers=refers, considered=considered):
            yield _told(record.origin.path, Position(), "the file's name: ", one)

    def _never_in_record(self, record: Record) -> Iterator[Problem]:
        if self.never.digests:
            for loc, text in (*self._texts(record), ((), _file_name(record.origin.path))):
                yield from self._problems(record, loc, text, self.never.found(text))

    def _problems(self, record: Record, loc: Loc, text: str, found: Iterable[Finding]) -> Iterator[Problem]:
        for one in found:
            if loc == ("body",):
                before = text[: one.start]
                begun = record.origin.body_at
                where = Position(begun.line + before.count("\n"), begun.column - 1 + one.start - before.rfind("\n"))
                yield _told(record.origin.path, where, "", one)
            else:
                yield _told(record.origin.path, self.content.position(record.origin.path, loc), spoken(loc), one)

    def _in_file(self, path: str, users: tuple[Record, ...], *, strict: bool) -> Iterator[Problem]:
        considered = [one.text for user in users for one in user.disclosures]
        for part in self._inside[path]:
            if isinstance(part, Attached):
                found = scan(part.text, self.public, refers=strict, considered=considered)
                yield from (_told(path, Position(), f"{part.where}: ", one) for one in found)
            elif part.text not in considered:
                yield _told(path, Position(), "", part)

    def _never_in_file(self, path: str) -> Iterator[Problem]:
        if self.never.digests:
            for part in self._inside[path]:
                if isinstance(part, Attached):
                    yield from (_told(path, Position(), f"{part.where}: ", one) for one in self.never.found(part.text))

    @cached_property
    def _inside(self) -> dict[str, tuple[Attached | Finding, ...]]:
        """What stands in the files that lie beside pages, their names first."""
        return {path: (Attached("its name", _file_name(path)), *attached(self.content.root / path)) for path, _ in self._files}

    def _texts(self, record: Record, *, refers: bool = True) -> Iterator[tuple[Loc, str]]:
        """The texts of a record that readers see, each with its place."""
        for loc, value in self._values[record.origin.path]:
            if refers or not SIGNED & set(loc):
                yield loc, value

    @cached_property
    def _values(self) -> dict[str, tuple[tuple[Loc, str], ...]]:
        return {record.origin.path: tuple(_values(record)) for record in self.content.every()}

    def _is_review(self, record: Record) -> bool:
        return type(record) in self._review_types

    def _refers(self, record: Record) -> bool:
        return record.origin.path in self._referring

    def _is_of_children(self, path: str, users: tuple[Record, ...]) -> bool:
        beside = {str(PurePosixPath(record.origin.path).parent) for record in self.content.every() if self._is_review(record)}
        return str(PurePosixPath(path).parent) in beside or any(self._refers(user) for user in users)

    @cached_property
    def _review_types(self) -> frozenset[type[Record]]:
        return frozenset(kind.record for kind in self.content.types if kind.about_children)

    @cached_property
    def _referring(self) -> frozenset[str]:
        """The paths of the reviews and of all that refers to one: by a field, a link, or the code name."""
        kinds = [kind for kind in self.content.types if kind.about_children]
        reviews = {Ref(kind.collection, slug) for kind in kinds for slug in self.content.records[kind.collection]}
        titles = [record.title for kind in kinds for record in self.content.records[kind.collection].values()]
        said = "|".join([*(rf"{kind.collection}/[a-z0-9]" for kind in kinds), *(rf"\b{re.escape(title)}\b" for title in titles)])
        pattern = re.compile(said) if said else None
        return frozenset(
            record.origin.path
            for record in self.content.every()
            if self._is_review(record)
            or any(ref in reviews for _, ref in record.facts.references)
            or (pattern and any(pattern.search(text) for _, text in self._texts(record)))
        )

    @cached_property
    def _files(self) -> tuple[tuple[str, tuple[Record, ...]], ...]:
        """The files that lie beside pages, each with the records that name it."""
        folder = self.content.root / "content"
        paths = sorted(file for file in folder.rglob("*") if file.suffix.lower() in PUBLISHABLE and file.is_file())
        return tuple((path.relative_to(self.content.root).as_posix(), tuple(self._users(path))) for path in paths)

    @cached_property
    def _kept(self) -> tuple[tuple[str, Version], ...]:
        """The earlier versions, each with the id of its record."""
        versions, _ = read_versions(self.content.root)
        return tuple((known, one) for known, kept in versions.items() for one in kept)

    def _users(self, file: Path) -> Iterator[Record]:
        for record in self.content.every():
            if any(file.name in text for _, text in self._texts(record)):
                yield record

    @cached_property
    def public(self) -> Public:
        """What may be said anywhere."""
        phrases = sorted((one.name for one in self.content.disclosure.may_be_named), key=len, reverse=True)
        return Public(tuple(phrases), self._vocabulary(), self._details())

    def _vocabulary(self) -> Vocabulary:
        beside: set[str] = set()
        elsewhere: set[str] = set()
        titles: set[str] = set()
        for record in self.content.every():
            words = {word for _, text in self._texts(record) for word in ANY_WORD.findall(text)}
            if self._refers(record):
                beside |= {word for word in words if word[0].islower()}
            else:
                elsewhere |= words
            if not self._is_review(record):
                titles.update(ANY_WORD.findall(record.title))
        return Vocabulary(frozenset(map(plain, beside | elsewhere)), frozenset(map(plain, titles)))

    def _details(self) -> PublicDetails:
        bodies = (record for name in PUBLIC_BODIES for record in self.content.records.get(name, {}).values())
        values: list[Any] = [self.content.board, *bodies]
        values += [
            venue for record in self.content.every() for name in ("venue", "booking") if (venue := getattr(record, name, None))
        ]
        text = "\n".join(value for one in values for _, value in walk(one) if isinstance(value, str))
        return PublicDetails(
            phones=frozenset("".join(filter(str.isdigit, number)).lstrip("0") for number in PHONE_LIKE.findall(text)),
            emails=frozenset(found.casefold() for found in ADDRESS.findall(text)),
            postcodes=frozenset("".join(code.upper().split()) for code in POSTCODES.findall(text)),
            local=self.content.board.local_numbers if self.content.board else None,
        )


def _values(record: Record) -> Iterator[tuple[Loc, str]]:
    for loc, value in walk(record):
        if isinstance(value, str) and not IN_PUBLIC & set(loc) and not value.startswith(("http://", "https://")):
            yield loc, value


def _told(path: str, where: Position, place: str, found: Finding) -> Problem:
    kind = found.kind
    shown = " ".join(found.text.split())
    hint = kind.instead if kind is NEVER else f"{kind.instead}; {HOW_TO_KEEP}"
    return Problem(path, where, f"{place}“{shown}” is {kind.name}: {kind.why}", hint)


HOW_TO_KEEP = "if it must stand, say so under `disclosures:` with `text`, `why` and `on`"


def _file_name(path: str) -> str:
    """A file's name as words with capitals, so that names in it are seen: “Emily Smith” for `emily-smith.pdf`."""
    return re.sub(r"[-_.+ ]+", " ", PurePosixPath(path).stem).title()
