"""Drawings (SVG) as PNG: mail programs and feed readers show no other kind."""

from __future__ import annotations

import re
from importlib.resources import as_file, files

import resvg_py
from lxml import etree

from lscb.problems import FieldError

NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
LONGEST = 20  # times as high as wide, or as wide as high
ONE_FONT = '* { font-family: "Inter Display" !important }'  # whatever fonts a machine has, the bytes are the same
HINT = "open it in a drawing program and save it again as plain SVG"


def png_of(svg: bytes, most: int) -> bytes:
    """A drawing as PNG, as wide as it says of itself, and at most so many pixels. Raises FieldError if it cannot be drawn."""
    width, height = _size(svg)
    if max(width / height, height / width) > LONGEST:
        raise FieldError(f"is {width:g} by {height:g}: too long to be shown", hint="cut it into several drawings")
    with as_file(files("lscb.cards") / "inter-display-bold.otf") as font:
        try:
            return bytes(
                resvg_py.svg_to_bytes(
                    svg_string=svg.decode("utf-8-sig"),
                    width=max(1, min(most, round(width))),
                    skip_system_fonts=True,
                    font_files=[str(font)],
                    style_sheet=ONE_FONT,
                )
            )
        except (ValueError, UnicodeDecodeError):
            raise FieldError("is not a drawing that can be shown", hint=HINT) from None


def _size(svg: bytes) -> tuple[float, float]:
    """How wide and high a drawing is: what it says in pixels, or else the box that it is drawn in."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(svg, parser)
    except etree.XMLSyntaxError:
        raise FieldError("is not a drawing that can be shown", hint=HINT) from None
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise FieldError("is not a drawing that can be shown", hint=HINT)
    said = [NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height")]
    sizes = [float(one[1]) for one in said if one]
    if len(sizes) < 2:
        sizes = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", root.get("viewBox", ""))][2:4]
    if len(sizes) < 2 or not min(sizes):
        raise FieldError("does not say how large it is", hint=HINT)
    return sizes[0], sizes[1]
