"""Sixth: the email editions of the newsletters, ready to be sent."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from lscb.generator import build, console, pages
from lscb.mailing.edition_files import edition_files
from lscb.problems import ContentError


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write each issue's editions beside its page."""
    begun = build.current(config)
    try:
        for address, document in edition_files(begun.prepared, Path(config.theme.custom_dir or ""), begun.notice):
            files.append(pages.document_file(config, address, document))
    except ContentError as error:
        if not begun.preview:
            raise PluginError(f"\n{error}") from None
        console.report_problems(error.problems)
    return env
