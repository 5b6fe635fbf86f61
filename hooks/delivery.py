"""Last: build beside the live site, and put the new one in its place only when it is whole."""

from __future__ import annotations

import logging
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.utils import CountHandler

from lscb.generator import build, console
from lscb.hosting import delivery


@dataclass
class _Delivery:
    """Where the build goes, where it is to stand, and MkDocs' warnings: with one of them no site goes live, strict or not."""

    live: Path
    staged: Path
    warnings: CountHandler


_delivery: _Delivery | None = None


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Send the build into a staging directory; the live preview has a temporary one of its own."""
    global _delivery  # noqa: PLW0603 - on_build_error is told of no configuration
    if not build.current(config).preview:
        live = Path(config.site_dir)
        _delivery = _Delivery(live, delivery.stage(live), CountHandler(level=logging.WARNING))
        logging.getLogger("mkdocs").addHandler(_delivery.warnings)
        config.site_dir = str(_delivery.staged)
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Put the finished site live and say what was made."""
    begun = build.current(config)
    begun.progress.end()
    made = f"{len(begun.prepared.plan.pages):,} pages and {len(begun.prepared.plan.feeds)} feeds"
    if _delivery:
        if counts := _delivery.warnings.get_counts():
            said = ", ".join(f"{count} {level.lower()}{'s' if count > 1 else ''}" for level, count in counts)
            raise PluginError(f"{said}: the site was not published")
        delivery.put_live(_delivery.staged, _delivery.live)
        config.site_dir = str(_delivery.live)
        made += f" in {_delivery.live.name}/"
    sys.stdout.write(f"{made}: {perf_counter() - begun.started:.1f} s\n")
    _finish()


def on_build_error(error: Exception) -> None:
    """Leave nothing of a failed build behind; the last good site stands as it was.

    Raises Abort for what the machine refused, which MkDocs would show as a fault in the program; it reports the rest itself.
    """
    about = _delivery.live.name if _delivery else "this machine"
    if _delivery:
        shutil.rmtree(_delivery.staged, ignore_errors=True)
    _finish()
    if isinstance(error, OSError):
        console.report_machine(error, about)
        raise Abort("the site was not made, and the last one stands as it was")


def _finish() -> None:
    global _delivery  # noqa: PLW0603 - the build is over
    if _delivery:
        logging.getLogger("mkdocs").removeHandler(_delivery.warnings)
    _delivery = None
