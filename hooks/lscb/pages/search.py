"""Search: what each page tells the index, the page that searches, and the index itself."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from subprocess import DEVNULL, PIPE
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
BEST_BETS = "/search/best.json"  # asked for once somebody searches: the page itself stays small
ASIDE = (".toc", ".side", ".foot", ".pager", ".versions", ".date", ".no-print", "[hidden]")
SIGNATURE = b"pagefind_dcd"
KEPT = re.compile(r"pagefind\.js|pagefind-entry\.json|pagefind\.[^/]*\.pf_meta|wasm\.en\.pagefind|(?:index|fragment)/.*")

PIECE = 1 << 16  # bytes read at once

Choice = tuple[str, str]
Request = dict[str, Any]


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
        context={"choices": _choices(site, pages), "words": _words(site), "call_first": site.words.call_first},
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


class IndexerError(Exception):
    """The indexer could not do its work; what it said."""


def bundle_of(excerpts: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The index of excerpts, each after the address of its page: its files by their paths. Raises IndexerError.

    They are handed over one by one: a folder is read in the order of its file system, and the index depends on the order.
    """
    command = [get_executable(), "--service"]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as indexer:  # noqa: S603 - no shell
        _answer(indexer, {"type": "NewIndex", "config": {"force_language": "en", "exclude_selectors": ASIDE}})
        for address, text in excerpts:
            _answer(indexer, {"type": "AddFile", "index_id": 0, "url": address, "file_contents": text})
        made = _answer(indexer, {"type": "GetFiles", "index_id": 0})["files"]
    return {file["path"]: b64decode(file["content"]) for file in made if KEPT.fullmatch(file["path"])}


def index_files(bundle: Mapping[str, bytes], entries: Mapping[str, Entry]) -> Iterator[tuple[str, bytes]]:
    """The files of search by address: the index, and what narrows and sorts its results."""
    for path, raw in sorted(bundle.items()):
        yield f"/pagefind/{path}", raw
    results = {address: result for address, result in _results_by_address(bundle) if address in entries}
    for name, table in ((CHOICES, _results_by_choice(entries, results)), (TITLES, _titles(entries, results))):
        yield name, json.dumps(table, indent=0, ensure_ascii=False).encode()


def _answer(indexer: subprocess.Popen[bytes], request: Request) -> dict[str, Any]:
    """What the indexer answers, unless that is an error: both sides speak base64 of JSON, with a comma after each message."""
    assert indexer.stdin is not None  # noqa: S101 - it is a pipe
    assert indexer.stdout is not None  # noqa: S101 - so is this
    said = bytearray()
    try:
        indexer.stdin.write(b64encode(json.dumps({"message_id": 0, "payload": request}).encode()) + b",")
        indexer.stdin.flush()
        while not said.endswith(b","):
            if not (more := os.read(indexer.stdout.fileno(), PIECE)):
                raise IndexerError("it ended before its work was done")
            said += more
    except BrokenPipeError:
        raise IndexerError("it ended before its work was done") from None
    answer: dict[str, Any] = json.loads(b64decode(said[:-1]))["payload"]
    if answer["type"] == "Error":
        raise IndexerError(answer["message"])
    return answer


def _results_by_address(bundle: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What Pagefind calls each page."""
    for path, raw in sorted(bundle.items()):
        if path.startswith("fragment/"):
            fragment = json.loads(gzip.decompress(raw).removeprefix(SIGNATURE))
            yield fragment["url"], PurePosixPath(path).stem


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


def best_bets(words: SearchWords, pages: Mapping[str, PageSpec]) -> bytes:
    """The file of what was meant by which words, as the page's script shows it: in small letters, since it compares them."""
    bets = [
        {"title": page.title, "address": page.address, "summary": page.summary, "words": [word.lower() for word in one.words]}
        for one in words.best_bets
        if (page := pages.get(one.page))
    ]
    return json.dumps(bets, indent=0, ensure_ascii=False).encode()


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
