"""Our planned pages as MkDocs pages: virtual files whose bodies we render ourselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from lscb.generator.build import Build, current
from lscb.hosting.headers import meta_policy_for
from lscb.model.page import PageSpec
from lscb.pages.languages import is_stale
from lscb.pages.linked_data import linked_data
from lscb.pages.search import index_entry
from lscb.problems import Position, Problem, report


class PlannedPage(Page):
    """A page of the plan. MkDocs asks it for its content as it would any page; links were ours to check."""

    def __init__(self, spec: PageSpec, file: File, config: MkDocsConfig) -> None:
        self.spec = spec
        super().__init__(spec.title, file, config)
        self.update_date = (spec.changed or current(config).prepared.site.today).isoformat()

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the body from the plan; its front matter was read and checked long before."""
        self.markdown = self.spec.body
        self.meta = {"title": self.spec.title, "description": self.spec.summary, "template": self.spec.template}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the body, once."""
        current(config).progress.step("read")
        self.content = current(config).prepared.renderer.body(self.spec).html
        self.present_anchor_ids = set()


def planned_files(build: Build, config: MkDocsConfig, found: Files) -> Files:
    """The files of the site: our pages in place of the hand-written sources, the theme's own assets, nothing of Material's."""
    theme = Path(config.theme.custom_dir or "").resolve()
    kept = [file for file in found if _is_ours(file, theme)]
    plan = build.prepared.plan
    pages = [page_file(spec, config) for spec in (*plan.pages.values(), *plan.moved)]
    _refuse_doubles(kept, pages, build)
    return Files([*kept, *pages])


def _refuse_doubles(kept: list[File], pages: list[File], build: Build) -> None:
    """MkDocs would let a generated file silently take the place of a real one at its address."""
    taken = {file.dest_uri for file in pages} | {address.lstrip("/") for address in build.prepared.files}
    problems = [
        Problem(
            f"docs/{file.src_uri}", Position(), f"stands where the page /{file.dest_uri} is made", "give the file another name"
        )
        for file in kept
        if file.dest_uri in taken
    ]
    if problems:
        raise PluginError(f"\n{report(problems)}")


def _is_ours(file: File, theme: Path) -> bool:
    if file.is_documentation_page():
        return False
    return Path(file.src_dir or "").resolve() == theme and file.src_uri.startswith("assets/")


def page_file(spec: PageSpec, config: MkDocsConfig) -> File:
    """The virtual file of a page, with the link that opens its true source for editing."""
    file = File.generated(config, _src_uri(spec), content=spec.body)
    file.edit_uri = spec.source
    file.page = PlannedPage(spec, file, config)
    return file


def document_file(config: MkDocsConfig, address: str, content: str | bytes) -> File:
    """A file of the site that is no page, whatever its ending: MkDocs would make a page of one in `.md`."""
    file = File.generated(config, f"{address.lstrip('/')}.made", content=content)
    file.dest_uri = address.lstrip("/")
    return file


def _src_uri(spec: PageSpec) -> str:
    """Hand-written pages keep their own path, which `nav:` names; generated ones stand at their address."""
    own = spec.source.removeprefix("docs/")
    if own != spec.source and f"/{own.removesuffix('.md')}".removesuffix("index").rstrip("/") == spec.address.rstrip("/"):
        return own
    return f"{spec.address.strip('/')}/index.md"


NOT_FOUND = PageSpec(
    address="/404.html",
    title="Page not found",
    summary="There is no page at this address.",
    template="404.html",
    source="theme/404.html",
    listed=False,
)


def context_of(build: Build, spec: PageSpec, config: MkDocsConfig) -> dict[str, Any]:
    """A template's context: the record, its rendered body, the way to it, and what its type adds."""
    site, plan = build.prepared.site, build.prepared.plan
    body = build.prepared.renderer.body(spec)
    trail = plan.trail(spec)
    return {
        **spec.context,
        "site": site,
        "spec": spec,
        "record": spec.record,
        "body": Markup(body.html),  # noqa: S704 - cleaned to an allow-list by the renderer
        "toc": body.toc,
        "past": build.past,
        "trail": trail,
        "linked_data": linked_data(site, spec, trail),
        "menu": menu(config, spec.address),
        "feeds": tuple(dict.fromkeys((*spec.feeds, *(plan.pages["/"].feeds if "/" in plan.pages else ())))),
        "offered": plan.offered(spec),
        "canonical": site.board.absolute(spec.address),
        "policy": meta_policy_for(spec.address),
        "found": index_entry(site, spec),
        "versions": plan.versions.get(spec.address, ()),
        "stale": is_stale(plan.pages, spec),
        "english": Markup(' lang="en-GB" dir="ltr"') if spec.variant else "",
    }


def menu(config: MkDocsConfig, here: str) -> list[tuple[str, str, bool]]:
    """The main menu, from `nav:` in mkdocs.yml: title, address, and whether the page is in that part of the site."""
    items = []
    for entry in config.nav or ():
        (title, source), *_ = entry.items()
        address = "/" + source.removesuffix("index.md").replace(".md", "/")
        items.append((title, address, here.startswith(address)))
    return items
