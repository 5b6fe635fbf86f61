"""Search: what each page tells the index, the page that searches, and the index itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pagefind_bin import get_executable

from lscb.model.facets import Facets
from lscb.model.page import PageSpec
from lscb.model.site import Site

ADDRESS = "/search/"
UNFOUND = frozenset({"withdrawn.html", "search.html", "moved.html", "404.html"})
ASIDE = ".toc, .side, .foot, .pager, .versions, .date, .no-print, [hidden]"
KEPT = ("pagefind.js", "pagefind-entry.json", "pagefind.*.pf_meta", "wasm.en.pagefind", "index", "fragment", "filter")


@dataclass(frozen=True)
class Found:
    """How a page is found. Home, and a list whose items have pages of their own, are found by their heading."""

    facets: Facets
    themes: tuple[str, ...]
    whole: bool


def found_by(site: Site, page: PageSpec) -> Found | None:
    """How search finds a page; None for pages that nobody should be led to."""
    if page.template in UNFOUND:
        return None
    if page.record is None:
        kind = page.context.get("kind")
        changed = page.changed or site.today
        return Found(Facets("List", "", changed.year), (), whole=kind is not None and kind.template is None)
    themes = tuple(theme.title for theme in site.resolve(page.record.themes))
    return Found(site.type_of(page.record).facets(page.record), themes, whole=page.address != "/")


def search_page(site: Site, pages: Iterable[PageSpec]) -> PageSpec:
    """The page that searches, with the choices that its filters offer."""
    return PageSpec(
        address=ADDRESS,
        title="Search",
        summary="Find procedures, events, newsletters and everything else on this site.",
        template="search.html",
        source="content/search.yml",
        context={"choices": _choices(site, pages), "words": _words(site), "call_first": site.words.call_first},
    )


def write_index(made: Path) -> None:
    """Index the finished site in `made` for the browser. Raises CalledProcessError, with what the indexer said."""
    subprocess.run(  # noqa: S603 - our own program, no shell
        [get_executable(), "--site", made, "--force-language", "en", "--exclude-selectors", ASIDE, "--quiet"],
        check=True,
        capture_output=True,
        text=True,
    )
    bundle = made / "pagefind"
    kept = {path for pattern in KEPT for path in bundle.glob(pattern)}
    for path in set(bundle.iterdir()) - kept:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _choices(site: Site, pages: Iterable[PageSpec]) -> list[tuple[str, str, list[str]]]:
    """Name, label and values of each filter, values that are somewhere on the site."""
    found = [one for page in pages if (one := found_by(site, page))]
    return [
        ("kind", "Kind", sorted({one.facets.kind for one in found})),
        ("theme", "Theme", [theme.title for theme in site.all("themes")]),
        ("audience", "For", sorted({audience for one in found for audience in one.facets.audiences})),
        ("year", "Year", sorted({str(one.facets.year) for one in found}, reverse=True)),
    ]


def _words(site: Site) -> Mapping[str, Any]:
    """What the page's script is told: all in small letters, since it compares them with what was typed."""
    subjects = [
        {"title": theme.title, "address": site.address(theme), "words": [word.lower() for word in (theme.title, *theme.keywords)]}
        for theme in site.all("themes")
    ]
    return {
        "urgent": [[word.lower() for word in group.words] for group in site.words.call_first],
        "same": [[word.lower() for word in group] for group in site.words.same],
        "misspelt": {wrong.lower(): one.right for one in site.words.misspelt for wrong in one.wrong},
        "subjects": subjects,
    }
