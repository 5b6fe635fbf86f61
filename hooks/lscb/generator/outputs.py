"""Every file of the site as a value: its address, and what makes it. A build makes all of them, the preview what is asked for."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment

from lscb.cards import Cards
from lscb.following import calendars, syndication, tables
from lscb.following.opml import opml
from lscb.generator.build import Build
from lscb.generator.pages import NOT_FOUND, PIECES, context_of
from lscb.generator.templates import email_environment
from lscb.hosting.host_files import host_files
from lscb.mailing.digest import digest_of, months
from lscb.mailing.edition import Edition, edition_of
from lscb.mailing.edition_files import FILES, edition_files
from lscb.model.page import PageSpec
from lscb.pages.links import Renderer
from lscb.pages.pictures import Picture, Pictures, Rendition
from lscb.pages.scene_pictures import SceneFiles
from lscb.pages.search import BEST_BETS, CHOICES, best_bets
from lscb.problems import ContentError, Position, Problem
from lscb.scenes import Scene

SITEMAP = "/sitemap.xml"


@dataclass(frozen=True)
class Output:
    """One file of the site. Files of one `group` are made together: what the first needs, the others need too."""

    address: str
    make: Callable[[], bytes]
    group: str = ""
    source: str = ""


def page_outputs(build: Build, env: Environment) -> dict[str, Output]:
    """Every HTML page, by the address of its file; in the preview, the page of all pieces as well."""
    plan = build.prepared.plan
    own = (PIECES,) if build.preview else ()
    specs = {f"{spec.address}index.html": spec for spec in (*plan.moved, *plan.pages.values(), *own)}
    return {
        address: Output(address, partial(page, build, env, spec), source=spec.source)
        for address, spec in (*specs.items(), (NOT_FOUND.address, NOT_FOUND))
    }


def page(build: Build, env: Environment, spec: PageSpec) -> bytes:
    """The HTML of a page."""
    return env.get_template(spec.template).render(context_of(build, spec)).encode("utf-8", "xmlcharrefreplace")


def document_outputs(build: Build, env: Environment) -> Iterator[Output]:
    """Everything that is no page and whose address the plan knows: what followers are sent, and what programs ask for."""
    yield from _feeds(build)
    board, plan = build.prepared.site.board, build.prepared.plan
    for address, calendar in plan.calendars.items():
        yield Output(address, partial(calendars.document, calendar, board))
    for table in plan.tables:
        for address, make in tables.documents(table):
            yield Output(address, make)
    yield Output(BEST_BETS, partial(best_bets, build.prepared.site.words, plan.pages), source="content/search.yml")
    yield from _mailings(build)
    if build.pdfs:
        yield from _pdfs(build, env)
    yield from _sitemap(build, env)
    cache = build.project.root / ".cache"
    for address, make in SceneFiles(cache / "scenes").files(build.prepared.site):
        yield Output(address, make)
    cards = Cards(cache / "cards", board)
    for address, (title, beside) in cards.shown(plan.pages.values()).items():
        yield Output(address, partial(_card, cards, title, beside))
    for name, sheet in build.sheets.items():
        yield Output(f"/assets/{name}", sheet.encode, source="theme/styles")
    for file in sorted((build.project.theme / "assets").rglob("*")):
        path = file.relative_to(build.project.theme)
        if file.is_file() and not any(part.startswith(".") for part in path.parts):
            yield Output(f"/{path.as_posix()}", file.read_bytes, source=f"theme/{path.as_posix()}")


def media_outputs(build: Build) -> Iterator[Output]:
    """The files and pictures that public pages use, which are known once every body is rendered."""
    renderer, specs = build.prepared.renderer, build.prepared.plan.pages.values()
    for address, file in renderer.assets(specs).items():
        yield Output(unquote(address), partial(_offered, renderer, file))
    for picture in renderer.pictures(specs):
        for one in picture.renditions:
            yield Output(unquote(one.address), partial(_rendition, renderer.images, picture, one), str(picture.source))


def host_outputs(build: Build, addresses: list[str]) -> Iterator[Output]:
    """What the host needs; `addresses` are those of all other files but the search index."""
    for address, text in host_files(build.prepared.site, (*addresses, CHOICES)).items():
        yield Output(address, text.encode)


def refuse_doubles(outputs: list[Output]) -> None:
    """Two things cannot stand at one address. Raises ContentError."""
    seen: dict[str, Output] = {}
    problems = []
    for output in outputs:
        other = seen.setdefault(output.address, output)
        if other is not output:
            said = f"stands where {output.address} is made"
            problems.append(Problem(output.source or other.source, Position(), said, "give the file another name"))
    if problems:
        raise ContentError(problems)


def _feeds(build: Build) -> Iterator[Output]:
    prepared = build.prepared
    board, plan = prepared.site.board, prepared.plan
    ending = prepared.renderer.phones.tap(build.notice)
    publisher = syndication.Publisher(board, prepared.contents.of, build.notice, ending)
    for feed in plan.feeds.values():
        for address, make in syndication.documents(feed, publisher):
            yield Output(address, make, feed.base)
    yield Output(board.opml, lambda: opml(board, tuple(plan.feeds.values()), plan.feed_groups))


def _pdfs(build: Build, env: Environment) -> Iterator[Output]:
    from lscb import printed  # noqa: PLC0415 - an optional library, which only PDFs need

    site = build.prepared.site
    sheet = (build.project.theme / "pdf" / "document.css").read_text(encoding="utf-8")
    pictures = {one.address: one.make for one in media_outputs(build)}

    def read(address: str) -> bytes | None:
        return pictures[address]() if address in pictures else None

    def made(spec: PageSpec) -> bytes:
        return printed.document(page(build, env, spec).decode(), site.board.absolute(spec.address), site.today, sheet, read)

    for spec in build.prepared.plan.pages.values():
        if spec.pdf:
            yield Output(spec.pdf, partial(made, spec), source=spec.source)


def _mailings(build: Build) -> Iterator[Output]:
    """Each issue of the newsletter, and each month's changes to procedures, as the files it can be sent as."""
    prepared, env = build.prepared, email_environment(build)
    site = prepared.site

    def files(address: str, source: str, owner: str, edition: Callable[[], Edition]) -> Iterator[Output]:
        made = functools.cache(lambda: edition_files(edition(), source, site.today, env, build.project.theme))
        for name in FILES:
            yield Output(f"{address}{name}", partial(_edition, made, name), owner)

    for issue in site.all("newsletters"):
        edition = partial(edition_of, issue, prepared.contents, prepared.plan, build.notice)
        yield from files(site.address(issue), issue.origin.path, issue.id, edition)
    for month, changes in months(prepared).items():
        digest = partial(digest_of, month, changes, prepared, build.notice)
        yield from files(month.address, changes[0].procedure.origin.path, month.address, digest)


def _sitemap(build: Build, env: Environment) -> Iterator[Output]:
    render = functools.cache(lambda: env.get_template("sitemap.xml").render().encode())
    newest = max((page.changed for page in build.prepared.plan.pages.values() if page.changed), default=build.prepared.site.today)
    moment = int(datetime.combine(newest, time(), UTC).timestamp())
    yield Output(SITEMAP, render, SITEMAP)
    yield Output(f"{SITEMAP}.gz", lambda: gzip.compress(render(), mtime=moment), SITEMAP)


def _edition(made: Callable[[], dict[str, bytes]], name: str) -> bytes:
    return made()[name]


def _offered(renderer: Renderer, file: Path) -> bytes:
    return renderer.offered(file).read_bytes()


def _rendition(images: Pictures, picture: Picture, rendition: Rendition) -> bytes:
    return images.file(picture, rendition).read_bytes()


def _card(cards: Cards, title: str, beside: Scene | None) -> bytes:
    return cards.file(title, beside).read_bytes()
