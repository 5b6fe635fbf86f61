"""Scenes: whole, light, of the palette's colours alone, and the same each time."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from lscb.problems import FieldError
from lscb.scenes import SCENES, VIEWS, Crop, palette, scene
from lscb.scenes.palette import COLOURS, Role, Scheme
from lscb.scenes.raster import height_of, image, png

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {f"{SVG}{name}" for name in ("svg", "g", "path", "rect", "circle")}
ATTRIBUTES = {
    "d",
    "x",
    "y",
    "width",
    "height",
    "rx",
    "cx",
    "cy",
    "r",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "transform",
}
CROPS: tuple[Crop, ...] = get_args(Crop)
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
MOST = 6_000

every_scene = pytest.mark.parametrize("name", sorted(SCENES))


def bytes_of(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def tree_of(document: str) -> etree._Element:
    return etree.fromstring(document.encode())


@every_scene
def test_a_scene_is_well_formed_and_of_plain_shapes(name: str) -> None:
    """No text, script, gradient or reference, and no id: so that it may stand twice on a page."""
    for element in tree_of(scene(name).document()).iter():
        assert element.tag in ELEMENTS
        if element.tag != f"{SVG}svg":
            assert set(element.attrib) <= ATTRIBUTES, element.attrib


@every_scene
def test_colours_come_from_the_palette_alone(name: str) -> None:
    for element in tree_of(f'<svg xmlns="{SVG[1:-1]}">{scene(name).drawing}</svg>').iter():
        for paint in (element.get("fill"), element.get("stroke")):
            assert paint in (None, "none") or palette.VARIABLE.fullmatch(paint)
    assert set(palette.VARIABLE.findall(scene(name).drawing)) <= set(get_args(Role))
    for place, scheme in enumerate(SCHEMES):
        found = set(re.findall(r'(?:fill|stroke)="(#[^"]+)"', scene(name).document(scheme=scheme)))
        assert found <= {pair[place] for pair in COLOURS.values()}
        assert "var(" not in scene(name).document(scheme=scheme)


@every_scene
@pytest.mark.parametrize("crop", CROPS)
def test_a_scene_on_a_page_is_small_and_hidden_from_screen_readers(name: str, crop: Crop) -> None:
    text = scene(name).inline(crop)
    assert len(text.encode()) <= MOST
    root = tree_of(text)
    assert {str(key): value for key, value in root.attrib.items()} == {
        "class": "scene",
        "viewBox": " ".join(map(str, VIEWS[crop])),
        "preserveAspectRatio": "xMidYMid slice",
        "aria-hidden": "true",
        "focusable": "false",
    }
    assert "style=" not in text


@every_scene
def test_numbers_are_short_and_real(name: str) -> None:
    drawing = re.sub(r"scale\([\d.]+\)", "", scene(name).drawing)
    assert not re.search(r"nan|inf|\d\.\d\d|--\d|-0(?![.\d])", drawing)


@every_scene
@pytest.mark.parametrize("crop", CROPS)
def test_the_same_scene_gives_the_same_picture(name: str, crop: Crop) -> None:
    for scheme in SCHEMES:
        first, second = (png(scene(name), 100, crop, scheme) for _ in range(2))
        assert first == second
    with Image.open(BytesIO(first)) as picture:
        assert picture.size == (100, height_of(100, crop))


@every_scene
@pytest.mark.parametrize("crop", CROPS)
def test_a_drawing_fills_every_crop_to_its_edges(name: str, crop: Crop) -> None:
    edges = {
        image(scene(name), 100, crop, scheme).getpixel((x, y))
        for scheme in SCHEMES
        for x in (0, 99)
        for y in (0, height_of(100, crop) - 1)
    }
    assert edges <= {bytes_of(colour) for pair in COLOURS.values() for colour in pair}


@every_scene
def test_a_scene_has_its_own_picture_in_light_and_in_dark(name: str) -> None:
    assert png(scene(name), 100) != png(scene(name), 100, scheme="dark")


@every_scene
def test_amber_is_in_every_scene_and_is_scarce(name: str) -> None:
    """The child, or the light kept for them, is what is seen first: there, and never large."""
    counts = {colour: count for count, colour in image(scene(name), 300, "square").getcolors(300 * 300) or ()}
    assert 0.001 < counts[bytes_of(COLOURS["warm"][0])] / (300 * 300) < 0.09


def test_the_scene_for_suicide_prevention_has_no_water() -> None:
    """Hills alone: neither the sea nor a quay, nor the ripple that stands for it."""
    used = set(palette.VARIABLE.findall(scene("bench-at-sunrise").drawing))
    assert not used & {"w1", "w2", "w3"}
    assert "q26 -28 52 0" not in scene("bench-at-sunrise").drawing


@given(st.text(max_size=30))
def test_a_name_that_is_no_scene_is_told(name: str) -> None:
    if name not in SCENES:
        with pytest.raises(FieldError, match="there is no scene") as told:
            scene(name)
        assert told.value.hint


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lighthose", "lighthouse"), ("Kite", "kite"), ("paper boat", "paper-boat"), ("string-of-light", "string-of-lights")],
)
def test_the_nearest_name_is_offered(typed: str, meant: str) -> None:
    with pytest.raises(FieldError) as told:
        scene(typed)
    assert f"`{meant}`" in told.value.hint


def test_no_two_scenes_are_the_same() -> None:
    assert len({png(scene(name), 100) for name in SCENES}) == len(SCENES)


def test_names_say_what_is_drawn_and_not_what_for() -> None:
    """No campaign's name: a scene can be used for any."""
    campaigns = {file.stem for file in (Path(__file__).parents[2] / "content/campaigns").glob("*.md")}
    assert not campaigns & set(SCENES)
