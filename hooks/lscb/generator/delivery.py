"""The whole site, built beside the live one and put in its place only when it is whole."""

from __future__ import annotations

import logging
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from lscb import environment
from lscb.cache.standing import Manifest, Placing
from lscb.generator import build
from lscb.generator.assembly import Assembly
from lscb.generator.unchanged import SITES
from lscb.hosting import delivery
from lscb.problems import ContentError


@dataclass
class _Delivery:
    """Where the build goes, where it is to stand, and MkDocs' warnings: with one of them no site goes live, strict or not."""

    live: Path
    staged: Path
    warnings: CountHandler


_delivery: _Delivery | None = None


def prepare(config: MkDocsConfig) -> None:
    """Send the build into a directory beside the live site."""
    global _delivery  # noqa: PLW0603 - on_build_error is told of no configuration
    live = Path(config.site_dir)
    _delivery = _Delivery(live, delivery.stage(live), CountHandler(level=logging.WARNING))
    logging.getLogger("mkdocs").addHandler(_delivery.warnings)
    config.site_dir = str(_delivery.staged)


def deliver(config: MkDocsConfig) -> None:
    """Make the site, put it live and say what was made. Raises PluginError where it cannot be published."""
    assert _delivery  # noqa: S101 - prepared when the build began
    run, live = build.current(config), _delivery.live
    manifest = _made(run, _delivery)
    if counts := _delivery.warnings.get_counts():
        said = ", ".join(f"{count} {level.lower()}{'s' if count > 1 else ''}" for level, count in counts)
        raise PluginError(f"{said}: the site was not published")
    with run.timings.stage("putting the site live"):
        delivery.put_live(_delivery.staged, live)
    config.site_dir = str(live)
    plan, store = run.build.prepared.plan, run.look.store
    manifest.said = f"{len(plan.pages):,} pages and {len(plan.feeds)} feeds in {live.name}/"
    with run.timings.stage("keeping what the next build needs"):
        manifest.stamp(live)
        store.section(SITES).put(manifest, str(live))
        store.save()
    run.progress.end()
    for line in store.said:
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(f"{manifest.said}: {run.timings.wall:.1f} s\n")
    if environment.timings():
        sys.stdout.write(f"{run.timings.table()}\n")
    _finish()


def _made(run: build.Run, begun: _Delivery) -> Manifest:
    before = run.look.manifest or Manifest("", "")
    placing = Placing(begun.staged, begun.live, before.stamps)
    try:
        return Assembly(run, placing, before).made()
    except ContentError as error:
        raise PluginError(f"\n{error}") from None


def clear() -> str:
    """Leave nothing of a failed build behind; the name of what was being made."""
    about = _delivery.live.name if _delivery else "this machine"
    if _delivery:
        shutil.rmtree(_delivery.staged, ignore_errors=True)
    _finish()
    return about


def _finish() -> None:
    global _delivery  # noqa: PLW0603 - the build is over
    if _delivery:
        logging.getLogger("mkdocs").removeHandler(_delivery.warnings)
    _delivery = None
