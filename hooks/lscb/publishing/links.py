"""Every link in every body, checked against what is really made: pages, their ids, feeds and files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lscb.model.page import PageSpec
from lscb.problems import Position, Problem, nearest
from lscb.publishing.markdown import NO_PHONES, Link, Rendered, render
from lscb.publishing.phones import PhoneBook

WRITE_AN_ADDRESS = "write the address a browser shows, from the first slash (`/procedures/escalation/`), or the path to a file"
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})
FILES = PICTURES | {".pdf", ".docx", ".xlsx", ".pptx", ".csv"}


@dataclass
class Renderer:
    """Renders each page's body exactly once, and knows which content files the bodies use.

    `addresses` are those of the pages by the path of their source file; `assets` collects the files that public bodies
    show or offer, by address: no other file is ever copied to the site. `phones` holds the contacts' numbers.
    """

    root: Path
    addresses: Mapping[str, str]
    phones: PhoneBook = NO_PHONES
    assets: dict[str, Path] = field(default_factory=dict)
    _done: dict[str, Rendered] = field(default_factory=dict)

    def body(self, spec: PageSpec) -> Rendered:
        """The rendered body of a page."""
        if spec.address not in self._done:
            self._done[spec.address] = render(
                spec.body, lambda href: self.resolve(spec.source, href), numbered=spec.numbered, phones=self.phones
            )
        return self._done[spec.address]

    def resolve(self, source: str, href: str) -> str | None:
        """The address of a file named by a path relative to the source file, or None."""
        path, hash_sign, fragment = unquote(href).partition("#")
        if not path or path.startswith("/") or ":" in path:
            return None
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if address := self.addresses.get(target):
            return f"{address}{hash_sign}{fragment}"
        file = self.root / target
        if target.startswith("content/") and file.suffix.lower() in FILES and _is_inside(file, self.root / "content"):
            address = f"/media/{target.removeprefix('content/')}"
            self.assets[address] = file
            return address
        return None


def _is_inside(file: Path, folder: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a name too long, a link to itself
        return False


def check_links(specs: Mapping[str, PageSpec], renderer: Renderer, files: frozenset[str]) -> Iterator[Problem]:
    """What is wrong with the links and the form of every body. `files` are the addresses that are not pages: feeds, assets."""
    for spec in specs.values():
        rendered = renderer.body(spec)
        for found, message, hint in rendered.faults:
            yield Problem(spec.source, _where(spec, found, 0), message, hint)
        for link in rendered.links:
            if said := _fault(link, spec, specs, renderer, files):
                yield Problem(spec.source, _where(spec, link.href or "]()", link.nth), *said)


def _fault(
    link: Link, spec: PageSpec, specs: Mapping[str, PageSpec], renderer: Renderer, files: frozenset[str]
) -> tuple[str, str] | None:
    href = unquote(link.href)
    if href.lower().startswith(("http:", "https:", "mailto:", "tel:", "webcal:")):
        return None
    if not href.startswith(("/", "#")):
        resolved = renderer.resolve(spec.source, href)
        if resolved is None:
            return f"the link `{link.href}` leads nowhere", nearest(href, specs) or WRITE_AN_ADDRESS
        href = resolved
    address, _, fragment = href.partition("#")
    target = specs.get(address) if address else spec
    if target is None:
        if address in files or address in renderer.assets:
            return None
        if f"{address}/" in specs:
            return f"the link `{link.href}` lacks its last slash", f"write `{address}/`"
        return f"the link `{link.href}` leads to no page that is public", nearest(address, specs) or WRITE_AN_ADDRESS
    ids = renderer.body(target).ids | target.anchors
    if fragment and fragment not in ids:
        return f"the page {target.address} has no place `#{fragment}`", nearest(
            fragment, ids
        ) or "leave out the part from the # on"
    return None


def _where(spec: PageSpec, text: str, nth: int) -> Position:
    """The place of the nth appearance of a text in a body, in the editor's file; the body's first line if it isn't found."""
    seen = 0
    for number, line in enumerate(spec.body.split("\n")):
        start = line.find(text)
        while start >= 0 and text:
            if seen == nth:
                return Position(spec.body_line + number, start + 1)
            seen += 1
            start = line.find(text, start + 1)
    return Position(spec.body_line, 1)
