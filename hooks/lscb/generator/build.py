"""One build: what is prepared, kept on MkDocs' own configuration so that no state outlives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from lscb import environment, types
from lscb.cache.digests import of_folders
from lscb.cache.store import Section, Store
from lscb.disclosure.never_named import read_never_named
from lscb.following.past_notice import notice
from lscb.generator import console
from lscb.generator.console import Progress
from lscb.generator.timings import Timings
from lscb.generator.unchanged import Look
from lscb.model.board import stands_in_the_past
from lscb.model.dates import LONDON
from lscb.prepared import Prepared, prepare
from lscb.problems import ContentError, FieldError, Problem
from lscb.styles import style_sheets

KEY = "lscb"


@dataclass(frozen=True)
class Project:
    """Where things are, and what does not change while a preview runs: `nav` is the main menu, as mkdocs.yml has it."""

    root: Path
    theme: Path
    templates: tuple[str, ...]
    nav: tuple[dict[str, str], ...]


@dataclass
class Build:
    """What is known of one build. `preview` is a build of the live preview, which reports problems and goes on; with `pdfs`,
    PDFs are made.
    """

    project: Project
    prepared: Prepared
    store: Store
    preview: bool
    past: bool
    pdfs: bool
    sheets: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def notice(self) -> str:
        """The line for a site that stands in the past, or ""."""
        return notice(self.prepared.site) if self.past else ""


@dataclass
class Run:
    """A run of `mkdocs build`: its build, what there was before, and how far it is."""

    build: Build
    look: Look
    timings: Timings
    progress: Progress


def start(config: MkDocsConfig, look: Look, *, preview: bool) -> Run:
    """Read the content and plan the site.

    Raises PluginError, which MkDocs prints without a traceback, with every problem; a preview leaves faulty records out
    instead and keeps the problems to report.
    """
    timings = Timings()
    try:
        with timings.stage("reading and planning"):
            build = prepared_build(project_of(config), look.store, environment.as_of(), preview=preview)
    except ContentError as error:
        raise PluginError(f"\n{error}") from None
    except FieldError as error:
        raise PluginError(f"{error.message} ({error.hint})") from None
    console.report_unfinished(sorted(set(build.prepared.content.unfinished)))
    run = Run(build, look, timings, Progress(len(build.prepared.plan.pages)))
    config.extra[KEY] = run
    config.nav = None  # of pages that MkDocs knows nothing of
    config.theme.static_templates = set()
    return run


def project_of(config: MkDocsConfig) -> Project:
    """The project that a configuration is of."""
    theme = Path(config.theme.custom_dir or "")
    return Project(Path(config.config_file_path).parent, theme, tuple(config.theme.dirs), tuple(config.nav or ()))


def prepared_build(project: Project, store: Store, as_of: date | None, *, preview: bool) -> Build:
    """A build of the content as it is now. Raises ContentError and FieldError, as `prepare` does."""
    drafts = preview and environment.drafts()
    never = read_never_named(environment.never_named_folder())
    prepared = prepare(project.root, types.CONTENT_TYPES, as_of, lenient=preview, drafts=drafts, never_named=never, store=store)
    past = stands_in_the_past(prepared.site.today, datetime.now(LONDON).date())
    sheets, faults = _sheets(project.theme, store.section("styles"))
    if faults and not preview:
        raise ContentError(faults)
    return Build(
        project,
        prepared,
        store,
        preview,
        past,
        environment.pdfs() and not preview,
        sheets,
        sorted({*prepared.content.problems, *faults}),
    )


def _sheets(theme: Path, kept: Section) -> tuple[dict[str, str], list[Problem]]:
    sources = of_folders(theme, ["styles"])
    if found := kept.get(sources):
        return dict(found), []
    sheets, problems = style_sheets(theme)
    if not problems:
        kept.put(sheets, sources)
    return sheets, problems


def current(config: MkDocsConfig) -> Run:
    """The run that this configuration is for."""
    run: Any = config.extra[KEY]
    assert isinstance(run, Run)  # noqa: S101 - put there by `start`
    return run
