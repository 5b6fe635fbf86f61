"""Every link in every body, checked against what is really made: pages, their ids, feeds and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lscb.cache.digests import digest
from lscb.cache.store import Section
from lscb.model.absent import NOTHING_ABSENT, Absent
from lscb.model.files import PUBLISHABLE, why_not
from lscb.model.page import PageSpec
from lscb.model.record import Illustrated, Record
from lscb.pages.anchors import NOTHING_PUBLISHED, Published
from lscb.pages.content_files import MEDIA, file_named, is_inside, media_address, target_of
from lscb.pages.file_signatures import check_signature
from lscb.pages.markdown import NO_PHONES, Link, Rendered, render
from lscb.pages.outward_links import SCHEME, outward_fault
from lscb.pages.pictures import DRAWING, RASTER, Picture, Pictures
from lscb.pages.places import place, place_of_address
from lscb.pages.telephones import PhoneBook
from lscb.problems import FieldError, Position, Problem, nearest

WRITE_AN_ADDRESS = "write the address a browser shows, from the first slash (`/procedures/escalation/`), or the path to a file"


@dataclass(frozen=True)
class Body:
    """A rendered body, and what it was told: the address of each file it links to, and the picture in each that it shows."""

    rendered: Rendered
    addresses: tuple[tuple[str, str | None], ...] = ()
    pictures: tuple[tuple[str, Picture | None], ...] = ()


@dataclass
class Renderer:
    """Renders each page's body exactly once, from the text and from what it is told of the files that the text names.

    `pages` are the addresses of pages by the path of their source file, `phones` the contacts' numbers, and `host` is the
    site's own, without `www.`; `published` are the anchors that each record's page had, by the record's id. `kept` holds bodies
    that were rendered before: one is used again if whatever it asked has the same answer now. `asked` holds the addresses of
    the pages whose body was asked for.
    """

    root: Path
    pages: Mapping[str, str]
    images: Pictures
    phones: PhoneBook = NO_PHONES
    host: str = ""
    published: Mapping[str, Published] = field(default_factory=dict)
    kept: Section = field(default_factory=Section)
    asked: set[str] = field(default_factory=set)
    _bodies: dict[str, Body] = field(default_factory=dict)

    def body(self, spec: PageSpec) -> Rendered:
        """The rendered body of a page."""
        self.asked.add(spec.address)
        return self._body(spec).rendered

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Note apart whose body is asked for meanwhile."""
        before, self.asked = self.asked, set()
        try:
            yield self.asked
        finally:
            before |= self.asked
            self.asked = before

    def to_render(self, specs: Iterable[PageSpec]) -> list[PageSpec]:
        """The pages among these whose body is neither rendered nor kept."""
        return [spec for spec in specs if spec.address not in self._bodies and not self._recall(spec)]

    def render(self, spec: PageSpec) -> Body:
        """Render the body of a page, and take no note of it."""
        addresses: dict[str, str | None] = {}
        pictures: dict[str, Picture | None] = {}

        def resolve(href: str) -> str | None:
            addresses[href] = self.resolve(spec.source, href)
            return addresses[href]

        def show(href: str) -> Picture | None:
            pictures[href] = self.shown(spec.source, href)
            return pictures[href]

        had = self._published(spec)
        rendered = render(spec.body, resolve, show, numbered=spec.numbered, phones=self.phones, published=had)
        return Body(rendered, tuple(addresses.items()), tuple(pictures.items()))

    def take(self, spec: PageSpec, body: Body) -> None:
        """Take note of a body that was rendered, here or in another process."""
        self._bodies[spec.address] = body
        self.kept.put(body, *self._key(spec))

    def fingerprint(self, spec: PageSpec) -> str:
        """What tells this body of a page from any other."""
        body = self._body(spec)
        return digest(*self._key(spec), repr(body.addresses), repr(body.pictures))

    def assets(self, specs: Iterable[PageSpec]) -> dict[str, Path]:
        """The files that pages offer, in their bodies and as materials, by address: no other file is ever copied to the site."""
        found: dict[str, Path] = {}
        for spec in specs:
            linked = [href for href, address in self._body(spec).addresses if address and address.startswith(MEDIA)]
            materials = [one.file for one in getattr(spec.record, "materials", ()) if one.file]
            files = [file for href in (*linked, *materials) if (file := self.file(spec.source, href))]
            files += [picture.source for picture in self._shown_by(spec) if picture.drawing]
            found |= {media_address(self.root, file): file for file in files}
        return found

    def offered(self, file: Path) -> Path:
        """A file as readers may have it: a photograph without the camera's notes. Raises FieldError for a bad one."""
        return self.images.clean(file) if file.suffix.lower() in RASTER else file

    def pictures(self, specs: Iterable[PageSpec]) -> list[Picture]:
        """The pictures that pages show, in their text and at their head, each once."""
        return list({picture.source: picture for spec in specs for picture in self._shown_by(spec)}.values())

    def picture(self, source: str, href: str) -> Picture | None:
        """The picture in the file that a source file names, or None where it names none. Raises FieldError for a bad file."""
        file = self.file(source, href)
        return self.images.of(file, media_address(self.root, file)) if file and file.suffix.lower() in RASTER else None

    def drawing(self, source: str, href: str) -> Picture | None:
        """The drawing in the file that a source file names, which is published too. Raises FieldError for a bad file."""
        file = self.file(source, href)
        return self.images.of(file, media_address(self.root, file)) if file and file.suffix.lower() == DRAWING else None

    def shown(self, source: str, href: str) -> Picture | None:
        """The picture or drawing, with nothing for a bad file."""
        try:
            return self.picture(source, href) or self.drawing(source, href)
        except FieldError:
            return None  # told by the check of links, at its line

    def resolve(self, source: str, href: str) -> str | None:
        """The address of a page or file named by a path relative to the source file, or None."""
        _, hash_sign, fragment = unquote(href).partition("#")
        if address := self.pages.get(target_of(source, href)):
            return f"{address}{hash_sign}{fragment}"
        file = self.file(source, href)
        return media_address(self.root, file) if file else None

    def _shown_by(self, spec: PageSpec) -> Iterator[Picture]:
        yield from (picture for _, picture in self._body(spec).pictures if picture)
        image = spec.record.image if isinstance(spec.record, Illustrated) and not spec.withdrawn else None
        if image and (picture := self.shown(spec.source, image.file)):
            yield picture

    def _body(self, spec: PageSpec) -> Body:
        if spec.address not in self._bodies and not self._recall(spec):
            self.take(spec, self.render(spec))
        return self._bodies[spec.address]

    def _recall(self, spec: PageSpec) -> bool:
        """Take the body that was kept, if all that it asked is still so."""
        body: Body | None = self.kept.get(*self._key(spec))
        if (
            body is None
            or any(self.resolve(spec.source, href) != answer for href, answer in body.addresses)
            or any(self.shown(spec.source, href) != answer for href, answer in body.pictures)
        ):
            return False
        self._bodies[spec.address] = body
        return True

    def _key(self, spec: PageSpec) -> tuple[str, ...]:
        had = self._published(spec)
        return (spec.source, str(spec.numbered), self._numbers, repr(had) if had.ids else "", spec.body)

    def _published(self, spec: PageSpec) -> Published:
        return self.published.get(spec.record.id, NOTHING_PUBLISHED) if spec.record else NOTHING_PUBLISHED

    @cached_property
    def _numbers(self) -> str:
        book = self.phones
        return digest(*(repr(sorted(known.items())) for known in (book.numbers, book.former, book.hidden)))

    def file_fault(self, source: str, href: str) -> FieldError | None:
        """Why a file that a source file names cannot be offered, or None where it can, or names none."""
        file = self.file(source, href)
        try:
            if file and file.suffix.lower() in RASTER:
                self.images.of(file, media_address(self.root, file))
            elif file:
                check_signature(file)
        except FieldError as error:
            return error
        except OSError as error:
            return FieldError(f"cannot be read: {error.strerror}", hint="check its name and permissions")
        return None

    def file(self, source: str, href: str) -> Path | None:
        """The content file that a source file names, or None."""
        return file_named(self.root, source, href)


