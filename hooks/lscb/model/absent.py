"""What has a file and no page: what is at fault, for which the rest must not be blamed, and what is not public yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lscb.model.page import PageSpec


@dataclass(frozen=True)
class NotYet:
    """A record that is not public yet: its file, where it will stand, and what an editor is told of a link to it."""

    source: str
    address: str
    said: str
    hint: str


@dataclass(frozen=True)
class Absent:
    """What has a file and no page, as far as links, redirects and the ledger must know.

    `waiting` are stand-ins for the pages of files at fault, each with the text that can be checked already.
    """

    waiting: tuple[PageSpec, ...] = ()
    not_yet: tuple[NotYet, ...] = ()

    def may_bring(self, address: str) -> bool:
        """Whether an address may be made once what is at fault is mended: a page's own, and all below it."""
        return any(address == page or (page != "/" and address.startswith(page)) for page in self._addresses)

    def is_waiting(self, source: str) -> bool:
        """Whether a file is at fault."""
        return source in self._sources

    def why_not_public(self, target: str) -> NotYet | None:
        """What is not public yet at an address, or in a file. For the eyes of editors alone."""
        return self._not_yet.get(target)

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(page.address for page in self.waiting)

    @cached_property
    def _sources(self) -> frozenset[str]:
        return frozenset(page.source for page in self.waiting)

    @cached_property
    def _not_yet(self) -> dict[str, NotYet]:
        return {target: one for one in self.not_yet for target in (one.source, one.address)}


NOTHING_ABSENT = Absent()
