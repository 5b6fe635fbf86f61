"""What a page's template is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from lscb.generator.build import Build
from lscb.hosting.headers import meta_policy_for
from lscb.model.page import PageSpec
from lscb.model.site import Site
from lscb.pages.glossary import explained, glossary
from lscb.pages.languages import is_stale
from lscb.pages.linked_data import linked_data
from lscb.pages.related import related, subjects
from lscb.pages.search import index_entry

NOT_FOUND = PageSpec(
    address="/404.html",
    title="Page not found",
    summary="There is no page at this address.",
    template="404.html",
    source="theme/404.html",
    listed=False,
)


PIECES = PageSpec(
    address="/pieces/",
    title="Pieces of pages",
    summary="Every piece that pages are made of, in its states. Only the preview has this page.",
    template="pieces.html",
    source="theme/pieces.html",
    listed=False,
)


def _with_meanings(site: Site, spec: PageSpec, html: str) -> str:
    """A page's body with the terms of the glossary explained, which is in English."""
    return html if spec.variant and not spec.variant.lang.startswith("en") else explained(html, site.derived(glossary))


def context_of(build: Build, spec: PageSpec) -> dict[str, Any]:
    """A template's context: the record, its rendered body, the way to it, and what its type adds."""
    site, plan = build.prepared.site, build.prepared.plan
    body = build.prepared.renderer.body(spec)
    trail = plan.trail(spec)
    return {
        **spec.context,
        "site": site,
        "spec": spec,
        "record": spec.record,
        "body": Markup(_with_meanings(site, spec, body.html)),  # noqa: S704 - cleaned to an allow-list by the renderer
        "toc": body.toc,
        "gone": body.gone,
        "numbers": {one.id: one.number for one in body.anchors if one.number},
        "past": build.past,
        "trail": trail,
        "linked_data": linked_data(site, spec, trail),
        "menu": menu(build.project.nav, spec.address),
        "feeds": tuple(dict.fromkeys((*spec.feeds, *(plan.pages["/"].feeds if "/" in plan.pages else ())))),
        "offered": plan.offered(spec),
        "related": related(site, spec.record) if spec.record else (),
        "subjects": subjects(site, spec.record) if spec.record else (),
        "canonical": site.board.absolute(spec.address),
        "policy": meta_policy_for(spec.address),
        "found": index_entry(site, spec),
        "versions": plan.versions.get(spec.address, ()),
        "stale": is_stale(plan.pages, spec),
        "english": Markup(' lang="en-GB" dir="ltr"') if spec.variant else "",
    }


def menu(nav: Iterable[Mapping[str, str]], here: str) -> list[tuple[str, str, bool]]:
    """The main menu, from `nav:` in mkdocs.yml: title, address, and whether the page is in that part of the site."""
    items = []
    for entry in nav:
        (title, source), *_ = entry.items()
        address = "/" + source.removesuffix("index.md").replace(".md", "/")
        items.append((title, address, here.startswith(address)))
    return items