def check_links(
    specs: Mapping[str, PageSpec], renderer: Renderer, files: frozenset[str], absent: Absent = NOTHING_ABSENT
) -> Iterator[Problem]:
    """What is wrong with the links and the form of every body. `files` are the addresses that are not pages: feeds, assets."""
    every = (*specs.values(), *absent.waiting)
    ends = _Ends(specs, renderer, files, absent, frozenset(renderer.assets(every)))
    for spec in every:
        rendered = renderer.body(spec)
        for fault in rendered.faults:
            yield Problem(spec.source, _in_file(spec, fault.at), fault.message, fault.hint)
        for link in rendered.links:
            if said := ends.fault(link, spec):
                at = place_of_address(spec.body, link.href, link.nth) if link.href else place(spec.body, "]()", link.nth)
                yield Problem(spec.source, _in_file(spec, at), *said)


@dataclass(frozen=True)
class _Ends:
    """Where links may lead."""

    specs: Mapping[str, PageSpec]
    renderer: Renderer
    files: frozenset[str]
    absent: Absent
    assets: frozenset[str]

    def fault(self, link: Link, spec: PageSpec) -> tuple[str, str] | None:
        """What is wrong with a link on a page, and what to do; None for a sound one."""
        href = unquote(link.href)
        if link.picture:
            return picture_fault(link.href, spec, self.renderer)
        if SCHEME.match(href):
            return outward_fault(link.href, self.renderer.host, self.files)
        if not href.startswith(("/", "#")):
            resolved = self.renderer.resolve(spec.source, link.href)
            if resolved is None:
                return self._no_file(link.href, href, target_of(spec.source, link.href))
            if resolved in self.assets:
                error = self.renderer.file_fault(spec.source, link.href)
                return (f"the file `{link.href}` {error.message}", error.hint) if error else None
            href = resolved
        address, _, fragment = href.partition("#")
        target = self.specs.get(address) if address else spec
        return self._no_page(link.href, address) if target is None else self._no_place(link.href, href, target, fragment)

    def _no_file(self, written: str, href: str, target: str) -> tuple[str, str] | None:
        if self.absent.is_waiting(target):
            return None
        if said := why_not(href.partition("#")[0]):
            return f"`{written}` {said[0]}", said[1]
        return self._not_yet(written, target) or (
            f"the link `{written}` leads nowhere",
            _likely(href, self.specs) or WRITE_AN_ADDRESS,
        )

    def _no_page(self, written: str, address: str) -> tuple[str, str] | None:
        if address in self.files or address in self.assets or written in self.assets or self.absent.may_bring(address):
            return None
        if f"{address}/" in self.specs:
            return f"the link `{written}` lacks its last slash", f"write `{address}/`"
        return self._not_yet(written, address) or (
            f"the link `{written}` leads to no page that is public",
            _likely(address, self.specs) or WRITE_AN_ADDRESS,
        )

    def _no_place(self, written: str, href: str, target: PageSpec, fragment: str) -> tuple[str, str] | None:
        ids = self.renderer.body(target).ids | target.anchors
        if not fragment or fragment in ids or target in self.absent.waiting or self.absent.may_bring(href):
            return None
        return self._not_yet(written, href) or (
            f"the page {target.address} has no place `#{fragment}`",
            nearest(fragment, ids) or "leave out the part from the # on",
        )

    def _not_yet(self, written: str, target: str) -> tuple[str, str] | None:
        later = self.absent.why_not_public(target)
        return (f"the link `{written}` {later.said}", later.hint) if later else None


