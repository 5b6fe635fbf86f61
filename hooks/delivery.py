"""Last: build beside the live site, and put the new one in its place only when it is whole."""

from __future__ import annotations

import logging
import shutil
import sys
from pathlib import Path
from time import perf_counter

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from lscb.generator import build
from lscb.publishing import delivery

_live: Path | None = None
_staged: Path | None = None
_warnings = CountHandler()
_warnings.setLevel(logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Send the build into a staging directory; the live preview has a temporary one of its own."""
    global _live, _staged, _warnings  # noqa: PLW0603 - one build at a time in a process
    _live = _staged = None
    logging.getLogger("mkdocs").removeHandler(_warnings)
    _warnings = CountHandler()
    _warnings.setLevel(logging.WARNING)
    if not build.current(config).preview:
        logging.getLogger("mkdocs").addHandler(_warnings)
        _live = Path(config.site_dir)
        _staged = delivery.stage(_live)
        config.site_dir = str(_staged)
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Put the finished site live and say what was made."""
    begun = build.current(config)
    made = f"{len(begun.prepared.plan.pages):,} pages and {len(begun.prepared.plan.feeds)} feeds"
    if _live and _staged:
        if config.strict and (counts := _warnings.get_counts()):
            said = ", ".join(f"{count} {level.lower()}s" for level, count in counts)
            raise Abort(f"{said}: the site was not published")
        delivery.put_live(_staged, _live)
        config.site_dir = str(_live)
        made += f" in {_live.name}/"
    sys.stdout.write(f"{made}: {perf_counter() - begun.started:.1f} s\n")


def on_build_error(error: Exception) -> None:  # noqa: ARG001 - MkDocs reports it
    """Leave nothing of a failed build behind; the last good site stands as it was."""
    if _staged:
        shutil.rmtree(_staged, ignore_errors=True)
