"""Whether there is anything to build: only the standard library and what is kept are needed to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig

from lscb import environment
from lscb.cache.inputs import Inputs, inputs_of
from lscb.cache.standing import Manifest
from lscb.cache.store import Store

SITES = "sites"
LIST, KEY = "never-named.txt", "never-named.key"


@dataclass(frozen=True)
class Look:
    """A look at what a build is for, before it begins: its inputs, and the store and the site that an earlier build has left.

    `said` is what that build said, if its site was made from these very inputs and stands untouched.
    """

    inputs: Inputs
    stamp: str
    store: Store
    manifest: Manifest | None
    said: str


def look(config: MkDocsConfig, environ: Mapping[str, str]) -> Look:
    """Look at the project of a configuration. The day counts as an input: with it, what is public changes."""
    root, live = Path(config.config_file_path).parent, Path(config.site_dir)
    hooks = (root / str(name) for name in config.hooks)
    names = environment.never_named_folder()
    inputs = inputs_of(root, (Path(config.config_file_path), *hooks, names / LIST, names / KEY))
    store = Store(root, inputs.version)
    manifest: Manifest | None = store.section(SITES).get(str(live))
    stamp = inputs.on(
        environ.get(environment.AS_OF, ""), environ.get(environment.PDF, ""), str(datetime.now(ZoneInfo("Europe/London")).date())
    )
    same = manifest is not None and manifest.inputs == stamp and manifest.stands(live)
    said = f"{manifest.said}, as before: nothing has changed" if manifest and same else ""
    return Look(inputs, stamp, store, manifest, said)
