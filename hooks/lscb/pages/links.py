"""Every link in every body, checked against what is really made: pages, their ids, feeds and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lscb.model.absent import NOTHING_ABSENT, Absent
from lscb.model.files import PUBLISHABLE, why_not
from lscb.model.page import PageSpec
from lscb.model.record import Illustrated, Record
from lscb.pages.content_files import file_named, is_inside, media_address, target_of
from lscb.pages.file_signatures import check_signature
from lscb.pages.markdown import NO_PHONES, Link, Rendered, render
from lscb.pages.outward_links import SCHEME, outward_fault
from lscb.pages.pictures import DRAWING, RASTER, Picture, Pictures
from lscb.pages.places import place
from lscb.pages.telephones import PhoneBook
from lscb.problems import FieldError, Position, Problem, nearest

WRITE_AN_ADDRESS = "write the address a browser shows, from the first slash (`/procedures/escalation/`), or the path to a file"


@dataclass
class Renderer:
    """Renders each page's body exactly once, and knows which content files the public pages use.

    `addresses` are those of the pages by the path of their source file; `assets` collects the files that public bodies
    offer, by address, and `pictures` those that public pages show: no other file is ever copied to the site. `phones`
    holds the contacts' numbers; `host` is the site's own, without `www.`.
    """

    root: Path
    addresses: Mapping[str, str]
    pictures: Pictures
    phones: PhoneBook = NO_PHONES
    host: str = ""
    assets: dict[str, Path] = field(default_factory=dict)
    _done: dict[str, Rendered] = field(default_factory=dict)

    def body(self, spec: PageSpec) -> Rendered:
        """The rendered body of a page."""
        if spec.address not in self._done:
            self._done[spec.address] = render(
                spec.body,
                lambda href: self.resolve(spec.source, href),
                lambda href: self.shown(spec.source, href),
                numbered=spec.numbered,
                phones=self.phones,
            )
        return self._done[spec.address]

    def picture(self, source: str, href: str) -> Picture | None:
        """The picture in the file that a source file names, or None where it names none. Raises FieldError for a bad file."""
        file = self._file(source, href)
        return self.pictures.of(file, media_address(self.root, file)) if file and file.suffix.lower() in RASTER else None

    def drawing(self, source: str, href: str) -> Picture | None:
        """The drawing in the file that a source file names, which is published too. Raises FieldError for a bad file."""
        file = self._file(source, href)
        if not file or file.suffix.lower() != DRAWING:
            return None
        found = self.pictures.of(file, media_address(self.root, file))
        self.assets[media_address(self.root, file)] = file
        return found

    def shown(self, source: str, href: str) -> Picture | None:
        """The picture or drawing, with nothing for a bad file."""
        try:
            return self.picture(source, href) or self.drawing(source, href)
        except FieldError:
            return None  # told by the check of links, at its line

    def resolve(self, source: str, href: str) -> str | None:
        """The address of a page or file named by a path relative to the source file, or None."""
        _, hash_sign, fragment = unquote(href).partition("#")
        if address := self.addresses.get(target_of(source, href)):
            return f"{address}{hash_sign}{fragment}"
        if file := self._file(source, href):
            self.assets[media_address(self.root, file)] = file
            return media_address(self.root, file)
        return None

    def offered(self) -> Iterator[tuple[str, Path]]:
        """Every file that public bodies offer, by address, as readers may have it: photographs without the camera's notes."""
        for address, file in self.assets.items():
            yield address, self.pictures.clean(file) if file.suffix.lower() in RASTER else file

    def file_fault(self, source: str, href: str) -> FieldError | None:
        """Why a file that a source file names cannot be offered, or None where it can, or names none."""
        file = self._file(source, href)
        try:
            if file and file.suffix.lower() in RASTER:
                self.pictures.of(file, media_address(self.root, file))
            elif file:
                check_signature(file)
        except FieldError as error:
            return error
        except OSError as error:
            return FieldError(f"cannot be read: {error.strerror}", hint="check its name and permissions")
        return None

    def _file(self, source: str, href: str) -> Path | None:
        return file_named(self.root, source, href)


def check_links(
    specs: Mapping[str, PageSpec], renderer: Renderer, files: frozenset[str], absent: Absent = NOTHING_ABSENT
) -> Iterator[Problem]:
    """What is wrong with the links and the form of every body. `files` are the addresses that are not pages: feeds, assets."""
    ends = _Ends(specs, renderer, files, absent)
    for spec in (*specs.values(), *absent.waiting):
        rendered = renderer.body(spec)
        for fault in rendered.faults:
            yield Problem(spec.source, _in_file(spec, fault.at), fault.message, fault.hint)
        for link in rendered.links:
            if said := ends.fault(link, spec):
                yield Problem(spec.source, _in_file(spec, place(spec.body, link.href or "]()", link.nth)), *said)


@dataclass(frozen=True)
class _Ends:
    """Where links may lead."""

    specs: Mapping[str, PageSpec]
    renderer: Renderer
    files: frozenset[str]
    absent: Absent

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
            if resolved in self.renderer.assets:
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
        assets = self.renderer.assets
        if address in self.files or address in assets or written in assets or self.absent.may_bring(address):
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
    """What is wrong with the files that records offer as materials; sound ones are offered from now on."""
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
