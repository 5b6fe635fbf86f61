"""Search: what each page tells the index, the page that searches, and the index itself."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pagefind_bin import get_executable

from lscb.model.facets import Facets
from lscb.model.page import PageSpec
from lscb.model.search_words import SearchWords
from lscb.model.site import Site
from lscb.problems import Loc, nearest

ADDRESS = "/search/"
INDEXES = {"pages/site-index.html", "pages/feeds.html"}  # lists of everything answer no question
CHOICES, TITLES = "/pagefind/choices.json", "/pagefind/titles.json"
ASIDE = ".toc, .side, .foot, .pager, .versions, .date, .no-print, [hidden]"
SIGNATURE = b"pagefind_dcd"
KEPT = ("pagefind.js", "pagefind-entry.json", "pagefind.*.pf_meta", "wasm.en.pagefind", "index", "fragment")

Choice = tuple[str, str]


@dataclass(frozen=True)
class IndexEntry:
    """How a page is found. Home, and a list whose items have pages of their own, are found by their heading.

    `choices` are what results can be narrowed by: filter and value, each a word of an address.
    """

    facets: Facets
    choices: tuple[Choice, ...]
    whole: bool

    @property
    def attributes(self) -> dict[str, str]:
        """What the indexed part of the page says to the index: what a result shows beside its title."""
        said = {"kind": self.facets.kind, "date": self.facets.date, "status": _said(self.facets.status)}
        shown = {name: value for name, value in said.items() if value}
        return {
            "data-pagefind-body": "",
            "data-pagefind-meta": ", ".join(f"{name}[data-{name}]" for name in shown),
            **{f"data-{name}": value for name, value in shown.items()},
        }


Entry = tuple[PageSpec, IndexEntry]


def index_entry(site: Site, page: PageSpec) -> IndexEntry | None:
    """How search finds a page; None for those that nobody should be led to."""
    if not page.listed or page.address == ADDRESS or page.template in INDEXES:
        return None
    if page.record is None:
        kind = page.context.get("kind")
        facets = Facets("List", "", (page.changed or site.today).year)
        return IndexEntry(facets, _choices_of(facets, ()), whole=kind is not None and kind.template is None)
    facets = site.type_of(page.record).facets(site, page.record)
    choices = _choices_of(facets, (ref.slug for ref in page.record.themes))
    return IndexEntry(facets, choices, whole=page.address != "/")


def _choices_of(facets: Facets, themes: Iterable[str]) -> tuple[Choice, ...]:
    return (
        ("kind", _word(facets.kind)),
        ("year", str(facets.year)),
        *(("theme", theme) for theme in themes),
        *(("audience", _word(audience)) for audience in facets.audiences),
    )


def search_page(site: Site, pages: Iterable[PageSpec]) -> PageSpec:
    """The page that searches, with the choices that its filters offer."""
    return PageSpec(
        address=ADDRESS,
        title="Search",
        summary="Find procedures, events, newsletters and everything else on this site.",
        template="pages/search.html",
        source="content/search.yml",
        context={"choices": _choices(site, pages), "words": _words(site, pages), "call_first": site.words.call_first},
    )


TOUCHING = re.compile(r"(</(?:th|td|dt|dd|li|a|p|h[1-6]|span|small|strong)>)(?=<)")
"""Where one piece of text ends and another begins, which a reader sees apart and Pagefind would run together."""


def excerpt(html: str) -> str:
    """What search reads of a page, as a page of its own; "" where nobody is led to it."""
    if "data-pagefind-body" not in html:
        return ""
    start, end = html.find("<main"), html.rfind("</main>")
    text = TOUCHING.sub(r"\1 ", html[start:end] if 0 <= start < end else html)
    return f"<!doctype html><html><body>{text}</body></html>"


def entries_of(site: Site, pages: Iterable[PageSpec]) -> dict[str, Entry]:
    """The pages that are found, by address, with how."""
    return {page.address: (page, found) for page in pages if (found := index_entry(site, page))}


@dataclass(frozen=True)
class Indexing:
    """The making of the index in a folder that has nothing else in it: excerpts go to `pages`, the index comes from `bundle`."""

    folder: Path

    @property
    def pages(self) -> Path:
        """Where the excerpts are."""
        return self.folder / "pages"

    @property
    def bundle(self) -> Path:
        """Where the index is."""
        return self.folder / "pagefind"

    def add(self, address: str, excerpt: str) -> None:
        """Add what is to be found of the page at an address."""
        file = self._file(address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(excerpt, encoding="utf-8")

    def has(self, address: str) -> bool:
        """Whether the page at an address was added."""
        return self._file(address).exists()

    def _file(self, address: str) -> Path:
        return self.pages / address.lstrip("/") / "index.html"

    def start(self) -> subprocess.Popen[str]:
        """Start the indexer, a program that needs nothing of ours while it works."""
        self.pages.mkdir(exist_ok=True)
        folders = ("--site", self.pages, "--output-path", self.bundle)
        command = [get_executable(), *folders, "--force-language", "en", "--exclude-selectors", ASIDE, "--quiet"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603 - no shell

    def finish(self, indexer: subprocess.Popen[str], entries: Mapping[str, Entry]) -> Iterator[tuple[str, bytes]]:
        """The files of the index by address, once the indexer is done. Raises CalledProcessError, with what it said."""
        said, _ = indexer.communicate()
        if indexer.returncode:
            raise subprocess.CalledProcessError(indexer.returncode, indexer.args, said)
        for path in sorted(path for pattern in KEPT for path in self.bundle.glob(pattern)):
            for file in sorted(path.iterdir()) if path.is_dir() else (path,):
                yield f"/pagefind/{file.relative_to(self.bundle).as_posix()}", file.read_bytes()
        results = {address: result for address, result in _results_by_address(self.bundle) if address in entries}
        for name, table in ((CHOICES, _results_by_choice(entries, results)), (TITLES, _titles(entries, results))):
            yield name, json.dumps(table, indent=0, ensure_ascii=False).encode()


def _results_by_address(bundle: Path) -> Iterator[tuple[str, str]]:
    """What Pagefind calls each page."""
    for file in sorted(bundle.glob("fragment/*.pf_fragment")):
        fragment = json.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE))
        yield fragment["url"], file.stem


def _results_by_choice(entries: Mapping[str, Entry], results: Mapping[str, str]) -> dict[str, list[str]]:
    """The results that each choice leaves. Pagefind's own filters come in another order each time, and so do its files."""
    found: dict[str, list[str]] = {}
    for address, result in sorted(results.items()):
        for name, value in entries[address][1].choices:
            found.setdefault(f"{name}-{value}", []).append(result)
    return dict(sorted(found.items()))


