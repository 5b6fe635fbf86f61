"""What a type of content is to the rest of the house: where its files are, how they are read, what is made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from lscb.model.record import Record
from lscb.problems import FieldError

if TYPE_CHECKING:
    from lscb.model.page import Feed, PageSpec
    from lscb.model.site import Site

R = TypeVar("R", bound=Record)


def file_stem(path: PurePosixPath) -> str:
    """The usual slug: the file's name without its ending. Folders between are for the editors' own order."""
    return path.stem


@dataclass(frozen=True)
class Listing:
    """The page that lists a collection, and the lines above its list."""

    title: str
    summary: str
    template: str = "listing.html"
    address: str = ""
    parent: str = "/"


def _no_pages(_: Site) -> Iterable[PageSpec]:
    return ()


def _nothing_to_check(_: Sequence[Any]) -> Iterable[tuple[Any, FieldError]]:
    return ()


def _no_feeds(_: Site) -> Iterable[Feed]:
    return ()


@dataclass(frozen=True)
class ContentType(Generic[R]):
    """One type of content. `collection` begins its references and, unless `base` says otherwise, its addresses.

    `files` is a glob under `content/`; `template` is None for records shown only on other pages.
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
    check: Callable[[Sequence[R]], Iterable[tuple[R, FieldError]]] = _nothing_to_check
    numbered: bool = False

    @property
    def root(self) -> str:
        """The address under which the collection stands: `/procedures/`."""
        return self.base or f"/{self.collection}/"

    def address(self, slug: str) -> str:
        """Where the record of that slug stands; a fragment of the listing for a type without pages of its own."""
        return f"{self.root}{slug}/" if self.template else f"{self.root}#{slug}"
