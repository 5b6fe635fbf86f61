"""The immutable site, what is public on one day with references resolved both ways, and the types its content is of.

Each is defined by the other: a site knows the type of each of its records, and what a type makes of a record depends on the site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar, cast

from lscb.model.board import Board, Redirect
from lscb.model.diary import Calendar
from lscb.model.facets import Facets
from lscb.model.fields import Ref
from lscb.model.headline import Tile
from lscb.model.page import Entry, Feed, PageSpec, Variant
from lscb.model.record import Record
from lscb.model.search_words import SearchWords
from lscb.model.tables import DataTable
from lscb.model.tested import Tested
from lscb.model.version import Version
from lscb.problems import FieldError

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def file_stem(path: PurePosixPath) -> str:
    """The usual slug: the file's name without its ending. Folders between are for the editors' own order."""
    return path.stem


@dataclass(frozen=True)
class Listing:
    """The page that lists a collection: its heading, the line above the list, its template, and the page one step up.

    `question` is the one it answers, where pages are found by that.
    """

    title: str
    summary: str
    template: str = "listing.html"
    parent: str = "/"
    question: str = ""


def _nothing(_: Site) -> Mapping[str, Any]:
    return {}


def _no_pages(_: Site) -> Iterable[PageSpec]:
    return ()


def _nothing_to_check(_: Sequence[Any]) -> Iterable[tuple[Any, FieldError]]:
    return ()


def _nothing_to_check_with(_: Board, __: Sequence[Any]) -> Iterable[tuple[Any, FieldError]]:
    return ()


def _no_feeds(_: Site) -> Iterable[Feed]:
    return ()


def _no_calendars(_: Site) -> Iterable[Calendar]:
    return ()


def _no_tables(_: Site) -> Iterable[DataTable]:
    return ()


@dataclass(frozen=True)
class ContentType(Generic[R]):
    """One type of content. `collection` begins its references and, unless `base` says otherwise, its addresses.

    `files` is a pattern of paths from the project's root; `template` is None for records shown only on their listing.
    `news` are types told of on the home page, and `card` says that a page's title is drawn as a picture for where it is shared;
    pages of a type with `pdf` are made as PDFs too where these are asked for;
    in a search, pages of a type with more `search_weight` come before others of the same name.
    the words of a `versioned` type's pages are kept at each publication that changed them;
    `about_children` are types whose records tell of what happened to a child, whom nothing may name.
    `leads_to` are the collections in which a reader of one of its records goes on, first the likeliest, one for each
    related link; `gathers` those whose records stand in a section of its page's own where they name it.
    A type whose pages need more than this overrides the methods below.
    """

    collection: str
    singular: str
    record: type[R]
    files: str
    template: str | None = "record.html"
    listing: Listing | None = None
    base: str = ""
    slug: Callable[[PurePosixPath], str] = file_stem
    order: Callable[[R], Any] = field(default=lambda record: record.title.casefold())
    news: bool = False
    more_pages: Callable[[Site], Iterable[PageSpec]] = _no_pages
    feeds: Callable[[Site], Iterable[Feed]] = _no_feeds
    calendars: Callable[[Site], Iterable[Calendar]] = _no_calendars
    data_tables: Callable[[Site], Iterable[DataTable]] = _no_tables
    listing_context: Callable[[Site], Mapping[str, Any]] = _nothing
    check: Callable[[Sequence[R]], Iterable[tuple[R, FieldError]]] = _nothing_to_check
    check_with_board: Callable[[Board, Sequence[R]], Iterable[tuple[R, FieldError]]] = _nothing_to_check_with
    numbered: bool = False
    versioned: bool = False
    card: bool = False
    pdf: bool = False
    search_weight: int = 0
    about_children: bool = False
    leads_to: tuple[str, ...] = ()
    gathers: tuple[str, ...] = ()

    @property
    def root(self) -> str:
        """The address under which the collection stands: `/procedures/`."""
        return self.base or f"/{self.collection}/"

    @property
    def plural(self) -> str:
        """What several of its records are called, as a heading."""
        return self.listing.title if self.listing else f"{self.singular.capitalize()}s"

    def address(self, slug: str) -> str:
        """Where the record of that slug stands; a fragment of the listing for a type without pages of its own."""
        return f"{self.root}{slug}/" if self.template else f"{self.root}#{slug}"

    def in_order(self, records: Iterable[R]) -> tuple[R, ...]:
        """Records as the collection lists them."""
        return tuple(sorted(records, key=lambda record: (self.order(record), record.slug)))

    def title_of(self, record: R) -> str:
        """The heading of a record's page."""
        return record.title

    def template_of(self, record: R) -> str:
        """The template of a record's page."""
        return self.template or ""

    def parent_of(self, record: R) -> str:
        """The address of the page one step above a record's."""
        return self.root

    def needs(self, record: R) -> Ref | None:
        """A record without which this one is not public either, as an article is not without its issue."""
        return None

    def context(self, site: Site, record: R) -> Mapping[str, Any]:
        """What the record's template needs beside the record itself."""
        return {}

    def anchors(self, record: R) -> frozenset[str]:
        """The ids that the record's template adds to its page, for links from elsewhere."""
        return frozenset()

    def tile(self, record: R) -> Tile | None:
        """The record's most telling figure, where its editor gives one a headline."""
        return None

    def shown(self, site: Site, record: R) -> Iterable[Record]:
        """The records that the page shows before its end: what it gathers, and all it names but as related or as its themes."""
        yield from site.resolve(ref for loc, ref in record.facts.references if loc[0] not in {"related", "themes"})
        for collection in self.gathers:
            yield from site.referring(record, collection)

    def place_of(self, site: Site, record: R) -> int:
        """A record's place among those published on the same day: 0 is the first."""
        return 0

    def provenance(self, site: Site, record: R) -> str:
        """What readers are told wherever they read the record, where they may take its words for somebody else's."""
        return ""

    def entry_text(self, site: Site, record: R) -> tuple[str, ...]:
        """What a feed says before the record's own text, as when and where an event takes place."""
        return ()

    def changes(self, site: Site, record: R) -> Iterable[Entry]:
        """Entries for material changes to the record, each with an id of its own."""
        return ()

    def amended(self, record: R) -> Sequence[Any]:
        """The record's amendments, each with the day it is dated to (`on`), what changed and why."""
        return getattr(record, "amendments", ())

    def in_force(self, record: R) -> date | None:
        """The day from which it holds, where the record tells of a change in law or guidance rather than being new by itself."""
        return None

    def author_of(self, record: R) -> str:
        """Who wrote it, where it wasn't the Board as a whole."""
        return ""

    def points(self, record: R) -> Iterable[tuple[str, Iterable[str]]]:
        """What the page says in lists beside the body, each under its heading, for those who read it elsewhere."""
        return ()

    def variant_of(self, record: R) -> Variant | None:
        """What the record is another form of: a translation, or easy read."""
        return None

    def facets(self, site: Site, record: R) -> Facets:
        """What search says of the record: from the fields that many types have, where a type says nothing of its own."""
        names = (getattr(record, field, None) for field in ("number", "abbreviation", "short_title"))
        return Facets(
            kind=self.singular[:1].upper() + self.singular[1:],
            date=record.published.label,
            year=record.published.last.year,
            status=getattr(record, "status", ""),
            audiences=getattr(record, "audiences", ()),
            weight=self.search_weight,
            names=tuple(name for name in names if name and isinstance(name, str)),
        )

    def linked_data(self, site: Site, record: R) -> Iterable[Mapping[str, Any]]:
        """What search engines are told of the record, as things of schema.org."""
        return ()

    def feed_parts(self, site: Site, record: R) -> Iterable[Record]:
        """Records whose text follows the record's own in a feed, as an issue's articles follow its notes."""
        return ()


