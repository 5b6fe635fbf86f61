"""Pages at addresses that have moved, for hosts that send no redirects of ours."""

from __future__ import annotations

from collections.abc import Iterator

from lscb.model.page import PageSpec
from lscb.model.site import Site


def moved_pages(site: Site) -> Iterator[PageSpec]:
    """A page at each old address that sends its reader on at once."""
    for redirect in site.redirects:
        yield PageSpec(
            address=f"{redirect.old.rstrip('/')}/",
            title="This page has moved",
            summary="It stands at another address now.",
            template="moved.html",
            source="content/redirects.yml",
            context={"to": redirect.new},
            listed=False,
        )
