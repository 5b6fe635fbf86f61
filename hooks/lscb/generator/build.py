"""One build: what is prepared, kept on MkDocs' own configuration so that no state outlives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from lscb import environment, types
from lscb.disclosure.never_named import read_never_named
from lscb.following.past_notice import notice
from lscb.generator.console import Progress
from lscb.model.board import stands_in_the_past
from lscb.model.dates import LONDON
from lscb.prepared import Prepared, prepare
from lscb.problems import ContentError, FieldError, Problem, report

KEY = "lscb"


@dataclass
class Build:
    """What the hooks of one build share. `preview` is a build of the live preview, which reports problems and goes on."""

    prepared: Prepared
    preview: bool
    past: bool
    started: float
    progress: Progress
    problems: list[Problem] = field(default_factory=list)

    @property
    def notice(self) -> str:
        """The line for a site that stands in the past, or ""."""
        return notice(self.prepared.site) if self.past else ""


def start(config: MkDocsConfig, *, preview: bool) -> Build:
    """Read the content and plan the site.

    Raises PluginError, which MkDocs prints without a traceback, with every problem; a preview leaves faulty records out
    instead and keeps the problems to report.
    """
    began = perf_counter()
    try:
        root, shown = Path(config.config_file_path).parent, preview and environment.drafts()
        never = read_never_named(environment.never_named_folder())
        prepared = prepare(root, types.CONTENT_TYPES, environment.as_of(), lenient=preview, drafts=shown, never_named=never)
    except ContentError as error:
        raise PluginError(f"\n{error}") from None
    except FieldError as error:
        raise PluginError(f"{error.message} ({error.hint})") from None
    past = stands_in_the_past(prepared.site.today, datetime.now(LONDON).date())
    progress = Progress(len(prepared.plan.pages))
    build = Build(prepared, preview, past, began, progress, sorted(set(prepared.content.problems)))
    config.extra[KEY] = build
    return build


def current(config: MkDocsConfig) -> Build:
    """The build that this configuration is for."""
    build: Build = config.extra[KEY]
    return build


def check_made(build: Build) -> list[Problem]:
    """Check links and ledger, once every body is rendered. Raises PluginError with every problem, save in a preview."""
    found = sorted(set(build.prepared.check()))
    if found and not build.preview:
        raise PluginError(f"\n{report(found)}")
    return found
