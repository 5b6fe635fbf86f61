"""What search engines are told of a page in schema.org's words: the Board, the way to the page, and what its type adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lscb.model.page import PageSpec
from lscb.model.site import Site

Thing = Mapping[str, Any]
ABOUT_THE_BOARD = frozenset({"/", "/about/"})


def linked_data(site: Site, page: PageSpec, trail: Sequence[tuple[str, str]]) -> Thing | None:
    """Everything about a page as one JSON-LD document, or None where there is nothing to tell."""
    things = list(_things(site, page, trail))
    return {"@context": "https://schema.org", "@graph": things} if things else None


def board(site: Site) -> Thing:
    """What other things call the Board: its name and the id of its full description."""
    return {"@type": "GovernmentOrganization", "@id": site.board.absolute("/#board"), "name": site.board.name}


def _things(site: Site, page: PageSpec, trail: Sequence[tuple[str, str]]) -> Iterator[Thing]:
    if page.address in ABOUT_THE_BOARD:
        yield _whole_board(site)
    if trail:
        yield _breadcrumbs(site, [*trail, (page.title, page.address)])
    if page.record is not None and not page.withdrawn:
        yield from site.type_of(page.record).linked_data(site, page.record)


def _whole_board(site: Site) -> Thing:
    contacts = [
        {"@type": "ContactPoint", "name": contact.title, "contactType": contact.situation, "telephone": contact.phone}
        for contact in site.resolve(site.board.urgent)
        if contact.phone
    ]
    return {
        **board(site),
        "alternateName": site.board.short_name,
        "description": site.board.description,
        "url": site.board.absolute("/"),
        "logo": site.board.absolute("/assets/logo.svg"),
        "email": site.board.email,
        "areaServed": {"@type": "City", "name": site.board.city},
        "contactPoint": contacts,
    }


def _breadcrumbs(site: Site, way: Sequence[tuple[str, str]]) -> Thing:
    steps = [
        {"@type": "ListItem", "position": number, "name": title, "item": site.board.absolute(address)}
        for number, (title, address) in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
