"""Before hosting: the search index, made from the finished pages."""

from __future__ import annotations

from pathlib import Path
from subprocess import CalledProcessError

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from lscb.generator import build
from lscb.pages.search import write_index


def on_post_build(config: MkDocsConfig) -> None:
    """Index the site. Raises PluginError with what the indexer said."""
    prepared = build.current(config).prepared
    try:
        write_index(prepared.site, prepared.plan.pages.values(), Path(config.site_dir))
    except CalledProcessError as error:
        raise PluginError(f"the search index could not be made:\n{error.stderr or error.stdout}") from None
