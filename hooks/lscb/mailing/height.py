"""How long an email is on a phone, reckoned from its inline styles: near enough to know what there is room for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import ceil

import lxml.html
from lxml.html import HtmlElement

PHONE = 360
LETTER = 0.56  # of the size of its type: how wide a letter is in Arial or its like, with what is lost at the ends of lines
IN_LINES = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "q", "s", "small", "span")
)
IN_LINES |= {"strong", "sub", "sup", "u", "var", "wbr", "img"}
PIXELS = re.compile(r"(?<![\w-])([a-z-]+):\s*([^;]+)")


@dataclass(frozen=True)
class _Box:
    """The room that text has: how wide it is, the size of its type and the height of its lines, in pixels."""

    width: float
    size: float = 17
    line: float = 26


def height_of(html: str) -> int:
    """The height of inlined HTML on a phone, in pixels. `html` is a document or a part of one."""
    root = lxml.html.document_fromstring(html) if "<html" in html else lxml.html.fragment_fromstring(html, create_parent="div")
    return ceil(_height(root.find("body") if root.tag == "html" else root, _Box(PHONE)))


def _height(element: HtmlElement, box: _Box) -> float:
    style = dict(PIXELS.findall(element.get("style", "")))
    if style.get("display") == "none":
        return 0
    box = replace(box, size=_pixels(style, "font-size", box.size), line=_pixels(style, "line-height", box.line))
    above, right, below, left = _sides(style.get("padding", ""))
    top, _, bottom, _ = _sides(style.get("margin", ""))
    box = replace(box, width=max(box.width - left - right, 40))
    if element.tag == "tr":
        cells = [one for one in element if one.tag in {"td", "th"}]
        inner = max((_height(cell, replace(box, width=box.width / len(cells))) for cell in cells), default=0)
    else:
        inner = _flow(element, box)
    return top + above + max(inner, _pixels(style, "height", 0)) + below + bottom


def _flow(element: HtmlElement, box: _Box) -> float:
    """Lines of text and blocks, one below the other."""
    found, letters = 0.0, len((element.text or "").strip())
    for child in element:
        if not isinstance(child.tag, str):
            letters += len((child.tail or "").strip())
            continue
        if child.tag == "img":
            found += _lines(letters, box) + _picture(child, box)
            letters = 0
        elif child.tag == "br":
            found += _lines(letters, box)
            letters = 0
        elif child.tag in IN_LINES and child.find(".//img") is None and child.find(".//br") is None:
            letters += len(child.text_content()) + 1
        else:
            found += _lines(letters, box) + _height(child, box)
            letters = 0
        letters += len((child.tail or "").strip())
    return found + _lines(letters, box)


def _lines(letters: int, box: _Box) -> float:
    return ceil(letters * box.size * LETTER / box.width) * box.line


def _picture(image: HtmlElement, box: _Box) -> float:
    """As high as its attributes make it; where they don't say, as a scene is."""
    width = float(image.get("width") or box.width)
    height = float(image.get("height") or width * 0.53)
    return height * min(1, box.width / width) if width else height


def _pixels(style: dict[str, str], name: str, otherwise: float) -> float:
    match = re.match(r"([\d.]+)px", style.get(name, ""))
    return float(match[1]) if match else otherwise


def _sides(said: str) -> tuple[float, float, float, float]:
    """The four sides of a margin or padding, as CSS writes one to four of them."""
    found = [float(match[1]) if (match := re.match(r"([\d.]+)", part)) else 0.0 for part in said.split()] or [0.0]
    top, right = found[0], found[1] if len(found) > 1 else found[0]
    return top, right, found[2] if len(found) > 2 else top, found[3] if len(found) > 3 else right