@dataclass(frozen=True)
class Site:
    """Everything downstream reads this and nothing else.

    `records` holds what is public on `today`, by collection and in each type's order; `withdrawn` what once was;
    `redirects` where addresses have gone; `words` what search
    knows; `tested` what is known of the site's accessibility; `moments` when each id was first published, as the ledger has it;
    `versions` the words that were published, by the id of their record.
    """

    board: Board
    today: date
    types: tuple[ContentType[Any], ...]
    records: Mapping[str, tuple[Any, ...]]
    withdrawn: tuple[Record, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    words: SearchWords = field(default_factory=SearchWords)
    tested: Tested | None = None
    moments: Mapping[str, datetime] = field(default_factory=dict)
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)

    def versions_of(self, record: Record) -> tuple[Version, ...]:
        """The versions of a record's words that were published by the site's day, oldest first; the last is in force."""
        return tuple(one for one in self.versions.get(record.id, ()) if one.day <= self.today)

    def all(self, collection: str) -> tuple[Any, ...]:
        """The public records of a collection, in its order."""
        return self.records.get(collection, ())

    def get(self, ref: Ref | None) -> Any:
        """The record referred to, or None where it is not public today."""
        return self._by_ref.get(ref) if ref else None

    def resolve(self, refs: Iterable[Ref]) -> tuple[Any, ...]:
        """The records referred to, those not public left out."""
        return tuple(record for ref in refs if (record := self.get(ref)) is not None)

    def ref(self, record: Record) -> Ref:
        """What other records call this one."""
        return self._refs[id(record)]

    def type_of(self, record: Record) -> ContentType[Any]:
        """The content type a record is of."""
        return self._types[self.ref(record).collection]

    def address(self, record: Record) -> str:
        """Where a record stands on the site."""
        ref = self.ref(record)
        return self._types[ref.collection].address(ref.slug)

    def referring(self, record: Record, collection: str = "") -> tuple[Any, ...]:
        """The public records that refer to this one; of one collection where it is given."""
        found = self._referrers.get(self.ref(record), ())
        return tuple(other for other in found if not collection or self.ref(other).collection == collection)

    def ever_referring(self, record: Record) -> tuple[Any, ...]:
        """The records that refer to this one, and those that did until they were withdrawn."""
        return (*self.referring(record), *self._once_referring.get(self.ref(record), ()))

    def derived(self, make: Callable[[Site], T]) -> T:
        """What `make` gives for this site, worked out at the first call."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    @cached_property
    def _made(self) -> dict[Callable[[Site], Any], Any]:
        return {}

    @cached_property
    def _types(self) -> dict[str, ContentType[Any]]:
        return {kind.collection: kind for kind in self.types}

    @cached_property
    def _refs(self) -> dict[int, Ref]:
        public = {id(record): Ref(collection, record.slug) for collection, records in self.records.items() for record in records}
        types = {kind.record: kind.collection for kind in self.types}
        return public | {id(record): Ref(types[type(record)], record.slug) for record in self.withdrawn}

    @cached_property
    def _by_ref(self) -> dict[Ref, Record]:
        return {self._refs[id(record)]: record for records in self.records.values() for record in records}

    @cached_property
    def _referrers(self) -> dict[Ref, tuple[Record, ...]]:
        return _by_what_they_name(record for records in self.records.values() for record in records)

    @cached_property
    def _once_referring(self) -> dict[Ref, tuple[Record, ...]]:
        return _by_what_they_name(self.withdrawn)


def _by_what_they_name(records: Iterable[Record]) -> dict[Ref, tuple[Record, ...]]:
    found: dict[Ref, list[Record]] = defaultdict(list)
    for record in records:
        for ref in dict.fromkeys(ref for _, ref in record.facts.references):
            found[ref].append(record)
    return {ref: tuple(others) for ref, others in found.items()}
