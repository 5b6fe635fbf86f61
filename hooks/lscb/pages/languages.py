"""Pages in other languages and in easy read: which forms a page is to be had in, and which have fallen behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lscb.model.page import PageSpec
from lscb.problems import Position, Problem, nearest

LANGUAGES = "/languages/"


@dataclass(frozen=True)
class Version:
    """One form of a page, as the others link to it."""

    name: str
    lang: str
    dir: str
    address: str
    easy_read: bool = False


def versions_of(pages: Mapping[str, PageSpec]) -> dict[str, tuple[Version, ...]]:
    """The forms of each page that has several, English first, by the address of every one of them."""
    families: dict[str, list[Version]] = {}
    for page in pages.values():
        if variant := page.variant:
            family = families.setdefault(variant.original, [Version("English", "en-GB", "ltr", variant.original)])
            family.append(Version(variant.name, variant.lang, variant.dir, page.address, easy_read=variant.lang == "en-GB"))
    return {version.address: tuple(family) for family in families.values() for version in family}


def is_stale(pages: Mapping[str, PageSpec], page: PageSpec) -> bool:
    """Whether the English page has changed since this form of it was last compared with it."""
    if page.variant is None:
        return False
    original = pages.get(page.variant.original)
    return original is not None and original.changed is not None and original.changed > page.variant.checked


def lost_variants(pages: Mapping[str, PageSpec]) -> Iterator[Problem]:
    """Forms of pages that are not there."""
    for page in pages.values():
        if page.variant and page.variant.original not in pages:
            hint = nearest(page.variant.original, pages)
            yield Problem(page.source, Position(), f"there is no page {page.variant.original} that this could be a form of", hint)
