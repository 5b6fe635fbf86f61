"""Third: pictures in the sizes that browsers choose from, scenes, and the cards that stand for pages where they are shared."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lscb.cards import Cards
from lscb.generator import build
from lscb.pages.scene_pictures import SceneFiles


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Make what the cache does not hold yet; every public page has said by now which pictures it shows."""
    prepared = build.current(config).prepared
    cache = Path(config.config_file_path).parent / ".cache"
    cards, scenes = Cards(cache / "cards", prepared.site.board), SceneFiles(cache / "scenes")
    made = (
        *prepared.renderer.pictures.made(),
        *scenes.made(prepared.site),
        *cards.made(prepared.plan.pages.values()),
    )
    for address, source in made:
        files.append(File.generated(config, unquote(address.lstrip("/")), abs_src_path=str(source)))
    return env
