"""Fifth: the email editions of the newsletters, ready to be sent."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from lscb.generator import build, pages
from lscb.mailing.documents import mailings


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write each issue's editions beside its page."""
    begun = build.current(config)
    for address, document in mailings(begun.prepared, Path(config.theme.custom_dir or ""), begun.notice):
        files.append(pages.document_file(config, address, document))
    return env
