"""Second: give MkDocs our pages, render each body once, check every link, and equip the templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lscb.generator import build, console, pages, views
from lscb.problems import report
from lscb.styles import style_sheets


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the planned pages in place of the hand-written sources."""
    return pages.planned_files(build.current(config), config, files)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Every body is rendered now: check links and ledger, then add the files that bodies and templates use."""
    begun = build.current(config)
    console.report_problems(build.check_made(begun))
    for address, source in begun.prepared.renderer.offered():
        files.append(File.generated(config, unquote(address.lstrip("/")), abs_src_path=str(source)))
    theme = Path(config.theme.custom_dir or "")
    sheets = _sheets(theme, begun, files, config)
    views.equip(env, begun, theme, sheets)
    return env


def _sheets(theme: Path, begun: build.Build, files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Join the style sheets and add them. Raises PluginError with what is wrong in them, save in a preview."""
    sheets, problems = style_sheets(theme)
    if problems and not begun.preview:
        raise PluginError(f"\n{report(problems)}")
    console.report_problems(problems)
    for name, text in sheets.items():
        files.append(File.generated(config, f"assets/{name}", content=text))
    return sheets


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The page for addresses that lead nowhere is a page like any other."""
    return (
        {**context, **pages.context_of(build.current(config), pages.NOT_FOUND, config)}
        if template_name == "404.html"
        else context
    )


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:  # noqa: ARG001
    """Give the page's template its record and what goes with it."""
    begun = build.current(config)
    begun.progress.step("made")
    assert isinstance(page, pages.PlannedPage)  # noqa: S101 - every page of this site is planned
    return {**context, **pages.context_of(begun, page.spec, config)}
