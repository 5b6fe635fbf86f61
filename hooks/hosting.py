"""Before delivery: what the host needs beside the pages."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from lscb.generator import build
from lscb.hosting.host_files import add_hosting


def on_post_build(config: MkDocsConfig) -> None:
    """Write headers, redirects and the small files that programs ask for."""
    add_hosting(build.current(config).prepared.site, Path(config.site_dir))
