"""Fifth: the calendars, for those who would rather have the Board's dates among their own."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lscb.following.calendars import document
from lscb.generator import build


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write each calendar of the plan."""
    prepared = build.current(config).prepared
    for address, calendar in prepared.plan.calendars.items():
        files.append(File.generated(config, address.lstrip("/"), content=document(calendar, prepared.site.board)))
    return env
