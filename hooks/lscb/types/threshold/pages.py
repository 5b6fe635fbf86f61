"""What there is beside the threshold document's own page: a page a level and a side, all signs, one sheet, signs as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lscb.model.page import PageSpec
from lscb.model.site import Site
from lscb.model.tables import DataTable
from lscb.pages.specs import withdrawn_page
from lscb.types.threshold.record import Domain, Level, Sign, ThresholdDocument

ROOT = "/thresholds/"
SIGNS = f"{ROOT}signs/"
SHEET = f"{ROOT}sheet/"
COLUMNS = ("id", "level", "level_name", "domain", "ages", "sign", "procedure", "would_change", "source", "link")


def anchor(sign: Sign) -> str:
    """The permanent place of a sign on the page of all."""
    return f"sign-{sign.id}"


def part_pages(site: Site) -> Iterator[PageSpec]:
    """Each page that a document has beside its own."""
    for document in site.all("thresholds"):
        yield from _pages_of(document)
    for document in _withdrawn(site):
        for page in _pages_of(document):
            yield replace(withdrawn_page(site, document), address=page.address, title=page.title)


def _withdrawn(site: Site) -> Iterator[ThresholdDocument]:
    return (gone for gone in site.withdrawn if isinstance(gone, ThresholdDocument))


def _pages_of(document: ThresholdDocument) -> Iterator[PageSpec]:
    whole = PageSpec(
        address=SIGNS,
        title="All signs, to search and to cite",
        summary="Every sign of the threshold document in one table, each with a link of its own that stays.",
        template="thresholds/signs.html",
        source=document.origin.path,
        parent=ROOT,
        record=document,
        changed=document.changed,
        anchors=frozenset(map(anchor, document.signs)),
    )
    yield whole
    yield replace(
        whole,
        address=SHEET,
        title="All levels on one sheet",
        summary="The whole of the levels of need, to print on one sheet of A3.",
        template="thresholds/sheet.html",
        anchors=frozenset(),
    )
    for level in document.levels:
        yield _part(whole, level, f"Level {level.number}: {level.name}")
    for domain in document.domains:
        yield _part(whole, domain, domain.name)


def _part(whole: PageSpec, part: Level | Domain, title: str) -> PageSpec:
    kind = "level" if isinstance(part, Level) else "domain"
    return replace(
        whole,
        address=f"{ROOT}{part.slug}/",
        title=title,
        summary=part.meaning,
        template=f"thresholds/{kind}.html",
        context={kind: part},
        anchors=frozenset(),
    )


def data_tables(site: Site) -> Iterator[DataTable]:
    """Each document's signs as data; one that was withdrawn has none."""
    for document in (*site.all("thresholds"), *_withdrawn(site)):
        rows = () if document.withdrawn else tuple(_row(site, document, sign) for sign in document.in_force)
        yield DataTable(f"{ROOT}signs", document.full_title, document.changed, COLUMNS, rows)


def _row(site: Site, document: ThresholdDocument, sign: Sign) -> tuple[str, ...]:
    procedure = site.get(sign.procedure)
    domains = {domain.slug: domain.name for domain in document.domains}
    return (
        sign.id,
        str(sign.level),
        document.levels[sign.level - 1].name,
        domains.get(sign.domain or "", ""),
        sign.ages or "",
        sign.text,
        procedure.title if procedure else "",
        sign.would_change or "",
        sign.source or "",
        site.board.absolute(f"{SIGNS}#{anchor(sign)}"),
    )
