"""The scenes that records name, as pages and followers get them: inline, as files, and as PNG where SVG is not understood."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Literal, get_args

from lscb.files import clear_leftovers, replacing
from lscb.model.page import OffsitePicture
from lscb.model.record import Illustrated, Record
from lscb.model.site import Site
from lscb.scenes import VIEWS, Crop, Scene, scene
from lscb.scenes.palette import Scheme
from lscb.scenes.raster import height_of, png

FOLDER = "/assets/scenes/"
WIDE = 1104  # pixels: twice as many as the text of an email is wide
RECIPE = "1"  # part of every name, so that another way of drawing makes other files
CROPS: tuple[Crop, ...] = get_args(Crop)
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


def scene_of(record: Record | None) -> Scene | None:
    """The scene that a record names, unless a photograph takes its place."""
    if isinstance(record, Illustrated) and record.scene and not record.image:
        return scene(record.scene)
    return None


def inline_html(record: Record | None, crop: Crop = "wide") -> str:
    """A record's scene as part of its page: at most one a page, since a page is kept light."""
    found = scene_of(record)
    return found.inline(crop) if found else ""


def thumbnail_html(record: Record | None, crop: Crop = "wide") -> str:
    """A record's scene as a file that a page loads when it comes into view, for lists: in the colours that the reader prefers."""
    if not (found := scene_of(record)):
        return ""
    light, dark = (escape(address_of(found, crop, scheme)) for scheme in SCHEMES)
    _, _, width, height = VIEWS[crop]
    image = f'<img class="scene" src="{light}" width="{width}" height="{height}" alt="" loading="lazy" decoding="async">'
    return f'<picture><source media="(prefers-color-scheme:dark)" srcset="{dark}">{image}</picture>'


def offsite_picture(found: Scene, site: Site) -> OffsitePicture:
    """A scene for email and feeds. It says nothing, so its words are none."""
    address = site.board.absolute(address_of(found, "wide", "light", "png"))
    return OffsitePicture(address, WIDE, height_of(WIDE), "image/png", "")


def address_of(found: Scene, crop: Crop, scheme: Scheme, ending: Literal["svg", "png"] = "svg") -> str:
    """Where a scene's file stands, with a digest of what is in it."""
    digest = hashlib.sha256((RECIPE + ending + found.document(crop, scheme)).encode()).hexdigest()[:10]
    return f"{FOLDER}{found.name}-{crop}-{scheme}-{digest}.{ending}"


@dataclass(frozen=True)
class SceneFiles:
    """The files of the scenes that a site shows. `cache` is the folder that keeps them between builds."""

    cache: Path

    def files(self, site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """The address of every file, and what is in it. A scene's files stand once, whoever names it."""
        clear_leftovers(self.cache)
        records = (record for kind in site.types for record in site.all(kind.collection))
        for found in {found.name: found for record in records if (found := scene_of(record))}.values():
            for crop in CROPS:
                for scheme in SCHEMES:
                    yield address_of(found, crop, scheme), found.document(crop, scheme).encode
            address = address_of(found, "wide", "light", "png")
            yield address, partial(self._png, address, found)

    def _png(self, address: str, found: Scene) -> bytes:
        """A picture as PNG takes time to draw; it is made if the cache does not hold it."""
        file = self.cache / address.removeprefix(FOLDER)
        if not file.exists():
            self.cache.mkdir(parents=True, exist_ok=True)
            with replacing(file) as aside:
                aside.write_bytes(png(found, WIDE))
        return file.read_bytes()