def _titles(entries: Mapping[str, Entry], results: Mapping[str, str]) -> list[tuple[str | int, ...]]:
    """Each result with the weight of its kind, the page's title and its other names: what was asked by name comes first."""
    found = ((results[address], *entries[address]) for address in sorted(entries.keys() & results.keys()))
    return [(result, entry.facets.weight, page.title, *entry.facets.names) for result, page, entry in found]


def lost_bets(words: SearchWords, pages: Mapping[str, PageSpec]) -> Iterator[tuple[Loc, str, str]]:
    """Where in `content/search.yml` a page is named that is not there: the place, what is wrong, and a hint."""
    for field in ("best_bets", "expected_first"):
        for index, one in enumerate(getattr(words, field)):
            if one.page and one.page not in pages:
                yield (field, index, "page"), f"{one.page} is no page of the site", nearest(one.page, pages)


def _choices(site: Site, pages: Iterable[PageSpec]) -> list[tuple[str, str, list[Choice]]]:
    """Each filter's name and label, and its values with their labels: those that are somewhere on the site."""
    found = [one.facets for page in pages if (one := index_entry(site, page))]
    return [
        ("kind", "Kind", _labelled({one.kind for one in found})),
        ("theme", "Theme", [(theme.slug, theme.title) for theme in site.all("themes")]),
        ("audience", "For", _labelled({audience for one in found for audience in one.audiences})),
        ("year", "Year", [(str(year), str(year)) for year in sorted({one.year for one in found}, reverse=True)]),
    ]


def _labelled(names: Iterable[str]) -> list[Choice]:
    return [(_word(name), name[:1].upper() + name[1:]) for name in sorted(names)]


def _word(name: str) -> str:
    return name.lower().replace(" ", "-")


def _said(status: str) -> str:
    return "" if status in {"scheduled", "not stated"} else status[:1].upper() + status[1:]


def _words(site: Site, pages: Iterable[PageSpec]) -> Mapping[str, Any]:
    """What the page's script is told: all in small letters, since it compares them with what was typed."""
    subjects = [
        {"title": theme.title, "address": site.address(theme), "words": [word.lower() for word in (theme.title, *theme.keywords)]}
        for theme in site.all("themes")
    ]
    by_address = {page.address: page for page in pages}
    bets = [
        {"title": page.title, "address": page.address, "summary": page.summary, "words": [word.lower() for word in one.words]}
        for one in site.words.best_bets
        if (page := by_address.get(one.page))
    ]
    return {
        "best": bets,
        "urgent": [[word.lower() for word in group.words] for group in site.words.call_first],
        "same": [[word.lower() for word in group] for group in site.words.same],
        "misspelt": {wrong.lower(): one.right for one in site.words.misspelt for wrong in one.wrong},
        "subjects": subjects,
    }
