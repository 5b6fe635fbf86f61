"""A story's HTML as mail programs show it: no wider than a phone, its headings in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

import lxml.html
from lxml.html import HtmlElement

WIDE = 552  # pixels between the margins of the page of 600
COLUMNS = 3  # of a table, that a phone of 320 pixels shows side by side
HEADINGS = ("h3", "h4", "h5", "h6")


def story_html(html: str) -> str:
    """A story's HTML, which stands under a heading of the second level, for an email."""
    if not re.search(r"<(?:img|table|h[3-6])\b", html):
        return html
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    _fit_pictures(root)
    _put_headings_in_order(root)
    for table in list(root.iter("table")):
        if max((_width(row) for row in table.iter("tr")), default=0) > COLUMNS:
            _replace(table, list(_as_paragraphs(table)))
    whole: str = lxml.html.tostring(root, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")


def opening_of(html: str) -> str:
    """How a story begins: what stands before its first heading, "" where that is all of it or has notes."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    begins = list(takewhile(lambda part: next(part.iter(*HEADINGS), None) is None, root))
    if len(begins) == len(root) or any(next(part.iter("sup"), None) is not None for part in begins):
        return ""
    return "".join(lxml.html.tostring(part, encoding="unicode") for part in begins).strip()


def _fit_pictures(root: HtmlElement) -> None:
    """No wider than the page, with their size as attributes, which is all that Outlook goes by."""
    for image in root.iter("img"):
        width, height = (int(image.get(name, "0") or 0) for name in ("width", "height"))
        if width > WIDE:
            image.set("width", str(WIDE))
            image.set("height", str(round(height * WIDE / width)))


def _put_headings_in_order(root: HtmlElement) -> None:
    """No level is left out on the way down."""
    above: list[int] = []
    for heading in root.iter(*HEADINGS):
        level = int(heading.tag[1])
        above = [one for one in above if one < level]
        heading.tag = HEADINGS[min(len(above), len(HEADINGS) - 1)]
        above.append(level)


def _width(row: HtmlElement) -> int:
    return sum(int(cell.get("colspan") or 1) for cell in row.iter("td", "th"))


def _as_paragraphs(table: HtmlElement) -> Iterator[HtmlElement]:
    """A paragraph a row, each cell on a line of its own under the name of its column."""
    names: list[str] = []
    caption = table.find("caption")
    if caption is not None:
        caption.tag = "p"
        yield caption
    for row in table.iter("tr"):
        cells = list(row.iter("td", "th"))
        if all(cell.tag == "th" for cell in cells):
            names = [" ".join(cell.text_content().split()) for cell in cells]
            continue
        yield _as_paragraph(cells, names)


def _as_paragraph(cells: list[HtmlElement], names: list[str]) -> HtmlElement:
    paragraph = lxml.html.Element("p")
    for at, cell in enumerate(cells):
        if at:
            lxml.etree.SubElement(paragraph, "br")
            name = names[at] if at < len(names) else ""
            cell.text = f"{name}: {cell.text or ''}" if name else cell.text
        cell.tag = "strong" if not at else "span"
        cell.attrib.clear()
        cell.tail = None
        paragraph.append(cell)
    return paragraph


def _replace(table: HtmlElement, paragraphs: list[HtmlElement]) -> None:
    parent, tail = table.getparent(), table.tail or ""
    place = parent.index(table)
    parent.remove(table)
    for paragraph in reversed(paragraphs):
        parent.insert(place, paragraph)
    if paragraphs:
        paragraphs[-1].tail = tail
