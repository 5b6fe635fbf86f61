"""What a visit costs: bytes over the network, movement of the page, and the first result of a search on a large site."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from lscb.model.page import PageSpec
from lscb.pages.search import bundle_of, entries_of, excerpt, index_files
from lscb.prepared import prepare
from lscb.types import CONTENT_TYPES
from tests.support.building import Built
from tests.support.visits import Visits

FIRST_VISIT, NEXT_PAGE, FIRST_RESULT = 25_000, 10_000, 150_000
SHIFT = """() => new Promise(done => {
  let all = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) all += one.value; }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(all)));
})"""


def sent(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


def test_every_page_is_small(real_site: Built) -> None:
    """A first visit brings the page, the style, the script and the icon; the next page itself alone."""
    shared = sum(sent(real_site.site / "assets" / name) for name in ("site.css", "site.js", "favicon.svg"))
    sizes = {file: sent(file) for file in real_site.site.rglob("*.html") if file.name != "email.html"}
    del sizes[real_site.site / "procedures/manual/index.html"]  # all procedures, for those who ask for all of them
    for file, size in sizes.items():
        assert size < NEXT_PAGE, file.relative_to(real_site.site)
    assert max(sizes.values()) + shared < FIRST_VISIT


@pytest.mark.parametrize("address", ["/", "/worried-about-a-child/", "/procedures/escalation/"])
def test_a_visit_brings_no_more_than_that(visits: Visits, address: str) -> None:
    with visits.to(address) as visit:
        visit.page.wait_for_load_state("networkidle")
        assert visit.bytes() < FIRST_VISIT
        first = len(visit.requests)
        visit.page.goto("/about/")
        visit.page.wait_for_load_state("networkidle")
        new = [request for request in visit.requests[first:] if request.sizes()["responseBodySize"]]
        assert sum(request.sizes()["responseBodySize"] for request in new) < NEXT_PAGE


def test_nothing_moves_while_a_page_loads(visits: Visits, kinds: dict[str, str]) -> None:
    for address in (
        *(kinds[name] for name in ("pages/home.html", "procedures/procedure.html", "newsletters/newsletter.html")),
        "/search/?q=neglect",
    ):
        with visits.to(address, width=360) as visit:
            assert visit.page.evaluate(SHIFT) < 0.1, address


def test_a_first_result_among_a_thousand_pages(real_site: Built, tmp_path: Path) -> None:
    """The engine, what it must know of the whole, one part of the index, and one result; the page itself is counted above."""
    site = prepare(real_site.root, CONTENT_TYPES, None).site
    words = real_site.page("/procedures/").text_content().split()
    chance = random.Random(1)
    sources = sorted(real_site.site.rglob("procedures/*/index.html")) + sorted(real_site.site.rglob("newsletters/*/*/index.html"))
    pages, excerpts = [], []
    for number in range(1000):
        said = " ".join(f"{chance.choice(words)}{chance.randrange(40)}" for _ in range(80))
        html = sources[number % len(sources)].read_text("utf-8").replace("</h1>", f"</h1><p>{said}</p>")
        excerpts.append((f"/{number}/", excerpt(html)))
        pages.append(PageSpec(f"/{number}/", "T", "S", "pages/page.html", "docs/x.md"))
    made = bundle_of(excerpts)
    assert dict(index_files(made, entries_of(site, pages)))
    bundle = tmp_path
    for path, raw in made.items():
        (bundle / path).parent.mkdir(exist_ok=True)
        (bundle / path).write_bytes(raw)
    largest = [max(file.stat().st_size for file in bundle.glob(f"{part}/*")) for part in ("index", "fragment")]
    rest = [
        sent(bundle / "pagefind.js"),
        *(one.stat().st_size for one in bundle.glob("*.pf_meta")),
        *(one.stat().st_size for one in bundle.glob("wasm.en*")),
    ]
    assert sum(largest) + sum(rest) < FIRST_RESULT, (largest, rest)
