"""First: read and check the content, and plan the site. Nothing is built from content with problems."""

from __future__ import annotations

from typing import Literal

from mkdocs.config.defaults import MkDocsConfig

from lscb.generator import build, console

_command: Literal["build", "gh-deploy", "serve"] = "build"


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001 - MkDocs names it
    """Remember whether this is the live preview: it must go on when content is at fault."""
    global _command  # noqa: PLW0603 - told once a process, before the first build
    _command = command
    console.silence_mkdocs()
    console.silence_tracebacks()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start the build from the content as it is now."""
    preview = _command == "serve"
    begun = build.start(config, preview=preview)
    console.report_problems(begun.problems)
    console.report_unfinished(sorted(set(begun.prepared.content.unfinished)))
    config.site_name = begun.prepared.site.board.short_name
    config.site_url = config.site_url if preview else f"{begun.prepared.site.board.url}/"
    return config
