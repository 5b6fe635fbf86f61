"""Third: the feeds. Their files exist from the start, so that links to them can be checked, and are filled at the end."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lscb.generator import build
from lscb.publishing.feeds import documents


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write each feed of the plan."""
    prepared = build.current(config).prepared
    for feed in prepared.plan.feeds.values():
        for address, document in documents(feed, prepared.site.board, prepared.entry_html):
            files.append(File.generated(config, address.lstrip("/"), content=document))
    return env
