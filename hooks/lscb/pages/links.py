"""Every link in every body, checked against what is really made: pages, their ids, feeds and files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lscb.model.files import PUBLISHABLE, why_not
from lscb.model.page import PageSpec
from lscb.model.record import Illustrated, Record
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
        target = _target(source, href)
        file = self._file(target)
        return self.pictures.of(file, _media(target)) if file and file.suffix.lower() in RASTER else None

    def drawing(self, source: str, href: str) -> Picture | None:
        """The drawing in the file that a source file names, which is published too. Raises FieldError for a bad file."""
        target = _target(source, href)
        file = self._file(target)
        if not file or file.suffix.lower() != DRAWING:
            return None
        self.assets[_media(target)] = file
        return self.pictures.of(file, _media(target))

    def shown(self, source: str, href: str) -> Picture | None:
        """The picture or drawing, with nothing for a bad file."""
        try:
            return self.picture(source, href) or self.drawing(source, href)
        except FieldError:
            return None  # told by the check of links, at its line

    def resolve(self, source: str, href: str) -> str | None:
        """The address of a file named by a path relative to the source file, or None."""
        _, hash_sign, fragment = unquote(href).partition("#")
        target = _target(source, href)
        if address := self.addresses.get(target):
            return f"{address}{hash_sign}{fragment}"
        if file := self._file(target):
            self.assets[_media(target)] = file
            return _media(target)
        return None

    def _file(self, target: str) -> Path | None:
        file = self.root / target
        known = target.startswith("content/") and file.suffix.lower() in PUBLISHABLE
        return file if known and _is_inside(file, self.root / "content") else None


def _target(source: str, href: str) -> str:
    """The path from the project's root that a relative link in a source file means; "" for any other link."""
    path = unquote(href).partition("#")[0]
    if not path or path.startswith("/") or ":" in path:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def _media(target: str) -> str:
    return f"/media/{target.removeprefix('content/')}"


def _is_inside(file: Path, folder: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a name too long, a link to itself
        return False


def check_links(specs: Mapping[str, PageSpec], renderer: Renderer, files: frozenset[str]) -> Iterator[Problem]:
    """What is wrong with the links and the form of every body. `files` are the addresses that are not pages: feeds, assets."""
    for spec in specs.values():
        rendered = renderer.body(spec)
        for fault in rendered.faults:
            yield Problem(spec.source, _in_file(spec, fault.at), fault.message, fault.hint)
        for link in rendered.links:
            if said := _fault(link, spec, specs, renderer, files):
                yield Problem(spec.source, _in_file(spec, place(spec.body, link.href or "]()", link.nth)), *said)


def _fault(
    link: Link, spec: PageSpec, specs: Mapping[str, PageSpec], renderer: Renderer, files: frozenset[str]
) -> tuple[str, str] | None:
    href = unquote(link.href)
    if link.picture:
        return _picture_fault(link.href, spec, renderer)
    if SCHEME.match(href):
        return outward_fault(link.href, renderer.host, files)
    if not href.startswith(("/", "#")):
        resolved = renderer.resolve(spec.source, href)
        if resolved is None:
            if said := why_not(href.partition("#")[0]):
                return f"`{link.href}` {said[0]}", said[1]
            return f"the link `{link.href}` leads nowhere", _likely(href, specs) or WRITE_AN_ADDRESS
        href = resolved
    address, _, fragment = href.partition("#")
    target = specs.get(address) if address else spec
    if target is None:
        if address in files or address in renderer.assets:
            return None
        if f"{address}/" in specs:
            return f"the link `{link.href}` lacks its last slash", f"write `{address}/`"
        return f"the link `{link.href}` leads to no page that is public", _likely(address, specs) or WRITE_AN_ADDRESS
    ids = renderer.body(target).ids | target.anchors
    if fragment and fragment not in ids:
        return f"the page {target.address} has no place `#{fragment}`", nearest(
            fragment, ids
        ) or "leave out the part from the # on"
    return None


def _likely(address: str, specs: Mapping[str, PageSpec]) -> str:
    """The pages that may have been meant; nobody means the page of a feed."""
    return nearest(address, (known for known in specs if not known.endswith("/feed/")))


def _picture_fault(href: str, spec: PageSpec, renderer: Renderer) -> tuple[str, str] | None:
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
        href, (file.name for file in folder.iterdir() if file.suffix.lower() in PUBLISHABLE and _is_inside(file, folder))
    )
    return f"there is no picture `{href}`", hint or "put the picture beside this file, and write its name"


def check_pictures(specs: Mapping[str, PageSpec], renderer: Renderer) -> Iterator[tuple[Record, FieldError]]:
    """What is wrong with the pictures at the head of records."""
    for spec in specs.values():
        if isinstance(spec.record, Illustrated) and (image := spec.record.image):
            said = _picture_fault(image.file, spec, renderer)
            if not said and not renderer.picture(spec.source, image.file):
                said = f"`{image.file}` is not a photograph", "a picture at the head is a .jpg, .png, .webp, .avif or .gif file"
            if said:
                yield spec.record, FieldError(said[0], hint=said[1], field="image.file")


def _in_file(spec: PageSpec, at: Position) -> Position:
    """A place in a body as its editor's file has it."""
    return Position(spec.body_at.line + at.line - 1, spec.body_at.column + at.column - 1)
