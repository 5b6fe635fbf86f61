"""Scenes as PNG, for where SVG is not understood: email, feeds, cards."""

from __future__ import annotations

from io import BytesIO
from math import ceil

import resvg_py
from PIL import Image

from lscb.scenes import VIEWS, Crop, Scene
from lscb.scenes.palette import Scheme


def png(scene: Scene, width: int, crop: Crop = "wide", scheme: Scheme = "light") -> bytes:
    """A scene drawn `width` pixels wide. The same scene gives the same bytes: nothing is drawn by the machine's own fonts."""
    file = BytesIO()
    image(scene, width, crop, scheme).quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        file, "png", optimize=True
    )
    return file.getvalue()


def image(scene: Scene, width: int, crop: Crop = "wide", scheme: Scheme = "light") -> Image.Image:
    """A scene drawn `width` pixels wide, to be made part of another picture."""
    drawn = resvg_py.svg_to_bytes(svg_string=scene.document(crop, scheme), width=width, skip_system_fonts=True)
    return Image.open(BytesIO(drawn)).convert("RGB")


def height_of(width: int, crop: Crop = "wide") -> int:
    """How high a scene of that width is."""
    _, _, across, down = VIEWS[crop]
    return ceil(width * down / across)
