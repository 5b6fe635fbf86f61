"""What followers are sent: the text of records as HTML that stands by itself, away from the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from markupsafe import Markup

from lscb.following.offsite_html import offsite_html
from lscb.model.page import Entry, EntryContent, OffsitePicture, PageSpec
from lscb.model.record import Illustrated, Illustration, Record
from lscb.model.site import Site
from lscb.pages.comparison import changed_html
from lscb.pages.links import Renderer
from lscb.pages.pictures import Picture, figure_html
from lscb.pages.scene_pictures import offsite_picture, scene_of


@dataclass(frozen=True)
class EntryContents:
    """The content of the entries and records of a site; each is made once, however many feeds it stands in.

    With each stand the addresses of the pages whose body is in it: the renderer is told of them whenever it is used.
    """

    site: Site
    pages: Mapping[str, PageSpec]
    renderer: Renderer
    _made: dict[str, tuple[EntryContent, set[str]]] = field(default_factory=dict)

    def of(self, entry: Entry) -> EntryContent:
        """An entry's full content: the record's picture, lists and body, then those of its parts, or the page to read."""
        if entry.guid not in self._made:
            with self.renderer.noting() as asked:
                self._made[entry.guid] = self._make(entry), asked
        content, asked = self._made[entry.guid]
        self.renderer.asked |= asked
        return content

    def head_picture(self, record: Record) -> OffsitePicture | None:
        """The picture at the head of a record or, where it has none, of the first of its parts with one."""
        for one in (record, *self.site.type_of(record).feed_parts(self.site, record)):
            if found := self.own_picture(one):
                return found
        return None

    def own_picture(self, record: Record) -> OffsitePicture | None:
        """The picture at the head of a record, for those away from the site: its photograph, or else its scene."""
        if found := self.picture(record):
            picture, said = found
            best = picture.fallback
            return OffsitePicture(
                self.site.board.absolute(best.address), best.width, best.height, best.format.media_type, said.alt
            )
        drawn = scene_of(record)
        return offsite_picture(drawn, self.site) if drawn else None

    def picture(self, record: Record) -> tuple[Picture, Illustration] | None:
        """A record's photograph, with its words."""
        if isinstance(record, Illustrated) and record.image:
            picture = self.renderer.shown(record.origin.path, record.image.file)
            return (picture, record.image) if picture else None
        return None

    def text(self, record: Record, *, below: int = 1) -> str:
        """A record's lists and body, its headings one level under `below`."""
        board = self.site.board
        parts = list(self.lists(record, below + 1))
        if page := self.pages.get(self.site.address(record)):
            parts.append(offsite_html(self.renderer.body(page).html, board.absolute(page.address), below=below))
        return "\n".join(part for part in parts if part)

    def lists(self, record: Record, level: int) -> Iterator[str]:
        """A record's lists, each under a heading of that level."""
        return (self._points(heading, items, level) for heading, items in self.site.type_of(record).points(record))

    def _make(self, entry: Entry) -> EntryContent:
        lines = [f"<p>{escape(paragraph)}</p>" for paragraph in entry.text]
        record = entry.record
        if not entry.whole:
            link = escape(self.site.board.absolute(entry.address))
            return EntryContent("\n".join([*lines, *self._compared(entry), f'<p><a href="{link}">Read the page</a></p>']))
        parts = self.site.type_of(record).feed_parts(self.site, record)
        following = (f"<h2>{escape(part.title)}</h2>\n{self.whole(part, below=2)}" for part in parts)
        html = "\n".join([*lines, self.whole(record, below=1), *following]).strip()
        return EntryContent(html or f"<p>{escape(record.summary)}</p>", self.head_picture(record))

    def _compared(self, entry: Entry) -> Iterator[str]:
        """What an amendment changed in the words, where the version before it is kept."""
        amended = self.site.type_of(entry.record).amended(entry.record)
        days = [one.on for one in amended if self.site.board.tag(one.id) == entry.guid]
        for older, newer in pairwise(self.site.versions_of(entry.record)):
            if any(older.day < day <= newer.day for day in days):
                yield changed_html(older.html, newer.html)

    def whole(self, record: Record, *, below: int = 1) -> str:
        """A record's picture, lists and body, its headings one level under `below`."""
        return "\n".join([*self._figure(record), self.text(record, below=below)])

    def _figure(self, record: Record) -> Iterator[str]:
        if found := self.picture(record):
            page = self.site.board.absolute(self.site.address(record))
            yield offsite_html(figure_html(*found), page)

    def _points(self, heading: str, items: Iterable[str], level: int) -> str:
        found = Markup().join(Markup("<li>{}</li>").format(self.renderer.phones.tap(item)) for item in items)
        return Markup("<h{0}>{1}</h{0}>\n<ul>{2}</ul>").format(level, heading, found) if found else ""