def _likely(address: str, specs: Mapping[str, PageSpec]) -> str:
    """The pages that may have been meant; nobody means the page of a feed."""
    return nearest(address, (known for known in specs if not known.endswith("/feed/")))


def picture_fault(href: str, spec: PageSpec, renderer: Renderer) -> tuple[str, str] | None:
    """What is wrong with a picture that a page names, and what to do; None for a sound one."""
    if "//" in href[:8]:
        return (
            f"the picture `{href}` stands on another website",
            "with its owner's leave, save it beside this file and name it here",
        )
    try:
        if renderer.picture(spec.source, href) or renderer.drawing(spec.source, href) or renderer.resolve(spec.source, href):
            return None
    except FieldError as error:
        return f"the picture `{href}` {error.message}", error.hint
    if said := why_not(href):
        return f"the picture `{href}` {said[0]}", said[1]
    folder = (renderer.root / spec.source).parent
    hint = nearest(
        href, (file.name for file in folder.iterdir() if file.suffix.lower() in PUBLISHABLE and is_inside(file, folder))
    )
    return f"there is no picture `{href}`", hint or "put the picture beside this file, and write its name"


def check_pictures(specs: Mapping[str, PageSpec], renderer: Renderer) -> Iterator[tuple[Record, FieldError]]:
    """What is wrong with the pictures at the head of records."""
    for spec in specs.values():
        if isinstance(spec.record, Illustrated) and (image := spec.record.image) and not spec.withdrawn:
            said = picture_fault(image.file, spec, renderer)
            if not said and not renderer.picture(spec.source, image.file):
                said = f"`{image.file}` is not a photograph", "a picture at the head is a .jpg, .png, .webp, .avif or .gif file"
            if said:
                yield spec.record, FieldError(said[0], hint=said[1], field="image.file")


def check_materials(specs: Mapping[str, PageSpec], renderer: Renderer) -> Iterator[tuple[Record, FieldError]]:
    """What is wrong with the files that records offer as materials."""
    for spec in specs.values():
        for number, one in enumerate(getattr(spec.record, "materials", ())):
            if one.file and spec.record:
                if renderer.resolve(spec.source, one.file) is None:
                    said = why_not(one.file) or ("there is no such file", "put it beside this file, and write its name")
                    error: FieldError | None = FieldError(f"`{one.file}`: {said[0]}", hint=said[1])
                else:
                    error = renderer.file_fault(spec.source, one.file)
                if error:
                    yield spec.record, FieldError(error.message, hint=error.hint, field=f"materials.{number}.file")


def _in_file(spec: PageSpec, at: Position) -> Position:
    """A place in a body as its editor's file has it."""
    return Position(spec.body_at.line + at.line - 1, spec.body_at.column + at.column - 1)
