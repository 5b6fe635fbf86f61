"""The theme's sheet for scenes has the palette's colours, and says what becomes of a scene seen in other ways."""

from __future__ import annotations

import re

from lscb.scenes.palette import COLOURS
from tests.support.building import THEME

SHEET = (THEME / "styles/pieces/scenes.css").read_text(encoding="utf-8")
DECLARED = re.compile(r"--i-([a-z0-9]+): (#[0-9a-f]{6});")


def block(media: str) -> str:
    return SHEET.split(f"@media ({media})")[1].split("\n}\n")[0]


def test_light_and_dark_colours_are_the_palettes() -> None:
    light = dict(DECLARED.findall(SHEET.split("@media")[0]))
    dark = dict(DECLARED.findall(block("prefers-color-scheme: dark")))
    assert light == {role: pair[0] for role, pair in COLOURS.items()}
    assert {**light, **dark} == {role: pair[1] for role, pair in COLOURS.items()}


def test_with_forced_colours_a_scene_keeps_its_own_and_gets_an_edge() -> None:
    assert "forced-color-adjust: none" in block("forced-colors: active")
    assert "CanvasText" in block("forced-colors: active")


def test_scenes_are_not_printed() -> None:
    assert "display: none" in SHEET.split("@media print")[1].split("\n}\n")[0]
